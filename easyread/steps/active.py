"""Makes passives active where the sentence itself says who does it: 'was done by a nurse' is 'a nurse did'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.grammar import Clause, VerbGroup, Word, read
from easyread.inflect import base, verb
from easyread.steps.piece import Piece, Setting, lower_first, sentence

_NOT_DOERS = re.compile(
    r"(?i)^(?:\d|£|january|february|march|april|may \d|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|direct debit|standing order"
    r"|post|phone|telephone|e-?mail|letter|cheque"
    r"|noon|midday|midnight|cash|card|appointment|law"
    r"|(?:the|this|that|these|those|any|your|our|a|an|its|such|which) (?:[\w-]+ ){0,2}(?:dates?|deadlines?|times?)\b"
    r"|(?:the|this|that) (?:end|start|\d|point|stage|(?:same )?(?:day|week|month|year)\b)|way|reference|virtue"
    r"|means|next|then|at least|hand|bank|text|arrangement|default|about|up to|mistake|the (?:law|first|last) )"
)
AS_OBJECT = {"i": "me", "we": "us", "he": "him", "she": "her", "they": "them"}
AS_SUBJECT = {"me": "I", "us": "we", "him": "he", "her": "she", "them": "they"}


@dataclass(frozen=True)
class _Passive:
    """A passive taken apart: what stands before it, what it is done to, its verbs, and what follows."""

    lead: str
    thing: str
    group: VerbGroup
    after: int


def by_somebody(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'The assessment will be done by a social worker.' is 'A social worker will do the assessment.'"""
    clause = read(piece.text)
    for group in clause.groups:
        if not group.is_passive or is_one_of_several(clause, group):
            continue
        if relative := _in_relative(clause, group):
            return (piece.saying(sentence(relative)),)
        found = _taken_apart(clause, group)
        if not found:
            continue
        doer = find_doer(clause, found.after)
        if doer and not goes_on_without(clause, doer[1]):
            start, end = doer
            if _only(clause, found, start) is None:
                continue
            text = _turned(clause, found, start, end)
            return (piece.saying(sentence(text)),)
    return (piece,)


def goes_on_without(clause: Clause, at: int) -> bool:
    """'Must be opened by you and must not be used': its subject goes on, so that it must be split first."""
    return any(
        word.tag == "CJC" and (clause.words[place + 1].tag[0] == "V" or clause.words[place + 1].tag == "VM0")
        for place, word in enumerate(clause.words[:-1])
        if place >= at
    )


def _is_relative(clause: Clause, at: int) -> bool:
    """'People who know you', not 'told by the police that you must go'."""
    return clause.words[at].tag != "CJT" or any(group.start == at + 1 for group in clause.groups)


def is_one_of_several(clause: Clause, group: VerbGroup) -> bool:
    """'Are increased, reduced or stopped': one of them can't be said otherwise without the others."""
    after = clause.words[group.end : group.end + 2]
    return len(after) > 1 and (after[0].tag == "CJC" or after[0].text == ",") and after[1].tag in ("VVN", "VVD")


def _in_relative(clause: Clause, group: VerbGroup) -> str | None:
    """'A visit that is cancelled by the agency' is 'a visit that the agency cancels'."""
    words = clause.words
    if group.start < 2 or words[group.start - 1].low not in ("that", "which") or words[group.start - 2].is_mark:
        return None
    doer = find_doer(clause, group.end)
    if not doer or words[group.end].low != "by":
        return None
    who = clause.slice(doer[0] + 1, doer[1])
    who = AS_SUBJECT.get(who.lower(), who)
    before = clause.text[: words[group.start].start].rstrip()
    return f"{before} {who} {active_verbs(group, is_many(who), who)}{clause.text[words[doer[1] - 1].end :]}"


def _taken_apart(clause: Clause, group: VerbGroup) -> _Passive | None:
    subject = clause.subject(group)
    after = clause.words[group.end].low if group.end < len(clause.words) else ""
    if subject and clause.slice(*subject).lower() in ("it", "there") and after != "by":
        return None
    if " that " in clause.text[clause.words[group.end - 1].end :] and clause.slice(*subject or (0, 0)).lower() == "it":
        return None
    if not subject or any(word.low in ("which", "who", "that") for word in clause.words[subject[0] : subject[1]]):
        return None
    start = subject[0]
    if start and clause.words[start - 1].tag in ("PNQ", "DTQ", "CJT"):
        return None
    lead = clause.text[: clause.words[start].start]
    return _Passive(lead, clause.slice(*subject), group, group.end)


