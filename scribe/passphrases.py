"""Asks for passphrases on the command line: on the terminal, or a line each from a file descriptor, never as words."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
from io import TextIOWrapper

from scribe.errors import FairnoteError

LEAST_LENGTH = 12
"""Letters of a new one, as the window asks for."""
LONGEST = 4096


class NoPassphrase(FairnoteError):
    """There is nobody to ask."""

    sentence = (
        "A passphrase is needed and there is nobody to ask. Nothing was done. Run this in a terminal, or give it by "
        "--passphrase-fd, a line each in the order in which they are asked for."
    )


class NewPassphraseRefused(FairnoteError):
    """A new passphrase is too short, or was not typed the same twice."""

    sentence = f"A passphrase needs at least {LEAST_LENGTH} letters, typed the same twice. Nothing was done. Try again."


class Passphrases:
    """Where a command's passphrases come from. `descriptor`: that of --passphrase-fd, or None for the terminal."""

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor
        self._lines: TextIOWrapper | None = None

    def known(self, of: str) -> str:
        """One that exists, such as 'the backup'. Raises `NoPassphrase`."""
        return self._line() if self._descriptor is not None else _typed(f"Passphrase of {of}: ")

    def new(self, of: str) -> str:
        """A new one, typed twice on a terminal. Raises `NoPassphrase` or `NewPassphraseRefused`."""
        if self._descriptor is not None:
            first = again = self._line()
        else:
            first, again = _typed(f"New passphrase of {of}: "), _typed("The same again: ")
        if first != again or len(first) < LEAST_LENGTH:
            raise NewPassphraseRefused
        return first

    def _line(self) -> str:
        try:
            if self._lines is None:
                assert self._descriptor is not None
                self._lines = os.fdopen(os.dup(self._descriptor), encoding="utf-8", newline=None)
            line = self._lines.readline(LONGEST)
        except (OSError, ValueError, OverflowError):
            raise NoPassphrase from None
        if not line.rstrip("\n"):
            raise NoPassphrase
        return line.rstrip("\n")

    def close(self) -> None:
        """Let go of the descriptor. Safe to call twice."""
        if self._lines is not None:
            with contextlib.suppress(OSError):
                self._lines.close()


def _typed(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise NoPassphrase
    try:
        return getpass.getpass(prompt)
    except EOFError:  # Ctrl-D
        raise NoPassphrase from None
