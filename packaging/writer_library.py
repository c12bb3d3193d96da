"""Builds llama-cpp-python once for this computer, with only what is used, and keeps the wheel for the next clone."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

import locks
import system_libraries
from console import SetUpFailed, Words, run, say

NAME = "llama-cpp-python"
LIBRARY_ONLY = Path(__file__).resolve().parent / "llama_library_only.cmake"
OPTIONS = ("-DLLAVA_BUILD=OFF", "-DGGML_NATIVE=OFF", "-DGGML_OPENMP=OFF")
# What every laptop since about 2013 has; GGML_NATIVE would tie the wheel to the processor that it was built on.
X86_OPTIONS = tuple(f"-DGGML_{feature}=ON" for feature in ("AVX", "AVX2", "FMA", "F16C", "BMI2"))
_NINJA = re.compile(r"\[(\d+)/(\d+)\]")


def cache_folder() -> Path:
    """Where built wheels are kept, outside the clone."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local"))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "fairnote" / "wheels"


def cmake_options() -> tuple[str, ...]:
    """The options of the build on this kind of processor."""
    x86 = platform.machine().lower() in ("x86_64", "amd64")
    return OPTIONS + (X86_OPTIONS if x86 else ())


def key(lock: Path) -> str:
    """Names what a wheel was built from: the locked source, the options, the system and its C library.

    Not the Python: the wheel holds a plain library (its tag is py3-none), so one serves them all.
    """
    parts = (
        locks.blocks(lock.read_text(encoding="utf-8"))[NAME],
        *cmake_options(),
        LIBRARY_ONLY.read_text(encoding="utf-8"),
        sysconfig.get_platform(),
        *platform.libc_ver(),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def wheel(lock: Path, python: Path, work: Path) -> Path:
    """The wheel for this computer, from the cache or built now; raises SetUpFailed."""
    folder = cache_folder() / key(lock)
    kept = _kept_wheel(folder)
    if kept:
        say(f"    Built before: {kept}")
        return kept
    system_libraries_log = work / "logs" / "compiler.log"
    system_libraries.install(system_libraries.missing_compiler(), "A compiler is needed once", system_libraries_log)
    return _keep(_build(lock, python, work, folder), folder)


def _kept_wheel(folder: Path) -> Path | None:
    """The wheel kept in this folder, unless it is not what was built."""
    for path in folder.glob("*.whl"):
        recorded = path.with_name(path.name + ".sha256")
        if recorded.exists() and recorded.read_text(encoding="utf-8") == _sha256(path):
            return path
        say(f"    {path} is not what was built here, so it is built again.")
    return None


def _build(lock: Path, python: Path, work: Path, folder: Path) -> Path:
    """Compile the hash-checked source with the locked build tools; the wheel is left in a folder of its own."""
    part = locks.write_part(lock, work / "writer.txt", lambda name: name == NAME)
    folder.mkdir(parents=True, exist_ok=True)
    built = Path(tempfile.mkdtemp(prefix="built-", dir=folder))
    # Its own pip cache: pip's shared one takes no notice of the options, and would hand back somebody else's build.
    download: Words = ["--no-deps", "--require-hashes", "--no-binary", NAME, "--cache-dir", folder / "pip"]
    command: Words = [python, "-m", "pip", "wheel", "-v", "--no-build-isolation", *download, "-r", part, "-w", built]
    say("    This takes 2 to 4 minutes on two cores, the first time only.")
    log = work / "logs" / "compile.log"
    run(command, label="Compiling", log=log, notice=progress, environment=environment(python, cmake_options()))
    wheels = list(built.glob("*.whl"))
    if len(wheels) != 1:
        raise SetUpFailed(f"The build made {len(wheels)} wheels instead of one, in {built}.")
    return wheels[0]


def environment(python: Path, options: Sequence[str]) -> dict[str, str]:
    """What CMake is told, and where it finds itself and its tools."""
    include = f"-DCMAKE_PROJECT_llama.cpp_INCLUDE={LIBRARY_ONLY.as_posix()}"
    # Without a build environment of its own, the build finds cmake and ninja by the path.
    path = f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    settings = {
        "CMAKE_ARGS": " ".join((*options, include)),
        "CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 1),
        "PATH": path,
    }
    return {**os.environ, **settings}


def progress(line: str) -> str | None:
    """'14 of 85 files' from a line of ninja's output."""
    match = _NINJA.search(line)
    return f"{match.group(1)} of {match.group(2)} files" if match else None


def _keep(built: Path, folder: Path) -> Path:
    """Move the wheel into the cache with its hash beside it; the hash comes first, so a wheel is never without one."""
    kept = folder / built.name
    kept.with_name(kept.name + ".sha256").write_text(_sha256(built), encoding="utf-8")
    built.replace(kept)
    built.parent.rmdir()
    shutil.rmtree(folder / "pip", ignore_errors=True)
    return kept


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
