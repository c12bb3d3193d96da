"""How likely a figure is a code: how near it is to what tells of one, against how much it is like something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from easyread.language.words import REMEMBERED, word_list
from scribe.notes.code_figures import AMOUNT_AFTER, FEWEST, Figure
from scribe.visit import Turn

IS_CODE = 0.55
"""From this score on a figure is a code. Chosen on the half of tests/gold/codes.tsv that is marked 'choose'."""
_OF_A_CARD = re.compile(r"^(?:\d{4}[ -]?){3}\d{1,4}$|^\d{13,19}$")
"""A bank card's number is one wherever it stands."""
_ON_A_CARD = 16
"""Digits of it, where they are spelt out."""
_SPELT = 8
"""Digits, at most, of a code that is spelt out: a telephone's has more."""
_CLOSE = 120
"""Letters before a figure in which words may say right out what it is."""
_A_TURN = 8
"""Letters that another turn counts for, beside those that it has."""
_ANSWERED = 0.5
"""How much what was said still tells, once a figure of its kind was told after it."""
_BEFORE = 12
"""Turns before a figure in which something may tell what it is."""

_STRONG = (
    r"key[ -]?(?:safes?|box|pad|code)\b",
    r"(?<!post)(?<!post )(?<!dress )(?<!area )(?<!dialling )(?<!tax )(?<!bar )(?<!barcode )codes?\b(?! of\b)",
    r"(?:pass|door|entry|access)codes?\b",
    r"pins?\b(?! (?:\w+ )?(?:down|cushion|and needles))",
    r"pass[ -]?(?:word|phrase)s?\b",
    r"(?:combination|cvv|cvc|padlock)\b",
    r"(?:card|long|safe) number",
    r"account (?:number|no)|account(?=[ ,:]+\d)",
    r"bank details|security (?:number|digits|answer|word)|memorable \w+",
    r"(?:digits|numbers?|one) (?:on|off|across) the (?:back|front|card)",
    r"numbers? (?:for|to|of|on|at) [^.,?!]{0,30}?\b(?:door|gate|safe|box|alarm|machine|card|lock|keypad|till|tablet)\b"
    r"(?! (?:compan|people|firm|team|repair|cent))",
    r"(?:(?:un)?locks?|(?:get|log|sign|gets|logs|got) (?:in)?to) (?:the|my|her|his|your) "
    r"(?:phone|tablet|ipad|laptop|computer)",
    r"(?:alarm|gate) (?:code|number)",
)
_MEDIUM = (
    r"(?:at|to|from|in) the (?:cash ?)?machine|cash ?point|cash machine",
    r"(?:press|punch|tap|type|enter|key|use) (?:in )?(?=\W{0,3}(?:\d|[a-z]+\b))|put in(?! a\b)|disarm\b",
    r"(?:my|his|her|the|mum's|dad's) (?:bank |credit |debit )?card\b",
    r"online banking|log(?:ged|ging)? ?in\b|the number\?",
    r"let (?:your|my|him|her|them)sel(?:f|ves) in\b|to get in\b",
    r"(?:for|on|to) the (?:front |back |main )?(?:door|gate|safe|alarm|box|pad)\b",
)
_WEAK = (
    r"alarm(?!s? (?:went|company|call|mat|people|firm))\b",
    r"gates?\b|doors?\b|entry\b|entrance\b|lobby\b|stairwell\b|lock(?:ed)?\b",
)
_SO_MUCH = (
    r"what (?:did|has|have) \w+ (?:get|got|take|taken|have|had|spend|spent)\b",
    r"how (?:much|many|old|far|wide|tall|high|long|big|often|heavy)\b",
    r"what time\b|(?:comes?|came|coming|calls?|visits?) at\b|\bwhen\b[^.?!]*\?",
    r"(?:costs?|paid|pays?|price|charge[ds]?|rent|bill|owed?|spent|spend)\b",
    r"blood pressure|bp\b|sugars?\b|weigh(?:t|s|ed)?\b|scales\b|pulse|temp(?:erature)?\b|oxygen|sats\b|reading"
    r"|peak flow|height|bmi\b|score|fluids?\b|intake|output",
    r"dose|tablets\b|paracetamol|aspirin|insulin|metformin|warfarin|morphine|breakfast",
    r"liv(?:e|es|ed) at\b|address\b|road\b|street\b|look for\b|postcode",
    r"bus(?:es)?\b|trams?\b|trains?\b|coach\b",
    r"(?<!my )birth(?:day)?\b|born\b|married|move[d]? in\b|fitted\b",
)
_NUMBERED = (
    r"date of birth\b",
    r"(?:phone|mobile|telephone|contact|office|daughter's|son's|your) number|phone (?:me|my|him|her|us)\b|landline"
    r"|mobile\b|(?:who|what|did|do) (?:\w+ ){0,2}ring\b|rang\b|ring (?:me|us|him|her|on)\b|dial|extension",
    r"references?\b|ref\b|(?:nhs|case|crime|customer|hospital|order|insurance|policy|job|ticket|file|incident|tax|claim"
    r"|log|fraud|member\w*|unit) (?:number|no)\b",
)
Place = tuple[int, int]
"""A turn, and a letter of it."""


