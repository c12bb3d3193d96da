"""The one way in which a transcript is changed: an edit more, or one undone, kept and on record in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from scribe.audit import Fact
from scribe.edit_log import Edit, EditKind, EditState, KeptEdit
from scribe.errors import MoveNotAllowed, NotFound
from scribe.harm import remember_turns
from scribe.off_record import on_record
from scribe.records import utc_now
from scribe.transcript_carrying import carried_over
from scribe.transcript_edits import standing, transcript_sha256
from scribe.vault import Vault
from scribe.visit import Transcript, TurnId, VisitId

EDITED, UNDONE, REDONE = "transcript edited", "edit undone", "edit done again"
NOTHING_TO_UNDO = "There is nothing to undo. Nothing was changed."
NOTHING_TO_REDO = "There is nothing to do again. Nothing was changed."


def edited(vault: Vault, visit_id: VisitId, make: Callable[[Transcript], Edit]) -> bool:
    """Make an edit of the transcript as it is now, and keep it. Whether it changed anything: else nothing is kept.

    The audit gets ids and keyed hashes. Raises `NotFound` where there is no transcript, and what `make` raises.
    """
    with vault.transaction():
        before = _known(vault, visit_id)
        edit = make(before)
        if standing(before, (edit,)) == before:
            return False
        number = vault.add_edit(visit_id, edit)
        _record(vault, visit_id, EDITED, KeptEdit(number, EditState.STANDS, edit), before)
        return True


def undo(vault: Vault, visit_id: VisitId) -> None:
    """Let the last edit that a person made, and that stands, stand no longer. Raises `MoveNotAllowed`, `NotFound`."""
    _move(vault, visit_id, undoable, EditState.UNDONE, UNDONE, NOTHING_TO_UNDO)


def redo(vault: Vault, visit_id: VisitId) -> None:
    """Let the edit that was undone last stand again. Raises `MoveNotAllowed`, `NotFound`."""
    _move(vault, visit_id, redoable, EditState.STANDS, REDONE, NOTHING_TO_REDO)


def undoable(vault: Vault, visit_id: VisitId) -> KeptEdit | None:
    """What `undo` would undo."""
    standing = (kept for kept in reversed(vault.edits(visit_id)) if kept.state is EditState.STANDS)
    last = next((kept for kept in standing if not kept.edit.by_machine), None)
    return None if last and last.edit.kind is EditKind.SILENCED else last


def redoable(vault: Vault, visit_id: VisitId) -> KeptEdit | None:
    """What `redo` would do again: undone is from the end, so it is the first."""
    return next((kept for kept in vault.edits(visit_id) if kept.state is EditState.UNDONE), None)


def keep_pass(vault: Vault, visit_id: VisitId, result: Transcript) -> None:
    """Keep what a pass of the machine made as the new base; what people did before stands on it.

    Whatever a person typed, named or left out is there afterwards (`scribe.transcript_carrying`).
    """
    with vault.transaction():
        base, before = vault.machine_transcript(visit_id), vault.transcript(visit_id)
        if base is None or before is None:
            vault.save_transcript(visit_id, result)
            return
        edits = vault.edits(visit_id)
        carried = carried_over(base, edits, result, given_ids(base, edits), utc_now())
        vault.save_transcript(visit_id, carried.base, keep=carried.keep)
        for edit in carried.edits:
            vault.add_edit(visit_id, edit)
        remember_turns(vault, visit_id, before.turns, _known(vault, visit_id).turns)


def given_ids(base: Transcript, edits: tuple[KeptEdit, ...]) -> frozenset[TurnId]:
    """Every id that a turn of this visit ever had, also one that was undone."""
    put = (put for kept in edits for put in kept.edit.puts)
    return frozenset(turn.id for turn in base.turns).union(
        *((*each.before, *(turn.id for turn in each.turns)) for each in put)
    )


def _move(
    vault: Vault,
    visit_id: VisitId,
    chosen: Callable[[Vault, VisitId], KeptEdit | None],
    state: EditState,
    event: str,
    otherwise: str,
) -> None:
    with vault.transaction():
        before, kept = _known(vault, visit_id), chosen(vault, visit_id)
        if kept is None:
            raise MoveNotAllowed(otherwise)
        vault.mark_edit(visit_id, kept.number, state)
        _record(vault, visit_id, event, kept, before)


def _record(vault: Vault, visit_id: VisitId, event: str, kept: KeptEdit, before: Transcript) -> None:
    """Harm that is gone is remembered, and the audit knows what was done, to which turns, and the hashes around it."""
    after = _known(vault, visit_id)
    remember_turns(vault, visit_id, before.turns, after.turns)
    hashes = {name: _fingerprint(vault, said) for name, said in (("before", before), ("after", after))}
    touched = dict.fromkeys(kept.edit.touched)
    first: dict[str, Fact] = {"turn": next(iter(touched)), "turns": len(touched)} if touched else {}
    vault.audit.add(event, visit_id, edit=kept.number, kind=kept.edit.kind.value, **first, **hashes)


def _fingerprint(vault: Vault, said: Transcript) -> str:
    return vault.audit.fingerprint(transcript_sha256(on_record(said)))


def _known(vault: Vault, visit_id: VisitId) -> Transcript:
    said = vault.transcript(visit_id)
    if said is None:
        raise NotFound
    return said
