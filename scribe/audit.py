"""The append-only record of what was done: ids, hashes and numbers in a chain of hashes, never content."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from scribe.errors import DataDamaged, DiskFull, FairnoteError
from scribe.files import WriteFailed, write_atomically
from scribe.records import utc_now, utc_text
from scribe.visit import Sha256

if TYPE_CHECKING:
    from pathlib import Path

    from scribe.vault_database import Database

log = logging.getLogger(__name__)

Fact = str | int | float
START = Sha256("0" * 64)
"""The hash before the first row."""
_ALLOWED = re.compile(r"[A-Za-z0-9._:-]{0,64}|[a-z0-9 ._:-]{0,64}")
"""An id or hash, or small-letter words such as 'in review'. Capitals and spaces together would let a name in."""


class NotForTheAudit(FairnoteError):
    """Somebody tried to put free text in the audit."""

    sentence = "This could not be recorded, so it was not done. Nothing was changed. Tell IT."


@dataclass(frozen=True)
class AuditRow:
    """One thing that was done, to what, when (UTC), and the hashes that hold it in its place."""

    seq: int
    at: datetime
    event: str
    subject: str
    facts: tuple[tuple[str, Fact], ...]
    previous: Sha256
    hash: Sha256


@dataclass(frozen=True)
class AuditReport:
    """What a check of the whole record found. `problems` are plain sentences; none means that it is whole."""

    rows: int
    head: Sha256
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, removed or cut off."""
        return not self.problems

    def __str__(self) -> str:
        if self.whole:
            return f"The record holds: {self.rows} entries, none changed, none missing. Its head is {self.head}."
        return " ".join(self.problems)


class Audit:
    """The record of one vault. Adding to it belongs in the transaction of what is recorded."""

    def __init__(self, database: Database, head_file: Path, key: bytes) -> None:
        self._database = database
        self._outside = _OutsideHead(head_file, key)

    def add(self, event: str, subject_id: str, **facts: Fact) -> AuditRow:
        """Append a row. Raises `NotForTheAudit` for anything but ids, hashes, numbers and small fixed words."""
        _refuse_content(event, subject_id, facts)
        with self._database.transaction():
            seq, previous = self._last()
            at, text = utc_text(utc_now()), json.dumps(facts, sort_keys=True, separators=(",", ":"))
            row_hash = chained(seq + 1, at, event, subject_id, text, previous)
            self._database.write(
                "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)",
                (seq + 1, at, event, subject_id, text, previous, row_hash),
            )
            self._database.after_commit(self._keep_head)
            row = (seq + 1, at, event, subject_id, text, previous, row_hash)
        return _row(row)

    def head(self) -> Sha256:
        """The hash of the last row."""
        return self._last()[1]

    def rows(self) -> tuple[AuditRow, ...]:
        """Every row, oldest first."""
        return tuple(_row(row) for row in self._database.rows("SELECT * FROM audit ORDER BY seq"))

    def check(self) -> AuditReport:
        """Recompute the chain, and compare it with each record of its head that is kept elsewhere."""
        with self._database.lock:
            stored = self._database.rows("SELECT * FROM audit ORDER BY seq")
            problems = [*_chain_problems(stored), *self._outside.problems(stored), *self._missing_heads(stored)]
        head = Sha256(str(stored[-1][6])) if stored else START
        return AuditReport(len(stored), head, tuple(problems))

    def _last(self) -> tuple[int, Sha256]:
        rows = self._database.rows("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        return (cast(int, rows[0][0]), Sha256(str(rows[0][1]))) if rows else (0, START)

    def _keep_head(self) -> None:
        try:
            self._outside.keep(*self._last())
        except (DiskFull, WriteFailed) as error:
            # What was recorded is saved, and a head that lags behind is still a true one: the next row renews it.
            log.warning("the audit's head was not kept outside the database: %s", type(error).__name__)

    def _missing_heads(self, stored: list[tuple[object, ...]]) -> list[str]:
        """Heads that were printed on exports or bound by approvals must still be in the chain."""
        known = {START, *(row[6] for row in stored)}
        recorded = self._database.rows("SELECT audit_head FROM approvals UNION SELECT audit_head FROM exports")
        if all(row[0] in known for row in recorded):
            return []
        return ["Entries that an approval or an export refers to are missing from the record."]


class _OutsideHead:
    """The last head in a file of its own, so that cutting rows off the end of the database shows."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = hashlib.blake2b(b"audit head", key=key).digest()

    def keep(self, seq: int, head: Sha256) -> None:
        record = {"rows": seq, "head": head, "seal": self._seal(seq, head)}
        write_atomically(self._path, json.dumps(record).encode())

    def problems(self, stored: list[tuple[object, ...]]) -> list[str]:
        try:
            rows, head = self._read()
        except FileNotFoundError:
            return ["The file that remembers the end of the record is missing."] if stored else []
        except (OSError, ValueError, TypeError, KeyError):
            return ["The file that remembers the end of the record was changed or is damaged."]
        if len(stored) < rows:
            return [f"The end of the record is cut off: it once had {rows} entries and now has {len(stored)}."]
        return [] if stored[rows - 1][6] == head else ["The record is not the one that was kept here before."]

    def _read(self) -> tuple[int, str]:
        record = json.loads(self._path.read_bytes())
        if not hmac.compare_digest(record["seal"], self._seal(record["rows"], record["head"])):
            raise ValueError("seal")
        return int(record["rows"]), str(record["head"])

    def _seal(self, seq: int, head: str) -> str:
        return hmac.new(self._key, f"{seq}:{head}".encode(), hashlib.sha256).hexdigest()


def chained(seq: int, at: str, event: str, subject: str, facts: str, previous: str) -> Sha256:
    """SHA-256 over the canonical JSON of a row and the hash before it."""
    canonical = json.dumps([seq, at, event, subject, facts, previous], separators=(",", ":"))
    return Sha256(hashlib.sha256(canonical.encode()).hexdigest())


def _refuse_content(event: str, subject: str, facts: dict[str, Fact]) -> None:
    words = [event, subject, *facts, *(value for value in facts.values() if isinstance(value, str))]
    if not all(_ALLOWED.fullmatch(word) for word in words):
        raise NotForTheAudit
    if not all(isinstance(value, str | int | float) for value in facts.values()):
        raise NotForTheAudit


def _chain_problems(stored: list[tuple[object, ...]]) -> list[str]:
    previous: object = START
    for expected, (seq, at, event, subject, facts, linked, row_hash) in enumerate(stored, start=1):
        right = chained(expected, str(at), str(event), str(subject), str(facts), str(previous))
        if (seq, linked, row_hash) != (expected, previous, right):
            return [f"Entry {expected} of the record was changed or removed."]
        previous = row_hash
    return []


def _row(stored: tuple[object, ...]) -> AuditRow:
    seq, at, event, subject, facts, previous, row_hash = stored
    try:
        moment, known = datetime.fromisoformat(str(at)), tuple(sorted(json.loads(str(facts)).items()))
    except (ValueError, AttributeError):
        raise DataDamaged from None
    return AuditRow(
        cast(int, seq), moment, str(event), str(subject), known, Sha256(str(previous)), Sha256(str(row_hash))
    )