@dataclass(frozen=True)
class _Last:
    """Where a code, and another figure, was told last."""

    code: Place = (-1, -1)
    other: Place = (-1, -1)


@dataclass(frozen=True)
class _Kind:
    """Words that tell what a figure is: how much at the figure itself, and how many letters before and after it."""

    words: re.Pattern[str]
    weight: float
    before: int
    after: int


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(words)})")


_CODES = (_Kind(_any(_STRONG), 1.0, 320, 90), _Kind(_any(_MEDIUM), 0.5, 80, 60), _Kind(_any(_WEAK), 0.3, 120, 0))
_OTHERS = (_Kind(_any(_SO_MUCH), 1.1, 130, 40), _Kind(_any(_NUMBERED), 1.1, 130, 40))
_OTHERS_SPELT = (_Kind(_any(_SO_MUCH), 0.5, 130, 40), _OTHERS[1])
"""Nobody says an amount or a year digit by digit; numbers of telephones and of cases are."""

_SAYS_SO = re.compile(
    rf"(?i)\b(?:{'|'.join(_STRONG)})(?:[^.?!\d]{{0,24}}(?:\b(?:is|was|as|to)|['’]s)\s+|[:=,]?\s*)"
    r"(?:(?:still|now|just|about|only)\s+)*$"
)
_SAYS_SO_LATER = re.compile(rf"(?i)\b(?:{'|'.join(_STRONG)})(?:['’]s| is| was)\b[^.?!\d]{{0,24}},\s*$")
"""'My PIN's my birthday, 2 7 0 9.'"""
_SAYS_SO_AFTER = re.compile(
    rf"(?i)[\s,]*(?:\w+ ){{0,3}}?(?:for|on|that's|is) (?:the |my |her |his |your )?(?:{'|'.join(_STRONG)})"
)
_SAYS_SO_WEAKLY = re.compile(
    r"(?i)\b(?:alarm|gate|door|entry|padlock|safe)(?:\s+(?:is|was)|['’]s|:)?\s+$"
    r"|\b(?:press|punch|tap|type|enter|key|put|use)(?: in)?\s+$"
)
_IT_IS = re.compile(
    r"(?i)\b(?:(?:it|that|which)(?:['’]s| is)|(?:changed|set|made|reset) (?:\w+ ){1,3}to)\s+"
    r"(?:still |now |just |about )*$"
)
_LETTERED = re.compile(r"(?i)\b[b-hj-z]\b|\d[a-z]\b|\b[a-z]\d|hash|star|[#*]")

_THINGS_AFTER = re.compile(
    r"(?i)\s+(?!(?:and|or|but|so|if|love|please|then|to|is|it|isn't|was|for|on|in|at|as|by|i|he|she|they|we|you|that|which|the|my|"
    r"her|his|their|because|when|until|till|since|still|now|today|again|twice|mind|yes|no|like|with|followed|gets?|opens?|works?|"
    r"um|er|erm|uh|dear|thanks?|just|not|off the|from)\b)[a-z]{3,}"
)
"""'200 lengths', '160 guests': so many of something."""
_MONEY_BEFORE = re.compile(
    r"(?i)\b(?:paid|pays?|cost|costs|spent|spend|charged?|took|takes?|taken|gets?|got|gave|draws?|drew|wants?|wanted|owes?|owed|"
    r"lost|nicked|stole|keeps?|kept)\s+(?:(?:out|me|him|her|us|about|another|over|nearly|in)\s+)*$"
)
_PLACE_BEFORE = re.compile(
    r"(?i)\b(?:flat|room|ward|house|apartment|unit|bus|number|at number|we're|live at|lives at)\s+$"
)
_THE_BEFORE = re.compile(r"(?i)\bthe\s+$")
_TIME_BEFORE = re.compile(r"(?i)\b(?:at|by|around|before|after|till|until|from|for|to|past)\s+(?:about\s+|half\s+)?$")
_TIME_AFTER = re.compile(
    r"(?i)\W*(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|in the (?:morning|afternoon)"
    r"|in the evening|most days|till\b|until\b)"
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE_AFTER = re.compile(rf"(?i)\s*(?:in |of )?(?:{_MONTHS})\b")
_GOES_ON = re.compile(r"(?i)\b(?:and|but)\b|[.?!]\s+\w")
_CLOCK = re.compile(r"^(?:1?\d|2[0-3])[ .:][0-5]\d$")
_ASKS_WHETHER = re.compile(
    r"(?i)^(?:and |so )?(?:shall|should|did|does|has|have|is|are|was|will|would) |\b(?:is|was) (?:that|it|this)\b"
)
_SAME_MATTER = re.compile(r"(?i)\b(?:it|it's|its|that|this|number|one|digits?|same|mean|(?:could|can|would) you)\b")
_NEW_MATTER = 0.5
"""How much what was said before a question about something else still tells."""
_YEAR_BEFORE = re.compile(rf"(?i)\b(?:in|since|from|by|until|till|before|after|of|or|fitted|born|{_MONTHS})\s+$")
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]?")
_SLASHED = re.compile(r"^\d{1,2}/\d{1,2}/\d{2,4}$|^\d{1,3}/\d{1,3}$|^\d+\.\d+$|^\d{1,3}(?:,\d{3})+$")
_ONE_AFTER_ANOTHER = re.compile(r"^\d{3}(?:,\s*(?:and )?\d{3})+$")
_ROUND = re.compile(r"^[1-9]\d?[05]0$")
_TIMES = re.compile(r"^(?:[01]\d|2[0-3])[0-5]\d(?:,? (?:and )?(?:[01]\d|2[0-3])[0-5]\d)+$")
_PHONE = re.compile(r"^(?:0|44)\d{9,10}$|^\d{7}$")
_LONGEST_WORDS = 80
"""Letters that the words of a kind may have, so that none is cut in two."""
_EMERGENCY = frozenset(word_list("999 111 101 112 105 119"))


