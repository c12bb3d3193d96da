"""The labels of voices and the names that people gave them: numbering, and naming again when voices are found again.

Pure. A label (S1, S2 …) means nothing outside its own transcript: found again, the same voice may have another. What
stays is the person, because somebody listened and said so.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from scribe.transcript_carrying import SAME_SECONDS
from scribe.visit import Manner, Transcript, Turn

SURE_SECONDS = 10.0
"""Seconds of a voice from which on its being somebody's is believed, however much of it is new."""
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


def without_labels(transcript: Transcript, people: Collection[str]) -> Transcript:
    """The transcript with only those speakers that a person has named: labels are of no use to another one."""
    turns = tuple(replace(t, speaker="") if is_voice(t.speaker, people) else t for t in transcript.turns)
    return replace(transcript, turns=turns)


def named_again(before: Transcript, now: Transcript, people: Collection[str]) -> Transcript:
    """`now` with everybody whom `before` names: turn by turn where one person spoke then, else voice by voice."""
    names = names_of_voices(before.turns, now.turns, people, within=before.seconds)
    said = {turn.id: _one_person(turn, old, people) for turn, old in _with_overlaps(before.turns, now.turns)}
    turns = tuple(replace(t, speaker=said.get(t.id) or names.get(t.speaker, t.speaker)) for t in now.turns)
    return replace(now, turns=turns)


def names_of_voices(
    before: Sequence[Turn], now: Sequence[Turn], people: Collection[str], *, within: float
) -> dict[str, str]:
    """For each voice of `now` whose it is: the one to whom over half of what it says before second `within` was given.

    It is believed only where that is SURE_SECONDS, or a quarter of all that the voice says.
    """
    shared: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    spoken: dict[str, float] = defaultdict(float)
    known: dict[str, float] = defaultdict(float)
    for turn, old in _with_overlaps(before, now):
        if is_voice(turn.speaker, people):
            spoken[turn.speaker] += turn.end - turn.start
            known[turn.speaker] += max(0.0, min(turn.end, within) - turn.start)
            for each in old:
                if each.speaker in people:
                    shared[turn.speaker][each.speaker] += _shared(turn, each)
    names = {}
    for voice, by_person in shared.items():
        person, seconds = max(by_person.items(), key=lambda item: item[1])
        if seconds > known[voice] / 2 and (seconds >= SURE_SECONDS or seconds > spoken[voice] / 4):
            names[voice] = person
    return names


def _one_person(turn: Turn, old: Sequence[Turn], people: Collection[str]) -> str:
    """The one person who spoke all of this then, or ''. Edges count for nothing: their times are never exact."""
    least = min(SAME_SECONDS, (turn.end - turn.start) / 2)
    speakers = {each.speaker for each in old if _shared(turn, each) > least}
    return speakers.pop() if len(speakers) == 1 and speakers <= set(people) else ""


def _with_overlaps(before: Sequence[Turn], now: Iterable[Turn]) -> Iterator[tuple[Turn, list[Turn]]]:
    """Each turn that was spoken at the visit, in order of time, with those of `before` that share seconds with it."""
    old = sorted((each for each in before if each.manner is Manner.SPOKEN), key=lambda each: each.start)
    first = 0
    for turn in sorted((each for each in now if each.manner is Manner.SPOKEN), key=lambda each: each.start):
        while first < len(old) and old[first].end < turn.start:
            first += 1
        last = bisect.bisect_left(old, turn.end, first, key=lambda each: each.start)
        yield turn, [each for each in old[first:last] if each.end > turn.start]


def _shared(one: Turn, other: Turn) -> float:
    return max(0.0, min(one.end, other.end) - max(one.start, other.start))
