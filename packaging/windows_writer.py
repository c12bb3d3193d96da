"""Compiles llama.cpp for Windows on Debian, from the same locked source and with the same options as for Linux.

llama-cpp-python reaches its libraries by ctypes alone, so a compiler of another maker than Python's will do.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import baseline_library
import system_libraries
import writer_library
from licences import Part
from package_places import LOGS

COMPILERS = {"C": "x86_64-w64-mingw32-gcc-posix", "CXX": "x86_64-w64-mingw32-g++-posix"}
PACKAGES = {
    COMPILERS["C"]: "gcc-mingw-w64-x86-64-posix",
    COMPILERS["CXX"]: "g++-mingw-w64-x86-64-posix",
}
"""What has to be there: the Debian package that brings it. The 'posix' kind has the threads of the C++ standard."""
# Windows aligns the stack to 16 bytes, and this compiler lays 32-byte values there as if it were to 32 (GCC bug 54412):
# its assembler is told to use instructions that don't mind.
UNALIGNED = "-Wa,-muse-unaligned-vector-move"
HEADERS = Path(__file__).resolve().parent / "windows_headers.h"
CROSS = (
    "-DCMAKE_SYSTEM_NAME=Windows",
    "-DCMAKE_SYSTEM_PROCESSOR=AMD64",
    *(f"-DCMAKE_{language}_COMPILER={program}" for language, program in COMPILERS.items()),
    *(f"'-DCMAKE_{language}_FLAGS={UNALIGNED} -include{HEADERS.as_posix()}'" for language in COMPILERS),
    # The compiler's own library inside each: nothing of it has to be shipped beside,
    # and none is among what each gives to the others.
    "'-DCMAKE_SHARED_LINKER_FLAGS=-static -Wl,--exclude-libs,ALL'",
)
GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
COMPILED_IN = (
    Part("GCC's runtime for Windows (libgcc, libstdc++)", "12", GCC, "library", "Free Software Foundation"),
    Part("mingw-w64's runtime (winpthreads too)", "10", "ZPL-2.1 and MIT", "library", "the mingw-w64 project"),
)
"""What the compiler puts into each library: parts of what is shipped."""
TEXTS = (
    ("GCC", Path("/usr/share/doc/gcc-mingw-w64-base/copyright")),
    ("mingw-w64", Path("/usr/share/doc/mingw-w64-x86-64-dev/copyright")),
)
"""Their licences, as Debian's packages of them bring them."""
BUILDS = {
    "lib": (*writer_library.OPTIONS, *writer_library.X86_OPTIONS, *CROSS),
    "lib_baseline": (*baseline_library.OPTIONS, *CROSS),
}
"""The folder in the package of llama.cpp, and the options of what is in it."""


def build(lock: Path, python: Path, to: Path) -> None:
    """Put both builds into their folders in `to`, unless they are there from just this. Raises SetUpFailed.

    `python` has the locked build tools.
    """
    install_compilers()
    for name, options in BUILDS.items():
        baseline_library.build(lock, python, to / name, options)


def install_compilers() -> None:
    """Install the compilers for Windows where they are missing. Raises SetUpFailed."""
    missing = tuple(package for program, package in PACKAGES.items() if not shutil.which(program))
    system_libraries.install(missing, "To compile for Windows", LOGS / "mingw.log")
