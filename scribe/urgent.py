"""Urgent extracts: chosen statements of a visit as a document of their own, approved alone because they can't wait.

The gate is the same as that of a note: read, confirmed, flags settled, approved by name, hashed, exported from there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from scribe.errors import FairnoteError, NotFound, NothingHeard, NotReadyToApprove
from scribe.harm_first import HarmStatement
from scribe.ids import new_id
from scribe.jottings import drafted_from, out_of_date
from scribe.read_back import beside_corrections, corrections, numbered
from scribe.records import utc_now
from scribe.review_actions import LEFT_REVIEW
from scribe.transcript_document import URGENT_ID, extracts, latest_note
from scribe.transcript_edits import transcript_sha256
from scribe.vault import Vault
from scribe.visit import (
    URGENT,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    Section,
    SectionId,
    Transcript,
    TurnId,
    VisitId,
    WentBefore,
)

TITLE = "Urgent extract"
SAID = SectionId("said")
HEADING = "What could not wait"
MADE, SHOWN = "urgent extract made", "urgent extract shown"
OTHER_WORDS = "The words were changed after this list was made. Nothing was made. Look at what may be harm again."
CHANGED_SINCE = "The words were changed after this note was drafted. Nothing was made. Draft it again, or choose turns."


class NothingChosen(FairnoteError):
    """An extract needs a statement."""

    sentence = "Choose at least one statement. Nothing was made."


def extract(vault: Vault, visit_id: VisitId, chosen: Sequence[Claim]) -> Document:
    """Make an urgent extract of these statements, in the order of the visit, and keep it. It is not approved yet.

    They keep their words, evidence, checks and flags. What the person visited said to one of them when the latest note
    was read back comes with it. Its one section can be written in, as any. Raises
    `NothingChosen`, `NothingHeard` while the words are no transcript yet, and `NotFound` where a statement rests on
    words that aren't there.
    """
    with vault.transaction():
        said, visit = drafted_from(vault, visit_id), vault.visit(visit_id)
        if said is None:
            raise NothingHeard
        if not chosen:
            raise NothingChosen
        note = latest_note(vault, visit_id)
        claims = _numbered(chosen, said, corrections(note) if note is not None else ())
        made = Document(
            id=DocumentId(new_id(URGENT_ID)),
            visit=visit_id,
            template=URGENT,
            title=TITLE,
            version=1,
            stage=DocumentStage.DRAFTED,
            sections=(Section(SAID, HEADING, claims),),
            actions=(),
            omissions=(),
            model=said.model,
            created_at=utc_now(),
            practice=visit.practice,
            transcript_sha256=transcript_sha256(said),
            left_out=said.left_out,
        )
        # A second recogniser may have come to its end since the statements were quoted.
        from scribe.late_doubts import with_late_doubts  # it brings the dictionary with it

        vault.save_document(with_late_doubts(made, said, visit))
        vault.audit.add(MADE, made.id, visit=visit_id, statements=len(claims))
        return vault.document(made.id)


def from_note(vault: Vault, note: Document, claims: Collection[ClaimId], omissions: Collection[int]) -> list[Claim]:
    """Statements of a note as they stand in it with what corrects them, and some of what is not in it, quoted.

    Raises `NotFound`, and `NotReadyToApprove` where the words were changed since the note was drafted.
    """
    if out_of_date(vault, note):
        raise NotReadyToApprove(CHANGED_SINCE)
    shown = {claim.id: claim for section in note.sections for claim in section.shown}
    if not (set(claims) <= shown.keys() and set(omissions) <= set(range(len(note.omissions)))):
        raise NotFound
    left = [note.omissions[index] for index in sorted(set(omissions))]
    found = [claim for claim_id, claim in shown.items() if claim_id in set(claims)]
    found += [by for one, by in corrections(note) if one in found and by not in found]
    return found + _quoted(vault, note.visit, [(each.turn, each.start_char, each.end_char) for each in left])


def from_harm(vault: Vault, visit_id: VisitId, stated: Collection[HarmStatement]) -> list[Claim]:
    """Statements of harm as they are quoted. Raises `NotReadyToApprove` where the words were changed since."""
    said = drafted_from(vault, visit_id)
    if said is not None and any(each.transcript_sha256 != transcript_sha256(said) for each in stated):
        raise NotReadyToApprove(OTHER_WORDS)
    return [each.claim for each in stated]


def from_turns(vault: Vault, visit_id: VisitId, wanted: Collection[TurnId]) -> list[Claim]:
    """Whole turns of the transcript, or jottings, quoted with the question before. Raises `NotFound`."""
    return _quoted(vault, visit_id, [(each, 0, 0) for each in wanted])


def _quoted(vault: Vault, visit_id: VisitId, wanted: Sequence[tuple[TurnId, int, int]]) -> list[Claim]:
    """Each turn from one character to another, or to its end where that is 0, as it was said."""
    if not wanted:
        return []
    from scribe.notes.material import Material
    from scribe.notes.quotations import quotations
    from scribe.notes.utterances import Span

    said = drafted_from(vault, visit_id)
    places = {turn.id: at for at, turn in enumerate(said.turns) if turn.text.strip()} if said else {}
    if said is None or any(turn not in places for turn, _, _ in wanted):
        raise NotFound
    ends = {turn.id: len(turn.text) for turn in said.turns}
    spans = {Span(places[turn], start, end or ends[turn]) for turn, start, end in wanted}
    return list(quotations(Material(vault.visit(visit_id).people, said.turns, said.doubts), spans))


def what_went(vault: Vault, visit_id: VisitId) -> tuple[WentBefore, ...]:
    """Each version of each urgent extract that left this laptop, in that order."""
    with vault.reading():
        return tuple(sorted((one for each in extracts(vault, visit_id) for one in _went(vault, each)), key=_at))


def show_what_went(vault: Vault, visit_id: VisitId) -> Document | None:
    """Let the visit's latest note say what went out before it, unless it is approved; give it where it changed.

    Done again it changes nothing, so that what was cut off half-way is made good when the note is opened next.
    """
    with vault.transaction():
        note, went = latest_note(vault, visit_id), what_went(vault, visit_id)
        if note is None or note.stage in LEFT_REVIEW or note.went_before == went:
            return None
        vault.save_document(replace(note, went_before=went))
        vault.audit.add(SHOWN, note.id, extracts=len(went))
        return vault.document(note.id)


def after_leaving(vault: Vault, document_id: DocumentId) -> None:
    """If what has left is an urgent extract, the note says so. It has left, whatever fails here."""
    with contextlib.suppress(FairnoteError):
        document = vault.document(document_id)
        if document.is_urgent:
            show_what_went(vault, document.visit)


def _went(vault: Vault, document: Document) -> Iterable[WentBefore]:
    first = {each.version: each.at for each in reversed(vault.exports(document.id))}
    for version, at in first.items():
        approval = vault.approval_of_version(document.id, version)
        if approval is not None:  # nothing leaves without one
            yield WentBefore(document.id, version, approval.approver, at)


def _at(went: WentBefore) -> tuple[str, int]:
    return went.at.isoformat(), went.version


def _numbered(
    chosen: Sequence[Claim], said: Transcript, pairs: Collection[tuple[Claim, Claim]]
) -> tuple[Claim, ...]:  # fmt: skip
    """The statements in the order of the visit, each once and before what corrects it, with ids of their own."""
    places = {turn.id: at for at, turn in enumerate(said.turns)}
    # What was said to a note and is off the record since has no place here.
    pairs = [(one, by) for one, by in pairs if all(each.turn in places for each in by.evidence)]
    if any(each.turn not in places for claim in chosen for each in claim.evidence):
        raise NotFound
    once = {(claim.text, claim.evidence): claim for claim in chosen}.values()
    ordered = sorted(once, key=lambda claim: _place(claim, places))
    return numbered(beside_corrections(ordered, pairs), pairs)


def _place(claim: Claim, places: dict[TurnId, int]) -> tuple[int, int]:
    return min(((places[each.turn], each.start_char) for each in claim.evidence), default=(len(places), 0))
