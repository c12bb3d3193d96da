"""What is wrong with a template file, in sentences that name the line and the section to mend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from easyread.language.words import weight_phrases, word_list
from scribe.document_text import can_be_seen
from scribe.visit import TRANSCRIPT, Role

DETAILS = ("brief", "standard", "full")
ORDERS = ("topic", "time")
KINDS = ("wish", "refusal", "view")
RESERVED = (TRANSCRIPT, "record-after-erasing", "urgent-extract", "easy-read")
"""Ids of documents that Fairnote makes by itself, in a form of its own."""

_ID = re.compile(r"[a-z][a-z0-9-]*")
_TEMPLATE_KEYS = frozenset(word_list("id title about source checked detail order aspects sections"))
_SECTION_KEYS = frozenset(
    word_list("id heading source strong hints kinds whose weights prompt fallback aspects required")
)
_ASPECT_KEYS = frozenset(word_list("id heading strong hints weights"))
_LISTS = word_list("strong hints kinds whose weights")
_TEXTS = word_list("about source checked prompt")
CANT_OPEN = "The file can't be opened."
"""Perhaps only now: a network drive may be back in a second."""
_LARGEST = 1_000_000
"""Bytes; a long template has 30,000."""


def read_data(path: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What is in a template file, and what is wrong with it, one plain sentence each. Nothing is raised."""
    try:
        if not path.is_file():
            return {}, ("It is not a file.",)
        if path.stat().st_size > _LARGEST:
            return {}, ("The file is too large to be a template.",)
        return read_text(path.read_text(encoding="utf-8-sig"))
    except OSError:
        return {}, (CANT_OPEN,)
    except UnicodeDecodeError:
        return {}, ("The file is not text in UTF-8.",)


