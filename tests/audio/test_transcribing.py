"""What becomes of what the recogniser heard: turns, doubts, JSON out and in."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.progress import Cancellation
from models.speakers import SpeakerTurn
from models.transcriber import Listened, Segment, TranscribeOptions
from models.transcriber import Word as HeardWord
from scribe.errors import FileRefused, NothingHeard
from scribe.transcribing import LONGEST_AT_ALL_SECONDS, transcribe, turns_from_segments
from scribe.transcript_json import read_transcript_json, transcript_json
from scribe.visit import Doubt, Gap, ModelCard, Transcript, Turn, TurnId, Word

if TYPE_CHECKING:
    import numpy as np

CARD = ModelCard("tiny.en", "ab" * 32)


def spoken(*words: tuple[str, float, float]) -> Segment:
    """A segment of these words (text, start, end)."""
    listed = tuple(HeardWord(f" {text}", start, end, 0.9) for text, start, end in words)
    return Segment(" ".join(text for text, _, _ in words), words[0][1], words[-1][2], listed)


class Silence:
    """A second of nothing."""

    def seconds(self) -> float:
        """Its length."""
        return 1.0

    def blocks(self, start: float = 0.0) -> Iterator[np.ndarray]:
        """Nothing."""
        return iter(())


class Scripted:
    """A recogniser that hears what it was told."""

    def __init__(self, *segments: Segment) -> None:
        self.segments = segments
        self.options = TranscribeOptions()

    def listen(
        self,
        name: str,
        audio: object,
        options: TranscribeOptions,
        *,
        start: float,
        whole: bool,
        cancel: Cancellation,
    ) -> Listened:
        """Hear it."""
        self.options = options
        return Listened(self.segments, 12.5, 12.5, False, 12.5, "cpu", "int8")

    def caption(self, name: str, *, cancel: Cancellation) -> str:
        """Nothing."""
        return ""

    def close(self) -> None:
        """Nothing to let go of."""


def test_a_transcript_carries_all_that_is_known_of_it() -> None:
    """Turns, model with what it ran on, length, hash, gaps, doubts and time taken; the options reach the recogniser."""
    scripted = Scripted(spoken(("Hello", 0.0, 0.4), ("there.", 0.4, 0.8)))
    gap = Gap(5.0, 9.0, "paused")
    made = transcribe(scripted, CARD, Silence(), "cd" * 32, gaps=(gap,), hot_words=("Begum",), beam_size=3)
    assert [turn.text for turn in made.turns] == ["Hello there."]
    assert made.model == replace(CARD, compute="int8")
    assert (made.seconds, made.audio_sha256, made.gaps) == (12.5, "cd" * 32, (gap,)) and made.seconds_taken >= 0
    assert scripted.options == TranscribeOptions(3, ("Begum",))


@pytest.mark.parametrize("segments", [(), (Segment("  ", 0.0, 1.0, ()),), (spoken((" ", 0.0, 1.0)),)])
def test_no_speech_is_said_and_is_no_empty_transcript(segments: tuple[Segment, ...]) -> None:
    """Where nothing was heard there is no transcript, but a sentence."""
    with pytest.raises(NothingHeard):
        transcribe(Scripted(*segments), CARD, Silence(), "")


def test_turns_are_cut_at_pauses() -> None:
    """A second of silence ends a turn, wherever the recogniser's own segments end; ids count from t1."""
    segments = (
        spoken(("Are", 0.0, 0.2), ("you", 0.2, 0.4), ("well?", 0.4, 0.8), ("No.", 1.9, 2.1)),
        spoken(("Not", 2.5, 2.7), ("really.", 2.7, 3.0)),
    )
    turns = turns_from_segments(segments)
    assert [(t.id, t.speaker, t.start, t.end, t.text) for t in turns] == [
        ("t1", "", 0.0, 0.8, "Are you well?"),
        ("t2", "", 1.9, 3.0, "No. Not really."),
    ]


