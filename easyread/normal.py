"""One wording for what means the same, so that a sentence and what was made of it can be laid side by side.

Pure functions from text to text. What is written out is never shown to anybody. Nothing here brings two wordings
together that differ in who does what, how sure it is, how many, when, or on what condition.
"""

# ruff: noqa: E501  tables of patterns, and sentences for a worker

from __future__ import annotations

import re
from functools import cache, lru_cache

from easyread.frames import in_frames, of_the_reader
from easyread.inflect import base
from easyread.language.canonical import canonical
from easyread.language.words import REMEMBERED
from easyread.reader import Reader
from easyread.same_said import SAME_SAID

RIGHT = "rightto"
"""Stands for 'has a right to' and 'is entitled to', as if it were a modal verb."""
_DURATION = r"(?=\d+ (?:working |calendar )?(?:hours?|days?|weeks?|months?|years?))"
_AHEAD = (r"\d+ (?:full |clear |working |calendar )*(?:hours?|days?|weeks?|months?|years?)'? (?:notice )?"
          r"(?:before|beforehand|prior|in advance|ahead|earlier)\b")  # fmt: skip
"""What is no later than 5 days before a day is at least 5 days before it."""
_HAVE_TO = r"(?:have|has|having|had) to"
_SAME: tuple[tuple[str, str], ...] = (
    (r"\bcannot\b|\bcan't\b", "can not"), (r"\bwon't\b", "will not"), (r"\bshan't\b", "shall not"),
    (r"n't\b", " not"), (r"'ll\b", " will"), (r"'re\b", " are"), (r"'ve\b", " have"), (r"\bi'm\b", "I am"),
    (r"\bone (?=(?:working |calendar )?(?:day|week|month|year|hour|minute|copy|form)\b)", "1 "),
    (r"\b(within|than|least|about|up to|after) an? (?=(?:day|week|month|year|hour)\b)", r"\1 1 "),
    # Words that only lead up to what is said.
    (r"\bplease (?:note|be aware|be advised|remember) that\b|\bit should be noted that\b|\bas you (?:may be|are) aware,?", ""),
    (r"\b(?:i am|we are) (?:writing|pleased|sorry) to (?:inform|advise|tell|confirm|let) (?:you|to you) (?:know )?(?:that )?", ""),
    (r"\b(?:we|i) (?:regret to inform|can confirm|would like to inform|wish to inform|would like to (?:take this opportunity to )?"
     r"(?:remind|tell))(?: you)?(?: that)?\b", ""),
    (r"\bplease do not hesitate to\b", "please"),
    (r"\bwithout (?:any )?(?:undue )?delay\b|\bas soon as possible\b", "immediately"),
    (r"\b(say|says|saying) no(?: to)?\b", "refuse"), (r"\bsaid no(?: to)?\b", "refused"),
    (r"\b(?:further|with reference) to (?=(?:your|our) (?:letter|recent|call|email))", "this is about "),
    (r"\bit is (?:not (?:unusual|uncommon)|common) for\b", "it is usual for"),
    (r"\b(?:do|does|did) not agree\b(?! to)", "disagree"), (r"\b(?:would|should|might) (?:like|prefer)\b", "want"),
    (r"^if (?:you|they|we|he|she) (?:do|does|did) not, ", "otherwise, "),
    # Money.
    (r"\bat no (?:extra |additional )?(?:cost|charge)(?: to (?:you|them))?\b|\bfree of charge\b|\bwithout (?:any )?charge\b", "free"),
    (r"\byou do not (?:have to |need to )?pay (?:anything )?for (?:it|this|them|that)\b", "it is free"),
    (r"\byou do not (?:have to |need to )?pay for ((?:an?|your|the) [^,.;:]+?)(?=[,.;:]|$)", r"\1 is free"),
    (r"\b(?:is|are|becomes) (?:now )?payable\b", "is due to be paid"), (r"\bfalls? due\b", "is due"),
    (r"\b(?:is|are) exempt from (?:paying )?", "do not pay "),
    (r"\b(?:is|are) based on\b", "dependson"),
    (r"\b(?:is|are) available (?=at|from|on|in|by|where|if|online)", "can be obtained "),
    (r"\b(?:is|are) not taken into account\b", "is not counted"), (r"\btaken into account\b", "counted"),
    # Duties and freedoms.
    (r"\b(?:can|will|may) not be (?:forced|made|obliged|compelled) to\b", "need not"),
    (r"\bit is not (?:necessary|compulsory|required) (?:for you )?to\b", "you need not"),
    (r"\binsufficient\b", "not enough"),
    (r"\bin the absence of (?:an?|any|the|your) (\w+)", r"if there is no \1"),
    (r"\bit is your responsibility to\b|\byou are responsible for (?=\w+ing\b)", "you must "),
    (r"\b(?:is|are) under no (?:obligation|duty) to\b", "need not"),
    (r"\b(?:is|are|am|be) not (?:allowed|permitted|authorised) to\b", "can not"),
    (r"\b(?:is|are|am) (not )?(currently|now) (not )?(?:allowed|permitted|authorised) to\b", r"can \1\3\2 "),
    (r"\b(?:is|are|am|be) (?:allowed|permitted|authorised) to\b", "can"),
    (r"\b(?:is|are) to be (?=\w+(?:ed|en|id|nt|de|ld)\b)", "must be "),
    (r"\bneither ([^,.;:]+?) nor ([^,.;:]+?) (may|can|must|will|should|is|are|has|have|do|does)\b", r"\1 and \2 \3 not"),
    (r"\b(will|can|may|must|do|does|is|are) not\b(?! have| need)([^.;:,]*?) until\b(?! \d)", r"\1\2 only after"),
    (r"\bonly (?:once|when)\b", "only after"),    (r"\b(?:is|are|am|was|were|will|would|may|might)? ?not (?:be )?(?:required|obliged|expected) to\b", " need not"),
    (r"\b(?:do|does|did|will|would) not (?:have|need) to\b", "need not"),
    (r"\bthere (?:is|are) no (?:need|requirement|obligation|duty) (?:(?:for|on) you )?to\b", "you need not"),
    (r"\b(?:will|would) (?:be (?:required|obliged) to|have to)\b", "must"),
    (r"\b(?:is|are|am|be) (?:required|obliged) (under [^,]+?|by law)? ?to\b", r"must \1"),
    (r"\bthere (?:is|are) an? (?:requirement|obligation|duty) (?:(?:for|on) you )?to\b", "you must"),
    (rf"\b{_HAVE_TO}\b", "must"), (r"\b(?:have|has) an? (?:legal |statutory )?duty (under [^,]+? )?to\b", r"must \1"),
    (r"\bit is (?:necessary|essential) (?:for you to|that you)\b", "you need to"),
    (r"\b(?:is|are) (?:hereby |strongly )?(?:advised|recommended) to\b", "should"),
    (r"\bshould (?=(?:you|we|they|(?:the|your|an?) \w+) (?:wish|want|have|need|be|require|not|decide|feel|experience|become|change)\b)",
     "if "),
    (r"(?<=\bobtained )where\b|(?<=\bavailable )where\b", "if"),
    (r"\b(?:will|would) be (?:able|in a position) to\b", "can"), (r"\b(?:will|would) (?:be unable|not be able) to\b", "can not"),
    (r"\b(?:was|were) (?:unable|not able) to\b", "could not"), (r"\b(?:was|were) able to\b", "could"),
    (r"\b(?:is|are|am|be) (?:able|in a position) to\b", "can"), (r"\b(?:is|are|am|be) (?:unable|not able) to\b", "can not"),
    (r"\bunable to\b", "not can"), (r"\bhas the potential to\b", "may"), (r"\bsubject to change\b", "may change"),
    # Rights.
    (r"\b(?:do|does|did) not (?:have|has) (?:the|an?|any) (?:legal )?(?:right|entitlement) to\b", f"not {RIGHT}"),
    (r"\b(?:have|has) no (?:legal )?(?:right|entitlement) to\b", f"not {RIGHT}"),
    (r"\b(?:is|are|am|be) not entitled to\b", f"not {RIGHT}"), (r"\breserves? the right to\b", RIGHT),
    (r"\b(?:is|are|am|be) entitled to\b|\b(?:have|has) (?:the|an?) (?:legal )?(?:right|entitlement) to\b", RIGHT),
    (rf"\b(not )?{RIGHT} (?=(?:the|an?|any|some|more)\b)", r"can \1get "),
    (r"\bright (?:to be|for)\b", "right to be"),
    # Conditions.
    (r"^(?:any )?failure to ([^,]+?) (may|will|could|can|might) ", r"if not \1, this \2 "),
    (r"\bfailure to\b", "if not"), (r"\bby failing to\b", "by not"), (r"\b(?:you|we|they) fail to\b", "you do not"),
    (r"\bfails? to\b", "do not"), (r"\bfailed to\b", "did not"),
    (r"\bin the event that\b|\bin (?:the )?circumstances (?:where|in which)\b|\bin cases where\b|\bin case\b", "if"),
    (r"\bin the event of\b", "if there is"),
    (r"\bif and when\b|\bwhether or not\b", "whether"),
    (r"\bon (?:the )?condition that\b|\bprovid(?:ed|ing) that\b|\bprovided(?= (?:you|we|they|it|he|she|the|your|there|this))"
     r"|\bproviding(?: that)?(?= (?:you|we|they|it|the|your))|\bso long as\b", "as long as"),
    (r"(?<!place )(?<!home )(?<!house )(?<!area )(?<!office )\bwhere (?=there (?:is|are)\b|this is\b|that is\b|it is\b|it has\b"
     r"|you (?:are|have|do|must)\b|we (?:are|have|do|must)\b|the (?:adult|person|child|tenant|council) |an? (?:adult|person|child) |you lack|we must|you must)", "if "),
    (r"\bexcept (?:if|where|when)\b", "unless"),
    (r"\bexcept (?:in|for)\b|\bexcept\b|\bapart from\b|\bother than\b|\bexcluding\b|\bunless in\b", "except "),
    (r"\b(?:but )?(?:this|it) depends on\b|\bdepend(?:s|ing)? on\b|\bsubject to\b", "dependson"),
    # Negation.
    (r"\b(?:is|are|am|be|become|remain|feel)(?: still)? (?:not (?:happy|satisfied)|dissatisfied|unhappy)\b", "are not happy"),
    (r"\bnobody except\b|\bnot? (?:person|one) except\b", "only"),
    (r"\bno longer\b", "not any more"), (r"\bnot any longer\b", "not any more"),
    (r"(?<!be )(?<!not )(?<!was )(?<!were )(?<!been )\brefused (?=your|the)", "not agree to "), (r"\bdo not agree to\b|\bdid not agree to\b", "not agree to"),
    # How many, how long, by when.
    (r"\bno (?:earlier|sooner) than\b", "notbefore"), (r"\bonly (?:from|on or after) (?=\d)", "notbefore "),
    (r"\b(can|may|will) not ((?:(?!\bnot\b)[^.;:,])*?) until (?=\d+/)", r"\1 \2 notbefore "),
    (r"\b(?:will )?not be (\w+) before (?=\d)", r"will be \1 notbefore "),
    (r"\b(?:in|within) (\d+ (?:working )?\w+) or (?:less|fewer|sooner)\b", r"within \1"), (r"(\d+ (?:working )?\w+) or (?:less|fewer)\b", r"up to \1"),
    (r"\bnot (take|last|be|pay|cost|stay|wait) (?:more|longer) than\b", r"\1 up to"),
    (rf"\b(?:(?:no|not) later than|by) (?={_AHEAD})", "at least "), (rf"\b(?:until|till) (?={_AHEAD})", "up to "),
    (rf"\b(?:no|not) later than {_DURATION}", "within "), (r"\b(?:no|not) later than\b", "by"),
    (r"\b(?:no|not) (?:more|longer|greater) than\b|\ba maximum of\b|\bat (?:the )?most\b|\bup to a maximum of\b|\bnot exceed(?:ing)?\b", "up to"),
    (r"\b(?:no|not) (?:less|fewer) than\b|\ba minimum of\b|\bat the least\b", "at least"),
    (r"\b(?:in excess of|greater than|exceeds?|exceeding|over|above|higher than|longer than|more than)(?= £?\d)", "more than"),
    (r"\b(?:fewer than|below|under|lower than|less than)(?= £?\d)", "less than"),
    (r"\b(?:approximately|approx\.?|around|roughly|about|some)(?= £?\d)", "about"),
    (r"\b(?:with effect from|starting (?:on|from)|beginning on|as of|effective from|from and including)\b", "from"),
    (r"\bbetween (\d[\d:/]*(?:am|pm)?) and (?=\d[\d:/]*(?:am|pm)?\b)(?! £)", r"from \1 to "),
    (r"(?<!only )(?<!year )(?<!years )(?<!months )(?<!month )(?<!weeks )(?<!week )(?<!days )(?<!day )(?<!hours )\bafter (?=(?:you|we|they|he|she|it|(?:the|your|our|an?|this) [a-z]+(?: [a-z]+)?) (?:has|have)\b)", "once "),
    (r"\b(?:prior to|in advance of)\b", "before"), (r"\bon the previous day\b", "on the day before"),
    (r"\b(\d+) (?:out )?of (?:every )?100\b", r"\1 percent"),
    (r"\bfor a period of\b", "for"), (r"\bof time\b|\bfor a time\b", ""),
    (r"(?<!\ball )\b(?:straight away|right away|at once)\b|(?<!\ball )\bat 1(?=[.,;]|$)", "immediately"),
    (r"\b(?:go|goes|going|went) up\b", "increase"), (r"\b(?:go|goes|going|went) down\b", "decrease"),
)  # fmt: skip
_FORBIDDEN = re.compile(
    r"(?i)^(\w+ing)( [^,.;:]+?)? is (?:not (?:permitted|allowed)|strictly prohibited|prohibited|forbidden|banned)\b"
)
"""'Smoking is not permitted' is 'you must not smoke'."""
_PERIOD = re.compile(r"(?i)\b(?:per|a|an|each|every) (hour|day|night|week|month|year)\b")
_PERIODS = {"daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "yearly": "year",
            "annually": "year", "annual": "year", "per annum": "year", "hourly": "hour"}  # fmt: skip