def find_doer(clause: Clause, after: int) -> tuple[int, int] | None:
    """The words 'by …' that name who does it: from 'by' up to but not including the end, or None."""
    words = clause.words
    for at in range(after, min(after + 9, len(words))):
        other = words[at].tag[0] == "V" or words[at].low in ("until", "before", "after", "unless", "when", "if")
        if other or words[at].tag in ("CJC", "CJS", "CJT", "PNQ", "DTQ") or words[at].text in ",;:":
            return None
        if words[at].low == "by":
            return _doer_from(clause, at)
    return None


def _doer_from(clause: Clause, by: int, start: int | None = None) -> tuple[int, int] | None:
    """From 'by' to the end of who does it; `start` is where a second one begins, after 'or by'."""
    words = clause.words
    if by + 1 >= len(words) or words[by + 1].tag == "VVG":
        return None
    if _NOT_DOERS.match(clause.text[words[by + 1].start :]):
        return None
    end = start or by + 1
    while end < len(words) and _goes_on(words, by, end):
        end += 1
    if start and end < len(words) and words[end].text == ",":
        return None  # 'by Dr Eze and by Callum Reid, social worker, on 27 October'
    # 'By our contractor, Harbour Homes, between 8am and 6pm.'
    if end + 1 < len(words) and words[end].text == "," and words[end + 1].text[0].isupper():
        name = end + 1
        while name < len(words) and words[name].text[0].isupper():
            name += 1
        if name == len(words) or words[name].is_mark:
            end = name
    if end < len(words) and words[end].text == "(":
        closed = next((at for at in range(end, len(words)) if words[at].text == ")"), None)
        if closed is None:
            return None
        end = closed + 1
    if end < len(words) and words[end].text == "," and _is_series(clause, by, end):
        end = next((at for at in range(end, len(words)) if words[at].text in ".;"), len(words))
    if end + 1 < len(words) and words[end].text == "," and words[end + 1].tag in ("PNQ", "DTQ"):
        return None
    if end < len(words) and words[end].tag in ("PNQ", "DTQ", "CJT") and _is_relative(clause, end):
        # 'By people who know you' to the end of the sentence, else it is not sure where it ends.
        if any(word.is_mark for word in words[end:-1]) or len([g for g in clause.groups if g.start >= end]) != 1:
            return None
        end = len(words) - 1 if words[-1].is_mark else len(words)
    if end + 1 < len(words) and words[end].tag == "CJC" and words[end + 1].low == "by":
        return _doer_from(clause, by, end + 2)
    if end < len(words) and words[end].tag == "CJC" and not _verb_soon(words, end):
        return None
    if any(
        word.low == "by" and words[at - 1].low in (",", "and", "or", "not", "nor", "but")
        for at, word in enumerate(words)
        if at >= end
    ):
        return None  # 'by the coroner, by a lawyer and by others': who is named last does it too
    if end < len(words) and _TELLS_WHO.match(clause.text[words[end].start :]):
        return None
    named = any(word.tag[:2] in ("NN", "NP", "PN", "UN") for word in words[by + 1 : end])
    return (by, end) if named else None


_TELLS_WHO = re.compile(
    r"(?:on (?:call|duty|leave)|in (?:charge|the (?:next|other))|from (?!\d|[A-Z][a-z]+day)|without|opposite|next to)\b"
)
"""'By the doctor on call', 'by staff from another ward': words that tell who it is, and not when or where."""


def _goes_on(words: tuple[Word, ...], by: int, at: int) -> bool:
    word = words[at]
    if word.tag in ("PRF", "POS") or word.low == "of":
        return True
    if word.tag == "CJC" and word.low in ("and", "or"):
        more = at + 1 < len(words) and words[at + 1].tag[:2] in ("DP", "AT", "NP", "NN", "AJ", "DT", "CR")
        return more and not _verb_soon(words, at + 1)
    return (
        word.tag[:2] in ("NN", "NP", "AJ", "AT", "DP", "DT", "PN", "CR", "UN")
        and word.tag not in ("PNQ", "DTQ")
        and (word.low not in ("at", "least", "each", "every") or at == by + 1)
    )


def _verb_soon(words: tuple[Word, ...], at: int) -> bool:
    for word in words[at : at + 5]:
        if word.tag == "CJC" or word.is_mark:
            return False
        if word.tag[0] == "V":
            return True
    return False


def _is_series(clause: Clause, by: int, comma: int) -> bool:
    """'By your social worker, your nurse, your daughter and your advocate.'"""
    rest = clause.words[comma:]
    return (
        bool(rest)
        and any(word.tag == "CJC" for word in rest)
        and not any(word.tag[0] == "V" or word.tag in ("PRP", "CJS", "PNQ", "DTQ") for word in rest)
    )


def names_doer(clause: Clause, after: int) -> bool:
    """Whether 'by …' after a verb names somebody, though it may not be sure how far: 'by her or, if ill, by Jo'."""
    words = clause.words
    return any(
        words[at].low == "by"
        and words[at + 1].tag != "VVG"
        and not _NOT_DOERS.match(clause.text[words[at + 1].start :])
        for at in range(after, len(words) - 1)
    )


