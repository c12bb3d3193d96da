"""Puts off Python's search for unreachable objects while big tables of words are loaded: it would double the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def tidying_put_off() -> Iterator[None]:
    """While inside, nothing is searched for; what is no longer used is still freed at once by its count.

    For work of a few seconds at most. Also a decorator.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
