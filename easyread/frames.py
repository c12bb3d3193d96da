"""Frames: the few things that a letter does with a sentence, each brought to one wording, however it is said.

A last day and 'you have until' are a limit of what may be done; 'not
unless', 'not without' and 'not until' are 'only if' and 'only after'; what is a crime may not be done. Laid over a
sentence and over what was made of it alike, so that they are compared by what they do, not by how they are built.
"""

# ruff: noqa: E501  tables of patterns

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from easyread.inflect import base

TIME_TO = "timeto"
"""Stands for 'has until', 'has 14 days to' and 'the last day to', as if it were a modal verb."""

_LIMIT = r"\d+ (?:working |calendar )?(?:hours?|days?|weeks?|months?|years?)"
_DAY = r"(?:midday on |the )?(?:[a-z]+day,? )?(?:\d[\d/:]*(?: (?:at|on|by) [^,.;:]*?\d[\d/:]*)?|(?:\w+ ){1,4}?)"
_PERSON = r"you|we|they|he|she|i"
_NOT = r"(?:can|may|must|will|should|rightto|is|are|do|does|did|has|have|was|were)"
_MAIN = rf"((?:(?!\b(?:{_NOT}|not|which|that|who|whom)\b)[^,.;:])*?)"
"""The words of a sentence before its first verb that helps."""
_CRIME = r"(?:an offence|a criminal offence|a crime|illegal|unlawful|against the law)"
_WHOSE = {"our": "we", "your": "you", "their": "they"}
FRAMES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    # Duties.
    (r"\b(?:will |would )?(?<!your )(?<!their )(?<!our )(?<!the )(?<!eligible )(?<!any )needs? to (?=[a-z])", "must "),
    (rf"\bit is {_CRIME} (?:if you|to) ([^.;]+)", r"you must not \1, this is a crime"),
    (r"\b(?:is|are|am) (?:kindly )?(?:requested|asked) (not )?to\b", r"please \1"),
    (r"\b(?:refrain|abstain|desist) from (\w+ing)\b", lambda match: f"not {base(match[1].lower())}"),
    (r"^(?:all )?[a-z]+s please +", "please "), (r"\bplease +not\b", "please do not"),
    (r"\bon no account\b|\bunder no circumstances\b|\bnot under any circumstances\b|\bat no time\b", "never"),
    (r"\bit is a good idea to\b|\bwe (?:advise|recommend|suggest)(?: that)? you(?: to)?\b|\byou would be wise to\b", "you should"),
    (r"\b(?:is|are) free to\b", "can"),
    (r"\blacks? (?:the )?(?:mental )?capacity to\b", "can not"),
    (r"\b(?:be|is|are|become|becomes) (?:liable|responsible) (?:for (?:paying )?|to pay )", "must pay "),
    (r"\b(?:is|are) disregarded\b", "is not counted"),
    (r"\b(unless|if|until|once|after) ((?:full|your|the) )?payment (?:in full )?is (?:received|made)\b", r"\1 you pay \2"),
    (r"\b(?:doing so|this|that|it|this letter) (?:will|does) not (?:affect|change|limit) your (?:legal |statutory )?rights? to\b",
     "you still rightto"),
    (r"^no (?:further |other )?action is (?:required|needed|necessary)(?: (?:on your part|from you|by you))?\b", "you need not do anything"),
    (r"\bneed not do anything (?:else|more)\b", "need not do anything"),
    (r"^(?:there is nothing|nothing) (?:is required of you|(?:that )?you (?:need|must|have) (?:to )?do)\b", "you need not do anything"),
    (r"\bthe (?:longest|most) (?:that )?you can (get|have|stay|use) ([^,.;:]*?)(?: for)? is (?=\d)", r"you can \1 \2 for up to "),
    # Disagreement.
    (r"\b(you|they) (?:think|believe|feel|consider) (?:that )?((?:the|our|this|your|an?) [^,.;:]*?) (?:is|are|was) (?:wrong|incorrect|unfair|mistaken|not right|not correct)\b",
     r"\1 disagree with \2"),
    (r"\b(?:are|is|be|remain)(?: still)? not (?:happy|satisfied) (?:with|about) (?=[^,.;:]*\b(?:deci\w+|outcome|result|assessment|answer|reply|plan|this|that|it)\b)", "disagree with "),
    (r"\b(?:are|remain)(?: still)? not happy(?=[,.;]| after)", "still disagree"),
    # Limits.
    (r"\bdue (?:to be paid )?on (?=\d)", "due by "),
    (rf"\b({_PERSON}) (?:only )?ha(?:ve|s) (?:until|till) ({_DAY}) (?:in which )?to (?=[a-z])([^,.;:]+)", rf"\1 {TIME_TO} \3 by \2"),
    (rf"\b({_PERSON}) (?:only )?ha(?:ve|s) ({_LIMIT})((?: (?:from|of|after) [^,.;:]+?)?) (?:in which )?to (?=[a-z])([^,.;:]+)",
     rf"\1 {TIME_TO} \4 within \2\3"),
    (rf"\bthe (?:last|final|closing|latest) (?:day|date) (?:for you )?to ([^,.;:]+?) is ({_DAY})(?=[,.;:]|$)", rf"you {TIME_TO} \1 by \2"),
    (rf"\bthe deadline to ([^,.;:]+?) is ({_DAY})(?=[,.;:]|$)", rf"you {TIME_TO} \1 by \2"),
    (r"\bon or before (?=\d)", "by "), (r"\bby (\d[\d/:]*) at the latest\b", r"by \1"),
    (r"\b(?:at (?:the|your) earliest (?:opportunity|convenience)|as (?:soon|early|quickly) as (?:possible|(?:you|we) can))\b", "immediately"),
    # Money.
    (r"\b(?:do|does) not pay to ([a-z]+)\b", r"\1 free"), (r"\byou need not pay(?=[.;]|$)", "this is free"),
    (r"\byou need not pay for ((?:an?|your|the) [^,.;:]+?)(?=[,.;:]|$)", r"\1 is free"),
    (r"\b(?:there is|there will be) no (?:charge|cost|fee)(?: for this| to you)?\b|\bno (?:charge|fee) (?:is|will be) (?:made|charged)\b", "this is free"),
    # Conditions.
    (r"\b(?:irrespective|regardless) of (?:whether|if)\b", "even if"),
    (r"\b(?:is|are) conditional (?:up)?on\b", "dependson"),
    (r"^to ([a-z]+(?: [^,.;:]+)?), (?=you|we|please|[a-z]+ )", r"if you want to \1, "),
    (r"\b(?:say|says) yes(?: to)?\b", "agree"), (r"\bsaid yes(?: to)?\b", "agreed"),
    (r"\bwithout (our|your|their) ((?:prior |written |express )*)(?:consent|permission|agreement|approval)\b",
     lambda match: f"unless {_WHOSE[match[1].lower()]} agree {match[2]}"),
    (r"\bwithout (?:the )?((?:prior |written |express )*)(?:consent|permission|agreement|approval) (?:of|from) ((?:the |an? |your )?[a-z]+)",
     r"unless \2 agree \1"),
    (r"^no ([a-z]+(?: [a-z]+)?) (?:is|are|will be) (?:permitted|allowed)\b", r"you can not have \1"),
    (r"^(?:please )?(?:do not|never) ((?:(?!\bnot\b|\bif\b|\bunless\b)[^.;:])*?),? unless\b", r"you can \1 only if"),
    (r"\b(?:must|may) not ((?:(?!\bnot\b|\bif\b|\bunless\b)[^.;:])*?),? (?:unless|without (?:first )?(?=[a-z]+ing\b))", r"can \1 only if"),
    (rf"\b({_NOT}) not ((?:(?!\bnot\b|\bif\b|\bunless\b)[^.;:])*?),? unless\b", r"\1 \2 only if"),
    (rf"^if ([^,.;:]+?) (?:do|does|did) not ([^,.;:]+), {_MAIN}\b({_NOT}) not ([^.;:]+)", r"\3\4 \5 only if \1 \2"),
    (rf"^if ([^,.;:]+?) (has|have|is|are|can) not ([^,.;:]+), {_MAIN}\b({_NOT}) not ([^.;:]+)", r"\4\5 \6 only if \1 \2 \3"),
    (rf"^{_MAIN}\b({_NOT}) not ([^,.;:]+?),? if ([^,.;:]+?) (?:do|does|did) not ([^,.;:]+)", r"\1\2 \3 only if \4 \5"),
    (rf"^unless ([^,.;:]+), {_MAIN}\b({_NOT}) not ([^,.;:]+)", r"\2\3 \4 only if \1"),
)  # fmt: skip


