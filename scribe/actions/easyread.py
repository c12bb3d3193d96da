"""Actions on an Easy Read: make one, read it beside its source, change its lines and pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from easyread.page import LeftOut, Line, LineKind, Picture, WrittenBy
from easyread.sheet import Choices
from easyread.source import Source, Span
from scribe import approval, easy_read, easy_read_notes, easy_read_pictures, review_actions
from scribe.document_text import can_be_seen, tidy
from scribe.easy_read import Shown, Start
from scribe.easy_read_checks import checked_new, get_ready, lines_of_text, rechecked, repairs_of
from scribe.easy_read_notes import TakeOut
from scribe.easy_read_writing import permitted, write_page
from scribe.ids import new_id
from scribe.jobs import Job, JobContext
from scribe.records import utc_now
from scribe.review import NothingWritten
from scribe.session import Session
from scribe.transcript_document import easy_reads
from scribe.visit import (
    EASY_READ,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    Visit,
    VisitId,
    VisitStage,
)

if TYPE_CHECKING:
    from easyread.picture_import import Imported

LANE, MODEL_LANE = "easy read", "writer"
"""Where a model is asked, its own lane is used: one child and one lane a model."""
MADE = "easy read made"


@dataclass(frozen=True)
class Paper:
    """A letter or a note with an Easy Read of it. `next_step`: review, export, file, done, or again where it is out of
    date.
    """

    visit: Visit
    document: Document | None
    next_step: str


def start_easy_read(session: Session, source: Source, start: Start) -> Job[Document]:
    """Make an Easy Read of a source; it is kept, ready for review, once it is whole. Nothing is kept of a job that
    fails or is cancelled.

    A source from outside gets a visit of its own, named after it. Raises `NothingWritten` without a title, and
    `MoveNotAllowed` where `start.visit` has no approved note with these words.
    """
    if not can_be_seen(start.title):
        raise NothingWritten("Say what this is called. Nothing was made.")
    if not can_be_seen(source.text):
        raise NothingWritten("There are no words in this, so there is nothing to put into easier ones.")
    note = easy_read_notes.note_of(session.vault, start.visit, source) if start.visit is not None else None
    practice = session.practice is not None
    if note is not None and start.visit is not None:
        practice = session.vault.visit(start.visit).practice
        whose = "your" if start.reader.is_you else "the"
        title = session.vault.document(note.of_note.document).title
        start = replace(start, goes_with=start.goes_with or f"{whose} note “{title}”")
    visit_id = start.visit or VisitId(new_id("v"))
    why = {offer.span: offer.why for offer in note.take_out} if note else {}
    gone = tuple(LeftOut(s, s.of(source.text), why.get(s, easy_read.TAKEN_OUT_BY_WORKER)) for s in start.take_out)

    model, remark = permitted(session.engines.writer(), session.settings.models_folder)

    def work(context: JobContext) -> Document:
        with session.precedence.first():
            made = write_page(
                source,
                start.profile,
                start.reader,
                gone,
                own_folder(session),
                model=model,
                remark=remark,
                on_progress=context.progress,
                cancel=context.cancel,
            )
        of_note = note.of_note if note else None
        return easy_read.document_of(made.page, start, visit_id, of_note=of_note, practice=practice, model=made.model)

    def keep(made: Document) -> None:
        vault = session.vault
        with vault.transaction():
            if start.visit is None:
                title = tidy(start.title)
                letter = Visit(visit_id, title, EASY_READ, VisitStage.PLANNED, utc_now(), practice=practice)
                vault.add_visit(letter)
            made = easy_read_pictures.with_kept(vault, made, own_folder(session))
            vault.save_document(made)
            review_actions.start_review(vault, made.id)
            facts: dict[str, str | int] = (
                {"note": note.of_note.document, "note_version": note.of_note.version} if note else {}
            )
            vault.audit.add(MADE, made.id, visit=visit_id, left_out=len(gone), **facts)

    return Job("easy read", MODEL_LANE if model else LANE, work, keep)


def easy_read_writer(session: Session) -> str:
    """Who writes an Easy Read on this laptop, in one line: rules alone, or a model as well."""
    return permitted(session.engines.writer(), session.settings.models_folder)[1]


def note_source(session: Session, document_id: DocumentId) -> tuple[Source, tuple[TakeOut, ...]]:
    """An approved note as a source, and what is offered to be left out: about others, opinions, risk."""
    found = easy_read_notes.note_source(session.vault, document_id)
    return found.source, found.take_out


def list_papers(session: Session) -> tuple[Paper, ...]:
    """Every letter and every note that has an Easy Read, the newest first, with its last one."""
    vault = session.vault
    session.looked_into.back_at_the_list()
    with vault.reading():
        papers = ((visit, easy_reads(vault, visit.id)) for visit in vault.visits())
        return tuple(_paper(session, visit, made) for visit, made in papers if made or visit.template == EASY_READ)


def _paper(session: Session, visit: Visit, made: tuple[Document, ...]) -> Paper:
    last = made[-1] if made else None
    return Paper(visit, last, _next_step(session, last) if last else "start")


def _next_step(session: Session, document: Document) -> str:
    if not approval.note_holds(session.vault, document):
        return "again"
    stages = {DocumentStage.APPROVED: "export", DocumentStage.EXPORTED: "file", DocumentStage.FILED: "done"}
    return stages.get(document.stage, "review")


def easy_document(session: Session, document_id: DocumentId) -> Shown:
    """An Easy Read with its page. Raises `NotFound`, `MoveNotAllowed` for another document."""
    return easy_read.shown(session.vault.document(document_id))


def recheck_line(session: Session | None, shown: Shown, line_id: ClaimId, text: str) -> Line:
    """A line with these words in its place, checked; nothing is kept. May be called as a person types."""
    made = _rechecked(session, shown, line_id, text)
    return replace(made[0], text=text, checks=tuple(each for line in made for each in line.checks))


def line_repairs(
    session: Session, document_id: DocumentId, line_id: ClaimId, text: str | None = None
) -> tuple[str, ...]:
    """Up to three other ways to say a line, the best first; one may hold '\\n' where it makes several lines.

    `text`: what a person has typed in its place. It may take a second, so it is asked for where it is wanted.
    """
    document = session.vault.document(document_id)
    page, reader = easy_read.page_of(document), easy_read.easy_part(document).reader
    return repairs_of(page, line_id, text, reader, own_folder(session))


def get_ready_to_check(session: Session, document_id: DocumentId) -> Job[None]:
    """Load the tables of words that `recheck_line` needs, so that its first time is as quick as the others."""
    page = easy_document(session, document_id).page
    own = own_folder(session)
    return Job("words", LANE, lambda _: get_ready(page, own), lambda _: None)


def edit_line(session: Session, document_id: DocumentId, line_id: ClaimId, text: str) -> Shown:
    """Put a line in the worker's words; '\\n' makes several. What changes what the source says is flagged."""

    def edit(document: Document) -> Document:
        made = _rechecked(session, easy_read.shown(document), line_id, text)
        return easy_read.edit_line(document, line_id, made)

    return _change(session, document_id, edit)


