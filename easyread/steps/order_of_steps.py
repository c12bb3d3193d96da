"""The steps in their order, and how a sentence goes through them: all at once, or one by one where a check refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from easyread.page import LineKind
from easyread.steps import (
    active,
    apart,
    asides,
    conditions,
    doerless,
    figures,
    hanging,
    joints,
    listing,
    openings,
    persons,
    replacing,
    splitting,
    supposed,
    verbs,
    when,
    wording,
)
from easyread.steps.piece import Piece, Setting, Step

STEPS: tuple[Step, ...] = (
    wording.long_forms,
    joints.completed,
    openings.drop_opening,
    wording.required_under,
    wording.should_you,
    wording.failure_to,
    wording.plain_patterns,
    wording.attendance,
    wording.subject_to,
    persons.say_you,
    persons.say_we,
    asides.brackets,
    asides.that_is,
    asides.names,
    asides.relatives,
    hanging.for_which,
    hanging.said_of_what,
    hanging.and_if,
    active.by_somebody,
    listing.lists,
    joints.having,
    joints.ends,
    joints.however,
    joints.neither,
    apart.although,
    conditions.conditions,
    splitting.clauses,
    apart.reasons,
    apart.purposes,
    apart.exceptions,
    apart.grounds,
    apart.because_first,
    hanging.front_purpose,
    apart.tails,
    apart.examples,
    active.by_somebody,
    doerless.reaches,
    doerless.ends_of_several,
    doerless.by_nobody,
    supposed.forbidden,
    hanging.no_decision,
    supposed.by_the_reader,
    supposed.by_the_writer,
    verbs.nouns_to_verbs,
    replacing.replace_words,
    figures.figures,
    when.when_and_where,
    when.when,
    hanging.front_purpose,
    hanging.front_time,
    hanging.by_doing,
    listing.lists,
    conditions.conditions,
)
SURE_STEPS = tuple(
    step
    for step in STEPS
    if step not in (supposed.by_the_reader, supposed.by_the_writer, supposed.forbidden, hanging.no_decision)
)
"""All but those that take somebody for the doer whom the source does not name."""
WORD_STEPS: tuple[Step, ...] = (
    wording.long_forms,
    openings.drop_opening,
    wording.plain_patterns,
    verbs.nouns_to_verbs,
    replacing.replace_words,
    figures.figures,
)
"""Plain words, in a sentence that is built as it was."""
SMALL_STEPS: tuple[Step, ...] = (wording.long_forms, replacing.replace_words, figures.figures)
"""For headings and for items that are no sentences: their words, not their build."""
_BUILDING = (
    openings.drop_opening, asides.brackets, asides.names, asides.relatives, listing.lists, apart.although,
    conditions.conditions,
    splitting.clauses, apart.reasons, apart.grounds, apart.examples,
    apart.tails, joints.ends, apart.purposes, apart.exceptions, when.when, when.when_and_where,
    hanging.for_which, hanging.said_of_what,
    hanging.and_if, hanging.front_purpose, hanging.front_time, hanging.by_doing,
)  # fmt: skip
"""What leaves a line alone that leads into a list: 'If you disagree:'."""
Passes = Callable[[tuple[Piece, ...]], bool]


def through(pieces: tuple[Piece, ...], setting: Setting, steps: Iterable[Step] = STEPS) -> tuple[Piece, ...]:
    """What all steps make of some pieces, with no check."""
    for step in steps:
        pieces = _step(pieces, setting, step)
    return pieces


def through_one_by_one(
    pieces: tuple[Piece, ...], setting: Setting, passes: Passes, steps: Iterable[Step] = STEPS
) -> tuple[Piece, ...]:
    """What the steps make of some pieces where each that the check refuses is left out."""
    for step in steps:
        made = _step(pieces, setting, step)
        if made != pieces and passes(made):
            pieces = made
        elif made != pieces and step is replacing.replace_words:
            pieces = _word_by_word(pieces, setting, passes)
    return pieces


def _word_by_word(pieces: tuple[Piece, ...], setting: Setting, passes: Passes) -> tuple[Piece, ...]:
    """Some pieces with each plain word that the check lets through by itself."""
    for at in range(len(pieces)):
        before, after = pieces[:at], pieces[at + 1 :]
        made = replacing.replace_each(pieces[at], setting, lambda one: passes((*before, one, *after)))  # noqa: B023
        pieces = (*before, made, *after)
    return pieces


def _step(pieces: tuple[Piece, ...], setting: Setting, step: Step) -> tuple[Piece, ...]:
    made: list[Piece] = []
    for piece in pieces:
        if piece.text.endswith(":") and piece.kind is not LineKind.LIST and step in _BUILDING:
            made.append(piece)
        else:
            made += step(piece, setting)
    return tuple(made)
