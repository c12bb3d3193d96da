"""Limits of this process on Windows, where a job object keeps them: what Linux's setrlimit does there."""

from __future__ import annotations

import ctypes
from ctypes import Structure, c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from typing import Any

# learn.microsoft.com: winnt.h, JOBOBJECT_BASIC_LIMIT_INFORMATION and JOBOBJECT_EXTENDED_LIMIT_INFORMATION
_EXTENDED_LIMITS = 9
_PROCESS_TIME, _PROCESS_MEMORY, _NO_DIALOG = 0x2, 0x100, 0x400
_TICKS = 10_000_000
"""In a second: Windows counts by 100 nanoseconds."""


class BasicLimits(Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = [
        ("process_time", c_int64), ("job_time", c_int64), ("flags", c_uint32), ("least_working_set", c_size_t),
        ("most_working_set", c_size_t), ("processes", c_uint32), ("affinity", c_size_t), ("priority", c_uint32),
        ("scheduling", c_uint32),
    ]  # fmt: skip


class ExtendedLimits(Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("basic", BasicLimits), ("traffic", c_uint64 * 6), ("process_memory", c_size_t), ("job_memory", c_size_t),
        ("most_process_memory", c_size_t), ("most_job_memory", c_size_t),
    ]  # fmt: skip


def told(cpu_seconds: int | None, memory_bytes: int | None) -> ExtendedLimits:
    """These limits as Windows reads them: user-mode processor time, and committed memory. None is no limit."""
    limits = ExtendedLimits()
    limits.basic.flags = _NO_DIALOG
    if cpu_seconds is not None:
        limits.basic.flags |= _PROCESS_TIME
        limits.basic.process_time = cpu_seconds * _TICKS
    if memory_bytes is not None:
        limits.basic.flags |= _PROCESS_MEMORY
        limits.process_memory = memory_bytes
    return limits


def limit_this_process(cpu_seconds: int | None, memory_bytes: int | None) -> None:
    """Put this process into a job of its own with these limits, for good. Raises OSError where Windows refuses.

    A crash ends it without a dialogue of Windows' own, behind which it would hang.
    """
    kernel: Any = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - not there on Linux
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = c_void_p
    kernel.SetInformationJobObject.argtypes = (c_void_p, c_uint32, c_void_p, c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (c_void_p, c_void_p)
    job, limits = kernel.CreateJobObjectW(None, None), told(cpu_seconds, memory_bytes)
    size = ctypes.sizeof(limits)
    done = job and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
    # The handle stays open: the job lasts as long as the process.
    if not (done and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())):
        raise OSError(getattr(ctypes, "get_last_error")(), "Windows refused the limits of a process")  # noqa: B009
