"""What a sentence encoder would find of harm beside the rules: `python -m tests.benchmarks.harm_encoder FOLDER`.

FOLDER holds the files of a BERT encoder of sentences (`model.safetensors`, `tokenizer.json`), such as all-MiniLM-L6-v2,
which Fairnote doesn't bring. What it makes of the lists of tests/gold is judged by one logistic regression, and that on
lists of which nothing is learnt. docs/decisions/0025-weight.md has what came of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from scribe.harm import tells_of_harm
from tests.benchmarks.harm_scores import COUNTED, GOLD, OF_VISIT, descended, talk
from tests.gold.read_weights import phrases

HEADS, MOST_TOKENS, SMALLEST = 12, 64, 1e-12
STILL = 1e-6
"""A column that is the same for all texts is divided by no less."""
SHOWN = (0.06, 0.08, 0.10)
"""Shares of ordinary lines that may be shown without need."""
Table = npt.NDArray[np.float32]


class Encoder:
    """A BERT encoder in numpy: slow, and without any library that Fairnote lacks. Source: Devlin and others, 2019."""

    def __init__(self, folder: Path) -> None:
        self._weights = _tensors(folder / "model.safetensors")
        self._layers = 1 + max(int(name.split(".")[2]) for name in self._weights if name.startswith("encoder.layer."))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)

    def all(self, texts: Iterable[str]) -> Table:
        """A row for each text, of length 1."""
        return np.array([self._one(text) for text in texts], dtype=np.float32)

    def _one(self, text: str) -> Table:
        ids = self._tokenizer.encode(text).ids
        words, places, kinds = (
            self._weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        seen = self._even(words[ids] + places[: len(ids)] + kinds[0], "embeddings.LayerNorm")
        for layer in range(self._layers):
            at = f"encoder.layer.{layer}"
            seen = self._even(seen + self._attended(seen, at), f"{at}.attention.output.LayerNorm")
            wide = self._times(seen, f"{at}.intermediate.dense")
            wide = 0.5 * wide * (1 + np.tanh(np.sqrt(2 / np.pi) * (wide + 0.044715 * wide**3)))
            seen = self._even(seen + self._times(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")
        mean: Table = seen.mean(axis=0)
        return mean / np.linalg.norm(mean)

    def _attended(self, seen: Table, at: str) -> Table:
        query, key, value = (
            self._times(seen, f"{at}.attention.self.{name}").reshape(len(seen), HEADS, -1).swapaxes(0, 1)
            for name in ("query", "key", "value")
        )
        near = query @ key.swapaxes(1, 2) / np.sqrt(query.shape[-1])
        near = np.exp(near - near.max(axis=-1, keepdims=True))
        together = (near / near.sum(axis=-1, keepdims=True)) @ value
        return self._times(together.swapaxes(0, 1).reshape(len(seen), -1), f"{at}.attention.output.dense")

    def _times(self, seen: Table, name: str) -> Table:
        return seen @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _even(self, seen: Table, name: str) -> Table:
        apart = seen - seen.mean(axis=-1, keepdims=True)
        even: Table = apart / np.sqrt(apart.var(axis=-1, keepdims=True) + SMALLEST)
        return even * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _tensors(path: Path) -> dict[str, Table]:
    """The tensors of a safetensors file: eight bytes for how long its JSON is, the JSON, and the values."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    told = json.loads(data[8:start])
    found = {}
    for name, one in told.items():
        if name != "__metadata__" and one["dtype"] == "F32":
            first, after = one["data_offsets"]
            found[name] = np.frombuffer(data[start + first : start + after], dtype=np.float32).reshape(one["shape"])
    return found


def lines(name: str, label: str, *, of_visits: bool = False) -> list[str]:
    """The texts of a list of tests/gold with a label."""
    rows = [line.split("\t") for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    return [text for told, kind, _speaker, text in rows if told == label and (kind == OF_VISIT) is of_visits]


def learnt() -> tuple[list[str], list[str]]:
    """What tells of harm and what doesn't, of every list but those that are counted on."""
    lists = {name: each for name, each in phrases().items() if COUNTED not in name}
    heavy = chain(*(each for name, each in lists.items() if name.endswith("heavy")))
    everyday = chain(*(each for name, each in lists.items() if name.endswith("everyday")))
    names = ("harm_lines.tsv", "harm_taught.tsv")
    return (
        [*heavy, *chain(*(lines(name, "1") for name in names))],
        [*everyday, *talk(), *chain(*(lines(name, "0") + lines(name, "0", of_visits=True) for name in names))],
    )


class Judge:
    """One logistic regression on what the encoder makes of the lists."""

    def __init__(self, encoder: Encoder, harm: Sequence[str], everyday: Sequence[str]) -> None:
        self._encoder = encoder
        seen = encoder.all([*harm, *everyday])
        self._middle, self._spread = seen.mean(axis=0), np.maximum(seen.std(axis=0), STILL)
        answers = np.r_[np.ones(len(harm)), np.zeros(len(everyday))].astype(np.float32)
        self._theta = descended(self._table(seen), answers)

    def scores(self, texts: Sequence[str]) -> Table:
        """How near each text is to harm; 0 is as near to everyday ones."""
        found: Table = self._table(self._encoder.all(texts)) @ self._theta
        return found

    def _table(self, seen: Table) -> Table:
        even: Table = (seen - self._middle) / self._spread
        table: Table = np.c_[even, np.ones(len(even), dtype=np.float32)]
        return table


class Counted:
    """The lines of a list, with what the rules and the judge find in each."""

    def __init__(self, name: str, texts: Sequence[str], judge: Judge) -> None:
        self._name, self._scores = name, judge.scores(texts)
        self._told = np.array([tells_of_harm(text) for text in texts])

    def share(self, least: float) -> float:
        """Which share is found by the rules, or by the judge from this score on."""
        return float((self._told | (self._scores >= least)).mean())

    def told(self, least: float) -> str:
        """The same for a person."""
        return f"{self._name} {self.share(least):.1%}"


def main(folder: str) -> None:
    harm, everyday = learnt()
    judge = Judge(Encoder(Path(folder)), harm, everyday)
    visits = Counted("ordinary lines", lines("harm_visits.tsv", "0", of_visits=True), judge)
    counted = [
        Counted(f"{name}, {what}", lines(name, label), judge)
        for name in ("harm_visits.tsv", "harm_blind.tsv")
        for what, label in (("harm", "1"), ("what is like it", "0"))
    ]
    print(f"learnt of {len(harm)} and {len(everyday)} lines")
    for most in (0.0, *SHOWN):
        least = next(each for each in np.arange(12, -12, -0.02) if visits.share(each) >= most)
        print(f"from {least:5.2f}: {'; '.join(each.told(least) for each in (visits, *counted))}")


if __name__ == "__main__":
    main(sys.argv[1])
