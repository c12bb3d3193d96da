"""Each verb keeps its 'must', 'may', 'can', 'should' or 'will', its 'not', and who does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from easyread.checks.doing import same_doer
from easyread.checks.laid import Fault, Laid
from easyread.claims import IMPERATIVE, Claim

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
        yield from _came_from(after, [before for before in laid.said if _is_counterpart(before, after, laid)], laid)
    yield from _alone(alone, [claim for at, claim in enumerate(laid.told) if at not in used])


def _kept(before: Claim, candidates: Sequence[Claim], laid: Laid) -> Iterator[Fault]:
    fit = [after for after in candidates if _same_force(before, after)]
    if not fit:
        yield _force_fault(before, candidates[0])
    elif not any(same_doer(before, after, laid) for after in fit):
        yield Fault("owner", "changed", before.verb, _doer_why(before, fit[0]))


def _came_from(after: Claim, origins: Sequence[Claim], laid: Laid) -> Iterator[Fault]:
    """One of several claims with the same verb may have been changed beside one that was not."""
    if not any(_same_force(before, after) and same_doer(before, after, laid) for before in origins):
        forced = [before for before in origins if _same_force(before, after)]
        if forced:
            yield Fault("owner", "changed", after.verb, _doer_why(forced[0], after))
        else:
            yield _force_fault(origins[0], after)


def _counterparts(before: Claim, told: Sequence[Claim], laid: Laid) -> list[int]:
    """The claims that were made of one: those with its verb, else with one that may stand for it; the likest first."""
    found = [at for at, after in enumerate(told) if after.verb == before.verb and _is_counterpart(before, after, laid)]
    found = found or [at for at, after in enumerate(told) if _is_counterpart(before, after, laid)]
    return sorted(found, key=lambda at: -laid.share(before.behind, told[at].behind))


def _is_counterpart(before: Claim, after: Claim, laid: Laid) -> bool:
    if before.verb in _PLAIN or after.verb in _PLAIN:
        if not (before.verb == after.verb and before.finite and after.finite):
            return False
        return laid.share(before.behind, after.behind) > 0.5
    return before.verb == after.verb or laid.same(before.verb, after.verb)


def _same_force(before: Claim, after: Claim) -> bool:
    if before.force == after.force or (not before.finite or not after.finite) and before.negated == after.negated:
        return True
    if before.negated != after.negated:
        return False
    pair = (before.modal, after.modal)
    if pair in (("will", ""), ("", "will")):
        return True
    if pair == ("may", "can"):
        return not before.negated and _is_leave(before, after)
    if pair == ("should", ""):
        return after.doer == IMPERATIVE
    return pair == ("right", "can") and after.doer == "you"


def _is_leave(before: Claim, after: Claim) -> bool:
    """Whether 'may' is leave, for which 'can' is the plain word, and not a chance that something happens."""
    return not after.passive and after.doer in _PEOPLE and (before.passive or before.doer in _PEOPLE or not before.doer)


def _alone(said: Sequence[Claim], told: Sequence[Claim]) -> Iterator[Fault]:
    """What has no counterpart by its verb must at least be as sure, as free or as bound as something here that has none."""
    strong_said = [claim for claim in said if claim.modal or claim.negated]
    strong_told = [claim for claim in told if claim.modal or claim.negated]
    for claim in strong_said:
        if claim.modal == "will" and not claim.negated or claim.modal in ("can", "may") and not claim.negated:
            continue
        if not any(_fits(claim, other) for other in strong_told):
            yield _force_lost(claim, "lost")
    for claim in strong_told:
        if claim.modal == "will" and not claim.negated:
            continue
        if not any(_fits(other, claim) for other in strong_said):
            yield _force_lost(claim, "added")


def _fits(before: Claim, after: Claim) -> bool:
    return _same_force(before, after) or before.negated == after.negated and {before.modal, after.modal} <= {"can", "may", "right"}


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
    here = "The source says '{}'. Nothing here does." if sort == "lost" else "This says '{}'. The source doesn't."
    return Fault(rule, sort, claim.verb, here.format(_said_so(claim)))


def _doer_why(before: Claim, after: Claim) -> str:
    who, here = (claim.doer or claim.subject or "nobody by name" for claim in (before, after))
    return f"In the source it is '{who}' who does this ('{before.verb}'). Here it is '{here}'."


