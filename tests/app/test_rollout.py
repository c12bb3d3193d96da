"""A rollout as IT does it, by the real command line: doctor, upgrade, rollback, a withdrawn model, a lost key."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models import catalogue
from models.errors import ModelMissing
from scribe import vault_schema
from scribe.audio_store import AudioWriter
from scribe.exams import keep
from scribe.export import export
from scribe.keys import KeyringHolder
from scribe.lifecycle import Move, advance, file_document
from scribe.vault import Vault
from scribe.visit import AudioOrigin, DocumentId, DocumentStage, ModelCard, Recording, RecordingId, VisitId
from tests.app.laptop_program import Laptop
from tests.scribe_core.exam_results import result_for
from tests.scribe_core.make import AT, a_document, a_visit, approve_all
from tests.scribe_core.test_upgrade import as_version

VISITS = 200
BEFORE = vault_schema.STEPS.index(vault_schema.SECOND_APPROVALS)
"""How many steps the tables had before two approvals, handing over and erasing in time."""
STAGES = (None, DocumentStage.DRAFTED, DocumentStage.APPROVED, DocumentStage.EXPORTED, DocumentStage.FILED)
"""Every fifth visit is at the same place: recorded only, drafted, approved, exported, filed."""
TEN_MINUTES = 600.0
PRACTICE = Path(__file__).parents[2] / "resources" / "practice"


def _figure(what: str, began: float) -> float:
    """Print how long a step took, in seconds."""
    seconds = time.monotonic() - began
    print(f"{what}: {seconds:.1f} s")
    return seconds


def _ids(number: int) -> tuple[VisitId, DocumentId]:
    return VisitId(f"v{number}"), DocumentId(f"d{number}")


def _writer_hash() -> str:
    try:
        return catalogue.starter("writer").sha256
    except ModelMissing:
        pytest.skip("the starter models are not installed")


def _make_visit(vault: Vault, number: int, model: ModelCard, out: Path) -> None:
    visit, document = _ids(number)
    stage = STAGES[number % len(STAGES)]
    vault.add_visit(replace(a_visit(visit), reference=f"REF {number}"))
    if stage is None:
        _record(vault, visit)
        return
    vault.save_document(replace(a_document(document, visit), model=model))
    if stage is DocumentStage.DRAFTED:
        return
    approved = approve_all(vault, document)
    if stage is DocumentStage.APPROVED:
        return
    export(vault, approved, "txt", out / f"{document}.txt")
    if stage is DocumentStage.FILED:
        file_document(vault, document, f"CASE {number}")


def _record(vault: Vault, visit: VisitId) -> None:
    """Sound under the visit's own key, as it was kept then."""
    recording = Recording(RecordingId(f"r-{visit}"), visit, f"r-{visit}.fna", AudioOrigin.IMPORTED, AT)
    with AudioWriter(vault.audio_folder / recording.file_name, vault.visit_key(visit), recording.id) as writer:
        writer.write(random.Random(visit).randbytes(32_000))
    with vault.transaction():
        vault.save_recording(replace(recording, finished=True, seconds=1.0, audio_sha256=writer.sha256))
        advance(vault, visit, Move.IMPORT_SOUND)


@contextmanager
def _tables_of_then() -> Iterator[None]:
    """The version before, which asked for no second approval."""
    with as_version(BEFORE), pytest.MonkeyPatch.context() as patched:
        patched.setattr(Vault, "second_approval", lambda *_: None)
        yield


def _fill(laptop: Laptop, visits: int, model: ModelCard) -> None:
    out = laptop.folder / "exported"
    out.mkdir()
    with _tables_of_then(), Vault.create(laptop.vault_folder, KeyringHolder(lambda: laptop.keychain)) as vault:
        for number in range(visits):
            _make_visit(vault, number, model, out)


