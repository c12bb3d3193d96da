"""Finds words in a transcript, and puts others in their place, whatever the shape of an apostrophe. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scribe.visit import Turn, TurnId

_APOSTROPHES = "'’‘ʼ`´"


@dataclass(frozen=True)
class Found:
    """Characters `start_char` up to but not including `end_char` of a turn's text."""

    turn: TurnId
    start_char: int
    end_char: int


class SearchFor:
    """A text that is looked for. A blank in it is any blank; one that is nothing but blanks is found nowhere."""

    def __init__(self, text: str, *, match_case: bool = False, whole_words: bool = False) -> None:
        self._pattern = _pattern(text.split(), match_case, whole_words)

    def among(self, turns: Iterable[Turn]) -> tuple[Found, ...]:
        """Every place, in order."""
        if self._pattern is None:
            return ()
        find = self._pattern.finditer
        return tuple(Found(turn.id, *match.span()) for turn in turns for match in find(turn.text))

    def replaced(self, text: str, by: str) -> str:
        """The text with `by` at each place."""
        return text if self._pattern is None else self._pattern.sub(lambda _: by, text)


def find_words(
    turns: Iterable[Turn], text: str, *, match_case: bool = False, whole_words: bool = False
) -> tuple[Found, ...]:
    """Every place where the text stands in these turns."""
    return SearchFor(text, match_case=match_case, whole_words=whole_words).among(turns)


def _pattern(parts: list[str], match_case: bool, whole_words: bool) -> re.Pattern[str] | None:
    if not parts:
        return None
    wanted = r"\s+".join("".join(_character(each) for each in part) for part in parts)
    if whole_words:
        # 'can' is no whole word in "can't", and 'well' is one in 'well-known'.
        wanted = rf"(?<!\w)(?<!\w[{_APOSTROPHES}]){wanted}(?!\w)(?![{_APOSTROPHES}]\w)"
    return re.compile(wanted, re.NOFLAG if match_case else re.IGNORECASE)


def _character(each: str) -> str:
    return f"[{_APOSTROPHES}]" if each in _APOSTROPHES else re.escape(each)
