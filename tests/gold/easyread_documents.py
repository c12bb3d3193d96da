"""The documents of tests/gold/easyread: their text and structure, and what an Easy Read version of each must keep."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from easyread.source import Block, BlockKind, Source, Span

FOLDER = Path(__file__).parent / "easyread"
SEEN, UNSEEN, ASIDE, ASIDE2 = "seen", "unseen", "aside", "aside2"
"""The parts: rules may be tuned on the first alone; nobody who writes rules reads the last two. All but the first are
folders."""
SET_ASIDE = (ASIDE, ASIDE2)

NOT = (
    r"\b(not|no|never|nobody|no one|nothing|none|neither|nor|without|cannot|un(less|able)|refused?|stop|avoid)\b|n't\b"
)
MUST = r"\b(must|ha(s|ve) to|needs? to|(is|are) required to|(is|are) to)\b"
MAY = r"\b(may|can|could|might|allowed|permitted|(is|are) able to|choose|ask)\b"
MUST_NOT = r"\b(must not|must never|cannot|can not|may not|not allowed|not permitted|do not|does not|no|never)\b"
PATTERNS = {"{not}": f"({NOT})", "{must}": f"({MUST})", "{may}": f"({MAY})", "{mustnot}": f"({MUST_NOT})"}
"""What the braces of `keep` stand for."""


@dataclass(frozen=True)
class Kept:
    """A fact that may not get lost: where it stands, whose it is, and what would be a wrong reading.

    Each pattern of `keep` is in what is made of the sentence with the quote, or the value itself where there is none;
    `never` is in no line of the page.
    """

    kind: str
    value: str
    whose: str
    quote: str
    wrong: str
    span: Span
    keep: tuple[re.Pattern[str], ...] = ()
    never: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Document:
    """One document, with its facts, and the words that its readers would not know."""

    name: str
    title: str
    source: Source
    reader: str | None
    writer: str
    facts: tuple[Kept, ...]
    hard: tuple[str, ...]
    names: tuple[str, ...]
    part: str

    @property
    def unseen(self) -> bool:
        """Whether no rule may be tuned on it."""
        return self.part != SEEN

    @property
    def text(self) -> str:
        """All of it."""
        return self.source.text

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.replace("|", " ").split())


@cache
def documents() -> tuple[Document, ...]:
    """The seen and the unseen ones, by number; those set aside are in no other list than `aside`."""
    return (*_inside(FOLDER), *_inside(FOLDER / UNSEEN))


@cache
def aside() -> tuple[Document, ...]:
    """Those of both sets that are set aside, by number: for figures alone, and never for whoever writes a rule."""
    return tuple(document for part in SET_ASIDE for document in _inside(FOLDER / part))


def _inside(folder: Path) -> tuple[Document, ...]:
    return tuple(read(path) for path in sorted(folder.glob("*.txt")) if path.with_suffix(".toml").is_file())


def read(path: Path) -> Document:
    """One document and the facts beside it."""
    gold = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    source = source_of(path.read_text(encoding="utf-8"), frozenset(gold["headings"]))
    facts = tuple(_fact(source.text, row) for row in gold["facts"])
    return Document(
        path.stem,
        gold["title"],
        source,
        gold["reader"]["name"] or None,
        gold["reader"]["writer"],
        facts,
        tuple(gold["hard"]),
        tuple(gold["names"]),
        SEEN if path.parent == FOLDER else path.parent.name,
    )


def _fact(text: str, row: dict[str, object]) -> Kept:
    quote = str(row["quote"])
    at = text.index(quote)
    keep = row.get("keep", [])
    assert isinstance(keep, list)
    kind, value, whose, wrong = (str(row[key]) for key in ("kind", "value", "whose", "wrong"))
    return Kept(
        kind,
        value,
        whose,
        quote,
        wrong,
        Span(at, at + len(quote)),
        tuple(_pattern(each) for each in keep),
        _pattern(str(row["never"])) if "never" in row else None,
    )


def _pattern(text: str) -> re.Pattern[str]:
    for short, long in PATTERNS.items():
        text = text.replace(short, long)
    return re.compile(text, re.IGNORECASE)


def source_of(text: str, headings: frozenset[str]) -> Source:
    """A plain text as a source: a block a line, headings by name, '- ' items, ' | ' rows."""
    kept = [line.strip() for line in text.splitlines() if line.strip()]
    blocks, at, made = [], 0, []
    for line in kept:
        kind = _kind(line, headings)
        shown = line.removeprefix("- ") if kind is BlockKind.ITEM else line
        blocks.append(Block(kind, Span(at, at + len(shown))))
        made.append(shown)
        at += len(shown) + 1
    return Source("\n".join(made), tuple(blocks))


def _kind(line: str, headings: frozenset[str]) -> BlockKind:
    if line in headings:
        return BlockKind.HEADING
    if line.startswith("- "):
        return BlockKind.ITEM
    return BlockKind.ROW if " | " in line else BlockKind.PARAGRAPH


_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z£'(])")
_SHORT = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|No|e\.g|i\.e)\.$")


def sentences(source: Source, *, rows: bool = False) -> tuple[Span, ...]:
    """The sentences of its paragraphs and items (and the rows of its tables), each as where it stands."""
    wanted = {BlockKind.PARAGRAPH, BlockKind.ITEM} | ({BlockKind.ROW} if rows else set())
    return tuple(
        Span(block.span.start + start, block.span.start + end)
        for block in source.blocks
        if block.kind in wanted
        for start, end in pieces(block.span.of(source.text))
    )


def pieces(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a line of text stands."""
    found, start = [], 0
    for gap in _END.finditer(text):
        if not _SHORT.search(text[: gap.start()]):
            found.append((start, gap.start()))
            start = gap.end()
    return [*found, (start, len(text))]
