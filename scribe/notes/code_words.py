"""Passwords that are words: where one was said, beside what tells of a password or in answer to a question for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from easyread.language.words import is_verb_past, word_list, words
from scribe.visit import Turn

Span = tuple[int, int]

_NAMED = (
    r"pass[ -]?(?:word|phrase|code)s?|memorable (?:word|place|name|person|information)|security (?:answer|word)"
    r"|safe ?word|secret word|code ?word"
)
_TELLS = re.compile(rf"(?i)\b(?:{_NAMED})\b")
_IS = r"(?:\s+(?:is|was|will be|used to be|would be)\b|['’]s\b|\s*[:=])"
_SAID_SO = re.compile(
    rf"(?i)\b(?:{_NAMED})\b(?: (?:for|to|on|at|of) (?:[\w']+ ){{0,3}}?[\w']+)?{_IS}\s*(?:just |still |now )*[\"'“‘]?"
)
_THAT_IS = re.compile(
    r"(?i)\b(?:it|that)(?:['’]s| is| was)\s+(?:just |still |now )*[\"'“‘]?|\bchanged it to\s+"
    r"|\b(?:told|gave) (?:him|her|them)\s+(?=(?-i:[A-Z]))"
)
_REACH = 60
"""Letters, at most, from what tells of a password to 'it's …'."""
_FAR = 220
"""Letters, at most, between what tells of a password and a word that no dictionary has: 'Marmalade77'."""
_MIXED = re.compile(r"(?<![\w@£])(?=[\w.!$%&_-]*[A-Za-z]{2})(?=[\w.!$%&_-]*\d)[A-Za-z0-9][\w.!$%&_-]*\w")
"""Letters and digits in one word."""
_MEASURE = re.compile(r"(?i)^\d+(?:st|nd|rd|th|am|pm|mg|ml|mcg|g|kg|cm|mm|m|p|k|s|mph|bpm|hrs?|mins?|ish|yrs?)$")
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d{1,2}[A-Z]?$|^\d[A-Z]{2}$")
_ONE = re.compile(r"[^.?!;,\s]+(?:[.!_-]\w+)*")
_ENDS = re.compile(
    r"(?i)\s+(?:and|but|because|so|if|when|or|for|then|while|at|since|till|until|before|after)\b|[?!;,\"”’](?!\w)|\.(?!\w)|$"
)
_MOST_WORDS = 4
"""Words of a password, at most: what is longer, or speaks of anybody, tells something that the note must have."""
_SPEAKS = frozenset(
    word_list(
        "i me my he him his she her you your they them their we us our it who how what that this there nobody somebody "
        "everybody anybody everyone anyone someone anything everything it know knows knew has have had does did say "
        "says tell tells told ask asks god dunno remember remembers forget forgets forgot"
    )
)
_NO_PASSWORD = frozenset(
    word_list(
        "a an the not no never none nothing in on at with by to for from of about under behind near all one same "
        "very too so quite really always often still just only written known kept changed safe something private "
        "wrong right needed secret easy hard long short simple weak strong fine rubbish daft stupid useless "
        "working broken gone new old different correct important asked secure saved stored lost don't won't can't "
        "isn't wasn't yes yeah yep okay ok well oh um erm sorry why maybe sure yesterday today somewhere anywhere "
        "everywhere automatic locked capital letters getting being going coming meant supposed mine yours hers "
        "ours theirs like as after before because if when until here there good bad better worse let probably "
        "perhaps now then"
    )
)
_ASKS = re.compile(
    r"(?i)(?:\b(?:what(?:['’]s| is| was)|and|which|any|is there|have you(?: got)?|do you (?:have|remember|know)"
    r"|tell me|give me)\s+(?:is )?|^\W*)(?:(?:a|any|the|your|his|her|their|my|that)\s+)?"
    r"(?:(?!(?:in|with|of|about)\b)[\w-]+\s+){0,2}"
    rf"(?:{_NAMED})\b[^.?!]*\?\s*$"
)
_CHOSEN = r"(?:put|use|say|choose|chose|pick|set|give|agree|is it)"
_ASKS_IF = re.compile(
    rf"(?i)(?<!what )(?<!which )\bdid you (?:pick|choose|set|get|give)[^.?!]*\b(?:{_NAMED})\b[^.?!]*\?\s*$"
)
_ASKS_WHAT = re.compile(
    rf"(?i)\b(?:{_NAMED})\b[^?]*\b(?:what|which)\b[^?]*\b{_CHOSEN}\b[^?]*\?\s*$"
    rf"|\b(?:what|which)\b[^.?!]*\b{_CHOSEN}\b[^.?!]*\b(?:{_NAMED})\b[^.?!]*\?\s*$"
)
"""'They'll ask a security answer, what did you put?'"""
_DESCRIBED = re.compile(
    r"\b(?P<code>\w+),? (?:with a capital\b|all (?:one word|small|in small|lower ?case|capitals|in capitals)\b)"
)
_ANSWERS = re.compile(
    r"(?i)^\W*(?:(?:oh|um|erm|well|yes|yeah|ah)\b[\s,]*)*(?:(?:\w+, )?it(?:['’]s| is| was)\s+|[^.?!]*\bsay\s+)?"
)
_SPELT_OUT = re.compile(r"(?i)^capital\b|(?<![\w!.-])\d|\b(?:zero|two|three|four|five|six|seven|eight|nine)\b")


