"""Puts plain words for hard ones, by the tables of words: only where the table says that the sense is sure."""

from __future__ import annotations

from easyread.steps.piece import Piece, Setting


def replace_words(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'We will commence the work' is 'We will start the work'."""
    text = piece.text
    for offer in sorted(setting.replacements.find(text), key=lambda offer: -offer.span.start):
        if offer.safe:
            text = text[: offer.span.start] + offer.plain + text[offer.span.end :]
    text = " ".join(text.split())
    return (piece.saying(text[:1].upper() + text[1:] if piece.text[:1].isupper() else text),)
