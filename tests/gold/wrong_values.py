"""False claims with another number, sum, day or name, or with something added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.gold.claim_words import False_, lists, swaps
from tests.gold.pairs import Pair

_DAYS_AND_MONEY = (
    r"£[\d,]+|[\w -]+ pounds\b|\b(?:19|20)\d\d\b|\d+(?:\.\d+|th|st)|half past \w+|\w+ o'clock|until \w+|thirty first"
    r"|\d+ (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|nineteen (?:ninety|eighty two|fifty eight)|at (?:three|3) in the morning"
)


def numbers(pair: Pair, claim: str) -> Iterator[False_]:
    """Another value, a value that sounds alike, or another unit. Days, clock times and money are not touched."""
    given = lists()["numbers"]
    bare = _without(claim, _DAYS_AND_MONEY)
    for match in re.finditer(r"\b[A-Za-z]+\b|\b\d+\b", bare):
        for other in _other_numbers(match.group(), bare[match.end() :]):
            changed = claim[: match.start()] + other + claim[match.end() :]
            if not re.search(r"\b(\w+) or \1\b", changed):
                yield "value", changed
    for sort, changed in swaps("times", claim, given["times"]):
        if not re.search(r"\bboth\b", claim) or "in both" in claim:
            yield sort, changed
    if re.search(r"\d|\b(?:" + "|".join([*given["words"], "once", "twice"]) + r")\b", bare):
        yield from swaps("unit", claim, given["units"])


def _without(text: str, pattern: str) -> str:
    """The text with what matches blotted out, at the same length."""
    return re.sub(pattern, lambda match: "#" * len(match.group()), text)


def _months() -> str:
    return "|".join(lists()["dates"]["months"])


def _other_numbers(word: str, after: str) -> list[str]:
    given = lists()["numbers"]
    if word.isdigit():
        value = int(word)
        return [str(value + 1), str(value * 10), str(max(value - 3, 2) if value > 3 else value + 4)]
    low = word.lower()
    if low not in given["words"] or low == "one" and not re.match(r" (?:proper|at night)", after):
        return []
    at = given["words"].index(low)
    near = [given["words"][at + step] for step in (1, 3, -2) if 0 < at + step < len(given["words"])]
    alike = [pair[1 - pair.index(low)] for pair in given["alike"] if low in pair]
    if low in given["tens"]:
        return [*alike, *(ten for ten in given["tens"] if ten != low)][:3]
    return [*alike, *near][:3]


def money(pair: Pair, claim: str) -> Iterator[False_]:
    """Another sum, ten times as much, or another currency or span."""
    for match in re.finditer(r"£([\d,]+)", claim):
        value = int(match[1].replace(",", ""))
        for amount in (value + 5, value * 10, value + 100, value // 2):
            yield "sum", f"{claim[: match.start()]}£{amount:,}{claim[match.end() :]}"
        yield "currency", f"{claim[: match.start()]}{match[1]} euros{claim[match.end() :]}"
    for match in re.finditer(r"\b((?:[a-z-]+ hundred and )?[a-z-]+(?: hundred)?) pounds\b", claim):
        for other in ("sixty-one", "five hundred and ten", "nineteen"):
            yield "sum", claim[: match.start(1)] + other + claim[match.end(1) :]
    if "£" in claim or "pounds" in claim:
        yield from swaps("span", claim, [["a week", "a day"], ["a month", "a week"], ["a week", "a month"]])


def dates(pair: Pair, claim: str) -> Iterator[False_]:
    """Another day, month, year or time."""
    given = lists()["dates"]
    for sort in ("weekdays", "months"):
        for match in re.finditer(r"\b(" + "|".join(given[sort]) + r")(?=s?\b)", claim):
            at = given[sort].index(match[1])
            for step in (1, 3, -1):
                other = given[sort][(at + step) % len(given[sort])]
                if not any(other in said.text for said in pair.said):
                    yield sort[:-1], claim[: match.start()] + other + claim[match.end() :]
    for match in re.finditer(r"\bthe (" + "|".join(given["ordinals"]) + r")\b(?! day)", claim):
        at = given["ordinals"].index(match[1])
        for step in (1, -2):
            yield "day", claim[: match.start(1)] + given["ordinals"][(at + step) % 21] + claim[match.end(1) :]
    for match in re.finditer(rf"\b(\d+)(?:st|th)\b|\b(\d+)(?= (?:{_months()}))", claim):
        value = int(match[1] or match[2])
        yield "day", claim[: match.start()] + str(value + 3) + ("th" if match[1] else "") + claim[match.end() :]
    for match in re.finditer(r"\b(19|20)(\d\d)\b", claim):
        for step in (1, -3):
            yield "year", f"{claim[: match.start()]}{int(match.group()) + step}{claim[match.end() :]}"
    yield from swaps("time", claim, given["phrases"])
    yield from swaps("year", claim, given["spoken_years"])


def names(pair: Pair, claim: str) -> Iterator[False_]:
    """A name that sounds alike, one that nobody has, or another medicine."""
    given = lists()["names"]
    yield from swaps("alike", claim, given["alike"])
    yield from swaps("medicine", claim, given["medicines"])
    used = [old for old, _ in given["alike"] if re.search(rf"\b{old}\b", claim)]
    pool = given["people"] if claim.startswith(("Mr", "Ms")) else given["first"]
    for at, old in enumerate(used):
        turn = (sum(map(ord, claim)) + at) % len(pool)
        place = old in ("Leeds", "Hove", "Canada")
        yield "nobody's", re.sub(rf"\b{old}\b", given["outside"][turn % 3] if place else pool[turn], claim)
    if "Dr Patel" in claim:
        yield "title", claim.replace("Dr Patel", "Mrs Patel")


def added(pair: Pair, claim: str) -> Iterator[False_]:
    """Something more than was said: at the end, at the beginning, in how it was said, or one word within."""
    given = lists()["added"]
    spoken = " ".join(said.text for said in pair.said).lower()
    start = sum(map(ord, claim))
    for step in range(3):
        tail = given["tails"][(start + 7 * step) % len(given["tails"])]
        if not set(re.findall(r"[a-z]{5,}", tail)) & set(re.findall(r"[a-z]{5,}", spoken)) and tail not in spoken:
            yield "tail", f"{claim[:-1]} {tail}."
    head = given["heads"][start % len(given["heads"])]
    yield "head", head + (claim[0].lower() if claim.startswith(("Asked", "The ")) else claim[0]) + claim[1:]
    yield from list(swaps("saying", claim, given["said"]))[start % 5 : start % 5 + 1]
    yield from swaps("word", claim, given["inner"])
