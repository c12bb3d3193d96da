"""The evidence of a laptop: what is in force on it, and nothing of any visit."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from scribe import cli, evidence, exams
from scribe.errors import FileRefused
from scribe.evidence import blocks, evidence_pdf, gather
from scribe.finding import Finding, Level
from scribe.offline_proof import OTHER_PROGRAM, THIS_PROGRAM, UNSIGNED, newest_proof, read_proof
from scribe.program_hash import program_sha256
from scribe.settings import Settings
from tests.notes.exam_results import result

FOUND = (
    Finding("version", "Fairnote", "9.9"),
    Finding("disk", "Free disk", "1 GB", Level.WARN, "Free some room."),
)
RUN: dict[str, object] = {
    "network": "with no network at all", "sockets": {"AF_UNIX": 4, "AF_INET": 0, "AF_INET6": 0}, "strays": [],
    "steps": {"doctor": 1, "draft from a transcript": 0}, "unfinished": [],
}  # fmt: skip
PROOF = {
    "program": "/opt/fairnote", "version": "9.9", "system": "Linux 6", "sha256": "ab" * 32, "proved": True,
    "models": {"tiny.en": "ab" * 32}, "runs": [RUN, {**RUN, "network": "with the network there"}],
}  # fmt: skip


@pytest.fixture
def models_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of models in which nothing else is."""
    folder = tmp_path / "models"
    folder.mkdir()
    yield folder


def words(pdf: bytes) -> str:
    """All words of a PDF."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def a_proof(path: Path, **other: object) -> Path:
    """A proof as a file."""
    path.write_text(json.dumps({**PROOF, **other}), "utf-8")
    return path


def test_the_document_says_what_is_in_force(models_folder: Path, tmp_path: Path) -> None:
    """Policies with who set them, hashes, models and exams, the proof, the doctor's page; dated."""
    policies = {"restore_days": {"value": "3", "set_by": "policy"}}
    settings = Settings(models_folder=models_folder)
    proof = read_proof(a_proof(tmp_path / "proof.json", sha256=program_sha256()))
    made = gather(FOUND, policies, settings, "9.9", proof)
    text = words(evidence_pdf(made))
    for said in (
        "restore_days: 3 (set by policy)",
        made.program_sha256,
        "Smol" if any("Smol" in model.name for model, _ in made.models) else "no language model",
        f"It holds. {THIS_PROGRAM} {UNSIGNED}",
        "doctor: done, with something to tell (exit status 1)",
        "draft from a transcript: done",
        "internet sockets asked for: 0",
        "files written outside its own folders: 0",
        "WARN – Free disk: 1 GB. To do: Free some room.",
        "The doctor says: warn.",
        str(made.at.astimezone().year),
        evidence.NOTHING_OF_VISITS,
    ):
        assert said in text, said


def test_what_is_not_there_is_said(models_folder: Path) -> None:
    """No policy, no proof."""
    text = "\n".join(one.text for one in blocks(gather(FOUND, {}, Settings(models_folder=models_folder), "9.9", None)))
    assert evidence.NONE_SET in text and evidence.NOT_RUN in text and "dev.py" not in text


def test_no_help_names_what_no_laptop_has(capsys: pytest.CaptureFixture[str]) -> None:
    """An installed Fairnote has no dev.py."""
    with contextlib.suppress(SystemExit):
        cli.run(["evidence", "--help"])
    told = capsys.readouterr().out
    assert "--proof FILE" in told and "dev.py" not in told


