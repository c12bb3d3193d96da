"""Gives what a long sentence says last of when or where a line of its own: 'You must do this by 5 May.'"""

from __future__ import annotations

import re

from easyread.grammar import Clause, VerbGroup, read
from easyread.page import LineKind
from easyread.steps.piece import Piece, Setting, sentence
from easyread.steps.splitting import SCOPE

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = r"\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)|noon|12 noon|midday|midnight"
DAY = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?"
_SPAN = r"(?:\d+|one|a) (?:working |calendar )?(?:hours?|days?|weeks?|months?|years?)"
_WHEN = re.compile(
    rf"^(?P<what>.+?),? (?P<when>(?:(?:by|on|from|until|before|after) (?:(?:{_TIME}) on )?(?:{DAY})"
    rf"(?: (?:to|until) (?:{DAY}))?(?: (?:at|by|between|before|from) (?:{_TIME})(?: (?:and|to) (?:{_TIME}))?)?"
    rf"|within (?:the next )?{_SPAN}(?: of [^,]+)?"
    rf"|(?:between|from) (?:{_TIME}) (?:and|to) (?:{_TIME})(?:,? (?:on )?[A-Z][a-z]+day(?: to [A-Z][a-z]+day)?)?"
    rf"|every {_SPAN}|at least {_SPAN} before [^,]+))\.?$"
)
_LONG_NAME = 4
"""Words of a name that is not said twice."""
_LEAST = 8
"""A sentence that keeps fewer words than this is better left whole."""


def when(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'You must send us the form by 5 May.' is 'You must send us the form.', 'You must do this by 5 May.'

    Not after 'not' or 'only', nor with a condition, which the time may belong to.
    """
    if piece.kind is not LineKind.IDEA or not setting.easy or read(piece.text).length <= setting.longest:
        return (piece,)
    match = _WHEN.match(piece.text)
    main = read(match["what"]) if match else None
    if not match or not main or len(main.groups) != 1 or main.length < _LEAST or main.groups[0].negated:
        return (piece,)
    if SCOPE.search(match["what"]) or re.search(
        r"(?i)\b(?:if|when|while|not|no|nor|never|at least|that)\b", match["what"]
    ):
        return (piece,)
    if re.search(r"\b(?:between|from|of|dated|and|or)$", match["what"]) or read(match["when"]).groups:
        return (piece,)
    if not _is_of_the_verb(main, match["when"]):
        return (piece,)
    second = _second(main, main.groups[0], match["when"])
    return (piece.saying(sentence(match["what"])), Piece(sentence(second), piece.kind)) if second else (piece,)


_MIDDLE = re.compile(
    rf"^(?P<what>.+?) (?P<when>on (?:{DAY})(?: at (?:{_TIME}))?),? (?P<where>(?:in|at) (?!(?:{_TIME}))[^,]+?)\.?$"
)


def when_and_where(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'He will meet you on 3 May 2027 at 2pm in the hall.': the day has a line of its own, or the place."""
    match = _MIDDLE.match(piece.text)
    if not match or piece.kind is not LineKind.IDEA or not setting.easy or read(piece.text).length <= setting.longest:
        return (piece,)
    main = read(match["what"])
    if len(main.groups) != 1 or main.groups[0].negated or SCOPE.search(piece.text) or read(match["where"]).groups:
        return (piece,)
    group = main.groups[0]
    subject = main.subject(group)
    if not subject or subject[0]:
        return (piece,)
    if group.end == len(main.words) and group.head.tag in ("VBZ", "VBB", "VBI"):
        it = "They are" if main.words[subject[1] - 1].tag == "NN2" else "It is"
        first = sentence(f"{match['what']} {match['when']}")
        return piece.saying(first), Piece(sentence(f"{it} {match['where']}"), piece.kind)
    be = {"will": "will be"}.get(group.modal, "")
    first = sentence(f"{match['what']} {match['where']}")
    if group.modal == "would" and (wants := re.match(r"(?:He|She|We|I|They) would like to\b", match["what"])):
        return piece.saying(first), Piece(sentence(f"{wants.group()} do this {match['when']}"), piece.kind)
    if not be:
        return (piece,)
    return piece.saying(first), Piece(sentence(f"This {be} {match['when']}"), piece.kind)


def _is_of_the_verb(main: Clause, when: str) -> bool:
    """Whether a time tells when it is done, and is of no noun: not 'your stay on 3 May', 'work done by 5 May'."""
    group = main.groups[0]
    other = [word for word in main.words[group.end :] if word.tag in ("VVN", "VVG", "VVD")]
    lead = re.match(r"(?:After that|Then|In that case|But|And|So),? ", main.text)
    if other or "," in main.text[lead.end() if lead else 0 :]:
        return False
    if main.text.startswith("There will be "):
        return True
    if re.search(DAY, main.text):
        return when.startswith("within ") and group.modal == "will" and not group.is_passive
    if when.startswith(("by ", "within ", "every ", "at least ")):
        return True
    if when.startswith("on "):
        return re.search(r"\b(?:at|in) (?:your|our|the|an?|[A-Z]) ?[\w' ]+$", main.text) is not None
    if when.startswith("between ") or re.match(rf"from (?:{_TIME})", when):
        return re.search(r"(?i)\b(?:contact|phone|call|ring)\b", main.text) is not None
    return when.startswith("from ") and not group.modal


def _second(main: Clause, group: VerbGroup, when: str) -> str | None:
    """'You must do this by 5 May', 'This is on 5 May'."""
    subject = main.subject(group)
    after_that = re.match(r"After that, ", main.text)
    first = after_that is not None and subject is not None and main.words[subject[0]].start == after_that.end()
    if main.text.startswith("There will be "):
        return f"It will be {when}"
    who = main.slice(*subject) if subject and (first or not subject[0]) else ""
    if first:
        who = who[:1].upper() + who[1:]
    if not who and group.start and main.words[0].low != "please" or not who and group.start > 1:
        return None
    if not who:
        lead = "Please do" if main.words[0].low == "please" else "Do"
        return f"{lead} this {when}"
    person = re.fullmatch(
        r"(?i)you|we|I|they|he|she|(?:your|the|our|an?) [a-z ]*(?:worker|officer|nurse|manager|team|staff|contractor)",
        who,
    )
    past = (
        group.words[0].tag in ("VVD", "VBD", "VHD") or group.words[0].tag in ("VHZ", "VHB") and group.head.tag == "VVN"
    )
    if group.modal and person and not group.is_passive and group.head.low not in ("be", "have", "get"):
        if group.modal == "will" and len(who.split()) > _LONG_NAME and when.startswith(("on ", "from ", "at ")):
            return f"This will be {when}"
        return f"{who} {group.modal} do this {when}"
    if group.modal in ("must", "should", "can", "may") or when.startswith(("by ", "within ", "at least ")):
        return None
    if past:
        return f"This was {when}" if group.words[0].tag in ("VVD", "VBD") else None
    return f"This is {when}"
