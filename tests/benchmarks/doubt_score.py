"""How well doubts tell wrong words from right ones, what offers are worth, and what a vote would do."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import jiwer

from scribe.visit import Doubt, Transcript
from tests.benchmarks.transcription import normalise
from tests.benchmarks.two_listeners import Talk


@dataclass
class Score:
    """How many words are wrong (put in the place of others, or in between) or right, and how many of each are marked.

    `lost`: words that were said and not written; caught, where the word before or after them is marked.
    """

    wrong: int = 0
    right: int = 0
    wrong_marked: int = 0
    right_marked: int = 0
    lost: int = 0
    lost_marked: int = 0
    places: int = 0

    def add(self, said: Transcript, truth: str) -> None:
        """Count one talk."""
        inside = {(doubt.turn, at) for doubt in said.doubts for at in range(doubt.from_word, doubt.to_word)}
        written = [
            (token, (turn.id, at) in inside)
            for turn in said.turns
            for at, word in enumerate(turn.words)
            for token in normalise(word.text).split()
        ]
        self.places += len(said.doubts)
        text = " ".join(token for token, _ in written)
        for part in jiwer.process_words(normalise(truth), text).alignments[0] if written else ():
            marks = [marked for _, marked in written[part.hyp_start_idx : part.hyp_end_idx]]
            if part.type == "equal":
                self.right, self.right_marked = self.right + len(marks), self.right_marked + sum(marks)
            elif part.type == "delete":
                count = part.ref_end_idx - part.ref_start_idx
                beside = written[max(0, part.hyp_start_idx - 1) : part.hyp_start_idx + 1]
                self.lost += count
                self.lost_marked += count if any(marked for _, marked in beside) else 0
            else:
                self.wrong, self.wrong_marked = self.wrong + len(marks), self.wrong_marked + sum(marks)

    @property
    def recall(self) -> float:
        """Share of the wrong words that are marked."""
        return self.wrong_marked / max(1, self.wrong)

    @property
    def right_share(self) -> float:
        """Share of the right words that are marked."""
        return self.right_marked / max(1, self.right)

    def line(self) -> str:
        """All of it in one line."""
        marked = self.wrong_marked + self.right_marked
        return (
            f"{self.wrong_marked:3d} of {self.wrong:3d} wrong marked {self.recall:6.1%}, with lost words "
            f"{(self.wrong_marked + self.lost_marked) / max(1, self.wrong + self.lost):6.1%}; right marked "
            f"{self.right_share:5.1%}; precision {self.wrong_marked / max(1, marked):5.1%}; "
            f"marked {marked / max(1, self.wrong + self.right):5.1%} in {self.places} places"
        )


def scored(talks: Sequence[Talk], doubted: Callable[[Talk, float], Transcript], below: float) -> Score:
    """The score of all these talks, doubted in this way below this confidence."""
    score = Score()
    for talk in talks:
        score.add(doubted(talk, below), talk.words)
    return score


def voted(talk: Talk, lead: float) -> str:
    """The text where the surer of the two has its way wherever they differ; the first is taken as surer by `lead`."""
    words: list[str] = []
    for asked, heard in zip(talk.asked, talk.heard, strict=True):
        ours = _tokens((place.word.text, place.word.confidence) for place in asked.places)
        theirs = _tokens(heard.words if heard.usable else ())
        matcher = SequenceMatcher(None, [token for token, _ in ours], [token for token, _ in theirs], autojunk=False)
        for _, first, last, one, other in matcher.get_opcodes():
            mine, its = ours[first:last], theirs[one:other]
            words += [token for token, _ in (mine if not theirs or _mean(mine) + lead >= _mean(its) else its)]
    return " ".join(words)


def _tokens(words: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return [(token, sure) for word, sure in words for token in normalise(word).split()]


def _mean(words: Sequence[tuple[str, float]]) -> float:
    """How sure they are; of none at all, half."""
    return sum(sure for _, sure in words) / len(words) if words else 0.5


def error_rate(talks: Sequence[Talk], texts: Iterable[str]) -> float:
    """Word error rate in per cent."""
    return 100 * float(jiwer.wer([normalise(talk.words) for talk in talks], [normalise(text) or "-" for text in texts]))


def first_text(talk: Talk) -> str:
    """What the first wrote."""
    return " ".join(turn.text for turn in talk.said.turns)


def second_text(talk: Talk) -> str:
    """What the second would have written."""
    return " ".join(word for heard in talk.heard for word, _ in heard.words)


def is_right(talk: Talk, doubt: Doubt) -> bool:
    """Whether the talk's text has fewer wrong words with the offer than without."""
    texts = [[word.text for word in turn.words] for turn in talk.said.turns]
    before = " ".join(itertools.chain.from_iterable(texts))
    turn = next(at for at, turn in enumerate(talk.said.turns) if turn.id == doubt.turn)
    texts[turn][doubt.from_word : doubt.to_word] = [doubt.offer]
    after = " ".join(itertools.chain.from_iterable(texts))
    truth = normalise(talk.words)
    return bool(jiwer.wer(truth, normalise(after)) < jiwer.wer(truth, normalise(before)))
