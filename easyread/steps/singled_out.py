"""Whether a sentence means its reader alone: of couples, families and carers only the reader is 'you', or nobody is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from easyread.grammar import read

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.?"
_MONTHS_AND_DAYS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)$"
)
_TWO = re.compile(
    rf"\b{_TITLE} (?:and|&|or) {_TITLE} [A-Z]|(?i:\b(?:joint |co-?)(?:tenan|claim|applica|account)\w*"
    r"|\bthe (?:tenants|applicants|claimants|appellants|respondents?|defendants?|other (?:party|side|tenant)))\b"
)
_OTHER_PEOPLE = re.compile(
    r"(?i)\b(?:daughter|son|wife|husband|partner|spouse|mother|father|mum|dad|parent|sister|brother|twin|carer|worker"
    r"|nurse|doctor|gp|advocate|friend|relative|family|neighbour|manager|officer|landlord|child|children|person|people"
    r"|someone|staff|panel|teacher|couple|tenant|applicant|claimant|respondent|defendant|police|visitor|other)s?\b"
)
_NAME = r"[A-Z][\w'’-]+"


def two_in_one_role(text: str) -> bool:
    """Whether a document has two who may be 'the tenant' or 'the applicant': a couple, joint tenants, two sides."""
    return _TWO.search(text) is not None


def means_the_reader(text: str, names: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether each name and role in a sentence is the reader's, and the sentence speaks to nobody else as 'you'.

    `names` and `roles` are patterns. 'You must tell Mr Reid' in a letter to Mr Reid is not sure to be to him, 'Mr and
    Mrs Reid' are two, 'the tenant and Mr Reid' are two, and 'Mr Reid senior' is his father.
    """
    named = "|".join(names)
    if not named or not re.search(rf"\b(?:{named})\b", text):
        return not re.search(r"(?i)\b(?:respondent|defendant|other party|other side)s?\b", text)
    role = "|".join(roles)
    with_role = role and re.search(rf"\b(?:{role})\b", text)
    return not (
        re.search(r"(?i)\b(?:you|your|yours|yourself)\b", text)
        or _shares_a_name(text, named)
        or re.search(rf"(?i)\b(?:{named}) (?:senior|junior|snr|jnr|sr|jr)\b", text)
        or with_role
        and not re.search(rf"\b(?:{role}),? (?:{named})\b|\b(?:{named}), (?:{role})\b", text)
    )


def _shares_a_name(text: str, named: str) -> bool:
    """'Mr and Mrs Reid', 'Jo and Tom Reid': what stands before the 'and' is half a name, whose end is the reader's."""
    match = re.search(rf"(?P<more>(?:{_NAME}\.? )*)(?P<last>{_NAME}\.?) (?:and|&|or) (?:{named})\b", text)
    return match is not None and (not match["more"] or re.fullmatch(_TITLE, match["last"]) is not None)


_OTHER_BODIES = re.compile(
    r"(?i)\b(?:council|authority|department|court|tribunal|company|bank|hospital|school|team|agency|firm|office|service"
    r"|surgery|clinic|ward|provider|committee|board|trust|association|society|charity|business|employer|insurer"
    r"|supplier|contractor|governor|union|group|home|bureau|library|nursery|college|university|government|dwp|nhs"
    r"|hmrc)s?\b"
)
_DOERS_BY_THEIR_END = re.compile(
    r"(?i)\b(?!(?:letter|paper|number|order|computer|matter|water|dinner|shower|summer|winter|september|october"
    r"|november|december|offer|paper|center|power|corner|error|mirror|door|floor|quarter|answer|manner|counter|trailer"
    r"|folder|charger|locker|cooker|freezer|radiator|list|assist|exist|consist|resist|never|ever|over|under|after|either"
    r"|other|another|whether|rather|further|together|however|later|earlier|better|longer|lower|higher|newsletter"
    r"|remember|consider|enter|register|deliver|discover|transfer|refer|prefer|suffer|for|or|nor|her|per|supper)s?\b)"
    r"[a-z]+(?:er|or|ist|ian|man|men|woman|women|clerk|judge|nurse|consultant|assistant|attendant)s?\b"
)
"""'Caretaker', 'doctor', 'optician': a noun that may be of a person, whom 'she' or 'them' may mean."""


def may_be_somebody(thing: str) -> bool:
    """Whether a noun may be of a person: 'the nurse', 'a radiologist'; 'a letter' is not."""
    return bool(_OTHER_PEOPLE.search(thing) or _DOERS_BY_THEIR_END.search(thing))


_THEY = ("they", "them", "their", "theirs", "themselves", "themself")
_SHE = ("she", "her", "hers", "herself", "he", "him", "his", "himself")


def may_be_another(text: str) -> bool:
    """Whether 'she', 'them' or 'their' in a sentence may be of somebody or of something that is not its reader.

    `text` has 'you' where it had the reader. 'The caretaker put them in the safe' may be of the keys before it.
    """
    if _OTHER_PEOPLE.search(text) or re.search(
        r"(?i)\b(?:both|either|each other)\b|\band you\b|\byou and (?!must|are)", text
    ):
        return True
    if re.search(rf"\b{_TITLE} {_NAME}", text):
        return True
    words = read(text).words
    if any(word.tag == "NP0" and " " in word.text for word in words):
        return True
    for at, word in enumerate(words):
        before = text[: word.start]
        if word.low in _THEY and (
            any(one.tag == "NN2" for one in words[:at]) or _OTHER_BODIES.search(before) or _several(before)
        ):
            return True
        if word.low in (*_THEY, *_SHE) and _DOERS_BY_THEIR_END.search(text):
            return True
    return any(
        word.tag == "NP0" and one.tag == "NP0" and word.text[0].isupper() and not _MONTHS_AND_DAYS.match(word.text)
        for word, one in zip(words, words[1:], strict=False)
    )


def _several(text: str) -> bool:
    """'A coat and a bag': two things, which 'them' may mean."""
    return bool(re.search(r"(?i)\b(?:an?|the|your|one|this|that) [a-z]+ and (?:an?|the|your|one) ", text))
