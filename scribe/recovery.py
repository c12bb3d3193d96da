"""The vault's key, sealed to the council's recovery key: kept beside the vault, and put back where the key was lost."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from scribe import age
from scribe.errors import DataDamaged, FairnoteError, KeychainError, NoKey
from scribe.files import write_atomically
from scribe.keys import KeyHolder, KeyringHolder, MemoryHolder, PassphraseHolder, key_check, keychain_works
from scribe.logs import keep_head_in_system_log
from scribe.vault import Vault
from scribe.vault_folder import Description, VaultFiles, read_description, write_description

log = logging.getLogger(__name__)
FORMAT = 1
NOT_YET = "The key is not sealed to the policy's recovery key yet. Open Fairnote once."
SPOILT = (
    "The recovery file beside this vault is damaged, or of another vault, so no recovery key opens it now. Open "
    "Fairnote once, while the vault still opens: the file is made again."
)
EARLIER = "The key is sealed to an earlier recovery key. Keep that one until Fairnote was opened once."


class NotSealedForRecovery(FairnoteError):
    """There is no copy of the key that a recovery key could open."""

    sentence = (
        "This vault's key was never sealed to a recovery key, so none can open it. Nothing was deleted. If there is a "
        "backup, restore it: fairnote restore FILE --to FOLDER."
    )


class AnotherVaultsKey(DataDamaged):
    """What is sealed is not the key of this vault."""

    sentence = (
        "The recovery file beside this vault belongs to another vault, or is damaged. Nothing was changed. "
        "Put back the recovery.json of this vault, or restore a backup."
    )


class AnotherKeyHere(FairnoteError):
    """The laptop's keychain has another key under the vault's id."""

    sentence = "This laptop has another key for a vault of that name. Nothing was changed. Ask IT."


@dataclass(frozen=True)
class SealedKey:
    """What `recovery.json` holds. Nothing in it is secret without the recovery key's secret part."""

    vault_id: str
    public_key: str
    sealed: str
    """The vault's key, sealed by age (base64)."""
    seal_check: str
    """A keyed hash of `sealed`, by the vault's key: on opening, a file that was spoilt is made again."""
    format: int = FORMAT


@dataclass(frozen=True)
class Recovered:
    """The key is back. `holder`: who has it now. `recorded`: whether the audit could be written."""

    holder: str
    recorded: bool

    def __str__(self) -> str:
        where = "behind the new passphrase" if self.holder == PassphraseHolder.kind else "in this laptop's keychain"
        said = f"The vault's key is back, {where}. Open Fairnote as usual."
        if self.recorded:
            return said
        return f"{said} The vault can only be read, so the recovery could not be recorded: write down when it was done."


def keep_sealed(vault: Vault, public_key: str) -> bool:
    """Have the vault's key sealed to this public key in `recovery.json`; True if it had to be made or made anew.

    '' does nothing: a seal that is there stays. Raises `NotARecoveryKey`, and what writing raises.
    """
    if not public_key.strip() or vault.read_only:
        return False
    wanted = age.checked_public_key(public_key)
    files = VaultFiles(vault.folder)
    if _is_good(vault, files, wanted):
        return False
    sealed = base64.b64encode(age.seal(vault.key, wanted)).decode("ascii")
    kept = SealedKey(vault.id, wanted, sealed, vault.audit.fingerprint(sealed))
    write_atomically(files.recovery, json.dumps(asdict(kept), indent=1).encode())
    vault.audit.add("key sealed for recovery", vault.id, recipient=wanted)
    return True


def keep_sealed_if_possible(vault: Vault, public_key: str) -> None:
    """As `keep_sealed`; what hinders it is for the log and `fairnote keys status`: nobody is kept from their work."""
    try:
        keep_sealed(vault, public_key)
    except FairnoteError as error:
        log.warning("the vault's key was not sealed for recovery: %s", type(error).__name__)


def _is_good(vault: Vault, files: VaultFiles, wanted: str) -> bool:
    try:
        there = read_sealed(files)
    except FairnoteError:
        return False
    mine = (there.vault_id, there.public_key) == (vault.id, wanted)
    return mine and there.seal_check == vault.audit.fingerprint(there.sealed)


