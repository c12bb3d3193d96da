"""One dated PDF about this laptop: policies in force, hashes, exams, proof of being offline, the doctor's page.

It holds nothing of any visit: no vault is opened for it.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models import catalogue, pack_import
from models.catalogue import InstalledModel
from models.errors import ModelError
from scribe import exam_report, exams
from scribe.document_text import Block, BlockKind, tidy
from scribe.export_pdf import pdf_file
from scribe.export_shape import Printed, moment_in_words
from scribe.finding import Finding, worst
from scribe.offline_proof import Proof
from scribe.program_hash import program_sha256
from scribe.settings import Settings

NOT_RUN = "Not run on this laptop; a proof is given with --proof FILE."
NONE_SET = "None: every setting is its safe default, or this user's own choice."
NOTHING_OF_VISITS = "Nothing of any visit is in this document. No vault was opened to make it."


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
        *_offline(evidence.proof, evidence.program_sha256),
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


def _offline(proof: Proof | None, program: str) -> tuple[Block, ...]:
    heading = Block(BlockKind.HEADING, "Proof that it works without a network")
    if proof is None:
        return heading, _said_in(NOT_RUN)
    return (heading, _said_in(proof.verdict(program)), *(Block(BlockKind.ITEM, line) for line in proof.lines()))


def _finding(finding: Finding) -> str:
    fix = f" To do: {finding.fix}" if finding.fix else ""
    return f"{finding.level.value.upper()} – {finding.label}: {finding.value}.{fix}".replace("..", ".")
