"""A backup holds all of a vault, opens for those it was made for only, and is believed only when all of it holds."""

from __future__ import annotations

import base64
import errno
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.progress import Cancellation, Cancelled
from scribe import age, files
from scribe import backup as backups
from scribe.audio_store import AudioWriter
from scribe.backup import NotEmpty, NotRestored, back_up, restore
from scribe.erasing_parts import erase_sound, finish
from scribe.errors import DataDamaged, DiskFull, FairnoteError, SoundErased, WrongPassphrase
from scribe.export import export
from scribe.files import FileAlreadyThere
from scribe.keeping import look_after
from scribe.keys import MemoryHolder, PassphraseHolder
from scribe.lifecycle import Move, advance
from scribe.recovery import AnotherKeyHere
from scribe.sealed_file import (
    PIECE,
    Locks,
    NeedsIdentity,
    NeedsLock,
    NotSealed,
    Opening,
    OutOfReach,
    SealedFileDamaged,
    SealedReader,
    sealed_reader,
    sealed_writer,
)
from scribe.second_approval import approve_too
from scribe.vault import Vault
from scribe.vault_database import NotWritable
from scribe.vault_folder import VaultTooNew
from scribe.vault_keeping import Kept, Plan
from scribe.visit import AudioOrigin, Recording, RecordingId, VisitId
from scribe.visit_audio import sound_damage
from tests.scribe_core.keychains import Keychain
from tests.scribe_core.make import AT, D1, V1, a_document, a_visit, approve_all, text_of, with_document
from tests.scribe_core.test_keeping import KEEP, Clock, with_sound

PASSPHRASE = "twelve letters long"
V2 = VisitId("v2")
_RECORD: dict[str, object] = {
    "vault_id": "x",
    "holder": "passphrase",
    "check": "0" * 64,
    "sealed_key": "AAAA",
    "salt": "AAAAAAAAAAAAAAAAAAAAAA==",
    "argon2id_operations": 3,
    "argon2id_memory_bytes": 1 << 20,
}


@pytest.fixture
def identity() -> age.Identity:
    return age.new_identity()


