"""Openings that say nothing by themselves are left out: 'Please note that charges will rise' is 'Charges will rise'."""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.steps.piece import Piece, Setting, sentence

_TELL = r"(?:inform|advise|tell|notify|confirm to|let) (?:you )?(?:know )?that"
_EMPTY = re.compile(
    r"(?i)^(?:"
    r"please (?:note|be aware|be advised|remember)(?: that|:|,)|(?:please )?note that"
    r"|it has (?:now )?been (?:determined|decided|established|calculated) that"
    r"|it (?:should|must) be (?:noted|stressed|emphasised) that|it is worth noting that"
    r"|you (?:should|will|may) (?:be aware|note|already know|know) that"
    r"|you are (?:hereby )?(?:advised|reminded|informed) that"
    r"|as (?:you (?:may |will |already )*(?:be aware|know|are aware)|"
    r"previously (?:advised|discussed|stated)|discussed|agreed),"
    rf"|(?:i|we) (?:am|are) (?:writing|pleased|sorry|able|now able|now writing) to {_TELL}"
    r"|(?:i|we) (?:am|are) writing to confirm that"
    r"|(?:i|we) (?:can|would like to|are pleased to|am pleased to) confirm that"
    rf"|(?:i|we) would like to (?:take this opportunity to )?(?:remind you that|{_TELL})"
    rf"|(?:i|we) (?:regret|wish|have|must) to (?:{_TELL}|remind you that)|(?:i|we) must (?:{_TELL}|remind you that)"
    rf"|this letter is (?:written )?to (?:{_TELL}|confirm that)|for (?:your information|the avoidance of doubt),"
    r"|(?:further to|with reference to|with regard to|in response to|following) (?:our|your|my|the) [^,\d]*"
    r"(?:conversation|discussion|call|letter|e-?mail|correspondence|enquiry|visit|meeting),"
    r")\s*"
)
_DATED = re.compile(
    r"^(?:Further to|With reference to|In response to) "
    r"(?P<what>(?:our|your|my|the) (?:letter|e-?mail|call|visit|meeting) "
    r"(?:of|on|dated) [^,]*\d[^,]*), "
)


_ABOUT = re.compile(r"^(?:I am|We are) writing to (?:notify|inform|tell|advise) you (?:of|about) ")


def drop_opening(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'I am writing to inform you that your claim has ended.' is 'Your claim has ended.'

    An opening that holds a date is kept as a line of its own: 'This is about your letter of 3 March.'
    """
    if dated := _DATED.match(piece.text):
        about = Piece(f"This is about {dated['what']}.", piece.kind)
        return about, *drop_opening(replace(piece, text=sentence(piece.text[dated.end() :])), setting)
    if letter := _ABOUT.match(piece.text):
        return (piece.saying(f"This letter is about {piece.text[letter.end() :]}"),)
    empty = _EMPTY.match(piece.text)
    if not empty or len(piece.text) - empty.end() < 8:
        return (piece,)
    rest = replace(piece, text=sentence(piece.text[empty.end() :]), dropped=(*piece.dropped, empty.group().strip()))
    if also := re.match(r"^(?P<first>[^,]+(?:, [^,]+)*?),? and that (?P<second>.+)$", rest.text):
        second = Piece(sentence(also["second"]), piece.kind)
        return *drop_opening(replace(rest, text=sentence(also["first"])), setting), second
    return drop_opening(rest, setting)
