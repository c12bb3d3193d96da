"""The files that a command is given: read only if they are ordinary files, and never written over by a result."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from scribe.errors import FileRefused
from scribe.files import write_atomically
from scribe.terminal import can_write
from scribe.vault_folder import refuse_among_vaults_files

LARGEST_TEXT = 64 << 20
"""Bytes: a day's transcript with the times of every word is a third of this."""

NOT_THERE = "There is no file of that name."
NOT_ORDINARY = "This is not an ordinary file, so it was not opened."
TOO_LARGE = "This file is too large to be what is asked for. It was not changed."
NOT_ALLOWED = "This file could not be opened. You may not be allowed to read it. It was not changed."
ITSELF = "The result can't be written over the file that it is made from. Give --json another name."
NO_FOLDER = "The result can't be written there: there is no such folder, or you may not write to it. Nothing was done."
NOT_A_FILE = "The result can't be written there: that name belongs to something that is no file. Nothing was done."


def existing(name: str) -> Path:
    """The path of something that is there, whatever it is. Raises `FileRefused`."""
    path = Path(name)
    try:
        there = path.exists()
    except PermissionError as error:
        raise FileRefused(NOT_ALLOWED) from error
    except (OSError, ValueError) as error:  # a name that is too long, or has a NUL in it
        raise FileRefused(NOT_THERE) from error
    if not there:
        raise FileRefused(NOT_THERE)
    return path


def ordinary(name: str) -> Path:
    """The path of an ordinary file. Raises `FileRefused` for a folder, pipe or device: reading one may never end."""
    path = existing(name)
    if not path.is_file():
        raise FileRefused(NOT_ORDINARY)
    return path


def text_of(name: str, refusal: str) -> str:
    """The text of an ordinary file, as UTF-8 with or without a mark in front (PowerShell puts one there).

    Raises `FileRefused`, with `refusal` where the file holds no text.
    """
    path = ordinary(name)
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise FileRefused(TOO_LARGE)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(refusal) from error
    except OSError as error:
        raise FileRefused(NOT_ALLOWED) from error


class Result:
    """Where a command's result goes: a file, standard output for '-', or nowhere."""

    def __init__(self, to: str | None, made_from: Path | None = None) -> None:
        """Raises `FileRefused` at once, before any work is done for nothing."""
        self.to = to
        if to is not None and to != "-":
            _refuse_destination(Path(to), made_from)

    @property
    def is_standard_output(self) -> bool:
        """Whether standard output holds the JSON, and so nothing else."""
        return self.to == "-"

    def write(self, data: object) -> None:
        """Write it. Raises `DiskFull` or `WriteFailed`; a file that was there is then as it was."""
        text = json.dumps(data, ensure_ascii=False, indent=1)
        if self.is_standard_output and not can_write(text):
            text = json.dumps(data, indent=1)  # the same, in letters that every pipe has
        self.write_text(f"{text}\n")

    def write_text(self, text: str) -> None:
        """Write what is no JSON. Raises as `write` does."""
        if self.to is None:
            return
        if self.is_standard_output:
            sys.stdout.write(text)
        else:
            write_atomically(Path(self.to), text.encode())


def _refuse_destination(path: Path, made_from: Path | None) -> None:
    try:
        if path.exists() and not path.is_file():
            raise FileRefused(NOT_A_FILE)
        if made_from and path.exists() and path.samefile(made_from):
            raise FileRefused(ITSELF)
        writable = path.parent.is_dir() and os.access(path.parent, os.W_OK)
    except (OSError, ValueError) as error:
        raise FileRefused(NO_FOLDER) from error
    if not writable:
        raise FileRefused(NO_FOLDER)
    refuse_among_vaults_files(path)
