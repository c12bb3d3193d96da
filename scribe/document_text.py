"""The one canonical text of a document: what is shown is what is hashed, approved and exported."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum

from easyread.page import LineKind
from easyread.sheet import Choices
from scribe.errors import NotFound
from scribe.visit import (
    Action,
    Claim,
    ClaimId,
    Document,
    EasyPart,
    Kind,
    Omission,
    Role,
    Section,
    SectionId,
    Sha256,
    TurnId,
    Visit,
    WentBefore,
)

PRACTICE = "PRACTICE: not a real visit"
NOT_DISCUSSED = "Not discussed"
NOT_WRITTEN = "Nothing written"
SEE = "See"
NOTHING_HERE = "Nothing recorded under this heading"
"""Under a heading where only a person may judge, and none has: nothing was left undiscussed."""
ONLY_AN_EXTRACT = "An urgent extract: only what could not wait. It is not the note of the visit."
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
TAKEN_OUT = "Left out by the worker"
"""Under a stretch of a transcript all lines of which the worker took out: something was said there."""
ACTIONS = "What was agreed to be done"
NOT_YET_CHECKED = "Not yet checked by a person with a learning disability"
_JOINERS = "\u200c\u200d"
"""Invisible, but names in several scripts are misspelt without them."""
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Hangul fillers: letters by their category, and drawn as nothing."""
_BEFORE = {"title": "", "detail": "\n", "heading": "\n\n", "paragraph": "\n", "item": "\n", "line": "\n",
           "picture": "\n"}  # fmt: skip


class BlockKind(StrEnum):
    """What a block of text is, and so which style an export gives it."""

    TITLE = "title"
    DETAIL = "detail"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LINE = "line"
    """A line of a transcript."""
    PICTURE = "picture"
    """What the picture shows that stands at the next line of an Easy Read."""


class Part(StrEnum):
    """How a part of a line looks, where an export can show it."""

    PLAIN = "plain"
    TIME = "time"
    SPEAKER = "speaker"


@dataclass(frozen=True)
class Line:
    """A line of a transcript: its turn, its seconds of the visit, who speaks, or '', and the words."""

    turn: TurnId
    start: float
    end: float
    speaker: str
    words: str

    @property
    def said(self) -> str:
        """Who speaks, and the words."""
        return f"{self.speaker}: {self.words}" if self.speaker else self.words

    @property
    def text(self) -> str:
        """The whole line, its time first."""
        return f"{clock(self.start)} {self.said}"


@dataclass(frozen=True)
class Block:
    """One line of the canonical text. Every export shows the same blocks in the same order.

    `line`: what it is made up of, where it is a line of a transcript; `text` is then `line.text`.
    """

    kind: BlockKind
    text: str
    line: Line | None = None

    @property
    def parts(self) -> tuple[tuple[Part, str], ...]:
        """The text in parts that may look different. Joined, they are the text."""
        if self.line is None:
            return ((Part.PLAIN, self.text),)
        speaker = ((Part.SPEAKER, f"{self.line.speaker}: "),) if self.line.speaker else ()
        return ((Part.TIME, f"{clock(self.line.start)} "), *speaker, (Part.PLAIN, self.line.words))


def blocks(document: Document, visit: Visit) -> tuple[Block, ...]:
    """The whole document, block by block."""
    return tuple(block for block in _blocks(document, visit) if block.text)


def text_of_blocks(shown: tuple[Block, ...]) -> str:
    """Blocks as plain text: NFC, lines ended by '\\n', list items with '- '."""
    lines = (_BEFORE[b.kind] + ("- " if b.kind is BlockKind.ITEM else "") + b.text for b in shown)
    return "".join(lines).lstrip("\n") + "\n"


def shown_text(document: Document, visit: Visit) -> str:
    """The canonical text of a document: the only text that can be approved, and the only one that is exported."""
    return text_of_blocks(blocks(document, visit))


