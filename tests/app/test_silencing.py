"""What is off the record can be silenced for good: in the sound and in all that is kept, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.progress import Cancellation, Cancelled
from models.scripted import ScriptedTranscriber
from scribe import actions, audio_recovery, editing, silenced_sound, silencing
from scribe.actions import transcripts
from scribe.approval import approve
from scribe.audio_gaps import gaps_path
from scribe.audio_recovery import tidy_sound
from scribe.audio_store import SAMPLE_RATE, EncryptedAudio
from scribe.edit_log import MACHINE, Edit, EditKind, EditState, Put
from scribe.errors import DataDamaged, DiskFull, MoveNotAllowed, NothingHeard, SoundChanged
from scribe.jobs import JobContext, run_here
from scribe.lifecycle import Held, Move, advance, hold, release
from scribe.off_record import TOKEN, on_record, span_of_words
from scribe.opening import open_practice
from scribe.records import utc_now as now_utc
from scribe.review_actions import start_review
from scribe.session import Session
from scribe.settings import Settings
from scribe.silencing import NOTHING_LEFT_OUT, SILENCED
from scribe.transcript_changes import part
from scribe.transcript_edits import transcript_sha256
from scribe.visit import OfNote, Recording, Transcript, TurnId
from scribe.visit_audio import heard_recordings, source_sha256, visit_audio
from tests.app.test_actions import agreed, hears, imported, opened, segment, transcribed
from tests.scribe_core.make import V1, a_visit, an_easy_read, review_all

T1, T2 = TurnId("t1"), TurnId("t2")
SECRET = ("secretly", "Zanzibar")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A visit of two recordings, in which something was said that is to go, and was typed, undone and drafted too."""
    with opened(tmp_path / "vault") as made:
        made.settings = replace(made.settings, off_record="silence")
        made.vault.add_visit(agreed(a_visit()))
        imported(made, tmp_path, 8)
        transcribed(made, segment("I did secretly hit him", 1.0, 3.5), segment("she fell down", 5.0, 6.5, 0.3))
        imported(made, tmp_path, 4, "second.wav")
        transcribed(made, segment("Zanzibar is far", 1.0, 2.5))
        yield made


def mark(session: Session) -> None:
    """Edits around the words, and the words off the record: 'secretly' and 'Zanzibar'."""
    actions.edit_turn(session, V1, T1, "I did secretly not hit him")
    actions.edit_turn(session, V1, T1, "I did secretly hit Zanzibar")
    actions.undo(session, V1)
    actions.accept_doubt(session, V1, said(session).doubts[0])
    actions.split_turn(session, V1, T1, 3)
    actions.leave_out(session, V1, (2.0, 2.5))
    actions.leave_out(session, V1, (9.0, 9.5))


def said(session: Session) -> Transcript:
    now = session.vault.transcript(V1)
    assert now is not None
    return now


def samples(session: Session) -> bytes:
    return visit_audio(session.vault, V1).pcm(0.0, 12.0)


def everything(session: Session) -> str:
    """All that the vault keeps of the visit, unsealed."""
    vault = session.vault
    facts = (vault.edits(V1), vault.machine_transcript(V1), vault.heard(V1), vault.documents(V1), vault.earlier(V1))
    return str((*facts, vault.transcript(V1), vault.recordings(V1), vault.audit.rows()))


def files(session: Session) -> set[str]:
    return {path.name for path in session.vault.audio_folder.iterdir()}


def silenced(session: Session) -> Transcript:
    run_here(actions.silence_left_out(session, V1))
    return said(session)


def at(seconds: float) -> int:
    return int(seconds * SAMPLE_RATE) * 2


