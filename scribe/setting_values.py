"""Whether a value can be that of a setting: its kind, its limits, and the sentence that says what it has to be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field
from pathlib import Path
from typing import Any, cast

from scribe.document_text import tidy
from scribe.errors import FairnoteError
from scribe.home_folder import in_home

LONGEST_TEXT = 10_000
"""Letters of a text."""
LONGEST_LIST = 500
"""Entries of a list: what is longer was not written by a person."""
SHAPES: Mapping[str, tuple[str, str]] = {
    "sha256": (r"[0-9a-f]{64}", "the SHA-256 of a model, in 64 small hexadecimal digits"),
    # 32 bytes in bech32, whose letters leave out 1, b, i and o: C2SP age.md
    "age": (r"age1[ac-hj-np-z02-9]{58}", "an age public key, which begins with 'age1' and has 62 letters"),
    # the letters 'Ed', 8 bytes of key number and 32 bytes of key, in base64: jedisct1.github.io/minisign
    "minisign": (r"RW[A-Za-z0-9+/]{54}", "a minisign public key, which begins with 'RW' and has 56 letters"),
    "user": (r"[^\s/:*?\"<>|]+( [^\s/:*?\"<>|]+)*", "the name with which somebody signs in to the laptop"),
}
"""What a text has to look like, where it isn't free: an expression and how it is told."""
_ONE: Mapping[str, str] = {"sha256": "0123...cdef", "user": "name"}
"""How an entry of a list is told in an example, by its shape."""


class SettingRefused(FairnoteError):
    """A setting is unknown, of the wrong kind, out of range or locked by policy."""

    sentence = "A setting can't be used. Nothing was changed."


def checked(setting: Field[Any], value: object, kind: str) -> object:
    """The value as the setting keeps it. `kind`: what file it is from. Raises `SettingRefused` that names both."""
    wanted = str(setting.type)
    if value is None and "None" in wanted:
        return None
    return _CHECKS.get(wanted, _checked_path)(setting, value, kind)


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Path) else value


def default_of(setting: Field[Any]) -> object:
    """The value that holds where nobody set it."""
    return (
        setting.default if setting.default is not MISSING else cast("Callable[[], object]", setting.default_factory)()
    )


def _refused(setting: Field[Any], kind: str, has_to_be: str) -> SettingRefused:
    return SettingRefused(f"In the {kind} '{setting.name}' has to be {has_to_be}. Nothing was changed. Ask IT.")


def _checked_number(setting: Field[Any], value: object, kind: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _refused(setting, kind, "a whole number")
    least, most = setting.metadata["least"], setting.metadata["most"]
    if not least <= value <= most:
        raise _refused(setting, kind, f"between {least} and {most}")
    return value


def _checked_text(setting: Field[Any], value: object, kind: str) -> str:
    if not isinstance(value, str):
        raise _refused(setting, kind, "a text")
    if tidy(value) != " ".join(unicodedata.normalize("NFC", value).split()):
        raise SettingRefused(f"In the {kind} '{setting.name}' has an invisible or broken character. Ask IT.")
    limits = setting.metadata
    choices = limits.get("choices", ())
    if choices and value not in choices:
        raise _refused(setting, kind, f"one of: {', '.join(choices)}")
    if len(value) > limits.get("longest", LONGEST_TEXT):
        raise _refused(setting, kind, f"at most {limits.get('longest', LONGEST_TEXT)} letters long")
    # An empty text is that of a setting that nobody set; an entry of a list is never empty.
    if "shape" in limits and (value or "tuple" in str(setting.type)):
        expression, told = SHAPES[limits["shape"]]
        if not re.fullmatch(expression, value):
            raise _refused(setting, kind, told)
    return value


def _checked_list(setting: Field[Any], value: object, kind: str) -> tuple[object, ...]:
    if not isinstance(value, list | tuple) or len(value) > LONGEST_LIST:
        shape = "a REG_MULTI_SZ" if kind == "registry" else f"in square brackets even for one: {_list_of_one(setting)}"
        raise _refused(setting, kind, f"a list of at most {LONGEST_LIST}, {shape}")
    if setting.metadata.get("not_empty") and not value:
        raise _refused(setting, kind, "a list with something in it")
    check = _checked_path if "Path" in str(setting.type) else _checked_text
    return tuple(dict.fromkeys(check(setting, one, kind) for one in value))


def _list_of_one(setting: Field[Any]) -> str:
    """How a list is written in a file, by an example that is nobody's."""
    if "Path" in str(setting.type):
        return '["~/Documents"]'
    limits = setting.metadata
    return f'["{limits["choices"][0] if "choices" in limits else _ONE[limits["shape"]]}"]'


def _checked_path(setting: Field[Any], value: object, kind: str) -> Path:
    text = _checked_text(setting, value, kind)
    return (_file if setting.metadata.get("file") else _folder)(setting, text, kind)


_CHECKS: Mapping[str, Callable[[Field[Any], object, str], object]] = {
    "int": _checked_number,
    "str": _checked_text,
    "tuple[str, ...]": _checked_list,
    "tuple[Path, ...]": _checked_list,
}
"""What looks at each type; all others are paths."""


def _file(setting: Field[Any], text: str, kind: str) -> Path:
    """A file by its whole name. Whether it is there, and what is in it, is looked at when it is needed."""
    try:
        path = Path(text).expanduser()
        if path.is_absolute() and not path.is_dir():
            return path
    except (OSError, ValueError, RuntimeError):
        pass  # what can't be a name of a file is refused as what is none
    raise _refused(setting, kind, "a file, by its whole name")


def _folder(setting: Field[Any], text: str, kind: str) -> Path:
    """A folder that can be one: named, with a home that exists, and there already where nothing would make it."""
    start = f"In the {kind} '{setting.name}'"
    if not text.strip():
        raise SettingRefused(f"{start} has to be a folder, and is empty. Nothing was changed. Ask IT.")
    try:
        # What is a fence can't be moved by whoever it is for, who may set HOME.
        path = in_home(text) if setting.metadata.get("fence") else Path(text).expanduser()
        there, is_folder = path.exists(), path.is_dir()
    except RuntimeError:
        raise SettingRefused(f"{start} names a user who is not known here. Nothing was changed. Ask IT.") from None
    except (OSError, ValueError):
        raise SettingRefused(f"{start} is a folder that can't be looked at. Nothing was changed. Ask IT.") from None
    if not path.is_absolute():  # it would be another one wherever Fairnote is started
        raise SettingRefused(f"{start} has to be a folder by its whole name. Nothing was changed. Ask IT.")
    if there and not is_folder:
        raise SettingRefused(f"{start} is a file and has to be a folder. Nothing was changed. Ask IT.")
    if not there and setting.metadata.get("has_to_be_there") and path != default_of(setting):
        raise SettingRefused(f"{start} is a folder that is not there. Nothing was changed. Ask IT.")
    return path