def scores(found: Sequence[Figure], turns: Sequence[Turn]) -> tuple[float, ...]:
    """For each of the talk's figures, in their order, how likely it is a code; it is one from `IS_CODE` on."""
    last = _Last()
    made = []
    for figure in found:
        made.append(_score(figure, turns, last))
        place = (figure.pieces[0].turn, figure.pieces[0].start)
        last = replace(last, code=place) if made[-1] >= IS_CODE else replace(last, other=place)
    return tuple(made)


def _score(figure: Figure, turns: Sequence[Turn], last: _Last) -> float:
    first, text = figure.pieces[0], turns[figure.pieces[0].turn].text
    before, run = text[max(0, first.start - _CLOSE) : first.start], text[first.start : first.end]
    likeness = _like_a_code(run, figure.digits) + _asked(figure, turns) + _said_so(before, figure, turns)
    others = _OTHERS_SPELT if _is_spelt(run) and len(figure.digits) > FEWEST else _OTHERS
    told, other = _nearest(_CODES, figure, turns, last.code), _nearest(others, figure, turns, last.other)
    return told + likeness - other - _unlike(figure, turns)


def _unlike(figure: Figure, turns: Sequence[Turn]) -> float:
    """How much the figure itself, and what stands right beside it, is like an amount, a time, a date or an address."""
    first, last = figure.pieces[0], figure.pieces[-1]
    text = turns[first.turn].text
    before, run = text[max(0, first.start - _CLOSE) : first.start], text[first.start : first.end]
    after = turns[last.turn].text[last.end :]
    signs = (
        1.0 if AMOUNT_AFTER.match(after) or _SLASHED.match(run) else 0.0,
        1.0 if _DATE_AFTER.match(after) else 0.0,
        1.0 if _MONEY_BEFORE.search(before) and not _is_spelt(run) else 0.0,
        1.5 if _ONE_AFTER_ANOTHER.match(run) else 0.0,
        0.9 if _PLACE_BEFORE.search(before) else 0.0,
        1.2 if _PHONE.match(figure.digits) else 0.0,
        2.0 if _POSTCODE.match(text[first.start :]) and re.search(r"\d[A-Z]{2}\b", text[first.start :][:9]) else 0.0,
        1.0 if figure.digits in _EMERGENCY else 0.0,
        0.6 if _THINGS_AFTER.match(after) and not _is_spelt(run) else 0.0,
        0.35 if _ROUND.match(run) else 0.0,
        1.0 if _TIMES.match(run) else 0.0,
        0.6 if _THE_BEFORE.search(before) and not _LETTERED.search(run) else 0.0,
    )
    if _is_spelt(run) and len(figure.digits) > FEWEST:
        return sum(signs)
    return sum(signs) + _like_a_year(before, figure.digits) + _like_a_time(before, run, after, figure.digits)


def _like_a_year(before: str, digits: str) -> float:
    if not re.fullmatch(r"(?:19|20)\d\d", digits):
        return 0.0
    return 1.0 if _YEAR_BEFORE.search(before) else 0.4


def _like_a_time(before: str, run: str, after: str, digits: str) -> float:
    if not re.fullmatch(r"(?:[01]?\d|2[0-3])[0-5]\d", digits):
        return 0.0
    clock = 0.5 * bool(_CLOCK.match(run))
    return clock + 0.8 * bool(_TIME_BEFORE.search(before)) + 0.5 * bool(_TIME_AFTER.match(after))


