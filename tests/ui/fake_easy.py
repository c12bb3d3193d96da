# ruff: noqa: D102 (the names are those of scribe.actions, and so is what they do)
"""Letters and Easy Read for the stand-in of the actions: the real lines and rules of a short letter, kept in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from easyread import pictures
from easyread.page import Line, LineKind, Page, Picture, Profile
from easyread.picture_import import Imported
from easyread.reader import Reader
from easyread.sheet import Choices
from easyread.source import Block, BlockKind, Source, Span
from scribe import easy_read, easy_read_pictures
from scribe.actions import Paper, easyread
from scribe.easy_read import Shown, Start
from scribe.easy_read_notes import TakeOut
from scribe.jobs import Job, JobContext
from scribe.review_actions import LEFT_REVIEW
from scribe.visit import EASY_READ, ClaimId, Document, DocumentId, Visit, VisitId, VisitStage
from tests.ui.fake_reviewing import NOW

LETTER = (
    (BlockKind.PARAGRAPH, "Larkmoor Council"),
    (BlockKind.PARAGRAPH, "Date: 2 March 2026"),
    (BlockKind.PARAGRAPH, "Dear Mrs Dacre"),
    (BlockKind.HEADING, "What you will pay"),
    (
        BlockKind.PARAGRAPH,
        "It has been determined that your maximum weekly contribution will be £63.45. Payment must be received within"
        " 14 days of the date on the invoice. You may pay by Direct Debit, by standing order or by telephone.",
    ),
    (BlockKind.HEADING, "If you disagree with this decision"),
    (
        BlockKind.PARAGRAPH,
        "You have the right to request a review of your charge. A request must be made in writing by 30 March 2026.",
    ),
)
LETTER_VISIT = VisitId("e1")
START = Start("What you will pay", Profile.EASY_READ, Reader("Mrs Dacre", True, "Larkmoor Council"),
              "the letter from Larkmoor Council", "2 March 2026")  # fmt: skip


@cache
def png(wide: int = 40, high: int = 40) -> bytes:
    """A white picture."""
    buffer = BytesIO()
    Image.new("RGB", (wide, high), "white").save(buffer, "PNG")
    return buffer.getvalue()


def source() -> Source:
    """The letter with its structure; one figure of it was hard to make out."""
    blocks, at = [], 0
    for kind, text in LETTER:
        blocks.append(Block(kind, Span(at, at + len(text))))
        at += len(text) + 1
    return Source("\n".join(text for _, text in LETTER), tuple(blocks))


def scan() -> Source:
    """The same as it comes from a scanner: two words of it are doubtful."""
    text = source().text
    places = [text.index(words) for words in ("£63.45", "30 March")]
    doubtful = tuple(Span(at, at + 6) for at in places)
    return Source(text, source().blocks, from_picture=True, doubtful=doubtful)


@cache
def page() -> Page:
    """The page of the letter."""
    from easyread import report  # with them come the words of English: a window is up without these
    from easyread.simplify import simplify

    return report.check(pictures.add_pictures(simplify(source(), START.profile, START.reader)))


def long_page(lines: int) -> Page:
    """The page of a letter that says the same over and over, with so many lines."""
    once = page()
    every = ((number, line) for number in range(1 + lines // len(once.lines)) for line in once.lines)
    return replace(once, lines=tuple(replace(line, id=f"{line.id}-{n}") for n, line in every)[:lines])


class FakeEasy:
    """Every change goes through the real functions on documents; nothing is sealed, and no child is started."""

    visit_rows: dict[VisitId, Visit]
    _change: Callable[[DocumentId, Callable[[Document], Document]], Document]
    _note: Callable[[DocumentId], Document]

    def __init__(self) -> None:
        super().__init__()
        self.easy: dict[VisitId, Document] = {}
        self.letter: Source = source()
        self.reading_gate: Callable[[JobContext], None] = lambda _: None
        self.offers: tuple[str, ...] = ()
        self.previews: list[int] = []
        self.own: Path | None = None
        self.photographs: list[tuple[Path, str]] = []
        self.starts: list[Start] = []

    def put_easy(self, made: Page | None = None) -> Document:
        """A letter with its Easy Read, ready to be checked."""
        self.visit_rows[LETTER_VISIT] = Visit(LETTER_VISIT, START.title, EASY_READ, VisitStage.PLANNED, NOW)
        self.easy[LETTER_VISIT] = easy_read.document_of(made or page(), START, LETTER_VISIT)
        return self.easy[LETTER_VISIT]

    def list_papers(self, session: Any) -> tuple[Paper, ...]:
        steps = {stage: "export" for stage in LEFT_REVIEW}
        rows = ((self.visit_rows[visit], document) for visit, document in self.easy.items())
        return tuple(Paper(visit, document, steps.get(document.stage, "review")) for visit, document in rows)

    def read_document_job(self, path: Path) -> Job[Source]:
        def work(context: JobContext) -> Source:
            self.reading_gate(context)
            context.cancel.raise_if_asked()
            return self.letter

        return Job("read a document", "documents", work, lambda _: None)

    def source_from_text(self, text: str) -> Source:
        return Source(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))

    def note_source(self, session: Any, document_id: DocumentId) -> tuple[Source, tuple[TakeOut, ...]]:
        text = self.letter.text
        at = text.index("Payment must")
        return self.letter, (TakeOut(Span(at, at + 12), "Mr Rahman is tired.", "about somebody else"),)

    def easy_read_writer(self, session: Any) -> str:
        return "Written by rules alone: starter has not earned Easy Read in the exam on this laptop."

    def start_easy_read(self, session: Any, source: Source, start: Start) -> Job[Document]:
        self.starts.append(start)
        return Job("easy read", "easy read", lambda _: self.put_easy(), lambda _: None)

    def easy_document(self, session: Any, document_id: DocumentId) -> Shown:
        return easy_read.shown(self._note(document_id))

    def recheck_line(self, session: Any, shown: Shown, line_id: ClaimId, text: str) -> Line:
        return easyread.recheck_line(None, shown, line_id, text)

    def line_repairs(
        self, session: Any, document_id: DocumentId, line_id: ClaimId, text: str | None = None
    ) -> tuple[str, ...]:
        return self.offers

    def get_ready_to_check(self, session: Any, document_id: DocumentId) -> Job[None]:
        return Job("words", "easy read", lambda _: None, lambda _: None)

    def edit_line(self, session: Any, document_id: DocumentId, line_id: ClaimId, text: str) -> Shown:
        def edit(document: Document) -> Document:
            made = easyread._rechecked(None, easy_read.shown(document), line_id, text)
            return easy_read.edit_line(document, line_id, made)

        return self._changed(document_id, edit)

    def add_line(
        self,
        session: Any,
        document_id: DocumentId,
        after: ClaimId | None,
        text: str,
        kind: LineKind = LineKind.IDEA,
    ) -> Shown:
        line = Line("new", text, Span(0, 0), kind, flagged=True, why="These words are yours.")
        return self._changed(document_id, lambda d: easy_read.add_line(d, after, line))

    def remove_line(self, session: Any, document_id: DocumentId, line_id: ClaimId) -> Shown:
        return self._changed(document_id, lambda d: easy_read.remove_line(d, line_id))

    def restore_line(self, session: Any, document_id: DocumentId, line_id: ClaimId) -> Shown:
        return self._changed(document_id, lambda d: easy_read.restore_line(d, line_id))

    def move_line(self, session: Any, document_id: DocumentId, line_id: ClaimId, by: int) -> Shown:
        return self._changed(document_id, lambda d: easy_read.move_line(d, line_id, by))

    def bring_back(self, session: Any, document_id: DocumentId, index: int, after: ClaimId | None) -> Shown:
        def back(document: Document) -> Document:
            left = easy_read.omission(document, index)
            line = Line("new", left.text, Span(left.start_char, left.end_char))
            return easy_read.bring_back(document, index, after, line)

        return self._changed(document_id, back)

    def choose_picture(
        self,
        session: Any,
        document_id: DocumentId,
        line_id: ClaimId,
        picture: Picture | None,
        only_here: bool = False,
    ) -> Shown:
        return self._changed(document_id, lambda d: easy_read.choose_picture(d, line_id, picture, only_here=only_here))

    def search_pictures(self, session: Any, words: str) -> tuple[Picture, ...]:
        return pictures.search(words, self.own)

    def own_pictures(self, session: Any, document_id: DocumentId) -> tuple[Picture, ...]:
        return ()

    def import_picture(self, session: Any, document_id: DocumentId, path: Path, name: str) -> Picture:
        self.photographs.append((path, name))
        return Picture("photograph", Path("kept/one.png"), name)

    def import_picture_set(self, session: Any, folder: Path) -> Job[Imported]:
        return Job("pictures", "easy read", lambda _: easy_read_pictures.import_set(folder, self.own), lambda _: None)

    def own_folder(self, session: Any) -> Path | None:
        return self.own

    def picture_bytes(self, session: Any, document_id: DocumentId, picture: Picture) -> bytes:
        return png() if picture.file.parts[0] == "kept" else pictures.picture_file(picture, self.own).read_bytes()

    def set_choices(self, session: Any, document_id: DocumentId, choices: Choices) -> Shown:
        return self._changed(document_id, lambda d: easy_read.set_choices(d, choices))

    def set_checked_by(self, session: Any, document_id: DocumentId, name: str) -> Shown:
        return self._changed(document_id, lambda d: easy_read.set_checked_by(d, name))

    def preview_page(self, session: Any, document_id: DocumentId, page: int, dpi: int) -> tuple[bytes, int]:
        self.previews.append(page)
        return png(794, 1123), 3

    def _changed(self, document_id: DocumentId, change: Callable[[Document], Document]) -> Shown:
        return easy_read.shown(self._change(document_id, change))
