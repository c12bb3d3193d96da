"""A recogniser's first use here: it hears the beginning of the practice visit, and has to keep up with it."""

from __future__ import annotations

import contextlib
import difflib
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.catalogue import InstalledModel
from models.engines import Device, start_transcriber
from models.progress import Cancellation, Cancelled, Progress
from models.transcriber import TranscribeOptions
from resources.practice import practice_files
from scribe.audio_file import AudioFile
from scribe.errors import DataDamaged, FairnoteError
from scribe.exams import FOLDER
from scribe.files import clear_disk_errors, write_atomically
from scribe.records import from_json, to_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scribe.jobs import JobContext

HEARD_SECONDS = 12.0
"""Of the practice visit's sound: its first two turns, 26 words. It is spoken clearly, by voices that are not real."""
LEAST_RIGHT = 0.7
"""Of these words; the starter gets more than nine in ten."""
MOST_PACE = 1.0
"""Seconds that it may take for a second of sound: slower, and it falls behind every talk."""
BEAM = 5
LABEL = "listening to the practice visit"
_WORD = re.compile(r"[a-z']+")


class HearingFailed(FairnoteError):
    """A recogniser did not hear well or quickly enough here; the sentence says what it did."""

    sentence = "The model did not hear well enough on this laptop, so it is not used. Nothing was changed."


@dataclass(frozen=True)
class Hearing:
    """What a recogniser showed here: of the words that were said, the share that it heard, and how quickly.

    `fingerprint`: of all of its files, as `InstalledModel` has it.
    """

    fingerprint: str
    right: float
    pace: float
    at: datetime

    @property
    def passed(self) -> bool:
        """Whether it may be used."""
        return self.right >= LEAST_RIGHT and 0 <= self.pace <= MOST_PACE


@dataclass(frozen=True)
class Beginning:
    """The beginning of a sound, as a `models.transcriber.AudioSource`."""

    whole: AudioFile
    length: float

    def seconds(self) -> float:
        """Length in seconds."""
        return self.length

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """As the whole sound's, up to its length."""
        left = round((self.length - start) * 16_000)
        for block in self.whole.blocks(start):
            if left > 0:
                yield block[:left]
            left -= len(block)


def hear(model: InstalledModel, context: JobContext, until: Cancellation, *, device: Device = "auto") -> Hearing:
    """Let a recogniser hear the beginning of the practice visit. Raises `HearingFailed`, or what starting it raises."""
    sound = Beginning(AudioFile(practice_files()[0]), HEARD_SECONDS)
    context.progress(Progress(0, 0, LABEL))
    with contextlib.closing(start_transcriber(model, device=device)) as transcriber:
        try:
            transcriber.caption("first use", cancel=until)  # so that starting it is not taken for slowness
            began = time.monotonic()
            heard = transcriber.listen("first use", sound, TranscribeOptions(BEAM), start=0.0, whole=True, cancel=until)
        except Cancelled:
            context.cancel.raise_if_asked()
            raise HearingFailed(
                "This laptop was too slow for this model just now, so it is not used. Nothing was changed. Try again "
                "when it has less to do, or use a smaller model."
            ) from None
    pace = round((time.monotonic() - began) / HEARD_SECONDS, 2)
    said = " ".join(segment.text for segment in heard.segments)
    return Hearing(model.fingerprint, right_words(_script(), said), pace, datetime.now(UTC))


def refuse_poor(hearing: Hearing) -> None:
    """Raises `HearingFailed`, with what it did, for a recogniser that may not be used."""
    if hearing.right < LEAST_RIGHT:
        raise HearingFailed(
            f"The model heard {hearing.right:.0%} of the words of the practice visit, so it is not used. Nothing was "
            "changed."
        )
    if hearing.pace > MOST_PACE:
        raise HearingFailed(
            f"The model took {hearing.pace:.1f} seconds for a second of sound here, so it would fall behind, and is "
            "not used. Nothing was changed. Try again when the laptop has less to do, or use a smaller model."
        )


def right_words(said: str, heard: str) -> float:
    """The share of the words said that were heard, in their order."""
    wanted, got = _WORD.findall(said.lower()), _WORD.findall(heard.lower())
    blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return round(sum(block.size for block in blocks) / len(wanted), 3) if wanted else 0.0


def keep(hearing: Hearing, models_folder: Path) -> None:
    """Keep what it showed. Raises `DiskFull` or `WriteFailed`."""
    path = _path(hearing.fingerprint, models_folder)
    with clear_disk_errors():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(path, to_json(hearing).encode())


def hearing_of(model: InstalledModel, models_folder: Path) -> Hearing | None:
    """What this recogniser showed here, if it passed; what can't be read counts as nothing."""
    try:
        found = from_json(Hearing, _path(model.fingerprint, models_folder).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, DataDamaged):
        return None
    return found if found.fingerprint == model.fingerprint and found.passed else None


def _script() -> str:
    """What is said in that part of the sound."""
    told: dict[str, Any] = json.loads(practice_files()[1].read_text("utf-8"))
    return " ".join(turn["text"] for turn in told["turns"] if turn["end"] <= HEARD_SECONDS)


def _path(fingerprint: str, models_folder: Path) -> Path:
    return models_folder / FOLDER / f"{fingerprint}.heard.json"
