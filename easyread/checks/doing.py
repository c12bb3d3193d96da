"""Whether the same person does it; a doer whom the source does not name comes in only where no one else could do it."""

from __future__ import annotations

import re

from easyread.checks.laid import Laid
from easyread.claims import IMPERATIVE, Claim, is_of_several
from easyread.counterparts import alike, all_lemmas
from easyread.doers import SOMEBODY, THIRD
from easyread.language.words import lemma
from easyread.senses import rows, words_of

_PERSONS = frozenset(("you", "we", THIRD, IMPERATIVE))


def same_doer(before: Claim, after: Claim, laid: Laid) -> bool:
    """Whether a claim that was made has the doer of one of the source."""
    if "you" in (after.doer, after.subject) and before.subject == THIRD and is_of_several(before):
        return False
    if after.passive and not after.doer:
        return _same_patient(before, after, laid)
    if before.passive and after.passive and not _same_patient(before, after, laid):
        return False
    if not after.doer or not after.finite and after.verb != before.verb:
        return True
    if before.doer:
        return _same_person(before, after, laid)
    if before.passive:
        return _is_other_side(before, after, laid) or _known_to_do(before, after, laid)
    if not before.finite:
        return after.doer != "we" or may_do(after, laid)
    if not before.subject:
        return may_do(after, laid)
    return _clash_free(before.subject, after.doer, laid)


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
    if one or other:
        return THIRD in (one, other)
    return laid.same(before, after) or not {before, after} & words_of("persons")


def _same_person(before: Claim, after: Claim, laid: Laid) -> bool:
    one, other = before.doer, after.doer
    if other in ("you", IMPERATIVE) and _is_their_class(one, laid):
        return True
    if one == other or {one, other} <= {IMPERATIVE, "you"}:
        return True
    if after.verb in rows("converse").get(before.verb, ()) and _is_turned(before, after):
        return True
    if one in _PERSONS and other in _PERSONS:
        return THIRD in (one, other) and laid.addressed and "we" not in (one, other)
    if THIRD in (one, other) and not {one, other} & {"you", "we", IMPERATIVE}:
        return True
    if "you" in (one, other) or "we" in (one, other) or IMPERATIVE in (one, other):
        return _is_one_of_two(other, before) or _is_one_of_two(one, after)
    return laid.same(one, other) or _leads(one, after) or _leads(other, before) or _is_one_of_two(other, before)


_CLASS = frozenset(
    ("resident", "tenant", "applicant", "claimant", "customer", "patient", "visitor", "occupier", "householder")
)


def _is_their_class(doer: str, laid: Laid) -> bool:
    """Whether a letter to its reader speaks of all of whom the reader is one: 'residents may use the kitchen'."""
    if doer not in _CLASS or not laid.reader.is_you or laid.lemmas_said & {"you", "your"}:
        return False
    return re.search(rf"(?i)(?<!the )(?<!other )(?<!some )(?<!your )(?<!our )\b{doer}s\b", laid.source) is not None


def _is_turned(before: Claim, after: Claim) -> bool:
    """'We will send you a form' is 'you will get a form'."""
    return before.to == after.doer or after.to == before.doer or after.doer == before.subject


def _is_one_of_two(doer: str, claim: Claim) -> bool:
    """'You and your brother cannot' is said of each; so is 'by you or by your brother'."""
    led = claim.text.lower() if claim.passive else claim.text[: claim.place].lower()
    one, other = _said_as(doer), _said_as(claim.doer or claim.subject)
    joined = r"(?:,|and|or) (?:by )?(?:[\w']+ ){0,3}?"
    return re.search(rf"\b{one} {joined}{other}\b|\b{other} {joined}{one}\b", led) is not None


_SAID_AS = {"we": "(?:we|us|i|me)", THIRD: "(?:he|she|they|him|her|them)", IMPERATIVE: "you"}


def _said_as(doer: str) -> str:
    return _SAID_AS.get(doer, rf"{re.escape(doer)}s?")


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
    if after.verb in rows("converse").get(before.verb, ()) and after.verb != before.verb and whom & {"you", "we"}:
        return False
    if after.doer == "we":
        return bool(laid.reader.writer) and "we" not in whom and _is_writers(before, after, laid)
    if after.doer in ("you", IMPERATIVE):
        return "you" not in whom and _is_readers(before, after, "we" in whom)
    if after.doer == THIRD:
        return True
    return after.doer in SOMEBODY or after.doer in laid.lemmas_said or bool(_leads(after.doer, before))


