"""What people said they would do: who, what, and by when, in a list of its own."""

from __future__ import annotations

import re

from scribe.notes.people import People
from scribe.notes.persons import changed
from scribe.notes.reported import opened, refuse_loose
from scribe.notes.statements import Statement, StatementKind, is_promise
from scribe.notes.utterances import evidence
from scribe.notes.voice import NotSure, Voice
from scribe.notes.wording import inside, marks
from scribe.notes.words import word_list, words
from scribe.visit import Action, ClaimId, Role, Turn

_WILL = re.compile(r"(?i)^(?:i'll|i will|i'm going to|i am going to)\s+(?:also |then |just )*(.+)$")
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?|(?:twenty[- ]|thirty[- ])?(?:first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth)|tenth|eleventh"
    r"|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_CLOCK = (
    rf"{_HOUR} o'clock|\d{{1,2}}(?:[:.]\d\d)? ?(?:am|pm)|noon|midday"
    rf"|(?:half past|(?:a )?quarter (?:past|to)|(?:five|ten|twenty|twenty-five) (?:past|to)) {_HOUR}"
)
_CLOCK_ALONE = re.compile(rf"(?i)(?:{_CLOCK})")
_OFFER = re.compile(
    r"(?i)^(?:(?:so|and|well|okay|ok)[, ]+)*(?:would you like me to|shall i|do you want me to|should i)\s+(.+?)\?$"
)
_BY = re.compile(
    rf"(?i)\b(?:by |on |before |until |at )?((?:next |this |first thing )?{_DAY}(?: (?:morning|afternoon"
    rf"|evening))?(?:,? (?:the )?{_ORDINAL}(?: of)? {_MONTH})?"
    rf"|(?:the )?{_ORDINAL}(?: of)? {_MONTH}|the end of (?:the|this|next) (?:day|week|month)|tomorrow(?: "
    rf"(?:morning|afternoon|evening|night))?"
    rf"|today|tonight|{_CLOCK}|this (?:morning|afternoon|evening|week|month)|(?:early |later )?next "
    r"(?:week|month)|in (?:a|one|two|three|four|a few|a couple of) (?:day|week|month)s?(?: time)?)\b"
)


def actions(found: tuple[Statement, ...], turns: tuple[Turn, ...], people: People) -> tuple[Action, ...]:
    """The promises among the statements, in order; said twice, the later evidence joins the first."""
    made: list[Action] = []
    for statement in (each for each in found if not each.is_cut):
        offered = _offer(statement, turns, people, len(made) + 1)
        if offered is not None:
            made.append(offered)
            continue
        if statement.kind is not StatementKind.PROMISE and not _promised_in_answer(statement, people):
            continue
        action = _action(statement, turns, people, len(made) + 1)
        same = next((at for at, each in enumerate(made) if each.text == action.text), None)
        if same is None:
            made.append(action)
        else:
            first = made[same]
            made[same] = Action(first.id, first.text, first.owner, first.by, first.evidence + action.evidence)
    return tuple(made)


def by_when(text: str) -> str:
    """The day or time that a promise names, as it was said, or ''; also '' for two days, or where a 'no', 'or' or
    'maybe' leaves it open.
    """
    found = list(_BY.finditer(text))
    days = [match for match in found if not _CLOCK_ALONE.fullmatch(match[1])]
    if not found or _OPEN_DAY & set(words(text)) or len({match[1].lower() for match in days}) > 1:
        return ""
    times = [match for match in found if _CLOCK_ALONE.fullmatch(match[1])]
    if not days:
        return times[0][1] if len(times) == 1 else ""
    after = [match for match in times if re.fullmatch(r",? ", text[days[0].end() : match.start()])]
    return text[days[0].start(1) : after[0].end()] if len(times) == 1 and after else days[0][1]


_OPEN_DAY = frozenset(word_list("no or maybe perhaps possibly"))


def _offer(statement: Statement, turns: tuple[Turn, ...], people: People, number: int) -> Action | None:
    """'Shall I ring the GP?' 'Yes please.' is a thing to do for the one who offered."""
    match = _OFFER.match(statement.question.text) if statement.question else None
    said = words(statement.text)
    agreed = (
        said[:1] in (("yes",), ("yeah",), ("please",)) and len(said) <= 4 and not {"no", "not", "but", "if"} & set(said)
    )
    if match is None or not agreed or statement.question is None or people.find(statement.question.speaker) is None:
        return None
    task = match[1].strip()
    if frozenset(word_list("i me my you your we us our or if")) & set(words(task)):
        return None
    spans = tuple(span for each in (statement.question, *statement.whole) for span in each.spans)
    text = f"{people.name(statement.question.speaker)} to {task}."
    return Action(ClaimId(f"a{number}"), text, statement.question.speaker, by_when(task), evidence(spans, turns))


def _promised_in_answer(statement: Statement, people: People) -> bool:
    if people.role(statement.speaker) == Role.INTERPRETER or statement.for_another:
        return False
    return statement.kind is StatementKind.ANSWER and is_promise(
        re.sub(r"(?i)^(?:yes|yeah|of course|okay|ok|no)[,. ]+", "", statement.text)
    )


def _action(statement: Statement, turns: tuple[Turn, ...], people: People, number: int) -> Action:
    spans = tuple(span for each in statement.whole for span in each.spans)
    name = people.name(statement.speaker)
    try:
        text = f"{name} to {_task(statement, people)}."
    except NotSure:
        text = f"{name} said: {marks(' '.join(each.original for each in statement.whole))}"
    return Action(ClaimId(f"a{number}"), text, statement.speaker, by_when(statement.text), evidence(spans, turns))


def _task(statement: Statement, people: People) -> str:
    """'ring the GP on Friday'. Raises `NotSure` for a condition, a 'we', a 'you' that is nobody's, or a speaker not
    known.
    """
    body = opened(statement.text).strip().rstrip(".! ")
    body = re.sub(r"(?i)^(?:yes|yeah|of course|okay|ok)[,. ]+", "", body)
    match = _WILL.match(body)
    unsure = frozenset(word_list("if unless might maybe perhaps probably try not but we us our said because"))
    if (
        not match
        or unsure & set(words(body))
        or people.find(statement.speaker) is None
        or statement.doubtful_correction
    ):
        raise NotSure("it is not a plain promise")
    if re.search(r"\.\.|…|—|–|[\"“]|\bI\b", match[1]):
        raise NotSure("it is not a plain promise")
    refuse_loose(match[1])
    return _named_listener(match[1], statement, people)


def _named_listener(task: str, statement: Statement, people: People) -> str:
    """The task with 'you' as the listener's name, and 'me' and 'my' as the speaker's."""
    if {"you", "your"} & set(words(task)):
        if not statement.addressee or {"yours", "yourself", "you're", "you've", "you'll", "you'd"} & set(words(task)):
            raise NotSure("it is not sure who 'you' is")
        name = inside(people.name(statement.addressee))
        if re.search(r"\byou (?:are|have|can|could|need|want|said|were|do)\b", task):
            raise NotSure("'you' does something in it")
        task = re.sub(r"\byour\b", f"{name}'s", task)
        task = re.sub(r"\byou\b", name, task)
    own = {"she": {"her", "hers"}, "he": {"him", "his"}, "they": {"them", "their"}}
    voice = Voice(statement.speaker, people)
    if own[voice.pronouns.subject] & set(words(task)):
        raise NotSure("the pronoun in it would read as the speaker's own")
    return changed(task, voice)
