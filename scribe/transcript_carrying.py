"""Carries what a worker put right over to a new transcript of the same visit, so that transcribing again loses none.

Pure. What was said at the same time is the same turn. A correction whose turn is cut differently now is put beside the
new words as a doubt, and where nothing is heard there any more, the corrected turn stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scribe.visit import Doubt, Transcript, Turn, TurnId

SAME_SECONDS = 0.3
"""How far a turn's start and end may have moved for it to be the same turn: less than a word."""
DOUBTFUL_BELOW = 0.5
"""As in `scribe.transcribing`: a word below it was a doubt, unless the worker accepted it."""
CORRECTED = "You had corrected this to: “{text}”. It was transcribed again since, and the turns are cut differently."
SPEAKER_LOST = "You had said who spoke here. The turns are cut differently now: say it again."


def carried_over(before: Transcript, now: Transcript) -> Transcript:
    """`now` with the edited turns, named speakers and accepted doubts of `before`, as far as their times are the same.

    Nothing is dropped silently: a correction that has no turn of its own any more is a doubt, which quotes it.
    """
    same = _same_turns(before.turns, now.turns)
    turns = tuple(_carried(turn, same.get(turn.id), before.turns) for turn in now.turns)
    doubts = [doubt for doubt in now.doubts if not _settled(doubt, same.get(doubt.turn), before)]
    named = tuple(turn for turn in before.turns if turn.speaker)
    doubts += [_whole(turn, SPEAKER_LOST) for turn in turns if not turn.speaker and _overlapping(turn, named)]
    taken = {turn.id for turn in same.values()}
    kept: list[Turn] = []
    for old in before.turns:
        if not old.edited or old.id in taken:
            continue
        near = _overlapping(old, turns)
        if near:
            place = max(near, key=lambda turn: _shared(old, turn))
            doubts.append(_whole(place, CORRECTED.format(text=old.text)))
        else:
            kept.append(old)
    doubts += _old_notes(before, now.turns, same)
    return _in_order(replace(now, turns=turns, doubts=tuple(dict.fromkeys(doubts))), kept)


def _same_turns(before: Sequence[Turn], now: Sequence[Turn]) -> dict[TurnId, Turn]:
    """For each new turn the old one of the same seconds, where there is one."""
    found: dict[TurnId, Turn] = {}
    left = list(before)
    for turn in now:
        match = next((old for old in left if _is_same(old, turn)), None)
        if match is not None:
            found[turn.id] = match
            left.remove(match)
    return found


def _is_same(old: Turn, new: Turn) -> bool:
    return abs(old.start - new.start) <= SAME_SECONDS and abs(old.end - new.end) <= SAME_SECONDS


def _carried(turn: Turn, old: Turn | None, before: Sequence[Turn]) -> Turn:
    if old is None:
        return replace(turn, speaker=turn.speaker or _speaker_of(turn, before))
    named = replace(turn, speaker=old.speaker or turn.speaker)
    return replace(named, text=old.text, words=old.words, edited=True) if old.edited else named


def _speaker_of(turn: Turn, before: Sequence[Turn]) -> str:
    """Who spoke all that was said then, where that is one person."""
    speakers = {old.speaker for old in _overlapping(turn, before)}
    return speakers.pop() if len(speakers) == 1 else ""


def _settled(doubt: Doubt, old: Turn | None, before: Transcript) -> bool:
    """Whether the worker has put these words right, or listened to the very same ones and said that they stand."""
    if old is None:
        return False
    if old.edited:
        return True
    heard = old.words[doubt.from_word : doubt.to_word]
    was_doubtful = any(word.confidence < DOUBTFUL_BELOW for word in heard)
    still = any(
        each.turn == old.id and each.from_word < doubt.to_word and doubt.from_word < each.to_word
        for each in before.doubts
    )
    return was_doubtful and not still


def _old_notes(before: Transcript, now: Sequence[Turn], same: dict[TurnId, Turn]) -> list[Doubt]:
    """Doubts that an earlier carrying-over left, and that nobody has looked at yet."""
    starts = tuple(text.split("{")[0] for text in (CORRECTED, SPEAKER_LOST))
    places = {turn.id: turn for turn in before.turns}
    notes = []
    for doubt in before.doubts:
        old = places.get(doubt.turn)
        near = _overlapping(old, now) if old and doubt.why.startswith(starts) else ()
        if old and near:
            notes.append(_whole(max(near, key=lambda turn: _shared(old, turn)), doubt.why))
    return notes


def _whole(turn: Turn, why: str) -> Doubt:
    return Doubt(turn.id, 0, max(1, len(turn.words)), why)


def _shared(one: Turn, other: Turn) -> float:
    return min(one.end, other.end) - max(one.start, other.start)


def _overlapping(turn: Turn, others: Sequence[Turn]) -> tuple[Turn, ...]:
    """Those that share more with a turn than its edges, whose times are never exact."""
    least = min(SAME_SECONDS, (turn.end - turn.start) / 2)
    return tuple(other for other in others if _shared(turn, other) > least)


def _in_order(transcript: Transcript, kept: Sequence[Turn]) -> Transcript:
    """The transcript with these old turns where they belong, and every turn numbered anew."""
    if not kept:
        return transcript
    marked = [(turn, True) for turn in transcript.turns] + [(turn, False) for turn in kept]
    marked.sort(key=lambda pair: pair[0].start)
    numbers = {turn.id: TurnId(f"t{at}") for at, (turn, new) in enumerate(marked, start=1) if new}
    turns = tuple(replace(turn, id=TurnId(f"t{at}")) for at, (turn, _) in enumerate(marked, start=1))
    doubts = tuple(replace(doubt, turn=numbers[doubt.turn]) for doubt in transcript.doubts)
    return replace(transcript, turns=turns, doubts=doubts)
