"""Puts what a hard word means right after the line that holds it first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from easyread.page import Explained, Line, LineKind, WrittenBy
from easyread.words import Glossary


def with_meanings(
    lines: Sequence[Line], glossary: Glossary, kept: Sequence[str] = ()
) -> tuple[tuple[Line, ...], tuple[Explained, ...]]:
    """The lines, each hard word explained once: after its line, or after the list or example that belongs to the line.

    'You can have an advocate.' is followed by 'An advocate is someone who helps a person to speak up.' A word of a
    heading is explained where the text has it again; lines of `kept` ids (addresses, references) explain nothing.
    """
    shown: list[Line] = []
    waiting: list[Line] = []
    known: dict[str, Explained] = {}
    for at, line in enumerate(lines):
        shown.append(line)
        for one in _new_words(lines, at, glossary, known) if line.id not in kept else ():
            known[one.word] = one
            waiting.append(Line("", one.meaning, line.source, LineKind.EXPLAIN, written_by=WrittenBy.GLOSSARY))
        if not _goes_on(lines, at) and line.kind is not LineKind.HEADING:
            shown += waiting
            waiting = []
    shown += waiting
    return tuple(replace(line, id=f"l{at}") for at, line in enumerate(shown, 1)), tuple(known.values())


def _new_words(
    lines: Sequence[Line], at: int, glossary: Glossary, known: dict[str, Explained]
) -> tuple[Explained, ...]:
    """The hard words of a line that no line before it explained."""
    terms = {found.term.word: found.term for found in glossary.find(lines[at].text)}
    heading = lines[at].kind is LineKind.HEADING
    return tuple(
        Explained(word, term.meaning)
        for word, term in terms.items()
        if word not in known and not (heading and _comes_again(lines[at + 1 :], word, glossary))
    )


def _comes_again(lines: Sequence[Line], word: str, glossary: Glossary) -> bool:
    return any(
        found.term.word == word
        for line in lines
        if line.kind is not LineKind.HEADING
        for found in glossary.find(line.text)
    )


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line belongs to this one: an item of its list, or an example of it."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    return after is not None and (
        after.kind is LineKind.LIST or after.text.startswith(("For example, ", "This includes"))
    )
