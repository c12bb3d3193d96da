"""The limits of a child process on Windows, as far as they can be looked at without it."""

from __future__ import annotations

import ctypes

import pytest

from models.child import Limits
from models.endings import exit_words
from models.job_limits import BasicLimits, ExtendedLimits, told


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="for 64 bits")
def test_they_are_laid_out_as_windows_reads_them() -> None:
    """winnt.h gives these sizes on 64 bits; a wrong one is refused, or limits something else."""
    assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(ExtendedLimits)) == (64, 144)
    assert (ExtendedLimits.process_memory.offset, BasicLimits.flags.offset) == (112, 16)


def test_what_is_given_is_limited_and_nothing_else() -> None:
    """Seconds become units of 100 nanoseconds."""
    limits = told(300, 2 << 30)
    assert limits.basic.flags == 0x2 | 0x100 | 0x400
    assert (limits.basic.process_time, limits.process_memory) == (3_000_000_000, 2 << 30)
    free = told(Limits().cpu_seconds, Limits().memory_bytes)
    assert (free.basic.flags, free.basic.process_time, free.process_memory) == (0x400, 0, 0)


def test_an_end_by_them_is_told_in_words() -> None:
    """Windows gives this exit code."""
    assert exit_words(1816) == "it used more processor time than it may"
