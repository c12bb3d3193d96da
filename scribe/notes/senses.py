"""Whether a word may be told by another: the same sense in the same form ('rings' by 'phones', 'fags' by 'cigarettes').

Source of the rows: resources/lexicon/equal.toml; of the forms: lemminflect.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from easyread.language.words import equal, forms, one_way, word_list
from scribe.notes.units import Unit

_TAGS = {"VERB": ("VB", "VBD", "VBG", "VBN", "VBZ"), "NOUN": ("NN", "NNS"), "ADJ": ("JJ", "JJR", "JJS")}
_BEFORE_NOUN = frozenset(word_list("a an the my your his her its our their this that these those no any some 's of"))
_BEFORE_VERB = frozenset(
    word_list("i we you she he it they who to not can could will would should must may might do does did 'd @")
)
_ASKS = frozenset(word_list("know ask wonder tell see sure check matter care decide remember not"))


def tells(claim: Unit, source: Unit) -> bool:
    """Whether the word of the claim has the sense of the word that was said, where that stands."""
    if (source.word, claim.word) in one_way():
        return _fits(source)
    kind = _told_as().get((source.word, claim.word), "")
    if kind == "VERB":
        return source.before not in _BEFORE_NOUN
    return bool(kind) and not (kind == "NOUN" and source.before in _BEFORE_VERB)


def _fits(source: Unit) -> bool:
    """'May' is 'might' in reported speech where it is no permission; 'if' is 'whether' after 'know' alone."""
    if source.word == "may":
        return source.before in ("i", "it", "there", "we")
    if source.word == "if":
        return source.before in _ASKS
    return source.word != "off" or bool(source.after)


@cache
def _told_as() -> dict[tuple[str, str], str]:
    """For each form that may be said and each by which it may be told, the part of speech in which they agree."""
    return {pair: kind for kind, said, told in _rows() for pair in _pairs(kind, said, told)}


def _rows() -> Iterator[tuple[str, str, str]]:
    for kind, *same in equal("senses"):
        yield from ((kind, said, told) for said in same for told in same if said != told)
    for kind, said, told in equal("told_as"):
        yield kind, said, told


def _pairs(kind: str, said: str, told: str) -> Iterator[tuple[str, str]]:
    for tag in _TAGS[kind]:
        yield from ((one, two) for one in _in(said, tag) for two in _in(told, tag))
    if kind == "VERB":  # 'I ring' is 'she phones'
        yield from ((said, two) for two in _in(told, "VBZ"))


def _in(word: str, tag: str) -> tuple[str, ...]:
    return (word,) if tag in ("VB", "NN", "JJ") else forms(word, tag)
