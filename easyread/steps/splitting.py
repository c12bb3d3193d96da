"""Splits what 'and', 'but', 'or' or 'because' joins into lines of their own, where each can stand by itself."""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.grammar import Clause, VerbGroup, Word, read
from easyread.page import LineKind
from easyread.steps.piece import Piece, Setting, bare, lower_first, sentence

_SHORT = 8
"""Easy Read: a sentence of up to so many words stays whole; 'You can call or write.' is one idea."""
_SCOPE = re.compile(
    r"(?i)\b(?:without|unless|except|if|only|until|before|after|whether|either|neither|both|between|not only)\b"
)
"""Words that may reach over both halves: 'must not keep pets or run a business without consent'."""


def clauses(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'The rent is late, and you have not kept to the plan.' is two lines; 'You must sign the form and return it.' too."""
    clause = read(piece.text)
    if clause.length <= (_SHORT if setting.easy else setting.longest) or piece.kind is not LineKind.IDEA:
        return (piece,)
    for at, word in enumerate(clause.words):
        if word.tag != "CJC" and word.low not in ("so", "however", "therefore") and word.text not in (";", ","):
            continue
        if word.text == "," and not _verbs_follow(clause, at):
            continue
        parts = _two_sentences(clause, at) or _one_subject(clause, at)
        if parts:
            first, second = parts
            rest = Piece(sentence(second), piece.kind, piece.why)
            return *clauses(piece.saying(sentence(first)), setting), *clauses(rest, setting)
    return (piece,)


def _verbs_follow(clause: Clause, comma: int) -> bool:
    """'He was admitted, was treated and was discharged': a comma with a verb after it, and later an 'and' with one."""
    starts = {group.start for group in clause.groups}
    joins = [at for at, word in enumerate(clause.words) if word.tag == "CJC" and at > comma]
    return comma + 1 in starts and any(join + 1 in starts for join in joins)


def _two_sentences(clause: Clause, at: int) -> tuple[str, str] | None:
    """Two halves each with its own subject and verb."""
    words = clause.words
    start = at + 1
    while start < len(words) and words[start].text in (",",):
        start += 1
    comma = at > 0 and words[at - 1].text == "," or words[at].text == ";"
    left = [group for group in clause.groups if group.end <= at]
    right = next((group for group in clause.groups if group.start > at), None)
    subject = clause.subject(right) if right else None
    if (
        left
        and right
        and words[at].text == ";"
        and clause.text.count(";") == 1
        and ":" not in clause.text[: words[at].start]
    ):
        return clause.slice(0, at), clause.text[words[start].start :]
    if not left or not right or not subject or subject[0] != start:
        return None
    if not _free(clause, at, comma):
        return None
    first = clause.slice(0, at - 1 if at and words[at - 1].text == "," else at)
    second = clause.text[words[start].start :]
    if _reaches_back(second) and not comma:
        return None
    lead = {"but": "But ", "however": "But ", "so": "So ", "or": "Or ", "therefore": "So "}.get(words[at].low, "")
    return first, lead + (lower_first(second) if lead else second)


def _free(clause: Clause, at: int, comma: bool) -> bool:
    """Whether no condition, reported speech or relative clause before the join could reach over it."""
    before = clause.words[:at]
    if before[0].low in ("should", "were", "had", "while", "whilst", "where", "once", "when"):
        # 'Should it be so': a condition without an 'if'.
        return False
    if before[0].tag == "CJS" or _SCOPE.match(before[0].text):
        return False
    opened = max(
        (place for place, word in enumerate(before) if word.tag in ("CJS", "CJT", "PNQ", "DTQ", "AVQ")), default=-1
    )
    if opened < 0 and not _hidden_that(before):
        return True
    # 'Your daughter told us that you fell, and the nurse said …': a comma before another one who speaks.
    if re.match(r"(?i)our records (?:show|indicate|confirm) that\b", clause.text) and opened <= 3:
        return True
    return comma and not any(word.tag == "CJS" for word in before)


def _hidden_that(before: tuple[Word, ...]) -> bool:
    return any(word.tag[:2] == "VV" and re.match(r"(?i)(?:said|told|think|know|understand|hope|believe)$", word.text)
               for word in before)  # fmt: skip


def _reaches_back(second: str) -> bool:
    return bool(re.search(r"(?i)\b(?:if|unless|until|when|because|except|without)\b", second))


def _one_subject(clause: Clause, at: int) -> tuple[str, str] | None:
    """Two things that one person does: the subject, and 'will' or 'must', are said again."""
    words = clause.words
    place = at + 1
    while place < len(words) and words[place].tag[:2] in ("AV", "XX"):
        place += 1
    if (
        words[at].low not in ("and", "or", "but", ",")
        or place >= len(words)
        or words[place].tag[0] != "V"
        or place - at > 2
    ):
        return None
    left = _head_group(clause, at, words[place])
    if not left or not _free(clause, at, comma=False):
        return None
    text = clause.text
    second_half = text[words[at + 1].start :]
    if _reaches_back(second_half) or _SCOPE.search(second_half) and words[at].low != "but":
        return None
    opening = _opening(clause, left, words[place])
    if opening is None:
        return None
    join = words[at].low
    if join == "or" and not (left.negated or left.modal in ("may", "can")):
        return None
    if join == "and" and left.negated:
        return None
    first = clause.slice(0, at)
    lead = "But " if join == "but" else "Or " if join == "or" and not left.negated else ""
    second = f"{opening} {second_half}".strip()
    return bare(first), f"{lead}{lower_first(second) if lead else second}"


def _head_group(clause: Clause, at: int, verb: Word) -> VerbGroup | None:
    """The verbs before a join that the verb after it goes on from."""
    before = [group for group in clause.groups if group.end <= at]
    if not before or len(before) > 1 and verb.tag in ("VVI", "VVN", "VVG"):
        return before[0] if before and len(before) == 1 else None
    group = before[0]
    if verb.tag in ("VVI", "VVB", "VDI", "VHI", "VBI") and group.words[0] is not group.head:
        # 'Wants to wash and dress': after 'to' it is not sure which of the two goes on.
        later = clause.words[group.end : at]
        if any(word.tag in ("TO0", "VVI", "VVG") for word in later):
            return None
    if verb.tag == "VVG" and group.head.tag != "VVG":
        return None
    if verb.tag == "VVI" and group.head.tag != "VVI":
        return None
    return group


def _opening(clause: Clause, group: VerbGroup, verb: Word) -> str | None:
    """What has to stand before the verb of the second half: 'You must', 'He', 'Please', 'Do not'."""
    subject = clause.subject(group)
    words = group.words
    finite = verb.tag in ("VVD", "VVZ", "VBD", "VBZ", "VBB", "VHB", "VHZ", "VHD", "VM0", "VDZ", "VDD", "VDB")
    if not subject:
        start = clause.words[: group.start]
        if start and not all(word.low == "please" for word in start):
            return None
        if words[0].tag == "VVB" and verb.tag in ("VVB", "VVI", "NN1"):
            return "Please" if start else ""
        if words[0].low == "do" and group.negated and verb.tag in ("VVI", "VVB"):
            return f"{'Please do' if start else 'Do'} not"
        return None
    lead = clause.words[: subject[0]]
    if lead and any(word.tag[0] == "V" for word in lead):
        return None
    who = clause.slice(*subject)
    if verb.tag in ("VVN", "VVD") and group.head.tag == "VVN" and len(group.words) > 1:
        return f"{who} {clause.slice(group.start, group.end - 1)}"
    if finite:
        return who
    if verb.tag in ("VVI", "VDI", "VHI", "VBI"):
        return f"{who} {clause.slice(group.start, group.end - 1)}" if words[0] is not group.head else None
    if verb.tag == "VVB" and words[0].tag in ("VVB",):
        return who
    if verb.tag == "VVN" and group.head.tag == "VVN":
        return f"{who} {clause.slice(group.start, group.end - 1)}"
    if verb.tag == "VVN" and group.head.tag == "VVD":
        return who
    return None


def reasons(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'We cannot pay because we have no proof.' is 'We cannot pay.', 'This is because we have no proof.'

    Not after 'not': 'You will not be refused because you have no account' does not say that you will be refused.
    """
    clause = read(piece.text)
    if clause.length <= (10 if setting.easy else setting.longest) or piece.kind is not LineKind.IDEA:
        return (piece,)
    match = re.match(
        r"^(?P<what>.+?),? (?P<why>because|due to|because of|owing to|as a result of|(?<=, )as(?= (?:these|this|we|it|you|they)\b)) (?P<rest>.+)$",
        piece.text,
    )
    if not match or not (groups := read(match["what"]).groups) or groups[-1].end == len(read(match["what"]).words):
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
    return piece.saying(sentence(match["what"])), Piece(sentence(f"This is {lower_first(match['by'])}"), piece.kind)


_MAIL = re.compile(r",? or (?:by e-?mail )?(?:at|to|on) (?P<mail>[\w.+-]+@[\w.-]+\w)\.?$")
_REQUIRED_BY = re.compile(r", as (?:is )?required (?:by|under) (?P<law>[^,]+?)\.?$")
_TAIL = re.compile(r"^(?P<what>.+), (?P<tail>(?:in|at|from|within|between|by up to|on|until) [^,]+?)\.?$")


def tails(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """The end of a long sentence that says where, when or by what law, as a line: '…, in Room 6.' is 'This is in Room 6.'

    Not after 'not', and not where the end has a verb or a condition.
    """
    clause = read(piece.text)
    if clause.length <= setting.longest or piece.kind is not LineKind.IDEA:
        return (piece,)
    if match := _MAIL.search(piece.text):
        can = "you can " if re.search(r"\b(?:can|may)\b", piece.text[: match.start()]) else ""
        more = Piece(f"Or {can}e-mail {match['mail']}.", piece.kind)
        return piece.saying(sentence(piece.text[: match.start()])), more
    if match := _REQUIRED_BY.search(piece.text):
        more = Piece(sentence(f"{match['law'][:1].upper()}{match['law'][1:]} requires this"), piece.kind)
        return piece.saying(sentence(piece.text[: match.start()])), more
    match = _TAIL.match(piece.text)
    if not match or not (main := read(match["what"])).groups or any(group.negated for group in main.groups):
        return (piece,)
    if read(match["tail"]).groups or _SCOPE.search(piece.text) or re.search(r"\b(?:and|or) [^,]*$", match["what"]):
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
    """'Although you did not qualify, you may get other help.' is 'You did not qualify.', 'But you may get other help.'"""
    match = re.match(r"(?i)^(?:although|though) (?P<what>[^,]+), (?P<but>.+)$", piece.text)
    if (
        not match
        or piece.kind is not LineKind.IDEA
        or not read(match["what"]).groups
        or read(piece.text).length <= _SHORT
    ):
        return (piece,)
    return piece.saying(sentence(match["what"])), Piece(sentence(f"But {match['but']}"), piece.kind, piece.why)


def _says_more(text: str) -> bool:
    """Whether an example has a verb of its own that is not in 'that you have'."""
    clause = read(text)
    return any(
        not any(word.tag in ("CJT", "DTQ", "PNQ") for word in clause.words[: one.start]) for one in clause.groups
    )


def _in_the_middle(piece: Piece, match: re.Match[str], middle: re.Match[str], setting: Setting) -> tuple[Piece, ...]:
    """'With other bodies, such as the police and the NHS, if …': the example is said after."""
    on = middle["on"]
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
    """'…, such as a friend or a relative.' at the end of a long sentence is a line: 'For example, a friend or a relative.'"""
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
    lead = "This includes" if included else "For example,"
    return piece.saying(sentence(match["what"])), replace(piece, text=sentence(f"{lead} {match['rest']}"), dropped=())
