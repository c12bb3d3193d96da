"""What somebody asks or says is told as asked or said by them: it is neither done, nor so, because of that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from easyread.checks.laid import Fault, Laid
from easyread.claims import IMPERATIVE, Claim

_ASKS = frozenset(("ask", "request", "enquire", "inquire", "query", "wonder"))
_SAYS = frozenset(
    ("say", "state", "claim", "allege", "report", "suggest", "argue", "believe", "think", "feel", "indicate")
)
_ASKED = re.compile(
    r"(?i)\b(?:ask\w*|request\w*|want\w*|wish\w*|appl(?:y|ied|ication)|enquir\w*|inquir\w*|question\w*|quer(?:y|ied|ies)|said|says?"
    r"|told|tell|invit\w*|need\w*|please|must|should|like)\b"
)
_SAID = re.compile(
    r"(?i)\b(?:sa(?:y|ys|id)|t(?:ell|ells|old)|think\w*|thought|believ\w*|feels?|felt|report\w*|according|claim\w*|alleg\w*|view|opinion"
    r"|state[sd]?|suggest\w*|argu\w*|indicat\w*|letter|wrote|writes?|call\w*|worr\w*|concern\w*|seem\w*|found|know|ask\w*)\b"
)
_CLAUSE = re.compile(
    r"(?i)^\W*(?:\w+ ){0,3}?(?:that|whether|if|to|for|us|you|me|him|her|them|we|they|he|she|the|your|our)\b"
)


def asked_kept(laid: Laid) -> Iterator[Fault]:
    """Nobody's asking has become a deed, and nobody's word a fact."""
    for before in laid.said:
        if before.inside or before.modal or before.negated or not before.finite:
            continue
        if before.verb in _ASKS and _is_question(before) and not _ASKED.search(laid.made):
            yield Fault("lost", "lost", before.verb, "In the source somebody asks for this. Here nobody asks.")
        if before.verb in _SAYS and _is_of_another(before) and not _SAID.search(laid.made):
            yield Fault(
                "lost", "lost", before.verb, "In the source somebody says this. Here it is said as if it were so."
            )


def _is_question(before: Claim) -> bool:
    """Whether it tells of a question, and is no order to the reader: 'we ask you to', 'you are asked to'."""
    if before.doer == IMPERATIVE or not _CLAUSE.search(before.text[before.place :].partition(" ")[2]):
        return False
    return before.subject != "you" if before.passive else not (before.doer == "we" and before.to == "you")


def _is_of_another(before: Claim) -> bool:
    follows = before.text[before.place :].partition(" ")[2]
    return (
        not before.passive
        and before.doer not in ("", "we", IMPERATIVE)
        and bool(re.match(r"(?i)(?:to \w+ )?that\b", follows))
    )
