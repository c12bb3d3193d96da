"""Says 'we' or 'you' where a sentence names no doer, and only the writer or the reader can be meant; always flagged.

'We' and 'you' are written only where the reader's card names the writer or the reader, for what nobody else does in a
letter, never inside a condition: 'if the visit is cancelled' may be anybody's doing; and 'we' never where another body
or person is named in the sentence or the one before it.
"""

from __future__ import annotations

import re

from easyread.grammar import Clause, VerbGroup, read
from easyread.inflect import base, verb
from easyread.page import LineKind
from easyread.steps.active import AS_OBJECT, active_verbs, goes_on_without, is_one_of_several, names_doer
from easyread.steps.piece import Piece, Setting, lower_first, sentence

_IS_IT_READER = "The source does not say who does this. Check that it is the reader."
_IS_IT_WRITER = "The source does not say who does this. Check that it is {}."
_READERS = {
    "submitted": "send", "returned": "return", "sent": "send", "completed": "complete", "signed": "sign", "paid": "pay",
    "taken": "take", "handed": "give", "lodged": "send", "brought": "bring", "used": "use", "kept": "keep",
    "given": "give", "enclosed": "enclose", "reported": "report", "moved": "move", "treated": "treat",
    "left": "leave", "surrendered": "return", "worn": "wear", "provided": "give", "made": "make",
    "addressed": "send", "directed": "send", "requested": "ask for", "informed": "tell", "notified": "tell",
}  # fmt: skip
"""What a letter asks of its reader, and the plain verb for it."""
_ONLY_OF = {
    "given": r".+ to (?:us|our)\b", "provided": r".+ to (?:us|our)\b", "treated": r".+ with respect",
    "moved": r"(?:all |your )?(?:vehicles?|cars?|belongings)\b",
    "left": r".*\b(?:property|home|flat|house|room|keys?)\b",
    "kept": r".*\b(?:receipts?|statements?|bills?|letter|records|pets?|animals?|dogs?)\b",
    "used": r"(?:the|your|this) (?:money|budget|payment|account|card|form|frame)\b",
    "directed": r"(?:any |all |your )?(?:questions?|enquir(?:y|ies)|quer(?:y|ies)|complaints?|comments)\b",
    "informed": r"(?:your |the )?(?:carers?|team|office|landlord|social worker|school|department)\b",
    "notified": r"(?:your |the )?(?:carers?|team|office|landlord|social worker|school|department)\b",
    "requested": r"(?:an? |any |more |your )",
    "addressed": r"(?:any |all |your )?(?:questions?|enquir(?:y|ies)|quer(?:y|ies)|complaints?|comments)\b",
}  # fmt: skip
"""What else may be done by anybody: only of such things does a letter ask its reader."""
_ASKS = {"complaint": "complain", "request": "ask", "application": "apply", "appeal": "appeal"}
_ASKED = re.compile(
    r"(?i)^(?:an? |any |all |your |the )?(?P<what>complaint|request|application|appeal)s?"
    r"(?P<rest> (?:for|about|against) .+)?$"
)
_NOT_THE_READERS = re.compile(r"(?i)(?:no|nothing|any|your views|this|it|they|these|you|we|one)\b(?! written| other)")
_NO_MORE = re.compile(r"(?i)no (?P<what>(?:further|other|more) (?:appeals?|complaints?|claims?|requests?|payments?))$")
_LEAD = re.compile(r"(?i)(?:(?:after that|then|in that case|otherwise|if so|before then|but|also|and|so),? )?")
_TAKEN_ELSE = re.compile(r" (?:into|to|up(?! to)|over|by)\b")


