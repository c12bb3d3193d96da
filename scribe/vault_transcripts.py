"""What was said in a visit as it is kept: what the machine made of it, what was changed since, and the two together."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from scribe.edit_log import Edit, EditState, KeptEdit
from scribe.transcript_edits import standing
from scribe.vault_earlier import Table
from scribe.visit import Transcript, VisitId

if TYPE_CHECKING:
    from scribe.vault_database import Database, Values

T = TypeVar("T")
NEW = ""
"""The id of what has none yet, and so stands nowhere."""
_SEAL = 24
"""Bytes at the start of what is sealed, which are random: the same ones, the same fact."""


@dataclass(frozen=True)
class _Said:
    """The transcript of one visit as it was last read, and by which seals it is known whether it is still that."""

    visit: VisitId
    seal: bytes
    base: Transcript
    edits: Mapping[tuple[int, bytes], Edit]
    stood: tuple[tuple[int, bytes], ...]
    now: Transcript


class Transcripts:
    """The part of the vault that keeps transcripts. Reading the same one again after an edit costs that edit alone."""

    _database: Database
    _said: _Said | None = None
    """Known by seals that are never the same twice, so a change that was undone with its transaction isn't in it."""

    def transcript(self, visit_id: VisitId) -> Transcript | None:
        """What was said, if it has been transcribed, with all that was put right since."""
        said = self._read(visit_id)
        return said.now if said else None

    def machine_transcript(self, visit_id: VisitId) -> Transcript | None:
        """What the last pass of the machine made of what was said; nobody has changed it."""
        said = self._read(visit_id)
        return said.base if said else None

    def edits(self, visit_id: VisitId) -> tuple[KeptEdit, ...]:
        """All that was changed, in that order, also what was undone."""
        with self._database.lock:
            said = self._read(visit_id)
            states = {(number, seal): state for number, state, seal in self._rows(visit_id)}
        edits = said.edits if said else {}
        return tuple(KeptEdit(key[0], EditState(states[key]), edit) for key, edit in edits.items())

    def save_transcript(self, visit_id: VisitId, transcript: Transcript, *, keep: Collection[int] = ()) -> None:
        """Keep what a pass of the machine made, in place of the one before.

        Of the edits of that one, those with the numbers `keep` stand; the others are overtaken.
        """
        fact = self._sealed(visit_id, f"transcript {visit_id}", transcript)
        with self._database.transaction():
            self._change(
                Table.TRANSCRIPTS,
                visit_id,
                visit_id,
                "INSERT INTO transcripts VALUES (?, ?) ON CONFLICT (visit) DO UPDATE SET fact = excluded.fact",
                (visit_id, fact),
            )
            overtake = (
                f"UPDATE edits SET state = '{EditState.OVERTAKEN}' WHERE visit = ?"
                " AND number NOT IN (SELECT value FROM json_each(?))"
            )
            self._change(Table.EDITS, visit_id, NEW, overtake, (visit_id, json.dumps(sorted(keep))))

    def add_edit(self, visit_id: VisitId, edit: Edit) -> int:
        """Keep one more edit, and give its number. What was undone before a person's edit can't be done again."""
        fact = self._sealed(visit_id, f"edit {visit_id}", edit)
        with self._database.transaction():
            if not edit.by_machine:
                overtake = (
                    f"UPDATE edits SET state = '{EditState.OVERTAKEN}' WHERE visit = ? AND state = '{EditState.UNDONE}'"
                )
                self._change(Table.EDITS, visit_id, NEW, overtake, (visit_id,))
            insert = "INSERT INTO edits (visit, state, fact) VALUES (?, ?, ?)"
            self._change(Table.EDITS, visit_id, NEW, insert, (visit_id, EditState.STANDS.value, fact))
            (number,) = self._database.rows("SELECT max(number) FROM edits WHERE visit = ?", (visit_id,))[0]
            return cast(int, number)

    def mark_edit(self, visit_id: VisitId, number: int, state: EditState) -> None:
        """Say whether an edit stands. The edit itself stays as it is, so nothing is copied for a legal hold."""
        update = "UPDATE edits SET state = ? WHERE visit = ? AND number = ?"
        self._change(Table.EDITS, visit_id, NEW, update, (state.value, visit_id, number))

    def rewrite_edit(self, visit_id: VisitId, number: int, edit: Edit) -> None:
        """For `scribe.silencing` only: the same edit without the words that are gone for good."""
        fact = self._sealed(visit_id, f"edit {visit_id}", edit)
        update = "UPDATE edits SET fact = ? WHERE visit = ? AND number = ?"
        self._change(Table.EDITS, visit_id, str(number), update, (fact, visit_id, number))

    def forget_transcript(self) -> None:
        """Let go of what was read last."""
        self._said = None

    def _read(self, visit_id: VisitId) -> _Said | None:
        with self._database.lock:
            seals = self._database.rows(
                f"SELECT substr(fact, 1, {_SEAL}) FROM transcripts WHERE visit = ?", (visit_id,)
            )
            if not seals:
                return None
            self.visit_key(visit_id)  # what was erased is not read from memory either
            known = self._said if self._said and self._said.visit == visit_id else None
            same = known if known and known.seal == seals[0][0] else None
            base = same.base if same else self._base(visit_id)
            rows = self._rows(visit_id)
            edits = self._edits(visit_id, rows, known.edits if known else {})
            stood = tuple((number, seal) for number, state, seal in rows if state == EditState.STANDS)
            if same is None or same.stood != stood or same.edits.keys() != edits.keys():
                now = _now(base, edits, stood, same)
                self._said = same = _Said(visit_id, cast(bytes, seals[0][0]), base, edits, stood, now)
            return same

    def _base(self, visit_id: VisitId) -> Transcript:
        (fact,) = self._database.rows("SELECT fact FROM transcripts WHERE visit = ?", (visit_id,))[0]
        return self._unsealed(Transcript, visit_id, f"transcript {visit_id}", fact)

    def _rows(self, visit_id: VisitId) -> list[tuple[int, str, bytes]]:
        select = f"SELECT number, state, substr(fact, 1, {_SEAL}) FROM edits WHERE visit = ? ORDER BY number"
        rows = self._database.rows(select, (visit_id,))
        return cast("list[tuple[int, str, bytes]]", rows)

    def _edits(
        self, visit_id: VisitId, rows: list[tuple[int, str, bytes]], known: Mapping[tuple[int, bytes], Edit]
    ) -> Mapping[tuple[int, bytes], Edit]:
        """All edits of a visit; read are only those that aren't known."""
        keys = [(number, seal) for number, _, seal in rows]
        new = [number for number, seal in keys if (number, seal) not in known]
        if len(new) == len(keys):
            found = self._database.rows("SELECT number, fact FROM edits WHERE visit = ?", (visit_id,))
        else:
            one = "SELECT number, fact FROM edits WHERE number = ?"
            found = [row for number in new for row in self._database.rows(one, (number,))]
        read = {number: self._unsealed(Edit, visit_id, f"edit {visit_id}", fact) for number, fact in found}
        return {key: known[key] if key in known else read[key[0]] for key in keys}

    @abstractmethod
    def visit_key(self, visit_id: VisitId) -> bytes:
        """As in `scribe.vault`."""

    @abstractmethod
    def _change(self, table: Table, visit_id: VisitId, thing_id: str | None, statement: str, values: Values) -> None:
        """As in `scribe.vault`."""

    @abstractmethod
    def _sealed(self, visit_id: VisitId, name: str, fact: object) -> bytes:
        """As in `scribe.vault`."""

    @abstractmethod
    def _unsealed(self, kind: type[T], visit_id: VisitId, name: str, sealed: object) -> T:
        """As in `scribe.vault`."""


def _now(
    base: Transcript,
    edits: Mapping[tuple[int, bytes], Edit],
    stood: tuple[tuple[int, bytes], ...],
    before: _Said | None,
) -> Transcript:
    """The base with the edits that stand, going on from where it was where they became more by a person's.

    What a machine may change hangs on all that people did before.
    """
    done = len(before.stood) if before else 0
    new = [edits[key] for key in stood[done:]]
    if before and stood[:done] == before.stood and not any(edit.by_machine for edit in new):
        return standing(before.now, new)
    return standing(base, [edits[key] for key in stood])
