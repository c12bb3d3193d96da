"""What a worker changed in the draft of a note, as numbers: how good drafts are is measured by it. No word is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from scribe.review_parts import ADDED
from scribe.visit import Claim, Document, Section, SectionId


@dataclass(frozen=True)
class Figures:
    """How many statements of a draft were kept as they were, and what became of the others."""

    drafted: int = 0
    kept: int = 0
    """In the note, under the same heading, to the letter."""
    edited: int = 0
    moved: int = 0
    """Under this heading, and drafted under another. It may be edited too."""
    removed: int = 0
    added: int = 0
    """Quoted from what was left out, or said when the note was read back."""
    own_words: int = 0
    """Edited so that the evidence does not hold all of it."""
    corrected: int = 0
    """Corrected by the person visited when the note was read back."""
    flags_accepted: int = 0
    flags_edited: int = 0
    flags_removed: int = 0
    flags_open: int = 0
    written_words: int = 0
    """What the worker wrote under the heading."""

    def __add__(self, other: Figures) -> Figures:
        return Figures(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})


@dataclass(frozen=True)
class NoteFigures:
    """The figures of each section, in the note's order. An id of a section is the template's, and tells of nobody."""

    sections: tuple[tuple[SectionId, Figures], ...]

    @property
    def whole(self) -> Figures:
        """Those of the whole note."""
        return sum((figures for _, figures in self.sections), Figures())


def note_figures(document: Document) -> NoteFigures:
    """What was changed in a document since it was drafted. A statement counts as drafted where the draft had it."""
    claims = (claim for section in document.sections for claim in section.claims)
    moved_away = Counter(claim.moved_from for claim in claims if claim.moved_from and not claim.id.startswith(ADDED))
    return NoteFigures(tuple((each.id, _figures(each, moved_away[each.id])) for each in document.sections))


def _figures(section: Section, moved_away: int) -> Figures:
    drafted = [claim for claim in section.claims if not claim.id.startswith(ADDED)]
    shown = [claim for claim in drafted if not claim.removed]
    settled = Counter(claim.settled.how for claim in section.claims if claim.flagged and claim.settled)
    return Figures(
        drafted=len(drafted) - _count(claim.moved_from is not None for claim in drafted) + moved_away,
        kept=_count(not _is_edited(claim) and claim.moved_from is None for claim in shown),
        edited=_count(_is_edited(claim) for claim in shown),
        moved=_count(claim.moved_from is not None for claim in shown),
        removed=len(drafted) - len(shown),
        added=_count(claim.id.startswith(ADDED) for claim in section.shown),
        own_words=_count(bool(claim.own_words) for claim in section.shown),
        corrected=_count(bool(claim.corrected_by) for claim in section.shown),
        flags_accepted=settled["accepted"],
        flags_edited=settled["edited"],
        flags_removed=settled["removed"],
        flags_open=_count(claim.open_flag for claim in section.claims),
        written_words=len(section.written.split()),
    )


def _is_edited(claim: Claim) -> bool:
    return bool(claim.original) and claim.text != claim.original


def _count(of: Iterable[bool]) -> int:
    return sum(of)
