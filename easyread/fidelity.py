"""A strict stand-in until the checker of fidelity stands here: the same numbers, names, negation, modals, conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from easyread.language.canonical import canonical

_SAME = (
    (r"\b(?:is|are|am) not (?:required|obliged) to\b|\bneed not\b|\bdo(?:es)? not (?:have|need) to\b", "needn't"),
    (r"\bplease do not hesitate to\b", "please"),
    (r"\bas you may be aware\b|\bit should be noted that\b|\bwe can confirm that\b", ""),
    (r"^failure to\b", "if not"),
    (r"\bno later than\b", "by"),
    (r"\bwhere (?=this is|it is)", "if "),
    (r"\bwill be in a position to\b", "will be able to"),
    (r"\bout of 100\b", "percent"),
    (r"\b(?:be|is|are) (?:required|obliged) to\b|\b(?:have|has) to\b", "must"),
    (r"\b(?:are|is|am) unable to\b|\bcannot\b", "can not"),
    (r"\b(?:are|is|am) able to\b|\bin a position to\b", "can"),
    (r"\bfailure to\b|\bwithout\b", "not"),
    (r"\bshould (?=you wish|you have|you need)|\bin the event (?:that|of)\b|\bwhere (?=there|the adult|we)", "if "),
    (r"\bprovided that\b|\bproviding\b", "as long as"),
)


@dataclass(frozen=True)
class Reader:
    """Who reads ('you' is that person only), and who writes ('we' is that body)."""

    name: str | None = None
    is_you: bool = False
    writer: str | None = None


@dataclass(frozen=True)
class Fault:
    """What one rule found: `sort` is 'lost', 'added' or 'changed'."""

    rule: str
    sort: str
    words: str
    why: str


def compare(source: str, lines: Sequence[str], reader: Reader, explained: Sequence[str] = ()) -> tuple[Fault, ...]:
    """The faults of what was made of a sentence."""
    said, told = _facts(source), _facts(" ".join(lines))
    return tuple(
        Fault(rule, "lost" if lost else "added", ", ".join(sorted(said[rule] ^ told[rule])), "")
        for rule in said
        if said[rule] != told[rule]
        for lost in [bool(said[rule] - told[rule])]
    )


def _facts(text: str) -> dict[str, set[str]]:
    text = text.replace("’", "'")
    for pattern, same in _SAME:
        text = re.sub(f"(?i){pattern}", same, text)
    low = canonical(text).lower()
    return {
        "numbers": set(re.findall(r"£?\d[\d.,/:]*\d|£?\d", low)),
        "negation": set(re.findall(r"\b(?:not|no|never|needn't|nothing)\b", low)) and {"not"},
        "obligation": set(re.findall(r"\b(?:must|may|can|should|needn't)\b", low)),
        "condition": set(re.findall(r"\b(?:if|unless|until|only|as long as|except)\b", low)),
    }
