"""The lemmas and forms of a word and how common it is: the tables of lemminflect and wordfreq, read by themselves.

Those libraries parse their whole tables and bring numpy and others with them, a second in all. The rules need a few
hundred words, so the sorted rows are searched, and only what the tables don't tell is asked of the libraries.
Sources: lemminflect 0.2.3 (MIT), resources/lemma_lu and infl_lu; wordfreq 3.1.1, data/large_en (format cBpack).
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LEAST = 3.0
"""Zipf: below this a word counts as never written; COGA's common words begin at 4."""
_FORMS = {"noun": ("NNS",), "adj": ("JJR", "JJS"), "adv": ("RBR", "RBS"), "verb": ("VBD", "VBN", "VBG", "VBZ")}
_BASES = {"noun": ("NN",), "adj": ("JJ",), "adv": ("RB",), "verb": ("VB", "VBP")}
_AUXILIARIES = frozenset(("can", "may", "will", "shall", "must", "ought", "dare", "be"))
"""What the library has by heart, and not in its table."""
_PLAIN = re.compile(r"[a-z]+")
_OWNED = re.compile(r"[a-z]+(?:'[a-z]+)?'?")
_OTHERWISE = {"VBN": "VBD", "VBD": "VBN"}
"""The form that stands for one that the table lacks: 'added' is both."""


@cache
def lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """The lemmas of a word by part of speech ('NOUN', 'VERB', 'ADJ', 'ADV', 'AUX'), with capitals where it has some."""
    found, low = {}, word.lower()
    for kind, forms in _rows("lemma_lu.csv.gz", low):
        found["AUX" if kind == "modal" else kind.upper()] = tuple(forms.split("/"))
    found |= {part: (lemma,) for part, lemma in _overrides("lemma_overrides.csv").get(low, ())}
    cased = str.upper if word.isupper() else str.capitalize if word[:1].isupper() else str.lower
    return {part: tuple(map(cased, forms)) for part, forms in found.items()}


_REGULAR = re.compile(r"(?:[a-z]{2,}-)?[a-z]{2,}")
_NOT_JUST_S = re.compile(r"(?:[sxzyof]|ch|sh|fe|man|is|us|[^aeiou]o)$")


@cache
def inflected(word: str, tag: str) -> tuple[str, ...]:
    """The forms of a dictionary word by a tag of the Penn Treebank: 'VBD' the past, 'NNS' the plural."""
    told = _PLAIN.fullmatch(word) and word not in _AUXILIARIES
    rows = _rows("infl_lu.csv.gz", word) if told else []
    found: dict[str, tuple[str, ...]] = {}
    for kind, forms in rows:
        if kind not in _FORMS:
            found = {}
            break
        for name, spelt in zip(_FORMS[kind], forms.split(","), strict=False):
            if spelt:
                found[name] = tuple(spelt.split("/"))
        found |= {base: (word,) for base in _BASES[kind]}
    found |= {name: (form,) for name, form in _overrides("infl_overrides.csv").get(word, ())} if found else {}
    if form := found.get(tag) or found.get(_OTHERWISE.get(tag, "")):
        return form
    if _REGULAR.fullmatch(word) and word not in _AUXILIARIES and (regular := _regular(word, tag)):
        return (regular,)
    from lemminflect import getInflection

    return tuple(getInflection(word, tag=tag))


def _regular(word: str, tag: str) -> str:
    """The form of a word that the table lacks, as lemminflect's rules give it; empty where those have to be asked.

    They would load the whole table to say that 'stakeholder' has 'stakeholders'.
    """
    if tag == "NNS" and word.endswith("ity"):
        return word[:-1] + "ies"
    if tag == "NNS" and not _NOT_JUST_S.search(word):
        return word + "s"
    if word.endswith("e") and not word.endswith(("ee", "ie", "oe", "ye")):
        return {"VBZ": word + "s", "VBD": word + "d", "VBN": word + "d", "VBG": word[:-1] + "ing"}.get(tag, "")
    return ""


@cache
def zipf(word: str) -> float:
    """How common a word is: 4 is ten times in a million words; 0 for one below `LEAST`."""
    if _OWNED.fullmatch(word):
        return _common().get(word.rstrip("'"), 0.0)
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en", wordlist="large"))


def _rows(name: str, word: str) -> list[tuple[str, str]]:
    """The rows of a word: what follows it, its part of speech first."""
    lines, start = _table(name), f"{word},"
    at, found = bisect_left(lines, start), []
    while at < len(lines) and lines[at].startswith(start):
        kind, _, rest = lines[at][len(start) :].partition(",")
        found.append((kind, rest))
        at += 1
    return found


@cache
def _table(name: str) -> list[str]:
    lines = gzip.decompress((_folder("lemminflect") / "resources" / name).read_bytes()).decode().splitlines()
    lines.sort()
    return lines


@cache
def _overrides(name: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (_folder("lemminflect") / "resources" / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            word, part, other = line.strip().split(",")
            found.setdefault(word, []).append((part, other))
    return found


@cache
def _common() -> dict[str, float]:
    """The words from the most common down to `LEAST`: the list of each hundredth of a Zipf unit, in turn."""
    from msgpack import Unpacker  # wordfreq brings it, for this file

    found: dict[str, float] = {}
    with gzip.open(_folder("wordfreq") / "data" / "large_en.msgpack.gz") as file:
        lists: Any = Unpacker(file, raw=False)
        buckets = min(lists.read_array_header() - 1, round((9 - LEAST) * 100) + 1)
        lists.unpack()  # what the file is
        for at in range(buckets):
            found.update(dict.fromkeys(lists.unpack(), (900 - at) / 100))
    return found


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed.", name=package)
    return Path(spec.origin).parent
