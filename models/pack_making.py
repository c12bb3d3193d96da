"""Makes a signed model pack out of a model: a council's own, or one of the starters."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models import catalogue, pack_signing
from models.catalogue import InstalledModel, Kind, ModelFile
from models.errors import ModelError
from models.memory_tiers import estimated_gb
from models.pack import MANIFEST, PROMPT_STYLES, SIGNATURE, Manifest, TravelledExam, checked
from models.pack_import import LABEL, copy_file
from models.pack_signing import MOST_KEY, BadSecretKey
from models.progress import Cancellation, OnProgress, Progress, ignore_progress
from models.staging import staged

ExamOf = Callable[[str], TravelledExam | None]
"""The result of an exam that is to travel with the model of this hash."""


@dataclass(frozen=True)
class Sources:
    """A model that is to be packed: its kind, a name for it, its files (the main one first) and what is known of it."""

    kind: Kind
    name: str
    files: tuple[Path, ...]
    licence: str = "not stated"
    needs_gb: int = 0
    """0: estimated by size."""


def sources_of(path: Path) -> Sources:
    """A model that is not here yet. Raises `NotAModel`.

    `path` is a CTranslate2 Whisper folder, a GGUF file, or a folder with one GGUF file in it.
    """
    inside = sorted(path.glob("*.gguf")) if path.is_dir() else []
    kind, files = catalogue.recognise(inside[0] if len(inside) == 1 else path)
    return Sources(kind, catalogue.name_for(files[0] if kind == "writer" else path, kind), files)


def sources_of_installed(model: InstalledModel) -> Sources:
    """A model that is here."""
    files = tuple(model.folder / file.name for file in model.files)
    return Sources(model.kind, model.name, files, model.licence, model.needs_gb)


def make_pack(
    model: Sources,
    to: Path,
    *,
    secret_key: bytes,
    passphrase: str,
    comment: str,
    exam_of: ExamOf = lambda _: None,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> tuple[Path, str]:
    """Write a pack of a model into a folder of its name under `to`; gives the folder, and the key that verifies it.

    `comment` is signed with the manifest, in printable ASCII. The key is tried before
    anything is copied. Raises `BadSecretKey`, `WrongKeyPassphrase`, `PackRefused`, or `ModelError` where there is such
    a pack or no room: then nothing is left of it.
    """
    pack_signing.sign(b"", secret_key, passphrase, "")
    final, cancel = to / model.name, cancel or Cancellation()
    total, done = sum(file.stat().st_size for file in model.files), 0

    def tell(more: int) -> None:
        nonlocal done
        cancel.raise_if_asked()
        done += more
        on_progress(Progress(done, total, LABEL))

    try:
        with staged(final) as folder:
            copied = tuple(_copied(file, folder, tell) for file in model.files)
            style = PROMPT_STYLES[0] if model.kind == "writer" else ""
            size = sum(file.size_bytes for file in copied)
            needs = model.needs_gb or estimated_gb(size)
            exam = exam_of(copied[0].sha256)
            told = Manifest(model.name, model.kind, model.licence, needs, copied, style, exam)
            content = checked(told).to_bytes()
            signature, public_key = pack_signing.sign(content, secret_key, passphrase, comment)
            (folder / MANIFEST).write_bytes(content)
            (folder / SIGNATURE).write_bytes(signature)
            _make_readable(folder)
    except FileExistsError:
        raise ModelError(f"There is already something called {model.name} there. Nothing was changed.") from None
    except OSError as error:
        why = (error.strerror or "the disk did not answer").lower()
        raise ModelError(f"The pack could not be written ({why}). Nothing was left of it.") from None
    return final, public_key


def read_secret_key(path: Path) -> bytes:
    """The content of a secret key file. Raises `BadSecretKey`."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_KEY + 1)
    except OSError:
        raise BadSecretKey("The secret key file could not be opened. Nothing was signed.") from None
    if len(content) > MOST_KEY:
        raise BadSecretKey
    return content


def _copied(source: Path, folder: Path, on_piece: Callable[[int], None]) -> ModelFile:
    """Links are followed here, as whoever signs chose the files: package managers and model caches are full of them."""
    whole = source.resolve(strict=True)
    return copy_file(whole, folder / source.name, most=whole.stat().st_size, on_piece=on_piece)


def _make_readable(folder: Path) -> None:
    """A pack is no secret, and is often put where others read it."""
    if os.name == "posix":
        folder.chmod(0o755)
