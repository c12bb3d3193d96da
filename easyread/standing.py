"""Which words of a sentence are a condition, and which stand on it: 'if', 'unless', 'until', 'when', 'because'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from easyread.grammar import FINITE, Clause, Word
from easyread.language.words import word_list

HYPOTHETICAL = frozenset(("if", "only if", "as long as", "unless", "until", "except"))
"""Markers of what may not be so."""
_MARKER = re.compile(
    r"(?i)\b(even if|only (?:if|after|once|when)|as long as|if|unless|until(?! \d)|except"
    r"|when|once(?! (?:every|a|an|in|you have)\b|[.;,])|while|because(?! of)|although|so that|whether"
    r"|where(?= (?:you|we|they|he|she|it|there|the|your|this|an?)\b))\b"
)
_ASKED = frozenset(word_list(
    "tell say know ask decide explain see find check about date day time of on informed told asked show idea ways"
    " place home house area office state understand"
))  # fmt: skip
"""Words after which 'when', 'where' and 'whether' ask, and set no condition."""


_DOUBTED = frozenset(word_list("ask see check know decide choose depends depend dependson find"))
"""Words after which 'if' is 'whether'."""


@dataclass(frozen=True)
class Region:
    """Words `start` to `end` are a condition of the kind `marker`; words from `reach` to `until` stand on it."""

    marker: str
    start: int
    end: int
    reach: int
    until: int


def regions(clause: Clause) -> tuple[Region, ...]:
    """The conditions of a sentence, in order."""
    found = []
    for match in _MARKER.finditer(clause.text):
        at = next((n for n, word in enumerate(clause.words) if word.start >= match.start()), None)
        marker = match.group().lower()
        if at is None or _is_part_of_another(clause, match, marker) or _asks(clause, at, marker):
            continue
        end = _end(clause, at)
        if _opens(clause, at):
            found.append(Region(marker, at, end, end, _stop(clause, end)))
        else:
            found.append(Region(marker, at, end, _begin(clause, at), at))
    return tuple(_up_to_next(found))


def _up_to_next(found: list[Region]) -> Iterator[Region]:
    """Regions where nothing stands on one condition that stands behind the next: 'if A, B, and if C, D'."""
    for one in found:
        nexts = [other.start for other in found if other.start > one.start and other.reach == other.end]
        yield replace(one, until=min(one.until, nexts[0])) if nexts and one.reach == one.end else one


def _is_part_of_another(clause: Clause, match: re.Match[str], marker: str) -> bool:
    before = clause.text[: match.start()].lower()
    return marker in ("if", "once", "when") and before.endswith(("even ", "only "))


def _asks(clause: Clause, at: int, marker: str) -> bool:
    if marker not in ("when", "where", "whether", "if") or not at:
        return False
    before = clause.words[at - 1].low
    if marker == "if":
        return before in _DOUBTED or before in ("you", "us", "them") and at > 1 and clause.words[at - 2].low == "ask"
    return before in _ASKED or before in ("you", "us", "them") and at > 1 and clause.words[at - 2].low in _ASKED


def _opens(clause: Clause, at: int) -> bool:
    """Whether a condition stands before what it conditions."""
    before = clause.words[:at]
    return (
        not any(group.end <= at for group in clause.groups)
        or not before
        or before[-1].text in (".", ";")
        or before[-1].low in ("and", "but")
        and any(_main_clause(clause, at, n) or _after_comma(clause, n) for n in range(at + 3, len(clause.words) - 1))
        or (
            before[-1].low in ("or", "and", "but", ",")
            and _MARKER.match(clause.text) is not None
            and not any(word.text in (",", ":") for word in before[:-1])
        )
    )


def _end(clause: Clause, at: int) -> int:
    if at + 1 < len(clause.words) and clause.words[at + 1].text == ":":
        return len(clause.words)
    seen, leads = False, _opens(clause, at)
    for n in range(at + 1, len(clause.words)):
        word = clause.words[n]
        seen = seen or word.tag[0] == "V" or n - at > 4
        opens = word.text == "," and seen and not _in_list(clause, n) and (leads or _new_clause(clause, n))
        if (
            word.text == "."
            or word.text in ":;"
            and (leads or clause.words[n].text == ";" and ":" not in clause.text)
            or opens
        ):
            return n
        if word.low == "but" and seen or leads and _main_clause(clause, at, n):
            return n
    return len(clause.words)


_GOES_ON = frozenset(
    ("that", "whether", "if", "what", "which", "who", "and", "or", ",", "than", "as", "before", "after", "when")
)


def _after_comma(clause: Clause, n: int) -> bool:
    """Whether 'you can' or the like stands behind a comma."""
    word = clause.words[n]
    return word.tag == "PNP" and clause.words[n + 1].tag == "VM0" and clause.words[n - 1].text == ","


def _main_clause(clause: Clause, at: int, n: int) -> bool:
    """Whether a main clause begins with no comma before it: 'if you are over 65 you can get it'."""
    word, before = clause.words[n], clause.words[n - 1]
    if word.low not in ("you", "we", "they", "he", "she") or n + 1 == len(clause.words) or n - at < 3:
        return False
    follows = clause.words[n + 1]
    inside = [one for one in clause.words[at + 1 : n] if one.tag in FINITE]
    return (
        bool(inside)
        and follows.tag == "VM0"
        and before.low not in _GOES_ON
        and before.tag[:2] in ("NN", "CR", "AJ", "NP", "VV")
    )


def _new_clause(clause: Clause, comma: int) -> bool:
    """Whether a comma behind a condition ends it: ', and we', ', which'."""
    rest = [word.low for word in clause.words[comma + 1 : comma + 3]]
    return bool(rest) and (
        rest[0] in ("you", "we", "which", "who")
        or rest[0] in ("and", "but")
        and rest[1:] != []
        and rest[1] in ("you", "we", "the", "he", "she", "they", "it", "this", "your", "our", "if", "unless", "when")
    )


def _in_list(clause: Clause, comma: int) -> bool:
    rest = clause.words[comma + 1 : comma + 3]
    return bool(rest) and rest[0].low in ("or", "and") and len(rest) > 1 and rest[1].low in ("if", "unless")


def _stop(clause: Clause, at: int) -> int:
    for n in range(at, len(clause.words)):
        word = clause.words[n]
        if word.low in ("which", "who") and clause.words[n - 1].text == ",":
            return n
        if word.low == "but" or word.text == ";" and not any(one.text == ":" for one in clause.words[:n]):
            return n
    return len(clause.words)


def _begin(clause: Clause, at: int) -> int:
    """Where the last main clause before a condition begins: after ', and', 'but', ';'."""
    for n in range(at - 1, 0, -1):
        word = clause.words[n]
        if word.low == "which":
            return n
        joined = word.low in ("and", "or") and clause.words[n + 1].tag in ("PNP", "DT0")
        if (
            n < at - 1
            and (word.text == ";" or word.low == "but" or joined)
            and any(g.start > n and g.end <= at for g in clause.groups)
        ):
            return n
    return 0


def words_over(clause: Clause, region: Region) -> tuple[Word, ...]:
    """The words that stand on a condition."""
    return clause.words[region.reach : region.until]


def words_inside(clause: Clause, region: Region) -> tuple[Word, ...]:
    """The words of a condition, its marker left out."""
    return clause.words[region.start + len(region.marker.split()) : region.end]
