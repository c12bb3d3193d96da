"""What the doctor says of folders: whether somebody else's computer gets what is put in them, and who may read them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath, PureWindowsPath

import platformdirs

from scribe.doctor_machine import NO_DISK, nearest
from scribe.finding import Finding, Level, judged
from scribe.place_names import without_a_person
from scribe.settings import Settings

_SYNCED = re.compile(
    r"(OneDrive|SharePoint|Dropbox|Google ?Drive|My Drive|iCloud ?Drive|Nextcloud|ownCloud|Box|Box Sync|pCloudDrive)"
    r"(\s*[-(].*)?",
    re.IGNORECASE,
)
"""Names that the programs which copy folders to a server give their own folder: 'OneDrive - Larkmoor Council'."""
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables in which OneDrive says where its folders are; they may have any name."""
_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs"),
        *("fuse.rclone", "fuse.davfs2", "fuse.onedriver", "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse"),
    }
)
"""Kinds of Linux file systems whose files are on another machine."""
_DRIVE_REMOTE = 4
"""What Windows' GetDriveType says of a network drive."""
VAULT_AWAY = (
    "Set 'vault_folder' in the policy to a folder on this laptop's own disk that is not copied to a server: the user's "
    "local application data. A database that is copied while it is used is damaged, and leaves the laptop."
)
EXPORT_AWAY = (
    "Exported files are not encrypted, and are copied to a server from there. If your council does not want that, set "
    "'export_folder' in the policy to another folder."
)
NO_RIGHT = "Give this user the right to write in that folder."
NO_ENTRY = "Give this user the right to enter and write in that folder, or see to its disk."
OWN_CHOICE = "a folder that the worker chose"
OTHERS = "Take the right to read that folder from other users: chmod 700."


def folders(settings: Settings) -> tuple[Finding, ...]:
    """The vault's folder and the one for exports."""
    export = settings.export_folder or Path(platformdirs.user_documents_dir())
    return (
        vault(settings.vault_folder, _named(settings, "vault_folder", settings.vault_folder)),
        exports(export, _named(settings, "export_folder", export)),
    )


def _named(settings: Settings, name: str, folder: Path) -> str:
    """What the page calls a folder: it goes to IT, and a worker may have called one of theirs after anybody."""
    return OWN_CHOICE if settings.set_by(name) == "user" else without_a_person(folder)


def vault(folder: Path, called: str = "") -> Finding:
    """Where the vault is: on this laptop alone, writable, and for this user alone. `called`: what it is called here."""
    key, label, name = "vault", "Vault", called or without_a_person(folder)
    try:
        mode = _mode(folder)
    except OSError:
        return Finding(key, label, f"{name}: can't be looked into", Level.STOP, NO_ENTRY)
    shown = f"none yet ({name})" if mode is None else name
    where, there = goes_elsewhere(folder), nearest(folder)
    if where:
        return Finding(key, label, f"{shown}: {where}", Level.STOP, VAULT_AWAY)
    if there is None:
        return Finding(key, label, f"{shown}: its drive isn't there", Level.STOP, NO_DISK)
    if not os.access(there, os.W_OK):
        return Finding(key, label, f"{shown}: not writable", Level.STOP, NO_RIGHT)
    if sys.platform != "win32" and mode is not None and mode & 0o077:
        return Finding(key, label, f"{shown}: other users may look into it", Level.WARN, OTHERS)
    return Finding(key, label, shown)


def _mode(folder: Path) -> int | None:
    """Who may do what with a folder; None where there is none. Raises `OSError` where nobody can know."""
    try:
        return folder.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def exports(folder: Path, called: str = "") -> Finding:
    """Where exported files are saved at first. `called`: what it is called here."""
    where, name = goes_elsewhere(folder), called or without_a_person(folder)
    shown = f"{name}: {where}" if where else name
    return judged("exports", "Exports", shown, Level.WARN if where else Level.OK, EXPORT_AWAY)


def goes_elsewhere(folder: Path) -> str:
    """Why what is in a folder is not on this laptop alone, in a few words; '' where it is, as far as can be seen."""
    whole = _resolved(folder)
    program = synchronised(whole, os.environ)
    if program:
        return f"copied to a server by {program}"
    network = _is_network_drive(whole) if sys.platform == "win32" else is_network_mount(whole, _mounts())
    return "on another machine" if network else ""


def synchronised(folder: PurePath, environment: Mapping[str, str]) -> str:
    """The program that copies a folder to a server, as far as its name or the environment tells; else ''."""
    for name in _ONEDRIVE:
        root = environment.get(name)
        if root and folder.is_relative_to(type(folder)(root)):
            return "OneDrive"
    found = (_SYNCED.fullmatch(part) for part in folder.parts)
    return next((one[1] for one in found if one), "")


def is_network_mount(folder: PurePath, mounts: Iterable[tuple[str, str]]) -> bool:
    """Whether the Linux mount that a folder is on is another machine's. `mounts`: mount points and kinds, in order."""
    on = [(len(point), number, kind) for number, (point, kind) in enumerate(mounts) if folder.is_relative_to(point)]
    return max(on)[2] in _NETWORK if on else False


def mounts_in(mountinfo: str) -> tuple[tuple[str, str], ...]:
    """Mount points and kinds of file system out of Linux's /proc/self/mountinfo (proc(5))."""
    lines = (line.partition(" - ") for line in mountinfo.splitlines())
    return tuple((_unescaped(left.split()[4]), right.split()[0]) for left, _, right in lines if right)


def _unescaped(point: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)


def _mounts() -> tuple[tuple[str, str], ...]:
    try:
        return mounts_in(Path("/proc/self/mountinfo").read_text("utf-8", "replace"))
    except OSError:
        return ()


def _is_network_drive(folder: PurePath) -> bool:
    import ctypes

    anchor = PureWindowsPath(folder).anchor
    if anchor.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - not there on Linux
    return bool(kernel.GetDriveTypeW(anchor) == _DRIVE_REMOTE)


def _resolved(folder: Path) -> Path:
    """With links followed: one may lead into a folder that is copied."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder
