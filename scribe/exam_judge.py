"""How the model exam asks and judges: by the prompts and the verifier of the drafts themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from easyread.fidelity import Reader, compare
from easyread.sentences import split_text
from models.exam_items import ExamItem, Said, Task
from models.writer import CompletionRequest
from scribe.notes.candidates import told_by
from scribe.notes.claim_case import Source
from scribe.notes.people import People, pronouns
from scribe.notes.prompts import prompt
from scribe.notes.verify import verify
from scribe.visit import Person, PersonId, Role


@dataclass(frozen=True)
class DraftsJudge:
    """A `models.exam.Judge`: what a model is asked in the exam, and what passes there, is what it would be in use."""

    def asking(self, item: ExamItem) -> CompletionRequest:
        """One speaker's words as drafting asks for them; several speakers as a talk; formal words as Easy Read."""
        if item.task is Task.EASY_READ:
            return prompt("easy-read").request(text=item.text)
        people = _people(item)
        if len({turn.who for turn in item.turns}) == 1:
            return told_by(_id(item, item.turns[0].who), _words(item.turns), people)
        return prompt("talk").request(talk=_talk(item.turns, item, people))

    def section(self, items: Sequence[ExamItem]) -> CompletionRequest:
        """Statements numbered from 1, each with its speaker."""
        told = (f"[{at}] {_talk(item.turns, item, _people(item))}" for at, item in enumerate(items, start=1))
        return prompt("section").request(statements=" ".join(told))

    def support(self, item: ExamItem) -> str:
        """The evidence, the claim, and 'Supported:'."""
        asked = prompt("support").request(talk=_talk(item.turns, item, _people(item)), claim=item.claim)
        return asked.fixed + asked.text

    def passes(self, item: ExamItem, answer: str) -> bool:
        """Whether each rule passes it, with all that was said as evidence; letters have a check of their own."""
        if item.task is Task.EASY_READ:
            return bool(answer) and not compare(item.text, split_text(answer), Reader())
        if not item.turns or not answer:
            return False
        # An item is a talk by itself: nothing was said before it.
        checks = verify(answer, _sources(item), _people(item).people, before=())
        return all(check.passed for check in checks)


def _people(item: ExamItem) -> People:
    return People(
        tuple(Person(PersonId(_id(item, each.name)), each.name, Role(each.role), each.pronouns) for each in item.people)
    )


def _id(item: ExamItem, name: str) -> str:
    return next((f"p{at}" for at, each in enumerate(item.people, start=1) if each.name == name), "")


def _talk(turns: Iterable[Said], item: ExamItem, people: People) -> str:
    """Each turn with its speaker's name and pronoun, as the prompts show it."""
    told = []
    for turn in turns:
        speaker = _id(item, turn.who)
        told.append(f"{people.name(speaker)} ({pronouns(people.find(speaker)).subject}): {turn.words}")
    return " ".join(told)


def _words(turns: Iterable[Said]) -> str:
    return " ".join(turn.words for turn in turns)


def _sources(item: ExamItem) -> tuple[Source, ...]:
    """Neighbouring turns of one speaker are one source, as in a draft."""
    found: list[Source] = []
    for turn in item.turns:
        speaker, words = _id(item, turn.who), turn.words
        if found and found[-1].speaker == speaker:
            words = f"{found.pop().text} {words}"
        found.append(Source(speaker, words))
    return tuple(found)
