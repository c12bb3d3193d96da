"""What a model would have written: asked for, checked and recorded beside a claim, never shown until the model has
passed its exam.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from models.errors import ModelError
from models.progress import Cancellation, OnProgress, Progress
from models.writer import Writer
from scribe.notes.people import People, pronouns
from scribe.notes.prompts import prompt
from scribe.notes.utterances import tidy
from scribe.notes.verify import sources_of, verify
from scribe.visit import Candidate, Claim, Kind, Section, Turn, WrittenBy

MOST = 12
"""Claims for which a candidate is asked: about 10 s with the starter writer on two cores."""
SECONDS = 30.0
"""No further candidate is begun after this long."""


@dataclass(frozen=True)
class Asked:
    """Sections with the candidates recorded, and a plain sentence if the writer stopped half-way."""

    sections: tuple[Section, ...]
    remark: str = ""


def ask(
    sections: tuple[Section, ...], turns: tuple[Turn, ...], people: People, writer: Writer,
    *, on_progress: OnProgress, cancel: Cancellation,
) -> Asked:  # fmt: skip
    """A candidate for each of the first `MOST` reported claims. Raises `Cancelled`; a failing model only ends the
    asking.
    """
    chosen = [claim for section in sections for claim in section.claims if _suits(claim, turns)][:MOST]
    found: dict[str, Candidate] = {}
    remark = ""
    began = time.monotonic()
    for number, claim in enumerate(chosen):
        cancel.raise_if_asked()
        on_progress(Progress(number, len(chosen), "comparing wordings"))
        if time.monotonic() - began > SECONDS:
            break
        try:
            found[claim.id] = _candidate(claim, turns, people, writer, cancel)
        except ModelError as error:
            remark = f"The rest of this draft was made by rules alone. {error}"
            break
    return Asked(tuple(_with(section, found) for section in sections), remark)


def _suits(claim: Claim, turns: tuple[Turn, ...]) -> bool:
    """One speaker's own words, told by the rules: the only shape that the prompt shows."""
    told = claim.written_by is WrittenBy.RULES and claim.kind is not Kind.ACTION and not claim.text.startswith("Asked ")
    return told and len({source.speaker for source in sources_of(claim, turns)}) == 1


def _candidate(
    claim: Claim, turns: tuple[Turn, ...], people: People, writer: Writer, cancel: Cancellation
) -> Candidate:
    sources = sources_of(claim, turns)
    speaker = sources[0].speaker
    said = tidy(" ".join(source.text for source in sources))
    request = prompt("reported-speech").request(
        name=people.name(speaker), pronoun=pronouns(people.find(speaker)).subject, said=said
    )
    text = writer.complete(request, cancel=cancel).text.strip()
    checks = verify(text, sources, people.people)
    failed = tuple(check.rule for check in checks if not check.passed)
    # Both wordings get a score by the same measure, so that they can be compared later.
    score = writer.score((text,), cancel=cancel)[0] if text else 0.0
    return Candidate(text, not failed, score, failed)


def _with(section: Section, found: dict[str, Candidate]) -> Section:
    claims = tuple(
        replace(claim, candidate=found[claim.id]) if claim.id in found else claim for claim in section.claims
    )
    return replace(section, claims=claims)