def read_sealed(files: VaultFiles) -> SealedKey:
    """What `recovery.json` says. Raises `NotSealedForRecovery` or `AnotherVaultsKey`."""
    try:
        data = json.loads(files.recovery.read_bytes())
        kept = SealedKey(**data)
        texts = (kept.vault_id, kept.public_key, kept.sealed, kept.seal_check)
        if not all(isinstance(each, str) and each.isascii() and each.isprintable() for each in texts):  # they are shown
            raise TypeError
    except FileNotFoundError:
        raise NotSealedForRecovery from None
    except (OSError, ValueError, TypeError, RecursionError):
        raise AnotherVaultsKey from None
    return kept


@dataclass(frozen=True)
class Readiness:
    """Whether a recovery would work. `wanted`: the policy's key; `sealed_to`: the key that it would take now."""

    wanted: str
    sealed_to: str
    problem: str = ""


def readiness(files: VaultFiles, public_key: str) -> Readiness:
    """What stands in the way of a recovery, without opening anything. Raises what `read_description` raises."""
    vault_id = read_description(files).key.vault_id
    try:
        wanted = age.checked_public_key(public_key) if public_key.strip() else ""
    except age.NotARecoveryKey as error:
        return Readiness("", "", str(error))
    spoilt = SPOILT if wanted else AnotherVaultsKey.sentence
    try:
        there = read_sealed(files)
    except NotSealedForRecovery:
        return Readiness(wanted, "", NOT_YET if wanted else "")
    except AnotherVaultsKey:
        return Readiness(wanted, "", spoilt)
    if there.vault_id != vault_id:
        return Readiness(wanted, there.public_key, spoilt)
    return Readiness(wanted, there.public_key, EARLIER if wanted not in ("", there.public_key) else "")


def key_by_identity(folder: Path, identity: age.Identity) -> bytes:
    """The key of the vault in a folder, by the council's recovery key.

    Raises `NotFound`, `NotSealedForRecovery`, `WrongIdentity`, `AnotherVaultsKey` or `DataDamaged`.
    """
    files = VaultFiles(folder)
    record = read_description(files).key
    try:
        sealed = base64.b64decode(read_sealed(files).sealed, validate=True)
    except ValueError:
        raise AnotherVaultsKey from None
    key = age.unseal(sealed, identity)
    if key_check(key, record.vault_id) != record.check:
        raise AnotherVaultsKey
    return key


def recover(folder: Path, identity: age.Identity, ask_new_passphrase: Callable[[], str]) -> Recovered:
    """Put the vault's key back where it is looked for, and record that.

    The vault is opened with the key first, so nothing is changed by one that doesn't fit. A passphrase is asked for
    only where the keychain doesn't keep the key. Raises what `key_by_identity`, `Vault.open` and `PassphraseHolder`
    raise; nothing is ever deleted.
    """
    with Vault.open(folder, MemoryHolder(key_by_identity(folder, identity))) as vault:
        holder = entrust_to_laptop(vault, ask_new_passphrase, replace=True)
        if vault.read_only:
            return Recovered(holder, recorded=False)
        vault.audit.add("key recovered", vault.id, holder=holder, recipient=identity.public_key)
        keep_head_in_system_log("key recovered", vault.id, vault.audit.head(), vault.id)
    return Recovered(holder, recorded=True)


def entrust_to_laptop(vault: Vault, ask_new_passphrase: Callable[[], str], *, replace: bool) -> str:
    """Give an open vault's key to this laptop's keychain, or to a passphrase where it can't keep it; says to which.

    `replace`: also where the keychain has another key under the vault's id; else that raises `AnotherKeyHere`.
    """
    if keychain_works():
        keychain = KeyringHolder()
        try:
            if not replace and keychain.has_another(vault.key, vault.id):
                raise AnotherKeyHere
            return entrust(vault, keychain)
        except (KeychainError, NoKey):  # it answers, and is not allowed to keep anything
            log.warning("the keychain did not keep the key: a passphrase is asked for")
    return entrust(vault, PassphraseHolder(ask_new_passphrase()))


def entrust(vault: Vault, holder: KeyHolder) -> str:
    """Give an open vault's key to this holder, say in `vault.json` who has it now, and give its kind."""
    files = VaultFiles(vault.folder)
    before = read_description(files)
    record = holder.keep(vault.key, vault.id)
    if record != before.key:
        write_description(files, Description(record, complete=True, format=before.format))
    return holder.kind
