"""Finds which system libraries are missing on Linux, and installs them where that is possible."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from console import SetUpFailed, run, say

# File that the loader is asked for: the Debian package that holds it. These are what Qt's core, window, network, X11
# and Wayland parts name in their ELF headers and don't bring themselves, less the C library's own.
SOUND = {"libportaudio.so.2": "libportaudio2"}
WINDOW = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
NEEDED = SOUND | WINDOW
# What the tests of a microphone's faults make one with: a program or file, and the Debian package that holds it.
FAKE_MICROPHONE = {
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
    "/usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so": "libasound2-plugins",
}

# What the test of a clock that jumps takes the clock's place with.
FAKE_CLOCK = {"/usr/lib/*/faketime/libfaketime.so.1": "libfaketime"}


def missing_packages() -> tuple[str, ...]:
    """The Debian packages whose libraries the loader can't find; none on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(package for library, package in NEEDED.items() if not _loads(library))


def install_fake_microphone(log: Path) -> None:
    """Install what the tests of a microphone's and a clock's faults need, where nobody has to be asked.

    They are skipped without.
    """
    packages = tuple(package for name, package in (FAKE_MICROPHONE | FAKE_CLOCK).items() if not _is_there(name))
    if not packages or not sys.platform.startswith("linux"):
        return
    try:
        if not _is_administrator():
            raise SetUpFailed("This needs an administrator.")
        install(packages, "For the tests of a microphone's faults, installed now", log)
    except SetUpFailed:
        say(f"    The tests of a real microphone's faults are left out. They need: {' '.join(packages)}")


def _is_there(name: str) -> bool:
    return any(Path("/").glob(name[1:])) if name.startswith("/") else shutil.which(name) is not None


def _is_administrator() -> bool:
    """Whether commands can run as root and no password has to be typed."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return True
    return bool(shutil.which("sudo")) and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_compiler() -> tuple[str, ...]:
    """The Debian packages to install before anything can be compiled; raises SetUpFailed on Windows without one."""
    if sys.platform == "win32":
        _require_visual_studio()
        return ()
    return () if shutil.which("c++") and shutil.which("cc") else ("g++",)


def _require_visual_studio() -> None:
    installer = Path(os.environ.get("PROGRAMFILES(X86)", "C:/")) / "Microsoft Visual Studio/Installer/vswhere.exe"
    if not (installer.exists() or shutil.which("cl") or shutil.which("g++")):
        raise SetUpFailed(
            "A C++ compiler is needed once, to build the writer's library. Install 'Build Tools for Visual Studio' "
            "with 'Desktop development with C++', then run this again."
        )


def install(packages: Sequence[str], why: str, log: Path) -> None:
    """Install Debian packages as root or by sudo; raises SetUpFailed, naming each, where that can't be done."""
    if not packages:
        return
    names = " ".join(packages)
    say(f"    {why}: {names}")
    if not _has_apt():
        raise SetUpFailed(f"Install these by this system's own package manager, then run this again: {names}")
    command = _apt_as_root(names)
    _update_if_empty(command, log)
    install_command = [*command, "install", "-y", "--no-install-recommends", *packages]
    try:
        run(install_command, label="System packages", log=log)
    except SetUpFailed:
        # The list of packages may be older than the archive.
        run([*command, "update"], label="List of system packages", log=log)
        run(install_command, label="System packages", log=log)


def unpack(package: str, folder: Path, log: Path) -> Path:
    """The files of one Debian package, laid out in `folder`; nothing is installed and no other package comes with it.

    apt checks the archive's signature. Raises SetUpFailed.
    """
    if not _has_apt():
        raise SetUpFailed("There is no pip on this system. Install Python's pip or venv package, then run this again.")
    if not _has_lists():
        _update_if_empty(_apt_as_root(package), log)
    folder.mkdir(parents=True, exist_ok=True)
    # apt's own download user may not write here; as root that is only a warning.
    run(["apt-get", "download", package], label=f"System package {package}", log=log, folder=folder)
    run(["dpkg-deb", "-x", max(folder.glob(f"{package}_*.deb")), folder], label="Unpacking", log=log)
    return folder


def _apt_as_root(names: str) -> list[str]:
    prefix = _as_root()
    if prefix is None:
        raise SetUpFailed(f"This needs an administrator. Ask for: apt-get install {names}\n    Then run this again.")
    return [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]


def _has_apt() -> bool:
    return shutil.which("apt-get") is not None


def _has_lists() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def _update_if_empty(command: Sequence[str], log: Path) -> None:
    if not _has_lists():
        run([*command, "update"], label="List of system packages", log=log)


def _as_root() -> list[str] | None:
    """What to put before a command for it to run as root, or None when there is no way."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    # Asks for a password only where somebody can type it.
    asking = ["sudo", "-v"] if sys.stdin.isatty() else ["sudo", "-n", "-v"]
    answered = subprocess.run(asking, check=False, stderr=None if sys.stdin.isatty() else subprocess.DEVNULL)
    return ["sudo", "-n"] if answered.returncode == 0 else None
