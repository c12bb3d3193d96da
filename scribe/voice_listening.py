"""Listens to the voices of a recording while it goes on, in a thread and a child of its own, so that little is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.errors import ModelMissing
from models.progress import Cancellation
from models.speakers import Traces
from scribe.following import Following, LiveState, LiveWords
from scribe.power import on_mains
from scribe.vault import Vault
from scribe.visit import AudioOrigin, RecordingId, VisitId
from scribe.voices import OpenFinder, VisitTraces

if TYPE_CHECKING:
    from scribe.recorder import RecordingHandle, Take

ENDED = "The program that tells voices apart stopped. The recording goes on. It is tried again after the visit."


class VoiceListening:
    """The voices of a recording that goes on. Words come first: while `words_are_behind`, it waits.

    It never shows anything: who spoke is settled after Stop (`scribe.voices`).
    """

    def __init__(
        self,
        vault: Vault,
        visit: VisitId,
        handle: RecordingHandle,
        open_finder: OpenFinder,
        traces: VisitTraces,
        *,
        when: LiveWords = LiveWords.ALWAYS,
        mains: Callable[[], bool] = on_mains,
        words_are_behind: Callable[[], bool] = lambda: False,
    ) -> None:
        self._vault, self._visit, self._open_finder, self._traces = vault, visit, open_finder, traces
        self._following = Following(
            handle, self._step, name="live voices", ended=ENDED, when=when, mains=mains, gives_way=words_are_behind
        )
        self._following.start()

    @property
    def state(self) -> LiveState:
        """What it is doing."""
        return self._following.state

    def ask_to_stop(self) -> None:
        """Begin nothing new. Returns at once; `stop` waits for it."""
        self._following.ask_to_stop()

    def stop(self, *, now: bool = False) -> None:
        """Listen no more. Returns within seconds, or at once with `now`."""
        self._following.stop(now=now)

    def _step(self, take: Take, cancel: Cancellation) -> Traces:
        recording = RecordingId(take.audio.recording_id)
        if self._is_dictated(recording):
            return Traces(b"", take.seconds, take.seconds, more=False)
        finder = self._open_finder()
        if finder is None:
            raise ModelMissing
        return self._traces.step(finder, recording, take.audio, whole=take.ended, cancel=cancel)

    def _is_dictated(self, recording: RecordingId) -> bool:
        """Whether it is the worker's own account. What is known of a recording is kept before its first sound."""
        rows = self._vault.recordings(self._visit)
        return any(each.id == recording and each.origin is AudioOrigin.DICTATED for each in rows)
