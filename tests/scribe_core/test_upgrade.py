"""An update of Fairnote, and going back to the version before, keep every visit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import age, vault_schema
from scribe.backup import back_up, restore
from scribe.keys import MemoryHolder, PassphraseHolder
from scribe.recovery import keep_sealed, key_by_identity
from scribe.sealed_file import Locks, Opening
from scribe.vault import Vault
from scribe.vault_folder import VaultTooNew
from scribe.visit import Visit, VisitId
from tests.scribe_core.make import a_document, a_visit
from tests.scribe_core.test_backup import add_sound

VISITS = 200
PASSPHRASE = "twelve letters long"
VERSIONS = range(1, len(vault_schema.STEPS))


@contextmanager
def as_version(number: int) -> Iterator[None]:
    """The program as it was when the tables had so many steps."""
    before = vault_schema.STEPS[:number]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("scribe.vault_database.STEPS", before)
        patched.setattr("scribe.vault_database.migrate.__defaults__", (before,))
        patched.setattr("scribe.recovery.keychain_works", lambda: False)
        patched.setattr("scribe.keys.pwhash.argon2id.MEMLIMIT_MODERATE", 1 << 20)
        yield


def _visit(number: int) -> Visit:
    return replace(a_visit(f"v{number}"), reference=f"REF {number}")


def _fill(vault: Vault, visits: int) -> None:
    """Visits, each with a note's draft; every twentieth has sound."""
    for number in range(visits):
        vault.add_visit(_visit(number))
        vault.save_document(a_document(f"d{number}", f"v{number}"))
        if number % 20 == 0:
            add_sound(vault, VisitId(f"v{number}"), seconds=1)


def _assert_all_there(vault: Vault, visits: int) -> None:
    assert not vault.read_only and len(vault.visits()) == visits
    for number in range(visits):
        visit = VisitId(f"v{number}")
        assert vault.visit(visit).reference == f"REF {number}"
        assert vault.documents(visit) == (a_document(f"d{number}", visit),)
        assert len(vault.recordings(visit)) == (number % 20 == 0)
    assert len(list(vault.audio_folder.iterdir())) == len(range(0, visits, 20))
    assert vault.audit.check().whole


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _there_and_back(tmp_path: Path, version: int, visits: int) -> None:
    """A vault of that version: upgraded, opened by the old program again, and put back from the backup before."""
    identity, holder, folder = age.new_identity(), MemoryHolder(), tmp_path / "v"
    with as_version(version), Vault.create(folder, holder) as vault:
        _fill(vault, visits)
        back_up(vault, tmp_path / "before.fnb", Locks(identity.public_key))
    with Vault.open(folder, holder) as vault:
        _assert_all_there(vault, visits)
        keep_sealed(vault, identity.public_key)
    assert key_by_identity(folder, identity)
    upgraded = _bytes(folder)
    with as_version(version), pytest.raises(VaultTooNew):
        Vault.open(folder, holder)
    assert _bytes(folder) == upgraded
    with as_version(version):
        restored = restore(tmp_path / "before.fnb", tmp_path / "again", Opening(identity), lambda: PASSPHRASE)
        assert restored.visits == visits and restored.problems == ()
        with Vault.open(tmp_path / "again", PassphraseHolder(PASSPHRASE)) as vault:
            _assert_all_there(vault, visits)
    with Vault.open(tmp_path / "again", PassphraseHolder(PASSPHRASE)) as vault:
        _assert_all_there(vault, visits)


@pytest.mark.parametrize("version", VERSIONS)
def test_each_earlier_version_is_upgraded_and_can_be_gone_back_to(tmp_path: Path, version: int) -> None:
    """From the tables of each version so far: all is there after the update, and after going back, and again."""
    _there_and_back(tmp_path, version, visits=3)


@pytest.mark.long
@pytest.mark.parametrize("version", (1, VERSIONS[-1]))
def test_upgrade_and_rollback_keep_200_visits(tmp_path: Path, version: int) -> None:
    """Two hundred visits with their drafts and sound, from the first version's tables and from the last one's."""
    _there_and_back(tmp_path, version, VISITS)


def test_an_older_program_changes_nothing_of_a_newer_vault(tmp_path: Path) -> None:
    """It asks for an update; not a byte differs, and the newer program opens it as before."""
    holder = MemoryHolder()
    with Vault.create(tmp_path / "v", holder) as vault:
        _fill(vault, 2)
    before = _bytes(tmp_path / "v")
    with as_version(VERSIONS[-1]), pytest.raises(VaultTooNew):
        Vault.open(tmp_path / "v", holder)
    assert _bytes(tmp_path / "v") == before
    with Vault.open(tmp_path / "v", holder) as vault:
        _assert_all_there(vault, 2)
