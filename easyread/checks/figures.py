"""Numbers, sums, dates, times, addresses, limits, 'only' and rights: each kept, no other, none in another's place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from easyread.checks.laid import Fault, Laid
from easyread.checks.needed import needed_first
from easyread.counterparts import content
from easyread.facts import Kind, plain_facts
from easyread.language.words import lemma
from easyread.senses import words_of

_EXACT = {
    "numbers": ((Kind.NUMBER,), "number"),
    "money": ((Kind.MONEY,), "amount of money"),
    "dates": ((Kind.DATE,), "date"),
    "times": ((Kind.TIME,), "time"),
    "contact": ((Kind.CONTACT,), "address, number or reference"),
    "deadline": ((Kind.DEADLINE,), "limit"),
    "only": ((Kind.ONLY,), "word"),
    "rights": ((Kind.RIGHT,), "right"),
}
_SHOWN = {"rightto": "right to", "percent": "%"}
_SAME = {"solely": "only", "rights": "right", "rightto": "right"}


_ONE = re.compile(r"(?i)\bone\b")


def exact(laid: Laid) -> Iterator[Fault]:
    """Every number, sum, date, time, address, limit, 'only' and right, and no other."""
    said, told, gone = (_values(text) for text in (laid.source, laid.made, laid.left_out))
    for rule, (kinds, name) in _EXACT.items():
        before, after, left = ({value for kind, value in some if kind in kinds} for some in (said, told, gone))
        if rule == "numbers":
            # 'One dog' and '1 dog'; the word is no number everywhere ('one of them').
            before, after = (some - {"1"} if _ONE.search(text) else some for some, text in
                             ((before, laid.made), (after, laid.source)))  # fmt: skip
        before = {value for value in before if not _said_otherwise(rule, value, laid)}
        for value in sorted(before - after - left):
            yield Fault(rule, "lost", value, f"The {name} '{_SHOWN.get(value, value)}' is in the source, and not here.")
        for value in sorted(after - before):
            yield Fault(
                rule, "added", value, f"The {name} '{_SHOWN.get(value, value)}' is here, and not in the source."
            )


def _said_otherwise(rule: str, value: str, laid: Laid) -> bool:
    """'In 14 days' for 'within 14 days', never the other way round; 'only if you ask' as 'you must ask'."""
    if rule == "deadline" and value.startswith("within "):
        return (
            re.search(rf"(?i)\bin {value.removeprefix('within ')}\b(?! (?:[a-z]+ )?[a-z]+ or more)", laid.made)
            is not None
        )
    if rule == "only":
        return any(needed_first(claim, laid) for claim in laid.told) and ONLY_IF.search(laid.source) is not None
    return False


ONLY_IF = re.compile(r"(?i)\bonly (?:if|after|once|when|where|with|on|upon|by|be|[a-z]+ (?:after|by|upon|on))\b")


def _values(text: str) -> set[tuple[Kind, str]]:
    return {(fact.kind, _SAME.get(fact.value, fact.value)) for fact in plain_facts(text)}


def swapped(laid: Laid) -> Iterator[Fault]:
    """No two numbers have changed places."""
    for kinds in ((Kind.MONEY,), (Kind.DATE,), (Kind.NUMBER,), (Kind.TIME,)):
        said, told = (_beside(text, kinds) for text in (laid.source, laid.made))
        both = [value for value in said if value in told]
        for at, one in enumerate(both):
            for other in both[at + 1 :]:
                kept = _near(said[one], told[one], laid) + _near(said[other], told[other], laid)
                if _near(said[one], told[other], laid) + _near(said[other], told[one], laid) > kept:
                    yield Fault("numbers", "changed", f"{one}, {other}", f"'{one}' and '{other}' have changed places.")


def _near(some: set[str], others: set[str], laid: Laid) -> int:
    shared = sum(1 for one in some if laid.any_same(one, frozenset(others)))
    return shared + 2 * len(some & others)


_SPANS = frozenset(("minute", "hour", "day", "week", "month", "year", "work", "within"))


def _beside(shown: str, kinds: tuple[Kind, ...]) -> dict[str, set[str]]:
    """For each number the words of meaning that stand near it."""
    found: dict[str, set[str]] = {}
    for fact in plain_facts(shown):
        if fact.kind in kinds:
            before = re.split(r"[.;]", shown[: fact.span.start])[-1].split()[-8:]
            after = re.split(r"[.;]", shown[fact.span.end :])[0].split()[:3]
            words = {lemma(word.strip(",:()").lower()) for word in (*before, *after)}
            found.setdefault(fact.value, set()).update(words - words_of("light") - _SPANS)
    return found


def dates_in_place(laid: Laid) -> Iterator[Fault]:
    """A date or a limit stays in the sentence that it belongs to."""
    if len(laid.clauses_said) < 2:
        return
    said, told = (_sentences(units) for units in (laid.units_said, laid.units_told))
    for value, here in told.items():
        if value in said and not any(laid.share(one, other) >= 0.34 for one in said[value] for other in here):
            yield Fault("dates", "changed", value, f"'{value}' belongs to something else in the source.")


def _sentences(units: tuple[str, ...]) -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    for unit in units:
        words = frozenset(word for word, _, _ in content(unit))
        for fact in plain_facts(unit):
            if fact.kind in (Kind.DATE, Kind.DEADLINE, Kind.MONEY) and words:
                found.setdefault(fact.value, []).append(words)
    return found


_UNIT = re.compile(
    r"(?<![\w.,/:£])(\d+(?:\.\d+)?) ((?:(?:working|calendar|consecutive|full|whole|more) )?"
    r"(?:minute|hour|day|night|week|month|year)s?)\b"
)


_BOUND = re.compile(r"(?i)\b(?:at least|up to)\b(?! [£\d])")


def bounds_kept(laid: Laid) -> Iterator[Fault]:
    """'At least the minimum wage' has its 'at least', and as many things are 'only' so as in the source."""
    said, told = ({match.group().lower() for match in _BOUND.finditer(text)} for text in (laid.source, laid.made))
    for value in sorted(said - told):
        if value not in laid.made.lower():
            yield Fault("deadline", "lost", value, f"'{value}' is in the source, and not here.")
    for value in sorted(told - said):
        if value not in laid.source.lower():
            yield Fault("deadline", "added", value, f"'{value}' is here, and not in the source.")
    day = [len(re.findall(r"(?i)\bday (?:before|after)\b", text)) for text in (laid.source, laid.made)]
    if day[1] > day[0]:
        yield Fault("deadline", "added", "day before", "The source counts from another day.")
    only = [len(re.findall(r"(?i)\bonly\b", text)) for text in (laid.source, laid.made)]
    if only[0] > only[1] > 0:
        yield Fault("only", "lost", "only", "The source says 'only' more than once. This says it once.")


def units_kept(laid: Laid) -> Iterator[Fault]:
    """'14 working days' are not 14 days, and 11 hours not 11 weeks."""
    said, told = (
        [(match[1], match[2].rstrip("s").replace("consecutive ", "")) for match in _UNIT.finditer(text)]
        for text in (laid.source, laid.made)
    )
    for number, unit in told:
        had = {other for one, other in said if one == number}
        if had and unit not in had:
            yield Fault("deadline", "changed", number, f"The source says '{number} {min(had)}s'. This says '{unit}s'.")
    for number, unit in said:
        has = {other for one, other in told if one == number}
        bare = not has and re.search(rf"(?<![\w.,/:£]){re.escape(number)}(?![\w,/:%]|\.\d)", laid.made)
        if bare:
            yield Fault(
                "deadline", "lost", number, f"The source says '{number} {unit}s'. This leaves out the '{unit}s'."
            )
        if has and unit not in has:
            yield Fault("deadline", "changed", number, f"The source says '{number} {unit}s'. This says '{min(has)}s'.")
