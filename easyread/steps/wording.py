"""Patterns of officialese said plainly where a whole sentence is built on them: duties, conditions, consequences."""

from __future__ import annotations

import re
from functools import partial

from easyread.grammar import read
from easyread.inflect import third_person
from easyread.steps.active import is_many
from easyread.steps.piece import Piece, Setting, lower_first, sentence

_SHORT = {
    "don't": "do not", "doesn't": "does not", "didn't": "did not", "can't": "cannot", "won't": "will not",
    "isn't": "is not", "aren't": "are not", "wasn't": "was not", "weren't": "were not", "haven't": "have not",
    "hasn't": "has not", "hadn't": "had not", "couldn't": "could not", "wouldn't": "would not",
    "shouldn't": "should not", "mustn't": "must not", "needn't": "need not", "you'll": "you will",
    "we'll": "we will", "they'll": "they will", "it'll": "it will", "you're": "you are", "we're": "we are",
    "they're": "they are", "you've": "you have", "we've": "we have", "they've": "they have", "i've": "I have",
    "i'm": "I am", "i'll": "I will", "let's": "let us", "that's": "that is", "there's": "there is",
}  # fmt: skip
_SHORT_FORM = re.compile(r"(?i)\b(" + "|".join(_SHORT) + r")\b")


def long_forms(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'You don't have to pay.' is 'You do not have to pay.' An apostrophe that could be 'has' or 'is' stays."""

    def written(match: re.Match[str]) -> str:
        full = _SHORT[match.group().lower()]
        return full[:1].upper() + full[1:] if match.group()[0].isupper() else full

    return (piece.saying(_SHORT_FORM.sub(written, piece.text.replace("’", "'"))),)


_PLACES = r"home|house|flat|place|hospital|area|office|building|room|school|street|service|centre|property|ward"
_ROWS: tuple[tuple[str, str], ...] = (
    (r"\b(is|are) not (?:required|obliged) to\b", r"@do@ not have to"),
    (r"^(?:we|i) (?:would|should) (?:be grateful|appreciate it) if you (?:could|would) (?:please )?", "please "),
    (
        r"\b(?:in accordance with|pursuant to|in pursuance of) "
        r"(?=(?:the )?(?:[A-Z]\w+,? (?:and |of )?)+(?:Acts?|Regulations|Code|Order)\b"
        r"|(?:section|regulation|schedule)s? \d)",
        "under ",
    ),
    (r"\bremain (?=dissatisfied|unhappy)", "are still "),
    (r"\bon the previous day\b", "the day before"),
    (r"\b(may|will|might|would|could) (not )?be (?:required|obliged) to\b", r"\1 \2have to"),
    (r"\bto which (you|they|we) are entitled\b", r"that \1 have a right to"),
    (r"\bto which (he|she) is entitled\b", r"that \1 has a right to"),
    (r"^however, ", "but "),
    (r"\bplease do not hesitate to\b", "please"),
    (r"\b(the )?(?:undersigned)\b", "me"),
    (r"\b(?:is|are|am) (?:required|obliged) to\b", "must"),
    (r"\bthere is (?:a|no) (?:requirement|obligation) (?:for you|on you) to\b", "@duty@"),
    (r"\b(?:is|are|am) unable to\b", "cannot"),
    (r"\bwill be unable to\b", "will not be able to"),
    (r"\b(?:is|are|am) able to\b", "can"),
    (r"\b(is|are) (?:not )?entitled to\b", "@right@"),
    (r"\bhas an entitlement to\b", "has a right to"),
    (r"\bhave an entitlement to\b", "have a right to"),
    (r"\bwill be in a position to\b", "will be able to"),
    (r"\b(?:is|are) in a position to\b", "can"),
    (r"\b(?:is|are) in receipt of\b", "@get@"),
    (r"\bin the event that\b", "if"),
    (r"\bin (?:the )?circumstances (?:where|in which)\b", "if"),
    (r"\bin cases where\b", "if"),
    (r"\bin the event of\b", "if there is"),
    (r"\b(?:provided|providing) that\b", "as long as"),
    (r"\bon (?:the )?condition that\b", "as long as"),
    (r"^where (?=[^,]+, )", "if "),
    (r"\bis due to (?=(?:a|an|the|your|our)\b)", "is because of "),
    (r"^due to\b", "because of"),
    (r"\bthe purpose of (this letter|this leaflet|the meeting|this meeting|the visit) is to\b", r"\1 is to"),
    (r"\bit is necessary for you to\b", "you need to"),
    (r"\bin order to\b", "to"),
    (r"\bin order that\b", "so that"),
    (r"\bso as to\b", "to"),
    (r"\bwill have the opportunity to\b", "will have a chance to"),
    (r"\b(?:up)?on completion of\b", "after"),
    (r"\bwriting to advise you (?:of|about)\b", "writing to tell you about"),
    (r"\bprovide you with (?:notification|confirmation|details) (?:of|about)\b", "tell you about"),
    (r"\bprovide you with information (?:on|about|regarding)\b", "tell you about"),
    (r"\bhas the potential to\b", "may"),
    (r"\b(?:is|are) (?:hereby |strongly )?(?:advised|recommended) to\b", "should"),
    (r"\b(?:is|are) subject to change\b", "may change"),
    (r"\ba decision (?:has been|is) (?:made|reached|taken)\b", "there is a decision"),
    (r"\ba decision has now been (?:made|reached|taken)\b", "there is now a decision"),
    (r"\bno decision has (?:yet )?been (?:made|reached|taken)\b", "there is no decision"),
    (r"\b(has|have) been completed\b", "@complete@"),
    (r"\b(is|are) (?:set out|listed|shown|detailed) (?=(?:below|above|overleaf|in|on)\b)", r"\1 "),
    (r"\b(?:is|are) to be (\w+(?:ed|en|id|pt|nt|ne|de)) by you\b", r"must be \1 by you"),
    (r"\ba decision (was|has been) (?:made|taken) (not to|to)\b", r"the decision was \2"),
    (r"^you are (?:kindly )?(?:requested|asked) to\b", "please"),
    (r"\bwith effect from\b", "from"),
    (r"\bamounts to (?=£|\d)", "is "),
    (r"(?<!not )(?<!may )(?<!can )(?<!will )(?<!must )\bamount to (?=£|\d)", "are "),
    (r"\bon (?:the )?grounds that\b", "because"),
    (r"\bon the understanding that\b", "as long as"),
    (r"\bowing to (?=(?:a|an|the|your|our|staff|\w+ing)\b)", "because of "),
    (r"\b(is|are) under no obligation to\b", r"@do@ not have to"),
)  # fmt: skip
_FORMS = {
    "@do@": {"is": "does", "are": "do"},
    "@right@": {"is": "has a right to", "are": "have a right to"},
    "@complete@": {"has": "is complete", "have": "are complete"},
    "@get@": {"is": "gets", "are": "get"},
}


def plain_patterns(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'You are not required to pay.' is 'You do not have to pay.'; 'In the event that' is 'If'."""
    text = _where(piece.text)
    for pattern, plain in _ROWS:
        text = re.sub(f"(?i){pattern}", partial(_written, plain), text)
    text = _limits(_after(_need_not(text)))
    return (piece.saying(sentence(text) if text != piece.text else text),)


def _need_not(text: str) -> str:
    """'You need not pay' is 'you do not have to pay', 'the firm need not pay' 'the firm does not have to pay'."""
    for match in reversed([*re.finditer(r"(?i)\bneed not\b", text)]):
        clause = read(text[: match.start()] + "may" + text[match.end() :])
        group = next((one for one in clause.groups if clause.words[one.start].start == match.start()), None)
        subject = clause.subject(group) if group else None
        if not subject and clause.groups and clause.groups[0] is not group:
            subject = clause.subject(clause.groups[0])  # 'must let you have time off but need not pay you'
        if subject:
            do = "do" if is_many(clause.slice(*subject)) else "does"
            text = f"{text[: match.start()]}{do} not have to{text[match.end() :]}"
    return text


_UNITS = r"(?:minutes?|hours?|days?|weeks?|fortnights?|months?|years?|terms?)"
_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|half an?)"
_LONG = rf"{_COUNT}(?:[ -][a-z]+){{0,3}}? {_UNITS}"
_LIMIT = re.compile(
    rf"(?i)\b(?:no|not) later than (?:(?P<span>{_LONG})(?P<way> (?:after|from|following|of)\b"
    rf"| (?:before|prior to|beforehand|ahead of|in advance of|in advance|earlier)\b)?)?"
)
_DAY_OR_TIME = re.compile(
    r"(?i)(?:\d|noon|midday|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the (?:end|date|day|due|closing|start"
    r"|first|last|following|same|next|end)\b|the \w+day|close\b|end of)"
)


def _limits(text: str) -> str:
    """'No later than 3 days after' is 'within 3 days after', but '3 days before' is 'at least 3 days before'.

    A span of time from nowhere ('no later than 3 days') may be counted either way, and stays.
    """

    def written(match: re.Match[str]) -> str:
        if not match["span"]:
            return "by " if _DAY_OR_TIME.match(text[match.end() :]) else match.group()
        way = (match["way"] or "").strip().lower()
        if way in ("after", "from", "following", "of"):
            return f"within {match['span']} {'after' if way == 'following' else 'of' if way == 'from' else way}"
        if not way or way == "earlier":
            return match.group()
        plain = {"prior to": "before", "ahead of": "before", "in advance of": "before"}.get(way, way)
        return f"at least {match['span']} {plain}"

    return re.sub(r"\b(within \d+ (?:working |calendar )?(?:days|weeks|months)) from\b", r"\1 of",
                  _LIMIT.sub(written, text))  # fmt: skip


def _after(text: str) -> str:
    """'Following the review' is 'after the review', where it is no verb."""
    for word in reversed(read(text).words if "following " in text.lower() else ()):
        if word.low == "following" and word.tag == "PRP":
            text = text[: word.start] + ("After" if word.text[0].isupper() else "after") + text[word.end :]
    return text


def _where(text: str) -> str:
    """'Where there is a risk' is 'if there is a risk', but not after the name of a place."""
    return re.sub(
        r"(?i)(?:\b(\w+),? )?\bwhere (?=there (?:is|are)\b|(?:this|it|that) is\b|(?:you|we) (?:are|have|do|must)\b)",
        lambda match: (
            match.group()
            if re.fullmatch(_PLACES, (match[1] or "").lower())
            else f"{match[1] or ''}{',' if ',' in match.group() else ''} if "
        ),
        text,
    ).strip()


def _written(plain: str, match: re.Match[str]) -> str:
    found = match.group()
    if plain == "@duty@":
        shown = "you do not have to" if " no " in found.lower() else "you must"
    else:
        mark = re.match(r"@\w+@", plain)
        verb = match[1].lower() if mark and match.re.groups else found.split()[0].lower()
        shown = re.sub(r"\\(\d)", lambda place: match[int(place[1])] or "", plain)
        if mark:
            shown = shown.replace(mark.group(), _FORMS[mark.group()].get(verb, ""))
        if mark and mark.group() == "@right@" and " not " in found.lower():
            shown = f"{_FORMS['@do@'][verb]} not have a right to"
    return shown[:1].upper() + shown[1:] if found[:1].isupper() else shown


_REQUIRED = re.compile(r"^(?P<who>[A-Z][^,]*?) (?:is|are) required (?P<by>under [^,]+?|by law) to (?P<what>.+)$")


def required_under(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'You are required under your tenancy to pay.' is 'Under your tenancy, you must pay.'"""
    match = _REQUIRED.match(piece.text)
    if not match:
        return (piece,)
    by = match["by"][:1].upper() + match["by"][1:]
    return (piece.saying(f"{by}, {lower_first(match['who'])} must {match['what']}"),)


def should_you(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Should you wish to appeal, …' is 'If you wish to appeal, …', 'Should the tenant wish' 'If the tenant wishes'."""
    match = re.match(r"(?i)^should (you|we|they|it|he|she|(?:the|your|an?) [a-z ]+?) ([a-z]+)\b", piece.text)
    if not match or piece.text.rstrip().endswith("?"):
        return (piece,)
    many = match[1].lower() in ("you", "we", "they")
    verb = match[2] if many else third_person(match[2])
    verb = {"be": "are" if many else "is"}.get(match[2], verb)
    return (piece.saying(f"If {match[1]} {verb}{piece.text[match.end() :]}"),)


_FAILURE = re.compile(
    r"(?i)^(?:any )?failure to (?P<what>[^,]+?) (?P<may>may|will|could|can|might) "
    r"(?:result in|lead to|mean) (?P<then>.+?)\.?$"
)


def failure_to(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Failure to pay may result in your benefit being stopped.' is 'If you do not pay, your benefit may be stopped.'

    Only in a document that speaks to its reader: who fails to do it is not said.
    """
    match = _FAILURE.match(piece.text)
    if not match or not (setting.says_you or setting.reader.is_you):
        return (piece,)
    may, then = match["may"], match["then"]
    what = re.sub(
        r" without (?:a )?(?:good|reasonable) (reason|cause|excuse)$", r" and you have no good \1", match["what"]
    )
    if re.search(r"\b(?:without|not|no|or)\b", what.replace("and you have no good", "")):
        return (piece,)  # 'failure to come without notice': who gives notice is not meant
    being = re.match(r"(?P<who>[^,]+?) (?P<be>being|having to|losing) (?P<rest>.+)", then)
    if being and being["be"] == "being":
        result = f"{being['who']} {may} be {being['rest']}"
    elif being:
        result = f"{being['who']} {may} {'have to' if being['be'] == 'having to' else 'lose'} {being['rest']}"
    else:
        result = f"this {may} lead to {then}"
    return (piece.saying(f"If you do not {what}, {lower_first(result)}."),)


_REQUESTED = re.compile(
    r"(?i)^your attendance (?P<where>(?:at|on) .+?)? ?is (?P<how>requested|required)(?P<rest>.*?)\.?$"
)


def attendance(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Your attendance at the meeting is requested.' is 'Please come to the meeting.'"""
    match = _REQUESTED.match(piece.text)
    if not match:
        return (piece,)
    where = re.sub(r"^at\b", "to", (match["where"] or match["rest"].strip() or "").strip())
    rest = match["rest"] if match["where"] else ""
    start = "Please come" if match["how"].lower() == "requested" else "You must come"
    return (piece.saying(sentence(f"{start} {where}{rest}")),)


_LIMITED = re.compile(
    r"(?i)^(?:\d|£)|\b(?:maximum|minimum|limit|cap|capped|ceiling|no more than|no less than|at least|at most|up to)\b"
)
_COST = re.compile(r"(?i)(?:an? |the )?(?:[\w-]+ )?(?:charges?|fees?|costs?|levy|excess|tax|deductions?)\b")
_MOST_OF = re.compile(
    r"(?i)\b(?:(?:an? |the )?(?P<all>overall |total )?"
    r"(?P<kind>maximum(?: \w+)?|minimum(?: \w+)?|upper limit|limit|cap|ceiling) of"
    r"|(?P<plain>no more than|at most|at least|up to))(?= (?:£|\d|one\b|two\b|three\b|half\b))"
)


def _limit(on: str) -> str:
    """'A maximum of £30' is 'at most £30', 'a minimum of £3 and a maximum of £30' 'at least £3 and at most £30'."""
    if not (first := _MOST_OF.match(on)):
        return ""

    def plain(found: re.Match[str]) -> str:
        if found["plain"]:
            return "at least" if found["plain"].lower() == "at least" else "at most"
        return "at least" if found["kind"].lower().startswith("minimum") else "at most"

    return _MOST_OF.sub(plain, on) + (" in all" if first["all"] else "")


def subject_to(piece: Piece, setting: Setting) -> tuple[Piece, ...]:
    """'Your payment will start, subject to a check.' is 'Your payment will start, but this depends on a check.'"""
    match = re.match(r"^(?P<what>.+?),? subject to (?P<on>[^,]+?)\.?$", piece.text)
    if not match or not read(match["what"]).groups:
        return (piece,)
    if _LIMITED.search(match["on"]):
        limit = _limit(match["on"])
        return (piece.saying(f"{match['what']}, but {limit}."),) if limit else (piece,)
    if ", subject to " not in piece.text or _COST.match(match["on"]) or " and to " in match["on"]:
        return (piece,)
    return (piece.saying(f"{match['what']}, but this depends on {match['on']}."),)
