"""The commands about keys, as IT runs them: a key pair, a lost key, a backup, visits that change hands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scribe import cli, keys
from scribe.backup import back_up
from scribe.export import export
from scribe.keys import KeyringHolder, PassphraseHolder
from scribe.lifecycle import Move, advance, file_document
from scribe.sealed_file import Locks
from scribe.vault import Vault
from scribe.visit import DocumentId, VisitId
from tests.scribe_core.keychains import Keychain
from tests.scribe_core.make import V1, a_document, a_visit, approve_all, with_document

TEN_MINUTES = 600.0
PASSPHRASE = "twelve letters long"


class Laptop:
    """A laptop with a policy, a vault folder and a keychain of its own; `run` runs a command on it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        folder.mkdir()
        self.folder, self.keychain = folder, Keychain()
        self._monkeypatch, self._capsys = monkeypatch, capsys
        self.vault_folder = folder / "vault"
        self.policy(vault_folder=str(self.vault_folder))

    def policy(self, **more: str) -> None:
        path = self.folder / "policies.json"
        known = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps({**known, **more}))

    def run(self, *arguments: str | Path, passphrases: str = "") -> tuple[int, str, str]:
        """Exit status, standard output, standard error. `passphrases` come through a pipe, a line each."""
        self._monkeypatch.setattr("scribe.settings.policy_file", lambda: self.folder / "policies.json")
        self._monkeypatch.setattr("scribe.settings.user_file", lambda: self.folder / "settings.json")
        self._monkeypatch.setattr(keys, "_backend_for", lambda _: self.keychain)
        self._monkeypatch.setattr("keyring.set_keyring", lambda _: None)
        words = [str(each) for each in arguments]
        if passphrases:
            read, write = os.pipe()
            os.write(write, passphrases.encode())
            os.close(write)
            words += ["--passphrase-fd", str(read)]
        try:
            status = cli.run(words)
        finally:
            if passphrases:
                os.close(read)
        said = self._capsys.readouterr()
        return status, said.out, said.err

    def opened(self) -> Vault:
        return Vault.open(self.vault_folder, KeyringHolder(lambda: self.keychain))


@pytest.fixture
def laptop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], Laptop]:
    return lambda name: Laptop(tmp_path / name, monkeypatch, capsys)


@pytest.fixture
def identity(tmp_path: Path, laptop: Callable[[str], Laptop]) -> tuple[Path, str]:
    """The council's key as `fairnote keys new` makes it, on a machine of IT's."""
    path = tmp_path / "recovery-key.txt"
    status, public, said = laptop("it").run("keys", "new", "--to", path)
    assert status == 0 and public.startswith("age1") and "AGE-SECRET" not in public + said
    assert path.stat().st_mode & 0o777 == 0o600
    return path, public.strip()


def _with_visits(laptop: Laptop, public: str) -> None:
    laptop.policy(recovery_public_key=public)
    with Vault.create(laptop.vault_folder, KeyringHolder(lambda: laptop.keychain)) as vault:
        with_document(vault)
        vault.add_visit(a_visit("v2"))
    assert laptop.run("visits", "list")[0] == 0


def test_a_lost_key_is_back_within_ten_minutes(laptop: Callable[[str], Laptop], identity: tuple[Path, str]) -> None:
    """The keychain is emptied: commands refuse and name the way; one command later all is there, and audited."""
    worker = laptop("worker")
    _with_visits(worker, identity[1])
    assert worker.run("keys", "status")[0] == 0
    began = time.monotonic()
    worker.keychain.kept.clear()
    status, _, said = worker.run("visits", "list")
    assert status == 1 and "recovery key can open it" in said
    status, out, _ = worker.run("recover", "--identity", identity[0])
    assert status == 0 and "key is back" in out
    status, out, _ = worker.run("visits", "list")
    assert status == 0 and "v1" in out
    assert time.monotonic() - began < TEN_MINUTES
    status, out, _ = worker.run("audit", "check")
    assert status == 0 and "none changed" in out


