"""The parsers of what IT hands out and of what stands in a vault's folder: packs, sealed files, keys, records."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from tests.fuzz.target import SCRATCH, Target, file_of

if TYPE_CHECKING:
    from scribe.age import Identity
    from scribe.sealed_file import Locks
    from scribe.vault import Vault

KEY, RECORDING = bytes(32), "r1"
VAULT_ID = "0" * 32


# --- model packs


def _manifest(data: bytes) -> None:
    """What a pack says of itself; signed again, it says the same."""
    from models.pack import checked, read_manifest

    manifest = read_manifest(data)
    assert checked(manifest) == manifest


def _manifests() -> list[bytes]:
    file = {"name": "w.gguf", "sha256": "0" * 64, "size_bytes": 3}
    exam = {"app_version": "0.1.0", "on": "2026-01-02", "result": {"right": 1.5, "notes": ["a"]}}
    told = {"fairnote_pack": 1, "name": "w", "kind": "writer", "licence": "MIT", "needs_gb": 8,
            "prompt_style": "few-shot", "files": [file], "exam": exam}  # fmt: skip
    return [json.dumps(each).encode() for each in (told, told | {"exam": None})]


@cache
def _signed() -> tuple[bytes, bytes, str]:
    """What is signed, its signature, and the public key; the secret key is gone."""
    from minisign import KeyPair

    pair, content = KeyPair.generate(), b"{}"
    made = pair.secret_key.sign(content, trusted_comment="by IT")
    return content, bytes(made), bytes(pair.public_key).decode()


def _signature(data: bytes) -> None:
    """A pack's signature (0), the public key that IT names (1), the secret key that a pack is made with (2)."""
    from models import pack_signing

    content, signature, public = _signed()
    match (data or b"0")[0] % 3:
        case 0:
            assert pack_signing.verify(content, data[1:], public) == "by IT"
        case 1:
            pack_signing.verify(content, signature, data[1:].decode("utf-8", "replace"))
        case _:
            pack_signing.needs_passphrase(data[1:])


def _signatures() -> list[bytes]:
    from minisign import KeyPair

    _, signature, public = _signed()
    return [b"\0" + signature, b"\1" + public.encode(), b"\2" + bytes(KeyPair.generate().secret_key)]


# --- files that are sealed


@cache
def _identity() -> Identity:
    from scribe.age import new_identity

    return new_identity()


def _identity_file(data: bytes) -> None:
    """The file of a recovery key, and the same bytes as the public key in a policy."""
    from scribe.age import checked_public_key, read_identity

    if data[:1] == b"\1":
        checked_public_key(data[1:].decode("utf-8", "replace"))
        return
    with file_of(data[1:], "identity") as path:
        read_identity(path)


def _identity_files() -> list[bytes]:
    return [f"\0# public key\n{_identity().secret}\n".encode(), f"\1 {_identity().public_key}\n".encode()]


def _sealed_file(data: bytes) -> None:
    """A whole file, opened by the recovery key (0), by a passphrase (1), or as one that its holder made (2)."""
    from scribe.sealed_file import Opening, asks_passphrase, sealed_reader

    openings = (Opening(_identity()), Opening(ask_passphrase=lambda: "a"), Opening(_identity(), by_holder=True))
    with file_of(data[1:], "sealed") as path:
        asks_passphrase(path, "backup", None)
        with sealed_reader(path, "backup", openings[(data or b"0")[0] % 3]) as reader:
            for _, contents in reader.parts():
                while contents.read(1 << 16):
                    pass
        assert path.read_bytes() == data[1:]


def _sealed_files() -> list[bytes]:
    from scribe.sealed_file import Locks

    with (
        mock.patch("nacl.pwhash.argon2id.MEMLIMIT_MODERATE", 8_192),
        mock.patch("nacl.pwhash.argon2id.OPSLIMIT_MODERATE", 1),
    ):  # a passphrase is asked for often here, and the file says itself what it costs
        kinds = (Locks(_identity().public_key), Locks(passphrase="a"), Locks(identity=_identity()))
        return [bytes([at]) + _sealed(b"", "backup", locks, {"key": KEY}) for at, locks in enumerate(kinds)]


