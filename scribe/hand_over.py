"""Unfinished visits go from one worker's vault to another's, by whoever holds the council's recovery key.

The file can be made and opened only with that key's secret part. The visit's own key goes with it, so nothing is
encrypted anew and all that was sealed stays as it was, to the letter. What was approved stays where its approval and
its audit are. The old vault keeps everything; it is marked as handed over when it is shown the taker's receipt.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from scribe.age import Identity
from scribe.audio_gaps import gaps_path
from scribe.audit import AuditRow
from scribe.errors import DiskFull, FairnoteError, FileRefused, MoveNotAllowed, NotFound
from scribe.files import FileAlreadyThere, GrowingFile, WriteFailed, clear_disk_errors, clear_stale, is_taken
from scribe.keys import KEY_BYTES
from scribe.lifecycle import ON_RECORD
from scribe.logs import keep_head_in_system_log
from scribe.records import utc_now
from scribe.sealed_file import Locks, Opening, SealedFileDamaged, sealed_reader, sealed_writer
from scribe.transcript_document import easy_reads, latest_note
from scribe.vault import Vault
from scribe.vault_parcels import OTHER_VERSION, Parcel, refuse_handed_over
from scribe.visit import DocumentId, DocumentStage, Visit, VisitId, VisitStage

KIND, RECEIPT = "hand-over", "receipt"
TAKEN = "visit taken over"
"""The event of the audit row of each visit that came in."""
MARKED = "handed over"
"""The event of the row of each visit in the vault that it left."""
_ROWS, _RECEIPT = "visits.json", "receipt.json"
_SOUND = re.compile(r"audio/[A-Za-z0-9._-]{1,120}")
_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_PIECE = 1 << 20
_MOST_ROWS = 1 << 30
"""Bytes of the rows of one file, as JSON."""
_LARGEST_NUMBER = 2**63 - 1
"""Of SQLite."""


class NothingToHandOver(MoveNotAllowed):
    """A visit can't go as it is."""

    sentence = "This visit can't be handed over. Nothing was changed."


class NoReceipt(FairnoteError):
    """The visits are here, and their old vault can't be told so yet."""

    sentence = (
        "The visits were taken over, but the receipt could not be written there. Nothing was lost. Take the same file "
        "over again with another place for the receipt: nothing is taken twice."
    )


STILL_RECORDING = (
    "A recording or import of one of these visits has not ended. Nothing was handed over. Open Fairnote there, keep or "
    "recover the recording, then hand it over."
)
ERASED = "One of these visits was erased, so it can't be handed over. Nothing was handed over. Bring it back first."
SOUND_MISSING = (
    "Sound of one of these visits is not where it was put, so nothing was handed over. Nothing was deleted. Ask IT to "
    "restore it from a backup."
)
HERE_ALREADY = "A visit of this file is in this vault already. Nothing was changed."
OWN_FILE = "This file was made from this vault. Nothing was changed. Take it over in the other worker's Fairnote."
NOT_FROM_HERE = "This receipt is for visits of another vault. Nothing was changed."
CHANGED_SINCE = (
    "A visit was changed here after it was handed over, so both are kept and it is not marked as handed over. Nothing "
    "was lost. Say so to the worker who has it now."
)

TWO_TAKERS = (
    "Another worker took a visit of this receipt over before, so two workers have it now. Nothing was changed here. "
    "Ask both: one of them has to erase theirs."
)


NONE_LEFT = "There is no visit to hand over in this vault. Nothing was changed."
ONLY_FINISHED = (
    "Every visit here is finished ({finished}), so none was handed over. Nothing was changed. To hand them over too, "
    "add --finished-too."
)


@dataclass(frozen=True)
class AllOfAVault:
    """The visits of a vault that nobody else has: what is still to be done there, and what is on record.

    `erased`: how many are hidden and still come back; they are never handed over.
    """

    unfinished: tuple[VisitId, ...]
    finished: tuple[VisitId, ...]
    erased: int

    def chosen(self, *, finished_too: bool) -> tuple[VisitId, ...]:
        """Those that go. Raises `NotFound` where there is none."""
        found = self.unfinished + (self.finished if finished_too else ())
        if not found:
            finished = len(self.finished)
            raise NotFound(ONLY_FINISHED.format(finished=finished) if finished else NONE_LEFT)
        return found

    def told(self, *, finished_too: bool) -> str:
        """How many of each went, and stayed."""
        said = [f"Unfinished visits: {len(self.unfinished)}, in the file."]
        if finished_too:
            said.append(f"Finished: {len(self.finished)}, in the file too.")
        elif self.finished:
            said.append(f"Finished: {len(self.finished)}, left here; --finished-too takes them as well.")
        else:
            said.append("Finished: 0.")
        if self.erased:
            said.append(f"Erased: {self.erased}, never handed over.")
        return " ".join(said)


