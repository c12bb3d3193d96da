"""The ways to deny that say the same, in one form: 'not … any more' is 'no longer', 'does not get any help' is 'gets no
help'. Used on a claim and on its source alike.
"""

from __future__ import annotations

from dataclasses import replace

from easyread.language.words import embedding, forms, is_verb_base, speech, word_list
from scribe.notes.units import NEGATORS, Unit, in_place

_Units = tuple[Unit, ...]
_NONE = {"any": "no", "anybody": "nobody", "anything": "nothing", "anywhere": "nowhere"}
_SUPPORT = frozenset(word_list("do does did"))
_OPENS = frozenset(
    word_list(
        "and but or so because when if that who which while since as until unless before after whether then to than "
        "except only just always every all"
    )
)
"""What ends the reach of a 'not', or makes it deny something smaller than the sentence."""
_OF_AMOUNT = frozenset(word_list("want need have take get eat drink do is are see like buy use there"))
"""After these 'any more' may be an amount: 'I don't want any more'."""
_AFTER = frozenset(word_list("in on at for with from about since until before after for of today yesterday now"))
_COMPARED = frozenset(word_list("more less longer better worse further other of"))


def plainly_denied(units: _Units) -> _Units:
    """The units with each such denial in its short form, and 'is able to' as 'can'."""
    units = _not_either(_can(units))
    at = 0
    while at < len(units):
        if units[at].word == "not":
            units = tuple(in_place(_one(units, at)))
        at += 1
    return units


def _can(units: _Units) -> _Units:
    """'Is able to' as 'can', 'is not able to' and 'is unable to' as 'can not'."""
    for at, unit in enumerate(units[:-3]):
        denied = units[at + 1].word == "not"
        able = at + 1 + denied
        if unit.word not in _NOW or able + 1 >= len(units) or units[able + 1].word != "to":
            continue
        if units[able].word == "able" or (units[able].word == "unable" and not denied):
            can = [replace(unit, word="can", lemma="can")]
            can += [replace(unit, word="not", lemma="not", mark="")] if denied or units[able].word == "unable" else []
            return _can(tuple(in_place((*units[:at], *can, *units[able + 2 :]))))
    return units


_NOW = frozenset(word_list("am is are 's"))
_HELPING = frozenset(word_list("am is are was were has have had can could will would should do does did"))


def _not_either(units: _Units) -> _Units:
    """'And nor does he' as 'and he does not either'."""
    for at, unit in enumerate(units[:-2]):
        helping, who = units[at + 1 : at + 3]
        ends = at + 3 == len(units) or bool(units[at + 3].mark)
        if unit.word in ("nor", "neither") and helping.word in _HELPING and "subject" in who.case.split() and ends:
            said = [replace(unit, word=word, lemma=word, mark="") for word in ("not", "either")]
            return tuple(in_place((*units[:at], replace(who, mark=unit.mark), helping, *said, *units[at + 3 :])))
    return units


def _one(units: _Units, at: int) -> _Units:
    for place in range(at + 1, len(units)):
        unit = units[place]
        stop = unit.word in _OPENS or unit.word in NEGATORS or _may_embed(units, place)
        if unit.mark.strip("\"'") or stop:
            return units
        if unit.word == "anymore":
            return _no_longer(units, at, place)
        if unit.word in _NONE:
            return _none(units, at, place)
    return units


def _may_embed(units: _Units, place: int) -> bool:
    """Whether another sentence may begin after this verb: 'think anybody hit me', not 'see anybody on Friday'."""
    after = units[place + 1 : place + 3]
    object_ = bool(after) and after[0].word in _NONE and (len(after) == 1 or after[1].mark or after[1].word in _AFTER)
    return units[place].lemma in embedding() and not object_


def _no_longer(units: _Units, at: int, place: int) -> _Units:
    """'Can not lift it anymore' as 'can no longer lift it', where it is surely a time and no amount."""
    ends = place + 1 == len(units) or bool(units[place + 1].mark)
    if not ends or place == at + 1 or (place == at + 2 and units[place - 1].lemma in _OF_AMOUNT):
        return units
    no = replace(units[at], word="no", lemma="no", shown="no")
    longer = replace(units[at], word="longer", lemma="long", shown="longer", mark="")
    return _without_support((*units[:at], no, longer, *units[at + 1 : place], *units[place + 1 :]), at, at + 2)


def _none(units: _Units, at: int, place: int) -> _Units:
    """'Does not get any help' as 'gets no help'."""
    any_, after = units[place], units[place + 1] if place + 1 < len(units) else None
    counted = any_.word == "any" and (after is None or bool(after.mark) or after.word in _COMPARED)
    if counted or place == at + 1:
        return units
    none = replace(any_, word=_NONE[any_.word], lemma=_NONE[any_.word], shown=_NONE[any_.word])
    return _without_support((*units[:at], *units[at + 1 : place], none, *units[place + 1 :]), at, at)


def _without_support(units: _Units, at: int, verb: int) -> _Units:
    """The units without the 'do' before the place `at` that only carried the 'not'; its past is the verb's then."""
    if not at or units[at - 1].word not in _SUPPORT:
        return units
    while verb < len(units) - 1 and units[verb].word in speech("adverbs"):
        verb += 1
    found = list(units)
    if not is_verb_base(found[verb].word):
        return units
    if found[at - 1].word == "did":
        form = next(iter(forms(found[verb].word, "VBD")), "")
        if not form:
            return units
        found[verb] = replace(found[verb], word=form)
    if units[at - 1].mark:
        found[at] = replace(found[at], mark=units[at - 1].mark)
    return (*found[: at - 1], *found[at:])
