"""Every trap transcript of tests/gold, drafted at every level of detail: no draft may fall into its trap."""

import pytest

from scribe.notes.draft import DETAILS, draft_note
from scribe.notes.material import DraftNote
from scribe.notes.templates import template
from scribe.visit import Claim, ClaimId, Kind, ModelCard, Section, SectionId
from tests.gold.pairs import called
from tests.gold.trap_check import Trap, faults, traps

NOTE = template("case-note")

FAILING: dict[str, str] = {}
"""The traps that a draft of today falls into, and why. Strict: whoever mends one takes it off."""


def _marked(trap: Trap):
    why = FAILING.get(trap.id)
    return pytest.param(trap, id=trap.id, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [])


@pytest.mark.parametrize("trap", [_marked(trap) for trap in traps()])
def test_no_draft_falls_into_the_trap(trap: Trap) -> None:
    """At every level of detail a draft says what was said and nothing of what the trap invites to."""
    found = {
        detail: wrong
        for detail in DETAILS
        if (wrong := faults(trap, draft_note(trap.material, NOTE, detail=detail), detail))
    }
    assert not found


def test_every_trap_has_three_transcripts_of_four_to_fourteen_turns() -> None:
    """The material is whole: none of it is missing, and each is a talk."""
    kinds = [trap.kind for trap in traps()]
    assert len(set(kinds)) == 33
    assert min(kinds.count(kind) for kind in kinds) >= 3
    assert all(4 <= len(trap.turns) <= 14 for trap in traps())
    assert set(FAILING) <= {trap.id for trap in traps()}


@pytest.mark.parametrize("trap", traps(), ids=lambda trap: trap.id)
def test_a_note_that_quotes_everything_falls_into_no_trap(trap: Trap) -> None:
    """The traps can be passed: whoever only quotes, each with the talk before it, is not blamed for what is said."""
    wrong = faults(trap, _quoting(trap), "full")
    assert not [each for each in wrong if not each.startswith("not among the actions")]


def _quoting(trap: Trap) -> DraftNote:
    names = {person.id: called(person) for person in trap.people}
    if len(set(names.values())) < len(names):
        names = {person.id: person.name for person in trap.people}
    claims = []
    for at in range(len(trap.turns)):
        led = trap.turns[max(0, at - _LED) : at + 1]
        text = " ".join(f'{names[turn.speaker]} said: "{turn.text}"' for turn in led)
        claims.append(Claim(ClaimId(f"c{len(claims)}"), text, Kind.QUOTED, (), of_weight=("harm",)))
    section = Section(SectionId("visit"), "Visit", tuple(claims))
    return DraftNote((section,), (), (), ModelCard("none"), 0.0)


_LED = 4
"""Turns before one that may have led to it."""


@pytest.mark.parametrize("trap", traps(), ids=lambda trap: trap.id)
def test_an_empty_note_is_blamed(trap: Trap) -> None:
    """No trap is passed by saying nothing."""
    assert faults(trap, DraftNote((), (), (), ModelCard("none"), 0.0), "full")