_DATE = re.compile(r"(?<![\d/])0?(\d{1,2})[/.]0?(\d{1,2})[/.](\d{4})(?![\d/])")
ROLES = ("applicant", "claimant", "service user", "tenant", "customer", "patient", "resident", "appellant", "adult")
_BODIES = {
    "council": ("council", "local authority", "authority"), "department": ("department",), "dwp": ("department",),
    "trust": ("trust",), "association": ("association", "landlord"), "homes": ("association", "landlord"),
    "housing": ("association", "landlord"), "hospital": ("hospital",),
}  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def normal(text: str, reader: Reader) -> str:
    """A text in one wording; 'you' for its reader and 'we' for its writer, where the card names them."""
    text = _people(" ".join(text.replace("’", "'").split()), reader)
    same_wording = _compiled()
    for pattern, same in same_wording[:8]:
        text = pattern.sub(same, text)
    text = canonical(text)
    text = _DATE.sub(r"\1/\2/\3", text)
    text = _FORBIDDEN.sub(lambda match: f"you must not {base(match[1])}{match[2] or ''}", text)
    for pattern, same in same_wording:
        text = pattern.sub(same, text)
    for word, span in _PERIODS.items():
        text = re.sub(rf"(?i)\b{word}\b", f"every {span}", text)
    text = _PERIOD.sub(r"every \1", text)
    text = in_frames(" ".join(text.split()))
    return " ".join((of_the_reader(text) if reader.is_you else text).split())


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(f"(?i){pattern}"), same) for pattern, same in (*_SAME, *SAME_SAID))


