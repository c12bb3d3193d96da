"""Everything in the vault about one reference or person: listed together, and erased together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scribe import erasing, lifecycle
from scribe.document_text import can_be_seen, tidy
from scribe.erasing import MustBeRecorded, StillRecording, harm_mentioned
from scribe.erasing_parts import finish
from scribe.errors import DataDamaged, FairnoteError, NotFound
from scribe.lifecycle import KEEPS_A_RECORD, Held, OnRecord
from scribe.records import refuse_broken
from scribe.review import NothingWritten
from scribe.vault import Vault, VisitErased
from scribe.visit import EASY_READ, Document, DocumentStage, Export, Recording, Visit, VisitId, VisitStage

NOTHING_ABOUT = "There is nothing about that reference or person here."
NOT_ALL_READABLE = (
    "Some visits can't be read, so nobody knows whether they are about this. Nothing was erased. Ask IT to restore "
    "them from a backup."
)
LARGEST_EXPORT = 256 << 20
"""Bytes: a larger file is no export of a note."""


class SeveralReferences(FairnoteError):
    """A name that is under more than one reference: it may be two people's."""

    sentence = (
        "There are visits under several references with this name. They may be about different people. Give the "
        "reference. Nothing was done."
    )


@dataclass(frozen=True)
class Papers:
    """One document, and every file that was made of it."""

    document: Document
    exports: tuple[Export, ...]


@dataclass(frozen=True)
class VisitThings:
    """One visit, or letter, and all that hangs on it."""

    visit: Visit
    recordings: tuple[Recording, ...]
    papers: tuple[Papers, ...]

    @property
    def hidden(self) -> bool:
        """Whether it was erased, and can still be brought back."""
        return self.visit.stage is VisitStage.ERASED

    @property
    def handed_over(self) -> bool:
        """Whether another worker has it now: what was done since is in their vault."""
        return self.visit.handed_over_at is not None

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter from outside, and no visit."""
        return self.visit.template == EASY_READ


@dataclass(frozen=True)
class AllAbout:
    """What there is. `named_in`: visits about somebody else at which this person was, or is named; they are not part
    of it. `unreadable`: how many visits can't be read at all. `letters`: letters to somebody of the name of whom the
    visits are about; they have no reference, so only a name finds them, and they are not part of it either.
    """

    asked: str
    things: tuple[VisitThings, ...]
    named_in: tuple[VisitId, ...]
    unreadable: int
    letters: tuple[VisitId, ...] = ()

    @property
    def exports(self) -> tuple[Export, ...]:
        """Every file that left."""
        return tuple(export for each in self.things for paper in each.papers for export in paper.exports)


def find(vault: Vault, asked: str) -> AllAbout:
    """All about a reference, or a person by their whole name; capitals and spaces don't matter.

    Raises `NotFound` where there is nothing.
    """
    wanted = _plain(asked)
    things, named, letters, unreadable = [], [], [], 0
    with vault.reading():
        for visit_id in (*vault.visit_ids(), *(each for each, _ in vault.erased_visits())):
            try:
                each = _things(vault, visit_id)
            except VisitErased:
                continue
            except DataDamaged:
                unreadable += 1
                continue
            if wanted in _about(each):
                things.append(each)
            elif each.is_letter:
                letters.append(each)
            elif any(_plain(person.name) == wanted for person in each.visit.people):
                named.append(visit_id)
    if not wanted or not (things or named or unreadable):
        raise NotFound(NOTHING_ABOUT)
    theirs = {_plain(each.visit.person.name) for each in things if each.visit.person} - {""}
    to_them = tuple(each.visit.id for each in letters if theirs & _about(each))
    return AllAbout(tidy(asked), tuple(things), tuple(named), unreadable, to_them)


def refuse_several(about: AllAbout) -> None:
    """Raise `SeveralReferences` where the visits, letters aside, are not all of one reference."""
    if len({_plain(each.visit.reference) for each in about.things if not each.is_letter}) > 1:
        raise SeveralReferences


def erase_together(vault: Vault, asked: str, *, why: str, no_harm: bool = False) -> tuple[VisitId, ...]:
    """Erase all of it as the worker may: hidden, to be brought back for a while; all or none. Gives the visits.

    Raises what `scribe.erasing.erase` raises for any of them, and `SeveralReferences`.
    """
    about = _to_erase(vault, asked, why)
    with vault.transaction():
        visible = tuple(each.visit.id for each in about.things if not each.hidden)
        for visit_id in visible:
            erasing.erase(vault, visit_id, why=why, no_harm=no_harm)
    return visible


def erase_for_good(vault: Vault, asked: str, *, why: str, by: str) -> tuple[VisitId, ...]:
    """Erase all of it at once and for good, on record or not: keys first, then files. For information governance.

    `by`: the keyed hash of who asked. All or none: raises `Held` where any of it is held, `StillRecording`,
    `MustBeRecorded` where harm was mentioned, or may have been, and no note of it is in the case system, `OnRecord`
    where it is the record of an erased visit that is nowhere else, `SeveralReferences`, `NothingWritten` without a
    reason.
    """
    about = _to_erase(vault, asked, why)
    reason = vault.audit.fingerprint(tidy(why))
    with vault.transaction():
        for each in about.things:
            _refuse(vault, each)
        for each in about.things:
            vault.forget_record_numbers(each.visit.id)
            vault.forget_plans(each.visit.id)
            lifecycle.erase_for_good(vault, each.visit.id, why=reason, by=by)
    finish(vault)
    return tuple(each.visit.id for each in about.things)


def exported_files(about: AllAbout, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Files in these folders that are exports of it, known by their hash whatever they are called now."""
    hashes = {export.file_sha256 for export in about.exports}
    return tuple(
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.is_file() and 0 < path.stat().st_size <= LARGEST_EXPORT and _sha256(path) in hashes
    )


