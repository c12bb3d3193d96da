"""What Word writes before an item of a list: its number, or nothing where it is a bullet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.packages import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Marker:
    """Of an item: its number as it is shown, '' for a bullet, and its depth from 1."""

    text: str
    depth: int


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str
    start: int


class Lists:
    """The lists of a document, counted while it is read from its beginning."""

    def __init__(self, root: Element | None) -> None:
        self._kinds: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._same: dict[str, str] = {}
        if root is None:
            return
        kinds = {each.get(f"{W}abstractNumId"): _levels(each) for each in root.findall(f"{W}abstractNum")}
        for each in root.findall(f"{W}num"):
            kind = each.find(f"{W}abstractNumId")
            named, number = None if kind is None else kind.get(f"{W}val"), str(each.get(f"{W}numId"))
            self._kinds[number] = kinds.get(named, {})
            # Lists of one kind count on; one that says where it starts counts by itself.
            self._same[number] = number if each.find(f"{W}lvlOverride") is not None else f"kind {named}"

    def marker(self, paragraph: Element, numbering: tuple[str, int] | None) -> Marker | None:
        """What stands before a paragraph; None where it is no item."""
        if numbering is None:
            return None
        number, depth = numbering
        levels = self._kinds.get(number, {})
        counts = self._counts.setdefault(self._same.get(number, number), {})
        level = levels.get(depth)
        counts[depth] = counts.get(depth, (level.start if level else 1) - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if level is None or level.form in ("bullet", "none"):
            return Marker("", min(6, depth + 1))
        return Marker(_shown(level.pattern, levels, counts), min(6, depth + 1))


def _levels(kind: Element) -> dict[int, _Level]:
    found = {}
    for each in kind.findall(f"{W}lvl"):
        depth, start = str(each.get(f"{W}ilvl", "0")), _value(each, "start", "1")
        if depth.isdigit():
            begin = int(start) if start.isdigit() else 1
            found[int(depth)] = _Level(_value(each, "numFmt", "decimal"), _value(each, "lvlText", ""), begin)
    return found


def _value(parent: Element, name: str, default: str) -> str:
    child = parent.find(f"{W}{name}")
    return default if child is None else str(child.get(f"{W}val", default))


def _shown(pattern: str, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    """'%1.%2.' with the counts of its levels put in."""

    def number(found: re.Match[str]) -> str:
        depth = int(found.group(1)) - 1
        level = levels.get(depth)
        return _numeral(counts.get(depth, level.start if level else 1), level.form if level else "decimal")

    return re.sub(r"%([1-9])", number, pattern).strip()


def _numeral(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 40:
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    return str(count)


def _roman(count: int) -> str:
    found = ""
    for worth, letters in _ROMAN:
        while count >= worth:
            found, count = found + letters, count - worth
    return found
