"""A folder of talks to be evaluated on: transcripts with the highlights that a person marked in the note of each, and
the turns that say them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scribe.errors import FileRefused
from scribe.named_files import existing, text_of
from scribe.notes.material import Material
from scribe.notes.shapes import material_from_json
from scribe.transcript_json import parsed
from scribe.visit import TurnId

NO_FOLDER = "This is not a folder. Give the folder that the talks are in, each a JSON file."
NO_TALKS = "There are no talks in this folder: none of its files is called something.json."
NOT_READ = "This folder could not be read. You may not be allowed to. Nothing was changed."
NO_TEXT = "It could not be read as text."
NOT_A_MAPPING = "This file does not say which turns the highlights are said in. It was not changed."
AMONG_THE_TALKS = "The result can't be written among the talks that it is made from. Give --json another folder."

Way = tuple[TurnId, ...]
"""Turns that together say something: all of them are needed."""
Mapped = Mapping[str, Mapping[str, tuple[tuple[int, ...], ...]]]
"""Of each talk's id, of each highlight's text: the ways in which it is said, as indexes of turns; none if it isn't."""


@dataclass(frozen=True)
class Highlight:
    """Something that a person marked in the note of a talk. `ways` is None where nobody has mapped it to turns."""

    text: str
    ways: tuple[Way, ...] | None = None

    @property
    def is_said(self) -> bool:
        """Whether it is mapped, and some turn says it."""
        return bool(self.ways)


@dataclass(frozen=True)
class EvaluatedTalk:
    """One talk, and what of it has to be in a note."""

    id: str
    material: Material
    highlights: tuple[Highlight, ...]


def read_talks(folder: str, highlights: str | None = None) -> tuple[EvaluatedTalk, ...]:
    """Every talk of a folder, in the order of the files' names. Raises `FileRefused`, with nothing of a file in it.

    A talk is what `fairnote draft` reads; beside it may stand its 'id' and its 'highlights', a list of texts.
    `highlights`: a TOML file that maps them to turns.
    """
    mapped = read_mapping(highlights) if highlights is not None else {}
    paths = _paths(folder)
    return tuple(_numbered(path, at, len(paths), mapped) for at, path in enumerate(paths, start=1))


def refuse_among(result: str | None, folder: str) -> None:
    """Raise `FileRefused` where a result would be written into the folder of the talks, perhaps over one of them."""
    if result not in (None, "-") and Path(str(result)).resolve().parent == Path(folder).resolve():
        raise FileRefused(AMONG_THE_TALKS)


def read_mapping(name: str) -> Mapped:
    """Which turns say which highlight: for each talk a list of {text, turns = [[2, 3], [7]]} or {text, said = false}.

    Raises `FileRefused`.
    """
    try:
        data = tomllib.loads(text_of(name, NOT_A_MAPPING))
        return {talk: {each["text"]: _indexes(each) for each in listed} for talk, listed in data.items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise FileRefused(NOT_A_MAPPING) from error


def _indexes(given: dict[str, Any]) -> tuple[tuple[int, ...], ...]:
    """Raises `ValueError` or `TypeError` for what is no mapping: neither said nor not, or no list of indexes."""
    if not isinstance(given["text"], str) or ("turns" in given) == (given.get("said") is False):
        raise ValueError
    ways = tuple(tuple(way) for way in given.get("turns", ()))
    if not all(way and all(type(index) is int and index >= 0 for index in way) for way in ways):
        raise ValueError
    if "turns" in given and not ways:
        raise ValueError
    return ways


def _paths(folder: str) -> list[Path]:
    path = existing(folder)
    if not path.is_dir():
        raise FileRefused(NO_FOLDER)
    try:
        paths = sorted(each for each in path.iterdir() if each.suffix == ".json")
    except OSError as error:
        raise FileRefused(NOT_READ) from error
    if not paths:
        raise FileRefused(NO_TALKS)
    return paths


def _numbered(path: Path, number: int, count: int, mapped: Mapped) -> EvaluatedTalk:
    """One talk; a refusal says which file it was by its number, as a name may say whose talk it is."""
    try:
        return _talk(path, mapped)
    except FileRefused as refused:
        where = f"File {number} of {count}, in the order of their names, can't be used."
        raise FileRefused(f"{where} {refused}") from refused


def _talk(path: Path, mapped: Mapped) -> EvaluatedTalk:
    data = parsed(text_of(str(path), NO_TEXT))
    material = material_from_json(data)
    assert isinstance(data, dict)  # noqa: S101 - no other shape has turns
    talk_id = data.get("id") if isinstance(data.get("id"), str) else path.stem
    turns = tuple(TurnId(given.get("id", f"t{number}")) for number, given in enumerate(data["turns"], start=1))
    own = mapped.get(str(talk_id), {})
    texts = _texts(data.get("highlights"))
    if own.keys() - set(texts):
        raise FileRefused("The mapping names a highlight that this talk doesn't have.")
    return EvaluatedTalk(str(talk_id), material, tuple(Highlight(text, _ways(own.get(text), turns)) for text in texts))


def _texts(given: object) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise FileRefused("Its highlights are not a list of texts.")
    return tuple(each for each in given if each.strip())


def _ways(indexes: tuple[tuple[int, ...], ...] | None, turns: tuple[TurnId, ...]) -> tuple[Way, ...] | None:
    if indexes is None:
        return None
    if any(index >= len(turns) for way in indexes for index in way):
        raise FileRefused("The mapping names a turn that this talk doesn't have.")
    return tuple(tuple(turns[index] for index in way) for way in indexes)
