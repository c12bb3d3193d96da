"""Puts plain words for hard ones, by the tables of words: only where the table says that the sense is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from easyread.grammar import read
from easyread.source import Span
from easyread.steps.piece import Piece, Setting
from easyread.words import Offer

_TELL_OF = re.compile(
    r"(?i)\b(tell|tells|told|telling) (you|us|them|him|her|me|the council|your [a-z]+(?: [a-z]+)?) of "
    r"(?=any|your|the|a|an|this|our)"
)


_NEVER = re.compile(r"(?i)\b(?:under|in) no circumstances (should|must|may|can|will) (you|we|they|he|she|it)\b")
_KINDS = {"verb": ("V", "AJ0"), "noun": ("N", "UN"), "adjective": ("A", "VVN", "VVG"), "adverb": ("A",)}


def _is_of_its_kind(text: str, offer: Offer) -> bool:
    """Whether the tagger too takes a word for the verb or noun that its row means: 'the remaining sum' doesn't stay."""
    words = [word for word in read(text).words if offer.span.start <= word.start and word.end <= offer.span.end]
    if not words or offer.row.part not in _KINDS:
        return True
    if len(words) > 1:
        # 'The result in writing' is no 'result in'.
        return offer.row.part != "verb" or words[0].tag[0] == "V" or words[0].tag[:2] == "AV"
    if offer.row.part == "verb" and words[0].tag == "AJ0":
        return words[0].low.endswith("ed")
    return words[0].tag.startswith(_KINDS[offer.row.part])


def replace_words(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'We will commence the work' is 'We will start the work'."""
    return (_with(piece, _sure(piece.text, setting)),)


def replace_each(piece: Piece, setting: Setting, passes: Callable[[Piece], bool]) -> Piece:
    """As `replace_words`, without the plain words that a check refuses: the others are put in all the same."""
    taken: list[tuple[Span, str]] = []
    for one in _sure(piece.text, setting):
        if passes(_with(piece, [*taken, one])):
            taken.append(one)
    return _with(piece, taken)


def _sure(text: str, setting: Setting) -> list[tuple[Span, str]]:
    """The plain words that may stand in a text, the last first, none over another."""
    # Where several offers have one place, the first is the one that the table prefers.
    found = reversed(setting.replacements.find(text))
    offers = {offer.span: offer for offer in found if offer.safe and _is_of_its_kind(text, offer)}
    taken: list[tuple[Span, str]] = [
        (Span(*match.span()), match.expand(r"\2 \1 never")) for match in _NEVER.finditer(text)
    ]
    before = len(text)
    for span in sorted(offers, key=lambda span: -span.end):
        if span.end <= before and not any(span.start < one.end and one.start < span.end for one, _ in taken):
            taken.append((span, offers[span].plain))
            before = span.start
    return sorted(taken, key=lambda one: -one[0].end)


def _with(piece: Piece, plain: Sequence[tuple[Span, str]]) -> Piece:
    text = piece.text
    for span, words in plain:
        text = text[: span.start] + words + text[span.end :]
    text = _TELL_OF.sub(r"\1 \2 about ", " ".join(text.split()))
    return piece.saying(text[:1].upper() + text[1:] if piece.text[:1].isupper() else text)
