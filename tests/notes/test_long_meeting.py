"""A meeting of five people is drafted whole however long it is: nothing is cut, and the time grows with the length."""

from __future__ import annotations

import re
import time
from functools import cache

import pytest

from scribe.evaluated_talks import read_talks
from scribe.notes.draft import DraftNote, Material, draft_note
from scribe.notes.templates import template
from scribe.visit import Person, PersonId, Role, Turn, TurnId
from tests.benchmarks.primock import TALKS

pytestmark = pytest.mark.skipif(not TALKS.is_dir(), reason="../shared/data/visits is not here")
PEOPLE = tuple(
    Person(PersonId(f"p{at}"), name, role, pronouns)
    for at, (name, role, pronouns) in enumerate(
        (
            ("Mrs Amina Begum", Role.PERSON, "she"),
            ("Adam Rahman", Role.FAMILY, "he"),
            ("Kit Shaw", Role.FAMILY, "they"),
            ("Ola Brown", Role.FAMILY, "she"),
            ("Jo Reed", Role.WORKER, "they"),
        ),
        start=1,
    )
)
FILLERS = {"um", "uh", "mm", "mmm", "hmm", "ah", "er", "erm", "oh"}
"""Sounds that no note needs."""


@cache
def meeting(minutes: float) -> tuple[Turn, ...]:
    """So many minutes of real talks between two, one after the other; four people in turn talk with the worker."""
    made: list[Turn] = []
    offset = 0.0
    for at, talk in enumerate(read_talks(str(TALKS))):
        worker = talk.material.turns[0].speaker
        for turn in talk.material.turns:
            speaker = PEOPLE[-1] if turn.speaker == worker else PEOPLE[at % 4]
            start, end = offset + turn.start, offset + turn.end
            if end > minutes * 60:
                return tuple(made)
            made.append(Turn(TurnId(f"t{len(made) + 1}"), speaker.id, start, end, turn.text))
        offset = made[-1].end
    raise AssertionError("there is no more talk")


def drafted(minutes: float, kind: str) -> tuple[DraftNote, float]:
    """The note, and the seconds of work that it took."""
    began = time.process_time()
    return draft_note(Material(PEOPLE, meeting(minutes)), template(kind)), time.process_time() - began


def missing(note: DraftNote, turns: tuple[Turn, ...]) -> list[str]:
    """Words that neither any statement or action rests on, nor the list of what was left out has."""
    claims = [claim for section in note.sections for claim in section.claims]
    pieces = [piece for thing in (*claims, *note.actions) for piece in thing.evidence]
    told: dict[TurnId, set[int]] = {}
    for each in (*pieces, *note.omissions):
        told.setdefault(each.turn, set()).update(range(each.start_char, each.end_char))
    return [
        found.group()
        for turn in turns
        for found in re.finditer(r"[\w'’]+", turn.text)
        if found.start() not in told.get(turn.id, ()) and found.group().lower() not in FILLERS
    ]


def test_every_word_of_a_quarter_of_an_hour_is_in_the_note_or_listed() -> None:
    """Its last minute as its first, whoever spoke."""
    note, _ = drafted(15, "case-note")
    turns = meeting(15)
    assert {turn.speaker for turn in turns} >= {person.id for person in PEOPLE[:2]} | {PEOPLE[-1].id}
    assert missing(note, turns) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["case-note", "safeguarding-minutes"])
def test_two_hours_are_whole_and_take_four_times_as_long_as_half_an_hour(kind: str) -> None:
    """Every word is in the note or listed; what each minute costs doesn't grow with the length (twice is allowed)."""
    _, short = drafted(30, kind)
    note, long = drafted(120, kind)
    turns = meeting(120)
    assert {turn.speaker for turn in turns} == {person.id for person in PEOPLE}
    assert missing(note, turns) == []
    print(f"{kind}: {len(turns)} turns, {long:.1f} s of work, {short:.1f} s for half an hour")
    assert long <= 8 * short
