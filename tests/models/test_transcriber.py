"""Tests of the speech recognisers: one contract for the real one and its stand-in, then what is the real one's own."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.catalogue import starter
from models.engines import ChildTranscriber, start_transcriber
from models.errors import ChildDied, ModelDamaged, ModelError, ModelMissing
from models.progress import Cancellation, Cancelled, Progress, ignore_progress
from models.scripted import ScriptedInProduction, ScriptedTranscriber, ScriptedWriter
from models.transcriber import (
    AudioSource,
    Segment,
    TranscribeOptions,
    Transcriber,
    TranscribeSummary,
    Word,
    transcribe,
)
from models.whisper_engine import WhisperEngine, _among, _unsure
from models.windows import FRAME, FRAME_SECONDS, Frame, Window
from scribe.audio_file import AudioFile
from tests.benchmarks.transcription import LIBRISPEECH, normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PHONECALL = LIBRISPEECH.parent / "phonecall" / "sample.wav"
needs_speech = pytest.mark.skipif(not PHONECALL.is_file(), reason="../shared/data/speech is not here")


@dataclass(frozen=True)
class MadeAudio:
    """Sound made by rule: 'silence', 'hiss' or 'hum' for some seconds, then a file if one is given."""

    kind: str
    length: float
    then: AudioFile | None = None

    def seconds(self) -> float:
        """Length in seconds."""
        return self.length + (self.then.seconds() if self.then else 0.0)

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """The samples; `start` is taken to be 0."""
        import numpy as np

        chance = np.random.default_rng(1)
        for second in range(round(self.length)):
            time_axis = second + np.arange(16_000) / 16_000
            made = {
                "silence": np.zeros(16_000),
                "hiss": 0.05 * chance.standard_normal(16_000),
                "hum": 0.1 * np.sin(2 * np.pi * 50 * time_axis) + 0.05 * np.sin(2 * np.pi * 150 * time_axis),
            }[self.kind]
            yield made.astype(np.float32)
        if self.then:
            yield from self.then.blocks()


def hear(transcriber: Transcriber, audio: AudioSource) -> tuple[list[Segment], TranscribeSummary]:
    """All segments of a sound, and what the pass says of itself."""
    found: list[Segment] = []
    summary = transcribe(
        transcriber, audio, TranscribeOptions(), on_segment=found.append,
        on_progress=ignore_progress, cancel=Cancellation(),
    )  # fmt: skip
    return found, summary


class TranscriberContract:
    """What every recogniser promises. A subclass gives `transcriber` and `audio`."""

    def test_segments_come_in_order_with_words_inside_them(self, transcriber: Transcriber, audio: AudioSource) -> None:
        """Times rise, lie within the sound, and words lie within their segment with a confidence from 0 to 1."""
        found, summary = hear(transcriber, audio)
        assert found and summary.seconds == pytest.approx(audio.seconds())
        assert [s.start for s in found] == sorted(s.start for s in found)
        for segment in found:
            assert segment.text and segment.words
            assert 0 <= segment.start < segment.end <= audio.seconds() + 0.1
            for word in segment.words:
                assert segment.start <= word.start <= word.end <= segment.end and 0 <= word.confidence <= 1

    def test_progress_rises_to_the_end(self, transcriber: Transcriber, audio: AudioSource) -> None:
        """Progress never goes back and ends at the whole."""
        seen: list[Progress] = []
        transcribe(
            transcriber, audio, TranscribeOptions(), on_segment=lambda _: None,
            on_progress=seen.append, cancel=Cancellation(),
        )  # fmt: skip
        done = [p.done for p in seen]
        assert done == sorted(done) and seen[-1].fraction == 1.0

    def test_cancelling_stops_it_within_seconds(self, transcriber: Transcriber, audio: AudioSource) -> None:
        """Asked to stop at the first sign of life, it raises Cancelled soon."""
        cancel = Cancellation()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            transcribe(
                transcriber, audio, TranscribeOptions(), on_segment=lambda _: cancel.ask(),
                on_progress=lambda p: cancel.ask(), cancel=cancel,
            )  # fmt: skip
        assert time.monotonic() - began < 10

    def test_no_sound_gives_no_words(self, transcriber: Transcriber) -> None:
        """A recording of no length is no error here, and has no words."""
        assert hear(transcriber, MadeAudio("silence", 0.0))[0] == []

    def test_closing_twice_is_safe(self, transcriber: Transcriber) -> None:
        """close() may be called by whoever comes last."""
        transcriber.close()
        transcriber.close()


class TestScriptedTranscriber(TranscriberContract):
    """The stand-in keeps the contract, so that what passes with it means something."""

    @pytest.fixture
    def transcriber(self) -> Transcriber:
        hello = (Word("Hello", 0.5, 0.9, 0.9), Word("there", 1.0, 1.4, 0.8))
        yes = (Word("Yes", 2.0, 2.5, 0.7),)
        return ScriptedTranscriber((Segment("Hello there", 0.5, 1.4, hello), Segment("Yes", 2.0, 2.5, yes)))

    @pytest.fixture
    def audio(self) -> AudioSource:
        return MadeAudio("silence", 3.0)


@pytest.fixture(scope="module")
def shared_transcriber() -> Iterator[ChildTranscriber]:
    transcriber = start_transcriber(starter("transcriber"))
    assert isinstance(transcriber, ChildTranscriber)
    yield transcriber
    transcriber.close()


@needs_speech
class TestWhisper(TranscriberContract):
    """The real recogniser with the starter model on a real telephone call."""

    @pytest.fixture
    def transcriber(self, shared_transcriber: ChildTranscriber, request: pytest.FixtureRequest) -> Transcriber:
        closes = "closing" in request.node.name
        return start_transcriber(starter("transcriber")) if closes else shared_transcriber

    @pytest.fixture
    def audio(self) -> AudioSource:
        return AudioFile(PHONECALL)

    def test_it_hears_what_is_said(self, transcriber: Transcriber) -> None:
        """A read sentence comes out nearly word for word."""
        found, summary = hear(transcriber, AudioFile(LIBRISPEECH / "1688-142285-0001.flac"))
        words = set(normalise(" ".join(s.text for s in found)).split())
        assert {"margaret", "downstairs", "anxiety", "confession"} <= words
        assert summary.compute == "int8" and summary.device == "cpu"

    def test_the_same_sound_gives_the_same_words(self, transcriber: Transcriber, audio: AudioSource) -> None:
        """A transcript can be made again and compared."""
        assert hear(transcriber, audio)[0] == hear(transcriber, audio)[0]

    @pytest.mark.parametrize("kind", ["silence", "hiss", "hum"])
    def test_nothing_is_invented_where_nobody_speaks(self, transcriber: Transcriber, kind: str) -> None:
        """A minute of silence, hiss or hum has no words."""
        assert hear(transcriber, MadeAudio(kind, 60.0))[0] == []

    def test_times_stay_true_after_a_long_silence(self, transcriber: Transcriber) -> None:
        """Words after five silent minutes have the same times as without, plus five minutes."""
        file = AudioFile(LIBRISPEECH / "1688-142285-0001.flac")
        plain, _ = hear(transcriber, file)
        later, _ = hear(transcriber, MadeAudio("silence", 300.0, file))
        flat = [[word for segment in found for word in segment.words] for found in (plain, later)]
        names = [[normalise(word.text) for word in words] for words in flat]
        same = SequenceMatcher(None, names[0], names[1], autojunk=False).get_matching_blocks()
        pairs = [(flat[0][b.a + n], flat[1][b.b + n]) for b in same for n in range(b.size)]
        assert len(pairs) >= 0.9 * len(flat[0])
        # Ends, as Whisper now and then lets a word begin with the pause before it.
        assert all(abs(after.end - before.end - 300) < 0.3 for before, after in pairs)

    @pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
    def test_a_killed_recogniser_is_reported_and_works_again(self, transcriber: Transcriber) -> None:
        """kill -9 in mid-work: ChildDied with a plain reason; the next request starts a fresh child."""
        assert isinstance(transcriber, ChildTranscriber)
        process = transcriber.process

        def kill(progress: Progress) -> None:
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)

        with pytest.raises(ChildDied, match="it was killed"):
            transcribe(
                transcriber, AudioFile(PHONECALL), TranscribeOptions(), on_segment=lambda _: None, on_progress=kill,
                cancel=Cancellation(),
            )  # fmt: skip
        assert hear(transcriber, AudioFile(LIBRISPEECH / "1688-142285-0002.flac"))[0]


def refusal(folder: Path) -> ModelError:
    """What a transcriber in `folder` says when it is asked to listen."""
    transcriber = start_transcriber(replace(starter("transcriber"), path=folder))
    try:
        with pytest.raises(ModelError) as caught:
            hear(transcriber, MadeAudio("silence", 1.0))
        return caught.value
    finally:
        transcriber.close()


def heard_again(at: float) -> Segment:
    """What a second look found there."""
    return Segment("He hit her.", at, at + 0.8, tuple(Word(w, at + n / 4, at + n / 4 + 0.2, 0.9)
                   for n, w in enumerate(("He", "hit", "her."))))  # fmt: skip


def test_what_was_left_out_within_a_segment_stands_where_it_was_said() -> None:
    """'Then home. He hit her.' would be another story: words are in the order in which they were spoken."""
    spoken = (("He", 0.0, 0.3), ("came.", 0.4, 5.0), ("Then", 6.0, 6.2), ("home.", 6.3, 6.6))
    words = tuple(Word(text, start, end, 0.9) for text, start, end in spoken)
    merged = _among([Segment("He came. Then home.", 0.0, 6.6, words)], [heard_again(1.5)])
    assert [segment.text for segment in merged] == ["He came.", "He hit her.", "Then home."]
    flat = [word for segment in merged for word in segment.words]
    assert [word.start for word in flat] == sorted(word.start for word in flat)
    assert all(one.end <= two.start for one, two in zip(flat, flat[1:], strict=False))


def frames(*speaking: bool) -> tuple[Frame, ...]:
    """A second of sound for each, in which somebody speaks or nobody does."""
    import numpy as np

    each = round(1 / FRAME_SECONDS)
    return tuple(
        Frame(at, np.zeros(FRAME, np.float32), float(speaking[at // each]), speaking[at // each])
        for at in range(each * len(speaking))
    )


class Deaf(WhisperEngine):
    """An engine that hears what it is given, and nothing the second time."""

    def __init__(self, *heard: Segment) -> None:
        self._heard = list(heard)

    def _decode(self, window: Window, options: TranscribeOptions) -> tuple[list[Segment], float]:
        heard, self._heard = self._heard, []
        return heard, len(window.frames) * FRAME_SECONDS


def test_speech_of_which_nothing_is_made_out_is_a_segment_without_words() -> None:
    """Three seconds in which somebody speaks and no word is heard, not on a second reading either, are told as such."""
    word = Segment("Hello", 0.2, 1.0, (Word("Hello", 0.2, 1.0, 0.9),))
    given: list[Segment] = []
    Deaf(word)._recognise(Window(frames(True, False, True, True, True, False)), TranscribeOptions(), given.append)
    assert [segment.text for segment in given] == ["Hello", ""]
    assert given[1].words == () and given[1].start == pytest.approx(2.0, abs=0.1)
    assert given[1].end == pytest.approx(5.0, abs=0.1)


def test_a_short_unheard_moment_is_not_told() -> None:
    """A second between two words is a breath or an 'mm'."""
    given: list[Segment] = []
    Deaf()._recognise(Window(frames(True, False)), TranscribeOptions(), given.append)
    assert given == []


def test_where_hardly_anybody_speaks_no_word_is_sure() -> None:
    """However sure Whisper is of a text on silence: no more than the share of its time in which somebody speaks."""
    said = Segment("Be quiet", 0.0, 4.0, (Word("Be", 0.0, 2.0, 0.95), Word("quiet", 2.0, 4.0, 0.1)))
    assert [word.confidence for word in _unsure(said, 0.25).words] == [0.25, 0.1]


def test_a_folder_without_its_tokenizer_is_refused(tmp_path: Path) -> None:
    """The library would ask a hub for it; we say which file is missing instead."""
    folder = Path(shutil.copytree(starter("transcriber").path, tmp_path / "tiny"))
    (folder / "tokenizer.json").unlink()
    refused = refusal(folder)
    assert isinstance(refused, ModelMissing) and "tokenizer.json" in str(refused)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A path that is no folder would be taken for a hub's name."""
    assert isinstance(refusal(tmp_path / "gone"), ModelMissing)


def test_weights_that_were_changed_are_refused_before_they_are_opened(tmp_path: Path) -> None:
    """One flipped byte: the parser never sees the file."""
    folder = Path(shutil.copytree(starter("transcriber").path, tmp_path / "tiny"))
    with (folder / "model.bin").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\xff\x00")
    assert isinstance(refusal(folder), ModelDamaged)


def test_stand_ins_refuse_to_start_in_the_shipped_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a frozen build no fake can ever stand in for a model."""
    monkeypatch.setattr("sys.frozen", True, raising=False)
    with pytest.raises(ScriptedInProduction):
        ScriptedTranscriber(())
    with pytest.raises(ScriptedInProduction):
        ScriptedWriter()
