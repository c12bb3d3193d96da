"""Installs the made MSIs under Wine, runs what was installed, updates and removes it, and says what was seen.

Wine shows that the packages are whole and what they do; docs/windows-release.md has what it can't show.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msi
import msi_source
import signing
import wine
from console import SetUpFailed, say
from msi_source import Installer
from package_places import LOGS, MADE, WORK, epoch, version

Completed = subprocess.CompletedProcess[str]
PLACE = WORK / "windows" / "try-msi"
UNINSTALLED = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
ENVIRONMENT = r"HKLM\System\CurrentControlSet\Control\Session Manager\Environment"
DONE, STOPPED, FAILED = 0, 1602, 1603
"""ERROR_SUCCESS, ERROR_INSTALL_USEREXIT, ERROR_INSTALL_FAILURE (Windows Installer's error codes)."""
LONGEST = 1800.0
"""Seconds for one step, on a machine with other work."""
UNTIL_IT_RUNS = 5.0
"""Seconds from the start of a program until Wine lists it for certain."""
SELF_TEST = ("doctor", "--self-test", "--seconds", "900")
VISITS = Path("AppData/Local/Fairnote/vault/kept")
"""In the folder of each user."""
POLICY = Path("ProgramData/Fairnote/policies.json")
FOLDER = Path("Program Files/Fairnote")
ELSEWHERE = Path("Apps/Notes")


def main(arguments: Sequence[str]) -> int:
    """`dev.py package try-msi`; the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py package try-msi")
    parser.add_argument("--packages", type=Path, default=MADE, help="the folder of the two packages")
    options = parser.parse_args(arguments)
    try:
        program, models = (found(kind, options.packages) for kind in msi.INSTALLERS)
        whole(bare(PLACE / "prefix"), options.packages, program, models)
    except SetUpFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def found(kind: Callable[[str, str], Installer], packages: Path) -> Installer:
    """The package of one kind that was made last, for release or for tests. Raises SetUpFailed."""
    both = [kind(version(), mark) for mark in ("", signing.FOR_TESTS)]
    made = [each for each in both if (packages / each.file_name).is_file()]
    if not made:
        raise SetUpFailed(f"There is no {both[0].file_name}. Make it first: python3 dev.py package msi")
    return max(made, key=lambda each: (packages / each.file_name).stat().st_mtime)


@dataclass(frozen=True)
class Machine:
    """A Windows under Wine."""

    prefix: Path

    def place(self, path: Path) -> Path:
        """A path on its drive C, as this system names it."""
        return self.prefix / "drive_c" / path

    def installer(self, label: str, *words: str, expected: int = DONE) -> str:
        """Run Windows Installer silently; its log. Raises SetUpFailed where its exit status isn't `expected`."""
        log, batch = LOGS / f"try-msi-{label.lower().replace(' ', '-')}.log", self.prefix / "step.bat"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.unlink(missing_ok=True)
        line = subprocess.list2cmdline(["msiexec", *words, "/qn", "/l*v", wine.windows_path(log)])
        # Wine's own exit status has 8 bits, and Windows Installer's has more.
        batch.write_text(f"@echo off\nstart /wait {line}\necho status %ERRORLEVEL%\n", encoding="ascii", newline="\r\n")
        began = time.monotonic()
        done = wine.run_windows(self.prefix, ["cmd", "/c", wine.windows_path(batch)], seconds=LONGEST)
        took, status = time.monotonic() - began, done.stdout.rpartition("status ")[2].strip()
        if status != str(expected):
            raise SetUpFailed(f"{label}: msiexec left {status or 'no status'}, not {expected}. Its log is {log}.")
        say(f"    {label}: {took:.1f} s, exit status {status}")
        return log.read_bytes().replace(b"\0", b"").decode("utf-8", "replace") if log.exists() else ""

    def registry(self, key: str) -> str:
        """Everything below a key, as `reg query` prints it; empty where there is no such key."""
        done = wine.run_windows(self.prefix, ["reg", "query", key, "/s"], seconds=LONGEST)
        return done.stdout if done.returncode == 0 else ""

    @contextmanager
    def running(self, program: Path, *words: str) -> Iterator[Future[Completed]]:
        """A program that runs meanwhile; where this goes wrong, it is ended with all else that runs in this Windows."""
        with ThreadPoolExecutor(1) as apart:
            process = apart.submit(
                wine.run_windows, self.prefix, [program, *words],
                environment={"QT_QPA_PLATFORM": "offscreen"}, folder=self.prefix, seconds=LONGEST,
            )  # fmt: skip
            try:
                time.sleep(UNTIL_IT_RUNS)
                yield process
            except BaseException:
                wine.end(self.prefix)
                raise


def bare(prefix: Path) -> Machine:
    """A Windows made afresh, on which nothing was ever installed. Raises SetUpFailed."""
    if prefix.exists():
        wine.end(prefix)
        shutil.rmtree(prefix)
    return Machine(wine.prefix(prefix))


def whole(machine: Machine, packages: Path, program: Installer, models: Installer) -> None:
    """The whole trial. Raises SetUpFailed where any part of it is not as it should be."""
    newer = following(program, packages)
    for name in (program.file_name, models.file_name):
        say(f"    {name}: {(packages / name).stat().st_size / 1e6:.1f} MB")
    kept = somebodys(machine)
    installed(machine, packages, program, models)
    refused_while_open(machine, packages, newer, models)
    updated(machine, packages, program, newer)
    removed(machine, packages, newer, models)
    if changed := [path.name for path, data in kept.items() if path.read_bytes() != data]:
        raise SetUpFailed(f"Removing Fairnote changed what isn't its own: {', '.join(changed)}")
    in_another_folder(machine, packages, program, newer, models)
    say("    Installed, tried, updated and removed under Wine.")


def following(program: Installer, packages: Path) -> Installer:
    """A package of the next version with the same files, made for the trial alone."""
    newer = higher(program)
    files = msi.files_of(program)
    if not files.is_dir():
        raise SetUpFailed("The files of the package are gone. Make it again: python3 dev.py package msi")
    msi.pack(newer, lambda to: msi.copy_all(files, to), PLACE / "made", epoch())
    return newer


def higher(installer: Installer) -> Installer:
    """The same as its next version."""
    major, minor, patch = installer.version.split(".")
    version = f"{major}.{minor}.{int(patch) + 1}"
    return replace(installer, version=version, file_name=installer.file_name.replace(installer.version, version))


def somebodys(machine: Machine) -> dict[Path, bytes]:
    """What stands for somebody's visits and for IT's policy, made now: no installer may touch them."""
    users = [folder for folder in machine.place(Path("users")).iterdir() if folder.name != "Public"]
    kept = {folder / VISITS: b"somebody's" for folder in users} | {machine.place(POLICY): b"{}"}
    for path, data in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return kept


# --- the steps


def installed(machine: Machine, packages: Path, program: Installer, models: Installer) -> None:
    """Both, silently, with every file, the shortcut, the registry and the place in PATH."""
    for each, label in ((program, "Installed"), (models, "Models installed")):
        machine.installer(label, "/i", wine.windows_path(packages / each.file_name))
        same_files(machine.place(FOLDER), msi.files_of(each))
    listed(machine, program, models)
    told = machine.registry(rf"HKLM\{msi_source.KEY}")
    _wanted(r"C:\Program Files\Fairnote" in told and program.version in told, "The registry doesn't say where it is.")
    paths = machine.registry(rf"HKLM\{msi_source.PATHS_OF_PROGRAMS}\{msi_source.PROGRAM}")
    _wanted(r"C:\Program Files\Fairnote\fairnote.exe" in paths, "Its name alone doesn't start it.")
    _wanted(r";C:\Program Files\Fairnote" in machine.registry(ENVIRONMENT), "It is not in PATH.")
    _wanted(any(machine.place(Path()).rglob("Fairnote.lnk")), "There is no shortcut.")


def refused_while_open(machine: Machine, packages: Path, newer: Installer, models: Installer) -> None:
    """While the self-test of the installed program runs, nothing is put over it or removed; then it passes."""
    began = time.monotonic()
    with machine.running(machine.place(FOLDER) / msi_source.PROGRAM, *SELF_TEST) as process:
        new, there = wine.windows_path(PLACE / "made" / newer.file_name), packages / models.file_name
        told = [
            machine.installer("Update refused while open", "/i", new, expected=STOPPED),
            machine.installer("Removing models refused while open", "/x", wine.windows_path(there), expected=STOPPED),
        ]
        _wanted(not process.done(), "The self-test ended before the trial of an open Fairnote did: no proof.")
        _wanted(all(says(log, msi_source.OPEN_SENTENCE) for log in told), "The log doesn't say why it was refused.")
        done = process.result()
    log = LOGS / "try-msi-self-test.log"
    log.write_text(done.stdout, encoding="utf-8")
    say(f"    Self-test of the installed program: {time.monotonic() - began:.0f} s, exit status {done.returncode}")
    _wanted(done.returncode == 0, f"The self-test failed; what it said is in {log}.")


def updated(machine: Machine, packages: Path, program: Installer, newer: Installer) -> None:
    """The newer version alone is there then, and the older one isn't put over it."""
    machine.installer("Updated", "/i", wine.windows_path(PLACE / "made" / newer.file_name))
    same_files(machine.place(FOLDER), msi.files_of(newer))
    _wanted(newer.version in machine.registry(rf"HKLM\{msi_source.KEY}"), "The update left the older version's name.")
    told = machine.installer("Older refused", "/i", wine.windows_path(packages / program.file_name), expected=FAILED)
    # Wine shows a condition's message on the screen alone; Windows has it in its log too.
    _wanted("LaunchConditions. Return value 0" in told, "The older one was refused, but not because it is older.")
    same_files(machine.place(FOLDER), msi.files_of(newer))
    machine.installer("Same again", "/i", wine.windows_path(PLACE / "made" / newer.file_name))
    listed(machine, newer)


def removed(machine: Machine, packages: Path, newer: Installer, models: Installer) -> None:
    """Nothing of it is left, and the log says that the visits are."""
    told = machine.installer("Removed", "/x", wine.windows_path(PLACE / "made" / newer.file_name))
    _wanted(says(told, msi_source.STAY_SENTENCE), "Removing Fairnote did not say that the visits stay.")
    machine.installer("Models removed", "/x", wine.windows_path(packages / models.file_name))
    _gone(machine.place(FOLDER))
    _wanted(not machine.registry(rf"HKLM\{msi_source.KEY}"), "Its registry key was left behind.")
    _wanted("Fairnote" not in machine.registry(ENVIRONMENT), "It was left in PATH.")
    _wanted("Fairnote" not in machine.registry(UNINSTALLED), "It is still listed as installed.")
    _wanted(not any(machine.place(Path()).rglob("Fairnote.lnk")), "Its shortcut was left behind.")


def in_another_folder(
    machine: Machine, packages: Path, program: Installer, newer: Installer, models: Installer
) -> None:
    """Where IT names a folder, the models and an update find it by themselves."""
    where = f"{msi_source.FOLDER}=C:\\{str(ELSEWHERE).replace('/', chr(92))}"
    machine.installer("Installed elsewhere", "/i", wine.windows_path(packages / program.file_name), where)
    machine.installer("Models follow", "/i", wine.windows_path(packages / models.file_name))
    machine.installer("Updated elsewhere", "/i", wine.windows_path(PLACE / "made" / newer.file_name))
    for each in (newer, models):
        same_files(machine.place(ELSEWHERE), msi.files_of(each))
    _gone(machine.place(FOLDER))
    machine.installer("Removed elsewhere", "/x", wine.windows_path(PLACE / "made" / newer.file_name))
    machine.installer("Models removed elsewhere", "/x", wine.windows_path(packages / models.file_name))
    _gone(machine.place(ELSEWHERE))


# --- what is looked at


def listed(machine: Machine, *installers: Installer) -> None:
    """Each is among the installed programs, once, with its version. Raises SetUpFailed."""
    told = machine.registry(UNINSTALLED)
    for each in installers:
        times = len(re.findall(rf"DisplayName +REG_SZ +{re.escape(each.name)}\s*$", told, re.MULTILINE))
        _wanted(times == 1, f"{each.name} is listed {times} times among the installed programs.")
        _wanted(f" {each.version}" in told, f"{each.name} is not listed with its version.")


def says(log: str, sentence: str) -> bool:
    """Whether a log has a sentence as a message. Each log also has it as a property of the package, said or not."""
    return sentence in (line.strip() for line in log.splitlines())


def same_files(installed: Path, wanted: Path) -> None:
    """Every file of a package is there, with the same content. Raises SetUpFailed."""
    for path in sorted(path for path in wanted.rglob("*") if path.is_file()):
        there = installed / path.relative_to(wanted)
        same = there.is_file() and _digest(there) == _digest(path)
        _wanted(same, f"Not as it was packed: {path.relative_to(wanted)}")


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _gone(folder: Path) -> None:
    """No file is in there. Wine leaves folders in which only other folders were; Windows removes these too."""
    left = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if not path.is_dir()]
    _wanted(not left, f"In {folder.name} there is still: {', '.join(left[:10])}")


def _wanted(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise SetUpFailed(otherwise)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
