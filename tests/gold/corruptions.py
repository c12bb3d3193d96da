"""Makes false claims out of true ones, one fault a claim: every generator draws on lists.toml and on nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from lemminflect import getAllLemmas, getInflection

from tests.gold.pairs import HERE, Pair, Said, called, written

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


def negation(pair: Pair, claim: str) -> Iterator[False_]:
    """A 'not' taken away, a 'not' put in, or the opposite of a word."""
    given = lists()["negation"]
    yield from swaps("taken away", claim, given["drop"])
    before, body = _parts(claim)
    for changed in _denied(body):
        yield "put in", before + changed
    yield from ((sort, before + changed) for sort, changed in swaps("opposite", body, given["opposite"]))


def _parts(claim: str) -> tuple[str, str]:
    """Up to and with 'said' (and 'that'), and what comes after."""
    match = re.match(r".*?\bsaid (?:that )?", claim)
    return (match.group(), claim[match.end() :]) if match else ("", claim)


_NOT = re.compile(r"\b(?:not|never|no|nobody|nothing|none|nor)\b|n't\b")


def _denied(body: str) -> Iterator[str]:
    """The body with its verbs denied, one after the other."""
    for match in re.finditer(r"\b(is|are|was|were|can|could|will|would|might|may)\b(?! not\b|')", body):
        yield body[: match.start()] + ("cannot" if match[1] == "can" else f"{match[1]} not") + body[match.end() :]
    for start, end, verb in _verbs(body):
        found = _tense(verb)
        if found is None:
            continue
        lemma, tense = found
        helper = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}[tense]
        helped = lemma == "have" and re.match(
            r" (?:also |already )?(?:been|had|not|\w+ed|lost|fallen|worn|got)\b", body[end:]
        )
        yield body[:start] + (f"{verb} not" if helped else f"{helper} {lemma}") + body[end:]


def _verbs(body: str) -> Iterator[tuple[int, int, str]]:
    """Where a word stands that follows a pronoun as its verb."""
    for match in re.finditer(r"\b(?:he|she|they|it) (?:only |also |still |probably |usually )?([a-z]+)\b(?!')", body):
        if not _NOT.match(body[match.end() + 1 :]) and match[1] not in _HELPERS:
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


def _tense(verb: str) -> tuple[str, str] | None:
    """The verb's lemma and its tense, or None where that is not plain."""
    for lemma in getAllLemmas(verb, upos="VERB").get("VERB", ()) or (("have",) if verb in ("has", "had") else ()):
        for tense in ("VBZ", "VBD"):
            if verb in getInflection(lemma, tense):
                return lemma, tense
        if verb == lemma:
            return lemma, "VBP"
    return None


def modality(pair: Pair, claim: str) -> Iterator[False_]:
    """Surer than it was said, or less sure, or with a condition that nobody made."""
    yield from (("by hand", each) for each in pair.unsure)
    given = lists()["modality"]
    before, body = _parts(claim)
    yield from ((sort, before + changed) for sort, changed in swaps("surer", body, given["strengthen"]))
    for start, end, verb in list(_verbs(body))[:1]:
        found = _tense(verb)
        if found is None or verb in ("has", "have", "had", "thinks", "think"):
            continue
        number = sum(map(ord, claim)) % 5
        word = ("might", "probably", "sometimes", "may", "would like to")[number]
        yield "less sure", f"{before}{body[:start]}{word} {verb if number in (1, 2) else found[0]}{body[end:]}"
    condition = given["conditions"][sum(map(ord, claim)) % len(given["conditions"])]
    if not re.search(r"\b(?:if|unless|when|once)\b", body):
        yield "condition", f"{claim[:-1]} {condition}."


def persons(pair: Pair, claim: str) -> Iterator[False_]:
    """Somebody else said it, did it, or had it done to them."""
    yield from (("by hand", each) for each in pair.swapped)
    others = [called(each) for each in pair.people if each.id != pair.speaker.id]
    for other in others[: 1 + (len(pair.said) == 1)]:
        if claim.startswith(pair.name) and not re.search(rf"\b{re.escape(other.split()[0])}\b", claim):
            yield "speaker", other + claim[len(pair.name) :]
    before, body = _parts(claim)
    for sort, changed in swaps("relation", body, lists()["relations"]["swap"]):
        if not changed.startswith("that"):
            yield sort, before + changed


