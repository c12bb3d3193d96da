"""What each command about keys does: recovery, backup, restoring, handing over."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from scribe import age, recovery
from scribe import backup as backups
from scribe import hand_over as handing
from scribe.command_parsers import OneSentence, Subparsers, add, group
from scribe.errors import FileRefused
from scribe.files import FileAlreadyThere, is_taken
from scribe.jobs import Job, JobContext
from scribe.keys import MemoryHolder, keychain_works
from scribe.named_files import ordinary
from scribe.opening import open_session
from scribe.passphrases import Passphrases
from scribe.sealed_file import Locks, Opening, asks_passphrase
from scribe.session import Session
from scribe.settings import Settings, load_settings
from scribe.terminal import run_alone, say
from scribe.vault import Vault
from scribe.vault_folder import VaultFiles, read_description, refuse_among_vaults_files, refuse_no_vault
from scribe.visit import VisitId

T = TypeVar("T")
NO_FILE = "Say which file to write, by --to. Nothing was done."


def add_to(subs: Subparsers) -> None:
    """Those on the recovery key, and on what it opens."""
    keys = group(subs, "keys", "the council's recovery key")
    new = add(keys, "new", keys_new, "make a recovery key", "fairnote keys new --to recovery-key.txt")
    new.add_argument("--to", required=True, metavar="FILE", help="the secret part: keep it safe, away from the laptops")
    add(keys, "status", keys_status, "who can open this vault", "fairnote keys status")

    recovering = add(
        subs,
        "recover",
        recover,
        "put a vault's lost key back, by the recovery key",
        "fairnote recover --identity recovery-key.txt",
    )
    _identity(recovering)
    _passphrase_fd(recovering)
    _add_backup(subs)
    _add_hand_over(subs)


def _add_backup(subs: Subparsers) -> None:
    keeping = add(subs, "backup", backup, "keep all visits in one encrypted file", "fairnote backup --to visits.fnb")
    keeping.add_argument("--to", required=True, metavar="FILE", help="a new file")
    keeping.add_argument("--passphrase", action="store_true", help="a passphrase opens it too (it is asked for)")
    restoring = add(
        subs,
        "restore",
        restore,
        "make a vault of a backup, in an empty folder",
        "fairnote restore visits.fnb --to visits --identity recovery-key.txt",
    )
    restoring.add_argument("file", metavar="FILE")
    restoring.add_argument("--to", required=True, metavar="FOLDER", help="a new or empty folder")
    restoring.add_argument("--identity", metavar="FILE", help="the recovery key; without it a passphrase is asked for")
    for each in (keeping, restoring):
        _passphrase_fd(each)


def _add_hand_over(subs: Subparsers) -> None:
    hand = add(
        subs,
        "hand-over",
        hand_over,
        "put unfinished visits into a file for another worker, by the recovery key",
        "fairnote hand-over --visits all --to jo.fnh --identity recovery-key.txt",
    )
    what = hand.add_mutually_exclusive_group(required=True)
    what.add_argument("--visits", nargs="+", metavar="ID", help="their ids, or all: each that is unfinished")
    what.add_argument("--receipt", metavar="FILE", help="what take-over wrote: mark its visits as handed over")
    hand.add_argument("--finished-too", action="store_true", help="with all: those whose note is filed as well")
    hand.add_argument("--to", metavar="FILE", help="a new file (with --visits)")
    take = add(
        subs,
        "take-over",
        take_over,
        "take visits that another worker had, by the recovery key",
        "fairnote take-over jo.fnh --identity recovery-key.txt --receipt jo.receipt",
    )
    take.add_argument("file", metavar="FILE")
    take.add_argument("--receipt", required=True, metavar="FILE", help="a new file, for the laptop they came from")
    for each in (hand, take):
        _identity(each)
        _passphrase_fd(each)


def _identity(parser: OneSentence) -> None:
    parser.add_argument("--identity", required=True, metavar="FILE", help="the recovery key, from fairnote keys new")


def _passphrase_fd(parser: OneSentence) -> None:
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", help="read passphrases from this file descriptor, a line each"
    )


def keys_new(options: argparse.Namespace) -> int:
    """Make a council's recovery key: the secret part in a file, the public part on standard output."""
    identity = age.new_identity()
    age.write_identity(Path(options.to), identity)
    print(identity.public_key)
    print(
        "The secret part is in the file. Whoever has it can open every vault that is sealed to it: keep it off the "
        "laptops, and keep two copies. Put the line above into the policy as recovery_public_key.",
        file=sys.stderr,
    )
    return 0


def keys_status(options: argparse.Namespace) -> int:
    """Who can open this vault. Nothing is opened, so it also tells where the key is gone."""
    settings = load_settings()
    files = VaultFiles(_folder(settings))
    description = read_description(files)
    print(f"Vault {description.key.vault_id}, its key is held by: {description.key.holder}")
    ready = recovery.readiness(files, settings.recovery_public_key)
    print(f"Recovery key in the policy: {ready.wanted or 'none'}")
    print(f"Sealed to: {ready.sealed_to or 'none'}")
    if ready.problem:
        print(ready.problem, file=sys.stderr)
    return 1 if ready.problem else 0