@pytest.fixture(autouse=True)
def no_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop without a keychain: the key goes behind a passphrase. Its strength is not what is tested here."""
    monkeypatch.setattr("scribe.recovery.keychain_works", lambda: False)
    monkeypatch.setattr("scribe.keys.pwhash.argon2id.MEMLIMIT_MODERATE", 1 << 20)


@pytest.fixture
def keychain(no_keychain: None, monkeypatch: pytest.MonkeyPatch) -> Keychain:
    """A laptop with a keychain after all."""
    made = Keychain()
    monkeypatch.setattr("scribe.keys._backend_for", lambda _: made)
    monkeypatch.setattr("keyring.set_keyring", lambda _: None)
    monkeypatch.setattr("scribe.recovery.keychain_works", lambda: True)
    return made


@pytest.fixture
def full(vault: Vault, tmp_path: Path) -> Vault:
    """A vault with sound, a draft of one visit, and a note of another that was approved and exported."""
    approved = with_document(vault)
    assert approved.id == D1
    export(vault, approve_all(vault), "txt", tmp_path / "note.txt")
    vault.add_visit(a_visit("v2"))
    vault.save_document(a_document("d2", "v2"))
    add_sound(vault, V2, seconds=3)
    return vault


def add_sound(vault: Vault, visit: VisitId, seconds: int) -> Recording:
    """A recording of noise in a visit."""
    recording = Recording(RecordingId(f"r-{visit}"), visit, f"r-{visit}.fna", AudioOrigin.IMPORTED, AT)
    path = vault.audio_folder / recording.file_name
    with AudioWriter(path, vault.visit_key(visit), recording.id, fsync=False) as writer:
        for second in range(seconds):
            writer.write(random.Random(second).randbytes(32_000))
    done = replace(recording, finished=True, seconds=float(seconds), audio_sha256=writer.sha256)
    with vault.transaction():
        vault.save_recording(done)
        advance(vault, visit, Move.IMPORT_SOUND)
    return done


def _new() -> str:
    return PASSPHRASE


def _here(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("lock", ["recovery", "passphrase"])
def test_all_of_a_vault_comes_back(full: Vault, tmp_path: Path, identity: age.Identity, lock: str) -> None:
    """Recordings, drafts, an approved and exported note, the record of what was done: all the same, and audited."""
    locks = Locks(public_key=identity.public_key) if lock == "recovery" else Locks(passphrase="of the backup")
    opening = Opening(identity) if lock == "recovery" else Opening(None, lambda: "of the backup")
    made = back_up(full, tmp_path / "b.fnb", locks)
    assert (made.visits, made.sounds) == (2, 1) and full.audit.rows()[-1].event == "backup made"
    done = restore(tmp_path / "b.fnb", tmp_path / "again", opening, _new)
    assert (done.visits, done.sounds, done.problems) == (2, 1, ())
    with Vault.open(tmp_path / "again", PassphraseHolder(PASSPHRASE)) as again:
        assert again.visits() == full.visits()
        for visit in (V1, V2):
            assert again.documents(visit) == full.documents(visit) and again.recordings(visit) == full.recordings(visit)
        assert again.approval(D1) == full.approval(D1) and again.exports(D1) == full.exports(D1)
        assert (again.audio_folder / "r-v2.fna").read_bytes() == (full.audio_folder / "r-v2.fna").read_bytes()
        assert again.audit.check().whole and again.audit.rows()[-1].event == "restored from backup"
    assert (tmp_path / "again").stat().st_mode & 0o777 == 0o700
    assert not {name for name in _here(tmp_path) if name.startswith(".fairnote")}


def test_keys_of_sound_and_what_is_planned_come_back(vault: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """Sound can be heard; sound that had its time stays gone; a second approval holds; an old clock is asked about."""
    for visit in (V1, V2):
        vault.add_visit(a_visit(visit))
    kept, gone = with_sound(vault, V1), with_sound(vault, V2)
    vault.save_document(a_document())
    first = approve_all(vault).approval
    approve_too(vault, D1, approver="Ola Smith", statement="I have read all of it too.", shown=text_of(vault))
    clock = Clock()
    look_after(vault, KEEP, clock)
    vault.write_plan(Plan(Kept.SOUND, V1, V1, AT, AT))
    erase_sound(vault, V2, AT)
    finish(vault)
    back_up(vault, tmp_path / "b.fnb", Locks(identity.public_key))
    assert restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new).sounds == 1
    with Vault.open(tmp_path / "again", PassphraseHolder(PASSPHRASE)) as again:
        assert again.sound_key(kept) == vault.sound_key(kept) and sound_damage(again, V1) == ()
        with pytest.raises(SoundErased):
            again.sound_key(gone)
        assert again.second_approval(first) == vault.second_approval(first) and again.plans() == vault.plans()
        clock.jump(60)
        outlook = look_after(again, KEEP, clock)
        assert outlook.doubt is not None and not outlook.erased and sound_damage(again, V1) == ()


def test_nothing_of_a_vault_can_be_read_in_a_backup(full: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """No name, no key, no part's name: the file is for its owner, and the rows beside it are gone."""
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key, PASSPHRASE))
    data = (tmp_path / "b.fnb").read_bytes()
    for secret in (b"Begum", b"vault.db", b"audio/", full.key, full.visit_key(V1), PASSPHRASE.encode()):
        assert secret not in data
    assert (tmp_path / "b.fnb").stat().st_mode & 0o777 == 0o600
    assert not [name for name in _here(tmp_path) if name.startswith(".fairnote")]


def test_it_opens_for_nobody_else(full: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """Another recovery key, another passphrase, nothing at all: each has its own sentence, and nothing is made."""
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key, PASSPHRASE))
    back_up(full, tmp_path / "c.fnb", Locks(identity.public_key))
    for name, opening, error in (
        ("b.fnb", Opening(age.new_identity()), age.WrongIdentity),
        ("b.fnb", Opening(None, lambda: "another one"), WrongPassphrase),
        ("b.fnb", Opening(), NeedsIdentity),
        ("c.fnb", Opening(None, _new), NeedsIdentity),
        ("vault/vault.db", Opening(identity), NotSealed),
        ("none", Opening(identity), OutOfReach),
    ):
        with pytest.raises(error):
            restore(tmp_path / name, tmp_path / "again", opening, _new)
        assert not (tmp_path / "again").exists()
    with pytest.raises(NeedsLock):
        back_up(full, tmp_path / "d.fnb", Locks())
    with pytest.raises(age.NotARecoveryKey):
        back_up(full, tmp_path / "d.fnb", Locks("age1nonsense"))
    assert not (tmp_path / "d.fnb").exists()


