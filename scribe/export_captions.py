"""An approved transcript as captions to be read beside its sound: WebVTT and SubRip."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from scribe.document_text import PRACTICE, Block, BlockKind, Line, tidy
from scribe.export_shape import Printed
from scribe.visit import Word

# BBC Subtitle Guidelines: two lines at most, one sentence where it can be, 160 to 180 words a minute. They give the
# width of a line in per cent; 42 characters and at most 7 seconds are what makers of captions commonly keep to.
LINES = 2
LINE_CHARACTERS = 42
LONGEST_SECONDS = 7.0
SECONDS_A_WORD = 1 / 3
LEAST_SECONDS = 1.0
PAUSE_SECONDS = 1.0
"""Silence within a turn after which what is said next has a caption of its own."""
_FLEETING = 0.3
"""Seconds in which nobody can read anything: what took less, or no time at all, is shown over what follows."""
_ENDS = (".", "?", "!")
_JOINER = "\u2060"
"""Shows as nothing. SubRip has no way to write '<' as a letter: one of these after it makes it so."""
_BRACES = str.maketrans("{}", "()")
"""Between braces players of SubRip take anything for a command, and show none of it."""
_ARROW, _NO_ARROW = "-->", f"--{_JOINER}>"
"""What stands between the times of a caption, and the same where it is words."""


@dataclass(frozen=True)
class Cue:
    """One caption: from when to when it is shown (seconds), who speaks, or '', and its words on one line."""

    start: float
    end: float
    speaker: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The words as they are shown. A word that is longer than a line is not cut."""
        return _wrapped(self.text)


def vtt_file(shown: Printed) -> bytes:
    """UTF-8 WebVTT: each caption in a voice span; what is no caption, and who approved it, in notes."""
    opening = tuple(takewhile(lambda block: block.kind is not BlockKind.HEADING, shown.blocks))
    items = captions(shown)[len(opening) :]
    parts = ["WEBVTT", _note(*opening, *shown.particulars)]
    if shown.practice:
        parts.append(_vtt_cue(_opening_cue(items, PRACTICE)))
    parts += [_vtt_cue(item) if isinstance(item, Cue) else _note(item) for item in items]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def srt_file(shown: Printed) -> bytes:
    """UTF-8 SubRip, which has no notes: what the document is stands in a first caption, who approved it in a last."""
    items = captions(shown)
    cues = [item for item in items if isinstance(item, Cue)]
    details = [block.text for block in shown.blocks if block.kind in (BlockKind.TITLE, BlockKind.DETAIL)]
    end = max((cue.end for cue in cues), default=LEAST_SECONDS)
    approved = "\n".join(block.text for block in shown.particulars)
    last = Cue(end, end + LONGEST_SECONDS, "", f"{PRACTICE}\n{approved}" if shown.practice else approved)
    every = (_opening_cue(items, "\n".join(details)), *cues, last)
    return "\n".join(_srt_cue(number, cue) for number, cue in enumerate(every, start=1)).encode("utf-8")


def captions(shown: Printed) -> list[Block | Cue]:
    """The approved blocks in order, each line of the transcript as its captions: the same words in the same order."""
    items: list[Block | Cue] = []
    for block in shown.blocks:
        items += _cues(block.line, shown.spoken.get(block.line.turn, ())) if block.line else [block]
    timed = iter(_readable([item for item in items if isinstance(item, Cue)]))
    return [next(timed) if isinstance(item, Cue) else item for item in items]


# --- where a line is cut
def _cues(line: Line, heard: Sequence[Word]) -> Iterator[Cue]:
    """The captions of one line. Its speaker's name stands in the first, and is each one's voice."""
    said = _timed(line, heard)
    name = line.said.split()[: len(line.said.split()) - len(said)]
    words = [Word(part, said[0].start, said[0].start, 1.0) for part in name] + said
    for group in _groups(words):
        yield Cue(group[0].start, group[-1].end, line.speaker, _joined(group))


def _timed(line: Line, heard: Sequence[Word]) -> list[Word]:
    """The words of a line with their times: as they were heard, or shared out where the worker wrote other words."""
    said = line.words.split()
    known = [part for word in heard for part in _parts(word)]
    if [word.text for word in known] == said:
        return known
    return list(_shared(said, line.start, line.end))