def by_the_reader(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Payment of the balance must be made by 5 May.' is 'You must pay the balance by 5 May.', flagged.

    Only after 'must', 'should' or 'may', where a reader is named, of what a letter asks of its reader.
    """
    if not setting.reader.is_you or not setting.says_you or piece.kind is LineKind.HEADING or setting.others_act:
        return (piece,)
    clause = read(piece.text)
    for group in clause.groups:
        subject = clause.subject(group)
        if (
            not subject
            or not _LEAD.fullmatch(clause.text[: clause.words[subject[0]].start])
            or group.modal not in ("must", "should", "may", "can")
            or not group.is_passive
        ):
            continue
        if names_doer(clause, group.end) or goes_on_without(clause, group.end):
            continue
        if text := _readers(clause, group, subject):
            return (piece.saying(sentence(text), _IS_IT_READER),)
    return (piece,)


def _may_lead(clause: Clause, group: VerbGroup, subject: tuple[int, int]) -> bool:
    """Whether what stands before the subject leaves no doubt who does it: 'After that,', before an appeal 'If …,'."""
    lead = clause.text[: clause.words[subject[0]].start]
    asks = group.head.low in ("requested", "made", "lodged", "submitted")
    return bool(_LEAD.fullmatch(lead)) or asks and lead.count(",") == 1 and lead.endswith(", ")


def _readers(clause: Clause, group: VerbGroup, subject: tuple[int, int]) -> str | None:
    thing, rest = clause.slice(*subject), clause.text[clause.words[group.end - 1].end :]
    done = group.head.low
    if _NOT_THE_READERS.match(thing) and not _NO_MORE.match(thing) or done == "taken" and _TAKEN_ELSE.match(rest):
        return None
    if done == "made" and group.modal in ("can", "may") and (none := _NO_MORE.match(thing)):
        return f"You cannot make any {none['what']}{rest}"
    asks = done in ("made", "lodged", "submitted") and _ASKED.match(thing)
    if group.modal == "can" and not asks and done != "requested":
        return None
    if group.modal == "may" and done in ("left", "given", "provided", "taken"):
        return None
    if done in _ONLY_OF and not re.match(f"(?i){_ONLY_OF[done]}", thing + rest):
        return None
    plain = _READERS.get(done)
    if done == "made" and (pay := re.match(r"(?i)(?:all )?payments?(?: of (?P<what>.+))?$", thing)):
        plain, thing = "pay", pay["what"] or ""
    elif done in ("made", "lodged", "submitted") and (asked := _ASKED.match(thing)):
        plain, thing = _ASKS[asked["what"].lower()], asked["rest"] or ""
        rest = re.sub(r"^ with\b", " to", rest)
    elif done == "made" and not re.match(r"(?i)(?:written|late|all) ", thing):
        return None
    small = " ".join(word.text for word in group.words[1:] if word.tag[:2] in ("AV", "XX"))
    lead = clause.text[: clause.words[subject[0]].start]
    you = f"{lead}you" if lead else "You"
    return f"{you} {group.modal} {f'{small} ' if small else ''}{plain} {lower_first(thing)}{rest}" if plain else None


_WRITERS = {
    "contacted": "contact", "notified": "tell", "informed": "tell", "told": "tell", "considered": "consider",
    "approved": "approve", "refused": "refuse", "rejected": "reject", "accepted": "accept", "awarded": "award",
    "suspended": "suspend", "calculated": "work out", "invited": "invite", "processed": "process",
    "reviewed": "review", "sent": "send", "enclosed": "enclose", "allocated": "allocate", "granted": "give",
    "charged": "charge", "asked": "ask", "received": "receive", "cancelled": "cancel", "investigated": "look into",
    "acknowledged": "acknowledge", "confirmed": "confirm", "assessed": "assess", "paid": "pay", "issued": "send",
    "extended": "extend", "withdrawn": "withdraw", "supported": "support", "recovered": "recover", "refunded": "refund",
    "credited": "pay", "arranged": "arrange", "offered": "offer", "determined": "decide", "shared": "share",
    "recorded": "record", "deducted": "take", "disregarded": "disregard", "passed": "pass", "forwarded": "send",
    "given": "give", "requested": "ask", "applied": "apply", "added": "add", "blocked": "block", "served": "serve",
    "removed": "remove", "seized": "take", "retained": "keep", "kept": "keep", "released": "release",
    "checked": "check", "collected": "collect", "registered": "register", "stored": "store", "destroyed": "destroy",
    "emptied": "empty", "counted": "count", "taken": "take", "included": "include", "used": "use",
    "booked": "book", "closed": "close", "required": "need", "recharged": "recharge", "put": "put",
    "agreed": "agree", "dealt": "deal",
}  # fmt: skip
"""What a body does that writes a letter, and the plain verb for it."""
_DECIDED = frozenset(
    ("agreed", "considered", "accepted", "extended", "awarded", "approved", "granted", "refunded", "refused")
)
"""What only a body can: 'the team can be contacted' is for anybody."""
_OWED = ("given", "sent", "told", "informed", "notified")
"""What a letter says that its writer must do for its reader."""
_CONTINUE = re.compile(r"\b[Yy]ou will continue to be (?P<done>[a-z]+)\b")
_ONLY_WITH = {
    "dealt": r".+ with\b",
    "taken": r".+ into account\b|a statement from you\b", "kept": r"(?:your|a|this) .+", "used": r"your .+",
    "required": r"(?:more |further |your |the )?(?:details|information|evidence|proof|consent|documents?|signature)\b",
    "put": r".+ (?:on hold|in place)\b", "checked": r"your\b", "removed": r"your\b|the (?:judg|charge)",
    "included": r"your\b|the (?:amount|cost)", "booked": r"an?\b", "closed": r"your\b", "released": r"you\b",
    "sent": r"you (?:an?|the|your|our|any|this|more|some|copies)\b|(?!you\b)", "added": r"(?:interest|£|an?\b|your\b)",
}  # fmt: skip
"""What else may be done by anybody: only of such things does a letter tell what its writer does."""
_OTHERS = re.compile(r"(?i)\b(?:tenants?|people|anyone|order|court|police|doctor|landlord|tribunal)\b")
_CONDITION = re.compile(r"(?i)\b(?:if|unless|when|until|once|where|after|before|while|whether)\b")


def by_the_writer(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'You will be contacted.' is 'We will contact you.' where the writer is known, flagged for a person to look at."""
    writer = setting.reader.writer
    clause = read(piece.text)
    if not writer or setting.others_do:
        return (piece,)
    if assumed := re.match(r"(?i)it will be assumed (?=that\b)", piece.text):
        text = f"We will assume {piece.text[assumed.end() :]}"
        return (piece.saying(sentence(text), _IS_IT_WRITER.format(writer)),)
    if free := re.match(r"No charge will be made (?=(?:for|if|when)\b)", piece.text):
        text = f"We will not charge you {piece.text[free.end() :]}"
        return (piece.saying(sentence(text), _IS_IT_WRITER.format(writer)),)
    goes_on = _CONTINUE.search(piece.text)
    if goes_on and goes_on["done"] in _WRITERS:
        doing = f"we will continue to {base(goes_on['done'])} you"
        text = f"{piece.text[: goes_on.start()]}{doing}{piece.text[goes_on.end() :]}"
        return (piece.saying(sentence(text), _IS_IT_WRITER.format(writer)),)
    for group in clause.groups:
        subject = clause.subject(group)
        if piece.kind is LineKind.LIST and not group.modal:
            continue  # 'only if:', 'their own bay is blocked': a condition, whose lead is another line
        if group.is_passive and subject and _is_writers(clause, group, subject):
            text = _by_writer(clause, group, subject)
            return (piece.saying(sentence(text), _IS_IT_WRITER.format(writer)),)
    return (piece,)


def _is_writers(clause: Clause, group: VerbGroup, subject: tuple[int, int]) -> bool:
    thing, done = clause.slice(*subject), group.head.low
    if thing.lower() in ("we", "i"):
        return False  # 'we were asked', 'we have been told': by others
    owed = group.modal == "must" and done in _OWED and thing.lower() == "you"
    if done not in _WRITERS or not owed and group.modal not in ("", "will", "may", "can", "would", "cannot"):
        return False
    if goes_on_without(clause, group.end) or is_one_of_several(clause, group) or names_doer(clause, group.end):
        return False
    if re.match(r" by (?!\d|£|(?:up to|at least|post|phone|letter|e-?mail|telephone|no later|the end|noon|midday)\b)",
                clause.text[clause.words[group.end - 1].end :]):  # fmt: skip
        return False
    if group.modal in ("can", "cannot") and done not in _DECIDED:
        return False
    lead = clause.text[: clause.words[subject[0]].start]
    if _CONDITION.search(lead) and (lead.count(",") != 1 or not lead.rstrip().endswith(",")):
        # In a condition anybody may have done it; after 'If …,' the sentence has begun anew.
        return False
    if any(word.tag in ("PNQ", "DTQ", "CJT") for word in clause.words[: subject[0]]):
        return False
    after = clause.text[clause.words[group.end - 1].end :]
    if done in _ONLY_WITH and not re.match(f"(?i){_ONLY_WITH[done]}", thing + after):
        return False
    if done in ("charged", "given") and thing.lower() != "you":
        return False
    if done == "requested":
        return clause.text[clause.words[group.end - 1].end :].startswith(" to ") and not group.modal
    if _OTHERS.search(thing):
        return False
    if done in ("paid", "shared", "arranged", "offered", "applied", "added") and group.modal in ("may", "can"):
        return False
    return not re.match(r"(?i)(?:nothing|any|it$)\b", thing) or thing == "Nothing" and group.modal in ("will", "can")


def _by_writer(clause: Clause, group: VerbGroup, subject: tuple[int, int]) -> str:
    thing = clause.slice(*subject)
    lead = clause.text[: clause.words[subject[0]].start]
    rest = clause.text[clause.words[group.end - 1].end :]
    words = active_verbs(group, True, "we")
    plain = _WRITERS[group.head.low]
    if group.head.low == "issued" and re.search(r"(?i)\b(?:keys?|cards?|badges?|passes|permits?)$", thing):
        plain = "give"
    old = base(group.head.low)
    for tag in ("VVI", "VVN", "VVD", "VVG"):
        if words.split()[-1] == verb(old, tag) and plain != old:
            words = " ".join((*words.split()[:-1], verb(plain, tag)))
            break
    if group.head.low in ("notified", "informed"):
        rest = re.sub(r"^ of\b", " about", rest)
    if group.head.low == "credited":
        rest = re.sub(r"^ to\b", " into", rest)
    if group.head.low == "dealt":
        thing, rest = f"with {lower_first(thing)}", rest.removeprefix(" with")
    if thing == "Nothing":
        return f"We {words.replace(' ', ' not ', 1)} anything{rest}"
    if none := re.match(r"(?i)no (?P<what>.+)", thing):
        words, thing = re.sub(r"^(\w+)", r"\1 not", words, count=1), f"any {none['what']}"
        if group.modal == "":
            return f"{lead}{'we' if lead else 'We'} {active_verbs(group, True, 'we')} no {none['what']}{rest}"
    return f"{lead}{'we' if lead else 'We'} {words} {AS_OBJECT.get(thing.lower(), lower_first(thing))}{rest}"


_FORBIDDEN = re.compile(
    r"^(?P<what>[A-Z][a-z]+ing)\b(?P<of> of)?(?P<rest> .+?)? (?:is|are) (?:strictly )?"
    r"(?:prohibited|forbidden|not (?:permitted|allowed))(?P<when>(?: at any time| at all)?)\.?$"
)


def forbidden(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Parking in front of the shed is not permitted.' is 'You must not park in front of the shed.', flagged."""
    match = _FORBIDDEN.match(piece.text)
    if not match or not setting.says_you or not setting.reader.is_you or read(match["rest"] or "").groups:
        return (piece,)
    plain = base(match["what"])
    if plain == match["what"].lower():
        return (piece,)
    text = f"You must not {plain}{match['rest'] or ''}{match['when']}"
    return (piece.saying(sentence(text), _IS_IT_READER),)
