"""JSON in and out of a draft: the documented shape, and refusals in plain sentences."""

import json
import re

import pytest

from scribe.errors import FileRefused
from scribe.notes.draft import draft_note
from scribe.notes.shapes import draft_json, material_from_json, material_from_text
from scribe.notes.templates import template
from scribe.visit import Role
from tests.notes.talks import VISIT


def test_a_draft_has_exactly_the_documented_keys() -> None:
    """Everything that the page of commands names is there, and JSON can hold it."""
    shape = json.loads(json.dumps(draft_json(draft_note(VISIT, template("case-note")), "case-note")))
    assert list(shape) == ["status", "template", "model", "sections", "actions", "not_in_note", "seconds_taken"]
    assert shape["status"] == "draft, not approved"
    section = next(each for each in shape["sections"] if each["claims"])
    assert {"id", "heading", "claims", "not_discussed"} <= set(section)
    claim = section["claims"][0]
    assert {"id", "text", "kind", "evidence", "checks", "flagged", "why", "written_by"} <= set(claim)
    assert set(claim["evidence"][0]) == {"turn", "from", "to", "start", "end"}
    assert {"rule", "passed"} <= set(claim["checks"][0])
    assert {"text", "owner", "by", "evidence"} == set(shape["actions"][0])
    assert {"turn", "text", "why"} <= set(shape["not_in_note"][0])


def test_speakers_without_names_are_numbered() -> None:
    """The short shape: S1 is 'Speaker 1', turns are t1, t2; a known role's label becomes that role."""
    material = material_from_json(
        {"turns": [{"speaker": "S1", "text": "Hello."}, {"speaker": "patient", "start": 2, "end": 3.5, "text": "Hi."}]}
    )
    assert [(person.id, person.name, person.role) for person in material.people] == [
        ("S1", "Speaker 1", Role.OTHER), ("patient", "The patient", Role.PERSON)
    ]  # fmt: skip
    assert [turn.id for turn in material.turns] == ["t1", "t2"]


@pytest.mark.parametrize(
    "data",
    [
        [], {}, {"turns": 3}, {"turns": [3]}, {"turns": [{"speaker": "S1"}]}, {"turns": [{"text": "SECRET", "start": "x"}]},  # noqa: E501
        {"turns": [{"text": "SECRET", "start": 5, "end": 1}]}, {"turns": [{"text": "SECRET", "start": float("nan")}]},
        {"turns": [{"text": "SECRET", "words": [{}]}]}, {"turns": [{"text": "SECRET", "speaker": 3}]},
        {"turns": [{"id": "t1", "text": "a"}, {"id": "t1", "text": "b"}]}, {"turns": [], "people": {}},
        {"turns": [], "people": [{"id": "S1"}]}, {"turns": [], "people": [{"id": "S1", "name": "SECRET", "role": "king"}]},  # noqa: E501
        {"turns": [], "people": [{"id": "S1", "name": "A"}, {"id": "S1", "name": "B"}]}, {"turns": [], "doubts": [{}]},
        {"turns": [], "doubts": 3}, {"turns": [{"text": "a", "words": 3}]},
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_without_quoting_it(data: object) -> None:
    """The sentence says what is wrong and that nothing changed; it holds nothing of what was said."""
    with pytest.raises(FileRefused) as refused:
        material_from_json(data)
    assert re.search(r"not changed\.$", str(refused.value)) and "SECRET" not in str(refused.value)


def test_text_that_is_not_json_is_refused() -> None:
    """So is a file of another kind."""
    with pytest.raises(FileRefused, match="not JSON"):
        material_from_text("SECRET {")
