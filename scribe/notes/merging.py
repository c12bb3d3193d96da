"""Makes a list of claims read better: what was said twice stands once, two short neighbours of one speaker become one
sentence, and what one speaker said in one breath is one quotation.
"""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.language.words import word_list, words
from scribe.notes.leaning import POINTING
from scribe.notes.people import People
from scribe.notes.statement import OWN_WORDS
from scribe.notes.verify import plain, sources_of, verify_claim
from scribe.notes.wording import marks
from scribe.visit import Claim, Evidence, Kind, Turn, WrittenBy

_LONGEST = 32
"""Words that a merged sentence may have: longer ones are harder to read than two."""
_MOST_PARTS = 4
"""Sentences or quotations that stand under one 'said': more is read as a list, and has to be one."""
_TOLD = re.compile(r"^(?P<name>[A-Z][^\"“:]*?) said (?P<body>[^\"“]+)\.$", re.S)
_CONDITIONS = frozenset(word_list("if unless"))
"""Words that could reach over a joint."""
_LIGHT = frozenset({"dates", "children", "capacity"})
"""Weight that a sentence may have and still stand with others: everything else of weight stands alone."""


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
    return (
        _joined(first, second, turns, people)
        or _denied(first, second, turns, people)
        or _quoted_on(first, second, turns, people)
        or _quoted_beside(first, second, turns, people)
    )


def _joined(first: Claim, second: Claim, turns: tuple[Turn, ...], people: People) -> Claim | None:
    """'Mrs Begum said she eats toast; that she sleeps badly.': each part was a sentence by itself."""
    told, after = _TOLD.match(first.text), _TOLD.match(second.text)
    if not (told and after and told["name"] == after["name"] and _may_join(first, second, turns)):
        return None
    if _CONDITIONS & {*words(told["body"]), *words(after["body"])}:
        return None
    second_body = re.sub(r"\b(her|him|his) \([^()]+\)", r"\1", after["body"])
    text = f"{told['name']} said {told['body']}; that {second_body}."
    if len(words(text)) > _LONGEST or text.count(";") >= _MOST_PARTS:
        return None
    return _verified(first, second, text, turns, people)


_NO = re.compile(r"^Asked (?P<asked>(?P<how>about any|whether \w+) .+), (?P<name>(?:[A-Z]|the )[^,]*? said no)\.$")
_MOST_ASKED = 30
"""Words of one sentence of things that were asked about and denied."""


def _denied(first: Claim, second: Claim, turns: tuple[Turn, ...], people: People) -> Claim | None:
    """'Asked about any falls and any dizziness, Mrs Begum said no.': each was asked, and each denied."""
    one, other = _NO.match(first.text), _NO.match(second.text)
    if not (one and other) or one["name"] != other["name"] or one["how"] != other["how"]:
        return None
    heavy = {*first.of_weight, *second.of_weight} & {*OWN_WORDS, "consent"}
    if first.flagged or second.flagged or heavy or POINTING & set(words(other["asked"])) - set(words(other["how"])):
        return None
    text = f"Asked {one['asked']} and {other['asked'].removeprefix('about ')}, {one['name']}."
    return None if len(words(text)) > _MOST_ASKED else _verified(first, second, text, turns, people)


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


def _quoted_beside(first: Claim, second: Claim, turns: tuple[Turn, ...], people: People) -> Claim | None:
    """Two quotations of one speaker under one name, each in marks of its own: 'Mrs Begum said: "…" "…"'.

    Never a disclosure or what may be one, and never what points back to words that stand elsewhere.
    """
    plain = all(
        claim.written_by is WrittenBy.QUOTATION and not claim.flagged and not set(claim.of_weight) - _LIGHT
        for claim in (first, second)
    )
    one, other = sources_of(first, turns), sources_of(second, turns)
    if not plain or len(one) != 1 or len(other) != 1 or _points(second, turns):
        return None
    frame = f"{people.name(other[0].speaker)} said: "
    if one[0].speaker != other[0].speaker or not (first.text.startswith(frame) and second.text.startswith(frame)):
        return None
    text = f"{first.text} {second.text.removeprefix(frame)}"
    if len(words(text)) > _LONGEST_QUOTED or len(_QUOTE.findall(text)) > _MOST_PARTS:
        return None
    return _verified(first, second, text, turns, people)


_QUOTE = re.compile(r"\"[^\"]*\"|“[^”]*”")


def _points(claim: Claim, turns: tuple[Turn, ...]) -> bool:
    """Whether words of a claim mean something only by what was said before it."""
    return any(POINTING & set(words(source.text)) for source in sources_of(claim, turns))


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
        and not claim.text.startswith("Asked ") and not set(claim.of_weight) - _LIGHT
        for claim in (first, second)
    )  # fmt: skip
    # What was said elsewhere may stand beside it where nothing in it points back.
    return plain and (_goes_straight_on(first.evidence[-1], second.evidence[0], turns) or not _points(second, turns))
