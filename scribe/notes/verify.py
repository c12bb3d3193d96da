"""Whether a claim says what was said, and nothing else: one pure function a rule, run on every claim whatever wrote
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from scribe.notes.align import Alignment, align
from scribe.notes.answered import completed
from scribe.notes.arranged import with_kin_owned
from scribe.notes.canonical import canonical
from scribe.notes.done_to import turned_about
from scribe.notes.own_evidence import differences
from scribe.notes.own_words import as_dictated, as_typed, first_word, unframed, without_beside
from scribe.notes.people import SOMEBODY, People
from scribe.notes.referring import FORMS, only_one, others
from scribe.notes.same_person import Told, is_called, strangers
from scribe.notes.small_words import lost_direction, misplaced, more_or_less, one_or_many
from scribe.notes.units import DAYS, MODALS, MONEY, NEGATORS, Unit, asked_units, tense, units
from scribe.notes.utterances import tidy
from scribe.notes.weight import by_phrases, weight
from scribe.notes.words import NAMES_TOO, known, lemma, number, one_way, speech, word_list, words
from scribe.visit import Check, Claim, Manner, Person, Role, Turn

_QUOTE = re.compile(r"\"([^\"]*)\"|“([^”]*)”")
_FRAME = re.compile(
    r"^(?:(?:When a|A)sked (?:whether |if )?(?P<question>.+?), )?"
    r"(?P<name>(?:[A-Z]|the )[^\"“]*?) said (?:that )?(?P<body>.*)$",
    re.S,
)

NOT_READABLE = "It is not in a form that can be checked."


@dataclass(frozen=True)
class Source:
    """One stretch of evidence: who said it, and the exact words."""

    speaker: str
    text: str
    manner: Manner = Manner.SPOKEN


@dataclass(frozen=True)
class Case:
    """A claim with all that a rule may look at."""

    text: str
    sources: tuple[Source, ...]
    people: People
    speaker: str
    """The one to whom the claim gives the words; '' for nobody, '?' where the claim can't be read."""
    alignment: Alignment
    quotes: tuple[str, ...]
    readable: bool
    named_right: bool
    own: tuple[str, ...] | None = None
    """Of the worker's own account, which stands word for word: what of it does not. None for what was said."""
    third: frozenset[str] = frozenset()
    """Which of 'she' and 'he' may be read of the person visited; see `scribe.notes.same_person`."""


Rule = Callable[[Case], Check]


def verify(
    text: str, sources: tuple[Source, ...], people: tuple[Person, ...], *, before: tuple[str, ...] | None = None
) -> tuple[Check, ...]:
    """One check a rule, in a fixed order. `sources` are the evidence in the order of the talk.

    `before`: what was said shortly before, where that is known. Only then may a 'she' or 'he' with nobody named before
    it in the claim be the person visited: where nobody else who could be meant was spoken of, and no harm is told.
    """
    there = People(people)
    harm = set(by_phrases(" ".join(each.text for each in sources))) & _GRAVE
    third = frozenset[str]() if harm else _known_third(before, there, frozenset(words(text)))
    case = replace(case_of(text, sources, there), third=third)
    return tuple(rule(case) for rule in RULES)


_GRAVE = frozenset({"harm", "abuse", "suicide", "death"})
"""Kinds of weight where a wrong guess at whom 'he' means would accuse somebody."""


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
    bad = _changed(case, lambda unit: unit.word in NEGATORS and not (kept_no and _only_answers(unit, case)))
    return _found("negation", bad + [unit.word for unit in case.alignment.added if unit.word == "yes"])


def _only_answers(unit: Unit, case: Case) -> bool:
    """Whether a lost 'no' stood beside a denial that was kept: 'No, I have no allergies, no'."""
    return unit.word == "no" and unit.aside and unit in case.alignment.dropped


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
    gone = case.alignment.dropped
    dropped = [unit.shown for unit in gone if unit.content and (not _may_drop(unit) or _is_the_verb(unit, gone))]
    return _found("kept", lost + dropped + lost_direction(case.alignment))


def quotation(case: Case) -> Check:
    """What stands in quotation marks, or is the worker's own account, is letter for letter what was said."""
    if case.own is not None:
        return _found("quotation", list(case.own))
    said = [_flat(source.text) for source in case.sources]
    said.append(" ".join(said))
    return _found("quotation", [quote for quote in case.quotes if not any(_flat(quote) in each for each in said)])


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


