"""Measures how well doubts catch wrong words, with and without the second recogniser: dev.py bench doubts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from models.catalogue import starter
from models.engines import ChildSecondOpinion, start_second, start_transcriber
from models.offline import go_offline
from scribe import differences as kinds
from scribe.doubts import ALONE_BELOW, DOUBTFUL_BELOW, LOOP, LOW_CONFIDENCE, UNCLEAR
from scribe.visit import Transcript
from tests.benchmarks.doubt_score import Score, error_rate, first_text, is_right, scored, second_text, voted
from tests.benchmarks.transcription import LIBRISPEECH
from tests.benchmarks.two_listeners import BEHIND_VOICES, CALL, IN_A_BARE_ROOM, READ, Listeners, Talk, hear_sets

THRESHOLDS = tuple(round(0.3 + 0.05 * step, 2) for step in range(12))
MOST_RIGHT_MARKED = 0.15
SIGNALS = {
    "the first was unsure of the word": LOW_CONFIDENCE,
    "hardly a word around is sure": UNCLEAR,
    "the same words again and again": LOOP,
    "speech without words": "somebody may speak",
    "the second heard other words": kinds.DIFFERENT.split(":")[0],
    "the second heard more": kinds.MORE.split(":")[0],
    "the second heard nothing": kinds.NOTHING,
    "the two agree on hardly a word": kinds.ALL_DIFFERENT,
}
"""How the reasons begin."""


def print_set(name: str, talks: Sequence[Talk]) -> None:
    """One set of sounds."""
    both = scored(talks, Talk.with_second, DOUBTFUL_BELOW)
    print(f"\n{name}: {both.wrong + both.right} words, {both.wrong} wrong, {both.lost} lost")
    print(f"  {f'the first alone, below {ALONE_BELOW}':<36}{scored(talks, Talk.doubted, ALONE_BELOW).line()}")
    print(f"  {f'the first, below {DOUBTFUL_BELOW}':<36}{scored(talks, Talk.doubted, DOUBTFUL_BELOW).line()}")
    print(f"  {'with the second opinion':<36}{both.line()}")
    for signal, start in SIGNALS.items():
        score = Score()
        for talk in talks:
            score.add(_only(talk.with_second(), start), talk.words)
        if score.places:
            print(f"    {signal:<34}{score.line()}")
    offers = [(talk, doubt) for talk in talks for doubt in talk.with_second().doubts if doubt.offer]
    better = sum(is_right(talk, doubt) for talk, doubt in offers)
    print(f"  offers: {len(offers)}, of which {better} bring the text nearer to what was said")
    votes = (f"{lead:+.1f}: {error_rate(talks, [voted(t, lead) for t in talks]):.1f}%" for lead in (-0.2, 0.0, 0.2))
    print(
        f"  WER: first {error_rate(talks, map(first_text, talks)):.1f}%, second "
        f"{error_rate(talks, map(second_text, talks)):.1f}%, a vote kinder to the first by {', '.join(votes)}"
    )


def _only(said: Transcript, start: str) -> Transcript:
    return replace(said, doubts=tuple(doubt for doubt in said.doubts if doubt.why.startswith(start)))


def print_held_out(talks: Sequence[Talk]) -> None:
    """Thresholds chosen on all readers but one, and how well they do on that one: for the first alone and for both.

    Chosen is the highest that marks at most MOST_RIGHT_MARKED of the right words.
    """
    print("\nEach reader left out in turn, the threshold chosen on the others:")
    ways = {"alone": (Talk.doubted, ALONE_BELOW), "with the second": (Talk.with_second, DOUBTFUL_BELOW)}
    for name, (way, used) in ways.items():
        total = Score()
        for speaker in sorted({talk.speaker for talk in talks}):
            own = [talk for talk in talks if talk.speaker == speaker]
            chosen = chosen_on([talk for talk in talks if talk.speaker != speaker], way)
            for talk in own:
                total.add(way(talk, chosen), talk.words)
            print(f"  {name}, {speaker}: {chosen} chosen; with the {used} that is used {scored(own, way, used).line()}")
        print(f"  {name}, all with what was chosen: {total.line()}")


def chosen_on(talks: Sequence[Talk], way: Callable[[Talk, float], Transcript]) -> float:
    """The highest threshold that marks few enough right words."""
    fine = [below for below in THRESHOLDS if scored(talks, way, below).right_share <= MOST_RIGHT_MARKED]
    return max(fine, default=THRESHOLDS[0])


def main() -> int:
    """Measure and print. 1 where the speech or the second recogniser is not there."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.doubts", description=__doc__)
    parser.add_argument("--clean", action="store_true", help="without the spoilt versions of the read speech")
    asked = parser.parse_args()
    go_offline()
    if not (LIBRISPEECH / "refs.tsv").is_file():
        print(f"The speech to measure on is not here: {LIBRISPEECH}", file=sys.stderr)
        return 1
    second = start_second(starter("second opinion"))
    assert isinstance(second, ChildSecondOpinion)
    listeners = Listeners(start_transcriber(starter("transcriber")), second)
    names = (READ, CALL, *(() if asked.clean else (BEHIND_VOICES, IN_A_BARE_ROOM)))
    sets: dict[str, list[Talk]] = {}
    try:
        for name, talks in hear_sets(listeners, names):
            sets[name] = talks
            print_set(name, talks)
        print_set(f"{READ} and {CALL}", [*sets[READ], *sets[CALL]])
        print_held_out(sets[READ])
        cpu, seconds = listeners.cpu_seconds(), listeners.seconds
        print(f"\nThe second opinion: {cpu / seconds:.3f} s of processor time a second of sound, loading included")
    finally:
        listeners.first.close()
        listeners.second.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