def test_the_seconds_are_silent_and_every_other_sample_is_as_it_was(session: Session) -> None:
    """In new files; the old ones are gone, and what is beside the seconds is heard as before."""
    mark(session)
    before, old = samples(session), files(session)
    silenced(session)
    now = samples(session)
    for start, end in ((0.0, 2.0), (2.5, 9.0), (9.5, 12.0)):
        assert now[at(start) : at(end)] == before[at(start) : at(end)]
    for start, end in ((2.0, 2.5), (9.0, 9.5)):
        assert not any(now[at(start) : at(end)]) and any(before[at(start) : at(end)])
    recordings = heard_recordings(session.vault, V1)
    assert files(session) == {each.file_name for each in recordings} and not files(session) & old
    for each in recordings:
        assert each.replaces == ""
        audio = EncryptedAudio(session.vault.audio_folder / each.file_name, session.vault.sound_key(each), each.id)
        assert audio.state.finished and hashlib.sha256(b"".join(audio.frames())).hexdigest() == each.audio_sha256
    assert said(session).audio_sha256 == source_sha256(recordings)


def test_the_words_are_in_nothing_that_is_kept(session: Session, tmp_path: Path) -> None:
    """Transcript, edits, what was undone, what was heard, a draft of before: and on the record nothing has changed."""
    run_here(actions.draft_note(session, V1))
    mark(session)
    note = run_here(actions.draft_note(session, V1))
    before = said(session)
    assert all(word in everything(session) for word in SECRET)
    now = silenced(session)
    assert not any(word in everything(session) for word in SECRET)
    assert transcript_sha256(on_record(now)) == transcript_sha256(on_record(before)) == transcript_sha256(now)
    spoken = " / ".join(turn.text for turn in now.turns)
    assert spoken == "I did [left out] / not hit him / she fell down / [left out] is far"
    assert not actions.out_of_date(session, note.id) and "hit him" in actions.shown_text(session, note.id)
    assert now.doubts == ()
    assert (tmp_path / "vault" / "vault.db-wal").stat().st_size == 0  # pages as they were are not in the log either


def test_nothing_before_it_is_undone_and_what_comes_after_is(session: Session) -> None:
    """The words are gone from there too; the record has the seconds and no word."""
    mark(session)
    silenced(session)
    assert actions.undoable(session, V1) is None and actions.redoable(session, V1) is None
    with pytest.raises(MoveNotAllowed, match="nothing to undo"):
        actions.undo(session, V1)
    with pytest.raises(MoveNotAllowed, match="words are gone"):
        actions.put_back(session, V1, (0.0, 60.0))
    row = session.vault.audit.rows()[-1]
    assert row.event == SILENCED and dict(row.facts) == {"seconds": 1.0, "recordings": 2}
    actions.edit_turn(session, V1, T2, "she fell over")
    assert actions.undoable(session, V1) is EditKind.WORDS
    actions.undo(session, V1)
    states = {kept.state for kept in session.vault.edits(V1) if kept.edit.kind is EditKind.SILENCED}
    assert states == {EditState.STANDS}


def test_another_pass_over_the_silent_sound_shows_that_something_was_there(session: Session) -> None:
    """Without that 'I did secretly not hit him' could read as its opposite; what was typed stays too."""
    mark(session)
    silenced(session)
    again = transcribed(session, segment("I did hit him", 1.0, 3.5), segment("she fell down", 5.0, 6.5))
    shown = " / ".join(turn.text for turn in again.turns)
    assert "not hit him" in shown and TOKEN in shown and "secretly" not in everything(session)
    assert on_record(again).turns == again.turns and again.left_out == said(session).left_out


def test_seconds_of_silence_alone_can_be_silenced(session: Session) -> None:
    """There need be no words: somebody may have cried."""
    actions.leave_out(session, V1, (4.0, 4.5))
    assert [turn.text for turn in silenced(session).turns][:2] == ["I did secretly hit him", "she fell down"]
    assert not any(samples(session)[at(4.0) : at(4.5)])


