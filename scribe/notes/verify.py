"""Whether a claim says what was said, and nothing else: one pure function a rule, run on every claim whatever wrote
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from easyread.language.canonical import canonical
from easyread.language.words import NAMES_TOO, is_participle, known, lemma, number, one_way, speech, word_list, words
from scribe.notes.claim_case import GRAVE, Case, Source, case_of, flat
from scribe.notes.done_to import turned_about
from scribe.notes.people import People, pronouns
from scribe.notes.referring import FORMS, others
from scribe.notes.same_person import Told, is_called, strangers
from scribe.notes.small_words import lost_direction, misplaced, more_or_less, one_or_many
from scribe.notes.units import DAYS, MODALS, MONEY, NEGATORS, Unit, tense
from scribe.notes.utterances import tidy
from scribe.notes.weight import by_phrases
from scribe.visit import Check, Claim, Person, Turn

NOT_READABLE = "It is not in a form that can be checked."


Rule = Callable[[Case], Check]


def verify(
    text: str, sources: tuple[Source, ...], people: tuple[Person, ...], *, before: tuple[str, ...] | None = None
) -> tuple[Check, ...]:
    """One check a rule, in a fixed order. `sources` are the evidence in the order of the talk.

    `before`: what was said shortly before, where that is known. Only then may a 'she' or 'he' with nobody named before
    it in the claim be the person visited: where nobody else who could be meant was spoken of, and no harm is told.
    """
    there = People(people)
    case = case_of(text, sources, there)
    harm = set(by_phrases(" ".join(each.text for each in sources))) & GRAVE
    strict = harm & {"suicide", "death"} or (harm and _does_something(case))
    third = frozenset[str]() if strict else _known_third(before, there, frozenset(words(text)))
    case = replace(case, third=third)
    return tuple(rule(case) for rule in RULES)


def _does_something(case: Case) -> bool:
    """Whether a 'she' or 'he' of the claim, or somebody of theirs, may have done what is told: 'he hit her', 'his son
    hit her', not 'he hasn't been washed'.
    """
    told = [claim for claim, _ in case.alignment.pairs]
    mine = pronouns(case.people.find(case.speaker)).subject
    return any(
        not _is_done_to(told[at + 1 : at + 6]) if "subject" in unit.case.split() else _owns(unit, told[at + 1 : at + 2])
        for at, unit in enumerate(told)
        if unit.group in FORMS and unit.group != mine
    )


def _owns(unit: Unit, after: list[Unit]) -> bool:
    return "possessive" in unit.case and bool(after) and after[0].content and not after[0].mark


def _is_done_to(after: list[Unit]) -> bool:
    """Whether the verb after a subject says what was done to it: 'has not been washed'."""
    verb = next((unit for unit in after if unit.content and unit.word not in NEGATORS | MODALS), None)
    return verb is not None and verb.before in ("been", "was", "is", "being") and is_participle(verb.word)


def verify_claim(claim: Claim, turns: tuple[Turn, ...], people: tuple[Person, ...]) -> tuple[Check, ...]:
    """The checks of a claim as it stands, from its evidence in the transcript."""
    before = _before_claim(claim, turns)
    checks = verify(claim.text, sources_of(claim, turns), people, before=before)
    if all(check.passed for check in checks):
        return checks
    # What was said again is evidence twice, and has to be in the claim once.
    again = verify(claim.text, sources_of(claim, turns, once=True), people, before=before)
    return again if all(check.passed for check in again) else checks


_RECENT = 6
"""Turns before a 'she' in which somebody else may have been spoken of."""
_NEAR = 3000
"""Characters of one turn that are near, some four minutes: else a long turn would be read again for each claim."""


def said_before(turns: tuple[Turn, ...], place: int, start: int) -> tuple[str, ...]:
    """What was said shortly before the character `start` of the turn at `place`, in the order of the talk."""
    return (
        *(turn.text[-_NEAR:] for turn in turns[max(0, place - _RECENT) : place]),
        turns[place].text[max(0, start - _NEAR) : start],
    )


def _before_claim(claim: Claim, turns: tuple[Turn, ...]) -> tuple[str, ...] | None:
    """What was said shortly before a claim's evidence; None where it has no evidence."""
    if not claim.evidence:
        return None
    first = claim.evidence[0]
    place = next(place for place, turn in enumerate(turns) if turn.id == first.turn)
    return said_before(turns, place, first.start_char)


def _known_third(before: tuple[str, ...] | None, people: People, told: frozenset[str]) -> frozenset[str]:
    """Which 'she' and 'he' of the words that are told nobody else was spoken of for, in what was said before."""
    forms = {group for group in FORMS if FORMS[group] & told}
    if before is None or not forms:
        return frozenset()
    return frozenset(group for group in forms if not any(others(each, people, group) for each in before))


