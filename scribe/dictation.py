"""Words spoken into a text box: heard by the recogniser as they are spoken, and nothing of the sound is kept.

While somebody speaks, the sound is in encrypted frames like any recording's, under a key that is in memory alone. When
the words are there the frames are overwritten and removed; what a crash leaves can't be read by anybody.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import ChildDied, ModelError
from models.progress import Cancellation, Cancelled
from scribe import recorder
from scribe.audio_store import EncryptedAudio
from scribe.errors import FairnoteError
from scribe.ids import new_id
from scribe.silenced_sound import destroy
from scribe.visit import Gap

if TYPE_CHECKING:
    from models.transcriber import TranscribeOptions, Transcriber
    from scribe.takes import RecordedAudio, Take

log = logging.getLogger(__name__)

OpenEar = Callable[[], "tuple[Transcriber, TranscribeOptions]"]
NOT_HEARD = "The program that makes the words stopped. What was put in the box stays. Say the rest again."
LOOK_EVERY = 0.2
_DEATHS_AT_MOST = 2
_KEY_BYTES = 32


class PassingTakes:
    """A `scribe.takes.TakeStore` whose takes belong to no visit: each is destroyed when `destroy_all` is called."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, os.urandom(_KEY_BYTES)
        self._audio: list[EncryptedAudio] = []
        clear_left(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def begin(self) -> EncryptedAudio:
        """A new place, which nothing knows of but this."""
        name = new_id("d")
        self._audio.append(EncryptedAudio(self._folder / f"{name}.fna", self._key, name))
        return self._audio[-1]

    def reopened(self, audio: EncryptedAudio, gap: Gap) -> None:
        """Nothing to put on record."""

    def keep(self, audio: EncryptedAudio, recorded: RecordedAudio, problem: str) -> None:
        """Nothing is kept."""

    def destroy_all(self) -> None:
        """Overwrite and remove every take."""
        for audio in self._audio:
            with contextlib.suppress(OSError):  # what can't be removed can't be read: its key is gone
                destroy(audio.path)
        clear_left(self._folder)


def clear_left(folder: Path) -> None:
    """Remove what a dictation left that was cut off. Its key was in memory alone, so it is nothing but noise."""
    shutil.rmtree(folder, ignore_errors=True)


class Dictation:
    """Somebody speaks into a text box. Properties never wait, and may be read from any thread."""

    def __init__(
        self,
        folder: Path,
        open_ear: OpenEar,
        device: str | None = None,
        *,
        opener: str = "scribe.microphones:open_microphone",
    ) -> None:
        """Begin. Raises what `scribe.recorder.start_recording` raises."""
        self._open_ear = open_ear
        self._store = PassingTakes(folder)
        try:
            self._handle = recorder.start_recording(self._store, device, opener=opener)
        except BaseException:
            self._store.destroy_all()
            raise
        self.why = ""
        """Why it came to an end by itself, in a plain sentence; ''."""
        self._words: list[str] = []
        self._cancel, self._ended = Cancellation(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="dictation", daemon=True)
        self._thread.start()

    @property
    def words(self) -> tuple[str, ...]:
        """What was made out so far, a stretch of speech each; those that are there stay as they are."""
        return tuple(self._words)

    @property
    def listening(self) -> bool:
        """Whether the microphone is open and gives sound."""
        return str(self._handle.state) == "recording"

    @property
    def ended(self) -> bool:
        """Whether all words are there, and the sound is gone."""
        return self._ended.is_set()

    @property
    def level(self) -> float:
        """How loud it is, dBFS."""
        return self._handle.level

    @property
    def peak(self) -> float:
        """The loudest of the last tenth of a second, dBFS."""
        return self._handle.peak

    @property
    def warning(self) -> str:
        """What the speaker should know now, in a plain sentence; ''."""
        return self._handle.warning

    def stop(self) -> None:
        """Close the microphone; the last words come after that, until `ended`. Waits for the disk: not for a window.

        Safe to call twice, from any thread.
        """
        self._handle.stop()

    def give_up(self) -> None:
        """Close the microphone and let go of what was not made out yet. Returns when the sound is gone."""
        self._cancel.ask()
        self._handle.stop()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        try:
            self._hear()
        except Cancelled:
            pass  # the person pressed stop: a choice, and no error
        except Exception as error:  # whatever it is, the microphone is closed, and the person is told
            log.warning("a dictation ended: %s", type(error).__name__)
            self.why = str(error) if isinstance(error, ModelError | FairnoteError) else NOT_HEARD
        finally:
            self._handle.stop()
            self._store.destroy_all()
            self._ended.set()

    def _hear(self) -> None:
        transcriber, options = self._open_ear()
        number, until, deaths = 0, 0.0, 0
        while True:
            self._cancel.raise_if_asked()
            over = str(self._handle.state) in ("stopped", "failed")  # looked at first: a take may end meanwhile
            takes = self._handle.takes
            if number >= len(takes):
                if over:
                    break
                threading.Event().wait(LOOK_EVERY)
                continue
            try:
                until, more = self._step(transcriber, options, takes[number], until)
            except ChildDied:
                deaths += 1
                if deaths > _DEATHS_AT_MOST:
                    raise
                continue
            if takes[number].ended and not more:
                number, until = number + 1, 0.0
            elif not more:
                threading.Event().wait(LOOK_EVERY)
        if str(self._handle.state) == "failed":
            self.why = self._handle.warning

    def _step(
        self, transcriber: Transcriber, options: TranscribeOptions, take: Take, start: float
    ) -> tuple[float, bool]:
        heard = transcriber.listen(
            take.audio.recording_id, take.audio, options, start=start, whole=take.ended, cancel=self._cancel
        )
        self._words += [text for segment in heard.segments if (text := segment.text.strip())]
        return heard.until, heard.more
