"""The key is where it was put, or the precise reason is said; nothing can talk the program into another place."""

from __future__ import annotations

import base64
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import keys
from scribe.errors import DataDamaged, KeychainError, NoKey, WrongPassphrase
from scribe.keys import (
    KeyringHolder,
    MemoryHolder,
    PassphraseHolder,
    key_check,
    keychain_works,
    new_key,
    seal,
    system_keychain,
    unseal,
)
from scribe.vault import Vault
from tests.scribe_core.keychains import Keychain
from tests.scribe_core.make import V1, a_visit


class Refusing(Keychain):
    """A keychain that group policy forbids, or that nobody unlocks."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("locked: the key of Mrs Begum")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(1312, "CredWrite")


def test_the_keychain_holds_the_key(tmp_path: Path) -> None:
    """A vault opens again with what the keychain kept under 'Fairnote' and the vault's id, in few enough bytes."""
    keychain = Keychain()
    with Vault.create(tmp_path / "v", KeyringHolder(lambda: keychain)) as vault:
        vault.add_visit(a_visit())
    ((service, account),) = keychain.kept
    assert service == "Fairnote" and len(account) == 32
    assert len(keychain.kept[service, account].encode("utf-16-le")) <= keys.CREDENTIAL_LIMIT
    assert keychain.kept[service, account] not in (tmp_path / "v" / "vault.json").read_text()
    with Vault.open(tmp_path / "v", KeyringHolder(lambda: keychain)) as vault:
        assert vault.visit(V1) == a_visit()


def test_a_keychain_that_fails_is_not_damage(tmp_path: Path) -> None:
    """A refusing keychain and an empty one are two errors, and neither changes a byte (fault table, row 12)."""
    keychain = Keychain()
    Vault.create(tmp_path / "v", KeyringHolder(lambda: keychain)).close()
    before = sorted((p.name, p.read_bytes()) for p in (tmp_path / "v").iterdir() if p.is_file())
    with pytest.raises(KeychainError) as caught:
        Vault.open_or_create(tmp_path / "v", KeyringHolder(Refusing))
    assert "Begum" not in str(caught.value)
    with pytest.raises(NoKey):
        Vault.open_or_create(tmp_path / "v", KeyringHolder(Keychain))
    assert sorted((p.name, p.read_bytes()) for p in (tmp_path / "v").iterdir() if p.is_file()) == before


def test_a_vault_is_not_made_when_its_key_can_not_be_kept(tmp_path: Path) -> None:
    """If storing fails, or what was stored doesn't come back, no vault is made."""

    class Forgetful(Keychain):
        def get_password(self, service: str, username: str) -> str | None:
            return None

    with pytest.raises(KeychainError):
        Vault.create(tmp_path / "v", KeyringHolder(Refusing))
    with pytest.raises(NoKey):
        Vault.create(tmp_path / "v", KeyringHolder(Forgetful))
    assert not (tmp_path / "v" / "vault.json").exists() and not (tmp_path / "v" / "vault.db").exists()


def test_something_else_in_the_keychain_is_no_key() -> None:
    """Another program's text, or another key, is 'no key' and never used."""
    keychain = Keychain()
    holder = KeyringHolder(lambda: keychain)
    record = holder.make("abc")
    for other in ("not base64!", base64.b64encode(new_key()).decode()):
        keychain.kept["Fairnote", "abc"] = other
        with pytest.raises(NoKey):
            holder.key(record)


def test_a_failing_choice_of_keychain_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no keychain, that is the error; no file takes its place."""

    def none(_: str) -> keys.KeyringBackend:
        raise RuntimeError("no D-Bus")

    monkeypatch.setattr(keys, "_backend_for", none)
    with pytest.raises(KeychainError):
        system_keychain()
    assert not keychain_works()
    with pytest.raises(KeychainError):
        KeyringHolder().make("abc")


def test_a_working_keychain_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was chosen here is also what `keyring` itself would use."""
    import keyring
    from keyring.backends import null

    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    backend = null.Keyring()  # type: ignore[no-untyped-call]
    monkeypatch.setattr(keys, "_backend_for", lambda _: backend)
    assert keychain_works() and keyring.get_keyring() is backend


