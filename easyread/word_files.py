"""The word files of resources/easyread, with those of a council laid over them, each checked before it is used."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

PARTS = ("phrase", "verb", "noun", "adjective", "adverb")
"""The parts of speech of replacements.toml, by which its tables are named."""
_LARGEST = 1_000_000
"""Bytes; the longest file that is shipped has 90,000."""
_TERM_TEXTS = frozenset(("word", "meaning", "plain", "part"))
_GUARDS = frozenset(("near", "unless", "about"))
_TERM_LISTS = _GUARDS | {"also", "forms"}

Data = dict[str, Any]


class WordFileWrong(ValueError):
    """A word file can't be used; its text says in one sentence which one and why."""


def shipped(name: str) -> Data:
    """What stands in resources/easyread/<name>.toml."""
    return _shipped(name)


@cache
def _shipped(name: str) -> Data:
    return tomllib.loads((files("resources") / "easyread" / f"{name}.toml").read_text(encoding="utf-8"))


def of_council(name: str, own: Path | None) -> Data:
    """What stands in a council's own <name>.toml; nothing where it has none. Raises WordFileWrong."""
    if own is None:
        return {}
    if not own.is_dir():
        raise WordFileWrong("The folder of your own word files can't be found.")
    path = own / f"{name}.toml"
    if not path.exists():
        return {}
    data = _read(path)
    problem = _CHECKS[name](data)
    if problem:
        raise WordFileWrong(f"{path.name}: {problem}")
    return data


def _read(path: Path) -> Data:
    try:
        usable = path.is_file() and path.stat().st_size <= _LARGEST
    except OSError:
        usable = False
    if not usable:
        raise WordFileWrong(f"{path.name} is no file of words, or is too large to be one.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise WordFileWrong(f"{path.name} can't be opened.") from None
    except UnicodeDecodeError:
        raise WordFileWrong(f"{path.name} is not text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise WordFileWrong(f"{path.name} is not valid TOML: {error}.") from None
    except (ValueError, RecursionError):
        raise WordFileWrong(f"{path.name} can't be read.") from None


def _unknown(data: Data, allowed: frozenset[str]) -> str:
    return next((f"'{key}' means nothing here." for key in data if key not in allowed), "")


def _glossary(data: Data) -> str:
    rows = data.get("terms", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return "'terms' must be a list of rows in braces."
    found = [_unknown(data, frozenset(("terms",)))]
    found += [f"term {number}: {fault}" for number, row in enumerate(rows, 1) if (fault := _term(row))]
    return next(filter(None, found), "")


def _term(row: Data) -> str:
    for key in ("word", "meaning"):
        if not isinstance(row.get(key), str) or not (row[key].strip() or key == "meaning"):
            return f"'{key}' is missing or not text."
    if any(not isinstance(row[key], str) for key in _TERM_TEXTS & row.keys()):
        return "'plain' and 'part' must be text."
    if any(not _texts(row[key]) for key in _TERM_LISTS & row.keys()):
        return "'also', 'forms', 'unless', 'near' and 'about' must be lists of texts."
    if not isinstance(row.get("ask", False), bool):
        return "'ask' must be true or false."
    return _unknown(row, _TERM_TEXTS | _TERM_LISTS | {"ask"})


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _replacements(data: Data) -> str:
    fault = _unknown(data, frozenset((*PARTS, "unsafe_before", "unsafe_after", "safe_beside")))
    for part in PARTS:
        halves = data.get(part, {})
        if not isinstance(halves, dict) or set(halves) - {"safe", "unsure"}:
            fault = fault or f"'{part}' must have the tables [{part}.safe] and [{part}.unsure] and no others."
        else:
            fault = fault or next(filter(None, (_pairs(rows) for rows in halves.values())), "")
    return (
        fault
        or _lists(data.get("unsafe_before", {}))
        or _lists(data.get("unsafe_after", {}))
        or _lists(data.get("safe_beside", {}))
    )


def _pairs(rows: object) -> str:
    if not isinstance(rows, dict):
        return "each row must be hard words = plain words."
    for hard, plain in rows.items():
        if not hard.strip() or not (isinstance(plain, str) or (_texts(plain) and plain)):
            return f"what stands for '{hard}' must be text."
    return ""


def _lists(rows: object) -> str:
    if not isinstance(rows, dict):
        return "each row must be a word = a list of words."
    return next((f"what stands for '{key}' must be a list of texts." for key in rows if not _texts(rows[key])), "")


def _tables_of_texts(*names: str) -> Callable[[Data], str]:
    def check(data: Data) -> str:
        fault = _unknown(data, frozenset((*names, "known", "unsure")))
        for name in names:
            rows = data.get(name, {})
            if not isinstance(rows, dict) or not all(isinstance(text, str) for text in rows.values()):
                fault = fault or f"each row of [{name}] must be words = text."
        if not _texts(data.get("known", [])):
            fault = fault or "'known' must be a list of texts."
        return fault or _lists(data.get("unsure", {}))

    return check


def _meanings(data: Data) -> str:
    fault = _unknown(data, frozenset(("verb", "noun", "mass", "many", "adjective", "phrase")))
    for table in data.values():
        for rows in table.values() if isinstance(table, dict) else (None,):
            for row in rows if isinstance(rows, list) else [rows]:
                fault = fault or ("" if isinstance(row, str) else _meaning(row))
    return fault


def _meaning(row: object) -> str:
    if not isinstance(row, dict) or not isinstance(row.get("meaning"), str) or not isinstance(row.get("done", ""), str):
        return "each row must be a word = its meaning."
    if not all(_texts(row.get(key, [])) for key in _GUARDS):
        return "'near', 'unless' and 'about' must be lists of texts."
    if not isinstance(row.get("ask", False), bool):
        return "'ask' must be true or false."
    return _unknown(row, _GUARDS | {"meaning", "done", "ask"})


def _sets(data: Data) -> str:
    sets = data.get("sets", [])
    if not isinstance(sets, list) or not all(_texts(one) and len(one) > 1 for one in sets):
        return "'sets' must be a list of lists of two words or more."
    return _unknown(data, frozenset(("sets",)))


_CHECKS: dict[str, Callable[[Data], str]] = {
    "glossary": _glossary,
    "replacements": _replacements,
    "acronyms": _tables_of_texts("acronyms"),
    "idioms": _tables_of_texts("idioms", "foreign"),
    "same-thing": _sets,
    "meanings": _meanings,
    "easy-words": lambda data: "" if _texts(data.get("words", [])) else "'words' must be a list of texts.",
}