def read_text(text: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """As `read_data`, of the text of a file."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, (f"The file is not valid TOML: {error}.",)
    except ValueError:  # a number of thousands of digits
        return {}, ("The file has a number in it that can't be read.",)
    except RecursionError:
        return {}, ("The file is nested too deeply to be a template.",)
    return data, problems(data, _lines_of_sections(text))


def problems(data: dict[str, Any], lines: tuple[int, ...] = ()) -> tuple[str, ...]:
    """What is wrong with a template's data. `lines`: in which line of its file each section begins, where known."""
    found = [*_unknown(data, _TEMPLATE_KEYS), *_texts(data)]
    found += [f"'{key}' is missing or not text." for key in ("id", "title") if not _is_text(data.get(key))]
    if _is_text(data.get("id")) and not _ID.fullmatch(data["id"]):
        found.append("'id' must be small letters, digits and hyphens.")
    found += _choice(data, "detail", DETAILS) + _choice(data, "order", ORDERS)
    shared = data.get("aspects", [])
    found += _aspects_problems(shared, ())
    sections = data.get("sections")
    if not isinstance(sections, list) or not sections or not all(isinstance(each, dict) for each in sections):
        return (*found, "There are no [[sections]].")
    names = tuple(each.get("id") for each in shared if isinstance(each, dict)) if isinstance(shared, list) else ()
    lines = lines if len(lines) == len(sections) else ()
    for number, section in enumerate(sections, start=1):
        where = _where(number, section, lines)
        found += [f"{where}: {problem}" for problem in _section_problems(section, names)]
    return (*found, *_set_problems(sections))


def _where(number: int, section: dict[str, Any], lines: tuple[int, ...]) -> str:
    """'Section 3 ("money", line 21)': what a person looks for in the file."""
    name = f"'{section['id']}'" if _is_text(section.get("id")) else ""
    known = ", ".join(each for each in (name, f"line {lines[number - 1]}" if lines else "") if each)
    return f"Section {number} ({known})" if known else f"Section {number}"


def _lines_of_sections(text: str) -> tuple[int, ...]:
    opening = re.compile(r"\s*\[\[\s*sections\s*\]\]")
    return tuple(number for number, line in enumerate(text.splitlines(), start=1) if opening.match(line))


def _section_problems(section: dict[str, Any], shared: tuple[Any, ...]) -> list[str]:
    found = [*_unknown(section, _SECTION_KEYS), *_named(section), *_lists(section), *_texts(section)]
    for key in ("fallback", "required"):
        if not isinstance(section.get(key, False), bool):
            found.append(f"'{key}' must be true or false.")
    found += _aspects_problems(section.get("aspects", []), shared, in_section=True)
    return found or _value_problems(section)


def _value_problems(section: dict[str, Any]) -> list[str]:
    roles, weights = [role.value for role in Role], list(weight_phrases())
    found = _each_of(section, "kinds", KINDS, "a kind of statement")
    found += _each_of(section, "whose", roles, "a role") + _each_of(section, "weights", weights, "a kind of weight")
    filled = any(section.get(key) for key in ("strong", "hints", "kinds", "weights", "fallback", "aspects"))
    if section.get("prompt") and filled:
        found.append("a section with a prompt is written by the worker, so it takes no words and is no fallback.")
    if section.get("required") and not section.get("prompt"):
        found.append("'required' needs a 'prompt' that says what the worker has to write.")
    return found


def _aspects_problems(aspects: object, shared: tuple[Any, ...], *, in_section: bool = False) -> list[str]:
    """Aspects are tables; in a section also the ids of those that stand at the top of the file."""
    if not isinstance(aspects, list):
        return ["'aspects' must be a list."]
    found = []
    for each in aspects:
        if isinstance(each, dict):
            what = f"the aspect '{each['id']}'" if _is_text(each.get("id")) else "an aspect"
            faults = [*_unknown(each, _ASPECT_KEYS), *_named(each), *_lists(each)]
            faults = faults or _each_of(each, "weights", list(weight_phrases()), "a kind of weight")
            found += [f"{what}: {fault}" for fault in faults]
        elif not in_section or not isinstance(each, str) or each not in shared:
            found.append(f"'{each}' is not the id of an aspect at the top of the file.")
    ids = [each.get("id") if isinstance(each, dict) else each for each in aspects]
    return found or (["two aspects have the same id."] if len(ids) != len(set(ids)) else [])


def _set_problems(sections: list[dict[str, Any]]) -> list[str]:
    ids = [str(section.get("id")) for section in sections]
    found = [f"Two sections have the same id: '{one}'." for one in dict.fromkeys(ids) if ids.count(one) > 1]
    if sum(1 for section in sections if section.get("fallback") is True) != 1:
        found.append("Exactly one section must be the fallback, for what fits nowhere else.")
    return found


def _named(data: dict[str, Any]) -> list[str]:
    found = []
    if not (_is_text(data.get("id")) and _ID.fullmatch(data["id"])):
        found.append("'id' must be small letters, digits and hyphens.")
    if not _is_text(data.get("heading")):
        found.append("'heading' is missing or not text.")
    return found


def _lists(data: dict[str, Any]) -> list[str]:
    return [
        f"'{key}' must be a list of words."
        for key in _LISTS
        if not isinstance(data.get(key, []), list) or not all(_is_text(each) for each in data.get(key, []))
    ]


def _texts(data: dict[str, Any]) -> list[str]:
    return [f"'{key}' must be text." for key in _TEXTS if not isinstance(data.get(key, ""), str)]


def _unknown(data: dict[str, Any], known: frozenset[str]) -> list[str]:
    return [f"'{key}' is not a known key." for key in data if key not in known]


def _choice(data: dict[str, Any], key: str, known: tuple[str, ...]) -> list[str]:
    return [] if data.get(key, known[0]) in known else [f"'{key}' must be one of: {', '.join(known)}."]


def _each_of(data: dict[str, Any], key: str, known: Iterable[str], what: str) -> list[str]:
    known = tuple(known)
    return [f"'{each}' is not {what}: use {', '.join(known)}." for each in data.get(key, []) if each not in known]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and can_be_seen(value)
