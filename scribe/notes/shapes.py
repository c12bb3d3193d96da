"""The JSON that goes in and out of a draft, exactly as docs say it: kept stable because others script against it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from scribe.document_text import NOT_DISCUSSED, empty_line
from scribe.errors import FileRefused
from scribe.jottings import JOTTED
from scribe.notes.material import DraftNote, Material
from scribe.notes.people import People
from scribe.notes.templates import Template
from scribe.transcript_json import parsed, transcript_from
from scribe.visit import (
    Action,
    Claim,
    Evidence,
    Manner,
    ModelCard,
    Omission,
    Person,
    PersonId,
    Role,
    Section,
    Turn,
)

DRAFT_STATUS = "draft, not approved"
_ROLES = {
    "social worker": Role.WORKER, "patient": Role.PERSON, "client": Role.PERSON, "doctor": Role.PROFESSIONAL,
    "nurse": Role.PROFESSIONAL, "mother": Role.FAMILY, "father": Role.FAMILY, "daughter": Role.FAMILY,
    "son": Role.FAMILY,
    "wife": Role.FAMILY, "husband": Role.FAMILY,
}  # fmt: skip


def draft_json(draft: DraftNote, template: Template | str) -> dict[str, Any]:
    """A draft as the command `fairnote draft --json` gives it."""
    return {
        "status": DRAFT_STATUS,
        "template": template if isinstance(template, str) else template.id,
        "model": model_json(draft.model),
        "sections": [_section(each, draft.omissions, draft.sections) for each in draft.sections],
        "actions": [_action(each) for each in draft.actions],
        "not_in_note": [_omission(each) for each in draft.omissions],
        "seconds_taken": draft.seconds_taken,
    }


def material_from_text(text: str) -> Material:
    """The material in a JSON file's text. Raises `FileRefused`, with a sentence that holds nothing of the file."""
    return material_from_json(parsed(text))


def material_from_json(data: object) -> Material:
    """The people, turns and jottings of a transcript, or of people and turns alone. Raises `FileRefused`."""
    said = transcript_from(data)
    people = data.get("people") if isinstance(data, dict) else None
    known = _people(people, tuple(turn for turn in said.turns if turn.manner in (Manner.SPOKEN, Manner.DICTATED)))
    worker = People(known).only_worker
    turns = tuple(replace(turn, speaker=worker) if turn.manner in JOTTED else turn for turn in said.turns)
    return Material(known, turns, said.doubts)


def people_from_speakers(turns: tuple[Turn, ...]) -> tuple[Person, ...]:
    """Somebody for each speaker's label where nobody is named: 'Speaker 1' for S1, with no pronouns. '' stays
    nobody.
    """
    labels = dict.fromkeys(turn.speaker for turn in turns if turn.speaker.strip())
    return tuple(Person(PersonId(label), _label_name(label), _label_role(label)) for label in labels)


def model_json(card: ModelCard) -> dict[str, str]:
    """Which model it was."""
    return {"name": card.name, "sha256": card.sha256, "compute": card.compute}


def _section(section: Section, omissions: tuple[Omission, ...], sections: tuple[Section, ...]) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": section.id,
        "heading": section.heading,
        "claims": [_claim(each) for each in section.claims],
    }
    if section.prompt:
        shape["prompt"] = section.prompt
    if section.aspects:
        shape["aspects_not_discussed"] = [aspect.id for aspect in section.aspects_not_discussed]
    if section.required:
        shape["required"] = True
    nothing = section.not_discussed and empty_line(omissions, section, sections) == NOT_DISCUSSED
    return shape | {"not_discussed": nothing}


def _claim(claim: Claim) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": claim.id,
        "text": claim.text,
        "kind": claim.kind.value,
        "evidence": [_evidence(each) for each in claim.evidence],
        "checks": [_check(each.rule, each.passed, each.detail) for each in claim.checks],
        "flagged": claim.flagged,
        "why": claim.why,
        "written_by": claim.written_by.value,
        "of_weight": list(claim.of_weight),
        "also": list(claim.also),
    }
    if claim.aspect:
        shape["aspect"] = claim.aspect
    if claim.by_rules:
        shape["by_rules"] = claim.by_rules
    if claim.candidate is not None:
        offered = claim.candidate
        shape["candidate"] = {
            "text": offered.text,
            "passed": offered.passed,
            "mean_logprob": offered.mean_logprob,
            "failed_rules": list(offered.failed_rules),
        }
    return shape


def _check(rule: str, passed: bool, detail: str) -> dict[str, Any]:
    return {"rule": rule, "passed": passed} | ({"detail": detail} if detail else {})


def _evidence(each: Evidence) -> dict[str, Any]:
    return {"turn": each.turn, "from": each.start_char, "to": each.end_char, "start": each.start, "end": each.end}


def _action(action: Action) -> dict[str, Any]:
    return {
        "text": action.text,
        "owner": action.owner,
        "by": action.by,
        "evidence": [_evidence(each) for each in action.evidence],
    }


def _omission(line: Omission) -> dict[str, Any]:
    return {
        "turn": line.turn, "text": line.text, "why": line.why,
        "from": line.start_char, "to": line.end_char, "of_weight": list(line.of_weight),
    }  # fmt: skip


def _people(data: object, turns: tuple[Turn, ...]) -> tuple[Person, ...]:
    if data is None:
        return people_from_speakers(turns)
    if not isinstance(data, list):
        raise FileRefused("This transcript can't be used: its people are not a list. It was not changed.")
    people = tuple(_person(each, number) for number, each in enumerate(data, start=1))
    if len({person.id for person in people}) != len(people):
        raise FileRefused("This transcript can't be used: two of its people have the same id. It was not changed.")
    return people


def _person(data: object, number: int) -> Person:
    if not isinstance(data, dict) or not _text(data.get("id")) or not _text(data.get("name")):
        raise FileRefused(f"This transcript can't be used: person {number} needs an id and a name. It was not changed.")
    role = str(data.get("role") or Role.OTHER.value).lower()
    if role not in {each.value for each in Role} and role not in _ROLES:
        known = ", ".join(each.value for each in Role)
        raise FileRefused(
            f"This transcript can't be used: the role of person {number} must be one of {known}. It was not changed."
        )
    pronouns = data.get("pronouns") or ""
    if not isinstance(pronouns, str):
        raise FileRefused(
            f"This transcript can't be used: the pronouns of person {number} are not text. It was not changed."
        )
    return Person(PersonId(data["id"]), " ".join(data["name"].split()), _ROLES.get(role) or Role(role), pronouns)


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _label_name(label: str) -> str:
    numbered = re.fullmatch(r"(?i)s(?:peaker)?[ _-]?(\d{1,9})", label)
    if numbered:
        return f"Speaker {int(numbered[1])}"
    return (
        f"The {label.lower()}"
        if label.lower() in _ROLES or label.lower() in {role.value for role in Role}
        else label[:1].upper() + label[1:]
    )


def _label_role(label: str) -> Role:
    low = label.lower()
    return _ROLES.get(low) or (Role(low) if low in {role.value for role in Role} else Role.OTHER)
