"""What a line says of the things that it names: which of them it is about, and whether it says that they are not so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from easyread.concepts import Concept, Named, named, part_of_speech, readings
from easyread.language.words import Token, tokens, word_list

LEAST = 5.0
"""A line whose best concept has a lower score gets no picture: better none than one about a thing said by the way."""
_MAIN, _PHRASE, _SUBJECT, _BY_THE_WAY, _NOT_THE_POINT = 3.0, 1.0, -2.0, -1.5, -2.0

_CALL, _TO_CALL = "phone-call", 4.0
_NUMBER_TO_CALL = re.compile(r"(?<!\d)0\d{2,4} ?\d{3}")
"""A line with a number to call is about calling, whoever is called."""
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")

_MODAL = 2
"""The priority of 'must' and 'have to': a line is about what must be done, if it says that."""

_SUBORDINATE = frozenset(
    word_list("if unless when because while although though who whom which where whether once since")
)
_PREPOSITIONS = frozenset(
    word_list(
        "by from with within for of in at on about to into during after before until through without against towards"
    )
)
_NEGATORS = frozenset(word_list("not no never cannot nobody none nothing neither nor without no-one"))
_CEASING = frozenset(
    word_list(
        "stop cancel refuse lose reject withdraw suspend pause avoid prevent remove end reduce ignore forget miss"
    )
)
"""Verbs that say that something is no more, or is not to be."""
_MARKS = frozenset(",;:.!?()–—")
_BREAKS = frozenset(word_list("but unless until because if when so then while although or"))
_SUBJECTS = frozenset(word_list("you we they he she it i must can will please tell ask"))
_NO_NEGATION = tuple(
    tuple(phrase.split())
    for phrase in (
        "no later than", "no more than", "not more than", "no less than", "not less than", "no longer than", "not only",
        "not just", "or not", "no matter", "not forget", "not hesitate", "if not", "no problem", "not least",
    )
)  # fmt: skip


def best(text: str, among: tuple[Concept, ...] | None = None) -> tuple[Concept, bool] | None:
    """What a line is about, and whether the line says that it is not so; None where nothing stands out.

    Addresses are about nothing: 'charging@example.org' names no charge.
    """
    text = _ADDRESS.sub("e-mail", text)
    given = tokens(text)
    denied = negations(given)
    scored = [(_score(one, given, denied), one) for one in named(text, among) if one.concept.picture]
    scored = [(score, one) for score, one in scored if not _is_denied_subject(given, one)]
    if _NUMBER_TO_CALL.search(text):
        scored = [(score + (_TO_CALL if one.concept.id == _CALL else 0), one) for score, one in scored]
    # What is denied twice may be meant either way.
    first = {one.first for _, one in scored if not _denied_before(one, scored, denied)}
    sure = [(score, one) for score, one in scored if score >= LEAST and denied[one.first] < 2 and one.first in first]
    for _, one in sorted(sure, key=lambda pair: (-pair[0], pair[1].first)):
        if not denied[one.first]:
            return one.concept, False
        if _need_not(given, one.first) and one.concept.opposite:
            return None  # who does not have to agree may agree
        if one.concept.opposite or one.concept.crossed:
            return one.concept, True
    return None


def _is_denied_subject(given: Sequence[Token], one: Named) -> bool:
    """Whether what is said of it is denied: 'Cash must not be sent' is not a line about cash that is sent.

    Also of it and others: 'Alcohol and smoking are not allowed'.
    """
    end = one.end
    while end < len(given) and given[end].low in ("and", "or"):
        ends = range(end + 2, min(end + 2 + _LONGEST_ITEM, len(given)))
        end = next((k for k in ends if given[k].low in {"and", "or"} | _AUXILIARIES), len(given))
    after = [token.low for token in given[end : end + 3]]
    return bool(after) and after[0] in _AUXILIARIES and ("not" in after[1:] or after[0] == "cannot" or "never" in after)


def _need_not(given: Sequence[Token], at: int) -> bool:
    """Whether it only need not be so: 'you do not have to agree'."""
    before = " ".join(token.low for token in given[max(0, at - 6) : at])
    return (
        re.search(r"not (?:have|need|be required|required|be obliged|obliged) to|not (?:need|require)$", before)
        is not None
    )


def _denied_before(one: Named, scored: Sequence[tuple[float, Named]], denied: Sequence[int]) -> bool:
    """Whether what is denied is something before it: 'this will not change your support' denies no support."""
    return denied[one.first] > 0 and any(
        other.first < one.first and other.concept.priority > _MODAL and all(denied[other.first : one.first])
        for _, other in scored
    )


def _score(one: Named, given: Sequence[Token], denied: Sequence[int]) -> float:
    score = one.concept.priority + min(one.length - 1, 2) * _PHRASE
    score += 0 if _is_subordinate(given, one.first) else _MAIN
    score += _SUBJECT if _is_subject(given, one) else 0
    if _after_preposition(given, one.first):
        score += _BY_THE_WAY + (_NOT_THE_POINT if denied[one.first] else 0)
    return score


def _is_subordinate(given: Sequence[Token], at: int) -> bool:
    """Whether a word stands in an 'if', a 'when' or a 'who' of its sentence."""
    for token in reversed(given[:at]):
        if token.low in _SUBORDINATE:
            return True
        if token.text in _MARKS:
            return False
    return given[at].low in _SUBORDINATE


_AUXILIARIES = frozenset(
    word_list(
        "can could will would shall should may might must cannot is are was were has have had do does did won't can't"
    )
)


def _is_subject(given: Sequence[Token], one: Named) -> bool:
    """Whether the verb of the sentence comes right after it: of 'your nurse will call you' the call is what is new."""
    return (
        one.end < len(given) and given[one.end].low in _AUXILIARIES and part_of_speech(tuple(given), one.first) != "v"
    )


def _after_preposition(given: Sequence[Token], at: int) -> bool:
    """Whether one of the three words before it is a preposition, with no verb and no mark between."""
    if given[at].low in _PREPOSITIONS:
        return True
    for token in reversed(given[max(0, at - 3) : at]):
        if token.low in _PREPOSITIONS:
            return not (token.low == "to" and part_of_speech(tuple(given), at) == "v")
        if token.text in _MARKS or token.low in _AUXILIARIES:
            return False
    return False


def negations(given: Sequence[Token]) -> tuple[int, ...]:
    """For each word how many negations it stands under: none, one, or more."""
    counts = [0] * len(given)
    for at in _negators(given):
        for reached in _reach(given, at):
            counts[reached] += 1
    return tuple(counts)


def _negators(given: Sequence[Token]) -> Iterator[int]:
    low = [token.low for token in given]
    harmless = {
        at + k
        for at in range(len(low))
        for phrase in _NO_NEGATION
        if tuple(low[at : at + len(phrase)]) == phrase
        for k in range(len(phrase))
    }
    for at, word in enumerate(low):
        ceasing = bool(readings(word) & _CEASING) and part_of_speech(tuple(given), at) != "n"
        if word == "miss" and given[at].text == "Miss":
            continue  # a title; what is missed has a small letter
        if at not in harmless and (word in _NEGATORS or word.endswith("n't") or ceasing):
            yield at


def _reach(given: Sequence[Token], at: int) -> Iterator[int]:
    """The words that a negation goes on over: to the end of its clause."""
    for k in range(at + 1, len(given)):
        low = given[k].low
        after = given[k + 1].low if k + 1 < len(given) else ""
        if low == "or" and after not in _SUBJECTS and after not in _SUBORDINATE:
            yield from range(k, len(given))  # 'not pay or sign' denies both, 'not well or need help' doesn't: unsure
        if low == "," and (items := _list_to_or(given, k)):
            yield from _over_list(given, items)
            return
        if low in _MARKS or low in _BREAKS or (low == "and" and after in _SUBJECTS):
            return
        yield k


_LONGEST_ITEM = 4
"""Words of one thing in a list: 'the repayment of debts'."""
_NO_ITEM = _SUBJECTS | _SUBORDINATE | _AUXILIARIES | _BREAKS - {"or"} | _NEGATORS | {"and"}


def _list_to_or(given: Sequence[Token], comma: int) -> tuple[int, ...]:
    """Where each thing begins that a list goes on with after this comma and ends in 'or' with; none where it is no such
    list: 'not for gambling, alcohol, tobacco or debts'.
    """
    items = [comma + 1]
    for k in range(comma + 1, len(given)):
        low = given[k].low
        if low == "or":
            after = given[k + 1].low if k + 1 < len(given) else "."
            return () if after in _NO_ITEM or not after[0].isalnum() else (*items, k + 1)
        if low == ",":
            items.append(k + 1)
        elif low in _MARKS or low in _NO_ITEM or k - items[-1] >= _LONGEST_ITEM:
            return ()
    return ()


def _over_list(given: Sequence[Token], items: Sequence[int]) -> Iterator[int]:
    """The words of such a list, to the end of its clause; twice, which is unsure, from where one may be a verb: it may
    be what to do instead ('Do not wait, call or text us').
    """
    unsure = False
    for k in range(items[0] - 1, len(given)):
        low = given[k].low
        if k > items[-1] and (low in _MARKS or low in _NO_ITEM):
            return
        unsure = unsure or (k in items and _may_be_verb(low))
        yield from (k, k) if unsure else (k,)


def _may_be_verb(word: str) -> bool:
    from lemminflect import getAllLemmas  # as in `readings`

    return "VERB" in getAllLemmas(word)
