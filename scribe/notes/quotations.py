"""Words of a talk as they were said, letter for letter, with the question that came before them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from scribe.notes.doubts import doubtful_words
from scribe.notes.material import Material
from scribe.notes.own_kinds import kind_of
from scribe.notes.own_words import as_dictated, as_typed, framed
from scribe.notes.people import SOMEBODY, People
from scribe.notes.secrets import shown_claim, weighed, without_codes
from scribe.notes.utterances import Span, evidence, is_backchannel, sentence_spans
from scribe.notes.verify import verify_claim
from scribe.notes.weight import weight, worker_weight
from scribe.notes.wording import marks
from scribe.visit import Claim, ClaimId, Kind, Manner, Turn, WrittenBy

UNNAMED = "Nobody has said whose voice this is. Name it in the transcript, or say why it can stay without a name."
UNSURE = "The quotation could not be checked against what was said. Listen to it."
_BETWEEN = 2
"""Turns that only show that somebody listens and may be between a question and its answer."""
_ANSWER = 3
"""Sentences of an answer that go with a question: what comes then may be about something else."""


@dataclass(frozen=True)
class _Part:
    """What of one turn is quoted, in one piece."""

    turn: int
    span: Span
    asks: bool


def quotations(material: Material, wanted: Collection[Span]) -> tuple[Claim, ...]:
    """A quotation for each thing that was said in these spans, in the order of the talk; ids are still empty.

    A question is quoted with its answer, and an answer with its question. Each is checked as every claim is, and
    flagged where words in it are doubted or nobody knows whose they are. A code in it is left out.
    """
    whole, material = material, without_codes(material)
    found = [tuple(parts) for parts in _things_said(_parts(material, wanted), material)]
    return tuple(shown_claim(weighed(_claim(parts, material), whole)) for parts in found)


def _parts(material: Material, wanted: Collection[Span]) -> list[_Part]:
    spans = sorted({*wanted, *_around(material, wanted)}, key=lambda span: (span.turn, span.start))
    made = []
    for place, group in groupby(spans, key=lambda span: span.turn):
        mine = list(group)
        turn = material.turns[place]
        whole = Span(place, mine[0].start, max(span.end for span in mine))
        if turn.manner not in (Manner.SPOKEN, Manner.DICTATED):
            whole = Span(place, 0, len(turn.text))
        made.append(_Part(place, whole, _asks(turn.text[whole.start : whole.end], turn)))
    return made


def _around(material: Material, wanted: Collection[Span]) -> Iterator[Span]:
    """The question before what is an answer, and the answer to what is a question."""
    for span in wanted:
        turn = material.turns[span.turn]
        if turn.manner is not Manner.SPOKEN:
            continue
        if _asks(turn.text[span.start : span.end], turn):
            yield from _answer(material, span.turn)
        else:
            yield from _question(material, span.turn)


def _question(material: Material, place: int) -> Iterator[Span]:
    """The last sentence of the turn before, where it asks; what only shows that somebody listens is passed over."""
    for before in range(place - 1, max(-1, place - 2 - _BETWEEN), -1):
        turn = material.turns[before]
        spans = [span for span, _ in sentence_spans(turn.text)]
        if not spans or turn.manner is not Manner.SPOKEN:
            return
        if turn.speaker != material.turns[place].speaker and _asks(turn.text, turn):
            yield replace(spans[-1], turn=before)
        if not is_backchannel(turn.text):
            return


def _answer(material: Material, place: int) -> Iterator[Span]:
    turn = next(iter(material.turns[place + 1 : place + 2]), None)
    if turn is not None and turn.manner is Manner.SPOKEN and turn.speaker != material.turns[place].speaker:
        yield from (replace(span, turn=place + 1) for span, _ in sentence_spans(turn.text)[:_ANSWER])


def _asks(text: str, turn: Turn) -> bool:
    return turn.manner is Manner.SPOKEN and text.rstrip(" \"'”’").endswith("?")


def _things_said(parts: Sequence[_Part], material: Material) -> Iterator[list[_Part]]:
    """Each question with its answer, and what one speaker went on saying, together; everything else by itself."""
    thing: list[_Part] = []
    for part in parts:
        if thing and not _goes_on(thing[-1], part, material):
            yield thing
            thing = []
        thing.append(part)
    if thing:
        yield thing


def _goes_on(before: _Part, part: _Part, material: Material) -> bool:
    one, other = material.turns[before.turn], material.turns[part.turn]
    between = material.turns[before.turn + 1 : part.turn]
    spoken = one.manner is Manner.SPOKEN is other.manner
    near = len(between) <= _BETWEEN and all(is_backchannel(turn.text) for turn in between)
    return spoken and near and (one.speaker == other.speaker and not before.asks or before.asks and not part.asks)


def _claim(parts: tuple[_Part, ...], material: Material) -> Claim:
    first, spans = material.turns[parts[0].turn], tuple(part.span for part in parts)
    said = " ".join(material.turns[part.turn].text[part.span.start : part.span.end] for part in parts)
    own = first.manner is not Manner.SPOKEN
    text, kind = _own(first, said) if own else (_quoted(parts, material), Kind.QUOTED)
    claim = Claim(
        ClaimId(""), text, kind, evidence(spans, material.turns),
        written_by=WrittenBy.QUOTATION, of_weight=worker_weight(said) if own else weight(said),
    )  # fmt: skip
    checks = verify_claim(claim, material.turns, material.people)
    why = doubtful_words(spans, material) or _why(claim, parts, material, all(check.passed for check in checks))
    return replace(claim, checks=checks, flagged=why is not None, why=why)


def _why(claim: Claim, parts: tuple[_Part, ...], material: Material, passed: bool) -> str | None:
    turns = [material.turns[part.turn] for part in parts]
    people = People(material.people)
    if claim.kind is Kind.QUOTED and any(people.find(turn.speaker) is None for turn in turns):
        return UNNAMED
    return None if passed else UNSURE


def _own(turn: Turn, said: str) -> tuple[str, Kind]:
    """The worker's own account as a note has it, and what kind it is."""
    if turn.manner is Manner.DICTATED:
        return as_dictated(said), kind_of(said)
    kinds = {Manner.SEEN: Kind.OBSERVED, Manner.TOLD: Kind.REPORTED, Manner.READ_BACK: Kind.QUOTED}
    return framed(as_typed(said), turn.manner), kinds.get(turn.manner, Kind.VIEW)


def _quoted(parts: tuple[_Part, ...], material: Material) -> str:
    people = People(material.people)
    sayings = []
    for (speaker, asks), group in groupby(parts, key=lambda part: (material.turns[part.turn].speaker, part.asks)):
        words = " ".join(material.turns[part.turn].text[part.span.start : part.span.end] for part in group)
        name = people.name(speaker) or SOMEBODY
        sayings.append(f"{name} {'asked' if asks else 'said'}: {marks(words)}")
    return " ".join(sayings)
