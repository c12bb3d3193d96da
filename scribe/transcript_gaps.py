"""Says in plain words where a visit was not recorded, for how long and why, at its place among the turns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scribe.audio_gaps import ASLEEP, LOST, MISSING, PAUSED, STOPPED, TOO_BUSY
from scribe.visit import Gap, Transcript, Turn
from scribe.visit_audio import DAMAGED

MOMENT = 0.2
"""Seconds; a gap shorter than this is told as a moment, and several of them between two turns are told together."""
_BECAUSE = {
    LOST: "the microphone was lost",
    TOO_BUSY: "the laptop was too busy",
    ASLEEP: "the laptop was asleep",
    STOPPED: "the recording program stopped",
    MISSING: "some of the sound was missing",
}


@dataclass(frozen=True)
class NotRecorded:
    """A line among the turns that nobody said: `start` is where it lies, in seconds of the visit's sound."""

    start: float
    sentence: str


def with_gaps(transcript: Transcript) -> tuple[Turn | NotRecorded, ...]:
    """The turns in order, and before the first that begins at or after a gap the line that tells of it."""
    waiting = sorted(transcript.gaps, key=lambda gap: gap.start)
    parts: list[Turn | NotRecorded] = []
    for turn in transcript.turns:
        before = [gap for gap in waiting if gap.start <= _begins(turn)]
        parts += [*_told(before), turn]
        waiting = waiting[len(before) :]
    return (*parts, *_told(waiting))


def gap_sentence(gap: Gap) -> str:
    """How long was not recorded here, and why. A gap of no length was cut off, so nobody knows how long it was."""
    lasted = gap.end - gap.start
    if 0 < lasted < MOMENT:
        return _moments(1, gap.why)
    how_long = f"for {_length(lasted)}" if lasted > 0 else "for some time"
    if gap.why == DAMAGED:
        return f"This can't be heard {how_long}: the sound was damaged after it was recorded."
    if gap.why == PAUSED:
        return f"Paused: not recorded {how_long}."
    return f"Not recorded {how_long}{_because(gap.why)}."


def duration(seconds: float) -> str:
    """A length of time in words: '3 minutes 9 seconds'."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [_count(n, unit) for n, unit in ((hours, "hour"), (minutes, "minute"), (rest, "second")) if n]
    return " ".join(parts[:2]) or "0 seconds"


def _begins(turn: Turn) -> float:
    """The middle of its first word: recording may go on within a word, and the turn was cut there by its middle."""
    return (turn.words[0].start + turn.words[0].end) / 2 if turn.words else turn.start


def _told(gaps: Iterable[Gap]) -> list[NotRecorded]:
    """A line for each gap between two turns, and one for all moments of the same cause."""
    lines: list[NotRecorded] = []
    moments: dict[str, list[Gap]] = {}
    for gap in gaps:
        if 0 < gap.end - gap.start < MOMENT:
            moments.setdefault(gap.why, []).append(gap)
        else:
            lines.append(NotRecorded(gap.start, gap_sentence(gap)))
    lines += [NotRecorded(found[0].start, _moments(len(found), why)) for why, found in moments.items()]
    return sorted(lines, key=lambda line: line.start)


def _moments(count: int, why: str) -> str:
    what = "A moment was" if count == 1 else f"{count} moments were"
    each = "" if count == 1 else "each "
    return f"{what} not recorded, {each}shorter than {MOMENT} seconds{_because(why)}."


def _because(why: str) -> str:
    """A cause that is not known here comes from a transcript of another making, in its own words."""
    words = _BECAUSE.get(why, why)
    return f": {words}" if words else ""


def _length(seconds: float) -> str:
    return duration(seconds) if seconds >= 1 else "less than a second"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