def sources_of(claim: Claim, turns: tuple[Turn, ...], *, once: bool = False) -> tuple[Source, ...]:
    """The evidence of a claim as words with their speakers; neighbouring spans of one speaker are one source.

    `once`: without what the same speaker said again in the same words.
    """
    by_id = {turn.id: turn for turn in turns}
    found: list[Source] = []
    seen: set[tuple[str, str]] = set()
    for each in claim.evidence:
        turn = by_id[each.turn]
        said = turn.text[each.start_char : each.end_char]
        key = (turn.speaker, plain(said))
        # 'Asked about falls and about pain, she said no.': the same answer to each.
        if once and key in seen and (len(key[1].split()) > 1 or claim.text.startswith("Asked ")):
            continue
        seen.add(key)
        if found and (found[-1].speaker, found[-1].manner) == (turn.speaker, turn.manner):
            said = f"{found.pop().text} {said}"
        found.append(Source(turn.speaker, said, turn.manner))
    return tuple(found)


def plain(text: str) -> str:
    """The words alone, without fillers, in small letters: two sentences with the same are one said twice."""
    return " ".join(words(tidy(text)))


def numbers(case: Case) -> Check:
    """Every number is one that was said, and none was lost; what was one is not told as many."""
    return _found(
        "numbers",
        _changed(case, lambda unit: number(unit.word) is not None and not _is_money(unit))
        + one_or_many(case.alignment),
    )


def dates(case: Case) -> Check:
    """Every day, month and time is one that was said, and none was lost."""
    return _found("dates", _changed(case, lambda unit: unit.word in DAYS or unit.lemma in DAYS or _is_time(unit)))


def money(case: Case) -> Check:
    """Every sum of money is one that was said, and none was lost."""
    return _found("money", _changed(case, _is_money))


def names(case: Case) -> Check:
    """Every name is one that was said."""
    bad = [unit.shown for unit in case.alignment.added if _is_name(unit)]
    bad += [unit.shown for unit in case.alignment.dropped if _is_name(unit) and not is_called(unit, case.speaker)]
    return _found("names", bad)


def who(case: Case) -> Check:
    """The words are given to the one who said them, and each word for a person means the same one as before."""
    if not case.named_right:
        return Check("who", False, "The words are given to somebody who did not say them.")
    return _found("who", strangers(_told_of(case)) + turned_about(case.alignment))


def _told_of(case: Case) -> Told:
    return Told(case.people, case.speaker, case.alignment, case.own is not None, case.third)


def negation(case: Case) -> Check:
    """Nothing that was denied is said, and nothing that was said is denied."""
    kept_no = any(source.word in NEGATORS for _, source in case.alignment.pairs)

    def _is_spare(unit: Unit) -> bool:
        return kept_no and _only_answers(unit, case) or _answers_what_is_not_here(unit, case)

    bad = _changed(case, lambda unit: unit.word in NEGATORS and not _is_spare(unit))
    return _found("negation", bad + [unit.word for unit in case.alignment.added if unit.word == "yes"])


def _only_answers(unit: Unit, case: Case) -> bool:
    """Whether a lost 'no' stood beside a denial that was kept: 'No, I have no allergies, no'."""
    return unit.word == "no" and unit.aside and unit in case.alignment.dropped


def _answers_what_is_not_here(unit: Unit, case: Case) -> bool:
    """Whether it is the 'no' or 'sure' before a whole sentence, in answer to somebody whose words are no evidence: 'No,
    it's hard to focus' tells as much without it.
    """
    opens = unit.word in ("no", "sure") and unit.aside and bool(set(unit.mark) & set(".?!")) and unit.after == ""
    alone = len({source.speaker for source in case.sources}) == 1
    return opens and alone and bool(case.alignment.pairs) and unit in case.alignment.dropped


def modality(case: Case) -> Check:
    """'Might', 'if', 'only', 'sometimes', 'used to' and the like are kept, and none is added; nor is it more or less
    than was said.
    """
    changed = _changed(case, lambda unit: unit.word in MODALS and unit.word not in NEGATORS)
    return _found("modality", changed + more_or_less(case.alignment))


def added(case: Case) -> Check:
    """No word of meaning without a source, and no direction or joining word for another."""
    if not case.readable:
        return Check("added", False, NOT_READABLE)
    return _found(
        "added", [unit.shown or unit.word for unit in case.alignment.added if unit.content] + misplaced(case.alignment)
    )


def kept(case: Case) -> Check:
    """Nothing of weight, and no word of meaning, was lost from the words it came from."""
    source = " ".join(each.text for each in case.sources)
    still = (*by_phrases(case.text), *by_phrases(canonical(case.text)))
    lost = [kind for kind in by_phrases(source) if kind not in still and kind not in _PERSONAL]
    if case.alignment.pairs and not any(_tells(unit) for unit in case.alignment.dropped):
        lost = []  # each word is there: it is only that 'I' became 'she', or 'bitten' 'bit'
    gone = case.alignment.dropped
    dropped = [
        unit.shown
        for unit in gone
        if unit.content
        and (not _may_drop(unit) or _is_the_verb(unit, gone))
        and not _answers_what_is_not_here(unit, case)
    ]
    return _found("kept", lost + dropped + lost_direction(case.alignment))


