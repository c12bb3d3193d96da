"""Erasing in time, all about one person, and subject access, by the commands and the actions on a real vault."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scribe import actions, governance, lifecycle, passed_time
from scribe.cli import run
from scribe.errors import DataDamaged, MoveNotAllowed, NotFound, SoundErased, WrongPassphrase
from scribe.export import export
from scribe.keeping import Outlook, look_after
from scribe.keys import PassphraseHolder
from scribe.lifecycle import Move, advance, file_document
from scribe.practice import read_practice
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.vault_keeping import LastSeen
from scribe.visit import RecordingId, VisitStage
from tests.app.test_actions import KEY, Engines, opened
from tests.scribe_core.make import D1, V1, a_document, a_visit, an_easy_read, approve_all
from tests.scribe_core.test_keeping import with_sound

REF = "REF 2026/17"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def fill(vault: Vault, folder: Path) -> None:
    """A visit with sound, whose note was filed long ago."""
    vault.add_visit(a_visit())
    with_sound(vault)
    vault.save_document(a_document())
    export(vault, approve_all(vault), "txt", folder / "note.txt")
    file_document(vault, D1, "LAS 12345", at=LONG_AGO)


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session on such a vault, which the commands open."""
    with opened(tmp_path / "vault") as made:
        fill(made.vault, tmp_path)
        made.settings = replace(made.settings, audio_days_after_filed=30)
        monkeypatch.setattr("scribe.commands_rights.open_vault", lambda: contextlib.nullcontext(made))
        yield made


def with_more_sound(vault: Vault) -> None:
    """Half a minute more, that nobody has turned into words."""
    (made,) = vault.recordings(V1)
    vault.save_recording(replace(made, id=RecordingId("r-more"), file_name="r-more.fna", seconds=30.0))


def as_governance(session: Session) -> None:
    """The policy names whoever runs this."""
    session.settings = replace(session.settings, governance_users=(governance.user_name(),))


# --- sound that somebody asks to have erased
def erase_sound_by_command(session: Session, monkeypatch: pytest.MonkeyPatch, reason: str = "She asked") -> int:
    """The exit status."""
    monkeypatch.setattr("scribe.commands_visits.open_vault", lambda: contextlib.nullcontext(session))
    return run(["visits", "erase-sound", V1, "--reason", reason])


