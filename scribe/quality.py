"""How good drafts were, as figures without content: one row for each document that was approved.

A row has numbers, a month and a few fixed words. It is kept in the vault beside the audit and outlives the visit's
key, so nothing of a visit may be in it; `QualityRow` refuses everything else. Nothing is sent: `scribe.quality_report`
makes what a worker reads and the file that a team may collect.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from scribe.approval import approved
from scribe.edit_figures import differing, edit_figures
from scribe.edit_log import EditFigures
from scribe.errors import DataDamaged, FairnoteError, NotApproved, NotFound
from scribe.lifecycle import Move
from scribe.note_figures import note_figures
from scribe.review_parts import ADDED
from scribe.vault import Vault
from scribe.visit import Claim, Document, DocumentId, Visit
from scribe.word_times import plain

log = logging.getLogger(__name__)

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}|")
"""An id of a template or model. No space: a sentence or a name of two words can't get in."""
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_ID = re.compile(r"[0-9a-f]{16}")
_OTHER = "other"
_NO_TRANSCRIPT = EditFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
_STOPS = (Move.FINISH_RECORDING, Move.IMPORT_SOUND)


class NotAFigure(FairnoteError):
    """Something else than a number or a fixed word was to be kept among the figures."""

    sentence = "A figure could not be kept, because it is none. Nothing else was changed. Tell IT."


@dataclass(frozen=True)
class QualityRow:
    """The figures of one approved version. Raises `NotAFigure` for anything that could be content."""

    id: str
    """Made of the document's id with this vault's key (HMAC-SHA-256, 16 digits): nobody else can find the document."""
    version: int
    month: str
    """Of the approval, such as 2026-03: the day could tell which visit it was."""
    template: str
    model: str
    """The name of the language model, or 'none' where rules alone wrote the draft."""
    draft_words: int = 0
    approved_words: int = 0
    words_changed: int = 0
    words_added: int = 0
    """Quoted from what was left out, and what the worker wrote."""
    words_removed: int = 0
    statements: int = 0
    kept: int = 0
    edited: int = 0
    moved: int = 0
    removed: int = 0
    omissions_added: int = 0
    """Statements that were left out of the draft and that the worker put in."""
    flags: int = 0
    flags_accepted: int = 0
    flags_edited: int = 0
    flags_removed: int = 0
    minutes: int = -1
    """Whole minutes from Stop, or from the import of sound, to the approval; -1 where there was no sound."""
    heard_words: int = 0
    heard_words_changed: int = 0
    """Of the transcript: changed, added or removed by a person or a later pass."""

    def __post_init__(self) -> None:
        words = _ID.fullmatch(self.id) and _MONTH.fullmatch(self.month)
        if not (words and _WORD.fullmatch(self.template) and _WORD.fullmatch(self.model)):
            raise NotAFigure
        numbers = (getattr(self, each.name) for each in fields(self) if each.type == "int")
        if not all(type(number) is int and number >= -1 for number in numbers):
            raise NotAFigure

    @property
    def distance(self) -> float:
        """Edit distance of draft to approved text: words changed, added and removed, as a share of the longer one."""
        edits = self.words_changed + self.words_added + self.words_removed
        return edits / max(1, self.draft_words, self.approved_words)


def record(vault: Vault, document_id: DocumentId) -> QualityRow | None:
    """Keep the figures of a document that is approved; None for a practice one. What was kept before stays as it is.

    Raises `NotApproved` or `ApprovalVoid`.
    """
    with vault.transaction():
        now = approved(vault, document_id)
        if now.document.practice or now.visit.practice:
            return None
        row = _row(vault, now.document, now.visit, now.approval.at)
        facts = {name: value for name, value in asdict(row).items() if name not in ("id", "version")}
        vault.add_quality_row(row.id, row.version, json.dumps(facts, sort_keys=True))
    return row


def record_if_possible(vault: Vault, document_id: DocumentId) -> None:
    """As `record`, after an approval that stands whatever becomes of its figures: `quality_rows` tries again."""
    try:
        record(vault, document_id)
    except FairnoteError as error:
        log.warning("the figures of an approval were not kept: %s", type(error).__name__)


def quality_rows(vault: Vault) -> tuple[QualityRow, ...]:
    """The figures of every approved document, oldest first; those that were approved before figures were kept too.

    Raises `DataDamaged`.
    """
    if not vault.read_only:
        _catch_up(vault)
    return tuple(_from_kept(*kept) for kept in vault.quality_rows())


