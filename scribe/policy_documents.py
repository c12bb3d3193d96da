"""The table of settings as IT needs it: what is in force here, a file to begin with, and a page of a guide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from scribe.place_names import without_a_person
from scribe.setting_values import LONGEST_TEXT, SHAPES, default_of, plain
from scribe.settings import PARTS, TABLE, Settings, Source, for_it_only, is_comfort
from scribe.ways_out import may_be_saved_in

SET_BY: dict[Source, str] = {
    "policy": "IT, by policy",
    "machine": "IT, for this laptop",
    "user": "the worker",
    "default": "nobody: the safe default",
}
_HEAD = """| name | what it is | what it can be | safe default | where it takes effect |
|---|---|---|---|---|"""
_OF_PEOPLE = frozenset({"worker_name", "governance_users"})
"""Not for a page that is sent around: of a list of names how many there are, of one name nothing."""
_OF_THINGS = frozenset({"font", "reading_voice"})
_SHORT = 60
"""Letters of a value that are shown to a worker."""
_TITLES = {"gpu": "GPU"}


def in_force(settings: Settings) -> dict[str, dict[str, object]]:
    """Each setting by its name: the value that holds, who set it, whether it is IT's alone now, its safe default."""
    return {
        name: {
            "value": plain(getattr(settings, name)),
            "set_by": settings.set_by(name),
            "locked": name in settings.locked or for_it_only(name),
            "default": plain(default_of(setting)),
            "description": setting.metadata["description"],
        }
        for name, setting in TABLE.items()
    }


def set_here(settings: Settings) -> list[dict[str, object]]:
    """What somebody has set: name, value and who set it, for a page that is sent around. Of names of people only how
    many there are, of texts their hash, of folders where they are but not whose; of what a worker chose not even that.
    """
    chosen = ((name, getattr(settings, name)) for name in TABLE if name in settings.sources)
    return [
        {"name": name, "value": _for_a_page(name, value, settings.set_by(name)), "set_by": settings.set_by(name)}
        for name, value in chosen
        if name not in _OF_PEOPLE or isinstance(value, tuple)
    ]


def _for_a_page(name: str, value: object, by: Source) -> object:
    if name in _OF_PEOPLE and isinstance(value, tuple):
        return f"{len(value)} named"
    if not _may_name_somebody(name):
        return plain(value)
    if by == "user":
        return "set"
    if isinstance(value, str):
        return f"{len(value)} letters, SHA-256 {sha256(value.encode()).hexdigest()[:16]}" if value else ""
    if isinstance(value, tuple):
        return [without_a_person(each) for each in value]
    return without_a_person(value) if isinstance(value, Path) else plain(value)


def _may_name_somebody(name: str) -> bool:
    """Whether a value can be any text or folder."""
    kind, limits = str(TABLE[name].type), TABLE[name].metadata
    is_free = ("str" in kind or "Path" in kind) and not {"choices", "shape"} & set(limits)
    return is_free and name not in _OF_THINGS


@dataclass(frozen=True)
class SetByIt:
    """A setting that IT has set, as a worker is told of it."""

    name: str
    title: str
    value: str


def set_by_it(settings: Settings) -> tuple[SetByIt, ...]:
    """What IT has set. Of keys, hashes and long texts only that they are."""
    return tuple(
        SetByIt(name, title_of(name), _short(setting, getattr(settings, name)))
        for name, setting in TABLE.items()
        if name in settings.locked
    )


def _short(setting: Field[Any], value: object) -> str:
    told = shown(value)
    return "set" if told != "empty" and ("shape" in setting.metadata or len(told) > _SHORT) else told


def lines_in_force(settings: Settings) -> Iterator[str]:
    """The same for a person to read: a line for what holds, and one for the safe default."""
    for part, title in PARTS.items():
        yield f"\n{title}"
        for name, setting in _of_part(part):
            yield f"  {name} = {shown(getattr(settings, name))}  ({SET_BY[settings.set_by(name)]})"
            yield f"    safe default: {default_told(setting)}. {setting.metadata['description']}"


IN_THE_REGISTRY = "Here group policy is in the registry, so no policies file is read on this laptop."
TOGETHER = "What holds here once it is in its place: fairnote policy list."


