"""Whether an answer holds the matter of its question itself, so that the question adds nothing: 'No, I don't smoke.'"""

from __future__ import annotations

import re

from easyread.language.words import lemma, speech, word_list, words
from scribe.notes.leaning import POINTING, points_back
from scribe.notes.replies import answers_yes_or_no
from scribe.notes.statement import OWN_WORDS
from scribe.notes.units import FUNCTION, NEGATORS
from scribe.notes.weight import weight

_LIGHT = FUNCTION | frozenset(
    word_list(
        "i you your yours yourself me my mine we us our he she they have get notice feel ever other thing "
        "problem issue mention say currently moment like all one go lot much many how often at else "
        "experience kind sort bit "
        "of still general normally usually yeah yes okay right um uh you're you've do"
    )
)
_TURNS = re.compile(
    r"(?i)\b(?:or|not|never|no|if|when|unless|until|while|since|before|after|because|instead|only|without|than)\b|n't\b"
)
"""Words of a question on which its answer may hang."""
_FIRST = re.compile(
    rf"(?i)^(?:(?:{'|'.join(speech('fillers'))}|yes|yeah|yep|no|nope|nah|well|oh|so|not really)\b[,. ]*)+"
)
_NEVER = OWN_WORDS | {"consent", "wishes", "refusals"}
"""Weight of a question that stands beside its answer always."""
_LEAST = 2
_SAID_ON = frozenset(word_list("yes yeah do does did there"))


def holds_matter(asked: str, said: str) -> bool:
    """Whether every word of meaning in a question is in its answer too, in a plain question without 'or' and 'not'."""
    if not asked.endswith("?") or _TURNS.search(asked) or _NEVER & set(weight(asked)):
        return False
    matter = _matter(asked)
    rest = words(_FIRST.sub("", said))
    whole = len(rest) >= _LEAST or (len(rest) == 1 and answers_yes_or_no(said))
    return bool(matter) and whole and matter <= {lemma(word) for word in rest} and not (POINTING - _SAID_ON) & set(rest)


def goes_on_about_it(asked: str, said: str) -> bool:
    """Whether an answer is a sentence of some length on the matter of a plain question, that needs nothing of it.

    'Are you eating?' 'Yes, I eat a good dinner every evening now.'; never one to a question of weight.
    """
    if not asked.endswith("?") or _TURNS.search(asked) or set(weight(asked)) - {"dates"}:
        return False
    rest = _FIRST.sub("", said)
    denied = bool(_DENIES.match(said)) and not NEGATORS & set(words(rest)) and "n't" not in rest
    long = len(words(rest)) >= _LONG and not denied
    return long and bool(_matter(asked) & {lemma(word) for word in words(rest)}) and not points_back(rest, asked)


_LONG = 6
_DENIES = re.compile(r"(?i)(?:(?:oh|well|um|uh|so)[,. ]+)*(?:no|nope|nah|not)\b")


def _matter(asked: str) -> set[str]:
    light = {*_LIGHT, *speech("fillers"), *speech("vocatives")}
    return {lemma(word) for word in words(asked) if not {word, lemma(word)} & light}
