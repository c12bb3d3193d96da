"""What a model pack says of itself: its manifest, read strictly, and only after its signature has been verified."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from models.catalogue import KINDS, RECORD, Kind, ModelFile
from models.errors import ModelError

MANIFEST = "fairnote-pack.json"
SIGNATURE = MANIFEST + ".minisig"
PUBLIC_KEY = "fairnote-pack.pub"
"""Kept beside an imported pack: the key that it was checked by."""
VERSION = 1
MOST_MANIFEST = 256 << 10
"""Bytes; one with the whole result of an exam takes 3 thousand."""
MOST_FILES = 32
LARGEST_FILE = 64 << 30
PROMPT_STYLES = ("few-shot",)
"""How a writer can be asked: by examples and one more beginning. A GGUF's own chat template is code, and is not run."""
_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "transcriber": ("model.bin", "config.json", "tokenizer.json"),
    "writer": (),
    "speakers": ("embedding.onnx", "segmentation.onnx"),
    "second opinion": ("decoder_model_merged.onnx", "encoder_model.onnx", "tokenizer.json"),
}
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._+-]{0,78}[A-Za-z0-9+])?")
"""Of a model and of each of its files: one part of a path, which no system reads as anything else."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PLAIN = re.compile(r"[ -~]{1,120}")
_APP_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,40}")
_OURS = {RECORD, MANIFEST, SIGNATURE, PUBLIC_KEY}


class PackRefused(ModelError):
    """A pack can't be used; the sentence says what is wrong with it."""

    sentence = "This model pack can't be used. Nothing of it was copied."


@dataclass(frozen=True)
class TravelledExam:
    """The result of an exam that was sat elsewhere: JSON of it, with which version of Fairnote and on which day."""

    app_version: str
    on: date
    result: str


@dataclass(frozen=True)
class Manifest:
    """What a pack holds. `files[0]` is the model's main file, `needs_gb` the memory of the smallest laptop for it."""

    name: str
    kind: Kind
    licence: str
    needs_gb: int
    files: tuple[ModelFile, ...]
    prompt_style: str = ""
    exam: TravelledExam | None = None

    @property
    def size_bytes(self) -> int:
        """Of all files together."""
        return sum(file.size_bytes for file in self.files)

    def to_bytes(self) -> bytes:
        """The manifest as the file that is signed."""
        exam = self.exam
        told = {
            "fairnote_pack": VERSION,
            "name": self.name,
            "kind": self.kind,
            "licence": self.licence,
            "needs_gb": self.needs_gb,
            "prompt_style": self.prompt_style,
            "files": [asdict(file) for file in self.files],
            "exam": None
            if exam is None
            else {"app_version": exam.app_version, "on": exam.on.isoformat(), "result": json.loads(exam.result)},
        }
        return (json.dumps(told, indent=1) + "\n").encode("ascii")


def read_manifest(content: bytes) -> Manifest:
    """The manifest in these bytes, which were verified before. Raises `PackRefused`, which says what is wrong.

    Nothing that is not known is let pass, so that a later version's pack is never taken for half of what it is.
    """
    told = _object(content)
    _keys(
        told, {"fairnote_pack", "name", "kind", "licence", "needs_gb", "prompt_style", "files", "exam"}, "its manifest"
    )
    if type(told["fairnote_pack"]) is not int or told["fairnote_pack"] != VERSION:
        raise _bad("it was made for another version of Fairnote")
    kind = told["kind"]
    if kind not in KINDS:
        raise _bad("it is for a kind of work that this version of Fairnote does not know")
    manifest = Manifest(
        name=_name(told["name"], "the model"),
        kind=kind,
        licence=_text(told["licence"], _PLAIN, "its licence"),
        needs_gb=_number(told["needs_gb"], 1, 1024, "the memory that it needs"),
        files=_files(told["files"]),
        prompt_style=_style(told["prompt_style"], kind),
        exam=_exam(told["exam"]),
    )
    return _with_its_files(manifest)


def checked(manifest: Manifest) -> Manifest:
    """The same manifest, if it is one that `read_manifest` takes: asked before one is signed. Raises `PackRefused`."""
    return read_manifest(manifest.to_bytes())


def _with_its_files(manifest: Manifest) -> Manifest:
    names = [file.name for file in manifest.files]
    needed = _NEEDED[manifest.kind]
    whole = names[: len(needed)] == list(needed) if manifest.kind != "writer" else names[0].endswith(".gguf")
    if not whole or (manifest.kind == "writer" and len(names) != 1):
        raise _bad("it has not the files that a model of its kind is made of")
    return manifest


def _object(content: bytes) -> dict[str, object]:
    if len(content) > MOST_MANIFEST:
        raise _bad("its manifest is too large")
    try:
        found = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _bad("its manifest can't be read") from None
    return _mapping(found, "its manifest")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON in which nothing is said twice: two readers could each believe another."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("said twice")
    return dict(pairs)


def _no_number(_: str) -> object:
    raise ValueError("no number")


def _files(told: object) -> tuple[ModelFile, ...]:
    if not isinstance(told, list) or not 1 <= len(told) <= MOST_FILES:
        raise _bad("its list of files can't be right")
    files = tuple(_file(each) for each in told)
    if len({file.name.casefold() for file in files}) != len(files):
        raise _bad("it names a file twice")
    return files


def _file(told: object) -> ModelFile:
    each = _mapping(told, "its list of files")
    _keys(each, {"name", "sha256", "size_bytes"}, "its list of files")
    name = _name(each["name"], "a file")
    if name.casefold() in _OURS:
        raise _bad("it names a file as Fairnote names its own")
    sha256 = _text(each["sha256"], _SHA256, "the hash of a file")
    return ModelFile(name, sha256, _number(each["size_bytes"], 1, LARGEST_FILE, "the size of a file"))


def _exam(told: object) -> TravelledExam | None:
    if told is None:
        return None
    each = _mapping(told, "the result of its exam")
    _keys(each, {"app_version", "on", "result"}, "the result of its exam")
    result = _mapping(each["result"], "the result of its exam")
    app = _text(each["app_version"], _APP_VERSION, "the version that its exam was sat with")
    try:
        on = date.fromisoformat(_text(each["on"], _PLAIN, "the day of its exam"))
    except ValueError:
        raise _bad("the day of its exam can't be right") from None
    return TravelledExam(app, on, json.dumps(result))


def _style(told: object, kind: Kind) -> str:
    allowed = PROMPT_STYLES if kind == "writer" else ("",)
    if told not in allowed:
        raise _bad("it has to be asked in a way that this version of Fairnote does not know")
    return str(told)


def _mapping(told: object, what: str) -> dict[str, object]:
    if not isinstance(told, dict):
        raise _bad(f"{what} can't be read")
    return told


def _keys(told: Mapping[str, object], wanted: set[str], what: str) -> None:
    if set(told) != wanted:
        raise _bad(f"{what} has too little or too much in it")


def _name(told: object, what: str) -> str:
    name = _text(told, _NAME, f"the name of {what}")
    if _RESERVED.fullmatch(name) or ".." in name:
        raise _bad(f"the name of {what} can't be right")
    return name


def _text(told: object, pattern: re.Pattern[str], what: str) -> str:
    if not isinstance(told, str) or not pattern.fullmatch(told):
        raise _bad(f"{what} can't be right")
    return told


def _number(told: object, least: int, most: int, what: str) -> int:
    if type(told) is not int or not least <= told <= most:
        raise _bad(f"{what} can't be right")
    return told


def _bad(what: str) -> PackRefused:
    return PackRefused(f"This model pack can't be used: {what}. Nothing of it was copied.")
