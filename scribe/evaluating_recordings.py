"""Whom the recogniser hears worse: errors by group on a council's own recordings, and which groups nobody tested.

A folder with `recordings.toml` says for each sound what was really said and which groups the speaker belongs to:

    consented = true
    [[recording]]
    sound = "a.wav"
    said = "a.txt"
    groups = ["scottish", "over-75"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.progress import OnProgress, Progress, ignore_progress
from scribe.errors import FileRefused, NothingHeard
from scribe.named_files import ordinary, text_of
from scribe.spoken_words import spoken
from scribe.visit import Transcript

LIST = "recordings.toml"
NOT_A_LIST = f"{LIST} can't be read: for each [[recording]] it needs sound, said and groups. Nothing was changed."
NOT_CONSENTED = (
    f"{LIST} does not say that everybody who is heard agreed to this use. Nothing was listened to. "
    "If they did, write at its top: consented = true"
)
OUTSIDE = f"A file that {LIST} names is not inside its folder. Nothing was listened to."
NO_TEXT = "What was said could not be read as text."
EVERYBODY = "all"
LITTLE = 1000
"""Words of a group below which its share of errors says little: one speaker can be all of it."""
MUCH_WORSE = 1.25
"""Times the share of errors of all together, from which on a group is said to be heard worse."""
GROUPS: Mapping[str, str] = {
    "scottish": "Scottish accents",
    "welsh": "Welsh accents",
    "northern-irish": "Northern Irish accents",
    "north-east": "accents of the North East of England",
    "north-west": "accents of the North West of England",
    "yorkshire": "accents of Yorkshire",
    "midlands": "accents of the Midlands",
    "london": "accents of London and the South East",
    "south-west": "accents of the South West of England",
    "south-asian": "South Asian British speech",
    "caribbean": "Caribbean British speech",
    "african": "African British speech",
    "second-language": "people who speak English as another language",
    "children": "children",
    "over-75": "people over 75",
    "impaired-speech": "impaired speech (stroke, Parkinson's, cerebral palsy, learning disability)",
    "stammer": "people who stammer",
    "deaf-speech": "Deaf people's speech",
    "communication-aid": "communication aids",
}
"""Groups that a council can be expected to meet, by the word for them in `groups`. Others may be named too."""


@dataclass(frozen=True)
class Labelled:
    """One recording: its sound, the words that were really said, and the groups of whoever speaks."""

    sound: Path
    said: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """Counts of one recording or of several. Words are counted as they are spoken."""

    recordings: int = 0
    seconds: float = 0.0
    words: int = 0
    """That were really said."""
    errors: int = 0
    """Words wrong, missing or too many."""
    heard_words: int = 0
    marked: int = 0
    """Words of the transcript that are marked as doubtful."""

    def __add__(self, other: Heard) -> Heard:
        return Heard(
            self.recordings + other.recordings,
            self.seconds + other.seconds,
            self.words + other.words,
            self.errors + other.errors,
            self.heard_words + other.heard_words,
            self.marked + other.marked,
        )

    @property
    def error_rate(self) -> float:
        """Word error rate: errors to words that were said."""
        return self.errors / self.words if self.words else 0.0

    @property
    def is_little(self) -> bool:
        """Whether it is too little to tell."""
        return self.words < LITTLE


@dataclass(frozen=True)
class ByGroup:
    """The counts of all recordings and of each group, the worst first; and the groups of `GROUPS` with none."""

    everybody: Heard
    groups: tuple[tuple[str, Heard], ...]
    not_tested: tuple[str, ...]

    def is_worse(self, heard: Heard) -> bool:
        """Whether a group is heard much worse than all together."""
        return not heard.is_little and heard.error_rate > MUCH_WORSE * self.everybody.error_rate


def has_recordings(folder: str) -> bool:
    """Whether a folder says of itself that it holds such recordings."""
    return (Path(folder) / LIST).is_file()


def read_recordings(folder: str) -> tuple[Labelled, ...]:
    """The recordings that a folder lists. Raises `FileRefused` without a file's name: it may say whose voice it is."""
    where = Path(folder)
    try:
        data = tomllib.loads(text_of(str(where / LIST), NOT_A_LIST))
        consented, listed = data.get("consented"), data["recording"]
        given = [(str(each["sound"]), str(each["said"]), _groups(each)) for each in listed]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise FileRefused(NOT_A_LIST) from error
    if consented is not True:
        raise FileRefused(NOT_CONSENTED)
    if not given:
        raise FileRefused(NOT_A_LIST)
    return tuple(
        Labelled(_inside(where, sound), text_of(str(_inside(where, said)), NO_TEXT), groups)
        for sound, said, groups in given
    )