def test_the_sound_of_a_filed_visit_is_erased_when_somebody_asks(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Key and file at once; words and note stay; the reason is on record, and nothing stays planned."""
    vault = session.vault
    assert look_after(vault, session.settings).planned
    assert erase_sound_by_command(session, monkeypatch) == 0
    assert "2 seconds of sound" in capsys.readouterr().out
    assert not list(vault.audio_folder.iterdir()) and all(each.erased_at for each in vault.recordings(V1))
    assert vault.transcript(V1) is not None and vault.document(D1).stage == "filed"
    row = vault.audit.rows()[-1]
    assert row.event == "sound erased" and dict(row.facts)["why"] == vault.audit.fingerprint("She asked")
    assert not look_after(vault, session.settings).planned and vault.audit.rows()[-1] == row
    assert erase_sound_by_command(session, monkeypatch) == 1
    assert "no sound of this visit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (lambda vault: lifecycle.hold(vault, V1, "court"), "legal hold"),
        (lambda vault: vault.save_document(a_document("d2")), "still needed"),
        (lambda vault: advance(vault, D1, Move.REOPEN), "still needed"),
        (lambda vault: with_more_sound(vault), "still needed"),
        (lambda vault: advance(vault, V1, Move.START_RECORDING), "being recorded"),
    ],
)
def test_sound_that_is_held_or_still_needed_is_not_erased_for_the_asking(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    before: Callable[[Vault], object],
    told: str,
) -> None:
    """A hold, a newer draft, a reopened note, sound that is no words yet, a recording that goes on: one sentence."""
    before(session.vault)
    assert erase_sound_by_command(session, monkeypatch) == 1
    assert told in capsys.readouterr().err
    assert not any(each.erased_at for each in session.vault.recordings(V1))


def test_sound_is_not_erased_without_a_reason_or_before_the_note_is_filed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Approved is not yet filed: whoever files it may want to listen."""
    with opened(tmp_path / "vault") as session:
        session.vault.add_visit(a_visit())
        with_sound(session.vault)
        session.vault.save_document(a_document())
        approve_all(session.vault)
        assert erase_sound_by_command(session, monkeypatch, reason=" ") == 1
        assert "Say why" in capsys.readouterr().err
        assert erase_sound_by_command(session, monkeypatch) == 1
        assert "still needed" in capsys.readouterr().err
        assert list(session.vault.audio_folder.iterdir())


@pytest.fixture
def days_go_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Makes the laptop's clocks go on together by so many days."""
    real, passed = passed_time.system_clock, [0.0]

    def clock() -> LastSeen:
        seen = real()
        return LastSeen(seen.wall + timedelta(days=passed[0]), seen.boot_seconds + passed[0] * 86_400, seen.boot)

    def go_on(days: float) -> None:
        passed[0] += days

    # The default of an argument is taken when a function is made.
    monkeypatch.setattr("scribe.keeping.look_after.__defaults__", (clock,))
    monkeypatch.setattr("scribe.keeping.confirm_date.__defaults__", (clock,))
    return go_on


# --- a real clock
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
LOOK = """
import sys
from scribe.keeping import look_after
from scribe.keys import MemoryHolder
from scribe.settings import Settings
from scribe.vault import Vault
with Vault.open(__import__("pathlib").Path(sys.argv[1]), MemoryHolder(bytes.fromhex(sys.stdin.read()))) as vault:
    found = look_after(vault, Settings(audio_days_after_filed=30))
    print(len(found.erased), len(found.planned), found.doubt.days if found.doubt else "no doubt")
"""


def look_at(vault: Path, **environment: str) -> str:
    """What a Fairnote of its own finds in a vault, with the clock that the environment gives it."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(vault)],
        input=KEY.hex(),
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
@pytest.mark.parametrize("both", [False, True])
def test_a_laptop_whose_clock_really_jumps_erases_nothing_and_asks(tmp_path: Path, both: bool) -> None:
    """With the system's own calls faked: the wall clock alone, or the one that counts from the start as well.

    Without the jump a week that is believed goes by before anything is erased.
    """
    folder = tmp_path / "vault"
    with opened(folder) as made:
        fill(made.vault, tmp_path)
    assert look_at(folder) == "0 1 no doubt"
    fake = {"LD_PRELOAD": str(FAKETIME), "FAKETIME_DONT_FAKE_MONOTONIC": "0" if both else "1"}
    for _ in range(2):
        erased, planned, doubt = look_at(folder, FAKETIME="+400d", **fake).split()
        assert (erased, planned) == ("0", "1") and doubt in ("399", "400")
    assert look_at(folder) == "0 1 no doubt"
    with opened(folder) as made:
        assert len(list(made.vault.audio_folder.iterdir())) == 1 and made.vault.audit.check().whole


# --- commands
def test_what_is_due_is_shown_then_erased(
    session: Session, capsys: pytest.CaptureFixture[str], days_go_by: Callable[[float], None]
) -> None:
    """`fairnote retention`: told for a week; then the sound is gone, playing says so, and the words stay."""
    assert run(["retention"]) == 0
    assert f"sound   {V1}  {REF}" in capsys.readouterr().out
    for _ in range(7):
        days_go_by(0.95)
        assert run(["retention"]) == 0 and "erased now" not in capsys.readouterr().out
    days_go_by(0.95)
    assert run(["retention"]) == 0 and capsys.readouterr().out == "erased now: sound\n"
    with pytest.raises(SoundErased):
        actions.play_span(session, V1, 0.0, 1.0)
    assert actions.sound_remarks(session, V1) == (SoundErased.sentence,)
    with pytest.raises(SoundErased):
        actions.start_recording(session, V1, dictated=True)
    assert session.vault.transcript(V1) is not None
    assert run(["retention"]) == 0 and "Nothing is due" in capsys.readouterr().out


def test_a_doubted_date_is_asked_about(
    session: Session, capsys: pytest.CaptureFixture[str], days_go_by: Callable[[float], None]
) -> None:
    """One sentence and a status; said to be right, everything is told anew."""
    run(["retention"])
    days_go_by(400)
    capsys.readouterr()
    assert run(["retention"]) == 1
    told = capsys.readouterr()
    assert "Nothing was erased" in told.err and "erased now" not in told.out
    assert run(["retention", "--date-is-right"]) == 0
    assert REF in capsys.readouterr().out and actions.look_after_keeping(session).erased == ()


def test_a_vault_that_can_only_be_read_is_not_told_as_having_nothing_due(
    session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was looked at."""
    monkeypatch.setattr(session.vault._database, "refusal", DataDamaged)
    assert run(["retention"]) == 1
    told = capsys.readouterr()
    assert "Nothing was looked at" in told.err and "damaged" in told.err and not told.out


def test_practice_is_never_looked_after(session: Session) -> None:
    """Its vault is thrown away as a whole."""
    session.practice = read_practice()
    assert actions.look_after_keeping(session) == Outlook()
    session.practice = None


def test_a_reference_is_shown_with_all_that_left(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Documents, sound, exports by hash, and where their files are by now."""
    (tmp_path / "note.txt").rename(tmp_path / "renamed.txt")
    assert run(["reference", "show", "ref 2026/17", "--look-in", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    (sent,) = session.vault.exports(D1)
    for words in (V1, D1, "Case note, version 1, filed", sent.file_sha256, str(tmp_path / "renamed.txt"), "2 seconds"):
        assert words in out
    assert run(["reference", "show", "nobody"]) == 1
    assert run(["reference", "show", REF, "--look-in", str(tmp_path / "none")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_name_of_two_references_is_refused_and_letters_are_told(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A sentence and a status; nothing is erased or written."""
    as_governance(session)
    session.vault.add_visit(replace(a_visit("v2"), reference="OTHER 1"))
    session.vault.add_visit(replace(a_visit("v3"), reference="", template="easy-read", people=()))
    easy = an_easy_read("v3")
    assert easy.easy is not None
    session.vault.save_document(
        replace(easy, easy=replace(easy.easy, reader=replace(easy.easy.reader, name="Mrs Amina Begum")))
    )
    for command in (
        ["reference", "erase", "Mrs Amina Begum", "--confirm", "--why", "asked", "--for-good"],
        ["subject-access", "Mrs Amina Begum", "--to", str(tmp_path / "answer")],
    ):
        assert run(command) == 1
        (sentence,) = capsys.readouterr().err.splitlines()
        assert "Give the reference" in sentence
    assert not (tmp_path / "answer").exists() and session.vault.visit(V1).reference == REF
    assert run(["reference", "show", REF]) == 0
    assert "Letters to somebody of this name, which are not part of this: v3." in capsys.readouterr().out


def test_nothing_is_erased_without_confirming(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be is shown, and the status says that it was not."""
    assert run(["reference", "erase", REF]) == 1
    told = capsys.readouterr()
    assert V1 in told.out and "Nothing was erased" in told.err
    assert run(["reference", "erase", REF, "--confirm", "--why", "asked"]) == 1  # on record
    assert run(["reference", "erase", REF, "--confirm", "--why", "asked", "--for-good"]) == 1  # no governance
    assert "information-governance" in capsys.readouterr().err
    assert session.vault.visit(V1).stage is VisitStage.TRANSCRIBED


def test_governance_erases_everything_about_a_reference(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """At once and for good; a hold stops that too."""
    as_governance(session)
    lifecycle.hold(session.vault, V1, "court")
    command = ["reference", "erase", REF, "--confirm", "--why", "asked", "--for-good"]
    assert run(command) == 1 and "legal hold" in capsys.readouterr().err
    lifecycle.release(session.vault, V1)
    assert run(command) == 0 and "for good" in capsys.readouterr().out
    with pytest.raises(NotFound):
        actions.about_reference(session, REF)
    assert not list(session.vault.audio_folder.iterdir())


def test_who_erases_is_told_of_what_another_worker_has(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the copy in that worker's vault would be forgotten."""
    as_governance(session)
    session.vault.write_handing_over(V1, "parcel", "ab", LONG_AGO)
    session.vault.write_handed_over(V1, "parcel", LONG_AGO)
    assert run(["reference", "show", REF]) == 0 and "handed over to another worker" in capsys.readouterr().out
    assert run(["reference", "erase", REF, "--confirm", "--why", "asked", "--for-good"]) == 0
    assert "Another worker has 1 visit of these" in capsys.readouterr().out


def test_a_worker_erases_what_is_no_record(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """Hidden, and brought back in the window."""
    session.vault.add_visit(replace(a_visit("v2"), reference="OTHER"))
    assert run(["reference", "erase", "OTHER", "--confirm", "--why", "a mistake"]) == 0
    assert "brought back for 7 days" in capsys.readouterr().out
    assert [each.reference for each in actions.erased_visits(session)] == ["OTHER"]
    assert run(["reference", "erase", "OTHER", "--confirm", "--why", "a mistake"]) == 0
    assert "It was erased before. Nothing was changed." in capsys.readouterr().out


def test_an_answer_is_not_written_among_the_vaults_files(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """It is in plain, and would be in every backup."""
    as_governance(session)
    for to in (session.vault.folder / "answer", session.vault.audio_folder / "answer"):
        assert run(["subject-access", REF, "--to", str(to)]) == 1
        assert "in which visits are kept" in capsys.readouterr().err and not to.exists()


def test_subject_access_is_refused_to_anybody_else(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One sentence, nothing written; governance gets the folder, and is told that it is not encrypted."""
    to = tmp_path / "answer"
    assert run(["subject-access", REF, "--to", str(to)]) == 1
    told = capsys.readouterr()
    assert not to.exists() and told.out == "" and len(told.err.splitlines()) == 1
    as_governance(session)
    assert run(["subject-access", REF, "--to", str(to), "--with-sound"]) == 0
    assert "not encrypted" in capsys.readouterr().out
    assert (to / "index.html").exists() and list(to.glob("*.wav"))
    events = [row.event for row in session.vault.audit.rows()][-2:]
    assert events == ["governance refused", "subject access"]


# --- opening, playing, unlocking
def test_opening_a_visit_is_on_record_once_an_opening(session: Session) -> None:
    """Screens ask for the visit again and again; the list of visits ends an opening."""
    before = len(session.vault.audit.rows())
    for _ in range(3):
        actions.visit(session, V1)
    actions.list_visits(session)
    actions.visit(session, V1)
    rows = session.vault.audit.rows()[before:]
    assert [(row.event, row.subject, row.facts) for row in rows] == [("visit opened", V1, ())] * 2


def test_a_passphrase_is_asked_for_where_the_vault_has_one(tmp_path: Path, session: Session) -> None:
    """And only it opens the window again; where a keychain or memory has the key there is nothing to ask for."""
    assert not actions.unlocks_by_passphrase(session)
    vault = Vault.create(tmp_path / "sealed", PassphraseHolder("correct horse battery"))
    with Session(vault, Settings(), Engines()) as sealed:
        assert actions.unlocks_by_passphrase(sealed)
        actions.check_passphrase(sealed, "correct horse battery")
        with pytest.raises(WrongPassphrase):
            actions.check_passphrase(sealed, "wrong")


def test_what_is_recorded_now_is_known_and_never_erased_for_good(session: Session) -> None:
    """The lifecycle refuses it, whoever asks."""
    assert actions.open_recordings(session) == ()
    advance(session.vault, V1, Move.START_RECORDING)
    with pytest.raises(MoveNotAllowed):
        lifecycle.erase_for_good(session.vault, V1)
    assert session.vault.visit_stage(V1) is VisitStage.RECORDING
    assert look_after(session.vault, session.settings).planned == ()
