"""One encrypted file of many parts, written and read in constant memory: what backups and hand-overs are put into.

A file is a mark, the length of its header (4 bytes, little-endian), the header as JSON, and one libsodium secretstream
of a tar archive (doc.libsodium.org/secret-key_cryptography/secretstream) in pieces of 64 KiB. The stream's random key
is in the header, once for each lock. Each piece is bound to the whole header and to the pieces before it, and the last
one is marked as the last, so that a changed, moved or missing byte is found before anything of it is believed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from nacl import bindings, exceptions

from scribe import age
from scribe.errors import DataDamaged, FairnoteError, FileRefused
from scribe.files import FileAlreadyThere, GrowingFile, is_taken
from scribe.keys import KEY_BYTES, KeyRecord, PassphraseHolder, new_key, seal, unseal
from scribe.vault_folder import VaultTooNew

PIECE = 64 << 10
"""Bytes of each piece before it is encrypted."""
FORMAT = 1
_MARK = b"FAIRNOTE SEALED\n"
_LENGTH = struct.Struct("<I")
_LARGEST_HEADER = 64 << 10
_ABYTES = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_START = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_PART, _LAST = (
    bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
    bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL,
)
_MOST_MEMORY, _MOST_OPERATIONS = 1 << 30, 16
"""What a header may ask Argon2id for: a file from outside must not take all of a laptop."""


class NotSealed(FileRefused):
    """The file is not one of these, or of another kind."""

    sentence = "This is not the kind of file that is asked for here. It was not changed, and nothing was done with it."


class SealedFileDamaged(DataDamaged):
    """A byte of the file is not what was written, or some are missing."""

    sentence = (
        "This file is damaged or was cut off, so nothing of it was used. Nothing was changed. Copy it again from where "
        "it was made, or use another one."
    )


class NeedsIdentity(FairnoteError):
    """The file opens with the recovery key only, and none was given."""

    sentence = "This file opens with the council's recovery key. Nothing was changed. Give its file by --identity."


class NeedsLock(FairnoteError):
    """Nobody said what the file should open with."""

    sentence = (
        "Nothing was written: there is no recovery key in the policy and no passphrase was asked for. Add --passphrase."
    )


class OutOfReach(FileRefused):
    """A file can't be opened or read to its end."""

    sentence = "This file can't be read. It was not changed."


@dataclass(frozen=True)
class Locks:
    """What a new file opens with: any one of these does.

    `public_key`: the recovery key's public part; whoever holds the secret part can open it. `passphrase`. `identity`:
    only the holder of this secret part can open it, and only they can have made it.
    """

    public_key: str = ""
    passphrase: str = ""
    identity: age.Identity | None = None


@dataclass(frozen=True)
class Opening:
    """What somebody who opens a file has. `ask_passphrase` is asked only where a passphrase opens it.

    `by_holder`: only a file that the holder of this identity made will do. Anybody can seal to a public key.
    """

    identity: age.Identity | None = None
    ask_passphrase: Callable[[], str] | None = None
    by_holder: bool = False


