"""How a worker mends a transcript: who said it, and what was said. Pure: each gives a new transcript."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import replace

from scribe.errors import NotFound
from scribe.jottings import drafted_from
from scribe.vault import Vault
from scribe.visit import Document, Doubt, Manner, Sha256, Transcript, Turn, TurnId, Word


def with_speaker(transcript: Transcript, turn_ids: Collection[TurnId], speaker: str) -> Transcript:
    """The transcript with these turns given to `speaker`. Raises `NotFound` for a turn that isn't there."""
    return _change(transcript, turn_ids, lambda turn: replace(turn, speaker=speaker))


def with_text(transcript: Transcript, turn_id: TurnId, text: str) -> Transcript:
    """The transcript with this turn's words replaced by what the worker heard; its doubts are settled by that.

    Word times are kept where the number of words is the same, and shared out evenly over the turn where it isn't.
    Raises `NotFound`.
    """
    changed = _change(transcript, (turn_id,), lambda turn: _retold(turn, " ".join(text.split())))
    return replace(changed, doubts=tuple(d for d in changed.doubts if d.turn != turn_id))


def with_heard_back(transcript: Transcript, turn_id: TurnId, word: int) -> Transcript:
    """The transcript with what was heard in the place of the known word that was put there; its doubt is settled.

    `word` is its place in the turn. Raises `NotFound` where there is none that was put in.
    """
    turn = next((each for each in transcript.turns if each.id == turn_id), None)
    if turn is None or not 0 <= word < len(turn.words) or not turn.words[word].heard:
        raise NotFound
    back = _heard_back(turn.words[word])
    words = (*turn.words[:word], *back, *turn.words[word + 1 :])
    text = " ".join(each.text for each in words)
    changed = _change(transcript, (turn_id,), lambda t: replace(t, words=words, text=text, edited=True))
    doubts = (_shifted(doubt, turn_id, word, len(back) - 1) for doubt in transcript.doubts)
    return replace(changed, doubts=tuple(doubt for doubt in doubts if doubt is not None))


def _heard_back(word: Word) -> tuple[Word, ...]:
    """The words that were heard, their time shared out evenly, with the stop that stands after the known word."""
    said = word.heard.split()
    step = (word.end - word.start) / len(said)
    said[-1] += word.text[len(word.text.rstrip("\"'”’.,;:?!)")) :]
    return tuple(
        Word(text, word.start + at * step, word.start + (at + 1) * step, word.confidence)
        for at, text in enumerate(said)
    )


def _shifted(doubt: Doubt, turn: TurnId, word: int, by: int) -> Doubt | None:
    """A doubt where its words are once one word has become `by` more; None for the doubt about that word itself."""
    if doubt.turn != turn or doubt.to_word <= word:
        return doubt
    if doubt.from_word == word and doubt.to_word == word + 1:
        return None
    first = doubt.from_word + by if doubt.from_word > word else doubt.from_word
    return replace(doubt, from_word=first, to_word=doubt.to_word + by)


def without_doubt(transcript: Transcript, doubt: Doubt) -> Transcript:
    """The transcript with one doubt accepted: the worker has listened and the words stand."""
    return replace(transcript, doubts=tuple(d for d in transcript.doubts if d != doubt))


def transcript_sha256(transcript: Transcript) -> Sha256:
    """The SHA-256 of who said what, and of what was jotted down: a draft is only as old as it.

    It changes when a turn's speaker or text does, and with a jotting's words or manner. A mark is in no draft.
    """
    said = [_hashed(turn) for turn in transcript.turns if turn.manner is not Manner.MARK]
    return Sha256(hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest())


def out_of_date(vault: Vault, document: Document) -> bool:
    """Whether who said what, or a jotting, was changed since this was drafted: its evidence may be wrong then."""
    said = drafted_from(vault, document.visit)
    then = document.transcript_sha256
    return bool(then) and (said is None or transcript_sha256(said) != then)


def _hashed(turn: Turn) -> list[str]:
    if turn.manner is Manner.SPOKEN:
        return [turn.id, turn.speaker, turn.text]
    # Whose account it is depends on who is the worker, and the visit's people are no part of what was said.
    return [turn.id, turn.speaker if turn.manner is Manner.DICTATED else "", turn.text, turn.manner.value]


def _change(transcript: Transcript, turn_ids: Collection[TurnId], change: Callable[[Turn], Turn]) -> Transcript:
    wanted = set(turn_ids)
    if wanted - {turn.id for turn in transcript.turns}:
        raise NotFound
    return replace(transcript, turns=tuple(change(t) if t.id in wanted else t for t in transcript.turns))


def _retold(turn: Turn, text: str) -> Turn:
    said = text.split()
    if len(said) == len(turn.words):
        words = tuple(replace(w, text=new, confidence=1.0) for w, new in zip(turn.words, said, strict=True))
    else:
        step = (turn.end - turn.start) / max(1, len(said))
        words = tuple(Word(new, turn.start + i * step, turn.start + (i + 1) * step, 1.0) for i, new in enumerate(said))
    return replace(turn, text=text, words=words, edited=True)
