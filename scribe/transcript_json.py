"""Transcripts as JSON, in the shape that `fairnote transcribe` writes and `fairnote draft` reads."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any, cast

from scribe.document_text import can_be_seen
from scribe.errors import FileRefused
from scribe.jottings import JOTTED, WRITTEN, merged
from scribe.visit import Doubt, Gap, Manner, ModelCard, Transcript, Turn, TurnId, Word

ONE_SPEAKER = "S1"
"""Label of every turn where no speaker is known: outside the app one is assumed. Where some are, the rest have none."""
LARGEST_BYTES = 64 << 20
"""A day of talk with every word's times is under 20 MB."""
MOST_TURNS = 200_000
LONGEST_SECONDS = 7 * 24 * 3600.0

NOT_JSON = "This file is not JSON, so it can't be read as a transcript. It was not changed."
TOO_LARGE = "This transcript is too large to be one. It was not changed."
NO_TURNS = (
    'This file holds no turns. A transcript is {"turns": [{"speaker", "start", "end", "text"}]}. It was not changed.'
)


def transcript_json(transcript: Transcript, version: str) -> dict[str, Any]:
    """The shape of `fairnote transcribe --json`. Where nobody has said who speaks, every turn is given ONE_SPEAKER."""
    card = transcript.model
    unknown = "" if any(turn.speaker for turn in transcript.turns) else ONE_SPEAKER
    turns = [_turn_json(turn, unknown) for turn in transcript.turns]
    return {
        "fairnote": version,
        "audio": {"seconds": round(transcript.seconds, 2), "sha256": transcript.audio_sha256},
        "model": {"name": card.name, "sha256": card.sha256, "compute": card.compute},
        "turns": turns,
        "speakers": _speakers(turns),
        "gaps": [{"start": gap.start, "end": gap.end, "why": gap.why} for gap in transcript.gaps],
        "doubts": [_doubt_json(doubt) for doubt in transcript.doubts],
        "seconds_taken": round(transcript.seconds_taken, 2),
    }


def read_transcript_json(data: bytes | str) -> Transcript:
    """A transcript from that shape, or from the least of it: turns of speaker, start, end and text.

    Turns without an id are t1, t2 …, jottings j1, j2 … Raises `FileRefused` with a sentence that says
    which part is wrong.
    """
    return transcript_from(parsed(data))


def parsed(data: bytes | str) -> object:
    """JSON as it stands in a file. Raises `FileRefused` for what is too large or no JSON."""
    if len(data) > LARGEST_BYTES:
        raise FileRefused(TOO_LARGE)
    try:
        # PowerShell writes UTF-16, or puts a mark before UTF-8 that is no part of the text.
        text = data.decode(json.detect_encoding(data)) if isinstance(data, bytes) else data
        text = text.removeprefix("\ufeff")
        whole = cast(object, json.loads(text, parse_constant=_no_constant, parse_int=_whole_number))
        refuse_no_text(whole)
    except (ValueError, RecursionError) as error:
        raise FileRefused(NOT_JSON) from error
    return whole


def refuse_no_text(whole: object) -> None:
    """Raise `ValueError` where half a character (a lone surrogate) is in any text: it can be neither kept nor shown."""
    waiting = [whole]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            value.encode()
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value


def transcript_from(whole: object) -> Transcript:
    """The same, from JSON that was parsed already. Jottings are among the turns, at their times, with no speaker."""
    if not isinstance(whole, dict) or not isinstance(whole.get("turns"), list):
        raise FileRefused(NO_TURNS)
    jotted = _list(whole, "jottings")
    if not whole["turns"] and not jotted:
        raise FileRefused(NO_TURNS)
    if len(whole["turns"]) + len(jotted) > MOST_TURNS:
        raise FileRefused(TOO_LARGE)
    said = tuple(_turn(given, number) for number, given in enumerate(whole["turns"], start=1))
    typed = tuple(_jotting(given, number) for number, given in enumerate(jotted, start=1))
    return merged(_said(whole, said, typed), typed)


def _said(whole: dict[str, Any], turns: tuple[Turn, ...], jotted: tuple[Turn, ...]) -> Transcript:
    if len({turn.id for turn in (*turns, *jotted)}) != len(turns) + len(jotted):
        raise _wrong("Two turns have the same id")
    audio = _object(whole, "audio")
    known = {turn.id: len(turn.words) for turn in turns}
    return Transcript(
        turns,
        _model(_object(whole, "model")),
        _number(audio, "seconds", "The audio", max((turn.end for turn in (*turns, *jotted)), default=0.0)),
        _text(audio, "sha256", "The audio", ""),
        tuple(_gap(gap) for gap in _list(whole, "gaps")),
        tuple(_doubt(doubt, known) for doubt in _list(whole, "doubts")),
        _number(whole, "seconds_taken", "The transcript", 0.0),
    )


def _turn_json(turn: Turn, unknown: str) -> dict[str, Any]:
    words = [
        {"text": w.text, "start": _round(w.start), "end": _round(w.end), "confidence": round(w.confidence, 3)}
        | ({"heard": w.heard} if w.heard else {})
        for w in turn.words
    ]
    return {
        "id": turn.id,
        "speaker": turn.speaker or unknown,
        "start": _round(turn.start),
        "end": _round(turn.end),
        "text": turn.text,
        "words": words,
    } | ({} if turn.manner is Manner.SPOKEN else {"manner": turn.manner.value})


def _doubt_json(doubt: Doubt) -> dict[str, Any]:
    place = {"turn": doubt.turn, "from_word": doubt.from_word, "to_word": doubt.to_word, "why": doubt.why}
    return place | ({"offer": doubt.offer} if doubt.offer else {})