def _people(text: str, reader: Reader) -> str:
    if reader.is_you:
        names = [rf"the {role}(?!(?-i: [A-Z]))" for role in ROLES] + (_forms(reader.name) if reader.name else [])
        text = _said_as(text, [rf"(?<!mr and )(?<!mr & )(?:{name})" for name in names], "you", "your")
    if reader.writer:
        bodies = {body for key, found in _BODIES.items() if key in reader.writer.lower() for body in found}
        names = [rf"(?:the )?{re.escape(reader.writer)}", *(rf"the {body}" for body in bodies)]
        text = _said_as(text, names, "we", "our")
    return text


def _said_as(text: str, names: list[str], person: str, owner: str) -> str:
    pattern = "|".join(sorted(names, key=len, reverse=True))
    text = re.sub(rf"(?i)\b(?:{pattern})'s\b", owner, text)
    return re.sub(rf"(?i)\b(?:{pattern})\b(?! (?:tax|house)\b|(?-i: of [A-Z]))", person, text)


def _forms(name: str) -> list[str]:
    """'Mrs Amina Begum' is also 'Mrs Begum' and 'Amina Begum'."""
    parts = name.split()
    forms = [name]
    if len(parts) > 2 and parts[0].rstrip(".") in ("Mr", "Mrs", "Ms", "Miss", "Dr", "Mx"):
        forms += [f"{parts[0]} {parts[-1]}", " ".join(parts[1:])]
    return [re.escape(form) for form in forms]
