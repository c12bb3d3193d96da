"""Figures as they are said in talk, in one piece or over several turns: a code, or an amount, a time, a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from easyread.language.words import word_list
from scribe.visit import Turn

FEWEST = 3
"""Digits of a code, at least."""
_ONES = {"zero": "0", "nought": "0", "naught": "0", "nil": "0", "oh": "0"} | {
    word: str(value)
    for value, word in enumerate(
        word_list(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ),
        1,
    )
}
_TENS = {word: str(at) for at, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_WORDS = "|".join((*_ONES, *_TENS, *_TIMES))
_FIGURE = rf"(?:\d+|(?i:{_WORDS})(?![a-z]))"
_LETTERED = rf"(?:[A-Z]?\d+[A-Z#*]?|(?i:{_WORDS}))(?![a-z£])"
_LETTER = r"\b[A-HJ-Z] (?:as in|for) [A-Za-z]+|(?<!['’/])\b(?:[B-HJ-Z]\b(?!/)|A(?= \d \d))|\b(?i:hash|star)\b|[#*]"
_ONE = rf"(?:{_LETTER}|(?<!['’]){_LETTERED})"
_BETWEEN = r"(?:[\s,.\-–—/]+(?:(?:and|then|followed by|um|uh|er|erm|a)\b[\s,]*)*)?"
_RUN = re.compile(rf"(?<![£\w.'’]){_ONE}(?:{_BETWEEN}{_ONE})*")
_HAS_FIGURE = re.compile(_FIGURE)
_THIS_ONE = re.compile(r"(?i)one[,\s]+(?=\d)")
"""'The old one, 3131.'"""
_AND = re.compile(r"[\s,]+(?:and\s+then|and|then)\s+|,\s+(?=0\d)")
_PHONE = re.compile(r"^0\d{9,10}$")
_LOOK = 200
_SAID_AROUND = re.compile(
    r"(?i)\b(?:and|then|um|uh|erm?|it's|it|is|that's|the|hang on|starts?|begins?|with|ends?|ending|in|at the end|first|"
    r"last|yes|yeah|yep|no|okay|right|sorry|hash|star|please|love|a|followed by|by|got it|thanks?|thank you|so)\b|[^\w]"
)
AMOUNT_AFTER = re.compile(
    r"(?i)\s*(?:pounds?|quid|pence|p\b|percent|per cent|%|mg|ml\b|mils?\b|milli\w+|grams?|micrograms?|units\b"
    r"|am\b|pm\b|o'?clock|years?|months?|weeks?|days?|hours?|minutes?|times|goes\b|tries|attempts|tablets?|pills|metres?"
    r"|yards?|miles?|stone|kilos?|people|steps|visits|calls|children|digits?\b|numbers?|figures|over \w+|wide\b|long\b"
    r"|high\b|hundred|thousand|slash|of (?!course)\w+|or \w+ (?:days|weeks|times)|a (?:day|week|month|year)\b"
    r"|\w+ (?:road|street|lane|avenue|close|drive|court|way|place)\b)"
)
"""What says that a figure is so many of something."""
_SHORT = 7
"""Words, at most, of what is said between two pieces of one figure."""
_WAITS = 2
"""Turns of that kind that may lie between two pieces."""
_LONGEST = 20
_LONG = 200
"""Letters of a run that is no figure any more, but a recogniser's 'one and one and one …'."""


@dataclass(frozen=True)
class Piece:
    """Letters `start` up to but not including `end` of one turn, and the digits that they say."""

    turn: int
    start: int
    end: int
    digits: str


@dataclass(frozen=True)
class Figure:
    """A figure with everything that was said of it in one go, also where the other one repeated it."""

    pieces: tuple[Piece, ...]
    digits: str