def _parts(word: Word) -> Iterator[Word]:
    """A word that was put in for several has spaces in it."""
    return _shared(tidy(word.text).split(), word.start, word.end)


def _shared(texts: Sequence[str], start: float, end: float) -> Iterator[Word]:
    """Seconds shared out by the number of letters."""
    letters = [0, *accumulate(len(text) for text in texts)]
    step = max(0.0, end - start) / max(1, letters[-1])
    for text, before, after in zip(texts, letters, letters[1:], strict=False):
        yield Word(text, start + before * step, start + after * step, 1.0)


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of each caption: as few captions as can be, of much the same length, so that none has a word alone."""
    for run in _runs(words):
        few = _grouped(run, math.inf)
        yield from _grouped(run, len(_joined(run)) / len(few))


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """What is said without a pause."""
    runs: list[list[Word]] = [[]]
    for word in words:
        if runs[-1] and word.start - runs[-1][-1].end > PAUSE_SECONDS:
            runs.append([])
        runs[-1].append(word)
    return runs


def _grouped(words: Sequence[Word], enough: float) -> list[list[Word]]:
    groups: list[list[Word]] = [[]]
    for word in words:
        if groups[-1] and _is_full(groups[-1], word, enough):
            groups.append([])
        groups[-1].append(word)
    return groups


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _is_full(group: Sequence[Word], word: Word, enough: float) -> bool:
    """Whether a word has to begin the next caption."""
    text = _joined(group)
    longer = f"{text} {word.text}"
    return (
        len(text) >= enough
        or (len(longer) > LINE_CHARACTERS and len(_wrapped(longer)) > LINES)
        or word.end - group[0].start > LONGEST_SECONDS
        or (len(text) > LINE_CHARACTERS and text.endswith(_ENDS))
    )


def _wrapped(text: str) -> list[str]:
    lines = (textwrap.wrap(line, LINE_CHARACTERS, break_long_words=False, break_on_hyphens=False) or [""]
             for line in text.split("\n"))  # fmt: skip
    return [part for line in lines for part in line]


# --- when each is shown
def _readable(cues: Sequence[Cue]) -> list[Cue]:
    """The captions, none before the one that it follows, each long enough to be read where the next leaves room."""
    starts = list(accumulate((max(0.0, cue.start) for cue in cues), max))
    each = zip(cues, starts, [*starts[1:], None], strict=False)
    return [replace(cue, start=start, end=_end(cue, start, following)) for cue, start, following in each]


def _end(cue: Cue, start: float, following: float | None) -> float:
    spoken = min(max(cue.end, start), start + LONGEST_SECONDS)
    to_read = min(LONGEST_SECONDS, max(LEAST_SECONDS, SECONDS_A_WORD * len(cue.text.split())))
    wanted = max(spoken, start + to_read)
    end = wanted if following is None else min(wanted, max(spoken, following))
    return end if end - start >= _FLEETING else start + LEAST_SECONDS


def _opening_cue(items: Sequence[Block | Cue], text: str) -> Cue:
    """From the start until somebody speaks."""
    first = next((item.start for item in items if isinstance(item, Cue)), LONGEST_SECONDS)
    return Cue(0.0, min(LONGEST_SECONDS, max(LEAST_SECONDS, first)), "", text)


# --- how each is written
def _note(*blocks: Block) -> str:
    """Lines of a WebVTT comment, in which an arrow may not be."""
    return "\n".join(["NOTE", *(block.text.replace(_ARROW, _NO_ARROW) for block in blocks)])


def _vtt_cue(cue: Cue) -> str:
    words = "\n".join(_escaped(line) for line in cue.lines)
    voiced = f"<v {_escaped(cue.speaker)}>{words}</v>" if cue.speaker else words
    return f"{_stamp(cue.start, '.')} --> {_stamp(cue.end, '.')}\n{voiced}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _srt_cue(number: int, cue: Cue) -> str:
    words = "\n".join(cue.lines).translate(_BRACES).replace("<", f"<{_JOINER}").replace(_ARROW, _NO_ARROW)
    return f"{number}\n{_stamp(cue.start, ',')} --> {_stamp(cue.end, ',')}\n{words}\n"


def _stamp(seconds: float, point: str) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
