"""One spelling for each number, sum of money, date, time and measure, so that '£40' and 'forty pounds' are the same.

Pure functions from text to text. What is written out is never shown to anybody: it is laid beside another text.
British use throughout: Hart's Rules for dates ('2 May'), the clock in words ('half past four' is 4:30).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from scribe.notes.words import Token, equal, tokens, word_list

_ONES = {word: value for value, word in enumerate(word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"))}  # fmt: skip
_TENS = {word: 10 * value for value, word in enumerate(word_list(
    "twenty thirty forty fifty sixty seventy eighty ninety"), 2)}  # fmt: skip
_ORDINALS = {word: value for value, word in enumerate(word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"), 1)} | {"twentieth": 20, "thirtieth": 30}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000}
_MONTHS = {word: value for value, word in enumerate(word_list(
    "January February March April May June July August September October November December"), 1)}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DAY = r"(?<![\d./:£])(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?"
_HOUR = r"(?P<hour>1[0-2]|[1-9])"


@cache
def canonical(text: str) -> str:
    """The text with every number, sum, date, time and measure in one form; the same text if it is put in again."""
    for step in (phrases, numbers, measures, money, dates, times, spans):
        text = step(text)
    return text


def phrases(text: str) -> str:
    """'No one' is 'nobody': several words that are read as one (resources/lexicon/equal.toml)."""
    for whole, *others in equal("phrases"):
        for other in others:
            text = re.sub(rf"(?i)(?<![\w'-]){re.escape(other)}(?![\w-]|'(?!s\b)| as\b)", whole, text)
    return text


def numbers(text: str) -> str:
    """Number words as digits: 'twenty-three', 'a hundred and five', 'nineteen eighty-two', 'the fourteenth'.

    'One' by itself stays a word, for it is a pronoun too; 'first', 'second' and 'third' are left to `dates`.
    """
    text = re.sub(r"\b\d{1,3}(?:,\d{3})+\b", lambda match: match.group().replace(",", ""), text)
    text = re.sub(r"(?i)\bhalf a dozen\b", "6", re.sub(r"(?i)\b(?<!half )a dozen\b", "12", text))
    given = _atoms(text)
    parts, end, at = [], 0, 0
    while at < len(given):
        size, shown = _number_from(text, given, at)
        if size:
            parts += [text[end : given[at].start], shown]
            end = given[at + size - 1].end
        at += size or 1
    text = "".join(parts) + text[end:]
    text = re.sub(r"(?i)\b(\d+) point (\d+)\b", r"\1.\2", text)
    return re.sub(r"(?i)\b(\d+) and a half\b", r"\1.5", text)


def _atoms(text: str) -> tuple[Token, ...]:
    """The words of a text; those joined by hyphens one by one where all of them are words for numbers."""
    found: list[Token] = []
    for token in tokens(text):
        parts = token.text.split("-")
        if len(parts) > 1 and all(_is_part(part.lower()) for part in parts):
            start = token.start
            for part in parts:
                found.append(Token(part, start, start + len(part)))
                start += len(part) + 1
        else:
            found.append(token)
    return tuple(found)


def _is_part(word: str) -> bool:
    return word in _ONES or word in _TENS or word in _SCALES or word in _ORDINALS


def _number_from(text: str, given: tuple[Token, ...], at: int) -> tuple[int, str]:
    """How many words from here are a number, and the number in digits; (0, '') where none begins."""
    run = _together(text, given, at)
    size, value = _year(run)
    if not size:
        size, value = _thousands(run)
    ordinal = _ORDINALS.get(run[size], 0) if size < len(run) else 0
    if ordinal and (not size or (value % 10 == 0 and value % 100 and ordinal < 10) or value % 100 == 0):
        if size or ordinal > 3:
            return size + 1, _th(value + ordinal)
        return 0, ""
    if not size or (size == 1 and (run[0] == "one" or run[0].isdecimal())):
        return (1, "1") if run[:1] == ["one"] and run[1:2] and run[1] in ("pound", "o'clock") else (0, "")
    return size, str(value)


def _together(text: str, given: tuple[Token, ...], at: int) -> list[str]:
    """The words from here on with nothing but a space or a hyphen between them, in small letters."""
    near = takewhile(
        lambda place: place == at or re.fullmatch(r"[ -]+", text[given[place - 1].end : given[place].start]),
        range(at, min(at + 12, len(given))),
    )
    return [given[place].low for place in near]


def _th(value: int) -> str:
    ending = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _year(run: list[str]) -> tuple[int, int]:
    """'Nineteen eighty two', 'twenty sixteen'."""
    century = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}.get(run[0], 0) if run else 0
    size, value = _below_hundred(run[1:])
    return (size + 1, century + value) if century and size and value >= 10 else (0, 0)


def _below_hundred(run: list[str]) -> tuple[int, int]:
    first = run[0] if run else ""
    if first in _TENS:
        more = _ONES.get(run[1], 0) if len(run) > 1 else 0
        return (2, _TENS[first] + more) if 0 < more < 10 else (1, _TENS[first])
    return (1, _ONES[first]) if first in _ONES else (0, 0)


def _below_thousand(run: list[str]) -> tuple[int, int]:
    size, value = _below_hundred(run)
    if not size and run and (run[0].isdecimal() or (run[0] == "a" and run[1:2] and run[1] in _SCALES)):
        size, value = 1, 1 if run[0] == "a" else int(run[0])
    if size and run[size : size + 1] == ["hundred"]:
        size, value = size + 1, value * 100
        joined = run[size : size + 1] == ["and"]
        more, rest = _below_hundred(run[size + joined :])
        if more:
            return size + joined + more, value + rest
        if joined and run[size + 1 : size + 2] and run[size + 1] in _ORDINALS:
            return size + 1, value
    return size, value


def _thousands(run: list[str]) -> tuple[int, int]:
    size, value = _below_thousand(run)
    if size and run[size : size + 1] == ["thousand"]:
        size, value = size + 1, value * 1000
        joined = run[size : size + 1] == ["and"]
        more, rest = _below_thousand(run[size + joined :])
        if more and rest < 1000 and not run[size + joined].isdecimal():
            return size + joined + more, value + rest
    return size, value


_MEASURES = (
    ("mg", "milligrams?|milligrammes?|mgs?"),
    ("mcg", "micrograms?|microgrammes?|mcgs?|µg|ug"),
    ("ml", "millilitres?|mls?"),
    ("kg", "kilograms?|kilos?|kgs?"),
    ("cm", "centimetres?|cms?"),
    ("percent", "per cent|percent|%"),
)


def measures(text: str) -> str:
    """'Ten milligrams', '10mg' and '10 mg' are '10 mg'; '%' is 'percent'."""
    for short, forms in _MEASURES:
        text = re.sub(rf"(?i)(?<=\d) ?(?:{forms})(?![\w%])", f" {short}", text)
    return text


_HEAVY = re.compile(r"(?i)\b(?:weigh\w*|stone|los[et]\w*|losing|gain\w*|put on|shed|drop\w*)(?: [\w']+){0,3} ?$")


def money(text: str) -> str:
    """'Forty pounds', '40 quid' and '£40.00' are '£40'; 'four pounds fifty' is '£4.50'; '50p' is '50 pence'.

    Pounds that somebody may have lost, gained or weighed stay pounds.
    """
    text = re.sub(r"£ (?=\d)", "£", text)
    text = re.sub(r"(?i)(£\d+(?:\.\d\d)?) (?:pounds?|quid)\b", r"\1", text)
    text = re.sub(
        r"(?i)(?<![\d.,/:£])\b(\d+(?:\.\d\d)?) (?:pounds?|quid)\b(?! (?:of|in weight|heavier|lighter|overweight)\b)",
        lambda match: match.group() if _HEAVY.search(text[: match.start()]) else f"£{match[1]}",
        text,
    )
    text = re.sub(r"(?i)(?<![\w.])(\d+) ?(?:pence|p)\b(?!\.m)", r"\1 pence", text)
    text = re.sub(r"(?i)(£\d+)(?: and)? (\d\d) pence\b", r"\1.\2", text)
    text = re.sub(
        r"(?i)(£\d+) (\d\d)(?= ?(?:[.,;:?!]|$|(?:an?|each|every|per|for|to|from|and|on|in|at)\b))", r"\1.\2", text
    )
    return re.sub(r"(£\d+)\.00\b", r"\1", text)


def dates(text: str) -> str:
    """'The second of May', '2nd May' and 'May the second' are '2/5', with a year '2/5/2016'."""
    low = {**{word: _th(value) for word, value in _ORDINALS.items() if value < 4}}
    for word, short in low.items():
        text = re.sub(rf"(?i)\b{word}(?= (?:of )?(?:{_MONTH})\b)", short, text)
        text = re.sub(rf"\b({_MONTH})( the)? {word}\b", rf"\1\2 {short}", text)
    text = re.sub(rf"\b(?:[Tt]he )?{_DAY}(?: of)? (?P<month>{_MONTH})\b{_YEAR}", _date, text)
    text = re.sub(rf"\b(?P<month>{_MONTH}) (?:the )?{_DAY}(?<=[a-z])\b{_YEAR}", _date, text)
    # '1st' with no month beside it is 'first', as it may be written either way.
    for word, short in low.items():
        text = re.sub(rf"(?<![\w/]){short}\b", word, text)
    return text


def _date(match: re.Match[str]) -> str:
    date = f"{int(match['day'])}/{_MONTHS[match['month']]}"
    return f"{date}/{match['year']}" if match["year"] else date


def times(text: str) -> str:
    """'Four o'clock' is '4:00', 'half past four' '4:30', 'four in the morning' and '4am' '4:00am'."""
    text = text.replace("’", "'")
    text = re.sub(rf"(?i)\bhalf[ -]past {_HOUR}\b", r"\g<hour>:30", text)
    text = re.sub(rf"(?i)(?<=\bat )half {_HOUR}\b", r"\g<hour>:30", text)
    text = re.sub(rf"(?i)\b(?:a )?quarter past {_HOUR}\b", r"\g<hour>:15", text)
    text = re.sub(rf"(?i)\b(?:a )?quarter to {_HOUR}\b", lambda match: _to(match, 15), text)
    # 'From ten to four' is a span: only after these words is it a time.
    before = r"(?P<before>\b(?:at|by|until|about|around) )(?P<minutes>5|10|20|25)(?: minutes)?"
    text = re.sub(rf"(?i){before} past {_HOUR}\b", lambda match: f"{match['before']}{_clock(match, 0)}", text)
    text = re.sub(
        rf"(?i){before} to {_HOUR}\b", lambda match: match["before"] + _to(match, int(match["minutes"])), text
    )
    text = re.sub(rf"(?i)(?<![\d:./£]){_HOUR}(?::00)? o'clock\b", r"\g<hour>:00", text)
    text = re.sub(
        rf"(?i)(?<![\d:./£]){_HOUR}(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b",
        lambda match: f"{match['hour']}:{match['minute'] or '00'}{match['half'].lower()}m",
        text,
    )
    text = re.sub(rf"(?i)(?<=\bat )(?<![\d:./£]){_HOUR}\.(?P<minute>[0-5]\d)(?![\d.])", r"\g<hour>:\g<minute>", text)
    text = re.sub(
        rf"(?i)(?<![\d:./£]){_HOUR}(?::(?P<minute>[0-5]\d))? in the (?P<part>morning|afternoon|evening)\b",
        lambda match: (
            f"{match['hour']}:{match['minute'] or '00'}{'am' if match['part'].lower() == 'morning' else 'pm'}"
        ),
        text,
    )
    text = re.sub(
        r"(?i)(?<![\d:./£])(?P<hour>[6-9]|1[01])(?::(?P<minute>[0-5]\d))? at night\b",
        lambda match: f"{match['hour']}:{match['minute'] or '00'}pm",
        text,
    )
    return re.sub(r"(?i)\b(?:12 noon|noon)\b", "midday", text)


