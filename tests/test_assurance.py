"""The evidence pack claims only what is there: each test, command, file and setting that it names exists."""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from scribe import cli
from scribe.settings import TABLE

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "assurance").glob("*.md"))
DEFINED = re.compile(r"^\s*(?:async )?def (test_\w+)", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([^`]+)`")
LINKED = re.compile(r"\]\(([^)#]+)\)")
FILES = re.compile(r"\b(?:tests|docs|scribe|easyread|models|resources|packaging)/[\w./-]+\.(?:py|md|txt|toml)\b")


@cache
def defined_tests() -> frozenset[str]:
    """The name of every test."""
    return frozenset(
        name for path in (ROOT / "tests").rglob("test_*.py") for name in DEFINED.findall(path.read_text("utf-8"))
    )


def commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The program's commands, as they are typed."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield name
                yield from (f"{name} {more}" for more in commands(below))


def options_of(parser: argparse.ArgumentParser, words: list[str]) -> set[str]:
    """The options that a command takes."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) and words and words[0] in action.choices:
            return options_of(action.choices[words[0]], words[1:])
    return {option for action in parser._actions for option in action.option_strings}


@cache
def dev_py() -> ModuleType:
    """The project's own script."""
    spec = importlib.util.spec_from_file_location("dev_of_assurance", ROOT / "dev.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made  # its dataclasses look themselves up there
    spec.loader.exec_module(made)
    return made


def problems(page: str) -> list[str]:
    """What a page names that is not there."""
    wrong: list[str] = []
    parser = cli._parser()
    known = set(commands(parser))
    for named in NAMED.findall(FENCED.sub("", page)):
        first, *others = named.split()
        if re.fullmatch(r"test_\w+", named) and named not in defined_tests():
            wrong.append(named)
        if first == "fairnote" and others:
            two = " ".join(others[:2])
            if two not in known and others[0] not in known:
                wrong.append(named)
            wrong += [
                f"{named}: {one}" for one in others if one.startswith("--") and one not in options_of(parser, others)
            ]
        if "dev.py" in named and len(others) > 1 and others[1] not in dev_py().COMMANDS:
            wrong.append(named)
        if re.fullmatch(r"[a-z]+(?:_[a-z]+)+", named) and not named.startswith("test_") and named not in TABLE:
            wrong.append(named)
    wrong += [path for path in FILES.findall(page) if not (ROOT / path).exists()]
    return wrong


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_names_is_there(path: Path) -> None:
    """Tests, commands with their options, files, settings and links."""
    page = path.read_text("utf-8")
    assert not problems(page)
    assert all((path.parent / link).exists() for link in LINKED.findall(page) if "://" not in link)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_of_a_release_and_says_what_is_not_shown(path: Path) -> None:
    """Dated by release; gaps have a place of their own."""
    page = path.read_text("utf-8")
    assert "For Fairnote 0.1.0" in page
    assert "Not yet evidenced" in page or "not yet evidenced" in page


def test_every_page_is_in_the_list() -> None:
    """The index leads to each."""
    index = (ROOT / "docs" / "assurance" / "README.md").read_text("utf-8")
    assert all(f"({path.name})" in index for path in PAGES if path.name != "README.md")


@pytest.mark.parametrize(
    "invented",
    ["`test_that_nobody_wrote`", "`fairnote reassure`", "`fairnote doctor --calm`", "`python3 dev.py bless`",
     "docs/decisions/9999-nothing.md", "`no_such_setting`"],
)  # fmt: skip
def test_what_is_not_there_is_found(invented: str) -> None:
    """The test of the test."""
    assert problems(f"A claim, see {invented}.")


def test_the_leaflet_is_what_the_app_makes_of_its_source() -> None:
    """Line by line, without a flag; the PDF holds every line and says that nobody has checked it."""
    import pypdfium2

    spec = importlib.util.spec_from_file_location("make_leaflet", ROOT / "packaging" / "make_leaflet.py")
    assert spec is not None and spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    page = maker.leaflet()
    assert (maker.KEPT / f"{maker.NAME}.txt").read_text("utf-8") == maker.words(page)
    with pypdfium2.PdfDocument(maker.KEPT / f"{maker.NAME}.pdf") as document:
        text = " ".join(" ".join(one.get_textpage().get_text_bounded().split()) for one in document)
    missing = [line.text for line in page.lines if line.text.replace("'", "’") not in text.replace("'", "’")]
    assert not missing and maker.UNCHECKED in text
