"""What giving words to voices promises: a short answer is its own speaker's, and no flicker tears a sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.speakers import SpeakerTurn
from scribe.visit import Word
from scribe.word_voices import NOBODY, speakers_of


def words(text: str, start: float = 0.0, step: float = 0.3) -> list[Word]:
    """Words one after another."""
    return [Word(each, start + i * step, start + (i + 1) * step, 0.9) for i, each in enumerate(text.split())]


def voice(speaker: str, *spans: tuple[float, float]) -> list[SpeakerTurn]:
    return [SpeakerTurn(speaker, start, end) for start, end in spans]


def test_a_short_yes_inside_a_long_turn_is_its_own_speakers() -> None:
    """Somebody agrees while another goes on: one word is theirs, and the rest is not torn."""
    said = words("You came on Monday. Yes. And then you stayed.")
    voices = voice("S1", (0.0, 1.2), (1.5, 2.7)) + voice("S2", (1.2, 1.5))
    assert speakers_of(said, voices) == ["S1"] * 4 + ["S2"] + ["S1"] * 4


def test_a_label_that_flickers_for_two_words_tears_no_sentence() -> None:
    """Half a second of another label within a sentence is an error of the labels."""
    said = words("I came home on Monday and went to bed.")
    voices = voice("S1", (0.0, 0.9), (1.4, 2.7)) + voice("S2", (0.9, 1.4))
    assert speakers_of(said, voices) == ["S1"] * 9


def test_somebody_who_breaks_into_a_sentence_for_long_is_heard() -> None:
    """A second and a half of another voice is no flicker, even where no sentence ends."""
    said = words("I came home on Monday no it was on Tuesday and went to bed.")
    voices = voice("S1", (0.0, 1.5), (3.0, 4.2)) + voice("S2", (1.5, 3.0))
    assert speakers_of(said, voices) == ["S1"] * 5 + ["S2"] * 5 + ["S1"] * 4


def test_where_two_speak_at_once_the_one_who_was_speaking_goes_on() -> None:
    """Words that lie in two turns stay with their sentence."""
    said = words("I came home on Monday and went to bed.")
    assert speakers_of(said, voice("S1", (0.0, 2.7)) + voice("S2", (0.9, 1.8))) == ["S1"] * 9


def test_a_sentence_under_a_long_turn_is_of_the_short_turn_that_it_fills() -> None:
    """Somebody answers while the other's turn is said to go on: the short turn is there because they were heard."""
    said = words("I thought so. Neither did I. Then I heard it.")
    voices = voice("S1", (0.0, 3.0)) + voice("S2", (0.9, 1.8))
    assert speakers_of(said, voices) == ["S1"] * 3 + ["S2"] * 3 + ["S1"] * 4


def test_a_word_far_from_every_voice_is_nobodys() -> None:
    """Whoever is nearest would be a guess."""
    said = words("Hello there.") + words("Who was that?", start=20.0)
    assert speakers_of(said, voice("S1", (0.0, 0.6))) == ["S1"] * 2 + [NOBODY] * 3


def test_without_voices_nobody_speaks() -> None:
    """And without words there is nothing to say."""
    assert speakers_of(words("Hello there."), ()) == [NOBODY] * 2 and speakers_of([], voice("S1", (0, 1))) == []


def test_a_word_that_is_drawn_out_over_a_pause_stays_with_its_speaker() -> None:
    """Recognisers draw the last word before a pause out, over whoever speaks next."""
    said = [*words("Are you well"), Word("today?", 0.9, 4.0, 0.9), *words("No.", start=4.0)]
    voices = voice("S1", (0.0, 1.4)) + voice("S2", (2.0, 4.4))
    assert speakers_of(said, voices) == ["S1"] * 4 + ["S2"]


@given(
    st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), max_size=30),
    st.lists(st.tuples(st.sampled_from(["S1", "S2", "S3"]), st.floats(0, 60), st.floats(0, 9)), max_size=12),
)
def test_every_word_has_one_speaker_whatever_the_times(
    pauses: list[tuple[float, float]], turns: list[tuple[str, float, float]]
) -> None:
    """As many speakers as words, each a label that was given, or nobody."""
    at, said = 0.0, []
    for pause, length in pauses:
        said.append(Word("word.", at + pause, at + pause + length, 0.9))
        at += pause + length
    voices = [SpeakerTurn(who, start, start + lasts) for who, start, lasts in turns]
    found = speakers_of(said, voices)
    assert len(found) == len(said) and set(found) <= {NOBODY, *(turn.speaker for turn in voices)}
