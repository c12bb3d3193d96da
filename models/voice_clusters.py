"""Groups pieces of speech by voice: the longer a piece, the surer it is of whose it is.

A voice is taken as a direction drawn at random, and what was heard of it as that direction with noise that shrinks with
the seconds heard, down to what a voice itself varies by (the two-covariance model of Brümmer and de Villiers 2010, with
multiples of the identity as covariances). So how alike two groups have to be to be one voice follows from how much was
heard of each, instead of from a threshold.
"""

from __future__ import annotations

import functools
import itertools
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
APART = 0.3
"""What speaks against two groups being one voice where, whenever the shorter is heard, the other is heard beside it."""
BESIDE = 0.05
"""What speaks against two tracks of a moment being one voice, for each second of the shorter."""
STAYS = 0.15
"""How much better a piece has to fit another voice than that of its track, to be that one's."""
ONE_MORE = 0.025
"""How much worse one voice has to explain two groups than two voices do, before it is two."""
HARDLY = 0.6
"""Seconds: a voice that is heard for less is not told from chance, and is given to the one that it is most like."""
_BLOCK = 200
"""Pieces that are grouped at once. Their groups are then grouped: an hour has thousands of pieces."""
_ROUNDS = 5
_NOBODY = 1e3


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
    overlap: float = 1.0
    """In how many moments each second is."""

    def __len__(self) -> int:
        return len(self.seconds)

    def __getitem__(self, places: Labels | NDArray[np.bool_]) -> Pieces:
        rows = {name: getattr(self, name)[places] for name in ("voices", "seconds", "moments", "tracks", "clear")}
        return Pieces(**rows, overlap=self.overlap)


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
        return VARIES + NOISE_SECONDS / np.maximum(self.heard, 1e-3)

    @property
    def heard(self) -> Numbers:
        """Seconds of speech, counted once: at least the longest piece, at the ends of a sound too."""
        return np.maximum(self.seconds, self.longest)

    @property
    def lengths(self) -> Numbers:
        """Of the sums."""
        return np.asarray(np.maximum(np.linalg.norm(self.sums, axis=1), 1e-9))


def gains(groups: Groups, others: Groups) -> Numbers:
    """How much better one voice explains each pair than two do, for each dimension: [groups, others]."""
    alike = groups.sums @ others.sums.T / groups.lengths[:, None] / others.lengths
    return _gain(alike, groups.noise[:, None], others.noise[None])


def _gain(alike: Numbers, noise: Numbers, other_noise: Numbers) -> Numbers:
    """The log likelihood ratio of two directions whose cosine is `alike`."""
    squared = 1 / (1 + noise) / (1 + other_noise)  # of how alike they are expected to be where the voice is one
    return np.asarray(-0.5 * np.log1p(-squared) - (squared - np.sqrt(squared) * alike) / (1 - squared))


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
        settled = _settled(pieces, merged, fewest)
        if np.array_equal(settled, labels):
            break
        labels = settled
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
        for together in _moments(pieces.moments):
            for first, second in itertools.permutations(np.unique(pieces.tracks[together]), 2):
                own, other = (together[pieces.tracks[together] == track] for track in (first, second))
                longer = max(pieces.seconds[own].sum(), pieces.seconds[other].sum())
                for a, b in itertools.product(own, other):
                    one.append(int(a))
                    two.append(int(b))
                    seconds.append(float(pieces.seconds[a] * pieces.seconds[b] / longer / pieces.overlap))
        self._one, self._two = np.array(one, dtype=np.intp), np.array(two, dtype=np.intp)
        self._seconds = np.array(seconds)

    def between(self, labels: Labels, count: int) -> Numbers:
        """The seconds of each pair of groups: [count, count]. Pieces with a label below 0 are left out."""
        shared = np.zeros((count, count))
        one, two = labels[self._one], labels[self._two]
        inside = (one >= 0) & (two >= 0) & (one != two)
        np.add.at(shared, (one[inside], two[inside]), self._seconds[inside])
        return shared