def _sealed(archive: bytes, kind: str, locks: Locks, parts: dict[str, bytes] | None = None) -> bytes:
    """A file in which these bytes are sealed, whatever they are, and these parts after them."""
    from scribe.sealed_file import sealed_writer

    with tempfile.TemporaryDirectory(dir=SCRATCH, prefix="fairnote-fuzz-") as folder:
        path = Path(folder) / "sealed"
        with sealed_writer(path, kind, locks) as writer:
            writer.write(archive)
            for name, content in (parts or {}).items():
                writer.add(name, content)
            writer.finish()
        return path.read_bytes()


def _backup(data: bytes) -> None:
    """A backup in which somebody who has only the public key has put whatever they liked."""
    from scribe.backup import restore
    from scribe.sealed_file import Locks, Opening

    with (
        file_of(_sealed(data, "backup", Locks(_identity().public_key)), "backup") as path,
        mock.patch("scribe.backup.entrust_to_laptop", lambda *_, **__: "memory"),
    ):
        try:
            restore(path, path.parent / "to", Opening(_identity()), lambda: "")
        except BaseException:
            assert [each.name for each in path.parent.iterdir()] == ["backup"], "something was left of it"
            raise


def _backups() -> list[bytes]:
    """The archive of an empty vault's backup, and one that is no vault."""
    parts = {"vault-id": VAULT_ID.encode(), "key": KEY, "vault.db": bytes(5_000), "audit-head.json": b"{}",
             "audio/r1.fna": b"x"}  # fmt: skip
    return [_archive(parts), _archive({name: parts[name] for name in ("key", "vault-id")}), *_whole_backup()]


def _archive(parts: dict[str, bytes]) -> bytes:
    import tarfile

    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
    return file.getvalue()


def _whole_backup() -> list[bytes]:
    from scribe.backup import back_up
    from scribe.keys import MemoryHolder
    from scribe.sealed_file import Locks, Opening, sealed_reader
    from scribe.vault import Vault

    with tempfile.TemporaryDirectory(dir=SCRATCH, prefix="fairnote-fuzz-") as folder:
        path = Path(folder) / "backup"
        with Vault.create(Path(folder) / "vault", MemoryHolder(KEY)) as vault:
            back_up(vault, path, Locks(_identity().public_key))
        with sealed_reader(path, "backup", Opening(_identity())) as reader:
            return [_archive({name: contents.read() for name, contents in reader.parts()})]


@cache
def _vault_folder() -> tempfile.TemporaryDirectory[str]:
    """There until this process ends."""
    return tempfile.TemporaryDirectory(dir=SCRATCH, prefix="fairnote-fuzz-")


@cache
def _vault() -> Vault:
    """A vault that every run of a target finds as it was."""
    from scribe.keys import MemoryHolder
    from scribe.vault import Vault

    return Vault.create(Path(_vault_folder().name) / "vault", MemoryHolder(KEY))


class _TakenBack(Exception):
    """What was taken over goes again, so that the next one can come."""


def _parcel(data: bytes) -> None:
    """The rows of visits that another vault handed over."""
    from scribe import hand_over

    vault = _vault()
    with contextlib.suppress(_TakenBack), vault.transaction():
        shape = hand_over._shape(vault, io.BytesIO(data))
        for parcel in hand_over._parcels(shape):
            hand_over._take(vault, parcel, "f", str(shape["vault"]))
            vault.transcript(parcel.visit)
            vault.jottings(parcel.visit)
        raise _TakenBack


def _parcels() -> list[bytes]:
    from scribe.keys import MemoryHolder
    from scribe.vault import Vault
    from scribe.visit import VisitId
    from tests.scribe_core.make import with_document

    with (
        tempfile.TemporaryDirectory(dir=SCRATCH, prefix="fairnote-fuzz-") as folder,
        Vault.create(Path(folder) / "vault", MemoryHolder(KEY)) as vault,
    ):
        with_document(vault)
        parcel = vault.parcel(VisitId("v1"))
        shape: dict[str, Any] = {"vault": vault.id, "schema": vault.schema_version}
    without = {**parcel.tables, "documents": []}
    key = base64.b64encode(parcel.key).decode()
    return [
        json.dumps(shape | {"visits": [{"id": "v1", "key": key, "tables": tables}]}).encode()
        for tables in (parcel.tables, without)
    ]