def _groups(given: Mapping[str, Any]) -> tuple[str, ...]:
    groups = given["groups"]
    if not isinstance(groups, list) or not all(isinstance(each, str) and each.strip() for each in groups):
        raise ValueError
    return tuple(dict.fromkeys(each.strip().casefold() for each in groups))


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise FileRefused(OUTSIDE)
    return ordinary(str(path))


def evaluate_recordings(
    recordings: Sequence[Labelled],
    listen: Callable[[Path], Transcript],
    *,
    on_progress: OnProgress = ignore_progress,
) -> ByGroup:
    """Listen to every recording and count. `listen` makes a transcript, and raises what it raises."""
    counted: list[tuple[Labelled, Heard]] = []
    for number, recording in enumerate(recordings):
        on_progress(Progress(number, len(recordings), "listening"))
        counted.append((recording, _listened(recording, listen)))
    return by_group(counted)


def _listened(recording: Labelled, listen: Callable[[Path], Transcript]) -> Heard:
    """Where no word is heard, every word that was said is an error: nobody is left out for being heard worst."""
    try:
        return count(recording.said, listen(recording.sound))
    except NothingHeard:
        missing = len(spoken(recording.said))
        return Heard(recordings=1, words=missing, errors=missing)


def count(said: str, transcript: Transcript) -> Heard:
    """The counts of one transcript against the words that were really said."""
    real, heard = spoken(said), spoken(" ".join(turn.text for turn in transcript.turns))
    marked = sum(doubt.to_word - doubt.from_word for doubt in transcript.doubts)
    return Heard(1, transcript.seconds, len(real), distance(real, heard), len(heard), marked)


def by_group(counted: Iterable[tuple[Labelled, Heard]]) -> ByGroup:
    """Added up. A recording counts in each of its groups."""
    everybody, sums = Heard(), dict[str, Heard]()
    for recording, heard in counted:
        everybody += heard
        for group in recording.groups:
            sums[group] = sums.get(group, Heard()) + heard
    worst_first = sorted(sums.items(), key=lambda each: -each[1].error_rate)
    return ByGroup(everybody, tuple(worst_first), tuple(name for name in GROUPS if name not in sums))


def distance(real: Sequence[str], heard: Sequence[str]) -> int:
    """Levenshtein's distance between two rows of words: how many have to be changed, added or taken out."""
    import numpy as np

    numbers = {word: number for number, word in enumerate({*real, *heard})}
    other = np.array([numbers[word] for word in heard], dtype=np.int64)
    steps = np.arange(len(heard) + 1)
    row = steps.copy()
    for at, word in enumerate(real, start=1):
        # What comes from above; then each is at most one more than the one left of it, which is a running minimum.
        best = np.minimum(row[1:] + 1, row[:-1] + (other != numbers[word]))
        row = np.minimum.accumulate(np.concatenate(([at], best)) - steps) + steps
    return int(row[-1])


def as_lines(found: ByGroup, model: str) -> tuple[str, ...]:
    """A table for the terminal, and below it who is heard worse and who was not tested."""
    everybody = found.everybody
    worse = [_label(name) for name, heard in found.groups if found.is_worse(heard)]
    little = any(heard.is_little for _, heard in found.groups)
    rows = ((EVERYBODY, everybody), *found.groups)
    return (
        f"{everybody.recordings} recordings, {everybody.seconds / 60:.1f} minutes, heard by {model}",
        "",
        f"{'group':24}{'recordings':>11}{'words':>8}{'wrong':>8}{'marked':>8}",
        *(_row(name, heard) for name, heard in rows),
        *(["", f"* under {LITTLE:,} words: too little to tell"] if little else []),
        *(["", f"Heard much worse than all together: {', '.join(worse)}."] if worse else []),
        *(["", f"NOT TESTED: {'; '.join(map(_label, found.not_tested))}."] if found.not_tested else []),
    )


def _row(name: str, heard: Heard) -> str:
    marked = heard.marked / heard.heard_words if heard.heard_words else 0.0
    star = "*" if heard.is_little else " "
    return f"{name[:23]:24}{heard.recordings:>11}{heard.words:>8,}{heard.error_rate:>7.1%}{star}{marked:>7.1%}"


def _label(name: str) -> str:
    return GROUPS.get(name, name)


def as_json(found: ByGroup, model: str) -> dict[str, Any]:
    """The same for scripts."""
    groups = [{"group": name, **_counts(heard), "worse": found.is_worse(heard)} for name, heard in found.groups]
    return {"model": model, EVERYBODY: _counts(found.everybody), "groups": groups, "not_tested": list(found.not_tested)}


def _counts(heard: Heard) -> dict[str, Any]:
    return {**vars(heard), "error_rate": round(heard.error_rate, 4), "too_little": heard.is_little}
