"""A template that was changed in the window is kept in a folder of its own, and read there as it was written."""

from dataclasses import replace
from pathlib import Path

import pytest

from scribe.files import WriteFailed
from scribe.notes.template_writing import id_for, to_data, to_toml
from scribe.notes.templates import built_in_folder, check, template, templates
from scribe.own_templates import TemplateRefused, faults, folder_of, keep
from scribe.settings import Settings

NOTE = template("case-note")


@pytest.mark.parametrize("name", [each.id for each in templates() if each.id != "record-after-erasing"])
def test_each_template_is_the_same_when_it_was_written_and_read(name: str, tmp_path: Path) -> None:
    """Every key of it; an aspect of several sections stands in the file once."""
    known = template(name)
    path = keep(known, tmp_path)
    assert check(path) == ()
    assert template(name, tmp_path) == known
    assert path.read_text(encoding="utf-8").count('heading = "help needed"') <= 1


def test_any_text_survives(tmp_path: Path) -> None:
    """Quotation marks, backslashes, lines, other scripts."""
    odd = replace(NOTE, id="odd", title='"A" \\ b\n\tج é \x7f', about="'''")
    keep(odd, tmp_path)
    assert template("odd", tmp_path) == odd


def test_the_same_id_with_other_words_stays_with_its_section(tmp_path: Path) -> None:
    """Two sections may mean different things by 'danger'."""
    known = template("care-act-assessment")
    first = known.sections[2]
    other = replace(first, aspects=(replace(first.aspects[2], strong=("kettle",)), *first.aspects[3:]))
    changed = replace(known, sections=(*known.sections[:2], other, *known.sections[3:]))
    keep(changed, tmp_path)
    assert template(known.id, tmp_path) == changed


def test_what_the_file_was_before_stays_beside_it(tmp_path: Path) -> None:
    """Under a name that isn't read; the file keeps its name, whatever that is."""
    path = tmp_path / "ours.toml"
    path.write_text("# our own words\n" + to_toml(NOTE), encoding="utf-8")
    assert keep(replace(NOTE, title="Ours"), tmp_path) == path
    assert template("case-note", tmp_path).title == "Ours"
    assert (tmp_path / "ours.toml.before").read_text(encoding="utf-8").startswith("# our own words")


def test_a_file_of_somebody_elses_is_never_written_over(tmp_path: Path) -> None:
    """One that has the name but another id."""
    (tmp_path / "case-note.toml").write_text("not toml [", encoding="utf-8")
    assert keep(NOTE, tmp_path).name == "case-note-2.toml"
    assert (tmp_path / "case-note.toml").read_text(encoding="utf-8") == "not toml ["


def test_fairnotes_own_files_are_never_written(tmp_path: Path) -> None:
    """What is kept goes to the other folder, and takes the place of Fairnote's there."""
    before = {path: path.read_bytes() for path in built_in_folder().iterdir() if path.is_file()}
    keep(replace(NOTE, title="Ours"), tmp_path)
    assert {path: path.read_bytes() for path in built_in_folder().iterdir() if path.is_file()} == before


def test_what_can_not_be_used_is_not_kept(tmp_path: Path) -> None:
    """The sentence says why, and nothing is written."""
    bad = replace(NOTE, sections=NOTE.sections[:1])
    assert faults(bad) == ("Exactly one section must be the fallback, for what fits nowhere else.",)
    with pytest.raises(TemplateRefused, match="Exactly one section"):
        keep(bad, tmp_path)
    assert faults(replace(NOTE, id="transcript"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    """As where IT has set one that only IT may write."""
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteFailed):
        keep(NOTE, tmp_path / "file" / "folder")


def test_the_councils_folder_comes_before_the_workers_own(tmp_path: Path) -> None:
    """Where none is set, it is beside the worker's visits."""
    assert folder_of(Settings(templates_folder=tmp_path)) == tmp_path
    assert folder_of(Settings()).name == "templates"


def test_an_id_is_made_of_a_heading() -> None:
    """Letters and digits alone, and none that is taken."""
    assert id_for("Home & daily life") == "home-daily-life"
    assert id_for("Café", {"cafe"}) == "cafe-2"
    assert id_for("ج") == "part"
    assert id_for("9 to 5") == "part-9-to-5"


def test_empty_values_are_not_written() -> None:
    """A file is as short as it can be."""
    assert "prompt" not in to_data(NOTE)["sections"][0]
