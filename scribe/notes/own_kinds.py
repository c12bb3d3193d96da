"""What kind of thing a sentence of the worker's own account tells, by its words alone."""

from __future__ import annotations

import re

from easyread.language.words import MONTHS, WEEKDAYS, speech, word_list, words
from scribe.notes.people import People
from scribe.visit import Kind


def kind_of(text: str) -> Kind:
    """What kind of thing the worker tells in a sentence, by its words alone; `QUOTED` where none of them says.

    Where two kinds are in one sentence it is the one that claims less: a view at its start, then what was told or
    read, then how something seemed or is judged, then what was seen.
    """
    said = words(text)
    # 'Told off' is no telling.
    flat = f" {' '.join(said)} ".replace(" told off ", " scolded ")
    start = " " + " ".join(opened(said)) + " "
    if _is_view(start, at_start=True):
        return Kind.VIEW
    if _is_reported(text, said, flat):
        return Kind.REPORTED
    if _is_view(flat) or _seems(flat) or _has(flat, "account_judgement") or _LYING.search(flat):
        return Kind.VIEW
    return Kind.OBSERVED if _is_seen(flat) and not text.endswith("?") else Kind.QUOTED


def teller(text: str, people: People) -> str:
    """The person present who is named before the first word of telling ('Adam explained that …'), or ''."""
    said = words(text)
    at = next((at for at in range(len(said)) if _told(said, at)), None)
    before = set(said[:at]) if at is not None else set()
    if " according to " in f" {' '.join(said)} ":
        before = set(said[said.index("according") + 2 :][:3])
    found = [str(each.id) for each in people.people if before & set(each.name.lower().split()) - _TITLES]
    return found[0] if len(found) == 1 else ""


def opened(said: tuple[str, ...]) -> tuple[str, ...]:
    """The words without 'And', 'So', 'Then' and the like before them."""
    at = 0
    while at < len(said) and said[at] in _LEADS:
        at += 1
    return said[at:]


def _has(flat: str, name: str) -> bool:
    return any(f" {phrase} " in flat for phrase in speech(name))


# --- views
def _is_view(flat: str, *, at_start: bool = False) -> bool:
    """Whether it says that it is what the worker thinks. 'I felt her hand' is a touch."""
    if _TOUCHED.search(flat):
        return False
    if at_start:
        return any(flat.startswith(f" {phrase} ") for phrase in speech("account_view"))
    return _has(flat, "account_view")


_TOUCHED = re.compile(
    r" i felt (?:her|his|their|the|a|its) [\w'-]+(?: [\w'-]+)? $"
    r"| i felt (?:a|the) (?:draught|lump|cold|heat|warmth|radiator|breeze) (?!\w+ (?:was|is|were|are)\b)"
)
_LYING = re.compile(
    r" (?:is|was|are|were|be|been) lying (?!(?:on|in|down|under|at|beside|by|there|across|next|flat|still|back)\b)"
)


def _seems(flat: str) -> bool:
    return _has(_APPEARED.sub(" came ", flat), "account_seemed")


_APPEARED = re.compile(r" appeared (?=(?:at|in|from|on|behind|outside)\b)")


# --- what was told, read or heard of
def _is_reported(text: str, said: tuple[str, ...], flat: str) -> bool:
    told = any(_told(said, at) or _tells(said, at) for at in range(len(said)))
    return told or _has(flat, "account_source") or bool(_READ.search(flat) or _HEARD_OF.search(text))


_READ = re.compile(
    r" i (?:also )?(?:saw|noticed|found|could see|can see|see|observed) (?:[\w'-]+ ){0,3}?(?:in|from|on) "
    r"(?:the |her |his |their |my |our |a |an |mrs |mr )?(?:[\w'-]+ ){0,3}?"
    r"(?:notes?|plans?|system|letters?|files?|records?|reports?|emails?|log|logs|chart|diary|referral|assessment"
    r"|forms?|messages?|texts?|minutes|history|paperwork|documents?|summary|statements?) "
)
_HEARD_OF = re.compile(
    r"(?i)\bi (?:also )?heard (?:(?:Mrs|Mr|Miss|Ms|Dr)\.? )?[\w'’-]+ (?:had|has|was|were|is|are|will)\b"
)
_TITLES = frozenset(word_list("mr mrs ms miss mx dr"))
_NO_TELLER = frozenset(word_list("i i've i'd we the a be to nobody none one no")) | {""}
_LEADS = frozenset(
    word_list("and but so then also well now however later afterwards again next today still perhaps maybe")
)
_BETWEEN = frozenset(word_list("also then just had has have only later again both all never"))


def _told(said: tuple[str, ...], at: int) -> bool:
    """Whether this word tells of what somebody other than the worker said."""
    if said[at] not in speech("account_told") or said[at + 1 : at + 2] == ("off",):
        return False
    before = next((word for word in reversed(said[:at]) if word not in _BETWEEN), "")
    # 'I explained' is what the worker did, and so is the second half of 'I rang the GP and asked'.
    if before == "and":
        return "i" not in said[:at]
    return before not in _NO_TELLER


def _tells(said: tuple[str, ...], at: int) -> bool:
    """Whether this word tells of what several people say ('The carers say …', 'School report that …')."""
    if said[at] not in speech("account_told_now") or at == 0:
        return False
    before = next((word for word in reversed(said[:at]) if word not in _BETWEEN), "")
    if before in ("they", "who", "both"):
        return True
    # 'The school report' is a thing; with 'that' after it, it tells.
    several = before.endswith("s") and before not in _NOT_SEVERAL
    return (several or said[at + 1 : at + 2] == ("that",)) and before not in _NO_TELLER | _NOT_SEVERAL


_NOT_SEVERAL = frozenset(
    word_list(
        "this is was has does his its us as yes mrs always sometimes and or can could will would should must may "
        "might did do not don't didn't can't couldn't won't never please you let nobody my her their our"
    )
)


# --- what was seen
def _is_seen(flat: str) -> bool:
    seen = [phrase for phrase in speech("account_seen") if f" {phrase} " in flat]
    # 'There was a fall last month' was not seen at the visit.
    dated = _has(flat, "account_past") or _DATED.search(flat) or (WEEKDAYS | MONTHS) & set(flat.split())
    past = all(phrase.startswith("there ") for phrase in seen) and dated
    return (bool(seen) and not past) or bool(_TOUCHED.search(flat))


_DATED = re.compile(r" (?:19|20)\d\d | \d{1,2}(?:st|nd|rd|th) | \d{1,2}/\d{1,2}(?:/\d{2,4})? ")
