"""Makes two MSIs of a bundle for Windows, the program and its starter models, the same to the last bit each time."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import deb
import msi_source
import msi_tables
import set_up
import signing
import system_libraries
from console import SetUpFailed, Words, run, say
from msi_source import Installer
from package_places import INSIDE, LOGS, MADE, NOT_FOR_RELEASE, PACKAGING, ROOT, WORK, epoch, version

BUNDLE = WORK / "windows" / "bundle" / "fairnote"
PLACE = WORK / "windows" / "msi"
"""A folder for each MSI, with its .wxs and its files as they are installed: what WiX on a Windows machine needs too."""
HELPER_SOURCE = PACKAGING / "windows" / "installer_actions.c"
COMPILER = "x86_64-w64-mingw32-gcc"
TOOLS = {"wixl": "wixl", "msibuild": "msitools", COMPILER: "gcc-mingw-w64-x86-64-posix"}
"""What has to be there: the Debian package that brings it."""
POLICIES = {"admx": "policy/fairnote.admx", "adml": "policy/en-GB/fairnote.adml"}
"""The templates for group policy, by their kind, and where they lie beside the program."""
CREDITS = "licences/CREDITS.md"
WXS = "fairnote.wxs"

# These two never change: by them Windows knows a newer version for one that takes the place of an older one.
PROGRAM_CODE = uuid.UUID("dcb7004c-80e0-4f35-8aeb-f47fe779f7bd")
MODELS_CODE = uuid.UUID("4dfb4743-2dab-449c-9958-f27edb33a07e")


@dataclass(frozen=True)
class Signer:
    """A certificate (PKCS #12) and the file of its passphrase."""

    certificate: Path
    passphrase_file: Path


@dataclass(frozen=True)
class Made:
    """A finished package, and the code by which Intune and scripts find its product."""

    path: Path
    product_code: uuid.UUID


def main(arguments: Sequence[str]) -> int:
    """`dev.py package msi`; the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py package msi")
    parser.add_argument("--bundle", type=Path, default=BUNDLE, help="the folder of the program for Windows")
    parser.add_argument("--to", type=Path, default=MADE, help="where the packages go")
    parser.add_argument("--cert", type=Path, help="a PKCS #12 certificate: sign programs, libraries and packages")
    parser.add_argument("--passphrase-file", type=Path, help="the file in which its passphrase is")
    parser.add_argument("--source-only", action="store_true", help="lay out what WiX needs, and make no package")
    parser.add_argument("--helper", type=Path, help="with --source-only: the compiled actions of the installer")
    options = parser.parse_args(arguments)
    try:
        _require_sense(options)
        if options.source_only:
            lay_out_all(options.bundle, options.helper)
        else:
            make(options.bundle, options.to, Signer(options.cert, options.passphrase_file) if options.cert else None)
    except SetUpFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _require_sense(options: argparse.Namespace) -> None:
    if options.source_only != bool(options.helper):
        raise SetUpFailed("--source-only and --helper go together. Nothing was made.")
    if bool(options.cert) != bool(options.passphrase_file):
        raise SetUpFailed("--cert and --passphrase-file go together. Nothing was made.")
    told = (options.helper, options.cert, options.passphrase_file)
    if missing := [path for path in told if path and not path.is_file()]:
        raise SetUpFailed(f"There is no file {missing[0]}. Nothing was made.")


def make(bundle: Path = BUNDLE, to: Path = MADE, signer: Signer | None = None) -> tuple[Made, ...]:
    """Both packages of a finished bundle; without models in it, the program's alone. Raises SetUpFailed."""
    if signer and is_for_tests(bundle):
        raise SetUpFailed(f"This bundle is for tests alone ({NOT_FOR_RELEASE}): it is not signed. Nothing was made.")
    packages = tuple(packages_of(bundle))
    install_tools()
    return tuple(pack(installer, lay, to, epoch(), signer) for installer, lay in packages)


def lay_out_all(bundle: Path, helper: Path) -> None:
    """What WiX makes both packages of, on a machine with neither wixl nor mingw-w64. Raises SetUpFailed."""
    for installer, lay in packages_of(bundle):
        lay_out(place_of(installer), installer, lay, epoch(), helper=helper)
        say(f"    {place_of(installer)}")


def packages_of(bundle: Path) -> Iterator[tuple[Installer, Files]]:
    """The packages of a finished bundle, each with what lays its files. Raises SetUpFailed."""
    if not (bundle / msi_source.PROGRAM).is_file():
        raise SetUpFailed(f"There is no bundle for Windows in {bundle}. Make it first: docs/packages.md says how.")
    mark = signing.FOR_TESTS if is_for_tests(bundle) else ""
    yield program_installer(version(), mark), program_files(bundle)
    if any(True for _ in model_files(bundle)):
        yield models_installer(version(), mark), models_files(bundle)
    else:
        say("    The bundle has no models: no package of starter models is made.")


def is_for_tests(bundle: Path) -> bool:
    """Whether a bundle says of itself that it is not for release."""
    return (bundle / NOT_FOR_RELEASE).exists()


def install_tools() -> None:
    """Install wixl and the compiler of the helper where they are missing. Raises SetUpFailed."""
    missing = tuple(package for program, package in TOOLS.items() if not shutil.which(program))
    system_libraries.install(missing, "To make an MSI", LOGS / "msi-tools.log")


def program_installer(version: str, mark: str = "") -> Installer:
    """The program without models."""
    version = msi_source.version_for_windows(version)
    comments = "Records a home visit and drafts the note, on this laptop alone. Uninstalling leaves the visits."
    name = f"fairnote-{version}-x64{mark}.msi"
    return Installer("Fairnote", name, PROGRAM_CODE, version, comments, is_program=True)


def models_installer(version: str, mark: str = "") -> Installer:
    """The starter models alone, in the folders in which the program looks for them."""
    version = msi_source.version_for_windows(version)
    comments = "Models of Fairnote: speech, a second opinion, voices, and a small language model."
    name = f"fairnote-starter-models-{version}{mark}.msi"
    return Installer("Fairnote starter models", name, MODELS_CODE, version, comments, is_program=False)


INSTALLERS = (program_installer, models_installer)


# --- what is in each

Files = Callable[[Path], None]
"""Lays the files of one package into a folder."""


def program_files(bundle: Path) -> Files:
    """Everything of the bundle but models, and the templates for group policy."""

    def lay(to: Path) -> None:
        _copy(bundle, to, (path for path in _inside(bundle) if not deb.is_model(path)))
        for kind, place in POLICIES.items():
            (to / place).parent.mkdir(parents=True, exist_ok=True)
            command: Words = [set_up.PYTHON, "-m", "ui.entry", "policy", "export", "--format", kind, "--to", to / place]
            run(command, label=f"Group policy ({kind})", log=LOGS / f"policy-{kind}.log", folder=ROOT)

    return lay


def models_files(bundle: Path) -> Files:
    """The models alone, with the credits."""

    def lay(to: Path) -> None:
        _copy(bundle, to, model_files(bundle))
        credits = to / INSIDE / "licences" / "starter-models" / "CREDITS.md"
        if (bundle / INSIDE / CREDITS).is_file():
            credits.parent.mkdir(parents=True)
            shutil.copyfile(bundle / INSIDE / CREDITS, credits)

    return lay


def model_files(bundle: Path) -> Iterator[str]:
    """The paths of the starter models inside the bundle."""
    return (path for path in _inside(bundle) if deb.is_model(path))


def copy_all(folder: Path, to: Path) -> None:
    """Every file of a folder, into another."""
    _copy(folder, to, _inside(folder))


def _inside(bundle: Path) -> Iterator[str]:
    return (path.relative_to(bundle).as_posix() for path in sorted(bundle.rglob("*")) if path.is_file())


def _copy(bundle: Path, to: Path, paths: Iterator[str]) -> None:
    for path in paths:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundle / path, to / path)


