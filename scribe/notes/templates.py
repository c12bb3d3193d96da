"""Templates of notes: which sections a note has, which words lead there, and where only a person may write."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from scribe.errors import FileRefused, NotFound
from scribe.notes.words import word_list
from scribe.visit import TRANSCRIPT, URGENT, Role, SectionId

_ID = re.compile(r"[a-z][a-z0-9-]*")
_SECTION_KEYS = word_list("id heading source strong hints kinds whose weights prompt fallback")
_TEMPLATE_KEYS = {"id", "title", "source", "sections"}
_KINDS = {"wish", "refusal", "view"}
_NO_NOTES = {TRANSCRIPT: "transcripts", URGENT: "urgent extracts"}


@dataclass(frozen=True)
class TemplateSection:
    """One heading. `strong` and `hints` are words or phrases (as lemmas) that lead here; `prompt` marks what only a
    person may write.
    """

    id: SectionId
    heading: str
    source: str = ""
    strong: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Kinds of statement that belong here ('wish', 'refusal', 'view')."""
    whose: tuple[str, ...] = ()
    """Roles of the speakers for whom `kinds` holds; empty: anybody's."""
    weights: tuple[str, ...] = ()
    """Kinds of weight ('falls', 'harm' …) that belong here."""
    prompt: str = ""
    fallback: bool = False


@dataclass(frozen=True)
class Template:
    """A note's sections in their order. `source` is the law or guidance that it follows."""

    id: str
    title: str
    sections: tuple[TemplateSection, ...]
    source: str = ""

    @property
    def fallback(self) -> TemplateSection | None:
        """Where a statement goes that fits nowhere else."""
        return next((section for section in self.sections if section.fallback), None)


def templates(extra_folder: Path | None = None) -> tuple[Template, ...]:
    """Every template that comes with Fairnote, then those of a council's own folder. Raises `FileRefused` on a bad
    one.
    """
    return tuple(_read(path) for path in _paths(extra_folder))


def template(name: str, extra_folder: Path | None = None) -> Template:
    """The template of that id. Raises `NotFound`, naming those that there are."""
    found = {each.id: each for each in templates(extra_folder)}
    if name not in found:
        raise NotFound(f"There is no template of that name. There are: {', '.join(found)}.")
    return found[name]


def check(path: Path) -> tuple[str, ...]:
    """What is wrong with a template file, one plain sentence each; empty when it can be used."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return ("The file can't be opened.",)
    except UnicodeDecodeError:
        return ("The file is not text in UTF-8.",)
    except tomllib.TOMLDecodeError as error:
        return (f"The file is not valid TOML: {error}.",)
    except RecursionError:
        return ("The file is nested too deeply to be a template.",)
    return _problems(data)


def _paths(extra_folder: Path | None) -> list[Path]:
    own = Path(str(files("resources") / "templates"))
    paths = sorted(own.glob("*.toml"))
    # The plain case note is what most visits need, so it comes first in every list.
    paths.sort(key=lambda path: path.stem != "case-note")
    return paths + (sorted(extra_folder.glob("*.toml")) if extra_folder else [])


def _read(path: Path) -> Template:
    return _read_version(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read_version(path: Path, _changed: int) -> Template:
    problems = check(path)
    if problems:
        raise FileRefused(f"The template {path.name} can't be used. {' '.join(problems)}")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Template(
        data["id"], data["title"], tuple(_section(each) for each in data["sections"]), data.get("source", "")
    )


def _section(data: dict[str, Any]) -> TemplateSection:
    return TemplateSection(
        id=SectionId(data["id"]),
        heading=data["heading"],
        source=data.get("source", ""),
        strong=tuple(data.get("strong", ())),
        hints=tuple(data.get("hints", ())),
        kinds=tuple(data.get("kinds", ())),
        whose=tuple(data.get("whose", ())),
        weights=tuple(data.get("weights", ())),
        prompt=data.get("prompt", ""),
        fallback=data.get("fallback", False),
    )


def _problems(data: dict[str, Any]) -> tuple[str, ...]:
    problems = [f"'{key}' is not a known key." for key in data if key not in _TEMPLATE_KEYS]
    problems += [f"'{key}' is missing or not text." for key in ("id", "title") if not _is_text(data.get(key))]
    if _is_text(data.get("id")) and data["id"] in _NO_NOTES:
        problems.append(f"'{data['id']}' is the id of {_NO_NOTES[data['id']]}: choose another.")
    sections = data.get("sections")
    if not isinstance(sections, list) or not sections or not all(isinstance(each, dict) for each in sections):
        return (*problems, "There are no [[sections]].")
    for number, section in enumerate(sections, start=1):
        problems += [f"Section {number}: {problem}" for problem in _section_problems(section)]
    return (*problems, *_set_problems(sections))


def _section_problems(section: dict[str, Any]) -> list[str]:
    problems = [f"'{key}' is not a known key." for key in section if key not in _SECTION_KEYS]
    if not (_is_text(section.get("id")) and _ID.fullmatch(section["id"])):
        problems.append("'id' must be small letters, digits and hyphens.")
    if not _is_text(section.get("heading")):
        problems.append("'heading' is missing or not text.")
    for key in ("strong", "hints", "kinds", "whose", "weights"):
        value = section.get(key, [])
        if not isinstance(value, list) or not all(_is_text(each) for each in value):
            problems.append(f"'{key}' must be a list of words.")
    problems += [f"'{key}' must be text." for key in ("prompt", "source") if not isinstance(section.get(key, ""), str)]
    if not isinstance(section.get("fallback", False), bool):
        problems.append("'fallback' must be true or false.")
    return problems or _value_problems(section)


def _value_problems(section: dict[str, Any]) -> list[str]:
    roles = {role.value for role in Role}
    problems = [f"'{kind}' is not a kind of statement." for kind in section.get("kinds", []) if kind not in _KINDS]
    problems += [f"'{role}' is not a role." for role in section.get("whose", []) if role not in roles]
    if section.get("prompt") and (section.get("strong") or section.get("hints") or section.get("fallback")):
        problems.append("a section with a prompt is written by the worker, so it takes no words and is no fallback.")
    return problems


def _set_problems(sections: list[dict[str, Any]]) -> list[str]:
    ids = [section.get("id") for section in sections]
    problems = ["Two sections have the same id."] if len(ids) != len({str(each) for each in ids}) else []
    if sum(1 for section in sections if section.get("fallback") is True) != 1:
        problems.append("Exactly one section must be the fallback, for what fits nowhere else.")
    return problems


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