def test_turns_are_cut_where_the_speaker_changes() -> None:
    """With voices given, each word goes to whoever was speaking, even where the recogniser ran them together."""
    segment = spoken(("Any", 0.0, 0.3), ("falls?", 0.3, 0.7), ("Yes,", 0.9, 1.2), ("two.", 1.3, 1.6))
    voices = (SpeakerTurn("S3", 0.0, 0.75), SpeakerTurn("S1", 0.9, 1.7))
    turns = turns_from_segments((segment,), speaker_turns=voices)
    assert [(t.speaker, t.text) for t in turns] == [("S3", "Any falls?"), ("S1", "Yes, two.")]


def test_a_word_heard_a_little_late_stays_in_its_sentence() -> None:
    """The last word of a question isn't given to the one who answers because its time is off by a third of a second."""
    segment = spoken(("Any", 0.0, 0.3), ("falls?", 0.85, 1.1), ("Yes,", 1.15, 1.3), ("two.", 1.3, 1.6))
    voices = (SpeakerTurn("S3", 0.0, 0.75), SpeakerTurn("S1", 0.9, 1.7))
    turns = turns_from_segments((segment,), speaker_turns=voices)
    assert [(t.speaker, t.text) for t in turns] == [("S3", "Any falls?"), ("S1", "Yes, two.")]


def test_a_word_heard_a_little_early_moves_to_its_sentence() -> None:
    """The first word of an answer is not left with the one who asked."""
    segment = spoken(("Any", 0.0, 0.3), ("falls?", 0.3, 0.6), ("Yes,", 0.6, 0.8), ("two.", 1.3, 1.6))
    voices = (SpeakerTurn("S3", 0.0, 0.8), SpeakerTurn("S1", 1.0, 1.7))
    turns = turns_from_segments((segment,), speaker_turns=voices)
    assert [(t.speaker, t.text) for t in turns] == [("S3", "Any falls?"), ("S1", "Yes, two.")]


def test_a_gap_is_never_hidden_inside_a_turn() -> None:
    """Words on both sides of a stretch that was not recorded are two turns, though no silence lies between them."""
    segment = spoken(("I", 0.0, 0.2), ("fell", 0.2, 0.5), ("never", 0.6, 0.9))
    turns = turns_from_segments((segment,), gaps=(Gap(0.55, 60.0, "paused"),))
    assert [t.text for t in turns] == ["I fell", "never"]


def test_a_talk_without_a_pause_is_cut_at_the_end_of_a_sentence() -> None:
    """A minute without a breath becomes turns that end with sentences."""
    words = [(f"word{i}" + ("." if i % 10 == 9 else ""), i * 0.5, i * 0.5 + 0.5) for i in range(300)]
    turns = turns_from_segments((spoken(*words),))
    assert len(turns) == 3 and all(t.text.endswith(".") for t in turns)
    assert all(t.end - t.start <= 66 for t in turns)


times = st.floats(0, 5, allow_nan=False)


@given(
    gaps=st.lists(st.tuples(times, times), min_size=1, max_size=30),
    voices=st.lists(st.tuples(st.sampled_from(["S1", "S2"]), times, times), max_size=8),
    data=st.data(),
)
def test_no_word_is_ever_lost_added_or_moved(
    gaps: list[tuple[float, float]], voices: list[tuple[str, float, float]], data: st.DataObject
) -> None:
    """Whatever the pauses and voices, the turns hold the very words, in order, and their text is those words."""
    at, words = 0.0, []
    for number, (pause, length) in enumerate(gaps):
        ending = data.draw(st.sampled_from(["", ".", "?", ","]))
        words.append((f"w{number}{ending}", at + pause, at + pause + length))
        at += pause + length
    speakers = tuple(SpeakerTurn(who, start, start + length) for who, start, length in voices)
    turns = turns_from_segments((spoken(*words),), speaker_turns=speakers)
    assert [word.text for turn in turns for word in turn.words] == [text for text, _, _ in words]
    assert [turn.id for turn in turns] == [f"t{n}" for n in range(1, len(turns) + 1)]
    for turn in turns:
        assert turn.text == " ".join(word.text for word in turn.words)
        assert (turn.start, turn.end) == (turn.words[0].start, turn.words[-1].end)


