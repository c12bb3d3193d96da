"""Listens to the voices of a visit, so that its transcript says who spoke when; what voices look like is never kept.

The traces of voices are biometric data. They are in memory only, until the transcript is made or the program ends
(`docs/decisions/0014-voices.md`). Words don't depend on voices: where these can't be told apart, the words still come.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from models.errors import ChildDied
from models.progress import Cancellation, Cancelled, OnProgress, Progress
from models.speakers import SpeakerFinder, SpeakerTurn, TracedSound, Traces
from models.transcriber import AudioSource
from scribe.edit_log import EditState
from scribe.following import DEATHS_AT_MOST
from scribe.transcript_edits import standing
from scribe.vault import Vault
from scribe.visit import AudioOrigin, Manner, Recording, RecordingId, VisitId
from scribe.visit_audio import VisitAudio, heard_recordings

log = logging.getLogger(__name__)

OpenFinder = Callable[[], SpeakerFinder | None]
"""Gives what tells voices apart, or None where that is not on this laptop."""
SAME_PLACE = 0.01
"""Seconds within which two times that were added up are the same."""
VOICES = "seconds of sound searched for voices"
"""Label of the progress of listening to voices."""


@dataclass
class RecordingTraces:
    """The traces of one recording: its pieces in order, up to which second they go, and whether that is its end."""

    pieces: list[bytes] = field(default_factory=list, repr=False)
    until: float = 0.0
    whole: bool = False


class VisitTraces:
    """The traces of a visit's voices, recording by recording, in memory. One thread at a time adds to a recording's."""

    def __init__(self) -> None:
        self._recordings: dict[RecordingId, RecordingTraces] = {}

    def of(self, recording: RecordingId) -> RecordingTraces:
        """Those of one recording; without any at first."""
        return self._recordings.setdefault(recording, RecordingTraces())

    def step(
        self, finder: SpeakerFinder, recording: RecordingId, audio: AudioSource, *, whole: bool, cancel: Cancellation
    ) -> Traces:
        """Listen on from where this recording's traces end. Raises as `SpeakerFinder.listen`."""
        known = self.of(recording)
        found = finder.listen(recording, audio, start=known.until, whole=whole, cancel=cancel)
        known.pieces.append(found.traces)
        known.until, known.whole = found.until, whole and not found.more
        return found


def voices_of(
    vault: Vault,
    visit_id: VisitId,
    audio: VisitAudio,
    open_finder: OpenFinder,
    traces: VisitTraces,
    *,
    on_progress: OnProgress,
    cancel: Cancellation,
) -> tuple[SpeakerTurn, ...]:
    """Who spoke when, or nothing where that can't be found out, whatever the reason: words must not depend on it.

    Raises `Cancelled` alone.
    """
    try:
        finder = open_finder()
        if finder is None:
            return ()
        return find_voices(vault, visit_id, audio, finder, traces, on_progress=on_progress, cancel=cancel)
    except Cancelled:
        raise
    except Exception as error:
        log.warning("voices were not told apart: %s", type(error).__name__)
        return ()


def known_voices(vault: Vault, visit_id: VisitId) -> tuple[SpeakerTurn, ...]:
    """The voices of the transcript that there is, where nothing but the worker's own account came since; else none.

    So a minute that is dictated after an hour's visit doesn't have all of it listened to again, and what was found
    with the number of people that the worker gave stays.
    """
    base = vault.machine_transcript(visit_id)
    if base is None or _end_of_talk(vault, visit_id) > base.seconds + SAME_PLACE:
        return ()
    found = [each.edit for each in vault.edits(visit_id) if each.state is EditState.STANDS and each.edit.by_machine]
    spoken = (turn for turn in standing(base, found).turns if turn.manner is Manner.SPOKEN and turn.speaker)
    return tuple(SpeakerTurn(turn.speaker, turn.start, turn.end) for turn in spoken)


def _end_of_talk(vault: Vault, visit_id: VisitId) -> float:
    """The second at which the last recording ends that was not dictated."""
    end, offset = 0.0, 0.0
    for recording in heard_recordings(vault, visit_id):
        offset += recording.seconds
        end = end if recording.origin is AudioOrigin.DICTATED else offset
    return end


def find_voices(
    vault: Vault,
    visit_id: VisitId,
    audio: VisitAudio,
    finder: SpeakerFinder,
    traces: VisitTraces,
    *,
    speakers: int | None = None,
    on_progress: OnProgress,
    cancel: Cancellation,
) -> tuple[SpeakerTurn, ...]:
    """Listen to what was not listened to yet, and settle who spoke when, in seconds of the whole visit.

    All recordings of the visit share their voices, but for what the worker dictated afterwards: there is one voice in
    it, and it is known. Raises `Cancelled` or `ModelError`.
    """
    sounds = []
    for offset, recording, sound in _placed(vault, visit_id, audio):
        if recording.origin is not AudioOrigin.DICTATED:
            told = _moved(on_progress, offset, audio.seconds())
            known = _listened(finder, traces, recording.id, sound, on_progress=told, cancel=cancel)
            sounds.append(TracedSound(offset, tuple(known.pieces)))
    return finder.settle(sounds, speakers=speakers, cancel=cancel) if sounds else ()


def voices_in(
    audio: AudioSource,
    finder: SpeakerFinder,
    *,
    speakers: int | None = None,
    on_progress: OnProgress,
    cancel: Cancellation,
) -> tuple[SpeakerTurn, ...]:
    """Who speaks when in a sound that belongs to no visit. Raises `Cancelled` or `ModelError`."""
    name, told = RecordingId(uuid.uuid4().hex), _moved(on_progress, 0.0, audio.seconds())
    known = _listened(finder, VisitTraces(), name, audio, on_progress=told, cancel=cancel)
    return finder.settle((TracedSound(0.0, tuple(known.pieces)),), speakers=speakers, cancel=cancel)


def _placed(vault: Vault, visit_id: VisitId, audio: VisitAudio) -> Iterator[tuple[float, Recording, VisitAudio]]:
    offset = 0.0
    for recording, sound in zip(heard_recordings(vault, visit_id), audio.apart(), strict=True):
        yield offset, recording, sound
        offset += recording.seconds


def _moved(on_progress: OnProgress, offset: float, total: float) -> OnProgress:
    return lambda progress: on_progress(Progress(offset + progress.done, total, progress.label))


def _listened(
    finder: SpeakerFinder,
    traces: VisitTraces,
    recording: RecordingId,
    sound: AudioSource,
    *,
    on_progress: OnProgress,
    cancel: Cancellation,
) -> RecordingTraces:
    """Listen step by step to the end. A child that dies is started again, but not for ever at the same place."""
    known, deaths = traces.of(recording), 0
    while not known.whole:
        on_progress(Progress(known.until, 0.0, VOICES))
        try:
            traces.step(finder, recording, sound, whole=True, cancel=cancel)
            deaths = 0
        except ChildDied:
            deaths += 1
            if deaths > DEATHS_AT_MOST:
                raise
    return known