def _ok(laptop: Laptop, *arguments: str | Path, tables: int | None = None) -> str:
    done = laptop.run(*arguments, tables=tables)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _refused(laptop: Laptop, *arguments: str | Path, tables: int | None = None) -> str:
    """The one sentence of a command that did nothing."""
    done = laptop.run(*arguments, tables=tables)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    return done.stderr


def _assert_all_there(laptop: Laptop, visits: int) -> None:
    """Every visit in the list; each document at its stage and the same text; each sound; the record of acts whole."""
    assert {line.split()[0] for line in _ok(laptop, "visits", "list").splitlines()} == {f"v{n}" for n in range(visits)}
    assert "none changed" in _ok(laptop, "audit", "check")
    with Vault.open(laptop.vault_folder, KeyringHolder(lambda: laptop.keychain)) as vault:
        assert not vault.read_only
        for number in range(visits):
            visit, document = _ids(number)
            stage = STAGES[number % len(STAGES)]
            assert vault.visit(visit).reference == f"REF {number}"
            if stage is None:
                (recording,) = vault.recordings(visit)
                assert (vault.audio_folder / recording.file_name).exists()
                continue
            (found,) = vault.documents(visit)
            assert (
                found.stage is stage
                and found.sections[0].claims[0] == a_document(document, visit).sections[0].claims[0]
            )


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _collect_doctor(laptop: Laptop, recovery_key: str) -> None:
    """IT's script reads one JSON: what is there, and that the policy arrived."""
    began = time.monotonic()
    told = json.loads(laptop.run("doctor", "--json", "-").stdout)
    _figure("doctor --json", began)
    assert told["worst"] in ("ok", "warn", "stop")
    assert told["policies"]["recovery_public_key"] == {"value": recovery_key, "set_by": "policy"}
    assert told["findings"]["policy"]["level"] == "ok"
    assert told["findings"]["recovery"]["level"] == "warn"  # no newer program has opened the vault yet


def _upgrade(laptop: Laptop, visits: int, backup: Path) -> None:
    """A backup by the version before, then the first command of the new one."""
    began = time.monotonic()
    assert f"Backed up: {visits} visits" in _ok(laptop, "backup", "--to", backup, tables=BEFORE)
    _figure("backup", began)
    began = time.monotonic()
    assert len(_ok(laptop, "visits", "list").splitlines()) == visits
    _figure("first start of the new version", began)
    _assert_all_there(laptop, visits)


def _roll_back(laptop: Laptop, visits: int, backup: Path, identity: Path) -> None:
    """The version before refuses and changes nothing; of the backup it makes a vault with all visits."""
    upgraded = _bytes(laptop.vault_folder)
    assert "A newer Fairnote made this vault" in _refused(laptop, "audit", "check", tables=BEFORE)
    assert _bytes(laptop.vault_folder) == upgraded
    newer, again = laptop.vault_folder, laptop.folder / "again"
    began = time.monotonic()
    said = _ok(laptop, "restore", backup, "--to", again, "--identity", identity, tables=BEFORE)
    _figure("restore", began)
    assert f"Restored: {visits} visits" in said
    laptop.vault_folder = again
    laptop.policy(vault_folder=str(again))
    assert "none changed" in _ok(laptop, "audit", "check", tables=BEFORE)
    assert _bytes(newer) == upgraded
    _assert_all_there(laptop, visits)


def _findings(laptop: Laptop) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(laptop.run("doctor", "--json", "-").stdout)["findings"]
    return found


def _draft(laptop: Laptop) -> dict[str, Any]:
    talk = laptop.folder / "talk.json"
    talk.write_text(json.dumps(TALK), "utf-8")
    note: dict[str, Any] = json.loads(_ok(laptop, "draft", talk, "--template", "case-note", "--json", "-"))
    return note