def test_a_talk_without_a_pause_or_a_full_stop_is_cut_all_the_same() -> None:
    """A recogniser that hears no end of a sentence for ten minutes: no turn lasts over two, and no word is lost."""
    words = [(f"w{n}", n / 2, n / 2 + 0.5) for n in range(1_200)]
    turns = turns_from_segments((spoken(*words),))
    assert len(turns) == 5 and max(turn.end - turn.start for turn in turns) <= LONGEST_AT_ALL_SECONDS
    assert [word.text for turn in turns for word in turn.words] == [text for text, _, _ in words]


def example() -> Transcript:
    """A transcript with something of everything."""
    words = (Word("Hello", 0.0, 0.31, 0.93), Word("there.", 0.31, 0.9, 0.4))
    turns = (Turn(TurnId("t1"), "S2", 0.0, 0.9, "Hello there.", words), Turn(TurnId("t2"), "S1", 1.0, 2.0, "Hi."))
    doubts = (Doubt(TurnId("t1"), 1, 2, "low confidence"),)
    card = ModelCard("tiny.en", "ab" * 32, "int8")
    return Transcript(turns, card, 61.2, "cd" * 32, (Gap(12.0, 14.5, "paused"),), doubts, 7.1)


def test_what_is_written_as_json_is_read_back_the_same() -> None:
    """The shape of commands.md, key by key, and nothing lost on the way there and back."""
    shape = transcript_json(example(), "0.1.0")
    assert list(shape) == ["fairnote", "audio", "model", "turns", "speakers", "gaps", "doubts", "seconds_taken"]
    assert shape["audio"] == {"seconds": 61.2, "sha256": "cd" * 32}
    assert shape["model"] == {"name": "tiny.en", "sha256": "ab" * 32, "compute": "int8"}
    assert list(shape["turns"][0]) == ["id", "speaker", "start", "end", "text", "words"]
    assert shape["turns"][0]["words"][0] == {"text": "Hello", "start": 0.0, "end": 0.31, "confidence": 0.93}
    assert shape["speakers"] == [{"id": "S2", "seconds": 0.9}, {"id": "S1", "seconds": 1.0}]
    assert shape["gaps"] == [{"start": 12.0, "end": 14.5, "why": "paused"}]
    assert shape["doubts"] == [{"turn": "t1", "from_word": 1, "to_word": 2, "why": "low confidence"}]
    assert read_transcript_json(json.dumps(shape)) == example()


def test_where_nobody_has_said_who_speaks_one_speaker_is_assumed() -> None:
    """Outside the app a turn has a speaker: S1 for all of them."""
    unknown = replace(example(), turns=tuple(replace(turn, speaker="") for turn in example().turns))
    shape = transcript_json(unknown, "0.1.0")
    assert {turn["speaker"] for turn in shape["turns"]} == {"S1"}
    assert shape["speakers"] == [{"id": "S1", "seconds": 1.9}]


def test_the_least_that_is_needed_is_read() -> None:
    """Only people and turns: ids are t1, t2 …, the length is that of the last turn, no model is named."""
    turn = {"speaker": "S1", "start": 12.4, "end": 17.9, "text": "Hi."}
    read = read_transcript_json(json.dumps({"people": [], "turns": [turn]}))
    assert read == Transcript((Turn(TurnId("t1"), "S1", 12.4, 17.9, "Hi."),), ModelCard("none"), 17.9, "")


