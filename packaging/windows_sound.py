"""Compiles FFmpeg for sound alone, and PyAV on it, for Windows on Debian: the registry's PyAV brings GPL parts."""

from __future__ import annotations

import hashlib
import shutil
import sys
import sysconfig
import zipfile
from pathlib import Path

import locks
import sound_library
import windows_writer
from console import say
from package_places import WINDOWS
from windows_python import PYTHON, VERSION

FOLDER = WINDOWS / "sound"
SITE = WINDOWS / "site-for-sound"
"""What takes the place of the registry's PyAV."""
LIBRARIES = FOLDER / "prefix" / "bin"
COMPILER = windows_writer.COMPILERS["C"]
OPTIONS = (
    *(option for option in sound_library.OPTIONS if not option.startswith("--extra-ldflags")),
    "--enable-cross-compile", "--target-os=mingw32", "--arch=x86_64", "--cross-prefix=x86_64-w64-mingw32-",
    f"--cc={COMPILER}", "--disable-pthreads", "--enable-w32threads", "--extra-ldflags=-s -static-libgcc",
    # The compiler's own clock, inside what asks for it: no library of it has to be shipped.
    "--extra-libs=-l:libwinpthread.a",
    # GCC bug 54412: see packaging/windows_writer.py
    f"--extra-cflags={windows_writer.UNALIGNED}",
)  # fmt: skip
SETTINGS = "_sysconfigdata_fairnote_windows"
"""The module that tells setuptools, in this system's Python, how that of Windows was built."""


def build(lock: Path) -> None:
    """Put `av` into SITE and FFmpeg's libraries into LIBRARIES, unless they are there from this. Raises SetUpFailed."""
    windows_writer.install_compilers()
    stamp, key = SITE / "sound.key", _key(lock)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == key:
        return
    say("    FFmpeg for sound alone, then PyAV on it, for Windows: about 3 minutes on two cores, the first time only.")
    prefix = sound_library.ffmpeg(FOLDER, OPTIONS)
    wheel = sound_library.pyav(lock, FOLDER, _as_for_windows(prefix))
    shutil.rmtree(SITE, ignore_errors=True)
    _lay_out(wheel)
    stamp.write_text(key, encoding="utf-8")


def _key(lock: Path) -> str:
    parts = (sound_library.SHA256, *OPTIONS, locks.blocks(lock.read_text(encoding="utf-8"))["av"], VERSION)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _as_for_windows(prefix: Path) -> dict[str, str]:
    """What has this system's Python compile for that of Windows."""
    folder = FOLDER / "settings"
    folder.mkdir(parents=True, exist_ok=True)
    headers = str(PYTHON / "include")
    link = f"{COMPILER} -shared -s -static-libgcc"
    told = sysconfig.get_config_vars() | {
        "INCLUDEPY": headers, "CONFINCLUDEPY": headers, "EXT_SUFFIX": ".pyd", "CC": COMPILER, "CFLAGS": "-O2 -g0",
        "LDSHARED": link, "CCSHARED": "", "LIBDIR": str(PYTHON), "OPT": "",
    }  # fmt: skip
    (folder / f"{SETTINGS}.py").write_text(f"build_time_vars = {told!r}\n", encoding="utf-8")
    return {
        "_PYTHON_SYSCONFIGDATA_NAME": SETTINGS,
        "PYTHONPATH": str(folder),
        "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig"),
        "CC": COMPILER,
        "CFLAGS": f"-O2 -g0 -DMS_WIN64 {windows_writer.UNALIGNED} -I{headers}",
        "LDSHARED": link,
        "LDFLAGS": f"-L{PYTHON} -lpython3",
    }


def _lay_out(wheel: Path) -> None:
    """The wheel's files; a compiled one gets the name by which Windows' Python finds it."""
    with zipfile.ZipFile(wheel) as opened:
        for name in opened.namelist():
            target = SITE / name.replace(".abi3.so", ".pyd").replace(f".{sys.implementation.cache_tag}.so", ".pyd")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(opened.read(name))
    # Where Windows' Python looks for them when the first of PyAV's modules is imported.
    for library in LIBRARIES.glob("*.dll"):
        shutil.copyfile(library, SITE / "av" / library.name)
