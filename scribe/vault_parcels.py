"""All that the vault keeps of one visit, as sealed rows that another vault can take, and what was handed over."""

from __future__ import annotations

import base64
import hashlib
import json
from abc import abstractmethod
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from scribe.errors import MoveNotAllowed
from scribe.keys import seal
from scribe.records import to_json, utc_text
from scribe.visit import DocumentId, Visit, VisitId

if TYPE_CHECKING:
    from collections.abc import Collection

    from scribe.vault_database import Database

Values = dict[str, str | int | float | bytes | None]
Row = dict[str, str | int | float | None]
"""A row by the names of its columns; bytes are base64 under the column's name with '64:' before it."""
BYTES = "64:"
STAYS = frozenset({"handed_over", "plans"})
"""Tables with a row a visit that are this vault's own business: the taker's plans and tells anew, by its own clock."""
_OF_A_VISIT = ("id", "stage", "created_at", "fact")
_NUMBERED = "number"
"""A column that each vault counts for itself; the order of the rows is kept."""


class HandedOver(MoveNotAllowed):
    """Somebody tried to change a visit that another worker has now."""

    sentence = (
        "This visit was handed over to another worker, so nothing of it can be changed here. Nothing was changed. "
        "Go on with it in their Fairnote."
    )


@dataclass(frozen=True)
class Parcel:
    """One visit: its key, and its rows by table, still sealed with that key."""

    visit: VisitId
    key: bytes
    tables: dict[str, list[Row]]

    @property
    def digest(self) -> str:
        """SHA-256 of the rows: it shows whether the visit was changed since."""
        canonical = json.dumps(self.tables, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


class Parcels:
    """The part of the vault that gives a visit away and takes one."""

    _database: Database
    _key: bytes

    @property
    def schema_version(self) -> int:
        """How many steps of `vault_schema` the tables have."""
        return int(str(self._database.rows("PRAGMA user_version")[0][0]))

    def parcel(self, visit_id: VisitId, without: Collection[DocumentId] = ()) -> Parcel:
        """All of a visit but these documents. Raises `NotFound` or `VisitErased`."""
        key = self.visit_key(visit_id)
        visits = self._database.rows(f"SELECT {', '.join(_OF_A_VISIT)} FROM visits WHERE id = ?", (visit_id,))
        tables = {"visits": [_named(_OF_A_VISIT, row) for row in visits]}
        for table, names in self._tables_of_visits():
            order = f"SELECT {', '.join(names)} FROM {table} WHERE visit = ? ORDER BY rowid"
            rows = [_named(names, row) for row in self._database.rows(order, (visit_id,))]
            known = "id" if table == "documents" else "document"
            tables[table] = [row for row in rows if row.get(known) not in without]
        return Parcel(visit_id, key, tables)

    def add_parcel(self, parcel: Parcel) -> None:
        """Take a visit as it was: its rows, and its key sealed by this vault's own. In the caller's transaction.

        Raises `MoveNotAllowed` where the rows don't fit the tables, and `ValueError` or `KeyError` for what is no row.
        """
        known = {"visits": set(_OF_A_VISIT), **{table: set(names) for table, names in self._tables_of_visits()}}
        sealed = seal(self._key, parcel.key, f"visit key {parcel.visit}")
        for table in ("visits", *(each for each in parcel.tables if each != "visits")):
            own: Values = {"id": parcel.visit, "sealed_key": sealed} if table == "visits" else {"visit": parcel.visit}
            for row in parcel.tables[table]:
                if table not in known or not {name.removeprefix(BYTES) for name in row} <= known[table]:
                    raise MoveNotAllowed(OTHER_VERSION)
                self._insert(table, {**_values(row), **own})

    def _insert(self, table: str, values: Values) -> None:
        marks = ", ".join("?" for _ in values)
        self._database.write(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))

    def _tables_of_visits(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every table that has rows of visits, and its columns without the vault's own count."""
        found = self._database.rows(
            "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c"
            " WHERE m.type = 'table' ORDER BY m.rowid, c.cid"
        )
        tables: dict[str, list[str]] = {}
        for table, column in found:
            tables.setdefault(str(table), []).append(str(column))
        return [
            (table, tuple(name for name in names if name != _NUMBERED))
            for table, names in tables.items()
            if "visit" in names and table not in STAYS
        ]

    # --- what was handed over
    def write_handing_over(self, visit_id: VisitId, parcel: str, digest: str, at: datetime) -> None:
        """For `scribe.hand_over` only: a file with this visit was made."""
        insert = "INSERT INTO handed_over (visit, parcel, digest, at) VALUES (?, ?, ?, ?)"
        self._database.write(insert, (visit_id, parcel, digest, utc_text(at)))

    def handing_over(self, visit_id: VisitId, parcel: str) -> str | None:
        """The digest of a visit in one file, or None where that file doesn't have it."""
        select = "SELECT digest FROM handed_over WHERE visit = ? AND parcel = ?"
        rows = self._database.rows(select, (visit_id, parcel))
        return str(rows[0][0]) if rows else None

    def receipt_awaited_since(self, visit_id: VisitId) -> datetime | None:
        """When the last file with this visit was made, where nobody has shown that it was taken over."""
        select = "SELECT max(at) FROM handed_over WHERE visit = ? HAVING count(taken_at) = 0"
        rows = self._database.rows(select, (visit_id,))
        return datetime.fromisoformat(str(rows[0][0])) if rows and rows[0][0] else None

    def write_handed_over(self, visit_id: VisitId, parcel: str, at: datetime) -> None:
        """For `scribe.hand_over` only: somebody has taken it. In the caller's transaction."""
        update = "UPDATE handed_over SET taken_at = ? WHERE visit = ? AND parcel = ?"
        self._database.write(update, (utc_text(at), visit_id, parcel))
        name = f"visit {visit_id}"
        marked = replace(self.visit(visit_id), handed_over_at=at)
        fact = seal(self.visit_key(visit_id), to_json(marked).encode(), name)
        self._database.write("UPDATE visits SET fact = ? WHERE id = ?", (fact, visit_id))

    @abstractmethod
    def visit(self, visit_id: VisitId) -> Visit:
        """As in `scribe.vault`."""

    @abstractmethod
    def visit_key(self, visit_id: VisitId) -> bytes:
        """As in `scribe.vault`."""


def refuse_handed_over(visit: Visit) -> None:
    """Raise `HandedOver` where another worker has it."""
    if visit.handed_over_at is not None:
        raise HandedOver


OTHER_VERSION = (
    "This was made by another version of Fairnote, so it could not be taken over. Nothing was changed. Ask IT to have "
    "the same version on both laptops."
)


def _named(names: Collection[str], row: tuple[object, ...]) -> Row:
    named: Row = {}
    for name, value in zip(names, row, strict=True):
        if isinstance(value, bytes):
            named[BYTES + name] = base64.b64encode(value).decode("ascii")
        else:
            assert value is None or isinstance(value, str | int | float)
            named[name] = value
    return named


def _values(row: Row) -> Values:
    """The row's values with bytes as bytes. Raises `ValueError` for what is no base64."""
    return {
        name.removeprefix(BYTES): base64.b64decode(str(value), validate=True) if name.startswith(BYTES) else value
        for name, value in row.items()
    }
