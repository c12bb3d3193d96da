"""One dated PDF about this laptop: policies in force, hashes, exams, proof of being offline, the doctor's page.

It holds nothing of any visit: no vault is opened for it.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from models import catalogue, pack_import
from models.catalogue import InstalledModel
from models.errors import ModelError
from scribe import exam_report, exams
from scribe.document_text import Block, BlockKind, tidy
from scribe.errors import FileRefused
from scribe.export_pdf import pdf_file
from scribe.export_shape import Printed, moment_in_words
from scribe.finding import Finding, worst
from scribe.named_files import text_of
from scribe.settings import Settings, data_folder

PROOFS = "proofs"
"""The folder of this user's data in which proofs of being offline are looked for."""
NOT_A_PROOF = "This is no proof of being offline, as dev.py prove-offline --json FILE writes it. It was not changed."
NOT_RUN = (
    "Not run here: no proof was found on this laptop. On Linux it is made by: python3 dev.py prove-offline --json FILE"
)
NONE_SET = "None: every setting is its safe default, or this user's own choice."
NOTHING_OF_VISITS = "Nothing of any visit is in this document. No vault was opened to make it."
_PARTS = ("ui", "scribe", "easyread", "models", "resources")
_NO_PROGRAM = ("__pycache__", "built")
"""What is made on each computer: compiled modules, and what the set-up built, whose hashes the models have."""
_LONGEST = 300
"""Letters of one value of a proof that are shown."""


@dataclass(frozen=True)
class Proof:
    """What a proof of being offline says, as names and values; `sha256` is that of its file."""

    sha256: str
    made: datetime
    proved: bool
    version: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Evidence:
    """All that goes into the document."""

    laptop: str
    version: str
    at: datetime
    program_sha256: str
    findings: tuple[Finding, ...]
    policies: dict[str, dict[str, str]]
    models: tuple[tuple[InstalledModel, str], ...]
    """Each model, and whether its files are whole."""
    exams: tuple[tuple[str, tuple[str, ...]], ...]
    """What each language model may be asked, and the marks that it follows from."""
    proof: Proof | None


def gather(
    findings: tuple[Finding, ...],
    policies: dict[str, dict[str, str]],
    settings: Settings,
    version: str,
    proof: Proof | None,
) -> Evidence:
    """Look at the program and its models. Takes seconds, because every file is read."""
    folders, key = settings.all_models_folders, settings.model_pack_public_key
    installed = pack_import.installed(folders, key)
    return Evidence(
        laptop=tidy(platform.node()) or "not known",
        version=version,
        at=datetime.now(UTC),
        program_sha256=program_sha256(),
        findings=findings,
        policies=policies,
        models=tuple((model, _whole(model)) for model in installed),
        exams=tuple(_exam(model, settings.models_folder) for model in exams.writers(folders, key)),
        proof=proof,
    )


def program_sha256(root: Path | None = None) -> str:
    """SHA-256 over the names and hashes of all files of the program, in the order of their names."""
    where = root or _program_folder()
    whole = hashlib.sha256()
    for path in _program_files(where):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{digest}  {path.relative_to(where).as_posix()}\n".encode())
    return whole.hexdigest()


def _program_folder() -> Path:
    """Where the program lies: the folder of a frozen one, else that of its packages."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else Path(__file__).resolve().parent.parent


def _program_files(where: Path) -> list[Path]:
    folders = [where / part for part in _PARTS] if (where / _PARTS[0]).is_dir() else [where]
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not set(_NO_PROGRAM) & set(path.relative_to(where).parts))


def _whole(model: InstalledModel) -> str:
    try:
        catalogue.verify(model)
    except ModelError as error:
        return str(error)
    return "files whole"


def _exam(model: InstalledModel, models_folder: Path) -> tuple[str, tuple[str, ...]]:
    result = exams.result_of(model.sha256, models_folder)
    marks = tuple(" ".join(line.split()) for line in exam_report.lines(result)) if result else ()
    return f"{model.name} {exams.standing(model.sha256, models_folder)}.", marks


# --- the proof of being offline
def read_proof(path: Path) -> Proof:
    """A proof that was kept as a file. Raises `FileRefused`."""
    try:
        data = json.loads(text_of(str(path), NOT_A_PROOF))
        proved, version = data["proved"], str(data.get("version", "not told"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FileRefused(NOT_A_PROOF) from None
    if not isinstance(proved, bool):
        raise FileRefused(NOT_A_PROOF)
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    rows = tuple((tidy(name)[:_LONGEST], tidy(value)[:_LONGEST]) for name, value in _rows("", data))
    return Proof(hashlib.sha256(path.read_bytes()).hexdigest(), made, proved, tidy(version), rows)


def newest_proof(folder: Path | None = None) -> Proof | None:
    """The newest proof among this user's; None where there is none that can be read."""
    there = folder or data_folder() / PROOFS
    paths = sorted(there.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True) if there.is_dir() else []
    for path in paths:
        try:
            return read_proof(path)
        except FileRefused:
            continue  # a file that somebody else put there is no proof, and an older one may be
    return None


