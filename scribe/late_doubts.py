"""Doubts that come after a draft was made: the claims of it that hang on them get a flag then."""

from __future__ import annotations

from dataclasses import replace

from scribe.jottings import drafted_from
from scribe.notes.doubts import flagged_anew
from scribe.notes.material import Material
from scribe.records import to_json
from scribe.transcript_document import latest_note
from scribe.transcript_edits import transcript_sha256
from scribe.vault import Vault
from scribe.visit import Document, DocumentStage, Transcript, VisitId

OPEN = frozenset({DocumentStage.DRAFTED, DocumentStage.IN_REVIEW, DocumentStage.REOPENED})
"""Stages in which nobody has approved it. What is approved is a record, and stays as it is."""


def flag_late_doubts(vault: Vault, visit_id: VisitId) -> Document | None:
    """Flag what is doubted since in the visit's latest note, and give the note; None where nothing of it changed.

    A second recogniser listens after the first draft is there; a draft must not be worth less for having been quick.
    """
    with vault.transaction():
        note, said = latest_note(vault, visit_id), drafted_from(vault, visit_id)
        if note is None or said is None or note.stage not in OPEN:
            return None
        after = with_late_doubts(note, said)
        if after == note:
            return None
        vault.save_document(after)
        hashes = {name: vault.audit.fingerprint(to_json(each)) for name, each in (("before", note), ("after", after))}
        vault.audit.add("late doubts flagged", note.id, **hashes)
        return after


def with_late_doubts(note: Document, said: Transcript) -> Document:
    """The note with those flags. A note that was made from other words is left alone: it is out of date in any case."""
    if note.transcript_sha256 != transcript_sha256(said):
        return note
    return replace(note, sections=flagged_anew(note.sections, Material((), said.turns, said.doubts)))
