"""Whether somebody did a thing or had it done to them: 'she was refused' is not 'she refused'."""

from __future__ import annotations

from easyread.language.words import is_participle, is_verb_base, is_verb_past, word_list
from scribe.notes.align import Alignment
from scribe.notes.units import Unit

_BE = frozenset(word_list("am is are was were be been being get gets got getting"))
_EITHER = frozenset(["'s", "@"])
"""'He's asked' is 'is' or 'has'; and a name may carry it."""


def turned_about(alignment: Alignment) -> list[str]:
    """Each verb that is told of the one who did it where it was said of the one it was done to, or the other way."""
    return [
        f"{source.before} {source.word} → {claim.before} {claim.word}"
        for claim, source in alignment.pairs
        if _is_verb(claim) and _is_verb(source) and _done_to(claim) != _done_to(source) and not _loose(claim, source)
    ]


def _is_verb(unit: Unit) -> bool:
    return not unit.group and is_verb_base(unit.lemma)


def _done_to(unit: Unit) -> bool:
    return unit.before in _BE and is_participle(unit.word) and (is_verb_past(unit.word) or unit.word == unit.lemma)


def _loose(claim: Unit, source: Unit) -> bool:
    """Whether it can't be told: a short form, a verb joined to another, or one with no word before it."""
    return any(each.before in _EITHER | {"", "and", "or", "but"} for each in (claim, source))