# --- the making


def pack(installer: Installer, lay: Files, to: Path, moment: int, signer: Signer | None = None) -> Made:
    """Build one package, everything in it dated `moment` (seconds since 1970). Raises SetUpFailed."""
    place = place_of(installer)
    source = lay_out(place, installer, lay, moment, signer)
    to.mkdir(parents=True, exist_ok=True)
    made = Made(to / installer.file_name, source.product_code)
    _wixl(place, source, made.path, moment)
    if signer:
        signing.sign_windows([made.path], signer.certificate, signer.passphrase_file)
    say(f"    {made.path}: {made.path.stat().st_size / 1e6:.1f} MB, SHA-256 {deb.sha256_of(made.path)}")
    return made


def place_of(installer: Installer) -> Path:
    """The folder in which a package is put together."""
    return PLACE / Path(installer.file_name).stem


def files_of(installer: Installer) -> Path:
    """Its files, as they are installed."""
    return place_of(installer) / msi_source.SOURCES


def lay_out(
    place: Path, installer: Installer, lay: Files, moment: int, signer: Signer | None = None, helper: Path | None = None
) -> msi_source.Source:
    """Put all that a package is made of into a folder: its text, its files, and the installer's own actions.

    These are compiled here unless there is a `helper`. Raises SetUpFailed.
    """
    shutil.rmtree(place, ignore_errors=True)
    files = place / msi_source.SOURCES
    files.mkdir(parents=True)
    lay(files)
    if helper:
        shutil.copyfile(helper, place / msi_source.HELPER)
    else:
        build_helper(place / msi_source.HELPER)
    if signer:
        sign_unsigned(place, signer)
    paths = list(_inside(files))
    for path in (*(files / path for path in paths), place / msi_source.HELPER):
        os.utime(path, (moment, moment))
    source = msi_source.source(installer, paths, digest_of(place))
    (place / WXS).write_text(source.text, encoding="utf-8")
    code = f"{{{str(source.product_code).upper()}}}"
    say(f"    {installer.name} {installer.version}: {len(paths)} files, product code {code}")
    return source


