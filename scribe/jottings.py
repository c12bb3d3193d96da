"""What the worker typed during a visit, beside what was said: jottings as turns of the transcript, and back."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scribe.document_text import can_be_seen, tidy
from scribe.errors import FairnoteError, MoveNotAllowed, NotFound
from scribe.harm import remember_turns
from scribe.off_record import on_record
from scribe.records import refuse_broken, utc_now
from scribe.transcript_edits import transcript_sha256
from scribe.vault import Vault
from scribe.visit import Document, Jotting, Manner, ModelCard, Transcript, Turn, TurnId, VisitId

WRITTEN = (Manner.SEEN, Manner.TOLD, Manner.VIEW, Manner.READ_BACK)
"""Manners of what is typed. A mark has no words, and what was spoken is no jotting."""
JOTTED = (*WRITTEN, Manner.MARK)
ADDED = "jotting added"


class JottingRefused(FairnoteError):
    """Words without a manner, or a manner without words."""

    sentence = "A jotting is Seen, Told or My view, and needs a few words. Nothing was changed."


OF_THE_PERSON = (
    "These are the words of the person visited, said when the note was read back. Nothing was changed. Change the note "
    "instead: their words stay as they said them."
)
MARK_HAS_NO_WORDS = "A mark has no words. Choose Seen, Told or My view for them. Nothing was changed."


def as_turn(jotting: Jotting, speaker: str) -> Turn:
    """A jotting as a turn of no length at its time. `speaker` is the worker's id, or ''."""
    return Turn(jotting.id, speaker, jotting.at, jotting.at, jotting.text, manner=jotting.manner)


def in_time(vault: Vault, visit_id: VisitId) -> tuple[Turn, ...]:
    """A visit's jottings as turns, in the order of their times."""
    return tuple(sorted((as_turn(each, "") for each in vault.jottings(visit_id)), key=lambda turn: turn.start))


def merged(transcript: Transcript, jottings: Iterable[Turn]) -> Transcript:
    """The transcript with these turns among its own: each after the last turn that began no later."""
    turns = list(transcript.turns)
    for jotted in sorted(jottings, key=lambda turn: turn.start):
        after = max((place for place, turn in enumerate(turns, start=1) if turn.start <= jotted.start), default=0)
        turns.insert(after, jotted)
    return replace(transcript, turns=tuple(turns))


def whole_transcript(vault: Vault, visit_id: VisitId) -> Transcript | None:
    """All that was said and jotted down, in order, also what is off the record: for whoever mends it.

    None while what was said is not written down yet. Where there is no sound it is the jottings alone.
    """
    with vault.reading():
        said = vault.transcript(visit_id)
        sounds = said is not None or any(each.seconds or not each.finished for each in vault.recordings(visit_id))
        jotted = vault.jottings(visit_id)
        if said is None and (sounds or not jotted):
            return None
        speaker = _worker(vault, visit_id)
        talk = said or Transcript((), ModelCard("none"), 0.0, "")
        return merged(talk, (as_turn(each, speaker) for each in jotted)) if jotted else talk


def drafted_from(vault: Vault, visit_id: VisitId) -> Transcript | None:
    """What notes and documents of this visit are made from: the whole transcript without what is off the record."""
    whole = whole_transcript(vault, visit_id)
    return on_record(whole) if whole else None


def out_of_date(vault: Vault, document: Document) -> bool:
    """Whether who said what, what is off the record, or a jotting was changed since this was drafted.

    Its evidence may be wrong then.
    """
    said = drafted_from(vault, document.visit)
    then = document.transcript_sha256
    return bool(then) and (said is None or transcript_sha256(said) != then)


def _worker(vault: Vault, visit_id: VisitId) -> str:
    """Whose jottings they are: the one worker's, or '' where it could be several."""
    worker = vault.visit(visit_id).worker
    return worker.id if worker is not None else ""


def add(vault: Vault, visit_id: VisitId, manner: Manner, text: str, at: float) -> Jotting:
    """Keep a jotting under an id that this visit never had. Raises `JottingRefused`, `NotFound`, `MoveNotAllowed`."""
    words = _words(manner, text)
    with vault.transaction():
        # A time that can't be one must not cost the words.
        seconds = max(0.0, at) if math.isfinite(at) else 0.0
        made = Jotting(_next_id(vault, visit_id), seconds, manner, words, utc_now())
        vault.save_jotting(visit_id, made)
        vault.audit.add(ADDED, visit_id, jotting=made.id)
    return made


def change(vault: Vault, visit_id: VisitId, jotting_id: TurnId, manner: Manner, text: str) -> Jotting:
    """Put other words or another manner in its place; its time stays. Raises `JottingRefused`, `NotFound`.

    What was said when the note was read back stays as it is: `MoveNotAllowed`.
    """
    words = _words(manner, text)
    with vault.transaction():
        before = find(vault, visit_id, jotting_id)
        if Manner.READ_BACK in (manner, before.manner):
            raise MoveNotAllowed(OF_THE_PERSON)
        made = replace(before, manner=manner, text=words)
        if made != before:
            with _remembering(vault, visit_id):
                vault.save_jotting(visit_id, made)
            vault.audit.add("jotting changed", visit_id, jotting=jotting_id)
    return made


def remove(vault: Vault, visit_id: VisitId, jotting_id: TurnId) -> None:
    """Take it out. Raises `NotFound`, and `MoveNotAllowed` for what was said when the note was read back."""
    with vault.transaction():
        if find(vault, visit_id, jotting_id).manner is Manner.READ_BACK:
            raise MoveNotAllowed(OF_THE_PERSON)
        with _remembering(vault, visit_id):
            vault.remove_jotting(visit_id, jotting_id)
        vault.audit.add("jotting removed", visit_id, jotting=jotting_id)


def find(vault: Vault, visit_id: VisitId, jotting_id: TurnId) -> Jotting:
    """One jotting. Raises `NotFound`."""
    found = next((each for each in vault.jottings(visit_id) if each.id == jotting_id), None)
    if found is None:
        raise NotFound
    return found


@contextlib.contextmanager
def _remembering(vault: Vault, visit_id: VisitId) -> Iterator[None]:
    """Words of harm that are gone after this are remembered to have been there."""
    before = in_time(vault, visit_id)
    yield
    remember_turns(vault, visit_id, before, in_time(vault, visit_id))


def _words(manner: Manner, text: str) -> str:
    words = tidy(refuse_broken(text))
    if manner is Manner.MARK:
        if words:
            raise JottingRefused(MARK_HAS_NO_WORDS)
        return ""
    if manner not in WRITTEN or not can_be_seen(words):
        raise JottingRefused
    return words


def _next_id(vault: Vault, visit_id: VisitId) -> TurnId:
    """One more than any that was ever given: the record of what was done knows those that were removed."""
    given = [str(dict(row.facts)["jotting"]) for row in vault.audit.rows_about(visit_id, ADDED)]
    given += [each.id for each in vault.jottings(visit_id)]
    return TurnId(f"j{max((int(each[1:]) for each in given), default=0) + 1}")
