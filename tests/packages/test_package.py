"""`dev.py package` as somebody meets it who types it for the first time, and what the bundle's recipe promises."""

from __future__ import annotations

import ast
from pathlib import Path

import bundle
import bundle_contents
import locks
import package
import package_places
import pytest
from console import SetUpFailed

ROOT = Path(__file__).parents[2]


def test_alone_it_lists_the_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, as for any command without what it needs."""
    assert package.main([]) == 2
    told = capsys.readouterr().out
    assert all(name in told for name in package.KINDS) and "deb" in package.KINDS


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    """In one sentence."""
    with pytest.raises(SetUpFailed, match="no kind of package called rpm. There are: bundle, deb"):
        package.main(["rpm"])


def test_a_package_needs_a_bundle(tmp_path: Path) -> None:
    """Nothing is packed out of an empty folder."""
    import deb

    with pytest.raises(SetUpFailed, match="There is no bundle yet"):
        deb.make(tmp_path, tmp_path)


def test_the_tools_do_not_change_what_is_shipped() -> None:
    """What is in both locks is of one version, and everything is locked by hash."""
    tools, shipped = (
        locks.blocks((ROOT / "packaging" / name).read_text(encoding="utf-8"))
        for name in ("build.lock", "requirements.lock")
    )
    both = set(tools) & set(shipped)
    assert "lxml" in both and {name for name in both if tools[name].split()[0] != shipped[name].split()[0]} == set()
    assert all("--hash=sha256:" in block for block in tools.values()) and "pyinstaller" in tools


def test_a_failed_trial_stops_the_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle whose self-test fails is told with its last lines, and is not finished."""
    monkeypatch.setattr(bundle, "WORK", tmp_path)
    monkeypatch.setattr(bundle, "LOGS", tmp_path)
    program = tmp_path / "fairnote"
    program.write_text('#!/bin/sh\necho "!   Window: failed"\nexit 1\n', encoding="ascii")
    program.chmod(0o755)
    with pytest.raises(SetUpFailed, match=r"(?s)doctor failed as built \(status 1\).*Window: failed"):
        bundle.trial(program, "doctor")


def test_copies_of_a_library_become_links(tmp_path: Path) -> None:
    """The longest name is the file, the others point at it; another library of the same size stays."""
    for name, data in (("liba.so", b"a"), ("liba.so.1", b"a"), ("liba.so.1.2", b"a"), ("libb.so", b"b")):
        (tmp_path / name).write_bytes(data)
    bundle.share_alike(tmp_path)
    links = {path.name: path.readlink().name for path in tmp_path.iterdir() if path.is_symlink()}
    assert links == {"liba.so": "liba.so.1.2", "liba.so.1": "liba.so.1.2"}
    assert (tmp_path / "liba.so").read_bytes() == b"a"


def test_everything_made_is_dated_by_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that is told, else the last commit's: never now."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000001")
    assert package_places.epoch() == 1_700_000_001
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert package_places.epoch() == package_places.epoch()


def imported(source: str) -> set[str]:
    """What Python source imports, at its head or inside its functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_nothing_that_is_left_out_is_asked_for() -> None:
    """`fairnote rehearse` asked for PySide6.QtTest within a function, and failed in the shipped program alone."""
    assert imported("def press():\n    from PySide6.QtTest import QTest") >= {"PySide6.QtTest"}
    sources = [path for package in bundle_contents.OWN for path in sorted((ROOT / package).rglob("*.py"))]
    asked = {name: path.name for path in sources for name in imported(path.read_text(encoding="utf-8"))}
    left_out = set(bundle_contents.LEFT_OUT) - set(bundle_contents.MODEL_PACKAGES)
    assert len(asked) > 500
    assert {name: where for name, where in asked.items() if left_out & {name, name.partition(".")[0]}} == {}
