"""What a worker can do to the lines, pictures and look of an Easy Read, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from easyread.page import Line, LineKind, Picture
from easyread.sheet import Choices
from easyread.source import Source, Span
from scribe.document_text import can_be_seen, tidy
from scribe.easy_read_page import (
    AT_THE_START,
    SOURCE,
    START,
    Placed,
    Shown,
    Start,
    as_read,
    claim_checks,
    document_of,
    easy_line,
    easy_part,
    lines,
    page_of,
    placed_of,
    shown,
    with_doubts,
    with_lines,
)
from scribe.errors import FairnoteError, MoveNotAllowed, NotFound
from scribe.records import utc_now
from scribe.review import NothingWritten
from scribe.review_parts import free_id, with_omissions
from scribe.visit import (
    Claim,
    ClaimId,
    Document,
    DocumentId,
    EasyLine,
    Omission,
    Settled,
    WrittenBy,
)

__all__ = [
    "AT_THE_EDGE",
    "AT_THE_START",
    "LINE_TAKEN_OUT",
    "Placed",
    "SOURCE",
    "START",
    "Shown",
    "Start",
    "TAKEN_OUT_BY_WORKER",
    "add_line",
    "bring_back",
    "choose_picture",
    "claim_checks",
    "document_of",
    "easy_line",
    "easy_part",
    "edit_line",
    "lines",
    "move_line",
    "note_of",
    "omission",
    "page_of",
    "pictures_of",
    "remove_line",
    "restore_line",
    "set_checked_by",
    "set_choices",
    "shown",
    "with_doubts",
    "with_lines",
    "without_pictures",
    "without_source",
]
TAKEN_OUT_BY_WORKER = "taken out by the worker"
AT_THE_EDGE = "The line is at the edge of the page already. Nothing was moved."
LINE_TAKEN_OUT = "This line was taken out. Nothing was changed. Put it back first."

LEAST_POINTS, MOST_POINTS = 14, 48
"""Of type. Under 14 nothing is Easy Read (GOV.UK); over 48 a line of A4 beside its picture holds hardly two words."""
LEAST_PICTURE_MM, MOST_PICTURE_MM = 15, 60
"""Of pictures. Under 15 mm nobody knows what is on them; over 60 too little of an A4 page is left for the words."""


class SizeRefused(FairnoteError):
    """A size that no page can have. It says which ones it can."""

    sentence = "Words or pictures can't be of that size. Nothing was changed."


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
    made = placed_of(replace(line, id=free_id(document)))
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
    """How the reader wants it. Raises `SizeRefused`."""
    if not _within(choices.points, LEAST_POINTS, MOST_POINTS):
        raise SizeRefused(f"Words can be from {LEAST_POINTS} to {MOST_POINTS} points high. Nothing was changed.")
    if not _within(choices.picture_mm, LEAST_PICTURE_MM, MOST_PICTURE_MM):
        sizes = f"from {LEAST_PICTURE_MM} to {MOST_PICTURE_MM} millimetres"
        raise SizeRefused(f"Pictures can be {sizes} high. Nothing was changed.")
    after = replace(document, easy=replace(easy_part(document), choices=choices))
    return as_read(document, after)


def _within(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def without_pictures(document: Document) -> Document:
    """The same with words alone, for whoever counts them."""
    easy = easy_part(document)
    return replace(document, easy=replace(easy, choices=replace(easy.choices, pictures=False)))


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
