"""Reads the spoken phrases with and without weight of harm, and counts which of them the lexicon knows."""

from __future__ import annotations

import tomllib
from functools import cache

from scribe.notes.weight import weight
from tests.gold.pairs import HERE
from tests.gold.trap_check import HARM


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Every list of weights.toml with all of its phrases: heavy, everyday and those written later."""
    data = tomllib.loads((HERE / "weights.toml").read_text(encoding="utf-8"))
    return {name: tuple(phrase for listed in themes.values() for phrase in listed) for name, themes in data.items()}


def told_heavy(name: str) -> tuple[str, ...]:
    """The phrases of a list that carry a weight of harm; of an everyday list, also those taken for a fall."""
    kinds = HARM | {"falls"} if name.endswith("everyday") else HARM
    return tuple(phrase for phrase in phrases()[name] if kinds & set(weight(phrase)))