def _withdraw(laptop: Laptop, visits: int, writer: str) -> None:
    """By policy: doctor and `transcribe` say so, a note is drafted by rules, and what the model touched is listed."""
    ear = catalogue.starter("transcriber").sha256
    models = laptop.folder / "models"
    laptop.policy(models_folder=str(models))
    keep(result_for(writer), models)
    before = _findings(laptop)
    assert before["writer"]["level"] == before["transcriber"]["level"] == "ok"
    assert _draft(laptop)["model"]["sha256"] == writer
    laptop.policy(withdrawn_models=[writer, ear])
    after = _findings(laptop)
    assert after["writer"]["level"] == "warn" and "withdrawn" in json.dumps(after["writer"])
    assert "withdrawn" in _refused(laptop, "transcribe", PRACTICE / "practice.opus")
    note = _draft(laptop)
    written = {claim["written_by"] for section in note["sections"] for claim in section["claims"]}
    assert note["model"]["name"] == "none" and written and "model" not in written
    began = time.monotonic()
    lines = _ok(laptop, "visits", "list", "--drafted-by", writer).splitlines()
    _figure("visits list --drafted-by", began)
    drafted = [number for number in range(visits) if STAGES[number % len(STAGES)]]
    assert sorted(line.split()[0] for line in lines) == sorted(f"v{number}" for number in drafted)
    on_record = sum(STAGES[number % len(STAGES)] is not DocumentStage.DRAFTED for number in drafted)
    assert sum("approved, or may have left" in line for line in lines) == on_record


def _lose_and_recover(laptop: Laptop, visits: int, identity: Path) -> None:
    """The keychain is emptied. Refused in a sentence; by the council's key all of it is back."""
    began = time.monotonic()
    laptop.keychain.lose()
    kept = _bytes(laptop.vault_folder)
    said = _refused(laptop, "visits", "list")
    assert "recovery key can open it" in said and "Nothing was deleted" in said
    assert _bytes(laptop.vault_folder) == kept
    recovering = time.monotonic()
    assert "key is back" in _ok(laptop, "recover", "--identity", identity)
    _figure("recover", recovering)
    assert len(_ok(laptop, "visits", "list").splitlines()) == visits
    assert _figure("from the loss to the list of visits", began) < TEN_MINUTES
    _assert_all_there(laptop, visits)


TALK = {
    "people": [
        {"id": "S1", "name": "Mrs Amina Begum", "role": "person", "pronouns": "she"},
        {"id": "S2", "name": "Jo Reed", "role": "worker", "pronouns": "they"},
    ],
    "turns": [
        {"speaker": "S2", "start": 0.0, "end": 3.0, "text": "How do you manage with washing?"},
        {"speaker": "S1", "start": 3.0, "end": 8.0, "text": "I can wash myself, but I can't get into the bath."},
        {"speaker": "S2", "start": 8.0, "end": 11.0, "text": "I will call the occupational therapist on Friday."},
    ],
}


def _rollout(tmp_path: Path, visits: int) -> None:
    writer = _writer_hash()
    laptop, office = Laptop(tmp_path / "laptop"), Laptop(tmp_path / "it")
    identity, backup = tmp_path / "recovery-key.txt", tmp_path / "before.fnb"
    public = _ok(office, "keys", "new", "--to", identity).strip()
    _fill(laptop, visits, ModelCard("starter", writer))
    laptop.policy(recovery_public_key=public)
    assert "can be used" in _ok(laptop, "policy", "check", laptop.policies)
    _collect_doctor(laptop, public)
    _upgrade(laptop, visits, backup)
    _roll_back(laptop, visits, backup, identity)
    _withdraw(laptop, visits, writer)
    _lose_and_recover(laptop, visits, identity)


def test_a_rollout_in_small(tmp_path: Path) -> None:
    """All of its steps on ten visits, two at each stage."""
    _rollout(tmp_path, 10)


@pytest.mark.long
def test_a_rollout_keeps_200_visits(tmp_path: Path) -> None:
    """Two hundred visits, forty at each stage, through all of its steps."""
    _rollout(tmp_path, VISITS)
