"""Builds PyAV on an FFmpeg that only decodes sound and has no GPL part; the registry's PyAV brings x264 and x265.

The source is Debian's, fetched by apt, which checks the archive's signature, and pinned here by SHA-256 as well.
Nothing is switched on but what `scribe/audio_reader.py` opens and `scribe/tempo.py` filters with.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import locks
import system_libraries
import writer_library
from console import SetUpFailed, Words, run, say
from package_places import LOGS, SITE, SOUND, TOOLS_PYTHON

VERSION = "8.1.2"
"""The release that PyAV 18.1 is made for. Debian's revision of it is not used: the source is as its authors
signed it."""
DEBIAN_VERSION = "7:8.1.2-2"
SHA256 = "464beb5e7bf0c311e68b45ae2f04e9cc2af88851abb4082231742a74d97b524c"
SUITE = "sid"
ARCHIVE = f"ffmpeg_{VERSION}.orig.tar.xz"

DEMUXERS = ("wav", "w64", "flac", "mp3", "mov", "ogg", "matroska", "aac", "aiff", "amr", "amrnb", "amrwb", "caf")
DECODERS = (
    "aac", "aac_latm", "ac3", "eac3", "alac", "amrnb", "amrwb", "flac", "gsm", "gsm_ms", "mp2float", "mp3float", "opus",
    "vorbis", "pcm_*", "adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms",
)  # fmt: skip
PARSERS = ("aac", "aac_latm", "ac3", "amr", "flac", "gsm", "mpegaudio", "opus", "vorbis")
FILTERS = ("abuffer", "abuffersink", "aformat", "anull", "aresample", "atempo")
OPTIONS = (
    "--disable-everything", "--disable-autodetect", "--disable-network", "--disable-doc", "--disable-programs",
    "--disable-static", "--enable-shared", "--disable-debug", "--disable-x86asm", "--extra-ldflags=-s",
    f"--enable-demuxer={','.join(DEMUXERS)}", f"--enable-decoder={','.join(DECODERS)}",
    f"--enable-parser={','.join(PARSERS)}", f"--enable-filter={','.join(FILTERS)}",
)  # fmt: skip
LICENCE = "LGPL version 2.1 or later"
"""What its configure says of itself with these options."""
LIBRARIES = SOUND / "prefix" / "lib"
"""Where FFmpeg's own libraries are; PyInstaller is told by LD_LIBRARY_PATH, and lays them beside the program."""


def build(lock: Path) -> None:
    """Put `av` and its libraries into SITE, unless they are there from just this. Raises SetUpFailed."""
    stamp, key = SITE / "sound.key", _key(lock)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == key:
        return
    say("    FFmpeg for sound alone, then PyAV on it: about 3 minutes on two cores, the first time only.")
    prefix = ffmpeg(SOUND, OPTIONS)
    wheel = pyav(lock, SOUND, {"PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig"), "LDFLAGS": "-s"})
    shutil.rmtree(SITE, ignore_errors=True)
    run([TOOLS_PYTHON, "-m", "pip", "install", "--no-deps", "--no-index", "--target", SITE, wheel],
        label="PyAV laid out", log=LOGS / "pyav-install.log")  # fmt: skip
    stamp.write_text(key, encoding="utf-8")


def _key(lock: Path) -> str:
    parts = (SHA256, *OPTIONS, locks.blocks(lock.read_text(encoding="utf-8"))["av"])
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


# --- FFmpeg


def _source() -> Path:
    """The archive of FFmpeg's source, out of the cache or out of Debian's archive; always the one that is pinned."""
    kept = writer_library.cache_folder().parent / "sources" / ARCHIVE
    if not (kept.exists() and _sha256(kept) == SHA256):
        fetched = _fetch(SOUND / "apt")
        if _sha256(fetched) != SHA256:
            raise SetUpFailed(f"{ARCHIVE} is not the one that was looked at. Nothing was built.")
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(fetched, partial := kept.with_suffix(".part"))
        partial.replace(kept)
    return kept


