"""Signs what was made and checks signatures: minisign for packages and packs, osslsigncode for Windows programs.

No key is ever in the repository or made here: whoever releases Fairnote has their own, and gives its public half to IT.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import minisign
import system_libraries
from console import SetUpFailed, say
from package_places import LOGS, MADE, NOT_FOR_RELEASE

SIGNATURE = ".minisig"
FOR_TESTS = "-for-tests"
"""In the names of what is made of a bundle for tests alone: it is not signed for Windows."""
WINDOWS_ENDINGS = (".exe", ".dll", ".pyd", ".msi")


def sign(files: Sequence[Path], secret_key: Path, passphrase: str) -> tuple[Path, ...]:
    """Write a signature beside each file, which any minisign can check. Raises SetUpFailed."""
    try:
        key = minisign.SecretKey.from_file(secret_key)
        key.decrypt(passphrase)
    except (OSError, ValueError, minisign.Error) as error:
        raise SetUpFailed(f"The secret key can't be used ({type(error).__name__}). Nothing was signed.") from error
    made = []
    for file in files:
        comment = f"{file.name}, SHA-256 {_sha256(file)}"
        with file.open("rb") as opened:
            signature = key.sign(opened, trusted_comment=comment)
        made.append(file.with_name(file.name + SIGNATURE))
        made[-1].write_bytes(bytes(signature))
        say(f"    {made[-1].name}")
    return tuple(made)


def verify(files: Sequence[Path], public_key: str) -> None:
    """Check the signature beside each file. Raises SetUpFailed at the first that is missing or isn't this file's."""
    key = minisign.PublicKey.from_base64(public_key)
    for file in files:
        try:
            signature = minisign.Signature.from_file(file.with_name(file.name + SIGNATURE))
            with file.open("rb") as opened:
                key.verify(opened, signature)
        except (OSError, ValueError, minisign.Error) as error:
            raise SetUpFailed(f"{file.name}: not signed by this key, or changed since. Don't install it.") from error
        if not str(signature.trusted_comment).startswith(f"{file.name}, "):
            raise SetUpFailed(f"{file.name}: it was signed under another name, so it may be another version.")
        say(f"    {file.name}: as it was signed ({signature.trusted_comment})")


def made_packages() -> tuple[Path, ...]:
    """What there is to sign."""
    return tuple(sorted(path for path in MADE.glob("*") if path.suffix in (".deb", ".msi", ".pack")))


# --- Windows


def unsigned(folder: Path) -> Iterator[Path]:
    """The Windows programs and libraries in a folder that carry no signature, read from their own headers."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in WINDOWS_ENDINGS[:3] and path.is_file() and not has_signature(path.read_bytes()):
            yield path


def has_signature(data: bytes) -> bool:
    """Whether a PE file has a table of certificates (Microsoft's PE format, data directory 4)."""
    start = int.from_bytes(data[0x3C:0x40], "little")
    if data[:2] != b"MZ" or data[start : start + 4] != b"PE\0\0":
        return False
    optional = start + 24
    is_plus = data[optional : optional + 2] == b"\x0b\x02"
    entry = optional + (112 if is_plus else 96) + 4 * 8
    return int.from_bytes(data[entry + 4 : entry + 8], "little") > 0


def sign_windows(files: Sequence[Path], certificate: Path, passphrase_file: Path) -> None:
    """Sign programs and MSIs with a PKCS #12 certificate by osslsigncode, in place of each. Raises SetUpFailed."""
    missing = () if shutil.which("osslsigncode") else ("osslsigncode",)
    system_libraries.install(missing, "To sign for Windows", LOGS / "osslsigncode.log")
    for file in files:
        signed = file.with_name(file.name + ".signed")
        how = ("-pkcs12", certificate, "-readpass", passphrase_file, "-h", "sha256", "-in", file, "-out", signed)
        done = subprocess.run(["osslsigncode", "sign", *map(str, how)], capture_output=True, check=False)
        if done.returncode != 0:
            signed.unlink(missing_ok=True)
            raise SetUpFailed(f"{file.name} could not be signed. It was not changed.")
        signed.replace(file)


def to_sign_for_windows(places: Sequence[Path]) -> tuple[Path, ...]:
    """The files themselves, and of a folder all that nobody signed. Raises SetUpFailed for what is not for release."""
    for place in places:
        if (place / NOT_FOR_RELEASE).exists() or FOR_TESTS in place.name:
            raise SetUpFailed(f"{place.name} is for tests alone. Nothing was signed.")
    return tuple(file for place in places for file in (unsigned(place) if place.is_dir() else (place,)))


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def main(arguments: Sequence[str]) -> int:
    """`sign --key FILE [FILE …]`, `verify --key TEXT [FILE …]`, `unsigned FOLDER`, `sign-windows --cert FILE …`.

    Without files, all that was made.
    """
    parser = argparse.ArgumentParser(prog="dev.py package")
    subs = parser.add_subparsers(dest="what", required=True)
    for what, key in (("sign", "the file of the secret key"), ("verify", "the public key, as text")):
        sub = subs.add_parser(what)
        sub.add_argument("--key", required=True, help=key)
        sub.add_argument("files", nargs="*", type=Path)
    subs.add_parser("unsigned").add_argument("folder", type=Path)
    windows = subs.add_parser("sign-windows")
    windows.add_argument("--cert", type=Path, required=True, help="a PKCS #12 certificate with its key")
    windows.add_argument("--passphrase-file", type=Path, required=True, help="the file in which its passphrase is")
    windows.add_argument("files", nargs="+", type=Path, help="programs, MSIs, or folders of what nobody signed")
    options = parser.parse_args(arguments)
    try:
        if options.what == "unsigned":
            found = tuple(unsigned(options.folder))
            print(*(path.relative_to(options.folder) for path in found), sep="\n")
            return 1 if found else 0
        if options.what == "sign-windows":
            files = to_sign_for_windows(options.files)
            sign_windows(files, options.cert, options.passphrase_file)
            say(f"    Signed: {len(files)}")
            return 0
        files = tuple(options.files) or made_packages()
        if options.what == "sign":
            sign(files, Path(options.key), getpass.getpass("Passphrase of the secret key: "))
        else:
            verify(files, options.key)
    except SetUpFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