_ONLY_DOER = ("can", "may", "")


def _only(clause: Clause, found: _Passive, by: int) -> str | None:
    """'Only ' where nobody but the doer does it ('can only be done by'), '' with no 'only', None if it is not sure."""
    words = clause.words
    close = [word for word in words[found.group.start : by] if word.low in ("only", "solely")]
    if not close:
        return None if any(word.low in ("only", "solely") for word in words) else ""
    if len(close) > 1 or found.lead or found.group.negated or found.group.modal not in _ONLY_DOER:
        return None
    outside = [word for word in words[found.after : by] if word.low not in ("only", "solely", "out", "in", "up", "off")]
    return None if outside else "Only "


def _turned(clause: Clause, found: _Passive, by: int, end: int) -> str:
    doer = re.sub(r" (and|or) by ", r" \1 ", clause.slice(by + 1, end))
    doer = AS_SUBJECT.get(doer.lower(), doer)
    only = _only(clause, found, by) or ""
    before = clause.slice(found.after, by)
    if only:
        before = re.sub(r"(?i) ?\b(?:only|solely)$", "", before)
    after = clause.text[clause.words[end - 1].end :]
    thing = AS_OBJECT.get(found.thing.lower(), lower_first(found.thing))
    particle = ""
    if (
        found.after < by
        and clause.words[found.after].tag == "AVP"
        or re.match(r"(?:out|up|off|for|to|at|about|after|into|over|on|down) ?$", before)
    ):
        particle, _, before = before.partition(" ")
    many = is_many(doer)
    verbs = active_verbs(found.group, many, doer)
    if only:
        verbs = re.sub(r"(?i)\b(?:only|solely) ", "", verbs)
        doer = only + lower_first(doer)
    parts = [found.lead + (doer if found.lead else doer[:1].upper() + doer[1:]), verbs, particle, thing, before]
    text = " ".join(part for part in parts if part.strip())
    # After an apposition the comma stays: 'Our contractor, Harbour Homes, will carry out repairs between …'
    if "," in doer and after.startswith(","):
        after = after[1:]
        text = text.replace(doer, doer + ",", 1)
    return text + after


_SEVERAL = ("people", "staff", "police", "children", "parents")


def is_many(doer: str) -> bool:
    """Whether a doer is several: 'you', 'people who know you', 'Jo and Sam'; not 'a panel of three people'."""
    if doer.lower() in ("you", "we", "they", "i"):
        return True
    words = read(doer).words
    if any(word.low == "and" or is_two(word) for word in words):
        return True
    head = next((at for at, word in enumerate(words) if word.low in ("of", "who", "that", "which")), len(words))
    return any(word.tag == "NN2" or word.low in _SEVERAL for word in words[max(0, head - 1) : head])


_ONE_BODY = re.compile(
    r"\b(?:Department|Ministry|Council|Trust|Committee|Board|Society|Association|Agency|Ltd|LLP|Limited|Team|Service"
    r"|Ombudsman|Clinic|Directorate|Partners|Sons|Daughters|Company|Court|Bank|Commission)\b"
)


def is_two(word: Word) -> bool:
    """Whether a name with an 'and' is of two: 'Jo and Sam', 'Jo Reed and Sam Bell', not a department's."""
    return " and " in word.text and not _ONE_BODY.search(word.text)


def active_verbs(group: VerbGroup, many: bool, doer: str) -> str:
    """'Will be done' is 'will do', 'has been done' 'has done', 'was not done' 'did not do'."""
    words = group.words
    done = group.head
    plain = base(done.low)
    between = [word.text for word in words[1:] if word.tag[:2] in ("AV", "XX")]
    first = words[0]
    tags = [word.tag for word in words if word.tag[0] == "V"]
    small = " ".join(between)
    if first.tag == "VM0":
        verbs = ("have", verb(plain, "VVN")) if "VHI" in tags else (verb(plain, "VVI"),)
        return " ".join(filter(None, (first.text.lower(), small, *verbs)))
    if first.tag in ("VHB", "VHZ", "VHD"):
        have = "had" if first.tag == "VHD" else "have" if many else "has"
        return " ".join(filter(None, (have, small, verb(plain, "VVN"))))
    if "VBG" in tags:
        be = {"VBD": "were" if many else "was"}.get(first.tag, "am" if doer == "I" else "are" if many else "is")
        return " ".join(filter(None, (be, small, verb(plain, "VVG"))))
    past = first.tag == "VBD"
    if group.negated:
        do = "did" if past else "do" if many else "does"
        return " ".join((do, small, plain))
    form = verb(plain, "VVD") if past else verb(plain, "VVB" if many else "VVZ")
    return " ".join(filter(None, (small, form)))
