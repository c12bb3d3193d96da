"""Tells voices apart again in a transcript that people may have worked on: only who spoke changes, never a word. Pure.

What a person typed stays one turn, and whoever was named stays with the voice that most of it was in.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.speakers import SpeakerTurn
from scribe.visit import Doubt, Manner, Transcript, Turn, TurnId, Word
from scribe.voice_names import is_voice
from scribe.word_voices import speakers_of


@dataclass(frozen=True)
class Retold:
    """What changes: turns in which more than one voice is heard come in parts, then whose turns are whose.

    The first part keeps its turn's id.
    """

    parts: Mapping[TurnId, tuple[Turn, ...]]
    speakers: Mapping[str, tuple[TurnId, ...]]


@dataclass(frozen=True)
class _Piece:
    """A turn or part of one, and the voice that it is said in."""

    turn: Turn
    voice: str

    @property
    def seconds(self) -> float:
        return self.turn.end - self.turn.start


def retold(
    transcript: Transcript,
    voices: Sequence[SpeakerTurn],
    people: Collection[str],
    assigned: Collection[TurnId],
    new_ids: Iterator[TurnId],
) -> Retold:
    """Who speaks each turn, if these are the voices.

    `people`: ids of those at the visit. `assigned`: turns whose speaker a person said one by one; they stay as they
    are. `new_ids`: ids that no turn of the visit ever had.
    """
    free = [turn for turn in transcript.turns if turn.manner is Manner.SPOKEN and turn.id not in assigned]
    by_turn = dict(_pieces(free, voices, new_ids))
    pieces = [piece for found in by_turn.values() for piece in found]
    names = _names(pieces, people)
    labels = _labels(pieces, names, people)
    changed: dict[str, list[TurnId]] = defaultdict(list)
    for piece in pieces:
        speaker = _speaker(piece, names, labels, people)
        if speaker != piece.turn.speaker:
            changed[speaker].append(piece.turn.id)
    parts = {turn: tuple(piece.turn for piece in found) for turn, found in by_turn.items() if len(found) > 1}
    return Retold(parts, {speaker: tuple(turns) for speaker, turns in changed.items()})


def applied(transcript: Transcript, change: Retold) -> Transcript:
    """The transcript with these changes made."""
    speakers = {turn: speaker for speaker, turns in change.speakers.items() for turn in turns}
    turns = [part for turn in transcript.turns for part in change.parts.get(turn.id, (turn,))]
    doubts = [part for doubt in transcript.doubts for part in _moved(doubt, change.parts.get(doubt.turn, ()))]
    return replace(
        transcript,
        turns=tuple(replace(turn, speaker=speakers.get(turn.id, turn.speaker)) for turn in turns),
        doubts=tuple(doubts),
    )


def _moved(doubt: Doubt, parts: Sequence[Turn]) -> Iterator[Doubt]:
    """The doubt where its words are now. What is offered is for all of them, so a doubt in two parts offers nothing."""
    if not parts:
        yield doubt
    first = 0
    for part in parts:
        start, end = max(doubt.from_word, first), min(doubt.to_word, first + len(part.words))
        if start < end:
            offer = doubt.offer if end - start == doubt.to_word - doubt.from_word else ""
            yield replace(doubt, turn=part.id, from_word=start - first, to_word=end - first, offer=offer)
        first += len(part.words)


def _pieces(
    turns: Sequence[Turn], voices: Sequence[SpeakerTurn], new_ids: Iterator[TurnId]
) -> Iterator[tuple[TurnId, list[_Piece]]]:
    """Each turn cut where its voice changes; one that was typed stays whole, and is in the voice of most of it."""
    heard = iter(speakers_of([word for turn in turns for word in _words(turn)], voices))
    for turn in turns:
        labels = _filled(list(itertools.islice(heard, len(_words(turn)))))
        cuts = [at for at, (one, other) in enumerate(itertools.pairwise(labels), start=1) if one != other]
        if turn.edited or not cuts:
            yield turn.id, [_Piece(turn, _most(turn, labels))]
        else:
            ids = itertools.chain([turn.id], new_ids)
            spans = itertools.pairwise([0, *cuts, len(labels)])
            yield turn.id, [_Piece(_part(turn, start, end, next(ids)), labels[start]) for start, end in spans]


def _words(turn: Turn) -> tuple[Word, ...]:
    return turn.words or (Word(turn.text, turn.start, turn.end, 1.0),)


def _filled(labels: list[str]) -> list[str]:
    """A word that is nobody's is taken to be the one's who spoke before, else the one's who spoke next."""
    last = next((label for label in labels if label), "")
    return [last := label or last for label in labels]


def _most(turn: Turn, labels: Sequence[str]) -> str:
    seconds: dict[str, float] = defaultdict(float)
    for word, label in zip(_words(turn), labels, strict=True):
        seconds[label] += word.end - word.start
    return max(seconds, key=seconds.__getitem__)


def _part(turn: Turn, start: int, end: int, turn_id: TurnId) -> Turn:
    words = turn.words[start:end]
    text = " ".join(word.text for word in words)
    return replace(turn, id=turn_id, start=words[0].start, end=words[-1].end, text=text, words=words)


def _names(pieces: Sequence[_Piece], people: Collection[str]) -> dict[str, str]:
    """Whose each voice is: the voice that most of a person's turns are in is theirs, if most of it was given to them.

    So where two people had been taken for one, the name stays with one of them, and the other is to be named.
    """
    shared: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    seconds: dict[str, float] = defaultdict(float)
    for piece in pieces:
        shared[piece.turn.speaker][piece.voice] += piece.seconds
        seconds[piece.voice] += piece.seconds
    names = {}
    for person in people:
        voice, lasts = max(shared[person].items(), key=lambda item: item[1], default=("", 0.0))
        if voice and lasts > seconds[voice] / 2:
            names[voice] = person
    return names


def _labels(pieces: Sequence[_Piece], names: Mapping[str, str], people: Collection[str]) -> dict[str, str]:
    """A label for each voice that is nobody's yet, in the order in which they first speak."""
    unnamed = dict.fromkeys(piece.voice for piece in pieces if piece.voice and piece.voice not in names)
    free = (label for number in itertools.count(1) if (label := f"S{number}") not in people)
    return dict(zip(unnamed, free, strict=False))


def _speaker(piece: _Piece, names: Mapping[str, str], labels: Mapping[str, str], people: Collection[str]) -> str:
    """Who speaks it now. A person who has no voice of their own any more keeps their turns, as has what is silent."""
    was = piece.turn.speaker
    if not piece.voice or (was in people and was not in names.values()):
        return was if was in people or not is_voice(was, people) else ""
    return names.get(piece.voice) or labels[piece.voice]
