"""How slow this machine is now, so that a limit in seconds asks the same of a slow or busy one as of a quick one."""

from __future__ import annotations

import time

from PySide6.QtGui import QTextDocument

REFERENCE = 0.0018
"""Seconds of processor time that the work below takes on the machine on which the limits were set, unhurried."""
_WORDS = " ".join(f"word{number} and what was said" for number in range(300))


def slowness() -> float:
    """How many times longer than there a fixed piece of work takes now; never less than 1."""
    return max(1.0, min(_work() for _ in range(3)) / REFERENCE)


def _work() -> float:
    """Processor seconds to lay out a text and to count its words in Python: what a window's thread mostly does."""
    began = time.thread_time()
    document = QTextDocument()
    document.setTextWidth(600)
    document.setPlainText(_WORDS)
    document.size()
    counted: dict[str, int] = {}
    for word in _WORDS.split() * 8:
        counted[word] = counted.get(word, 0) + len(word)
    return time.thread_time() - began


def crowding() -> float:
    """How many times longer work takes by the clock than of processor time: others want the processor too."""
    clock, processor = time.monotonic(), time.thread_time()
    while time.thread_time() - processor < 0.2:
        _work()
    return max(1.0, (time.monotonic() - clock) / (time.thread_time() - processor))
