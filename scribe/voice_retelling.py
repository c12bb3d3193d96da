"""Tells voices apart again in a transcript that people may have worked on: only who spoke changes, never a word. Pure.

What a person typed stays one turn, and whoever was named stays with the voice that most of it was in.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.speakers import SpeakerTurn
from scribe.edit_log import MACHINE, Edit, EditKind, Put
from scribe.transcript_changes import doubts_of, part
from scribe.visit import Doubt, Manner, Transcript, Turn, TurnId, Word
from scribe.voice_names import is_voice
from scribe.word_voices import speakers_of


@dataclass(frozen=True)
class _Piece:
    """A turn or part of one, and the voice that it is said in."""

    turn: Turn
    voice: str

    @property
    def seconds(self) -> float:
        return self.turn.end - self.turn.start


def voices_found(
    said: Transcript,
    voices: Sequence[SpeakerTurn],
    people: Collection[str],
    edits: Sequence[Edit],
    new_ids: Iterator[TurnId],
    at: datetime,
) -> tuple[Edit, ...]:
    """The edits by which the transcript `said` has these voices, if they are the ones.

    `people`: ids of those at the visit. `edits`: those that stand; a turn whose words a person typed, split or joined
    stays whole, and one whose speaker they said stays as it is. `new_ids`: ids that no turn of the visit ever had.
    `at`: when this is.
    """
    by_hand = [edit for edit in edits if not edit.by_machine]
    speakers = {turn.id: turn.speaker for turn in said.turns}
    assigned = {turn for turn, speaker in _assigned(by_hand, people).items() if speakers.get(turn) == speaker}
    whole = {turn.id for edit in by_hand for put in edit.puts for turn in put.turns}
    free = [turn for turn in said.turns if turn.manner is Manner.SPOKEN and turn.id not in assigned]
    by_turn = dict(_pieces(free, voices, whole, new_ids))
    pieces = [piece for found in by_turn.values() for piece in found]
    names = _names(pieces, people)
    labels = _labels(pieces, names, {*people, *(each for edit in by_hand for each in edit.voices)})
    changed: dict[str, list[TurnId]] = defaultdict(list)
    for piece in pieces:
        speaker = _speaker(piece, names, labels, people)
        if speaker != piece.turn.speaker:
            changed[speaker].append(piece.turn.id)
    puts = tuple(_put(said, turn, found) for turn, found in by_turn.items() if len(found) > 1)
    cut = (Edit(EditKind.VOICES_FOUND, MACHINE, at, puts),) if puts else ()
    return cut + tuple(
        Edit(EditKind.VOICES_FOUND, MACHINE, at, turns=tuple(turns), speaker=speaker)
        for speaker, turns in changed.items()
    )


def _assigned(by_hand: Sequence[Edit], people: Collection[str]) -> dict[TurnId, str]:
    """Whom a person last said of a turn to speak it; it holds for both parts of a turn that was split."""
    given: dict[TurnId, str] = {}
    for edit in by_hand:
        if edit.speaker in people:
            given.update(dict.fromkeys(edit.turns, edit.speaker))
        for put in (put for put in edit.puts if put.before and put.before[0] in given):
            given.update((turn.id, given[put.before[0]]) for turn in put.turns)
    return given


def _put(said: Transcript, turn_id: TurnId, pieces: Sequence[_Piece]) -> Put:
    parts = tuple(piece.turn for piece in pieces)
    doubts = tuple(moved for doubt in doubts_of(said, turn_id) for moved in _moved(doubt, parts))
    return Put((turn_id,), parts, doubts)


def _moved(doubt: Doubt, parts: Sequence[Turn]) -> Iterator[Doubt]:
    """The doubt where its words are now. What is offered is for all of them, so a doubt in two parts offers nothing."""
    first = 0
    for turn in parts:
        start, end = max(doubt.from_word, first), min(doubt.to_word, first + len(turn.words))
        if start < end:
            offer = doubt.offer if end - start == doubt.to_word - doubt.from_word else ""
            yield replace(doubt, turn=turn.id, from_word=start - first, to_word=end - first, offer=offer)
        first += len(turn.words)


def _pieces(
    turns: Sequence[Turn], voices: Sequence[SpeakerTurn], whole: Collection[TurnId], new_ids: Iterator[TurnId]
) -> Iterator[tuple[TurnId, list[_Piece]]]:
    """Each turn cut where its voice changes; those that stay whole are in the voice of most of them."""
    heard = iter(speakers_of([word for turn in turns for word in _words(turn)], voices))
    for turn in turns:
        labels = _filled(list(itertools.islice(heard, len(_words(turn)))))
        cuts = [at for at, (one, other) in enumerate(itertools.pairwise(labels), start=1) if one != other]
        if not cuts or turn.edited or turn.id in whole:
            yield turn.id, [_Piece(turn, _most(turn, labels))]
        else:
            ids = itertools.chain([turn.id], new_ids)
            spans = itertools.pairwise([0, *cuts, len(labels)])
            yield turn.id, [_Piece(part(turn, start, end, next(ids)), labels[start]) for start, end in spans]


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


def _labels(pieces: Sequence[_Piece], names: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """A label for each voice that is nobody's yet, in the order in which they first speak.

    Not one that a person has named: whatever is done with that name later must not be done with another voice.
    """
    unnamed = dict.fromkeys(piece.voice for piece in pieces if piece.voice and piece.voice not in names)
    free = (label for number in itertools.count(1) if (label := f"S{number}") not in taken)
    return dict(zip(unnamed, free, strict=False))


def _speaker(piece: _Piece, names: Mapping[str, str], labels: Mapping[str, str], people: Collection[str]) -> str:
    """Who speaks it now. A person who has no voice of their own any more keeps their turns, as has what is silent."""
    was = piece.turn.speaker
    if not piece.voice or (was in people and was not in names.values()):
        return was if was in people or not is_voice(was, people) else ""
    return names.get(piece.voice) or labels[piece.voice]