def tense(pair: Pair, claim: str) -> Iterator[False_]:
    """What is past made present, what is to come made past, what is so made a plan."""
    before, body = _parts(claim)
    for match in re.finditer(r"\b(will|is going to|are going to) (?!not\b)([a-z]+)\b(?!')", body):
        past = getInflection(match[2], "VBD")
        if past:
            yield "plan to past", before + body[: match.start()] + past[0] + body[match.end() :]
    for start, end, verb in list(_verbs(body))[:1]:
        found = _tense(verb)
        if found is None or found[0] in ("have", "think", "want", "would"):
            continue
        lemma, which = found
        if which == "VBD" and lemma != verb:
            now = lemma if re.search(r"\bthey (?:\w+ )?$", body[:start]) else getInflection(lemma, "VBZ")[0]
            yield "past to now", before + body[:start] + now + body[end:]
        if not re.search(r"\b(?:if|unless|when|usually|gets breathless)\b", claim):
            yield "to plan", before + body[:start] + f"will {lemma}" + body[end:]
        if which != "VBD":
            yield "to past habit", before + body[:start] + f"used to {lemma}" + body[end:]


def lost(pair: Pair, claim: str) -> Iterator[False_]:
    """What is of weight left out."""
    if pair.losing and claim == pair.full:
        yield "by hand", pair.losing


def quotation(pair: Pair, claim: str) -> Iterator[False_]:
    """Words in quotation marks that were not said so, letter for letter."""
    said = pair.said[-1].text
    given = lists()["quotation"]
    for sort, changed in swaps("word", said, given["words"]):
        yield sort, f'{pair.name} said: "{changed[0].upper()}{changed[1:]}"'
    words = said.split()
    at = sum(map(ord, said)) % max(len(words) - 2, 1) + 1
    if len(words) > 4:
        if words[at].strip(",.").lower() not in ("um", "uh", "yeah", "like", "the"):
            yield "word left out", f'{pair.name} said: "{" ".join(words[:at] + words[at + 1 :])}"'
        yield "word put in", f'{pair.name} said: "{" ".join(words[:at] + [given["added"][at % 5]] + words[at:])}"'
        if words[at] != words[at - 1]:
            yield (
                "order",
                f'{pair.name} said: "{" ".join(words[: at - 1] + [words[at], words[at - 1]] + words[at + 1 :])}"',
            )
    before, body = _parts(claim)
    if body and before.startswith(pair.name) and body.rstrip(".").lower() not in said.lower():
        yield "reported words", f'{pair.name} said: "{body[0].upper()}{body[1:]}"'


def subtle(pair: Pair, claim: str) -> Iterator[False_]:
    """Small changes that turn a claim round: two values crossed, a joining word, a direction, one or many, whose."""
    before, body = _parts(claim)
    if not before:
        return
    given = lists()["subtle"]
    for sort in ("connectives", "directions", "plurals", "quantities", "owners"):
        for _, changed in swaps(sort, body, given[sort]):
            # Of whom PriMock57 calls 'they', nobody here knows whether it was a 'he'.
            if sort != "owners" or pair.source != "primock57":
                yield sort, before + changed
    for _, changed in swaps("", body, [[word, ""] for word in given["losses"]]):
        yield "small word left out", before + changed
    gain = given["gains"][sum(map(ord, claim)) % len(given["gains"])]
    if gain not in claim:
        yield "small word put in", f"{claim[:-1]} {gain}."
    yield from (("crossed", before + changed) for changed in _crossed(body))


def _crossed(body: str) -> Iterator[str]:
    """Two numbers, or two names, each in the other's place; 'Tuesday and Friday' means the same either way round."""
    values = [*lists()["numbers"]["words"], *(old for old, _ in lists()["names"]["alike"])]
    found = [match for match in re.finditer(r"\b(?:\w+)\b", body) if match.group() in values or match.group().isdigit()]
    for one, two in pairwise(found):
        between = body[one.end() : two.start()]
        same_sort = one.group()[0].isupper() == two.group()[0].isupper()
        if same_sort and one.group() != two.group() and between not in (" and ", " or ", ", ", " ", ",", "-", "."):
            yield body[: one.start()] + two.group() + between + one.group() + body[two.end() :]


def answered_else(pair: Pair, claim: str) -> Iterator[False_]:
    """The same answer to a question that nobody asked."""
    asked = _ASKED.match(claim)
    if asked is None:
        return
    for other in written():
        instead = _ASKED.match(other.full)
        if instead is not None and other.people == pair.people and other is not pair:
            yield "another question", instead.group() + claim[asked.end() :]


_ASKED = re.compile(r"Asked (?:whether|how|who) .+?(?=, [A-Z])")
"""'Asked whether she has a pendant alarm', before the name of who answered."""


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
    _, body = _parts(second.full)
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
    _, body = _parts(second.full)
    if second.full.startswith("Asked") or first.full.startswith("Asked") or not re.match(r"s?he |they ", body):
        return None
    if body.startswith("they ") and first.speaker.pronouns != "they":
        return None
    if _THIRD[body.split()[0]].search(first.full.removeprefix(first.name)):
        return None
    return first.said + second.said, f"{first.full[:-1]} and {body}"
