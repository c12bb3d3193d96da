"""The transcript as a document, by the actions and the command line, on a real vault on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.transcriber import Transcriber
from models.writer import Writer
from scribe import actions, cli, commands_visits
from scribe.errors import NotApproved
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.lifecycle import Move, advance
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import DocumentStage, ModelCard, VisitStage
from tests.scribe_core.make import V1, a_document, a_visit, review_all
from tests.scribe_core.talks import a_doubtful_talk, a_talk

KEY = bytes(range(32))


class NoEngines:
    """No model is needed for any of this."""

    def transcriber(self) -> tuple[Transcriber, ModelCard]:
        raise AssertionError("nothing is to be heard")

    def writer(self) -> tuple[Writer, ModelCard] | None:
        return None

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault with a visit that was written down, its note, and nobody in it."""
    place = tmp_path / "vault"
    with Vault.create(place, MemoryHolder(KEY)) as vault:
        vault.add_visit(a_visit())
        for move in (Move.IMPORT_SOUND, Move.TRANSCRIBE):
            advance(vault, V1, move)
        vault.save_transcript(V1, a_doubtful_talk())
        vault.save_document(a_document())
    return place


def opened(folder: Path) -> Session:
    """A session at that vault."""
    return Session(Vault.open(folder, MemoryHolder(KEY)), Settings(worker_name="Jo Reed"), NoEngines())


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    """The same, closed afterwards."""
    with opened(folder) as made:
        yield made


def approve_transcript(session: Session) -> str:
    """What a worker does in the window; the document's id."""
    made = actions.transcript_document(session, V1)
    review_all(session.vault, made.id)
    actions.approve(session, made.id, "Jo Reed", "I have read it.", actions.shown_text(session, made.id))
    return made.id


def test_the_list_of_visits_tells_of_the_note_alone(session: Session) -> None:
    """Whatever becomes of the transcript document, the note's next step stays what it was."""
    before = actions.list_visits(session)
    made = actions.transcript_document(session, V1)
    assert actions.list_visits(session) == before and before[0].next_step == "review"
    approved = approve_transcript(session)
    assert approved == made.id and actions.list_visits(session)[0].next_step == "review"
    latest, written = actions.latest_document(session, V1), actions.latest_transcript_document(session, V1)
    assert latest is not None and latest.id == "d1" and written is not None and written.id == made.id


def test_a_visit_with_a_transcript_document_alone_has_still_to_be_drafted(session: Session) -> None:
    """It is no note."""
    with Vault.practice() as other:
        other.add_visit(a_visit())
        for move in (Move.IMPORT_SOUND, Move.TRANSCRIBE):
            advance(other, V1, move)
        other.save_transcript(V1, a_talk())
        session.vault.close()
        session.vault = other
        actions.transcript_document(session, V1)
        assert actions.latest_document(session, V1) is None
        assert actions.list_visits(session)[0].next_step == "draft"


def test_it_goes_the_whole_way_to_filed(session: Session, tmp_path: Path) -> None:
    """Drafted, in review, approved, exported, filed; each move in the record, which stays whole."""
    made = actions.transcript_document(session, V1)
    with pytest.raises(NotApproved):
        actions.export_document(session, made.id, "vtt", tmp_path / "t.vtt")
    approve_transcript(session)
    run_here(actions.export_document(session, made.id, "vtt", tmp_path / "t.vtt"))
    assert (tmp_path / "t.vtt").read_bytes().startswith(b"WEBVTT\n")
    actions.mark_filed(session, made.id, "12345")
    assert actions.document(session, made.id).stage is DocumentStage.FILED
    events = [row.event for row in session.vault.audit.rows() if row.subject == made.id]
    assert events[0] == "document drafted" and events[-1] == "file" and session.vault.audit.check().whole
    claim = made.sections[0].claims[0].id
    actions.edit_claim(session, made.id, claim, "Jo Reed: Hello.")
    assert actions.approval(session, made.id) is None


def test_a_transcript_on_record_keeps_its_visit(session: Session) -> None:
    """As a note does: what was approved has to stay, with what it was made from."""
    from scribe.lifecycle import OnRecord

    approve_transcript(session)
    with pytest.raises(OnRecord):
        actions.erase_visit(session, V1, why="Asked for it", no_harm=True)
    assert session.vault.visit_stage(V1) is VisitStage.TRANSCRIBED


def command(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> int:
    """Run `fairnote …` on that vault."""
    monkeypatch.setattr(commands_visits, "open_vault", lambda: opened(folder))
    return cli.run([str(word) for word in words])


def test_captions_by_the_command_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`visits show` names both documents; `visits export … --document` writes captions; `verify` knows the file."""
    with opened(folder) as session:
        document = approve_transcript(session)
    assert command(folder, monkeypatch, "visits", "show", V1) == 0
    assert f"{document}  Transcript of the visit, version 1, approved" in capsys.readouterr().out
    for format in ("vtt", "srt"):
        to = tmp_path / f"t.{format}"
        wanted = ("visits", "export", V1, "--document", document, "--format", format, "--to", to)
        assert command(folder, monkeypatch, *wanted) == 0
        capsys.readouterr()
        assert command(folder, monkeypatch, "verify", to) == 0
        assert "Jo Reed approved" in capsys.readouterr().out


def test_captions_of_a_note_or_of_what_is_not_approved_are_one_sentence(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 1, one line, no file."""
    with opened(folder) as session:
        review_all(session.vault)
        actions.approve(session, a_document().id, "Jo Reed", "Read.", actions.shown_text(session, a_document().id))
        document = actions.transcript_document(session, V1).id
    to = tmp_path / "t.vtt"
    refusals = (((), "Captions can only be made of a transcript"), (("--document", document), "not been approved"))
    for more, said in refusals:
        assert command(folder, monkeypatch, "visits", "export", V1, "--format", "vtt", "--to", to, *more) == 1
        told = capsys.readouterr().err
        assert said in told and len(told.strip().splitlines()) == 1
    assert not to.exists()
