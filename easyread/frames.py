"""Frames: the few things that a letter does with a sentence, each brought to one wording, however it is said.

A question that a line answers is a condition; a last day and 'you have until' are a limit of what may be done; 'not
unless', 'not without' and 'not until' are 'only if' and 'only after'; what is a crime may not be done. Laid over a
sentence and over what was made of it alike, so that they are compared by what they do, not by how they are built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from easyread.grammar import read
from easyread.inflect import base

TIME_TO = "timeto"
"""Stands for 'has until', 'has 14 days to' and 'the last day to', as if it were a modal verb."""

_LIMIT = r"\d+ (?:working |calendar )?(?:hours?|days?|weeks?|months?|years?)"
_DAY = r"(?:the )?(?:[a-z]+day,? )?(?:\d[\d/:]*(?: (?:at|on|by) [^,.;:]*?\d[\d/:]*)?|(?:\w+ ){1,4}?)"
_PERSON = r"you|we|they|he|she|i"
_NOT = r"(?:can|may|must|will|should|rightto|is|are|do|does|did|has|have|was|were)"
_MAIN = rf"((?:(?!\b(?:{_NOT}|not|which|that|who|whom)\b)[^,.;:])*?)"
"""The words of a sentence before its first verb that helps."""
_CRIME = r"(?:an offence|a criminal offence|a crime|illegal|unlawful|against the law)"
FRAMES: tuple[tuple[str, str], ...] = (
    # Duties.
    (r"\b(?:will |would )?(?<!your )(?<!their )(?<!our )(?<!the )(?<!eligible )(?<!any )needs? to (?=[a-z])", "must "),
    (rf"\bit is {_CRIME} (?:if you|to) ([^.;]+)", r"you must not \1, this is a crime"),
    (r"\b(?:is|are|am) (?:kindly )?(?:requested|asked|invited) (not )?to\b", r"please \1"),
    (r"\b(?:refrain|abstain|desist) from (\w+?)(?:pp|tt|nn|mm)?ing\b", r"not \1"),
    (r"\bplease +not\b", "please do not"),
    (r"\bon no account\b|\bunder no circumstances\b|\bnot under any circumstances\b|\bat no time\b", "never"),
    (r"\bit is a good idea to\b|\bwe (?:advise|recommend|suggest)(?: that)? you(?: to)?\b|\byou would be wise to\b", "you should"),
    (r"\b(?:is|are) free to\b", "can"),
    (r"\blacks? (?:the )?(?:mental )?capacity to\b", "can not"),
    (r"\b(?:be|is|are|become|becomes) (?:liable|responsible) (?:for (?:paying )?|to pay )", "must pay "),
    (r"\b(?:is|are) disregarded\b", "is not counted"),
    (r"\b(unless|if|until|once|after) ((?:full|your|the) )?payment (?:in full )?is (?:received|made)\b", r"\1 you pay \2"),
    (rf"\b(?:doing so|this|that|it|this letter) (?:will|does) not (?:affect|change|limit) your (?:legal |statutory )?rights? to\b",
     "you still rightto"),
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
    (r"\b(?:there is|there will be) no (?:charge|cost|fee)(?: for this| to you)?\b|\bno (?:charge|fee) (?:is|will be) (?:made|charged)\b", "this is free"),
    # Conditions.
    (r"\b(?:irrespective|regardless) of (?:whether|if)\b", "even if"),
    (r"\b(?:is|are) conditional (?:up)?on\b", "dependson"),
    (r"^to ([a-z]+(?: [^,.;:]+)?), (?=you|we|please|[a-z]+ )", r"if you want to \1, "),
    (r"\b(?:must|may) not ((?:(?!\bnot\b|\bif\b|\bunless\b)[^.;:])*?),? (?:unless|without (?:first )?(?=[a-z]+ing\b))", r"can \1 only if"),
    (rf"\b({_NOT}) not ((?:(?!\bnot\b|\bif\b|\bunless\b)[^.;:])*?),? unless\b", r"\1 \2 only if"),
    (rf"^if ([^,.;:]+?) (?:do|does|did) not ([^,.;:]+), {_MAIN}\b({_NOT}) not ([^.;:]+)", r"\3\4 \5 only if \1 \2"),
    (rf"^if ([^,.;:]+?) (has|have|is|are|can) not ([^,.;:]+), {_MAIN}\b({_NOT}) not ([^.;:]+)", r"\4\5 \6 only if \1 \2 \3"),
    (rf"^{_MAIN}\b({_NOT}) not ([^,.;:]+?),? if ([^,.;:]+?) (?:do|does|did) not ([^,.;:]+)", r"\1\2 \3 only if \4 \5"),
    (rf"^do not ((?:(?!\bnot\b|\bif\b|\bunless\b)[^.;:])*?),? unless\b", r"you can \1 only if"),
    (rf"^unless ([^,.;:]+), {_MAIN}\b({_NOT}) not ([^,.;:]+)", r"\2\3 \4 only if \1"),
)  # fmt: skip


_SEEN_TO = re.compile(
    r"(?i)\b(?:ensure|make sure|see to it)(?: that)? ((?:the|your|our|all|any|an?) [^,.;:]+?) (?:is|are|be) (\w+ed|kept|paid|sent|made)\b"
)
"""'Ensure that the alarm is tested' is 'test the alarm'."""
_WHOEVER = "tenants|residents|applicants|claimants|customers|patients|people|persons|those|residents|householders|occupiers"
_CLASS = re.compile(
    rf"(?i)^(?:any |all )?(?:(?:{_WHOEVER}|any(?:one|body))|(?P<kind>carers|parents|students|visitors|drivers|pupils|workers)) "
    rf"(?P<how>who (?:are |is )?|aged |in receipt of |receiving |with |without |wishing to )(?P<what>[^,.;:]+?),? "
    rf"(?P<does>(?:{_NOT}|have|has|need|pay|get)\b[^.;:]*)(?P<rest>.*)$"
)
_HOW = {"aged": "are aged", "in": "get", "receiving": "get", "with": "have", "without": "do not have", "wishing": "want to"}


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
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(f"(?i){pattern}"), same) for pattern, same in FRAMES)


_ASKED = re.compile(
    r"(?i)^(?:(?:but|and|or|so) )?(?P<helps>do|does|did|are|is|was|were|have|has|had|can|could|will|would|should) "
    r"(?P<who>you|we|i|they|he|she|it|someone|anyone|something|anything|there|(?:your|our|the|an?) (?:[a-z]+ )?[a-z]+)"
    r"(?P<rest> [^?]+)\?$"
)
_BARE = frozenset(("do", "does"))
_HEADING = re.compile(r"(?i)^(?:what|how|who|when|where|why|which)\b[^?]*\?$")


def questions_told(units: Sequence[str]) -> tuple[str, ...]:
    """Units where a question is the condition of the line that answers it: 'Do you agree? Sign it.'

    A heading that asks ('How do I appeal?') says nothing by itself, and goes where something follows it.
    """
    return tuple(_told(list(units)))


def _told(units: list[str]) -> Iterator[str]:
    asked: list[str] = []
    for at, unit in enumerate(units):
        last = at == len(units) - 1
        if not last and (match := _ASKED.match(unit.strip())):
            asked.append(_as_condition(match))
        elif not last and _HEADING.match(unit.strip()):
            continue
        elif asked:
            yield f"If {' and '.join(asked)}, {_after_then(unit)}"
            asked = []
        else:
            yield unit


def _as_condition(match: re.Match[str]) -> str:
    helps, who, rest = match["helps"].lower(), match["who"], match["rest"]
    denied = " not" if rest.startswith(" not ") else ""
    rest = rest.removeprefix(denied) if denied else rest
    if helps in _BARE:
        return f"{who}{f' {helps} not' if denied else ''}{rest}"
    return f"{who} {helps}{denied}{rest}"


def _after_then(unit: str) -> str:
    unit = re.sub(r"(?i)^(?:then|if so|if yes|in that case),? ", "", unit.strip())
    return unit if re.match(r"I\b|[A-Z]\w+ [A-Z]", unit) else unit[:1].lower() + unit[1:]


_OTHERWISE = re.compile(
    r"(?i)^(?:if (?:you|we|they|it|he|she) (?:do|does|did|are|is|have|has) not,|otherwise,?|if not,) (?:you|we|they|he|she|it) "
    r"(?:can|may|will|do|does) not\.?$"
)
_ELSE = re.compile(r"(?i)^(?:otherwise|if not),? (?P<rest>.+)$")
_SPARED = re.compile(
    r"(?i)^(?:but )?(?:if (?P<first>[^,]+), )?(?:they|it|we|you|he|she) need not(?: do (?:this|so|it|that))?(?: if (?P<if>[^.;]+))?[.]?$"
)
"""'You do not have to if you are ill', of the duty before it."""
_ONLY_THEN = re.compile(
    r"(?i)^(?:but )?(?:you|we|they|he|she|it) can (?:only )?do (?:this|so|it|that|these) (?:things )?(?:only )?if (?P<if>[^.;]+)[.]?$"
)
_BARRED = re.compile(r"(?i)^(?:(?P<who>you|we|they|he|she|it|[a-z]+) (?:must|can|may)|do) not (?P<what>[^.;:]+?)\.?$")
"""'You must not keep a dog. You can only do this if we agree.'"""
_DUTY = re.compile(
    r"(?i)(?:^|, |; |\band )(?P<who>you|we|they|he|she|(?:the|your) [a-z]+(?: [a-z]+)?) (?:must|should) (?!not\b)(?P<what>[^;.]+?)"
    r"(?: (?:if|unless|when)\b[^;.]*)?[.;]?$"
)


def carried_on(units: Sequence[str]) -> tuple[str, ...]:
    """Units in one wording where what leans on the one before is said in full.

    'You can if you pay. If you do not, you cannot' is 'you can only if you pay'; 'You must tell us. If you do not,
    we may stop it' is 'if you do not tell us, we may stop it'.
    """
    found: list[str] = []
    for unit in (part for one in units for part in re.split(r"(?i)[,;] (?:as |because |since |or )?(?=otherwise\b)", one)):
        before = found[-1] if found else ""
        if before and _OTHERWISE.match(unit) and re.search(r"(?i)\bif\b", before):
            found[-1] = before if "only if" in before else re.sub(r"(?i)\bif\b", "only if", before, count=1)
        elif before and (spared := _SPARED.match(unit)) and (spared["if"] or spared["first"]) and re.search(r"\bmust\b", before):
            found[-1] = f"{before.rstrip('.')} unless {spared['if'] or spared['first']}."
        elif (only := _ONLY_THEN.match(unit)) and (barred := _BARRED.search(before)):
            found[-1] = f"{barred['who'] or 'you'} can {barred['what']} only if {only['if']}."
        elif (leans := _ELSE.match(unit)) and (duty := _duty(before)):
            found.append(in_frames(f"if {duty[0]} do not {duty[1]}, {leans['rest']}"))
        else:
            found.append(unit)
    return tuple(found)


def _duty(text: str) -> tuple[str, str] | None:
    """Who must do what in the sentence before."""
    if match := _DUTY.search(text):
        return match["who"], match["what"]
    plain = re.sub(r"(?i)^(?:if [^,]+, )?(?:then |please )?", "", text).rstrip(".")
    words = read(plain).words if plain else ()
    is_order = bool(words) and words[0].tag in ("VVB", "VVI") and not re.search(r"[;:]", plain)
    return ("you", plain[:1].lower() + plain[1:]) if is_order else None
