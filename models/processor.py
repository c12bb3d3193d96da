"""Whether this laptop's processor has what the fast build of a library needs; asked before that library is loaded."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from importlib.util import find_spec
from pathlib import Path

from models.errors import EngineFailed

FAST = frozenset(("avx", "avx2", "fma", "f16c", "bmi2"))
"""Linux's names of what packaging/writer_library.py compiles for: in every laptop's processor since about 2013."""
BASELINE = "lib_baseline"
"""The folder in the package of llama.cpp with the slow build that is shipped beside the fast one; it needs SSE 4.2."""
_AVX2_ON_WINDOWS = 40
"""PF_AVX2_INSTRUCTIONS_AVAILABLE of Windows' IsProcessorFeaturePresent; with AVX2 came the rest."""
_CPUINFO = Path("/proc/cpuinfo")


class ProcessorTooOld(EngineFailed):
    """This processor would be stopped by the first instruction that it lacks."""

    sentence = (
        "This laptop's processor is too old for the language model (it has no AVX2), so the model was not started. "
        "Nothing is lost: drafts are made by rules alone."
    )


def is_fast() -> bool:
    """Whether the fast build runs here. Where a processor is of another kind or can't be asked, it was built for it."""
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return True
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.IsProcessorFeaturePresent(_AVX2_ON_WINDOWS))
    try:
        return flags_of(_CPUINFO.read_text("ascii", "replace")) >= FAST
    except OSError:
        return True


def flags_of(cpuinfo: str) -> frozenset[str]:
    """What the first processor of /proc/cpuinfo can do."""
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "flags":
            return frozenset(value.split())
    return frozenset()


def has_baseline(package: str = "llama_cpp") -> bool:
    """Whether the slow build is installed beside the fast one."""
    return _baseline(package) is not None


def choose_writer_library(package: str = "llama_cpp") -> None:
    """Have llama.cpp's package load its baseline build where the fast one would crash. Raises `ProcessorTooOld`.

    Call it before the package is imported: it reads the variable once.
    """
    if is_fast():
        return
    folder = _baseline(package)
    if folder is None:
        raise ProcessorTooOld
    os.environ["LLAMA_CPP_LIB_PATH"] = str(folder)


def _baseline(package: str) -> Path | None:
    spec = find_spec(package)
    places = (spec.submodule_search_locations or ()) if spec else ()
    return next((folder for place in places if (folder := Path(place) / BASELINE).is_dir()), None)