# --- where it is refused
def refusals() -> dict[str, tuple[Callable[[Session], object], type[Exception], str]]:
    def on_record_note(session: Session) -> None:
        note = run_here(actions.draft_note(session, V1))
        start_review(session.vault, note.id)
        advance(session.vault, note.id, Move.APPROVE)
        mark(session)

    def held_before(session: Session) -> None:
        mark(session)
        hold(session.vault, V1, "court")
        session.vault.clear_heard(V1)
        release(session.vault, V1)

    def no_sound(session: Session) -> None:
        mark(session)
        for each in session.vault.recordings(V1):
            session.vault.save_recording(replace(each, seconds=0.0))

    def damaged(session: Session) -> None:
        mark(session)
        path = session.vault.audio_folder / session.vault.recordings(V1)[0].file_name
        data = bytearray(path.read_bytes())
        data[-9_000] ^= 1
        path.write_bytes(data)

    def by_policy(session: Session) -> None:
        mark(session)
        session.settings = replace(session.settings, off_record="mark")

    return {
        "policy": (by_policy, MoveNotAllowed, "IT's policy"),
        "nothing": (lambda session: None, MoveNotAllowed, NOTHING_LEFT_OUT[:20]),
        "held": (lambda session: (mark(session), hold(session.vault, V1, "court")), Held, "legal hold"),
        "held before": (held_before, MoveNotAllowed, "words as they were then"),
        "recording": (
            lambda session: (mark(session), advance(session.vault, V1, Move.START_RECORDING)),
            MoveNotAllowed,
            "being recorded",
        ),
        "note": (on_record_note, MoveNotAllowed, "rests on what would be silenced"),
        "no sound": (no_sound, NothingHeard, "No speech"),
        "damaged": (damaged, MoveNotAllowed, "can't be read"),
    }


@pytest.mark.parametrize("why", refusals())
def test_it_is_refused_and_nothing_has_changed(session: Session, why: str) -> None:
    """Each with its own sentence."""
    prepare, error, sentence = refusals()[why]
    prepare(session)
    before, sound = everything(session), files(session)
    with pytest.raises(error, match=sentence):
        actions.silence_left_out(session, V1)
    assert everything(session) == before and files(session) == sound


def test_a_note_that_was_approved_without_the_words_does_not_stand_in_the_way(session: Session) -> None:
    """It was drafted when they were off the record already, and stays approved, to the letter."""
    mark(session)
    note = run_here(actions.draft_note(session, V1))
    review_all(session.vault, note.id)
    shown = actions.shown_text(session, note.id)
    approve(session.vault, note.id, approver="Jo Reed", statement="I have read it.", shown=shown)
    actions.edit_turn(session, V1, T2, "she fell over")
    silenced(session)
    assert actions.approval(session, note.id) is not None and actions.shown_text(session, note.id) == shown


def test_an_easy_read_of_a_note_with_the_words_is_not_left_with_them(session: Session) -> None:
    """While it is approved it stands in the way; else nothing of its source is left in it."""
    note = run_here(actions.draft_note(session, V1))
    review_all(session.vault, note.id)
    approval = actions.approve(session, note.id, "Jo Reed", "I have read it.", actions.shown_text(session, note.id))
    made = an_easy_read(of_note=OfNote(note.id, approval.version, approval.text_sha256))
    session.vault.save_document(made)
    review_all(session.vault, made.id)
    actions.approve(session, made.id, "Jo Reed", "I have read it.", actions.shown_text(session, made.id))
    actions.reopen(session, note.id)
    mark(session)
    with pytest.raises(MoveNotAllowed, match="rests on"):
        silenced(session)
    assert actions.document(session, made.id).easy == made.easy
    actions.reopen(session, made.id)
    silenced(session)
    left = actions.document(session, made.id)
    assert left.easy is not None and left.easy.source.text == "" and not left.omissions
    assert [line.text for line in actions.easy_document(session, made.id).page.lines] == ["Larkmoor Council"]


def test_what_was_undone_in_a_review_does_not_bring_the_words_back(session: Session) -> None:
    """Every step of every review of the visit is let go of: they hold words as they were."""
    note = run_here(actions.draft_note(session, V1))
    claims = [claim for section in note.sections for claim in section.claims]
    for claim in claims:
        actions.remove_claim(session, note.id, claim.id)
    actions.undo_review(session, note.id)
    assert claims and actions.can_undo_review(session, note.id) and actions.can_redo_review(session, note.id)
    mark(session)
    silenced(session)
    assert not actions.can_undo_review(session, note.id) and not actions.can_redo_review(session, note.id)
    assert session.vault._database.rows("SELECT count(*) FROM review_steps") == [(0,)]
    with pytest.raises(MoveNotAllowed):
        actions.redo_review(session, note.id)


