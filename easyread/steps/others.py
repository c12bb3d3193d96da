"""Whether a sentence names a body or a person, other than its reader and its writer, who may have done what it tells.

'The court heard the case. An order was made.': the court may have made it, so that 'we made an order' would be a guess.
"""

from __future__ import annotations

import re

from easyread.grammar import read
from easyread.reader import Reader

_BODIES = re.compile(
    r"(?i)\b(?:council|authority|department|court|tribunal|magistrate|judge|company|bank|hospital|school|agency|firm"
    r"|surgery|clinic|ward|provider|committee|board|panel|trust|association|society|charity|employer|insurer|supplier"
    r"|contractor|governor|union|bureau|college|university|government|ombudsman|inspector|police|landlord|solicitor"
    r"|barrister|bailiff|care home|nursing home|doctor|gp|consultant|surgeon|nurse|dentist|therapist|pharmacist"
    r"|pharmacy|executor|attorney|deputy|regulator|assessor|adjudicator|valuer|surveyor|auditor|agent|creditor|lender|practice"
    r"|jobcentre|job centre|prison|probation|ministry|parliament|service|organisation|body)(?:s|ies|es)?\b"
    r"|\b(?:another|other|different) (?:team|office|part)\b"
)
_SHORT_NAMES = re.compile(r"\b(?:DWP|NHS|HMRC|HMCTS|CPS|DVLA|ICB|CQC|LGO|PALS|CMS|RSPCA|TV Licensing)\b")
_OTHERS = re.compile(
    r"(?i)\b(?:carer|daughter|son|wife|husband|partner|mother|father|sister|brother|friend|relative|neighbour|tenant"
    r"|lodger|parent|guardian|advocate|operator|driver|owner|seller|buyer|builder|plumber|claimant|applicant|respondent"
    r"|defendant|witness|party)s?\b"
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Judge|Professor|Prof|Sir|Dame|PC|Sgt|DC)\.?"
_PEOPLE = re.compile(rf"\b{_TITLE} [A-Z]")
_OURS = re.compile(r"(?i)\bour (?:own )?(?:[a-z-]+ ){0,3}?[a-z-]+\b")
"""'Our contractor', 'our legal department': they do for the writer what they do."""


_RECEIVES = re.compile(
    r"(?:\b(?:to|from|with|about|for|of|against) )(?:(?:the|a|an|your|his|her|their|any) )?(?:[\w'’-]+ ){0,2}$"
)


def names_another(text: str, reader: Reader, *, before: bool = False) -> bool:
    """Whether a text names a body, or a person with a title, who is neither its reader nor its writer.

    Of the sentence itself (not the one `before`) whoever only receives it does not count: 'was sent to the court'.
    """
    text = _OURS.sub("", _without(text, reader))
    found = [match for pattern in (_BODIES, _SHORT_NAMES, _PEOPLE) for match in pattern.finditer(text)]
    return any(before or not _RECEIVES.search(text[: match.start()]) for match in found)


def another_acts(text: str, reader: Reader) -> bool:
    """Whether somebody who is neither reader nor writer does something in a text: as its subject, or after 'by'."""
    text = _OURS.sub("", _without(text, reader))
    clause = read(text)
    subjects = [clause.slice(*subject) for group in clause.groups if (subject := clause.subject(group))]
    agents = re.findall(r"\bby ((?:[\w'’-]+ ?){1,5})", text)
    return any(
        pattern.search(who) for who in (*subjects, *agents) for pattern in (_BODIES, _SHORT_NAMES, _PEOPLE, _OTHERS)
    )


def _without(text: str, reader: Reader) -> str:
    """A text without the names of its reader and its writer, as a whole and as 'the Council', 'the Trust'."""
    if reader.name:
        first, *_, last = reader.name.split() if " " in reader.name else ("", reader.name)
        title = first if re.fullmatch(_TITLE, first) else _TITLE
        text = re.sub(rf"(?:{re.escape(reader.name)}|\b(?:{title}) {re.escape(last)})\b", "", text)
    if reader.writer:
        text = re.sub(re.escape(reader.writer), "", text)
        kind = "|".join(re.escape(word) for word in re.findall(r"[A-Z][a-z]{3,}", reader.writer))
        text = re.sub(rf"\b[Tt]he (?:{kind})\b(?! (?:[A-Z]|of|for))", "", text) if kind else text
    return text
