"""Where the vault's key is kept: the system's keychain, behind a passphrase, or in memory for the practice visit."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from nacl import bindings, exceptions, pwhash

from scribe.errors import DataDamaged, KeychainError, NoKey, WrongPassphrase

KEY_BYTES = 32
SERVICE = "Fairnote"
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
CREDENTIAL_LIMIT = 2_560
"""Bytes that Windows allows for one stored secret (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""


@dataclass(frozen=True)
class KeyRecord:
    """What `vault.json` says of the key: who holds it and how to recognise it. Nothing in it is secret."""

    vault_id: str
    holder: str
    check: str
    """A keyed hash of a fixed text: tells a wrong key from damaged data."""
    sealed_key: str = ""
    """A passphrase vault: the vault's key, sealed by the passphrase (base64)."""
    salt: str = ""
    argon2id_operations: int = 0
    argon2id_memory_bytes: int = 0


class KeyHolder(Protocol):
    """Something that makes a vault's key once, keeps it, and gives it back."""

    @property
    def kind(self) -> str:
        """The name that `vault.json` records: 'keyring', 'passphrase' or 'memory'."""

    def make(self, vault_id: str) -> KeyRecord:
        """Make and keep a new random key. Raises `KeychainError` when it can't be kept."""

    def keep(self, key: bytes, vault_id: str) -> KeyRecord:
        """Keep a key that exists, as after a recovery. Raises `KeychainError` when it can't be kept."""

    def key(self, record: KeyRecord) -> bytes:
        """The 32 bytes. Raises `NoKey`, `KeychainError` or `WrongPassphrase`: never the wrong key."""


class KeyringBackend(Protocol):
    """The part of a `keyring` backend that is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is stored, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store it."""


def new_key() -> bytes:
    """32 random bytes from the system."""
    return os.urandom(KEY_BYTES)


def key_check(key: bytes, vault_id: str) -> str:
    """Recognises a key without revealing it: HMAC-SHA-256 of a fixed text and the vault's id."""
    return hmac.new(key, b"fairnote key check " + vault_id.encode(), hashlib.sha256).hexdigest()


def seal(key: bytes, data: bytes, bound_to: str) -> bytes:
    """Encrypt by XChaCha20-Poly1305, bound to a name that must be given again; nonce (24 bytes) first."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(data, bound_to.encode(), nonce, key)


def unseal(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """What was sealed. Raises `DataDamaged` if a bit of it, its name or the key differs."""
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[NONCE_BYTES:], bound_to.encode(), sealed[:NONCE_BYTES], key
        )
    except (exceptions.CryptoError, ValueError):
        raise DataDamaged from None


class MemoryHolder:
    """Keeps the key in memory only: when this object is gone, nothing can open the vault."""

    kind = "memory"

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or new_key()

    def make(self, vault_id: str) -> KeyRecord:
        """Record the key that it was made with."""
        return KeyRecord(vault_id, self.kind, key_check(self._key, vault_id))

    def keep(self, key: bytes, vault_id: str) -> KeyRecord:
        """Hold this key from now on."""
        self._key = key
        return self.make(vault_id)

    def key(self, record: KeyRecord) -> bytes:
        """The key. Raises `NoKey` when the vault has another."""
        return _recognised(self._key, record)


class KeyringHolder:
    """Keeps the key in the system's own keychain, whatever `keyringrc.cfg` or the environment say."""

    kind = "keyring"

    def __init__(self, backend: Callable[[], KeyringBackend] | None = None) -> None:
        self._backend = backend or system_keychain

    def make(self, vault_id: str) -> KeyRecord:
        """Store a new key, and read it back before anything is encrypted with it."""
        return self.keep(new_key(), vault_id)

    def keep(self, key: bytes, vault_id: str) -> KeyRecord:
        """Store this key, and read it back."""
        text = base64.b64encode(key).decode("ascii")
        _ask_keychain(lambda: self._backend().set_password(SERVICE, vault_id, text))
        record = KeyRecord(vault_id, self.kind, key_check(key, vault_id))
        self.key(record)
        return record

    def has_another(self, key: bytes, vault_id: str) -> bool:
        """Whether `keep` would put this key in the place of another one. Raises `KeychainError`."""
        text = _ask_keychain(lambda: self._backend().get_password(SERVICE, vault_id))
        return text is not None and text != base64.b64encode(key).decode("ascii")

    def key(self, record: KeyRecord) -> bytes:
        """The key. Raises `KeychainError` when the keychain doesn't answer, `NoKey` when it hasn't got this one."""
        text = _ask_keychain(lambda: self._backend().get_password(SERVICE, record.vault_id))
        if text is None:
            raise NoKey
        try:
            key = base64.b64decode(text, validate=True)
        except ValueError:
            raise NoKey from None
        return _recognised(key, record)


class PassphraseHolder:
    """Seals a random key by a passphrase (Argon2id, RFC 9106), so that the passphrase can change without the key."""

    kind = "passphrase"

    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase.encode("utf-8")

    def make(self, vault_id: str) -> KeyRecord:
        """Seal a new key."""
        return self.seal_key(new_key(), vault_id)

    def keep(self, key: bytes, vault_id: str) -> KeyRecord:
        """Seal this key."""
        return self.seal_key(key, vault_id)

    def seal_key(self, key: bytes, vault_id: str) -> KeyRecord:
        """Seal a key that exists, as when the passphrase changes."""
        salt = os.urandom(pwhash.argon2id.SALTBYTES)
        operations, memory = pwhash.argon2id.OPSLIMIT_MODERATE, pwhash.argon2id.MEMLIMIT_MODERATE
        sealed = seal(_stretched(self._passphrase, salt, operations, memory), key, vault_id)
        return KeyRecord(
            vault_id,
            self.kind,
            key_check(key, vault_id),
            base64.b64encode(sealed).decode("ascii"),
            base64.b64encode(salt).decode("ascii"),
            operations,
            memory,
        )

    def key(self, record: KeyRecord) -> bytes:
        """The key. Raises `WrongPassphrase`, or `DataDamaged` when the record can't be what was written."""
        try:
            salt, sealed = base64.b64decode(record.salt), base64.b64decode(record.sealed_key)
            stretched = _stretched(self._passphrase, salt, record.argon2id_operations, record.argon2id_memory_bytes)
        except (ValueError, exceptions.CryptoError):
            raise DataDamaged from None
        try:
            key = unseal(stretched, sealed, record.vault_id)
        except DataDamaged:
            raise WrongPassphrase from None
        try:
            return _recognised(key, record)
        except NoKey:
            # The seal opened, so the passphrase is right: what the key is recognised by was changed.
            raise DataDamaged from None


def _stretched(passphrase: bytes, salt: bytes, operations: int, memory: int) -> bytes:
    return pwhash.argon2id.kdf(KEY_BYTES, passphrase, salt, opslimit=operations, memlimit=memory)


def _recognised(key: bytes, record: KeyRecord) -> bytes:
    if not hmac.compare_digest(key_check(key, record.vault_id), record.check):
        raise NoKey
    return key


def _ask_keychain(ask: Callable[[], str | None]) -> str | None:
    """Any failure of the keychain is `KeychainError`: it must never be mistaken for missing or damaged data."""
    try:
        return ask()
    except KeychainError:
        raise
    except Exception as error:  # each backend has errors of its own, and D-Bus and Windows add theirs
        raise KeychainError from error


def system_keychain() -> KeyringBackend:
    """The keychain of this system, chosen here and nowhere else: never a file, null or failing backend.

    `keyring` would let `keyringrc.cfg` or `PYTHON_KEYRING_BACKEND` swap it, and would let Windows copy the key to
    other machines (CRED_PERSIST_ENTERPRISE), so the backend is pinned. Raises `KeychainError` if there is none.
    """
    # Imported here because it is slow and its plugins are looked up on import.
    import keyring

    try:
        backend = _backend_for(sys.platform)
    except Exception as error:  # a backend's own test of whether it can work raises what it likes
        raise KeychainError from error
    keyring.set_keyring(backend)  # type: ignore[arg-type]  # one of keyring's own, seen through our Protocol
    return backend


def _backend_for(platform: str) -> KeyringBackend:
    if platform == "win32":
        return _windows_backend()
    if platform == "darwin":
        from keyring.backends import macOS

        _refuse_unusable(macOS.Keyring)
        return macOS.Keyring()  # type: ignore[no-untyped-call,no-any-return,unused-ignore]
    from keyring.backends import SecretService

    _refuse_unusable(SecretService.Keyring)
    backend: KeyringBackend = SecretService.Keyring()  # type: ignore[no-untyped-call]
    # `keyring` lets the environment (KEYRING_PROPERTY_*) set any property of a backend: none of them is kept.
    vars(backend).clear()
    return backend


def _refuse_unusable(backend: Any) -> None:  # noqa: ANN401 - a class of keyring's, which has no types
    """Asking a backend for its priority is how `keyring` tests that it can work: it raises, or is 0 or less, if not."""
    if backend.priority <= 0:
        raise KeychainError


def _windows_backend() -> KeyringBackend:
    from keyring.backends import Windows

    _refuse_unusable(Windows.WinVaultKeyring)
    backend = Windows.WinVaultKeyring()  # type: ignore[no-untyped-call]
    vars(backend).clear()
    backend.persist = "local machine"
    return backend


def keychain_works() -> bool:
    """Whether this system has a keychain that answers."""
    try:
        system_keychain()
    except KeychainError:
        return False
    return True