def test_each_system_has_its_own_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows keeps the key on this machine only; what the environment sets on a backend is thrown away."""
    from keyring.backends import SecretService, Windows, macOS

    class Fake:
        priority = 5

        def __init__(self) -> None:
            self.scheme = "KeePassXC"
            self.persist = "enterprise"

    class OtherFake(Fake):
        pass

    class Unusable(Fake):
        priority = 0

    monkeypatch.setattr(Windows, "WinVaultKeyring", Unusable)
    with pytest.raises(KeychainError):
        keys._backend_for("win32")
    monkeypatch.setattr(Windows, "WinVaultKeyring", Fake)
    monkeypatch.setattr(SecretService, "Keyring", OtherFake)
    monkeypatch.setattr(macOS, "Keyring", type("Mac", (Fake,), {}))
    assert vars(keys._backend_for("win32")) == {"persist": "local machine"}
    assert vars(keys._backend_for("linux")) == {} and isinstance(keys._backend_for("linux"), OtherFake)
    assert type(keys._backend_for("darwin")).__name__ == "Mac"


_HOSTILE = """
from scribe.keys import KeyringHolder, keychain_works
from scribe.errors import KeychainError
try:
    KeyringHolder().make('abc')
except KeychainError:
    print('refused')
else:
    import keyring
    print(type(keyring.get_keyring()).__module__)
print(keychain_works())
"""

_PLAIN_BACKEND = """
import pathlib, keyring.backend
class Keyring(keyring.backend.KeyringBackend):
    priority = 99
    def get_password(self, service, username): return None
    def set_password(self, service, username, password): pathlib.Path({path!r}).write_text(password)
"""


_UNPINNED = """
import keyring
from scribe.keys import KeyringHolder
from scribe.errors import NoKey
try:
    KeyringHolder(keyring.get_keyring).make('abc')
except NoKey:  # the thief gives nothing back
    print('given away')
"""


def test_nothing_can_swap_the_keychain(tmp_path: Path) -> None:
    """Neither keyringrc.cfg nor the environment gets the key (fault table, row 13)."""
    said, stolen = _among_thieves(tmp_path, _HOSTILE)
    assert said == ["refused", "False"] and not stolen.exists()


def test_without_the_pin_the_keychain_is_swapped(tmp_path: Path) -> None:
    """Row 13 with its control switched off: the backend that `keyring` would choose by itself gets the key."""
    said, stolen = _among_thieves(tmp_path, _UNPINNED)
    assert said == ["given", "away"] and len(base64.b64decode(stolen.read_text())) == keys.KEY_BYTES


def _among_thieves(tmp_path: Path, script: str) -> tuple[list[str], Path]:
    """What a script says where the settings and the environment name a backend that writes to a file; and that file."""
    stolen, config = tmp_path / "stolen.txt", tmp_path / "config" / "python_keyring"
    config.mkdir(parents=True)
    (tmp_path / "evil_backend.py").write_text(_PLAIN_BACKEND.format(path=str(stolen)))
    (config / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring=evil_backend.Keyring\nkeyring-path={tmp_path}\n")
    environment = {
        "PATH": "/usr/bin",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": f"{Path(__file__).parents[2]}:{tmp_path}",
        "PYTHON_KEYRING_BACKEND": "evil_backend.Keyring",
        "KEYRING_PROPERTY_SCHEME": "KeePassXC",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split(), stolen


def test_a_passphrase_seals_the_key() -> None:
    """The right passphrase gives the same key each time; another one, or a changed record, has its own error."""
    holder = PassphraseHolder("correct horse")
    record = holder.make("abc")
    assert record.argon2id_memory_bytes == 256 * 1024 * 1024 and record.argon2id_operations == 3
    assert holder.key(record) == holder.key(record)
    with pytest.raises(WrongPassphrase):
        PassphraseHolder("Correct horse").key(record)
    for changed in (replace(record, salt="AAAA"), replace(record, argon2id_operations=0), replace(record, salt="A")):
        with pytest.raises(DataDamaged):
            holder.key(changed)


def test_memory_keeps_one_key() -> None:
    """A holder in memory opens its own vault only."""
    holder = MemoryHolder()
    record = holder.make("abc")
    assert len(holder.key(record)) == 32
    with pytest.raises(NoKey):
        MemoryHolder().key(record)


def test_a_check_does_not_reveal_the_key() -> None:
    """The value that recognises a key depends on the vault and isn't the key."""
    key = new_key()
    assert key_check(key, "a") != key_check(key, "b") and key.hex() not in key_check(key, "a")


@pytest.mark.parametrize("position", [0, 23, 24, 40, -1])
def test_a_sealed_text_is_whole_or_refused(position: int) -> None:
    """A flipped bit anywhere, another name or too few bytes are damage."""
    key = new_key()
    sealed = bytearray(seal(key, b"words of a visit", "visit v1"))
    assert unseal(key, bytes(sealed), "visit v1") == b"words of a visit"
    with pytest.raises(DataDamaged):
        unseal(key, bytes(sealed), "visit v2")
    sealed[position] ^= 1
    for damaged in (bytes(sealed), bytes(sealed[:10]), b""):
        with pytest.raises(DataDamaged):
            unseal(key, damaged, "visit v1")
