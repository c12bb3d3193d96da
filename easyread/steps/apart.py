"""Gives reasons, grounds, examples and the ends of long sentences lines of their own: 'This is because …'."""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.grammar import read
from easyread.page import LineKind
from easyread.steps.piece import Piece, Setting, lower_first, sentence
from easyread.steps.splitting import SCOPE, SHORT


def reasons(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'We cannot pay because we have no proof.' is 'We cannot pay.', 'This is because we have no proof.'

    Not after 'not': 'You will not be refused because you have no account' does not say that you will be refused.
    """
    clause = read(piece.text)
    if clause.length <= (10 if setting.easy else setting.longest) or piece.kind is not LineKind.IDEA:
        return (piece,)
    match = re.match(
        r"^(?P<what>.+?),? (?P<why>because|due to|because of|owing to|as a result of|"
        r"(?<=, )(?:as|since)(?= (?:these|this|there|we|it|you|they|the|your|our)\b)) (?P<rest>.+)$",
        piece.text,
    )
    if not match or not (groups := read(match["what"]).groups):
        return (piece,)
    ends_so = groups[-1].end == len(read(match["what"]).words) and match["why"] not in ("as", "since")
    if ends_so and not (groups[-1].is_passive and not groups[-1].negated and match["why"] == "because"):
        return (piece,)
    refused = any(group.negated for group in groups)
    who = read(match["what"]).subject(groups[0])
    if refused and who and not (re.search(r"(?i)\b(?:cannot|could not|are unable to)\b", match["what"]) and who and (
        read(match["what"]).slice(*who).lower() in ("we", "i"))):  # fmt: skip
        return (piece,)
    if re.search(r"(?i)\b(?:if|unless|when|only|not only|just|mainly|partly)\b", match["what"]) or re.search(
        r", |\b(?:but|so|and)\b .*\b(?:will|must|may|can)\b", match["rest"]
    ):
        return (piece,)
    why = "because of" if match["why"] in ("due to", "owing to", "because of", "as a result of") else "because"
    return piece.saying(sentence(match["what"])), Piece(
        sentence(f"This is {why} {match['rest']}"), piece.kind, piece.why
    )


def purposes(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'We ask this so that you can arrange it.' is 'We ask this.', 'This is so that you can arrange it.'"""
    match = re.match(r"^(?P<what>[^,]+?),? so that (?P<rest>[^,]+)$", piece.text)
    if not match or piece.kind is not LineKind.IDEA or read(piece.text).length <= setting.longest:
        return (piece,)
    main, rest = read(match["what"]), read(match["rest"])
    if len(main.groups) != 1 or main.groups[0].negated or SCOPE.search(match["what"]) or not rest.groups:
        return (piece,)
    subject = rest.subject(rest.groups[0])
    if not subject or subject[0] or re.search(r"(?i)^(?:if|when|unless)\b", match["what"]):
        return (piece,)
    return piece.saying(sentence(match["what"])), Piece(sentence(f"This is so that {match['rest']}"), piece.kind)


_EXCEPT_ON = re.compile(r"^(?P<what>[^,]+), except (?P<on>on [^,]+?),? when (?P<then>(?:they|it|we|you) [^,]+)$")


def exceptions(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'We open at 9am, except on Fridays, when …' is 'We open at 9am, except on Fridays.', 'On Fridays we open at …'"""
    match = _EXCEPT_ON.match(piece.text)
    if not match or piece.kind is not LineKind.IDEA:
        return (piece,)
    first = piece.saying(sentence(f"{match['what']}, except {match['on']}"))
    return first, Piece(sentence(f"{match['on']} {match['then']}"), piece.kind)


_BY_LAW = re.compile(
    r"^(?P<by>(?:In (?:accordance|line|keeping) with|Under|Pursuant to|As part of|As a result of|Because of|Due to|"
    r"After the completion of|Further to) "
    r"[^,]+?), (?P<what>.+)$"
)


def grounds(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'In line with our policy, we will …' is 'We will …' and 'This is in line with our policy.'"""
    match = _BY_LAW.match(piece.text)
    if not match or piece.kind is not LineKind.IDEA or read(piece.text).length <= setting.longest:
        return (piece,)
    main = read(match["what"])
    subject = main.subject(main.groups[0]) if main.groups else None
    if (
        not subject
        or subject[0] != 0
        or re.match(r"\d", match["by"].split()[-1])
        and match["by"].startswith("Following")
    ):
        return (piece,)
    by = re.sub(r"^Further to", "After", match["by"])
    return piece.saying(sentence(match["what"])), Piece(sentence(f"This is {lower_first(by)}"), piece.kind)


_MAIL = re.compile(r",? or (?:by e-?mail )?(?:at|to|on) (?P<mail>[\w.+-]+@[\w.-]+\w)\.?$")
_REQUIRED_BY = re.compile(r", as (?:is )?required (?:by|under) (?P<law>[^,]+?)\.?$")
_TAIL = re.compile(r"^(?P<what>.+), (?P<tail>(?:in|at|from|within|between|by up to|on|until) [^,]+?)\.?$")


def tails(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """What a long sentence says last of where, when or by what law is a line: '…, in Room 6.' is 'This is in Room 6.'

    Not after 'not', and not where the end has a verb or a condition.
    """
    clause = read(piece.text)
    if clause.length <= setting.longest or piece.kind is not LineKind.IDEA:
        return (piece,)
    if (match := _MAIL.search(piece.text)) and not re.search(r", by (?:post|phone)\b", piece.text[: match.start()]):
        can = "you can " if re.search(r"\b(?:can|may)\b", piece.text[: match.start()]) else ""
        more = Piece(f"Or {can}e-mail {match['mail']}.", piece.kind)
        return piece.saying(sentence(piece.text[: match.start()])), more
    if match := _REQUIRED_BY.search(piece.text):
        more = Piece(sentence(f"{match['law'][:1].upper()}{match['law'][1:]} requires this"), piece.kind)
        return piece.saying(sentence(piece.text[: match.start()])), more
    match = _TAIL.match(piece.text)
    if not match or not (main := read(match["what"])).groups or any(group.negated for group in main.groups):
        return (piece,)
    if re.search(r"\b(?:or|and)\b", match["tail"]) and re.search(r"\b(?:in|by|at|on) [^,]*$", match["what"]):
        return (piece,)  # 'in large print, in Braille or on tape'
    if read(match["tail"]).groups or SCOPE.search(piece.text) or re.search(r"\b(?:and|or) [^,]*$", match["what"]):
        return (piece,)
    first = main.subject(main.groups[0])
    if not first or first[0] or re.search(r", \w+$", match["what"]):
        return (piece,)
    return piece.saying(sentence(match["what"])), Piece(sentence(f"This is {match['tail']}"), piece.kind)


def because_first(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """A long 'Because X, Y' is 'Y.' and 'This is because X.'"""
    match = re.match(r"(?i)^(?:because|as|since) (?P<why>(?:[a-z]+ ){2}[^,]+), (?P<what>[^,]+)$", piece.text)
    if not match or piece.kind is not LineKind.IDEA or read(piece.text).length <= setting.longest:
        return (piece,)
    main, why = read(match["what"]), read(match["why"])
    subject = main.subject(main.groups[0]) if main.groups else None
    if not subject or subject[0] or not why.groups or not why.subject(why.groups[0]) or main.groups[0].negated:
        return (piece,)
    if not piece.text.lower().startswith("because"):
        return (piece,)
    return piece.saying(sentence(match["what"])), Piece(sentence(f"This is because {match['why']}"), piece.kind)


def although(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Although you did not qualify, you may get help.' is 'You did not qualify.', 'But you may get help.'"""
    match = re.match(r"(?i)^(?:although|though) (?P<what>[^,]+), (?P<but>.+)$", piece.text) or re.match(
        r"^(?P<what>(?!If|Unless|When|Where|Although)[^,]+), (?:al)?though (?P<but>.+)$", piece.text
    )
    if (
        not match
        or piece.kind is not LineKind.IDEA
        or not read(match["what"]).groups
        or read(piece.text).length <= SHORT
    ):
        return (piece,)
    return piece.saying(sentence(match["what"])), Piece(sentence(f"But {match['but']}"), piece.kind, piece.why)


def _says_more(text: str) -> bool:
    """Whether an example has a verb of its own that is not in 'that you have'."""
    clause = read(text)
    return any(
        not any(word.tag in ("CJT", "DTQ", "PNQ") for word in clause.words[: one.start]) for one in clause.groups
    )


_REACHES = re.compile(
    r"(?i)\b(?:if|unless|when|while|until|up to|during|within|from|at|by|before|after|over|per|every|without|except|but"
    r"|not|only|on|in|to|throughout|since|for (?:\d|up|at|an?|one|two|three|four|five|six))\b"
)
"""After the last of several examples: what may be of the whole sentence, as 'up to a limit' and 'in May' may."""


def _is_series(rest: str) -> bool:
    """Whether all of 'wages, pensions and rent' are examples: no more follows after the last, and it is of one sort.

    'Wages, pensions and rent, and about anybody who moves in' goes on with the sentence before the examples.
    """
    if read(rest).groups or _REACHES.search(rest):
        return False
    parts = re.split(r", (?:and |or )?| (?:and|or) ", rest)
    led = [read(part).words[0].tag in ("PRP", "TO0", "CJS", "CJT", "AV0") for part in parts if part.strip()]
    last = max((match.end() for match in re.finditer(r"\b(?:and|or)\b", rest)), default=0)
    return (
        not any(led)
        and "," not in rest[last:]
        and not (last == 0 and "," in rest)
        and not re.search(r", and .*, and ", rest)
    )


def _denies(what: str) -> bool:
    """'It does not cover fees, including …': 'this includes' would say that it does."""
    return any(group.negated for group in read(what).groups) or bool(
        re.search(r"(?i)\b(?:no|not|never|nobody|nothing|none|without|except|exclud\w+|other than)\b", what)
    )


def _in_the_middle(piece: Piece, match: re.Match[str], middle: re.Match[str], setting: Setting) -> tuple[Piece, ...]:
    """'With other bodies, such as the police and the NHS, if …': the example is said after."""
    on = middle["on"]
    if re.search(r",| (?:and|but|or) ", on) and len(read(on).groups) > 1:
        return (piece,)  # 'Some, such as paint, must not go in, and others must': 'for example, paint' comes too late
    if "including" in piece.text and read(on).groups and not re.match(_VERB_AFTER, match["rest"]):
        return (piece,)  # '… when the law says so. This includes …' might be of the law
    if not _is_series(middle["rest"]) or _denies(match["what"]) and "including" in piece.text:
        return (piece,)
    if read(piece.text).length <= setting.longest or piece.kind is not LineKind.IDEA or _says_more(middle["rest"]):
        return (piece,)
    if re.search(r"(?i)\b(?:if|unless|when)\b", match["what"]) or re.match(r"(?:and|or|but)\b", on):
        return (piece,)
    included = "including" in piece.text[match.end("what") : match.start("rest")]
    lead = "This includes" if included else "For example,"
    more = replace(piece, text=sentence(f"{lead} {middle['rest']}"), dropped=())
    return piece.saying(sentence(f"{match['what']} {on}")), more


_VERB_AFTER = r"^(?P<rest>[^,]+), (?P<on>(?:will|must|may|can|is|are|has|have|should|was|were|does|do)\b.+)$"


def examples(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'…, such as a friend or a relative.' in a long sentence is a line: 'For example, a friend or a relative.'"""
    clause = read(piece.text)
    match = re.match(r"^(?P<what>.+?), (?:such as|for example,?|including) (?P<rest>[^.]+)\.$", piece.text)
    if match and (middle := re.match(_VERB_AFTER, match["rest"])):
        return _in_the_middle(piece, match, middle, setting)
    if match and (middle := re.match(r"^(?P<rest>[^,]+(?:, [^,]+)*? (?:and|or) [^,]+?), (?P<on>.+)$", match["rest"])):
        return _in_the_middle(piece, match, middle, setting)
    if not match or clause.length <= setting.longest or piece.kind is not LineKind.IDEA or read(match["rest"]).groups:
        return (piece,)
    if re.search(r"(?i)\b(?:if|unless|when)\b", match["what"]):
        return (piece,)
    included = "including" in piece.text[match.end("what") : match.start("rest")]
    if not _is_series(match["rest"]) or included and _denies(match["what"]):
        return (piece,)
    lead = "This includes" if included else "For example,"
    return piece.saying(sentence(match["what"])), replace(piece, text=sentence(f"{lead} {match['rest']}"), dropped=())
