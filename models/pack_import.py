"""Brings a signed model pack into the folder of models: verified, then parsed, then copied with each file hashed."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models import catalogue, pack_signing
from models.catalogue import InstalledModel, ModelFile
from models.errors import ModelDamaged, ModelError
from models.memory_tiers import refuse_too_large
from models.pack import (
    MANIFEST,
    MOST_MANIFEST,
    PUBLIC_KEY,
    SIGNATURE,
    Manifest,
    PackRefused,
    TravelledExam,
    read_manifest,
)
from models.pack_signing import MOST_KEY, MOST_SIGNATURE, NotSigned
from models.progress import Cancellation, OnProgress, Progress, ignore_progress
from models.staging import staged

_PIECE = 1 << 20
LABEL = "copying the model"


class AlreadyAnother(ModelError):
    """Another model of that name is here."""

    sentence = "There is already another model of that name here. Nothing was changed. Remove that one first."


@dataclass(frozen=True)
class Pack:
    """A pack whose signature holds: its manifest, the bytes that were verified, and the signer's own comment."""

    folder: Path
    manifest: Manifest
    manifest_bytes: bytes
    signature: bytes
    public_key: str
    comment: str


def is_pack(path: Path) -> bool:
    """Whether this is meant to be a pack: a folder with a manifest or a signature in it."""
    return any(os.path.lexists(path / name) for name in (MANIFEST, SIGNATURE))


def open_pack(folder: Path, public_key: str) -> Pack:
    """Verify a pack's manifest, and read it then. No file of the model is opened.

    Raises `BadPublicKey`, `NotSigned` or `PackRefused`.
    """
    signature = _small(folder / SIGNATURE, MOST_SIGNATURE)
    content = _small(folder / MANIFEST, MOST_MANIFEST)
    comment = pack_signing.verify(content, signature, public_key)
    line = pack_signing.public_key_line(public_key)
    return Pack(folder, read_manifest(content), content, signature, line, comment)


