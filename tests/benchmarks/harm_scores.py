"""Makes the figures of resources/lexicon/harm_scores.toml: `python -m tests.benchmarks.harm_scores [--write]`.

It reads the phrases of tests/gold/weights.toml, and sentences of the consultations in ../shared/data as everyday talk.
First it prints what figures made without a list do on that list; with --write it makes them of all.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scribe.harm import tells_of_harm
from scribe.notes.families import families, spoken_sentences
from scribe.notes.harm_scores import BASE, LEAST, features_of, stretches
from scribe.notes.weight import weight
from tests.gold.read_weights import phrases

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "resources" / "lexicon" / "harm_scores.toml"
TALKS = ROOT.parent / "shared" / "data" / "visits" / "primock57"
GOLD = ROOT / "tests" / "gold"
GRAVE = frozenset({"harm", "abuse", "suicide", "risk", "death", "falls"})
OF_VISIT = "visit"
"""The kind of lines of harm_visits.tsv that are whole visits in which nothing tells of harm."""
ASIDE, COUNTED = "fresh", "unseen"
"""The list that is kept aside once, and the one that is never used."""
STEPS, PULL, HEAVIER, KEPT, OF_TALK = 120, 0.5, 2.0, 0.05, 900
COUNTS = 1.4
"""The score that counts: chosen on a list aside, for at most 15% of everyday phrases that are like harm."""
Figures = dict[str, float]
Table = npt.NDArray[np.float32]


def said(text: str) -> list[tuple[str, ...]]:
    return [each for sentence in spoken_sentences(text) for each in stretches(sentence)]


def talk() -> list[str]:
    """Sentences of real consultations in which no family finds harm, in a fixed order by chance."""
    found = []
    for path in sorted(TALKS.glob("*.json")):
        for turn in json.loads(path.read_text(encoding="utf-8"))["turns"]:
            found += [text for text in turn["text"].replace("?", ".").split(". ") if not families(text)]
    random.Random(1).shuffle(found)
    return found[:OF_TALK]


def fitted(heavy: list[str], everyday: list[str]) -> Figures:
    """Logistic regression with a pull to nought, by Adam: one figure a feature that stands at least twice."""
    rows = [features_of(each) for text in (*heavy, *everyday) for each in said(text)]
    answers = [1.0 for text in heavy for _ in said(text)] + [0.0 for text in everyday for _ in said(text)]
    of_all = Counter(feature for row in rows for feature in row)
    of_heavy = {feature for row, answer in zip(rows, answers, strict=True) if answer for feature in row}
    names = sorted(name for name, count in of_all.items() if count > 1 and name in of_heavy)
    place = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1), dtype=np.float32)
    for at, row in enumerate(rows):
        known = [place[name] for name in row if name in place]
        table[at, known] = 1 / np.sqrt(max(1, len(known)))
    table[:, -1] = 1
    theta = descended(table, np.array(answers, dtype=np.float32))
    figures = {name: round(float(theta[at]), 2) for name, at in place.items() if abs(theta[at]) >= KEPT}
    return {BASE: round(float(theta[-1]), 2), **figures}


def descended(table: Table, answers: Table) -> Table:
    """The weight of each column by logistic regression with a pull to nought, by Adam; the last column is the base."""
    heavier = np.where(answers == 1, HEAVIER, 1.0).astype(np.float32)
    theta = np.zeros(table.shape[1], dtype=np.float32)
    mean, spread = np.zeros_like(theta), np.zeros_like(theta)
    for step in range(1, STEPS + 1):
        guess = 1 / (1 + np.exp(-table @ theta))
        slope = table.T @ ((guess - answers) * heavier) + PULL * np.r_[theta[:-1], np.float32(0)]
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope * slope
        theta -= 0.08 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return theta


def scored(figures: Figures, text: str) -> float:
    """The highest score of any stretch of a text."""
    found = [[figures[name] for name in features_of(each) if name in figures] for each in said(text)]
    return max((sum(each) / max(1, len(each)) ** 0.5 + figures[BASE] for each in found), default=-9.0)


def is_marked(text: str) -> bool:
    """Whether a text carries a weight of harm, so that it is never left out for length."""
    return bool(GRAVE & set(weight(text)))


def share(name: str, label: str, found: Callable[[str], bool], *, of_visits: bool = False) -> str:
    """In how many lines of a list of tests/gold that no rule and no figure was made with harm is found:
    lines that tell of harm have the label '1', everyday ones that are like them '0'. `of_visits`: everyday ones that
    are like nothing, of whole visits.
    """
    rows = [line.split("\t") for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    texts = [text for told, kind, _speaker, text in rows if told == label and (kind == OF_VISIT) is of_visits]
    return f"{sum(map(found, texts))} of {len(texts)}"


def main() -> None:
    for name in ("harm_blind.tsv", "harm_lines.tsv", "harm_visits.tsv"):
        for what, found in (("marked", is_marked), ("quoted first at Stop", tells_of_harm)):
            harm, like = share(name, "1", found), share(name, "0", found)
            visits = f", of visits {share(name, '0', found, of_visits=True)}" if "visits" in name else ""
            print(f"{name}: {what} of what tells of harm {harm}, of what is like it {like}{visits}")
    lists, of_talk = {name: each for name, each in phrases().items() if COUNTED not in name}, talk()
    heavy = {name: list(each) for name, each in lists.items() if name.endswith("heavy")}
    everyday = {name: list(each) for name, each in lists.items() if name.endswith("everyday")}
    kept = fitted(
        [text for name, each in heavy.items() if ASIDE not in name for text in each],
        [text for name, each in everyday.items() if ASIDE not in name for text in each] + of_talk[::2],
    )
    for name in (f"{ASIDE}_heavy", f"{ASIDE}_everyday"):
        print(f"{name}: {sum(scored(kept, text) >= COUNTS for text in lists[name]) / len(lists[name]):.0%}")
    print(f"talk: {sum(scored(kept, text) >= COUNTS for text in of_talk[1::2]) / len(of_talk[1::2]):.1%}")
    if "--write" in sys.argv:
        figures = fitted([*chain(*heavy.values())], [*chain(*everyday.values()), *of_talk]) | {LEAST: COUNTS}
        lines = [f"{json.dumps(name, ensure_ascii=False)} = {figure}" for name, figure in sorted(figures.items())]
        head = "# Made by `python -m tests.benchmarks.harm_scores --write`: see its module.\n[figures]\n"
        WRITTEN.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
