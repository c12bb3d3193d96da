"""A claim as the rules of the verifier see it: who is said to have said it, and its words beside its evidence's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scribe.notes.align import Alignment, align
from scribe.notes.answered import completed
from scribe.notes.arranged import with_kin_owned
from scribe.notes.own_evidence import differences
from scribe.notes.own_words import as_dictated, as_typed, first_word, unframed, without_beside
from scribe.notes.people import SOMEBODY, People
from scribe.notes.referring import FORMS, only_one
from scribe.notes.units import Unit, asked_units, units
from scribe.notes.utterances import tidy
from scribe.notes.weight import weight
from scribe.visit import Manner, Role

_QUOTE = re.compile(r"\"([^\"]*)\"|“([^”]*)”")
_FRAME = re.compile(
    r"^(?:(?:When a|A)sked (?:whether |if )?(?P<question>.+?), )?"
    r"(?P<name>(?:[A-Z]|the )[^\"“]*?) said (?:that )?(?P<body>.*)$",
    re.S,
)

GRAVE = frozenset({"harm", "abuse", "suicide", "death"})
"""Kinds of weight where a wrong guess at whom 'he' means would accuse somebody."""


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
        right = right and any(each.speaker == last and flat(quote) in flat(each.text) for each in sources)
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
    if GRAVE & {*weight(questions[0].text), *weight(answers[0].text)}:
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


def flat(text: str) -> str:
    """The text with each run of blanks as one, and none at its edges."""
    return re.sub(r"\s+", " ", text).strip()
