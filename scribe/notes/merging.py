"""Makes a list of claims read better: what was said twice stands once, and two short neighbours of one speaker become
one sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scribe.notes.people import People
from scribe.notes.verify import sources_of, verify
from scribe.notes.words import word_list, words
from scribe.visit import Claim, Kind, Turn, WrittenBy

_LONGEST = 24
"""Words that a merged sentence may have: longer ones are harder to read than two."""
_TOLD = re.compile(r"^(?P<name>[A-Z][^\"“:]*?) said (?P<body>[^\"“]+)\.$", re.S)
_NOT_JOINED = frozenset(word_list("if unless because and but when so while or because than yes no"))


def without_repeats(claims: list[Claim]) -> list[Claim]:
    """Each text once; the evidence of a later one joins the first. Questions and answers stay as they are: time
    matters there.
    """
    kept: dict[str, Claim] = {}
    for claim in claims:
        key = " ".join(words(claim.text))
        first = kept.get(key)
        if first is None or first.flagged != claim.flagged or claim.text.startswith("Asked "):
            kept[key if first is None else f"{key} {len(kept)}"] = claim
            continue
        weight = tuple(dict.fromkeys(first.of_weight + claim.of_weight))
        kept[key] = replace(first, evidence=first.evidence + claim.evidence, of_weight=weight, checks=first.checks)
    return list(kept.values())


def merged(claims: list[Claim], turns: tuple[Turn, ...], people: People) -> list[Claim]:
    """Short neighbours of one speaker joined two by two, only where the verifier passes the whole."""
    found: list[Claim] = []
    for claim in claims:
        both = _joined(found[-1], claim, turns, people) if found else None
        if both is None:
            found.append(claim)
        else:
            found[-1] = both
    return found


def _joined(first: Claim, second: Claim, turns: tuple[Turn, ...], people: People) -> Claim | None:
    told, after = _TOLD.match(first.text), _TOLD.match(second.text)
    if not (told and after and told["name"] == after["name"] and _may_join(first, second, turns)):
        return None
    if (_NOT_JOINED & set(words(told["body"]))) or (_NOT_JOINED & set(words(after["body"]))):
        return None
    text = f"{told['name']} said {told['body']}, and that {after['body']}."
    if len(words(text)) > _LONGEST:
        return None
    both = replace(
        first,
        text=text,
        evidence=first.evidence + second.evidence,
        of_weight=tuple(dict.fromkeys(first.of_weight + second.of_weight)),
    )
    checks = verify(text, sources_of(both, turns), people.people)
    return replace(both, checks=checks) if all(check.passed for check in checks) else None


def _may_join(first: Claim, second: Claim, turns: tuple[Turn, ...]) -> bool:
    plain = all(
        claim.written_by is WrittenBy.RULES and claim.kind is Kind.REPORTED and not claim.flagged
        for claim in (first, second)
    )
    places = {turn.id: place for place, turn in enumerate(turns)}
    # Only what was said in one breath: elsewhere 'and' would tie together what the speaker did not.
    near = places[second.evidence[0].turn] - places[first.evidence[-1].turn] in (0, 1)
    return plain and near and " and that " not in first.text