def _like_a_code(run: str, digits: str) -> float:
    """A card's number has its own form; and nobody says an amount digit by digit, or with a letter at its end."""
    card = _OF_A_CARD.match(run) or (len(digits) == _ON_A_CARD and "." not in run)
    spelt = len(digits) <= _SPELT and _is_spelt(run)
    in_a_row = spelt and len(digits) > FEWEST and not re.search(r"(?i),|\band\b", run)
    return (
        1.6 * bool(card)
        + 0.35 * spelt
        + 0.15 * in_a_row
        + 0.4 * bool(_LETTERED.search(run))
        + 0.15 * digits.startswith("0")
    )


def _is_spelt(run: str) -> bool:
    """Whether it was said digit by digit: 'four four seven one', 'double four', '4-4-7-1'."""
    return not re.search(r"(?i)\d\d|teen|ty\b|\b(?:ten|eleven|twelve)\b", run)


def _said_so(before: str, figure: Figure, turns: Sequence[Turn]) -> float:
    """Whether it is said to be one: 'the code is 4471', '4471 for the key safe', 'press 4471'."""
    last = figure.pieces[-1]
    after = 0.4 * bool(_SAYS_SO_AFTER.match(turns[last.turn].text[last.end :]))
    if _SAYS_SO.search(before):
        return 1.0
    if _SAYS_SO_LATER.search(before):
        return 0.4 + after
    weakly = bool(_SAYS_SO_WEAKLY.search(before)) and len(figure.digits) > FEWEST
    return after + 0.6 * weakly + 0.2 * bool(_IT_IS.search(before))


# --- what was said around it
def _asked(figure: Figure, turns: Sequence[Turn]) -> float:
    """Whether it is the answer to a question for a code, and to nothing else."""
    first = figure.pieces[0]
    before = turns[first.turn - 1] if first.turn else None
    if before is None or before.speaker == turns[first.turn].speaker or not before.text.rstrip().endswith("?"):
        return 0.0
    question = re.split(r"(?<=[.?!])\s+", before.text.strip())[-1]
    if _ASKS_WHETHER.search(question):
        return 0.0
    other = any(kind.words.search(question) for kind in _OTHERS)
    return 0.5 if _CODES[0].words.search(question) and not other else 0.0


def _asked_of_another_matter(place: int, turns: Sequence[Turn]) -> bool:
    """Whether what was asked right before is about something else than a code, as far as its words tell."""
    question = re.split(r"(?<=[.?!])\s+", turns[place - 1].text.strip())[-1] if place else ""
    if not question.endswith("?") or len(question.split()) < FEWEST or _SAME_MATTER.search(question):
        return False
    return turns[place - 1].speaker != turns[place].speaker and not any(kind.words.search(question) for kind in _CODES)


def _nearest(kinds: Sequence[_Kind], figure: Figure, turns: Sequence[Turn], last: Place) -> float:
    near = (each for kind in kinds for each in (*_before(kind, figure, turns, last), *_after(kind, figure, turns)))
    return max(near, default=0.0)


def _before(kind: _Kind, figure: Figure, turns: Sequence[Turn], last: Place) -> Iterator[float]:
    first = figure.pieces[0]
    another = _NEW_MATTER if kind in _CODES and _asked_of_another_matter(first.turn, turns) else 1.0
    between = 0
    for place in range(first.turn, max(-1, first.turn - _BEFORE), -1):
        text = turns[place].text
        end = first.start if place == first.turn else len(text)
        for _, stop in _told(kind.words, text):
            if stop <= end:
                answered = _ANSWERED if last >= (place, stop) else 1.0
                answered *= another if place < first.turn else 1.0
                yield answered * kind.weight * max(0.0, 1 - (between + end - stop) / kind.before)
        between += end + _A_TURN
        if between > kind.before:
            return


def _after(kind: _Kind, figure: Figure, turns: Sequence[Turn]) -> Iterator[float]:
    """'4471, that's the code', or the next turn: 'Is that the door code?'"""
    if not kind.after:
        return
    last = figure.pieces[-1]
    reach = last.end + kind.after + _LONGEST_WORDS  # or a long turn would be gone through for each of its figures
    rest = turns[last.turn].text[last.end : reach]
    if last.turn + 1 < len(turns):
        rest += " " * _A_TURN + turns[last.turn + 1].text[: kind.after + _LONGEST_WORDS]
    for far, _ in _told(kind.words, rest):
        another = _ANSWERED if _GOES_ON.search(rest, 0, far) else 1.0
        yield another * kind.weight * max(0.0, 0.9 - far / kind.after)


@lru_cache(maxsize=REMEMBERED)
def _told(words: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in words.finditer(text))
