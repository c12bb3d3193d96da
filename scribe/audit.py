"""The append-only record of what was done: ids, hashes and numbers in a chain of hashes, never content."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from scribe.errors import DataDamaged, FairnoteError
from scribe.files import write_atomically
from scribe.records import utc_now, utc_text
from scribe.visit import Sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from scribe.vault_database import Database

log = logging.getLogger(__name__)

Fact = str | int | float
START = Sha256("0" * 64)
"""The hash before the first row."""
_ALLOWED = re.compile(r"[A-Za-z0-9._:-]{0,64}|[a-z0-9 ._:-]{0,64}")
"""An id or hash, or small-letter words such as 'in review'. Capitals and spaces together would let a name in."""


LOST, MISSING, DAMAGED = "end of record lost", "outside head missing", "outside head damaged"
"""Events that the audit writes about itself: what the outside head says is not in the chain, or it can't be read."""


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
        self._fingerprints = hashlib.blake2b(b"audit fingerprints", key=key).digest()

    def add(self, event: str, subject_id: str, **facts: Fact) -> AuditRow:
        """Append a row. Raises `NotForTheAudit` for anything but ids, hashes, numbers and small fixed words."""
        with self._database.transaction():
            self._database.after_commit(self._keep_head)
            return self._append(event, subject_id, facts)

    def _append(self, event: str, subject_id: str, facts: dict[str, Fact]) -> AuditRow:
        _refuse_content(event, subject_id, facts)
        with self._database.transaction():
            seq, previous = self._last()
            at, text = utc_text(utc_now()), json.dumps(facts, sort_keys=True, separators=(",", ":"))
            row_hash = chained(seq + 1, at, event, subject_id, text, previous)
            self._database.write(
                "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)",
                (seq + 1, at, event, subject_id, text, previous, row_hash),
            )
            row = (seq + 1, at, event, subject_id, text, previous, row_hash)
        return _row(row)

    def fingerprint(self, text: str) -> str:
        """HMAC-SHA-256 of a text by this vault's key: what was said or written can't be found by guessing at it.

        A plain hash of a short text can: there are only so many reasons and names.
        """
        return hmac.new(self._fingerprints, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def head(self) -> Sha256:
        """The hash of the last row."""
        return self._last()[1]

    def has(self, head: Sha256) -> bool:
        """Whether this was the record's head once: a row of it has this hash."""
        return bool(self._database.rows("SELECT 1 FROM audit WHERE hash = ?", (head,)))

    def rows(self) -> tuple[AuditRow, ...]:
        """Every row, oldest first."""
        return tuple(_row(row) for row in self._database.rows("SELECT * FROM audit ORDER BY seq"))

    def rows_about(self, subject_id: str, event: str) -> tuple[AuditRow, ...]:
        """Every row of one event about one thing, oldest first."""
        select = "SELECT * FROM audit WHERE subject = ? AND event = ? ORDER BY seq"
        return tuple(_row(row) for row in self._database.rows(select, (subject_id, event)))

    def rows_of(self, events: Collection[str]) -> tuple[AuditRow, ...]:
        """Every row of these events, oldest first."""
        select = f"SELECT * FROM audit WHERE event IN ({', '.join('?' * len(events))}) ORDER BY seq"
        return tuple(_row(row) for row in self._database.rows(select, tuple(events)))

    def check(self) -> AuditReport:
        """Recompute the chain, and compare it with each record of its head that is kept elsewhere."""
        with self._database.lock:
            stored = self._database.rows("SELECT * FROM audit ORDER BY seq")
            problems = [
                *_chain_problems(stored),
                *_losses(stored, self._outside.has_evidence()),
                *self._outside.problems(stored),
                *self._missing_heads(stored),
                *self._signature_problems(stored),
            ]
        head = Sha256(str(stored[-1][6])) if stored else START
        return AuditReport(len(stored), head, tuple(problems))

    def _last(self) -> tuple[int, Sha256]:
        rows = self._database.rows("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        return (cast(int, rows[0][0]), Sha256(str(rows[0][1]))) if rows else (0, START)

    def compare(self) -> None:
        """On opening: if what the outside head says is not in the chain, have that recorded before anything else is."""
        with self._database.lock:
            if self._last()[0] > 1:
                # Before the second row it may not have been written yet: a program can be killed between the two.
                self._outside.expect()
            self._keep_head()

    def _keep_head(self) -> None:
        """Renew the outside head, unless the one that is there tells of rows that are gone: that one is evidence."""
        try:
            lost = self._outside.lost(self._hash_at)
            if lost is not None:
                event, facts = lost
                self._append(event, "audit", {**facts, "found": self._last()[0]})
                self._outside.set_aside()
            self._outside.keep(*self._last())
        except (FairnoteError, OSError) as error:
            # What was recorded is saved, and a head that lags behind is still a true one: the next row renews it.
            log.warning("the audit's head was not kept outside the database: %s", type(error).__name__)

    def _hash_at(self, seq: int) -> str | None:
        rows = self._database.rows("SELECT hash FROM audit WHERE seq = ?", (seq,))
        return str(rows[0][0]) if rows else None

    def _missing_heads(self, stored: list[tuple[object, ...]]) -> list[str]:
        """Heads that were printed on exports or bound by approvals must still be in the chain."""
        known = {START, *(row[6] for row in stored)}
        recorded = self._database.rows("SELECT audit_head FROM approvals UNION SELECT audit_head FROM exports")
        if all(row[0] in known for row in recorded):
            return []
        return ["Entries that an approval or an export refers to are missing from the record."]

    def _signature_problems(self, stored: list[tuple[object, ...]]) -> list[str]:
        """Each approval must be, name and statement too, what its own row in the chain says, and none may be gone."""
        columns = "audit_head, document, version, text_sha256, approver, statement"
        # A vault of an earlier version that can only be read has no second approvals.
        known = "SELECT name FROM sqlite_master WHERE name IN ('approvals', 'second_approvals')"
        select = " UNION ALL ".join(f"SELECT {columns} FROM {table}" for (table,) in self._database.rows(known))
        kept = {row[0]: row[1:] for row in self._database.rows(select)}
        events = ("approve", "approve too")
        signed = {row[6]: row for row in stored if row[2] in events and '"approver"' in str(row[4])}
        if any(head not in kept for head in signed):
            return ["An approval that the record tells of is missing."]
        if all(_is_as_signed(row, kept[head]) for head, row in signed.items()):
            return []
        return ["An approval is not as it was given: who approved, what was stated or which text was changed."]


class _OutsideHead:
    """The last head in a file of its own, so that cutting rows off the end of the database shows."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._expected = False
        self._key = hashlib.blake2b(b"audit head", key=key).digest()

    def keep(self, seq: int, head: Sha256) -> None:
        record = {"rows": seq, "head": head, "seal": self._seal(seq, head)}
        write_atomically(self._path, json.dumps(record).encode())
        self._expected = True

    def expect(self) -> None:
        """From now on the file has to be there."""
        self._expected = True

    def lost(self, hash_at: Callable[[int], str | None]) -> tuple[str, dict[str, Fact]] | None:
        """What is wrong with the head that is kept, as an event and its facts. Raises `OSError` if it can't be read."""
        if self._path.is_dir():  # which Windows only says may not be read
            return DAMAGED, {}
        try:
            rows, head = self._read()
        except FileNotFoundError:
            return (MISSING, {}) if self._expected else None
        except (ValueError, TypeError, KeyError, RecursionError):
            return DAMAGED, {}
        return None if hash_at(rows) == head else (LOST, {"rows": rows, "head": head})

    def set_aside(self) -> None:
        """Keep the file, whatever it is, under a name that nothing is ever written to again. Raises `OSError`."""
        if os.path.lexists(self._path):
            number = len(self._evidence()) + 1
            os.replace(self._path, self._path.with_name(f"{self._path.stem}.lost-{number}.json"))

    def has_evidence(self) -> bool:
        """Whether a head was ever set aside here."""
        return bool(self._evidence())

    def _evidence(self) -> list[Path]:
        return list(self._path.parent.glob(f"{self._path.stem}.lost-*.json"))

    def problems(self, stored: list[tuple[object, ...]]) -> list[str]:
        try:
            rows, head = self._read()
        except FileNotFoundError:
            return ["The file that remembers the end of the record is missing."] if stored else []
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
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


def _losses(stored: list[tuple[object, ...]], has_evidence: bool) -> list[str]:
    """What was found lost before, from the rows that say so: once lost, it stays lost."""
    found = [_loss_in_words(_row(row)) for row in stored if row[2] in (LOST, MISSING, DAMAGED) and _is_readable(row)]
    if has_evidence and not found:
        return ["An end of the record that was kept as evidence is not spoken of in the record."]
    return found


def _loss_in_words(row: AuditRow) -> str:
    facts, at = dict(row.facts), f"on {row.at:%Y-%m-%d}"
    if row.event == LOST:
        return (
            f"The end of the record is cut off: it once had {facts.get('rows')} entries, and {at} not all of them were"
            f" there; entry {row.seq} was written after that."
        )
    what = "missing" if row.event == MISSING else "changed or damaged"
    return f"The file that remembers the end of the record was {what} {at}, before entry {row.seq} was written."


def _is_readable(stored: tuple[object, ...]) -> bool:
    try:
        _row(stored)
    except DataDamaged:
        return False
    return True


def _is_as_signed(stored: tuple[object, ...], approval: tuple[object, ...]) -> bool:
    if not _is_readable(stored):
        return False
    row = _row(stored)
    document, version, text, approver, statement = approval
    signed = dict(row.facts)
    names = (hashlib.sha256(str(one).encode()).hexdigest() for one in (approver, statement))
    now = (document, version, text, *names)
    return now == (row.subject, *(signed.get(name) for name in ("version", "text", "approver", "statement")))


def _row(stored: tuple[object, ...]) -> AuditRow:
    seq, at, event, subject, facts, previous, row_hash = stored
    try:
        moment, known = datetime.fromisoformat(str(at)), tuple(sorted(json.loads(str(facts)).items()))
    except (ValueError, AttributeError, RecursionError):
        raise DataDamaged from None
    return AuditRow(
        cast(int, seq), moment, str(event), str(subject), known, Sha256(str(previous)), Sha256(str(row_hash))
    )
