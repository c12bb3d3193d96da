"""Whether the same person does it: a doer that the source does not name may come in only where no one else could do it."""

from __future__ import annotations

from easyread.checks.laid import Laid
from easyread.claims import IMPERATIVE, Claim
from easyread.counterparts import all_lemmas
from easyread.doers import THIRD
from easyread.meanings import rows, words_of

_SOMEBODY = frozenset(("person", "people", "somebody", "someone", "nobody", "anyone", "anybody"))
_PERSONS = frozenset(("you", "we", THIRD, IMPERATIVE))


def same_doer(before: Claim, after: Claim, laid: Laid) -> bool:
    """Whether a claim that was made has the doer of one of the source."""
    if after.passive and not after.doer:
        return _same_patient(before, after, laid)
    if not after.doer:
        return True
    if before.doer:
        return _same_person(before, after, laid)
    if before.passive:
        return _is_other_side(before, after, laid) or _known_to_do(before, after, laid)
    return not before.finite or before.subject == "" or _clash_free(before.subject, after.doer, laid)


def _same_patient(before: Claim, after: Claim, laid: Laid) -> bool:
    """A passive without a doer: to whom it is done must be the same, and nobody's duty has become nobody's."""
    if before.passive and before.finite and after.finite and before.subject and after.subject:
        return _clash_free(before.subject, after.subject, laid)
    if not before.passive and before.finite and after.subject in ("you", "we") and before.doer == after.subject:
        # 'You must tell us' is not 'you must be told'.
        return after.verb != before.verb
    return True


def _clash_free(before: str, after: str, laid: Laid) -> bool:
    """Whether two subjects may be one: 'you', 'we' and a third person never are."""
    one, other = (who if who in ("you", "we", THIRD) else "" for who in (before, after))
    if THIRD in (one, other) and laid.addressed:
        return True
    if one and other:
        return one == other
    if "we" in (one, other) or "you" in (one, other):
        noun = after if one else before
        return not noun or _may_be_person(one or other, noun, laid)
    return True


def _may_be_person(person: str, noun: str, laid: Laid) -> bool:
    """'Your letter' may stand for 'you' in 'your letter was received'; a person by another noun may not."""
    del person, laid
    return noun not in _SOMEBODY


def _same_person(before: Claim, after: Claim, laid: Laid) -> bool:
    one, other = before.doer, after.doer
    if one == other or {one, other} <= {IMPERATIVE, "you"}:
        return True
    if other in rows("converse") or after.verb in rows("converse").get(before.verb, ()):
        # 'We will send you a form' is 'you will get a form'.
        return before.to == other or after.to == one or other == before.subject
    if one in _PERSONS and other in _PERSONS:
        return THIRD in (one, other) and laid.addressed and "we" not in (one, other)
    if THIRD in (one, other) and not {one, other} & {"you", "we", IMPERATIVE}:
        return True
    if "you" in (one, other) or "we" in (one, other) or IMPERATIVE in (one, other):
        return False
    return laid.same(one, other) or _leads(one, after) or _leads(other, before)


def _leads(doer: str, claim: Claim) -> bool:
    """Whether somebody stands before a claim's verb, as one of several who do it, or by another name."""
    return doer in all_lemmas(claim.text[: claim.place])


def _is_other_side(before: Claim, after: Claim, laid: Laid) -> bool:
    """'You will be charged' is 'you will pay', 'the service will be stopped' is 'the service will stop'."""
    whom = {before.subject, before.to} - {""}
    if after.doer not in whom and not (before.subject and laid.same(before.subject, after.doer)):
        return False
    if after.verb in rows("converse").get(before.verb, ()):
        return True
    return before.subject not in ("you", "we") and after.verb in words_of("ergative")


def _known_to_do(before: Claim, after: Claim, laid: Laid) -> bool:
    """Whether it can only be the reader, or only the writer, who does what the source says without a doer."""
    whom = {before.subject, before.to}
    if after.doer == "we":
        return bool(laid.reader.writer) and "we" not in whom and _is_writers(before, after, "you" in whom)
    if after.doer in ("you", IMPERATIVE):
        return "you" not in whom and _is_readers(before, "we" in whom)
    if after.doer == THIRD:
        return True
    return after.doer in _SOMEBODY or after.doer in laid.lemmas_said or bool(_leads(after.doer, before))


def _is_writers(before: Claim, after: Claim, to_you: bool) -> bool:
    verbs = {before.verb, after.verb}
    if verbs & words_of("reader_does") and not verbs & words_of("writer_does") and not to_you:
        return False
    if to_you or verbs & words_of("writer_does"):
        return True
    return False


def _is_readers(before: Claim, to_us: bool) -> bool:
    if before.verb not in words_of("reader_does"):
        return False
    return to_us or before.modal not in ("will", "") or before.verb not in words_of("writer_does") or not before.finite