def add_line(
    session: Session, document_id: DocumentId, after: ClaimId | None, text: str, kind: LineKind = LineKind.IDEA
) -> Shown:
    """Write a line of one's own after another one, or first: it is flagged, as the source does not say it."""
    line = Line("new", tidy(text), Span(0, 0), kind, written_by=WrittenBy.PERSON)
    return _change(session, document_id, lambda d: easy_read.add_line(d, after, _checked(session, d, after, line)))


def remove_line(session: Session, document_id: DocumentId, line_id: ClaimId) -> Shown:
    """Take a line out; its words of the source are listed as not in the Easy Read."""
    return _change(session, document_id, lambda d: easy_read.remove_line(d, line_id))


def restore_line(session: Session, document_id: DocumentId, line_id: ClaimId) -> Shown:
    """Put a line back."""
    return _change(session, document_id, lambda d: easy_read.restore_line(d, line_id))


def move_line(session: Session, document_id: DocumentId, line_id: ClaimId, by: int) -> Shown:
    """Move a line down past so many others, or up where `by` is negative."""
    return _change(session, document_id, lambda d: easy_read.move_line(d, line_id, by))


def bring_back(session: Session, document_id: DocumentId, index: int, after: ClaimId | None) -> Shown:
    """Put words of the source that were left out back, as they stand, after a line or first."""

    def back(document: Document) -> Document:
        left = easy_read.omission(document, index)
        span = Span(left.start_char, left.end_char)
        line = Line("new", tidy(left.text), span, written_by=WrittenBy.SOURCE)
        return easy_read.bring_back(document, index, after, _checked(session, document, after, line))

    return _change(session, document_id, back)


