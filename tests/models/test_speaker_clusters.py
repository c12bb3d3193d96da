"""Tests of grouping by voice, on directions drawn from the model that it assumes, with many draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.voice_clusters import cluster
from models.voice_groups import Labels, Pieces

SIZE = 192
SEEDS = range(12)


def drawn(
    chance: np.random.Generator, seconds: list[list[float]], *, moments: list[list[int]] | None = None
) -> tuple[Pieces, Labels]:
    """Pieces of so many seconds of each of some voices, and whose each is; noise shrinks as pieces get longer."""
    voices, owners = [], []
    for owner, lengths in enumerate(seconds):
        own = chance.standard_normal(SIZE)
        for length in lengths:
            voices.append(own + chance.standard_normal(SIZE) * np.sqrt(0.15 + 1.0 / length))
            owners.append(owner)
    lengths = np.array([length for row in seconds for length in row])
    count = len(lengths)
    at = np.arange(count) if moments is None else np.array([moment for row in moments for moment in row])
    pieces = Pieces(
        np.array(voices, np.float32).reshape(-1, SIZE), lengths, at.astype(np.intp),
        np.array(owners, np.intp), np.ones(count, np.bool_), np.ones(count),
    )  # fmt: skip
    return pieces, np.array(owners)


def same_groups(found: Labels, true: Labels) -> bool:
    """Whether both part the pieces alike, whatever the groups are called."""
    return bool(np.array_equal(found[:, None] == found[None], true[:, None] == true[None]))


@pytest.mark.parametrize("count", range(1, 9))
def test_the_number_of_voices_is_found(count: int) -> None:
    """One to eight voices, pieces of one to two seconds: none is split, none is lost."""
    right = 0
    for seed in SEEDS:
        chance = np.random.default_rng([seed, count])
        pieces, true = drawn(chance, [list(chance.uniform(1.0, 2.0, 12)) for _ in range(count)])
        right += same_groups(cluster(pieces, speakers=None, most=8), true)
    assert right >= 0.9 * len(SEEDS)


def test_a_voice_that_speaks_for_long_is_not_split() -> None:
    """Minutes of one voice that drifts a little are one voice."""
    for seed in range(4):
        chance = np.random.default_rng(seed)
        pieces, _ = drawn(chance, [[2.0] * 200])
        drift = np.linspace(0, 0.5, 200)[:, None] * chance.standard_normal(SIZE)
        drifting = replace(pieces, voices=(pieces.voices + drift).astype(np.float32))
        assert set(cluster(drifting, speakers=None, most=8)) == {0}


def test_a_voice_that_is_rare_is_kept() -> None:
    """Two pieces of two seconds between two minutes of others."""
    right = 0
    for seed in SEEDS:
        pieces, true = drawn(np.random.default_rng(seed), [[2.0] * 30, [2.0] * 30, [2.0] * 2])
        right += same_groups(cluster(pieces, speakers=None, most=8), true)
    assert right >= 0.9 * len(SEEDS)


@pytest.mark.parametrize("speakers", [1, 2, 3, 4])
def test_the_number_that_the_worker_gives_is_kept(speakers: int) -> None:
    """Fewer than there are: the most alike are joined. More: a voice is split."""
    for seed in SEEDS:
        pieces, _ = drawn(np.random.default_rng(seed), [[2.0] * 10, [1.5] * 10])
        assert len(set(cluster(pieces, speakers=speakers, most=8))) == speakers


def test_there_are_never_more_voices_than_most() -> None:
    """Of twelve voices, the most alike are joined."""
    pieces, _ = drawn(np.random.default_rng(1), [[2.0] * 5 for _ in range(12)])
    assert len(set(cluster(pieces, speakers=None, most=8))) == 8


def test_thousands_of_pieces_are_grouped_by_blocks_alike() -> None:
    """Twelve hundred pieces of four voices: the same groups as the truth."""
    chance = np.random.default_rng(3)
    pieces, true = drawn(chance, [[2.0] * 300 for _ in range(4)])
    order = chance.permutation(len(pieces))
    mixed = pieces[order]
    assert same_groups(cluster(mixed, speakers=None, most=8), true[order])


def test_who_is_never_alone_gets_a_voice_that_is_not_the_other_ones() -> None:
    """A piece with others in it says nothing of how many voices there are, and is none of those heard beside it."""
    chance = np.random.default_rng(5)
    pieces, true = drawn(chance, [[2.0] * 10, [2.0] * 10])
    beneath = (pieces.voices[:1] + 0.2 * pieces.voices[10:11]).astype(np.float32)  # nearly all of it is the first voice
    both = Pieces(
        np.concatenate([pieces.voices, beneath]), np.append(pieces.seconds, 1.0),
        np.append(pieces.moments, pieces.moments[0]), np.append(pieces.tracks, 2), np.append(pieces.clear, False),
        np.append(pieces.overlap, 1.0),
    )  # fmt: skip
    found = cluster(both, speakers=None, most=8)
    assert same_groups(found[:-1], true) and found[-1] == found[10]


def test_nothing_heard_is_no_voice() -> None:
    """No pieces, and only pieces that aren't clear."""
    none, _ = drawn(np.random.default_rng(1), [[]])
    assert len(cluster(none, speakers=None, most=8)) == 0
    some, _ = drawn(np.random.default_rng(1), [[1.0, 1.0]])
    unclear = replace(some, clear=np.zeros(2, np.bool_))
    assert cluster(unclear, speakers=2, most=8).tolist() == [-1, -1]
