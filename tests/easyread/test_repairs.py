"""A person who clicks a line gets up to three other ways to say it, none of which says anything else."""

from dataclasses import replace
from pathlib import Path

import pytest

from easyread.editing import faults, recheck
from easyread.fidelity import Reader
from easyread.page import Level, LineKind, Profile
from easyread.repairs import MOST, lines_of, repairs
from easyread.report import check
from easyread.simplify import simplify
from tests.easyread.sources import source_of

READER = Reader("Mrs Begum", True, "Hillside Council")
LETTERS = sorted((Path(__file__).parent / "letters").glob("*.txt"))


def page_of(text, profile=Profile.EASY_READ):
    return check(simplify(source_of(text), profile, READER))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_no_repair_changes_what_the_source_says(path):
    """Each is another wording of its line, at most three, with no fault for the checker."""
    page = page_of(path.read_text())
    for line in page.lines:
        found = repairs(line, page, READER)
        assert len(found) <= MOST and line.text not in found
        for one in found:
            texts = (one,) if isinstance(one, str) else one
            assert len(texts) > 1 or isinstance(one, str)
            assert not faults(lines_of(texts, line), line, page, READER)


def test_a_persons_own_wrong_words_are_put_right():
    """Where a typed line says what the source doesn't, what the rules made of it is offered again, or its own words."""
    page = page_of("You must pay £40 by 5 May 2026, and you can appeal to the panel.")
    wrong = recheck("You may pay £50 soon.", page.lines[0], page, READER)
    assert wrong.flagged
    assert repairs(wrong, page, READER)[0] == "You must pay £40 by 5 May 2026."


def test_the_sources_own_words_come_last():
    """They are offered only where the line itself went astray."""
    text = "In the event that you disagree, you must notify the panel."
    page = page_of(text)
    wrong = recheck("You must not disagree.", page.lines[0], page, READER)
    assert repairs(wrong, page, READER)[-1] == text
    assert text not in repairs(page.lines[0], page, READER)


def test_a_short_form_is_offered_in_full():
    """'PIP' is 'Personal Independence Payment'; where its full form stands before it, it goes."""
    page = page_of("We will tell you about your PIP by 5 May 2026.")
    line = replace(page.lines[0], text="We will tell you about your PIP by 5 May 2026.")
    page = replace(page, lines=(line, *page.lines[1:]))
    assert any("ersonal" in str(one) for one in repairs(line, page, READER))


def test_an_item_stays_an_item():
    """A line of a list keeps its small letter and its end without a stop."""
    page = page_of("You must tell us about:\n- any alteration in your accommodation\n- dogs")
    item = next(line for line in page.lines if line.kind is LineKind.LIST)
    for one in repairs(item, page, READER):
        assert isinstance(one, tuple) or one[0].islower() and not one.endswith(".")


def test_a_line_with_nothing_wrong_needs_none():
    """A repair breaks fewer rules than its line."""
    page = page_of("You must pay £40.")
    assert all(each.level is Level.GREEN for each in page.lines[0].checks if each.rule != "picture")
    assert repairs(page.lines[0], page, READER) == ()


def test_a_meaning_has_no_other_wording():
    """What a word means comes from the glossary."""
    page = page_of("You can have an advocate.")
    meaning = next(line for line in page.lines if line.kind is LineKind.EXPLAIN)
    assert repairs(meaning, page, READER) == ()


def test_a_short_form_of_several_things_is_not_guessed_at():
    """'AA' is money for care, a help with drink, and a breakdown service: none is offered."""
    page = simplify(source_of("You told us about the AA on Monday."), Profile.EASY_READ, READER)
    line = next(line for line in page.lines if "AA" in line.text)
    offered = " ".join(" ".join((one,) if isinstance(one, str) else one) for one in repairs(line, page, READER))
    assert "Automobile" not in offered and "Alcoholics" not in offered and "Attendance" not in offered
