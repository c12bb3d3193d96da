"""Every setting with its type, default and description in one table; policy over user over default."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

import platformdirs

from scribe.document_text import tidy
from scribe.errors import FairnoteError
from scribe.files import write_atomically

POLICY_NAME = "policies.json"
_LONGEST_NAME = 40
"""Letters of an unknown setting's name that are shown."""


class SettingRefused(FairnoteError):
    """A setting is unknown, of the wrong kind, out of range or locked by policy."""

    sentence = "A setting can't be used. Nothing was changed."


def _setting(default: object, description: str, **limits: object) -> Any:  # noqa: ANN401 - a field of any type
    details = {"description": description, **limits}
    if callable(default):
        return field(default_factory=default, metadata=details)
    return field(default=default, metadata=details)


def data_folder() -> Path:
    """This user's own folder: several users of one laptop never share one."""
    return Path(platformdirs.user_data_dir("Fairnote", appauthor=False))


@dataclass(frozen=True)
class Settings:
    """What was chosen. This class is the table: type, default, description and limits of each setting."""

    text_size: int = _setting(100, "Size of all text, in per cent.", least=100, most=200)
    theme: str = _setting("light", "Colours of the window.")
    font: str = _setting("Atkinson Hyperlegible Next", "Typeface of the window.")
    line_spacing: int = _setting(140, "Space between lines, in per cent of the text size.", least=100, most=250)
    letter_spacing: int = _setting(
        0, "Space added between letters, in per cent of a letter; between words 3.5 times that.", least=0, most=50
    )
    line_length: int = _setting(
        0, "Longest line of a text that is read, in letters; 0: as long as there is room.", least=0, most=120
    )
    line_focus: str = _setting(
        "off", "Whether all but what is being read is dimmed where a text is read.", choices=("off", "on")
    )
    reading_voice: str = _setting("", "The laptop's own voice that reads aloud; empty: its first British one.")
    reading_speed: int = _setting(100, "Speed of reading aloud, in per cent.", least=50, most=200)
    box_dictation: str = _setting("on", "Whether words can be dictated into text boxes.", choices=("on", "off"))
    box_reading: str = _setting("on", "Whether text boxes can be read aloud.", choices=("on", "off"))
    box_spelling: str = _setting("on", "Whether misspelt words are marked in text boxes.", choices=("on", "off"))
    vault_folder: Path = _setting(lambda: data_folder() / "vault", "Where visits are kept, encrypted.")
    models_folder: Path = _setting(
        lambda: data_folder() / "models", "Where more models are, besides the installed ones.", has_to_be_there=True
    )
    templates_folder: Path | None = _setting(None, "Where the council's own templates are; out of reach, it is told.")
    easy_read_folder: Path | None = _setting(
        None, "Where the council's own words and pictures for Easy Read are; out of reach, it is told."
    )
    known_words_file: Path | None = _setting(
        None, "The council's own list of words to know, a line a word.", file=True, policy_only=True
    )
    export_folder: Path | None = _setting(None, "Where exported files are saved at first.")
    worker_name: str = _setting("", "The worker's name, as it is put on approvals.")
    lawful_basis: str = _setting("", "The lawful basis for recording, in the council's words.", policy_only=True)
    transcription_beam: int = _setting(5, "Readings that the speech model weighs; more is slower.", least=1, most=10)
    live_words: str = _setting(
        "always",
        "When words are made of a recording that goes on: always, on mains power only, or after it.",
        choices=("always", "mains", "after"),
    )
    second_opinion: str = _setting(
        "on", "Whether a second recogniser listens too, to find misheard words.", choices=("on", "off")
    )
    idle_lock_minutes: int = _setting(15, "Minutes without use before the window locks; 0: never.", least=0, most=240)
    unfiled_hours: int = _setting(24, "Hours until an exported note that isn't filed is shown.", least=1, most=720)
    restore_days: int = _setting(
        7, "Days in which an erased visit can be brought back.", least=0, most=30, policy_only=True
    )
    off_record: str = _setting(
        "mark",
        "What becomes of words off the record: only left out of drafts, or silenced in the sound too, if asked.",
        choices=("mark", "silence"),
        policy_only=True,
    )
    model_pack_public_key: str = _setting(
        "",
        "The council's minisign public key (RW…): with it, only models of packs that it signed are imported and used.",
        policy_only=True,
    )
    who_imports_models: str = _setting(
        "everyone",
        "Who may bring models to this laptop and take them away.",
        choices=("everyone", "administrators", "nobody"),
        policy_only=True,
    )
    locked: frozenset[str] = field(default=frozenset(), metadata={"derived": True})
    """Names that IT's policy has set, so that the worker can't."""


TABLE: Mapping[str, Any] = {one.name: one for one in fields(Settings) if "derived" not in one.metadata}


def describe() -> tuple[tuple[str, str, str], ...]:
    """Each setting's name, type and description, for help and for IT."""
    return tuple((name, str(one.type), one.metadata["description"]) for name, one in TABLE.items())


