"""What the person visited says to the note when it is read back: kept as their words, beside what they correct."""

from __future__ import annotations

from collections.abc import Callable

from scribe import jottings
from scribe.jottings import whole_transcript
from scribe.review_actions import change
from scribe.review_parts import add_claim, claim_of, free_id, mark_corrected
from scribe.vault import Vault
from scribe.visit import (
    Claim,
    ClaimId,
    Document,
    DocumentId,
    Evidence,
    Jotting,
    Kind,
    Manner,
    SectionId,
    WrittenBy,
)

READ = "note read back"


def correct(
    vault: Vault,
    document_id: DocumentId,
    words: str,
    section_id: SectionId,
    claim_id: ClaimId | None = None,
    *,
    fill: Callable[[Document, Document], Document] = lambda _, after: after,
) -> Document:
    """Keep what was said, and quote it in this section: after the statement that it is about, or at the end.

    The statement stays as it is, marked with what corrects it: nobody but the worker rewords the note. The words are a
    jotting, so they are there whatever becomes of the note, and what has been drafted is no older for it. The section
    has to be confirmed again. `fill` completes the changed document by its template, given that before and after. All
    of it is one transaction. Raises `JottingRefused` without words, `NotFound`, and
    what `review_actions.change` and the vault raise.
    """
    with vault.transaction():
        note = vault.document(document_id)
        if claim_id is not None:
            claim_of(note, section_id, claim_id)
        said = whole_transcript(vault, note.visit)
        kept = jottings.add(vault, note.visit, Manner.READ_BACK, words, said.seconds if said else 0.0)
        return change(vault, document_id, lambda note: fill(note, _with(note, section_id, claim_id, kept)))


def was_read_back(vault: Vault, document_id: DocumentId, *, words: int, seconds: float) -> None:
    """Record that it was read to the person visited: how many words of it, and for how long. Raises `NotFound`."""
    with vault.transaction():
        version = vault.document(document_id).version
        vault.audit.add(READ, document_id, version=version, words=words, seconds=round(seconds, 1))


def _with(document: Document, section_id: SectionId, claim_id: ClaimId | None, kept: Jotting) -> Document:
    quoted = _quotation(kept, free_id(document))
    longer = add_claim(document, section_id, quoted, after=claim_id)
    if claim_id is None:
        return longer
    return mark_corrected(longer, claim_id, quoted.id)


def _quotation(kept: Jotting, claim_id: ClaimId) -> Claim:
    # They bring the dictionary with them, which the window must not load at its start.
    from scribe.notes.own_words import as_typed, framed
    from scribe.notes.weight import weight

    return Claim(
        claim_id,
        framed(as_typed(kept.text), kept.manner),
        Kind.QUOTED,
        (Evidence(kept.id, 0, len(kept.text), round(kept.at, 2), round(kept.at, 2)),),
        written_by=WrittenBy.QUOTATION,
        of_weight=weight(kept.text),
    )