def test_who_can_open_the_vault_is_told_without_opening_it(
    laptop: Callable[[str], Laptop], identity: tuple[Path, str], tmp_path: Path
) -> None:
    """Sealed or not, to which key, and what is missing; exit 1 where the policy's key could not recover it."""
    worker = laptop("worker")
    assert worker.run("keys", "status")[0] == 1
    with Vault.create(worker.vault_folder, KeyringHolder(lambda: worker.keychain)) as vault:
        vault.add_visit(a_visit())
    status, out, _ = worker.run("keys", "status")
    assert status == 0 and "Recovery key in the policy: none" in out
    worker.policy(recovery_public_key=identity[1])
    status, _, said = worker.run("keys", "status")
    assert status == 1 and "not sealed" in said
    worker.run("visits", "list")
    worker.keychain.kept.clear()
    status, out, _ = worker.run("keys", "status")
    assert status == 0 and f"Sealed to: {identity[1]}" in out
    _, other, _ = worker.run("keys", "new", "--to", tmp_path / "other.txt")
    worker.policy(recovery_public_key=other.strip())
    status, _, said = worker.run("keys", "status")
    assert status == 1 and "earlier recovery key" in said
    worker.policy(recovery_public_key="age1wrong")
    status, _, said = worker.run("keys", "status")
    assert status == 1 and "has to be an age public key" in said
    _, out, _ = worker.run("doctor")
    assert "stop Settings from policy: In the policy file 'recovery_public_key'" in out
    worker.policy(recovery_public_key=identity[1])
    _, out, _ = worker.run("doctor")
    assert f"ok   Recovery key: sealed to {identity[1]}" in out


def test_a_backup_goes_to_another_laptop(
    laptop: Callable[[str], Laptop], identity: tuple[Path, str], tmp_path: Path
) -> None:
    """By the recovery key, and by a passphrase from a pipe; a used folder and a wrong passphrase are refused."""
    worker, other = laptop("worker"), laptop("other")
    _with_visits(worker, identity[1])
    status, out, said = worker.run("backup", "--to", tmp_path / "b.fnb", "--passphrase", passphrases=f"{PASSPHRASE}\n")
    assert status == 0 and "2 visits" in out, said
    assert worker.run("backup", "--to", tmp_path / "b.fnb")[0] == 1
    status, out, said = other.run("restore", tmp_path / "b.fnb", "--to", other.vault_folder, "--identity", identity[0])
    assert status == 0 and "2 visits" in out, said
    with other.opened() as vault:
        assert vault.visit(V1) == a_visit()
    status, _, said = other.run("restore", tmp_path / "b.fnb", "--to", other.vault_folder, "--identity", identity[0])
    assert status == 1 and "something in that folder" in said
    third = tmp_path / "third"
    assert other.run("restore", tmp_path / "b.fnb", "--to", third, passphrases="not this one\n")[0] == 1
    assert not third.exists()
    assert other.run("restore", tmp_path / "b.fnb", "--to", third, passphrases=f"{PASSPHRASE}\n")[0] == 0
    assert other.run("audit", "check")[0] == 0


def test_a_backup_without_any_lock_is_refused(laptop: Callable[[str], Laptop], tmp_path: Path) -> None:
    """No recovery key and no passphrase: nothing is written, and it is said what to add; a short one is refused too."""
    worker = laptop("worker")
    Vault.create(worker.vault_folder, KeyringHolder(lambda: worker.keychain)).close()
    status, _, said = worker.run("backup", "--to", tmp_path / "b.fnb")
    assert status == 1 and "--passphrase" in said
    status, _, said = worker.run("backup", "--to", tmp_path / "b.fnb", "--passphrase", passphrases="short\n")
    assert status == 1 and "at least 12 letters" in said
    assert not (tmp_path / "b.fnb").exists()


def test_all_is_what_is_unfinished(laptop: Callable[[str], Laptop], identity: tuple[Path, str], tmp_path: Path) -> None:
    """A visit whose note is filed stays unless it is asked for, an erased one always; how many of each is said."""
    leaver, by = laptop("leaver"), ("--identity", identity[0])
    _with_visits(leaver, identity[1])
    with leaver.opened() as vault:
        for number, stop in ((3, "filed"), (4, "filed"), (5, "approved")):
            _with_note(vault, f"v{number}", f"d{number}", stop)
        vault.add_visit(a_visit("v6"))
        advance(vault, VisitId("v6"), Move.ERASE)
    status, out, said = leaver.run("hand-over", "--visits", "all", "--to", tmp_path / "f", *by)
    words = " ".join(out.split())
    assert status == 0 and "Unfinished visits: 3, in the file. Finished: 2, left here;" in words, said
    assert "Erased: 1, never handed over. 3 visits" in words
    status, out, said = leaver.run("hand-over", "--visits", "all", "--finished-too", "--to", tmp_path / "g", *by)
    words = " ".join(out.split())
    assert status == 0 and "Unfinished visits: 3, in the file. Finished: 2, in the file too." in words, said
    assert " 5 visits and" in words
    status, out, said = leaver.run("hand-over", "--visits", "v3", "--to", tmp_path / "h", *by)
    assert status == 0 and "1 visits" in out, said


