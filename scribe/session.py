"""What every action needs: the open vault, the settings, the lanes that long work runs on, and the models."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from models import catalogue, engines, pack_import
from models.errors import ModelDamaged, ModelMissing
from models.second_opinion import SecondOpinion
from models.speakers import SpeakerFinder
from models.transcriber import Transcriber
from models.writer import Writer
from scribe.exams import writers
from scribe.first_hearing import hearing_of
from scribe.jobs import Jobs
from scribe.looked_into import LookedInto
from scribe.player import Player
from scribe.practice import Practice
from scribe.precedence import Precedence
from scribe.recording_end import end_recording
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import ModelCard, VisitId
from scribe.withdrawn_models import is_withdrawn, refuse_withdrawn

if TYPE_CHECKING:
    from scribe.dictation import Dictation
    from scribe.live import LiveListening
    from scribe.recorder import RecordingHandle
    from scribe.voice_listening import VoiceListening
    from scribe.voices import VisitTraces

log = logging.getLogger(__name__)


class Engines(Protocol):
    """The models that a visit needs. Each starts on first use."""

    def transcriber(self) -> tuple[Transcriber, ModelCard]:
        """The speech recogniser. Raises `ModelMissing`, also where IT has withdrawn it."""

    def writer(self) -> tuple[Writer, ModelCard] | None:
        """The language model, or None where there is none: drafting does without."""

    def speakers(self) -> SpeakerFinder | None:
        """What tells voices apart, or None where it is not here: then nobody is told from anybody."""

    def second_opinion(self) -> tuple[SecondOpinion, ModelCard] | None:
        """A second recogniser, or None where there is none: the transcript does without."""

    def close(self) -> None:
        """Stop them all."""


class InstalledEngines:
    """The models that are on this laptop, found once and started when first needed."""

    def __init__(
        self,
        models_folder: Path | None = None,
        *,
        signed_by: str = "",
        withdrawn: Collection[str] = (),
        device: engines.Device = "auto",
        for_all: tuple[Path, ...] = (),
    ) -> None:
        """`signed_by`: IT's public key for model packs; with one, what it did not sign is never started. `withdrawn`:
        hashes of models that IT has taken back. `for_all`: more folders of models, which IT fills for all users.
        """
        self._folders = (*((models_folder,) if models_folder else ()), *for_all)
        self._signed_by, self._withdrawn, self._device = signed_by, withdrawn, device
        self._transcriber: tuple[Transcriber, ModelCard] | None = None
        self._writer: tuple[Writer, ModelCard] | None = None
        self._speakers: SpeakerFinder | None = None
        self._second: tuple[SecondOpinion, ModelCard] | None = None
        self._guard = threading.Lock()
        """Held while a model is looked for: several threads may ask at once, and each model is started once."""

    def transcriber(self) -> tuple[Transcriber, ModelCard]:
        """The speech recogniser. Raises `ModelMissing`."""
        with self._guard:
            if self._transcriber is None:
                model = self.recogniser()
                started = engines.start_transcriber(model, device=self._device)
                self._transcriber = (started, ModelCard(model.name, model.sha256))
            return self._transcriber

    def writer(self) -> tuple[Writer, ModelCard] | None:
        """The language model that its exam permits most, or None where none is installed or their records can't be
        read: a draft is whole without.
        """
        with self._guard:
            try:
                found = writers(self._folders, self._signed_by)
                model = next((one for one in found if not is_withdrawn(one, self._withdrawn)), None)
            except ModelDamaged:  # `fairnote doctor` says which
                model = None
            if self._writer is not None and (model is None or model.sha256 != self._writer[1].sha256):
                self._writer[0].close()  # another model has sat its exam since
                self._writer = None
            if self._writer is None and model is not None:
                started = engines.start_writer(model, device=self._device)
                self._writer = (started, ModelCard(model.name, model.sha256))
            return self._writer

    def speakers(self) -> SpeakerFinder | None:
        """What tells voices apart, or None where it is not installed."""
        with self._guard:
            if self._speakers is None:
                try:
                    self._speakers = engines.start_speakers(self.starter("speakers"))
                except ModelMissing:
                    return None
            return self._speakers

    def second_opinion(self) -> tuple[SecondOpinion, ModelCard] | None:
        """A second recogniser, or None where none is installed."""
        with self._guard:
            if self._second is None:
                try:
                    model = self.starter("second opinion")
                except ModelMissing:
                    return None
                self._second = (engines.start_second(model), ModelCard(model.name, model.sha256))
            return self._second

    def recogniser(self) -> catalogue.InstalledModel:
        """One that somebody brought here and that has heard well here, else the starter. Raises `ModelMissing`."""
        for model in pack_import.usable(self._folders, self._signed_by):
            heard = model.kind == "transcriber" and any(hearing_of(model, folder) for folder in self._folders)
            if heard and not is_withdrawn(model, self._withdrawn):
                return model
        return self.starter("transcriber")

    def starter(self, kind: catalogue.Kind) -> catalogue.InstalledModel:
        """The starter of this kind, of which every file is known. Raises `ModelMissing`, `ModelWithdrawn`."""
        for model in pack_import.usable(self._folders, self._signed_by):
            if model.kind == kind and model.starter:
                return refuse_withdrawn(model, self._withdrawn)
        raise ModelMissing

    def close(self) -> None:
        """Stop every child."""
        for pair in (self._transcriber, self._writer, self._second):
            if pair is not None:
                pair[0].close()
        if self._speakers is not None:
            self._speakers.close()
        self._transcriber = self._writer = self._second = self._speakers = None


def installed_engines(settings: Settings) -> InstalledEngines:
    """The models that are on this laptop, as far as IT lets them be used."""
    return InstalledEngines(
        settings.models_folder,
        signed_by=settings.model_pack_public_key,
        withdrawn=frozenset(settings.withdrawn_models),
        device=device_of(settings),
        for_all=settings.all_models_folders[1:],
    )


def device_of(settings: Settings) -> engines.Device:
    """What models may run on."""
    return "cpu" if settings.gpu == "never" else "auto"


@dataclass(frozen=True)
class OpenRecording:
    """A recording that goes on. `before`: seconds of sound that its visit had when it began."""

    handle: RecordingHandle
    before: float
    dictated: bool


@dataclass
class Session:
    """One worker at one vault. Close it to stop the models and lock the vault."""

    vault: Vault
    settings: Settings
    engines: Engines
    jobs: Jobs = field(default_factory=Jobs)
    practice: Practice | None = None
    unknown_sound: tuple[str, ...] = ()
    """Names of files in the audio folder that no visit knows: they are kept, and IT may look at them."""
    live: dict[VisitId, LiveListening] = field(default_factory=dict)
    """Visits whose words are made while they are recorded."""
    live_voices: dict[VisitId, VoiceListening] = field(default_factory=dict)
    """Visits whose voices are listened to while they are recorded."""
    traces: dict[VisitId, VisitTraces] = field(default_factory=dict, repr=False)
    """Traces of voices of visits that have no transcript yet. They are biometric data, and are nowhere else."""
    recordings: dict[VisitId, OpenRecording] = field(default_factory=dict)
    """Every recording that was begun and is not kept yet: no microphone is open that is not in here."""
    dictation: Dictation | None = field(default=None, repr=False, compare=False)
    """What is spoken into a text box, or was last: the one microphone that is open without a recording."""
    player: Player = field(default_factory=Player, repr=False, compare=False)
    importing: set[VisitId] = field(default_factory=set)
    """Visits whose sound files are being copied in."""
    precedence: Precedence = field(default_factory=Precedence, repr=False, compare=False)
    """What somebody waits for; the second listener gives way to it."""
    looked_into: LookedInto = field(default_factory=LookedInto, repr=False, compare=False)
    """What was opened and played, so that each opening is on record once."""
    guard: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    """Held while `recordings` or `importing` are looked at and changed."""

    def stop_live(self, visit: VisitId, *, now: bool = False) -> None:
        """Let live listening to this visit come to an end, if there is any; what was heard is kept.

        `now`: what is being heard just then is left for later.
        """
        listening = [each for each in (self.live.pop(visit, None), self.live_voices.pop(visit, None)) if each]
        for each in listening:
            each.ask_to_stop()
        for each in listening:
            each.stop(now=now)

    def traces_of(self, visit: VisitId) -> VisitTraces:
        """The traces of this visit's voices so far, in memory alone."""
        from scribe.voices import VisitTraces

        return self.traces.setdefault(visit, VisitTraces())

    def forget_traces(self, visit: VisitId) -> None:
        """Its transcript is made, or it is erased: how its voices sounded is nobody's any more."""
        self.traces.pop(visit, None)

    def end_recording(self, visit: VisitId, handle: RecordingHandle, **facts: bool) -> None:
        """Stop this recording and keep it. Nothing more happens to one that is kept already.

        Raises what the vault raises; then the recording is stopped, and can be kept by asking again.
        """
        handle.stop()
        with self.guard:
            going_on = self.recordings.get(visit)
            if going_on is not None and going_on.handle is handle:
                end_recording(self.vault, visit, **facts)
                del self.recordings[visit]

    def close(self) -> None:
        """Stop and keep every recording, stop long work, then the models, then lock the vault."""
        self._end_recordings()
        if self.dictation is not None:
            self.dictation.give_up()
        for visit in {*self.live, *self.live_voices}:
            self.stop_live(visit, now=True)
        self.jobs.close()
        self.player.close()
        self._end_recordings()  # one may have been about to begin
        self.traces.clear()
        self.engines.close()
        self.vault.close()

    def _end_recordings(self) -> None:
        for visit, going_on in tuple(self.recordings.items()):
            try:
                self.end_recording(visit, going_on.handle)
            except Exception as error:  # its files are whole: it is recovered when the vault is opened again
                log.warning("a recording was not kept at closing: %s", type(error).__name__)

    def __enter__(self) -> Session:
        """Use it in a with statement."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
