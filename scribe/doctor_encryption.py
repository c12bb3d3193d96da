"""What the doctor says of the disk's own encryption, found out without any right of an administrator.

The vault is encrypted whatever the disk is. Exported files, what the system writes to disk of its memory, and all that
is not Fairnote's are protected by the disk's encryption alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path, PureWindowsPath

from scribe.doctor_machine import nearest
from scribe.finding import Finding, Level

SECONDS = 15.0
"""How long Windows is given to answer."""


class Encryption(StrEnum):
    """What is known of a disk."""

    ON = "on"
    OFF = "off"
    NOT_YET = "not complete, or suspended"
    UNKNOWN = "not known"


_FIXES = {
    Encryption.OFF: "Encrypt the disk: BitLocker on Windows, LUKS on Linux. The vault is encrypted without it; "
    "exported files and the system's own files are not.",
    Encryption.NOT_YET: "Let BitLocker finish, or resume its protection.",
    Encryption.UNKNOWN: "Look yourself, as this could not be found out: manage-bde -status on Windows, lsblk on Linux.",
}
_BITLOCKER = {1: Encryption.ON, 2: Encryption.OFF, 3: Encryption.NOT_YET, 4: Encryption.NOT_YET, 5: Encryption.NOT_YET}
"""Values of the shell's property System.Volume.BitLockerProtection, which every user may read."""
_ASK = (
    "(New-Object -ComObject Shell.Application).NameSpace('{}').Self"
    ".ExtendedProperty('System.Volume.BitLockerProtection')"
)
_ENCRYPTS = ("ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.securefs")
"""Kinds of Linux file systems that encrypt what is put in them."""


def disk_encryption(vault_folder: Path) -> Finding:
    """Of the disk that the vault is, or will be, on."""
    folder = nearest(vault_folder)
    if folder is None:
        return told(Encryption.UNKNOWN)
    return told(_on_windows(folder) if sys.platform == "win32" else on_linux(folder))


def told(found: Encryption) -> Finding:
    """As a finding."""
    level = Level.OK if found is Encryption.ON else Level.WARN
    return Finding("disk_encryption", "Disk encryption", found.value, level, _FIXES.get(found, ""))


def on_linux(folder: Path, sys_folder: Path = Path("/sys"), mountinfo: str | None = None) -> Encryption:
    """Whether all that a folder's device is made of is dm-crypt (LUKS). Hardware's own encryption is not seen."""
    try:
        text = mountinfo if mountinfo is not None else Path("/proc/self/mountinfo").read_text("utf-8", "replace")
        kind, source, number = _mount_of(folder, text)
        if kind in _ENCRYPTS:
            return Encryption.ON
        device = _device(sys_folder, source, number)
        return Encryption.UNKNOWN if device is None else _of_device(device)
    except (OSError, ValueError, IndexError):
        return Encryption.UNKNOWN


def _mount_of(folder: Path, mountinfo: str) -> tuple[str, str, str]:
    """Kind of file system, source and device number of the mount that a folder is on (proc(5))."""
    found: list[tuple[int, int, str, str, str]] = []
    for order, line in enumerate(mountinfo.splitlines()):
        left, _, right = line.partition(" - ")
        fields, rest = left.split(), right.split()
        point = fields[4].replace("\\040", " ")
        if folder.is_relative_to(point):
            found.append((len(point), order, rest[0], rest[1], fields[2]))
    return max(found)[2:]


def _device(sys_folder: Path, source: str, number: str) -> Path | None:
    """The kernel's folder of a block device: by its number, or by its name where the number is made up (btrfs)."""
    by_number = sys_folder / "dev" / "block" / number
    if by_number.exists():
        return by_number.resolve()
    if not source.startswith("/dev/"):
        return None
    name = Path(source)
    by_name = sys_folder / "class" / "block" / (name.resolve().name if name.exists() else name.name)
    return by_name.resolve() if by_name.exists() else None


def _of_device(device: Path) -> Encryption:
    """A device is encrypted where it is dm-crypt, or all that it stands on is."""
    uuid = device / "dm" / "uuid"
    if uuid.exists() and uuid.read_text("ascii", "replace").startswith("CRYPT-"):
        return Encryption.ON
    below = device / "slaves"
    parts = [_of_device(below.joinpath(name).resolve()) for name in os.listdir(below)] if below.is_dir() else []
    return Encryption.ON if parts and all(part is Encryption.ON for part in parts) else Encryption.OFF


def _on_windows(folder: Path) -> Encryption:
    """Asked of the shell by PowerShell, in a process that is ended after `SECONDS`."""
    drive = PureWindowsPath(folder).drive
    if len(drive) != 2:  # a network folder has no letter
        return Encryption.UNKNOWN
    try:
        command = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _ASK.format(drive)]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return Encryption.UNKNOWN
    return of_bitlocker(answer.stdout)


def of_bitlocker(answer: str) -> Encryption:
    """What the shell's answer means. Anything but a number that is known is 'not known'."""
    text = answer.strip()
    return _BITLOCKER.get(int(text), Encryption.UNKNOWN) if text.isdigit() else Encryption.UNKNOWN
