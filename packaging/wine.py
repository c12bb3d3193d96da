"""Runs Windows programs on Debian by Wine, to try what is made for Windows; nothing of Wine is ever shipped."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePath

import system_libraries
from console import SetUpFailed, Words, run, say

WINE = Path("/usr/lib/wine/wine64")
SERVER = Path("/usr/lib/wine/wineserver64")
COMPILER = "x86_64-w64-mingw32-gcc"
PACKAGES = {str(WINE): "wine64", COMPILER: "gcc-mingw-w64-x86-64-posix"}
"""What has to be there: the Debian package that brings it."""
STUBS = Path(__file__).resolve().parent / "wine_stubs"
"""Libraries that Windows 10 has and Wine 8.0 has not: made into the prefix, and never into anything that is shipped."""
NO_SOUND = ("reg", "add", r"HKCU\Software\Wine\Drivers", "/v", "Audio", "/d", "", "/f")
"""Wine would look for this machine's sound cards, and complain of those that it has not."""
NO_SCREEN = ("reg", "add", r"HKCU\Environment", "/v", "QT_QPA_PLATFORM", "/d", "offscreen", "/f")
"""There is none. Wine keeps what this environment says to Qt from Windows' programs, so it is told here."""
LONGEST = 600.0
"""Seconds that a Windows program may take, unless told otherwise."""


def install(log: Path) -> None:
    """Install Wine and the compiler of its stubs where they are missing. Raises SetUpFailed."""
    missing = tuple(package for program, package in PACKAGES.items() if not shutil.which(program))
    system_libraries.install(missing, "To run Windows programs", log)


def prefix(folder: Path) -> Path:
    """The Wine prefix in `folder`: a bare Windows 10, made now unless it is there.

    Raises SetUpFailed.
    """
    stamp, key = folder / "made.key", _key()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == key:
        return folder
    log = folder.parent / "logs" / "wine.log"
    install(log)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "home").mkdir(parents=True)
    say(f"    Wine: a Windows 10 in {folder}")
    for command in (["wineboot", "-i"], ["winecfg", "-v", "win10"], NO_SOUND, NO_SCREEN):
        _checked(folder, command, log)
    _make_stubs(folder / "drive_c" / "windows" / "system32", log)
    stamp.write_text(key, encoding="utf-8")
    return folder


def run_windows(
    prefix: Path,
    command: Words,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    seconds: float = LONGEST,
) -> subprocess.CompletedProcess[str]:
    """Run a Windows program in this prefix, nothing of this environment around it but `environment`.

    The program's first word is a path of this system, or a name that Windows finds. What it prints (both streams) is
    in `stdout`; its exit status is Windows' own, modulo 256. Raises SetUpFailed when it takes longer than `seconds`,
    and then everything that runs in the prefix is ended.
    """
    words = [str(word) for word in as_windows(command)]
    try:
        # Wine's console programs want a stream to read from that is not a terminal's, and a pipe to write to.
        return subprocess.run(
            words, env=around(prefix) | dict(environment or {}), cwd=folder, timeout=seconds, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError as error:
        raise SetUpFailed(f"Wine could not be started ({error.strerror}).") from error
    except subprocess.TimeoutExpired as error:
        end(prefix)
        raise SetUpFailed(f"{PurePath(words[1]).name} was not done after {seconds:.0f} s under Wine.") from error


def end(prefix: Path) -> None:
    """End every program that runs in this prefix."""
    subprocess.run([str(SERVER), "-k"], env=around(prefix), check=False, stdin=subprocess.DEVNULL)


def windows_path(path: Path) -> str:
    """What a Windows program under Wine calls a file of this system."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def as_windows(command: Words) -> Words:
    """The command line of this system that runs one of Windows, for what takes a command line."""
    return [WINE, *command]


def around(prefix: Path) -> dict[str, str]:
    """The environment that such a command line needs: this prefix, and little of this system."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "TMPDIR")}
    return kept | {
        "HOME": str(prefix / "home"),
        "WINEPREFIX": str(prefix),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        # .NET and a browser, which Wine would offer to fetch.
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        # OpenMP would ask which processor is near which memory, and stop because Wine 8.0 can't say.
        "KMP_AFFINITY": "disabled",
    }


def _checked(folder: Path, command: Words, log: Path) -> None:
    done = run_windows(folder, command)
    if done.returncode != 0:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(done.stdout, encoding="utf-8")
        raise SetUpFailed(f"Wine: {' '.join(map(str, command))} failed (status {done.returncode}); see {log}.")


def _make_stubs(to: Path, log: Path) -> None:
    for source in sorted(STUBS.glob("*.c")):
        library = to / f"{source.stem}.dll"
        run([COMPILER, "-shared", "-O2", "-s", "-o", library, source, "-ladvapi32"], label=library.name, log=log)


def _key() -> str:
    parts = (Path(__file__), *sorted(STUBS.glob("*.c")))
    return hashlib.sha256(b"\n".join(part.read_bytes() for part in parts)).hexdigest()