def test_every_flipped_or_missing_byte_is_refused(full: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """Flips and cuts all over the file, one byte more, two pieces changed round: refused, and nothing is left."""
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    whole = (tmp_path / "b.fnb").read_bytes()
    assert len(whole) > 3 * PIECE
    picked = random.Random(45)
    places = [*range(0, 700, 61), *(picked.randrange(len(whole)) for _ in range(20)), len(whole) - 1]
    spoilt = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in places]
    spoilt += [whole[:at] for at in places] + [whole + b"\0", whole[: -PIECE - 17], b""]
    step = PIECE + 17
    start = len(whole) % step or step
    spoilt.append(whole[:start] + whole[start + step : start + 2 * step] + whole[start : start + step])
    for number, data in enumerate(spoilt):
        (tmp_path / "s.fnb").write_bytes(data)
        with pytest.raises(FairnoteError):
            restore(tmp_path / "s.fnb", tmp_path / "again", Opening(identity), _new)
        assert not (tmp_path / "again").exists(), number
    assert not [name for name in _here(tmp_path) if name.startswith(".fairnote")]


def test_without_the_last_mark_a_cut_would_be_believed(
    full: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control switched off: only the mark of the last piece tells a cut at the end of a piece from a whole file."""
    with sealed_writer(tmp_path / "b", "trial", Locks(identity.public_key)) as writer:
        writer.add("part", bytes(4 * PIECE - 1024))  # the last piece holds nothing but the archive's own end
        writer.finish()
    whole = (tmp_path / "b").read_bytes()
    header = whole.rindex(b"}", 0, 2000) + 1 + 24
    (tmp_path / "cut").write_bytes(whole[: header + 4 * (PIECE + 17)])

    def read() -> None:
        with sealed_reader(tmp_path / "cut", "trial", Opening(identity)) as reader:
            for _, contents in reader.parts():
                contents.read()

    with pytest.raises(SealedFileDamaged):
        read()
    checked = SealedReader._pull

    def unchecked(reader: SealedReader) -> bytes:
        try:
            return checked(reader)
        except SealedFileDamaged:
            reader._ended = True
            return b""

    monkeypatch.setattr(SealedReader, "_pull", unchecked)
    read()


def test_only_an_empty_folder_is_filled(full: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """A folder with anything in it, a file, a link and the vault itself stay as they are; an empty folder will do."""
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    used, empty = tmp_path / "used", tmp_path / "empty"
    used.mkdir()
    empty.mkdir()
    (used / "note").write_text("mine")
    (tmp_path / "link").symlink_to(empty)
    for to in (used, used / "note", full.folder, tmp_path / "link"):
        with pytest.raises(NotEmpty):
            restore(tmp_path / "b.fnb", to, Opening(identity), _new)
    assert (used / "note").read_text() == "mine"
    assert restore(tmp_path / "b.fnb", empty, Opening(identity), _new).visits == 2


def test_a_restore_takes_no_other_vaults_key_out_of_the_keychain(
    full: Vault, tmp_path: Path, identity: age.Identity, keychain: Keychain
) -> None:
    """A file may name any vault's id. Another key of that id stays, and nothing is restored; the same key will do."""
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    mine = base64.b64encode(bytes(32)).decode()
    keychain.set_password("Fairnote", full.id, mine)
    with pytest.raises(AnotherKeyHere, match="another key"):
        restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new)
    assert keychain.kept == {("Fairnote", full.id): mine} and _here(tmp_path) == {"vault", "note.txt", "b.fnb"}
    keychain.set_password("Fairnote", full.id, base64.b64encode(full.key).decode())
    assert restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new).holder == "keyring"


def test_a_keychain_that_can_not_be_read_is_not_written_to(
    full: Vault, tmp_path: Path, identity: age.Identity, keychain: Keychain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it is not known, so the key goes behind a passphrase."""

    def locked(*_: str) -> str:
        raise RuntimeError

    monkeypatch.setattr(keychain, "get_password", locked)
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    assert restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new).holder == "passphrase"
    assert not keychain.kept


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_sound_stops_no_backup(full: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """A folder that somebody put there can't be read as sound, and a pipe would be waited for."""
    (full.audio_folder / "folder").mkdir()
    os.mkfifo(full.audio_folder / "pipe")
    known = len([each for each in full.audio_folder.iterdir() if each.is_file()])
    assert back_up(full, tmp_path / "b", Locks(identity.public_key)).sounds == known


def test_a_backup_never_takes_a_files_place(full: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """A name that is taken is refused, and the file is as it was."""
    (tmp_path / "b.fnb").write_text("mine")
    with pytest.raises(FileAlreadyThere):
        back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    assert (tmp_path / "b.fnb").read_text() == "mine"


def test_a_backup_that_is_stopped_leaves_nothing(full: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """Asked to stop, or out of room: no file, no rows beside it, and the vault goes on."""
    asked = Cancellation()
    asked.ask()
    with pytest.raises(Cancelled):
        back_up(full, tmp_path / "b.fnb", Locks(identity.public_key), cancel=asked)
    with pytest.MonkeyPatch.context() as patched:

        def no_room(*_: object) -> None:
            raise DiskFull

        patched.setattr("scribe.files.GrowingFile.write", no_room)
        with pytest.raises(DiskFull):
            back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    assert _here(tmp_path) == {"vault", "note.txt"}
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    with pytest.raises(Cancelled):
        restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new, cancel=asked)
    assert _here(tmp_path) == {"vault", "note.txt", "b.fnb"}


def test_there_is_no_file_of_a_backup_that_is_told_as_failed(
    full: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of room when the file was to be recorded, or when its name was to last: it is gone, and can be made again."""
    record = full.audit.add

    def no_room(event: str, *about: str, **facts: str | int) -> object:
        if event == "backup made":
            raise DiskFull
        return record(event, *about, **facts)

    def no_sync(_: Path) -> None:
        raise OSError(5, "i/o")

    for place, name, failing in ((full.audit, "add", no_room), (files, "_sync_folder", no_sync)):
        with monkeypatch.context() as patched:
            patched.setattr(place, name, failing)
            with pytest.raises((DiskFull, files.WriteFailed)):
                back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
        assert _here(tmp_path) == {"vault", "note.txt"}
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))


def test_rows_of_a_backup_that_was_killed_are_cleared(
    full: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed program left beside the file goes with the next backup there; one that runs is left alone."""
    with monkeypatch.context() as killed:
        killed.setattr("scribe.files.GrowingFile.give_up", lambda _: None)
        back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    (left,) = [name for name in _here(tmp_path) if name.startswith(".fairnote")]
    mine = f"-{os.getpid()}-"
    assert mine in left
    back_up(full, tmp_path / "c.fnb", Locks(identity.public_key))
    assert (tmp_path / left).exists()
    (tmp_path / left).rename(tmp_path / left.replace(mine, "-99999999-"))
    back_up(full, tmp_path / "d.fnb", Locks(identity.public_key))
    assert not [name for name in _here(tmp_path) if name.startswith(".fairnote")]


_BAD_HEADERS: tuple[dict[str, object], ...] = (
    {"format": 2, "kind": "backup"},
    {"format": 1, "kind": "hand-over"},
    {"format": 1},
    {"format": 1, "kind": "backup", "id": "x"},
    {"format": 1, "kind": "backup", "id": "x", "recovery": {"sealed": "!"}},
    {"format": 1, "kind": "backup", "id": "x", "recovery": {"sealed": "AAAA"}},
    {"format": 1, "kind": "backup", "id": "x", "recovery": []},
    {"format": 1, "kind": "backup", "id": "x", "holder": "AAAA"},
    {"format": 1, "kind": "backup", "id": "x", "passphrase": {"vault_id": "x"}},
    {"format": 1, "kind": "backup", "id": "x", "passphrase": {**_RECORD, "argon2id_memory_bytes": 1 << 40}},
    {"format": 1, "kind": "backup", "id": "x", "passphrase": {**_RECORD, "argon2id_operations": 1 << 30}},
    {"format": 1, "kind": "backup", "id": "x", "passphrase": {**_RECORD, "argon2id_operations": "3"}},
)


@pytest.mark.parametrize("header", _BAD_HEADERS)
def test_a_header_from_outside_is_not_believed(
    tmp_path: Path, identity: age.Identity, header: dict[str, object]
) -> None:
    """Whatever a header says is refused in a sentence, and can't ask for all of the laptop's memory or time."""
    data = json.dumps(header).encode()
    for more in (b"", bytes(24), bytes(24 + PIECE + 17)):
        (tmp_path / "b").write_bytes(b"FAIRNOTE SEALED\n" + len(data).to_bytes(4, "little") + data + more)
        for opening in (Opening(identity), Opening(None, _new)):
            with pytest.raises(FairnoteError):
                restore(tmp_path / "b", tmp_path / "again", opening, _new)
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_a_key_of_another_length_is_not_believed(tmp_path: Path, identity: age.Identity, key: bytes) -> None:
    """Anybody may seal a key to the public one, and no stream opens with such a key."""
    sealed = base64.b64encode(age.seal(key, identity.public_key)).decode()
    data = json.dumps({"format": 1, "kind": "backup", "id": "x", "recovery": {"sealed": sealed}}).encode()
    (tmp_path / "b").write_bytes(b"FAIRNOTE SEALED\n" + len(data).to_bytes(4, "little") + data + bytes(24 + 100))
    with pytest.raises(SealedFileDamaged):
        restore(tmp_path / "b", tmp_path / "again", Opening(identity), _new)


def test_a_damaged_vault_is_not_backed_up_as_if_whole(tmp_path: Path, identity: age.Identity) -> None:
    """A vault that can only be read says why, and no file is made."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        for number in range(30):
            vault.add_visit(a_visit(f"v{number}"))
    data = bytearray((tmp_path / "v" / "vault.db").read_bytes())
    data[-2000] ^= 1
    (tmp_path / "v" / "vault.db").write_bytes(data)
    with Vault.open(tmp_path / "v", holder) as vault, pytest.raises(DataDamaged):
        back_up(vault, tmp_path / "b.fnb", Locks(identity.public_key))
    assert not (tmp_path / "b.fnb").exists()


@pytest.mark.parametrize("parts", [{"vault.db": b"x"}, {"key": bytes(32), "vault-id": b"../../etc"}, {"../up": b"x"}])
def test_a_file_that_is_sealed_and_no_backup_is_refused(
    tmp_path: Path, identity: age.Identity, parts: dict[str, bytes]
) -> None:
    """Anybody may seal to a public key: a part that no backup has, or one that is missing, leaves nothing anywhere."""
    with sealed_writer(tmp_path / "b.fnb", backups.KIND, Locks(identity.public_key)) as writer:
        for name, data in parts.items():
            writer.add(name, data)
        writer.finish()
    with pytest.raises((NotRestored, SealedFileDamaged)):
        restore(tmp_path / "b.fnb", tmp_path / "in" / "again", Opening(identity), _new)
    assert _here(tmp_path) == {"b.fnb", "in"} and not _here(tmp_path / "in")


def test_a_newer_backup_is_refused_by_an_older_fairnote(
    full: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tables would not be understood: it asks for an update, and nothing is left."""
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    monkeypatch.setattr("scribe.vault_database.STEPS", ("SELECT 1",))
    with pytest.raises(VaultTooNew):
        restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new)
    assert not (tmp_path / "again").exists()


def _member(name: str, size: int, kind: bytes = tarfile.REGTYPE, pax: dict[str, str] | None = None) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.pax_headers = size, kind, pax or {}
    return info.tobuf(tarfile.PAX_FORMAT)


_NO_ARCHIVES = {
    "no archive": b"x" * 2048,
    "cut off": _member("vault.db", 10 << 20) + bytes(1024),
    "a link": _member("vault.db", 0, tarfile.SYMTYPE),
    "a hole": _member("vault.db", 0, pax={"GNU.sparse.size": "1048576", "GNU.sparse.map": "0,0"}),
    "a map of holes that is none": _member("vault.db", 0, pax={"GNU.sparse.size": "9", "GNU.sparse.map": "x"}),
    "names for names for ever": (_member("n", 1, tarfile.GNUTYPE_LONGNAME) + b"n".ljust(512, b"\0")) * 2000,
}


@pytest.mark.parametrize("forged", _NO_ARCHIVES.values(), ids=_NO_ARCHIVES)
def test_what_is_sealed_and_no_archive_is_refused(tmp_path: Path, identity: age.Identity, forged: bytes) -> None:
    """Somebody who has the public key may seal anything: a sentence, and nothing is left."""
    with sealed_writer(tmp_path / "b.fnb", backups.KIND, Locks(identity.public_key)) as writer:
        writer.write(forged)
        writer.finish()
    with pytest.raises(SealedFileDamaged):
        restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new)
    assert _here(tmp_path) == {"b.fnb"}


def test_a_file_that_can_not_be_read_to_its_end_says_so(
    full: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that is pulled out, wherever: what can't be read is the backup, and not the folder it is restored to."""
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))
    opened, size = Path.open, (tmp_path / "b.fnb").stat().st_size
    with monkeypatch.context() as pulled:
        for at in (0, 17, 30, 600, 100_000, size):

            class Broken(io.FileIO):
                def read(self, length: int = -1, at: int = at) -> bytes:  # type: ignore[override]
                    if self.tell() + length > at:
                        raise OSError(errno.EIO, "Input/output error")
                    return super().read(length) or b""

            def open_broken(path: Path, *how: Any, kind: type[io.FileIO] = Broken, **more: Any) -> Any:  # noqa: ANN401
                return kind(path) if path.name == "b.fnb" else opened(path, *how, **more)

            pulled.setattr(Path, "open", open_broken)
            with pytest.raises(OutOfReach):
                restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new)
            assert _here(tmp_path) == {"b.fnb", "vault", "note.txt"}


