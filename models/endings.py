"""Says in plain words how a process ended."""

from __future__ import annotations

import signal

_WINDOWS_ENDS = {
    0xC0000005: "it crashed: it read memory that is not its own",
    0xC000001D: "this processor is too old for it: illegal instruction",
    0xC0000017: "the laptop ran out of memory",
    0xC00000FD: "it crashed: stack overflow",
    1816: "it used more processor time than it may",  # ERROR_NOT_ENOUGH_QUOTA: models/job_limits.py
}
_SIGNAL_ENDS = {
    "SIGKILL": "it was killed; the laptop may have run out of memory",
    "SIGTERM": "it was told to stop by another program",
    "SIGSEGV": "it crashed: it read memory that is not its own",
    "SIGABRT": "it gave up because of an error of its own",
    "SIGILL": "this processor is too old for it: illegal instruction",
    "SIGXCPU": "it used more processor time than it may",
    "SIGBUS": "it crashed: a file or memory could not be read",
    "SIGFPE": "it crashed: an arithmetic error",
}


def exit_words(code: int | None) -> str:
    """How a process ended, in plain words, from its exit code (negative: a signal's number)."""
    if code is None:
        return "it could not be stopped"
    if code & 0xFFFFFFFF in _WINDOWS_ENDS:
        return _WINDOWS_ENDS[code & 0xFFFFFFFF]
    if code < 0:
        name = next((s.name for s in signal.Signals if s == -code), f"signal {-code}")
        return _SIGNAL_ENDS.get(name, f"it was stopped by {name}")
    return "it left without an answer" if code == 0 else f"it ended with exit code {code}"
