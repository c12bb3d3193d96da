"""Makes two Debian packages of a bundle, the program and its starter models, the same to the last bit each time."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import bundle_contents
import system_libraries
from console import SetUpFailed, run, say
from package_places import BUNDLE, INSIDE, LOGS, MADE, PACKAGING, ROOT, WORK, epoch, tried, version

NAME = "fairnote"
MODELS_NAME = "fairnote-starter-models"
PLACE = Path("opt/fairnote")
PARTS = PACKAGING / "debian"
GUIDES = ("deployment.md", "doctor.md", "packages.md", "quality.md", "rollout.md", "windows-release.md")
"""What IT needs beside the program, in docs/."""
COMPRESSION = ("-Zzstd", "-z10")
"""dpkg reads it from Debian 12 and Ubuntu 22.04 on; xz takes many times as long."""
SPEAKING = "speech-dispatcher, speech-dispatcher-espeak-ng"
"""For reading aloud; Fairnote does without."""


@dataclass(frozen=True)
class Recipe:
    """One package: its name, its architecture, the lines of its control file, and what is laid into its root."""

    name: str
    architecture: str
    fields: Mapping[str, str]
    lay: Callable[[Path], None]
    scripts: Mapping[str, Path] = field(default_factory=dict)
    """What dpkg runs, by the name under which it looks for it."""

    @property
    def file_name(self) -> str:
        """As Debian names it."""
        return f"{self.name}_{version()}_{self.architecture}.deb"


def make(bundle: Path = BUNDLE, to: Path = MADE) -> tuple[Path, ...]:
    """Both packages of a finished bundle. Raises SetUpFailed."""
    if not ((bundle / NAME).is_file() and tried(bundle).exists()):
        raise SetUpFailed("There is no bundle yet that passed its trials. Make it first: python3 dev.py package bundle")
    if missing := [program for program in ("dpkg-deb", "dpkg-query", "readelf") if not shutil.which(program)]:
        raise SetUpFailed(f"Packages for Debian are made on Debian, with: {', '.join(missing)}. Nothing was made.")
    return tuple(pack(recipe, to, epoch()) for recipe in (program_recipe(bundle), models_recipe(bundle)))


def program_recipe(bundle: Path) -> Recipe:
    """The program without models."""
    fields = {
        "Depends": ", ".join((f"{MODELS_NAME} (= {version()})", *system_packages(bundle))),
        "Recommends": SPEAKING,
        "Section": "misc",
        "Description": "records a home visit and drafts the note, on this laptop alone\n"
        " Nothing leaves it until a worker has read and approved the text. It uses no network.",
    }
    scripts = {"prerm": PARTS / "prerm", "postrm": PARTS / "postrm"}
    return Recipe(NAME, machine(), fields, lambda root: lay_program(bundle, root), scripts)


def models_recipe(bundle: Path) -> Recipe:
    """The starter models alone, in the folders in which the program looks for them."""
    fields = {
        "Section": "misc",
        "Description": "starter models of Fairnote\n"
        " A speech recogniser, a second one, what tells voices apart, and a small language model.",
    }
    # As preinst too: models of a version that had no script of its own are in use as well.
    scripts = dict.fromkeys(("prerm", "preinst"), PARTS / "prerm")
    return Recipe(MODELS_NAME, "all", fields, lambda root: lay_models(bundle, root), scripts)


def lay_program(bundle: Path, root: Path) -> None:
    """Everything but models under /opt, and what the desktop and the shell need under /usr."""
    _copy(bundle, root / PLACE, lambda inside: not is_model(inside))
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/fairnote").symlink_to(f"../../{PLACE}/{NAME}")
    for name, folder in (("fairnote.desktop", "applications"), ("fairnote.metainfo.xml", "metainfo")):
        _lay(PARTS / name, root / "usr/share" / folder / name)
    _lay(bundle / INSIDE / "licences" / "CREDITS.md", root / "usr/share/doc" / NAME / "copyright")
    for guide in GUIDES:
        _lay(ROOT / "docs" / guide, root / "usr/share/doc" / NAME / guide)


def lay_models(bundle: Path, root: Path) -> None:
    """The models alone."""
    _copy(bundle, root / PLACE, is_model)
    _lay(bundle / INSIDE / "licences" / "CREDITS.md", root / "usr/share/doc" / MODELS_NAME / "copyright")


def is_model(inside: str) -> bool:
    """Whether a path inside the bundle is one of a starter model."""
    folders = (*bundle_contents.MODEL_FOLDERS, *bundle_contents.MODEL_PACKAGES)
    return inside.startswith(tuple(f"{INSIDE}/{name}/" for name in folders))


def _copy(bundle: Path, to: Path, wanted: Callable[[str], bool]) -> None:
    for path in sorted(bundle.rglob("*")):
        inside = path.relative_to(bundle).as_posix()
        if path.is_symlink() and wanted(inside):
            (to / inside).parent.mkdir(parents=True, exist_ok=True)
            (to / inside).symlink_to(os.readlink(path))
        elif path.is_file() and wanted(inside):
            _lay(path, to / inside)


def _lay(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, to)
    to.chmod(0o755 if os.access(source, os.X_OK) else 0o644)


def machine() -> str:
    """This machine as Debian names it."""
    asked = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "amd64"


# --- what it stands on


def system_packages(bundle: Path) -> tuple[str, ...]:
    """The Debian packages of the libraries that the bundle asks for and does not bring; libc with its version."""
    brought = {path.name for path in bundle.rglob("*.so*")}
    asked = {name for path in _compiled(bundle) for name in needed(path)} - brought
    asked |= set(system_libraries.NEEDED)
    owners = {package for name in asked for package in _package_of(name)}
    libc = _version_of("libc6")
    return tuple(f"libc6 (>= {libc})" if name == "libc6" and libc else name for name in sorted(owners))


def _compiled(bundle: Path) -> Iterator[Path]:
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink() and (path.name == NAME or ".so" in path.name):
            yield path


def needed(path: Path) -> tuple[str, ...]:
    """The libraries that a compiled file names as needed."""
    told = subprocess.run(["readelf", "-d", str(path)], capture_output=True, text=True, check=False).stdout
    return tuple(re.findall(r"\(NEEDED\).*\[(.+?)\]", told))


def _package_of(library: str) -> tuple[str, ...]:
    """The installed package of a library; none where it isn't installed, and what asks for it then does without."""
    if library in system_libraries.NEEDED:
        return (system_libraries.NEEDED[library],)
    asked = ["dpkg-query", "-S", f"*/{library}"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return tuple(sorted({line.split(":")[0] for line in told.splitlines() if not line.startswith("diversion")})[:1])


def _version_of(package: str) -> str:
    """The upstream version that is installed, without Debian's revision."""
    asked = ["dpkg-query", "-W", "-f", "${Version}", package]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split("-")[0]


# --- the same each time


def pack(recipe: Recipe, to: Path, moment: int) -> Path:
    """Build one package, everything in it dated `moment` (seconds since 1970). Raises SetUpFailed."""
    root = WORK / "root" / recipe.name
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    recipe.lay(root)
    control = root / "DEBIAN"
    control.mkdir()
    (control / "md5sums").write_text(_sums(root), encoding="utf-8")
    (control / "control").write_text(_control(recipe, root), encoding="utf-8")
    for name, script in recipe.scripts.items():
        shutil.copyfile(script, control / name)
    _level(root, moment)
    to.mkdir(parents=True, exist_ok=True)
    made = to / recipe.file_name
    run(
        ["dpkg-deb", "--root-owner-group", *COMPRESSION, "--build", root, made], label=recipe.file_name,
        log=LOGS / f"{recipe.name}.log", environment={**os.environ, "SOURCE_DATE_EPOCH": str(moment), "LC_ALL": "C"},
    )  # fmt: skip
    shutil.rmtree(root)
    say(f"    {made}: {made.stat().st_size / 1e6:.0f} MB, SHA-256 {sha256_of(made)}")
    return made


def _control(recipe: Recipe, root: Path) -> str:
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    lines = {
        "Package": recipe.name,
        "Version": version(),
        "Architecture": recipe.architecture,
        "Maintainer": "Fairnote <fairnote@localhost>",
        "Installed-Size": str(-(-size // 1024)),
        "Priority": "optional",
        **recipe.fields,
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def _sums(root: Path) -> str:
    """dpkg's own check of what was installed; not for security."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return "".join(f"{_digest(path, 'md5')}  {path.relative_to(root)}\n" for path in files)


def _level(root: Path, moment: int) -> None:
    """Give every file and folder the same date and rights, whoever builds it and when."""
    scripts = {"prerm", "postrm", "preinst", "postinst"}
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            is_script = path.parent.name == "DEBIAN" and path.name in scripts
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 or is_script else 0o644)
    for path in (*root.rglob("*"), root):
        os.utime(path, (moment, moment), follow_symlinks=False)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    return _digest(path, "sha256")


def _digest(path: Path, kind: str) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, kind).hexdigest()
