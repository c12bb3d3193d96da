"""False claims that deny, doubt, move in time, leave out, misquote, or give what was done to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemminflect import getInflection

from tests.gold.claim_words import False_, lists, parts, swaps, tense_of, verbs
from tests.gold.pairs import Pair, called


def negation(pair: Pair, claim: str) -> Iterator[False_]:
    """A 'not' taken away, a 'not' put in, or the opposite of a word."""
    given = lists()["negation"]
    yield from swaps("taken away", claim, given["drop"])
    before, body = parts(claim)
    for changed in _denied(body):
        yield "put in", before + changed
    yield from ((sort, before + changed) for sort, changed in swaps("opposite", body, given["opposite"]))


def _denied(body: str) -> Iterator[str]:
    """The body with its verbs denied, one after the other."""
    for match in re.finditer(r"\b(is|are|was|were|can|could|will|would|might|may)\b(?! not\b|')", body):
        yield body[: match.start()] + ("cannot" if match[1] == "can" else f"{match[1]} not") + body[match.end() :]
    for start, end, verb in verbs(body):
        found = tense_of(verb)
        if found is None:
            continue
        lemma, tense = found
        helper = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}[tense]
        helped = lemma == "have" and re.match(
            r" (?:also |already )?(?:been|had|not|\w+ed|lost|fallen|worn|got)\b", body[end:]
        )
        yield body[:start] + (f"{verb} not" if helped else f"{helper} {lemma}") + body[end:]


def modality(pair: Pair, claim: str) -> Iterator[False_]:
    """Surer than it was said, or less sure, or with a condition that nobody made."""
    yield from (("by hand", each) for each in pair.unsure)
    given = lists()["modality"]
    before, body = parts(claim)
    yield from ((sort, before + changed) for sort, changed in swaps("surer", body, given["strengthen"]))
    for start, end, verb in list(verbs(body))[:1]:
        found = tense_of(verb)
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
    before, body = parts(claim)
    for sort, changed in swaps("relation", body, lists()["relations"]["swap"]):
        if not changed.startswith("that"):
            yield sort, before + changed


def tense(pair: Pair, claim: str) -> Iterator[False_]:
    """What is past made present, what is to come made past, what is so made a plan."""
    before, body = parts(claim)
    for match in re.finditer(r"\b(will|is going to|are going to) (?!not\b)([a-z]+)\b(?!')", body):
        past = getInflection(match[2], "VBD")
        if past:
            yield "plan to past", before + body[: match.start()] + past[0] + body[match.end() :]
    for start, end, verb in list(verbs(body))[:1]:
        found = tense_of(verb)
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
    before, body = parts(claim)
    if body and before.startswith(pair.name) and body.rstrip(".").lower() not in said.lower():
        yield "reported words", f'{pair.name} said: "{body[0].upper()}{body[1:]}"'
