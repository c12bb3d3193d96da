"""Whether a sentence names a body or a person, other than its reader and its writer, who may have done what it tells.

'The court heard the case. An order was made.': the court may have made it, so that 'we made an order' would be a guess.
"""

from __future__ import annotations

import re

from easyread.reader import Reader

_BODIES = re.compile(
    r"(?i)\b(?:council|authority|department|court|tribunal|magistrate|judge|company|bank|hospital|school|agency|firm"
    r"|surgery|clinic|ward|provider|committee|board|panel|trust|association|society|charity|employer|insurer|supplier"
    r"|contractor|governor|union|bureau|college|university|government|ombudsman|inspector|police|landlord|solicitor"
    r"|barrister|bailiff|care home|nursing home|doctor|gp|consultant|surgeon|nurse|dentist|therapist|pharmacist|pharmacy"
    r"|executor|attorney|deputy|regulator|assessor|adjudicator|valuer|surveyor|auditor|agent|creditor|lender|practice"
    r"|jobcentre|job centre|prison|probation|ministry|parliament|service|organisation|body)(?:s|ies|es)?\b"
    r"|\b(?:another|other|different) (?:team|office|part)\b"
)
_SHORT_NAMES = re.compile(r"\b(?:DWP|NHS|HMRC|HMCTS|CPS|DVLA|ICB|CQC|LGO|PALS|CMS|RSPCA|TV Licensing)\b")
_PEOPLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Judge|Professor|Prof|Sir|Dame|PC|Sgt|DC)\.? [A-Z]")
_OURS = re.compile(r"(?i)\bour (?:own )?(?:[a-z-]+ ){0,3}?[a-z-]+\b")
"""'Our contractor', 'our legal department': they do for the writer what they do."""


def names_another(text: str, reader: Reader) -> bool:
    """Whether a text names somebody who is neither its reader nor its writer, and who may do things for either."""
    text = _OURS.sub("", _without(text, reader))
    return any(pattern.search(text) for pattern in (_BODIES, _SHORT_NAMES, _PEOPLE))


def _without(text: str, reader: Reader) -> str:
    """A text without the names of its reader and its writer, as a whole and as 'the Council', 'the Trust'."""
    if reader.name:
        text = re.sub(rf"(?:{re.escape(reader.name)}|\b(?:Mrs?|Ms|Miss|Mx|Dr)\.? {re.escape(reader.name.split()[-1])})\b",
                      "", text)  # fmt: skip
    if reader.writer:
        text = re.sub(re.escape(reader.writer), "", text)
        kind = "|".join(re.escape(word) for word in re.findall(r"[A-Z][a-z]{3,}", reader.writer))
        text = re.sub(rf"\b[Tt]he (?:{kind})\b(?! (?:[A-Z]|of|for))", "", text) if kind else text
    return text