def text_sha256(text: str) -> Sha256:
    """SHA-256 of a text as UTF-8."""
    # Half a character (a lone surrogate) is in no text that is kept: it gets a hash, and never the same one.
    return Sha256(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def section_text(document: Document, section_id: SectionId) -> str:
    """What one section says, without its heading, as it can be pasted into a case system. Raises `NotFound`."""
    section = next((one for one in document.sections if one.id == section_id), None)
    if section is None:
        raise NotFound
    return "\n".join(block.text for block in _section_body(document, section) if block.text)


def lines_of(document: Document) -> dict[ClaimId, Line]:
    """What each line of a transcript is made up of, also of those that were taken out of it."""
    speakers = _speakers(document)
    return {claim.id: _line(claim, speakers) for section in document.sections for claim in section.claims}


def tidy(text: str) -> str:
    """One line of text: NFC, every run of white space one space, no control or invisible direction characters.

    Directional overrides (Unicode Cf) could make the text that is read differ from the text that is kept.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    if spaced.isascii() and spaced.isprintable():  # as most text is: there is nothing to take out
        return spaced
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") or c in _JOINERS)


def can_be_seen(text: str) -> bool:
    """Whether a text has a letter or a digit: names, reasons and claims need one, or nobody could read them."""
    return any(unicodedata.category(c)[0] in "LN" and c not in _BLANK_LETTERS for c in text)


def tidy_lines(text: str) -> str:
    """Several lines, each tidy, without empty ones."""
    return "\n".join(line for line in map(tidy, text.splitlines()) if line)


def clock(seconds: float) -> str:
    """A time of the visit: '1:02:07' or '2:07'."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def goes_with_line(easy: EasyPart) -> str:
    """'This goes with the letter from the council, 3 March 2026.'; '' where nothing is known of it."""
    what = ", ".join(part for part in map(tidy, (easy.goes_with, easy.letter_date)) if part)
    version = f" It is of version {easy.of_note.version} of the note." if easy.of_note else ""
    return f"This goes with {what.rstrip('.')}.{version}" if what else version.strip()


def checked_by_line(easy: EasyPart) -> str:
    """Who with a learning disability checked it, or that nobody has."""
    name = tidy(easy.checked_by)
    return f"Checked by {name}" if name else NOT_YET_CHECKED


def look_line(choices: Choices) -> str:
    """How the reader wants it, in words: to print it otherwise is another document."""
    pictures = f"pictures of {choices.picture_mm} millimetres" if choices.pictures else "no pictures"
    return f"Letters of {choices.points} points, {pictures}, colour: {choices.colour.value}"


def _easy_blocks(document: Document, easy: EasyPart) -> Iterator[Block]:
    """An Easy Read: its headings are lines like the others. Of its visit it says nothing."""
    yield Block(BlockKind.TITLE, tidy(document.title))
    if document.practice:
        yield Block(BlockKind.DETAIL, PRACTICE)
    yield Block(BlockKind.DETAIL, goes_with_line(easy))
    for section in document.sections:
        yield from _easy_lines(section, easy)
    yield Block(BlockKind.DETAIL, checked_by_line(easy))
    yield Block(BlockKind.DETAIL, look_line(easy.choices))


def _easy_lines(section: Section, easy: EasyPart) -> Iterator[Block]:
    known = {line.id: line for line in easy.lines}
    for claim in section.shown:
        line = known[claim.id]
        if line.picture is not None and easy.choices.pictures:
            yield Block(BlockKind.PICTURE, f"Picture: {tidy(line.picture.alt)}")
        yield Block(_EASY_KINDS.get(line.kind, BlockKind.PARAGRAPH), tidy(claim.text))


_EASY_KINDS = {LineKind.HEADING: BlockKind.HEADING, LineKind.LIST: BlockKind.ITEM}


def _blocks(document: Document, visit: Visit) -> Iterator[Block]:
    if document.easy is not None:
        yield from _easy_blocks(document, document.easy)
        return
    yield Block(BlockKind.TITLE, tidy(document.title))
    if document.practice:
        yield Block(BlockKind.DETAIL, PRACTICE)
    yield Block(BlockKind.DETAIL, tidy(f"Visit reference: {visit.reference}"))
    if document.is_transcript:
        yield from _transcript_details(document, visit)
    if document.is_urgent:
        yield Block(BlockKind.DETAIL, ONLY_AN_EXTRACT)
    yield from (Block(BlockKind.DETAIL, _went(one)) for one in document.went_before)
    for section in document.sections:
        yield Block(BlockKind.HEADING, tidy(section.heading))
        yield from _section_body(document, section)
    shown = [action for action in document.actions if not action.removed]
    if shown:
        yield Block(BlockKind.HEADING, ACTIONS)
        yield from (Block(BlockKind.ITEM, action_text(action, visit)) for action in shown)


def _went(before: WentBefore) -> str:
    moment = before.at.astimezone(UTC)
    when = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year} at {moment:%H:%M} UTC"
    return tidy(f"An urgent extract, approved by {before.approver}, went out before this, on {when}.")


