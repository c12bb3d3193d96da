"""The JSON of a page."""

import json

from easyread.fidelity import Reader
from easyread.page import Profile
from easyread.report import check
from easyread.shapes import page_json
from easyread.simplify import simplify
from tests.easyread.sources import source_of


def test_a_page_is_a_draft_with_its_lines_and_report():
    """Each line has the place of its source; every rule has its counts and where it comes from."""
    text = "Please note that you are required to pay £40."
    shape = json.loads(json.dumps(page_json(check(simplify(source_of(text), Profile.EASY_READ, Reader())))))
    assert shape["status"] == "draft, not approved" and shape["profile"] == "easy-read"
    (line,) = shape["lines"]
    assert line["text"] == "You must pay £40." and line["source"] == [0, len(text)]
    assert shape["left_out"][0]["text"] == "Please note that"
    assert all(row["source"] for row in shape["report"]["rules"])
