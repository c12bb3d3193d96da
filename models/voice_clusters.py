"""Groups pieces of speech by voice, an unknown number of them (why so: docs/decisions/0013-who-spoke.md)."""

from __future__ import annotations

import itertools

import numpy as np

from models.voice_fits import settled
from models.voice_groups import Groups, Labels, Numbers, Pieces, gains, moments_of

APART = 0.3
"""What speaks against two groups being one voice where, whenever the shorter is heard, the other is heard beside it."""
ONE_MORE = 0.025
"""How much worse one voice has to explain two groups than two voices do, before it is two."""
HARDLY, SHARE = 1.6, 0.1
"""Seconds, and the share of all: a voice heard for less than both is taken for a laugh or a cough of the one that it is
most like."""
_BLOCK = 200
"""Pieces that are grouped at once. Their groups are then grouped: an hour has thousands of pieces."""
_ROUNDS = 5


def cluster(pieces: Pieces, *, speakers: int | None, most: int) -> Labels:
    """The voice of each piece, numbered from 0, or -1 for none. `speakers`: how many there are, where that is known."""
    labels = np.full(len(pieces), -1, dtype=np.intp)
    clear = np.flatnonzero(pieces.clear)
    if not len(clear):
        return labels
    surely = pieces[clear]
    groups, apart = Groups.of(surely), _Apart(surely)
    fewest, most = speakers or 1, speakers or most
    labels[clear] = _by_blocks(groups, apart)
    for _ in range(_ROUNDS):
        merged = labels.copy()
        merged[clear] = _merged(groups, apart, labels[clear], fewest, most)
        new = settled(pieces, merged, fewest)
        if np.array_equal(new, labels):
            break
        labels = new
    return labels


def _merged(groups: Groups, apart: _Apart, labels: Labels, fewest: int, most: int) -> Labels:
    """The groups that `labels` says, joined where that is better."""
    labels = _numbered(labels)
    parts = groups.joined(labels)
    merged = _agglomerate(parts, apart.between(labels, len(parts.seconds)), fewest, most)[labels]
    return _hardly_heard(groups, merged, fewest)


class _Apart:
    """For how many seconds two groups were heard at one moment, as two tracks: what speaks against their being one."""

    def __init__(self, pieces: Pieces) -> None:
        one, two, seconds = list[int](), list[int](), list[float]()
        for together in moments_of(pieces.moments):
            for first, second in itertools.permutations(np.unique(pieces.tracks[together]), 2):
                own, other = (together[pieces.tracks[together] == track] for track in (first, second))
                longer = max(pieces.seconds[own].sum(), pieces.seconds[other].sum())
                for a, b in itertools.product(own, other):
                    one.append(int(a))
                    two.append(int(b))
                    seconds.append(float(pieces.seconds[a] * pieces.seconds[b] / longer / pieces.overlap[a]))
        self._one, self._two = np.array(one, dtype=np.intp), np.array(two, dtype=np.intp)
        self._seconds = np.array(seconds)

    def between(self, labels: Labels, count: int) -> Numbers:
        """The seconds of each pair of groups: [count, count]. Pieces with a label below 0 are left out."""
        shared = np.zeros((count, count))
        one, two = labels[self._one], labels[self._two]
        inside = (one >= 0) & (two >= 0) & (one != two)
        np.add.at(shared, (one[inside], two[inside]), self._seconds[inside])
        return shared


def _by_blocks(groups: Groups, apart: _Apart) -> Labels:
    """Groups of pieces that are near in time, so that not every piece need be compared with every other."""
    count = len(groups.seconds)
    found, given = np.arange(count), 0
    if count <= _BLOCK:
        return found
    for start in range(0, count, _BLOCK):
        part = groups[start : start + _BLOCK]
        inside = np.full(count, -1, dtype=np.intp)
        inside[start : start + _BLOCK] = np.arange(len(part.seconds))
        labels = _agglomerate(part, apart.between(inside, len(part.seconds)), 1, len(part.seconds))
        found[start : start + _BLOCK] = labels + given
        given += int(labels.max()) + 1
    return found


def _agglomerate(groups: Groups, apart: Numbers, fewest: int, most: int) -> Labels:
    """Join the two groups that are best joined, again and again, while that makes things better."""
    groups = groups.copy()
    count = left = len(groups.seconds)
    labels = np.arange(count)
    better = _better(groups, groups, apart)
    np.fill_diagonal(better, -np.inf)
    while left > fewest:
        one, two = divmod(int(better.argmax()), count)
        if better[one, two] <= 0:
            if left <= most:
                break
            fewest = most  # what is joined by force is like everything, and would draw in all the rest
        groups.take_in(one, two)
        apart[one] += apart[two]
        apart[:, one] = apart[one]
        labels[labels == two] = one
        gone = np.isneginf(better[one])
        gone[two] = True
        better[one] = np.where(gone, -np.inf, _better(groups[one : one + 1], groups, apart[one : one + 1])[0])
        better[:, one] = better[one]
        better[two], better[:, two] = -np.inf, -np.inf
        left -= 1
    return _numbered(labels)


def _hardly_heard(groups: Groups, labels: Labels, fewest: int) -> Labels:
    """The groups, without those that hardly spoke: they go to the one that each fits best."""
    parts = groups.joined(labels)
    enough = min(HARDLY, SHARE * parts.seconds.sum(), np.sort(parts.seconds)[-min(fewest, len(parts.seconds))])
    real = np.flatnonzero(parts.seconds >= enough)
    nearest = real[gains(parts, parts[real]).argmax(1)]
    nearest[real] = real
    return _numbered(nearest[labels])


def _better(groups: Groups, others: Groups, apart: Numbers) -> Numbers:
    """How much better it is to join each pair than not to."""
    share = apart / np.minimum(groups.seconds[:, None], others.seconds[None])
    return np.asarray(gains(groups, others) + ONE_MORE - APART * np.minimum(share, 1.0))


def _numbered(labels: Labels) -> Labels:
    return np.unique(labels, return_inverse=True)[1].reshape(-1)