@dataclass(frozen=True)
class HandedOverFile:
    """What was put into a file. `stayed`: documents that stay because they are on record."""

    visits: int
    sounds: int
    stayed: int
    sha256: str

    def __str__(self) -> str:
        said = f"{self.visits} visits and {self.sounds} sound files are in the file. Nothing was taken away here."
        if self.stayed:
            said += f" {self.stayed} approved documents stay here, with their approval."
        return f"{said} SHA-256 of the file: {self.sha256}."


@dataclass(frozen=True)
class TakenOver:
    """What came in."""

    visits: tuple[VisitId, ...]
    documents: int
    sounds: int

    def __str__(self) -> str:
        return f"Taken over: {len(self.visits)} visits, {self.documents} documents, {self.sounds} sound files."


def all_of(vault: Vault) -> AllOfAVault:
    """What `--visits all` means: each visit that is neither erased nor with another worker."""
    with vault.reading():
        here = [each for each in vault.visits() if each.handed_over_at is None]
        done = {each.id for each in here if _is_finished(vault, each)}
        return AllOfAVault(
            tuple(each.id for each in here if each.id not in done),
            tuple(each.id for each in here if each.id in done),
            len(vault.erased_visits()),
        )


def _is_finished(vault: Vault, visit: Visit) -> bool:
    """Whether nothing is left to do, as the lists in the window say it: all sound is words, and what was made last,
    note and Easy Read, is in the case system.
    """
    made = [note] if (note := latest_note(vault, visit.id)) else []
    made += easy_reads(vault, visit.id)[-1:]
    all_words = visit.stage in (VisitStage.TRANSCRIBED, VisitStage.PLANNED)  # planned: there never was any sound
    return bool(made) and all_words and all(each.stage is DocumentStage.FILED for each in made)


def hand_over(vault: Vault, visits: Sequence[VisitId], to: Path, identity: Identity) -> HandedOverFile:
    """Put these visits into a file for another worker. Nothing is taken away here.

    Raises `NotFound`, `NothingToHandOver`, the vault's refusal where it can only be read, `HandedOver` for one that
    somebody has already, and what `sealed_writer` raises; then there is no file.
    """
    if vault.refusal is not None:
        raise vault.refusal
    chosen = tuple(dict.fromkeys(visits))
    with vault.reading(), sealed_writer(to, KIND, Locks(identity=identity)) as writer:
        staying = {visit: _on_record(vault, visit) for visit in chosen}
        parcels = [_parcel(vault, visit, staying[visit]) for visit in chosen]
        sounds = [path for visit in chosen for path in _sounds(vault, visit)]
        shape = {
            "vault": vault.id,
            "schema": vault.schema_version,
            "visits": [
                {"id": each.visit, "key": base64.b64encode(each.key).decode("ascii"), "tables": each.tables}
                for each in parcels
            ],
        }
        writer.add(_ROWS, json.dumps(shape, ensure_ascii=False).encode())
        for path in sounds:
            writer.add_file(f"audio/{path.name}", path)
        with vault.transaction():
            for parcel in parcels:
                vault.write_handing_over(parcel.visit, writer.id, parcel.digest, utc_now())
                kept = len(staying[parcel.visit])
                vault.audit.add("hand over begun", parcel.visit, file=writer.id, stayed=kept)
        sha256 = writer.finish()
        vault.audit.add("hand over file made", writer.id, sha256=sha256, visits=len(parcels))
    return HandedOverFile(len(parcels), len(sounds), sum(map(len, staying.values())), sha256)


def _on_record(vault: Vault, visit: VisitId) -> frozenset[DocumentId]:
    return frozenset(each.id for each in vault.documents(visit) if each.stage in ON_RECORD)


def _parcel(vault: Vault, visit_id: VisitId, staying: frozenset[DocumentId]) -> Parcel:
    visit = vault.visit(visit_id)
    refuse_handed_over(visit)
    if visit.stage is VisitStage.ERASED:
        raise NothingToHandOver(ERASED)
    unfinished = any(not each.finished or each.replaces for each in vault.recordings(visit_id))
    if visit.stage is VisitStage.RECORDING or unfinished:
        raise NothingToHandOver(STILL_RECORDING)
    return vault.parcel(visit_id, staying)


