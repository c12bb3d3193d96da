"""What every screen is given: the actions, the open session, and the jobs that are under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from scribe.errors import NotFound
from scribe.jobs import Job
from scribe.visit import ClaimId, Document, DocumentId, TurnId, VisitId
from ui.errors import TOLD
from ui.job_bridge import JobBridge
from ui.port import Actions, Session
from ui.theme import Look

if TYPE_CHECKING:
    from scribe.notes.templates import Template


class Go(StrEnum):
    """Where a screen can ask to go."""

    VISITS = "visits"
    NEW_VISIT = "new visit"
    PEOPLE = "people"
    AGREEMENT = "agreement"
    SOUND = "sound"
    TRANSCRIPT = "transcript"
    REVIEW = "review"
    HARM = "harm"
    READ_BACK = "read back"
    APPROVE = "approve"
    APPROVE_TOO = "approve too"
    EXPORT = "export"
    ERASE = "erase"
    HOLD = "hold"
    SETTINGS = "settings"
    HELP = "help"
    QUALITY = "quality"
    PAPERS = "papers"
    EASY_START = "easy start"
    EASY_READ = "easy read"
    WRITING = "writing"
    TEMPLATES = "templates"
    MODELS = "models"
    BACK = "back"
    PRACTICE = "practice"
    LEAVE_PRACTICE = "leave practice"


@dataclass(frozen=True)
class Place:
    """A screen, and the visit that it is to show.

    `begin`: start its work at once, because the last button said so. `late`: somebody has arrived during the recording,
    so the screen is put over the recording and goes back to it. `account`: the worker's own account is to be dictated.
    `transcript`: the transcript as a document, in the place of the note. `urgent`: the latest urgent extract, in the
    same place. `document`: an Easy Read, in the same place; with `EASY_START`, the approved note that one is made of.
    """

    go: Go
    visit: VisitId | None = None
    begin: bool = False
    late: bool = False
    account: bool = False
    transcript: bool = False
    urgent: bool = False
    document: DocumentId | None = None


class Work(QObject):
    """The jobs under way, so that a screen which is opened again finds its own."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[str, JobBridge] = {}

    def start(self, key: str, jobs: Any, job: Job[Any]) -> JobBridge:  # noqa: ANN401 (Jobs, or a fake's)
        """Start a job under a name that the screen will know it by. Connect to the bridge at once."""
        bridge = JobBridge(self)
        self._running[key] = bridge
        bridge.ended.connect(lambda: self._forget(key, bridge))
        bridge.start(jobs, job)
        return bridge

    def under_way(self, key: str) -> JobBridge | None:
        """The job of that name, if it has not ended."""
        return self._running.get(key)

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for bridge in tuple(self._running.values()):
            bridge.cancel()

    def _forget(self, key: str, bridge: JobBridge) -> None:
        if self._running.get(key) is bridge:
            del self._running[key]
        bridge.deleteLater()


@dataclass
class Desk:
    """One worker's desk. `session` changes when the practice visit is opened and left."""

    actions: Actions
    session: Session
    work: Work
    look: Look
    places: dict[VisitId, TurnId] = field(default_factory=dict)
    """At which turn of each visit's words the person was last, so that a screen made again is at the same place."""
    lines: dict[DocumentId, ClaimId] = field(default_factory=dict)
    """The same of each Easy Read: at which line."""
    outlook: Any = None
    """What the last look at what is kept found (`scribe.keeping.Outlook`), or None before it."""
    templates_in_hand: dict[str, Template] = field(default_factory=dict)
    """Kinds of note that were changed and not saved yet, by their ids."""

    def in_background(
        self, key: str, name: str, ask: Callable[[], Any], abandon: Callable[[Any], None] = lambda _: None
    ) -> JobBridge:
        """Ask for something that may take a moment, off the window's thread.

        `abandon` is given what came of it after all, where it was cancelled.
        """
        job: Job[Any] = Job(name, f"window {key}", lambda _: ask(), lambda _: None, abandon)
        return self.work.start(key, self.session.jobs, job)

    def document_of(
        self,
        visit_id: VisitId,
        *,
        transcript: bool = False,
        urgent: bool = False,
        document: DocumentId | None = None,
    ) -> Document:
        """The latest note of a visit, its latest transcript document or urgent extract, or the document of that id.

        Raises `NotFound`.
        """
        if document is not None:
            return self.actions.document(self.session, document)
        if urgent:
            return self._extract_of(visit_id)
        latest = self.actions.latest_transcript_document if transcript else self.actions.latest_document
        found = latest(self.session, visit_id)
        if found is None:
            raise NotFound
        return found

    def _extract_of(self, visit_id: VisitId) -> Document:
        made = self.actions.urgent_extracts(self.session, visit_id)
        if not made:
            raise NotFound
        return made[-1]

    def second_listener(self, visit_id: VisitId) -> JobBridge | None:
        """Let a second listener check the words of a visit, or follow it where it does so already; else None.

        Nobody waits for it, and no screen ends it: it goes on while the note is drafted and read.
        """
        key = f"second {visit_id}"
        try:
            return self.work.under_way(key) or self.start(key, self.actions.second_opinion(self.session, visit_id))
        except TOLD:  # it was nobody's wish, and costs nobody anything
            return None

    def start(self, key: str, job: Job[Any]) -> JobBridge:
        """Start long work."""
        return self.work.start(key, self.session.jobs, job)
