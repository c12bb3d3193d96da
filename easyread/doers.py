"""Who does what a verb says, and to whom: 'you', 'we', somebody else ('third'), a noun, or nobody by name."""

from __future__ import annotations

from collections.abc import Sequence

from easyread.grammar import FINITE, Clause, VerbGroup, Word
from easyread.language.words import lemma, word_list

THIRD = "third"
"""He, she, they: nobody who reads or writes."""
_PERSONS = {"you": "you", "yourself": "you", "we": "we", "us": "we", "i": "we", "me": "we", "ourselves": "we",
            "he": THIRD, "she": THIRD, "they": THIRD, "him": THIRD, "her": THIRD, "them": THIRD}  # fmt: skip
_UNSURE = frozenset(word_list("it this that these those which who there what one each both some all whom"))
_NO_DOER = frozenset(
    word_list(
        "law post email telephone phone debit order bus car date end time hand way mean reference virtue taxi card cash"
        " cheque bank appointment arrangement letter day month week year monday tuesday wednesday thursday friday"
        " saturday sunday text mistake deadline midday noon default"
    )
)
SOMEBODY = frozenset(word_list("anyone anybody someone somebody everyone everybody person people"))
_NOBODY = ("nothing", "nobody", "none", "no")


def denies(words: Sequence[Word]) -> bool:
    """Whether a subject says that none does it: 'nobody may', 'no tenant may'."""
    return bool(words) and words[0].low in _NOBODY


def subject_of(clause: Clause, group: VerbGroup) -> tuple[Word, ...]:
    """The words of a group's subject; none where it is not sure."""
    start = group.start
    while (
        start
        and clause.words[start - 1].tag == "VM0"
        or start
        and clause.words[start - 1].tag[:2] in ("XX", "AV", "VD")
    ):
        start -= 1
    if start > 1 and clause.words[start - 1].low == "who":
        before = clause.words[start - 3 if clause.words[start - 2].text == "," and start > 2 else start - 2]
        return (before,) if before.tag[:2] in ("NN", "NP", "PN") else ()
    found = clause.subject(VerbGroup(start, group.end, group.words))
    return clause.words[found[0] : found[1]] if found else ()


def agent_of(clause: Clause, after: int) -> str:
    """Who does it: 'by the council'; '' where no one is named."""
    for at in range(after, min(after + 12, len(clause.words))):
        word = clause.words[at]
        if word.text in (".", ";", ":", ",") or word.tag in ("CJS", "CJT") or at > after and word.tag in ("VBZ", "VM0"):
            return ""
        if word.low != "by" or at + 1 == len(clause.words):
            continue
        rest = clause.words[at + 1 :]
        if rest[0].tag in ("CRD", "VVG") or rest[0].text[:1] in "£0123456789":
            continue
        head = head_of(rest[: _end_of_phrase(rest)])
        return "" if head in _NO_DOER else head
    return ""


def _end_of_phrase(words: Sequence[Word]) -> int:
    for at, word in enumerate(words):
        if at and (word.is_mark or word.tag[:2] in ("PR", "CJ", "VM", "VB", "TO")):
            return at
    return len(words)


def to_whom(clause: Clause, after: int) -> str:
    """'you' or 'we' where a verb is done to or for one of them: 'tell you', 'sent to us'."""
    for word_at, word in enumerate(clause.words[after : after + 7], after):
        if word.text in ".;:" or word.tag in ("VM0", "CJS", "CJC"):
            break
        if word.low in ("you", "us", "me") and (
            word_at == after or clause.words[word_at - 1].low in ("to", "on", "of")
        ):
            follows = clause.words[word_at + 1 : word_at + 2]
            return "" if follows and follows[0].tag[0] == "V" and follows[0].tag in FINITE else _PERSONS[word.low]
        if word.low == "by":
            break
    return ""


def head_of(words: Sequence[Word]) -> str:
    """Who a noun phrase is: 'you', 'we', 'third', the lemma of its noun; '' where it is not sure ('it', 'who')."""
    if words and (words[0].tag == "PNP" or words[0].low in _PERSONS):
        return _PERSONS.get(words[0].low, "")
    nouns: list[str] = []
    for word in words:
        if word.tag[:2] in ("PR", "CJ", "PU") or word.low in ("who", "that", "which"):
            break
        if word.tag[:2] in ("NN", "NP"):
            nouns.append(word.low)
    if not nouns:
        first = words[0].low if words else ""
        return "" if first in _UNSURE or not first else "person" if first in SOMEBODY else ""
    return lemma(nouns[-1])
