"""The vault keeps what it was given, loses nothing, and says precisely what is wrong."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import apsw
import pytest

from scribe import vault_database, vault_schema
from scribe.audio_recovery import tidy_sound
from scribe.errors import (
    DataDamaged,
    DiskFull,
    FairnoteError,
    NoKey,
    NotFound,
    VaultInUse,
    WrongPassphrase,
)
from scribe.files import WriteFailed
from scribe.keys import MemoryHolder, PassphraseHolder
from scribe.lifecycle import Move, advance, file_document
from scribe.records import TextRefused, from_json, to_json, utc_now
from scribe.vault import Vault, VaultExists, VisitErased
from scribe.vault_database import Database, NotWritable, UnsafeDatabase, VaultFailed, assert_no_temporary_files
from scribe.vault_folder import VaultFiles, VaultTooNew
from scribe.visit import (
    AudioOrigin,
    DocumentId,
    DocumentStage,
    Gap,
    ModelCard,
    Recording,
    RecordingId,
    Transcript,
    Turn,
    TurnId,
    VisitId,
    VisitStage,
    Word,
)
from tests.scribe_core.make import AT, D1, V1, a_document, a_visit, approve_all, with_document

SECRET = "Begum"


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def _transcript() -> Transcript:
    words = (Word("Hello", 0.0, 0.3, 0.9),)
    return Transcript((Turn(TurnId("t1"), "p1", 0.0, 1.0, "Hello", words),), ModelCard("tiny"), 1.0, "a" * 64)


def _recording() -> Recording:
    return Recording(RecordingId("r1"), V1, "r1.fna", AudioOrigin.RECORDED, AT, gaps=(Gap(1.0, 2.0, "sleep"),))


# --- keeping
def test_what_is_kept_comes_back_after_reopening(tmp_path: Path) -> None:
    """Visits, recordings, transcripts and documents are the same after closing and opening."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        document = with_document(vault)
        vault.save_recording(_recording())
        vault.save_recording(replace(_recording(), finished=True, seconds=3.5))
        vault.save_transcript(V1, _transcript())
    with Vault.open(tmp_path / "v", holder) as vault:
        assert vault.visits() == (a_visit(),)
        assert vault.documents(V1) == (document,)
        assert vault.recordings(V1) == (replace(_recording(), finished=True, seconds=3.5),)
        assert vault.transcript(V1) == _transcript() and vault.transcript(VisitId("other")) is None
        assert vault.folder == tmp_path / "v" and vault.audio_folder == tmp_path / "v" / "audio"
        assert vault.audit.check().whole


def test_nothing_readable_is_on_the_disk(tmp_path: Path) -> None:
    """No name, no word and no key can be read in any of the vault's files, open or closed."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        with_document(vault)
        key = vault.visit_key(V1)
        while_open = _bytes_in(tmp_path / "v")
    for data in (while_open, _bytes_in(tmp_path / "v")):
        assert SECRET.encode() not in data and b"SQLite format" not in data and key not in data


def test_stages_and_versions_are_not_for_saving(vault: Vault) -> None:
    """Saving a visit or document with another stage or version changes neither."""
    document = with_document(vault)
    vault.save_visit(replace(a_visit(), stage=VisitStage.TRANSCRIBED, reference="NEW"))
    assert vault.visit(V1) == replace(a_visit(), reference="NEW")
    approve_all(vault)
    vault.save_document(replace(document, version=9, title="Another"))
    kept = vault.document(D1)
    assert (kept.version, kept.stage, kept.title) == (1, "approved", "Another")


def test_each_visit_has_a_key_of_its_own(vault: Vault) -> None:
    """Two visits have two random keys of 32 bytes, and neither is stored as it is."""
    vault.add_visit(a_visit("v1"))
    vault.add_visit(a_visit("v2"))
    one, two = vault.visit_key(V1), vault.visit_key(VisitId("v2"))
    assert len(one) == len(two) == 32 and one != two


def test_a_sealed_row_can_not_be_moved_to_another_visit(vault: Vault) -> None:
    """A key or fact put in another row's place is damage, not data."""
    vault.add_visit(a_visit("v1"))
    vault.add_visit(a_visit("v2"))
    other = "SELECT sealed_key FROM visits WHERE id = 'v2'"
    vault._database.write(f"UPDATE visits SET sealed_key = ({other}) WHERE id = 'v1'")
    with pytest.raises(DataDamaged):
        vault.visit(V1)
    vault._database.write("UPDATE visits SET fact = x'' WHERE id = 'v2'")
    with pytest.raises(DataDamaged):
        vault.visit(VisitId("v2"))