def _moments(moments: Labels) -> list[Labels]:
    """The places of the pieces of each moment."""
    order = np.argsort(moments, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(moments[order])) + 1)


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
    enough = min(HARDLY, np.sort(parts.heard)[-min(fewest, len(parts.heard))])
    real = np.flatnonzero(parts.heard >= enough)
    nearest = real[gains(parts, parts[real]).argmax(1)]
    nearest[real] = real
    return _numbered(nearest[labels])


def _better(groups: Groups, others: Groups, apart: Numbers) -> Numbers:
    """How much better it is to join each pair than not to."""
    share = apart / np.minimum(groups.seconds[:, None], others.seconds[None])
    return np.asarray(gains(groups, others) + ONE_MORE - APART * np.minimum(share, 1.0))


def _numbered(labels: Labels) -> Labels:
    return np.unique(labels, return_inverse=True)[1].reshape(-1)


def _settled(pieces: Pieces, labels: Labels, fewest: int) -> Labels:
    """Each piece with the voice that it fits best, given all others: what was joined early may be put right."""
    groups = Groups.of(pieces)
    for _ in range(_ROUNDS):
        new = assign(fit(groups, pieces, labels), pieces)
        heard = np.unique(new[pieces.clear & (new >= 0)])
        new = np.where(np.isin(new, heard), np.searchsorted(heard, new), -1)
        if np.array_equal(new, labels) or len(heard) < fewest:
            break
        labels = new
    return labels


def fit(groups: Groups, pieces: Pieces, labels: Labels) -> Numbers:
    """How well each piece fits each voice, itself left out of it: [pieces, voices]."""
    told = np.flatnonzero(pieces.clear & (labels >= 0))
    heard, own = groups[told], labels[told]
    voices = heard.joined(own)
    fits = gains(groups, voices)
    others = Groups(voices.sums[own] - heard.sums, voices.seconds[own] - heard.seconds, voices.seconds[own] * 0)
    alike = (others.sums * heard.sums).sum(1) / others.lengths / heard.lengths
    fits[told, own] = _gain(alike, heard.noise, others.noise)
    return fits


def assign(fits: Numbers, pieces: Pieces) -> Labels:
    """The voice of each piece: that of its track, unless it fits another clearly better."""
    labels = np.full(len(pieces), -1, dtype=np.intp)
    for together in _moments(pieces.moments):
        tracks, own = np.unique(pieces.tracks[together], return_inverse=True)
        sums, seconds = np.zeros((len(tracks), fits.shape[1])), np.zeros(len(tracks))
        np.add.at(sums, own, fits[together])
        np.add.at(seconds, own, pieces.seconds[together] * pieces.clear[together])
        of_track = _of_tracks(sums, seconds)
        for place, track in zip(together, own, strict=True):
            usual = of_track[track]
            row = fits[place]
            if usual >= 0 and pieces.clear[place] and row.max() > fits[place, usual] + STAYS:
                usual = int(row.argmax())
            labels[place] = usual
    return labels


def _of_tracks(fits: Numbers, seconds: Numbers) -> list[int]:
    """The voices that fit the tracks of one moment best together, -1 for none.

    Two tracks are two voices, as a rule; a track in which nobody speaks alone is never a voice that another has.
    """
    choices = _choices(len(fits), fits.shape[1])
    values = np.zeros(len(choices))
    for track, row in enumerate(fits):
        values += np.append(row, -_NOBODY)[choices[:, track]]  # the last is where -1 points to
    for one, two in itertools.combinations(range(len(fits)), 2):
        both = min(seconds[one], seconds[two])
        same = (choices[:, one] == choices[:, two]) & (choices[:, one] >= 0)
        values[same] -= BESIDE * both if both else 2 * _NOBODY
    return [int(voice) for voice in choices[int(values.argmax())]]


@functools.cache
def _choices(tracks: int, voices: int) -> Labels:
    """All ways to give the tracks of a moment a voice each, or none."""
    return np.array(list(itertools.product(range(-1, voices), repeat=tracks)), dtype=np.intp)
