"""Each verb keeps its 'must', 'may', 'can', 'should' or 'will', its 'not', and who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from easyread.checks.doing import may_do, same_doer
from easyread.checks.laid import Fault, Laid
from easyread.checks.needed import needed_first, only_limited, reader_will
from easyread.checks.negations import denied
from easyread.claims import IMPERATIVE, Claim
from easyread.language.words import lemma
from easyread.senses import are_opposite, rows, words_of
from easyread.standing import HYPOTHETICAL

_PLAIN = frozenset(("be", "have", "do"))
_PEOPLE = frozenset(("you", "we", "third", "person", IMPERATIVE))


def claims_kept(laid: Laid) -> Iterator[Fault]:
    """Each claim of the source has one of the same force and doer here, and each one here has one of the source."""
    used: set[int] = set()
    alone = []
    for before in laid.said:
        near = _counterparts(before, laid.told, laid)
        used |= set(near)
        if near:
            yield from _kept(before, [laid.told[at] for at in near], laid)
        else:
            alone.append(before)
    for after in (claim for at, claim in enumerate(laid.told) if at in used):
        yield from _came_from(after, [before for before in laid.said if is_counterpart(before, after, laid)], laid)
    left = [claim for at, claim in enumerate(laid.told) if at not in used]
    yield from _alone(alone, left, laid)
    yield from _orders_lost(alone)
    for after in left:
        if not may_do(after, laid):
            yield Fault(
                "owner",
                "changed",
                after.verb,
                f"Here it is '{after.doer}' who does this ('{after.verb}'). The source doesn't say so.",
            )
    for after in laid.told:
        if after.finite and after.doer in ("you", "we") and after.to == after.doer and not after.passive:
            yield Fault("owner", "changed", after.verb, f"'{after.doer}' does this to itself here ('{after.verb}').")


def _kept(before: Claim, candidates: Sequence[Claim], laid: Laid) -> Iterator[Fault]:
    fit = [after for after in candidates if _same_force(before, after, laid)]
    if not fit and all(after.verb != before.verb for after in candidates):
        fit = [after for after in laid.told if laid.same(before.verb, after.verb) and _same_force(before, after, laid)]
    if not fit and _is_told_as_need(before, candidates, laid):
        return
    if not fit:
        yield _force_fault(before, candidates[0])
    elif not any(same_doer(before, after, laid) for after in fit):
        yield Fault("owner", "changed", before.verb, _doer_why(before, fit[0]))


def _came_from(after: Claim, origins: Sequence[Claim], laid: Laid) -> Iterator[Fault]:
    """One of several claims with the same verb may have been changed beside one that was not."""
    if after.inside in HYPOTHETICAL and _is_named_too(after.verb, len(origins), laid):
        return
    if needed_first(after, laid) and same_doer_of_need(after, laid):
        return
    if all(after.verb != before.verb for before in origins) and _is_of_its_own(after, origins, laid):
        return
    origins = _likest(after, origins, laid)
    if not any(_same_force(before, after, laid) and same_doer(before, after, laid) for before in origins):
        forced = [before for before in origins if _same_force(before, after, laid)]
        if forced:
            yield Fault("owner", "changed", after.verb, _doer_why(forced[0], after))
        else:
            yield _force_fault(origins[0], after)


def _likest(after: Claim, origins: Sequence[Claim], laid: Laid) -> Sequence[Claim]:
    """Of several claims with one verb those that are of the same things: 'we pay the deposit and you pay the rent'."""
    origins = [one for one in origins if one.finite or one.verb == after.verb] or origins
    same = [one for one in origins if one.verb == after.verb]
    if len(same) < 2 or len(same) < len(origins):
        return origins
    shares = [laid.share(one.behind, after.behind) for one in same]
    if max(shares) < 0.5 or min(shares) > 0:
        return same
    return [one for one, share in zip(same, shares, strict=True) if share > 0]


def _is_told_as_need(before: Claim, candidates: Sequence[Claim], laid: Laid) -> bool:
    """'You must ask before you leave' for 'you must not leave without asking'."""
    if any(needed_first(after, laid) for after in candidates):
        return True
    led = before.negated and bool(before.on & {"unless", "until"} or " without " in before.text)
    return led and any(needed_first(after, laid) and " before " in after.text for after in laid.told)


def same_doer_of_need(after: Claim, laid: Laid) -> bool:
    """Whether a duty made of a condition has the doer of that condition."""
    return any(laid.may_mean(one.verb, after.verb) and same_doer(one, after, laid) for one in laid.said)


def _is_of_its_own(after: Claim, origins: Sequence[Claim], laid: Laid) -> bool:
    """Whether a claim only has a word like one of the source, and what that says is told by another."""
    doers = {who for claim in laid.said for who in (claim.doer, claim.subject)}
    if after.modal or after.negated or not (after.inside or after.doer in doers):
        return False
    others = [one for one in laid.told if one is not after]
    return all(
        any(_same_force(before, one, laid) and laid.same(before.verb, one.verb) for one in others) for before in origins
    )


def _is_named_too(verb: str, times: int, laid: Laid) -> bool:
    """Whether the source has a noun for what a verb says, besides the verb: 'any payment by her'."""
    words = [word for clause in laid.clauses_said for word in clause.words if not word.is_mark]
    return sum(1 for word in words if laid.same(lemma(word.low), verb)) > times


def _counterparts(before: Claim, told: Sequence[Claim], laid: Laid) -> list[int]:
    """The claims that were made of one: those with its verb, else with one that may stand for it; the likest first."""
    found = [at for at, after in enumerate(told) if after.verb == before.verb and is_counterpart(before, after, laid)]
    found = found or [at for at, after in enumerate(told) if is_counterpart(before, after, laid)]
    return sorted(found, key=lambda at: -laid.share(before.behind, told[at].behind))


def is_counterpart(before: Claim, after: Claim, laid: Laid) -> bool:
    """Whether one claim may have been made of another, by their verbs."""
    if before.verb in _PLAIN or after.verb in _PLAIN:
        if not (before.verb == after.verb and before.finite and after.finite):
            return False
        return laid.share(before.behind, after.behind) > 0.5
    other_side = before.passive and after.verb in rows("converse").get(before.verb, ())
    return before.verb == after.verb or other_side or laid.same(before.verb, after.verb)


def _same_force(before: Claim, after: Claim, laid: Laid) -> bool:
    if before.force == after.force or only_limited(before, after, laid):
        return True
    pair = (before.modal, after.modal)
    if before.negated != after.negated:
        return before.negated and not before.finite and _comes_first(after)
    if before.verb in ("charge", "bill", "invoice") and after.verb == "pay" and after.modal in ("must", "will", ""):
        return before.modal in ("", "will")
    if before.negated and before.finite and after.finite and _denied_alike(before, after):
        return True
    if not before.finite or not after.finite:
        # 'Yours to spend' is no duty: a 'must' comes from one of the source.
        if after.modal in ("must", "need") and after.verb == "pay" and "due" in laid.lemmas_said:
            return True
        modals = {claim.modal for claim in laid.said if claim.negated == after.negated} | (
            {"right"} if "right" in laid.lemmas_said else set()
        )
        free = after.modal in ("can", "may") and not modals & {"must", "should", "need", "right"}
        return after.modal in ("", "will") or after.modal in modals or free
    if pair in (("will", ""), ("", "will")):
        return True
    if pair == ("will", "must") and reader_will(before, after):
        return True
    if after.verb == "pay" and after.modal == "must" and not after.negated and "due" in laid.lemmas_said:
        return True
    if pair == ("must", "may must"):
        return any(claim.modal == "may" for claim in laid.said)
    if pair == ("", "can") and before.doer == IMPERATIVE and not before.negated:
        return before.verb in _CONTACT and after.doer == "you"
    if pair == ("may", "can") and not before.negated:
        return _is_leave(before, after)
    if before.negated and before.modal == "may" and after.modal in ("must", "can"):
        return _is_person(after.doer) or after.passive
    if before.negated and pair == ("can", ""):
        return after.doer == "we"
    if pair in (("must", "can"), ("must", "")) and before.negated:
        return _is_person(after.doer) if after.modal else after.doer == IMPERATIVE
    if pair == ("must", ""):
        return after.doer == IMPERATIVE and "please" not in after.text.lower()
    if pair == ("should", ""):
        return after.doer == IMPERATIVE
    if after.modal == "time":
        return before.modal in _TIMED and not before.negated
    if pair in (("may", "could"), ("could", "may"), ("could", "can"), ("can", "could")):
        return not before.negated or pair == ("could", "may")
    if pair in (("can", "may"), ("can", "")):
        return _is_wanted(after) if pair[1] == "" else _is_person(after.doer) and not after.passive
    if pair == ("may", "") or pair == ("right", ""):
        return _is_wanted(after) and not before.negated
    return pair == ("right", "can") and after.doer == "you"


_CHARGES = frozenset(("charge", "pay", "bill", "invoice", "repay", "recover", "seek"))


def _denied_alike(before: Claim, after: Claim) -> bool:
    """'You will not be charged' as 'you do not have to pay'; 'is not considered' as 'we cannot look at it'."""
    free = ("", "will")
    if after.modal == "need":
        return before.modal in free and after.verb in _CHARGES and before.verb in _CHARGES and after.doer == "you"
    if before.modal == "need":
        return after.modal in free and after.verb == before.verb == "pay"
    if before.modal in ("can", *free) and after.modal in ("can", *free):
        return after.doer == "we" or before.passive and after.doer == "you" and after.modal == "can"
    return False


_CONTACT = frozenset(("contact", "call", "ring", "telephone", "phone", "email", "write", "visit", "speak", "talk"))
_TIMED = frozenset(("must", "can", "may", "right", "should", "time"))
"""What may be said by its last day alone: the limit itself is held by figures.py."""
_WISH = re.compile(
    r"(?i)^if [^,]*\b(?:want|wish|disagree|question|queries|problem|help|unsure|unhappy|not happy|worried|like|think)\b"
)


def _is_wanted(after: Claim) -> bool:
    """Whether an order is only for who wants it: 'do you want to see it? Write to us', for 'you can see it'."""
    return after.doer == IMPERATIVE and not after.negated and _WISH.match(after.text) is not None


def _comes_first(after: Claim) -> bool:
    """'Before we tell you', for 'without telling you first'."""
    return "before" in after.text[: after.place].lower().split()[-3:]


def _is_leave(before: Claim, after: Claim) -> bool:
    """Whether 'may' is leave, for which 'can' is the plain word, and not a chance that something happens."""
    if after.passive:
        return False
    if before.passive and before.doer:
        return True
    return _is_person(after.doer) and (before.passive or not before.doer or _is_person(before.doer))


def _is_person(doer: str) -> bool:
    return doer in _PEOPLE or doer in words_of("persons") or doer in ("home", "visitor", "guest", "child", "pupil")


def _alone(said: Sequence[Claim], told: Sequence[Claim], laid: Laid) -> Iterator[Fault]:
    """What has no counterpart by its verb is at least as sure, as free or as bound as something on the other side."""
    for claim in said:
        if _is_told_as_need(claim, (), laid):
            continue
        if _is_strong(claim) and not any(_fits(claim, other, laid) for other in laid.told):
            yield _force_lost(claim, "lost")
    for claim in told:
        if (
            _is_strong(claim)
            and not any(_fits(other, claim, laid) for other in laid.said)
            and not _is_named(claim, laid)
            and not (needed_first(claim, laid) and same_doer_of_need(claim, laid))
        ):
            yield _force_lost(claim, "added")


_DEADLINE = re.compile(r"^must do (?:this|so|it|that) (?:within|by|before)\b")
"""'You must do this within 14 days': the limit of a right that was told before it; figures.py holds the limit."""


def _is_strong(claim: Claim) -> bool:
    return bool(claim.modal or claim.negated) and (claim.modal != "will" or claim.negated)


def _is_named(claim: Claim, laid: Laid) -> bool:
    """'You can lock it' of 'a lockable drawer', 'it is not open' of 'it is closed'."""
    if claim.modal == "must" and _DEADLINE.search(claim.text[claim.place :]):
        return True
    if (
        claim.negated
        and not claim.modal
        and any(laid.same(one, claim.verb) for words in denied(laid.source) for one in words)
    ):
        return True
    if claim.negated:
        return any(are_opposite(one, word) for one in laid.lemmas_said for word in (claim.verb, *claim.behind))
    if claim.modal in ("must", "need") and claim.verb == "pay" and "due" in laid.lemmas_said:
        return True
    return claim.modal in ("can", "will") and any(laid.same(one, claim.verb) for one in laid.lemmas_said)


def _fits(before: Claim, after: Claim, laid: Laid) -> bool:
    free = {"can", "may", "right", "could"}
    if before.finite and not after.finite:
        return False
    return _same_force(before, after, laid) or before.negated == after.negated and {before.modal, after.modal} <= free


_SPEECH = frozenset(("say", "tell", "write", "rewrite", "add", "answer", "ignore", "replace", "leave", "follow"))


def _orders_lost(said: Sequence[Claim]) -> Iterator[Fault]:
    """What somebody is told to say or write is not said as if it were so."""
    for claim in said:
        if claim.verb in _SPEECH and (claim.doer == IMPERATIVE or claim.modal in ("must", "will", "should")):
            yield Fault(
                "lost", "lost", claim.verb, f"The source tells somebody to {claim.verb} something. Nothing here does."
            )


_SAYS = {"must": "must", "may": "may", "can": "can", "should": "should", "will": "will", "right": "has a right to",
         "time": "has time to", "could": "could", "need": "need", "may must": "may have to", "": "does"}  # fmt: skip


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
    here = "The source says '{}'. Nothing here does." if sort == "lost" else "This says '{}'. The source doesn't."
    return Fault(rule, sort, claim.verb, here.format(_said_so(claim)))


def _doer_why(before: Claim, after: Claim) -> str:
    who, here = (claim.doer or claim.subject or "nobody by name" for claim in (before, after))
    return f"In the source it is '{who}' who does this ('{before.verb}'). Here it is '{here}'."
