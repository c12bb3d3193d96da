"""Counts how far one account of who spoke when is from the truth, as NIST's diarization error rate does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.speakers import SpeakerTurn

COLLAR = 0.25
"""Seconds before and after each true beginning and end that are not scored: nobody can say exactly when they are."""
Spans = NDArray[np.bool_]


@dataclass(frozen=True)
class DiarizationError:
    """Seconds of speech, and of each kind of fault in it; where two speak at once, both count."""

    speech: float
    missed: float
    false_alarm: float
    confusion: float
    found: int
    true: int

    @property
    def rate(self) -> float:
        """All faults as a share of all speech; of no speech at all, the faults are what counts."""
        faults = self.missed + self.false_alarm + self.confusion
        return faults / self.speech if self.speech else float(faults > 0)


def score(truth: Sequence[SpeakerTurn], found: Sequence[SpeakerTurn], *, collar: float = COLLAR) -> DiarizationError:
    """Compare; labels are matched so that the error is smallest, and overlap is scored."""
    edges = [time for turn in truth for end in (turn.start, turn.end) for time in (end - collar, end, end + collar)]
    edges += [time for turn in found for time in (turn.start, turn.end)]
    places = np.unique(np.array(edges or [0.0]))
    middles, seconds = (places[1:] + places[:-1]) / 2, np.diff(places)
    for turn in truth:
        for end in (turn.start, turn.end):
            seconds[np.abs(middles - end) < collar] = 0.0
    true_spans, found_spans = _spans(truth, middles), _spans(found, middles)
    true_count, found_count = true_spans.sum(0), found_spans.sum(0)
    both = (true_spans * seconds) @ found_spans.T.astype(float)
    return DiarizationError(
        speech=float(seconds @ true_count),
        missed=float(seconds @ np.maximum(true_count - found_count, 0)),
        false_alarm=float(seconds @ np.maximum(found_count - true_count, 0)),
        confusion=float(seconds @ np.minimum(true_count, found_count)) - _best_match(both),
        found=len(found_spans),
        true=len(true_spans),
    )


def read_rttm(path: Path) -> tuple[SpeakerTurn, ...]:
    """The turns of a file in NIST's RTTM form."""
    rows = (line.split() for line in path.read_text("utf-8").splitlines() if line.startswith("SPEAKER"))
    return tuple(SpeakerTurn(row[7], float(row[3]), float(row[3]) + float(row[4])) for row in rows)


def _spans(turns: Iterable[SpeakerTurn], middles: NDArray[np.float64]) -> Spans:
    """Whether each speaker speaks in each stretch: [speakers, stretches]."""
    speakers = sorted({turn.speaker for turn in turns})
    spans = np.zeros((len(speakers), len(middles)), dtype=bool)
    for turn in turns:
        spans[speakers.index(turn.speaker)] |= (turn.start <= middles) & (middles < turn.end)
    return spans


def _best_match(both: NDArray[np.float64]) -> float:
    """The most seconds that speakers can share when each true one is matched with one that was found, or none."""
    best = {0: 0.0}
    for row in both:
        following = dict(best)
        for taken, total in best.items():
            for place, shared in enumerate(row):
                if shared and not taken >> place & 1:
                    with_it = taken | 1 << place
                    following[with_it] = max(following.get(with_it, 0.0), total + float(shared))
        best = following
    return max(best.values())
