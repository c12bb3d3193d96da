"""Reads web pages (html): what stands on the page, never what is fetched, run or hidden."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from easyread.headings import as_headings
from easyread.parts import Part, clean, row, same_twice
from easyread.plain_text import decoded
from easyread.source import BlockKind

_HIDDEN = frozenset(
    ("head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "datalist",
     "audio", "video", "canvas", "nav")
)  # fmt: skip
"""Elements whose words nobody sees on the page, or that lead elsewhere."""
_EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "pre", "address", "figure",
     "figcaption", "ul", "ol", "dl", "dt", "dd", "li", "table", "caption", "tr", "td", "th", "form", "fieldset",
     "legend", "h1", "h2", "h3", "h4", "h5", "h6", "body", "html", "hr", "details", "summary", "button")
)  # fmt: skip
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_DEEPEST = 2_000
"""Elements inside each other, above which what opens is no longer counted: no page that was written by hand is so."""


def html_parts(data: bytes) -> tuple[Part, ...]:
    """The parts of a web page."""
    page = _Page()
    page.feed(_decoded(data))
    page.close()
    page.end()
    return tuple(as_headings(list(same_twice(page.parts))))


def _decoded(data: bytes) -> str:
    """The page's text by what it says of itself, else as any text."""
    named = _CHARSET.search(data[:2048])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(named.group(1).decode("ascii"))
        except (LookupError, UnicodeError):
            pass  # it says so wrongly, as many pages do: then what its bytes look like counts
    return decoded(data) or data.decode("latin-1")


class _Page(HTMLParser):
    """A web page while it is read: parts as they end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._words: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._hidden = 0
        self._lists: list[int | None] = []
        self._in_item = False
        self._tables: list[list[str]] = []
        self._cells_open = 0
        self._begins_table = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag in _EMPTY:
            if tag == "br" and not self._hidden:
                self._words.append("\n")
            elif tag == "hr":
                self._flush()
            return
        hidden = tag in _HIDDEN or _is_hidden(dict(attrs))
        if len(self._open) < _DEEPEST:
            self._open.append((tag, hidden))
            self._hidden += hidden
        if self._hidden:
            return
        if tag in _BLOCKS:
            self._flush()
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._in_item = True
            if self._lists and (count := self._lists[-1]) is not None:
                self._lists[-1] = count + 1
                self._words.append(f"{count + 1}. ")
        elif tag == "table":
            self._begins_table = True
        elif tag == "tr":
            self._tables.append([])
        elif tag in ("td", "th"):
            self._cells_open += 1
            if self._tables:
                self._tables[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those in it that were not ended."""
        if all(name != tag for name, _ in self._open):
            return
        while self._open:
            name, hidden = self._open.pop()
            self._hidden -= hidden
            if not hidden and not self._hidden:
                self._end(name)
            if name == tag:
                return

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush(tag)
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._in_item = False
        elif tag in ("td", "th"):
            self._cells_open = max(0, self._cells_open - 1)
        elif tag == "tr" and self._tables:
            self._row(self._tables.pop())

    def _row(self, cells: list[str]) -> None:
        if len(cells) == 1:
            self.parts.append(Part(BlockKind.PARAGRAPH, clean(cells[0])))
        elif any(map(clean, cells)):
            self.parts.append(Part(BlockKind.ROW, row(cells), begins_table=self._begins_table))
            self._begins_table = False

    def handle_data(self, data: str) -> None:
        """Words. A line's end in them is a space, unless they are set as they were typed."""
        if self._hidden:
            return
        typed = any(name == "pre" for name, _ in self._open)
        self._words.append(data if typed else data.replace("\n", " ").replace("\r", " "))

    def end(self) -> None:
        """The page ends."""
        while self._open:
            name, hidden = self._open.pop()
            self._hidden -= hidden
            if not hidden and not self._hidden:
                self._end(name)
        self._flush()

    def _flush(self, tag: str = "") -> None:
        """What was said since the last block began is a part, or goes into the cell that is open."""
        text, self._words = "".join(self._words), []
        if not clean(text):
            return
        if self._cells_open and self._tables and self._tables[-1]:
            before = self._tables[-1][-1]
            self._tables[-1][-1] = f"{before} {text}".strip()
        elif re.fullmatch(r"h[1-6]", tag):
            self.parts.append(Part(BlockKind.HEADING, text, int(tag[1])))
        elif self._in_item:
            self.parts.append(Part(BlockKind.ITEM, text, min(6, max(1, len(self._lists)))))
        else:
            lines = [line for line in text.split("\n") if clean(line)]
            short = all(len(line) <= 60 for line in lines)
            self.parts += [Part(BlockKind.PARAGRAPH, line) for line in (lines if short else [" ".join(lines)])]


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_INVISIBLE.search(attributes.get("style") or ""))
    )
