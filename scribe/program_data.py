"""Where Windows keeps what belongs to all users, as Windows says it: the environment is the worker's to change."""

from __future__ import annotations

import ctypes
import uuid
from collections.abc import Callable
from pathlib import Path

from scribe.setting_values import SettingRefused

FOLDER = uuid.UUID("62AB5D82-FDC1-4DC3-A9DD-070D1D495D97")
"""FOLDERID_ProgramData (KnownFolders.h)."""
NOT_TOLD = "Windows did not say where its ProgramData folder is, so no policy can be looked for. Ask IT."


def program_data(ask: Callable[[], str] | None = None) -> Path:
    """The folder, by its whole name. Raises `SettingRefused`: an unknown place is no empty one. Windows only."""
    try:
        return Path((ask or known_folder)())
    except OSError:
        raise SettingRefused(NOT_TOLD) from None


def known_folder(which: uuid.UUID = FOLDER) -> str:
    """SHGetKnownFolderPath (shlobj_core.h). Raises `OSError`."""
    load = getattr(ctypes, "WinDLL")  # noqa: B009 - not there on Linux
    shell, memory = load("shell32"), load("ole32")
    folder = (ctypes.c_byte * 16).from_buffer_copy(which.bytes_le)
    found = ctypes.c_wchar_p()
    failed = shell.SHGetKnownFolderPath(ctypes.byref(folder), 0, None, ctypes.byref(found))
    try:
        if failed or not found.value:
            raise OSError(failed, "SHGetKnownFolderPath")
        return found.value
    finally:
        memory.CoTaskMemFree(found)
