"""What of a worker's edit of a claim its evidence does not hold: marked beside it, never in the way."""

from __future__ import annotations

from collections.abc import Sequence

from easyread.language.words import number, word_list
from scribe.errors import NotFound
from scribe.notes.claim_case import Source
from scribe.notes.people import People
from scribe.notes.units import MODALS, NEGATORS, Unit, units
from scribe.notes.utterances import tidy
from scribe.notes.verify import NOT_READABLE, sources_of, verify_claim
from scribe.review import OwnWords
from scribe.visit import Check, Claim, Person, Turn

_FRAME = frozenset(word_list("say tell ask whether go add explain"))
"""Words of reported speech: nobody has to have said 'said'."""
_LIMITS = NEGATORS | (MODALS & frozenset(word_list("if unless until except might may could only sometimes rarely")))
"""What turns a sentence round or takes the certainty out of it, where it stands before a word that stays."""
_CONDITIONS = frozenset(word_list("if unless until except"))
_REACH = 4
"""Words between such a word and what it is about ('not very often falls')."""
_PRONOUNS = frozenset(word_list("i we you she he they"))


def own_words(claim: Claim, turns: Sequence[Turn], people: tuple[Person, ...]) -> OwnWords:
    """What of the claim's text was not said in its evidence, in the order of the text, and whether nothing of it was.

    Raises `NotFound` where the evidence isn't in these turns: then nobody can say.
    """
    known = {turn.id for turn in turns}
    if not claim.evidence or any(each.turn not in known for each in claim.evidence):
        raise NotFound
    checks = verify_claim(claim, tuple(turns), people)
    if all(check.passed for check in checks):
        return OwnWords()
    sources = sources_of(claim, tuple(turns))
    there = People(people)
    said = [unit for each in sources for unit in units(tidy(each.text), there, each.speaker)]
    mine = units(claim.text, there)
    content = [unit for unit in mine if unit.content and unit.lemma not in _FRAME]
    new = [unit for unit in content if not _is_said(unit, said)]
    found = [unit.shown or unit.word for unit in new]
    found += _turned_round(mine, said) + _others(mine, said, sources)
    if not found and _is_readable(checks):
        # No word is new: it is who said it, or what it is about, that is another.
        found = [check.detail for check in checks if check.rule in ("who", "tense", "quotation") and not check.passed]
    return OwnWords(tuple(dict.fromkeys(found)), nothing_said=bool(content) and len(new) == len(content))


def _is_readable(checks: Sequence[Check]) -> bool:
    """Whether it is in a form that the verifier knows: a worker writes as people do."""
    return all(check.passed or check.detail != NOT_READABLE for check in checks)


def _is_said(unit: Unit, said: Sequence[Unit]) -> bool:
    value = number(unit.word)
    if value is not None:
        return any(number(each.word) == value for each in said)
    return any(unit.word == each.word or unit.lemma == each.lemma for each in said)


def _turned_round(mine: Sequence[Unit], said: Sequence[Unit]) -> list[str]:
    """Each 'not', 'if' and 'might' that stands before the same word in one of the two only."""
    now, then = _limited(mine), _limited(said)
    words_now, words_then = {unit.lemma for unit in mine}, {unit.lemma for unit in said}
    added = [f"{limit} {word}" for limit, word in now if (limit, word) not in then and word in words_then]
    gone = [f"{word} (without ‘{limit}’)" for limit, word in then if (limit, word) not in now and word in words_now]
    conditions = {unit.word for unit in said} & _CONDITIONS
    lost = [f"without ‘{word}’" for word in sorted(conditions - {unit.word for unit in mine})]
    return added + (gone or lost)


def _limited(found: Sequence[Unit]) -> list[tuple[str, str]]:
    """Each word that limits, with the lemma of the word that it is about; every way to deny is 'not'."""
    pairs = []
    for at, unit in enumerate(found):
        near = found[at + 1 : at + 1 + _REACH]
        about = next((each for each in near if each.content and each.word not in NEGATORS | MODALS), None)
        if unit.word in _LIMITS and about is not None:
            pairs.append(("not" if unit.word in NEGATORS else unit.word, about.lemma))
    return pairs


def _others(mine: Sequence[Unit], said: Sequence[Unit], sources: Sequence[Source]) -> list[str]:
    """People of the visit who are named, neither spoke nor were spoken of."""
    if any(unit.group in _PRONOUNS - {"i"} for unit in said):
        return []  # 'she' and 'you' may be anybody
    there = {unit.group for unit in said} | {each.speaker for each in sources}
    return [unit.shown for unit in mine if unit.group and unit.group not in _PRONOUNS | there]
