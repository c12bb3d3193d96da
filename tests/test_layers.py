"""Which module may import what, beyond what the import contracts in pyproject.toml can say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ui", "scribe", "easyread", "models", "resources")
MACHINE_LEARNING = {
    "faster_whisper", "ctranslate2", "llama_cpp", "onnxruntime", "huggingface_hub", "tokenizers", "rapidocr",
}  # fmt: skip


def modules() -> list[Path]:
    """Every module of the five packages."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The top-level name of everything that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_machine_learning_is_imported_in_the_engine_modules_only():
    """The libraries that fill the memory, and that once phoned home, are reached in one place each."""
    elsewhere = [path for path in modules() if not (path.parent.name == "models" and path.stem.endswith("_engine"))]
    assert elsewhere
    found = {str(path.relative_to(ROOT)): set(imported(path)) & MACHINE_LEARNING for path in elsewhere}
    assert {name: libraries for name, libraries in found.items() if libraries} == {}


def test_the_engine_modules_do_import_it():
    """The test above would pass on an empty project; this one would not."""
    found = {name for path in modules() if path.stem.endswith("_engine") for name in imported(path)}
    assert {"faster_whisper", "llama_cpp", "rapidocr"} <= found


def test_the_packaging_folder_is_no_package():
    """With an __init__.py it would shadow the registry's `packaging`, which half of the libraries import."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
