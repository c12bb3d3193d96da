"""How many of how many, as the benchmarks of lying writers print it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """0 to 1; 1 of none."""
        return self.count / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.count:4} of {self.of:4}  {self.share:6.1%}"
