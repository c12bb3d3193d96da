"""Puts plain words for hard ones, by the tables of words: only where the table says that the sense is sure."""

from __future__ import annotations

import re

from easyread.steps.piece import Piece, Setting

_TELL_OF = re.compile(
    r"(?i)\b(tell|tells|told|telling) (you|us|them|him|her|me|the council|your [a-z]+(?: [a-z]+)?) of (?=any|your|the|a|an|this|our)"
)


def replace_words(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'We will commence the work' is 'We will start the work'."""
    text = piece.text
    # Where several offers have one place, the first is the one that the table prefers.
    offers = {offer.span: offer for offer in reversed(setting.replacements.find(text)) if offer.safe}
    before = len(text)
    for span in sorted(offers, key=lambda span: -span.end):
        if span.end <= before:
            text = text[: span.start] + offers[span].plain + text[span.end :]
            before = span.start
    text = _TELL_OF.sub(r"\1 \2 about ", " ".join(text.split()))
    return (piece.saying(text[:1].upper() + text[1:] if piece.text[:1].isupper() else text),)