def _sounds(vault: Vault, visit: VisitId) -> list[Path]:
    """The sound files of a visit and what is kept beside them. A recording of nothing, or that was erased, has none."""
    found: list[Path] = []
    for recording in vault.recordings(visit):
        if recording.erased_at is not None:
            continue  # what may be left of its file is to go, and goes nowhere else
        path = vault.audio_folder / recording.file_name
        if path.exists():
            found.append(path)
        elif recording.seconds:
            raise NothingToHandOver(SOUND_MISSING)
        if gaps_path(path).exists():
            found.append(gaps_path(path))
    return found


def take_over(vault: Vault, path: Path, identity: Identity, receipt: Path) -> TakenOver:
    """Take the visits of a file into this vault, all or none, and write the receipt for the old one.

    Sound is written first, then all rows with their audit in one transaction, then the receipt; where only that failed,
    taking the file over again writes it. Raises `WrongIdentity`, `NotSealed`, `SealedFileDamaged`, `NothingToHandOver`
    where one is here already or it was made by another version, `FileAlreadyThere`, `DiskFull`, `WriteFailed`; and
    `NoReceipt` where all but that was done.
    """
    if vault.refusal is not None:
        raise vault.refusal
    if is_taken(receipt):
        raise FileAlreadyThere
    with clear_disk_errors():
        if not receipt.parent.is_dir():
            raise WriteFailed
    clear_stale(vault.audio_folder)
    made: list[Path] = []
    parcel_id = ""
    try:
        with sealed_reader(path, KIND, Opening(identity, by_holder=True)) as reader:
            parcel_id = reader.id
            if not _taken_rows(vault, parcel_id):
                shape = _read(vault, reader.parts(), made)
                with vault.transaction():
                    for parcel in _parcels(shape):
                        _take(vault, parcel, parcel_id, str(shape["vault"]))
    except BaseException:
        if not _taken_rows(vault, parcel_id):  # Ctrl-C can come once the rows are committed
            for each in made:  # made above, and of no visit that this vault has
                each.unlink(missing_ok=True)
        raise
    try:
        taken = _write_receipt(vault, parcel_id, identity, receipt)
    except (DiskFull, FileAlreadyThere, WriteFailed):
        raise NoReceipt from None  # those say that nothing was changed
    keep_head_in_system_log("taken over", parcel_id, vault.audit.head(), vault.id)
    return taken


def _taken_rows(vault: Vault, parcel_id: str) -> list[AuditRow]:
    return [row for row in vault.audit.rows() if row.event == TAKEN and ("file", parcel_id) in row.facts]


def _write_receipt(vault: Vault, parcel_id: str, identity: Identity, to: Path) -> TakenOver:
    """What the old vault is shown, so that it knows who has its visits; it holds ids and hashes alone."""
    rows = _taken_rows(vault, parcel_id)
    facts, visits = dict(rows[0].facts), tuple(VisitId(row.subject) for row in rows)
    said = {"file": parcel_id, "taker": vault.id, "from": facts["vault"], "visits": visits, "head": rows[-1].hash}
    documents = sum(int(dict(row.facts)["documents"]) for row in rows)
    taken = TakenOver(visits, documents, sum(len(_sounds(vault, visit)) for visit in visits))
    with sealed_writer(to, RECEIPT, Locks(identity=identity)) as writer:
        writer.add(_RECEIPT, json.dumps(said).encode())
        writer.finish()
    return taken


def _read(vault: Vault, parts: object, made: list[Path]) -> dict[str, object]:
    """The rows of a file as they are; its sound is written to this vault's folder, under names that were free."""
    shape: dict[str, object] = {}
    for name, contents in parts:  # type: ignore[attr-defined]
        if name == _ROWS and not shape:
            shape = _shape(vault, contents)
        elif _SOUND.fullmatch(name) and shape:
            _write(contents, vault.folder / name, made)
        else:
            raise SealedFileDamaged
    if not shape:
        raise SealedFileDamaged
    return shape


