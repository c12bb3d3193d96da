"""A lost key comes back by the council's recovery key, and by nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scribe import age, keys
from scribe.errors import DataDamaged, KeychainError, NoKey
from scribe.files import FileAlreadyThere
from scribe.keys import KeyringHolder, PassphraseHolder
from scribe.opening import open_session
from scribe.recovery import (
    AnotherVaultsKey,
    NotSealedForRecovery,
    keep_sealed,
    key_by_identity,
    readiness,
    recover,
)
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.vault_folder import VaultFiles
from tests.scribe_core.keychains import Blocked, Keychain
from tests.scribe_core.make import V1, a_visit, with_document

PASSPHRASE = "twelve letters long"


@pytest.fixture
def identity() -> age.Identity:
    return age.new_identity()


@pytest.fixture
def keychain(monkeypatch: pytest.MonkeyPatch) -> Keychain:
    """The laptop's keychain; what is in it can be taken away."""
    made = Keychain()
    monkeypatch.setattr(keys, "_backend_for", lambda _: made)
    monkeypatch.setattr("keyring.set_keyring", lambda _: None)
    return made


@pytest.fixture
def settings(tmp_path: Path, identity: age.Identity) -> Settings:
    return Settings(vault_folder=tmp_path / "vault", recovery_public_key=identity.public_key)


def never(*_: object) -> str:
    raise AssertionError("nobody should be asked")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _made(settings: Settings) -> None:
    with open_session(settings, never) as session:
        with_document(session.vault)


# --- the key pair
def test_an_identity_file_is_for_one_person_and_never_written_over(tmp_path: Path, identity: age.Identity) -> None:
    """It is what age's own program writes, readable by its owner only, and the secret is in no text of the object."""
    path = tmp_path / "recovery-key.txt"
    age.write_identity(path, identity)
    assert path.stat().st_mode & 0o777 == 0o600
    assert age.read_identity(path) == identity
    assert identity.secret not in repr(identity)
    with pytest.raises(FileAlreadyThere):
        age.write_identity(path, age.new_identity())
    assert age.read_identity(path) == identity


@pytest.mark.parametrize("text", ["", "age1abc", "AGE-SECRET-KEY-1XYZ", "\xff\xfe", "two"])
def test_what_is_no_identity_is_refused(tmp_path: Path, text: str) -> None:
    """An empty file, a public key, half a key, bytes that are no text, two keys."""
    path = tmp_path / "key"
    two = f"{age.new_identity().secret}\n{age.new_identity().secret}\n"
    path.write_bytes(two.encode() if text == "two" else text.encode("latin-1"))
    with pytest.raises(age.NotAnIdentity):
        age.read_identity(path)
    with pytest.raises(age.NotAnIdentity):
        age.read_identity(tmp_path / "none")


def test_only_the_holder_opens_what_was_sealed(identity: age.Identity) -> None:
    """Another key, a changed byte and a cut are all refused."""
    sealed = age.seal(b"key", identity.public_key)
    assert age.unseal(sealed, identity) == b"key"
    flipped = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for data, who in ((sealed, age.new_identity()), (flipped, identity), (sealed[:-1], identity), (b"", identity)):
        with pytest.raises(age.WrongIdentity):
            age.unseal(data, who)
    with pytest.raises(age.WrongIdentity):
        age.unseal(bytes(age.LARGEST_SEALED + 1), identity)
    with pytest.raises(age.NotARecoveryKey):
        age.seal(b"key", "age1nonsense")


# --- sealing
def test_opening_seals_the_key_once_where_policy_names_one(settings: Settings, keychain: Keychain) -> None:
    """`recovery.json` is made on the first opening, audited, and left alone on the next."""
    _made(settings)
    (kept,) = keychain.kept.values()
    files = VaultFiles(settings.vault_folder)
    first = files.recovery.read_bytes()
    with open_session(settings, never) as session:
        assert [row.event for row in session.vault.audit.rows()].count("key sealed for recovery") == 1
    assert files.recovery.read_bytes() == first
    assert kept not in first.decode()


def test_no_key_in_the_policy_seals_nothing_and_takes_nothing_away(settings: Settings, keychain: Keychain) -> None:
    """Without a policy there is no file; a policy that goes leaves the seal that is there."""
    plain = Settings(vault_folder=settings.vault_folder)
    open_session(plain, never).close()
    files = VaultFiles(settings.vault_folder)
    assert not files.recovery.exists()
    open_session(settings, never).close()
    kept = files.recovery.read_bytes()
    open_session(plain, never).close()
    assert files.recovery.read_bytes() == kept


@pytest.mark.parametrize("spoilt", ["", "{}", "[]", "sealed", "another"])
def test_a_spoilt_seal_is_made_again(
    settings: Settings, keychain: Keychain, identity: age.Identity, spoilt: str
) -> None:
    """A file that is damaged, was changed, or belongs to another key is put right when the vault is next opened."""
    _made(settings)
    path = VaultFiles(settings.vault_folder).recovery
    data = json.loads(path.read_bytes())
    if spoilt == "sealed":
        path.write_text(json.dumps({**data, "sealed": "AAAA"}))
    elif spoilt == "another":
        path.write_text(json.dumps({**data, "public_key": age.new_identity().public_key}))
    else:
        path.write_text(spoilt)
    if spoilt in ("", "{}", "[]"):
        told = readiness(VaultFiles(settings.vault_folder), settings.recovery_public_key)
        assert told.wanted == settings.recovery_public_key and "Open Fairnote once" in told.problem
    open_session(settings, never).close()
    assert not readiness(VaultFiles(settings.vault_folder), settings.recovery_public_key).problem
    assert key_by_identity(settings.vault_folder, identity)


