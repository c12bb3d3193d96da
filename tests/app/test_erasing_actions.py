"""What is changed of a visit is on record, what is held or hidden stays, by the actions alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions
from scribe.audio_recovery import Tidied, tidy_sound
from scribe.erasing import WAS_THERE, MustBeRecorded
from scribe.errors import MoveNotAllowed
from scribe.jobs import run_here
from scribe.lifecycle import OnRecord
from scribe.session import Session
from scribe.transcript_edits import transcript_sha256
from scribe.vault import RecordKept, VisitHidden
from scribe.visit import (
    Agreed,
    Agreement,
    AudioOrigin,
    DocumentStage,
    HeardPart,
    HeardSegment,
    Jotting,
    Manner,
    ModelCard,
    Recording,
    RecordingId,
    Transcript,
    TurnId,
)
from tests.app.test_actions import agreed, imported, opened, segment, sound_file, transcribed
from tests.scribe_core.make import AT, V1, a_visit

SECRET = "he hit me"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one visit of nine seconds in which harm was mentioned."""
    with opened(tmp_path / "vault") as made:
        made.vault.add_visit(agreed(a_visit()))
        imported(made, tmp_path, 9)
        transcribed(made, segment("I eat toast", 0.5, 1.5), segment(SECRET, 5.0, 6.0))
        yield made


def hashes(session: Session, event: str) -> dict[str, object]:
    """The facts of the one row of an event, without which there is none."""
    (row,) = [row for row in session.vault.audit.rows() if row.event == event]
    return dict(row.facts)


# --- on record
def test_a_change_of_somebodys_agreement_is_on_record(session: Session) -> None:
    """One row with what was before and what is now, as keyed hashes; a change of nothing leaves none."""
    before = session.vault.visit(V1)
    withdrawn = replace(before.people[0], agreement=Agreement(Agreed.WITHDRAWN, what_was_said="Please stop."))
    actions.change_people(session, V1, (withdrawn, *before.people[1:]))
    actions.change_people(session, V1, (withdrawn, *before.people[1:]))
    facts = hashes(session, "people changed")
    assert set(facts) == {"before", "after"} and facts["before"] != facts["after"]
    assert "stop" not in str(session.vault.audit.rows()) and session.vault.audit.check().whole


def test_a_change_of_the_reference_or_kind_of_note_is_on_record(session: Session) -> None:
    """One row; the same again is no change."""
    for _ in range(2):
        actions.change_visit(session, V1, "REF 3", "care-act-assessment")
    facts = hashes(session, "visit changed")
    assert facts["before"] != facts["after"] and session.vault.visit(V1).reference == "REF 3"


def test_every_change_of_a_note_is_on_record(session: Session) -> None:
    """One row for each, from what it was to what it is; reading it is no change."""
    note = run_here(actions.draft_note(session, V1))
    actions.start_review(session, note.id)
    section = note.sections[0].id
    actions.write_section(session, note.id, section, "I saw no food.")
    actions.write_section(session, note.id, section, "I saw no food.")
    actions.write_section(session, note.id, section, "I saw bread.")
    rows = [row for row in session.vault.audit.rows() if row.event == "document changed"]
    first, second = (dict(row.facts) for row in rows)
    assert [row.subject for row in rows] == [note.id] * 2 and first["after"] == second["before"] != second["after"]
    assert "food" not in str(rows)


def test_an_edited_turn_can_not_be_guessed_from_the_audit(session: Session) -> None:
    """A short transcript could be found by trying, were it a plain hash."""
    actions.edit_turn(session, V1, TurnId("t1"), "yes")
    said = session.vault.transcript(V1)
    assert said is not None and hashes(session, "transcript edited")["after"] != transcript_sha256(said)


# --- harm
@pytest.mark.parametrize("how", ["edited", "transcribed again"])
def test_a_turn_of_harm_that_is_gone_is_remembered(session: Session, how: str) -> None:
    """Put in other words, or not heard any more when it is transcribed again: the record is demanded all the same."""
    session.vault.clear_heard(V1)
    if how == "edited":
        actions.edit_turn(session, V1, TurnId("t2"), "he is out")
    else:
        transcribed(session, segment("I eat toast", 0.5, 1.5))
    assert actions.harm_mentioned(session, V1).moments == (WAS_THERE,)
    with pytest.raises(MustBeRecorded):
        actions.erase_visit(session, V1, why="asked to", no_harm=True)


def test_what_was_heard_and_is_heard_again_is_remembered(session: Session) -> None:
    """Words that only the first hearing had, also those of another model, are not lost to the safeguard."""
    heard = HeardPart(
        session.vault.recordings(V1)[0].id, 9.0, (HeardSegment(SECRET, 1.0, 2.0, ()),), ModelCard("other", "cd" * 32)
    )
    session.vault.save_transcript(V1, Transcript((), ModelCard("scripted"), 9.0, ""))
    session.vault.clear_heard(V1)
    session.vault.add_heard(V1, heard, 0.0)
    transcribed(session, segment("I eat toast", 0.5, 1.5))
    assert session.vault.visit(V1).harm_seen