def _to_erase(vault: Vault, asked: str, why: str) -> AllAbout:
    """What is to be erased. What can't be read could be about this person too, and nothing is left half done."""
    if not can_be_seen(tidy(refuse_broken(why))):
        raise NothingWritten("Say why it is erased. Nothing was changed.")
    about = find(vault, asked)
    if about.unreadable:
        raise DataDamaged(NOT_ALL_READABLE)
    if not about.things:
        raise NotFound(NOTHING_ABOUT)
    refuse_several(about)
    if any(each.visit.held for each in about.things):
        raise Held
    return about


def _refuse(vault: Vault, each: VisitThings) -> None:
    """Raise where what must be recorded is nowhere else."""
    if each.visit.stage is VisitStage.RECORDING:
        raise StillRecording
    if any(paper.document.is_note and paper.document.stage is DocumentStage.FILED for paper in each.papers):
        return
    if each.visit.record_of:
        raise OnRecord(KEEPS_A_RECORD)
    if each.is_letter or each.hidden:
        return  # what had to be recorded was, before it was hidden
    harm = harm_mentioned(vault, each.visit.id)
    if harm.moments or not harm.known:
        raise MustBeRecorded


def _things(vault: Vault, visit_id: VisitId) -> VisitThings:
    papers = tuple(Papers(document, vault.exports(document.id)) for document in vault.documents(visit_id))
    return VisitThings(vault.visit(visit_id), vault.recordings(visit_id), papers)


def _about(each: VisitThings) -> set[str]:
    """Its reference, and whom it is about: the person visited, or the reader of a letter."""
    person = each.visit.person
    readers = (paper.document.easy.reader.name or "" for paper in each.papers if paper.document.easy is not None)
    return {_plain(name) for name in (each.visit.reference, person.name if person else "", *readers)} - {""}


def _plain(text: str) -> str:
    return tidy(text).casefold()


def _sha256(path: Path) -> str:
    """'' for a file that can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
