"""What every corrupting generator needs: the word lists, and where in a claim its words stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from lemminflect import getAllLemmas, getInflection

from tests.gold.pairs import HERE

False_ = tuple[str, str]
"""What sort of fault, and the false claim."""


@cache
def lists() -> dict[str, Any]:
    """lists.toml."""
    return tomllib.loads((HERE / "lists.toml").read_text(encoding="utf-8"))


def swaps(sort: str, text: str, pairs: list[list[str]]) -> Iterator[False_]:
    """The text with each first part of a pair that stands in it as whole words put as the second part."""
    for old, new in pairs:
        left = r"\b" if old[0].isalnum() else ""
        right = r"\b(?!')" if old[-1].isalnum() else ""
        changed = re.sub(left + re.escape(old) + right, new, text, count=1)
        if changed != text:
            yield sort, re.sub(r" +", " ", changed).strip()


def parts(claim: str) -> tuple[str, str]:
    """Up to and with 'said' (and 'that'), and what comes after."""
    match = re.match(r".*?\bsaid (?:that )?", claim)
    return (match.group(), claim[match.end() :]) if match else ("", claim)


NOT = re.compile(r"\b(?:not|never|no|nobody|nothing|none|nor)\b|n't\b")


def verbs(body: str) -> Iterator[tuple[int, int, str]]:
    """Where a word stands that follows a pronoun as its verb."""
    for match in re.finditer(r"\b(?:he|she|they|it) (?:only |also |still |probably |usually )?([a-z]+)\b(?!')", body):
        if not NOT.match(body[match.end() + 1 :]) and match[1] not in _HELPERS:
            yield match.start(1), match.end(1), match[1]


_HELPERS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "can",
        "could",
        "will",
        "would",
        "might",
        "may",
        "does",
        "do",
        "did",
        "cannot",
        "never",
    ]
    + ["should", "not", "nearly", "just", "both", "rather", "first", "either", "used", "said"]
)
"""Words after a pronoun that are no verb of their own."""


def tense_of(verb: str) -> tuple[str, str] | None:
    """The verb's lemma and its tense, or None where that is not plain."""
    for lemma in getAllLemmas(verb, upos="VERB").get("VERB", ()) or (("have",) if verb in ("has", "had") else ()):
        for tense in ("VBZ", "VBD"):
            if verb in getInflection(lemma, tense):
                return lemma, tense
        if verb == lemma:
            return lemma, "VBP"
    return None
