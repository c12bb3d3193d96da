"""Whether 'he' or 'she' still means in its line whom it means in the source: not where another comes first there.

'Mr Reid was seen by Dr Patel, who found that he was weak.' must not become 'Dr Patel found that he was weak.'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PERSON = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Mx|Prof|Judge)\.? (?:[A-Z][\w'’-]+ )*(?P<name>[A-Z][\w’-]+)"
    r"|(?:[Tt]he|[Yy]our|[Oo]ur|[Hh]is|[Hh]er|[Aa]n?|[Tt]heir) (?:[a-z-]+ ){0,2}?(?P<role>[a-z]*(?:daughter|son|wife"
    r"|husband|partner|mother|father|mum|dad|sister|brother|carer|worker|nurse|doctor|gp|consultant|surgeon|advocate"
    r"|friend|relative|neighbour|manager|officer|landlord|child|person|teacher|tenant|applicant|claimant|patient"
    r"|client|judge|solicitor|guardian|assessor|therapist|adviser|visitor|resident|customer|caller|lodger))\b"
    r"|(?P<full>[A-Z][a-z]+ [A-Z][a-z]+)(?= (?:is|was|has|had|will|can|may|must|said|told|asked|found|and|who)\b))"
)
_THEY = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)


def mistaken(text: str, lines: Sequence[str]) -> bool:
    """Whether a 'he' or 'she' of a line has another person before it than it has in the sentence."""
    source = _first(text)
    if not source or len({_who(match) for match in _PERSON.finditer(text)}) < 2:
        return False
    return any((first := _first(line)) and first != source for line in lines)


def _first(text: str) -> str:
    """The first person that is named before the last 'he' or 'she' of a text; '' where none is."""
    pronouns = [match.start() for match in _THEY.finditer(text)]
    found = _PERSON.search(text) if pronouns else None
    return _who(found) if found and any(found.end() <= at for at in pronouns) else ""


def _who(match: re.Match[str]) -> str:
    return (match["name"] or match["role"] or match["full"]).lower().removesuffix("'s").removesuffix("’s")
