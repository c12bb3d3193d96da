"""Makes passives active where the sentence itself says who does it, or where plain English has an active verb for it.

A doer that the source does not name is never invented. 'We' is written only where the reader's card names the writer and
only the writer can do it, and that line is flagged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.grammar import Clause, VerbGroup, Word, read
from easyread.inflect import base, verb
from easyread.page import LineKind
from easyread.steps.piece import Piece, Setting, lower_first, sentence

_NOT_DOERS = re.compile(
    r"(?i)^(?:\d|£|january|february|march|april|may \d|june|july|august|september|october|november|december|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|direct debit|standing order|post|phone|telephone|e-?mail|letter|cheque"
    r"|cash|card|appointment|law|the (?:end|date|time|deadline|due date|start|\d|agreed date)|way|reference|virtue|means|"
    r"next|then|at least|hand|bank|text|arrangement|default|about|up to|mistake|the (?:law|first|last) )"
)
_OBJECT = {"i": "me", "we": "us", "he": "him", "she": "her", "they": "them"}
_SUBJECT = {"me": "I", "us": "we", "him": "he", "her": "she", "them": "they"}


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
        if not group.is_passive or _is_one_of_several(clause, group):
            continue
        if relative := _in_relative(clause, group):
            return (piece.saying(sentence(relative)),)
        found = _taken_apart(clause, group)
        if not found:
            continue
        doer = _doer(clause, found.after)
        if doer and not _goes_on_without(clause, doer[1]):
            start, end = doer
            text = _turned(clause, found, start, end)
            return (piece.saying(sentence(text)),)
    return (piece,)


def _goes_on_without(clause: Clause, at: int) -> bool:
    """'Must be opened by you and must not be used': what is done goes on being the subject, so that must be split first."""
    starts = {group.start for group in clause.groups}
    return any(word.tag == "CJC" and place + 1 in starts for place, word in enumerate(clause.words) if place >= at)


def _is_one_of_several(clause: Clause, group: VerbGroup) -> bool:
    """'Are increased, reduced or stopped': one of them can't be said otherwise without the others."""
    after = clause.words[group.end : group.end + 2]
    return len(after) > 1 and (after[0].tag == "CJC" or after[0].text == ",") and after[1].tag in ("VVN", "VVD")


def _in_relative(clause: Clause, group: VerbGroup) -> str | None:
    """'A visit that is cancelled by the agency' is 'a visit that the agency cancels'."""
    words = clause.words
    if group.start < 2 or words[group.start - 1].low not in ("that", "which") or words[group.start - 2].is_mark:
        return None
    doer = _doer(clause, group.end)
    if not doer or words[group.end].low != "by":
        return None
    who = clause.slice(doer[0] + 1, doer[1])
    who = _SUBJECT.get(who.lower(), who)
    before = clause.text[: words[group.start].start].rstrip()
    return f"{before} {who} {_active_verbs(group, _is_many(who), who)}{clause.text[words[doer[1] - 1].end :]}"


def _taken_apart(clause: Clause, group: VerbGroup) -> _Passive | None:
    subject = clause.subject(group)
    if subject and clause.slice(*subject).lower() in ("it", "there"):
        return None
    if not subject or any(word.low in ("which", "who", "that") for word in clause.words[subject[0] : subject[1]]):
        return None
    start = subject[0]
    if start and clause.words[start - 1].tag in ("PNQ", "DTQ", "CJT"):
        return None
    lead = clause.text[: clause.words[start].start]
    return _Passive(lead, clause.slice(*subject), group, group.end)


def _doer(clause: Clause, after: int) -> tuple[int, int] | None:
    """The words 'by …' that name who does it: from 'by' up to but not including the end, or None."""
    words = clause.words
    for at in range(after, min(after + 9, len(words))):
        if words[at].tag in ("CJC", "CJS", "CJT", "PNQ", "DTQ") or words[at].text in ",;:":
            return None
        if words[at].low == "by":
            return _doer_from(clause, at)
    return None


