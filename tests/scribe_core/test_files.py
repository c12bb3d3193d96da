"""A file is either what it was or all of what was written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scribe import files
from scribe.files import FileAlreadyThere, NameRefused, PartialFile, WriteFailed, clear_stale, write_atomically


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new content takes the place of the old and no partial file is left."""
    path = tmp_path / "a"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two" and list(tmp_path.iterdir()) == [path]
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0


def test_a_partial_file_can_be_given_up(tmp_path: Path) -> None:
    """Until it is put in place, nothing has its name; given up, nothing is left."""
    partial = PartialFile(tmp_path / "a", b"one")
    assert not (tmp_path / "a").exists() and len(list(tmp_path.iterdir())) == 1
    partial.give_up()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The error is a sentence without the file's name."""
    with pytest.raises(WriteFailed) as caught:
        write_atomically(tmp_path / "Mrs Begum" / "a", b"one")
    assert "Begum" not in str(caught.value)


def test_windows_refuses_a_taken_name_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a new file is renamed, which fails where the name is taken; the file there stays."""
    path = tmp_path / "a"
    path.write_bytes(b"mine")

    def as_on_windows(source: Path, target: Path) -> None:
        if Path(target).exists():
            raise FileExistsError
        os.replace(source, target)

    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(os, "rename", as_on_windows)
    with pytest.raises(FileAlreadyThere):
        write_atomically(path, b"other", overwrite=False)
    write_atomically(tmp_path / "b", b"new", overwrite=False)
    assert path.read_bytes() == b"mine" and (tmp_path / "b").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="needs Linux")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    """Writing to a device that is full raises the sentence about the disk."""
    from scribe.errors import DiskFull

    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(DiskFull), files.clear_disk_errors(), full.open("wb", buffering=0) as file:
        file.write(b"x")


def test_only_what_a_dead_fairnote_of_this_laptop_left_is_cleared(tmp_path: Path) -> None:
    """Another laptop's, a running process's, one in hand, a folder and anybody else's file all stay."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    dead, here, mark = child.pid, files._MACHINE, "0123456789abcdef"
    stays = {
        f".fairnote-{'f' * 8}-{dead}-{mark}.partial",
        f".fairnote-{here}-1-{mark}.partial",
        f".fairnote-{here}-{9_999_999_999}-{mark}.partial",
        f".fairnote-{here}-{dead}-{mark}.txt",
        ".note.txt.1.partial",
        "note.txt",
    }
    for name in stays | {f".fairnote-{here}-{dead}-{mark}.partial", f".fairnote-{here}-{os.getpid()}-{mark}.old"}:
        (tmp_path / name).write_text("x")
    folder = tmp_path / f".fairnote-{here}-{dead}-{'a' * 16}.partial"
    folder.mkdir()
    busy = PartialFile(tmp_path / "b", b"busy")
    clear_stale(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == stays | {folder.name, busy._partial.name}
    busy.give_up()


def test_a_number_that_no_process_has_on_windows_stops_nothing() -> None:
    """A name may hold any number of ten digits; Windows' own call takes none above 32 bits. The file stays."""
    assert files._runs_on_windows(9_999_999_999)


@pytest.mark.parametrize("code", [(errno.EINVAL,), (errno.ENOENT, 206)])
def test_a_character_or_length_that_a_file_system_has_not_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: tuple[int, ...]
) -> None:
    """Windows and memory sticks have no colon in a name: it is the name that has to be another, not the folder."""

    def refuse(*_: object) -> None:
        error = OSError(code[0], "refused")
        if len(code) > 1:
            error.winerror = code[1]  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(files.NameRefused, match="shorter or simpler"):
        files.write_atomically(tmp_path / "10:30.txt", b"mine")
    assert not list(tmp_path.iterdir())


def test_a_link_in_the_way_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if the random name were guessed, a link of that name is refused and what it points to is untouched."""
    target = tmp_path / "target"
    target.write_text("theirs")
    monkeypatch.setattr("scribe.files.secrets.token_hex", lambda _: "0" * 16)
    (tmp_path / f".fairnote-{files._MACHINE}-{os.getpid()}-{'0' * 16}.partial").symlink_to(target)
    with pytest.raises(WriteFailed):
        PartialFile(tmp_path / "a", b"mine")
    assert target.read_text() == "theirs"


def test_an_overwritten_file_comes_back_also_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking back gives the old file its name again, and somebody else's file in our place is never removed."""

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a"
    path.write_bytes(b"old")
    partial = PartialFile(path, b"new")
    partial.put_in_place(overwrite=True, keep_old=True)
    assert path.read_bytes() == b"new"
    partial.take_back()
    partial.give_up()
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
    other = PartialFile(tmp_path / "b", b"new")
    (tmp_path / "b").write_bytes(b"theirs")
    other.take_back()
    other.give_up()
    assert (tmp_path / "b").read_bytes() == b"theirs"


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_what_is_no_name_of_a_file_is_said(name: str) -> None:
    """Such as a script's variable that was empty."""
    with pytest.raises(NameRefused):
        write_atomically(Path(name), b"", overwrite=False)