def _others_act(laid: Laid) -> bool:
    """Whether the source names somebody else who acts, so that who does the rest is not sure."""
    others = words_of("persons") - {"person", "meeting", "law", "family"}
    return any(claim.doer in others for claim in laid.said)


def _is_writers(before: Claim, after: Claim, laid: Laid) -> bool:
    to_you = "you" in {before.subject, before.to}
    verbs = {before.verb, after.verb}
    if (verbs | before.behind) & words_of("others_do"):
        return False
    if verbs & words_of("reader_does") and not verbs & words_of("writer_does") and not to_you:
        return False
    if before.modal in ("", "will", "may", "can") and not verbs & (words_of("reader_does") - words_of("writer_does")):
        return not _others_act(laid)
    if before.modal in ("must", "should") and not to_you:
        return not verbs & words_of("reader_does") and bool(verbs & words_of("writer_does"))
    return to_you or bool(verbs & words_of("writer_does"))


def _is_readers(before: Claim, after: Claim, to_us: bool) -> bool:
    paid = after.verb in rows("converse").get(before.verb, ()) and after.verb in words_of("reader_does")
    handed_over = after.to == "we" and (bool(before.inside) or before.modal in ("must", "should"))
    if before.verb not in words_of("reader_does") and not paid and not handed_over:
        return False
    return (
        to_us
        or after.to == "we"
        or before.modal not in ("will", "would", "")
        or before.verb not in words_of("writer_does")
        or not before.finite
    )


_OURS_BY = re.compile(r"(?i)\b(?:receipt of|receiving) your\b|\breceived from you\b")
"""What we get from the reader: 'within 10 days of receipt of your complaint'."""


def may_do(after: Claim, laid: Laid) -> bool:
    """Whether 'you' or 'we' may stand before a verb that has none of the source behind it."""
    if not after.finite or after.doer not in ("you", "we") or after.passive and not after.doer:
        return True
    if _is_of_the_other(after, laid):
        return False
    doers = {claim.doer for claim in laid.said} | {claim.subject for claim in laid.said if claim.passive}
    other_side = [claim for claim in laid.said if after.verb in rows("converse").get(claim.verb, ())]
    if any(claim.doer == after.to for claim in other_side if claim.doer):
        return True
    if after.doer == "we":
        return (
            "we" in doers
            or bool(_OURS_BY.search(laid.source))
            and after.verb in ("get", "receive")
            or bool(laid.reader.writer)
            and _may_be_writer(after, laid)
        )
    whom = doers | {claim.to for claim in laid.said}
    if whom & {"you", IMPERATIVE} or {"you", "your"} & laid.lemmas_said:
        return True
    others = {THIRD} | words_of("persons")
    states = after.verb in words_of("stative") and not doers & others
    return laid.reader.is_you and (states or after.verb in words_of("reader_does"))


def _is_of_the_other(after: Claim, laid: Laid) -> bool:
    """Whether the source has what is done as a noun of the other side: 'your answer' is no 'we answer'."""
    for clause in laid.clauses_said:
        for owner, noun in zip(clause.words, clause.words[1:], strict=False):
            deed = lemma(noun.low) in words_of("own_deed") and alike(lemma(noun.low), after.verb)
            if deed and owner.low in ("your", "our"):
                return after.doer != {"your": "you", "our": "we"}[owner.low]
    return False


def _may_be_writer(after: Claim, laid: Laid) -> bool:
    """Whether the source has something done by nobody, or a noun for it, that only the writer of a letter does."""
    own = words_of("writer_does") - words_of("reader_does")
    done = {claim.verb for claim in laid.said if claim.doer}
    if after.verb in own or any(one in own - done and laid.same(one, after.verb) for one in laid.lemmas_said):
        return True
    by_nobody = any(claim.passive and not claim.doer and claim.modal not in ("must", "should") for claim in laid.said)
    if after.to == "you" and any(claim.passive and not claim.doer for claim in laid.said):
        return True
    return by_nobody and after.verb not in words_of("reader_does") - words_of("writer_does") and not _others_act(laid)