def _doer_from(clause: Clause, by: int) -> tuple[int, int] | None:
    words = clause.words
    if by + 1 >= len(words) or words[by + 1].tag == "VVG":
        return None
    if _NOT_DOERS.match(clause.text[words[by + 1].start :]):
        return None
    end = by + 1
    while end < len(words) and _goes_on(words, by, end):
        end += 1
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
    if end < len(words) and words[end].tag in ("PNQ", "DTQ", "CJT"):
        # 'By people who know you' to the end of the sentence, else it is not sure where it ends.
        if any(word.is_mark for word in words[end:-1]) or len([g for g in clause.groups if g.start >= end]) != 1:
            return None
        end = len(words) - 1 if words[-1].is_mark else len(words)
    if end < len(words) and words[end].tag == "CJC" and not _verb_soon(words, end):
        return None
    named = any(word.tag[:2] in ("NN", "NP", "PN", "UN") for word in words[by + 1 : end])
    return (by, end) if named else None


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


def _turned(clause: Clause, found: _Passive, by: int, end: int) -> str:
    doer = clause.slice(by + 1, end)
    doer = _SUBJECT.get(doer.lower(), doer)
    before = clause.slice(found.after, by)
    after = clause.text[clause.words[end - 1].end :]
    thing = _OBJECT.get(found.thing.lower(), lower_first(found.thing))
    particle = ""
    if (
        found.after < by
        and clause.words[found.after].tag == "AVP"
        or re.match(r"(?:out|up|off|for|to|at|about|after|into|over|on|down) ?$", before)
    ):
        particle, _, before = before.partition(" ")
    many = _is_many(doer)
    verbs = _active_verbs(found.group, many, doer)
    parts = [found.lead + (doer if found.lead else doer[:1].upper() + doer[1:]), verbs, particle, thing, before]
    text = " ".join(part for part in parts if part.strip())
    # After an apposition the comma stays: 'Our contractor, Harbour Homes, will carry out repairs between …'
    if "," in doer and after.startswith(","):
        after = after[1:]
        text = text.replace(doer, doer + ",", 1)
    return text + after


def _is_many(doer: str) -> bool:
    if doer.lower() in ("you", "we", "they", "i"):
        return True
    words = read(doer).words
    if any(word.low == "and" for word in words):
        return True
    head = next((at for at, word in enumerate(words) if word.low in ("of", "who", "that", "which")), len(words))
    return any(word.tag == "NN2" for word in words[max(0, head - 1) : head])


def _active_verbs(group: VerbGroup, many: bool, doer: str) -> str:
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


_ENDS = {
    "stopped": "stop", "ended": "end", "started": "start", "begun": "begin", "increased": "go up", "raised": "go up",
    "reduced": "go down", "decreased": "go down", "changed": "change", "closed": "close", "opened": "open",
    "terminated": "end", "commenced": "start", "lowered": "go down", "improved": "get better",
}  # fmt: skip
_DUTIES = ("must", "should", "shall")
"""'You must be sent a copy' is a duty of another: 'you must get a copy' would make it the reader's."""
_GETS = frozenset(["given", "sent", "offered", "awarded", "paid", "issued", "provided"])