def test_a_fact_that_is_not_bytes_is_damage(vault: Vault) -> None:
    """A value of the wrong kind is never guessed at."""
    vault.add_visit(a_visit())
    with pytest.raises(DataDamaged):
        vault._unsealed(Transcript, V1, "transcript v1", "text")


def test_what_is_not_there_is_not_found(vault: Vault) -> None:
    """Reading or changing something unknown says so."""
    document = with_document(vault)
    vault.add_visit(a_visit("v2"))
    acts: tuple[Callable[[], object], ...] = (
        lambda: vault.visit(VisitId("no")),
        lambda: vault.save_visit(a_visit("no")),
        lambda: vault.visit_key(VisitId("no")),
        lambda: vault.save_document(replace(document, visit=VisitId("v2"))),
        lambda: vault.save_transcript(VisitId("no"), _transcript()),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert vault.documents(VisitId("v2")) == ()


def test_a_failed_transaction_changes_nothing(vault: Vault) -> None:
    """An error inside undoes all of it, the audit row and its outside head too; an inner one undoes only its part."""
    vault.add_visit(a_visit())
    head, file = vault.audit.head(), VaultFiles(vault.folder).head.read_bytes()
    with pytest.raises(ZeroDivisionError), vault.transaction():
        advance(vault, V1, Move.IMPORT_SOUND)
        vault.save_document(a_document())
        raise ZeroDivisionError
    assert vault.visit(V1).stage is VisitStage.PLANNED and vault.documents(V1) == ()
    assert vault.audit.head() == head and VaultFiles(vault.folder).head.read_bytes() == file
    with vault.transaction():
        vault.save_visit(replace(a_visit(), reference="OUTER"))
        with pytest.raises(ZeroDivisionError), vault.transaction():
            vault.save_visit(replace(a_visit(), reference="INNER"))
            raise ZeroDivisionError
    assert vault.visit(V1).reference == "OUTER" and vault.audit.check().whole


def test_two_threads_take_turns(vault: Vault) -> None:
    """Rows added from several threads at once are all there and the chain holds."""
    vault.add_visit(a_visit())

    def work(number: int) -> None:
        for _ in range(20):
            vault.audit.add("counted", f"n{number}")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(vault.audit.rows()) == 82 and vault.audit.check().whole


# --- opening
def test_one_fairnote_at_a_time(tmp_path: Path) -> None:
    """A second opening is refused while the first lasts, and works once it is closed."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder), pytest.raises(VaultInUse):
        Vault.open(tmp_path / "v", holder)
    Vault.open_or_create(tmp_path / "v", holder).close()


def test_the_lock_goes_with_a_killed_program(tmp_path: Path) -> None:
    """Another process is refused; once it is killed with no chance to tidy up, the vault opens."""
    holder = MemoryHolder(b"k" * 32)
    Vault.create(tmp_path / "v", holder).close()
    code = (
        "import sys,time; from pathlib import Path\n"
        "from scribe.vault import Vault; from scribe.keys import MemoryHolder\n"
        "v=Vault.open(Path(sys.argv[1]), MemoryHolder(b'k'*32)); print('open', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "v")], stdout=subprocess.PIPE)
    assert child.stdout is not None and child.stdout.readline().strip() == b"open"
    with pytest.raises(VaultInUse):
        Vault.open(tmp_path / "v", holder)
    child.kill()
    child.wait()
    child.stdout.close()
    Vault.open(tmp_path / "v", holder).close()


def test_there_has_to_be_a_vault(tmp_path: Path) -> None:
    """Opening where nothing is says so and makes nothing; making one where one is leaves it alone."""
    with pytest.raises(NotFound):
        Vault.open(tmp_path / "none", MemoryHolder())
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound):
        Vault.open(tmp_path / "empty", MemoryHolder())
    assert not (tmp_path / "none").exists()
    holder = MemoryHolder()
    Vault.create(tmp_path / "v", holder).close()
    before = _bytes_in(tmp_path / "v")
    with pytest.raises(VaultExists):
        Vault.create(tmp_path / "v", MemoryHolder())
    assert _bytes_in(tmp_path / "v") == before


def test_a_vault_that_was_half_made_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between writing vault.json and making the database, it opens later with the same key."""
    holder = MemoryHolder()
    with monkeypatch.context() as broken:
        broken.setattr("scribe.vault.Database", lambda *_: (_ for _ in ()).throw(DiskFull))
        with pytest.raises(DiskFull):
            Vault.create(tmp_path / "v", holder)
    with Vault.open(tmp_path / "v", holder) as vault:
        vault.add_visit(a_visit())
        assert vault.audit.rows()[0].event == "vault made"


@pytest.mark.parametrize("missing", ["vault.json", "vault.db"])
def test_half_a_vault_is_never_made_again(tmp_path: Path, missing: str) -> None:
    """When one of the two files is gone the other is left as it is, whichever way it is opened."""
    holder = MemoryHolder()
    Vault.create(tmp_path / "v", holder).close()
    (tmp_path / "v" / missing).unlink()
    before = _bytes_in(tmp_path / "v")
    for act in (Vault.open, Vault.open_or_create):
        with pytest.raises(DataDamaged):
            act(tmp_path / "v", holder)
    assert _bytes_in(tmp_path / "v") == before and not (tmp_path / "v" / missing).exists()


def test_sound_without_its_vault_is_not_built_over(tmp_path: Path) -> None:
    """A folder with sound and no vault files is a damaged vault, not an empty one."""
    (tmp_path / "v" / "audio").mkdir(parents=True)
    (tmp_path / "v" / "audio" / "r1.fna").write_bytes(b"sound")
    with pytest.raises(DataDamaged):
        Vault.open_or_create(tmp_path / "v", MemoryHolder())
    with pytest.raises(VaultExists):
        Vault.create(tmp_path / "v", MemoryHolder())


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', '{"format": 1, "complete": true, "key": {"a": 1}}'])
def test_an_unreadable_description_is_damage(tmp_path: Path, text: str) -> None:
    """Whatever is wrong with vault.json, it is said and nothing is changed."""
    holder = MemoryHolder()
    Vault.create(tmp_path / "v", holder).close()
    (tmp_path / "v" / "vault.json").write_text(text)
    with pytest.raises(DataDamaged):
        Vault.open(tmp_path / "v", holder)
    assert (tmp_path / "v" / "vault.json").read_text() == text


def test_a_newer_vault_is_refused_clearly(tmp_path: Path) -> None:
    """A newer description, or a newer database, asks for a newer Fairnote and changes nothing."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        vault._database.write(f"PRAGMA user_version = {len(vault_schema.STEPS) + 1}")
    with pytest.raises(VaultTooNew, match="newer Fairnote"):
        Vault.open(tmp_path / "v", holder)
    description = tmp_path / "v" / "vault.json"
    description.write_text(json.dumps({**json.loads(description.read_text()), "format": 2}))
    with pytest.raises(VaultTooNew):
        Vault.open(tmp_path / "v", holder)


def test_an_older_database_takes_the_missing_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version of the tables is reached step by step, and a step that fails leaves the version before it."""
    holder = MemoryHolder()
    Vault.create(tmp_path / "v", holder).close()
    steps = (*vault_schema.STEPS, "CREATE TABLE extra (a TEXT)", "CREATE TABLE extra (a TEXT)")
    monkeypatch.setattr(vault_database, "STEPS", steps)
    monkeypatch.setattr(vault_database.migrate, "__defaults__", (steps,))
    with pytest.raises(VaultFailed):
        Vault.open(tmp_path / "v", holder)
    monkeypatch.setattr(vault_database, "STEPS", steps[:-1])
    monkeypatch.setattr(vault_database.migrate, "__defaults__", (steps[:-1],))
    with Vault.open(tmp_path / "v", holder) as vault:
        assert vault._database.rows("SELECT * FROM extra") == []


# --- keys
def test_a_wrong_key_is_told_from_damage(tmp_path: Path) -> None:
    """Another key is 'no key', however whole the data; the data stays as it is."""
    Vault.create(tmp_path / "v", MemoryHolder()).close()
    before = _bytes_in(tmp_path / "v")
    with pytest.raises(NoKey):
        Vault.open(tmp_path / "v", MemoryHolder())
    assert _bytes_in(tmp_path / "v") == before


def test_a_passphrase_can_be_wrong_and_can_be_changed(tmp_path: Path) -> None:
    """Only the right passphrase opens; a new one replaces it and no file has to be encrypted again."""
    with Vault.create(tmp_path / "v", PassphraseHolder("correct horse")) as vault:
        vault.add_visit(a_visit())
        vault.change_passphrase(PassphraseHolder("battery staple"))
    with pytest.raises(WrongPassphrase):
        Vault.open(tmp_path / "v", PassphraseHolder("correct horse"))
    with Vault.open(tmp_path / "v", PassphraseHolder("battery staple")) as vault:
        assert vault.visit(V1) == a_visit()
        assert [row.event for row in vault.audit.rows()][-1] == "passphrase changed"
    assert "staple" not in (tmp_path / "v" / "vault.json").read_text()


def test_only_a_passphrase_vault_has_a_passphrase(vault: Vault) -> None:
    """A vault whose key is elsewhere isn't changed into one."""
    with pytest.raises(FairnoteError, match="no passphrase"):
        vault.change_passphrase(PassphraseHolder("x"))


def test_erasing_destroys_the_key(vault: Vault) -> None:
    """Without its key a visit can't be read, and its row stays."""
    with_document(vault)
    vault.destroy_visit_key(V1)
    for act in (lambda: vault.visit(V1), lambda: vault.document(D1), lambda: vault.visit_key(V1)):
        with pytest.raises(VisitErased):
            act()


# --- damage and faults
def _damage(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[page * 4096 + 2000] ^= 1
    path.write_bytes(data)


def test_a_document_that_was_just_read_is_at_hand_while_it_is_the_same(vault: Vault) -> None:
    """An hour of talk is opened once; changed, taken back, damaged or erased since, it is never given as it was."""
    first = with_document(vault)
    assert vault.document(first.id).sections is vault.document(first.id).sections
    with contextlib.suppress(RuntimeError), vault.transaction():
        vault.save_document(replace(first, title="Another"))
        assert vault.document(first.id).title == "Another"
        raise RuntimeError
    assert vault.document(first.id) == first
    advance(vault, first.id, Move.START_REVIEW)
    assert vault.document(first.id).stage is DocumentStage.IN_REVIEW
    vault._database.write("UPDATE documents SET fact = zeroblob(100)")
    with pytest.raises(DataDamaged):
        vault.document(first.id)
    vault._database.write("UPDATE visits SET sealed_key = NULL")
    with pytest.raises(VisitErased):
        vault.document(first.id)


def test_a_damaged_page_makes_the_vault_read_only(tmp_path: Path) -> None:
    """One flipped bit: what is readable is read, every change is refused, and no byte on the disk changes."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        vault.add_visit(a_visit())
        for number in range(40):
            vault.save_document(a_document(f"d{number}"))
    database = tmp_path / "v" / "vault.db"
    _damage(database, database.stat().st_size // 4096 - 6)
    before = database.read_bytes()
    with Vault.open(tmp_path / "v", holder) as vault:
        assert vault.read_only and vault.visit(V1) == a_visit()
        with pytest.raises(DataDamaged):
            vault.save_visit(a_visit())
        with pytest.raises(DataDamaged):
            advance(vault, V1, Move.IMPORT_SOUND)
        read = 0
        for number in range(40):
            try:
                read += vault.document(DocumentId(f"d{number}")).title == "Case note"
            except DataDamaged:
                continue
        assert 0 < read < 40
    assert database.read_bytes() == before


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_anywhere_never_gives_a_wrong_value(tmp_path: Path, seed: int) -> None:
    """Wherever the bit is, a read gives what was written or says 'damaged', and the file isn't written to."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        vault.add_visit(a_visit())
        for number in range(8):
            vault.save_document(a_document(f"d{number}"))
    database = tmp_path / "v" / "vault.db"
    data = bytearray(database.read_bytes())
    chance = random.Random(seed)
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    database.write_bytes(data)
    try:
        vault = Vault.open(tmp_path / "v", holder)
    except DataDamaged:
        assert database.read_bytes() == data
        return
    with vault:
        assert vault.read_only
        for number in range(8):
            with contextlib.suppress(DataDamaged):
                assert vault.document(DocumentId(f"d{number}")) == a_document(f"d{number}")
    assert database.read_bytes() == data


def test_a_damaged_log_of_writes_is_noticed(tmp_path: Path) -> None:
    """A bit flipped in the write-ahead log of a killed program loses rows after it: the audit says so."""
    done = subprocess.run([sys.executable, "-c", _DIES, str(tmp_path / "v")], check=False, capture_output=True)
    log = tmp_path / "v" / "vault.db-wal"
    assert done.returncode != 0 and log.stat().st_size > 0
    data = bytearray(log.read_bytes())
    data[len(data) - 2000] ^= 1
    log.write_bytes(data)
    with Vault.open(tmp_path / "v", MemoryHolder(b"k" * 32)) as vault:
        assert "cut off" in str(vault.audit.check())


def test_a_damaged_first_page_is_damage_not_a_wrong_key(tmp_path: Path) -> None:
    """When nothing at all can be read the error is 'damaged', and the file is left as it is."""
    holder = MemoryHolder()
    Vault.create(tmp_path / "v", holder).close()
    _damage(tmp_path / "v" / "vault.db", 0)
    before = (tmp_path / "v" / "vault.db").read_bytes()
    for act in (Vault.open, Vault.open_or_create):
        with pytest.raises(DataDamaged):
            act(tmp_path / "v", holder)
    assert (tmp_path / "v" / "vault.db").read_bytes() == before


def test_an_empty_database_file_is_damage(tmp_path: Path) -> None:
    """A database that was truncated to nothing isn't taken for a new one."""
    holder = MemoryHolder()
    Vault.create(tmp_path / "v", holder).close()
    (tmp_path / "v" / "vault.db").write_bytes(b"")
    with pytest.raises(DataDamaged):
        Vault.open(tmp_path / "v", holder)
    assert (tmp_path / "v" / "vault.db").read_bytes() == b""


def test_a_full_database_disk_says_so(vault: Vault) -> None:
    """No room: the sentence says that the disk is full, and what was saved is there."""
    vault.add_visit(a_visit())
    pages = vault._database.rows("PRAGMA page_count")[0][0]
    vault._database.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull):
        for number in range(50):
            vault.save_document(a_document(f"d{number}"))
    assert vault.visit(V1) == a_visit() and vault.audit.check().whole


def test_nothing_is_added_to_a_transaction_that_a_full_disk_undid(vault: Vault) -> None:
    """When a step inside fills the disk, going on as if nothing had happened is refused, and nothing is kept."""
    vault.add_visit(a_visit())
    rows, pages = len(vault.audit.rows()), vault._database.rows("PRAGMA page_count")[0][0]
    vault._database.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(VaultFailed), vault.transaction():
        vault.audit.add("before", "x1")
        with pytest.raises(DiskFull):
            for number in range(50):
                vault.save_document(a_document(f"d{number}"))
        vault.audit.add("after", "x2")
    assert len(vault.audit.rows()) == rows and vault.documents(V1) == ()


def test_a_head_that_can_not_be_kept_does_not_undo_what_was_saved(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk after the commit is logged; what was acknowledged stays, and the record still holds."""

    def full(*_: object, **__: object) -> None:
        raise WriteFailed

    monkeypatch.setattr("scribe.audit.write_atomically", full)
    vault.add_visit(a_visit())
    assert vault.visit(V1) == a_visit() and vault.audit.check().whole
    assert "WriteFailed" in caplog.text


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (apsw.FullError("x"), DiskFull),
        (apsw.CorruptError("x"), DataDamaged),
        (apsw.NotADBError("x"), DataDamaged),
        (apsw.BusyError("x"), VaultInUse),
        (apsw.IOError("x"), VaultFailed),
        (apsw.SQLError("x"), VaultFailed),
    ],
)
def test_each_error_of_the_database_has_its_own_sentence(error: apsw.Error, expected: type[FairnoteError]) -> None:
    """Damage, a full disk, a second opening and anything else are told apart, without the database's own words."""
    with pytest.raises(expected) as caught, vault_database.clear_database_errors():
        raise error
    assert "x" not in str(caught.value).split()


def test_a_failed_read_is_damage() -> None:
    """A page that can't be read back is damage too."""
    error = apsw.IOError("x")
    error.extendedresult = apsw.SQLITE_IOERR_SHORT_READ  # type: ignore[attr-defined]
    with pytest.raises(DataDamaged), vault_database.clear_database_errors():
        raise error


def test_temporary_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that would write readable temporary files is not used; one that never can is."""
    connection = apsw.Connection(":memory:")
    monkeypatch.setattr(apsw, "compile_options", ("TEMP_STORE=0",))
    with pytest.raises(UnsafeDatabase):
        assert_no_temporary_files(connection)
    monkeypatch.setattr(apsw, "compile_options", ("TEMP_STORE=3",))
    assert_no_temporary_files(connection)
    monkeypatch.undo()
    assert_no_temporary_files(connection)
    assert connection.pragma("temp_store") == 2


def test_a_setting_of_the_database_that_does_not_take_is_noticed() -> None:
    """If write-ahead logging or full syncing can't be switched on, the vault isn't used."""
    connection = apsw.Connection(":memory:")
    with pytest.raises(VaultFailed):
        vault_database._set(connection, "journal_mode", "wal", "wal")


def test_the_database_is_safe_against_power_cuts(vault: Vault) -> None:
    """Write-ahead log, a sync at each commit, foreign keys and overwritten deletions are on."""
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
    assert [vault._database.rows(f"PRAGMA {name}")[0][0] for name in names] == ["wal", 2, 1, 1, 2]


def test_the_practice_vault_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is private and encrypted while open, and gone after closing."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Vault.practice() as vault:
        with_document(vault, practice=True)
        folder = vault.folder
        assert SECRET.encode() not in _bytes_in(folder)
        if os.name != "nt":
            assert folder.stat().st_mode & 0o077 == 0
        vault.close()
    assert not folder.exists() and list(tmp_path.iterdir()) == []


_DIES = """
import os, sys
from pathlib import Path
from scribe.keys import MemoryHolder
from scribe.vault import Vault
vault = Vault.create(Path(sys.argv[1]), MemoryHolder(b'k' * 32))
for number in range(20):
    vault.audit.add('counted', f'n{number}')
os._exit(9)
"""

_WRITER = """
import sys
from pathlib import Path
from scribe.keys import MemoryHolder
from scribe.vault import Vault
with Vault.open(Path(sys.argv[1]), MemoryHolder(b'k' * 32)) as vault:
    number = len(vault.audit.rows())
    while True:
        with vault.transaction():
            vault.audit.add('counted', f'n{number}')
        print(number, flush=True)
        number += 1
"""


def test_no_acknowledged_row_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    """Killed at any moment, every row that was acknowledged is there and the chain holds (fault table, row 10)."""
    holder = MemoryHolder(b"k" * 32)
    Vault.create(tmp_path / "v", holder).close()
    for round_number in range(6):
        child = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path / "v")], stdout=subprocess.PIPE)
        assert child.stdout is not None
        for _ in range(10 + 7 * round_number):
            last = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        rest = child.stdout.read().split()
        child.wait()
        child.stdout.close()
        acknowledged = int(rest[-1]) if rest else last
        with Vault.open(tmp_path / "v", holder) as vault:
            subjects = [row.subject for row in vault.audit.rows()]
            assert f"n{acknowledged}" in subjects
            assert vault.audit.check().whole and not vault.read_only


# --- facts as JSON
def test_facts_survive_json() -> None:
    """A document is the same after being written and read."""
    document = replace(a_document(), actions_confirmed_at=utc_now())
    assert from_json(type(document), to_json(document)) == document


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"id": 3}', "null"])
def test_facts_that_are_not_right_are_damage(text: str) -> None:
    """JSON of another shape is damage, and the error quotes nothing of it."""
    with pytest.raises(DataDamaged):
        from_json(Gap, text)


def test_a_missing_field_gets_its_default_and_a_wrong_list_is_damage() -> None:
    """What an older version didn't write is filled in; a text where a list belongs is not taken apart."""
    whole = json.loads(to_json(_recording()))
    assert from_json(Recording, json.dumps({k: v for k, v in whole.items() if k != "seconds"})) == _recording()
    with pytest.raises(DataDamaged):
        from_json(Recording, json.dumps({**whole, "gaps": "none"}))


def test_a_time_without_a_zone_is_refused() -> None:
    """Local times without a zone are ambiguous twice a year."""
    with pytest.raises(ValueError, match="zone"):
        to_json(replace(a_visit(), created_at=datetime(2026, 3, 29, 1, 30)))


def test_the_database_closes_itself_when_it_can_not_be_prepared(tmp_path: Path) -> None:
    """A file that is no database of ours is left as it is and not held open."""
    (tmp_path / "x.db").write_bytes(b"hello" * 2000)
    with pytest.raises(DataDamaged):
        Database(tmp_path / "x.db", b"k" * 32)
    assert (tmp_path / "x.db").read_bytes() == b"hello" * 2000


# --- no room and no right to write
@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _fill(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize("killed", [True, False])
def test_a_full_disk_can_still_be_read(small_disk: Path, killed: bool, locked: bool) -> None:
    """With no room for anything the vault opens to be read, says why nothing can be changed, and works again later."""
    folder, holder = small_disk / "v", MemoryHolder(b"k" * 32)
    if killed:
        subprocess.run([sys.executable, "-c", _DIES, str(folder)], check=False)
    else:
        with Vault.create(folder, holder) as vault:
            for number in range(20):
                vault.audit.add("counted", f"n{number}")
    (folder / "vault.db-shm").unlink(missing_ok=True)
    if not locked:
        (folder / "vault.lock").unlink()
    _fill(small_disk / "fill")
    with Vault.open(folder, holder) as vault:
        assert len(vault.audit.rows()) == 21 and vault.audit.check().whole
        if vault.read_only:
            assert "was full when" in str(vault.refusal)
        with pytest.raises(DiskFull):
            for number in range(500):
                vault.add_visit(a_visit(f"v{number}"))
    (small_disk / "fill").unlink()
    with Vault.open(folder, holder) as vault:
        vault.add_visit(a_visit("after"))
        assert vault.refusal is None and vault.audit.check().whole


@pytest.mark.parametrize("killed", [True, False])
def test_a_disk_that_can_not_be_written_to_can_be_read(small_disk: Path, killed: bool) -> None:
    """On a read-only disk the vault opens to be read where its log of writes can be; if not, that is said."""
    folder, holder = small_disk / "v", MemoryHolder(b"k" * 32)
    if killed:
        subprocess.run([sys.executable, "-c", _DIES, str(folder)], check=False)
    else:
        Vault.create(folder, holder).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        with Vault.open(folder, holder) as vault:
            assert len(vault.audit.rows()) == (21 if killed else 1)
            with pytest.raises(NotWritable):
                vault.add_visit(a_visit())
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)


def test_the_index_of_the_log_without_room_is_a_full_disk() -> None:
    """Both ways in which the database tells of a full disk are one sentence."""
    error = apsw.IOError("x")
    error.extendedresult = apsw.SQLITE_IOERR_SHMSIZE  # type: ignore[attr-defined]
    with pytest.raises(DiskFull), vault_database.clear_database_errors():
        raise error
    for full in (apsw.IOError("x"), apsw.CantOpenError("x")):
        with pytest.raises(DiskFull), vault_database.clear_database_errors(lambda: errno.ENOSPC):
            raise full
    with pytest.raises(NotWritable), vault_database.clear_database_errors():
        raise apsw.CantOpenError("x")


# --- a description that was tampered with
@pytest.mark.parametrize("left", ["audit-head.json", "audit"])
def test_a_used_vault_without_its_database_is_not_made_again(tmp_path: Path, left: str) -> None:
    """'Not complete' in vault.json, and no database: if it was ever used, that is damage and not a new vault."""
    holder, folder = MemoryHolder(), tmp_path / "v"
    with Vault.create(folder, holder) as vault:
        with_document(vault)
    (folder / "vault.db").unlink()
    description = folder / "vault.json"
    description.write_text(json.dumps({**json.loads(description.read_text()), "complete": False}))
    if left == "audit":
        (folder / "audit-head.json").unlink()
        (folder / "audio" / "r1.fna").write_bytes(b"sound")
    for act in (Vault.open, Vault.open_or_create):
        with pytest.raises(DataDamaged):
            act(folder, holder)
    description.unlink()
    with pytest.raises(DataDamaged):
        Vault.open_or_create(folder, holder)
    assert not (folder / "vault.db").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"vault_id": 5},
        {"vault_id": "\ud800"},
        {"check": "\u00e9"},
        {"check": None},
        {"salt": "\u00e9"},
        {"sealed_key": None},
        {"argon2id_operations": "x"},
        {"argon2id_memory_bytes": 1.5},
        {"argon2id_memory_bytes": True},
    ],
)
def test_a_key_record_of_wrong_kinds_is_damage(tmp_path: Path, change: dict[str, object]) -> None:
    """Whatever is put into vault.json, the sentence is about damage."""
    holder = MemoryHolder()
    Vault.create(tmp_path / "v", holder).close()
    description = tmp_path / "v" / "vault.json"
    data = json.loads(description.read_text())
    description.write_text(json.dumps({**data, "key": {**data["key"], **change}}))
    with pytest.raises(DataDamaged):
        Vault.open(tmp_path / "v", holder)
    description.write_text("[" * 100_000)
    with pytest.raises(DataDamaged):
        Vault.open(tmp_path / "v", holder)


