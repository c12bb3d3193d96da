"""Holds what was made of a sentence to what the sentence says: nothing lost, nothing added, nobody else's.

Strict where meaning is: numbers, dates, names, negation, duties, conditions and who does it. The product's own rewording
(the tables of plain words, the glossary, active for passive, 'you' for the reader) is known and is no fault.
"""

# ruff: noqa: E501  tables of patterns, and sentences for a worker

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from easyread.claims import Claim, claims, units
from easyread.counterparts import DROPPED, LIGHT, all_lemmas, content, matches, offered
from easyread.facts import Kind, plain_facts
from easyread.language.words import lemma
from easyread.normal import normal
from easyread.reader import Reader
from easyread.words import expansions

__all__ = ["Fault", "Reader", "compare"]


@dataclass(frozen=True)
class Fault:
    """What one rule found: `sort` is 'lost', 'added' or 'changed'; `why` tells it to a worker."""

    rule: str
    sort: str
    words: str
    why: str


@dataclass(frozen=True)
class Laid:
    """A source and what was made of it, side by side in one wording."""

    source: str
    made: str
    said: tuple[Claim, ...]
    told: tuple[Claim, ...]
    offers: dict[str, frozenset[str]]
    reader: Reader
    explained: str
    left_out: str


def compare(
    source: str, lines: Sequence[str], reader: Reader, explained: Sequence[str] = (), left_out: Sequence[str] = ()
) -> tuple[Fault, ...]:
    """The faults of what was made of a sentence; none where the lines say what it says.

    `explained` are meanings of hard words that the page gives; `left_out` words of the source that it lists as left out.
    """
    if list(lines) == [source]:
        return ()
    told = units(lines)
    laid = Laid(
        normal(source, reader),
        normal(" ".join(told), reader),
        tuple(claim for unit in units([source]) for claim in claims(unit, reader)),
        tuple(claim for unit in told for claim in claims(unit, reader)),
        offered(source) | _shared(offered(normal(source, reader)), offered(source)),
        reader,
        " ".join(explained),
        normal(" ".join(left_out), reader),
    )
    found = [fault for rule in _RULES for fault in rule(laid)]
    return tuple(dict.fromkeys(found))


