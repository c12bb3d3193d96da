"""How the words of the worker's own account are shown: their frame, their capital and stop, a name beside a pronoun."""

from __future__ import annotations

import re

from easyread.language.words import speech, tokens, words
from scribe.document_text import tidy as one_line
from scribe.notes.own_kinds import kind_of, opened
from scribe.notes.own_tidy import tidied
from scribe.notes.statements import is_small_talk
from scribe.notes.utterances import made_of
from scribe.visit import Kind, Manner

MEANT = "Who is meant?"
FRAMES = {Manner.SEEN: "Seen: ", Manner.TOLD: "Told: ", Manner.VIEW: "Worker's view: ",
          Manner.READ_BACK: "Said by the person visited when the note was read back: "}  # fmt: skip
"""What stands before a jotting, so that what was told can't be read as seen, nor a view as either."""
_OWN_KIND = {Manner.SEEN: Kind.OBSERVED, Manner.TOLD: Kind.REPORTED, Manner.VIEW: Kind.VIEW}


def framed(text: str, manner: Manner) -> str:
    """A jotting as it stands in the note: 'Told: …', unless its one sentence says so at its start by its own words."""
    own = manner is not Manner.READ_BACK and (words(text)[:1] == ("i",) or manner is not Manner.SEEN)
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
    """Dictated words as the note has them: without sounds and restarts, spoken marks as marks."""
    return sentence(tidied(text))


def sentence(text: str) -> str:
    """The text with a capital at its start and a stop at its end."""
    text = text.strip()
    capital = text[:1].upper() + text[1:]
    return capital if not text or re.search(r"[.?!…][\"'”’)]*$", text) else f"{capital.rstrip(' ,;:')}."


def is_own_small_talk(text: str) -> bool:
    """Whether a dictated sentence only greets, thanks, or says that a note begins or ends."""
    closing = speech("small_talk") + speech("backchannel") + speech("openers") + speech("account_close")
    return is_small_talk(text) or bool(_BEGINS.fullmatch(text.strip())) or made_of(text, closing)


_BEGINS = re.compile(
    r"(?i)(?:(?:hello|hi|ok|okay|right|good (?:morning|afternoon|evening))[,. ]+)*"
    r"(?:(?:this is|it's|it is|i am|i'm|my name is) [\w'’-]+(?: [\w'’-]+){0,2},? ?(?:and i'm |and i am )?"
    r"(?:dictating|recording|speaking|making)?|i am dictating|i'm dictating)"
    r"(?: (?:a|my|this|the) (?:case |visit )?(?:note|notes|account|recording|record))?[.!]?"
)


def first_word(text: str) -> str:
    """The first word in small letters, without 'And', 'So', 'Then' and adverbs before it."""
    return next(iter(opened(words(text))), "")


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


def _is_one_sentence(text: str) -> bool:
    return len(re.findall(r"[.?!](?=\s|$)", text)) <= 1 and not re.search(r"[;:\n]", text)


def _says_so_at_start(text: str, manner: Manner) -> bool:
    """Whether the first words are those of the manner ('I saw', 'She told me', 'I think')."""
    start = " ".join(opened(words(text))[:4])
    return kind_of(text) is _OWN_KIND[manner] and kind_of(start) is _OWN_KIND[manner]
