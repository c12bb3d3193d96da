"""Structure of plain text: paragraphs, '- ' and '1.' items, rows with bars or tabs, short lines as headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from easyread.headings import as_headings
from easyread.parts import Part, clean, row
from easyread.source import BlockKind

_MARKED_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_UNDERLINE = re.compile(r"[=\-]{3,}$")
BULLET = re.compile(r"(?:[-–—•●○◦▪■□‣⁃∙·*►✓✔➢]|o(?=\s{2,}|\t)|\uf0b7|\uf0a7)\s*(?=\S)")
"""What stands before an item of a list."""
NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
"""What stands before an item that is numbered. The number stays, as other places may speak of it."""
_RULE = re.compile(r"[-=_*~.+|:\s]{3,}$")
"""A line drawn with signs, as below the head of a table."""
_WIDE = 45
"""Letters of a line, from which on it may have been ended for want of room."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def decoded(data: bytes) -> str | None:
    """Bytes as text, by their mark, as UTF-8 or as Windows wrote English; None for what is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _text(data, encoding)
    if b"\0" in data[:4096]:
        return None
    text = _text(data, "utf-8")
    return text if text is not None else _text(data, "cp1252")


def _text(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return None
    return None if len(_CONTROL.findall(text)) > len(text) / 200 else text


@dataclass(frozen=True)
class _Line:
    """A line with how far it is indented."""

    text: str
    indent: int


def text_parts(text: str) -> tuple[Part, ...]:
    """The parts of a plain text. Lines that were ended only for want of room are joined."""
    lines = [_Line(line.strip(), _indent(line)) for line in text.replace("\f", "\n\n").splitlines()]
    found: list[Part] = []
    before: list[Part] = []
    for group in _groups(lines):
        parts = list(_parts(group))
        found += _begun(parts, before[0] if _is_next_row(before, parts) else None)
        before = parts
    return tuple(as_headings(found))


def _is_next_row(before: list[Part], parts: list[Part]) -> bool:
    """Whether two rows with an empty line between them are of one table: each stands alone, with as many cells."""
    alone = len(before) == len(parts) == 1 and before[0].kind is parts[0].kind is BlockKind.ROW
    return alone and before[0].text.count("|") == parts[0].text.count("|")


def _begun(parts: list[Part], row_before: Part | None) -> list[Part]:
    """Parts with no empty line between them: a table goes on to the next empty line, or to what is no row."""
    pairs = zip([row_before, *parts], parts, strict=False)
    return [
        replace(part, begins_table=part.kind is BlockKind.ROW and (not before or before.kind is not BlockKind.ROW))
        for before, part in pairs
    ]


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Runs of lines with no empty line between them."""
    group: list[_Line] = []
    for line in lines:
        if clean(line.text):
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _parts(group: list[_Line]) -> Iterator[Part]:
    wrapped = _is_wrapped(group)
    indents = sorted({line.indent for line in group if BULLET.match(line.text) or NUMBER.match(line.text)})
    waiting: Part | None = None
    for line in group:
        if _RULE.match(line.text):
            if waiting and _UNDERLINE.match(line.text) and waiting.kind is BlockKind.PARAGRAPH:
                waiting = Part(BlockKind.HEADING, waiting.text)
            continue
        part = _part(line, indents)
        if waiting and _goes_on(waiting, part, line, wrapped):
            waiting = Part(waiting.kind, joined(waiting.text, part.text), waiting.level)
            continue
        if waiting:
            yield waiting
        waiting = part
    if waiting:
        yield waiting


def _part(line: _Line, indents: list[int]) -> Part:
    if marked := _MARKED_HEADING.match(line.text):
        return Part(BlockKind.HEADING, line.text[marked.end() :].rstrip("# "), len(marked.group(1)))
    cells = _cells(line.text)
    if len(cells) > 1:
        return Part(BlockKind.ROW, row(cells))
    level = indents.index(line.indent) + 1 if line.indent in indents else 1
    if bullet := BULLET.match(line.text):
        return Part(BlockKind.ITEM, line.text[bullet.end() :], level)
    if NUMBER.match(line.text):
        return Part(BlockKind.ITEM, line.text, level)
    return Part(BlockKind.PARAGRAPH, line.text)


def _cells(text: str) -> list[str]:
    if "\t" in text and not BULLET.match(text) and not NUMBER.match(text):
        return [cell for cell in map(clean, text.split("\t")) if cell]
    if " | " in text or text.startswith("|") and text.endswith("|"):
        return [cell.strip() for cell in text.strip("|").split("|")]
    return [text]


def _is_wrapped(group: list[_Line]) -> bool:
    """Whether lines of a run were ended where they were full: most are about as long as the longest."""
    lengths = [len(line.text) for line in group]
    longest = max(lengths)
    return longest >= _WIDE and sum(length > longest * 0.7 for length in lengths[:-1]) * 2 > len(lengths) - 1


def _goes_on(before: Part, part: Part, line: _Line, wrapped: bool) -> bool:
    """Whether a line goes on with what the one before it began."""
    if part.kind is not BlockKind.PARAGRAPH or before.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    if re.search(r"[.!?:]$", before.text) and before.kind is BlockKind.ITEM:
        return False
    small = line.text[:1].islower()
    return small and not before.text.endswith((".", ":", "!", "?")) or wrapped and before.kind is BlockKind.PARAGRAPH


def joined(before: str, after: str) -> str:
    """Two lines as one. A word that was split at the line's end is whole again, where there is such a word."""
    first, _, rest = after.partition(" ")
    *others, last = before.split(" ")
    whole = whole_word(last, first)
    if whole is None:
        return f"{before} {after}"
    return " ".join(filter(None, (*others, whole, rest)))


def whole_word(before: str, after: str) -> str | None:
    """The word of which a line's end and the next line's beginning are the parts; None where no word was split.

    A reference or address that goes on after a stroke is one too.
    """
    if re.search(r"\w/$", before) and after[:1].isalnum():
        return before + after
    split = re.search(r"([A-Za-z]+)[-\u00ad\u2010]$", before)
    rest = re.match(r"[a-z]+", after)
    if not split or not rest:
        return None
    from wordfreq import zipf_frequency

    whole, hyphened = split.group(1) + rest.group(), f"{split.group(1)}-{rest.group()}"
    is_word = zipf_frequency(whole, "en", "large") > max(1.0, zipf_frequency(hyphened, "en", "large") - 0.5)
    return before[:-1] + ("" if is_word or before[-1] == "\u00ad" else "-") + after
