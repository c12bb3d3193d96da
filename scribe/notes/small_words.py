"""Small words that carry a sentence's sense: directions, joining words, 'too', and whether it is one or many.

An article may come and go; 'out of' for 'into', 'so' for 'but', or 'sisters' for 'sister' may not.
"""

from __future__ import annotations

from easyread.language.words import compared, is_verb, plurals, speech, word_list
from scribe.notes.align import Alignment
from scribe.notes.units import Unit

_FIRM = frozenset(word_list("from into out off up down over with by while since than too when any"))
"""Never without a counterpart, added or lost."""
_PLACED = frozenset(word_list("to in on at for of"))
"""May be added or lost by themselves ('on Tuesday', 'Tuesday'), but not one for another."""
_JOINING = frozenset(["but", "so"])


def misplaced(alignment: Alignment) -> list[str]:
    """Each direction or joining word that was added, or put for another."""
    added = [unit for unit in alignment.added if not unit.group]
    dropped = {unit.word for unit in alignment.dropped if not unit.group}
    # 'Too' and 'also' stand in different places.
    bad = [unit.word for unit in added if unit.word in _FIRM and not (unit.word == "too" and "too" in dropped)]
    bad += [
        unit.word for unit in added if unit.word in _PLACED and dropped & (_FIRM | _PLACED) - {unit.word, "too", "of"}
    ]
    # 'I fell on Monday and I ate' is not 'she fell and on Monday she ate'.
    bad += [unit.word for unit in added if unit.word == "and" and "and" in dropped and not unit.mark]
    bad += [unit.word for unit in added if unit.word == "so" or (unit.word == "but" and "so" in dropped)]
    return bad


def lost_direction(alignment: Alignment) -> list[str]:
    """Each direction that was lost."""
    return [unit.word for unit in alignment.dropped if unit.word in _FIRM - {"too", "than", "any"} and not unit.group]


_DEGREE = frozenset(word_list("very really quite too so that just even"))
_PUT_IN = frozenset(word_list("very really even just"))
_LIKENED = frozenset(word_list("am is are was were 's be been being feel feels felt look looks sound sounds"))
_PLAIN_AFTER = frozenset(word_list("so because when"))


def more_or_less(alignment: Alignment) -> list[str]:
    """Each word of degree that was put in, and each without which it is more, or less, than was said: 'not very well',
    'too tired to cook', 'a few friends', 'like a knife', 'happier'.
    """
    bad = [unit.word for unit in alignment.added if unit.word in _PUT_IN and not _stands_elsewhere(unit, alignment)]
    bad += [unit.word for unit in alignment.dropped if _bears_degree(unit)]
    return bad + [f"{source.word} → {claim.word}" for claim, source in alignment.pairs if _other_degree(claim, source)]


def _stands_elsewhere(unit: Unit, alignment: Alignment) -> bool:
    return any(each.word == unit.word for each in alignment.dropped)


def _bears_degree(unit: Unit) -> bool:
    if unit.word in _DEGREE and unit.before == "not" and unit.after:
        return True
    if unit.shown.lower() == "too":
        return bool(unit.after) and unit.after not in _PLAIN_AFTER
    if unit.word == "just":
        return unit.before in ("can", "could")
    return unit.word == "like" and not unit.mark and unit.before in _LIKENED and bool(unit.after)


def _other_degree(claim: Unit, source: Unit) -> bool:
    """'A few' is not 'few'; 'happier' is neither 'happy' nor 'happiest'."""
    if claim.lemma in ("few", "little") and claim.word == source.word:
        return (claim.before == "a") != (source.before == "a")
    return claim.word != source.word and compared(claim.word) != compared(source.word)


def one_or_many(alignment: Alignment) -> list[str]:
    """Each noun that was one and is told as many, or the other way round."""
    return [
        f"{source.word} → {claim.word}"
        for claim, source in alignment.pairs
        if claim.word != source.word
        and not source.group
        and (claim.word in plurals(source.word) or source.word in plurals(claim.word))
        and not _agrees(claim, source, alignment)
    ]


_SUBJECTS = frozenset(word_list("i we you she he it they there that who which anybody somebody nobody everybody"))
_BEFORE_VERB = frozenset(word_list("longer to not do does did can could will would should must may might 'd"))
_BEFORE_NOUN = frozenset(word_list("a an the my your his her its our their this these that those no any some 's of"))


def _agrees(claim: Unit, source: Unit, alignment: Alignment) -> bool:
    """Whether it is a verb that changed with its person: 'I drink', 'she drinks'; 'does it hurt', 'it hurts'."""
    if not is_verb(source.lemma):
        return False
    if source.before in _SUBJECTS | _BEFORE_VERB or claim.before in _SUBJECTS | {"@"}:
        return True
    asked = any(unit.word in ("do", "does") and unit.speaker == source.speaker for unit in alignment.dropped)
    if asked and source.word == source.lemma and source.before not in _BEFORE_NOUN:
        return True
    joined = source.before in ("and", "but", "or", "then") and source.before == claim.before
    return joined and source.word not in (*speech("person_nouns"), *speech("kin"), *speech("things"))