@pytest.mark.parametrize("refusal", [DiskFull, NotWritable])
def test_a_full_disk_is_no_bad_backup(
    refusal: type[FairnoteError],
    full: Vault,
    tmp_path: Path,
    identity: age.Identity,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where there is no room to open what was restored, that is said: the backup is good, and nobody throws it away."""
    back_up(full, tmp_path / "b.fnb", Locks(identity.public_key))

    def refuse(*_: object) -> None:
        raise refusal

    with monkeypatch.context() as closed:
        closed.setattr("scribe.vault_database.Database._prepare", refuse)
        with pytest.raises(refusal):
            restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new)
    assert _here(tmp_path) == {"b.fnb", "vault", "note.txt"}
    assert restore(tmp_path / "b.fnb", tmp_path / "again", Opening(identity), _new).visits == 2


_MEASURED = """
import resource
import sys
from pathlib import Path
from scribe import age
from scribe.backup import back_up, restore
from scribe.keys import MemoryHolder, KeyringHolder
from scribe.sealed_file import Locks, Opening
from scribe.vault import Vault
import scribe.backup
scribe.backup.entrust_to_laptop = lambda vault, ask, replace: 'memory'
folder, size = Path(sys.argv[1]), int(sys.argv[2])
identity = age.new_identity()
with Vault.create(folder / 'v', MemoryHolder()) as vault:
    with (vault.audio_folder / 'r-1.fna').open('wb') as file:
        for _ in range(size):
            file.write(bytes(1 << 20))
    back_up(vault, folder / 'b', Locks(identity.public_key))
restore(folder / 'b', folder / 'again', Opening(identity), lambda: '')
assert (folder / 'again' / 'audio' / 'r-1.fna').stat().st_size == size << 20
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_vault(tmp_path: Path) -> None:
    """96 MB of sound go in and out again in the memory that 4 MB need."""
    peaks = []
    for size in (4, 96):
        (tmp_path / str(size)).mkdir()
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, str(tmp_path / str(size)), str(size)],
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        peaks.append(int(done.stdout))
        shutil.rmtree(tmp_path / str(size))
    assert peaks[1] - peaks[0] < 24_000, peaks
