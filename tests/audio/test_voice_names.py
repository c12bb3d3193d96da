"""What labels of voices promise: they are no names, and are counted as people begin to speak."""

from __future__ import annotations

from scribe.visit import ModelCard, Transcript, Turn, TurnId
from scribe.voice_names import is_voice, numbered

PEOPLE = {"p1", "p2"}


def turn(number: int, speaker: str, start: float, end: float) -> Turn:
    return Turn(TurnId(f"t{number}"), speaker, start, end, "words")


def made(*spoken: tuple[str, float, float]) -> Transcript:
    turns = tuple(turn(number, *each) for number, each in enumerate(spoken, start=1))
    return Transcript(turns, ModelCard("none"), 100.0, "")


def speakers(transcript: Transcript) -> list[str]:
    return [each.speaker for each in transcript.turns]


def test_a_label_is_no_person() -> None:
    """Whatever looks like a label is one, unless somebody at the visit has that id."""
    assert is_voice("S1", PEOPLE) and is_voice("S12", PEOPLE)
    assert not is_voice("S1", {"S1"}) and not is_voice("p1", PEOPLE) and not is_voice("", PEOPLE)
    assert not is_voice("S0", PEOPLE) and not is_voice("Sam", PEOPLE)


def test_voices_are_numbered_by_their_first_words() -> None:
    """A voice that said no word has no number; whoever is known already keeps their id."""
    assert speakers(numbered(made(("S3", 0, 1), ("p2", 1, 2), ("S1", 2, 3), ("S3", 3, 4)))) == ["S1", "p2", "S2", "S1"]
