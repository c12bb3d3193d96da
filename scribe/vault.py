"""The one place where personal data is kept: an encrypted database, encrypted sound, and the audit, under one lock."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar, cast

from scribe.audit import Audit
from scribe.errors import DataDamaged, FairnoteError, MoveNotAllowed, NotFound
from scribe.keys import KeyHolder, KeyRecord, MemoryHolder, PassphraseHolder, new_key, seal, unseal
from scribe.records import from_json, to_json, utc_now, utc_text
from scribe.vault_database import Database, FullWhenOpened, NotWritable
from scribe.vault_earlier import KEPT, Earlier, EarlierFacts, Table
from scribe.vault_folder import (
    FolderLock,
    VaultFiles,
    completed,
    new_description,
    read_description,
    write_description,
)
from scribe.vault_keeping import Keeping
from scribe.vault_ledger import Ledger
from scribe.vault_parcels import Parcels, refuse_handed_over
from scribe.vault_pictures import Pictures
from scribe.vault_quality import QualityRows
from scribe.vault_reviews import Reviews
from scribe.vault_transcripts import NEW, Transcripts
from scribe.visit import (
    EASY_READ,
    Document,
    DocumentId,
    DocumentStage,
    HeardPart,
    Jotting,
    Recording,
    RecordingId,
    TurnId,
    Visit,
    VisitId,
    VisitStage,
)

T = TypeVar("T")
_OF_LETTERS = (Table.VISITS, Table.DOCUMENTS, Table.REVIEW_STEPS, Table.OWN_PICTURES)
"""What a letter from outside may hold."""
_NOT_FOR_SAVING = ("held", "record_of", "harm_seen", "handed_over_at")
Values = tuple[str | int | float | bytes | None, ...]


class VaultExists(FairnoteError):
    """There is already a vault in the folder."""

    sentence = "There is already a vault in that folder. It was not changed. Open it instead."


class VisitErased(NotFound):
    """The visit's key was destroyed."""

    sentence = "This visit was erased, and can't be read any more."


class VisitHidden(MoveNotAllowed):
    """Somebody tried to change a visit that is erased and can still be brought back."""

    sentence = "This visit was erased, so nothing of it can be changed. Nothing was changed. Bring it back first."


class RecordKept(MoveNotAllowed):
    """Somebody tried to add sound, words or another note to a visit that holds what had to be recorded."""

    sentence = (
        "This holds what must be recorded of a visit that was erased, and nothing else. Nothing was changed. You can "
        "write more below what is there, or plan another visit."
    )


class LetterKept(MoveNotAllowed):
    """Somebody tried to add sound or words to what is no visit but a letter."""

    sentence = (
        "This is a letter and no visit, so nothing can be recorded in it. Nothing was changed. Plan a visit first."
    )


