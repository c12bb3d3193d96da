"""Measures what knowing words does to what is heard, in made speech, in read speech and in right transcripts of talks.

Run: python -m tests.benchmarks.known_words [spoken|read|text|nothing|hot|unsaid …]. Read speech and talks are real;
'spoken' and 'hot' are flite's voices, so they tell how words are mistaken and mended, not how often in life.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from models.offline import go_offline
from models.progress import Cancellation, ignore_progress
from models.transcriber import Segment, TranscribeOptions, Transcriber, transcribe
from models.transcriber import Word as RecognisedWord
from scribe.audio_file import AudioFile
from scribe.hearing import kept
from scribe.hot_words import with_hot_words
from scribe.known_words import KnownWord, Source, shipped_words, together, words_of_visit
from scribe.sounds import plain
from scribe.sounds_like import with_known_words
from scribe.visit import HeardSegment, Person, PersonId, Role, Word
from tests.benchmarks.nothing import KINDS, make_nothing
from tests.benchmarks.spoken_words import NAMES, SENTENCES, VOICES, segments, speak, speak_and_hear
from tests.benchmarks.transcription import LIBRISPEECH, heard_segments, normalise, references
from tests.scribe_core.make import a_visit

TALKS = LIBRISPEECH.parents[1] / "visits" / "primock57"
SEED, AT_A_VISIT, DISTRACTORS = 3, 12, 1_000
PARTS = ("spoken", "read", "text", "nothing", "hot", "unsaid")
CONFIDENCES = (0.95, 0.8, 0.6, 0.4)
"""What the words of a talk are given: a right word is seldom under 0.8."""


@cache
def names(*said: str) -> tuple[KnownWord, ...]:
    """Words of a visit whose people bear these names."""
    people = tuple(Person(PersonId(f"p{at}"), name, Role.OTHER) for at, name in enumerate(said))
    return words_of_visit(replace(a_visit(), people=people))


def some_names(chance: random.Random, *also: str) -> tuple[KnownWord, ...]:
    """A dozen UK names, and these."""
    return names(*also, *(name for name in chance.sample([n for n, _ in NAMES], AT_A_VISIT) if name not in also))


def put_in(found: Iterable[Segment | HeardSegment]) -> list[tuple[str, str]]:
    """What was heard and what was put in its place, for each."""
    words = (word for segment in found for word in segment.words)
    return [(heard, word.text) for word in words if (heard := getattr(word, "heard", ""))]


# --- made speech


def spoken(every: int) -> None:
    """How many spoken words come out right before and after, and what was put in that nobody said."""
    chance = random.Random(SEED)
    listed = {
        source: [(word.text, word.text) for word in shipped_words() if word.source is source] for source in Source
    }
    kinds = (("names", NAMES), ("medicines", listed[Source.MEDICINE]), ("care", listed[Source.CARE]))
    for kind, words in kinds:
        said = speak_and_hear(kind, [*words][:: 1 if kind == "names" else every])
        before = after = 0
        false: list[tuple[str, str]] = []
        for one in said:
            known = together(some_names(chance, one.word) if kind == "names" else some_names(chance), shipped_words())
            found = with_known_words(segments(one), known)
            before += has(segments(one), one.word)
            after += has(found, one.word)
            false += [(h, w) for h, w in put_in(found) if plain(w).removesuffix("'s") not in plain(one.word)]
        print(f"spoken {kind}: {len(said)}, right before {before}, after {after}, put in falsely {len(false)}: {false}")


def has(found: Iterable[Segment | HeardSegment], word: str) -> bool:
    """Whether a word is in it, by itself or with an 's."""
    said = [plain(part).removesuffix("'s") for segment in found for part in segment.text.split()]
    wanted = [plain(part) for part in word.split()]
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said)))


# --- real speech and real talk


