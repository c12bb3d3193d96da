"""Doubts that come after a draft was made: the claims of it that hang on them get a flag then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scribe.jottings import drafted_from
from scribe.notes.doubts import flagged_anew
from scribe.notes.material import Material
from scribe.records import to_json
from scribe.transcript_document import extracts, latest, latest_note, written_out
from scribe.transcript_edits import transcript_sha256
from scribe.vault import Vault
from scribe.visit import Claim, Document, DocumentStage, Evidence, Section, Transcript, Visit, VisitId

OPEN = frozenset({DocumentStage.DRAFTED, DocumentStage.IN_REVIEW, DocumentStage.REOPENED})
"""Stages in which nobody has approved it. What is approved is a record, and stays as it is."""


def flag_late_doubts(vault: Vault, visit_id: VisitId) -> tuple[Document, ...]:
    """Flag what is doubted since in the visit's latest note, latest transcript and urgent extracts; give what changed.

    A second recogniser listens after the first draft is there; a draft must not be worth less for having been quick.
    """
    with vault.transaction():
        said = drafted_from(vault, visit_id)
        found = (latest_note(vault, visit_id), latest(vault, visit_id), *extracts(vault, visit_id))
        open_ones = (each for each in found if said is not None and each is not None and each.stage in OPEN)
        return tuple(made for each in open_ones if said and (made := _flagged(vault, each, said)))


def _flagged(vault: Vault, document: Document, said: Transcript) -> Document | None:
    after = with_late_doubts(document, said, vault.visit(document.visit))
    if after == document:
        return None
    vault.save_document(after)
    parts = (("before", document), ("after", after))
    hashes = {name: vault.audit.fingerprint(to_json(each)) for name, each in parts}
    vault.audit.add("late doubts flagged", document.id, **hashes)
    return after


def with_late_doubts(document: Document, said: Transcript, visit: Visit) -> Document:
    """The document with those flags. One that was made from other words is left alone: it is out of date anyway."""
    if document.transcript_sha256 != transcript_sha256(said):
        return document
    if document.is_transcript:
        return replace(document, sections=_lines_anew(document.sections, written_out(said, visit)))
    return replace(document, sections=flagged_anew(document.sections, Material((), said.turns, said.doubts)))


def _lines_anew(sections: tuple[Section, ...], made: Document) -> tuple[Section, ...]:
    """The lines of a transcript with the flags that they would be given now; what was dealt with stays as it is."""
    whys = {claim.evidence: claim.why for section in made.sections for claim in section.claims if claim.flagged}
    return tuple(_section_anew(section, whys) for section in sections)


def _section_anew(section: Section, whys: Mapping[tuple[Evidence, ...], str | None]) -> Section:
    claims = tuple(
        replace(claim, flagged=True, why=whys[claim.evidence]) if _is_new(claim) and claim.evidence in whys else claim
        for claim in section.claims
    )
    return section if claims == section.claims else replace(section, claims=claims, confirmed_at=None)


def _is_new(claim: Claim) -> bool:
    """Whether nobody has dealt with it, and nothing was doubted of it."""
    return not (claim.flagged or claim.settled is not None or claim.removed) and bool(claim.evidence)
