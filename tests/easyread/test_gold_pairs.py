"""The judging set of fidelity is whole, and its benchmark tells what it found."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.benchmarks.__main__ import main
from tests.gold.easyread_pairs import KINDS, sentences


def test_every_sentence_has_its_true_and_false_versions() -> None:
    """At least 60 sentences of 12 to 40 words, each with two true versions and four to six lies of one of them."""
    assert len(sentences()) >= 60
    for each in sentences():
        assert 12 <= len(each.source.split()) <= 40, each.source
        assert len(each.truths) == 2, each.source
        assert 4 <= sum(len(truth.lies) for truth in each.truths) <= 6, each.source


def test_every_lie_is_its_own() -> None:
    """Lies are of known kinds, at least six of each; none says what a true version says, and none stands twice."""
    kinds: Counter[str] = Counter()
    for each in sentences():
        texts = [truth.told.lines for truth in each.truths]
        for truth in each.truths:
            kinds.update(kind for kind, _ in truth.lies)
            texts.extend(told.lines for _, told in truth.lies)
        assert len(set(texts)) == len(texts), each.source
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 6


def test_meanings_stand_on_the_page() -> None:
    """A meaning that the page gives is one of the lines of the true version that gives it."""
    for each in sentences():
        for truth in each.truths:
            assert set(truth.told.explained) <= set(truth.told.lines)


def test_the_benchmark_counts(capsys: pytest.CaptureFixture[str]) -> None:
    """`easyread_pairs` gives every true version, and the lies of the kinds that are asked for, as numbers."""
    assert main(["easyread_pairs", "deadline", "--json", "-"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert list(table) == ["deadline", "true"]
    assert table["true"]["all"]["of"] == 2 * len(sentences())
    assert table["deadline"]["all"]["of"] >= table["deadline"]["where_truth_passes"]["of"]
