"""What the doctor says of the machine itself: its processor, memory and disk."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from models.processor import has_baseline, is_fast
from scribe.finding import Finding, Level, judged

ENOUGH_MEMORY, LEAST_MEMORY = 7e9, 3.5e9
"""Bytes: the smallest laptop Fairnote is meant for has 8 GB; with less than 4 a visit of an hour may not be heard."""
ENOUGH_DISK, LEAST_DISK = 5e9, 1e9
"""Bytes: about 40 hours of sound and room for one larger model; and what a day of visits and their audit take."""
SLOW = "Use a laptop made after 2013 where drafts are wanted quickly."
TOO_OLD = "Install Fairnote's package, which has the slow engine too, or use a laptop made after 2013."
MORE_MEMORY = "Close other programs during a visit, or use a laptop with 8 GB."
MORE_DISK = "Free some room on this disk: 5 GB or more."
NO_DISK = (
    "Connect the drive of the vault's folder, or set 'vault_folder' in the policy to a folder on this laptop's disk."
)


def machine(vault_folder: Path) -> tuple[Finding, ...]:
    """The machine, and the disk that the vault is or will be on."""
    system = f"{platform.system()} {platform.release()}, {platform.machine()}, Python {platform.python_version()}"
    return (
        Finding("system", "System", system),
        Finding("processors", "Processors", str(os.cpu_count())),
        processor(is_fast(), has_baseline()),
        memory(_memory_bytes()),
        disk(_free(vault_folder)),
    )


def processor(fast: bool, baseline: bool) -> Finding:
    """`fast`: whether it has what the fast engines need; `baseline`: whether a slow one is installed beside them."""
    key, label = "processor_features", "Processor features"
    if fast:
        return Finding(key, label, "has what the fast engines need (AVX2)")
    if baseline:
        return Finding(key, label, "too old for AVX2: the language model is slow", Level.WARN, SLOW)
    return Finding(key, label, "too old for AVX2: no language model is used", Level.WARN, TOO_OLD)


def memory(size: float) -> Finding:
    """`size`: bytes of the machine's memory."""
    level = Level.OK if size >= ENOUGH_MEMORY else Level.WARN if size >= LEAST_MEMORY else Level.STOP
    return judged("memory", "Memory", f"{size / 1e9:.0f} GB", level, MORE_MEMORY)


def disk(free: float | None) -> Finding:
    """`free`: bytes that are free where the vault is; None where its drive isn't there, or doesn't say."""
    if free is None:
        return Finding("disk", "Free disk", "the drive of the vault's folder isn't there", Level.STOP, NO_DISK)
    level = Level.OK if free >= ENOUGH_DISK else Level.WARN if free >= LEAST_DISK else Level.STOP
    return judged("disk", "Free disk", f"{free / 1e9:.0f} GB", level, MORE_DISK)


def nearest(folder: Path) -> Path | None:
    """The folder itself, or the nearest one above it that can be seen; None where its drive isn't there."""
    return next((one for one in (folder, *folder.parents) if os.path.exists(one)), None)


def _free(folder: Path) -> float | None:
    there = nearest(folder)
    try:
        return shutil.disk_usage(there).free if there else None
    except OSError:
        return None


def _memory_bytes() -> float:
    import psutil

    return float(psutil.virtual_memory().total)
