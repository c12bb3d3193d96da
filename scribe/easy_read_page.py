"""An Easy Read as a document: made of a page, and the page that it shows. Pure, but for its id and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from easyread.page import LeftOut, Level, Line, LineKind, Page, Profile
from easyread.page import WrittenBy as LineBy
from easyread.reader import Reader
from easyread.source import Span
from scribe.document_text import section_text, tidy
from scribe.errors import MoveNotAllowed
from scribe.ids import new_id
from scribe.records import utc_now
from scribe.transcript_document import EASY_ID
from scribe.visit import (
    EASY_READ,
    Check,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    EasyLine,
    EasyPart,
    Evidence,
    Kind,
    ModelCard,
    OfNote,
    Omission,
    Section,
    SectionId,
    TurnId,
    VisitId,
    WrittenBy,
)

SOURCE = TurnId("source")
"""What evidence of an Easy Read points into: the document that it is made of."""
START, AT_THE_START = SectionId("start"), "The start"
"""The lines before the first heading."""
NO_EASY_READ = "This is no Easy Read, so it has no such lines. Nothing was changed."
_BY = {
    LineBy.RULES: WrittenBy.RULES,
    LineBy.MODEL: WrittenBy.MODEL,
    LineBy.SOURCE: WrittenBy.QUOTATION,
    LineBy.GLOSSARY: WrittenBy.RULES,
    LineBy.PERSON: WrittenBy.WORKER,
}
_LINE_BY = {
    WrittenBy.RULES: LineBy.RULES,
    WrittenBy.MODEL: LineBy.MODEL,
    WrittenBy.QUOTATION: LineBy.SOURCE,
    WrittenBy.WORKER: LineBy.PERSON,
}


@dataclass(frozen=True)
class Start:
    """What a worker says before a source is made easier: whose it will be, and what of it is to be left out.

    `visit`: that of the note which is the source; None where it came from outside.
    """

    title: str
    profile: Profile
    reader: Reader
    goes_with: str = ""
    letter_date: str = ""
    visit: VisitId | None = None
    take_out: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Shown:
    """An Easy Read, and the page that it shows: each line that was not taken out, with its picture and checks."""

    document: Document
    page: Page


@dataclass(frozen=True)
class Placed:
    """A line: its words with their source, and its kind and picture."""

    claim: Claim
    line: EasyLine


def document_of(
    page: Page,
    start: Start,
    visit_id: VisitId,
    *,
    of_note: OfNote | None = None,
    practice: bool = False,
    model: ModelCard = ModelCard("none"),  # noqa: B008  a frozen value
) -> Document:
    """A new document of a page that was made, with its id and time. What the page left out is its omissions.

    `model` is the one that was asked about it.
    """
    placed = tuple(placed_of(line) for line in with_doubts(page))
    easy = EasyPart(
        profile=page.profile,
        source=page.source,
        reader=start.reader,
        goes_with=tidy(start.goes_with),
        letter_date=tidy(start.letter_date),
        lines=(),
        explained=page.explained,
        of_note=of_note,
    )
    made = Document(
        id=DocumentId(new_id(EASY_ID)),
        visit=visit_id,
        template=EASY_READ,
        title=tidy(start.title),
        version=1,
        stage=DocumentStage.DRAFTED,
        sections=(),
        actions=(),
        omissions=tuple(Omission(SOURCE, o.text, o.why, o.source.start, o.source.end) for o in page.left_out),
        model=model,
        created_at=utc_now(),
        seconds_taken=round(page.seconds_taken, 2),
        practice=practice,
        easy=easy,
    )
    return with_lines(made, placed)


def with_doubts(page: Page) -> tuple[Line, ...]:
    """The lines of a page; where a word of the scan may be another one, the lines that hold it are flagged."""
    text = page.source.text
    doubts: dict[str, list[str]] = {}
    for span in page.source.doubtful:
        of_it = [line for line in page.lines if line.source.start < span.end and span.start < line.source.end]
        word = span.of(text)
        holding = [line for line in of_it if word.casefold() in line.text.casefold()]
        for line in holding or of_it[:1]:
            doubts.setdefault(line.id, []).append(word)
    return tuple(_doubted(line, doubts[line.id]) if line.id in doubts else line for line in page.lines)


def still_doubted(page: Page, line: Line) -> Line:
    """A line that was changed: a word of the scan that may be another one, and is still in it, is still to be looked
    at, whatever else of the line was changed.
    """
    doubtful = (each for each in page.source.doubtful if line.source.start < each.end and each.start < line.source.end)
    words = [
        word for word in (each.of(page.source.text) for each in doubtful) if word.casefold() in line.text.casefold()
    ]
    return _doubted(line, words) if words else line


def _doubted(line: Line, words: Sequence[str]) -> Line:
    told = ", ".join(f"“{word}”" for word in dict.fromkeys(words))
    why = f"The scan was hard to read here. Check {told} against the paper."
    return replace(line, flagged=True, why=f"{line.why} {why}" if line.why else why)


def page_of(document: Document) -> Page:
    """The page that a document shows, without the lines that were taken out."""
    easy = easy_part(document)
    return Page(
        easy.profile,
        easy.source,
        tuple(_line(one) for one in lines(document) if not one.claim.removed),
        tuple(LeftOut(Span(o.start_char, o.end_char), o.text, o.why) for o in document.omissions),
        easy.explained,
        document.seconds_taken,
    )


def shown(document: Document) -> Shown:
    """A document with its page."""
    return Shown(document, page_of(document))


def easy_part(document: Document) -> EasyPart:
    """What makes it an Easy Read. Raises `MoveNotAllowed` where it is none."""
    if document.easy is None:
        raise MoveNotAllowed(NO_EASY_READ)
    return document.easy


def lines(document: Document) -> tuple[Placed, ...]:
    """All lines in the order of the page, also those that were taken out. Raises `MoveNotAllowed`."""
    claims = {claim.id: claim for section in document.sections for claim in section.claims}
    return tuple(Placed(claims[line.id], line) for line in easy_part(document).lines)


def with_lines(document: Document, placed: Sequence[Placed]) -> Document:
    """The document with these lines: a section begins at each heading, and is confirmed only while its text is as it
    was read.
    """
    sections: list[Section] = []
    for one in placed:
        if one.line.kind is LineKind.HEADING:
            sections.append(Section(SectionId(f"at-{one.claim.id}"), one.claim.text))
        elif not sections:
            sections.append(Section(START, AT_THE_START))
        sections[-1] = replace(sections[-1], claims=(*sections[-1].claims, one.claim))
    easy = replace(easy_part(document), lines=tuple(one.line for one in placed))
    return as_read(document, replace(document, sections=tuple(sections), easy=easy))


def as_read(before: Document, after: Document) -> Document:
    """A changed document, in which each section that reads as before is confirmed as before."""
    were = {section.id: section for section in before.sections}

    def confirmed(section: Section) -> Section:
        was = were.get(section.id)
        if was is None or was.confirmed_at is None or any(claim.open_flag for claim in section.claims):
            return replace(section, confirmed_at=None)
        same = section_text(before, section.id) == section_text(after, section.id)
        return replace(section, confirmed_at=was.confirmed_at if same else None)

    return replace(after, sections=tuple(confirmed(section) for section in after.sections))


def placed_of(line: Line) -> Placed:
    """A line of a page as a document keeps it."""
    claim = Claim(
        id=ClaimId(line.id),
        text=tidy(line.text),
        kind=Kind.REPORTED,
        evidence=_evidence(line.source),
        checks=claim_checks(line),
        flagged=line.flagged,
        why=line.why,
        written_by=_BY[line.written_by],
    )
    return Placed(claim, easy_line(line))


def easy_line(line: Line, *, only_here: bool = False) -> EasyLine:
    """What a document keeps of a line besides its words."""
    checks = tuple(check for check in line.checks if check.level is not Level.GREEN)
    concept = line.picture.concept if line.picture else ""
    return EasyLine(ClaimId(line.id), line.kind, line.picture, concept, only_here, checks)


def claim_checks(line: Line) -> tuple[Check, ...]:
    """The rules that a line did not pass."""
    return tuple(Check(each.rule, passed=False, detail=each.why) for each in line.checks if each.level is Level.RED)


def _evidence(span: Span) -> tuple[Evidence, ...]:
    return (Evidence(SOURCE, span.start, span.end, 0.0, 0.0),) if span.start < span.end else ()


def _line(placed: Placed) -> Line:
    claim, line = placed.claim, placed.line
    by = LineBy.GLOSSARY if _is_meaning(placed) else _LINE_BY[claim.written_by]
    return Line(
        claim.id, claim.text, span_of(claim), line.kind, line.picture, line.checks, claim.open_flag, claim.why, by
    )


def _is_meaning(placed: Placed) -> bool:
    return placed.line.kind is LineKind.EXPLAIN and placed.claim.written_by is WrittenBy.RULES


def span_of(claim: Claim) -> Span:
    """The words of the source that a line is of; an empty span where the worker wrote it."""
    return Span(claim.evidence[0].start_char, claim.evidence[0].end_char) if claim.evidence else Span(0, 0)