def read() -> None:
    """Names and rare words of read speech: how many are right, and the word error rate of all of it."""
    import jiwer

    truth = references()
    heard = heard_segments(list(truth))
    own = {path: rare(text) for path, text in truth.items()}
    unsaid = together(some_names(random.Random(SEED)), shipped_words())
    lists: dict[str, dict[Path, tuple[KnownWord, ...]]] = {
        "nothing known": {},
        "a dozen names that are not said, all lists": dict.fromkeys(truth, unsaid),
        "its own rare words, a thousand others, all lists": {
            path: together(own[path], others(own[path], own), shipped_words()) for path in truth
        },
    }
    for label, known in lists.items():
        found = [with_known_words(each, known.get(path, ())) for path, each in zip(truth, heard, strict=True)]
        rate = 100 * jiwer.wer(
            [*map(normalise, truth.values())], [normalise(" ".join(s.text for s in f)) for f in found]
        )
        right = sum(has(f, word.text) for path, f in zip(truth, found, strict=True) for word in own[path])
        made = [pair for f in found for pair in put_in(f)]
        print(
            f"read, {label}: WER {rate:.2f}%, rare words right {right} of {sum(map(len, own.values()))}, put in {made}"
        )


def rare(text: str) -> tuple[KnownWord, ...]:
    """Words of a text that are in no list of English, or hardly ever written: its names among them."""
    from scribe.english import is_word

    found = {word for word in normalise(text).split() if len(word) > 3 and not is_word(word)}
    return tuple(KnownWord(word.capitalize(), Source.VISIT) for word in sorted(found))


def others(own: Sequence[KnownWord], all_own: dict[Path, tuple[KnownWord, ...]]) -> tuple[KnownWord, ...]:
    """A large council's list: the rare words of the other files, and parts of names put together."""
    chance = random.Random(SEED)
    mine = {word.text for word in own}
    rest = [word for words in all_own.values() for word in words if word.text not in mine]
    starts = ("Ash", "Brad", "Carl", "Den", "Elm", "Far", "Gar", "Hart", "Inger", "Kirk", "Lang", "Mar", "Nor", "Oak")
    ends = (
        "bourne",
        "by",
        "combe",
        "croft",
        "dale",
        "field",
        "ford",
        "ham",
        "hurst",
        "ley",
        "low",
        "more",
        "ridge",
        "ton",
    )
    made = [f"{a}{m}{b}" for a in starts for m in ("", "er", "ing", "el", "on", "and") for b in ends]
    chance.shuffle(made)
    return tuple(replace(word, source=Source.COUNCIL) for word in rest) + tuple(
        KnownWord(word, Source.COUNCIL) for word in made[: DISTRACTORS - len(rest)]
    )


def text() -> None:
    """Correct transcripts of talks: everything that is put in there is false."""
    said = [
        turn["text"] for path in sorted(TALKS.glob("*.json")) for turn in json.loads(path.read_text("utf-8"))["turns"]
    ]
    known = together(some_names(random.Random(SEED)), shipped_words())
    for confidence in CONFIDENCES:
        made = put_in(with_known_words((_as_heard(turn, confidence) for turn in said if turn.strip()), known))
        total = sum(len(turn.split()) for turn in said)
        print(f"{total} right words, each {confidence} sure: put in falsely {len(made)}: {sorted(set(made))[:12]}")


def _as_heard(turn: str, confidence: float) -> Segment:
    words = tuple(RecognisedWord(word, at * 0.3, at * 0.3 + 0.25, confidence) for at, word in enumerate(turn.split()))
    return Segment(turn, 0.0, words[-1].end, words)


def nothing(seconds: int) -> None:
    """Sounds without anybody's words: what is put in there nobody said."""
    known = together(some_names(random.Random(SEED)), shipped_words())
    with tempfile.TemporaryDirectory(prefix="fairnote-nothing-") as folder:
        for kind in KINDS:
            sound = make_nothing(kind, seconds, Path(folder))
            (heard,) = heard_segments([sound])
            words, made = sum(len(segment.words) for segment in heard), put_in(with_known_words(heard, known))
            print(f"{seconds} s of {kind}: {words} words, put in {made}")


# --- heard again, told one name


@contextmanager
def ear() -> Iterator[Transcriber]:
    """The recogniser that hears again."""
    from models.catalogue import starter
    from models.engines import start_transcriber

    transcriber = start_transcriber(starter("transcriber"))
    try:
        yield transcriber
    finally:
        transcriber.close()


def listened(transcriber: Transcriber, sound: Path) -> list[Segment]:
    """What is heard in a file the first time."""
    found: list[Segment] = []
    transcribe(
        transcriber, AudioFile(sound), TranscribeOptions(), on_segment=found.append,
        on_progress=ignore_progress, cancel=Cancellation(),
    )  # fmt: skip
    return found


