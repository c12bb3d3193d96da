"""Makes false claims out of true ones, one fault a claim: every generator draws on lists.toml and on nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.gold.claim_words import False_, parts
from tests.gold.pairs import Pair, Said
from tests.gold.small_lies import answered_else, subtle
from tests.gold.wrong_meaning import lost, modality, negation, persons, quotation, tense
from tests.gold.wrong_values import added, dates, money, names, numbers

KINDS: dict[str, Callable[[Pair, str], Iterator[False_]]] = {
    "numbers": numbers, "dates": dates, "names": names, "added": added, "negation": negation, "money": money,
    "persons": persons, "modality": modality, "lost": lost, "quotation": quotation, "tense": tense,
    "subtle": subtle, "asked": answered_else,
}  # fmt: skip
"""The faults of one claim about its own evidence."""


def merged(first: Pair, second: Pair) -> tuple[tuple[Said, ...], str] | None:
    """Two speakers' statements as one of the first speaker's: evidence and claim, or None where they don't fit."""
    if first.people != second.people or first.speaker.id == second.speaker.id:
        return None
    _, body = parts(second.full)
    if second.full.startswith("Asked") or first.full.startswith("Asked") or not body:
        return None
    return first.said + second.said, f"{first.full[:-1]} and {body}"


_THIRD = {
    "she": re.compile(
        r"\b(?:mum|mummy|sister|daughter|wife|Jean|Doreen|Sally|Gita|Mia|neighbour|nurse|carer|visitor)\b"
    ),
    "he": re.compile(r"\b(?:brother|dad|son|friend|nephew|Peter|Karim|Josh|Hassan|Alan|husband|man)\b"),
    "they": re.compile(r"\b(?:them|their mum|parcels|carers)\b"),
}
"""Who else the pronoun could mean, if it came after one of these."""


def neighbours(first: Pair, second: Pair) -> tuple[tuple[Said, ...], str] | None:
    """One speaker's two statements as one: evidence and true claim, or None where they don't fit."""
    if first.people != second.people or first.speaker.id != second.speaker.id:
        return None
    _, body = parts(second.full)
    if second.full.startswith("Asked") or first.full.startswith("Asked") or not re.match(r"s?he |they ", body):
        return None
    if body.startswith("they ") and first.speaker.pronouns != "they":
        return None
    if _THIRD[body.split()[0]].search(first.full.removeprefix(first.name)):
        return None
    return first.said + second.said, f"{first.full[:-1]} and {body}"