def _speakers(turns: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who speaks, and for how many seconds in all, in the order in which they begin."""
    total: dict[str, float] = {}
    for turn in turns:
        if turn["speaker"]:
            total[turn["speaker"]] = total.get(turn["speaker"], 0.0) + turn["end"] - turn["start"]
    return [{"id": speaker, "seconds": round(seconds, 1)} for speaker, seconds in total.items()]


def _round(seconds: float) -> float:
    return round(seconds, 3)


def _turn(given: object, number: int) -> Turn:
    where = f"Turn {number}"
    if not isinstance(given, dict):
        raise _wrong(f"{where} is not an object")
    start, end = _span(given, where, needed=False)  # talk that was typed has no times, and can be drafted from
    words = tuple(_word(word, where) for word in _list(given, "words"))
    text = _text(given, "text", where, None)
    turn_id = TurnId(_text(given, "id", where, f"t{number}"))
    manner = _manner(given, where, tuple(Manner), Manner.SPOKEN)
    _refuse_unfitting(manner, text, where)
    return Turn(turn_id, _text(given, "speaker", where, ""), start, end, text, words, manner=manner)


def _jotting(given: object, number: int) -> Turn:
    where = f"Jotting {number}"
    if not isinstance(given, dict):
        raise _wrong(f"{where} is not an object")
    at = _number(given, "at", where, None)
    manner = _manner(given, where, JOTTED, None)
    text = _text(given, "text", where, "" if manner is Manner.MARK else None)
    _refuse_unfitting(manner, text, where)
    return Turn(TurnId(_text(given, "id", where, f"j{number}")), "", at, at, text, manner=manner)


def _manner(given: dict[str, Any], where: str, allowed: Sequence[Manner], otherwise: Manner | None) -> Manner:
    value = _text(given, "manner", where, otherwise.value if otherwise is not None else None)
    if value not in [each.value for each in allowed]:
        known = ", ".join(f'"{each.value}"' for each in allowed if each.value)
        raise _wrong(f'The "manner" of {where.lower()} is none of {known}')
    return Manner(value)


def _refuse_unfitting(manner: Manner, text: str, where: str) -> None:
    if manner in WRITTEN and not can_be_seen(text):
        raise _wrong(f"{where} is a jotting without words")
    if manner is Manner.MARK and text.strip():
        raise _wrong(f"{where} is a mark, and a mark has no words")


def _word(given: object, where: str) -> Word:
    if not isinstance(given, dict):
        raise _wrong(f"{where} has a word that is not an object")
    start, end = _span(given, f"A word of {where.lower()}")
    confidence = _number(given, "confidence", f"A word of {where.lower()}", 1.0)
    if confidence > 1:
        raise _wrong(f"A word of {where.lower()} has a confidence above 1")
    instead = _text(given, "heard", f"A word of {where.lower()}", "")
    return Word(_text(given, "text", f"A word of {where.lower()}", None), start, end, confidence, instead)


def _span(given: dict[str, Any], where: str, *, needed: bool = True) -> tuple[float, float]:
    start = _number(given, "start", where, None if needed else 0.0)
    end = _number(given, "end", where, None if needed else start)
    if end < start:
        raise _wrong(f"{where} ends before it starts")
    return start, end


def _gap(given: object) -> Gap:
    if not isinstance(given, dict):
        raise _wrong("A gap is not an object")
    return Gap(*_span(given, "A gap"), _text(given, "why", "A gap", ""))


def _doubt(given: object, known: dict[TurnId, int]) -> Doubt:
    if not isinstance(given, dict):
        raise _wrong("A doubt is not an object")
    turn = TurnId(_text(given, "turn", "A doubt", None))
    first, last = given.get("from_word"), given.get("to_word")
    if turn not in known:
        raise _wrong("A doubt is about a turn that is not there")
    if type(first) is not int or type(last) is not int or not 0 <= first < last <= known[turn]:
        raise _wrong("A doubt is about words that are not there")
    return Doubt(turn, first, last, _text(given, "why", "A doubt", ""), _text(given, "offer", "A doubt", ""))


def _model(given: dict[str, Any]) -> ModelCard:
    return ModelCard(
        _text(given, "name", "The model", "none"),
        _text(given, "sha256", "The model", ""),
        _text(given, "compute", "The model", ""),
    )


def _number(given: dict[str, Any], key: str, where: str, otherwise: float | None) -> float:
    """A number that can be seconds. Raises `FileRefused`."""
    value = given.get(key, otherwise)
    if value is None:
        raise _wrong(f'{where} has no "{key}"')
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(f'The "{key}" of {where.lower()} is not a number')
    if not 0 <= value <= LONGEST_SECONDS or not math.isfinite(value):
        raise _wrong(f'The "{key}" of {where.lower()} is below 0, or longer than a week')
    return float(value)


def _text(given: dict[str, Any], key: str, where: str, otherwise: str | None) -> str:
    value = given.get(key, otherwise)
    if value is None:
        raise _wrong(f'{where} has no "{key}"')
    if not isinstance(value, str):
        raise _wrong(f'The "{key}" of {where.lower()} is not text')
    return value


def _object(given: dict[str, Any], key: str) -> dict[str, Any]:
    value = given.get(key, {})
    if not isinstance(value, dict):
        raise _wrong(f'"{key}" is not an object')
    return value


def _list(given: dict[str, Any], key: str) -> Sequence[object]:
    value = given.get(key, [])
    if not isinstance(value, list):
        raise _wrong(f'A "{key}" is not a list')
    return value


_MOST_DIGITS = 20


def _whole_number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("not a number that anything here can have")
    return int(digits)


def _no_constant(name: str) -> float:
    raise ValueError("not a number")


def _wrong(what: str) -> FileRefused:
    return FileRefused(f"This transcript can't be read. {what}. It was not changed.")
