"""What was said and is not in the note, each with why: nothing goes missing without a line here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scribe.notes.utterances import Covered, Span, Utterance, is_backchannel
from scribe.notes.weight import weight
from scribe.visit import Evidence, Omission, SectionId, Turn

SMALL_TALK = "small talk"
NOT_PLACED = "not placed"
FOR_LENGTH = "left out for length"
WITHDRAWN = "withdrawn"
QUESTION_ONLY = "question only"
OFF_RECORD = "off the record"
A_CODE = "a code, kept out of the note"
REASONS = (SMALL_TALK, NOT_PLACED, FOR_LENGTH, WITHDRAWN, QUESTION_ONLY, OFF_RECORD, A_CODE)


def omission(
    utterance: Utterance, why: str, turns: tuple[Turn, ...], of_weight: tuple[str, ...] = (),
    section: SectionId | None = None,
) -> tuple[Omission, ...]:  # fmt: skip
    """One line for each turn that the sentence runs over, in the original words. `of_weight`: what it has from the
    talk around it, beside that of its own words; `section`: where it would have gone.
    """
    lines = [replace(_line(span, why, turns), section=section) for span in utterance.spans]
    return tuple(replace(each, of_weight=tuple(dict.fromkeys((*each.of_weight, *of_weight)))) for each in lines)


def _net(text: str) -> str:
    return SMALL_TALK if is_backchannel(text) and not weight(text) else NOT_PLACED


def missing(
    utterances: Iterable[Utterance], used: Iterable[Evidence], listed: Iterable[Omission], turns: tuple[Turn, ...]
) -> tuple[Omission, ...]:
    """A line for every sentence that is neither evidence of anything nor listed yet: the net under all other steps."""
    stretches = [(each.turn, each.start_char, each.end_char) for each in used]
    stretches += [(line.turn, line.start_char, line.end_char) for line in listed]
    covered = Covered(stretches)
    lost = []
    for utterance in utterances:
        for span in utterance.spans:
            if not covered.touches(turns[span.turn].id, span.start, span.end):
                lost.append(_line(span, _net(utterance.original), turns))
    return tuple(lost)


def in_order(lines: Iterable[Omission], turns: tuple[Turn, ...]) -> tuple[Omission, ...]:
    """The lines in the order of the talk, each once."""
    places = {turn.id: place for place, turn in enumerate(turns)}
    once = {(line.turn, line.start_char, line.end_char): line for line in lines}
    return tuple(sorted(once.values(), key=lambda line: (places[line.turn], line.start_char)))


def _line(span: Span, why: str, turns: tuple[Turn, ...]) -> Omission:
    turn = turns[span.turn]
    text = turn.text[span.start : span.end]
    return Omission(turn.id, text, why, span.start, span.end, weight(text))
