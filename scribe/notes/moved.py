"""A phrase of time or place, or a condition, that a claim puts first where the speaker put it later, or the other way.

Only one whole phrase moves, and only to or from the front of its own clause; so two people or two numbers are never
exchanged. 'I only wash on Friday' is not 'on Friday I only wash', and 'not every day' is not 'every day not'.
"""

from __future__ import annotations

from collections.abc import Iterator

from easyread.language.words import number, word_list
from scribe.notes.units import DAYS, NEGATORS, Unit

Same = tuple[Unit, ...]
_HEADS = frozenset(
    word_list(
        "on at in every each last next this since until for during after before today tomorrow yesterday tonight now "
        "currently"
    )
)
_CLAUSES = frozenset(word_list("if when unless after before until since while because"))
"""May open a clause with people in it: 'after he died'."""
_QUANTITY = frozenset(word_list("a an most some all once twice"))
"""Open a phrase of time only where it ends as one: 'two years ago', 'most days', 'twice a week'."""
_JOINS = frozenset(
    word_list(
        "and but or so then because since as when if unless while until who which that what where whether otherwise "
        "than though although"
    )
)
_MORE = frozenset(word_list("with to from by"))
_LIMITS = frozenset(word_list("only just even mainly mostly usually always especially also too still"))
_FIRM_LIMITS = frozenset(word_list("only just even"))
"""Limit the condition after them, even one that a comma sets off."""
_SHORT = frozenset(word_list("'s is am are has"))
_EVERY = frozenset(word_list("every each all both some most any"))
_LONGEST = 10


def fronted(claim: Same, source: Same) -> Iterator[tuple[Same, Same]]:
    """The two with one phrase brought to the front of its clause in the one where it stands later, as it is in the
    other.
    """
    for start in _starts(claim):
        for other in _starts(source):
            for place, size in _places(claim[start:], source[other:]):
                yield claim, (*source[:other], *_to_front(source[other:], place, size))
            for place, size in _places(source[other:], claim[start:]):
                yield (*claim[:start], *_to_front(claim[start:], place, size)), source


def _starts(units: Same) -> list[int]:
    """Where a clause begins that another may go before: at the start, and after 'and' or 'but'."""
    return [0, *(at + 1 for at, unit in enumerate(units[:-1]) if unit.word in ("and", "but"))]


def _to_front(units: Same, place: int, size: int) -> Same:
    return (*units[place : place + size], *units[:place], *units[place + size :])


def _places(front: Same, other: Same) -> Iterator[tuple[int, int]]:
    """Where in `other` the phrase that `front` begins with stands whole, later in its first clause; and its length."""
    counted = bool(front) and (front[0].word in _QUANTITY or number(front[0].word) is not None)
    until = len(front) > 1 and front[0].word == "by" and {front[1].word, front[1].lemma} & DAYS
    if not front or not (counted or until or front[0].word in _HEADS | _CLAUSES):
        return
    for place in range(1, len(other)):
        size = _alike(front, other[place:])
        if size > 1 or (size and front[0].word in ("today", "tomorrow", "yesterday", "tonight", "currently")):
            yield from ((place, length) for length in range(size, 0, -1) if _may_move(other, place, length, counted))


def _alike(front: Same, other: Same) -> int:
    size = 0
    while size < min(len(front), len(other), _LONGEST) and _same(front[size], other[size]):
        size += 1
    return size


def _same(one: Unit, two: Unit) -> bool:
    if one.group or two.group:
        return bool(one.group and two.group and set(one.case.split()) & set(two.case.split()))
    if one.word != two.word and "'s" in (one.word, two.word) and {one.word, two.word} <= _SHORT:
        return True
    return one.word == two.word or (one.lemma == two.lemma and number(one.word) is None and one.word[-3:] != "ing")


def _may_move(units: Same, place: int, size: int, counted: bool) -> bool:
    """Whether the phrase at `place` is whole, belongs to the first clause, and says the same at its front."""
    phrase, before = units[place : place + size], units[:place]
    after = units[place + size] if place + size < len(units) else None
    if not (after is None or after.mark or after.word in _JOINS | _HEADS | _MORE | {"about"}):
        return False
    condition = phrase[0].word in _CLAUSES
    if counted and not (phrase[-1].word == "ago" or {phrase[-1].word, phrase[-1].lemma} & DAYS and size < 5):
        return False
    if any(unit.mark.strip("\"'") for unit in units[1:place]) or any(unit.mark.strip(",") for unit in phrase):
        return False
    if not condition and (any(unit.group for unit in phrase) or phrase[0].mark):
        return False
    if any(_joins(unit, units[at + 1]) for at, unit in enumerate(before)) or not (condition or _is_one(phrase)):
        return False
    if any(unit.word in (_FIRM_LIMITS if condition and phrase[0].mark else _LIMITS) for unit in before):
        return False
    denied = any(unit.word in NEGATORS for unit in before)
    counts = counted and phrase[-1].word != "ago"
    return not (
        denied and (counts or phrase[0].word in ("because", "until") or any(unit.word in _EVERY for unit in phrase))
    )


def _joins(unit: Unit, after: Unit) -> bool:
    """Whether a clause may begin here; 'until nine' and 'since May' begin none."""
    return unit.word in _JOINS and not (
        unit.word in ("until", "since") and (_is_timely(after) or after.word[:1].isdigit())
    )


def _is_one(phrase: Same) -> bool:
    """Whether it holds no clause: 'on Mondays and Fridays', not 'on Monday and he slept'."""
    return (
        not any(
            unit.word in _JOINS
            and not (unit.word in ("and", "or") and _is_timely(phrase[at]) and _is_timely(phrase[at + 2]))
            for at, unit in enumerate(phrase[1:-1])
        )
        and phrase[-1].word not in _JOINS
    )


def _is_timely(unit: Unit) -> bool:
    return bool({unit.word, unit.lemma} & DAYS) or number(unit.word) is not None or unit.word in _HEADS