def _catch_up(vault: Vault) -> None:
    known = {(row_id, version) for row_id, version, _ in vault.quality_rows()}
    for name in vault.approvals_that_hold():
        document_id = DocumentId(name)
        approval = vault.approval(document_id)
        if approval is None or (_pseudonym(vault, document_id), approval.version) in known:
            continue
        try:
            record(vault, document_id)
        except (NotApproved, NotFound) as error:
            # Changed since or erased: there is nothing left to count, and that is no fault of the others.
            log.info("an earlier approval has no figures: %s", type(error).__name__)


def _from_kept(row_id: str, version: int, facts: str) -> QualityRow:
    try:
        kept: dict[str, Any] = json.loads(facts)
        return QualityRow(id=row_id, version=version, **kept)
    except (ValueError, TypeError, NotAFigure):
        raise DataDamaged from None


def _row(vault: Vault, document: Document, visit: Visit, at: datetime) -> QualityRow:
    figures = note_figures(document).whole
    changed, added, removed, drafted, now = _word_figures(document)
    heard = _heard(vault, visit)
    return QualityRow(
        id=_pseudonym(vault, document.id),
        version=document.version,
        month=f"{at:%Y-%m}",
        template=_word(document.template),
        model=_word(document.model.name),
        draft_words=drafted,
        approved_words=now,
        words_changed=changed,
        words_added=added,
        words_removed=removed,
        statements=figures.drafted,
        kept=figures.kept,
        edited=figures.edited,
        moved=figures.moved,
        removed=figures.removed,
        omissions_added=_omissions_added(document),
        flags=figures.flags_accepted + figures.flags_edited + figures.flags_removed + figures.flags_open,
        flags_accepted=figures.flags_accepted,
        flags_edited=figures.flags_edited,
        flags_removed=figures.flags_removed,
        minutes=_minutes(vault, visit, at),
        heard_words=heard.heard_words,
        heard_words_changed=heard.changed_words + heard.added_words + heard.removed_words,
    )


def _word_figures(document: Document) -> tuple[int, int, int, int, int]:
    """Words changed, added and removed since the draft, words of the draft, and words of the text as it is now.

    Statement by statement: what was only moved is not changed. Actions count with the words that they have now.
    """
    changed = added = removed = drafted = now = 0
    for before, after in _pairs(document):
        one = differing(before, after)
        changed, added, removed = changed + one[0], added + one[1], removed + one[2]
        drafted, now = drafted + len(before), now + len(after)
    return changed, added, removed, drafted, now


def _pairs(document: Document) -> Iterable[tuple[list[str], list[str]]]:
    for section in document.sections:
        yield from (_of_claim(claim) for claim in section.claims)
        yield [], _words(section.written)
    for action in document.actions:
        yield _words(action.text), [] if action.removed else _words(action.text)


def _of_claim(claim: Claim) -> tuple[list[str], list[str]]:
    before = "" if claim.id.startswith(ADDED) else claim.original or claim.text
    return _words(before), [] if claim.removed else _words(claim.text)


def _omissions_added(document: Document) -> int:
    """What was taken from the list of what was left out; what the person visited said to a statement is none."""
    corrections = {one for section in document.sections for claim in section.claims for one in claim.corrected_by}
    shown = (claim for section in document.sections for claim in section.shown)
    return sum(claim.id.startswith(ADDED) and claim.id not in corrections for claim in shown)


def _minutes(vault: Vault, visit: Visit, at: datetime) -> int:
    """From the last Stop before the approval: whole minutes, so that no second can be looked up elsewhere."""
    stops = [row.at for move in _STOPS for row in vault.audit.rows_about(visit.id, move.value) if row.at <= at]
    return (at - max(stops)) // timedelta(minutes=1) if stops else -1


def _heard(vault: Vault, visit: Visit) -> EditFigures:
    try:
        return edit_figures(vault, visit.id)
    except NotFound:  # a letter, or a visit that was only jotted down
        return _NO_TRANSCRIPT


def _pseudonym(vault: Vault, document_id: DocumentId) -> str:
    return vault.audit.fingerprint(f"quality {document_id}")[:16]


def _word(name: str) -> str:
    """The name of a kind of note or of a model, which councils give too: with a space in it, it is told as 'other'."""
    return name if _WORD.fullmatch(name) else _OTHER


def _words(text: str) -> list[str]:
    return [word for word in map(plain, text.split()) if word]
