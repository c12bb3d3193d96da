"""A microphone that is open is known to the session until what it recorded is kept: on real vaults and children."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from models.progress import Cancellation
from scribe import actions
from scribe.errors import DiskFull, MoveNotAllowed
from scribe.jobs import Job, JobContext, run_here
from scribe.session import Session
from scribe.visit import AudioOrigin, Manner, Recording, VisitStage
from tests.app.test_actions import V1, agreed, imported, opened, session, sound_file, steady, waits_for
from tests.scribe_core.make import a_visit

__all__ = ["session", "steady"]


def test_a_recording_is_known_until_it_is_kept(session: Session, tmp_path: Path, steady: None) -> None:
    """Whoever comes later finds it, with the sound that was there before; after Stop there is none."""
    imported(session, tmp_path, 2)
    handle = actions.start_recording(session, V1, dictated=True)
    going_on = actions.open_recording(session, V1)
    assert going_on is not None and going_on.handle is handle
    assert (going_on.before, going_on.dictated) == (2.0, True)
    waits_for(lambda: handle.seconds >= 0.3)
    actions.stop_recording(session, V1, handle)
    assert actions.open_recording(session, V1) is None


def test_stopping_twice_is_stopping_once(session: Session, steady: None) -> None:
    """The second time gives the same recording, and changes nothing."""
    handle = actions.start_recording(session, V1)
    waits_for(lambda: handle.seconds >= 0.3)
    first = actions.stop_recording(session, V1, handle)
    rows = session.vault.audit.rows()
    assert actions.stop_recording(session, V1, handle) == first
    actions.give_up_recording(session, V1)
    assert session.vault.audit.rows() == rows
    assert actions.visit(session, V1).stage is VisitStage.RECORDED


def test_an_old_recording_does_not_end_the_next_one(session: Session, steady: None) -> None:
    """Stop that was asked of the one before leaves the one that goes on alone."""
    first = actions.start_recording(session, V1)
    waits_for(lambda: first.seconds >= 0.3)
    actions.stop_recording(session, V1, first)
    second = actions.start_recording(session, V1)
    actions.stop_recording(session, V1, first)
    assert actions.open_recording(session, V1) is not None
    waits_for(lambda: second.seconds >= 0.3)
    actions.stop_recording(session, V1, second)


def test_stop_can_be_asked_again_where_keeping_failed(
    session: Session, steady: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk at Stop: the microphone is off, the recording is still known, and is kept when there is room."""
    handle = actions.start_recording(session, V1)
    waits_for(lambda: handle.seconds >= 0.3)

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(session.vault, "write_visit_stage", full)
        with pytest.raises(DiskFull):
            actions.stop_recording(session, V1, handle)
    assert str(handle.state) == "stopped" and actions.open_recording(session, V1) is not None
    assert actions.stop_recording(session, V1, handle).seconds >= 0.3
    assert actions.visit(session, V1).stage is VisitStage.RECORDED


def test_closing_keeps_a_recording_that_goes_on(tmp_path: Path, steady: None) -> None:
    """Nobody pressed Stop: the microphone is off when the session is closed, and what it recorded is kept, not cut."""
    with opened(tmp_path / "vault") as first:
        first.vault.add_visit(agreed(a_visit()))
        handle = actions.start_recording(first, V1)
        waits_for(lambda: handle.seconds >= 0.5)
    assert str(handle.state) == "stopped"
    with opened(tmp_path / "vault") as again:
        (kept,) = again.vault.recordings(V1)
        assert kept.finished and kept.seconds >= 0.5 and kept.remark == ""
        assert actions.visit(again, V1).stage is VisitStage.RECORDED