def _receipt(data: bytes) -> None:
    """What the old vault is shown once its visits were taken over."""
    from scribe.hand_over import RECEIPT, confirm
    from scribe.sealed_file import Locks

    sealed = _sealed(b"", RECEIPT, Locks(identity=_identity()), {"receipt.json": data})
    with file_of(sealed, "receipt") as path:
        confirm(_vault(), path, _identity())


def _receipts() -> list[bytes]:
    said = {"file": "0" * 32, "taker": "1" * 32, "from": _vault().id, "head": "2" * 64}
    return [json.dumps(said | {"visits": visits}).encode() for visits in (["v1"], [])]


# --- what stands in a vault's folder


def _recovery(data: bytes) -> None:
    """The vault's key, sealed for recovery, as it stands beside the vault."""
    from scribe.keys import MemoryHolder, key_check
    from scribe.recovery import key_by_identity, readiness
    from scribe.vault_folder import VaultFiles, new_description, write_description

    with file_of(data, "recovery.json") as path:
        files = VaultFiles(path.parent)
        described = new_description(MemoryHolder(KEY))
        write_description(files, described)
        assert readiness(files, _identity().public_key).sealed_to.isprintable()
        key = key_by_identity(path.parent, _identity())
        assert key_check(key, described.key.vault_id) == described.key.check


def _recoveries() -> list[bytes]:
    from scribe import age
    from scribe.recovery import SealedKey

    sealed = base64.b64encode(age.seal(KEY, _identity().public_key)).decode()
    return [json.dumps(asdict(SealedKey(VAULT_ID, _identity().public_key, sealed, "0" * 64))).encode()]


def _audit_head(data: bytes) -> None:
    """The file that remembers the end of the audit record."""
    from scribe.audit import _OutsideHead

    with file_of(data, "audit-head.json") as path:
        head = _OutsideHead(path, KEY)
        head.lost(lambda _: "0" * 64)
        head.problems([(1, "", "", "", "", "", "0" * 64)])
        assert path.read_bytes() == data


def _audit_heads() -> list[bytes]:
    from scribe.audit import _OutsideHead
    from scribe.visit import Sha256

    with file_of(b"", "audit-head.json") as path:
        _OutsideHead(path, KEY).keep(1, Sha256("0" * 64))
        return [path.read_bytes()]


def _log_copy(data: bytes) -> None:
    """A copy of the system's log that `audit check` is given."""
    from scribe.audit_outside import lines_of
    from scribe.system_log import heads_in

    with file_of(data, "syslog") as path:
        assert all(len(head) == 64 for head in heads_in(lines_of(str(path)), VAULT_ID))


def _gaps(data: bytes) -> None:
    """What was not recorded, beside a recording's sound."""
    from scribe.audio_gaps import gaps_path, recorded_gaps
    from scribe.audio_store import EncryptedAudio

    with file_of(_sound_with_gaps()[0], "r1.fna") as path:
        gaps_path(path).write_bytes(data)
        recorded_gaps(EncryptedAudio(path, KEY, RECORDING))
        assert gaps_path(path).read_bytes() == data


@cache
def _sound_with_gaps() -> tuple[bytes, bytes]:
    from scribe.audio_gaps import PAUSED, GapWriter, gaps_path
    from scribe.audio_store import AudioWriter
    from scribe.visit import Gap

    with tempfile.TemporaryDirectory(dir=SCRATCH, prefix="fairnote-fuzz-") as folder:
        path = Path(folder) / "r1.fna"
        with AudioWriter(path, KEY, RECORDING, fsync=False) as writer:
            gaps = GapWriter(writer)
            for number in range(3):
                gaps.put(number, Gap(float(number), number + 0.5, PAUSED))
            gaps.close()
            writer.write(bytes(8_000))
        return path.read_bytes(), gaps_path(path).read_bytes()