_SEEN_TO = re.compile(
    r"(?i)\b(?:ensure|make sure|see to it)(?: that)? ((?:the|your|our|all|any|an?) [^,.;:]+?) (?:is|are|be) (\w+ed|kept|paid|sent|made)\b"
)
"""'Ensure that the alarm is tested' is 'test the alarm'."""
_WHOEVER = (
    "tenants|residents|applicants|claimants|customers|patients|people|persons|those|residents|householders|occupiers"
)
_CLASS = re.compile(
    rf"(?i)^(?:any |all )?(?:(?:{_WHOEVER}|any(?:one|body))|(?P<kind>carers|parents|students|visitors|drivers|pupils|workers)) "
    rf"(?P<how>who (?:are |is )?|aged |in receipt of |receiving |with |without |wishing to )(?P<what>[^,.;:]+?),? "
    rf"(?P<does>(?:{_NOT}|have|has|need|pay|get)\b[^.;:]*)(?P<rest>.*)$"
)
_HOW = {
    "aged": "are aged",
    "in": "get",
    "receiving": "get",
    "with": "have",
    "without": "do not have",
    "wishing": "want to",
}


def in_frames(text: str) -> str:
    """A text in one wording already, with what its sentences do said in one way."""
    text = _SEEN_TO.sub(lambda match: f"{base(match[2].lower())} {match[1]}", text)
    for pattern, same in _compiled():
        text = pattern.sub(same, text)
    return text


_ROLES = re.compile(
    rf"(?i)^(?:all |any )?(?:tenant|resident|applicant|claimant|customer|householder|occupier)s? (?={_NOT}\b)"
)


def of_the_reader(text: str) -> str:
    """'Tenants who fall behind must call' as 'if you fall behind, you must call': true of each whom it is sent to."""
    text = _ROLES.sub("you ", text)
    match = _CLASS.match(text)
    if match is None:
        return text
    how = match["how"].lower().split()
    led = ("are" if how[1:] else "") if how[0] == "who" else _HOW[how[0]]
    what = f"{led} {match['what']}".strip()
    kind = f"are a {match['kind'].lower().removesuffix('s')} and " if match["kind"] else ""
    made = f"if you {kind}{what}, you {match['does']}{match['rest']}"
    return re.sub(r"(?i)\btheir\b", "your", made)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]:
    return tuple((re.compile(f"(?i){pattern}"), same) for pattern, same in FRAMES)