def _tells(unit: Unit) -> bool:
    return unit.content or bool(unit.group) or unit.word in NEGATORS or unit.word in MODALS


def quotation(case: Case) -> Check:
    """What stands in quotation marks, or is the worker's own account, is letter for letter what was said."""
    if case.own is not None:
        return _found("quotation", list(case.own))
    said = [flat(source.text) for source in case.sources]
    said.append(" ".join(said))
    return _found("quotation", [quote for quote in case.quotes if not any(flat(quote) in each for each in said)])


def tense_kept(case: Case) -> Check:
    """What was past stays past, what is now stays now."""
    bad = []
    for claim, source in case.alignment.pairs:
        unsure = source.word in speech("put_read") and claim.word != source.word
        reported = (source.word, claim.word) in one_way()
        now_and_then = {tense(claim), tense(source)} == {"now"} and (claim.before == "did") != (source.before == "did")
        if (
            unsure
            or now_and_then
            or (not reported and tense(claim) and tense(source) and tense(claim) != tense(source))
        ):
            bad.append(f"{source.word} → {claim.word}")
    bad += [
        unit.word
        for unit in (*case.alignment.added, *case.alignment.dropped)
        if unit.word == "been" and tense(Unit(unit.after, lemma(unit.after))) in ("past", "ing")
    ]
    return _found("tense", bad)


RULES: tuple[Rule, ...] = (
    numbers, dates, money, names, who, negation, modality, added, kept, quotation, tense_kept,
)  # fmt: skip
_PERSONAL = frozenset({"wishes", "refusals", "consent"})
"""Kinds of weight that hang on the word 'I', which reported speech changes; 'kept' watches their other words one by
one.
"""


def _changed(case: Case, test: Callable[[Unit], bool]) -> list[str]:
    """What of one sort was added, and what was lost."""
    alignment = case.alignment
    return [unit.shown or unit.word for unit in (*alignment.added, *alignment.dropped) if test(unit) and not unit.group]


def _is_money(unit: Unit) -> bool:
    return unit.word.startswith("£") or unit.lemma in MONEY


def _is_time(unit: Unit) -> bool:
    """Whether it is a time, a date ('2/5'), or a day of the month."""
    return bool(
        re.fullmatch(r"\d{1,2}[:.]\d\d(?:am|pm)?|\d{1,2}(?:am|pm|st|nd|rd|th)|\d{1,2}/\d{1,2}(?:/\d{4})?", unit.word)
    )


def _is_name(unit: Unit) -> bool:
    named = bool(unit.group) and unit.group not in ("i", "we", "you", "she", "he", "they")
    return named or (
        unit.shown[:1].isupper()
        and unit.content
        and not _only_begins(unit)
        and unit.lemma not in DAYS
        and unit.word not in speech("openers")
    )


def _only_begins(unit: Unit) -> bool:
    """Whether a word has its capital only because a sentence begins with it."""
    return bool(set(unit.mark) & set(".?!")) and known(unit.word) and unit.word not in NAMES_TOO


def _may_drop(unit: Unit) -> bool:
    return (
        unit.word in _DROPPABLE
        or (unit.word in ("kind", "sort") and unit.before not in _ONE_OF)
        or unit.word in speech("openers")
        or (unit.word == "though" and not unit.after)
        or unit.word in NEGATORS
        or unit.word in MODALS
        or number(unit.word) is not None
    )


def _is_the_verb(unit: Unit, gone: tuple[Unit, ...]) -> bool:
    """Whether it is what somebody does, 'I like being hit', and no aside: 'I mean', of which the 'I' is gone too."""
    whole = any(each.word == unit.before for each in gone)
    return unit.word in _ASIDE_VERBS and unit.before in _RULES_A_VERB and not whole


_ASIDE_VERBS = frozenset(word_list("like mean know see mind tell"))
_RULES_A_VERB = frozenset(word_list("i you he she we they @ not can could will would might may must to 'd"))
_ONE_OF = frozenset(word_list("a an the this that what which some any no every another of same"))
"""'A kind of cake' is a kind; 'kind of sore' is sore."""
_DROPPABLE = frozenset(
    word_list(
        "tell please bit like mean know see anyway actually basically obviously mind honest "
        "alright love dear hey hi hello"
    )
)


def _found(rule: str, bad: list[str]) -> Check:
    shown = ", ".join(dict.fromkeys(bad))
    return Check(rule, not bad, "" if not bad else f"Look at: {shown}.")
