"""Makes the program for Windows on Debian and tries it under Wine; what is made is marked as for tests alone."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path, PureWindowsPath

import bundle
import licences
import sbom
import set_up
import windows_python
import windows_sound
import windows_writer
import wine
from bundle_contents import WITH_LIBRARIES
from console import SetUpFailed, Words, run, say
from licences import Part
from package_places import INSIDE, LOGS, NOT_FOR_RELEASE, PACKAGING, ROOT, WINDOWS, WINDOWS_TOOLS, epoch, tried

PREFIX = WINDOWS / "prefix"
FROZEN = WINDOWS / "frozen"
BUNDLE = WINDOWS / "bundle" / "fairnote"
WRITER = WINDOWS / "llama_cpp"
PROGRAM = BUNDLE / "fairnote.exe"
TRIED = tried(BUNDLE)
MICROSOFT = "Microsoft's terms for redistributable code of Visual Studio"
LIBRARIES = (windows_python.SITE, windows_sound.SITE, windows_python.FOR_WINE)
"""Where the libraries are; what is in a later folder takes the place of the same in an earlier one."""
BESIDE = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcomp140.dll", "concrt140.dll")
"""Microsoft's C++ runtime, where the loader finds it for every library."""
TRIALS = (("doctor", "--self-test", "--seconds", "900"), ("demo",))
MADE_HERE = (
    "It was put together under Wine, and is not signed.",
    "Its numpy is an older one than the lock has (packaging/wine.in), because Wine can't run that.",
    "Its Python lacks _wmi.pyd, which hangs in Wine.",
)
"""Why no bundle that is made here is one for release."""


def make() -> Path:
    """The bundle, made afresh and tried. Raises SetUpFailed, and then TRIED is not there: leave the folder alone."""
    TRIED.unlink(missing_ok=True)
    wine.prefix(PREFIX)
    bundle.make_tools()
    python = windows_python.program()
    windows_python.libraries()
    windows_writer.build(set_up.LOCK, set_up.PYTHON, WRITER)
    windows_sound.build(set_up.LOCK)
    lay_writer(windows_python.SITE)
    freeze(python)
    bundle.bring_models(BUNDLE)
    lay_writer(BUNDLE / INSIDE)
    bring_runtime()
    parts, problems = licences.look(BUNDLE, origin())
    write_sbom(python, parts)
    mark(problems)
    say(f"    {BUNDLE}: {bundle.megabytes(BUNDLE.rglob('*')):.0f} MB")
    for words in TRIALS:
        trial(words)
    TRIED.touch()
    return BUNDLE


def freeze(python: Path) -> None:
    """Have PyInstaller put the program together under Wine. Raises SetUpFailed."""
    shutil.rmtree(BUNDLE, ignore_errors=True)
    options = ("--noconfirm", "--clean", "--log-level=INFO")
    places = (f"--distpath={wine.windows_path(BUNDLE.parent)}", f"--workpath={wine.windows_path(FROZEN)}")
    recipe = wine.windows_path(PACKAGING / "fairnote.spec")
    say("    PyInstaller under Wine: 6 minutes on two idle cores.")
    _python(python, ["-m", "PyInstaller", *options, *places, recipe], "Program for Windows", "windows-freeze")


def _python(python: Path, words: Words, label: str, log: str) -> None:
    """Run Python for Windows with the libraries and tools. Raises SetUpFailed."""
    folders = (ROOT, PACKAGING, *reversed(LIBRARIES), WINDOWS_TOOLS)
    environment = {
        "WINEPATH": wine.windows_path(windows_sound.LIBRARIES),
        "PYTHONPATH": ";".join(map(wine.windows_path, folders)),
        "PYTHONHASHSEED": "1",
        "PYTHONUTF8": "1",
        # What is compiled on the way lies by itself, and not among the libraries.
        "PYTHONPYCACHEPREFIX": wine.windows_path(WINDOWS / "pycache"),
        "SOURCE_DATE_EPOCH": str(epoch()),
    }
    command = wine.as_windows([python, *words])
    around = wine.around(PREFIX) | environment
    run(command, label=label, log=LOGS / f"{log}.log", notice=_step, environment=around, folder=WINDOWS)


def _step(line: str) -> str | None:
    """What PyInstaller is at, of a line of its own."""
    return found[1][:60] if (found := re.match(r"\d+ INFO: (.+)", line)) else None


def lay_writer(to: Path) -> None:
    """Lay both builds of llama.cpp into its package in `to`."""
    for build in windows_writer.BUILDS:
        without = shutil.ignore_patterns("*.key")
        shutil.copytree(WRITER / build, to / WITH_LIBRARIES[0] / build, ignore=without, dirs_exist_ok=True)


def bring_runtime() -> None:
    """Lay Microsoft's C++ runtime beside the program."""
    for name in BESIDE:
        shutil.copyfile(windows_python.RUNTIME / name, BUNDLE / name)


# --- what it is made of


def origin() -> licences.Origin:
    """Where the files of this bundle come from."""
    laid_here = (windows_sound.SITE / "av", windows_python.SITE / WITH_LIBRARIES[0])
    runtime = Part("msvc-runtime", windows_python.runtime_version(), MICROSOFT, "library", "Microsoft", BESIDE)
    return licences.Origin(
        FROZEN, LIBRARIES, windows_python.PYTHON, windows_python.VERSION, windows_sound.LIBRARIES, path_here, laid_here,
        own=(runtime, *windows_writer.COMPILED_IN),
        texts=(("msvc-runtime", windows_python.runtime_licence()), *windows_writer.TEXTS),
    )  # fmt: skip


def path_here(told: str) -> Path:
    """The path of this system that Wine told PyInstaller as one of Windows."""
    path = PureWindowsPath(told)
    return Path("/", *path.parts[1:]) if path.drive.lower() == "z:" else Path(told)


def write_sbom(python: Path, parts: tuple[Part, ...]) -> None:
    """Put the SBOM into the bundle. Raises SetUpFailed."""
    whole = WINDOWS / "environment.cdx.json"
    _python(python, [*sbom.OPTIONS, "-o", wine.windows_path(whole)], "SBOM", "windows-sbom")
    sbom.write_from(whole, BUNDLE, parts)


def mark(problems: list[str]) -> None:
    """Write into the bundle that it is for tests, and every reason."""
    reasons = "\n".join(f"- {each}" for each in (*MADE_HERE, *problems))
    text = f"This Fairnote is for tests. Do not give it to anybody to work with.\n\n{reasons}\n"
    (BUNDLE / NOT_FOR_RELEASE).write_text(text, encoding="utf-8", newline="\r\n")
    say(f"    {NOT_FOR_RELEASE}: {len(MADE_HERE) + len(problems)} reasons")


# --- trials


def trial(words: Words) -> None:
    """Run one command of the finished program under Wine, as for the first time. Raises SetUpFailed."""
    for earlier in (PREFIX / "drive_c" / "users").glob("*/AppData/*/Fairnote"):
        shutil.rmtree(earlier)
    began, name = time.monotonic(), "-".join(map(str, words)).replace("--", "")
    done = wine.run_windows(PREFIX, [PROGRAM, *words], folder=PREFIX, seconds=1200)
    log = LOGS / f"windows-trial-{name}.log"
    log.write_text(done.stdout, encoding="utf-8")
    if done.returncode != 0:
        last = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise SetUpFailed(f"fairnote.exe {' '.join(map(str, words))} failed under Wine ({done.returncode}):\n{last}")
    say(f"    fairnote.exe {' '.join(map(str, words))}: {time.monotonic() - began:.0f} s; what it said is in {log}")
