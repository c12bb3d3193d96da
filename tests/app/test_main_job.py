"""The main job on real weights: the practice visit from sound to exported files."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from scribe import actions
from scribe.errors import NotApproved, NotReadyToApprove
from scribe.jobs import Job
from scribe.opening import open_practice
from scribe.session import Session
from scribe.visit import Document, DocumentId, DocumentStage, Transcript, VisitId

T = TypeVar("T")


def done(session: Session, job: Job[T]) -> T:
    """The result of a job that is expected to succeed."""
    got: list[T] = []
    failed: list[BaseException] = []
    session.jobs.submit(job, on_success=got.append, on_failure=failed.append).wait()
    if failed:
        raise failed[0]
    return got[0]


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """The practice visit, opened once."""
    with open_practice() as opened:
        yield opened


@pytest.fixture(scope="module")
def visit_id(session: Session) -> VisitId:
    """Its one visit."""
    return actions.list_visits(session)[0].visit.id


@pytest.fixture(scope="module")
def transcript(session: Session, visit_id: VisitId) -> Transcript:
    """What the real recogniser heard."""
    return done(session, actions.transcribe_visit(session, visit_id))


@pytest.fixture(scope="module")
def drafted(session: Session, visit_id: VisitId, transcript: Transcript) -> DocumentId:
    """The draft that was made of it."""
    return done(session, actions.draft_note(session, visit_id)).id


def settle(session: Session, document_id: DocumentId) -> Document:
    """Do what a worker does: settle each flag, look at what was left out, confirm each section."""
    note = actions.document(session, document_id)
    for claim in note.open_flags:
        note = actions.accept_claim(session, document_id, claim.id, "I listened to it again.")
    actions.see_omissions(session, document_id)
    actions.confirm_actions(session, document_id)
    for section in note.sections:
        note = actions.confirm_section(session, document_id, section.id)
    return note


def test_the_transcript_has_every_voice_and_keeps_the_negations(transcript: Transcript) -> None:
    """Three people are heard, with word times in order, and no 'not' is lost."""
    text = " ".join(turn.text for turn in transcript.turns).lower()
    assert {turn.speaker for turn in transcript.turns} == {"S1", "S2", "S3"}
    assert "cannot get into the bath" in text or "can't get into the bath" in text
    assert "not feeling low" in text
    starts = [word.start for turn in transcript.turns for word in turn.words]
    assert starts == sorted(starts)


def test_every_statement_points_at_words_that_were_said(session: Session, drafted: DocumentId) -> None:
    """Each statement of the draft has evidence inside the turn that it names."""
    note = actions.document(session, drafted)
    said = {turn.id: turn.text for turn in actions.transcript(session, note.visit).turns}
    claims = [claim for section in note.sections for claim in section.claims]
    assert len(claims) >= 15
    for claim in claims:
        assert claim.evidence
        for evidence in claim.evidence:
            assert said[evidence.turn][evidence.start_char : evidence.end_char].strip()


def test_a_draft_cannot_be_exported_or_approved_unread(session: Session, drafted: DocumentId, tmp_path: Path) -> None:
    """Before review: export is refused, approval is refused, and no file appears."""
    with pytest.raises(NotApproved):
        actions.export_document(session, drafted, "txt", tmp_path / "note.txt")
    actions.start_review(session, drafted)
    with pytest.raises(NotReadyToApprove):
        actions.approve(session, drafted, "Jo Reed", "I have read it.", actions.shown_text(session, drafted))
    assert list(tmp_path.iterdir()) == []


def test_the_wrong_statement_is_there_to_be_found(session: Session, visit_id: VisitId, transcript: Transcript) -> None:
    """The training copy holds the planted statement unmarked, and knows when the worker has removed it."""
    document_id = done(session, actions.draft_note(session, visit_id)).id
    assert actions.planted_found(session, document_id) is False
    planted = session.practice.planted.text
    note = actions.document(session, document_id)
    wrong = next(c for s in note.sections for c in s.claims if c.text == planted)
    assert not wrong.flagged
    missed = actions.planted_missed(session, document_id)
    assert missed is not None and missed.text == planted and missed.why == session.practice.planted.why
    assert any(s.heading == missed.heading and wrong in s.claims for s in note.sections)
    actions.remove_claim(session, document_id, wrong.id)
    assert actions.planted_found(session, document_id) is True
    assert actions.planted_missed(session, document_id) is None


def test_from_review_to_files_and_back(
    session: Session, visit_id: VisitId, transcript: Transcript, tmp_path: Path
) -> None:
    """A reviewed note is approved, exported in four formats and filed; one edit voids the approval."""
    document_id = done(session, actions.draft_note(session, visit_id)).id
    settle(session, document_id)
    assert actions.obstacles(session, document_id) == ()
    shown = actions.shown_text(session, document_id)
    with pytest.raises(NotReadyToApprove):
        actions.approve(session, document_id, "Jo Reed", "I have read it.", shown + " ")
    actions.approve(session, document_id, "Jo Reed", "I have read it.", shown)
    for format in ("docx", "pdf", "html", "txt"):
        target = tmp_path / f"note.{format}"
        done(session, actions.export_document(session, document_id, format, target))
        assert target.stat().st_size > 1000
    assert "Drafted with AI" in (tmp_path / "note.txt").read_text(encoding="utf-8")
    actions.mark_filed(session, document_id, "12345")
    note = actions.document(session, document_id)
    assert note.stage is DocumentStage.FILED
    claim = next(c for s in note.sections for c in s.shown)
    actions.edit_claim(session, document_id, claim.id, "Changed afterwards.")
    with pytest.raises(NotApproved):
        actions.export_document(session, document_id, "txt", tmp_path / "again.txt")
    assert session.vault.audit.check().whole


def test_what_was_really_heard_leaves_as_captions_once_it_is_approved(
    session: Session, visit_id: VisitId, transcript: Transcript, tmp_path: Path
) -> None:
    """Each word that the recogniser wrote is in the captions, in order, at its time; each is marked as practice."""
    made = actions.transcript_document(session, visit_id)
    with pytest.raises(NotApproved):
        actions.export_document(session, made.id, "vtt", tmp_path / "t.vtt")
    settle(session, made.id)
    actions.approve(session, made.id, "Jo Reed", "I have read it.", actions.shown_text(session, made.id))
    done(session, actions.export_document(session, made.id, "vtt", tmp_path / "t.vtt"))
    text = (tmp_path / "t.vtt").read_text(encoding="utf-8")
    assert "PRACTICE: not a real visit" in text and " --> " in text
    shown = html.unescape(re.sub(r"<[^>]*>", "", text)).split()
    said = iter(shown)
    assert all(word in said for turn in transcript.turns for word in turn.text.split()), "a word is missing"
