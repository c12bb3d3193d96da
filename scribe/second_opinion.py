"""Has a second recogniser hear what the first wrote down. It only adds doubts: no word is ever changed here."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from models.progress import Cancellation, OnProgress, Progress
from models.second_opinion import SecondHearing, SecondOpinion
from models.transcriber import HEARD, AudioSource
from scribe.differences import differences
from scribe.doubts import LOW_CONFIDENCE, Unheard
from scribe.edit_log import EditKind, EditState, KeptEdit
from scribe.second_stretches import Asked, stretches_of
from scribe.transcript_edits import Mending
from scribe.visit import Doubt, ModelCard, Transcript, TurnId, Word
from scribe.word_times import typed

_AT_ONCE = 3
"""How many stretches are asked about at once: what gives way does so after some four seconds of work."""
GiveWay = Callable[[Cancellation], None]
"""Waits while something else goes first."""


def heard_again(
    transcript: Transcript,
    segments: Iterable[Unheard],
    audio: AudioSource,
    second: tuple[SecondOpinion, ModelCard],
    *,
    on_progress: OnProgress,
    cancel: Cancellation,
    give_way: GiveWay | None = None,
) -> Transcript:
    """The transcript with what a second recogniser doubts in it. Raises `Cancelled` or `ModelError`.

    `segments` are what the first recogniser heard: those without words are listened to as well. `give_way` is asked
    again and again on the way; None: to nothing, and the sound is read once.
    """
    asked = stretches_of(transcript, segments)
    heard = listen(second[0], audio, asked, on_progress=on_progress, cancel=cancel, give_way=give_way)
    found = (differences(transcript, *pair) for pair in zip(asked, heard, strict=True))
    with_them = with_doubts(transcript, itertools.chain.from_iterable(found))
    return replace(with_them, second_opinion=second[1].sha256)


def listen(
    second: SecondOpinion,
    audio: AudioSource,
    asked: Sequence[Asked],
    *,
    on_progress: OnProgress,
    cancel: Cancellation,
    give_way: GiveWay | None = None,
) -> tuple[SecondHearing, ...]:
    """What the second recogniser hears in each stretch."""
    heard: list[SecondHearing] = []
    until = [0.0, *itertools.accumulate(one.stretch.end - one.stretch.start for one in asked)]

    def on_heard(hearing: SecondHearing) -> None:
        heard.append(hearing)
        on_progress(Progress(until[len(heard)], until[-1], HEARD))

    on_progress(Progress(0.0, until[-1], HEARD))
    stretches = [one.stretch for one in asked]
    if give_way is None:
        second.listen(audio, stretches, on_heard=on_heard, cancel=cancel)
        return tuple(heard)
    for at in range(0, len(stretches), _AT_ONCE):
        give_way(cancel)
        second.listen(audio, stretches[at : at + _AT_ONCE], on_heard=on_heard, cancel=cancel)
    return tuple(heard)


def with_doubts(transcript: Transcript, found: Iterable[Doubt]) -> Transcript:
    """The transcript with these doubts as well. One that says only that a word is unsure gives way to one that says
    more of it; all that was marked stays marked.
    """
    new = [doubt for doubt in dict.fromkeys(found) if doubt not in transcript.doubts]
    covered = {(doubt.turn, at) for doubt in new for at in range(doubt.from_word, doubt.to_word)}
    kept = [part for doubt in transcript.doubts for part in _beside(doubt, covered)]
    return replace(transcript, doubts=(*kept, *new))


def _beside(doubt: Doubt, covered: set[tuple[TurnId, int]]) -> Iterator[Doubt]:
    """What is left of a doubt of low confidence next to these places; any other is left whole."""
    if doubt.why != LOW_CONFIDENCE:
        yield doubt
        return
    free = (at for at in range(doubt.from_word, doubt.to_word) if (doubt.turn, at) not in covered)
    for _, run in itertools.groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
        inside = [at for _, at in run]
        yield replace(doubt, from_word=inside[0], to_word=inside[-1] + 1)


_Key = tuple[str, float, float]
"""A word by its text and its times: it may be in another turn by now, or at another place of it."""


def matched(
    found: Iterable[Doubt], then: Transcript, now: Transcript, accepted: Collection[_Key] = ()
) -> Iterator[Doubt]:
    """Doubts of a transcript as it was `then`, at the same words as they are `now`.

    Left out are those whose words a person has typed since, or any of whose words a person has `accepted`.
    """
    old = {turn.id: turn for turn in then.turns}
    new = {_key(word): (turn, at) for turn in now.turns for at, word in enumerate(turn.words)}
    for doubt in found:
        keys = [_key(word) for word in old[doubt.turn].words[doubt.from_word : doubt.to_word]]
        turn, first = new.get(keys[0], (old[doubt.turn], 0))
        there = turn.words[first : first + len(keys)]
        same = keys[0] in new and [_key(word) for word in there] == keys
        if same and not any(typed(turn, word) or _key(word) in accepted for word in there):
            yield replace(doubt, turn=turn.id, from_word=first, to_word=first + len(keys))


def accepted(base: Transcript, edits: Iterable[KeptEdit]) -> frozenset[_Key]:
    """The words that a person has listened to and called right, wherever they were then."""
    mending, found = Mending(base), set[_Key]()
    for edit in (kept.edit for kept in edits if kept.state is EditState.STANDS):
        for mark in edit.doubts if edit.kind is EditKind.DOUBT_ACCEPTED else ():
            turn, doubt = mending.turns.get(mark.doubt.turn), mark.doubt
            there = turn.words[doubt.from_word : doubt.to_word] if turn else ()
            if tuple(word.text for word in there) == mark.words:
                found.update(map(_key, there))
        mending.make(edit)
    return frozenset(found)


def words_of(transcript: Transcript) -> list[_Key]:
    """All words with their times, in order of them, however they are cut into turns."""
    return sorted((_key(word) for turn in transcript.turns for word in turn.words), key=lambda key: (key[1:], key[0]))


def _key(word: Word) -> _Key:
    return (word.text, word.start, word.end)