def by_nobody(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Your benefit will be stopped.' is 'Your benefit will stop.'; 'You will be sent a form.' is 'You will get a form.'

    Who does it is not said in the source, and is not said here.
    """
    clause = read(piece.text)
    for group in clause.groups:
        subject = clause.subject(group)
        if not group.is_passive or not subject or group.modal in _DUTIES or _is_one_of_several(clause, group):
            continue
        text = _without_doer(clause, group, subject)
        if text:
            return (piece.saying(sentence(text)),)
    return (piece,)


def _without_doer(clause: Clause, group: VerbGroup, subject: tuple[int, int]) -> str | None:
    thing, rest = clause.slice(*subject), clause.text[clause.words[group.end - 1].end :]
    lead = clause.text[: clause.words[subject[0]].start]
    done = group.head.low
    if done in _ENDS and not (done == "raised" and "rent" not in thing.lower()):
        return f"{lead}{thing} {_neutral(group, _ENDS[done], clause, subject)}{rest}"
    if (
        done in _GETS
        and group.words[0].tag in ("VM0", "VBD")
        and " notice" not in rest
        and _is_person(thing)
        and re.match(r" (?:with )?(?:a|an|the|your|our|\d|£|some|any|more|no|two)", rest)
    ):
        return f"{lead}{thing} {_neutral(group, 'get', clause, subject)}{rest.replace(' with', '', 1) if rest.startswith(' with') else rest}"
    if done in _GIVEN and (to := re.match(r" to (you|them|him|her|us|me)\b", rest)) and not group.negated:
        who = _SUBJECT.get(to[1], to[1])
        many = who in ("you", "they", "we", "I")
        get = _neutral(group, "get", clause, subject) if group.words[0].tag in ("VM0", "VBD") else None
        if get and many:
            return f"{lead}{who if lead else who.capitalize()} {get} {lower_first(thing)}{rest[to.end() :]}"
    if (
        done in ("raised", "expressed")
        and re.search(r"(?i)\bconcerns?$", thing)
        and group.words[0].tag in ("VHB", "VHZ")
    ):
        be = "are" if thing.lower().endswith("s") else "is"
        return f"{lead}{'there' if lead else 'There'} {be} {lower_first(thing)}{rest}"
    if done == "admitted" and re.match(r" to (?:hospital|ward|the ward|a ward)\b", rest.lower()):
        return f"{lead}{thing} {_neutral(group, 'go', clause, subject)}{rest.replace(' to', ' into', 1)}"
    if done == "committed" and group.words[0].tag == "VHZ" and re.search(r"(?i)\b(?:crime|offence)$", thing):
        return f"{lead}{'there' if lead else 'There'} has been {lower_first(thing)}{rest}"
    carried = done == "carried" and rest.startswith(" out")
    if (done in ("undertaken", "conducted") or carried) and not re.search(r"\bby\b", rest):
        rest = rest.removeprefix(" out") if carried else rest
        if any(word.tag == "VBG" for word in group.words):
            return f"{lead}{thing} {group.words[0].text} happening{rest}" if not group.negated else None
        if group.modal and not group.negated:
            return f"{lead}{thing} {group.modal} happen{rest}"
    if done == "held" and re.match(r" (?:on|at|in|every|by|within|before|after)\b", rest) and not group.negated:
        if re.match(r"(?i)an? ", thing) and group.modal:
            return f"{lead}{'there' if lead else 'There'} {group.modal} be {lower_first(thing)}{rest}"
        return f"{lead}{thing} {group.modal} be{rest}" if group.modal else None
    if group.modal == "can" and not group.negated and done in ("found", "obtained", "viewed", "downloaded", "contacted"):
        thing = _OBJECT.get(thing.lower(), lower_first(thing))
        return f"{lead}{'you' if lead else 'You'} can {_FIND.get(done, base(done))} {thing}{rest}"
    if done in ("enclosed", "attached") and group.words[0].tag in ("VBB", "VBZ", "VHB", "VHZ") and not group.negated:
        be = "are" if _is_many(thing) else "is"
        return f"{lead}{thing} {be}{rest if rest.startswith(' with') else ' with this letter' + rest}"
    return None


_GIVEN = _GETS - {"offered"}
_FIND = {"viewed": "see", "obtained": "get", "downloaded": "download"}


def _is_person(thing: str) -> bool:
    return thing.lower() in ("you", "they", "he", "she", "i", "we") or bool(
        re.search(r"(?i)\b(?:tenants?|people|person|carers?|applicants?|claimants?|users?|Mrs?|Ms)\b", thing)
    )


def _neutral(group: VerbGroup, plain: str, clause: Clause, subject: tuple[int, int]) -> str:
    """A plain verb in the tense of a passive group, its subject the same."""
    thing = clause.slice(*subject)
    many = _is_many(thing)
    first = group.words[0]
    small = " ".join(word.text for word in group.words[1:] if word.tag[:2] in ("AV", "XX"))
    if first.tag == "VM0":
        return " ".join(filter(None, (first.text.lower(), small, plain)))
    if first.tag[:2] == "VH":
        return " ".join(filter(None, (first.text.lower(), small, verb(plain, "VVN"))))
    if group.negated:
        return f"{'did' if first.tag == 'VBD' else 'do' if many else 'does'} {small} {plain}"
    if first.tag == "VBD":
        return " ".join(filter(None, (small, verb(plain, "VVD"))))
    return " ".join(filter(None, (small, verb(plain, "VVB" if many else "VVZ"))))


_READERS = {
    "submitted": "send", "returned": "return", "sent": "send", "completed": "complete", "signed": "sign", "paid": "pay",
    "taken": "take", "handed": "give",
}  # fmt: skip


_ASKS = {"complaint": "complain", "request": "ask", "application": "apply", "appeal": "appeal"}
_ASKED = re.compile(
    r"(?i)^(?:an? |any |all |your |the )?(?P<what>complaint|request|application|appeal)s?(?P<rest> (?:for|about|against) .+)?$"
)


def by_the_reader(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Payment of the balance must be made by 5 May.' is 'You must pay the balance by 5 May.', flagged.

    Only after 'must' or 'should', where a reader is named, of what a letter asks of its reader.
    """
    if not setting.reader.is_you or not setting.says_you or piece.kind is LineKind.HEADING:
        return (piece,)
    clause = read(piece.text)
    for group in clause.groups:
        subject = clause.subject(group)
        if not group.is_passive or not subject or group.modal not in ("must", "should", "may") or subject[0]:
            continue
        if re.match(r"(?i)(?:no|nothing|any|your views|this|it|they|these)\b", clause.slice(*subject)):
            continue
        if group.head.low == "taken" and re.match(
            r" (?:into|to|up(?! to)|over|by)\b", clause.text[clause.words[group.end - 1].end :]
        ):
            continue
        thing, rest = clause.slice(*subject), clause.text[clause.words[group.end - 1].end :]
        plain = _READERS.get(group.head.low)
        if group.head.low == "made" and (pay := re.match(r"(?i)(?:all )?payments?(?: of (?P<what>.+))?$", thing)):
            plain, thing = "pay", pay["what"] or ""
        elif group.head.low == "made" and (asked := _ASKED.match(thing)):
            plain, thing = _ASKS[asked["what"].lower()], asked["rest"] or ""
        if plain and not _doer(clause, group.end):
            text = f"You {group.modal} {'not ' if group.negated else ''}{plain} {lower_first(thing)}{rest}"
            return (
                piece.saying(sentence(text), "The source does not say who does this. Check that it is the reader."),
            )
    return (piece,)


_WRITERS = {
    "contacted": "contact", "notified": "tell", "informed": "tell", "considered": "consider", "approved": "approve",
    "refused": "refuse", "rejected": "reject", "accepted": "accept", "awarded": "award", "suspended": "suspend",
    "calculated": "work out", "invited": "invite", "processed": "process", "reviewed": "review", "sent": "send",
    "enclosed": "enclose", "allocated": "allocate", "granted": "give", "charged": "charge", "asked": "ask",
    "received": "receive", "cancelled": "cancel",
}  # fmt: skip


def by_the_writer(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'You will be contacted.' is 'We will contact you.' where the writer is known, flagged for a person to look at."""
    writer = setting.reader.writer
    clause = read(piece.text)
    if not writer or re.search(
        r"\bby\b", re.sub(r"\bby (?=\d|(?:post|phone|letter|e-?mail|telephone)\b)", "", piece.text)
    ):
        return (piece,)
    for group in clause.groups:
        subject = clause.subject(group)
        if not group.is_passive or not subject or group.head.low not in _WRITERS:
            continue
        thing = clause.slice(*subject)
        if group.modal not in ("", "will", "may") or _is_one_of_several(clause, group):
            continue
        if group.head.low == "charged" and thing.lower() != "you":
            continue
        if re.match(r"(?i)(?:no|nothing|any|it$)\b", thing) or re.search(r"(?i)\b(?:tenants?|people|anyone)\b", thing):
            continue
        text = _by_writer(clause, group, subject)
        why = f"The source does not say who does this. Check that it is {writer}."
        return (piece.saying(sentence(text), why),)
    return (piece,)


def _by_writer(clause: Clause, group: VerbGroup, subject: tuple[int, int]) -> str:
    thing = clause.slice(*subject)
    lead = clause.text[: clause.words[subject[0]].start]
    rest = clause.text[clause.words[group.end - 1].end :]
    words = _active_verbs(group, True, "we")
    plain = _WRITERS[group.head.low]
    old = base(group.head.low)
    for tag in ("VVI", "VVN", "VVD", "VVG"):
        if words.split()[-1] == verb(old, tag) and plain.split()[0] != old:
            words = " ".join((*words.split()[:-1], verb(plain, tag)))
            break
    if group.head.low in ("notified", "informed"):
        rest = re.sub(r"^ of\b", " about", rest)
    return f"{lead}{'we' if lead else 'We'} {words} {_OBJECT.get(thing.lower(), lower_first(thing))}{rest}"
