"""What was counted of the drafts of a folder of talks, as one table and as JSON. No word of any talk is in either."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from scribe.evaluating import Level, Measures

_Row = tuple[str, Callable[[Level], str]]
_LABEL, _COLUMN = 58, 11


def as_text(levels: Sequence[Level]) -> str:
    """The table: a column for each level of detail, and above it how many talks and highlights there are."""
    first = levels[0]
    total = first.total
    marked = total.highlights + total.never_said + total.not_mapped
    lines = [
        f"{len(first.talks)} talks of {total.turns} turns, drafted by rules alone",
        f"{marked} highlights: {total.highlights} mapped to the turns that say them, {total.never_said} never said, "
        f"{total.not_mapped} not mapped",
        "",
        " " * _LABEL + "".join(f"{level.detail:>{_COLUMN}}" for level in levels),
    ]
    lines += [f"{label:{_LABEL}}" + "".join(f"{tell(each):>{_COLUMN}}" for each in levels) for label, tell in _ROWS]
    return "\n".join(lines)


def as_json(levels: Sequence[Level]) -> dict[str, Any]:
    """Every count of every level, and the shares that the table shows."""
    return {"levels": [_level(level) for level in levels]}


def _level(level: Level) -> dict[str, Any]:
    total = level.total
    return {
        "detail": level.detail,
        "talks": len(level.talks),
        "counts": {name: round(value, 2) for name, value in asdict(total).items()},
        "in_note": _share(total.in_note, total.highlights),
        "in_note_or_left_out": _share(total.in_either, total.highlights),
        "left_out": _share(total.left_out, total.statements),
        "note_to_talk": _share(total.words_written, total.words_said),
        "flesch": round(total.read.flesch, 1),
        "words_a_sentence": round(total.read.words_a_sentence, 1),
        "longest_seconds": round(level.longest, 2),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _of(part: Callable[[Measures], int], whole: Callable[[Measures], int]) -> Callable[[Level], str]:
    return lambda level: _percent(part(level.total), whole(level.total))


def _count(part: Callable[[Measures], int]) -> Callable[[Level], str]:
    return lambda level: str(part(level.total))


_ROWS: tuple[_Row, ...] = (
    ("Highlights in the note", _of(lambda m: m.in_note, lambda m: m.highlights)),
    ("  with half or more of the words of each turn", _of(lambda m: m.mostly_in_note, lambda m: m.highlights)),
    ("Highlights in the note or listed as left out", _of(lambda m: m.in_either, lambda m: m.highlights)),
    ("Statements left out (goal: at most 25%)", _of(lambda m: m.left_out, lambda m: m.statements)),
    ("  small talk, questions and withdrawn, apart from these", _count(lambda m: m.apart)),
    ("Claims", _count(lambda m: m.claims)),
    ("Actions", _count(lambda m: m.actions)),
    ("Claims without evidence", _count(lambda m: m.without_evidence)),
    ("Numbers that the evidence doesn't hold", _count(lambda m: m.numbers)),
    ("Dates that it doesn't hold", _count(lambda m: m.dates)),
    ("Names that it doesn't hold", _count(lambda m: m.names)),
    ("Negations that it doesn't hold", _count(lambda m: m.negations)),
    ("  of these four, in claims without a flag (goal: 0)", _count(lambda m: m.unflagged)),
    ("Claims flagged", _of(lambda m: m.flagged, lambda m: m.claims)),
    ("Claims quoted verbatim", _of(lambda m: m.quotations, lambda m: m.claims)),
    ("Words within quotation marks", _of(lambda m: m.words_quoted, lambda m: m.words_written)),
    ("Words of the note to words of the talk", _of(lambda m: m.words_written, lambda m: m.words_said)),
    ("Words a sentence", lambda level: f"{level.total.read.words_a_sentence:.1f}"),
    ("Flesch reading ease", lambda level: f"{level.total.read.flesch:.0f}"),
    ("Seconds a draft, mean", lambda level: f"{level.total.seconds / max(1, len(level.talks)):.2f}"),
    ("Seconds a draft, longest", lambda level: f"{level.longest:.2f}"),
)