def recover(options: argparse.Namespace) -> int:
    """Put the vault's key back where it was lost, by the council's recovery key."""
    identity = age.read_identity(ordinary(options.identity))
    with _passphrases(options) as ask:
        done = recovery.recover(_folder(load_settings()), identity, lambda: ask.new("this vault"))
    say(str(done))
    return 0


def backup(options: argparse.Namespace) -> int:
    """Keep the whole vault in one encrypted file."""
    settings = load_settings()
    to = _new_file(options.to)
    with _passphrases(options) as ask, _session(settings, ask) as session:
        passphrase = ask.new("the backup") if options.passphrase else ""
        locks = Locks(settings.recovery_public_key.strip(), passphrase)

        def work(context: JobContext) -> backups.BackupMade:
            return backups.back_up(session.vault, to, locks, on_progress=context.progress, cancel=context.cancel)

        made = _work("backup", work)
    say(str(made))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Make a vault of a backup, in an empty folder."""
    identity = age.read_identity(ordinary(options.identity)) if options.identity else None
    path, to = ordinary(options.file), Path(options.to)
    with _passphrases(options) as ask:
        # Asked for here, where Ctrl-C and Ctrl-D are heard: the work is in another thread.
        backups.refuse_used(to)
        known = ask.known("the backup") if asks_passphrase(path, backups.KIND, identity) else None
        opening = Opening(identity, None if known is None else lambda: known)
        new = _new_passphrase(ask)

        def work(context: JobContext) -> backups.Restored:
            return backups.restore(path, to, opening, new, on_progress=context.progress, cancel=context.cancel)

        done = _work("restore", work)
    say(str(done))
    print("To use it, set vault_folder to that folder, or put it where the vault was.", file=sys.stderr)
    return 0


def _new_passphrase(ask: Passphrases) -> Callable[[], str]:
    """Gives the one of the restored vault; later only where the keychain works and then keeps nothing."""
    if keychain_works():
        return lambda: ask.new("the restored vault")
    asked = ask.new("the restored vault")
    return lambda: asked


def hand_over(options: argparse.Namespace) -> int:
    """Put unfinished visits into a file for another worker, or mark those of a receipt as handed over."""
    identity = age.read_identity(ordinary(options.identity))
    receipt = ordinary(options.receipt) if options.receipt else None
    if receipt is None and not options.to:
        raise FileRefused(NO_FILE)
    with _passphrases(options) as ask, _by_identity(identity, ask) as vault:
        if receipt is not None:
            said = f"Marked as handed over: {len(handing.confirm(vault, receipt, identity))} visits."
        else:
            said = _handed_over(vault, options, identity)
    say(said)
    return 0


def take_over(options: argparse.Namespace) -> int:
    """Take visits that another worker had into this worker's vault."""
    identity = age.read_identity(ordinary(options.identity))
    path, receipt = ordinary(options.file), _new_file(options.receipt)
    with _passphrases(options) as ask, _session(load_settings(), ask) as session:
        taken = handing.take_over(session.vault, path, identity, receipt)
    say(str(taken))
    print("Take the receipt to the laptop that they came from: fairnote hand-over --receipt FILE", file=sys.stderr)
    return 0


def _handed_over(vault: Vault, options: argparse.Namespace, identity: age.Identity) -> str:
    """Hand over the visits that were asked for; all: each that is unfinished, or `--finished-too`."""
    to, finished_too = _new_file(options.to), options.finished_too
    if options.visits != ["all"]:
        return str(handing.hand_over(vault, [VisitId(each) for each in options.visits], to, identity))
    every = handing.all_of(vault)
    made = handing.hand_over(vault, every.chosen(finished_too=finished_too), to, identity)
    return f"{every.told(finished_too=finished_too)} {made}"


@contextmanager
def _by_identity(identity: age.Identity, ask: Passphrases) -> Iterator[Vault]:
    """The vault, opened by the recovery key; where it was never sealed to one, as its worker opens it."""
    settings = load_settings()
    try:
        key = recovery.key_by_identity(_folder(settings), identity)
    except recovery.NotSealedForRecovery:
        with _session(settings, ask) as session:
            yield session.vault
        return
    with Vault.open(_folder(settings), MemoryHolder(key)) as vault:
        yield vault


@contextmanager
def _passphrases(options: argparse.Namespace) -> Iterator[Passphrases]:
    ask = Passphrases(options.passphrase_fd)
    try:
        yield ask
    finally:
        ask.close()


def _session(settings: Settings, ask: Passphrases) -> Session:
    _folder(settings)
    return open_session(settings, lambda new: ask.new("this vault") if new else ask.known("this vault"))


def _folder(settings: Settings) -> Path:
    refuse_no_vault(settings.vault_folder)
    return settings.vault_folder


def _new_file(name: str) -> Path:
    path = Path(name)
    refuse_among_vaults_files(path)  # what is kept there goes with the disk that it is to outlive
    if is_taken(path):
        raise FileAlreadyThere
    return path


def _work(name: str, work: Callable[[JobContext], T]) -> T:
    return run_alone(Job(name, "files", work, lambda _: None))
