"""Whether dictated words in a note are those that were said: measured by what was said, not by a tidied copy."""

from __future__ import annotations

from difflib import SequenceMatcher

from easyread.language.words import Token, tokens
from scribe.notes.own_tidy import is_restart, is_sound, mark_words

_LONGEST_RESTART = 4
_MARKS = (".", ",", "?", "!")


def differences(said: str, written: str) -> tuple[str, ...]:
    """The words of what was said that are missing, and those that were added, in order; empty where it is the same.

    Only sounds, restarts and spoken marks may be missing, and a spoken mark only where the mark is written.
    """
    source, claim = _without_sounds(said), [token for token in tokens(written) if token.is_word]
    if _agrees(source, claim, written):
        return ()
    low, shown = [token.low for token in source], [token.low for token in claim]
    found: list[str] = []
    for what, from_source, to_source, from_claim, to_claim in SequenceMatcher(
        None, low, shown, autojunk=False
    ).get_opcodes():
        if what != "equal":
            found += [*low[from_source:to_source], *shown[from_claim:to_claim]]
    return tuple(found) or tuple(low)


def _without_sounds(said: str) -> list[Token]:
    found = [token for token in tokens(said) if token.is_word]
    low = tuple(token.low for token in found)
    return [token for at, token in enumerate(found) if not is_sound(low, at)]


def _agrees(source: list[Token], claim: list[Token], written: str) -> bool:
    """Whether the claim is the source, word by word, but for what may be missing."""
    low = tuple(token.low for token in source)
    waiting, seen = [(0, 0)], {(0, 0)}
    while waiting:
        at, place = waiting.pop()
        if (at, place) == (len(source), len(claim)):
            return True
        ways = [(at + size, place) for size in _may_be_missing(source, low, at, claim, place, written)]
        if at < len(source) and place < len(claim) and low[at] == claim[place].low:
            ways.append((at + 1, place + 1))
        fresh = [way for way in ways if way not in seen]
        waiting += fresh
        seen.update(fresh)
    return False


def _may_be_missing(
    source: list[Token], low: tuple[str, ...], at: int, claim: list[Token], place: int, written: str
) -> list[int]:
    """How many words from here on the claim may do without: none, or those of a restart or of a spoken mark."""
    if at >= len(source):
        return []
    sizes = [size for size in range(1, _LONGEST_RESTART + 1) if is_restart(low, at, size)]
    end = claim[place - 1].end if place else -1
    if place and written[end : end + 1] in _MARKS:
        sizes.append(mark_words(source[at], source[at + 1] if at + 1 < len(source) else None))
    return [size for size in sizes if size]