def beside_what_is_here(file: Mapping[str, object], here: Settings, *, by_registry: bool) -> Iterator[str]:
    """What a policies file would change on this laptop, by the names of settings, for whoever tries it.

    `here`: what holds now. `by_registry`: whether the registry has a policy.
    """
    if by_registry:
        yield IN_THE_REGISTRY
        return
    over = [f"{name} ({SET_BY[here.set_by(name)]})" for name in file if here.set_by(name) in ("machine", "user")]
    if over:
        yield f"It would take the place of what is set on this laptop: {', '.join(over)}."
    dropped = [name for name in TABLE if here.set_by(name) == "policy" and name not in file]
    if dropped:
        yield f"Set by today's policy, and not by it: {', '.join(dropped)}."
    yield TOGETHER


OUTSIDE = "'export_folder' is in none of 'export_folders', so no file could be saved in it. Set one that is in them."


def unmet_in(file: Mapping[str, Any]) -> tuple[str, ...]:
    """What right settings of one policies file keep from each other, one sentence each."""
    chosen = {name: file[name] for name in ("export_folder", "export_folders") if name in file}
    wanted = Settings(**chosen)
    outside = wanted.export_folder is not None and not may_be_saved_in(wanted, wanted.export_folder)
    return (OUTSIDE,) if outside else ()


def as_json() -> str:
    """A policies file in which settings are set to their safe default, for IT to take lines out of and change.

    Whatever IT alone can set is in it, empty where nothing is set. Of the rest each line takes a choice from every
    worker: left out is how they read, hear and type best, and what has no default that is the same for everybody.
    """
    left_out = not_to_begin_with()
    told = {name: plain(default_of(setting)) for name, setting in TABLE.items() if name not in left_out}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def not_to_begin_with() -> tuple[str, ...]:
    """The settings that a policies file to begin with leaves to the worker."""
    return tuple(
        name
        for name, setting in TABLE.items()
        if not for_it_only(name)
        and (is_comfort(name) or "default_told" in setting.metadata or default_of(setting) in ("", None))
    )


def as_markdown() -> str:
    """A table for each part, as it is in docs/deployment.md."""
    pieces = []
    for part, title in PARTS.items():
        rows = "\n".join(_row(name, setting) for name, setting in _of_part(part))
        pieces.append(f"### {title}\n\n{_HEAD}\n{rows}")
    return "\n\n".join(pieces) + "\n"


def title_of(name: str) -> str:
    """The name of a setting as a title."""
    return _TITLES.get(name, name.replace("_", " ").capitalize())


def can_be(setting: Field[Any]) -> str:
    """What values a setting can have, in words."""
    limits, kind = setting.metadata, str(setting.type)
    a_list = kind.startswith("tuple")
    if "choices" in limits:
        return f"{'a list of' if a_list else 'one of'}: {', '.join(limits['choices'])}"
    if kind == "int":
        return f"a whole number from {limits['least']} to {limits['most']}"
    if "shape" in limits:
        return f"{'a list, each ' if a_list else ''}{SHAPES[limits['shape']][1]}"
    if "Path" in kind:
        what = "file" if limits.get("file") else "folder"
        return f"a list of {what}s, each by its whole name" if a_list else f"a {what}, by its whole name"
    return f"a text of at most {limits.get('longest', LONGEST_TEXT)} letters"


def default_told(setting: Field[Any]) -> str:
    """The safe default, in words that are the same on every laptop."""
    return setting.metadata.get("default_told") or shown(default_of(setting))


def _of_part(part: str) -> Iterator[tuple[str, Field[Any]]]:
    return ((name, setting) for name, setting in TABLE.items() if setting.metadata["part"] == part)


def _row(name: str, setting: Field[Any]) -> str:
    limits = setting.metadata
    who = " Only IT can set it." if for_it_only(name) else ""
    cells = (f"`{name}`", limits["description"] + who, can_be(setting), default_told(setting), limits["where"])
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def shown(value: object) -> str:
    """A value as a person reads it: a list with commas, 'empty' for what is."""
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value) or "empty"
    return "empty" if value in ("", None) else str(value)
