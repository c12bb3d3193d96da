"""Words that may stand in more than one place of a sentence and say the same, in one of them: 'only', 'sometimes', 'I
think' at the end, and whom something was given to.

Each function takes units and gives units, and is used on the claim and on its source alike.
"""

from __future__ import annotations

from dataclasses import replace

from easyread.language.words import is_verb_base, number, word_list
from scribe.notes.units import NEGATORS, Unit, in_place

_Units = tuple[Unit, ...]

_ONLY_BEFORE = frozenset(word_list("if when on in at to into for with after before until because from by"))


def only_placed(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """'I only eat one meal' as 'I eat only one meal', 'she only sleeps if it is light' as 'she sleeps only if'.

    Moved over the verb to the number, else to the condition, else to the first small word of the same clause.
    """
    for at, unit in enumerate(units[:-1]):
        if unit.word != "only" or not is_verb_base(units[at + 1].lemma) or units[at + 1].mark:
            continue
        end = next((place for place in range(at + 1, len(units)) if units[place].mark), len(units))
        clause = range(at + 2, min(end, at + 8))
        for wanted in (_counts, lambda word: word in ("if", "when"), lambda word: word in _ONLY_BEFORE):
            place = next((place for place in clause if wanted(units[place].word)), 0)
            if place:
                return (*units[:at], *units[at + 1 : place], unit, *units[place:])
    return units


def _counts(word: str) -> bool:
    return number(word) is not None or word == "one"


_OFTEN = frozenset(word_list("sometimes occasionally usually often rarely mostly generally always perhaps probably"))
_HELPING = frozenset(
    word_list("am is are was were has have had can could will would should must may might do does did 's 'd")
)
_OPENS = frozenset(word_list("and but so because that"))


def often_first(units: _Units) -> _Units:
    """'I sometimes have tea' as 'sometimes I have tea'. Not past a 'not': 'I don't always' is not 'always I don't'."""
    for at, unit in enumerate(units):
        if unit.word not in _OFTEN or unit.mark or not at:
            continue
        helped = at - 1 if units[at - 1].word in _HELPING else at
        subject = helped - 1
        # 'They would occasionally have some', 'she sometimes has'.
        if subject < 0 or "subject" not in units[subject].case.split() or any(u.mark for u in units[subject + 1 : at]):
            continue
        first = units[subject]
        if first.mark or not subject or units[subject - 1].word in _OPENS:
            moved = (replace(unit, mark=first.mark), replace(first, mark=""), *units[subject + 1 : at])
            units = tuple(in_place((*units[:subject], *moved, *units[at + 1 :])))
    plain = [replace(unit, mark="") if _after_often(units, at) else unit for at, unit in enumerate(units)]
    return tuple(in_place(plain))


def _after_often(units: _Units, at: int) -> bool:
    """Whether it is the subject after 'occasionally, …' or 'occasionally yeah …', where the mark says nothing."""
    return at > 0 and units[at - 1].word in _OFTEN and units[at].mark == "," and "subject" in units[at].case.split()


_HEDGES = frozenset(word_list("think suppose guess reckon believe hope say"))
_JOINTS = frozenset(word_list("and but or because if when so unless"))


def hedge_first(units: _Units) -> _Units:
    """'It is sore, I think' as 'I think it is sore', where the sentence has one clause only."""
    for at, unit in enumerate(units):
        ends = next((place for place in range(at + 1, len(units)) if units[place].mark), len(units))
        starts = max((place for place in range(at) if set(units[place].mark) & set(".?!;")), default=0)
        hedge, told = units[at:ends], units[starts:at]
        whole = len(hedge) in (2, 3) and hedge[-1].word in _HEDGES and all(u.word in _WOULD for u in hedge[1:-1])
        plain = told and not any(u.word in _JOINTS or u.word in NEGATORS for u in told)
        said = unit.mark == "," and "subject" in unit.case.split() and unit.group == "i"
        if whole and plain and (said or _is_speaker(unit)) and (ends == len(units) or "," not in units[ends].mark):
            moved = (replace(hedge[0], mark=told[0].mark), *hedge[1:], replace(told[0], mark=""), *told[1:])
            return tuple(in_place((*units[:starts], *moved, *units[ends:])))
    return units


_WOULD = frozenset(["would", "'d"])


def _is_speaker(unit: Unit) -> bool:
    return unit.mark == "," and unit.group in ("she", "he", "they") and unit.case == "subject"


_GIVING = frozenset(word_list("give send show lend bring post pay offer pass write read hand sell teach leave owe"))
_ENDS = frozenset(word_list("and but or by on at in because for when if until before after with from every last next"))
_THING = 6


def given_to(units: _Units) -> _Units:
    """'Send the form to her by Friday' as 'send her the form by Friday'."""
    for at, unit in enumerate(units):
        if unit.lemma not in _GIVING or unit.group:
            continue
        to = next((place for place in range(at + 2, min(len(units), at + 2 + _THING)) if units[place].word == "to"), 0)
        thing = units[at + 1 : to]
        if not to or to + 1 >= len(units) or any(u.mark or u.word in _ENDS for u in (*thing, units[to])):
            continue
        whom = units[to + 1]
        if not whom.group or "object" not in whom.case.split() or whom.mark:
            continue
        after = units[to + 2] if to + 2 < len(units) else None
        if after is not None and not (after.mark or after.word in _ENDS):
            continue  # 'to her sister'
        return tuple(in_place((*units[: at + 1], whom, *thing, *units[to + 2 :])))
    return units