# --- faults
class Killed(BaseException):
    """The program ends here."""


def tear(session: Session, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it die at one step."""

    def dies(*_: object, **__: object) -> None:
        raise Killed

    targets = {
        "copying": (silenced_sound, "_compare"),
        "second copy": None,
        "recording row": (session.vault, "save_recording"),
        "heard": (session.vault, "clear_heard"),
        "transcript": (session.vault, "save_transcript"),
        "edits": (session.vault, "rewrite_edit"),
        "barrier": (session.vault, "add_edit"),
        "audit": (session.vault.audit, "add"),
        "destroying": (audio_recovery, "destroy"),
        "overwriting": (silenced_sound, "_overwrite"),
        "after destroying": (silenced_sound, "sync_folder"),
    }
    target = targets[where]
    if target is None:
        real, calls = silenced_sound._compare, iter(range(9))
        monkeypatch.setattr(
            silenced_sound,
            "_compare",
            lambda *given: dies() if next(calls) else real(*given),  # type: ignore[func-returns-value]
        )
    else:
        monkeypatch.setattr(*target, dies)


BEFORE_COMMIT = ("copying", "second copy", "recording row", "heard", "transcript", "edits", "barrier", "audit")
AFTER_COMMIT = ("destroying", "overwriting", "after destroying")


@pytest.mark.parametrize("cleanly", [True, False])
@pytest.mark.parametrize("where", [*BEFORE_COMMIT, *AFTER_COMMIT])
def test_whatever_dies_it_is_the_old_state_or_the_new_one(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, cleanly: bool
) -> None:
    """And the next start clears what is left; `cleanly`: whether the program can still tidy up as it falls."""
    mark(session)
    before, old, sound = samples(session), everything(session), files(session)
    with monkeypatch.context() as patched:
        tear(session, where, patched)
        if not cleanly:
            patched.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(Killed):
            silenced(session)
    session.vault.close()
    with opened(tmp_path / "vault") as again:
        found = tidy_sound(again.vault)
        assert found.unknown == ()
        kept = {each.file_name for each in again.vault.recordings(V1)}
        assert files(again) == kept and len(kept) == 2
        if where in BEFORE_COMMIT:
            assert everything(again) == old and files(again) == sound and samples(again) == before
        else:
            assert not any(word in everything(again) for word in SECRET)
            assert not any(samples(again)[at(2.0) : at(2.5)]) and samples(again)[: at(2.0)] == before[: at(2.0)]
            assert all(each.replaces == "" for each in again.vault.recordings(V1))


def test_the_old_sound_stays_while_the_new_one_is_not_whole(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is destroyed that something else doesn't hold."""
    mark(session)
    with monkeypatch.context() as patched:
        tear(session, "destroying", patched)
        with pytest.raises(Killed):
            silenced(session)
    first = session.vault.recordings(V1)[0]
    new = session.vault.audio_folder / first.file_name
    whole = new.read_bytes()
    new.write_bytes(whole[: len(whole) // 2])
    tidy_sound(session.vault)
    assert (session.vault.audio_folder / first.replaces).exists()
    new.unlink()
    tidy_sound(session.vault)
    assert (session.vault.audio_folder / first.replaces).exists()
    new.write_bytes(whole)
    tidy_sound(session.vault)
    assert not (session.vault.audio_folder / first.replaces).exists()


def test_a_file_that_can_not_be_removed_now_is_removed_later(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows while something plays it."""
    mark(session)

    def busy(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(audio_recovery, "destroy", busy)
        silenced(session)
    left = [each.replaces for each in session.vault.recordings(V1)]
    assert all(left) and set(left) < files(session) and tidy_sound(session.vault).unknown == ()
    assert not set(left) & files(session)


def test_a_hold_keeps_also_what_was_silenced_before_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be removed yet is not removed while the hold is on; released, it goes."""
    mark(session)
    with monkeypatch.context() as patched:
        patched.setattr(audio_recovery, "destroy", lambda *_: (_ for _ in ()).throw(PermissionError()))
        silenced(session)
    old = {each.replaces for each in session.vault.recordings(V1)}
    actions.hold_visit(session, V1, "court")
    assert tidy_sound(session.vault).unknown == () and old <= files(session)
    actions.release_visit(session, V1)
    tidy_sound(session.vault)
    assert not old & files(session)


def test_a_hidden_visit_loses_its_old_sound_and_comes_back_whole(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was to be destroyed is destroyed, though nothing of the visit may be changed meanwhile."""
    mark(session)
    with monkeypatch.context() as patched:
        patched.setattr(audio_recovery, "destroy", lambda *_: (_ for _ in ()).throw(PermissionError()))
        silenced(session)
    old = {each.replaces for each in session.vault.recordings(V1)}
    advance(session.vault, V1, Move.ERASE)
    tidy_sound(session.vault)
    assert not old & files(session) and {each.replaces for each in session.vault.recordings(V1)} == old


def test_cancelled_at_any_moment_it_leaves_nothing(session: Session) -> None:
    """While it writes, and when all is written and not kept yet."""
    mark(session)
    before, sound = everything(session), files(session)

    def at_once(context: JobContext) -> Transcript:
        context.cancel.ask()
        return job.work(context)

    def at_the_end(context: JobContext) -> Transcript:
        result = job.work(context)
        context.cancel.ask()
        return result

    for work in (at_once, at_the_end):
        job = actions.silence_left_out(session, V1)
        with pytest.raises(Cancelled):
            run_here(replace(job, work=work))
        assert everything(session) == before and files(session) == sound


def test_what_was_changed_while_it_worked_is_not_silenced_over(session: Session) -> None:
    """More words are off the record now, or more sound is there: it is asked again."""
    mark(session)
    for change in (
        lambda: actions.leave_out(session, V1, (5.0, 6.0)),
        lambda: session.vault.save_recording(replace(session.vault.recordings(V1)[0], remark="x")),
    ):
        job = actions.silence_left_out(session, V1)
        result = job.work(JobContext(lambda _: None, Cancellation()))
        change()
        before = everything(session)
        with pytest.raises(MoveNotAllowed, match="changed meanwhile"):
            job.keep(result)
        assert everything(session) == before and files(session) == {r.file_name for r in session.vault.recordings(V1)}


def test_words_typed_while_it_worked_are_kept(session: Session) -> None:
    """Only what is off the record may not change meanwhile."""
    mark(session)
    job = actions.silence_left_out(session, V1)
    result = job.work(JobContext(lambda _: None, Cancellation()))
    actions.edit_turn(session, V1, T2, "she fell over")
    job.keep(result)
    assert [turn.text for turn in said(session).turns][2] == "she fell over"


@pytest.mark.parametrize("fault", ["full", "other"])
def test_a_copy_that_is_not_what_it_should_be_is_never_used(
    session: Session, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """A full disk or a bad one: the copy goes, and everything stays."""
    mark(session)
    before, sound = everything(session), files(session)

    def full(*_: object) -> None:
        raise DiskFull

    if fault == "full":
        monkeypatch.setattr(silenced_sound.AudioWriter, "write", full)
    else:
        real = silenced_sound.AudioWriter.write
        monkeypatch.setattr(silenced_sound.AudioWriter, "write", lambda self, pcm: real(self, b"\1" + pcm[1:]))
    with pytest.raises((DiskFull, DataDamaged)):
        run_here(actions.silence_left_out(session, V1))
    assert everything(session) == before and files(session) == sound


def test_words_that_would_be_left_stop_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks at what would be kept before it is, and trusts nothing that came before."""
    mark(session)
    before, sound = everything(session), files(session)
    monkeypatch.setattr(silencing, "_without", lambda transcript, *_: transcript)
    with pytest.raises(MoveNotAllowed, match="could be taken out"):
        silenced(session)
    assert everything(session) == before and files(session) == sound


def test_a_turn_that_found_voices_cut_within_the_words_is_silenced_too(session: Session) -> None:
    """Both of its parts end at what is left out; so does the one turn that was heard, with one token."""
    now = said(session)
    parts = tuple(part(now.turns[0], *at, turn_id) for at, turn_id in (((0, 3), T1), ((3, 5), TurnId("t9"))))
    cut = Edit(EditKind.VOICES_FOUND, MACHINE, now_utc(), (Put((T1,), parts),))
    named = replace(cut, puts=(), turns=(TurnId("t9"),), speaker="S2")
    for edit in (cut, named):
        session.vault.add_edit(V1, edit)
    actions.leave_out(session, V1, (2.0, 3.0))
    assert [(each.speaker, each.text) for each in silenced(session).turns][:2] == [
        ("", "I did [left out]"), ("S2", "[left out] him")
    ]  # fmt: skip


def silencing_after(session: Session, real: Callable[..., Any]) -> Callable[..., Any]:
    """The same, and when it has been done the first time all that is left out is silenced."""
    first = iter([True])

    def done(*given: Any, **more: Any) -> Any:
        result = real(*given, **more)
        if next(first, False):
            silenced(session)
        return result

    return done


@pytest.mark.parametrize("read_before", [True, False])
def test_words_that_are_being_heard_meanwhile_are_not_kept(session: Session, read_before: bool) -> None:
    """Whether the recogniser has read the old sound by then or was only given it, its words don't come back."""
    mark(session)
    hears(session, segment("I did secretly hit him", 1.0, 3.5))
    job = actions.transcribe_visit(session, V1)
    with pytest.MonkeyPatch.context() as patch:
        if read_before:
            patch.setattr(ScriptedTranscriber, "listen", silencing_after(session, ScriptedTranscriber.listen))
        else:
            patch.setattr(transcripts, "visit_audio", silencing_after(session, visit_audio))
        with pytest.raises(SoundChanged):
            run_here(job)
    assert not any(word in everything(session) for word in SECRET)
    hears(session, segment("I did", 1.0, 2.0))
    run_here(actions.transcribe_visit(session, V1))
    assert said(session).turns[0].text == "I did [left out]"


def test_old_gaps_beside_the_sound_go_with_it(session: Session) -> None:
    """They are in the recording's own facts."""
    mark(session)
    first: Recording = session.vault.recordings(V1)[0]
    beside = gaps_path(session.vault.audio_folder / first.file_name)
    beside.write_bytes(b"gaps")
    silenced(session)
    assert not beside.exists()


def test_passes_and_marks_go_on_after_it(session: Session) -> None:
    """More can be left out and silenced later."""
    mark(session)
    silenced(session)
    actions.leave_out(session, V1, (5.0, 5.5))
    hears(session)
    now = silenced(session)
    assert [turn.text for turn in now.turns][2] == "[left out] fell down"
    assert editing.undoable(session.vault, V1) is None


@pytest.mark.long
def test_the_real_recogniser_hears_nothing_where_it_was_silenced() -> None:
    """The practice visit, the real model: three words go, what was typed stays, and the next pass has neither lost."""
    with open_practice(Settings(off_record="silence", worker_name="Jo Reed")) as real:
        visit = real.vault.visits()[0].id
        run_here(actions.transcribe_visit(real, visit))
        before = real.vault.transcript(visit)
        assert before is not None
        turn = max(before.turns, key=lambda each: len(each.words))
        at = len(turn.words) // 2
        gone = " ".join(word.text for word in turn.words[at : at + 3])
        actions.edit_turn(real, visit, before.turns[3].id, f"{before.turns[3].text} typed words")
        span = span_of_words(turn, at, at + 3)
        actions.leave_out(real, visit, (span.start, span.end))
        run_here(actions.silence_left_out(real, visit))
        run_here(actions.transcribe_visit(real, visit))
        after = real.vault.transcript(visit)
        assert after is not None
        spoken = " ".join(each.text for each in after.turns)
        assert gone in turn.text and gone not in spoken and TOKEN in spoken and "typed words" in spoken
