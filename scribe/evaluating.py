"""How good the drafts of whole talks are, counted without a judge: what of the talk is in the note, what isn't, what
of the note nobody said, and how it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from operator import add

from easyread.readability import Reading, reading, words
from models.progress import Cancellation, OnProgress, Progress, ignore_progress
from scribe.evaluated_talks import EvaluatedTalk, Highlight
from scribe.notes.draft import draft_note
from scribe.notes.material import DraftNote
from scribe.notes.omissions import OFF_RECORD, QUESTION_ONLY, SMALL_TALK, WITHDRAWN
from scribe.notes.templates import Template
from scribe.unheld import What, kinds, unheld
from scribe.visit import Action, Claim, Evidence, Omission, Turn, TurnId, WrittenBy

APART = (SMALL_TALK, QUESTION_ONLY, WITHDRAWN, OFF_RECORD)
"""Reasons that say why no note should hold it: nothing of substance is left out for these."""
MOST_OF_A_TURN = 0.5
"""Share of a turn's words that have to be evidence until most of it counts as in the note."""
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


@dataclass(frozen=True)
class Measures:
    """Counts of one draft, or the sum of several. Highlights that are mapped to turns are counted three ways."""

    seconds: float = 0.0
    turns: int = 0
    highlights: int = 0
    in_note: int = 0
    """Evidence of the note touches every turn that says it."""
    mostly_in_note: int = 0
    """The same, where the note's evidence holds half or more of the words of each."""
    in_either: int = 0
    """Each of the turns is touched by the note or by the list of what is not in it."""
    never_said: int = 0
    not_mapped: int = 0
    claims: int = 0
    actions: int = 0
    without_evidence: int = 0
    flagged: int = 0
    quotations: int = 0
    numbers: int = 0
    """Numbers in a claim that its evidence doesn't hold; dates, names and negations likewise."""
    dates: int = 0
    names: int = 0
    negations: int = 0
    unflagged: int = 0
    """How many of these four no flag warns of."""
    statements: int = 0
    """Stretches of talk that are evidence or were left out, without those of `apart`."""
    left_out: int = 0
    apart: int = 0
    """Small talk, questions alone, what was withdrawn and what is off the record."""
    words_said: int = 0
    words_written: int = 0
    words_quoted: int = 0
    sentences: int = 0
    syllables: int = 0

    def __add__(self, other: Measures) -> Measures:
        return Measures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def read(self) -> Reading:
        """How the note reads."""
        return Reading(self.sentences, self.words_written, self.syllables)


@dataclass(frozen=True)
class Level:
    """One level of detail, with the measures of each talk."""

    detail: str
    talks: tuple[Measures, ...]

    @property
    def total(self) -> Measures:
        """All of them added up."""
        return reduce(add, self.talks, Measures())

    @property
    def longest(self) -> float:
        """Seconds of the draft that took longest."""
        return max((each.seconds for each in self.talks), default=0.0)


def evaluate(
    talks: Sequence[EvaluatedTalk],
    template: Template,
    details: Sequence[str],
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> tuple[Level, ...]:
    """Every talk drafted by rules alone at every level of detail, and counted. Raises `NothingHeard`, `Cancelled`."""
    cancel = cancel or Cancellation()
    levels: list[Level] = []
    for detail in details:
        measured: list[Measures] = []
        for talk in talks:
            on_progress(Progress(len(levels) * len(talks) + len(measured), len(details) * len(talks), "drafting"))
            note = draft_note(talk.material, template, detail=detail, cancel=cancel)
            measured.append(measure(talk, note))
        levels.append(Level(detail, tuple(measured)))
    return tuple(levels)


def measure(talk: EvaluatedTalk, note: DraftNote) -> Measures:
    """The counts of one draft."""
    claims = [claim for section in note.sections for claim in section.shown]
    made: tuple[Claim | Action, ...] = (*claims, *note.actions)
    used = [each for one in made for each in one.evidence]
    shown = [one.text for one in made]
    apart = sum(line.why in APART for line in note.omissions)
    stretches = len({(each.turn, each.start_char, each.end_char) for each in used})
    return reduce(
        add,
        (
            _of_highlights(talk, used, note.omissions),
            _of_claims(claims, talk),
            _of_reading(reading(shown)),
            Measures(
                seconds=note.seconds_taken,
                turns=len(talk.material.turns),
                actions=len(note.actions),
                statements=stretches + len(note.omissions) - apart,
                left_out=len(note.omissions) - apart,
                apart=apart,
                words_said=sum(len(words(turn.text)) for turn in talk.material.turns),
                words_quoted=sum(len(words(quoted)) for text in shown for quoted in _QUOTED.findall(text)),
            ),
        ),
    )


def _of_reading(read: Reading) -> Measures:
    return Measures(sentences=read.sentences, words_written=read.words, syllables=read.syllables)


def _of_claims(claims: Sequence[Claim], talk: EvaluatedTalk) -> Measures:
    turns = {turn.id: turn for turn in talk.material.turns}
    found = {claim.id: unheld(claim, turns, talk.material.people) for claim in claims}
    counted = kinds(each for listed in found.values() for each in listed)
    return Measures(
        claims=len(claims),
        without_evidence=sum(not claim.evidence for claim in claims),
        flagged=sum(claim.flagged for claim in claims),
        quotations=sum(claim.written_by is WrittenBy.QUOTATION for claim in claims),
        numbers=counted[What.NUMBERS],
        dates=counted[What.DATES],
        names=counted[What.NAMES],
        negations=counted[What.NEGATIONS],
        unflagged=sum(len(found[claim.id]) for claim in claims if not claim.flagged),
    )


def _of_highlights(talk: EvaluatedTalk, used: Sequence[Evidence], omitted: Sequence[Omission]) -> Measures:
    turns = {turn.id: turn for turn in talk.material.turns}
    touched = {each.turn for each in used}
    mostly = {turn for turn in touched if _share(turns[turn], used) >= MOST_OF_A_TURN}
    said = [highlight for highlight in talk.highlights if highlight.is_said]
    return Measures(
        highlights=len(said),
        in_note=_covered(said, touched),
        mostly_in_note=_covered(said, mostly),
        in_either=_covered(said, touched | {line.turn for line in omitted}),
        never_said=sum(highlight.ways == () for highlight in talk.highlights),
        not_mapped=sum(highlight.ways is None for highlight in talk.highlights),
    )


def _covered(highlights: Iterable[Highlight], turns: set[TurnId]) -> int:
    return sum(any(turns.issuperset(way) for way in highlight.ways or ()) for highlight in highlights)


def _share(turn: Turn, used: Iterable[Evidence]) -> float:
    """How much of a turn's words is evidence, from 0 to 1."""
    inside = [(each.start_char, each.end_char) for each in used if each.turn == turn.id]
    places = [(found.start(), found.end()) for found in re.finditer(r"\w+", turn.text)]
    held = sum(any(start <= at and end <= until for start, until in inside) for at, end in places)
    return held / len(places) if places else 1.0