class SealedWriter:
    """Writes parts into a new file beside `to`, which gets its name only when `finish` is called."""

    def __init__(self, to: Path, kind: str, locks: Locks) -> None:
        """Raises `NeedsLock`, `NotARecoveryKey`, `FileAlreadyThere`, `DiskFull` or `WriteFailed`."""
        if is_taken(to):
            raise FileAlreadyThere
        key, name = new_key(), os.urandom(16).hex()
        header = json.dumps({"format": FORMAT, "kind": kind, "id": name, **_locked(key, name, locks)}).encode()
        self.id = name
        """Its random name, which the audit knows it by."""
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        start = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        self._bound_to = hashlib.sha256(header).digest()
        self._waiting = bytearray()
        self.on_piece: Callable[[int], None] = lambda _: None
        """Told the bytes of each piece that was written; may raise, to stop."""
        self._digest = hashlib.sha256()
        self._file = GrowingFile(to)
        self._given_up = self._whole = False
        try:
            self._put(_MARK + _LENGTH.pack(len(header)) + header + start)
        except BaseException:
            self._file.give_up()
            raise
        self._tar = tarfile.open(fileobj=self, mode="w|")  # type: ignore[call-overload]  # noqa: SIM115 - closed by finish()

    def add(self, name: str, data: bytes) -> None:
        """Add a part from memory."""
        import io

        self._add(name, len(data), io.BytesIO(data))

    def add_file(self, name: str, path: Path) -> None:
        """Add a file as long as it is now. Raises `OutOfReach` when it can't be read to there."""
        try:
            with path.open("rb") as file:
                self._add(name, os.fstat(file.fileno()).st_size, file)
        except OSError:
            raise OutOfReach from None

    def _add(self, name: str, size: int, data: object) -> None:
        member = tarfile.TarInfo(name)
        member.size = size
        self._tar.addfile(member, data)

    def write(self, data: bytes) -> int:
        """For the archive: encrypt each whole piece, and keep one back, because the last one is marked."""
        self._waiting += b"" if self._given_up else data  # the archive still wants to write its end then
        while len(self._waiting) > PIECE:
            self._push(bytes(self._waiting[:PIECE]), _PART)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> str:
        """Put the file in its place, whole and on the disk. Returns its SHA-256. Raises `FileAlreadyThere`."""
        self._tar.close()
        self._push(bytes(self._waiting), _LAST)
        self._file.finish()
        self._whole = True
        self._file.put_in_place(overwrite=False)
        self._file.give_up()
        return self._digest.hexdigest()

    def take_back(self) -> None:
        """Undo `finish`, as far as it came: what has the name and was written here is gone. Safe at any time."""
        if self._whole:
            with suppress(OSError):  # the failure for which it is taken back is the one to be told
                self._file.take_back()

    def give_up(self) -> None:
        """Leave nothing of a file that isn't finished. Safe at any time."""
        self._given_up = True
        self._waiting.clear()
        self._tar.close()
        self._file.give_up()

    def _push(self, data: bytes, tag: int) -> None:
        self._put(bindings.crypto_secretstream_xchacha20poly1305_push(self._state, data, self._bound_to, tag))
        self.on_piece(len(data))

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._file.write(data)


@contextmanager
def sealed_writer(to: Path, kind: str, locks: Locks) -> Iterator[SealedWriter]:
    """A `SealedWriter` of which nothing is left unless it was finished and nothing failed after that in the block."""
    writer = SealedWriter(to, kind, locks)
    try:
        yield writer
    except Exception:  # not Ctrl-C: that can come once the file is recorded, and what was recorded stays
        writer.take_back()
        raise
    finally:
        writer.give_up()


class SealedReader:
    """Reads the parts of a file in their order. Every byte was checked before it is given; `finish` checks the end."""

    def __init__(self, file: BinaryIO, kind: str, opening: Opening) -> None:
        """Raises `NotSealed`, `NeedsIdentity`, `WrongIdentity`, `WrongPassphrase`, `VaultTooNew`, `DataDamaged`,
        `OutOfReach`.
        """
        self._file = file
        header = _read_header(file)
        fields = _fields(header, kind)
        self.id = str(fields["id"])
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        start = _read(file, _START)
        if len(start) != _START:
            raise SealedFileDamaged
        key = _unlocked(fields, opening)
        if len(key) != KEY_BYTES:
            raise SealedFileDamaged
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(self._state, start, key)
        self._bound_to = hashlib.sha256(header).digest()
        self._ready = bytearray()
        self._ended = False

    def parts(self) -> Iterator[tuple[str, BinaryIO]]:
        """Each part's name and contents, which are to be read before the next one is asked for. Then checks the end.

        What is sealed need not be an archive: whoever has the public key can seal anything.
        """
        try:
            with tarfile.open(fileobj=self, mode="r|") as archive:  # type: ignore[call-overload]
                for member in archive:
                    # Holes take no room in here, and any room where they are written out.
                    contents = archive.extractfile(member) if member.isreg() and not member.issparse() else None
                    if contents is None:
                        raise SealedFileDamaged
                    yield member.name, contents
        except (tarfile.TarError, ValueError, RecursionError):  # the last two: of headers that no writer makes
            raise SealedFileDamaged from None
        self.finish()

    def read(self, size: int = -1) -> bytes:
        """For the archive: up to `size` bytes, fewer only at the end."""
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._ready += self._pull()
        wanted = len(self._ready) if size < 0 else size
        data = bytes(self._ready[:wanted])
        del self._ready[:wanted]
        return data

    def finish(self) -> None:
        """Read on to the piece that is marked as the last, after which nothing may come. Raises `SealedFileDamaged`."""
        while not self._ended:
            self._pull()
        if _read(self._file, 1):
            raise SealedFileDamaged

    def _pull(self) -> bytes:
        sealed = _read(self._file, PIECE + _ABYTES)
        try:
            data, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed, self._bound_to)
        except (exceptions.CryptoError, ValueError):
            raise SealedFileDamaged from None
        if tag not in (_PART, _LAST):
            raise SealedFileDamaged
        self._ended = tag == _LAST
        return bytes(data)


