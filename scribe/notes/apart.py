"""Drafts in a child process: the rules use the processor without a break, and would make the window stick."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.exam import ExamResult
from models.process import stream
from models.progress import Cancellation, OnProgress, Progress, ignore_progress
from models.writer import Writer
from scribe.notes import candidates
from scribe.notes.material import DraftNote, Material
from scribe.notes.people import People
from scribe.notes.templates import Template
from scribe.visit import ModelCard, Section

Send = Callable[[object], None]
ShouldStop = Callable[[], bool]


@dataclass(frozen=True)
class Drafted:
    """A draft by rules, and what a writer could be asked about it."""

    note: DraftNote
    wishes: tuple[candidates.Wish, ...]


def draft_apart(
    material: Material,
    template: Template,
    *,
    detail: str | None = None,
    writer: Writer | None = None,
    writer_card: ModelCard | None = None,
    exam: ExamResult | None = None,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> DraftNote:
    """As `scribe.notes.draft.draft_note`, with the rules and checks in a child and the writer asked from here."""
    began = time.monotonic()
    cancel = cancel or Cancellation()
    told = _progress_to(on_progress)
    drafted: Drafted = stream(
        draft_by_rules, (material, template, detail), on_message=told, cancel=cancel, name="draft"
    )
    if writer is None or not candidates.permits(exam):
        return drafted.note
    given = candidates.answers(drafted.wishes, writer, on_progress=on_progress, cancel=cancel)
    sections: tuple[Section, ...] = stream(
        record_answers, (drafted.note.sections, given, material, exam), cancel=cancel, name="check"
    )
    taken = round(time.monotonic() - began, 2)
    card = writer_card or drafted.note.model
    return replace(drafted.note, sections=sections, model=card, remark=given.remark, seconds_taken=taken)


def draft_by_rules(
    send: Send, should_stop: ShouldStop, material: Material, template: Template, detail: str | None
) -> Drafted:
    """In the child: the draft without a writer, and the wishes for one."""
    from scribe.notes.draft import draft_note

    note = draft_note(material, template, detail=detail, on_progress=send, cancel=_Asked(should_stop))
    return Drafted(note, candidates.wishes(note.sections, material.turns, People(material.people)))


def record_answers(
    send: Send,
    should_stop: ShouldStop,
    sections: tuple[Section, ...],
    given: candidates.Answers,
    material: Material,
    exam: ExamResult,
) -> tuple[Section, ...]:
    """In the child: each answer checked and kept beside its claim, or shown in its place."""
    return candidates.recorded(sections, given, material.turns, People(material.people), exam)


class _Asked(Cancellation):
    """The child's own way of asking whether to stop, as a `Cancellation`."""

    def __init__(self, should_stop: ShouldStop) -> None:
        super().__init__()
        self._should_stop = should_stop

    @property
    def asked(self) -> bool:
        """Whether anybody has asked."""
        return self._should_stop()


def _progress_to(on_progress: OnProgress) -> Callable[[object], None]:
    def tell(message: object) -> None:
        if isinstance(message, Progress):
            on_progress(message)

    return tell
