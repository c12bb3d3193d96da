"""The sentences of a document, each with the place where it stands, block by block."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.source import Block, BlockKind, Source, Span

_NO_END = re.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|miss|dr|prof|rev|st|no|nos|tel|ext|ref|approx|para|paras|sch|fig|vs|etc|inc|ltd|dept"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)"
    r"|\b(?:e\.g|i\.e|a\.m|p\.m|n\.b)|(?-i:(?<!['’])\b[A-Z])|^\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4}))\.$"
)
"""What a full stop may follow without ending a sentence: abbreviations, initials, the number of a clause."""
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)")
_STRONG = re.compile(r"(?i)\b(?:etc|a\.m|p\.m|ltd|inc)\.$")
"""Abbreviations after which a capital does begin a new sentence."""


@dataclass(frozen=True)
class Sentence:
    """One sentence: its words, where in the source's text they stand, and the block that it belongs to."""

    text: str
    span: Span
    block: Block


def sentences(source: Source) -> tuple[Sentence, ...]:
    """The sentences of a source in reading order. A heading or a row of a table is one, whatever stops it holds."""
    found: list[Sentence] = []
    for block in source.blocks:
        one = block.kind in (BlockKind.HEADING, BlockKind.ROW)
        spans = (block.span,) if one else _cut(source.text, block.span)
        found += [Sentence(text, span, block) for span in spans if (text := _flat(span.of(source.text)))]
    return tuple(found)


def split_text(text: str) -> tuple[str, ...]:
    """The sentences of a text without structure, for example of what a model wrote."""
    return tuple(filter(None, (_flat(span.of(text)) for span in _cut(text, Span(0, len(text))))))


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Where the sentences of a text stand; a line's end ends one too."""
    found: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += _cut(text, Span(start, start + len(line)))
        start += len(line)
    return tuple(found)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, within: Span) -> tuple[Span, ...]:
    cuts = [within.start]
    for stop in _STOP.finditer(text, within.start, within.end):
        if _ends(text, cuts[-1], stop):
            cuts.append(stop.end())
    cuts.append(within.end)
    return tuple(
        trimmed
        for start, end in zip(cuts, cuts[1:], strict=False)
        if (trimmed := _trim(text, Span(start, end))).start < trimmed.end
    )


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a sentence ends at a stop: not after 'Mrs.', 'e.g.', an initial, or the number '3.' that begins it."""
    after = text[stop.end() :].lstrip()
    before = text[start : stop.start() + 1].strip()
    if stop.group()[0] == "." and (found := _NO_END.search(before)):
        if _STRONG.search(before):
            return not after or after[0].isupper()
        if re.search(r"(?i)\bno\.$", before):
            return not after[:1].isdigit()
        # 'It is for me and I.' can't be told from an initial; a title or 'e.g.' never ends a sentence.
        return not found.group().strip() or not after
    return not after or not after[0].islower()


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
