"""How often each fault is tried, and where the figures of it go: few rounds every day, all of them by dev.py faults."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

ROUNDS = "FAIRNOTE_FAULT_ROUNDS"
"""Environment: how many kills; other faults take a tenth of it."""
FIGURES = "FAIRNOTE_FAULT_FIGURES"
"""Environment: a file that gets a line for each list of figures."""


def fault_rounds(short: int) -> int:
    """How many rounds of the quickest fault; `short` where nobody asked for more."""
    return int(os.environ.get(ROUNDS, short))


def note_figures(what: str, figures: Sequence[float]) -> None:
    """Print how many, the median, the 99th percentile and the largest; and keep that where it was asked for."""
    ordered = sorted(figures)
    line = (
        f"{what}: {len(ordered)} times, median {ordered[len(ordered) // 2]:.2f}, "
        f"99% {ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]:.2f}, most {ordered[-1]:.2f}"
    )
    print(line)
    if place := os.environ.get(FIGURES):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
