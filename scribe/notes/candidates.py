"""What a model would have written: asked for, checked and recorded beside a claim, never shown until the model has
passed its exam.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from models.errors import ModelError
from models.progress import Cancellation, OnProgress, Progress
from models.writer import CompletionRequest, Writer
from scribe.notes.people import People, pronouns
from scribe.notes.prompts import prompt
from scribe.notes.utterances import tidy
from scribe.notes.verify import sources_of, verify
from scribe.visit import Candidate, Claim, ClaimId, Kind, Section, Turn, WrittenBy

MOST = 12
"""Claims for which a candidate is asked: about 10 s with the starter writer on two cores."""
SECONDS = 30.0
"""No further candidate is begun after this long."""


@dataclass(frozen=True)
class Wish:
    """A claim for which a candidate is wanted, and what the writer is to go on from."""

    claim: ClaimId
    request: CompletionRequest


@dataclass(frozen=True)
class Answer:
    """What the writer offered for a claim, not checked yet, and its score: the mean log-likelihood a token."""

    claim: ClaimId
    text: str
    score: float


@dataclass(frozen=True)
class Answers:
    """Every answer, and a plain sentence if the writer stopped half-way."""

    answers: tuple[Answer, ...]
    remark: str = ""


@dataclass(frozen=True)
class Asked:
    """Sections with the candidates recorded, and a plain sentence if the writer stopped half-way."""

    sections: tuple[Section, ...]
    remark: str = ""


def ask(
    sections: tuple[Section, ...],
    turns: tuple[Turn, ...],
    people: People,
    writer: Writer,
    *,
    on_progress: OnProgress,
    cancel: Cancellation,
) -> Asked:
    """A checked candidate for each of the first `MOST` reported claims: `wishes`, `answers` and `recorded` in one."""
    given = answers(wishes(sections, turns, people), writer, on_progress=on_progress, cancel=cancel)
    return Asked(recorded(sections, given, turns, people), given.remark)


def wishes(sections: tuple[Section, ...], turns: tuple[Turn, ...], people: People) -> tuple[Wish, ...]:
    """What to ask the writer: one request for each of the first `MOST` claims that its prompt suits."""
    chosen = [claim for section in sections for claim in section.claims if _suits(claim, turns)][:MOST]
    return tuple(Wish(claim.id, _request(claim, turns, people)) for claim in chosen)


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
    sections: tuple[Section, ...], given: Answers, turns: tuple[Turn, ...], people: People
) -> tuple[Section, ...]:
    """The sections with each answer checked and kept beside its claim."""
    by_claim = {answer.claim: answer for answer in given.answers}
    return tuple(
        replace(section, claims=tuple(_with(claim, by_claim, turns, people) for claim in section.claims))
        for section in sections
    )


def _suits(claim: Claim, turns: tuple[Turn, ...]) -> bool:
    """One speaker's own words, told by the rules: the only shape that the prompt shows."""
    told = claim.written_by is WrittenBy.RULES and claim.kind is not Kind.ACTION and not claim.text.startswith("Asked ")
    return told and len({source.speaker for source in sources_of(claim, turns)}) == 1


def _request(claim: Claim, turns: tuple[Turn, ...], people: People) -> CompletionRequest:
    sources = sources_of(claim, turns)
    speaker = sources[0].speaker
    said = tidy(" ".join(source.text for source in sources))
    pronoun = pronouns(people.find(speaker)).subject
    return prompt("reported-speech").request(name=people.name(speaker), pronoun=pronoun, said=said)


def _answer(wish: Wish, writer: Writer, cancel: Cancellation) -> Answer:
    text = writer.complete(wish.request, cancel=cancel).text.strip()
    # Both wordings get a score by the same measure, so that they can be compared later.
    return Answer(wish.claim, text, writer.score((text,), cancel=cancel)[0] if text else 0.0)


def _with(claim: Claim, by_claim: dict[ClaimId, Answer], turns: tuple[Turn, ...], people: People) -> Claim:
    answer = by_claim.get(claim.id)
    if answer is None:
        return claim
    checks = verify(answer.text, sources_of(claim, turns), people.people)
    failed = tuple(check.rule for check in checks if not check.passed)
    return replace(claim, candidate=Candidate(answer.text, not failed, answer.score, failed))
