"""Fetches the British spelling dictionary by the npm client, checks it by its SHA-512, and writes its words out.

Runs in the project's own environment, which brings npm, spylls and the rest: build_spelling.py SOURCE FOLDER. FOLDER
then holds words.tsv (each word in all its forms, how often it is written, what it sounds like) and the licence.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jellyfish
from npm_packages import Package, fetch, member
from spylls.hunspell import Dictionary
from wordfreq import zipf_frequency

FILES = ("index.aff", "index.dic", "license")
_OWNER = "M"
"""The flag of the forms on 's, which are read off the word itself."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


def forms(dictionary: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401  spylls publishes no types
    """Every form of every word, and whether it may be suggested: nobody is offered a swear word."""
    rules = dictionary.aff
    for word in dictionary.dic.words:
        offered = rules.NOSUGGEST not in word.flags
        stems = [(word.stem, True), *((form, False) for form in _with_prefixes(word.stem, word.flags, rules))]
        for stem, plain in stems:
            yield stem, offered
            for form in _with_suffixes(stem, word.flags, rules, plain):
                yield form, offered


def _with_prefixes(stem: str, flags: set[str], rules: Any) -> Iterator[str]:  # noqa: ANN401
    for flag in flags & rules.PFX.keys():
        yield from (one.add + stem.removeprefix(one.strip) for one in rules.PFX[flag] if _fits(one, stem, start=True))


def _with_suffixes(stem: str, flags: set[str], rules: Any, plain: bool) -> Iterator[str]:  # noqa: ANN401
    """The forms with an ending; those that take a prefix too only where the ending allows one."""
    for flag in flags & rules.SFX.keys() - {_OWNER}:
        for one in rules.SFX[flag]:
            if (plain or one.crossproduct) and _fits(one, stem, start=False):
                yield stem.removesuffix(one.strip) + one.add


def _fits(affix: Any, stem: str, *, start: bool) -> bool:  # noqa: ANN401
    condition = affix.condition
    return bool(re.match(condition, stem) if start else re.search(f"(?:{condition})$", stem))


def rows(dictionary: Any) -> Iterator[str]:  # noqa: ANN401
    """Lines of words.tsv: the word, how often it is written (Zipf times 100; -1: not to be suggested), its sound."""
    found: dict[str, bool] = {}
    for form, offered in forms(dictionary):
        if len(form) > 1 and _WORD.fullmatch(form):
            found[form] = found.get(form, True) and offered
    for form in ("a", "I"):
        found[form] = True
    for form, offered in sorted(found.items()):
        often = round(100 * zipf_frequency(form, "en", wordlist="large")) if offered else -1
        yield f"{form}\t{often}\t{jellyfish.metaphone(form)}"


def main(source: Path, folder: Path) -> int:
    """Build the list beside what is there, then put it in its place; the exit status."""
    pinned = json.loads(source.read_text(encoding="utf-8"))
    package = Package(pinned["package"], pinned["version"], pinned["sha512"])
    partial = folder.with_name(folder.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as fetched:
        with tarfile.open(fetch(package, Path(fetched))) as inside:
            for name in FILES:
                (Path(fetched) / name).write_bytes(member(inside, name))
        dictionary = Dictionary.from_files(str(Path(fetched) / "index"))
        (partial / "words.tsv").write_text("\n".join(rows(dictionary)) + "\n", encoding="utf-8")
        shutil.copyfile(Path(fetched) / "license", partial / "LICENSE.txt")
    shutil.rmtree(folder, ignore_errors=True)
    partial.replace(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:])))
