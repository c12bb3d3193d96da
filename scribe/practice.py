"""The practice visit: a played visit on which a worker learns to find what a draft gets wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from models.speakers import SpeakerTurn
from scribe.visit import Claim, ClaimId, Document, DocumentId, Person, PersonId, Role, Section

FOLDER = Path(__file__).parent.parent / "resources" / "practice"


@dataclass(frozen=True)
class Planted:
    """The wrong statement: which seconds it is said to come from, what it says, and why that is wrong."""

    start: float
    end: float
    text: str
    why: str


@dataclass(frozen=True)
class Missed:
    """The wrong statement where nobody found it: under which heading it stands, what it says, and why that is wrong."""

    heading: str
    text: str
    why: str


@dataclass
class Practice:
    """The script that was played, and where its wrong statement was put in each training copy."""

    reference: str
    audio: Path
    people: tuple[Person, ...]
    speaker_turns: tuple[SpeakerTurn, ...]
    planted: Planted
    _put: dict[DocumentId, ClaimId] = field(default_factory=dict)

    def with_planted(self, document: Document) -> Document:
        """The training copy of a draft: the statement most like the wrong one is replaced by it. Nothing marks it."""
        places = [c for section in document.sections for c in section.claims if self._is_near(c)]
        if not places:
            return document
        place = max(places, key=lambda claim: len(_words(claim.text) & _words(self.planted.text)))
        self._put[document.id] = place.id
        return replace(document, sections=_with_text(document.sections, place.id, self.planted.text))

    def found(self, document: Document) -> bool | None:
        """Whether the worker has removed or reworded the wrong statement; None if this document has none."""
        claim_id = self._put.get(document.id)
        for section in document.sections:
            for claim in section.claims:
                if claim.id == claim_id:
                    return claim.removed or claim.text != self.planted.text
        return None if claim_id is None else True

    def missed(self, document: Document) -> Missed | None:
        """The wrong statement, where it still stands as it was put; None where it was found or never was there."""
        claim_id = self._put.get(document.id)
        for section in document.sections:
            if any(claim.id == claim_id for claim in section.claims) and not self.found(document):
                return Missed(section.heading, self.planted.text, self.planted.why)
        return None

    def _is_near(self, claim: Claim) -> bool:
        return any(e.start < self.planted.end and e.end > self.planted.start for e in claim.evidence)


def read_practice() -> Practice:
    """The practice visit that comes with Fairnote."""
    script: dict[str, Any] = json.loads((FOLDER / "script.json").read_text(encoding="utf-8"))
    turns = {turn["id"]: turn for turn in script["turns"]}
    planted = script["planted"]
    place = turns[planted["turn"]]
    return Practice(
        reference=script["reference"],
        audio=FOLDER / script["audio"]["file"],
        people=tuple(_person(person) for person in script["people"]),
        speaker_turns=tuple(SpeakerTurn(t["speaker"], t["start"], t["end"]) for t in script["turns"]),
        planted=Planted(place["start"], place["end"], planted["text"], planted["why"]),
    )


def _person(given: dict[str, str]) -> Person:
    return Person(PersonId(given["id"]), given["name"], Role(given["role"]), given["pronouns"])


def _words(text: str) -> set[str]:
    return set(text.lower().rstrip(".").split())


def _with_text(sections: tuple[Section, ...], claim_id: ClaimId, text: str) -> tuple[Section, ...]:
    """The sections with one claim's text replaced and its flag dropped: a learner gets no help with it."""
    return tuple(
        replace(
            section,
            claims=tuple(
                replace(claim, text=text, flagged=False, why=None, checks=(), settled=None)
                if claim.id == claim_id
                else claim
                for claim in section.claims
            ),
        )
        for section in sections
    )
