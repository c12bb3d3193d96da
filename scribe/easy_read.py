"""An Easy Read as a document: made of a page, and what a worker can do to its lines, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from easyread.page import Level, Line, LineKind, Page, Picture, Profile
from easyread.page import WrittenBy as LineBy
from easyread.reader import Reader
from easyread.sheet import Choices
from easyread.source import Source, Span
from scribe.document_text import can_be_seen, section_text, tidy
from scribe.errors import MoveNotAllowed, NotFound
from scribe.ids import new_id
from scribe.records import utc_now
from scribe.review import NothingWritten
from scribe.review_parts import free_id, with_omissions
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
    Settled,
    TurnId,
    VisitId,
    WrittenBy,
)

SOURCE = TurnId("source")
"""What evidence of an Easy Read points into: the document that it is made of."""
START, AT_THE_START = SectionId("start"), "The start"
"""The lines before the first heading."""
TAKEN_OUT_BY_WORKER = "taken out by the worker"
NO_EASY_READ = "This is no Easy Read, so it has no such lines. Nothing was changed."
AT_THE_EDGE = "The line is at the edge of the page already. Nothing was moved."
LINE_TAKEN_OUT = "This line was taken out. Nothing was changed. Put it back first."
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


# --- from a page and back
def document_of(
    page: Page, start: Start, visit_id: VisitId, *, of_note: OfNote | None = None, practice: bool = False
) -> Document:
    """A new document of a page that was made, with its id and time. What the page left out is its omissions."""
    placed = tuple(_placed(line) for line in page.lines)
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
        model=ModelCard("none"),
        created_at=utc_now(),
        seconds_taken=round(page.seconds_taken, 2),
        practice=practice,
        easy=easy,
    )
    return with_lines(made, placed)


def page_of(document: Document) -> Page:
    """The page that a document shows, without the lines that were taken out."""
    from easyread.page import LeftOut

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
        same = was is not None and section_text(before, section.id) == section_text(after, section.id)
        is_open = any(claim.open_flag for claim in section.claims)
        return replace(section, confirmed_at=was.confirmed_at if was and same and not is_open else None)

    return replace(after, sections=tuple(confirmed(section) for section in after.sections))


def _placed(line: Line) -> Placed:
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


# --- what a worker can do to lines
def edit_line(document: Document, line_id: ClaimId, made: Sequence[Line], *, at: datetime | None = None) -> Document:
    """Put lines that were checked (`scribe.easy_read_checks`) in the place of one: the first keeps its id.

    One that is found to change what the source says is flagged anew. Raises `NothingWritten`, `NotFound`.
    """
    if not made or any(not can_be_seen(line.text) for line in made):
        raise NothingWritten
    place, placed = _find(document, line_id)
    if [tidy(line.text) for line in made] == [placed.claim.text]:
        return document
    first = Placed(
        _edited(placed.claim, made[0], at or utc_now()), replace(placed.line, checks=easy_line(made[0]).checks)
    )
    after = lines(document)
    changed = with_lines(document, (*after[:place], first, *after[place + 1 :]))
    for n, line in enumerate(made[1:], start=1):
        changed = _insert(changed, place + n, line)
    return changed


def _edited(claim: Claim, line: Line, at: datetime) -> Claim:
    settled = Settled("edited", "", at) if claim.flagged and not line.flagged else None
    return replace(
        claim,
        text=tidy(line.text),
        original=claim.original or claim.text,
        checks=claim_checks(line),
        flagged=claim.flagged or line.flagged,
        why=line.why if line.flagged else claim.why,
        settled=settled,
        written_by=WrittenBy.WORKER,
    )


def add_line(document: Document, after: ClaimId | None, line: Line) -> Document:
    """Put a line that was checked after another one, or before all. Raises `NothingWritten`, `NotFound`."""
    if not can_be_seen(line.text):
        raise NothingWritten
    place = 0 if after is None else _find(document, after)[0] + 1
    return _insert(document, place, line)


def _insert(document: Document, place: int, line: Line) -> Document:
    made = _placed(replace(line, id=free_id(document)))
    now = lines(document)
    made = replace(made, line=_as_elsewhere(made.line, [one.line for one in now]))
    return with_lines(document, (*now[:place], made, *now[place:]))


def _as_elsewhere(line: EasyLine, others: Sequence[EasyLine]) -> EasyLine:
    """A new line with the picture that what it shows has on the other lines, or with none where it has none there."""
    alike = (one for one in others if line.concept and one.concept == line.concept and not one.only_here)
    return replace(line, picture=next((one.picture for one in alike), line.picture))


def remove_line(document: Document, line_id: ClaimId, *, at: datetime | None = None) -> Document:
    """Take a line out. Its words of the source are listed as not in the Easy Read. Raises `NotFound`."""
    place, placed = _find(document, line_id)
    if placed.claim.removed:
        return document
    claim = replace(placed.claim, removed=True, settled=Settled("removed", "", at or utc_now()))
    return with_omissions(_put(document, place, claim), (*document.omissions, *_taken_out(document, placed)))


def restore_line(document: Document, line_id: ClaimId) -> Document:
    """Put a line back, and its words of the source off the list. A flag of it is open again. Raises `NotFound`."""
    place, placed = _find(document, line_id)
    if not placed.claim.removed:
        return document
    back = _put(document, place, replace(placed.claim, removed=False, settled=None))
    return with_omissions(back, tuple(one for one in back.omissions if one.line != line_id))


def _taken_out(document: Document, placed: Placed) -> tuple[Omission, ...]:
    """What a meaning says was never in the source; nor was what the worker wrote."""
    if placed.line.kind is LineKind.EXPLAIN:
        return ()
    text, line = easy_part(document).source.text, placed.claim.id
    why = f"{TAKEN_OUT_BY_WORKER}: “{placed.claim.text}”" if _shared(document, placed) else TAKEN_OUT_BY_WORKER
    return tuple(
        Omission(SOURCE, tidy(text[each.start_char : each.end_char]), why, each.start_char, each.end_char, line=line)
        for each in placed.claim.evidence
    )


def _shared(document: Document, placed: Placed) -> bool:
    """Whether another line still holds some of the same words: then it is said which line went."""
    return any(
        one.claim.evidence == placed.claim.evidence and one.line.kind is not LineKind.EXPLAIN
        for one in lines(document)
        if one.claim.id != placed.claim.id and not one.claim.removed
    )


def move_line(document: Document, line_id: ClaimId, by: int) -> Document:
    """Move a line past as many others that are shown: down, or up where `by` is negative. Raises `MoveNotAllowed`."""
    place, placed = _find(document, line_id)
    if placed.claim.removed:
        raise MoveNotAllowed(LINE_TAKEN_OUT)
    now = lines(document)
    rest = [*now[:place], *now[place + 1 :]]
    here = sum(not one.claim.removed for one in now[:place]) + by
    seen = [at for at, one in enumerate(rest) if not one.claim.removed]
    if not 0 <= here <= len(seen):
        raise MoveNotAllowed(AT_THE_EDGE)
    to = seen[here] if here < len(seen) else len(rest)
    return with_lines(document, (*rest[:to], placed, *rest[to:]))


def bring_back(document: Document, index: int, after: ClaimId | None, line: Line) -> Document:
    """Put words of the source that were left out back as a line that was checked. Raises `NotFound`."""
    words = omission(document, index)
    line = replace(line, source=Span(words.start_char, words.end_char))
    left = document.omissions[:index] + document.omissions[index + 1 :]
    return with_omissions(add_line(document, after, line), left)


def omission(document: Document, index: int) -> Omission:
    """One of what is in the source and not in the Easy Read. Raises `NotFound`."""
    if not 0 <= index < len(document.omissions):
        raise NotFound
    return document.omissions[index]


# --- pictures, choices, sign-off
def choose_picture(
    document: Document, line_id: ClaimId, picture: Picture | None, *, only_here: bool = False
) -> Document:
    """Give a line a picture, or none: and with it every line that shows the same thing, but where one was chosen for
    that line alone. Raises `NotFound`.
    """
    line = _find(document, line_id)[1].line
    concept = line.concept or (picture.concept if picture else "")
    chosen = replace(picture, concept=concept) if picture else None

    def given(one: EasyLine) -> EasyLine:
        if one.id == line_id:
            return replace(one, picture=chosen, concept=concept, only_here=only_here)
        alike = not only_here and concept and one.concept == concept and not one.only_here
        return replace(one, picture=chosen) if alike else one

    easy = easy_part(document)
    after = replace(easy, lines=tuple(given(one) for one in easy.lines))
    return as_read(document, replace(document, easy=after))


def set_choices(document: Document, choices: Choices) -> Document:
    """How the reader wants it."""
    after = replace(document, easy=replace(easy_part(document), choices=choices))
    return as_read(document, after)


def set_checked_by(document: Document, name: str) -> Document:
    """Who with a learning disability has checked it; '' where nobody has yet."""
    return replace(document, easy=replace(easy_part(document), checked_by=tidy(name)))


def pictures_of(document: Document) -> tuple[Picture, ...]:
    """The pictures that are shown, each once."""
    found = (one.line.picture for one in lines(document) if not one.claim.removed)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def note_of(document: Document) -> DocumentId | None:
    """The note that an Easy Read is of, if it is of one."""
    return document.easy.of_note.document if document.easy and document.easy.of_note else None


def without_source(document: Document) -> Document:
    """An Easy Read of which nothing of its source is left: only the lines that the worker wrote."""
    easy = easy_part(document)
    empty = replace(easy, source=Source("", ()), explained=())
    own = [one for one in lines(document) if not one.claim.evidence]
    return with_lines(replace(document, easy=empty, omissions=()), own)


def _find(document: Document, line_id: ClaimId) -> tuple[int, Placed]:
    for place, one in enumerate(lines(document)):
        if one.claim.id == line_id:
            return place, one
    raise NotFound


def _put(document: Document, place: int, claim: Claim) -> Document:
    now = lines(document)
    return with_lines(document, (*now[:place], Placed(claim, now[place].line), *now[place + 1 :]))
