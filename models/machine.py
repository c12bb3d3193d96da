"""How many processor cores there are to compute with, and how much memory a process took."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def physical_cores() -> int:
    """Cores that this process may use, counting two hardware threads of one core once (they share its arithmetic)."""
    usable = _usable()
    siblings = {_siblings(cpu) for cpu in usable}
    cores = len(siblings) if None not in siblings else max(1, len(usable) // 2 if len(usable) > 4 else len(usable))
    return max(1, min(cores, _quota() or cores))


def _usable() -> frozenset[int]:
    """The logical processors that the system lets this process use."""
    if hasattr(os, "sched_getaffinity"):
        return frozenset(os.sched_getaffinity(0))
    return frozenset(range(os.cpu_count() or 1))


def _siblings(cpu: int) -> str | None:
    """The hardware threads of the core that `cpu` is one of; None where the system does not say."""
    try:
        return Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text("ascii").strip()
    except OSError:
        return None


def _quota() -> int | None:
    """Whole processors that a Linux control group allows, if it limits them."""
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        return None if quota == "max" else max(1, round(int(quota) / int(period)))
    except (OSError, ValueError):
        return None


def peak_megabytes(process: int | None) -> float:
    """The most memory that a running process has had at once, in millions of bytes; 0 where that can't be known."""
    import psutil

    try:
        if sys.platform == "win32":
            return float(psutil.Process(process).memory_info().peak_wset) / 1e6
        status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
        return float(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
    except (OSError, IndexError, ValueError, psutil.Error):
        return 0.0


def memory_bytes() -> int:
    """Memory of this laptop in bytes, as its system sees it."""
    import psutil

    return int(psutil.virtual_memory().total)
