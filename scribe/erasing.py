"""Erasing a visit so that no harm that was mentioned goes unrecorded, and bringing it back while it can be."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from scribe import lifecycle
from scribe.audio_recovery import UNREADABLE
from scribe.document_text import can_be_seen, tidy, tidy_lines
from scribe.errors import DataDamaged, FairnoteError, MoveNotAllowed
from scribe.harm import heard_turns, moments_in, tells_of_harm, texts_of
from scribe.ids import new_id
from scribe.jottings import in_time
from scribe.lifecycle import Move
from scribe.notes.templates import template
from scribe.records import refuse_broken, utc_now
from scribe.review import NothingWritten
from scribe.vault import Vault, VisitErased
from scribe.vault_keeping import Kept
from scribe.visit import (
    Document,
    DocumentId,
    DocumentStage,
    HeardPart,
    ModelCard,
    Recording,
    Section,
    Visit,
    VisitId,
    VisitStage,
)
from scribe.visit_audio import sound_damage

log = logging.getLogger(__name__)

TEMPLATE = "record-after-erasing"
MUST_RECORD, WHY_ERASED = "must-record", "why-erased"
WAS_THERE = "Words of harm were in this visit. They were changed or taken out since."
_NEAR = 1.0
"""Seconds at the end of a recording that need hold no words."""


class MustBeRecorded(FairnoteError):
    """Harm was mentioned in the visit, or may have been."""

    sentence = (
        "Harm was mentioned in this visit, or may have been, so what must be recorded comes first. Nothing was erased. "
        "Write it down, then erase the visit."
    )


class StillRecording(MoveNotAllowed):
    """A recording has not been ended."""

    sentence = "A recording of this visit has not ended. Nothing was erased. Stop it or keep what it saved, then erase."


@dataclass(frozen=True)
class HarmMentioned:
    """What is known of harm in a visit before it is erased."""

    moments: tuple[str, ...]
    """Plain lines for the worker: 'At 3:12: “…”'. They are shown in the window and kept nowhere."""
    known: bool
    """False: not all of the sound is words yet, or not all of it can be read, so the worker must say."""


@dataclass(frozen=True)
class ErasedVisit:
    """A visit that is hidden, and until when it can be brought back at least."""

    id: VisitId
    reference: str
    erased_at: datetime
    until: datetime


def harm_mentioned(vault: Vault, visit_id: VisitId) -> HarmMentioned:
    """Where words of harm, abuse, suicide or risk are in what was said, as far as it is words, jotted down, or in a
    note; or that they were and are gone.
    """
    with vault.reading():
        seen = vault.visit(visit_id).harm_seen
        said = vault.transcript(visit_id)
        recordings, heard = vault.recordings(visit_id), vault.heard(visit_id)
        jotted = in_time(vault, visit_id)
        documents = vault.documents(visit_id)
    written = _written(documents, {tidy(turn.text) for turn in (*(said.turns if said else ()), *jotted)})
    parts = (said.turns if said else (), heard_turns(recordings, heard), jotted)
    lines = [text for _, text in sorted(line for turns in parts for line in moments_in(turns))]
    lines += [f"In the {where}: “{' '.join(text.split())}”" for where, text in written if tells_of_harm(text)]
    if seen:
        lines.append(WAS_THERE)
    known = _all_words(recordings, heard, said.seconds if said else 0.0) and not _damaged(vault, visit_id, recordings)
    return HarmMentioned(tuple(dict.fromkeys(lines)), known)


def erase(vault: Vault, visit_id: VisitId, *, why: str, to_record: str = "", no_harm: bool = False) -> VisitId | None:
    """Hide a visit, and store what must be recorded of it in a new visit of its own; that one's id, or None.

    The new visit has a key of its own: what is written there stays when the erased visit's key is destroyed. All of it
    is one transaction. Raises `MustBeRecorded` where harm was mentioned, or can't be known and the worker has not said
    that there was none, and nothing is given to record; `Held`, `OnRecord`, `StillRecording` or `MoveNotAllowed`;
    `NothingWritten` without a reason.
    """
    reason, record = tidy(refuse_broken(why)), tidy_lines(refuse_broken(to_record))
    if not can_be_seen(reason):
        raise NothingWritten("Say why the visit is erased. Nothing was changed.")
    with vault.transaction():
        if vault.visit_stage(visit_id) is VisitStage.RECORDING:
            raise StillRecording
        lifecycle.refuse_erasing(vault, visit_id)
        mentioned = harm_mentioned(vault, visit_id)
        written = can_be_seen(record)
        if not written and (mentioned.moments or not (mentioned.known or no_harm)):
            raise MustBeRecorded
        kept = _record(vault, vault.visit(visit_id), record, reason) if written else None
        lifecycle.advance(
            vault,
            visit_id,
            Move.ERASE,
            why=vault.audit.fingerprint(reason),
            record=kept or "none",
            no_harm=int(no_harm),
        )
    return kept


def erased_visits(vault: Vault, days: int) -> tuple[ErasedVisit, ...]:
    """The hidden visits that can be brought back, the last erased first: as long as the key is there.

    `days`: for how long that is at least; with none only those that are held can. One whose facts are damaged is passed
    over: the others must be listed.
    """
    found = []
    plans = () if vault.read_only else vault.plans()  # one of an earlier version, if it can only be read, has none
    planned = {plan.visit: plan.due_at for plan in plans if plan.kind is Kept.VISIT}
    for visit_id, at in vault.erased_visits():
        try:
            known = vault.visit(visit_id)
        except VisitErased:
            continue
        except DataDamaged:
            log.warning("an erased visit could not be listed: its facts are damaged")
            continue
        if days > 0 or known.held:
            until = max(at + timedelta(days=days), planned.get(visit_id, at))
            found.append(ErasedVisit(visit_id, known.reference, at, until))
    return tuple(sorted(found, key=lambda each: each.erased_at, reverse=True))


def restore(vault: Vault, visit_id: VisitId, days: int) -> Visit:
    """Bring a hidden visit back as it was. Raises `MoveNotAllowed` where `days` is 0 and it isn't held."""
    lifecycle.restore(vault, visit_id, restorable=timedelta(days=days))
    return vault.visit(visit_id)