def test_a_wrong_key_in_the_policy_keeps_nobody_from_work(settings: Settings, keychain: Keychain) -> None:
    """The vault opens; nothing is sealed, and asking for it plainly says why."""
    wrong = Settings(vault_folder=settings.vault_folder, recovery_public_key="age1wrong")
    with open_session(wrong, never) as session:
        assert not VaultFiles(settings.vault_folder).recovery.exists()
        with pytest.raises(age.NotARecoveryKey):
            keep_sealed(session.vault, "age1wrong")


# --- recovering
def test_a_keychain_that_was_emptied_is_filled_again(
    settings: Settings, keychain: Keychain, identity: age.Identity
) -> None:
    """Fault table, row 12: refused without a change; then the recovery key puts the same key back, and is audited."""
    _made(settings)
    before = dict(keychain.kept)
    keychain.kept.clear()
    files = _files(settings.vault_folder)
    with pytest.raises(NoKey, match="recovery key can open it"):
        open_session(settings, never)
    assert _files(settings.vault_folder) == files
    done = recover(settings.vault_folder, identity, never)
    assert done.holder == "keyring" and done.recorded and keychain.kept == before
    with open_session(settings, never) as session:
        assert session.vault.visit(V1) == a_visit()
        assert "key recovered" in [row.event for row in session.vault.audit.rows()]
        assert session.vault.audit.check().whole


def test_a_blocked_keychain_gives_way_to_a_passphrase(
    settings: Settings, keychain: Keychain, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault table, row 12: where the keychain answers and keeps nothing, the key goes behind a passphrase."""
    _made(settings)
    monkeypatch.setattr(keys, "_backend_for", lambda _: Blocked())
    files = _files(settings.vault_folder)
    with pytest.raises(KeychainError):
        open_session(settings, never)
    assert _files(settings.vault_folder) == files
    assert recover(settings.vault_folder, identity, lambda: PASSPHRASE).holder == "passphrase"
    asked: list[bool] = []
    with open_session(settings, lambda new: asked.append(new) or PASSPHRASE) as session:
        assert session.vault.visit(V1) == a_visit() and asked == [False]


def test_a_forgotten_passphrase_is_replaced(settings: Settings, identity: age.Identity) -> None:
    """A vault behind a passphrase gets another one; the old one opens it no more."""
    folder = settings.vault_folder
    with Vault.create(folder, PassphraseHolder("forgotten for good")) as vault:
        vault.add_visit(a_visit())
        keep_sealed(vault, identity.public_key)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("scribe.recovery.keychain_works", lambda: False)
        recover(folder, identity, lambda: PASSPHRASE)
    with Vault.open(folder, PassphraseHolder(PASSPHRASE)) as vault:
        assert vault.visit(V1) == a_visit()


def test_the_wrong_recovery_key_changes_nothing(settings: Settings, keychain: Keychain) -> None:
    """Another council's key is refused, and no file and no keychain is touched."""
    _made(settings)
    keychain.kept.clear()
    files = _files(settings.vault_folder)
    with pytest.raises(age.WrongIdentity):
        recover(settings.vault_folder, age.new_identity(), never)
    assert _files(settings.vault_folder) == files and keychain.kept == {}


def test_another_vaults_seal_is_refused(
    settings: Settings, keychain: Keychain, identity: age.Identity, tmp_path: Path
) -> None:
    """A recovery file of another vault, or a spoilt one, is named as that, and changes nothing."""
    _made(settings)
    other = Settings(vault_folder=tmp_path / "other", recovery_public_key=identity.public_key)
    open_session(other, never).close()
    mine = VaultFiles(settings.vault_folder).recovery
    mine.write_bytes(VaultFiles(other.vault_folder).recovery.read_bytes())
    for text in (None, "{", '{"vault_id": 1}', json.dumps({**json.loads(mine.read_bytes()), "sealed": "é"})):
        if text is not None:
            mine.write_text(text)
        with pytest.raises(AnotherVaultsKey):
            recover(settings.vault_folder, identity, never)
    mine.unlink()
    with pytest.raises(NotSealedForRecovery):
        recover(settings.vault_folder, identity, never)


def test_a_damaged_vault_gets_its_key_back_to_be_read(
    settings: Settings, keychain: Keychain, identity: age.Identity
) -> None:
    """Where the vault can only be read, the key comes back all the same, and it is said that it is not recorded."""
    with open_session(settings, never) as session:
        for number in range(30):
            session.vault.add_visit(a_visit(f"v{number}"))
    path = VaultFiles(settings.vault_folder).database
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(data)
    keychain.kept.clear()
    done = recover(settings.vault_folder, identity, never)
    assert not done.recorded and "could not be recorded" in str(done) and keychain.kept
    with Vault.open(settings.vault_folder, KeyringHolder()) as vault:
        assert vault.read_only and isinstance(vault.refusal, DataDamaged)


def test_without_the_seal_there_is_no_recovery(
    settings: Settings, keychain: Keychain, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of row 12 switched off: had opening not sealed the key, an emptied keychain would be the end."""
    monkeypatch.setattr("scribe.opening.keep_sealed_if_possible", lambda *_: None)
    with pytest.raises(NotSealedForRecovery):
        test_a_keychain_that_was_emptied_is_filled_again(settings, keychain, identity)