def _shape(vault: Vault, contents: IO[bytes]) -> dict[str, object]:
    """The rows, refused before any sound is written where they can't be taken."""
    try:
        shape = json.loads(contents.read(_MOST_ROWS))
        ids, schema, source = [str(each["id"]) for each in shape["visits"]], shape["schema"], shape["vault"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise SealedFileDamaged from None
    if not ids:
        raise SealedFileDamaged
    if source == vault.id:
        raise NothingToHandOver(OWN_FILE)
    if schema != vault.schema_version:
        raise NothingToHandOver(OTHER_VERSION)
    if not all(_ID.fullmatch(each) for each in ids):
        raise SealedFileDamaged
    if any(_is_here(vault, VisitId(each)) for each in ids):
        raise NothingToHandOver(HERE_ALREADY)
    return dict(shape)


def _is_here(vault: Vault, visit: VisitId) -> bool:
    try:
        vault.visit_stage(visit)
    except FairnoteError:
        return False
    return True


def _write(contents: IO[bytes], path: Path, made: list[Path]) -> None:
    """Write a sound file, whole or not at all. One that is there to the letter, of a take-over cut off, is kept."""
    if is_taken(path):
        with path.open("rb") as there:
            if _digest_of(contents) != _digest_of(there):
                raise FileRefused(HERE_ALREADY)
        return
    file = GrowingFile(path)
    try:
        while piece := contents.read(_PIECE):
            file.write(piece)
        file.finish()
        file.put_in_place(overwrite=False)
        made.append(path)
    finally:
        file.give_up()


def _digest_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _parcels(shape: dict[str, object]) -> list[Parcel]:
    try:
        found = [
            Parcel(VisitId(str(each["id"])), base64.b64decode(each["key"], validate=True), dict(each["tables"]))
            for each in shape["visits"]  # type: ignore[attr-defined]
        ]
    except (ValueError, TypeError, KeyError):
        raise SealedFileDamaged from None
    if not all(_is_row(row) for each in found for rows in each.tables.values() for row in _listed(rows)):
        raise SealedFileDamaged
    if any(len(each.key) != KEY_BYTES for each in found):
        raise SealedFileDamaged
    return found


def _listed(rows: object) -> list[object]:
    """The rows of a table, or one that is none."""
    return rows if isinstance(rows, list) else [rows]


def _is_row(row: object) -> bool:
    """Whether it has names and values as a database keeps them."""
    return isinstance(row, dict) and all(
        value is None or isinstance(value, str | float) or (isinstance(value, int) and abs(value) <= _LARGEST_NUMBER)
        for value in row.values()
    )


def _take(vault: Vault, parcel: Parcel, parcel_id: str, source: str) -> None:
    try:
        vault.add_parcel(parcel)
        vault.visit(parcel.visit)  # opens with its key, or raises `DataDamaged`
        documents = vault.documents(parcel.visit)
        vault.recordings(parcel.visit)
    except (ValueError, KeyError):  # a stage or a day, say, that there isn't
        raise SealedFileDamaged from None
    count, digest = len(documents), parcel.digest
    vault.audit.add(TAKEN, parcel.visit, file=parcel_id, vault=source, documents=count, digest=digest)


def confirm(vault: Vault, path: Path, identity: Identity) -> tuple[VisitId, ...]:
    """Mark the visits of a receipt as handed over; they can't be changed here from then on. Gives their ids.

    Raises `NothingToHandOver` for another vault's receipt, and where a visit was changed here since, and
    `SealedFileDamaged`: then none is marked.
    """
    with sealed_reader(path, RECEIPT, Opening(identity, by_holder=True)) as reader:
        receipt, visits = _receipt(reader.parts())
    if receipt["from"] != vault.id:
        raise NothingToHandOver(NOT_FROM_HERE)
    with vault.transaction():
        for visit in visits:
            _mark(vault, visit, receipt)
    keep_head_in_system_log("handed over", receipt["file"], vault.audit.head(), vault.id)
    return visits


def _receipt(parts: Iterator[tuple[str, BinaryIO]]) -> tuple[dict[str, str], tuple[VisitId, ...]]:
    """What a receipt says, and of which visits. Raises `SealedFileDamaged`."""
    try:
        (said,) = [json.loads(contents.read(_PIECE)) for name, contents in parts if name == _RECEIPT]
        told = {name: str(said[name]) for name in ("from", "file", "taker", "head")}
        return told, tuple(VisitId(str(each)) for each in said["visits"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise SealedFileDamaged from None


def _mark(vault: Vault, visit: VisitId, receipt: dict[str, str]) -> None:
    digest = vault.handing_over(visit, receipt["file"])
    if digest is None:
        raise NothingToHandOver(NOT_FROM_HERE)
    if vault.visit(visit).handed_over_at is not None:
        if dict(vault.audit.rows_about(visit, MARKED)[-1].facts)["taker"] != receipt["taker"]:
            raise NothingToHandOver(TWO_TAKERS)
        return  # the same receipt again
    if vault.parcel(visit, _on_record(vault, visit)).digest != digest:
        raise NothingToHandOver(CHANGED_SINCE)
    vault.write_handed_over(visit, receipt["file"], utc_now())
    vault.audit.add(MARKED, visit, file=receipt["file"], taker=receipt["taker"], head=receipt["head"])
