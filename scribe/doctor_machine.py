"""What the doctor says of the machine itself: its processor, memory and disk."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from pathlib import Path

from scribe.finding import Finding, Level, judged

NEEDED = ("avx2", "fma", "f16c")
"""Instructions of an x86 processor that the shipped engine of language models is built with (decision 0001)."""
ENOUGH_MEMORY, LEAST_MEMORY = 7e9, 3.5e9
"""Bytes: the smallest laptop Fairnote is meant for has 8 GB; with less than 4 a visit of an hour may not be heard."""
ENOUGH_DISK, LEAST_DISK = 5e9, 1e9
"""Bytes: about 40 hours of sound and room for one larger model; and what a day of visits and their audit take."""
_X86 = ("x86_64", "amd64", "i386", "i686")
_PF_AVX2 = 40
"""PF_AVX2_INSTRUCTIONS_AVAILABLE of Windows' IsProcessorFeaturePresent."""
TOO_OLD = "This laptop is too old for the speech and language engines. Use another one."
NOT_KNOWN = (
    "Look up whether the processor has AVX2 (Intel from 2013, AMD from 2015). Without it Fairnote can't be used."
)
MORE_MEMORY = "Close other programs during a visit, or use a laptop with 8 GB."
MORE_DISK = "Free some room on this disk: 5 GB or more."


def machine(vault_folder: Path) -> tuple[Finding, ...]:
    """The machine, and the disk that the vault is or will be on."""
    system = f"{platform.system()} {platform.release()}, {platform.machine()}, Python {platform.python_version()}"
    return (
        Finding("system", "System", system),
        Finding("processors", "Processors", str(os.cpu_count())),
        processor(platform.machine(), missing_instructions()),
        memory(_memory_bytes()),
        disk(shutil.disk_usage(nearest(vault_folder)).free),
    )


def processor(kind: str, missing: tuple[str, ...] | None) -> Finding:
    """`missing`: the instructions that the processor lacks; None where that can't be found out."""
    key, label = "processor_features", "Processor features"
    if kind.lower() not in _X86:
        return Finding(key, label, f"not needed on {kind}")
    if missing is None:
        return Finding(key, label, "not known", Level.WARN, NOT_KNOWN)
    if missing:
        return Finding(key, label, f"without {', '.join(missing).upper()}", Level.STOP, TOO_OLD)
    return Finding(key, label, "AVX2 is there")


def missing_instructions() -> tuple[str, ...] | None:
    """Those of `NEEDED` that this processor has not got; None where the system doesn't say."""
    if sys.platform == "win32":
        import ctypes

        kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - not there on Linux
        return () if kernel.IsProcessorFeaturePresent(_PF_AVX2) else ("avx2",)
    try:
        return missing_in(Path("/proc/cpuinfo").read_text("ascii", "replace"))
    except OSError:
        return None


def missing_in(cpuinfo: str) -> tuple[str, ...] | None:
    """The same of the text of Linux's /proc/cpuinfo."""
    for line in cpuinfo.splitlines():
        name, _, flags = line.partition(":")
        if name.strip() == "flags":
            return tuple(one for one in NEEDED if one not in flags.split())
    return None


def memory(size: float) -> Finding:
    """`size`: bytes of the machine's memory."""
    level = Level.OK if size >= ENOUGH_MEMORY else Level.WARN if size >= LEAST_MEMORY else Level.STOP
    return judged("memory", "Memory", f"{size / 1e9:.0f} GB", level, MORE_MEMORY)


def disk(free: float) -> Finding:
    """`free`: bytes that are free where the vault is."""
    level = Level.OK if free >= ENOUGH_DISK else Level.WARN if free >= LEAST_DISK else Level.STOP
    return judged("disk", "Free disk", f"{free / 1e9:.0f} GB", level, MORE_DISK)


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _memory_bytes() -> float:
    import psutil

    return float(psutil.virtual_memory().total)