def test_the_marks_of_an_exam_are_in_it(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line each measure, below what the model may be asked."""
    monkeypatch.setattr(exams, "result_of", lambda sha256, _: result(sha256=sha256))
    made = gather(FOUND, {}, Settings(models_folder=models_folder), "9.9", None)
    assert made.exams and all(any("most memory: 280 MB" in mark for mark in marks) for _, marks in made.exams)


def test_a_proof_of_another_program_proves_nothing_here(models_folder: Path, tmp_path: Path) -> None:
    """Also one that holds, and of the same version: its files are others."""
    for version in ("9.9", "1.0"):
        proof = read_proof(a_proof(tmp_path / "proof.json", version=version))
        made = gather(FOUND, {}, Settings(models_folder=models_folder), "9.9", proof)
        text = "\n".join(one.text for one in blocks(made))
        assert f"{OTHER_PROGRAM} It is of version {version}, with other files. For that one it holds." in text
        assert THIS_PROGRAM not in text and "It holds." not in text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"proved": False}, "draft from a transcript: done"),
        ({"runs": []}, "File of"),
        ({"runs": [{**RUN, "unfinished": ["doctor"]}]}, "doctor: NOT DONE (exit status 1)"),
        ({"runs": [RUN, {**RUN, "strays": ["/etc/x"]}]}, "files written outside its own folders: 1: /etc/x"),
        ({"runs": [{**RUN, "sockets": {"AF_INET": 0, "AF_INET6": 2}}]}, "internet sockets asked for: 2"),
    ],
)
def test_a_proof_whose_own_figures_are_against_it_does_not_hold(
    tmp_path: Path, wrong: dict[str, object], told: str
) -> None:
    """Whatever it says of itself; what is wrong can be read."""
    proof = read_proof(a_proof(tmp_path / "proof.json", sha256="cd", **wrong))
    assert proof.verdict("cd").startswith(f"IT DOES NOT HOLD. {THIS_PROGRAM}")
    assert any(line.startswith(told) for line in proof.lines())


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"proved": true}', '{"proved": "yes", "runs": []}', "[" * 100_000, '{"runs": 1, "proved": true}',
     '{"proved": true, "runs": [{"steps": {"a": "b"}}]}', '{"proved": true, "runs": [7]}'],
)  # fmt: skip
def test_what_is_no_proof_is_refused(tmp_path: Path, text: str) -> None:
    """One sentence."""
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    with pytest.raises(FileRefused):
        read_proof(path)


def test_the_newest_proof_that_can_be_read_is_taken(tmp_path: Path) -> None:
    """Not what somebody else put beside it; none where there is no folder."""
    folder = tmp_path / "proofs"
    assert newest_proof(folder) is None
    folder.mkdir()
    for number, name in enumerate(("old", "new", "other")):
        os.utime(a_proof(folder / f"{name}.json", version=name), (number, number))
    (folder / "other.json").write_text("{}", "utf-8")
    found = newest_proof(folder)
    assert found is not None and found.version == "new"


def test_the_hash_of_the_program_is_that_of_its_files(tmp_path: Path) -> None:
    """Of names and contents; what Python compiled is not counted."""
    (tmp_path / "ui" / "__pycache__").mkdir(parents=True)
    (tmp_path / "ui" / "a.py").write_text("a")
    before = program_sha256(tmp_path)
    (tmp_path / "ui" / "__pycache__" / "a.pyc").write_text("x")
    assert program_sha256(tmp_path) == before
    (tmp_path / "ui" / "a.py").rename(tmp_path / "ui" / "b.py")
    renamed = program_sha256(tmp_path)
    (tmp_path / "ui" / "b.py").write_text("b")
    assert len({before, renamed, program_sha256(tmp_path)}) == 3


def test_the_command_writes_one_file_and_never_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A PDF; the second time it is refused, and the first stays."""
    to = tmp_path / "laptop.pdf"
    assert cli.run(["evidence", "--to", str(to)]) == 0
    first = to.read_bytes()
    assert first.startswith(b"%PDF")
    assert cli.run(["evidence", "--to", str(to)]) == 1
    assert to.read_bytes() == first and len(capsys.readouterr().err.strip().splitlines()) == 1
    assert cli.run(["evidence", "--to", str(tmp_path / "no" / "laptop.pdf")]) == 1