def test_closing_goes_on_where_a_recording_can_not_be_kept(
    tmp_path: Path, steady: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault is closed all the same; the recording is there to be recovered at the next opening."""
    first = opened(tmp_path / "vault")
    first.vault.add_visit(agreed(a_visit()))
    handle = actions.start_recording(first, V1)
    waits_for(lambda: handle.seconds >= 0.5)

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(first.vault, "write_visit_stage", full)
    first.close()
    monkeypatch.undo()
    with opened(tmp_path / "vault") as again:
        assert actions.list_visits(again)[0].next_step == "recover"
        assert actions.recover_recording(again, V1).seconds >= 0.5


def test_what_goes_on_is_gone_back_to_and_never_recovered(session: Session, steady: None) -> None:
    """The list leads back to the recording; recovering it would end it behind the microphone's back."""
    handle = actions.start_recording(session, V1)
    assert actions.list_visits(session)[0].next_step == "record"
    with pytest.raises(MoveNotAllowed):
        actions.recover_recording(session, V1)
    waits_for(lambda: handle.seconds >= 0.3)
    actions.stop_recording(session, V1, handle)


# --- a recording and an import of the same visit


def half_way(job: Job[tuple[Recording, ...]]) -> tuple[threading.Event, threading.Thread, list[str]]:
    """Run an import in a thread, which waits half-way until it is told to go on."""
    inside, go_on, told = threading.Event(), threading.Event(), list[str]()

    def wait(_: object) -> None:
        inside.set()
        assert go_on.wait(20)

    def run() -> None:
        done = run_here(job, on_progress=wait, cancel=Cancellation())
        told.append(f"{len(done)} kept")

    thread = threading.Thread(target=run)
    thread.start()
    assert inside.wait(20)
    return go_on, thread, told


def test_nothing_is_recorded_while_files_are_brought_in(session: Session, tmp_path: Path, steady: None) -> None:
    """A recording would begin where the files are going to be. Afterwards it begins after them, and so do jottings."""
    go_on, thread, told = half_way(actions.import_audio(session, V1, [sound_file(tmp_path, 4)]))
    try:
        for dictated in (False, True):
            with pytest.raises(MoveNotAllowed, match="still being brought in"):
                actions.start_recording(session, V1, dictated=dictated)
        with pytest.raises(MoveNotAllowed):
            run_here(actions.import_audio(session, V1, [sound_file(tmp_path, 1, "other.wav")]))
    finally:
        go_on.set()
        thread.join()
    assert told == ["1 kept"]
    handle = actions.start_recording(session, V1)
    waits_for(lambda: handle.seconds >= 0.3)
    going_on = actions.open_recording(session, V1)
    assert going_on is not None and going_on.before == 4.0
    actions.add_jotting(session, V1, Manner.SEEN, "bruise on arm", going_on.before + handle.seconds)
    actions.stop_recording(session, V1, handle)
    assert [each.origin for each in session.vault.recordings(V1)] == [AudioOrigin.IMPORTED, AudioOrigin.RECORDED]
    assert actions.jottings(session, V1)[0].at >= 4.3


def test_no_files_are_brought_in_while_it_is_recorded(session: Session, tmp_path: Path, steady: None) -> None:
    """Refused when it is asked, and when it was asked before and only begins now; nothing is copied."""
    waiting = actions.import_audio(session, V1, [sound_file(tmp_path, 1)])
    handle = actions.start_recording(session, V1)
    with pytest.raises(MoveNotAllowed, match="being recorded"):
        actions.import_audio(session, V1, [sound_file(tmp_path, 1)])
    with pytest.raises(MoveNotAllowed, match="being recorded"):
        run_here(waiting)
    waits_for(lambda: handle.seconds >= 0.3)
    actions.stop_recording(session, V1, handle)
    assert [each.origin for each in session.vault.recordings(V1)] == [AudioOrigin.RECORDED]
    run_here(waiting)
    assert len(session.vault.recordings(V1)) == 2


@pytest.mark.parametrize("how", ["refused", "cancelled"])
def test_an_import_that_ended_badly_stands_in_nobodys_way(
    session: Session, tmp_path: Path, steady: None, how: str
) -> None:
    """The visit can be recorded after it."""
    original = sound_file(tmp_path, 2)
    cancel = Cancellation()
    if how == "refused":
        original.write_text("no sound at all")
    job = actions.import_audio(session, V1, [original])
    with pytest.raises(Exception):  # noqa: B017 (whichever it is)
        job.work(JobContext(lambda _: cancel.ask(), cancel))
    handle = actions.start_recording(session, V1)
    waits_for(lambda: handle.seconds >= 0.3)
    actions.stop_recording(session, V1, handle)
