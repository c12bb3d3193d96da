"""Which words share a meaning: our table of plain words for officialese, and WordNet's senses where they were built.

Never by likeness: a word may stand for another only where a table says so, and no opposite ever does.
WordNet 3.0, Princeton University; packaging/build_meanings.py makes the table of it. Without it the check is stricter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from easyread.language.words import word_list
from easyread.word_files import shipped
from resources.assets import BUILT

_BUILT = BUILT / "meanings" / "synonyms.tsv"


@cache
def words_of(table: str) -> frozenset[str]:
    """One list of resources/easyread/fidelity.toml."""
    return frozenset(word_list(shipped("fidelity")[table]))


@cache
def alike() -> dict[str, frozenset[str]]:
    """For each word of the table those that share a row with it."""
    found: dict[str, set[str]] = {}
    for row in shipped("fidelity")["alike"]:
        members = row.split()
        for word in members:
            found.setdefault(word, set()).update(members)
    return {word: frozenset(members) for word, members in found.items()}


@cache
def rows(table: str) -> dict[str, frozenset[str]]:
    """For each word of a table of rows 'word: others' the others."""
    found: dict[str, frozenset[str]] = {}
    for row in shipped("fidelity")[table]:
        word, _, others = row.partition(":")
        found[word.strip()] = frozenset(others.split())
    return found


@dataclass(frozen=True)
class Meaning:
    """What WordNet says of one word: those of its senses, the wider ones, and its opposites."""

    same: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    opposite: frozenset[str] = frozenset()


_NONE = Meaning()


def meaning(word: str, part: str) -> Meaning:
    """What WordNet says of a lemma as a part of speech (n, v, a, r); nothing where it was not built or knows it not."""
    return _wordnet().get((word, part), _NONE)


@cache
def _wordnet() -> dict[tuple[str, str], Meaning]:
    if not _BUILT.is_file():
        return {}
    found: dict[tuple[str, str], Meaning] = {}
    for line in _BUILT.read_text("utf-8").splitlines():
        word, part, *some = line.split("\t")
        found[word, part] = Meaning(*(frozenset(one.split()) for one in some))
    return found


@cache
def are_opposite(one: str, other: str) -> bool:
    """Whether two words are opposites, so that neither may ever stand for the other."""
    if other in _opposites().get(one, ()) or any(
        other in meaning(one, part).opposite or one in meaning(other, part).opposite for part in "nvar"
    ):
        return True
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return len(short) > 3 and long in {prefix + short for prefix in _PREFIXES}


_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "non-")


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in shipped("fidelity")["opposite"]:
        ones, _, others = row.partition("|")
        for word in ones.split():
            found.setdefault(word, set()).update(others.split())
        for word in others.split():
            found.setdefault(word, set()).update(ones.split())
    return {word: frozenset(others) for word, others in found.items()}


@cache
def share_a_meaning(one: str, other: str, part: str) -> bool:
    """Whether a word of what was made may mean one of the source, both of one part of speech.

    A sense in common, or a wider word: 'cost' for 'expense', never 'expense' for 'cost'.
    """
    if are_opposite(one, other):
        return False
    mine = meaning(one, part)
    return other in mine.same or one in meaning(other, part).same or other in mine.wider
