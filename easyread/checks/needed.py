"""What has to be done first: 'not without asking', 'only if you ask', 'if you do not ask' all say 'you must ask'."""

from __future__ import annotations

import re

from easyread.checks.laid import Laid
from easyread.claims import IMPERATIVE, Claim
from easyread.senses import words_of

_MARKERS = frozenset(("unless", "only if", "only after", "only once", "only when", "as long as", "until"))
_LED = frozenset(("without", "by", "upon", "on", "after", "before"))
_LATE = re.compile(r"(?i)\b(?:after|afterwards|later|once|when)\b")
_LIMIT = re.compile(r"(?i)\b(?:within|by|before|until|from|notbefore) (?:the |next )?(?:£?\d|[a-z]+day\b)")


def is_needed(claim: Claim) -> bool:
    """Whether a claim of a source is what something else stands or falls by."""
    if claim.inside in _MARKERS or claim.inside == "if" and claim.negated:
        return True
    led = claim.text[: claim.place].lower().split()[-2:]
    return not claim.finite and bool(set(led) & _LED)


def needed_first(after: Claim, laid: Laid) -> bool:
    """Whether a duty that was made is what the source makes something stand or fall by; never the other way round."""
    ordered = after.doer == IMPERATIVE and not after.modal
    if after.negated or not (ordered or after.modal in ("must", "should")) or after.inside:
        return False
    if _LATE.search(after.text) and not _LATE.search(laid.source):
        return False
    if after.modal == "should" and not any(claim.modal == "should" for claim in laid.said):
        return False
    return any(is_needed(claim) and laid.may_mean(claim.verb, after.verb) for claim in laid.said)


def told_as_duty(inside: frozenset[str], laid: Laid) -> bool:
    """Whether what a condition says is a duty here: 'you must pay' for 'only if you pay'."""
    return any(
        needed_first(after, laid) and any(laid.may_mean(one, after.verb) for one in inside) for after in laid.told
    )


def only_limited(before: Claim, after: Claim, laid: Laid) -> bool:
    """Whether 'you must ask by 5 May' is the limit of what the source lets somebody do, and this says so as well."""
    if after.modal not in ("must", "time") or before.modal not in ("can", "may", "right", "time") or before.negated:
        return False
    if after.negated or not _LIMIT.search(after.text):
        return False
    others = [one for one in laid.told if one is not after and one.modal in ("can", "may", "right")]
    return before.modal == "time" or any(laid.same(before.verb, one.verb) for one in others)


def reader_will(before: Claim, after: Claim) -> bool:
    """'You will pay' is a duty where it is of what only a reader does."""
    both = before.doer == "you" and after.doer in ("you", "imperative") and not before.negated
    return both and before.verb in words_of("reader_does") - words_of("writer_does")
