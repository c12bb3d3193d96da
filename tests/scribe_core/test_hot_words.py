"""Doubtful names heard again, told one name: put in where that is heard and all else stays, and never otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.catalogue import starter
from models.engines import start_transcriber
from models.errors import EngineFailed, ModelMissing
from models.progress import Cancellation, Cancelled, ignore_progress
from models.scripted import ScriptedTranscriber
from models.transcriber import Listened, Segment, TranscribeOptions, transcribe
from models.transcriber import Word as RecognisedWord
from scribe.audio_file import AudioFile
from scribe.hearing import kept
from scribe.hot_words import HEARING_SECONDS, MOST_HEARINGS, Pieces, hearings, with_hot_words
from scribe.known_word_doubts import known_word_doubts
from scribe.known_words import KnownWord, Source, shipped_words, together, words_of_visit
from scribe.sounds_like import with_known_words
from scribe.transcribing import turns_from_segments
from scribe.visit import HeardSegment, Person, PersonId, Role
from tests.benchmarks.spoken_words import speak
from tests.scribe_core.make import a_visit
from tests.scribe_core.test_sounds_like import heard

if TYPE_CHECKING:
    from numpy.typing import NDArray

VISIT = words_of_visit(a_visit())
"""Mrs Amina Begum and Jo Reed."""
LEAD = 0.11
"""Seconds from the start of what is heard again to its first word, whose stretch begins at 0.3 s less the edge."""


@dataclass(frozen=True)
class Ramp:
    """Ten seconds of sound whose every sample says where it is."""

    def seconds(self) -> float:
        """Ten."""
        return 10.0

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """Half a second at a time."""
        samples = np.arange(160_000, dtype=np.float32)[round(start * 16_000) :]
        yield from (samples[at : at + 8_000] for at in range(0, len(samples), 8_000))


def said(text: str, at: float = LEAD) -> tuple[Segment, ...]:
    """What is heard the second time."""
    words = tuple(RecognisedWord(w, at + n * 0.3, at + n * 0.3 + 0.28, 0.9) for n, w in enumerate(text.split()))
    return (Segment(text, words[0].start, words[-1].end, words),)


def again(first: tuple[HeardSegment, ...], second: str, name: str = "Begum", known: tuple[KnownWord, ...] = ()) -> str:
    """What becomes of it where, told this name, that is heard."""
    listed = known or VISIT
    ear = ScriptedTranscriber((), {name: said(second)})
    found = with_hot_words(with_known_words(first, listed), listed, Ramp(), ear, 5, cancel=Cancellation())
    return " ".join(word.text for segment in found for word in segment.words)


@pytest.mark.parametrize(
    ("first", "second", "becomes"),
    [
        ("Then ?they ?come came round", "Then Begum came round.", "Then Begum came round"),
        ("it is all right if ?they ?come, sits there", "It is alright if Begum sits there", None),
        ("all right ?beckham sat there", "Alright, Begum sat there", "all right Begum sat there"),
        ("with ?beckham's ?son here", "with Begum's son here", "with Begum's son here"),
        ("then Mrs. Bingham came", "Then Mrs. Begum came", "then Mrs. Begum came"),
    ],
)
def test_a_name_that_is_heard_when_told_is_put_in(first: str, second: str, becomes: str | None) -> None:
    """With the stops of what was heard before; other spellings of the rest don't matter, and the rest isn't changed."""
    assert again(heard(first), second) == (becomes or "it is all right if Begum, sits there")


@pytest.mark.parametrize(
    "second",
    [
        "Then they come came round",  # heard as before
        "Then Begum went off again",  # all else changed
        "Then Begum they come came round",  # beside what was heard, not in its place
        "Begum then Begum came round",  # twice
        "Then Begum",  # the rest is lost
    ],
)
def test_a_name_is_not_put_in_where_anything_else_changed(second: str) -> None:
    """The recogniser was led by the name, not by the sound."""
    assert again(heard("Then ?they ?come came round"), second) == "Then they come came round"


def test_what_was_heard_is_kept_and_offered_back() -> None:
    """As for every known word that is put in."""
    ear = ScriptedTranscriber((), {"Begum": said("Then Begum came round")})
    found = with_hot_words(heard("Then ?they ?come came round"), VISIT, Ramp(), ear, 5, cancel=Cancellation())
    (turn,) = turns_from_segments(found)
    assert turn.words[1].heard == "they come" and turn.words[1].confidence == 0.4
    (doubt,) = known_word_doubts((turn,), VISIT)
    assert (doubt.from_word, doubt.to_word, doubt.offer) == (1, 2, "they come")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("then they come home", VISIT),  # sure of it
        ("they ?died ?come home", VISIT),
        ("she is ?not ?gum at all", (KnownWord("Notgum", Source.VISIT),)),
        ("it is ?hyperthyroidism now", (KnownWord("hypothyroidism", Source.VISIT),)),
        ("she takes ?proprana now", shipped_words()),
        ("of ?a ?settle ?sistine too", shipped_words()),
        ("about ?safe ?garden then", (KnownWord("safeguarding", Source.CARE),)),
        ("hello there", ()),
    ],
)
def test_nothing_is_heard_again_without_a_doubtful_name_of_the_visit(text: str, known: tuple[KnownWord, ...]) -> None:
    """Nor in words that are never touched, nor for a medicine or a word of care."""
    ear = ScriptedTranscriber(())
    segments = heard(text)
    assert with_hot_words(segments, known, Ramp(), ear, 5, cancel=Cancellation()) == segments
    assert not [name for name, _ in ear.asked if name != "Begum"] and (known == VISIT or not ear.asked)
    assert not any(word.heard for segment in segments for word in segment.words)


def test_babble_is_not_heard_again() -> None:
    """Fluent words that nobody said would become a name that nobody said."""
    assert hearings(heard("Then ?they ?come ?round ?and ?so ?on"), VISIT) == []


def test_a_name_of_two_that_are_as_near_is_not_asked_for() -> None:
    """Each would be heard there, when told."""
    two = (KnownWord("Begam", Source.VISIT), KnownWord("Begum", Source.VISIT))
    assert hearings(heard("Then ?they ?come came round"), two) == []


def test_a_recording_is_listened_to_again_a_few_times_at_most() -> None:
    """The stretches that may hold one name are heard together; the names that are likeliest are heard first."""
    more = tuple(KnownWord(name, Source.VISIT) for name in ("Okafor", "Ottoline", "Morwenna", "Winterbottom", "Tamsin"))
    text = "to ?oak ?of then ?all ?in and ?more ?when or ?winter ?bat ?then ?time ?some"
    segments = tuple(
        replace(s, words=tuple(replace(w, start=w.start + at, end=w.end + at) for w in s.words))
        for at in (0.0, 20.0, 40.0)
        for s in (heard(text + " and ?they ?come here and there we went on for a good long while"))
    )
    found = hearings(segments, (*VISIT, *more))
    assert len(found) == MOST_HEARINGS
    assert all(len({each.place.find.known for each in group}) == 1 for group in found)
    assert any(len(group) == 2 for group in found)
    assert all(sum(each.seconds for each in group) <= HEARING_SECONDS for group in found)


def test_where_it_fails_nothing_is_lost_and_a_request_to_stop_is_one() -> None:
    """The segments stay as they were."""

    class Failing(ScriptedTranscriber):
        def listen(self, *args: object, **more: object) -> Listened:
            raise EngineFailed

    segments = heard("Then ?they ?come came round")
    assert with_hot_words(segments, VISIT, Ramp(), Failing(()), 5, cancel=Cancellation()) == segments
    asked = Cancellation()
    asked.ask()
    with pytest.raises(Cancelled):
        with_hot_words(segments, VISIT, Ramp(), ScriptedTranscriber(()), 5, cancel=asked)


def test_pieces_of_a_sound_are_one_sound() -> None:
    """Each with a silence after it, sample by sample, from any second on; silent too past the sound's end."""
    pieces = Pieces(Ramp(), ((1.0, 1.5), (9.5, 10.25)))
    samples = np.concatenate(list(pieces.blocks()))
    assert len(samples) == round(pieces.seconds() * 16_000)
    assert samples[0] == 16_000 and samples[7_999] == 23_999 and not samples[8_000:20_800].any()
    assert samples[20_800] == 152_000 and samples[28_799] == 159_999 and not samples[28_800:].any()
    assert (np.concatenate(list(pieces.blocks(1.3))) == samples[20_800:]).all()


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("then Mrs. Bingham came", [(2, 3, "Begum")]),
        ("then Miss Big Ham came", [(2, 4, "Begum")]),
        ("then Mr. Bingham came", []),
        ("then Mrs. Jones came", []),
        ("then Mrs. Begum came", []),
        ("then Bingham came", []),
    ],
)
def test_a_surname_after_a_title_is_offered_who_has_that_title(text: str, offers: list[tuple[int, int, str]]) -> None:
    """However sure the recogniser was; nothing is put in."""
    (turn,) = turns_from_segments(with_known_words(heard(text), VISIT))
    assert turn.text == text
    assert [(d.from_word, d.to_word, d.offer) for d in known_word_doubts((turn,), VISIT)] == offers


@pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed: apt-get install flite")
def test_a_spoken_name_is_heard_when_told(tmp_path: Path) -> None:
    """The real recogniser misses it, and it doesn't sound like it; told it, it is heard. One that isn't said is not."""
    sound = tmp_path / "said.wav"
    speak(["Then Winifred came round on Monday.", "I spoke to Hargreaves about it yesterday."], "slt", sound)
    people = tuple(Person(PersonId(n), n, Role.OTHER) for n in ("Winifred", "Hargreaves", "Tamsin", "Okafor"))
    known = together(words_of_visit(replace(a_visit(), people=people)), shipped_words())
    try:
        transcriber = start_transcriber(starter("transcriber"))
    except ModelMissing:
        pytest.skip("the recogniser's model is not here")
    found: list[Segment] = []
    try:
        transcribe(
            transcriber, AudioFile(sound), TranscribeOptions(), on_segment=found.append,
            on_progress=ignore_progress, cancel=Cancellation(),
        )  # fmt: skip
        by_sound = with_known_words([kept(segment) for segment in found], known)
        told = with_hot_words(by_sound, known, AudioFile(sound), transcriber, 5, cancel=Cancellation())
    finally:
        transcriber.close()
    before, after = (" ".join(word.text for each in one for word in each.words) for one in (by_sound, told))
    assert not ("Winifred" in before and "Hargreaves" in before)
    assert "Winifred" in after and "Hargreaves" in after and "Tamsin" not in after and "Okafor" not in after
