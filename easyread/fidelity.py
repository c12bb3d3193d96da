"""Holds what was made of a sentence to what the sentence says: nothing lost, nothing added, nobody else's.

Strict where meaning is: numbers, dates, names, negation, duties, conditions, and who does it. The other words may
differ where nothing of weight does: `looks` tells a person which, and that is no fault. docs/decisions/0029.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from easyread.checks.anchors import anchors_kept
from easyread.checks.asked import asked_kept
from easyread.checks.conditions import conditions_kept, told_as_so
from easyread.checks.content import looks as words_that_differ
from easyread.checks.content import parts_lost, words_added
from easyread.checks.figures import bounds_kept, dates_in_place, exact, swapped, units_kept
from easyread.checks.force import claims_kept
from easyread.checks.laid import Fault, Laid, lay
from easyread.checks.links import links_kept
from easyread.checks.names import names_kept, names_whole
from easyread.checks.negations import denied_kept
from easyread.checks.undergone import undergone_kept
from easyread.reader import Reader

__all__ = ["Fault", "Reader", "compare", "looks"]

_RULES: tuple[Callable[[Laid], Iterator[Fault]], ...] = (
    exact, swapped, units_kept, bounds_kept, dates_in_place, names_kept, names_whole, claims_kept, denied_kept,
    conditions_kept, told_as_so, links_kept, undergone_kept, anchors_kept, asked_kept, words_added, parts_lost,
)  # fmt: skip


def compare(
    source: str, lines: Sequence[str], reader: Reader, explained: Sequence[str] = (), left_out: Sequence[str] = ()
) -> tuple[Fault, ...]:
    """The faults of what was made of a sentence; none where the lines say what it says.

    `explained` are meanings of hard words that the page gives; `left_out` words of the source that it lists so.
    """
    if list(lines) == [source]:
        return ()
    laid = lay(source, lines, reader, explained, left_out)
    return tuple(dict.fromkeys(fault for rule in _RULES for fault in rule(laid)))


def looks(
    source: str, lines: Sequence[str], reader: Reader, explained: Sequence[str] = (), left_out: Sequence[str] = ()
) -> tuple[Fault, ...]:
    """Words that differ from the source's where nothing of weight does, for a person to look at; they are no faults."""
    if list(lines) == [source]:
        return ()
    return tuple(dict.fromkeys(words_that_differ(lay(source, lines, reader, explained, left_out))))
