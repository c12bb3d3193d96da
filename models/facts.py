"""Unpacks what a child process sends: plain facts only, because a child that opened a hostile file is not trusted."""

from __future__ import annotations

import io
import pickle
import sys
from dataclasses import is_dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any

from models.errors import EngineFailed

OURS = ("models", "scribe", "easyread")
"""The packages whose dataclasses, enums and errors a child may send."""


class Garbled(EngineFailed):
    """A child sent something that is not made of plain facts."""

    sentence = "A program sent an answer that could not be understood, so it was stopped. Nothing is lost. Tell IT."


class _FactsOnly(pickle.Unpickler):
    """Unpacks dataclasses, enums and plain values only."""

    _PLAIN = {("builtins", n) for n in ("set", "frozenset", "bytearray", "complex", "range", "slice")} | {
        ("datetime", n) for n in ("date", "datetime", "time", "timedelta", "timezone")
    }

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as in the base
        if (module, name) == ("builtins", "getattr"):
            return _member
        if (module, name) in self._PLAIN or module in sys.modules or module.split(".")[0] in OURS:
            found: object = super().find_class(module, name)
            if (module, name) in self._PLAIN or _is_fact(found):
                return found
        raise pickle.UnpicklingError("a child sent something that is no plain fact")


def _member(kind: object, name: object) -> Enum:
    """A member of an enum by its name: Python 3.11.0 to 3.11.3 packs enums as getattr(kind, name), and nothing else is
    given here.
    """
    if isinstance(kind, type) and issubclass(kind, Enum) and isinstance(name, str) and name in kind.__members__:
        return kind.__members__[name]
    raise pickle.UnpicklingError("a child sent something that is no plain fact")


def _is_fact(found: object) -> bool:
    return isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum | PurePath))


def unpack(data: bytes) -> object:
    """A message from a child. Raises `Garbled` when it is not made of plain facts."""
    try:
        return _FactsOnly(io.BytesIO(data)).load()
    except Exception:  # a fact's own class may raise anything when it is made of what doesn't fit
        raise Garbled from None
