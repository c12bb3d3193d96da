"""Says without a passive what the source says without a doer: 'It will be stopped' is 'It will stop'.

A doer that the source does not name is never invented. 'We' and 'you' are written only where the reader's card names
the writer or the reader and only they can do it, and such a line is flagged for a person to look at.
"""

from __future__ import annotations

import re

from easyread.grammar import Clause, VerbGroup, read
from easyread.inflect import base, verb
from easyread.language.words import word_list
from easyread.steps.active import (
    AS_OBJECT,
    AS_SUBJECT,
    is_many,
    is_one_of_several,
    names_doer,
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


_SERIES = re.compile(r"(?P<be>\b(?:is|are)) (?P<done>\w+ed(?:, \w+ed)*,? (?:or|and) \w+ed)(?=[.,]?$)")


def ends_of_several(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Your benefits are increased, reduced or stopped' is 'your benefits go up, go down or stop'."""
    match = _SERIES.search(piece.text)
    many = match and match["be"] == "are"
    if not match or any(word not in _ENDS for word in re.findall(r"\w+ed\b", match["done"])):
        return (piece,)
    shown = re.sub(r"\w+ed\b", lambda word: verb(_ENDS[word.group()], "VVB" if many else "VVZ"), match["done"])
    return (piece.saying(piece.text[: match.start()] + shown + piece.text[match.end() :]),)


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
    if names_doer(clause, group.end):
        return None  # 'may be held by a neighbour or, if she is away, by the warden'
    if done in _ENDS and not (done == "raised" and "rent" not in thing.lower()):
        return f"{lead}{thing} {_neutral(group, _ENDS[done], clause, subject)}{rest}"
    if (
        done in _GETS
        and group.words[0].tag in ("VM0", "VBD")
        and " notice" not in rest
        and _is_person(thing)
        and re.match(r" (?:with )?(?:up to |at least |about )?(?:a|an|the|your|our|\d|£|some|any|more|no|two)", rest)
    ):
        return f"{lead}{thing} {_neutral(group, 'get', clause, subject)}{rest.removeprefix(' with')}"
    if told := _receiver_gets(clause, group, subject):
        return told
    if found := _is_there(group, thing, rest):
        return lead + (found if not lead else lower_first(found))
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
        and (done in _FOUND or done == "made" and rest.startswith(" available"))
    ):
        rest = rest.removeprefix(" available")
        thing = AS_OBJECT.get(thing.lower(), lower_first(thing))
        return f"{lead}{'you' if lead else 'You'} can {_FIND.get(done, base(done))} {thing}{rest}"
    if done in ("enclosed", "attached") and group.words[0].tag in ("VBB", "VBZ", "VHB", "VHZ") and not group.negated:
        be = "are" if is_many(thing) else "is"
        return f"{lead}{thing} {be}{rest if rest.startswith(' with') else ' with this letter' + rest}"
    return None


_FOUND = ("found", "obtained", "viewed", "downloaded", "contacted", "provided", "requested")
_FIND = {
    "provided": "get",
    "requested": "ask for",
    "made": "get",
    "viewed": "see",
    "obtained": "get",
    "downloaded": "download",
}


_TO = re.compile(
    r" to (?P<who>you|them|him|her|us|me|(?:your|each|every|all|the) [a-z]+(?: [A-Z]{2,}| [a-z]+)??|your GP)"
    r"(?=[.,]?$|,? (?:within|by|on|in|at|from|unless|if|after|before|when|once|every|as)\b)"
)


def _receiver_gets(clause: Clause, group: VerbGroup, subject: tuple[int, int]) -> str | None:
    """'A certificate will be issued to each member.' is 'Each member will get a certificate.'"""
    lead = clause.text[: clause.words[subject[0]].start]
    rest = clause.text[clause.words[group.end - 1].end :]
    to = _TO.match(rest) if group.head.low in _SENT and not group.negated else None
    if to and re.match(r"(?i)(?:[a-z]+ ){0,3}(?:appointments?|visits?|meetings?)\b", clause.slice(*subject)):
        return None  # it is sent within 18 weeks, and held at another time
    if not to or group.words[0].tag not in ("VM0", "VBD") or " by " in f"{rest[to.end() :]} ".replace(" by post", ""):
        return None
    who = AS_SUBJECT.get(to["who"], to["who"])
    get = _neutral(group, "get", clause, subject)
    thing = lower_first(clause.slice(*subject))
    return f"{lead}{who if lead else who[:1].upper() + who[1:]} {get} {thing}{rest[to.end() :]}"


_SENT = _GETS | {"forwarded", "posted", "delivered"}
_DAY = r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d{1,2} [A-Z])"


def _is_there(group: VerbGroup, thing: str, rest: str) -> str | None:
    """'Your appointment has been arranged for 3 May' is 'Your appointment is on 3 May'."""
    done, has = group.head.low, group.words[0].tag in ("VHZ", "VHB")
    if (
        done in ("arranged", "booked", "made", "scheduled")
        and (has or group.words[0].tag == "VBZ")
        and not group.negated
    ):
        day = re.match(rf" for {_DAY}", rest)
        if day and re.match(r"(?i)an? ", thing):
            return f"There will be {lower_first(thing)} on {rest[day.start('day') :]}"
        if day and not thing.lower().startswith(("you", "we")) or day and thing.lower().startswith("your "):
            return f"{thing} {'are' if is_many(thing) else 'is'} on {rest[day.start('day') :]}"
    if done == "found" and re.match(r"(?i)no ", thing) and rest in ("", ".") and group.words[0].tag == "VBD":
        return f"There {group.words[0].low} {lower_first(thing)}{rest}"
    return None


def reaches(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Payment must be received by 3 May.' is 'Payment must reach us by 3 May.', where a writer is named."""
    if not setting.reader.writer or setting.others_do and "received by us" not in piece.text:
        return (piece,)
    text = re.sub(
        r"\b(?P<must>must|should) be received(?: by us)? "
        r"(?=(?:within|before|by (?:\d|the |noon|midday)|no later|at least))",
        r"\g<must> reach us ",
        piece.text,
    )
    return (piece.saying(text) if text != piece.text else piece,)


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
