"""Counts how much people changed in what the machine heard: numbers that say nothing of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from scribe.edit_log import EditFigures, EditKind, EditState
from scribe.errors import NotFound
from scribe.off_record import TOKEN
from scribe.vault import Vault
from scribe.visit import Transcript, Turn, VisitId
from scribe.word_times import plain

_SETTLING = (EditKind.DOUBT_ACCEPTED,)


def edit_figures(vault: Vault, visit_id: VisitId) -> EditFigures:
    """The figures of one visit. Raises `NotFound` where there is no transcript."""
    with vault.reading():
        base, now, edits = vault.machine_transcript(visit_id), vault.transcript(visit_id), vault.edits(visit_id)
    if base is None or now is None:
        raise NotFound
    mine = [kept for kept in edits if not kept.edit.by_machine]
    stood = [kept.edit for kept in edits if kept.state is EditState.STANDS]
    found = len(base.doubts) + sum(len(edit.doubts) for edit in stood if edit.by_machine)
    accepted = sum(len(edit.doubts) for edit in stood if edit.kind in _SETTLING)
    changed, added, removed = word_differences(base.turns, now.turns)
    return EditFigures(
        heard_words=sum(len(_words(turn)) for turn in base.turns),
        changed_words=changed,
        added_words=added,
        removed_words=removed,
        speakers_changed=_speakers_changed(base, now),
        doubts_accepted=accepted,
        doubts_mended=max(0, found - len(now.doubts) - accepted),
        doubts_left=len(now.doubts),
        edits=len(mine),
        edits_undone=sum(kept.state is not EditState.STANDS for kept in mine),
    )


def word_differences(before: Sequence[Turn], now: Sequence[Turn]) -> tuple[int, int, int]:
    """Words that are others now, that were added, and that were removed; capitals and marks don't count.

    Turns that are the same are passed over; between them the words are compared, so that splitting is no change.
    """
    changed = added = removed = 0
    match = SequenceMatcher(None, [_key(turn) for turn in before], [_key(turn) for turn in now], autojunk=False)
    for tag, a, b, c, d in match.get_opcodes():
        if tag == "equal":
            continue
        old = [word for turn in before[a:b] for word in _words(turn)]
        new = [word for turn in now[c:d] for word in _words(turn)]
        one = differing(old, new)
        changed, added, removed = changed + one[0], added + one[1], removed + one[2]
    return changed, added, removed


def differing(old: Sequence[str], new: Sequence[str]) -> tuple[int, int, int]:
    """Words that were changed, added and removed between two rows of words."""
    changed = added = removed = 0
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        same = min(j - i, m - k)
        changed += same
        added += m - k - same
        removed += j - i - same
    return changed, added, removed


def _speakers_changed(base: Transcript, now: Transcript) -> int:
    before = {turn.id: turn.speaker for turn in base.turns}
    return sum(before.get(turn.id, turn.speaker) != turn.speaker for turn in now.turns)


def _key(turn: Turn) -> tuple[str, str]:
    return turn.id, turn.text


def _words(turn: Turn) -> list[str]:
    return [plain(word) for word in turn.text.replace(TOKEN, " ").split()]
