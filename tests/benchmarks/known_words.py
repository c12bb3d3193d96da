"""Measures what knowing words does to what is heard, in made speech, in read speech and in right transcripts of talks.

Run: python -m tests.benchmarks.known_words [spoken|read|text|nothing|hot …]. Read speech and talks are real; 'spoken'
and 'hot' are flite's voices, so they tell how words are mistaken and mended, not how often in life.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from models.offline import go_offline
from models.transcriber import Segment, Word
from scribe.known_words import KnownWord, Source, shipped_words, together, words_of_visit
from scribe.sounds import plain
from scribe.sounds_like import with_known_words
from scribe.visit import Person, PersonId, Role
from tests.benchmarks.nothing import KINDS, make_nothing
from tests.benchmarks.spoken_words import NAMES, SENTENCES, segments, speak, speak_and_hear
from tests.benchmarks.transcription import LIBRISPEECH, heard_segments, normalise, references
from tests.scribe_core.make import a_visit

TALKS = LIBRISPEECH.parents[1] / "visits" / "primock57"
SEED, AT_A_VISIT, DISTRACTORS = 3, 12, 1_000
PARTS = ("spoken", "read", "text", "nothing", "hot")
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


def put_in(found: Iterable[Segment]) -> list[tuple[str, str]]:
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


def has(found: Iterable[Segment], word: str) -> bool:
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
    words = tuple(Word(word, at * 0.3, at * 0.3 + 0.25, confidence) for at, word in enumerate(turn.split()))
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


# --- hot words


def hot(every: int) -> None:
    """One hot word for one sentence: how often it brings its own word, and how often a word that was not said."""
    medicines = [(word.text, word.text) for word in shipped_words() if word.source is Source.MEDICINE]
    tally = dict.fromkeys(("sentences", "right without", "right with its word", "wrong word written"), 0)
    for kind, words in (("names", NAMES[::every]), ("medicines", medicines[:: every * 6])):
        for at, (word, how) in enumerate(words):
            other = words[(at + 7) % len(words)][0]
            with tempfile.TemporaryDirectory(prefix="fairnote-hot-") as folder:
                sound = Path(folder) / "said.wav"
                speak([SENTENCES[kind][at % len(SENTENCES[kind])].format(how)], "slt", sound)
                alone, own, wrong = (heard_segments([sound], told)[0] for told in ((), (word,), (other,)))
            tally["sentences"] += 1
            tally["right without"] += has(alone, word)
            tally["right with its word"] += has(own, word)
            tally["wrong word written"] += has(wrong, other)
    print(f"one hot word a sentence: {tally}")


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
        "hot": lambda: hot(asked.every),
    }
    for part in asked.parts or PARTS:
        measure[part]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
