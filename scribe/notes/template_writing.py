"""A template as the data and the text of its file, so that one that was changed in the window can be kept."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from scribe.notes.templates import Template, TemplateAspect, TemplateSection

_HEAD = ("id", "title", "about", "source", "checked", "detail", "order")
_SECTION = ("id", "heading", "source", "strong", "hints", "kinds", "whose", "weights", "prompt", "required", "fallback")
_ASPECT = ("id", "heading", "strong", "hints", "weights")


def to_data(template: Template) -> dict[str, Any]:
    """What `scribe.notes.templates.made_of` makes the same template of. Empty values are left out.

    An aspect of several sections stands once at the top, and is named by its id in each.
    """
    uses = Counter(aspect for section in template.sections for aspect in section.aspects)
    ids = Counter(aspect.id for aspect in uses)
    shared = [aspect for aspect, times in uses.items() if times > 1 and ids[aspect.id] == 1]
    data = _filled(template, _HEAD)
    if shared:
        data["aspects"] = [_filled(aspect, _ASPECT) for aspect in shared]
    data["sections"] = [_section(section, shared) for section in template.sections]
    return data


def to_toml(template: Template) -> str:
    """The text of its file."""
    data = to_data(template)
    lines = [f"{key} = {_value(value)}" for key, value in data.items() if key not in ("aspects", "sections")]
    for name in ("aspects", "sections"):
        for table in data.get(name, ()):
            lines += ["", f"[[{name}]]", *(f"{key} = {_value(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def id_for(heading: str, taken: Iterable[str] = ()) -> str:
    """An id made of a heading's letters and digits that is not taken yet: 'home-safety', 'home-safety-2' …"""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    stem = stem if stem[:1].isalpha() else f"part-{stem}".strip("-")
    known = set(taken)
    return next(each for each in _numbered(stem) if each not in known)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _section(section: TemplateSection, shared: list[TemplateAspect]) -> dict[str, Any]:
    data = _filled(section, _SECTION)
    if section.aspects:
        data["aspects"] = [each.id if each in shared else _filled(each, _ASPECT) for each in section.aspects]
    return data


def _filled(part: object, keys: tuple[str, ...]) -> dict[str, Any]:
    values = {key: getattr(part, key) for key in keys}
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in values.items() if value or key == "id"
    }


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_value(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    # A JSON text is a basic string of TOML but for the delete character.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
