"""Makes a list of claims read better: what was said twice stands once, two short neighbours of one speaker become one
sentence, and what one speaker said in one breath is one quotation.
"""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.language.words import word_list, words
from scribe.notes.people import People
from scribe.notes.statement import OWN_WORDS
from scribe.notes.verify import plain, sources_of, verify_claim
from scribe.notes.wording import marks
from scribe.visit import Claim, Evidence, Kind, Turn, WrittenBy

_LONGEST = 24
"""Words that a merged sentence may have: longer ones are harder to read than two."""
_TOLD = re.compile(r"^(?P<name>[A-Z][^\"“:]*?) said (?P<body>[^\"“]+)\.$", re.S)
_NOT_JOINED = frozenset(word_list("if unless because and but when so while or because than yes no"))


def without_repeats(claims: list[Claim], turns: tuple[Turn, ...]) -> list[Claim]:
    """What was said twice in the same words stands once; the later evidence joins the first.

    Questions and answers stay as they are: there, when it was said matters.
    """
    kept: list[Claim] = []
    first: dict[tuple[str, str, str], int] = {}
    for claim in claims:
        said = _said(claim, turns)
        same = first.get(said) if said and len(claim.evidence) == 1 else None
        if same is not None:
            weight = tuple(dict.fromkeys(kept[same].of_weight + claim.of_weight))
            kept[same] = replace(kept[same], evidence=kept[same].evidence + claim.evidence, of_weight=weight)
            continue
        if said:
            first.setdefault(said, len(kept))
        kept.append(claim)
    return kept


def _said(claim: Claim, turns: tuple[Turn, ...]) -> tuple[str, str, str] | None:
    """What makes two claims the same: the text, who said it, and the plain words. None for one that stands alone."""
    sources = () if claim.flagged else sources_of(claim, turns)
    if len(sources) != 1:
        return None
    said = plain(sources[0].text)
    return (claim.text, sources[0].speaker, said) if len(said.split()) > 1 else None


def merged(claims: list[Claim], turns: tuple[Turn, ...], people: People) -> list[Claim]:
    """Short neighbours of one speaker joined two by two, only where the verifier passes the whole."""
    found: list[Claim] = []
    for claim in claims:
        both = _as_one(found[-1], claim, turns, people) if found else None
        if both is None:
            found.append(claim)
        else:
            found[-1] = both
    return found


def _as_one(first: Claim, second: Claim, turns: tuple[Turn, ...], people: People) -> Claim | None:
    return _joined(first, second, turns, people) or _quoted_on(first, second, turns, people)


def _joined(first: Claim, second: Claim, turns: tuple[Turn, ...], people: People) -> Claim | None:
    told, after = _TOLD.match(first.text), _TOLD.match(second.text)
    if not (told and after and told["name"] == after["name"] and _may_join(first, second, turns)):
        return None
    if (_NOT_JOINED & set(words(told["body"]))) or (_NOT_JOINED & set(words(after["body"]))):
        return None
    second_body = re.sub(r"\b(her|him|his) \([^()]+\)", r"\1", after["body"])
    text = f"{told['name']} said {told['body']}, and that {second_body}."
    if len(words(text)) > _LONGEST:
        return None
    return _verified(first, second, text, turns, people)


def _verified(first: Claim, second: Claim, text: str, turns: tuple[Turn, ...], people: People) -> Claim | None:
    """One claim with the evidence of both, where its words pass every rule."""
    both = replace(
        first,
        text=text,
        evidence=first.evidence + second.evidence,
        of_weight=tuple(dict.fromkeys(first.of_weight + second.of_weight)),
        also=tuple(dict.fromkeys(first.also + second.also)),
    )
    checks = verify_claim(both, turns, people.people)
    return replace(both, checks=checks) if all(check.passed for check in checks) else None


_LONGEST_QUOTED = 60
"""Words that a quotation may grow to: more is read with its sound a key away only with trouble."""


def _quoted_on(first: Claim, second: Claim, turns: tuple[Turn, ...], people: People) -> Claim | None:
    """The two as one quotation where one speaker went straight on; never a disclosure, which stands alone."""
    plain = all(
        claim.written_by is WrittenBy.QUOTATION and not claim.flagged and not OWN_WORDS & set(claim.of_weight)
        for claim in (first, second)
    )
    if not plain or len(second.evidence) != 1 or not _goes_straight_on(first.evidence[-1], second.evidence[0], turns):
        return None
    *_, before = sources_of(first, turns)
    after = sources_of(second, turns)[0]
    name, said = people.name(after.speaker), marks(before.text)
    # The second holds no more than a name and its words; the first may begin with a question.
    if second.text != f"{name} said: {marks(after.text)}" or not first.text.endswith(f"said: {said}"):
        return None
    text = first.text.removesuffix(said) + marks(f"{before.text.rstrip()} {after.text.lstrip()}")
    if len(words(text)) > _LONGEST_QUOTED:
        return None
    return _verified(first, second, text, turns, people)


def _goes_straight_on(one: Evidence, other: Evidence, turns: tuple[Turn, ...]) -> bool:
    """Whether the second is the next thing that was said, in this turn or in the next one of the same speaker."""
    places = {turn.id: place for place, turn in enumerate(turns)}
    at, after = places[one.turn], places[other.turn]
    if at == after:
        between = turns[at].text[one.end_char : other.start_char] if other.start_char >= one.end_char else "x"
    elif after - at == 1 and turns[at].speaker == turns[after].speaker:
        between = turns[at].text[one.end_char :] + turns[after].text[: other.start_char]
    else:
        return False
    return not re.search(r"\w", between)


def _may_join(first: Claim, second: Claim, turns: tuple[Turn, ...]) -> bool:
    plain = all(
        claim.written_by is WrittenBy.RULES and claim.kind is Kind.REPORTED and not claim.flagged
        for claim in (first, second)
    )
    places = {turn.id: place for place, turn in enumerate(turns)}
    # Only what was said in one breath: elsewhere 'and' would tie together what the speaker did not.
    near = places[second.evidence[0].turn] - places[first.evidence[-1].turn] in (0, 1)
    return plain and near and " and that " not in first.text
