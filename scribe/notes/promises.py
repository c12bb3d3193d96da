"""What people said they would do: who, what, and by when, in a list of its own."""

from __future__ import annotations

import re
from itertools import groupby

from easyread.language.words import word_list, words
from scribe.notes.due import by_when
from scribe.notes.folding import only_acknowledges
from scribe.notes.people import People
from scribe.notes.persons import changed
from scribe.notes.reported import opened, refuse_loose
from scribe.notes.statements import Statement, StatementKind, is_asking
from scribe.notes.undertakings import (
    BACK,
    OBLIGED,
    WILL,
    agrees,
    is_promise,
    offered,
    promises_within,
    requested,
    takes_on,
)
from scribe.notes.utterances import Span, Utterance, evidence
from scribe.notes.voice import NotSure, Voice
from scribe.notes.wording import inside, marks
from scribe.visit import Action, ClaimId, Role, Turn

_YES_FIRST = re.compile(r"(?i)^(?:(?:yes|yeah|yep|of course|course|okay|ok|sure|no)[,. ]+)+")


def actions(found: tuple[Statement, ...], turns: tuple[Turn, ...], people: People) -> tuple[Action, ...]:
    """The promises among the statements, in order; said twice, the later evidence joins the first."""
    made: list[Action] = []
    for at, statement in enumerate(found):
        action = None if statement.is_cut else _Promises(found, turns, people).of(at)
        if action is None:
            continue
        same = next((place for place, each in enumerate(made) if each.text == action.text), None)
        if same is None:
            made.append(Action(ClaimId(f"a{len(made) + 1}"), action.text, action.owner, action.by, action.evidence))
        else:
            first = made[same]
            made[same] = Action(first.id, first.text, first.owner, first.by, first.evidence + action.evidence)
    return tuple(made)


class _Promises:
    """The actions that statements of one talk make, each looked at with what was said before it."""

    def __init__(self, found: tuple[Statement, ...], turns: tuple[Turn, ...], people: People) -> None:
        self._found, self._turns, self._people = found, turns, people

    def of(self, at: int) -> Action | None:
        """The action that the statement at this place makes, without its id; None where nothing is undertaken."""
        statement = self._found[at]
        if self._people.role(statement.speaker) == Role.INTERPRETER or statement.for_another:
            return None
        if statement.question is not None and statement.question.speaker != statement.speaker:
            agreed = self._offered(at, statement.question) or self._requested(at, statement.question)
            if agreed is not None:
                return agreed
        return self._promised(at) if self._promises(statement) else None

    def _promises(self, statement: Statement) -> bool:
        text, asks = statement.text, self._people.asks(statement.speaker)
        if statement.kind is StatementKind.ANSWER:
            text = _YES_FIRST.sub("", text)
            return is_promise(text, asks=asks) or promises_within(text, asks=asks)
        if statement.kind is StatementKind.PROMISE:
            return True
        told = (StatementKind.REPORTED, StatementKind.HYPOTHETICAL, StatementKind.VIEW)
        return statement.kind in told and promises_within(text, asks=asks)

    def _offered(self, at: int, question: Utterance) -> Action | None:
        """'Shall I ring the GP?' 'Yes please.' is a thing to do for the one who offered."""
        statement = self._found[at]
        task = offered(question.text)
        if not task or not agrees(statement.text) or self._people.find(question.speaker) is None:
            return None
        if _NOT_PLAIN & set(words(task)):
            return self._exchange(at, question, question.speaker, re.split(r"[,.]", task)[0])
        spans = tuple(span for each in (question, *statement.whole) for span in each.spans)
        return self._action(f"{self._people.name(question.speaker)} to {task}.", question.speaker, by_when(task), spans)

    def _requested(self, at: int, question: Utterance) -> Action | None:
        """'Can you send me that letter?' 'Yes.' is a thing to do for the one who answered."""
        statement = self._found[at]
        said = statement.text
        task = requested(question.text, said)
        asker = self._people.find(question.speaker)
        plain = agrees(said) or is_promise(_YES_FIRST.sub("", said), asks=True) or takes_on(question.text, said)
        if not task or asker is None or not plain or not statement.asked_of_speaker:
            return None
        return self._exchange(at, question, statement.speaker, f"{task}. {said}")

    def _exchange(self, at: int, question: Utterance, owner: str, task: str) -> Action:
        """The question and its answer in their own words, with what they point back to."""
        statement = self._found[at]
        spoken = (*statement.context, question, *statement.whole)
        before = self._before(at, question) if not statement.context and _points_back(task, ()) else ()
        return self._with(before, self._sayings(spoken), owner, _due(task), spoken)

    def _promised(self, at: int) -> Action:
        statement = self._found[at]
        try:
            text = f"{self._people.name(statement.speaker)} to {_task(statement, self._people)}."
        except NotSure:
            text = self._sayings(statement.whole)
        # Where it only promises within a longer sentence, that says enough.
        alone = statement.kind in (StatementKind.PROMISE, StatementKind.ANSWER)
        before = self._before(at, statement.said) if alone and _points_back(statement.text, statement.third) else ()
        return self._with(before, text, statement.speaker, _due(statement.text), statement.whole)

    def _with(
        self, before: tuple[Utterance, ...], text: str, owner: str, by: str, spoken: tuple[Utterance, ...]
    ) -> Action:
        if before:
            text = f"{text} Just before, {inside(self._sayings(before))}"
        return self._action(text, owner, by, tuple(span for each in (*before, *spoken) for span in each.spans))

    def _before(self, at: int, said: Utterance) -> tuple[Utterance, ...]:
        """What a promise points back to: the question that it answers, else what was said last before it, as far back
        as that leans on something itself.
        """
        statement = self._found[at]
        if statement.question is not None and said is statement.said:
            return (*statement.context, statement.question)
        told: tuple[Utterance, ...] = ()
        for earlier in reversed(self._found[max(0, at - _RECENT) : at]):
            if earlier.kind in _NOTHING_SAID or earlier.not_for_note or _only_heard(earlier):
                continue
            far = said.turn - earlier.whole[-1].spans[-1].turn > _NEAR
            # Another promise stands in the list already.
            if far or earlier.is_cut or earlier.kind is StatementKind.PROMISE:
                break
            asked = () if earlier.question is None else (earlier.question,)
            told = (*earlier.context, *asked, *earlier.whole, *told)
            if len(words(earlier.text)) > _SHORT and not _LEANS.match(earlier.text) or len(told) > _MOST_TOLD:
                break
        return told

    def _sayings(self, spoken: tuple[Utterance, ...]) -> str:
        """Who said what, in the very words; running-on sentences of one speaker are one."""
        sayings = []
        for speaker, group in groupby(spoken, key=lambda each: each.speaker):
            mine = list(group)
            through = ", interpreting," if self._people.role(speaker) == Role.INTERPRETER else ""
            verb = "asked" if is_asking(mine[-1]) else "said"
            text = " ".join(each.original for each in mine)
            sayings.append(f"{self._people.name(speaker)}{through} {verb}: {marks(text)}")
        return " ".join(sayings)

    def _action(self, text: str, owner: str, by: str, spans: tuple[Span, ...]) -> Action:
        return Action(ClaimId(""), text, owner, by, evidence(spans, self._turns))