class Vault(Ledger, EarlierFacts, Transcripts, Reviews, Pictures, Parcels, Keeping, QualityRows):
    """An open vault. Any thread may use it; one waits for another. Close it, or use it in a `with`.

    Every method may raise `DataDamaged`, `DiskFull` or `NotFound`. `read_only` is True when damage was found on
    opening, or there was no room or no right to write: then what can be read may be read, and every change raises
    `refusal`.
    """

    def __init__(self, files: VaultFiles, lock: FolderLock, key: bytes, record: KeyRecord) -> None:
        """For `create`, `open` and `practice` only."""
        self._files = files
        self._lock = lock
        self._key = key
        self._record = record
        self._temporary = False
        unwritable = None if lock.full is None else FullWhenOpened if lock.full else NotWritable
        self._database = Database(files.database, key, unwritable)
        self.audit = Audit(self._database, files.head, key)
        self._read_last: tuple[DocumentId, object, Document, str] | None = None
        """The last document that was read, its sealed text and its text: opened with another one's, it would not be the
        same.
        """

    # --- opening and closing
    @classmethod
    def create(cls, folder: Path, holder: KeyHolder) -> Self:
        """Make a vault in an empty or new folder.

        Raises `VaultExists`, `VaultInUse`, `DiskFull`, and what the holder raises. If the program stops half-way,
        `open` finishes the work with the same key.
        """
        files = VaultFiles(folder)
        files.make_folders()
        lock = FolderLock(files.lock)
        try:
            if not files.is_empty():
                raise VaultExists
            write_description(files, new_description(holder))
            return cls._opened(files, lock, holder)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, holder: KeyHolder) -> Self:
        """Open a vault.

        Raises `NotFound` where there is none, `VaultInUse`, `NoKey`, `KeychainError`, `WrongPassphrase`, and
        `DataDamaged` where it is damaged too badly to be read. Nothing is ever made again or deleted.
        """
        files = VaultFiles(folder)
        if not folder.is_dir():
            raise NotFound("There is no vault in that folder.")
        lock = FolderLock(files.lock)
        try:
            return cls._opened(files, lock, holder)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open_or_create(cls, folder: Path, holder: KeyHolder) -> Self:
        """Open the vault, or make it where no part of one is."""
        return cls.create(folder, holder) if VaultFiles(folder).is_empty() else cls.open(folder, holder)

    @classmethod
    def practice(cls) -> Self:
        """A throwaway vault whose key is only in memory; its files are encrypted too, and are removed on closing."""
        vault = cls.create(Path(tempfile.mkdtemp(prefix="fairnote-practice-")), MemoryHolder())
        vault._temporary = True
        return vault

    @classmethod
    def _opened(cls, files: VaultFiles, lock: FolderLock, holder: KeyHolder) -> Self:
        description = read_description(files)
        key = holder.key(description.key)
        vault = cls(files, lock, key, description.key)
        if not description.complete:
            write_description(files, completed(description))
            vault.audit.add("vault made", description.key.vault_id, holder=description.key.holder)
        if not vault.read_only:
            files.make_folders()  # a folder without sound in it is often left out by what copies a vault
            vault.audit.compare()
        return vault

    def close(self) -> None:
        """Close it and let the next Fairnote in. Safe to call twice."""
        self._database.close()
        self._forget()
        self._lock.release()
        if self._temporary:
            # Only ever the practice vault's own temporary folder; its key is gone with this object.
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def change_passphrase(self, holder: PassphraseHolder) -> None:
        """Seal this vault's key by another passphrase. The key itself, and so every file, stays as it is."""
        if self._record.holder != PassphraseHolder.kind:
            raise FairnoteError("This vault has no passphrase. Nothing was changed.")
        description = completed(read_description(self._files))
        record = holder.seal_key(self._key, self._record.vault_id)
        write_description(self._files, type(description)(record, complete=True))
        self._record = record
        self.audit.add("passphrase changed", record.vault_id)

    def check_passphrase(self, passphrase: str) -> None:
        """Raise `WrongPassphrase` unless this passphrase opens the vault. It takes about a second."""
        PassphraseHolder(passphrase).key(self._record)

    # --- what it is
    @property
    def id(self) -> str:
        """Its random id, by which `vault.json` and the keychain know it."""
        return self._record.vault_id

    @property
    def key(self) -> bytes:
        """For `scribe.recovery` and `scribe.backup` only, which seal it: the 32 bytes."""
        return self._key

    def copy_database(self, path: Path) -> None:
        """For `scribe.backup` only: all rows as they are now, in another encrypted file."""
        self._database.copy_to(path, self._key)

    @property
    def key_holder(self) -> str:
        """What keeps its key: 'keyring', 'passphrase' or 'memory'."""
        return self._record.holder

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._files.folder

    @property
    def audio_folder(self) -> Path:
        """Where its encrypted sound is."""
        return self._files.audio

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written: because of damage, or because there is no room or no right to."""
        return self._database.read_only

    @property
    def refusal(self) -> FairnoteError | None:
        """Why nothing may be written, in a plain sentence; None where it may."""
        return self._database.refusal() if self._database.refusal else None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All the changes made inside, or none. Other threads wait. May be nested."""
        with self._database.transaction():
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads that belong together: other threads wait, so nothing changes between them."""
        with self._database.lock:
            yield

    def forget_old_pages(self) -> None:
        """Let nothing of what was overwritten be left in the database's own files, for what is to be gone for good."""
        self._database.forget_old_pages()

    # --- visits
    def visits(self) -> tuple[Visit, ...]:
        """Every visit that isn't erased, newest first."""
        rows = self._database.rows("SELECT id FROM visits WHERE stage <> ? ORDER BY created_at DESC, id", ("erased",))
        return tuple(self.visit(VisitId(str(row[0]))) for row in rows)

    def erased_visits(self) -> tuple[tuple[VisitId, datetime], ...]:
        """The visits that are hidden, and since when."""
        rows = self._database.rows("SELECT id, erased_at FROM visits WHERE erased_at IS NOT NULL")
        return tuple((VisitId(str(row[0])), datetime.fromisoformat(str(row[1]))) for row in rows)

    def visit(self, visit_id: VisitId) -> Visit:
        """One visit, at the stage that the lifecycle gave it."""
        stage, fact = self._one("SELECT stage, fact FROM visits WHERE id = ?", visit_id)
        return replace(self._unsealed(Visit, visit_id, f"visit {visit_id}", fact), stage=VisitStage(str(stage)))

    def visit_stage(self, visit_id: VisitId) -> VisitStage:
        """How far a visit has come, readable even when its key is destroyed."""
        return VisitStage(str(self._one("SELECT stage FROM visits WHERE id = ?", visit_id)[0]))

    def add_visit(self, visit: Visit) -> None:
        """Keep a new visit, with a random key of its own. It starts as planned, whatever stage it says."""
        key, text = new_key(), to_json(visit)
        sealed = seal(self._key, key, f"visit key {visit.id}")
        fact = seal(key, text.encode(), f"visit {visit.id}")
        with self.transaction():
            self._database.write(
                "INSERT INTO visits (id, stage, created_at, sealed_key, fact) VALUES (?, ?, ?, ?, ?)",
                (visit.id, VisitStage.PLANNED.value, utc_text(visit.created_at), sealed, fact),
            )
            self.audit.add("visit planned", visit.id, practice=visit.practice)

    def save_visit(self, visit: Visit) -> None:
        """Keep what a visit says now. Its stage and hold are not changed: they are for the lifecycle.

        Nor is what it keeps the record of, that harm was seen in it, or that it was handed over.
        """
        with self.transaction():
            now = self.visit(visit.id)
            kept = {name: getattr(now, name) for name in _NOT_FOR_SAVING}
            self._write_visit(replace(visit, **kept))

    def write_hold(self, visit_id: VisitId, why: str) -> Visit:
        """For `scribe.lifecycle` only, also of a hidden visit: why it is held, or '' to let it go."""
        with self.transaction():
            before = self.visit(visit_id)
            after = replace(before, held=why)
            if before.held:
                self._set_aside(Table.VISITS, visit_id, visit_id)
            fact = self._sealed(visit_id, f"visit {visit_id}", after)
            self._update("UPDATE visits SET fact = ? WHERE id = ?", (fact, visit_id))
        return after

    def write_harm_seen(self, visit_id: VisitId) -> None:
        """For `scribe.harm` only: words of harm were in this visit, whatever becomes of them."""
        with self.transaction():
            self._write_visit(replace(self.visit(visit_id), harm_seen=True))

    def _write_visit(self, visit: Visit) -> None:
        fact = self._sealed(visit.id, f"visit {visit.id}", visit)
        self._change(Table.VISITS, visit.id, visit.id, "UPDATE visits SET fact = ? WHERE id = ?", (fact, visit.id))

    def visit_key(self, visit_id: VisitId) -> bytes:
        """The 32 bytes that this visit's sound and writing are encrypted with. Raises `VisitErased`."""
        (sealed,) = self._one("SELECT sealed_key FROM visits WHERE id = ?", visit_id)
        if sealed is None:
            raise VisitErased
        return unseal(self._key, cast(bytes, sealed), f"visit key {visit_id}")

    def destroy_visit_key(self, visit_id: VisitId) -> None:
        """Make everything of a visit unreadable for ever. For the lifecycle only, which checks that it may be."""
        self._update("UPDATE visits SET sealed_key = NULL WHERE id = ?", (visit_id,))
        self._forget()

    def _forget(self) -> None:
        """Let go of what was read last."""
        self.forget_transcript()
        self._read_last = None

    # --- what was said
    def recordings(self, visit_id: VisitId) -> tuple[Recording, ...]:
        """A visit's recordings in the order in which they were added, whatever the clock said."""
        select = "SELECT id, fact FROM recordings WHERE visit = ? ORDER BY rowid"
        rows = self._database.rows(select, (visit_id,))
        return tuple(self._unsealed(Recording, visit_id, f"recording {row[0]}", row[1]) for row in rows)

    def save_recording(self, recording: Recording) -> None:
        """Keep a recording's facts, new or changed."""
        fact = self._sealed(recording.visit, f"recording {recording.id}", recording)
        self._change(
            Table.RECORDINGS,
            recording.visit,
            recording.id,
            "INSERT INTO recordings VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET fact = excluded.fact",
            (recording.id, recording.visit, utc_text(recording.started_at), fact),
        )

    # --- what was typed and heard during a visit
    def jottings(self, visit_id: VisitId) -> tuple[Jotting, ...]:
        """What the worker jotted down, in the order in which it was added."""
        rows = self._database.rows("SELECT id, fact FROM jottings WHERE visit = ? ORDER BY rowid", (visit_id,))
        return tuple(self._unsealed(Jotting, visit_id, f"jotting {visit_id} {row[0]}", row[1]) for row in rows)

    def save_jotting(self, visit_id: VisitId, jotting: Jotting) -> None:
        """Keep a jotting, new or changed."""
        fact = self._sealed(visit_id, f"jotting {visit_id} {jotting.id}", jotting)
        self._change(
            Table.JOTTINGS,
            visit_id,
            jotting.id,
            "INSERT INTO jottings VALUES (?, ?, ?) ON CONFLICT (visit, id) DO UPDATE SET fact = excluded.fact",
            (visit_id, jotting.id, fact),
        )

    def remove_jotting(self, visit_id: VisitId, jotting_id: TurnId) -> None:
        """Take a jotting out. Raises `NotFound`."""
        with self.transaction():
            delete = "DELETE FROM jottings WHERE visit = ? AND id = ?"
            self._change(Table.JOTTINGS, visit_id, jotting_id, delete, (visit_id, jotting_id))
            if not self._database.changed():
                raise NotFound

    def heard(self, visit_id: VisitId) -> tuple[HeardPart, ...]:
        """What the recogniser has heard so far of sound that is not a transcript yet, in order."""
        rows = self._database.rows("SELECT fact FROM heard WHERE visit = ? ORDER BY number", (visit_id,))
        return tuple(self._unsealed(HeardPart, visit_id, f"heard {visit_id}", row[0]) for row in rows)

    def heard_until(self, visit_id: VisitId, recording_id: RecordingId) -> float:
        """Seconds of a recording up to which what is said was heard and kept."""
        rows = self._database.rows(
            "SELECT max(until) FROM heard WHERE visit = ? AND recording = ?", (visit_id, recording_id)
        )
        return float(cast(float, rows[0][0] or 0.0))

    def add_heard(self, visit_id: VisitId, part: HeardPart, since: float) -> float:
        """Keep what was heard of a recording from second `since` on; gives up to where it is kept now.

        Nothing is kept twice: where somebody else has kept what comes after `since`, this part is not.
        """
        fact = self._sealed(visit_id, f"heard {visit_id}", part)
        with self.transaction():
            until = self.heard_until(visit_id, part.recording)
            if until > since:
                return until
            insert = "INSERT INTO heard (visit, recording, until, fact) VALUES (?, ?, ?, ?)"
            self._change(Table.HEARD, visit_id, NEW, insert, (visit_id, part.recording, part.until, fact))
            return part.until

    def clear_heard(self, visit_id: VisitId) -> None:
        """Let go of it: it is in the transcript now."""
        self._change(Table.HEARD, visit_id, None, "DELETE FROM heard WHERE visit = ?", (visit_id,))

    # --- what was written
    def documents(self, visit_id: VisitId) -> tuple[Document, ...]:
        """A visit's documents in the order in which they were added, whatever the clock said."""
        return tuple(self.document(document_id) for document_id in self.document_ids(visit_id))

    def document_ids(self, visit_id: VisitId) -> tuple[DocumentId, ...]:
        """The ids of a visit's documents, in that order."""
        rows = self._database.rows("SELECT id FROM documents WHERE visit = ? ORDER BY rowid", (visit_id,))
        return tuple(DocumentId(str(row[0])) for row in rows)

    def document(self, document_id: DocumentId) -> Document:
        """One document, at the stage and version that the lifecycle gave it."""
        visit, stage, version, fact = self._one(
            "SELECT visit, stage, version, fact FROM documents WHERE id = ?", document_id
        )
        document, _ = self._document(VisitId(str(visit)), document_id, fact)
        return replace(document, stage=DocumentStage(str(stage)), version=cast(int, version))

    def document_json(self, document_id: DocumentId) -> str:
        """A document as it is kept, to the letter: what the record of changes has keyed hashes of."""
        visit, fact = self._one("SELECT visit, fact FROM documents WHERE id = ?", document_id)
        return self._document(VisitId(str(visit)), document_id, fact)[1]

    def _document(self, visit_id: VisitId, document_id: DocumentId, fact: object) -> tuple[Document, str]:
        """What a document says. An hour of talk takes long to open, and a screen asks for it several times."""
        self.visit_key(visit_id)  # what was erased is not read from memory either
        last = self._read_last
        if last is None or last[:2] != (document_id, fact):
            opened = self._unlocked(visit_id, f"document {document_id}", fact)
            last = document_id, fact, from_json(Document, opened), opened.decode()
            self._read_last = last
        return last[2:]

    def save_document(self, document: Document) -> None:
        """Keep what a document says now. A new one starts as drafted, version 1; only the lifecycle changes those."""
        fact = self._sealed(document.visit, f"document {document.id}", document)
        with self.transaction():
            known = self._database.rows("SELECT visit FROM documents WHERE id = ?", (document.id,))
            if not known:
                self._add_document(document, fact)
            elif known[0][0] != document.visit:
                raise NotFound
            else:
                update = "UPDATE documents SET fact = ? WHERE id = ?"
                self._change(Table.DOCUMENTS, document.visit, document.id, update, (fact, document.id))

    def _add_document(self, document: Document, fact: bytes) -> None:
        if self.visit(document.visit).record_of and self.documents(document.visit):
            raise RecordKept
        self._change(
            Table.DOCUMENTS,
            document.visit,
            document.id,
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)",
            (document.id, document.visit, DocumentStage.DRAFTED.value, 1, utc_text(document.created_at), fact),
        )
        facts = {"model": document.model.sha256[:64]} if document.model.sha256 else {}
        self.audit.add("document drafted", document.id, visit=document.visit, practice=document.practice, **facts)

    # --- for the lifecycle only
    def write_visit_stage(self, visit_id: VisitId, stage: VisitStage) -> None:
        """For `scribe.lifecycle` only."""
        self._update("UPDATE visits SET stage = ? WHERE id = ?", (stage.value, visit_id))

    def write_erasure(self, visit_id: VisitId, before: VisitStage | None, at: datetime | None) -> None:
        """For `scribe.lifecycle` only: the stage to come back to and since when it is hidden, or neither."""
        values = (before.value if before else None, utc_text(at) if at else None, visit_id)
        self._update("UPDATE visits SET stage_before_erasing = ?, erased_at = ? WHERE id = ?", values)

    def erasure(self, visit_id: VisitId) -> tuple[VisitStage, datetime] | None:
        """The stage that a hidden visit had, and since when it is hidden."""
        before, at = self._one("SELECT stage_before_erasing, erased_at FROM visits WHERE id = ?", visit_id)
        return (VisitStage(str(before)), datetime.fromisoformat(str(at))) if at else None

    def write_document_stage(self, document_id: DocumentId, stage: DocumentStage, *, new_version: bool) -> None:
        """For `scribe.lifecycle` only. A new version also makes every approval so far void."""
        self._update(
            "UPDATE documents SET stage = ?, version = version + ? WHERE id = ?",
            (stage.value, int(new_version), document_id),
        )
        if new_version:
            self.void_approvals(document_id, utc_now())

    # --- what was there before
    def earlier(self, visit_id: VisitId) -> tuple[Earlier, ...]:
        """What was overwritten or taken out of a visit while nothing of it might be lost, in that order."""
        select = "SELECT what, id, fact, at FROM earlier WHERE visit = ? ORDER BY number"
        return tuple(self._earlier(visit_id, *row) for row in self._database.rows(select, (visit_id,)))

    def _earlier(self, visit_id: VisitId, what: object, thing: object, sealed: object, at: object) -> Earlier:
        kept = KEPT[Table(str(what))]
        fact = self._unsealed(kept.kind, visit_id, kept.sealed_as.format(visit=visit_id, thing=thing), sealed)
        return Earlier(fact, datetime.fromisoformat(str(at)))

    # --- one row at a time
    def _change(self, table: Table, visit_id: VisitId, thing_id: str | None, statement: str, values: Values) -> None:
        """The one way in which a fact of a visit is added, changed or taken out; `thing_id` None: all of a table's.

        Where nothing of the visit may be lost, what stands there is copied first. Raises `VisitHidden`, `HandedOver`,
        `RecordKept`, `LetterKept`.
        """
        with self.transaction():
            visit = self.visit(visit_id)
            if visit.stage is VisitStage.ERASED:
                raise VisitHidden
            refuse_handed_over(visit)
            if visit.record_of and table not in (Table.VISITS, Table.DOCUMENTS, Table.REVIEW_STEPS):
                raise RecordKept
            if visit.template == EASY_READ and table not in _OF_LETTERS:
                raise LetterKept
            if visit.held or visit.record_of:
                self._set_aside(table, visit_id, thing_id)
            self._database.write(statement, values)

    def _one(self, statement: str, thing_id: str) -> tuple[object, ...]:
        rows = self._database.rows(statement, (thing_id,))
        if not rows:
            raise NotFound
        return rows[0]

    def _update(self, statement: str, values: Values) -> None:
        with self.transaction():
            self._database.write(statement, values)
            if not self._database.changed():
                raise NotFound

    def _sealed(self, visit_id: VisitId, name: str, fact: object) -> bytes:
        return seal(self.visit_key(visit_id), to_json(fact).encode(), name)

    def _unsealed(self, kind: type[T], visit_id: VisitId, name: str, sealed: object) -> T:
        return from_json(kind, self._unlocked(visit_id, name, sealed))

    def _unlocked(self, visit_id: VisitId, name: str, sealed: object) -> bytes:
        if not isinstance(sealed, bytes):
            raise DataDamaged
        return unseal(self.visit_key(visit_id), sealed, name)
