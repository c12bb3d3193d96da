"""What stands on a condition still does, and nothing else: conditions are neither lost, nor added, nor moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from easyread.checks.laid import Fault, Laid
from easyread.checks.needed import needed_first, told_as_duty
from easyread.checks.negations import count_denied
from easyread.claims import Claim
from easyread.grammar import Clause, Word
from easyread.language.words import lemma
from easyread.senses import words_of
from easyread.standing import HYPOTHETICAL, Region, regions, words_inside, words_over

_KINDS = (
    frozenset(
        (
            "if",
            "unless",
            "as long as",
            "where",
            "when",
            "while",
            "once",
            "only if",
            "only after",
            "only once",
            "only when",
        )
    ),
    frozenset(
        ("when", "once", "while", "where", "as long as", "until", "only after", "only once", "only when", "only if")
    ),
    frozenset(("because",)),
    frozenset(("even if", "although", "whether")),
    frozenset(("except", "unless")),
)
"""Markers that may stand for each other; 'unless' is 'if not' by the time that it comes here."""


_REASON = re.compile(
    r"(?i)\b(?:because|due to|since|reasons?|result|consequence|owing|therefore|so|given|grounds?|in view|in the light"
    r"|request(?:ed)?|asked|as (?=you|we|the|they|this|it|your|he|she|there|is)|following|account)\b"
)


@dataclass(frozen=True)
class Condition:
    """One condition of a text: its kind, what it says, and what stands on it."""

    marker: str
    inside: frozenset[str]
    over: frozenset[str]


def conditions_kept(laid: Laid) -> Iterator[Fault]:
    """Each condition is here, of its kind, over the same words; and no other is."""
    said, told = (_conditions(some) for some in (laid.clauses_said, laid.clauses_told))
    pairs = [(one, _best(one, told, laid)) for one in said]
    for before, after in pairs:
        shown = f"{before.marker} {' '.join(sorted(before.inside))}".strip()
        if after is None:
            strict = before.marker in HYPOTHETICAL | {"even if", "while", "once"}
            if strict and "otherwise" not in laid.made.lower() and not _is_duty_here(before, laid):
                yield Fault(
                    "condition", "lost", before.marker, f"The condition '{shown}' is in the source, and not here."
                )
        elif not _same_kind(before.marker, after.marker):
            why = f"The source says '{before.marker}'. This says '{after.marker}'."
            yield Fault("condition", "changed", before.marker, why)
        elif _moved(before, after, laid):
            why = f"The condition '{shown}' stands with something else than in the source."
            yield Fault("condition", "changed", before.marker, why)
    for marker in ("even if", "although"):
        if laid.made.lower().count(marker) > laid.source.lower().count(marker):
            yield Fault("condition", "added", marker, f"The source does not say '{marker}'.")
    if "because " in laid.made.lower() and not _REASON.search(laid.source):
        yield Fault("condition", "added", "because", "The source gives no reason, and this does.")
    if "otherwise" in laid.source.lower() and not re.search(r"(?i)\b(?:otherwise|unless|not|or)\b", laid.made):
        yield Fault("condition", "lost", "otherwise", "The source says 'otherwise', and this does not.")
    if "except" in laid.source and "except" not in laid.made and count_denied(laid.made) <= count_denied(laid.source):
        yield Fault("condition", "lost", "except", "The 'except' of the source is not here.")
    for after in told:
        if after.inside and not any(_match(one, after, laid) for one in said):
            yield from _new(after, laid)


def _is_duty_here(before: Condition, laid: Laid) -> bool:
    """'You can, but you must ask first' for 'only if you ask'; what follows from not asking is no such condition."""
    return before.marker.startswith(("only", "as long as")) and told_as_duty(before.inside, laid)


def _conditions(clauses: Sequence[Clause]) -> list[Condition]:
    return [
        Condition(_marker(clause, region), _weighed(words_inside(clause, region)), _weighed(words_over(clause, region)))
        for clause in clauses
        for region in regions(clause)
    ]


def _marker(clause: Clause, region: Region) -> str:
    after = clause.words[region.start + 1 : region.start + 2]
    return "unless" if region.marker == "if" and after and after[0].low == "not" else region.marker


def _weighed(words: Sequence[Word]) -> frozenset[str]:
    light = words_of("light")
    return frozenset(lemma(word.low) for word in words if not word.is_mark and lemma(word.low) not in light)


def _match(before: Condition, after: Condition, laid: Laid) -> float:
    if not before.inside or not after.inside:
        return 0.6 if before.inside == after.inside else 0.0
    score = laid.share(before.inside, after.inside)
    return score if score >= 0.34 else 0.0


def _best(before: Condition, told: Sequence[Condition], laid: Laid) -> Condition | None:
    best = max(told, key=lambda after: _match(before, after, laid), default=None)
    return best if best and _match(before, best, laid) else None


def _same_kind(before: str, after: str) -> bool:
    if {before, after} == {"whether", "if"}:
        return True
    return before == after or any(before in kind and after in kind for kind in _KINDS)


def _moved(before: Condition, after: Condition, laid: Laid) -> bool:
    """Whether most of what stands on it here did not in the source, or what did there stands free here."""
    if before.marker in ("because", "whether", "although", "so that"):
        return False
    if not after.over or not before.over:
        return bool(before.over) != bool(after.over) and bool(before.over & laid.lemmas_told)
    there = laid.lemmas_said
    own = [word for word in after.over if word in before.over]
    foreign = [word for word in after.over if word in there and word not in before.over and word not in before.inside]
    kept = [word for word in after.over if any(laid.may_mean(one, word) for one in before.over)]
    old = [word for word in before.over if laid.any_same(word, laid.lemmas_told)]
    stayed = [word for word in old if laid.any_same(word, after.over)]
    others = len(after.over - before.inside)
    return (
        len(foreign) > max(1, len(own), 0.4 * others)
        or not kept
        and len(after.over) > 1
        or len(old) > 2
        and len(stayed) < 0.25 * len(old)
    )


_POINTS_BACK = frozenset(("keep", "do", "happen", "want", "possible", "can", "need", "so", "apply"))
"""What says no more than 'if so': 'if this happens', 'if you keep doing this'."""


def _new(after: Condition, laid: Laid) -> Iterator[Fault]:
    """A condition that the source does not set; one made of its nouns ('any payment', 'by giving notice') is none."""
    if after.marker == "where" and "where" in laid.lemmas_said:
        yield Fault("condition", "changed", "where", "'Where' is a condition here, and not in the source.")
    backed = [word for word in after.inside if any(laid.same(one, word) for one in laid.lemmas_said)]
    shown = f"{after.marker} {' '.join(sorted(after.inside))}"
    if after.inside <= _POINTS_BACK:
        return
    if after.marker in HYPOTHETICAL and len(backed) < 0.5 * len(after.inside):
        yield Fault("condition", "added", after.marker, f"The condition '{shown}' is here, and not in the source.")


def told_as_so(laid: Laid) -> Iterator[Fault]:
    """What is part of a condition is not told as a fact, nor a fact as a condition."""
    for before in laid.said:
        if before.verb in ("be", "have", "do", "") or not before.finite:
            continue
        same = [after for after in laid.told if after.verb == before.verb] or [
            after for after in laid.told if laid.same(before.verb, after.verb)
        ]
        others = [one for one in laid.said if one is not before and one.verb == before.verb]
        if not same or others:
            continue
        if any(needed_first(after, laid) for after in same) or _is_offered(before, same):
            continue
        if before.inside in HYPOTHETICAL and not any(after.inside or _is_tied(after) for after in same):
            why = f"In the source '{before.verb}' is part of a condition. Here it is said as if it were so."
            yield Fault("condition", "changed", before.verb, why)
        elif not before.inside and not _is_tied(before) and all(after.inside in HYPOTHETICAL for after in same):
            why = f"'{before.verb}' is a condition here, and not in the source."
            yield Fault("condition", "changed", before.verb, why)


_WISHED = re.compile(r"(?i)\b(?:want|wish|like|prefer|decide|choose|intend)\b")


def _is_offered(before: Claim, same: Sequence[Claim]) -> bool:
    """'You can appeal' for 'if you wish to appeal': who may want to may do it."""
    wished = _WISHED.search(before.text[: before.place][-40:]) is not None
    return wished and any(after.modal in ("can", "may", "right", "time") and after.doer == "you" for after in same)


def _is_tied(claim: Claim) -> bool:
    """Whether a verb stands in a clause of its own kind: 'that is cancelled', 'before you pay'."""
    before = claim.text[: claim.place].lower().split()[-4:]
    return bool({"that", "which", "who", "whether", "before", "after", "when", "because", "where"} & set(before))
