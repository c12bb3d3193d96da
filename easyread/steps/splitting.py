"""Splits what 'and', 'but', 'or' or 'because' joins into lines of their own, where each can stand by itself."""

from __future__ import annotations

import re

from easyread.grammar import Clause, VerbGroup, Word, read
from easyread.language.words import is_noun, lemma
from easyread.objects import lacks_object
from easyread.page import LineKind
from easyread.steps.piece import Piece, Setting, bare, lower_first, sentence

SHORT = 8
"""Easy Read: a sentence of up to so many words stays whole; 'You can call or write.' is one idea."""
SCOPE = re.compile(
    r"(?i)\b(?:without|unless|except|if|only|until|before|after|whether|either|neither|both|between|not only)\b"
)
"""Words that may reach over both halves: 'must not keep pets or run a business without consent'."""


def clauses(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'The rent is late, and you have not kept to the plan.' is two lines; 'You must sign it and return it.' too."""
    clause = read(piece.text)
    if clause.length <= (SHORT if setting.easy else setting.longest) or piece.kind is not LineKind.IDEA:
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


def _left_of_a_chain(clause: Clause, at: int) -> bool:
    """Whether a comma before a join begins one more clause ('read it, heard us and left'): it was not sure enough to be
    split there, so it is not split later either."""
    words = clause.words
    first = next((group.end for group in clause.groups), at)
    commas = [place for place in range(first, at - 1) if words[place].text == ","]
    if commas and words[at].low in ("and", "or") and not any(word.tag == "CJC" for word in words[commas[-1] : at]):
        return words[at - 1].text != "," and words[at + 1].tag[0] == "V"
    for comma in (place for place in range(at - 1) if words[place].text == ","):
        before = [group for group in clause.groups if group.end <= comma]
        if before and words[comma + 1].tag in ("VVN", "VVD", "VVZ", "VVI", "VVB") and words[0].tag != "CJS":
            return True
        following = next((group for group in clause.groups if comma < group.start < at), None)
        if not before or not following or any(word.tag in ("CJS", "CJT", "PNQ", "DTQ") for word in words[: comma + 2]):
            continue
        subject = clause.subject(following)
        if following.start == comma + 1 or subject is not None and subject[0] == comma + 1:
            return True
    return False


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
    if not left or not right or not subject:
        return None
    if lacks_object(words[: at - 1 if comma else at]) or _left_of_a_chain(clause, at):
        return None
    only = words[start].low in ("only", "even", "also") and subject[0] == start + 1
    if subject[0] != start and not only:
        return None
    if not _free(clause, at, comma):
        return None
    first = clause.slice(0, at - 1 if at and words[at - 1].text == "," else at)
    second = clause.text[words[start].start :]
    if _reaches_back(second) and not comma or _OF_BOTH.search(second):
        return None
    lead = {"but": "But ", "however": "But ", "so": "So ", "or": "Or ", "therefore": "So "}.get(words[at].low, "")
    return first, lead + (lower_first(second) if lead else second)


def _free(clause: Clause, at: int, comma: bool) -> bool:
    """Whether no condition, reported speech or relative clause before the join could reach over it."""
    before = clause.words[:at]
    if before[0].low in ("should", "were", "had", "while", "whilst", "where", "once", "when"):
        # 'Should it be so': a condition without an 'if'.
        return False
    if any(word.low == "having" for word in before):
        return False  # 'having had the risks and benefits explained to you'
    late = [
        place
        for place, word in enumerate(before)
        if word.low in ("until", "before", "after", "since", "unless", "once")
    ]
    if late and not comma and any(group.start > late[0] and group.end <= at for group in clause.groups):
        return False
    if before[0].tag == "CJS" or SCOPE.match(before[0].text):
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
    if may_be_noun(clause, at, place):
        return None
    left = _head_group(clause, at, words[place])
    if _left_of_a_chain(clause, at) or lacks_object(words[:at]) or words[at - 1].tag in ("PRP", "PRF", "TO0"):
        return None
    if not left or not _free(clause, at, comma=False) and not _goes_on_from(clause, left, at, words[place]):
        return None
    if words[place].tag == "VVN" and left.head.tag == "VVN" and words[at - 1] is left.head:
        return None  # 'can be opened and run by a parent': both are done by the one that is named last
    text = clause.text
    second_half = text[words[at + 1].start :]
    if not _is_its_own(left, words[place], second_half) and (
        _reaches_back(second_half) or SCOPE.search(second_half) and words[at].low != "but"
    ):
        return None
    opening = _opening(clause, left, words[place])
    if opening is None or _OF_BOTH.search(second_half):
        return None
    join = words[at].low
    if join == "or" and not (left.negated or left.modal in ("may", "can")):
        return None
    if join == "and" and left.negated and not re.match(r"(?:\w+ not|cannot)\b", second_half):
        return None
    first = clause.slice(0, at)
    lead = "But " if join == "but" else "Or " if join == "or" and not left.negated else ""
    second = f"{opening} {second_half}".strip()
    return bare(first), f"{lead}{lower_first(second) if lead else second}"


_OBJECTS = ("AT0", "DPS", "PNP", "DT0", "CRD", "PNI", "PNX", "TO0", "CJT", "AVP", "DTQ", "PUN")
"""What after a word of two kinds tells that it is the verb: 'and rent a flat', but not 'and rent for May'."""


def may_be_noun(clause: Clause, join: int, place: int) -> bool:
    """'Pensions and rent from a lodger': after a noun and 'and' a word that can be a noun is not sure to be a verb."""
    word = clause.words[place]
    if (
        word.tag not in ("VVI", "VVB", "VVZ")
        or not join
        or clause.words[join - 1].tag[:2] not in ("NN", "NP", "AJ", "PU")
    ):
        return False
    after = clause.words[place + 1].tag if place + 1 < len(clause.words) else ""
    return after not in _OBJECTS and is_noun(lemma(word.low) if word.tag == "VVZ" else word.low)


_OF_BOTH = re.compile(
    r"(?i)\b(?:(?:during|for|after|before|by|in|at|between|until|from|of|neither|both|all|each|either) (?:of )?which"
    r"|whichever|respectively|in (?:each|either|both) cases?)\b"
)
"""'It begins at 7pm and ends at 7am, during which time …': what speaks of both halves."""


def _goes_on_from(clause: Clause, left: VerbGroup, at: int, verb: Word) -> bool:
    """'We have seen the form that you sent us and have decided': the second 'have' goes on from the first, and from
    no verb of the clause between them."""
    between = [group for group in clause.groups if left.end <= group.start and group.end <= at]
    opened = [word for word in clause.words[:at] if word.tag in ("CJS", "CJT", "PNQ", "DTQ", "AVQ")]
    return (
        verb.tag in ("VHB", "VHZ", "VM0")
        and verb.low == left.words[0].low
        and all(word.tag in ("CJT", "DTQ", "PNQ") for word in opened)
        and all(group.words[0].tag in ("VVD", "VVB", "VVZ", "VBD") for group in between)
    )


def _is_its_own(left: VerbGroup, verb: Word, second: str) -> bool:
    """'Has been seized and will be kept until May': the time is of the half that has its own 'will'."""
    reaching = re.findall(SCOPE, second)
    own = verb.tag in ("VM0", "VBZ", "VBB", "VHZ", "VHB") and verb.low != left.words[0].low
    return own and not left.negated and all(word.lower() in ("until", "before", "after", "both") for word in reaching)


def _head_group(clause: Clause, at: int, verb: Word) -> VerbGroup | None:
    """The verbs before a join that the verb after it goes on from."""
    before = [group for group in clause.groups if group.end <= at]
    if not before or len(before) > 1 and verb.tag in ("VVI", "VVN", "VVG", "VVD"):
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


def _is_base(clause: Clause, verb: Word) -> bool:
    """'Can read it or have it read': a 'have' or 'do' that goes on from 'can', and is no 'have sent'."""
    after = next((word.tag for word in clause.words if word.start > verb.end and word.tag[:2] not in ("AV", "XX")), "")
    return verb.tag in ("VHB", "VDB") and after not in ("VVN", "VBN", "VHN", "VDN")


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
    if lead and lead[-1].tag in ("NN1", "NN2", "NN0", "PNI") and not any(word.tag[:2] == "CR" for word in lead):
        return None  # 'the letter you were sent … and should be destroyed': the letter should, not you
    who = clause.slice(*subject)
    if verb.tag in ("VVN", "VVD") and group.head.tag == "VVN" and len(group.words) > 1:
        return f"{who} {clause.slice(group.start, group.end - 1)}"
    if finite and not (group.modal and _is_base(clause, verb)):
        return who
    if finite:
        return f"{who} {clause.slice(group.start, group.end - 1)}" if words[0] is not group.head else None
    if verb.tag in ("VVI", "VDI", "VHI", "VBI"):
        if group.head.tag == "VVN":  # 'must have known you and not be related': 'they must', not 'they must have'
            return f"{who} {group.modal}" if group.modal else None
        return f"{who} {clause.slice(group.start, group.end - 1)}" if words[0] is not group.head else None
    if verb.tag == "VVB" and words[0].tag in ("VVB",):
        return who
    if verb.tag == "VVN" and group.head.tag == "VVN":
        return f"{who} {clause.slice(group.start, group.end - 1)}"
    if verb.tag == "VVN" and group.head.tag == "VVD":
        return who
    return None
