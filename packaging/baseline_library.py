"""Builds llama.cpp again with other options: for processors without AVX2 (models/processor.py), or for Windows."""

from __future__ import annotations

import hashlib
import platform
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import locks
import writer_library
from console import Words, run, say
from package_places import BASELINE, LOGS, WORK

MISSING = ("AVX", "AVX2", "FMA", "F16C", "BMI2")
OPTIONS = (*writer_library.OPTIONS, *(f"-DGGML_{name}=OFF" for name in MISSING), "-DGGML_SSE42=ON")
INSIDE = "llama_cpp/lib/"
NOT_LOADED = (".a", ".lib")
"""What only a linker reads."""


def is_needed() -> bool:
    """Only where there are processors with and without AVX2."""
    return platform.machine().lower() in ("x86_64", "amd64")


def build(lock: Path, python: Path, folder: Path = BASELINE, options: Sequence[str] = OPTIONS) -> None:
    """Put llama.cpp's libraries into `folder`, unless they are there from just this. Raises SetUpFailed."""
    stamp = folder / "built.key"
    block = locks.blocks(lock.read_text(encoding="utf-8"))[writer_library.NAME]
    key = hashlib.sha256("\n".join((block, *options)).encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == key:
        return
    say(f"    llama.cpp into {folder.name}: 2 to 5 minutes on two cores, the first time only.")
    wheel = _wheel(lock, python, folder, options)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with zipfile.ZipFile(wheel) as opened:
        for name in opened.namelist():
            if name.startswith(INSIDE) and not name.endswith(("/", *NOT_LOADED)):
                (folder / Path(name).name).write_bytes(opened.read(name))
    stamp.write_text(key, encoding="utf-8")


def _wheel(lock: Path, python: Path, folder: Path, options: Sequence[str]) -> Path:
    part = locks.write_part(lock, WORK / "writer.txt", lambda name: name == writer_library.NAME)
    wheels = folder.with_name(f"{folder.name}-wheel")
    shutil.rmtree(wheels, ignore_errors=True)
    checked: Words = ["--no-deps", "--require-hashes", "--no-binary", writer_library.NAME, "--no-build-isolation"]
    gently: Words = ["nice", "-n", "10", python, "-m", "pip", "wheel", "-v", "--no-cache-dir"]
    command: Words = [*gently, *checked, "-r", part, "-w", wheels]
    run(
        command, label="Compiling", log=LOGS / f"{folder.name}.log", notice=writer_library.progress,
        environment=writer_library.environment(python, options),
    )  # fmt: skip
    (wheel,) = wheels.glob("*.whl")
    return wheel
