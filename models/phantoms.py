"""Words that Whisper is known to write where nobody spoke or nobody could be understood, and how they are known."""

from __future__ import annotations

import re

# Seen in runs of tiny.en on silence, hum and noise, and reported by Koenecke et al. (FAccT 2024) and in Handy#66.
_PHRASES = frozenset(
    {
        "you", "thank you", "thank you very much", "thank you so much", "thanks for watching", "thank you for watching",
        "thanks for listening", "thank you for listening", "please subscribe", "subscribe", "bye", "bye bye", "the end",
        "see you next time", "see you in the next video", "i'm sorry", "okay", "oh", "so", "mm", "hmm", "music",
        "applause", "silence", "foreign", "subtitles by the amara org community", "beep", "boom", "shh", "ugh",
    }
)  # fmt: skip
_NOT_LETTERS = re.compile(r"[^a-z' ]+")

HARDLY_HEARD = 0.35
"""Share of a segment's time with speech in it under which hardly anybody spoke."""
_UNLIKELY = 0.6
"""Whisper's own threshold: above this it believes that there is no speech."""

UNCLEAR_BELOW = 0.6
"""Mean confidence of a stretch of words under which none of them is to be believed. A dozen clips of read speech,
telephone and meetings lie above it throughout (0.63 to 0.95), six mixtures of six to ten voices below (0.2 to 0.5)."""


def is_phantom(text: str) -> bool:
    """Whether this is, by itself, one of the phrases that Whisper invents."""
    return " ".join(_letters(text)) in _PHRASES


def invented(text: str, heard: float, no_speech: float) -> bool:
    """Whether a segment is to be dropped: nobody spoke there, or it is a known phantom where hardly anybody did.

    `heard` is the share of its time in which the VAD hears speech, `no_speech` Whisper's own doubt; both 0 to 1.
    """
    if heard == 0.0:
        return True
    return is_phantom(text) and (heard < HARDLY_HEARD or no_speech > _UNLIKELY)


def _letters(text: str) -> list[str]:
    return _NOT_LETTERS.sub(" ", text.lower()).split()