def test_where_all_is_finished_nothing_is_handed_over(
    laptop: Callable[[str], Laptop], identity: tuple[Path, str], tmp_path: Path
) -> None:
    """It is said how they could be."""
    leaver = laptop("leaver")
    leaver.policy(recovery_public_key=identity[1])
    with Vault.create(leaver.vault_folder, KeyringHolder(lambda: leaver.keychain)) as vault:
        _with_note(vault, "v3", "d3", "filed")
    status, out, said = leaver.run("hand-over", "--visits", "all", "--to", tmp_path / "f", "--identity", identity[0])
    assert status == 1 and "Every visit here is finished (1)" in said and "--finished-too" in said
    assert not (tmp_path / "f").exists() and out == ""


def _with_note(vault: Vault, visit: str, document: str, stop: str) -> None:
    """A visit whose note was approved, or filed after that."""
    vault.add_visit(a_visit(visit))
    vault.save_document(a_document(document, visit))
    ready = approve_all(vault, DocumentId(document))
    if stop == "filed":
        export(vault, ready, "txt", vault.folder.parent / f"{document}.txt")
        file_document(vault, DocumentId(document), "C-1")


def test_visits_change_hands(laptop: Callable[[str], Laptop], identity: tuple[Path, str], tmp_path: Path) -> None:
    """Somebody has left, and their keychain with them: the holder of the recovery key moves the visits all the same."""
    leaver, taker = laptop("leaver"), laptop("taker")
    _with_visits(leaver, identity[1])
    leaver.keychain.kept.clear()
    with Vault.create(taker.vault_folder, KeyringHolder(lambda: taker.keychain)):
        pass
    by = ("--identity", identity[0])
    status, out, said = leaver.run("hand-over", "--visits", "all", "--to", tmp_path / "f", *by)
    assert status == 0 and "2 visits" in out, said
    status, out, said = taker.run("take-over", tmp_path / "f", "--receipt", tmp_path / "r", *by)
    assert status == 0 and "2 visits" in out, said
    status, out, said = leaver.run("hand-over", "--receipt", tmp_path / "r", *by)
    assert status == 0 and "handed over: 2 visits" in out, said
    status, _, said = leaver.run("hand-over", "--visits", "all", "--to", tmp_path / "g", *by)
    assert status == 1 and "no visit to hand over" in said
    with taker.opened() as vault:
        assert {each.id for each in vault.visits()} == {V1, VisitId("v2")} and len(vault.documents(V1)) == 1
    status, out, _ = taker.run("audit", "check")
    assert status == 0, out
    assert leaver.run("hand-over", "--visits", "v1", *by)[0] == 1
    assert leaver.run("recover", *by)[0] == 0
    status, out, _ = leaver.run("visits", "list")
    assert status == 0 and out.count("next: handed over") == 2


def test_a_head_that_is_gone_fails_the_audits_check(laptop: Callable[[str], Laptop], tmp_path: Path) -> None:
    """`fairnote audit check` takes heads off exports and a copy of the log, and exits 1 where one is missing."""
    worker = laptop("worker")
    with Vault.create(worker.vault_folder, KeyringHolder(lambda: worker.keychain)) as vault:
        vault.add_visit(a_visit())
        head, vault_id = vault.audit.head(), vault.id
    assert worker.run("audit", "check", "--head", head)[0] == 0
    assert worker.run("audit", "check", "--head", head, "--head", "a" * 64)[0] == 1
    status, _, said = worker.run("audit", "check", "--head", "a")
    assert status == 1 and "64 letters" in said
    log = tmp_path / "log"
    log.write_text(f"fairnote: exported d1 audit head {head} vault {vault_id}\n")
    assert worker.run("audit", "check", "--log", log)[0] == 0
    log.write_text(f"fairnote: exported d1 audit head {'b' * 64} vault {vault_id}\n")
    assert worker.run("audit", "check", "--log", log)[0] == 1
    log.write_text("nothing of this vault\n")
    status, _, said = worker.run("audit", "check", "--log", log)
    assert status == 1 and "was not compared" in said