def test_a_spoilt_check_value_is_not_a_missing_key(tmp_path: Path) -> None:
    """The seal opened with the passphrase, so the key is there: what it is recognised by was damaged."""
    Vault.create(tmp_path / "v", PassphraseHolder("correct horse")).close()
    description = tmp_path / "v" / "vault.json"
    data = json.loads(description.read_text())
    description.write_text(json.dumps({**data, "key": {**data["key"], "check": "0" * 64}}))
    with pytest.raises(DataDamaged):
        Vault.open(tmp_path / "v", PassphraseHolder("correct horse"))


def test_half_a_character_is_refused_in_a_sentence(vault: Vault) -> None:
    """A lone surrogate in anything that is saved or looked up changes nothing and is said plainly."""
    document = with_document(vault)
    acts: tuple[Callable[[], object], ...] = (
        lambda: vault.add_visit(replace(a_visit("v2"), reference="\ud800")),
        lambda: vault.save_visit(replace(a_visit(), reference="\ud800")),
        lambda: vault.save_document(replace(document, title="\ud83d")),
        lambda: vault.visit(VisitId("\udcff")),
        lambda: vault.add_visit(a_visit("v\udcff")),
        lambda: file_document(vault, D1, "12\ud83d"),
    )
    for act in acts:
        with pytest.raises(TextRefused, match="broken character"):
            act()
    assert vault.visits() == (a_visit(),) and vault.document(D1) == document


def test_a_jotting_that_is_not_there_can_not_be_taken_out(tmp_path: Path) -> None:
    """It is said, and nothing is changed."""
    with Vault.create(tmp_path / "vault", MemoryHolder()) as vault:
        vault.add_visit(a_visit())
        with pytest.raises(NotFound):
            vault.remove_jotting(V1, TurnId("j9"))
        assert vault.jottings(V1) == ()


def test_a_vault_without_its_folder_of_sound_is_opened(tmp_path: Path) -> None:
    """An empty folder is often left out by what copies files."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        vault.add_visit(a_visit())
    (tmp_path / "v" / "audio").rmdir()
    with Vault.open(tmp_path / "v", holder) as vault:
        assert len(vault.visits()) == 1 and tidy_sound(vault).unknown == ()
