"""What group policy has set on Windows: the values of one key of the registry, as a policies file would hold them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Literal

from scribe.setting_values import SettingRefused

KEY = r"Software\Policies\Fairnote"
"""Below HKEY_LOCAL_MACHINE. Only administrators and group policy can write there."""
Value = tuple[str, object, int]
"""Name, data and kind of one value, as `winreg.EnumValue` gives it."""
Reader = Callable[[], Iterable[Value]]
"""Gives every value of the key, none where there is no key. Raises `OSError` where it can't be read."""
# winreg's numbers, which are those of the Windows API (winnt.h); the module is there on Windows alone.
REG_SZ, REG_DWORD, REG_MULTI_SZ = 1, 4, 7
UNREADABLE = "The policy in the registry can't be read. It was not changed. Ask IT."
_KINDS: dict[int, type] = {REG_SZ: str, REG_DWORD: int, REG_MULTI_SZ: list}


def registry_policy(read: Reader | None = None) -> dict[str, object]:
    """Names and values, not yet checked; none where the laptop has no such key, or isn't Windows.

    Raises `SettingRefused` where the key can't be read or a value is of a kind that no setting has: what can't be
    read is never taken as 'no policy'.
    """
    reader = read or (values_of_key if sys.platform == "win32" else None)
    if reader is None:
        return {}
    try:
        return {name: _plain(name, data, kind) for name, data, kind in reader()}
    except OSError:
        raise SettingRefused(UNREADABLE) from None


def _plain(name: str, data: object, kind: int) -> object:
    wanted = _KINDS.get(kind)
    if wanted is None or not isinstance(data, wanted):
        shown = "".join(letter for letter in name if letter.isalnum() or letter == "_")[:40]
        raise SettingRefused(
            f"In the registry '{shown}' has to be REG_SZ, REG_DWORD or REG_MULTI_SZ. Nothing was changed. Ask IT."
        )
    return data


def values_of_key() -> Iterable[Value]:
    """The values of the policy's key. Windows only."""
    return values_below(KEY)


def values_below(path: str) -> list[Value]:
    """The values of a key below HKEY_LOCAL_MACHINE, from the 64-bit registry also in a 32-bit program. Windows only."""
    import importlib

    # By name: its functions are there on Windows alone, and types are checked on every system.
    winreg = importlib.import_module("winreg")
    found: list[Value] = []
    access: Literal[0x20119] = 0x20119  # KEY_READ | KEY_WOW64_64KEY
    try:
        key = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, access)
    except FileNotFoundError:
        return found
    with key:
        values = winreg.QueryInfoKey(key)[1]
        for index in range(values):
            name, data, kind = winreg.EnumValue(key, index)
            found.append((name, data, kind))
    return found
