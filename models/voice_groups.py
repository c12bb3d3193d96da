"""Pieces of speech and groups of them, and how much better one voice explains two groups than two voices do.

A voice is taken as a direction drawn at random, and what was heard of it as that direction with noise that shrinks with
the seconds heard, down to what a voice itself varies by (the two-covariance model of Brümmer and de Villiers 2010, with
multiples of the identity as covariances). So how alike two groups have to be to be one voice follows from how much was
heard of each, instead of from a threshold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Labels = NDArray[np.intp]
Numbers = NDArray[np.float64]

NOISE_SECONDS = 1.3
"""Seconds of speech that tell as much of the voice as of chance."""
VARIES = 0.3
"""How much a voice differs from itself, however long it is heard, as a share of how voices differ."""


@dataclass(frozen=True)
class Pieces:
    """What was heard: each piece's embedding, its seconds, and the moment (chunk) and the track in it that it is of.

    The segmentation takes pieces of one track for one voice, and those of two tracks of a moment for two; it may be
    wrong in both. A piece that isn't clear has others in it: it says nothing of how many voices there are.
    """

    voices: Vectors
    seconds: Numbers
    moments: Labels
    tracks: Labels
    clear: NDArray[np.bool_]
    overlap: Numbers
    """In how many moments the seconds of each piece are."""

    def __len__(self) -> int:
        return len(self.seconds)

    def __getitem__(self, places: Labels | NDArray[np.bool_]) -> Pieces:
        return Pieces(**{name: column[places] for name, column in vars(self).items()})


class Groups:
    """Groups of pieces: the sum of directions weighted by seconds [n, size], those seconds [n], the longest piece [n].

    A moment is in several chunks, and so in several pieces: their seconds are counted by `overlap`.
    """

    def __init__(self, sums: Numbers, seconds: Numbers, longest: Numbers) -> None:
        self.sums = sums
        self.seconds = seconds
        self.longest = longest

    @classmethod
    def of(cls, pieces: Pieces) -> Groups:
        """A group of each piece."""
        lengths = np.maximum(np.linalg.norm(pieces.voices, axis=1), 1e-9)
        seconds = pieces.seconds.astype(float)
        return cls(pieces.voices * (seconds / lengths)[:, None], seconds / pieces.overlap, seconds)

    def joined(self, labels: Labels) -> Groups:
        """The groups of groups that `labels` says."""
        count = int(labels.max(initial=-1)) + 1
        sums, seconds, longest = np.zeros((count, self.sums.shape[1])), np.zeros(count), np.zeros(count)
        np.add.at(sums, labels, self.sums)
        np.add.at(seconds, labels, self.seconds)
        np.maximum.at(longest, labels, self.longest)
        return Groups(sums, seconds, longest)

    def __getitem__(self, places: slice | Labels) -> Groups:
        return Groups(self.sums[places], self.seconds[places], self.longest[places])

    def copy(self) -> Groups:
        """The same, to be changed."""
        return Groups(self.sums.copy(), self.seconds.copy(), self.longest.copy())

    def take_in(self, one: int, two: int) -> None:
        """Add group `two` to group `one`."""
        self.sums[one] += self.sums[two]
        self.seconds[one] += self.seconds[two]
        self.longest[one] = max(self.longest[one], self.longest[two])

    @property
    def noise(self) -> Numbers:
        """How far each direction may be from its voice's own, as a share of how far voices are apart."""
        return VARIES + NOISE_SECONDS / np.maximum(np.maximum(self.seconds, self.longest), 1e-3)

    @property
    def lengths(self) -> Numbers:
        """Of the sums."""
        return np.asarray(np.maximum(np.linalg.norm(self.sums, axis=1), 1e-9))


def gains(groups: Groups, others: Groups) -> Numbers:
    """How much better one voice explains each pair than two do, for each dimension: [groups, others]."""
    alike = groups.sums @ others.sums.T / groups.lengths[:, None] / others.lengths
    return likelier(alike, groups.noise[:, None], others.noise[None])


def likelier(alike: Numbers, noise: Numbers, other_noise: Numbers) -> Numbers:
    """The log likelihood ratio of one voice against two, for each dimension; `alike` is the directions' cosine."""
    squared = 1 / (1 + noise) / (1 + other_noise)  # of how alike they are expected to be where the voice is one
    return np.asarray(-0.5 * np.log1p(-squared) - (squared - np.sqrt(squared) * alike) / (1 - squared))


def moments_of(moments: Labels) -> list[Labels]:
    """The places of the pieces of each moment."""
    order = np.argsort(moments, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(moments[order])) + 1)