def test_naming_who_spoke_takes_no_word_away(session: Session) -> None:
    """Nor does accepting a doubt."""
    actions.assign_speaker(session, V1, (TurnId("t2"),), "p1")
    assert not session.vault.visit(V1).harm_seen


# --- held
def test_a_held_visit_can_be_worked_on_and_loses_nothing(session: Session) -> None:
    """Turns, jottings, people and the note are changed as ever; what each was before is kept in the vault."""
    note = run_here(actions.draft_note(session, V1))
    jotting = actions.add_jotting(session, V1, Manner.TOLD, SECRET, 1.0)
    visit, said = actions.hold_visit(session, V1, "court"), session.vault.transcript(V1)
    actions.edit_turn(session, V1, TurnId("t2"), "he is out")
    actions.remove_jotting(session, V1, jotting.id)
    actions.change_people(session, V1, ())
    actions.write_section(session, note.id, note.sections[0].id, "All is well.")
    earlier = [each.fact for each in session.vault.earlier(V1)]
    assert not [fact for fact in earlier if isinstance(fact, Transcript)]
    assert session.vault.machine_transcript(V1) == said  # an edit is only added to it
    assert [fact for fact in earlier if isinstance(fact, Jotting)] == [jotting]
    assert visit in earlier and replace(note, stage=DocumentStage.DRAFTED) in earlier


# --- hidden
def test_work_that_ends_after_erasing_keeps_nothing(session: Session) -> None:
    """A draft, a transcript, an import: refused in plain words, and the visit comes back as it was."""
    draft, again = actions.draft_note(session, V1), actions.transcribe_visit(session, V1)
    more = actions.import_audio(session, V1, [sound_file(session.vault.folder.parent, 1, "more.wav")])
    vault, visit = session.vault, session.vault.visit(V1)
    before = (vault.transcript(V1), vault.heard(V1), vault.recordings(V1), vault.documents(V1))
    actions.erase_visit(session, V1, why="asked to", to_record="Hit by her son.")
    for job in (draft, again, more):
        with pytest.raises(VisitHidden):
            run_here(job)  # type: ignore[arg-type]
    for attempt in (
        lambda: actions.edit_turn(session, V1, TurnId("t1"), "x"),
        lambda: actions.change_people(session, V1, ()),
        lambda: actions.change_visit(session, V1, "REF 9", visit.template),
        lambda: actions.add_jotting(session, V1, Manner.SEEN, "x", 1.0),
        lambda: actions.start_recording(session, V1),
    ):
        with pytest.raises(MoveNotAllowed):
            attempt()
    actions.restore_visit(session, V1)
    assert vault.visit(V1) == visit
    assert (vault.transcript(V1), vault.heard(V1), vault.recordings(V1), vault.documents(V1)) == before


# --- the record
def test_the_record_can_not_be_emptied_erased_or_added_to(session: Session, tmp_path: Path) -> None:
    """By no action: it is all that is left."""
    kept = actions.erase_visit(session, V1, why="asked to", to_record="Hit by her son.")
    assert kept is not None
    note = actions.latest_document(session, kept)
    assert note is not None
    section = note.sections[0].id
    with pytest.raises(OnRecord):
        actions.write_section(session, note.id, section, "")
    with pytest.raises(OnRecord):
        actions.erase_visit(session, kept, why="asked to", to_record="x")
    with pytest.raises(RecordKept):
        run_here(actions.import_audio(session, kept, [sound_file(tmp_path, 1, "more.wav")]))
    with pytest.raises(RecordKept):
        actions.add_jotting(session, kept, Manner.SEEN, "x", 1.0)
    with pytest.raises(RecordKept):
        actions.start_recording(session, kept)
    assert session.vault.recordings(kept) == () and len(session.vault.documents(kept)) == 1
    actions.change_visit(session, kept, "REF 3", "case-note")
    with pytest.raises(OnRecord):
        actions.erase_visit(session, kept, why="asked to", to_record="x")
    assert actions.write_section(session, note.id, section, "Hit by her son.\nRef 77").sections[0].written


def test_an_import_that_was_not_finished_in_a_hidden_visit_stops_nothing(session: Session, tmp_path: Path) -> None:
    """The vault opens, its copy is known and left; once the visit is back, the next opening clears it."""
    vault = session.vault
    begun = Recording(RecordingId("r-cut"), V1, "r-cut.fna", AudioOrigin.IMPORTED, AT)
    vault.save_recording(begun)
    (vault.audio_folder / begun.file_name).write_bytes(b"half")
    actions.erase_visit(session, V1, why="asked to", to_record="Hit by her son.")
    assert tidy_sound(vault) == Tidied()
    actions.restore_visit(session, V1)
    assert tidy_sound(vault) == Tidied(cleared=1)
