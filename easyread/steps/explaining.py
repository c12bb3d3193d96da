"""Puts what a hard word means right after the line that holds it first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from easyread.formal_lines import formal_lines
from easyread.page import Explained, Line, LineKind, WrittenBy
from easyread.source import Span
from easyread.steps.full_names import in_full
from easyread.word_forms import are_akin, cased
from easyread.words import Glossary, Replacement, Replacements, is_hard

_OF_FORCE = re.compile(
    r"\b(?:you|your|we|our|us|me|them|him|her|must|have to|has to|can|may|should|will|not|no|never|right|only|if"
    r"|unless|is|are|was|were|be|been)\b| (?:the|an?)$"
)
"""A meaning may say nothing of these: it is said in general. Words that end in 'the' are no whole ones."""

WHICH_SENSE = "This word has more than one meaning. Check that this is the one meant here, or take the line out."


def with_meanings(
    lines: Sequence[Line], glossary: Glossary, kept: Sequence[str] = (), plain: Replacements | None = None
) -> tuple[tuple[Line, ...], tuple[Explained, ...]]:
    """The lines, short forms in full, each hard word explained once: after its line, its list or its example.

    'You can have an advocate.' is followed by 'An advocate is someone who helps a person to speak up.' A word of a
    heading, or of a line of `kept` ids ('Private and confidential'), is explained where the text has it again, if it
    has. The head and the end of a letter explain nothing. Of two words of one root the first alone is explained.
    Where a word stayed for which `plain` has a plainer one, that tells what it means: 'Reimburse means pay back.'
    """
    lines = in_full(lines)
    formal = formal_lines(lines)
    said = [line for at, line in enumerate(lines) if at not in formal and line.kind is not LineKind.HEADING]
    shown: list[Line] = []
    waiting: list[Line] = []
    known: dict[str, Explained] = {}
    for at, line in enumerate(lines):
        shown.append(line)
        said = said[1:] if said[:1] == [line] else said
        new = {} if at in formal else _new_words(line, said, glossary, known, kept, plain)
        for name, (one, ask) in new.items():
            known[name] = one
            why = WHICH_SENSE if ask else None
            waiting.append(
                Line(
                    "", one.meaning, line.source, LineKind.EXPLAIN, flagged=ask, why=why, written_by=WrittenBy.GLOSSARY
                )
            )
        if not _goes_on(lines, at) and line.kind is not LineKind.HEADING:
            shown += waiting
            waiting = []
    shown += waiting
    return tuple(replace(line, id=f"l{at}") for at, line in enumerate(shown, 1)), tuple(known.values())


def _new_words(
    line: Line,
    after: Sequence[Line],
    glossary: Glossary,
    known: Mapping[str, Explained],
    kept: Sequence[str],
    plain: Replacements | None,
) -> dict[str, tuple[Explained, bool]]:
    """The hard words of a line that no line before it explained, by their terms, each with whether a person is asked
    for its sense; `after` is what is said after it."""
    by_the_way = line.kind is LineKind.HEADING or (line.id in kept and line.kind is not LineKind.LIST)
    if line.id in kept and re.search(r"\d", line.text) and line.kind is not LineKind.LIST:
        return {}
    new: dict[str, tuple[Explained, bool]] = {}
    terms = glossary.find(line.text)
    for found in terms:
        name = found.term.word
        if _is_told(name, known) or _is_told(name, new):
            continue
        if not (by_the_way and _comes_again(after, name, glossary)):
            new[name] = Explained(found.word, found.meaning), found.term.ask
    spans = [found.span for found in terms]
    for name, one in () if by_the_way or not plain else _by_plain_words(line.text, plain, spans):
        if not _is_told(name, known) and not _is_told(name, new):
            new[name] = one, False
    return new


def _by_plain_words(text: str, plain: Replacements, terms: Sequence[Span]) -> Iterator[tuple[str, Explained]]:
    """The words of a line that have plainer ones, which could not be put in their place, told by those.

    None of those that a term tells of already.
    """
    for offer in plain.find(text):
        hard = offer.span.of(text).lower()
        apart = all(offer.span.end <= term.start or term.end <= offer.span.start for term in terms)
        if apart and offer.safe and _can_tell(offer.row, hard):
            yield hard, Explained(hard, f"{cased(hard, 'A')} means {offer.plain.lower()}.")


def _can_tell(row: Replacement, hard: str) -> bool:
    """Whether a row's words can stand in a meaning: whole, hard, and not of what must be or not be done."""
    plain = row.plain.split()
    if "*" in row.hard or row.hard.startswith("^") or _OF_FORCE.search(f"{hard} {row.plain}"):
        return False
    if set(plain) <= set(hard.split()):
        return False  # 'in order to' is 'to'
    return any(is_hard(word) for word in hard.split()) or (row.part == "phrase" and len(hard.split()) > 2)


def _is_told(name: str, known: Collection[str]) -> bool:
    """Whether a word, or another of its root, has been explained: who knows 'evicted' needs no 'eviction'.

    Nor does who was told what a personal budget is need to be told what a budget is.
    """
    return name in known or any(are_akin(name, one) or one.endswith(f" {name}") for one in known)


def _comes_again(lines: Sequence[Line], word: str, glossary: Glossary) -> bool:
    return any(found.term.word == word for line in lines for found in glossary.find(line.text))


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line belongs to this one: an item of its list, what an 'If …:' leads to, or an example of it."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    return after is not None and (
        after.kind is LineKind.LIST
        or lines[at].text.endswith(":")
        and after.text[:1].islower()
        or after.text.startswith(("For example, ", "This includes"))
    )