@pytest.mark.parametrize("folder", ["gone", "empty"])
@pytest.mark.parametrize(
    "command", ["visits list", "audit check", "retention", "quality", "backup --to b", "keys status"]
)
def test_a_command_makes_no_vault(laptop: Callable[[str], Laptop], folder: str, command: str) -> None:
    """The drive that it is on may not be there just now: what is then in its place is empty."""
    worker = laptop("worker")
    if folder == "empty":
        worker.vault_folder.mkdir()
    status, said, refused = worker.run(*command.split())
    assert status == 1 and not said and "no vault in the folder that is set for it" in refused
    assert not worker.vault_folder.exists() or not list(worker.vault_folder.iterdir())


def test_a_backup_is_not_put_beside_what_it_is_of(laptop: Callable[[str], Laptop], identity: tuple[Path, str]) -> None:
    """It would go with the same disk, and into every backup after it."""
    worker = laptop("worker")
    _with_visits(worker, identity[1])
    for to in (worker.vault_folder / "b", worker.vault_folder / "audio" / "b"):
        status, _, said = worker.run("backup", "--to", to)
        assert status == 1 and "in which visits are kept" in said and not to.exists()


@pytest.mark.parametrize(
    "command", ["keys new", "keys status", "recover", "backup", "restore", "hand-over", "take-over"]
)
def test_each_command_has_an_example_and_takes_no_secret_as_a_word(command: str) -> None:
    """The real command line: help with an example; a passphrase can only come by descriptor or be typed."""
    done = subprocess.run(
        [sys.executable, "-m", "ui.entry", *command.split(), "--help"],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert done.returncode == 0 and f"Example: fairnote {command}" in done.stdout
    assert "--passphrase TEXT" not in done.stdout and "--passphrase PASS" not in done.stdout


def test_nobody_to_ask_is_said(
    laptop: Callable[[str], Laptop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no terminal and no descriptor, or a descriptor that is not open, nothing waits for ever."""
    worker = laptop("worker")
    with Vault.create(worker.vault_folder, PassphraseHolder(PASSPHRASE)):
        pass
    status, _, said = worker.run("backup", "--to", tmp_path / "b.fnb")
    assert status == 1 and "nobody to ask" in said
    status, _, said = worker.run("backup", "--to", tmp_path / "b.fnb", "--passphrase-fd", "987")
    assert status == 1 and "nobody to ask" in said


def test_ctrl_d_at_a_passphrase_is_an_answer(
    laptop: Callable[[str], Laptop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody was there to ask, then: a sentence and exit status 1, for this vault and for a backup."""
    worker = laptop("worker")
    with Vault.create(worker.vault_folder, PassphraseHolder(PASSPHRASE)) as vault:
        back_up(vault, tmp_path / "b.fnb", Locks(passphrase=PASSPHRASE))

    def end_of_file(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", end_of_file)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for command in (("backup", "--to", tmp_path / "c.fnb"), ("restore", tmp_path / "b.fnb", "--to", tmp_path / "new")):
        status, _, said = worker.run(*command)
        assert status == 1 and "nobody to ask" in said
    status, _, said = worker.run("visits", "list")
    assert status == 1 and "needs its passphrase" in said
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("keychain", [True, False])
def test_a_restore_asks_where_ctrl_c_is_heard(
    keychain: bool, laptop: Callable[[str], Laptop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the thread of the command, before the work begins; a file that is no backup is refused before anything."""
    worker, asked = laptop("worker"), []
    with Vault.create(worker.vault_folder, PassphraseHolder(PASSPHRASE)) as vault:
        vault.add_visit(a_visit())
        back_up(vault, tmp_path / "b.fnb", Locks(passphrase=PASSPHRASE))

    def typed(prompt: str) -> str:
        asked.append(threading.current_thread() is threading.main_thread())
        return PASSPHRASE

    monkeypatch.setattr("getpass.getpass", typed)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for module in ("recovery", "commands_keys"):
        monkeypatch.setattr(f"scribe.{module}.keychain_works", lambda: keychain)
    for file, to in ((tmp_path / "b.fnb", worker.vault_folder), (worker.vault_folder / "vault.db", tmp_path / "new")):
        assert worker.run("restore", file, "--to", to)[0] == 1 and not asked
    status, out, said = worker.run("restore", tmp_path / "b.fnb", "--to", tmp_path / "new")
    assert status == 0 and "1 visits" in out, said
    assert asked == [True] * (1 if keychain else 3)
