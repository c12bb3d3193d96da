"""Photographs for one person's Easy Read, each sealed with its visit's key, so that they are erased with the visit."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, TypeVar

from scribe.errors import NotFound
from scribe.vault_earlier import Table
from scribe.visit import OwnPicture, VisitId

if TYPE_CHECKING:
    from scribe.vault_database import Database, Values

T = TypeVar("T")


class Pictures:
    """The part of the vault that keeps photographs. They are only added to: an id is made of what is in it."""

    _database: Database

    def own_picture(self, visit_id: VisitId, picture_id: str) -> OwnPicture:
        """One photograph. Raises `NotFound`."""
        rows = self._database.rows("SELECT fact FROM own_pictures WHERE visit = ? AND id = ?", (visit_id, picture_id))
        if not rows:
            raise NotFound
        return self._unsealed(OwnPicture, visit_id, f"picture {visit_id} {picture_id}", rows[0][0])

    def own_pictures(self, visit_id: VisitId) -> tuple[OwnPicture, ...]:
        """All photographs of a visit, in the order in which they were added."""
        rows = self._database.rows("SELECT id FROM own_pictures WHERE visit = ? ORDER BY rowid", (visit_id,))
        return tuple(self.own_picture(visit_id, str(row[0])) for row in rows)

    def add_own_picture(self, visit_id: VisitId, picture: OwnPicture) -> None:
        """Keep a photograph; one that is there already stays as it is."""
        fact = self._sealed(visit_id, f"picture {visit_id} {picture.id}", picture)
        insert = "INSERT INTO own_pictures VALUES (?, ?, ?) ON CONFLICT (visit, id) DO NOTHING"
        self._change(Table.OWN_PICTURES, visit_id, picture.id, insert, (visit_id, picture.id, fact))

    @abstractmethod
    def _change(self, table: Table, visit_id: VisitId, thing_id: str | None, statement: str, values: Values) -> None:
        """As in `scribe.vault`."""

    @abstractmethod
    def _sealed(self, visit_id: VisitId, name: str, fact: object) -> bytes:
        """As in `scribe.vault`."""

    @abstractmethod
    def _unsealed(self, kind: type[T], visit_id: VisitId, name: str, sealed: object) -> T:
        """As in `scribe.vault`."""
