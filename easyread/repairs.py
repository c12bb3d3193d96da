"""Other ways to say a line that a person clicked: up to three, none of which changes what its source says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from easyread import words
from easyread.editing import beside, faults, sentence_of, setting_of, sources_of
from easyread.fidelity import Reader
from easyread.grammar import read
from easyread.page import Level, Line, LineKind, Page, WrittenBy
from easyread.report import check_line
from easyread.simplify import variants
from easyread.source import Span
from easyread.steps.full_names import is_inside_name
from easyread.steps.piece import Setting, sentence

MOST = 3
_NOT_OF_WORDS = ("picture", "explained-next")
"""Rules that another wording can't mend: what they ask for stands beside the line."""
_WEIGHTS = {Level.RED: 3, Level.AMBER: 1, Level.GREEN: 0}
Repair = str | tuple[str, ...]
"""The words of one line, or of several that take its place; after one that ends in ':' come the items of its list."""
_Lines = tuple[str, ...]


def repairs(line: Line, page: Page, reader: Reader, own: Path | None = None) -> tuple[Repair, ...]:
    """Up to three other ways to say a line of a page, the best first; never the line itself.

    From the line's own words, with plain words in them, and from the sentence that it came from. Each is held to that
    sentence, with the lines beside it, and breaks fewer rules than the line; where the line itself says what its source
    doesn't, the source's own words are the last.
    """
    if line.kind is LineKind.EXPLAIN:
        return ()
    setting = setting_of(page, reader, own)
    astray = bool(faults((line,), line, page, reader, own))
    most = _weight((line.text,), line, page, own)
    found: list[tuple[tuple[int, int], _Lines]] = []
    for texts in dict.fromkeys(_candidates(line, page, setting, own)):
        if texts == (line.text,) or faults(lines_of(texts, line), line, page, reader, own):
            continue
        weight = _weight(texts, line, page, own)
        if astray or weight < most:
            found.append(((weight, sum(read(text).length for text in texts)), texts))
    found.sort(key=lambda one: one[0])
    best = [texts for _, texts in found[:MOST]]
    if astray and (kept := _as_in_source(line, page)) and kept not in best:
        best = [*best[: MOST - 1], kept]
    return tuple(texts[0] if len(texts) == 1 else texts for texts in best)


def lines_of(texts: Sequence[str], line: Line) -> tuple[Line, ...]:
    """Lines that take the place of one: after one that ends in ':' come the items of its list."""
    shown, kind = [], line.kind
    for at, text in enumerate(texts):
        shown.append(replace(line, id=line.id if not at else f"{line.id}.{at}", text=text, kind=kind, checks=()))
        if text.endswith(":"):
            alone = at + 1 < len(texts) and texts[at + 1].endswith(".")
            kind = kind if alone else LineKind.LIST
        elif kind is LineKind.LIST and text.endswith("."):
            kind = line.kind
    return tuple(shown)


def _candidates(line: Line, page: Page, setting: Setting, own: Path | None) -> Iterator[_Lines]:
    from_line = replace(setting, in_list=line.kind is LineKind.LIST)
    for variant in variants(line.text, from_line, several=True):
        yield _as_begun(variant.texts, line)
    for text in _with_plain_words(line.text, setting, own):
        yield (text,)
        yield from (_as_begun(variant.texts, line) for variant in variants(text, from_line))
    yield from _of_the_sentence(line, page, from_line)


def _as_begun(texts: _Lines, line: Line) -> _Lines:
    """An item of a list keeps its small letter, and has no stop where it had none."""
    if line.kind is not LineKind.LIST or not line.text[:1].islower() or len(texts) > 1:
        return texts
    text = texts[0][:1].lower() + texts[0][1:]
    return (text if line.text.endswith(".") else text.rstrip("."),)


def _of_the_sentence(line: Line, page: Page, setting: Setting) -> Iterator[_Lines]:
    """What the rules make of the source's sentence, without the lines that stand beside this one already."""
    before, after = beside(line, page)
    others = [one.text for one in (*before, *after)]
    for source in sources_of(line, page)[:1]:
        for variant in variants(source, setting, several=True)[:-1]:
            rest = tuple(text for text in variant.texts if text not in others)
            if rest and len(rest) == len(variant.texts) - len(others):
                yield _as_begun(rest, line)


def _as_in_source(line: Line, page: Page) -> _Lines:
    """The sentence as it stands in the source, if no other line holds a part of it."""
    before, after = beside(line, page)
    text = sentence_of(line, page)
    return () if before or after or not text or text == line.text or " | " in text else (text,)


def _with_plain_words(text: str, setting: Setting, own: Path | None) -> Iterator[str]:
    """Plain words for hard ones: all at once, then each by itself, since a person sees whether its sense is meant."""
    offers = [*_plain_words(text, setting, own)]
    free, every = 0, []
    for span, plain in sorted(offers, key=lambda one: (one[0].start, -one[0].end)):
        if span.start >= free:
            every.append((span, plain))
            free = span.end
    if every:
        yield _put(text, every)
    yield from (_put(text, [one]) for one in offers)


def _plain_words(text: str, setting: Setting, own: Path | None) -> Iterator[tuple[Span, str]]:
    for offer in setting.replacements.find(text):
        if offer.safe or any(words.is_hard(word, own) for word in re.findall(r"[\w'-]+", offer.span.of(text))):
            yield offer.span, offer.plain
    for found in setting.glossary.find(text):
        if found.term.plain and not found.plural:
            yield found.span, found.term.plain
    for match in re.finditer(r"\b[A-Z]{2,}s?\b", text):
        if not words.is_known_acronym(match.group(), own):
            yield from _in_full(text, match, own)
    for idiom in words.idioms.find(text, own):
        yield idiom.span, idiom.plain


def _in_full(text: str, match: re.Match[str], own: Path | None) -> Iterator[tuple[Span, str]]:
    """A short form in full; in brackets after its full form it is not needed.

    None for one that stands for several things, or that is a part of a name: who clicks would take a guess for a fact.
    """
    full = words.expansion(match.group(), own)
    if full and not is_inside_name(match):
        told = re.search(rf"(?i)\b{re.escape(full)}( \({re.escape(match.group())}\))", text)
        yield (Span(*told.span(1)), "") if told else (Span(*match.span()), full)


def _put(text: str, offers: Sequence[tuple[Span, str]]) -> str:
    for span, plain in sorted(offers, key=lambda one: -one[0].start):
        text = text[: span.start] + plain + text[span.end :]
    return sentence(text) if text[:1].isupper() and text.endswith(".") else text


def _weight(texts: _Lines, line: Line, page: Page, own: Path | None) -> int:
    """How far lines are from the rules, were they to stand in place of one: 3 for each red, 1 for each amber."""
    at = next((at for at, one in enumerate(page.lines) if one.id == line.id), len(page.lines))
    shown = [replace(one, written_by=WrittenBy.RULES) for one in lines_of(texts, line)]
    changed = replace(page, lines=(*page.lines[:at], *shown, *page.lines[at + 1 :]))
    checks = [each for place in range(at, at + len(shown)) for each in check_line(changed, place, own=own)]
    return sum(_WEIGHTS[each.level] for each in checks if each.rule not in _NOT_OF_WORDS)
