"""What a Word paragraph's style makes of it: a heading, an item of a list, words that stand out or are hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.packages import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True)
class Style:
    """Of a paragraph: the level of a heading, or 0, and the number and level of its list."""

    heading: int = 0
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(f"{W}style")
        self._styles = {each.get(f"{W}styleId"): each for each in styles}

    def of(self, paragraph: Element) -> Style:
        """What a paragraph is by its style and its own settings."""
        heading, numbering = 0, None
        for properties, name in self._chain(paragraph):
            heading = heading or _heading(properties, name)
            numbering = numbering or _numbering(properties)
        return Style(heading, None if numbering and numbering[0] == "0" else numbering)

    def stands_out(self, paragraph: Element) -> bool:
        """Whether all of its words are bold, as those of a heading that was made without a style."""
        runs = [
            run for run in paragraph.iter(f"{W}r") if "".join(text.text or "" for text in run.iter(f"{W}t")).strip()
        ]
        if not runs:
            return False
        bold = any(_on(properties, "b") for _, _, properties in self._styled(paragraph) if properties is not None)
        return all(_on(run.find(f"{W}rPr"), "b", default=bold) for run in runs)

    def hidden(self, run: Element) -> bool:
        """Whether a run of words is hidden."""
        return _on(run.find(f"{W}rPr"), "vanish")

    def _chain(self, paragraph: Element) -> list[tuple[Element | None, str]]:
        """The paragraph's own settings, then those of its style and of what that is based on, with their names."""
        return [(properties, name) for properties, name, _ in self._styled(paragraph)]

    def _styled(self, paragraph: Element) -> list[tuple[Element | None, str, Element | None]]:
        own = paragraph.find(f"{W}pPr")
        found: list[tuple[Element | None, str, Element | None]] = [(own, "", None)]
        named = _value(own, "pStyle")
        seen = set()
        while named in self._styles and named not in seen:
            seen.add(named)
            style = self._styles[named]
            found.append((style.find(f"{W}pPr"), _value(style, "name") or "", style.find(f"{W}rPr")))
            named = _value(style, "basedOn")
        return found


def _heading(properties: Element | None, name: str) -> int:
    if found := _HEADING.match(name):
        return min(6, int(found.group(1)))
    if name.lower() in ("title", "subtitle"):
        return 1 if name.lower() == "title" else 2
    level = _value(properties, "outlineLvl")
    return int(level) + 1 if level and level.isdigit() and int(level) < 6 else 0


def _numbering(properties: Element | None) -> tuple[str, int] | None:
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    level = _value(found, "ilvl") or "0"
    return _value(found, "numId") or "0", int(level) if level.isdigit() else 0


def _value(parent: Element | None, name: str) -> str | None:
    child = None if parent is None else parent.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _on(properties: Element | None, name: str, *, default: bool = False) -> bool:
    child = None if properties is None else properties.find(f"{W}{name}")
    return default if child is None else child.get(f"{W}val", "true").lower() not in _OFF
