"""How much memory a model needs, in the sizes that laptops are sold with, and whether this laptop has it."""

from __future__ import annotations

from models.catalogue import InstalledModel
from models.errors import ModelError
from models.machine import memory_bytes

TIERS = (4, 8, 16, 32, 64, 128)
"""GB of memory that laptops come with."""
_BESIDE = 2.5e9
"""Bytes that the system, the window and the recogniser take beside a model (measured: 1.1e9 for Fairnote's part)."""
_WEIGHTS = 1.2
"""A model in use, as a multiple of its files: what it has read of a visit is kept in memory as well."""
_IN_A_GB = 2**30
_SEEN = 0.85
"""Of the memory that a laptop is sold with, the least that its system sees: graphics and firmware keep some."""


class TooLittleMemory(ModelError):
    """A model needs more memory than this laptop has."""

    sentence = "This model needs more memory than this laptop has. It was not copied."


def estimated_gb(size_bytes: int) -> int:
    """GB of the smallest laptop for a model of whose need nothing is known but the size of its files."""
    needed = size_bytes * _WEIGHTS + _BESIDE
    return next((tier for tier in TIERS if needed <= tier * _IN_A_GB * _SEEN), TIERS[-1])


def needed_gb(model: InstalledModel) -> int:
    """GB of the smallest laptop for this model: as its pack says, else estimated by its size."""
    return model.needs_gb or estimated_gb(model.size_bytes)


def laptop_gb() -> int:
    """GB of memory that this laptop was sold with, as near as can be told from what its system sees."""
    return round(memory_bytes() / _IN_A_GB + 0.25)


def carries(needs_gb: int) -> bool:
    """Whether this laptop has the memory for a model that needs a laptop of so many GB."""
    return memory_bytes() >= needs_gb * _IN_A_GB * _SEEN


def refuse_too_large(needs_gb: int, name: str) -> None:
    """Raises `TooLittleMemory`, with what is needed and what is here, unless this laptop can carry the model."""
    if not carries(needs_gb):
        raise TooLittleMemory(
            f"{name} needs a laptop with {needs_gb} GB of memory, and this one has {laptop_gb()} GB. It was not copied."
            " Use a smaller model."
        )
