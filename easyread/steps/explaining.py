"""Puts what a hard word means right after the line that holds it first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from easyread.page import Explained, Line, LineKind, WrittenBy
from easyread.steps.full_names import in_full
from easyread.words import Glossary


def with_meanings(
    lines: Sequence[Line], glossary: Glossary, kept: Sequence[str] = ()
) -> tuple[tuple[Line, ...], tuple[Explained, ...]]:
    """The lines, short forms in full, each hard word explained once: after its line, its list or its example.

    'You can have an advocate.' is followed by 'An advocate is someone who helps a person to speak up.' A word of a
    heading, or of a line of `kept` ids (a greeting, 'Private and confidential'), is explained where the text has it
    again, if it has; an address or a reference explains nothing.
    """
    lines = in_full(lines)
    shown: list[Line] = []
    waiting: list[Line] = []
    known: dict[str, Explained] = {}
    for at, line in enumerate(lines):
        shown.append(line)
        for name, one in _new_words(lines, at, glossary, known, kept).items():
            known[name] = one
            waiting.append(Line("", one.meaning, line.source, LineKind.EXPLAIN, written_by=WrittenBy.GLOSSARY))
        if not _goes_on(lines, at) and line.kind is not LineKind.HEADING:
            shown += waiting
            waiting = []
    shown += waiting
    return tuple(replace(line, id=f"l{at}") for at, line in enumerate(shown, 1)), tuple(known.values())


def _new_words(
    lines: Sequence[Line], at: int, glossary: Glossary, known: Mapping[str, Explained], kept: Sequence[str]
) -> dict[str, Explained]:
    """The hard words of a line that no line before it explained, by their terms."""
    line = lines[at]
    by_the_way = line.kind is LineKind.HEADING or (line.id in kept and line.kind is not LineKind.LIST)
    if line.id in kept and re.search(r"\d", line.text) and line.kind is not LineKind.LIST:
        return {}
    new: dict[str, Explained] = {}
    for found in glossary.find(line.text):
        name = found.term.word
        if name not in known and name not in new and not (by_the_way and _comes_again(lines[at + 1 :], name, glossary)):
            new[name] = Explained(found.word, found.meaning)
    return new


def _comes_again(lines: Sequence[Line], word: str, glossary: Glossary) -> bool:
    return any(
        found.term.word == word
        for line in lines
        if line.kind is not LineKind.HEADING
        for found in glossary.find(line.text)
    )


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line belongs to this one: an item of its list, what an 'If …:' leads to, or an example of it."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    return after is not None and (
        after.kind is LineKind.LIST
        or lines[at].text.endswith(":")
        and after.text[:1].islower()
        or after.text.startswith(("For example, ", "This includes"))
    )
