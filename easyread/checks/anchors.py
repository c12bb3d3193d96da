"""From what a span of time is counted, and on which side: '5 days before the hearing' is not after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from easyread.checks.laid import Fault, Laid

_SPAN = re.compile(
    r"(?i)(?<![\w.,/:£])(?P<many>\d+(?:\.\d+)?) (?:(?:full|clear|working|calendar|consecutive|more) )*"
    r"(?P<unit>minute|hour|day|night|week|month|year)s?'? ?(?:notice )?(?P<side>before(?:hand)?|prior|earlier"
    r"|ahead|in advance|after(?:wards)?|later|following|since|of|from|ago)?\b"
)
_EARLY = frozenset(("before", "beforehand", "prior", "earlier", "ahead", "in advance"))
_AHEAD = re.compile(r"(?i)\b(?:before|beforehand|first|earlier|ahead|advance|notice)\b")
_WHEN = re.compile(
    r"(?i)\b(?:before|beforehand|until|unless|without|first|advance|ahead|earlier|prior|previous(?:ly)?|notice|notbefore|by"
    r"|within|up to|only|early|already|once|then|next|eve|pre\w+)\b"
)
_LATER = re.compile(
    r"(?i)\b(?:after(?:wards)?|when|whenever|once|if|from|within|of|until|since|follow\w*|then|receipt|on|upon"
    r"|as soon as|later|by|having|post\w*|next|subsequent\w*|expir\w+|and|that)\b"
)


_NOT_YET = re.compile(
    r"(?i)\b(?:before\w*|until|prior|previous\w*|first|already|earlier|advance|then|meanwhile|interim)\b"
)
_SINCE = re.compile(
    r"(?i)\b(?:after\w*|there(?:after|upon)|then|once|when|from|since|later|follow\w*|subsequent\w*|next|further|until|and|which)\b"
)


def anchors_kept(laid: Laid) -> Iterator[Fault]:
    """Each span is counted from the same side, and nothing is before or after what is only 'when' in the source."""
    said, told = (list(_sides(units)) for units in (laid.units_said, laid.units_told))
    for span, side, _ in told:
        had = [other for one, other, _ in said if one == span]
        if side == "late" and "early" in had and "late" not in had:
            yield Fault(
                "deadline", "changed", span, f"The source counts '{span}s' before something. This counts them after it."
            )
        if side == "early" and had and "early" not in had and not any(_AHEAD.search(unit) for unit in laid.units_said):
            yield Fault("deadline", "changed", span, f"The source doesn't count '{span}s' before something. This does.")
    for span, side, _ in said:
        has = [(other, unit) for one, other, unit in told if one == span]
        if side == "early" and has and not any(other == "early" or _AHEAD.search(unit) for other, unit in has):
            yield Fault(
                "deadline", "lost", span, f"The source counts '{span}s' before something. This leaves out the 'before'."
            )
    for word, backed in (("before", _NOT_YET), ("after", _SINCE)):
        if re.search(rf"(?i)\b{word} (?:that|then|this)\b(?! [a-z])", laid.made) and not backed.search(laid.source):
            yield Fault("deadline", "added", word, f"The source doesn't say that this is '{word}' the other.")
    for word, backed in (("before", _WHEN), ("after", _LATER)):
        if re.search(rf"(?i)\b{word}\b", laid.made) and not backed.search(laid.source):
            yield Fault("deadline", "added", word, f"The source doesn't say what happens '{word}' what.")


def _sides(units: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Each span of time of some units, on which side of what it is counted ('' where nothing says), and its unit."""
    for unit in units:
        for match in _SPAN.finditer(unit):
            side = (match["side"] or "").lower()
            value = "early" if side in _EARLY else "late" if side and side != "ago" else ""
            yield f"{match['many']} {match['unit'].lower()}", value, unit
