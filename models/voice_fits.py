"""Gives each piece of speech to the voice that it fits best, with what the segmentation knows of its moment."""

from __future__ import annotations

import functools
import itertools

import numpy as np

from models.voice_groups import Groups, Labels, Numbers, Pieces, gains, likelier, moments_of

BESIDE = 0.05
"""What speaks against two tracks of a moment being one voice, for each second of the shorter."""
STAYS = 0.15
"""How much better a piece has to fit another voice than that of its track, to be that one's."""
_ROUNDS = 5
_NOBODY = 1e3


def settled(pieces: Pieces, labels: Labels, fewest: int) -> Labels:
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
    fits[told, own] = likelier(alike, heard.noise, others.noise)
    return fits


def assign(fits: Numbers, pieces: Pieces) -> Labels:
    """The voice of each piece: that of its track, unless it fits another clearly better."""
    labels = np.full(len(pieces), -1, dtype=np.intp)
    for together in moments_of(pieces.moments):
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
