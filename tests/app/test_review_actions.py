"""What the actions of a review promise, on a real vault and a note that was drafted from a real talk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions, jottings
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Document, Manner, ModelCard, SectionId, Transcript, Turn, TurnId
from tests.app.test_actions import Engines
from tests.scribe_core.make import V1, a_visit

SAID = (
    ("p2", "Are you managing your meals?"),
    ("p1", "No, mostly toast. I don't eat much if my daughter is away."),
    ("p2", "Have you had any falls?"),
    ("p1", "I slipped in the bathroom on Wednesday."),
    ("p1", "I thought about taking all my tablets at once."),
    ("p1", "Lovely weather today."),
    ("p2", "Thank you."),
)


def talk() -> Transcript:
    """What was said, three seconds a turn."""
    turns = tuple(
        Turn(TurnId(f"t{at}"), speaker, 3.0 * at, 3.0 * at + 3.0, text)
        for at, (speaker, text) in enumerate(SAID, start=1)
    )
    return Transcript(turns, ModelCard("scripted"), 21.0, "ab" * 32)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A visit that was transcribed."""
    with Vault.create(tmp_path / "vault", MemoryHolder()) as vault:
        vault.add_visit(a_visit())
        vault.save_transcript(V1, talk())
        yield Session(vault, Settings(), Engines())  # type: ignore[arg-type]


@pytest.fixture
def note(session: Session) -> Document:
    """Its draft."""
    return run_here(actions.draft_note(session, V1))


def test_an_edit_says_at_once_which_of_its_words_were_not_said(session: Session, note: Document) -> None:
    """It is marked in the note that is kept, and stops nothing."""
    claim = next(c for s in note.sections for c in s.claims if "slipped" in c.text)
    after = actions.edit_claim(session, note.id, claim.id, "Mrs Begum said she slipped in the bathroom on Tuesday.")
    edited = next(c for s in after.sections for c in s.claims if c.id == claim.id)
    assert edited.own_words == ("Tuesday",) and edited.evidence == claim.evidence and not edited.link_cut
    assert session.vault.document(note.id) == after and not after.open_flags


def test_what_rests_on_words_that_were_changed_since_is_not_compared(session: Session, note: Document) -> None:
    """Nobody can say what was said there: the note has to be drafted again anyway."""
    claim = next(c for s in note.sections for c in s.claims if "slipped" in c.text)
    jottings.add(session.vault, V1, Manner.SEEN, "Bruise on her arm", 9.0)
    after = actions.edit_claim(session, note.id, claim.id, "She fell on Tuesday.")
    assert next(c for s in after.sections for c in s.claims if c.id == claim.id).own_words == ()
    own = replace(note, id="d9", transcript_sha256="", sections=note.sections)  # type: ignore[arg-type]
    session.vault.save_document(replace(own, sections=_without_evidence(own)))
    after = actions.edit_claim(session, own.id, claim.id, "She fell on Tuesday.")
    assert next(c for s in after.sections for c in s.claims if c.id == claim.id).own_words == ()


def _without_evidence(note: Document) -> tuple[object, ...]:
    return tuple(
        replace(section, claims=tuple(replace(claim, evidence=()) for claim in section.claims))
        for section in note.sections
    )  # fmt: skip


def test_a_statement_is_moved_and_empty_sections_are_confirmed_by_one_action_each(
    session: Session, note: Document
) -> None:
    """Both are kept, and recorded without a word of what was said."""
    claim = next(c for s in note.sections for c in s.claims if "slipped" in c.text)
    after = actions.move_claim(session, note.id, claim.id, SectionId("wishes"))
    assert claim.id in {c.id for s in after.sections if s.id == "wishes" for c in s.claims}
    after = actions.confirm_empty(session, note.id)
    empty = [s for s in after.sections if s.confirmed_at is not None]
    assert empty and all(not s.claims and not s.prompt for s in empty)
    assert session.vault.document(note.id) == after
    facts = str([row.facts for row in session.vault.audit.rows()])
    assert "slipped" not in facts and "bathroom" not in facts


# --- what can't wait
def test_harm_is_there_first_and_an_extract_of_it_leaves_before_the_note(session: Session, tmp_path: Path) -> None:
    """From Stop to the file without a draft; the note that is drafted then says that it went."""
    harm, eating = run_here(actions.harm_first(session, V1))
    assert "eat much" in eating.claim.text and not eating.grave  # what is graver comes first
    assert harm.grave and "all my tablets at once" in harm.claim.text
    made = actions.urgent_extract(session, V1, harm=[harm], turns=[TurnId("t4")])
    assert len(made.sections[0].claims) == 2 and actions.urgent_extracts(session, V1) == (made,)
    actions.confirm_section(session, made.id, made.sections[0].id)
    assert actions.obstacles(session, made.id) == ()
    actions.approve(session, made.id, "Jo Reed", "I have read it.", actions.shown_text(session, made.id))
    run_here(actions.export_document(session, made.id, "docx", tmp_path / "urgent.docx"))
    assert (tmp_path / "urgent.docx").exists() and len(actions.what_went(session, V1)) == 1
    drafted = run_here(actions.draft_note(session, V1))
    assert drafted.went_before == () and session.vault.document(drafted.id).went_before
    assert "urgent extract" in actions.shown_text(session, drafted.id)
    assert actions.latest_document(session, V1) == session.vault.document(drafted.id)


def test_a_note_says_what_went_when_it_is_opened_reopened_or_copied_from(session: Session, note: Document) -> None:
    """Also of an extract that is made of the note's own statements and of what is not in it."""
    claim = next(c for s in note.sections for c in s.claims if "slipped" in c.text)
    made = actions.urgent_extract(session, V1, note=note.id, claims=[claim.id], omissions=[0])
    actions.confirm_section(session, made.id, made.sections[0].id)
    actions.approve(session, made.id, "Jo Reed", "I have read it.", actions.shown_text(session, made.id))
    assert "slipped" in actions.copy_section(session, made.id, made.sections[0].id)
    assert len(session.vault.document(note.id).went_before) == 1
    session.vault.save_document(replace(session.vault.document(note.id), went_before=()))
    assert len(actions.start_review(session, note.id).went_before) == 1
    assert actions.reopen(session, made.id).is_urgent
    assert not actions.can_undo_review(session, made.id)
