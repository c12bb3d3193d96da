"""Which verbs stand without the object that they share with a verb after 'and' or 'or': 'must not block or leave …'."""

from __future__ import annotations

from easyread.grammar import Clause, Word
from easyread.language.words import lemma, word_list

_ACTIVE = ("VVI", "VVB", "VVD", "VVZ", "VDI", "VDB")
_ALONE = frozenset(
    word_list(
        "appeal apply call phone telephone ring write email reply respond answer wait work live stay come go arrive "
        "rise fall happen die smoke vote agree disagree complain drink eat sleep wash dress walk travel cycle "
        "drive cry laugh talk speak sit stand lie rest begin improve recover increase decrease grow shout swear spit "
        "argue object matter listen look think cough breathe cook bathe shower exercise swim run relax "
        "expire cease be become seem appear exist remain belong occur recur react gamble trade shop "
        "volunteer pray"
    )
)
"""Verbs that say enough without an object."""
_NEVER_ALONE = frozenset(
    word_list(
        "put bring take give make use send get buy include remove damage alter block carry allow let cause contain "
        "obtain provide produce submit hold handle store lend borrow"
    )
)
"""Verbs that say nothing without an object, so that 'put in the bin or burn any rubbish' is of one object."""
_TO_SOMEBODY = frozenset(word_list("give show lend hand offer grant bring"))
"""Verbs that say nothing with the person alone who gets something."""
_OBJECT = ("AT0", "DPS", "DT0", "CRD", "ORD", "PNP", "PNI", "PNX", "NN0", "NN1", "NN2", "NP0", "AJ0", "AJC", "AJS")
_COMPLEMENT = ("CJT", "TO0", "DTQ", "AVQ", "PNQ", "CJS", "VVG", "VVI")


def lacks_object(words: tuple[Word, ...]) -> bool:
    """Whether the last active verb of some words has nothing that it is done to, and needs it.

    >>> lacks_object(read("You must not block").words)
    True
    >>> lacks_object(read("You must not smoke").words)
    False
    """
    at = max((place for place, word in enumerate(words) if word.tag[0] == "V"), default=-1)
    if at < 0 or words[at].tag not in _ACTIVE:
        return False
    verb, after = lemma(words[at].low), words[at + 1 :]
    if verb in _ALONE or words[at].low in _ALONE:
        return False
    if verb in _TO_SOMEBODY and len(after) == 1 and after[0].low in ("you", "us", "me", "him", "her"):
        return True  # 'can give you and show you how to use a pen'
    if any(word.tag in _OBJECT and not _is_led(after, place) for place, word in enumerate(after)):
        return False
    said = [word for word in after if word.tag[:2] not in ("AV", "XX") and not word.is_mark]
    if said and said[0].tag in _COMPLEMENT:
        return False
    return not said or verb in _NEVER_ALONE


def _is_led(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word of what follows a verb stands after a preposition: 'in the bin', 'with tape'."""
    for place in range(at, -1, -1):
        if words[place].tag in ("PRP", "PRF"):
            return True
        if words[place].is_mark:
            return False
    return False


def shared_verbs(clause: Clause) -> tuple[str, ...]:
    """The verbs whose object stands only after a later verb: 'block' of 'must not block or leave prams here'."""
    words = clause.words
    found = []
    for at, word in enumerate(words[:-1]):
        if word.tag not in _ACTIVE or not lacks_object(words[: at + 1]):
            continue
        after = at + 1
        while after < len(words) - 1 and words[after].tag[:2] in ("AV", "PR"):
            after += 1
        joined = words[after].tag == "CJC" and words[after].low in ("and", "or", "nor") or words[after].text == ","
        later = next((place for place in range(after, len(words)) if words[place].tag in _ACTIVE), None)
        if joined and later is not None and any(one.tag in _OBJECT for one in words[later + 1 :]):
            found.append(word.low)
    return tuple(found)
