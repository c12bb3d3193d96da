"""A file is either what it was or all of what was written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from scribe import files
from scribe.files import FileAlreadyThere, PartialFile, WriteFailed, write_atomically


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
