"""A short version of a document: its key sentences, word for word and in order, each with the page that it stands on.

What was decided, sums, deadlines, what the reader must do and what rights they have come first. No model chooses, and
nothing is reworded: a sentence is in or it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from easyread.facts import Kind, facts
from easyread.sentences import Sentence, sentences
from easyread.source import BlockKind, Source

MOST = 10
"""Sentences, if nobody says how many: about a third of a page."""


class Matter(StrEnum):
    """Why a sentence is a key one."""

    DECISION = "decision"
    MONEY = "money"
    DEADLINE = "deadline"
    DUTY = "what to do"
    RIGHT = "right"
    CONTACT = "who to ask"


@dataclass(frozen=True)
class KeySentence:
    """A sentence of the source, its page (from 1), and what makes it a key one, the weightiest first."""

    sentence: Sentence
    matters: tuple[Matter, ...]

    @property
    def page(self) -> int:
        """The page of the source that it stands on."""
        return self.sentence.block.page


_DECISION = re.compile(
    r"(?i)\b(?:we|i|the (?:council|panel|team|service|department|manager|trust|board|court|tribunal))(?: have| has)? "
    r"(?:also )?(?:now )?(?:decided|agreed|concluded|approved|refused|awarded|found|assessed|accepted|rejected|granted|"
    r"declined)\b"
    r"|\b(?:decision|outcome|conclusion)\b[^.]{0,30}\b(?:is|was|that)\b"
    r"|\byou (?:are|are not|will|will not) (?:be )?(?:eligible|entitled|liable|able|awarded|allowed)\b"
    r"|\b(?:has|have) (?:not )?been (?:decided|agreed|assessed|approved|refused|awarded|granted|accepted|upheld|"
    r"suspended|stopped|cancelled|declined|terminated)\b"
    r"|\b(?:is|are|was|were) (?:not )?(?:eligible|entitled|upheld|awarded|granted|refused|approved)\b"
    r"|\bit (?:was|is|has been) (?:agreed|decided|concluded)\b"
)
_TO_THE_READER = re.compile(
    r"(?i)\byou(?:'ll| will)? (?:must|need to|have to|should)\b"
    r"|\byou (?:are|will be) (?:required|obliged|asked|expected)\b"
    r"|(?:^|[,:;] )please (?!note|find|do not hesitate|accept)\w+"
    r"|\b(?:is|are) required to\b|\bmust\b|^(?:do not|never)\b"
)
_RIGHT = re.compile(
    r"(?i)\b(?:right to|right of|entitled to|appeal|complain\w*|complaint|tribunal|ombudsman|mandatory reconsideration|"
    r"ask (?:for|us for) (?:a|this|the) (?:review|copy)|request a review|withdraw (?:your )?consent|advocate)\b"
)
_HOW_FAR = re.compile(r"(?i)^(?:within|by|before|until|up to|notbefore|after|from)\b")
_CONTACT = re.compile(r"(?i)\b(?:phone|telephone|call|contact|write to|e-?mail|text)\b")
_EMPTY = re.compile(
    r"(?i)^(?:dear|yours|thank you|i am writing|we are writing|this letter|this leaflet|"
    r"please (?:find|do not hesitate)|if you have any (?:questions|queries))\b"
)
_WEIGHTS = {
    Matter.DECISION: 4.0, Matter.DEADLINE: 3.5, Matter.MONEY: 3.0, Matter.RIGHT: 3.0, Matter.DUTY: 2.5,
    Matter.CONTACT: 1.0,
}  # fmt: skip
_RICH, _EARLY, _LONG, _SHORT = 0.4, 0.5, 35, 4
"""What each further matter of a sentence counts for, what standing on the first page does, and the words from which a
sentence is too long, or up to which it is too short, to be quoted for itself."""
_AGAIN = 0.35
"""What is left of the weight of a matter each time that a sentence with it has been taken: a short version has
something of each."""


def short_version(source: Source, most: int = MOST) -> tuple[Sentence, ...]:
    """The key sentences of a document, at most `most`, quoted exactly and in order; `block.page` is their page."""
    return tuple(key.sentence for key in key_sentences(source, most))


def key_sentences(source: Source, most: int = MOST) -> tuple[KeySentence, ...]:
    """As `short_version`, with what makes each of them a key sentence."""
    offered = [
        key for one in sentences(source) if (key := KeySentence(one, matters(one))).matters and _is_quotable(one)
    ]
    chosen: list[KeySentence] = []
    taken = dict.fromkeys(Matter, 0)
    while offered and len(chosen) < most:
        best = max(offered, key=lambda key: (_weight(key, taken), -key.sentence.span.start))
        offered.remove(best)
        if not any(_same(best.sentence, one.sentence) for one in chosen):
            chosen.append(best)
            taken[best.matters[0]] += 1
    return tuple(sorted(chosen, key=lambda key: key.sentence.span.start))


def matters(one: Sentence) -> tuple[Matter, ...]:
    """What a sentence says that a reader must not miss, the weightiest first."""
    said = facts(one.text)
    kinds = {fact.kind for fact in said}
    held = {
        Matter.DECISION: bool(_DECISION.search(one.text)),
        Matter.DEADLINE: any(fact.kind is Kind.DEADLINE and _HOW_FAR.match(fact.value) for fact in said),
        Matter.MONEY: Kind.MONEY in kinds,
        Matter.RIGHT: Kind.RIGHT in kinds or bool(_RIGHT.search(one.text)),
        Matter.DUTY: bool(_TO_THE_READER.search(one.text)),
        Matter.CONTACT: Kind.CONTACT in kinds and bool(_CONTACT.search(one.text)),
    }
    return tuple(sorted((matter for matter, there in held.items() if there), key=lambda one: -_WEIGHTS[one]))


def _weight(key: KeySentence, taken: dict[Matter, int]) -> float:
    weights = [_WEIGHTS[matter] * float(_AGAIN ** (taken[matter] / 2)) for matter in key.matters]
    words = len(key.sentence.text.split())
    early = _EARLY if key.page == 1 else 0.0
    return max(weights) + _RICH * (sum(weights) - max(weights)) + early - (0.05 * max(0, words - _LONG))


def _is_quotable(one: Sentence) -> bool:
    """Whether a sentence says something by itself: no heading, no 'Dear …', nothing that only leads a list in."""
    if one.block.kind is BlockKind.HEADING or _EMPTY.match(one.text) or one.text.endswith(":"):
        return False
    return len(one.text.split()) > _SHORT and (one.block.kind is BlockKind.ROW or one.text[-1:] in '.!?)"”’')


def _same(one: Sentence, other: Sentence) -> bool:
    return one.text.lower() == other.text.lower()