def _transcript_details(document: Document, visit: Visit) -> Iterator[Block]:
    """Who was there, and how much the worker took out: a transcript that is not whole has to say so."""
    there = ", ".join(f"{p.name} ({'the person visited' if p.role is Role.PERSON else p.role})" for p in visit.people)
    yield Block(BlockKind.DETAIL, tidy(f"People at the visit: {there}") if there else "")
    gone = sum(claim.removed for section in document.sections for claim in section.claims)
    lines = "1 line" if gone == 1 else f"{gone} lines"
    yield Block(BlockKind.DETAIL, f"{TAKEN_OUT}: {lines}" if gone else "")


def _section_body(document: Document, section: Section) -> Iterator[Block]:
    if document.easy is not None:
        yield from _easy_lines(section, document.easy)
        return
    if document.is_transcript:
        speakers = _speakers(document)
        lines = (_line(claim, speakers) for claim in section.shown)
        yield from (Block(BlockKind.LINE, line.text, line) for line in lines)
    else:
        yield from (Block(BlockKind.PARAGRAPH, tidy(claim.text)) for claim in section.shown)
    yield from (Block(BlockKind.PARAGRAPH, line) for line in tidy_lines(section.written).split("\n"))
    if section.not_discussed:
        empty = TAKEN_OUT if document.is_transcript else empty_line(document.omissions, section, document.sections)
        yield Block(BlockKind.PARAGRAPH, empty)
    else:
        yield Block(BlockKind.PARAGRAPH, not_discussed_line(section))


def empty_line(omissions: Iterable[Omission], section: Section, sections: Iterable[Section] = ()) -> str:
    """What stands under a heading without anything. 'Not discussed' only where nothing that was said belongs there.

    What stands under another of the `sections`, and would have fitted here, is pointed to.
    """
    if section.prompt:
        return NOT_WRITTEN
    elsewhere = [tidy(one.heading) for one in sections if any(section.id in claim.also for claim in one.shown)]
    if elsewhere:
        return f"{SEE}: {'; '.join(elsewhere)}"
    left_out = any(line.section == section.id for line in omissions)
    return NOTHING_HERE if left_out or section.claims else NOT_DISCUSSED


def not_discussed_line(section: Section) -> str:
    """'Not discussed: …' for what had to be asked under a heading and was not; '' where it was, or nothing was said."""
    missing = "" if section.not_discussed else "; ".join(tidy(each.heading) for each in section.aspects_not_discussed)
    return f"{NOT_DISCUSSED}: {missing}" if missing else ""


def _speakers(document: Document) -> frozenset[str]:
    """Who speaks in a transcript, as the lines were made: nothing else before a colon is taken for a name."""
    made = (c.original or c.text for section in document.sections for c in section.claims if c.kind is Kind.QUOTED)
    return frozenset(speaker for speaker, colon, _ in (text.partition(": ") for text in made) if colon)


def _line(claim: Claim, speakers: frozenset[str]) -> Line:
    said, at = tidy(claim.text), claim.evidence[0]
    speaker, _, words = said.partition(": ")
    named = speaker in speakers and bool(words)
    return Line(at.turn, at.start, at.end, speaker if named else "", words if named else said)


def action_text(action: Action, visit: Visit) -> str:
    """An action with who does it and by when, where its own words don't say so; what wasn't said, it says was not."""
    person = visit.named(action.owner)
    who = person.name if person else (f"speaker {action.owner}" if action.owner else "not said")
    by = action.by or "not said"
    said = action.text.rstrip()
    return tidy(f"{said}{_unless_in(said, 'Who', who)}{_unless_in(said, 'By when', by)}")


def _unless_in(said: str, label: str, what: str) -> str:
    return "" if what.casefold() in said.casefold() else f" {label}: {what}."
