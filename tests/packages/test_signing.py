"""Signatures on real files by real keys: made, checked, and refused after any change."""

from __future__ import annotations

from pathlib import Path

import minisign
import pytest
import signing
from console import SetUpFailed

PASSPHRASE = "a long walk in the rain"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A secret key in a file, behind a passphrase, and its public half."""
    pair = minisign.KeyPair.generate()
    public = bytes(pair.public_key.to_base64()).decode()
    secret = pair.secret_key
    secret.encrypt(PASSPHRASE)
    path = tmp_path_factory.mktemp("keys") / "secret.key"
    path.write_bytes(bytes(secret))
    return path, public


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Something to sign."""
    path = tmp_path / "fairnote_0.1.0_amd64.deb"
    path.write_bytes(b"a package")
    return path


def test_what_was_signed_is_recognised(keys: tuple[Path, str], package: Path) -> None:
    """The signature lies beside it and is this key's."""
    assert signing.sign([package], keys[0], PASSPHRASE) == (package.with_name(package.name + ".minisig"),)
    signing.verify([package], keys[1])


def test_any_change_is_refused(keys: tuple[Path, str], package: Path) -> None:
    """A byte of the file, another key, a lost signature."""
    (signature,) = signing.sign([package], keys[0], PASSPHRASE)
    other = bytes(minisign.KeyPair.generate().public_key.to_base64()).decode()
    with pytest.raises(SetUpFailed, match="not signed by this key"):
        signing.verify([package], other)
    package.write_bytes(b"A package")
    with pytest.raises(SetUpFailed, match="changed since"):
        signing.verify([package], keys[1])
    signature.unlink()
    with pytest.raises(SetUpFailed, match="not signed by this key"):
        signing.verify([package], keys[1])


def test_an_old_package_under_a_new_name_is_refused(keys: tuple[Path, str], package: Path) -> None:
    """Its signature is whole, and it is still not what its name says."""
    (signature,) = signing.sign([package], keys[0], PASSPHRASE)
    renamed = package.rename(package.with_name("fairnote_0.2.0_amd64.deb"))
    signature.rename(renamed.with_name(renamed.name + ".minisig"))
    with pytest.raises(SetUpFailed, match="under another name"):
        signing.verify([renamed], keys[1])


def test_a_wrong_passphrase_signs_nothing(keys: tuple[Path, str], package: Path) -> None:
    """And says so in a sentence."""
    with pytest.raises(SetUpFailed, match="Nothing was signed"):
        signing.sign([package], keys[0], "wrong")
    assert [path.name for path in package.parent.iterdir()] == [package.name]


def pe(certificates: int) -> bytes:
    """The headers of a 64-bit Windows program with a table of certificates of so many bytes."""
    optional = b"\x0b\x02" + bytes(110) + bytes(4 * 8) + bytes(4) + certificates.to_bytes(4, "little") + bytes(96)
    return b"MZ" + bytes(0x3A) + (0x40).to_bytes(4, "little") + b"PE\0\0" + bytes(20) + optional


def test_unsigned_windows_programs_are_listed(tmp_path: Path) -> None:
    """By what their headers say; other files are none of its business."""
    for name, data in (("a.dll", pe(0)), ("b.pyd", pe(4096)), ("c.exe", b"MZ"), ("d.txt", b"MZ")):
        (tmp_path / name).write_bytes(data)
    assert [path.name for path in signing.unsigned(tmp_path)] == ["a.dll", "c.exe"]