class Again(NamedTuple):
    """With what is put in by its sound; with what was heard again too; and the seconds that this took."""

    by_sound: tuple[HeardSegment, ...]
    told: tuple[HeardSegment, ...]
    seconds: float


def again(transcriber: Transcriber, sound: Path, heard: Iterable[Segment], known: Sequence[KnownWord]) -> Again:
    """A file's segments with the words that should be known."""
    ours = [kept(segment) for segment in heard]
    by_sound = with_known_words(ours, known)
    began = time.monotonic()
    told = with_hot_words(by_sound, known, AudioFile(sound), transcriber, 5, cancel=Cancellation())
    return Again(by_sound, told, time.monotonic() - began)


def hot() -> None:
    """Made visits of a dozen names each, spoken by one voice: right as heard, by their sound, and heard again."""
    took: list[float] = []
    right, put, false = [0, 0, 0], 0, list[tuple[str, str]]()
    with ear() as transcriber, tempfile.TemporaryDirectory(prefix="fairnote-hot-") as folder:
        for voice, start in itertools.product(VOICES, range(0, len(NAMES), AT_A_VISIT)):
            said, spans = NAMES[start : start + AT_A_VISIT], list[tuple[float, float]]()
            known = together(names(*(name for name, _ in said)), shipped_words())
            sound = Path(folder) / "said.wav"
            kinds = SENTENCES["names"]
            speak([kinds[at % len(kinds)].format(how) for at, (_, how) in enumerate(said)], voice, sound, spans)
            heard = listened(transcriber, sound)
            by_sound, told, seconds = again(transcriber, sound, heard, known)
            took.append(seconds)
            passes: tuple[Sequence[Segment | HeardSegment], ...] = (heard, by_sound, told)
            for at, found in enumerate(passes):
                for (name, _), span in zip(said, spans, strict=True):
                    words = [w for s in found for w in s.words if span[0] <= (w.start + w.end) / 2 < span[1]]
                    right[at] += has([Segment(" ".join(w.text for w in words), *span, ())], name)
                    made = [(w.heard, w.text) for w in words if isinstance(w, Word) and w.heard]
                    put += len(made) if at == 2 else 0
                    if at == 2:
                        false += [(h, w) for h, w in made if plain(w).removesuffix("'s") not in plain(name)]
    total = len(NAMES) * len(VOICES)
    print(f"heard again: {total} names, right as heard {right[0]}, by sound {right[1]}, heard again {right[2]}")
    print(f"put in {put}, falsely {len(false)}: {false}; seconds a visit: {statistics.mean(took):.1f}, {max(took):.1f}")


def hot_unsaid(seconds: int) -> None:
    """Names that nobody says, in read speech and in sounds without words: what hearing again changes is false."""
    import jiwer

    known = together(some_names(random.Random(SEED)), shipped_words())
    truth = references()
    wanted = [*map(normalise, truth.values())]
    with ear() as transcriber, tempfile.TemporaryDirectory(prefix="fairnote-hot-") as folder:
        found = [again(transcriber, path, listened(transcriber, path), known) for path in truth]
        for label, files in (("by sound", [f.by_sound for f in found]), ("heard again", [f.told for f in found])):
            said = [normalise(" ".join(segment.text for segment in each)) for each in files]
            made = [pair for each in files for pair in put_in(each)]
            print(f"read, {label}: WER {100 * jiwer.wer(wanted, said):.2f}%, put in {made}")
        print(f"{sum(one.seconds for one in found):.1f} s for {len(truth)} files")
        for kind in KINDS:
            sound = make_nothing(kind, seconds, Path(folder))
            told = again(transcriber, sound, listened(transcriber, sound), known).told
            print(f"{seconds} s of {kind}, heard again: put in {put_in(told)}")


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.known_words", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="some of these alone")
    parser.add_argument("--every", type=int, default=4, help="which share of the listed words is spoken (4: a quarter)")
    parser.add_argument("--seconds", type=int, default=90, help="how much of each nothing-sound")
    asked = parser.parse_args(arguments)
    go_offline()
    measure: dict[str, Callable[[], None]] = {
        "spoken": lambda: spoken(asked.every),
        "read": read,
        "text": text,
        "nothing": lambda: nothing(asked.seconds),
        "hot": hot,
        "unsaid": lambda: hot_unsaid(asked.seconds),
    }
    for part in asked.parts or PARTS:
        measure[part]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
