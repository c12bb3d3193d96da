"""Takes off what hangs on the front or end of a long sentence, and gives it a line: 'A fee is due for this.'"""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.grammar import Clause, read
from easyread.page import LineKind
from easyread.steps.asides import may_be_of_another
from easyread.steps.piece import Piece, Setting, lower_first, sentence
from easyread.steps.splitting import SCOPE
from easyread.steps.when import DAY

_FOR_WHICH = re.compile(r"^(?P<what>.+?), for which (?P<rest>[^,]+?)\.?$")
_PURPOSE = re.compile(r"^To (?P<why>[a-z]+ [^,]+), (?P<what>(?:we|you|I) [^,]+(?:, [^,]+)*)$")
_AND_IF = re.compile(r"^(?P<what>[^,]+), (?:and|but) (?P<if>(?:if|unless|when|once) [^,]+, .+)$")
_TIMED = re.compile(r"^(?P<when>(?:From|On|After|Before|During|Between|At|In) [^,]+), (?P<what>[^,]+(?:, [^,]+)*)$")
_ON_DAY = re.compile(rf"^(?P<when>On {DAY}),? (?P<what>(?!(?:and|or|to|until|at|between)\\b)[^,]+(?:, [^,]+)*)$")
_BY_DOING = re.compile(
    r"^(?P<what>.+?),? by (?P<how>(?:phoning|calling|ringing|e-?mailing|emailing|writing|contacting|completing"
    r"|filling|using|visiting|sending|returning|speaking|asking|going|downloading) .+?)\.?$"
)
_NO_DECISION = re.compile(r"^No decision (?P<will>will|can|may) be (?:taken|made|reached)(?P<rest> .+)$")
_TOO_LITTLE = 5


def for_which(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'You can apply on form N244, for which a fee of £20 is due.' is '…', 'A fee of £20 is due for this.'"""
    match = _FOR_WHICH.match(piece.text)
    if not match or not _is_long(piece, setting) or not _stands_alone(match["rest"]):
        return (piece,)
    more = Piece(sentence(f"{match['rest']} for this"), piece.kind, piece.why)
    return piece.saying(sentence(match["what"])), more


def front_purpose(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'To work out your award, we need …' is 'We need …', 'This is to work out your award.'"""
    match = _PURPOSE.match(piece.text)
    if not match or not _is_long(piece, setting):
        return (piece,)
    main = read(match["what"])
    if read(match["why"]).groups[1:] or main.groups and main.groups[0].negated or SCOPE.search(piece.text):
        return (piece,)
    return piece.saying(sentence(match["what"])), Piece(sentence(f"This is to {match['why']}"), piece.kind)


def and_if(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Your rent is late, and if you do not pay, we will …' is two: the second begins with its condition."""
    match = _AND_IF.match(piece.text)
    if not match or not _is_long(piece, setting) or not _stands_alone(match["what"]):
        return (piece,)
    if re.match(r"(?i)(?:if|unless|when|once|where|while|although)\b", match["what"]) or SCOPE.search(match["what"]):
        return (piece,)
    lead = "But " if f", but {match['if']}" in piece.text else ""
    second = sentence(f"{lead}{match['if']}")
    return piece.saying(sentence(match["what"])), Piece(second, piece.kind, piece.why)


def front_time(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'From 5 April 2027, the charge will …' is 'The charge will …', 'This is from 5 April 2027.'"""
    match = _TIMED.match(piece.text) or _ON_DAY.match(piece.text)
    if not match or not _is_long(piece, setting) or not setting.easy or read(match["when"]).groups:
        return (piece,)
    main = read(match["what"])
    if not _stands_alone(match["what"]) or any(group.negated for group in main.groups) or len(main.groups) > 1:
        return (piece,)
    if SCOPE.search(match["what"]) or main.length < _TOO_LITTLE or re.search(r"(?i)\bit\b|\bif\b", match["what"]):
        return (piece,)
    if re.search(r"\b(?:that|this|then|which|these|those)\b", match["when"]):
        return (piece,)
    if match["when"].startswith(("In ", "At ")) and not re.search(r"\d", match["when"]):
        return (piece,)
    if main.groups[0].words[0].tag in ("VVD", "VBD", "VHD", "VDD"):
        return (piece,)  # 'On 3 June he told us of a fall': 'this was on 3 June' may be of the fall
    return piece.saying(sentence(match["what"])), Piece(sentence(f"This is {lower_first(match['when'])}"), piece.kind)


def by_doing(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'You can appeal against this by writing to us.' is '…', 'You can do this by writing to us.'"""
    match = _BY_DOING.match(piece.text)
    if not match or not _is_long(piece, setting) or SCOPE.search(match["what"]):
        return (piece,)
    main = read(match["what"])
    if len(main.groups) != 1 or main.groups[0].negated or main.length < _TOO_LITTLE or read(match["how"]).groups[1:]:
        return (piece,)
    group = main.groups[0]
    subject = main.subject(group)
    if subject and main.slice(*subject).lower() in ("you", "we") and not subject[0] and group.modal:
        lead = f"{main.slice(*subject)} {group.modal} do this"
    elif group.start <= 1 and group.words[0].tag == "VVB" and not subject:
        lead = "Please do this" if main.words[0].low == "please" else "Do this"
    elif subject and not subject[0] and group.is_passive and group.modal in ("can", "may"):
        lead = f"This {group.modal} be done"
    else:
        return (piece,)
    more = Piece(sentence(f"{lead} by {match['how']}"), piece.kind, piece.why)
    return piece.saying(sentence(match["what"])), more


def no_decision(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'No decision will be taken until we meet.' is 'We will not decide until we meet.', where a writer is known."""
    match = _NO_DECISION.match(piece.text)
    writer = setting.reader.writer
    if not match or not writer or setting.others_do:
        return (piece,)
    can = "cannot" if match["will"] == "can" else f"{match['will']} not"
    why = f"The source does not say who does this. Check that it is {writer}."
    return (piece.saying(sentence(f"We {can} decide{match['rest']}"), why),)


def said_of_what(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'…, which may be withdrawn' of a thing without an article: 'This permission may be withdrawn.'"""
    match = re.match(r"^(?P<what>.+?), which (?P<rest>[^,]+?)\.?$", piece.text)
    if not match or not _is_long(piece, setting) or re.match(r"means?\b", match["rest"]):
        return (piece,)
    words, rest = read(match["what"]).words, read(match["rest"])
    if not rest.groups or rest.groups[0].start or words[-1].tag not in ("NN1", "NN2") or not read(match["what"]).groups:
        return (piece,)
    if rest.groups[0].words[0].tag in ("VBZ", "VHZ", "VVZ") and words[-1].tag == "NN2":
        return (piece,)
    whole = read(piece.text)
    comma = next(at for at, word in enumerate(whole.words) if word.start >= match.end("what"))
    if may_be_of_another(whole, words[-1].text, comma):
        return (piece,)
    thing = f"{'These' if words[-1].tag == 'NN2' else 'This'} {words[-1].text}"
    more = Piece(sentence(f"{thing} {match['rest']}"), piece.kind, piece.why)
    return replace(piece, text=sentence(match["what"])), more


def _is_long(piece: Piece, setting: Setting) -> bool:
    return piece.kind is LineKind.IDEA and read(piece.text).length > setting.longest


def _stands_alone(text: str) -> bool:
    """Whether a text is a sentence whose subject comes first."""
    clause: Clause = read(text)
    subject = clause.subject(clause.groups[0]) if clause.groups else None
    return subject is not None and subject[0] == 0