def import_pack(
    pack: Pack,
    into: Path,
    *,
    anyway: bool = False,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> InstalledModel:
    """Copy a pack's model into a folder of its own under `into`. The pack is not touched; the same one again is left.

    `anyway`: even if it needs more memory than there is. Raises `TooLittleMemory`, `AlreadyAnother`, `PackRefused`
    where a file is not the one that was signed, `ModelError` where there is no room, or `Cancelled`: then nothing is
    left of it.
    """
    final = into / pack.manifest.name
    if os.path.lexists(final):
        return _same(pack, final)
    if not anyway:
        refuse_too_large(pack.manifest.needs_gb, pack.manifest.name)
    copying = _Copying(pack, on_progress, cancel or Cancellation())
    try:
        with staged(final) as folder:
            _refuse_too_full(pack, folder)
            for file in pack.manifest.files:
                copying.copy(file, folder / file.name)
            _put(folder / MANIFEST, pack.manifest_bytes)
            _put(folder / SIGNATURE, pack.signature)
            _put(folder / PUBLIC_KEY, pack.public_key.encode() + b"\n")
            told = pack.manifest
            catalogue.write_record(folder, told.kind, told.name, told.licence, told.files, told.needs_gb)
    except FileExistsError:
        raise AlreadyAnother from None
    except OSError as error:
        raise _not_copied(error) from None
    return catalogue.read_record(final)


def kept_pack(model: InstalledModel, public_key: str) -> Pack | None:
    """The pack that a model here came in, if its signature still holds and its files are those that were signed.

    `public_key` '': the key that it was brought in by. The files' hashes are compared when the model is opened.
    """
    try:
        key = public_key or _small(model.folder / PUBLIC_KEY, MOST_KEY).decode("utf-8")
        pack = open_pack(model.folder, key)
    except (ModelError, UnicodeDecodeError):
        return None
    signed = _model_of(pack)
    same = (signed.kind, signed.name, signed.files, signed.path) == (model.kind, model.name, model.files, model.path)
    return pack if same else None


def is_vouched_for(model: InstalledModel, public_key: str) -> bool:
    """Whether a model may be used where IT names the key that all models are signed by ('': it names none).

    Starters are vouched for by the hashes that Fairnote itself has of every file of theirs.
    """
    if not public_key or model.files == catalogue.starter_files(model.kind):
        return True
    return kept_pack(model, public_key) is not None


def installed(folders: tuple[Path, ...], signed_by: str, *, past_damaged: bool = False) -> tuple[InstalledModel, ...]:
    """Every model that is here: brought in, laid here as a pack, or with Fairnote. As `catalogue.installed`."""
    return catalogue.installed(folders, more=_in_place(folders, signed_by), past_damaged=past_damaged)


def usable(folders: tuple[Path, ...], signed_by: str) -> tuple[InstalledModel, ...]:
    """The models that are here and may be started: with IT's key, those that are vouched for."""
    return catalogue.installed(
        folders, lambda model: is_vouched_for(model, signed_by), more=_in_place(folders, signed_by)
    )


def not_proved(folders: tuple[Path, ...], signed_by: str) -> int:
    """How many packs lie in these folders as they were made and can't be used: not signed by this key, or there is
    none ('').
    """
    return sum(_opened_in_place(folder, signed_by) is None for folder in _packs_in(folders))


def _in_place(folders: tuple[Path, ...], signed_by: str) -> Iterator[InstalledModel]:
    """The models of packs that lie in these folders as they were made, laid there by an installer.

    Nobody copied them file by file with their hashes, so only IT's key says what they are.
    """
    for folder in _packs_in(folders):
        pack = _opened_in_place(folder, signed_by)
        if pack is not None:
            yield _model_of(pack)


def _packs_in(folders: tuple[Path, ...]) -> Iterator[Path]:
    for parent in folders:
        for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
            imported = (folder / catalogue.RECORD).exists()
            if not folder.name.startswith(".") and folder.is_dir() and is_pack(folder) and not imported:
                yield folder


def _opened_in_place(folder: Path, signed_by: str) -> Pack | None:
    try:
        return open_pack(folder, signed_by) if signed_by else None
    except ModelError:
        return None


def _model_of(pack: Pack) -> InstalledModel:
    told = pack.manifest
    return catalogue.described(pack.folder, told.kind, told.name, told.licence, told.files, told.needs_gb)


def travelled_exam(model: InstalledModel, public_key: str) -> TravelledExam | None:
    """The result of an exam that came in a model's pack, if the pack's signature holds."""
    pack = kept_pack(model, public_key)
    return pack.manifest.exam if pack else None


def remove(model: InstalledModel, into: Path) -> None:
    """Take a model out of the folder of models that it was brought into: it is gone at once, or wholly there.

    Raises `ModelError`, and then nothing was changed.
    """
    if model.folder.parent != into or not (model.folder / catalogue.RECORD).is_file():
        raise ModelError(
            f"{model.name} came with Fairnote, or IT put it here for everybody, and can't be removed. Nothing was "
            "changed."
        )
    own = {catalogue.RECORD, MANIFEST, SIGNATURE, PUBLIC_KEY, *(file.name for file in model.files)}
    try:
        if any(path.name not in own for path in model.folder.iterdir()):
            raise ModelError(
                f"There are other files in the folder of {model.name}, so it was not removed. Nothing was changed. "
                "Ask IT."
            )
        # By one rename it is no model any more; what a killed program leaves of it then, the next import clears away.
        gone = model.folder.with_name(f".{model.folder.name}.{os.getpid()}.partial")
        model.folder.rename(gone)
    except OSError as error:
        why = "it is in use: close Fairnote everywhere, then try again" if _is_held(error) else _reason(error)
        raise ModelError(f"{model.name} was not removed ({why}). Nothing was changed.") from None
    shutil.rmtree(gone, ignore_errors=True)


def copy_file(source: Path, target: Path, *, most: int, on_piece: Callable[[int], None] = lambda _: None) -> ModelFile:
    """Copy an ordinary file, hashing what is written, to the disk. No link is followed.

    Raises `PackRefused` where it is no ordinary file, or is larger than `most` bytes.
    """
    digest, size = hashlib.sha256(), 0
    with os.fdopen(_opened(source), "rb") as read, target.open("xb") as write:
        while piece := read.read(_PIECE):
            size += len(piece)
            if size > most:
                raise _not_the_signed(source.name)
            on_piece(len(piece))
            digest.update(piece)
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())
    return ModelFile(target.name, digest.hexdigest(), size)


