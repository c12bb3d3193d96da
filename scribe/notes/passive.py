"""What was done by somebody, told of the one who did it: 'the alarm was fitted by the council' as 'the council fitted
the alarm'.

Only a whole and plain clause is turned, with the one who did it named after 'by'; so who did what to whom stays as it
was said, and only its order changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from easyread.language.words import (
    forms,
    is_noun,
    is_participle,
    is_verb_base,
    number,
    plurals,
    speech,
    third_person,
    word_list,
)
from scribe.notes.units import DAYS, NEGATORS, Unit, in_place

_Units = tuple[Unit, ...]
_NOW = frozenset(word_list("am is are gets get"))
_THEN = frozenset(word_list("was were got"))
_HAVE = frozenset(word_list("has have had 's"))
_MAY = frozenset(word_list("can could will would should must may might 'd"))
_OPENS = frozenset(
    word_list("and but or so because when if that who which while since as until unless before after whether then")
)
_CLOSES = _OPENS | frozenset(
    word_list("in on at for with without from to into out off by about of every each last next this once twice again")
)
_JOINS_PLACE = frozenset(word_list("in from at of"))
_OF_NOUN = frozenset(word_list("a an the this that these those one some both 's"))
_WHOLE_NOUNS = frozenset(word_list("nobody somebody anybody everybody someone"))
_SUBJECT_FORMS = {"me": "i", "him": "he", "her": "she", "us": "we", "them": "they", "you": "you"}
_OBJECT_FORMS = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them", "you": "you"}
_LONGEST = 5
_REACH = 6
"""Words that may stand between what was done and 'by'."""


@dataclass(frozen=True)
class _Passive:
    """Where the parts of one clause are: its subject, its helping words, its verb, and the 'by' phrase."""

    start: int
    helped: int
    verb: int
    by: int
    end: int


def turned(units: _Units) -> Iterator[_Units]:
    """The units with one clause turned, each way in which it may be: with the place of the doer or without."""
    for by, unit in enumerate(units):
        verb = _verb_before(units, by) if unit.word == "by" and not unit.mark else 0
        helped = _helped_from(units, verb) if verb else 0
        if not helped:
            continue
        start = _subject_from(units, helped)
        for end in _ends(units, by) if start < helped else ():
            active = _active(units, _Passive(start, helped, verb, by, end))
            if active:
                yield tuple(in_place(active))


def _verb_before(units: _Units, by: int) -> int:
    """The participle that a 'by' belongs to: the nearest one after a form of 'be', with no clause between."""
    for place in range(by - 1, max(0, by - _REACH), -1):
        unit = units[place]
        if is_participle(unit.word) and _is_helping(units, place - 1):
            return place
        if unit.mark.strip("\"'") or unit.word in _OPENS:
            return 0
    return 0


def _is_helping(units: _Units, place: int) -> bool:
    while place > 0 and units[place].word in speech("adverbs"):
        place -= 1
    return place > 0 and units[place].word in _NOW | _THEN | {"be", "been"}


def _helped_from(units: _Units, verb: int) -> int:
    """Where the helping words before the verb begin; 0 where there is a 'not' among them, or none that is read here."""
    place = verb - 1
    while place > 0 and units[place].word in speech("adverbs"):
        place -= 1
    if units[place].word in ("be", "been"):
        place -= 1
        while place > 0 and units[place].word in speech("adverbs"):
            place -= 1
        if units[place].word not in (_HAVE | _MAY):
            return 0
    between = units[place : verb + 1]
    return 0 if any(unit.word in NEGATORS for unit in between) or any(unit.mark for unit in between) else place


def _subject_from(units: _Units, helped: int) -> int:
    """Where the subject before the helping words begins; `helped` where it is none that is surely whole."""
    start = helped
    while start > 0 and helped - start < _LONGEST:
        if set(units[start].mark) & set(",.?!;:") and start < helped:
            break
        if units[start - 1].word in _OPENS:
            break
        start -= 1
    subject = units[start:helped]
    whole = len(subject) == 1 and (bool(subject[0].group) or subject[0].word in _WHOLE_NOUNS)
    noun = len(subject) > 1 and (subject[0].word in _OF_NOUN or "possessive" in subject[0].case)
    bare = not any(unit.word in _CLOSES or unit.mark for unit in subject[1:])
    return start if whole or (noun and bare and is_noun(subject[-1].lemma)) else helped


def _ends(units: _Units, by: int) -> Iterator[int]:
    """Where the one who did it may end: a name or pronoun, or a noun with what goes before it; then with a place."""
    first = by + 1
    if first >= len(units) or units[first].mark or {units[first].word, units[first].lemma} & DAYS:
        return
    end = first + 1
    named = bool(units[first].group) and "possessive" not in units[first].case.split()[:1]
    if not (named or units[first].word in _WHOLE_NOUNS):
        while end < len(units) and end - first < _LONGEST and not (units[end].mark or units[end].word in _CLOSES):
            end += 1
        doer = units[first:end]
        owned = doer[0].word in _OF_NOUN or "possessive" in doer[0].case or number(doer[0].word) is not None
        if len(doer) < 2 or not owned or any({unit.word, unit.lemma} & DAYS for unit in doer):
            return
    yield end
    if end < len(units) and units[end].word in _JOINS_PLACE and not units[end].mark:
        place = end + 1
        while place < len(units) and place - end < _LONGEST and not (units[place].mark or units[place].word in _CLOSES):
            place += 1
        if place > end + 1:
            yield place


def _active(units: _Units, at: _Passive) -> list[Unit]:
    """The clause with the one who did it first; [] where the form of the verb is not plain."""
    subject, helping = units[at.start : at.helped], units[at.helped : at.verb]
    doer = _as(units[at.by + 1 : at.end], _SUBJECT_FORMS, "subject")
    verb = _verb_form(units[at.verb], tuple(unit.word for unit in helping), doer)
    if not verb:
        return []
    adverbs = [unit for unit in helping if unit.word in speech("adverbs")]
    helpers = [unit for unit in helping if unit.word in _HAVE | _MAY]
    done_to = _as(subject, _OBJECT_FORMS, "object")
    first = replace(doer[0], mark=subject[0].mark)
    done = replace(units[at.verb], word=verb)
    rest = _with_subject_again(units[at.end :], subject)
    clear = [replace(done_to[0], mark=""), *done_to[1:]]
    return [
        *units[: at.start], first, *doer[1:], *helpers, *adverbs, done, *clear, *units[at.verb + 1 : at.by], *rest,
    ]  # fmt: skip


def _as(units: _Units, others: dict[str, str], case: str) -> _Units:
    """A pronoun in the form of its new place; anything else as it is."""
    only = units[0]
    if len(units) > 1 or only.word not in others:
        return units
    return (replace(only, word=others[only.word], case="object possessive" if others[only.word] == "her" else case),)


def _verb_form(verb: Unit, helping: tuple[str, ...], doer: _Units) -> str:
    if any(word in _HAVE for word in helping):
        return verb.word
    if any(word in _MAY for word in helping):
        return verb.lemma if is_verb_base(verb.lemma) else ""
    if any(word in _THEN for word in helping):
        pasts = forms(verb.lemma, "VBD")
        return verb.word if verb.word in pasts or verb.word.endswith("ed") else next(iter(pasts), "")
    if not is_verb_base(verb.lemma):
        return ""
    last = doer[-1]
    several = last.group in ("i", "we", "you", "they") or last.word in plurals(last.lemma)
    return verb.lemma if several else third_person(verb.lemma)


def _with_subject_again(rest: _Units, subject: _Units) -> _Units:
    """'… by the nurse but won't do them' as '… but he won't do them', for it is still of the one it was done to."""
    if len(subject) > 1 or not subject[0].group or len(rest) < 2:
        return rest
    goes_on = rest[0].word in ("and", "but") and not rest[1].group and not rest[1].mark
    verb = rest[1].word in _NOW | _THEN | _HAVE | _MAY | {"do", "does", "did"} or (
        is_verb_base(rest[1].lemma) and not is_noun(rest[1].word)
    )
    return (rest[0], replace(subject[0], mark=""), *rest[1:]) if goes_on and verb else rest
