"""Each step to a draft can be looked at, and together they are the draft: nothing happens beside them."""

from __future__ import annotations

from typing import Any

import pytest

from scribe.notes.draft import draft_note
from scribe.notes.explain import explained, lines
from scribe.notes.material import Material
from scribe.notes.templates import template
from tests.notes.talks import ALL, VISIT

NOTE = template("case-note")


def steps_of(material: Material, detail: str = "standard") -> dict[str, Any]:
    """The steps to the draft of a talk."""
    return dict(explained(material, NOTE, detail, draft_note(material, NOTE, detail=detail))["steps"])


@pytest.mark.parametrize("material", ALL)
@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_every_sentence_is_found_in_the_steps(material: Material, detail: str) -> None:
    """Each statement has a place, or why it is left out; each that has a place has words, the last of them used."""
    steps = steps_of(material, detail)
    names = [each["id"] for each in steps["statements"]]
    assert names == [each["statement"] for each in steps["sections"]]
    placed = [each["statement"] for each in steps["sections"] if not each["left_out"]]
    assert [each["statement"] for each in steps["words"]] == placed
    assert all(each["tried"][-1]["text"] for each in steps["words"])
    composed = " ".join(text for texts in steps["composed"].values() for text in texts)
    alone = [each["tried"][-1]["text"] for each in steps["words"]]
    assert sum(text in composed for text in alone) > len(alone) / 2  # the others were joined with a neighbour


def test_a_statement_shows_what_led_to_it() -> None:
    """What was taken back, what was asked, the weight, the headings with their scores, and what a rule refused."""
    steps = steps_of(VISIT)
    fall = next(each for each in steps["statements"] if each["withdrawn"])
    assert fall["text"] == "I slipped in the bathroom on Wednesday." and "falls" in fall["weight"]
    where = next(each for each in steps["sections"] if each["statement"] == fall["id"])
    assert where["section"] == "safety" and where["scores"][0][0] == "safety"
    harm = next(each for each in steps["statements"] if "suicide" in each["weight"])
    tried = next(each["tried"] for each in steps["words"] if each["statement"] == harm["id"])
    assert [each["means"] for each in tried] == ["quotation"]
    said = "\n".join(lines(explained(VISIT, NOTE, "standard", draft_note(VISIT, NOTE))))
    assert "takes back: I slipped in the bathroom on Tuesday." in said
    assert 'quotation: Mrs Begum said: "I thought about taking all my tablets at once."' in said
