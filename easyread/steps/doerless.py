"""Says without a passive what the source says without a doer: 'It will be stopped' is 'It will stop'.

A doer that the source does not name is never invented. 'We' and 'you' are written only where the reader's card names
the writer or the reader and only they can do it, and such a line is flagged for a person to look at.
"""

from __future__ import annotations

import re

from easyread.grammar import Clause, VerbGroup, read
from easyread.inflect import base, verb
from easyread.language.words import word_list
from easyread.page import LineKind
from easyread.steps.active import (
    AS_OBJECT,
    AS_SUBJECT,
    active_verbs,
    find_doer,
    goes_on_without,
    is_many,
    is_one_of_several,
)
from easyread.steps.piece import Piece, Setting, lower_first, sentence

_ENDS = {
    "stopped": "stop", "ended": "end", "started": "start", "begun": "begin", "increased": "go up", "raised": "go up",
    "reduced": "go down", "decreased": "go down", "changed": "change", "closed": "close", "opened": "open",
    "terminated": "end", "commenced": "start", "lowered": "go down", "improved": "get better",
}  # fmt: skip
_DUTIES = ("must", "should", "shall")
"""'You must be sent a copy' is a duty of another: 'you must get a copy' would make it the reader's."""
_GETS = frozenset(word_list("given sent awarded paid issued provided"))


def by_nobody(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Your benefit will be stopped.' is 'Your benefit will stop.', 'You will be sent a form.' 'You will get a form.'

    Who does it is not said in the source, and is not said here.
    """
    clause = read(piece.text)
    for group in clause.groups:
        subject = clause.subject(group)
        if not group.is_passive or not subject or group.modal in _DUTIES or is_one_of_several(clause, group):
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
        return f"{lead}{thing} {_neutral(group, 'get', clause, subject)}{rest.removeprefix(' with')}"
    if done in _GETS and (to := re.match(r" to (you|them|him|her|us|me)\b", rest)) and not group.negated:
        who = AS_SUBJECT.get(to[1], to[1])
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
    if (
        group.modal == "can"
        and not group.negated
        and done in ("found", "obtained", "viewed", "downloaded", "contacted")
    ):
        thing = AS_OBJECT.get(thing.lower(), lower_first(thing))
        return f"{lead}{'you' if lead else 'You'} can {_FIND.get(done, base(done))} {thing}{rest}"
    if done in ("enclosed", "attached") and group.words[0].tag in ("VBB", "VBZ", "VHB", "VHZ") and not group.negated:
        be = "are" if is_many(thing) else "is"
        return f"{lead}{thing} {be}{rest if rest.startswith(' with') else ' with this letter' + rest}"
    return None


_FIND = {"viewed": "see", "obtained": "get", "downloaded": "download"}


def _is_person(thing: str) -> bool:
    return thing.lower() in ("you", "they", "he", "she", "i", "we") or bool(
        re.search(r"(?i)\b(?:tenants?|people|person|carers?|applicants?|claimants?|users?|Mrs?|Ms)\b", thing)
    )


def _neutral(group: VerbGroup, plain: str, clause: Clause, subject: tuple[int, int]) -> str:
    """A plain verb in the tense of a passive group, its subject the same."""
    thing = clause.slice(*subject)
    many = is_many(thing)
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
    r"(?i)^(?:an? |any |all |your |the )?(?P<what>complaint|request|application|appeal)s?"
    r"(?P<rest> (?:for|about|against) .+)?$"
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
        if plain and not find_doer(clause, group.end) and not goes_on_without(clause, group.end):
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
        if group.modal not in ("", "will", "may") or goes_on_without(clause, group.end):
            continue
        if is_one_of_several(clause, group):
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
    words = active_verbs(group, True, "we")
    plain = _WRITERS[group.head.low]
    old = base(group.head.low)
    for tag in ("VVI", "VVN", "VVD", "VVG"):
        if words.split()[-1] == verb(old, tag) and plain.split()[0] != old:
            words = " ".join((*words.split()[:-1], verb(plain, tag)))
            break
    if group.head.low in ("notified", "informed"):
        rest = re.sub(r"^ of\b", " about", rest)
    return f"{lead}{'we' if lead else 'We'} {words} {AS_OBJECT.get(thing.lower(), lower_first(thing))}{rest}"
