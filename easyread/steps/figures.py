"""Numbers in figures, dates in full, and 'out of 100' for a percentage that is whole."""

from __future__ import annotations

import re

from easyread.language.number_words import numbers
from easyread.language.words import word_list
from easyread.steps.piece import Piece, Setting

_MONTHS = word_list("January February March April May June July August September October November December")
_SHORT_MONTHS = {month[:3].lower(): month for month in _MONTHS} | {"sept": "September"}
_DAYS = {day[:3].lower(): day for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]}
_DAYS |= {"tues": "Tuesday", "weds": "Wednesday", "thur": "Thursday", "thurs": "Thursday"}
_NUMBER_WORD = re.compile(
    r"(?i)\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven"
    r"|eight|nine))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen)\b(?! hundred| thousand|-)"
)


_WHOLE = re.compile(r"(?<![\d.,£])(\d{1,2}|100)(?:%| per ?cent)(?= of\b)")


def figures(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Within twenty-eight days' is 'within 28 days'; '03/08/2026' is '3 August 2026'; '15%' is '15 out of 100'."""
    text = _NUMBER_WORD.sub(lambda match: numbers(match.group().lower()), piece.text)
    text = _dates(text)
    if setting.easy and len(_WHOLE.findall(text)) == len(re.findall(r"%|per ?cent\b", text)):
        text = _WHOLE.sub(r"\1 out of 100", text)
        text = re.sub(
            r"\b(\d+ out of 100) of (?=(?:tenants|people|homes|families|children|carers|adults)\b)", r"\1 ", text
        )
    return (piece.saying(text),)


def _dates(text: str) -> str:
    text = re.sub(
        r"(?<![\d/.£])(?P<day>0?[1-9]|[12]\d|3[01])[/.](?P<month>0?[1-9]|1[0-2])[/.](?P<year>20\d\d|19\d\d)(?![\d/])",
        lambda match: f"{int(match['day'])} {_MONTHS[int(match['month']) - 1]} {match['year']}",
        text,
    )
    text = re.sub(
        r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>"
        + "|".join((*_MONTHS, *(month.title() for month in _SHORT_MONTHS)))
        + r")\b(?! Street)",
        lambda match: f"{match['day']} {_SHORT_MONTHS.get(match['month'].lower(), match['month'])}",
        text,
    )
    return re.sub(
        r"\b(?P<day>Mon|Tues?|Weds?|Thu|Thurs?|Fri|Sat|Sun)\.? (?=\d{1,2} (?:" + "|".join(_MONTHS) + "))",
        lambda match: _DAYS[match["day"].lower()] + " ",
        text,
    )