class _Copying:
    """The copying of one pack: says how far it is, and looks whether it should stop."""

    def __init__(self, pack: Pack, on_progress: OnProgress, cancel: Cancellation) -> None:
        self._pack, self._on_progress, self._cancel = pack, on_progress, cancel
        self._done = 0

    def copy(self, file: ModelFile, target: Path) -> None:
        """Copy one file. Raises `PackRefused` unless it is the one that was signed."""
        found = copy_file(self._pack.folder / file.name, target, most=file.size_bytes, on_piece=self._tell)
        if found != file:
            raise _not_the_signed(file.name)

    def _tell(self, more: int) -> None:
        self._cancel.raise_if_asked()
        self._done += more
        self._on_progress(Progress(self._done, self._pack.manifest.size_bytes, LABEL))


def _same(pack: Pack, final: Path) -> InstalledModel:
    """The model that is here already, if it is the one of this pack. Raises `AlreadyAnother` or `ModelDamaged`."""
    try:
        found = catalogue.read_record(final)
        kept = _small(final / MANIFEST, MOST_MANIFEST)
    except (ModelDamaged, NotSigned, PackRefused):
        raise AlreadyAnother from None
    if kept != pack.manifest_bytes or found.files != pack.manifest.files:
        raise AlreadyAnother
    for file in found.files:
        path = found.folder / file.name
        if not path.is_file() or path.stat().st_size != file.size_bytes:
            raise ModelDamaged(
                f"{found.name} is here already, but is not whole. Nothing was changed. Remove it, then bring it in "
                "again."
            )
    return found


def _small(path: Path, most: int) -> bytes:
    """A small ordinary file of a pack; no link is followed. Raises `NotSigned` or `PackRefused`."""
    try:
        with os.fdopen(_opened(path), "rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise NotSigned from None
    except OSError:
        raise PackRefused from None
    if len(content) > most:
        raise NotSigned
    return content


def _opened(path: Path) -> int:
    """A descriptor of an ordinary file. Raises `PackRefused` for a link, a folder, a pipe or a device."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        before = path.lstat()
        if not stat.S_ISREG(before.st_mode):
            raise _no_file(path.name)
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _no_file(path.name) from None
        raise
    if not os.path.samestat(before, os.fstat(descriptor)):
        os.close(descriptor)
        raise _no_file(path.name)
    return descriptor


def _put(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refuse_too_full(pack: Pack, folder: Path) -> None:
    size = pack.manifest.size_bytes
    if shutil.disk_usage(folder).free < size + _PIECE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _not_the_signed(name: str) -> PackRefused:
    return PackRefused(
        f"A file of this model pack is not the one that was signed: {name}. Nothing of it was kept or opened. "
        "Ask whoever gave it to you for a new copy."
    )


def _no_file(name: str) -> PackRefused:
    return PackRefused(f"This model pack can't be used: {name} is a link, or no ordinary file. Nothing of it was kept.")


def _not_copied(error: OSError) -> ModelError:
    if isinstance(error, FileNotFoundError):
        return PackRefused("A file of this model pack is missing. Nothing of it was kept. Ask for a new copy.")
    return ModelError(f"The model could not be copied ({_reason(error)}). Nothing of it was kept.")


def _is_held(error: OSError) -> bool:
    return isinstance(error, PermissionError) and os.name == "nt"


def _reason(error: OSError) -> str:
    return (error.strerror or "the disk did not answer").lower()
