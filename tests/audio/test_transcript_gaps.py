"""What was not recorded, told in plain words at its place among the turns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scribe.audio_gaps import ASLEEP, LOST, MISSING, PAUSED, STOPPED, TOO_BUSY
from scribe.commands_work import _print_transcript
from scribe.demo import print_turns
from scribe.transcript_gaps import NotRecorded, gap_sentence, with_gaps
from scribe.visit import Gap, ModelCard, Transcript, Turn, TurnId, Visit, VisitId, VisitStage, Word
from scribe.visit_audio import DAMAGED

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


def turn(number: int, start: float, *words: Word) -> Turn:
    """A turn that begins there and lasts two seconds."""
    return Turn(TurnId(f"t{number}"), "p1", start, start + 2.0, f"turn {number}", words)


def told(turns: tuple[Turn, ...], *gaps: Gap) -> list[str]:
    """The ids of turns and the sentences of gaps, in the order in which they are shown."""
    parts = with_gaps(Transcript(turns, ModelCard("none"), 20.0, "", gaps))
    return [part.sentence if isinstance(part, NotRecorded) else part.id for part in parts]


TURNS = (turn(1, 0.5), turn(2, 10.0), turn(3, 15.0))


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (Gap(9.0, 23.0, LOST), "Not recorded for 14 seconds: the microphone was lost."),
        (Gap(9.0, 309.0, PAUSED), "Paused: not recorded for 5 minutes."),
        (Gap(9.0, 3669.0, ASLEEP), "Not recorded for 1 hour 1 minute: the laptop was asleep."),
        (Gap(0.0, 1.0, STOPPED), "Not recorded for 1 second: the recording program stopped."),
        (Gap(0.0, 0.6, MISSING), "Not recorded for less than a second: some of the sound was missing."),
        (Gap(0.0, 0.1, TOO_BUSY), "A moment was not recorded, shorter than 0.2 seconds: the laptop was too busy."),
        (Gap(0.0, 30.0, DAMAGED), "This can't be heard for 30 seconds: the sound was damaged after it was recorded."),
        (Gap(4.0, 4.0, PAUSED), "Paused: not recorded for some time."),
        (Gap(4.0, 4.0, LOST), "Not recorded for some time: the microphone was lost."),
        (Gap(4.0, 6.0, "a break"), "Not recorded for 2 seconds: a break."),
        (Gap(4.0, 6.0, ""), "Not recorded for 2 seconds."),
    ],
)
def test_each_gap_says_how_long_and_why(gap: Gap, said: str) -> None:
    """One plain sentence, whatever the cause, also where its length or its cause is not known."""
    assert gap_sentence(gap) == said


@pytest.mark.parametrize(
    ("start", "place"),
    [(0.0, 0), (0.5, 0), (9.0, 1), (10.0, 1), (10.5, 2), (15.0, 2), (20.0, 3)],
)
def test_a_gap_stands_before_the_first_turn_that_begins_at_or_after_it(start: float, place: int) -> None:
    """At the start, between turns, on the very second of one, and after the last."""
    parts = told(TURNS, Gap(start, start + 14.0, LOST))
    assert [part for part in parts if part.startswith("t")] == ["t1", "t2", "t3"]
    assert parts.index("Not recorded for 14 seconds: the microphone was lost.") == place


def test_a_turn_whose_first_word_reaches_over_the_gap_comes_after_it() -> None:
    """Turns are cut at a gap by the middle of a word, so a word's time may begin a little before it."""
    after = turn(2, 9.9, Word("turn", 9.9, 10.3, 0.9), Word("2", 10.3, 11.0, 0.9))
    assert told((TURNS[0], after), Gap(10.0, 20.0, PAUSED)) == ["t1", "Paused: not recorded for 10 seconds.", "t2"]


def test_moments_between_two_turns_are_told_together() -> None:
    """A laptop that is too busy loses many; they make one line, and hide no longer gap."""
    gaps = (Gap(9.1, 9.2, TOO_BUSY), Gap(9.3, 9.35, TOO_BUSY), Gap(9.5, 12.5, LOST), Gap(14.0, 14.1, TOO_BUSY))
    assert told(TURNS, *gaps) == [
        "t1",
        "2 moments were not recorded, each shorter than 0.2 seconds: the laptop was too busy.",
        "Not recorded for 3 seconds: the microphone was lost.",
        "t2",
        "A moment was not recorded, shorter than 0.2 seconds: the laptop was too busy.",
        "t3",
    ]


def test_a_transcript_without_gaps_is_its_turns() -> None:
    """Nothing is added where nothing is missing."""
    assert with_gaps(Transcript(TURNS, ModelCard("none"), 20.0, "")) == TURNS


def test_the_terminal_tells_of_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    """Both commands that print what was said put the line between the turns, and never as anybody's words."""
    said = Transcript(TURNS, ModelCard("none"), 20.0, "", (Gap(9.0, 309.0, PAUSED),))
    _print_transcript(said)
    print_turns(said, Visit(VisitId("v1"), "REF", "case-note", VisitStage.TRANSCRIBED, NOW))
    line = "(Paused: not recorded for 5 minutes.)"
    assert capsys.readouterr().out.splitlines() == [
        "[   0.50] p1: turn 1", f"[   9.00] {line}", "[  10.00] p1: turn 2", "[  15.00] p1: turn 3",
        "  [   0.5] Somebody: turn 1", f"  [   9.0] {line}",
        "  [  10.0] Somebody: turn 2", "  [  15.0] Somebody: turn 3",
    ]  # fmt: skip