def case_of(text: str, sources: tuple[Source, ...], people: People) -> Case:
    """A claim as the rules see it, with its words laid beside those of its evidence."""
    if sources and all(source.manner is not Manner.SPOKEN for source in sources):
        return _own(text, sources, people)
    quotes = tuple(match[1] if match[1] is not None else match[2] for match in _QUOTE.finditer(text))
    frame = _FRAME.match(_QUOTE.sub("§", text))
    if frame and "§" not in frame["body"] and "§" not in (frame["question"] or ""):
        return _told(text, frame["name"], frame["question"], frame["body"], sources, people)
    if quotes:
        return _quoted(text, quotes, sources, people)
    empty = Alignment((), units(text, people), ())
    return Case(text, sources, people, "?", empty, (), False, False)


def _own(text: str, sources: tuple[Source, ...], people: People) -> Case:
    """A claim in the worker's own words: what was dictated or typed, and a name beside its first pronoun at most."""
    manner, given = sources[0].manner, " ".join(source.text for source in sources)
    speaker = people.only_worker or sources[0].speaker
    dictated = manner is Manner.DICTATED
    said = as_dictated(given) if dictated else as_typed(given)
    body = text if dictated else unframed(text, manner)
    right = body is not None
    if body is None:
        body = text
    if dictated and body != said:
        body, name = without_beside(body)
        group = next((group for group, forms in FORMS.items() if first_word(body) in forms), "")
        meant = only_one(group, speaker, people) if group else ""
        right = not name or bool(meant) and name == people.name(meant)
    written, differs = units(body, people), () if body == said else (body,)
    if dictated:
        # What was tidied is no proof of itself: the words that were said are.
        differs = (*differs, *differences(given, body))
    same = Alignment(tuple(zip(written, written, strict=True)), (), ())
    alignment = align(written, units(given if dictated else said, people)) if differs else same
    return Case(text, sources, people, speaker, alignment, (), right, right, differs)


def _told(text: str, name: str, question: str | None, body: str, sources: tuple[Source, ...], people: People) -> Case:
    """A claim in reported speech."""
    speaker = _speaker(name, sources, people)
    answers = tuple(each for each in sources if each.speaker == speaker)
    questions = tuple(each for each in sources if each.speaker != speaker)
    # 'Her (Mrs Begum)' says whom it means: the name is what is checked.
    body = re.sub(r"\b(?:her|him|his) \(([^()]+)\)", r"\1", body)
    told = units(body, people)
    alignment = align(told, _source_units(answers, people))
    whole = _whole_alignment(told, questions, answers, people) if question is None and len(sources) == 2 else None
    if question is not None:
        alignment += _asked_alignment(question, questions, people)
    right = speaker != "?" and bool(answers) and (question is not None or not questions or whole is not None)
    alignment = whole or alignment
    return Case(text, sources, people, speaker, alignment, (), True, right)


def _quoted(text: str, quotes: tuple[str, ...], sources: tuple[Source, ...], people: People) -> Case:
    """A claim that is all quotation, or 'Asked whether …, she said: "…"'."""
    asked_part = re.match(
        r"^(?:When a|A)sked (?:whether |if )?(?P<question>[^\"“]+?), (?P<name>(?:[A-Z]|the )[^\"“]*?) said:\s*[\"“]",
        text,
    )
    pairs = _attributed(text, asked_part)
    right = bool(pairs) and len(pairs) == len(quotes)
    last = "?"
    for name, quote in pairs:
        last = _speaker(name, sources, people)
        right = right and any(each.speaker == last and _flat(quote) in _flat(each.text) for each in sources)
    alignment = Alignment((), (), ())
    if asked_part:
        questions = tuple(each for each in sources if each.speaker != last)
        alignment = _asked_alignment(asked_part["question"], questions, people)
    else:
        frame = _QUOTE.sub(" ", text)
        alignment = Alignment((), _frame_extra(frame, pairs, people), ())
    return Case(text, sources, people, last, alignment, quotes, True, right)