@contextmanager
def sealed_reader(path: Path, kind: str, opening: Opening) -> Iterator[SealedReader]:
    """A `SealedReader` of a file. Raises as it does, and `OutOfReach`."""
    with _opened(path) as file:
        try:
            yield SealedReader(file, kind, opening)
        except tarfile.TarError:  # a part that is shorter than it says, found where it is read
            raise SealedFileDamaged from None


def asks_passphrase(path: Path, kind: str, identity: age.Identity | None) -> bool:
    """Whether a passphrase opens this file, and nothing else that is at hand does.

    It may be asked for before the file is read in another thread. Raises as `SealedReader` does, and `OutOfReach`.
    """
    with _opened(path) as file:
        fields = _fields(_read_header(file), kind)
    return "passphrase" in fields and "holder" not in fields and (identity is None or "recovery" not in fields)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except (OSError, ValueError):
        raise OutOfReach from None


def _read(file: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes. Raises `OutOfReach`: an error of the system's would be taken for one of writing."""
    try:
        return file.read(size)
    except OSError:
        raise OutOfReach from None


def _locked(key: bytes, name: str, locks: Locks) -> dict[str, object]:
    """The stream's key, sealed once for each lock."""
    found: dict[str, object] = {}
    if locks.public_key:
        found["recovery"] = {"to": locks.public_key, "sealed": _text(age.seal(key, locks.public_key))}
    if locks.passphrase:
        found["passphrase"] = asdict(PassphraseHolder(locks.passphrase).seal_key(key, name))
    if locks.identity:
        found["holder"] = _text(seal(_holders_key(locks.identity), key, name))
    if not found:
        raise NeedsLock
    return found


def _unlocked(fields: dict[str, object], opening: Opening) -> bytes:
    """The stream's key, by the first lock that what is at hand can open."""
    try:
        if "holder" in fields or opening.by_holder:
            if opening.identity is None:
                raise NeedsIdentity
            return _by_holder(_bytes(fields["holder"]), opening.identity, str(fields["id"]))
        if "recovery" in fields and opening.identity is not None:
            return age.unseal(_bytes(fields["recovery"]["sealed"]), opening.identity)  # type: ignore[index]
        if "passphrase" in fields and opening.ask_passphrase is not None:
            record = KeyRecord(**fields["passphrase"])  # type: ignore[arg-type]
            if record.argon2id_memory_bytes > _MOST_MEMORY or record.argon2id_operations > _MOST_OPERATIONS:
                raise SealedFileDamaged
            return PassphraseHolder(opening.ask_passphrase()).key(record)
    except (TypeError, KeyError, ValueError, AttributeError):
        raise SealedFileDamaged from None
    raise NeedsIdentity


def _holders_key(identity: age.Identity) -> bytes:
    """A key that only the holder of a recovery key can have: what it seals can only be from them."""
    return hashlib.blake2b(
        b"fairnote made by the holder", key=hashlib.sha256(identity.secret.encode()).digest(), digest_size=32
    ).digest()


def _by_holder(sealed: bytes, identity: age.Identity, name: str) -> bytes:
    try:
        return unseal(_holders_key(identity), sealed, name)
    except DataDamaged:
        raise age.WrongIdentity from None


def _read_header(file: BinaryIO) -> bytes:
    if _read(file, len(_MARK)) != _MARK:
        raise NotSealed
    length = _read(file, _LENGTH.size)
    if len(length) != _LENGTH.size or _LENGTH.unpack(length)[0] > _LARGEST_HEADER:
        raise SealedFileDamaged
    header = _read(file, _LENGTH.unpack(length)[0])
    if len(header) != _LENGTH.unpack(length)[0]:
        raise SealedFileDamaged
    return header


def _fields(header: bytes, kind: str) -> dict[str, object]:
    try:
        fields = json.loads(header)
        if fields["format"] > FORMAT:
            raise VaultTooNew("A newer Fairnote made this file. Nothing was changed. Ask IT to update Fairnote.")
        if fields["kind"] != kind:
            raise NotSealed
        return {**fields, "id": str(fields["id"])}
    except (ValueError, TypeError, KeyError, RecursionError):
        raise SealedFileDamaged from None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: object) -> bytes:
    return base64.b64decode(str(text), validate=True)