def _wixl(place: Path, source: msi_source.Source, made: Path, moment: int) -> None:
    """Have wixl make the package in `place`, finish it, and only then put it where it is looked for."""
    text, unfinished = place / "for-wixl.wxs", place / made.name
    text.write_text(msi_source.for_wixl(source.text), encoding="utf-8")
    command = ["wixl", "-a", "x64", "-o", unfinished.name, text.name]
    run(command, label=made.name, log=LOGS / f"{made.stem}.log", folder=place)
    text.unlink()
    msi_tables.finish(unfinished, source, moment)
    shutil.move(unfinished, made)


def build_helper(to: Path) -> None:
    """Compile the installer's own two actions, without the date. Raises SetUpFailed."""
    # By its name alone: the linker makes the library's address of the path that it is told.
    options = ["-Wall", "-Werror", "-Os", "-s", "-shared", "-Wl,--no-insert-timestamp"]
    run(
        [COMPILER, *options, "-o", to.name, HELPER_SOURCE, "-lmsi"],
        label="The installer's own actions", log=LOGS / "installer-actions.log", folder=to.parent,
    )  # fmt: skip


def digest_of(place: Path) -> str:
    """What stands for the content of every file that goes into a package: a SHA-256."""
    total = hashlib.sha256()
    for path in sorted(path for path in place.rglob("*") if path.is_file()):
        total.update(f"{path.relative_to(place).as_posix()} {deb.sha256_of(path)}\n".encode())
    return total.hexdigest()


def sign_unsigned(folder: Path, signer: Signer) -> None:
    """Sign every program and library that nobody signed. Raises SetUpFailed."""
    files = tuple(signing.unsigned(folder))
    signing.sign_windows(files, signer.certificate, signer.passphrase_file)
    say(f"    Signed: {len(files)} programs and libraries")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