def figures(turns: Sequence[Turn]) -> Iterator[Figure]:
    """Every figure of enough digits, in the order of the talk: 'Four four.' 'Mm-hm.' 'Seven one.' is one figure."""
    said = [tuple(_pieces(at, turn.text)) for at, turn in enumerate(turns)]
    used: set[Piece] = set()
    for piece in (each for mine in said for each in mine):
        if piece in used:
            continue
        figure = _whole(piece, said, turns)
        if len(figure.digits) >= FEWEST:
            used.update(figure.pieces)
            yield figure


def digits_of(run: str) -> str:
    """The digits that figures and words say: 'double four, seventy-one' is 4471."""
    found, times, tens = "", 1, ""
    for word in re.findall(rf"\d+|(?:{_WORDS})(?![a-z])", run.lower()):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        value = word if word.isdigit() else _ONES.get(word, "")
        if tens and (len(value) != 1 or value == "0" or word.isdigit()):
            found += "0"
        found += value[:1] * (times - 1) + value if value else _TENS[word]
        tens, times = _TENS.get(word, ""), 1
    return found + "0" if tens else found


def _pieces(at: int, text: str) -> Iterator[Piece]:
    for match in _RUN.finditer(text):
        for start, end in _apart(match.group(), text[match.end() :]):
            run = match.group()[start:end]
            if _HAS_FIGURE.search(run) and (digits := digits_of(run)):
                yield Piece(at, match.start() + start, match.start() + end, digits)


def _apart(run: str, rest: str) -> Iterator[tuple[int, int]]:
    """'01706 555 123 and 4480' are two figures told in one breath, and 'four four and seven one' is one."""
    if len(run) > _LONG:
        yield 0, len(run)
        return
    first, whole = _THIS_ONE.match(run), run.rstrip(" ,.-–—/")
    start = first.end() if first else 0
    for joint in _AND.finditer(whole):
        before, after = digits_of(whole[start : joint.start()]), digits_of(whole[joint.end() :])
        enough = len(before) >= FEWEST and (len(after) >= FEWEST or AMOUNT_AFTER.match(rest))
        if enough or _PHONE.match(before) or _PHONE.match(after):
            yield start, joint.start()
            start = joint.end()
    yield start, len(whole)


# --- over several turns
def _whole(first: Piece, said: Sequence[tuple[Piece, ...]], turns: Sequence[Turn]) -> Figure:
    pieces, digits = [first], first.digits
    if _ends_there(turns[first.turn].text, first.end):
        for piece in _going_on(first.turn, said, turns):
            if digits.endswith(piece.digits) and piece.turn != pieces[-1].turn and _repeats(piece, pieces, turns):
                pieces.append(piece)
            elif len(digits) + len(piece.digits) <= _LONGEST:
                pieces.append(piece)
                digits += piece.digits
            else:
                break
    return Figure(tuple(pieces), digits)


def _ends_there(text: str, end: int) -> bool:
    """Whether nothing else follows in the turn. Its next words tell that mostly: a turn can be very long."""
    near = text[end : end + _LOOK]
    return not _SAID_AROUND.sub("", near) and (len(near) < _LOOK or not _SAID_AROUND.sub("", text[end:]))


def _repeats(piece: Piece, pieces: Sequence[Piece], turns: Sequence[Turn]) -> bool:
    """Whether somebody else says again what was just said."""
    return turns[piece.turn].speaker != turns[pieces[-1].turn].speaker


def _going_on(at: int, said: Sequence[tuple[Piece, ...]], turns: Sequence[Turn]) -> Iterator[Piece]:
    """The pieces in the turns after this one that are figures and nothing else, as long as no other matter comes."""
    waited = 0
    for place in range(at + 1, len(turns)):
        text = turns[place].text
        if said[place] and _is_bare(text, said[place]):
            yield from said[place]
            waited = 0
        elif said[place] or waited == _WAITS or len(text.split()) > (1 if "?" in text else _SHORT):
            return
        else:
            waited += 1


def _is_bare(text: str, pieces: Sequence[Piece]) -> bool:
    rest = list(text)
    for piece in pieces:
        rest[piece.start : piece.end] = " " * (piece.end - piece.start)
    return not _SAID_AROUND.sub("", "".join(rest))
