"""By when something was promised: the day or the time that was named, as it was said."""

from __future__ import annotations

import re

from easyread.language.words import word_list, words

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?|(?:twenty[- ]|thirty[- ])?(?:first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth)|tenth|eleventh"
    r"|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ENDS = r"(?=\s*(?:$|[.,;!?)]|(?:and|then|on|in the|at|today|tomorrow|this|with|to|for|about|please)\b))"
"""What may follow an hour or a day of the month that stands alone: 'by four.', not 'by four people'."""
_BARE_HOUR = rf"(?:(?<=\bby )|(?<=\bat )|(?<=\bbefore )|(?<=\buntil )|(?<=\btill )){_HOUR}{_ENDS}"
_BARE_DATE = rf"(?:(?<=\bby )|(?<=\bon )|(?<=\bbefore )|(?<=\buntil )|(?<=\btill ))the {_ORDINAL}{_ENDS}"
_CLOCK = (
    rf"{_HOUR} o'clock|\d{{1,2}}(?:[:.]\d\d)? ?(?:am|pm)|noon|midday"
    rf"|(?:half past|(?:a )?quarter (?:past|to)|(?:five|ten|twenty|twenty-five) (?:past|to)) {_HOUR}"
)
_CLOCK_ALONE = re.compile(rf"(?i)(?:{_CLOCK}|{_HOUR})")
_COUNT = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of|\d{1,2})"
_BY = re.compile(
    rf"(?i)\b(?:by |on |before |until |till |at )?((?:next |this |first thing )?{_DAY}(?: (?:morning|afternoon"
    rf"|evening))?(?:,? (?:the )?{_ORDINAL}(?: of)? {_MONTH}|,? the {_ORDINAL}{_ENDS})?"
    rf"|(?:the )?{_ORDINAL}(?: of)? {_MONTH}|the end of (?:the|this|next|play|today)(?: (?:day|week|month))?"
    r"|(?:first thing )?tomorrow(?: (?:first thing|morning|afternoon|evening|night))?"
    rf"|(?:later )?today|tonight|{_CLOCK}|this (?:morning|afternoon|evening|week|weekend|month)|(?:early |later )?next "
    rf"(?:week|month)|in {_COUNT} (?:day|week|month|hour)s?(?:' time| time)?"
    rf"|within (?:the|{_COUNT}) (?:hour|day|week)s?"
    rf"|straight ?away|right away|(?:right )?now(?=$|[.,;!?]| and\b)|{_BARE_HOUR}|{_BARE_DATE})\b"
)
_NOT_THEN = re.compile(r"(?i)\b(?:after|from|about|since|not|not on|except|except on)\s+(?:the )?$")
"""What stands before a day that is not the one: 'after Friday', 'about Friday', 'not on Friday'."""
_OPEN_DAY = frozenset(word_list("no or maybe perhaps possibly"))


def by_when(text: str) -> str:
    """The day or time that a promise names, as it was said, or ''; also '' for two days, or where a 'no', 'or' or
    'maybe' leaves it open.
    """
    found = [match for match in _BY.finditer(text) if not _NOT_THEN.search(text[: match.start(1)])]
    days = [match for match in found if not _CLOCK_ALONE.fullmatch(match[1])]
    if not found or _OPEN_DAY & set(words(text)) or len({match[1].lower() for match in days}) > 1:
        return ""
    times = [match for match in found if _CLOCK_ALONE.fullmatch(match[1])]
    if not days:
        return times[0][1] if len(times) == 1 else ""
    after = [match for match in times if re.fullmatch(r",? ", text[days[0].end() : match.start()])]
    likely = re.search(r"(?i)\bprobably $", text[: days[0].start(1)])
    start = likely.start() if likely else days[0].start(1)
    return text[start : after[0].end() if len(times) == 1 and after else days[0].end()]
