"""Unpacks what a child process sends: plain facts only, because a child that opened a hostile file is not trusted."""

from __future__ import annotations

import io
import pickle
import pickletools
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

    # Sets and bytes need no class to be unpacked. Those of Python that would fill the memory when a small message says
    # so, such as set(range(10 ** 12)), are not among them.
    _PLAIN = {("datetime", n) for n in ("date", "datetime", "time", "timedelta", "timezone")}

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


_NUMBERED = frozenset(("PUT", "BINPUT", "LONG_BINPUT"))
"""Remembering under a number of the sender's choice: a message of 60 bytes with a large one takes gigabytes."""


def unpack(data: bytes) -> object:
    """A message from a child. Raises `Garbled` when it is not made of plain facts."""
    try:
        if any(step.name in _NUMBERED for step, _, _ in pickletools.genops(data)):  # Python's own packing has none
            raise Garbled
        return _FactsOnly(io.BytesIO(data)).load()
    except Exception:  # a fact's own class may raise anything when it is made of what doesn't fit
        raise Garbled from None