def _kinds() -> list[type]:
    from models.exam_result import ExamResult
    from scribe.first_hearing import Hearing
    from scribe.visit import Document, Jotting, Recording, Transcript, Visit

    return [Visit, Document, Transcript, Recording, Jotting, Hearing, ExamResult]


def _fact(data: bytes) -> None:
    """A fact as the vault seals it: its first byte says of which kind."""
    from scribe.records import from_json

    kinds = _kinds()
    from_json(kinds[(data or b"0")[0] % len(kinds)], data[1:])


def _facts() -> list[bytes]:
    from scribe.first_hearing import Hearing
    from scribe.records import to_json
    from tests.notes.exam_results import result
    from tests.scribe_core.make import a_document, a_visit, an_easy_read

    facts = (a_visit(), a_document(), an_easy_read(), Hearing("0" * 64, 0.9, 0.5, datetime(2026, 1, 2, tzinfo=UTC)),
             result())  # fmt: skip
    kinds = _kinds()
    return [bytes([kinds.index(type(fact))]) + to_json(fact).encode() for fact in facts]


# --- what else a command is given


def _proof(data: bytes) -> None:
    """A proof of being offline that was kept as a file."""
    from scribe.offline_proof import read_proof

    with file_of(data, "proof.json") as path:
        "".join(read_proof(path).lines()).encode()  # they go into a PDF


PROOF = (
    b'{"proved": true, "version": "1", "sha256": "ab", "system": "Linux", "runs": [{"network": "none", "strays": [], '
    b'"steps": {"doctor": 1}, "unfinished": [], "sockets": {"AF_INET": 0, "AF_INET6": 0, "AF_UNIX": 2}}]}'
)


def _recordings(data: bytes) -> None:
    """The list of a folder of recordings that the recogniser is to be evaluated on."""
    from scribe.evaluating_recordings import LIST, read_recordings

    with file_of(data, LIST) as path:
        for name in ("a.wav", "a.txt"):
            (path.parent / name).write_text("hello")
        found = read_recordings(str(path.parent))
        assert all(each.sound.is_relative_to(path.parent) for each in found)


RECORDINGS = b'consented = true\n[[recording]]\nsound = "a.wav"\nsaid = "a.txt"\ngroups = ["scottish", "over-75"]\n'


def _said(data: bytes) -> None:
    """The WAV file that a program which reads aloud gives."""
    from scribe.spoken_file import sound_of, wav_of

    wav_of(["a", ""], lambda lines: (sound_of(data) for _ in lines))


def _wav() -> bytes:
    import wave

    file = io.BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(22_050)
        made.writeframes(bytes(100))
    return file.getvalue()


KEPT: dict[str, Target] = {
    "pack-manifest": Target(_manifest, _manifests, 4_096),
    "pack-signature": Target(_signature, _signatures, 1_024),
    "recovery-key": Target(_identity_file, _identity_files, 1_024),
    "sealed-file": Target(_sealed_file, _sealed_files, 32_768),
    "backup": Target(_backup, _backups, 1 << 20),
    "parcel": Target(_parcel, _parcels, 65_536),
    "receipt": Target(_receipt, _receipts, 1_024),
    "recovery": Target(_recovery, _recoveries, 2_048),
    "audit-head": Target(_audit_head, _audit_heads, 1_024),
    "log-copy": Target(_log_copy, lambda: [f"audit head {'1' * 64} vault {VAULT_ID}\n".encode()], 2_048),
    "gaps": Target(_gaps, lambda: [_sound_with_gaps()[1]], 2_048),
    "fact": Target(_fact, _facts, 32_768),
    "proof": Target(_proof, lambda: [PROOF], 4_096),
    "recordings": Target(_recordings, lambda: [RECORDINGS], 4_096),
    "said": Target(_said, lambda: [_wav()], 2_048),
}  # fmt: skip
"""By name."""
