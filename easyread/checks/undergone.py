"""What or who something is done to stays so: 'we may stop them' (payments) is not 'we may stop you'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from easyread.checks.force import is_counterpart
from easyread.checks.laid import Fault, Laid
from easyread.claims import Claim, is_of_several
from easyread.senses import rows

_PEOPLE = frozenset(("you", "we"))
_NO_THING = frozenset(("", "it", "third", "you", "we"))


def undergone_kept(laid: Laid) -> Iterator[Fault]:
    """Nobody and nothing stands behind a verb in the place of another."""
    for after in laid.told:
        origins = [one for one in laid.said if is_counterpart(one, after, laid)]
        if not origins:
            continue
        whom, to = after.undergoers.whom, after.undergoers.to
        if whom in _PEOPLE and not any(_may_be(whom, one, laid) for one in origins):
            yield Fault(
                "owner", "changed", after.verb, f"Here '{after.verb}' is done to '{whom}'. In the source it is not."
            )
        elif to in _PEOPLE and all(_goes_elsewhere(to, one, laid) for one in origins):
            yield Fault(
                "owner", "changed", after.verb, f"Here '{after.verb}' goes to '{to}'. In the source it does not."
            )
        elif whom not in _NO_THING and _is_swapped(whom, origins, laid):
            yield Fault(
                "owner", "changed", after.verb, f"Here '{after.verb}' is done to '{whom}'. In the source it is not."
            )


def _may_be(whom: str, before: Claim, laid: Laid) -> bool:
    """Whether who a verb is done to here may be so in the source: it names nobody else there."""
    there = before.undergoers
    if whom in (there.whom, there.to, before.to, before.subject) or not before.undergoers.whom:
        return True
    if there.by_pronoun:
        return there.whom == "third" and laid.addressed and not is_of_several(before)
    return True


def _goes_elsewhere(to: str, before: Claim, laid: Laid) -> bool:
    there = before.undergoers
    if not there.to or to in (there.to, there.whom, before.to, before.subject):
        return False
    return not (there.to == "third" and laid.addressed)


def _is_swapped(whom: str, origins: Sequence[Claim], laid: Laid) -> bool:
    """Whether a thing stands where another of the source stood, which is told of something else here."""
    things = [one.undergoers.whom for one in origins]
    if any(one in _NO_THING for one in things) or any(laid.may_mean(one, whom) for one in things):
        return False
    if whom not in laid.lemmas_said or any(whom in (one.subject, one.doer) for one in origins):
        return False
    if not any(whom in (one.undergoers.whom, one.undergoers.to, one.subject, one.doer) for one in laid.said):
        return False
    if any(whom in rows("converse").get(one.verb, ()) for one in origins):
        return False
    return all(one in laid.lemmas_told for one in things)
