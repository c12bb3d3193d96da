"""The words of the worker's own account: what kind of thing a sentence tells by its words, and how it is shown."""

from __future__ import annotations

import re

from scribe.document_text import tidy as one_line
from scribe.notes.people import People
from scribe.notes.utterances import tidy
from scribe.notes.words import speech, tokens, word_list, words
from scribe.visit import Kind, Manner

MEANT = "Who is meant?"
FRAMES = {Manner.SEEN: "Seen: ", Manner.TOLD: "Told: ", Manner.VIEW: "Worker's view: "}
"""What stands before a jotting, so that what was told can't be read as seen, nor a view as either."""
_OWN_KIND = {Manner.SEEN: Kind.OBSERVED, Manner.TOLD: Kind.REPORTED, Manner.VIEW: Kind.VIEW}


def kind_of(text: str) -> Kind:
    """What kind of thing the worker tells in a sentence, by its words alone; `QUOTED` where none of them says.

    Where two kinds are in one sentence it is the one that claims less: a view at its start, then what was told, then
    how something seemed, then what was seen.
    """
    said = words(text)
    flat = f" {' '.join(said)} "
    start = " " + " ".join(_opened(said)) + " "
    if any(start.startswith(f" {phrase} ") for phrase in speech("account_view")):
        return Kind.VIEW
    if _has(flat, "account_source") or any(_told(said, at) for at in range(len(said))):
        return Kind.REPORTED
    if _has(flat, "account_view") or _has(flat, "account_seemed"):
        return Kind.VIEW
    seen = [phrase for phrase in speech("account_seen") if f" {phrase} " in flat]
    # 'There was a fall last month' was not seen at the visit.
    past = all(phrase.startswith("there ") for phrase in seen) and _has(flat, "account_past")
    return Kind.OBSERVED if seen and not past and not text.endswith("?") else Kind.QUOTED


def framed(text: str, manner: Manner) -> str:
    """A jotting as it stands in the note: 'Told: …', unless its one sentence says so at its start by its own words."""
    own = words(text)[:1] == ("i",) or manner is not Manner.SEEN
    if own and _is_one_sentence(text) and _says_so_at_start(text, manner):
        return text
    return f"{FRAMES[manner]}{text}"


def unframed(text: str, manner: Manner) -> str | None:
    """The words of a jotting without what was put before them; None where that should be there and isn't."""
    frame = FRAMES[manner]
    if text.startswith(frame):
        return text.removeprefix(frame)
    return text if framed(text, manner) == text else None


def as_typed(text: str) -> str:
    """A jotting's words as the note has them: one line, a capital, a stop."""
    return sentence(one_line(text))


def as_dictated(text: str) -> str:
    """Dictated words as the note has them: without sounds that are no words, spoken marks as marks."""
    return sentence(tidy(punctuated(text)))


def sentence(text: str) -> str:
    """The text with a capital at its start and a stop at its end."""
    text = text.strip()
    capital = text[:1].upper() + text[1:]
    return capital if not text or re.search(r"[.?!…][\"'”’)]*$", text) else f"{capital.rstrip(' ,;:')}."


def punctuated(text: str) -> str:
    """The marks that were spoken at the end of a clause ('full stop', 'comma') as marks.

    Only where nothing but a mark or the end follows, and no article stands before: 'a full stop' is a thing.
    """
    return _SPOKEN.sub(_mark, text).strip()


_SPOKEN = re.compile(
    r"(?i)(?P<before>[\w'’]+[.,?!]?)?(?P<gap>\s*)\b(?P<name>full stop|comma|new paragraph|new line)(?P<after>[.,]|\s*$)"
)
_A_THING = frozenset(word_list("a an the one word words said says say complete of to that this in"))


def _mark(match: re.Match[str]) -> str:
    before, name, after = match["before"] or "", match["name"].lower(), match["after"]
    if before.lower().strip(".,?!") in _A_THING or (name == "comma" and after != ","):
        return match[0]
    bare = before.rstrip(",") if name == "comma" else before
    if name == "comma":
        return f"{bare},"
    return bare if bare.endswith((".", "?", "!")) else f"{bare.rstrip(',')}."


def first_word(text: str) -> str:
    """The first word in small letters, without 'And', 'So', 'Then' and adverbs before it."""
    return next(iter(_opened(words(text))), "")


def beside(text: str, name: str) -> str:
    """The sentence with a name beside the pronoun that opens it: 'She (Mrs Begum) told me …'."""
    low = first_word(text)
    token = next(each for each in tokens(text) if each.low == low)
    after = next((each.low for each in tokens(text) if each.start >= token.end), "")
    owner = "'s" if low in ("her", "his") and after.isalpha() else ""
    return f"{text[: token.end]} ({name}{owner}){text[token.end :]}"


_BESIDE = re.compile(r"^([^()]*?\b(?:she|he|her|his|hers|him)(?:['’](?:s|ll|d))?) \(([^()]+?)(['’]s)?\)", re.I)


def without_beside(text: str) -> tuple[str, str]:
    """The sentence without the name beside its opening pronoun, and that name; '' where there is none."""
    match = _BESIDE.match(text)
    return (match[1] + text[match.end() :], match[2]) if match else (text, "")


def teller(text: str, people: People) -> str:
    """The person present who is named before the first word of telling ('Adam explained that …'), or ''."""
    said = words(text)
    at = next((at for at in range(len(said)) if _told(said, at)), None)
    before = set(said[:at]) if at is not None else set()
    if " according to " in f" {' '.join(said)} ":
        before = set(said[said.index("according") + 2 :][:3])
    found = [str(each.id) for each in people.people if before & set(each.name.lower().split()) - _TITLES]
    return found[0] if len(found) == 1 else ""


_TITLES = frozenset(word_list("mr mrs ms miss mx dr"))
_NO_TELLER = frozenset(word_list("i i've i'd we the a be to")) | {""}
_LEADS = frozenset(
    word_list("and but so then also well now however later afterwards again next today still perhaps maybe")
)
_BETWEEN = frozenset(word_list("also then just had has have only later again both all never"))


def _opened(said: tuple[str, ...]) -> tuple[str, ...]:
    at = 0
    while at < len(said) and said[at] in _LEADS:
        at += 1
    return said[at:]


def _has(flat: str, name: str) -> bool:
    return any(f" {phrase} " in flat for phrase in speech(name))


def _told(said: tuple[str, ...], at: int) -> bool:
    """Whether this word tells of what somebody other than the worker said."""
    if said[at] not in speech("account_told"):
        return False
    before = next((word for word in reversed(said[:at]) if word not in _BETWEEN), "")
    # 'I explained' is what the worker did, and so is the second half of 'I rang the GP and asked'.
    if before == "and":
        return "i" not in said[:at]
    return before not in _NO_TELLER


def _is_one_sentence(text: str) -> bool:
    return len(re.findall(r"[.?!](?=\s|$)", text)) <= 1 and not re.search(r"[;:\n]", text)


def _says_so_at_start(text: str, manner: Manner) -> bool:
    """Whether the first words are those of the manner ('I saw', 'She told me', 'I think')."""
    start = " ".join(_opened(words(text))[:4])
    return kind_of(text) is _OWN_KIND[manner] and kind_of(start) is _OWN_KIND[manner]
