"""What somebody asked not to have written down: 'This is off the record', 'Don't put that in'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spoken:
    """One thing that was said: by whom ('' for one who writes the note), in which turn, tidied and as it was."""

    speaker: str
    turn: int
    text: str
    original: str


def not_for_the_note(said: Sequence[Spoken]) -> frozenset[int]:
    """The places of what was said with the wish that it isn't written.

    The wish reaches over its turn, over what the same speaker goes on with ('And Mum doesn't know.'), and for 'don't
    write that down' over what they said just before.
    """
    marked: set[int] = set()
    for at, each in enumerate(said):
        before = _before(said, at)
        if each.speaker and _ASKS.search(each.text):
            marked |= {at, *(place for place in _near(said, at) if said[place].turn == each.turn)}
            marked |= _of_another(said, at) if _OF_OTHERS.search(each.text) else set()
            marked |= {before} if before is not None and _OF_BEFORE.search(each.text) else set()
        elif before in marked and (said[before].turn == each.turn or _GOES_ON.match(each.original)):
            marked.add(at)
    return frozenset(marked)


def _of_another(said: Sequence[Spoken], at: int) -> set[int]:
    """The places of what somebody else said in the turn before."""
    speaker = said[at].speaker
    last = next((place for place in range(at - 1, max(-1, at - 4), -1) if said[place].speaker != speaker), None)
    if last is None:
        return set()
    return {place for place in range(max(0, last - 4), last + 1) if said[place].turn == said[last].turn}


def _near(said: Sequence[Spoken], at: int) -> list[int]:
    places = range(max(0, at - _REACH), min(len(said), at + _REACH + 1))
    return [place for place in places if place != at and said[place].speaker == said[at].speaker]


def _before(said: Sequence[Spoken], at: int) -> int | None:
    return max((place for place in _near(said, at) if place < at), default=None)


_REACH = 2
"""Statements on either side that such a wish may be about."""
_THIS = "(?:that|this|it|any of (?:it|this|that))"
_ASKS = re.compile(
    r"(?i)\boff the record\b|\bbetween (?:us|you and me|ourselves|these (?:four )?walls)\b"
    rf"|\bkeep {_THIS} (?:to yourself|between us|quiet)\b"
    rf"|(?:n't|\b(?:not|never)) (?:you )?(?:\w+ )?(?:write|put|note|type|record|repeat) {_THIS}"
    r"(?: down| in| anywhere|$|[.,!])"
    rf"|(?:n't|\bnot) (?:\w+ )?{_THIS} (?:to be )?(?:written|put|noted|recorded|typed)\b"
    r"|^(?:that|it)(?:'s| is) (?:private|personal|family business|none of (?:your|their|anybody's) business)\b"
    r"|\b(?:goes|is to go) no further\b|\bnot for (?:the|your) (?:notes?|file|record|report)\b"
    r"|(?:n't|\bnot) (?:tell|say to) (?:anyone|anybody|a soul|them|him|her|my \w+|mum|dad) (?:that )?i (?:said|told)\b"
)
_OF_OTHERS = re.compile(r"(?i)^(?:that|it)(?:'s| is) (?:private|personal|family business|none of)\b")
"""Said of what another has just told."""
_OF_BEFORE = re.compile(r"(?i)\b(?:write|written|put|note|noted|type|typed|record|recorded|repeat) ?(?:that|it)?\b")
_GOES_ON = re.compile(r"(?i)(?:and|but|so|because|cos)\b")