TURN: dict[str, Any] = {"speaker": "S1", "start": 0, "end": 1, "text": "Hi."}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe\x00", "not JSON"),
        ("not json", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"turns": [{"start": NaN, "end": 1, "text": "x"}]}', "not JSON"),
        ("[]", "holds no turns"),
        ("{}", "holds no turns"),
        ('{"turns": []}', "holds no turns"),
        ('{"turns": {}}', "holds no turns"),
        ('{"turns": [7]}', "Turn 1 is not an object"),
        (json.dumps({"turns": [TURN, {**TURN, "text": None}]}), 'Turn 2 has no "text"'),
        (json.dumps({"turns": [{**TURN, "text": 5}]}), 'The "text" of turn 1 is not text'),
        (json.dumps({"turns": [{**TURN, "start": -1}]}), 'The "start" of turn 1 is below 0'),
        (json.dumps({"turns": [{**TURN, "end": 1e12}]}), "longer than a week"),
        (json.dumps({"turns": [{**TURN, "start": 5}]}), "Turn 1 ends before it starts"),
        (json.dumps({"turns": [{**TURN, "start": True}]}), 'The "start" of turn 1 is not a number'),
        (json.dumps({"turns": [{**TURN, "start": "0"}]}), 'The "start" of turn 1 is not a number'),
        (json.dumps({"turns": [{**TURN, "words": "Hi."}]}), 'A "words" is not a list'),
        (json.dumps({"turns": [{**TURN, "words": [1]}]}), "Turn 1 has a word that is not an object"),
        (json.dumps({"turns": [{**TURN, "words": [{**TURN, "confidence": 2}]}]}), "confidence above 1"),
        (json.dumps({"turns": [{**TURN, "id": "t1"}, {**TURN, "id": "t1"}]}), "Two turns have the same id"),
        (json.dumps({"turns": [{**TURN, "id": "t2"}, TURN]}), "Two turns have the same id"),
        (json.dumps({"turns": [TURN], "audio": 5}), '"audio" is not an object'),
        (json.dumps({"turns": [TURN], "gaps": [5]}), "A gap is not an object"),
        (json.dumps({"turns": [TURN], "doubts": [{"turn": "t9"}]}), "a turn that is not there"),
        (json.dumps({"turns": [TURN], "doubts": [{"turn": "t1", "from_word": 0, "to_word": 1}]}), "words that are not"),
        (" " * ((64 << 20) + 1), "too large"),
    ],
)
def test_what_is_no_transcript_is_refused_with_the_place_that_is_wrong(data: bytes | str, sentence: str) -> None:
    """Each mistake has a sentence that says where it is and that nothing was changed, and repeats no content."""
    with pytest.raises(FileRefused) as error:
        read_transcript_json(data)
    assert sentence in str(error.value) and "not changed" in str(error.value)
    assert "Hi." not in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_file_that_powershell_wrote_is_read(encoding: str) -> None:
    """The mark that Windows puts before UTF-8, and UTF-16, are no part of the text."""
    data = json.dumps({"turns": [{**TURN, "text": "Grüß Gott"}]}, ensure_ascii=False)
    assert read_transcript_json(data.encode(encoding)).turns[0].text == "Grüß Gott"
    assert read_transcript_json("\ufeff" + data).turns[0].text == "Grüß Gott"


@pytest.mark.parametrize(
    "data",
    [
        '{"turns": [{"speaker": "S1", "start": 0, "end": 1, "text": "\\ud800"}]}',
        '{"turns": [{"speaker": "\\udfff", "start": 0, "end": 1, "text": "x"}]}',
        '{"turns": [{"speaker": "S1", "start": 0, "end": %s, "text": "x"}]}' % ("9" * 400),
        '{"turns": [{"speaker": "S1", "start": 0, "end": %s, "text": "x"}]}' % ("9" * 5_000),
        '{"turns": [{"speaker": "S1", "start": 0, "end": %s.5, "text": "x"}]}' % ("9" * 400),
        '{"turns": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"a": ' * 50_000 + "1" + "}" * 50_000,
    ],
)
def test_json_that_can_not_be_kept_is_refused(data: str) -> None:
    """Half a character, a number of hundreds of digits, and nesting without end are refused, as text and as bytes."""
    for given_as in (data, data.encode()):
        with pytest.raises(FileRefused, match="not changed"):
            read_transcript_json(given_as)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["turns", "speaker", "start", "end", "text", "words", "id", "confidence", "gaps", "doubts", "audio", "model"]
    ), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@given(json_values)
def test_any_json_is_either_a_transcript_or_refused(value: object) -> None:
    """Nothing that is JSON makes the reader fail in any other way."""
    with contextlib.suppress(FileRefused):
        assert read_transcript_json(json.dumps(value)).turns
