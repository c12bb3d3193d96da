"""Installs the made packages in a bare Debian, runs what was installed, removes it, and says what was left."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import deb
import sound_library
import system_libraries
from console import SetUpFailed, Words, run, say
from package_places import LOGS, MADE, WORK

ROOT = WORK / "bare"
SUITE = "bookworm"
INSIDE = Path("/root/packages")
HOME_LEFT = Path("root/.local/share/Fairnote/vault/kept")
"""Stands for somebody's vault: a removal, even a purge, must leave it as it is."""
LONGEST = 900.0
"""Seconds for one command inside, on a machine with other work."""
IS_OPEN = "Fairnote is open on this laptop"
REFUSED = """
fairnote doctor --self-test --seconds 600 > /dev/null & sleep 2
{update} && exit 3
{remove} && exit 4
test -z "$(dpkg --audit)" || exit 5
apt-get check || exit 6
wait $!
"""
"""One shell, as each command here sees its own processes alone."""
APART = ("unshare", "--mount", "--pid", "--fork", f"--mount-proc={ROOT / 'proc'}")
"""Each command in namespaces of its own: its /proc and whatever it starts are gone when it ends, however it ends.
Nothing of this machine is ever inside when the folder is deleted."""


def main() -> int:
    """The whole trial. Raises SetUpFailed where any part of it is not as it should be."""
    packages = sorted(MADE.glob("*.deb"))
    if not packages:
        raise SetUpFailed("There is no package to try. Make it first: python3 dev.py package deb")
    if os.geteuid() != 0 or not shutil.which("unshare"):
        raise SetUpFailed("Only root can install packages in a bare Debian, with unshare. Nothing was tried.")
    bare()
    install(packages)
    refuse_while_open([str(INSIDE / package.name) for package in packages])
    in_root("Self-test", "fairnote", "doctor", "--self-test", "--seconds", "600")
    in_root("Demo", "fairnote", "demo")
    in_root("Licences", "fairnote", "licences")
    remove()
    say("    Installed, tried and removed in a bare Debian.")
    return 0


def bare() -> None:
    """A Debian of the fewest packages, made afresh."""
    system_libraries.install(
        () if shutil.which("debootstrap") else ("debootstrap",), "For a bare Debian", LOGS / "debootstrap-install.log"
    )
    shutil.rmtree(ROOT, ignore_errors=True)
    command: Words = ["debootstrap", "--variant=minbase", SUITE, ROOT, sound_library.archive()]
    run(command, label="A bare Debian", log=LOGS / "debootstrap.log")
    shutil.copyfile("/etc/resolv.conf", ROOT / "etc/resolv.conf")


def install(packages: Sequence[Path]) -> None:
    """By apt, which brings what they depend on."""
    there = ROOT / INSIDE.relative_to("/")
    there.mkdir(parents=True)
    for package in packages:
        shutil.copyfile(package, there / package.name)
    in_root("List of packages", "apt-get", "update")
    names = [str(INSIDE / package.name) for package in packages]
    in_root("Installed", "apt-get", "install", "-y", "--no-install-recommends", *names)


def refuse_while_open(packages: Sequence[str]) -> None:
    """Update and remove while the program runs: both are refused, and nothing is left half done. Raises SetUpFailed."""
    update = f"apt-get install -y --reinstall {' '.join(packages)}"
    remove_both = f"apt-get purge -y {deb.NAME} {deb.MODELS_NAME}"
    told = in_root("Refused while open", "sh", "-c", REFUSED.format(update=update, remove=remove_both))
    if told.count(IS_OPEN) < 2:
        raise SetUpFailed("A change while Fairnote was open was refused without saying why.")


def remove() -> None:
    """Purge, and look that it says what stays and leaves it. Raises SetUpFailed."""
    kept = ROOT / HOME_LEFT
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"somebody's")
    told = in_root("Removed", "apt-get", "purge", "-y", deb.NAME, deb.MODELS_NAME)
    if kept.read_bytes() != b"somebody's":
        raise SetUpFailed("Removing Fairnote changed what was in somebody's own folder.")
    if "visits of each person" not in told:
        raise SetUpFailed("Removing Fairnote did not say that the visits stay.")
    if left := [path for path in (ROOT / deb.PLACE, ROOT / "usr/bin/fairnote") if path.exists() or path.is_symlink()]:
        raise SetUpFailed(f"Removing Fairnote left: {', '.join(str(path.relative_to(ROOT)) for path in left)}")


def in_root(label: str, *words: str) -> str:
    """Run a command inside, with nothing of this environment; its output. Raises SetUpFailed where it fails."""
    places = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8"]
    clean = ["env", "-i", *places, "DEBIAN_FRONTEND=noninteractive", "QT_QPA_PLATFORM=offscreen"]
    began = time.monotonic()
    done = subprocess.run(
        [*APART, "chroot", str(ROOT), *clean, *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", errors="replace", check=False, timeout=LONGEST,
    )  # fmt: skip
    LOGS.mkdir(parents=True, exist_ok=True)
    (LOGS / f"try-deb-{label.lower().replace(' ', '-')}.log").write_text(done.stdout, encoding="utf-8")
    if done.returncode != 0:
        last = "\n".join(f"      {line}" for line in done.stdout.strip().splitlines()[-15:])
        raise SetUpFailed(f"{label}: `{' '.join(words)}` failed in the bare Debian (status {done.returncode}):\n{last}")
    say(f"    {label}: {time.monotonic() - began:.0f} s")
    return done.stdout
