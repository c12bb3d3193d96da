"""The last approved note of the same reference beside this visit's note: which words are there again, and which not.

It compares words and nothing else: whether anything got better or worse, or is still so, is for the worker to say.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scribe.approval import ApprovedDocument, approved
from scribe.document_text import ACTIONS, action_text, tidy_lines
from scribe.errors import DataDamaged, NotApproved
from scribe.transcript_document import latest_note
from scribe.vault import Vault
from scribe.visit import Claim, ClaimId, Document, DocumentId, Section, SectionId, Visit, VisitId
from scribe.whose_note import Whose, whose

log = logging.getLogger(__name__)

ACTIONS_SECTION = SectionId("")
"""Where the actions are listed, which are under no heading of a template."""
_SHARED = 0.6
"""Of the fewer content words of two statements, this share has to be in both for them to stand beside each other."""
_AT_LEAST = 2
"""One word alone puts nothing beside anything."""


class Again(StrEnum):
    """How the words of a statement of the one note are in the other. Said of words only, never of what they mean."""

    SAME = "in the same words"
    """To the letter."""
    LIKE = "some of the same words"
    LEFT_OUT = "words like these are not in this note"
    """In what was said, or drafted, and is not in the note: left out, or taken out by hand."""
    NEW = "not in these words in the last note"
    ONLY_LAST = "not in these words in this note"


@dataclass(frozen=True)
class Statement:
    """One statement of a note, or of what is not in it: said and left out (`omission`: its index there), or `removed`
    by hand.
    """

    text: str
    section: SectionId | None
    claim: ClaimId | None = None
    omission: int | None = None
    removed: bool = False


@dataclass(frozen=True)
class Beside:
    """A statement of the last note and one of this, or one of them alone."""

    again: Again
    last: Statement | None
    now: Statement | None


@dataclass(frozen=True)
class SectionBeside:
    """One heading with what was under it in either note, this note's order first."""

    section: SectionId
    heading: str
    statements: tuple[Beside, ...]


@dataclass(frozen=True)
class SinceLast:
    """The last approved note and this one, heading by heading. `last_person`: whom the last was about; `asked`: whether
    it is the worker who has said that this is the same person.
    """

    last_visit: VisitId
    last_document: DocumentId
    last_person: str
    approver: str
    approved_at: datetime
    sections: tuple[SectionBeside, ...]
    asked: bool = False
    passed_over: VisitId | None = None
    """A later visit, of which the worker has said that it was to somebody else."""


@dataclass(frozen=True)
class PerhapsSomebodyElse:
    """An approved note of the same reference of which nobody can say by the names whose it is: nothing of it is shown
    until a worker has. `person` and `last_person` are the names that this visit and that one have, or ''; `said_no`:
    whether the worker has said that it is somebody else's, which can be taken back.
    """

    last_visit: VisitId
    last_person: str
    person: str
    visited_at: datetime
    said_no: bool = False


def since_last(vault: Vault, visit_id: VisitId) -> SinceLast | PerhapsSomebodyElse | None:
    """The last approved note of an earlier visit to this person beside the latest note of this one.

    A reference can be a whole household's, or mistyped, so the names decide (`scribe.whose_note`): what is somebody
    else's is passed over, and where that is not sure the worker is asked. Their answer is kept with the visit
    (`scribe.whose_note.say_whose`). None where there is no such note, or no note of this visit yet. Raises `NotFound`.
    """
    with vault.reading():
        visit, note = vault.visit(visit_id), latest_note(vault, visit_id)
        found = _approved_before(vault, visit)
    if note is None or not found:
        return None
    last = next((each for each in found if each.visit.id not in visit.other_person), None)
    if last is None:
        return _perhaps(found[0].visit, visit, said_no=True)
    asked = whose(visit, last.visit) is Whose.UNSURE
    if asked and last.visit.id not in visit.same_person:
        return _perhaps(last.visit, visit)
    return SinceLast(
        last_visit=last.visit.id,
        last_document=last.document.id,
        last_person=_name(last.visit),
        approver=last.approval.approver,
        approved_at=last.approval.at,
        sections=beside(last.document, last.visit, note, visit),
        asked=asked,
        passed_over=next((each.visit.id for each in found if each.visit.id in visit.other_person), None),
    )


def _perhaps(last: Visit, visit: Visit, *, said_no: bool = False) -> PerhapsSomebodyElse:
    return PerhapsSomebodyElse(last.id, _name(last), _name(visit), last.created_at, said_no)


def beside(last: Document, last_visit: Visit, note: Document, visit: Visit) -> tuple[SectionBeside, ...]:
    """Two notes beside each other. Pure. A heading that only the last one has comes at the end."""
    then = [_Worded(one, last_visit) for one in _statements(last, last_visit)]
    now = [_Worded(one, visit) for one in _statements(note, visit)]
    left = [_Worded(one, visit) for one in _not_in_it(note)]
    again = _pairs(then, now, range(len(then)))
    said = _pairs(then, left, [at for at in range(len(then)) if at not in again])
    before = {place: then[at] for at, place in again.items()}
    rows = [(one.statement.section, _row(before.get(place), one)) for place, one in enumerate(now)]
    rows += [
        (one.statement.section, _row(one, left[said[at]] if at in said else None))
        for at, one in enumerate(then)
        if at not in again
    ]
    headings = _headings(note)
    headings |= {each: heading for each, heading in _headings(last).items() if each not in headings}
    return tuple(
        SectionBeside(section, heading, tuple(row for under, row in rows if under == section))
        for section, heading in headings.items()
    )


