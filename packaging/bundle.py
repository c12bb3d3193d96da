"""Makes the program that is shipped, a folder with all that it needs, and runs its self-test and demo as shipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import baseline_library
import bundle_contents
import licences
import package_places
import sbom
import set_up
import sound_library
from console import SetUpFailed, Words, run, say
from package_places import (
    BASELINE,
    BUNDLE,
    FROZEN,
    INSIDE,
    LOGS,
    PACKAGING,
    ROOT,
    SITE,
    TOOLS,
    TOOLS_PYTHON,
    WORK,
    epoch,
    site_packages,
)  # fmt: skip

LOCK = PACKAGING / "requirements.lock"
TOOLS_LOCK = PACKAGING / "build.lock"
LONGEST = 900.0
"""Seconds that one trial of the finished program may take, on a slow machine."""


def make() -> Path:
    """The bundle, made afresh and tried. Raises SetUpFailed, and then nothing can be packed from the folder."""
    passed = package_places.tried(BUNDLE)
    passed.unlink(missing_ok=True)
    make_tools()
    sound_library.build(LOCK)
    if baseline_library.is_needed():
        baseline_library.build(LOCK, set_up.PYTHON)
    freeze()
    bring_models()
    bring_writer_library()
    if baseline_library.is_needed():
        bring_baseline()
    share_alike(BUNDLE)
    parts = licences.write(BUNDLE, licences.here())
    sbom.write(BUNDLE, parts)
    say(f"    {BUNDLE}: {megabytes(BUNDLE.rglob('*')):.0f} MB")
    try_out(BUNDLE)
    passed.touch()
    return BUNDLE


def make_tools() -> None:
    """The environment of the build tools, from its own lock, each checked by its hash."""
    stamp, wanted = TOOLS / "tools.lock", TOOLS_LOCK.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    run([set_up.PYTHON, "-m", "venv", "--clear", "--without-pip", TOOLS], label="Tools", log=LOGS / "tools-venv.log")
    checked: Words = ["install", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", TOOLS_LOCK]
    command: Words = [set_up.PYTHON, "-m", "pip", "--python", TOOLS_PYTHON, *checked]
    run(command, label="Tools that make packages", log=LOGS / "tools.log")
    stamp.write_text(wanted, encoding="utf-8")


def freeze() -> None:
    """Have PyInstaller put the program together. What is in SITE takes the place of what is in .venv."""
    places: Words = [f"--distpath={BUNDLE.parent}", f"--workpath={FROZEN}"]
    options: Words = ["--noconfirm", "--clean", "--log-level=WARN", *places]
    run(
        [TOOLS_PYTHON, "-m", "PyInstaller", *options, PACKAGING / "fairnote.spec"],
        label="Program", log=LOGS / "freeze.log", environment={**os.environ, **_found_in_this_order()}, folder=WORK,
    )  # fmt: skip


def _found_in_this_order() -> Mapping[str, str]:
    places = (ROOT, PACKAGING, SITE, site_packages())
    return {
        "PYTHONPATH": os.pathsep.join(map(str, places)),
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": str(epoch()),
        "LD_LIBRARY_PATH": str(sound_library.LIBRARIES),
    }


def bring_models(bundle: Path = BUNDLE) -> None:
    """Lay the starter models where the program looks for them (models/catalogue.py): a folder for each."""
    inside = bundle / INSIDE
    for name in bundle_contents.MODEL_FOLDERS:
        shutil.copytree(ROOT / name, inside / name, dirs_exist_ok=True)
    for name in bundle_contents.MODEL_PACKAGES:
        nothing_compiled = shutil.ignore_patterns("__pycache__", "*.py", "*.pyc")
        shutil.copytree(site_packages() / name, inside / name, ignore=nothing_compiled, dirs_exist_ok=True)


def bring_writer_library() -> None:
    """Lay llama.cpp's libraries in their own folder under all the names by which they ask for each other."""
    inside = Path("llama_cpp", "lib")
    shutil.copytree(site_packages() / inside, BUNDLE / INSIDE / inside, dirs_exist_ok=True)


def bring_baseline() -> None:
    """Lay the build for old processors beside the fast one."""
    to = BUNDLE / INSIDE / "llama_cpp" / "lib_baseline"
    shutil.copytree(BASELINE, to, ignore=shutil.ignore_patterns("*.key"), dirs_exist_ok=True)


def share_alike(folder: Path) -> None:
    """Put a link where a library is there again under another name: wheels hold each up to three times."""
    for place in (folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())):
        seen: dict[str, Path] = {}
        alike = [path for path in place.iterdir() if ".so" in path.name and path.is_file() and not path.is_symlink()]
        for path in sorted(alike, key=lambda each: (-len(each.name), each.name)):
            first = seen.setdefault(licences.sha256_of(path), path)
            if first is not path:
                path.unlink()
                path.symlink_to(first.name)


def megabytes(paths: Iterable[Path]) -> float:
    """What files take together, in millions of bytes."""
    return sum(path.stat().st_size for path in paths if path.is_file() and not path.is_symlink()) / 1e6


def try_out(folder: Path) -> None:
    """Run the self-test and the demo of the program in `folder`, in an empty home. Raises SetUpFailed."""
    for words in (("doctor", "--self-test", "--seconds", "600"), ("demo",)):
        trial(folder / ("fairnote.exe" if os.name == "nt" else "fairnote"), *words)


def trial(program: Path, *words: str) -> None:
    """Run one command of the finished program, nothing of this environment around it. Raises SetUpFailed."""
    home, name = WORK / "home", "-".join(words).replace("--", "")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP")}
    began, log = time.monotonic(), LOGS / f"trial-{name}.log"
    done = subprocess.run(
        [str(program), *words], env=kept | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}, cwd=home, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LONGEST,
    )  # fmt: skip
    log.write_bytes(done.stdout)
    if done.returncode != 0:
        last = done.stdout.decode("utf-8", "replace").strip().splitlines()[-15:]
        raise SetUpFailed(f"fairnote {' '.join(words)} failed as built (status {done.returncode}):\n" + "\n".join(last))
    say(f"    fairnote {' '.join(words)}: {time.monotonic() - began:.0f} s; what it said is in {log}")
