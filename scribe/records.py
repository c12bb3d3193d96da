"""Turns the frozen facts of `scribe.visit` into JSON and back, by their own type hints."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Hashable
from dataclasses import Field, field, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePath
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from scribe.errors import DataDamaged, FairnoteError
from scribe.visit import Word

T = TypeVar("T")
Reader = Callable[[Any], Any]
IN_ROWS = frozenset({Word})
"""Facts that come by the ten thousand: written as their values in order, without names, and without a default at the
end. A field that is added to one has a default, and goes to its end.
"""
_ONE = "one"
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
"""What JSON has too; most of what is in a fact."""


class TextRefused(FairnoteError):
    """Half a character (a lone surrogate), as a broken copy and paste gives it: no file can hold it."""

    sentence = "That text has a broken character in it. Nothing was changed. Type it again instead of pasting it."


def to_json(value: object) -> str:
    """A fact as JSON that can be written as UTF-8. Raises `TextRefused`.

    Times must have a zone and are kept in UTC; raises `ValueError` for one without.
    """
    return refuse_broken(json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")))


def was_one(name: str) -> Any:  # noqa: ANN401 - as `dataclasses.field`
    """A field for several, of which an earlier version wrote one under this name; nothing in it was none."""
    return field(default=(), metadata={_ONE: name})


def refuse_broken(text: str) -> str:
    """The same text. Raises `TextRefused` when it can't be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise TextRefused from None
    return text


def from_json(kind: type[T], text: str | bytes) -> T:
    """The fact again. Fields that an older version didn't write get their defaults. Raises `DataDamaged`."""
    try:
        return cast(T, _reader(cast(Hashable, kind))(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        # The cause's message could quote content, so it is not chained.
        raise DataDamaged from None


def utc_text(moment: datetime) -> str:
    """A moment as sortable text in UTC. Raises `ValueError` if it has no zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone can't be kept")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def _plain(value: object) -> object:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, PurePath):
        return value.as_posix()
    if type(value) in IN_ROWS:
        return _row(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    names = _names(cast(Hashable, type(value)))
    if names is None:
        return value
    return {name: getattr(value, name) if plain else _plain(getattr(value, name)) for name, plain in names}


@cache
def _names(kind: Any) -> tuple[tuple[str, bool], ...] | None:  # noqa: ANN401
    """The fields of a kind of fact, each with whether JSON has it too; None of what is no fact.

    Found once: an hour's note is many facts.
    """
    if not is_dataclass(kind):
        return None
    hints = get_type_hints(kind)
    return tuple((f.name, _is_plain(hints[f.name])) for f in fields(kind))


def _is_plain(hint: Any) -> bool:  # noqa: ANN401
    """Whether a hint promises what JSON has, or None."""
    kinds = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return all(getattr(each, "__supertype__", each) in _AS_THEY_ARE for each in kinds)


def _row(fact: Any) -> list[object]:  # noqa: ANN401 - of any kind in IN_ROWS
    known = _columns(cast(Hashable, type(fact)))
    values = [getattr(fact, f.name) for f in known]
    while values[-1] == known[len(values) - 1].default:
        values.pop()
    return values


@cache
def _columns(kind: Any) -> tuple[Field[Any], ...]:  # noqa: ANN401
    return fields(kind)


@cache
def _reader(kind: Any) -> Reader:  # noqa: ANN401 - a type hint can be anything
    kind = getattr(kind, "__supertype__", kind)
    if get_origin(kind) in (Union, types.UnionType):
        return _optional_reader(kind)
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind)[0])
    if is_dataclass(kind):
        return _fact_reader(kind)
    if kind is datetime:
        return datetime.fromisoformat
    if kind is float:
        return float
    if kind is Path:
        return lambda value: Path(_exactly(str)(value))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return _exactly(kind)


def _exactly(kind: type) -> Reader:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise TypeError(kind.__name__)
        return value

    return read


def _optional_reader(kind: object) -> Reader:
    inner = _reader(next(part for part in get_args(kind) if part is not type(None)))
    return lambda value: None if value is None else inner(value)


def _tuple_reader(item: object) -> Reader:
    inner = _reader(item)
    return lambda value: tuple(inner(one) for one in _exactly(list)(value))


def _fact_reader(kind: Any) -> Reader:  # noqa: ANN401
    hints = get_type_hints(kind)
    known = [(f.name, _reader(hints[f.name])) for f in fields(kind)]
    once = {f.name: f.metadata[_ONE] for f in fields(kind) if _ONE in f.metadata}

    def read_row(value: list[object]) -> object:
        if kind not in IN_ROWS or len(value) > len(known):
            raise TypeError(kind.__name__)
        return kind(*[one(each) for (_, one), each in zip(known, value, strict=False)])

    def read(value: dict[str, object] | list[object]) -> object:
        if isinstance(value, list):
            return read_row(value)
        if once:
            value = _several(value, once) | value
        # Where one is missing that has no default, the kind itself says so.
        return kind(**{name: one(value[name]) for name, one in known if name in value})

    return read


def _several(value: dict[str, object], once: dict[str, str]) -> dict[str, object]:
    """What was written as one, as a list."""
    return {name: [value[one]] if value[one] else [] for name, one in once.items() if one in value}