def _rows(name: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _rows(f"{name}.{key}" if name else str(key), below)
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for number, below in enumerate(value, start=1):
            yield from _rows(f"{name} {number}", below)
    else:
        yield name, ", ".join(map(str, value)) or "none" if isinstance(value, list) else _said(value)


def _said(value: object) -> str:
    return {"True": "yes", "False": "no", "None": "not told"}.get(str(value), str(value))


# --- as a document
def evidence_pdf(evidence: Evidence) -> bytes:
    """The PDF (PDF/UA-1, PDF/A-2a), by the renderer of exports. Raises `PdfNotPossible`."""
    title = f"Evidence about {evidence.laptop}"
    running = f"{title}, {moment_in_words(evidence.at)}"
    return pdf_file(Printed(title, "Fairnote", evidence.at, blocks(evidence), (), running, practice=False))


def blocks(evidence: Evidence) -> tuple[Block, ...]:
    """What stands in the document, in order."""
    verdict = worst(evidence.findings).value
    return (
        Block(BlockKind.TITLE, f"Evidence about {evidence.laptop}"),
        _said_in(f"Made on {moment_in_words(evidence.at)} by Fairnote {evidence.version}. The doctor says: {verdict}."),
        _said_in(NOTHING_OF_VISITS),
        *_part("Policies in force", _policies(evidence.policies)),
        *_part("The program", (f"Version: {evidence.version}", f"SHA-256 of its files: {evidence.program_sha256}")),
        *_part("Models", (_model(model, whole) for model, whole in evidence.models), "No model is on this laptop."),
        *_exams(evidence.exams),
        *_offline(evidence.proof, evidence.version),
        *_part("The doctor's page", map(_finding, evidence.findings)),
    )


def _said_in(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def _part(heading: str, items: Iterable[str], where_none: str = "") -> tuple[Block, ...]:
    made = tuple(Block(BlockKind.ITEM, item) for item in items)
    return (Block(BlockKind.HEADING, heading), *(made or (_said_in(where_none),)))


def _policies(policies: dict[str, dict[str, str]]) -> tuple[str, ...]:
    told = tuple(f"{name}: {each['value']} (set by {each['set_by']})" for name, each in policies.items())
    return told or (NONE_SET,)


def _model(model: InstalledModel, whole: str) -> str:
    size = f"{model.size_bytes / 1e6:.0f} MB"
    return f"{model.name}: {model.kind}, {size}, {model.licence}, {whole}. SHA-256: {model.sha256}"


def _exams(sat: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Block, ...]:
    heading = Block(BlockKind.HEADING, "Exams of the language models")
    if not sat:
        return heading, _said_in("There is no language model. Drafts are made by rules alone.")
    each = ((_said_in(standing), *(Block(BlockKind.ITEM, mark) for mark in marks)) for standing, marks in sat)
    return (heading, *(block for blocks in each for block in blocks))


def _offline(proof: Proof | None, version: str) -> tuple[Block, ...]:
    heading = Block(BlockKind.HEADING, "Proof that it works without a network")
    if proof is None:
        return heading, _said_in(NOT_RUN)
    said = "It holds." if proof.proved else "IT DOES NOT HOLD."
    other = "" if proof.version == version else f" It is of another version: {proof.version}."
    file = f"File of {moment_in_words(proof.made)}, SHA-256: {proof.sha256}"
    rows = (f"{name}: {value}" for name, value in proof.rows)
    return (heading, _said_in(said + other), *(Block(BlockKind.ITEM, item) for item in (file, *rows)))


def _finding(finding: Finding) -> str:
    fix = f" To do: {finding.fix}" if finding.fix else ""
    return f"{finding.level.value.upper()} – {finding.label}: {finding.value}.{fix}".replace("..", ".")