def passwords(turns: Sequence[Turn], place: int) -> Iterator[Span]:
    """Where a password may stand in this turn of the talk."""
    yield from _said(turns[place].text)
    yield from _answered(turns, place)
    yield from _mixed(turns, place)


def _said(text: str) -> Iterator[Span]:
    """'The password is Bluebell', 'The password's in my head, it's Bluebell', '… but I changed it to Spurs'."""
    for match in _SAID_SO.finditer(text):
        yield from _secret(text, match.end())
    for told in _TELLS.finditer(text):
        for match in _THAT_IS.finditer(text, told.end(), told.end() + _REACH):
            if "?" not in text[told.end() : match.start()]:
                yield from _secret(text, match.end(), known=False)


def _answered(turns: Sequence[Turn], place: int) -> Iterator[Span]:
    before = turns[place - 1] if place else None
    if (
        before is None
        or before.speaker == turns[place].speaker
        or not any(asks.search(before.text) for asks in (_ASKS, _ASKS_IF, _ASKS_WHAT))
    ):
        return
    text = turns[place].text
    start = _begin(text)
    if not start and _ASKS_IF.search(before.text):
        return
    first = re.match(r"[^.?!]*", text[start:])
    if first and _SPELT_OUT.search(first.group()) and len(first.group().split()) <= 2 * _MOST_WORDS:
        # 'Capital R, rover, two two' is one password.
        if not _speaks(words(first.group())) and words(first.group())[0] not in _NO_PASSWORD - {"capital"}:
            yield start, start + len(first.group())
        return
    yield from _secret(text, start)


def _begin(text: str) -> int:
    match = _ANSWERS.match(text)
    return match.end() if match else 0


def _secret(text: str, start: int, *, known: bool = True) -> Iterator[Span]:
    """From here on to the end of what can be a password. `known`: it was said right before that this is one."""
    end = _ENDS.search(text, start)
    code = text[start : end.start() if end else len(text)].rstrip()
    if (known or len(code.split()) == 1) and code and not _refused(code):
        yield start, start + len(code)


def _refused(code: str) -> bool:
    """Whether it can't be a password: too long, or it tells something of somebody or of the password."""
    told = words(code)
    if not told or len(told) > 2 * _MOST_WORDS or (len(told) > _MOST_WORDS and not re.search(r"\d", code)):
        return True
    if code.isdigit() or _speaks(told) or told[0] in _NO_PASSWORD or "n't" in code or "n’t" in code:
        return True
    return not re.search(r"\d", code) and code[:1].islower() and (is_verb_past(told[0]) or told[0].endswith("ing"))


def _speaks(told: Sequence[str]) -> bool:
    return any(word.removesuffix("'s") in _SPEAKS for word in told)


def _mixed(turns: Sequence[Turn], place: int) -> Iterator[Span]:
    """A word of letters and digits, or of which is said how it is written, near to what tells of a password."""
    text = turns[place].text
    shaped = [match.span() for match in _MIXED.finditer(text) if not _is_something_else(match.group())]
    shaped += [match.span("code") for match in _DESCRIBED.finditer(text) if not _refused(match["code"])]
    for start, end in shaped:
        before = "\n".join(turn.text for turn in turns[max(0, place - 6) : place]) + "\n" + text[:start]
        if _TELLS.search(before[-_FAR:]) or _TELLS.search(text[end : end + _FAR // 3]):
            yield start, end


def _is_something_else(word: str) -> bool:
    return bool(_MEASURE.match(word) or _POSTCODE.match(word))