def _written(documents: tuple[Document, ...], said: set[str]) -> list[tuple[str, str]]:
    """Where something is written, and the text. A line of a transcript that is still what was said is known by that."""
    notes = [("note", text) for one in documents if not one.is_transcript for text in texts_of(one)]
    lines = [("transcript", text) for one in documents if one.is_transcript for text in texts_of(one)]
    return notes + [(where, text) for where, text in lines if (text.partition(": ")[2] or text) not in said]


def _record(vault: Vault, erased: Visit, words: str, why: str) -> VisitId:
    """A visit of the same reference and people with one small document in it."""
    now, chosen = utc_now(), template(TEMPLATE)
    made = Visit(
        VisitId(new_id("v")),
        erased.reference,
        TEMPLATE,
        VisitStage.PLANNED,
        now,
        erased.people,
        erased.practice,
        record_of=erased.id,
    )
    written = {MUST_RECORD: words, WHY_ERASED: why}
    sections = tuple(
        Section(s.id, s.heading, prompt=s.prompt, written=written[s.id], recorded=written[s.id])
        for s in chosen.sections
    )
    vault.add_visit(made)
    vault.save_document(
        Document(
            id=DocumentId(new_id("d")),
            visit=made.id,
            template=chosen.id,
            title=chosen.title,
            version=1,
            stage=DocumentStage.DRAFTED,
            sections=sections,
            actions=(),
            omissions=(),
            model=ModelCard("none"),
            created_at=now,
            practice=made.practice,
        )
    )
    return made.id


def _all_words(recordings: tuple[Recording, ...], heard: tuple[HeardPart, ...], covered: float) -> bool:
    """Whether every second of sound is in the transcript, which covers the first `covered`, or was heard since."""
    until: dict[str, float] = {}
    for part in heard:
        until[part.recording] = max(until.get(part.recording, 0.0), part.until)
    offset = 0.0
    for recording in recordings:
        if not recording.finished:
            return False
        offset += recording.seconds
        if offset > covered + _NEAR and until.get(recording.id, 0.0) < recording.seconds - _NEAR:
            return False
    return True


def _damaged(vault: Vault, visit_id: VisitId, recordings: tuple[Recording, ...]) -> bool:
    """Whether there is sound of this visit that can't be read, or may be missing: nobody knows what was said in it."""
    if any(each.remark == UNREADABLE or (each.remark and each.seconds) for each in recordings):
        return True
    try:
        return bool(sound_damage(vault, visit_id))
    except DataDamaged:
        return True
