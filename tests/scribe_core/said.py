"""Small transcripts to test with."""

from __future__ import annotations

from collections.abc import Sequence

from scribe.visit import Doubt, Gap, ModelCard, Transcript, Turn, TurnId, Word

LOW = "low confidence"


def words(text: str, start: float, each: float = 0.5, confidence: float = 0.9) -> tuple[Word, ...]:
    """The words of a text, one after another."""
    said = text.split()
    return tuple(Word(w, start + i * each, start + (i + 1) * each, confidence) for i, w in enumerate(said))


def turn(turn_id: str, text: str, start: float, speaker: str = "") -> Turn:
    """A turn whose words take half a second each."""
    made = words(text, start)
    return Turn(TurnId(turn_id), speaker, start, made[-1].end if made else start, text, made)


def said(
    *texts: str, speakers: Sequence[str] = (), doubts: Sequence[Doubt] = (), gaps: Sequence[Gap] = ()
) -> Transcript:
    """Turns t1, t2 … that begin every ten seconds."""
    made = tuple(
        turn(f"t{at + 1}", text, at * 10.0, speakers[at] if at < len(speakers) else "") for at, text in enumerate(texts)
    )
    return Transcript(made, ModelCard("scripted"), len(texts) * 10.0, "ab" * 32, tuple(gaps), tuple(doubts))


def doubt(turn_id: str, from_word: int, to_word: int, offer: str = "") -> Doubt:
    """A doubt of low confidence."""
    return Doubt(TurnId(turn_id), from_word, to_word, LOW, offer)