class _Worded:
    """A statement with the words that are compared."""

    def __init__(self, statement: Statement, visit: Visit) -> None:
        # They bring the dictionary with them, which the window must not load at its start.
        from scribe.notes.people import People
        from scribe.notes.units import units

        self.statement = statement
        found = [unit for unit in units(statement.text, People(visit.people)) if unit.content or unit.group]
        self._in_order = tuple((unit.shown.casefold() if unit.group else unit.lemma) for unit in found)
        self._content = frozenset(unit.lemma for unit in found if unit.content and unit.lemma not in ("say", "ask"))

    def again(self, other: _Worded) -> Again:
        """How the one is in the other, which shares words with it."""
        now = other.statement
        if now.omission is not None or now.removed:
            return Again.LEFT_OUT
        return Again.SAME if now.text == self.statement.text else Again.LIKE

    def shares(self, other: _Worded) -> float:
        """Which share of the fewer content words is in both, or 0 where that puts nothing beside anything."""
        if self.statement.text == other.statement.text:
            return 3.0
        if self._in_order and self._in_order == other._in_order:
            return 2.0  # before all that share only words
        both, fewer = self._content & other._content, min(len(self._content), len(other._content))
        return len(both) / fewer if len(both) >= _AT_LEAST and len(both) >= _SHARED * fewer else 0.0


def _row(last: _Worded | None, now: _Worded | None) -> Beside:
    if last is not None and now is not None:
        return Beside(last.again(now), last.statement, now.statement)
    if now is not None:
        return Beside(Again.NEW, None, now.statement)
    return Beside(Again.ONLY_LAST, last.statement if last else None, None)


def _pairs(then: Sequence[_Worded], now: Sequence[_Worded], free: Iterable[int]) -> dict[int, int]:
    """Which stand beside each other, each once: those that share most first, and those under one heading before."""
    alike = [
        (-one.shares(other), one.statement.section != other.statement.section, at, place)
        for at, one in ((at, then[at]) for at in free)
        for place, other in enumerate(now)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, place in sorted(each for each in alike if each[0]):
        if at not in pairs and place not in taken:
            taken.add(place)
            pairs[at] = place
    return pairs


def _headings(note: Document) -> dict[SectionId, str]:
    headings = {section.id: section.heading for section in note.sections}
    return headings | ({ACTIONS_SECTION: ACTIONS} if any(not each.removed for each in note.actions) else {})


def _statements(note: Document, visit: Visit) -> Iterable[Statement]:
    for section in note.sections:
        yield from _of_section(section)
    for action in (each for each in note.actions if not each.removed):
        yield Statement(action_text(action, visit), ACTIONS_SECTION, action.id)


def _of_section(section: Section) -> Iterable[Statement]:
    yield from (Statement(claim.text, section.id, claim.id) for claim in section.shown)
    yield from (Statement(line, section.id) for line in tidy_lines(section.written).split("\n") if line)


def _not_in_it(note: Document) -> Iterable[Statement]:
    """What was said and is not in the note, and what was drafted and taken out of it."""
    for at, each in enumerate(note.omissions):
        yield Statement(each.text, each.section, omission=at)
    for section in note.sections:
        yield from (_taken_out(claim, section.id) for claim in section.claims if claim.removed)


def _taken_out(claim: Claim, section: SectionId) -> Statement:
    return Statement(claim.text, section, claim.id, removed=True)


# --- which note
def _approved_before(vault: Vault, visit: Visit) -> list[ApprovedDocument]:
    """The approved notes of the visits before, the last first."""
    earlier = [each for each in vault.visits() if _is_before(each, visit)]
    notes = [found for each in earlier if (found := _approved(vault, each.id)) is not None]
    return sorted(notes, key=lambda note: (note.visit.created_at, note.approval.at), reverse=True)


def _is_before(other: Visit, visit: Visit) -> bool:
    """Whether it is an earlier visit of this reference that may have been to the same person."""
    same = _plain(other.reference) == _plain(visit.reference) and other.practice == visit.practice
    real = other.id != visit.id and not other.record_of and other.created_at <= visit.created_at
    return same and real and bool(_plain(visit.reference)) and whose(visit, other) is not Whose.OTHER


def _name(visit: Visit) -> str:
    return visit.person.name if visit.person else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _approved(vault: Vault, visit_id: VisitId) -> ApprovedDocument | None:
    """The note of a visit that was approved last and still is what was approved."""
    for document_id in reversed(vault.document_ids(visit_id)):
        try:
            found = approved(vault, document_id)
        except NotApproved:
            continue
        except DataDamaged:
            log.warning("an earlier note could not be laid beside this one: it is damaged")
            continue
        if found.document.is_note:
            return found
    return None
