"""The labels of voices (S1, S2 …): what is one, and in which order they are numbered. No label is ever a name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from scribe.visit import Transcript

_LABEL = re.compile(r"S[1-9]\d*")


def is_voice(speaker: str, people: Collection[str]) -> bool:
    """Whether this is the label of a voice that nobody has named. `people`: the ids of those at the visit."""
    return bool(_LABEL.fullmatch(speaker)) and speaker not in people


def numbered(transcript: Transcript) -> Transcript:
    """The voices as S1, S2 … in the order in which their words begin: one that was found without words has no number.

    For a transcript in which nobody has been named yet.
    """
    labels: dict[str, str] = {}
    for turn in transcript.turns:
        if is_voice(turn.speaker, ()):
            labels.setdefault(turn.speaker, f"S{len(labels) + 1}")
    turns = tuple(replace(turn, speaker=labels.get(turn.speaker, turn.speaker)) for turn in transcript.turns)
    return replace(transcript, turns=turns)
