"""What a model would write: asked for where its exam permits a sentence, checked, and shown where it is the better
wording.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from easyread.language.words import words
from models.errors import ModelError
from models.exam import ExamResult, Permission
from models.progress import Cancellation, OnProgress, Progress
from models.writer import CompletionRequest, Writer
from scribe.notes.people import People, pronouns
from scribe.notes.prompts import prompt
from scribe.notes.utterances import tidy
from scribe.notes.verify import sources_of, verify_claim
from scribe.visit import Candidate, Claim, ClaimId, Kind, Section, Turn, WrittenBy

MOST = 12
"""Claims for which a candidate is asked: about 10 s with the starter writer on two cores."""
SECONDS = 30.0
"""No further candidate is begun after this long."""


@dataclass(frozen=True)
class Wish:
    """A claim for which a candidate is wanted, what the writer is to go on from, and what the rules wrote."""

    claim: ClaimId
    request: CompletionRequest
    by_rules: str


@dataclass(frozen=True)
class Answer:
    """What the writer offered for a claim, not checked yet, with its score and that of the rules' own wording: the mean
    log-likelihood a token.
    """

    claim: ClaimId
    text: str
    score: float
    rules_score: float


@dataclass(frozen=True)
class Answers:
    """Every answer, and a plain sentence if the writer stopped half-way."""

    answers: tuple[Answer, ...]
    remark: str = ""


@dataclass(frozen=True)
class Asked:
    """Sections with the candidates beside their claims, and a plain sentence if the writer stopped half-way."""

    sections: tuple[Section, ...]
    remark: str = ""


def permits(exam: ExamResult | None) -> bool:
    """Whether a writer of this exam may be asked for a sentence; one that is unknown, or sat none, may not."""
    return exam is not None and exam.permission is not Permission.NOTHING


def ask(
    sections: tuple[Section, ...],
    turns: tuple[Turn, ...],
    people: People,
    writer: Writer,
    exam: ExamResult | None,
    *,
    on_progress: OnProgress,
    cancel: Cancellation,
) -> Asked:
    """A checked candidate for each of the first `MOST` reported claims: `wishes`, `answers` and `recorded` in one.

    Nothing is asked of a writer whose exam doesn't permit it.
    """
    if exam is None or not permits(exam):
        return Asked(sections)
    given = answers(wishes(sections, turns, people), writer, on_progress=on_progress, cancel=cancel)
    return Asked(recorded(sections, given, turns, people, exam), given.remark)


def wishes(sections: tuple[Section, ...], turns: tuple[Turn, ...], people: People) -> tuple[Wish, ...]:
    """What to ask the writer: one request for each of the first `MOST` claims that its prompt suits."""
    chosen = [claim for section in sections for claim in section.claims if _suits(claim, turns)][:MOST]
    return tuple(Wish(claim.id, _request(claim, turns, people), claim.text) for claim in chosen)


def told_by(speaker: str, said: str, people: People) -> CompletionRequest:
    """The request for one speaker's words as reported speech; the exam asks in the same way."""
    pronoun = pronouns(people.find(speaker)).subject
    return prompt("reported-speech").request(name=people.name(speaker), pronoun=pronoun, said=tidy(said))


def answers(wanted: tuple[Wish, ...], writer: Writer, *, on_progress: OnProgress, cancel: Cancellation) -> Answers:
    """Ask the writer, one wish after the other. Raises `Cancelled`; a failing model only ends the asking."""
    found: list[Answer] = []
    began = time.monotonic()
    for number, wish in enumerate(wanted):
        cancel.raise_if_asked()
        on_progress(Progress(number, len(wanted), "comparing wordings"))
        if time.monotonic() - began > SECONDS:
            break
        try:
            found.append(_answer(wish, writer, cancel))
        except ModelError as error:
            return Answers(tuple(found), f"The rest of this draft was made by rules alone. {error}")
    return Answers(tuple(found))


def recorded(
    sections: tuple[Section, ...], given: Answers, turns: tuple[Turn, ...], people: People, exam: ExamResult
) -> tuple[Section, ...]:
    """The sections with each answer checked and kept beside its claim, or shown in its place."""
    by_claim = {answer.claim: answer for answer in given.answers}

    def with_answer(claim: Claim) -> Claim:
        answer = by_claim.get(claim.id)
        return claim if answer is None else _with(claim, answer, turns, people, exam)

    return tuple(replace(section, claims=tuple(map(with_answer, section.claims))) for section in sections)


def _suits(claim: Claim, turns: tuple[Turn, ...]) -> bool:
    """One speaker's own words, told by the rules: the only shape that the prompt shows."""
    told = claim.written_by is WrittenBy.RULES and claim.kind is not Kind.ACTION and not claim.text.startswith("Asked ")
    return told and len({source.speaker for source in sources_of(claim, turns)}) == 1


def _request(claim: Claim, turns: tuple[Turn, ...], people: People) -> CompletionRequest:
    sources = sources_of(claim, turns)
    return told_by(sources[0].speaker, " ".join(source.text for source in sources), people)


def _answer(wish: Wish, writer: Writer, cancel: Cancellation) -> Answer:
    text = writer.complete(wish.request, cancel=cancel).text.strip()
    if not text:
        return Answer(wish.claim, "", 0.0, 0.0)
    score, rules_score = writer.score((text, wish.by_rules), cancel=cancel)
    return Answer(wish.claim, text, score, rules_score)


def _with(claim: Claim, answer: Answer, turns: tuple[Turn, ...], people: People, exam: ExamResult) -> Claim:
    checks = verify_claim(replace(claim, text=answer.text), turns, people.people)
    failed = tuple(check.rule for check in checks if not check.passed)
    beside = replace(claim, candidate=Candidate(answer.text, not failed, answer.score, failed))
    passed = not failed and all(check.passed for check in claim.checks)
    if not passed or not better(answer, claim, exam):
        return beside
    return replace(beside, text=answer.text, by_rules=claim.text, checks=checks, written_by=WrittenBy.MODEL)


def better(answer: Answer, claim: Claim, exam: ExamResult) -> bool:
    """Whether the model's wording is to be shown: it is another one, and shorter, or reads better by its own measure
    where the exam trusts that.
    """
    if answer.text == claim.text:
        return False
    shorter = len(words(answer.text)) < len(words(claim.text))
    return shorter or (exam.may_rank and answer.score > answer.rules_score)