def _shared(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {word: plains | other.get(word, frozenset()) for word, plains in one.items()}


_EXACT = {
    "numbers": (Kind.NUMBER,), "money": (Kind.MONEY,), "dates": (Kind.DATE,), "times": (Kind.TIME,), "contact": (Kind.CONTACT,),
    "deadline": (Kind.DEADLINE,), "only": (Kind.ONLY,), "rights": (Kind.RIGHT,), "condition": (Kind.CONDITION,),
}  # fmt: skip
_NAMED = {
    "numbers": "number", "money": "amount of money", "dates": "date", "times": "time", "contact": "address, number or reference",
    "deadline": "limit", "only": "word", "rights": "right", "condition": "condition",
}  # fmt: skip


def _exact(laid: Laid) -> Iterator[Fault]:
    """Every number, sum, date, time, address, limit, 'only', right and condition, and no other."""
    said, told = ({(fact.kind, fact.value) for fact in plain_facts(text)} for text in (laid.source, laid.made))
    gone = {(fact.kind, fact.value) for fact in plain_facts(laid.left_out)}
    for rule, kinds in _EXACT.items():
        before = {_same(value) for kind, value in said if kind in kinds}
        after = {_same(value) for kind, value in told if kind in kinds}
        for value in sorted(before - after - {_same(value) for _, value in gone}):
            yield Fault(rule, "lost", value, f"The {_NAMED[rule]} '{_shown(value)}' is in the source, and not here.")
        for value in sorted(after - before):
            yield Fault(rule, "added", value, f"The {_NAMED[rule]} '{_shown(value)}' is here, and not in the source.")


def _same(value: str) -> str:
    return {"solely": "only", "rights": "right", "rightto": "right"}.get(value, value)


def _shown(value: str) -> str:
    return {"dependson": "depends on", "rightto": "right to"}.get(value, value)


def _swapped(laid: Laid) -> Iterator[Fault]:
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
    return sum(1 for one in some if any(matches(one, other, laid.offers) for other in others))


def _beside(shown: str, kinds: tuple[Kind, ...]) -> dict[str, set[str]]:
    """For each number the words of meaning that stand near it."""
    found: dict[str, set[str]] = {}
    for fact in plain_facts(shown):
        if fact.kind in kinds:
            before = re.split(r"[.;]", shown[: fact.span.start])[-1].split()[-5:]
            after = re.split(r"[.;]", shown[fact.span.end :])[0].split()[:3]
            words = {lemma(word.strip(",:()").lower()) for word in (*before, *after)}
            found.setdefault(fact.value, set()).update(words - LIGHT)
    return found


_CAPITAL = re.compile(r"(?<=[\w,;:()] )(?<![.!?:;] )[A-Z][\w'-]*")
_NOT_NAME = frozenset(["I", "You", "We", "The", "A", "If", "May", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December", "Our", "Your"])  # fmt: skip


def _names(laid: Laid) -> Iterator[Fault]:
    """Every name is kept, and no other comes in."""
    for rule, text, other, why in (
        (
            "lost",
            laid.source,
            f"{laid.made} {laid.left_out} {laid.explained}",
            "The name '{}' is in the source, and not here.",
        ),
        ("added", laid.made, f"{laid.source} {laid.explained}", "The name '{}' is here, and not in the source."),
    ):
        have = {word.lower().removesuffix("'s") for word in re.findall(r"[\w'-]+", other)}
        for word in dict.fromkeys(_CAPITAL.findall(text)):
            low = word.lower().removesuffix("'s")
            if word in _NOT_NAME or low in have or lemma(low) in {lemma(one) for one in have} or low == lemma("i"):
                continue
            if (
                word.isupper()
                and _spelt_out(word, other)
                or _is_of_short_form(low, other)
                or _offered_for(low, have, laid)
            ):
                continue
            yield Fault("names", rule, word, why.format(word))


def _offered_for(low: str, have: set[str], laid: Laid) -> bool:
    return any(matches(lemma(low), lemma(one), laid.offers) for one in have) or any(
        low in plains for plains in laid.offers.values()
    )


def _spelt_out(short: str, text: str) -> bool:
    if any(full.lower() in text.lower() for full in expansions(short)):
        return True
    letters = "".join(word[0] for word in re.findall(r"[A-Za-z]+", text) if word[0].isupper())
    return short.rstrip("s") in letters


def _is_of_short_form(low: str, text: str) -> bool:
    return any(low in full.lower() for short in re.findall(r"\b[A-Z]{2,}\b", text) for full in expansions(short))


def _claims_kept(laid: Laid) -> Iterator[Fault]:
    """Each verb keeps its 'must', 'may', 'can', 'should' or 'will', its 'not', and who does it."""
    pairs, alone_said, alone_told = _paired(laid)
    for before, candidates in pairs:
        fit = [after for after in candidates if _same_force(before, after)]
        if not fit:
            yield _force_fault(before, candidates[0])
        elif not any(_same_doer(before, after, laid) for after in fit):
            yield Fault("owner", "changed", before.verb, _doer_why(before, fit[0]))
    strong_said, strong_told = (
        {claim.force for claim in some if claim.modal or claim.negated} for some in (laid.said, laid.told)
    )
    for claim in alone_said:
        if claim.modal == "will" and claim.verb in ("make", "be", "hold", "have"):
            continue
        if (claim.modal or claim.negated) and not any(_fits(claim.force, force) for force in strong_told):
            yield _force_lost(claim, "lost")
    for claim in alone_told:
        if (claim.modal or claim.negated) and not any(_fits(force, claim.force) for force in strong_said):
            yield _force_lost(claim, "added")


def _paired(laid: Laid) -> tuple[list[tuple[Claim, list[Claim]]], list[Claim], list[Claim]]:
    """Each claim of the source with those of the lines that have its verb; and those of either that are alone."""
    pairs, alone = [], []
    used: set[int] = set()
    for claim in laid.said:
        exact = [n for n, other in enumerate(laid.told) if other.verb == claim.verb]
        near = exact or [n for n, other in enumerate(laid.told) if matches(claim.verb, other.verb, laid.offers)]
        if near and claim.verb not in ("be", "have", "do"):
            used |= set(near)
            pairs.append((claim, [laid.told[n] for n in near]))
        else:
            alone.append(claim)
    return pairs, alone, [claim for n, claim in enumerate(laid.told) if n not in used]


def _same_force(before: Claim, after: Claim) -> bool:
    return (
        _fits(before.force, after.force) or (not before.finite or not after.finite) and before.negated == after.negated
    )


def _fits(before: tuple[str, bool], after: tuple[str, bool]) -> bool:
    if before == after:
        return True
    return before[1] == after[1] and (before[0], after[0]) in (("may", "can"),) and not before[1]


def _same_doer(before: Claim, after: Claim, laid: Laid) -> bool:
    if not before.doer and not before.passive or not after.doer or before.doer == after.doer:
        return True
    if before.passive and after.verb in ("get", "have") and after.verb != before.verb:
        return after.doer != "we" and (after.doer != "you" or "you" in before.text.lower() or before.modal == "can")
    if not before.doer:
        if after.doer == "we":
            return bool(laid.reader.writer)
        return (
            after.doer == "you" and before.modal != "will" or after.doer not in ("you", "we") and _in(after.doer, laid)
        )
    if {before.doer, after.doer} <= {"imperative", "you"}:
        return True
    if "you" in (before.doer, after.doer) or "we" in (before.doer, after.doer):
        return False
    return matches(before.doer, after.doer, laid.offers) or _leads(before.doer, after) or _leads(after.doer, before)


def _leads(doer: str, claim: Claim) -> bool:
    """Whether somebody stands before a claim's verb, as one of several who do it, or by another name."""
    return doer in all_lemmas(claim.text[: claim.place])


def _in(word: str, laid: Laid, *, made: bool = False) -> bool:
    return any(lemma(one) == word for one in re.findall(r"[a-z'-]+", (laid.made if made else laid.source).lower()))


_SAYS = {"must": "must", "may": "may", "can": "can", "should": "should", "will": "will", "right": "has a right to",
         "need": "need", "may must": "may have to", "": "does"}  # fmt: skip


def _said_so(claim: Claim) -> str:
    modal = _SAYS.get(claim.modal, claim.modal)
    if claim.modal == "need" and claim.negated:
        return f"does not have to {claim.verb}"
    if not claim.modal:
        return f"does not {claim.verb}" if claim.negated else claim.verb
    return f"{modal} not {claim.verb}" if claim.negated else f"{modal} {claim.verb}"


def _force_fault(before: Claim, after: Claim) -> Fault:
    rule = "negation" if before.modal == after.modal else "obligation"
    why = f"The source says '{_said_so(before)}'. This says '{_said_so(after)}'."
    return Fault(rule, "changed", before.verb, why)


def _force_lost(claim: Claim, sort: str) -> Fault:
    rule = "obligation" if claim.modal else "negation"
    why = (
        f"The source says '{_said_so(claim)}'. Nothing here does."
        if sort == "lost"
        else f"This says '{_said_so(claim)}'. The source doesn't."
    )
    return Fault(rule, sort, claim.verb, why)


def _doer_why(before: Claim, after: Claim) -> str:
    who = before.doer or "nobody by name"
    return f"In the source it is '{who}' who does this ('{before.verb}'). Here it is '{after.doer}'."


def _negations(laid: Laid) -> Iterator[Fault]:
    """As many things are denied as in the source, and the same."""
    said, told = (_denied(text) for text in (laid.source, laid.made))
    for rule, some, others in (("lost", said, told), ("added", told, said)):
        for words in some:
            if not any(_meets(words, other, laid) for other in others):
                text = " ".join(words)
                why = (
                    f"The source says 'no' or 'not' of '{text}'. Nothing here does."
                    if rule == "lost"
                    else f"This says 'no' or 'not' of '{text}'. The source doesn't."
                )
                yield Fault("negation", rule, text, why)


_NO = re.compile(r"(?i)\b(?:not|no|never|nobody|nothing|none|neither|nor|without|unless)\b")


def _denied(shown: str) -> list[tuple[str, ...]]:
    found = []
    for match in _NO.finditer(shown):
        rest = re.split(r"[.,]| (?:but|if|because|unless|without|until) ", shown[match.end() :])[0]
        rest = rest if ":" in rest else rest.split(";")[0]
        words = tuple(lemma(word.lower()) for word in re.findall(r"[A-Za-z'-]+", rest))
        found.append(tuple(word for word in words if word not in LIGHT)[: 40 if ":" in rest else 4] or words[:2])
    return found


def _meets(words: tuple[str, ...], other: tuple[str, ...], laid: Laid) -> bool:
    return (
        any(matches(one, two, laid.offers) or matches(two, one, laid.offers) for one in words for two in other)
        or words == other
    )


def _conditions(laid: Laid) -> Iterator[Fault]:
    """What stands on a condition still does, and the condition is told as one."""
    for before in laid.said:
        if before.verb in ("be", "have", "do", "") or not before.finite:
            continue
        same = [after for after in laid.told if after.verb == before.verb] or [
            after for after in laid.told if matches(before.verb, after.verb, laid.offers)
        ]
        same = [after for after in same if after.finite] or same
        if not same:
            continue
        others = any(one is not before and one.verb == before.verb for one in laid.said)
        if before.inside and not any(after.inside for after in same):
            yield Fault(
                "condition",
                "changed",
                before.verb,
                f"In the source '{before.verb}' is part of a condition ('{before.inside}'). Here it is said as if it were so.",
            )
        elif before.on and not before.inside:
            free = [after for after in same if not after.on and not after.inside]
            if free and (not others or len(free) == len(same)):
                yield Fault(
                    "condition",
                    "changed",
                    before.verb,
                    f"In the source this holds only on a condition ('{', '.join(sorted(before.on))}'). Here '{before.verb}' stands alone.",
                )
            elif same and all(after.inside and not after.on for after in same):
                yield Fault(
                    "condition", "changed", before.verb, f"'{before.verb}' was what follows. Here it is the condition."
                )
        elif not before.on and not before.inside and all(after.inside for after in same):
            yield Fault(
                "condition", "changed", before.verb, f"'{before.verb}' is a condition here, and not in the source."
            )


def _words(laid: Laid) -> Iterator[Fault]:
    """No word of meaning comes in without one of the source behind it, and none goes."""
    said, told = content(laid.source), content(laid.made)
    behind = all_lemmas(laid.source)
    plains = {plain for some in laid.offers.values() for plain in some}
    known = {lemma(word) for word in re.findall(r"[a-z'-]+", laid.explained.lower())} | _full_forms(laid.source)
    for word, written in told:
        if not (word in plains or word in known or any(matches(one, word, laid.offers) for one in behind)):
            yield Fault("added", "added", written, f"The word '{written}' has nothing in the source behind it.")
    here = all_lemmas(laid.made)
    gone = {word for word, _ in content(laid.left_out)}
    for word, written in said:
        if word in DROPPED or word in gone or word in here or _CAPITAL.match(written):
            continue
        if not any(
            matches(word, one, laid.offers) or matches(one, word, {}) for one in here | _full_forms(laid.made)
        ) and not laid.offers.get(word, frozenset()) & (here | LIGHT):
            yield Fault(
                "lost", "lost", written, f"The word '{written}' of the source is not here, nor one that means the same."
            )


def _full_forms(shown: str) -> set[str]:
    return {
        lemma(word)
        for short in re.findall(r"\b[A-Z]{2,}\b", shown)
        for full in expansions(short)
        for word in re.findall(r"[a-z'-]+", full.lower())
    }


_OWNED = re.compile(r"(?i)\b(your|our) ((?:[a-z-]+ ){0,2}?)([a-z-]+)\b")


def _owned(laid: Laid) -> Iterator[Fault]:
    """What is yours stays yours, and what is ours ours."""
    said, told = (_owners(text) for text in (laid.source, laid.made))
    for thing, owners in told.items():
        if thing in said and not owners & said[thing]:
            yield Fault(
                "owner",
                "changed",
                thing,
                f"The source says '{min(said[thing])} {thing}'. This says '{min(owners)} {thing}'.",
            )


def _owners(shown: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in re.finditer(r"(?i)\b(your|our) ([a-z-]+)(?: ([a-z-]+))?", shown):
        for word in match.groups()[1:]:
            if word and lemma(word.lower()) not in LIGHT:
                found.setdefault(lemma(word.lower()), set()).add(match[1].lower())
    return found


_RULES: tuple[Callable[[Laid], Iterator[Fault]], ...] = (
    _exact, _swapped, _names, _claims_kept, _negations, _conditions, _owned, _words,
)  # fmt: skip