def _fetch(folder: Path) -> Path:
    """By an apt that keeps all it knows in `folder`: the system's own lists stay as they are."""
    for made in ("lists/partial", "cache/archives/partial"):
        (folder / made).mkdir(parents=True, exist_ok=True)
    (folder / "source.list").write_text(f"deb-src {archive()} {SUITE} main\n", encoding="utf-8")
    options = [
        f"-oDir::Etc::sourcelist={folder}/source.list", "-oDir::Etc::sourceparts=/dev/null",
        f"-oDir::State::lists={folder}/lists", f"-oDir::Cache={folder}/cache", "-oAPT::Sandbox::User=",
    ]  # fmt: skip
    run(["apt-get", *options, "update"], label="List of Debian's sources", log=LOGS / "sources.log")
    wanted = ["source", "--download-only", "--tar-only", f"ffmpeg={DEBIAN_VERSION}"]
    run(["apt-get", *options, *wanted], label="FFmpeg's source", log=LOGS / "ffmpeg-source.log", folder=folder)
    return folder / ARCHIVE


def archive() -> str:
    """Where this system's own apt gets Debian from."""
    asked = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    except OSError:
        told = ""
    for line in told.splitlines():
        address, _, release = line.partition(" ")
        if address.rstrip("/").endswith("/debian") and "security" not in release:
            return address
    raise SetUpFailed("FFmpeg's source comes from Debian's archive, and apt knows of none here.")


def ffmpeg(folder: Path, options: Sequence[str]) -> Path:
    """Compile it in `folder`; the folder in there that it is laid out in. Raises SetUpFailed."""
    system_libraries.install(_missing_tools(), "To compile FFmpeg", LOGS / "compiler.log")
    source, built, prefix = folder / "source", folder / "build", folder / "prefix"
    for emptied in (source, built, prefix):
        shutil.rmtree(emptied, ignore_errors=True)
        emptied.mkdir(parents=True)
    with tarfile.open(_source()) as opened:
        opened.extractall(source, filter="data")
    top = source / f"ffmpeg-{VERSION}"
    log = folder / "configure.log"
    run([top / "configure", f"--prefix={prefix}", *options], label="FFmpeg: options", log=log, folder=built)
    if f"License: {LICENCE}" not in log.read_text(encoding="utf-8"):
        raise SetUpFailed(f"FFmpeg's own configure does not say '{LICENCE}' with these options. Nothing was built.")
    make: Words = ["nice", "-n", "10", "make", f"-j{os.cpu_count() or 1}"]
    run(make, label="FFmpeg", log=LOGS / "ffmpeg.log", folder=built)
    run(["make", "install"], label="FFmpeg laid out", log=LOGS / "ffmpeg-install.log", folder=built)
    shutil.copyfile(top / "COPYING.LGPLv2.1", prefix / "COPYING.LGPLv2.1")
    return prefix


def _missing_tools() -> tuple[str, ...]:
    needed = {"make": "make", "pkg-config": "pkg-config", "cc": "gcc"}
    return tuple(package for program, package in needed.items() if not shutil.which(program))


# --- PyAV


def pyav(lock: Path, folder: Path, environment: Mapping[str, str]) -> Path:
    """Compile it on what `environment` names; the wheel, in a folder in `folder`. Raises SetUpFailed."""
    part = locks.write_part(lock, folder / "av.txt", lambda name: name == "av")
    wheels = folder / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    checked: Words = ["--no-deps", "--require-hashes", "--no-binary", "av", "--no-build-isolation", "--no-cache-dir"]
    around = {**os.environ, "PATH": _tools_first(), "CFLAGS": "-O2 -g0", **environment}
    command: Words = ["nice", "-n", "10", TOOLS_PYTHON, "-m", "pip", "wheel", *checked, "-v", "-r", part, "-w", wheels]
    run(command, label="PyAV", log=LOGS / "pyav.log", environment=around)
    (wheel,) = wheels.glob("av-*.whl")
    return wheel


def _tools_first() -> str:
    return f"{TOOLS_PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