def policy_file() -> Path:
    """Where IT puts the policy: writable by administrators only."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Fairnote" / POLICY_NAME
    return Path("/etc/fairnote") / POLICY_NAME


def user_file() -> Path:
    """Where this worker's own choices are."""
    return Path(platformdirs.user_config_dir("Fairnote", appauthor=False)) / "settings.json"


def load_settings(*, policy: Path | None = None, user: Path | None = None) -> Settings:
    """Policy over user over default. Raises `SettingRefused` that names the file's kind and the setting."""
    by_policy = _read(policy or policy_file(), "policy")
    by_user = {
        name: value for name, value in _read(user or user_file(), "settings").items() if not _for_policy_only(name)
    }
    return Settings(**{**by_user, **by_policy}, locked=frozenset(by_policy))


def save_setting(name: str, value: object, *, policy: Path | None = None, user: Path | None = None) -> Settings:
    """Keep one choice of the worker's, and return all settings as they are now. Raises `SettingRefused`."""
    if name in _read(policy or policy_file(), "policy") or _for_policy_only(name):
        raise SettingRefused(f"IT has set '{name}', so it can't be changed here. Nothing was changed.")
    path = user or user_file()
    checked = _checked(name, _plain(value), "settings")
    kept = {**_read(path, "settings"), name: checked}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps({key: _plain(one) for key, one in kept.items()}, indent=1, ensure_ascii=False)
    write_atomically(path, text.encode())
    return load_settings(policy=policy, user=user)


def _for_policy_only(name: str) -> bool:
    return name in TABLE and bool(TABLE[name].metadata.get("policy_only"))


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def _read(path: Path, kind: str) -> dict[str, Any]:
    """The checked settings of one file; none where there is no file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        raise SettingRefused(f"The {kind} file can't be read as JSON. It was not changed. Ask IT.") from None
    if not isinstance(data, dict):
        raise SettingRefused(f"The {kind} file is not a list of names and values. It was not changed. Ask IT.")
    return {name: _checked(name, value, kind) for name, value in data.items()}


def _checked(name: str, value: object, kind: str) -> object:
    if name not in TABLE:
        shown = tidy(name)[:_LONGEST_NAME]
        raise SettingRefused(
            f"The {kind} file has a setting that is not known: '{shown}'. Nothing was changed. Ask IT."
        )
    wanted, limits = str(TABLE[name].type), TABLE[name].metadata
    if value is None and "None" in wanted:
        return None
    right = isinstance(value, int) and not isinstance(value, bool) if wanted == "int" else isinstance(value, str)
    if not right:
        asked = "a whole number" if wanted == "int" else "a text"
        raise SettingRefused(f"In the {kind} file '{name}' has to be {asked}. Nothing was changed. Ask IT.")
    if wanted == "int" and not limits["least"] <= cast(int, value) <= limits["most"]:
        between = f"between {limits['least']} and {limits['most']}"
        raise SettingRefused(f"In the {kind} file '{name}' has to be {between}. Nothing was changed. Ask IT.")
    if wanted != "int" and tidy(cast(str, value)) != " ".join(unicodedata.normalize("NFC", cast(str, value)).split()):
        raise SettingRefused(f"In the {kind} file '{name}' has an invisible or broken character. Ask IT.")
    choices = limits.get("choices", ())
    if choices and value not in choices:
        raise SettingRefused(f"In the {kind} file '{name}' has to be one of: {', '.join(choices)}. Ask IT.")
    if "Path" in wanted:
        return (_file if limits.get("file") else _folder)(name, cast(str, value), kind)
    return value


def _file(name: str, text: str, kind: str) -> Path:
    """A file by its whole name. Whether it is there, and what is in it, is looked at when it is needed."""
    try:
        path = Path(text).expanduser()
        if path.is_absolute() and not path.is_dir():
            return path
    except (OSError, ValueError, RuntimeError):
        pass  # what can't be a name of a file is refused as what is none
    said = "has to be a file, by its whole name. Nothing was changed. Ask IT."
    raise SettingRefused(f"In the {kind} file '{name}' {said}")


def _folder(name: str, text: str, kind: str) -> Path:
    """A folder that can be one: named, with a home that exists, and there already where nothing would make it."""
    start = f"In the {kind} file '{name}'"
    if not text.strip():
        raise SettingRefused(f"{start} has to be a folder, and is empty. Nothing was changed. Ask IT.")
    try:
        path = Path(text).expanduser()
        there, is_folder = path.exists(), path.is_dir()
    except RuntimeError:
        raise SettingRefused(f"{start} names a user who is not known here. Nothing was changed. Ask IT.") from None
    except (OSError, ValueError):
        raise SettingRefused(f"{start} is a folder that can't be looked at. Nothing was changed. Ask IT.") from None
    if there and not is_folder:
        raise SettingRefused(f"{start} is a file and has to be a folder. Nothing was changed. Ask IT.")
    if not there and TABLE[name].metadata.get("has_to_be_there") and path != getattr(Settings(), name):
        raise SettingRefused(f"{start} is a folder that is not there. Nothing was changed. Ask IT.")
    return path