def choose_picture(
    session: Session, document_id: DocumentId, line_id: ClaimId, picture: Picture | None, only_here: bool = False
) -> Shown:
    """Give a line, and all that show the same thing, a picture, or none. `only_here`: this line alone."""

    def choose(document: Document) -> Document:
        chosen = easy_read_pictures.as_it_is_now(session.vault, document.visit, picture, own_folder(session))
        return easy_read.choose_picture(document, line_id, chosen, only_here=only_here)

    return _change(session, document_id, choose)


def search_pictures(session: Session, words: str) -> tuple[Picture, ...]:
    """Pictures by words, the best first: the open sets and the council's own."""
    from easyread.pictures import search

    return search(words, own_folder(session))


def import_picture(session: Session, document_id: DocumentId, path: Path, name: str) -> Picture:
    """Keep a photograph in the vault with a document, for this document alone. `name` says what it shows."""
    visit_id = session.vault.document(document_id).visit
    return easy_read_pictures.keep_photograph(session.vault, visit_id, path, name)


def import_picture_set(session: Session, folder: Path) -> Job[Imported]:
    """Bring a folder of pictures, as a set that the council has a licence for, into the council's own. They are found
    by their file names. Its work raises `NoFolderOfOwn`, `FileRefused`, `WriteFailed`.
    """
    own = own_folder(session)
    return Job("pictures", LANE, lambda _: easy_read_pictures.import_set(folder, own), lambda _: None)


def own_folder(session: Session | None) -> Path | None:
    """The council's folder of words and pictures, where it can be reached."""
    folder = session.settings.easy_read_folder if session is not None else None
    return folder if folder is not None and folder.is_dir() else None


def own_pictures(session: Session, document_id: DocumentId) -> tuple[Picture, ...]:
    """The photographs that were kept with a document."""
    return easy_read_pictures.own_pictures(session.vault, session.vault.document(document_id).visit)


def picture_bytes(session: Session, document_id: DocumentId, picture: Picture) -> bytes:
    """The SVG, PNG or JPEG of a picture."""
    visit_id = session.vault.document(document_id).visit
    return easy_read_pictures.picture_bytes(session.vault, visit_id, picture, own_folder(session))


def set_choices(session: Session, document_id: DocumentId, choices: Choices) -> Shown:
    """How the person who will read it wants it."""
    return _change(session, document_id, lambda d: easy_read.set_choices(d, choices))


def set_checked_by(session: Session, document_id: DocumentId, name: str) -> Shown:
    """Who with a learning disability has checked it; '' while nobody has."""
    return _change(session, document_id, lambda d: easy_read.set_checked_by(d, name))


def _change(session: Session, document_id: DocumentId, change: Callable[[Document], Document]) -> Shown:
    return easy_read.shown(review_actions.change(session.vault, document_id, change))


def _rechecked(session: Session | None, shown: Shown, line_id: ClaimId, text: str) -> tuple[Line, ...]:
    texts = lines_of_text(text) or ("",)  # nothing at all is refused where it would be kept
    claims = {claim.id: claim for section in shown.document.sections for claim in section.claims}
    known = claims.get(line_id)
    original = known.original if known else ""
    reader = easy_read.easy_part(shown.document).reader
    return rechecked(shown.page, line_id, texts, reader, own_folder(session), original=original)


def _checked(session: Session, document: Document, after: ClaimId | None, line: Line) -> Line:
    """A new line with its picture, and checked where it will stand."""
    page = easy_read.page_of(document)
    at = next((n for n, one in enumerate(page.lines, start=1) if one.id == after), 0)
    own = own_folder(session)
    made = checked_new(page, at, line, own)
    return replace(made, picture=easy_read_pictures.kept(session.vault, document.visit, made.picture, own))
