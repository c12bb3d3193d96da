"""Takes apart what officialese hangs on a sentence's front or end: 'Having …,', '…, namely …', '…, quoting …'."""

from __future__ import annotations

import re

from easyread.grammar import read
from easyread.inflect import base
from easyread.page import LineKind
from easyread.steps.piece import Piece, Setting, lower_first, sentence
from easyread.steps.splitting import SCOPE

_HAVING = re.compile(
    r"^Having (?P<done>[a-z]+(?:ed|en|de|nt|ne) [^,]+), "
    r"(?P<who>[Ww]e|I|you|(?:[Tt]he|[Oo]ur|[Yy]our|[Aa]n?) [a-z]+(?: [a-z]+)??) "
    r"(?P<what>(?:has|have|will|can|must|may|is|are|do|does|did|was|were|now|\w+ed)\b.+)$"
)


def having(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Having considered the facts, we have decided …' is 'We have considered the facts.', 'We have decided …'"""
    match = _HAVING.match(piece.text)
    if not match or piece.kind is not LineKind.IDEA or read(match["done"]).groups[1:]:
        return (piece,)
    have = "have" if match["who"].lower() in ("we", "i", "you") or match["who"].endswith("s") else "has"
    first = piece.saying(sentence(f"{match['who']} {have} {match['done']}"))
    again = re.sub(r"^(?:[Oo]ur|[Yy]our|[Aa]n?) ", "The ", match["who"])
    return first, Piece(sentence(f"{again} {match['what']}"), piece.kind)


_STARTING = re.compile(r",? (?P<how>commencing|starting|beginning) (?P<when>(?:on|from) [^,]*\d[^,]*?)\.?$")
_NAMELY = re.compile(r", namely (?P<what>[^.]+?)\.?$")
_AFTER_THAT = re.compile(
    r",? and (?:after that|thereafter|then) (?P<often>(?:at least )?(?:once |twice )?every [^,]+?)\.?$"
)
_DOING = re.compile(r", (?P<doing>stating|quoting|giving|enclosing|using|including) (?P<what>[^,]+?)\.?$")


def ends(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'…, starting on 3 May.' is 'This is from 3 May.'; '…, quoting your number.' 'Please quote your number.'"""
    if piece.kind is not LineKind.IDEA or read(piece.text).length <= 10:
        return (piece,)
    clause = read(piece.text)
    first = clause.groups[0] if clause.groups else None
    subject = clause.subject(first) if first else None
    if not first or first.negated:
        return (piece,)
    who = clause.slice(*subject) if subject and not subject[0] else ""
    more = ""
    if match := _STARTING.search(piece.text):
        day = re.sub(r"^(?:on|from) ", "", match["when"])
        more = f"This starts on {day}" if match["how"] == "commencing" else f"This is from {day}"
    elif match := _NAMELY.search(piece.text):
        many = re.search(r"\b(?:and|or)\b", match["what"])
        past = clause.groups[-1].words[0].tag in ("VVD", "VBD")
        be = ("were" if many else "was") if past else "are" if many else "is"
        more = f"{'These' if many else 'This'} {be} {match['what']}"
    elif (match := _AFTER_THAT.search(piece.text)) and who and first.modal and not first.is_passive:
        more = f"After that, {lower_first(who)} {first.modal} do this {match['often']}"
    elif match := _DOING.search(piece.text):
        lead = {"you": f"You {first.modal}"}.get(who.lower(), "") if who else "Please" if first.start <= 1 else ""
        more = (
            f"{lead} {base(match['doing'])} {match['what']}" if lead.strip() and match["doing"] != "including" else ""
        )
    if not match or not more or SCOPE.search(piece.text[: match.start()]):
        return (piece,)
    return piece.saying(sentence(piece.text[: match.start()])), Piece(sentence(more), piece.kind)


_COMPLETED = re.compile(
    r"^(?:Following|After|Upon|On) the completion of (?P<what>[^,]+?) by (?P<who>[^,]+?)"
    r"(?P<when> on [^,]*\d{4})?, (?P<rest>.+)$"
)


def completed(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Following the completion of your check by Mr Day, we …' is 'Mr Day completed your check.', 'We …'"""
    match = _COMPLETED.match(piece.text)
    if not match or piece.kind is not LineKind.IDEA:
        return (piece,)
    first = sentence(f"{match['who'][:1].upper()}{match['who'][1:]} completed {match['what']}{match['when'] or ''}")
    return piece.saying(first), Piece(sentence(match["rest"]), piece.kind)


_HOWEVER = re.compile(r"^(?P<before>[^,]+(?:, [^,]+)?), (?P<word>however|therefore), (?P<after>.+)$")


def however(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'The charge, however, will rise.' is 'But the charge will rise.'"""
    match = _HOWEVER.match(piece.text)
    if not match or re.match(r"(?:But|So|And)\b", piece.text):
        return (piece,)
    lead = "But" if match["word"] == "however" else "So"
    comma = "," if re.match(r"(?:If|Unless|When|Once|Where)\b", match["before"]) else ""
    return (piece.saying(f"{lead} {lower_first(match['before'])}{comma} {match['after']}"),)


_NEITHER = re.compile(r"^Neither (?P<one>[^,]+?) nor (?P<other>[^,]+?) (?P<may>may|can|will|must|should) (?P<what>.+)$")


def neither(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Neither you nor your family may use it.' is 'You must not use it.', 'Your family must not use it.'"""
    match = _NEITHER.match(piece.text)
    if not match or read(match["one"]).groups or read(match["other"]).groups:
        return (piece,)
    may = "cannot" if match["may"] == "can" else f"{match['may']} not"
    first = piece.saying(sentence(f"{match['one']} {may} {match['what']}"))
    return first, Piece(sentence(f"{match['other'][:1].upper()}{match['other'][1:]} {may} {match['what']}"), piece.kind)
