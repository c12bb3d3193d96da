"""One spelling for each number, sum of money, date, time and measure, so that '£40' and 'forty pounds' are the same.

Pure functions from text to text. What is written out is never shown to anybody: it is laid beside another text.
British use throughout: Hart's Rules for dates ('2 May'), the clock in words ('half past four' is 4:30).
"""

from __future__ import annotations

import re
from functools import lru_cache

from easyread.language.number_words import ORDINALS, numbers, ordinal
from easyread.language.words import REMEMBERED, equal, word_list

_MONTHS = {word: value for value, word in enumerate(word_list(
    "January February March April May June July August September October November December"), 1)}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DAY = r"(?<![\d./:£])(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?"
_HOUR = r"(?P<hour>1[0-2]|[1-9])"
_ROUNDS = 8


@lru_cache(maxsize=REMEMBERED)
def canonical(text: str) -> str:
    """The text with every number, sum, date, time and measure in one form; the same text if it is put in again."""
    # What one round makes may be a number again with its neighbour, in words nobody would say ('one hundred hundred').
    before = ""
    for _ in range(_ROUNDS):
        if text == before:
            break
        before = text
        for step in (phrases, numbers, measures, money, dates, times, spans):
            text = step(text)
    return text


def phrases(text: str) -> str:
    """'No one' is 'nobody': several words that are read as one (resources/lexicon/equal.toml)."""
    for whole, *others in equal("phrases"):
        for other in others:
            text = re.sub(rf"(?i)(?<![\w'-]){re.escape(other)}(?![\w-]|'(?!s\b)| as\b)", whole, text)
    return text


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
    low = {**{word: ordinal(value) for word, value in ORDINALS.items() if value < 4}}
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
    ends = r"(?= ?(?:[.,;?!]|$|(?:and|but|or|on|in the|every|each|because|when)\b))"
    text = re.sub(rf"(?i)\b(at|until|till) {_HOUR}(?![\d:/]|\.\d){ends}", r"\1 \g<hour>:00", text)
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
    text = re.sub(rf"(?i)(?<=\bat )(?<![\d:./£]){_HOUR}\.(?P<minute>[0-5]\d)(?!\d|\.\d)", r"\g<hour>:\g<minute>", text)
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