def _attributed(text: str, asked_part: re.Match[str] | None) -> list[tuple[str, str]]:
    """Each quotation with the name it is given to."""
    pairs: list[tuple[str, str]] = []
    end = 0
    for match in _QUOTE.finditer(text):
        quote = match[1] if match[1] is not None else match[2]
        before = text[end : match.start()].strip()
        frame = _SPOKEN.search(before)
        if asked_part and not pairs:
            pairs.append((asked_part["name"], quote))
        elif frame:
            pairs.append((frame["name"], quote))
        elif pairs and not before.strip("., "):
            # 'She said: "…" "…"': under one name.
            pairs.append((pairs[-1][0], quote))
        end = match.end()
    return pairs


_ALSO = "(?:speaking|who also spoke) for another"
_SPOKEN = re.compile(rf"(?P<name>[A-Z][^\"“:,]*?)(?:, (?:interpreting|{_ALSO}),)? (?:said|asked|went on):$")
_MAY_INTERPRET = (Role.FAMILY, Role.CARER, Role.OTHER)
"""Who may say another's words without being named as an interpreter."""


def _frame_extra(frame: str, pairs: list[tuple[str, str]], people: People) -> tuple[Unit, ...]:
    """Words outside the quotation marks that are neither a name nor 'said'."""
    interpreters = {people.name(each.id) for each in people.people if each.role is Role.INTERPRETER}
    may_interpret = {people.name(each.id) for each in people.people if each.role in _MAY_INTERPRET} | {SOMEBODY}
    for name, _ in pairs:
        through = "interpreting" if name in interpreters else _ALSO if name in may_interpret else "(?!)"
        told = re.compile(rf"{re.escape(name)}, {through},")
        frame = told.sub(" ", frame, count=1) if told.search(frame) else frame.replace(name, " ", 1)
    frame = re.sub(r"\b(?:said|asked)\b", " ", frame)
    return tuple(unit for unit in units(frame, people))


def _source_units(sources: tuple[Source, ...], people: People) -> tuple[Unit, ...]:
    """What was said, as units; a bare 'Mum' is the speaker's own."""
    return tuple(
        unit for source in sources for unit in with_kin_owned(units(tidy(source.text), people, source.speaker))
    )


def _asked_source(sources: tuple[Source, ...], people: People) -> tuple[Unit, ...]:
    return tuple(unit for source in sources for unit in asked_units(tidy(source.text), people, source.speaker))


def _asked_alignment(question: str, sources: tuple[Source, ...], people: People) -> Alignment:
    """The question of 'Asked about …' beside the question that was put; its 'about' may be ours."""
    source = _asked_source(sources, people)
    if "about" not in {unit.word for unit in source}:
        question = question.removeprefix("about ")
    return align(units(question, people), source)


def _whole_alignment(
    told: tuple[Unit, ...], questions: tuple[Source, ...], answers: tuple[Source, ...], people: People
) -> Alignment | None:
    """The claim beside question and answer as one sentence, where nothing is added to that and nothing is lost.

    Never where harm is spoken of: whose words they were, the asker's or the teller's, may matter in court.
    """
    if len(questions) != 1 or len(answers) != 1 or not _asks_once(questions[0].text):
        return None
    if _GRAVE & {*weight(questions[0].text), *weight(answers[0].text)}:
        return None
    asked, said = _asked_source(questions, people), _source_units(answers, people)
    found = (align(told, each) for each in completed(asked, said, answers[0].speaker))
    return next((each for each in found if not each.unmatched), None)


def _asks_once(text: str) -> bool:
    return bool(re.fullmatch(r"[^.?!;]+\?\s*", tidy(text)))


def _speaker(name: str, sources: tuple[Source, ...], people: People) -> str:
    """Whose name it is among those who spoke: a speaker, '' for 'Somebody' where nobody is known, or '?'."""
    for source in sources:
        person = people.find(source.speaker)
        name = re.sub(r"^the ", "The ", name)
        if (person is None and name == SOMEBODY) or (person and name in (people.name(source.speaker), person.name)):
            return source.speaker
    return "?"


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


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _found(rule: str, bad: list[str]) -> Check:
    shown = ", ".join(dict.fromkeys(bad))
    return Check(rule, not bad, "" if not bad else f"Look at: {shown}.")
