"""What naming voices again promises: who was named stays named, and nobody else is given a name."""

from __future__ import annotations

from scribe.visit import Manner, ModelCard, Transcript, Turn, TurnId
from scribe.voice_names import is_voice, named_again, names_of_voices, numbered, without_labels

PEOPLE = {"p1", "p2"}


def turn(number: int, speaker: str, start: float, end: float, manner: Manner = Manner.SPOKEN) -> Turn:
    return Turn(TurnId(f"t{number}"), speaker, start, end, "words", manner=manner)


def made(*spoken: tuple[str, float, float], seconds: float = 100.0) -> Transcript:
    turns = tuple(turn(number, *each) for number, each in enumerate(spoken, start=1))
    return Transcript(turns, ModelCard("none"), seconds, "")


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


def test_only_names_are_taken_from_an_older_transcript() -> None:
    """Labels go, people stay."""
    assert speakers(without_labels(made(("S1", 0, 1), ("p1", 1, 2)), PEOPLE)) == ["", "p1"]


def test_a_voice_is_whoever_said_most_of_it() -> None:
    """One turn given to somebody else by hand doesn't change whose voice it is, and stays that person's."""
    before = made(("p1", 0, 10), ("p2", 10, 13), ("p1", 14, 20))
    now = made(("S1", 0, 10), ("S1", 10, 13), ("S1", 14, 20), ("S1", 30, 40))
    assert speakers(named_again(before, now, PEOPLE)) == ["p1", "p2", "p1", "p1"]


def test_a_turn_that_is_cut_differently_keeps_the_one_who_spoke_all_of_it() -> None:
    """Two turns of one person that are one turn now are still that person's, whatever the voice."""
    before = made(("p2", 0, 4), ("p2", 5, 9), ("", 10, 30))
    now = made(("S1", 0, 9), ("S1", 10, 30))
    assert speakers(named_again(before, now, PEOPLE)) == ["p2", "S1"]


def test_nobody_is_named_by_a_few_seconds() -> None:
    """A new voice of which a second was heard as somebody else's before is not that person."""
    before = made(("p1", 0, 10), ("p2", 10, 20), seconds=20)
    now = made(("S1", 0, 9), ("S3", 9, 11), ("S2", 11, 20), ("S3", 30, 90))
    assert speakers(named_again(before, now, PEOPLE)) == ["p1", "S3", "p2", "S3"]


def test_sound_that_is_new_counts_little_against_a_voice_that_is_known() -> None:
    """Ten seconds that somebody named are enough to know the voice in an hour that was added."""
    before = made(("p1", 0, 12), seconds=12)
    assert names_of_voices(before.turns, made(("S1", 0, 12), ("S1", 20, 3000)).turns, PEOPLE, within=12) == {"S1": "p1"}


def test_what_was_dictated_names_no_voice() -> None:
    """The worker's own account is nobody's voice at the visit."""
    own = turn(1, "p2", 0, 10, Manner.DICTATED)
    assert names_of_voices((own,), made(("S1", 0, 10)).turns, PEOPLE, within=100) == {}