def _clock(match: re.Match[str], more: int) -> str:
    return f"{match['hour']}:{int(match['minutes']) + more:02}"


def _to(match: re.Match[str], minutes: int) -> str:
    hour = (int(match["hour"]) - 2) % 12 + 1
    return f"{hour}:{60 - minutes}"


def spans(text: str) -> str:
    """'A fortnight' is '2 weeks', 'two times' 'twice', 'per week' 'a week', 'each day' 'every day'."""
    text = re.sub(r"(?i)\b(?:a|1) fortnight\b", "2 weeks", text)
    text = re.sub(r"(?i)\b(?:every|each) fortnight\b", "every 2 weeks", text)
    text = re.sub(r"(?i)(?<![\d./:£])\b2 times\b", "twice", text)
    text = re.sub(r"(?i)\bhalf (?:an )?hour\b", "30 minutes", text)
    text = re.sub(r"(?i)\ba quarter of an hour\b", "15 minutes", text)
    text = re.sub(r"(?i)(?<![\d./:£])\b(\d+)[ -]years?[ -]old\b", r"\1", text)
    text = re.sub(r"(?i)\bper (?=(?:hour|day|night|week|month|year)\b)", "a ", text)
    text = re.sub(
        r"(?i)\beach (?=(?:hour|day|night|week|month|year|morning|evening|afternoon|\w+day)\b)", "every ", text
    )
    often = r"(?i)(\b(?:once|twice|\d+ times)|£\d+(?:\.\d\d)?)"
    for whole, span in (("daily", "day"), ("weekly", "week"), ("monthly", "month"), ("nightly", "night")):
        text = re.sub(rf"{often} (?:{whole}|every {span})\b", rf"\1 a {span}", text)
    return re.sub(r"(?i)\b(?:daily)\b(?! (?:life|living|routine|basis|activit\w+))", "every day", text)