_RECENT = 6
"""Statements before a promise among which that is looked for to which it points back."""
_NEAR = 2
"""Turns before a promise in which that may be."""
_MOST_TOLD = 3
"""Sentences that are quoted beside a promise where each leans on the one before it."""
_SHORT = 5
"""Words: what is as short as this means nothing without what came before it."""
_NOTHING_SAID = (StatementKind.SMALL_TALK, StatementKind.QUESTION)
_NOT_PLAIN = frozenset(word_list("i me my you your we us our it that this them those these or if"))
_POINTS = frozenset(
    word_list("it that this them they those these one ones they're it's that's him her she he he's she's")
)
_LEANS = re.compile(
    r"(?i)(?:and |but |so )*(?:it|that|this|they|them|those|these|he|she)\b(?! (?:says|said|is saying|is asking)\b)"
)
_OWN_OBJECT = re.compile(r"(?i)\b(?:the|an?|your|my|his|their|some) [\w' -]+\b(?:it|them|one)\b")


def _due(text: str) -> str:
    """By when the thing itself is to be done: not the day in 'I'll tell them what you told me today'."""
    day = by_when(text)
    head = _CLAUSE.split(text, maxsplit=1)[0]
    return day if day in head or re.search(rf"(?i)\b(?:by|before|until|on) {re.escape(day)}", text) else by_when(head)


_CLAUSE = re.compile(r"(?i)(?<=\w )(?:what|which|who|because|that (?:you|he|she|they|i|we))\b")


def _only_heard(statement: Statement) -> bool:
    return statement.question is None and only_acknowledges(statement.text)


def _points_back(task: str, third: tuple[tuple[str, str], ...]) -> bool:
    """Whether it means nothing without what was said before: 'I'll sort that'. A 'she' whose name is sure does not."""
    said = set(words(task))
    named = {"she": {"her", "she", "she's"}, "he": {"him", "he", "he's"}}
    known = {form for group, _ in third for form in named.get(group, ())}
    return bool((_POINTS - known) & said) and not (_OWN_OBJECT.search(task) and not {"that", "this", "those"} & said)


def _task(statement: Statement, people: People) -> str:
    """'ring the GP on Friday'. Raises `NotSure` for a condition, a 'we', a 'you' that is nobody's, or a speaker not
    known.
    """
    body = opened(statement.text).strip().rstrip(".! ")
    body = re.sub(r"(?i),? (?:thank you|thanks)(?: very much| so much)?$", "", _YES_FIRST.sub("", body))
    match = OBLIGED.match(body) or WILL.match(body) or BACK.match(body)
    unsure = frozenset(word_list("if unless might maybe perhaps probably try not but we us our said because"))
    if (
        not match
        or unsure & set(words(body))
        or people.find(statement.speaker) is None
        or statement.doubtful_correction
    ):
        raise NotSure("it is not a plain promise")
    if re.search(r"\.\.|…|—|–|[\"“]|\bI\b", match["task"]):
        raise NotSure("it is not a plain promise")
    refuse_loose(match["task"])
    task = f"be {match['task']}" if match.re is BACK else match["task"]
    return _named_listener(task, statement, people)


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
