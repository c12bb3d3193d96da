"""Codes that open doors, accounts and machines: where they were said, and the talk without them.

A key-safe or door code, a PIN, a password or a card number has no place in a note, which many people read. It is
hidden before anything is made of the talk, letter for letter, so that every place in the transcript stays where it is;
in what is made of it stands only that a code was left out. The transcript keeps it: there a worker can read it, and
write it into the note by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from easyread.language.words import word_list, words
from scribe.notes.material import DraftNote, Material
from scribe.notes.omissions import A_CODE
from scribe.off_record import CODE_LEFT_OUT
from scribe.visit import Action, Claim, Omission, Turn, Word

_HIDDEN = "ƻ"
"""A letter that no English word has, and that has no small or capital form."""
_FAR = 220
"""Letters of talk, at most, between what tells of a code and the code."""
_FEWEST = 3
"""Digits of a code, at least; a card's number has at least twelve, and is one wherever it stands."""
_OF_A_CARD = 12

_TELLING = (
    r"key[ -]?(?:safes?|box|pad|code)\b",
    r"(?<!post)(?<!post )(?<!dress )(?<!area )(?<!dialling )codes?\b(?! of\b)",
    r"(?:pass|door|entry|access)codes?\b",
    r"pins?\b(?! (?:\w+ )?(?:down|cushion|and needles))",
    r"pass[ -]?(?:word|phrase)s?\b",
    r"(?:combination|online banking|bank details|cvv|cvc)\b",
    r"(?:card|long|safe) number",
    r"account (?:number|no)",
    r"security (?:number|digits)",
    r"(?:digits|numbers?) (?:on|off) the (?:back|front|card)",
    r"(?:padlock|gate|alarm)(?:'s|’s| is| was| code| number)\b",
    r"for the (?:door|safe)\b",
    r"let (?:your|my|him|her|them)sel(?:f|ves) in\b",
    r"to get in\b",
    r"numbers? (?:for|to|of|on|at) (?:the |her |his |my )?(?:\w+ )?"
    r"(?:door|gate|safe|alarm|machine|card|lock|padlock|till|keypad|tablet)\b",
    r"(?:un)?locks? (?:the|my|her|his) phone",
)
_TELLS = re.compile(rf"(?i)\b(?:{'|'.join(_TELLING)})")
"""What is said where a code is told, by anybody."""
_WORDS = (
    "zero|nought|naught|nil|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|double|treble|triple|hundred"
)
_FIGURE = rf"(?:\d+|(?i:{_WORDS})(?![a-z]))"
_ONE = rf"(?:(?<!['’])[A-Z]?{_FIGURE}[A-Z#*]?(?![a-z£])|(?<!['’])\b[B-HJ-Z]\b|\b(?i:hash|star)\b|[#*])"
_BETWEEN = r"(?:[\s,.\-–—/]+(?:(?:and|then|followed by|um|uh|er|erm|a)\b[\s,]*)*)?"
_RUN = re.compile(rf"(?<![£\w.'’]){_ONE}(?:{_BETWEEN}{_ONE})*")
_FIRST_FIGURE = re.compile(_FIGURE)
_IS_AN_AMOUNT = re.compile(
    r"(?i)\s*(?:pounds?|quid|pence|p\b|percent|per cent|%|mg|ml|milli\w+|grams?|micrograms?"
    r"|am\b|pm\b|o'?clock|years?|months?|weeks?|days?|hours?|minutes?|times|tablets?|pills|metres?|miles?|stone|kilos?|people|steps|visits|calls|children|digits"
    r"|numbers?|figures|over \w+|of (?!course)\w+|or \w+ (?:days|weeks|times))"
)
_SAYS_WHAT_IT_IS = re.compile(
    r"(?i)\b(?:codes?|pins?|key[ -]?(?:safe|pad)|passwords?)\b[^.?!\d]{0,24}(?:\b(?:is|was|to)|['’]s)\s+"
    r"(?:still |now |just |about |only )*$"
)
"""What stands right before a figure that is a code whatever it looks like: 'The key safe is 4471 in the porch'."""
_IS_A_TIME = re.compile(r"(?i)\b(?:at|by|about|around|before|after|till|until|from)\s+$")
_THEN = re.compile(
    r"(?i)\s*(?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|tonight|in the )"
)
_EMERGENCY = frozenset(word_list("999 111 101 112 105 119"))
_IS_A_YEAR = re.compile(r"(?i)\b(?:in|since|from|by|until|till|before|after|of)\s+$")
_PHONE = re.compile(r"^0\d{9,10}$")
_SPELT = {"double": 1, "treble": 2, "triple": 2, "hundred": 2}
_TENS = frozenset(word_list("twenty thirty forty fifty sixty seventy eighty ninety"))
_TEENS = frozenset(word_list("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"))

_WORD_IS = re.compile(
    r"(?i)\b(?:pass[ -]?(?:word|phrase|code))(?: (?:for|to|on) (?:\w+ ){1,4}?)?"
    r"(?:\s*(?:is|was|will be|'s|’s|:|=))\s*[\"'“‘]?(?P<code>[^.?!;,]{2,60}?)"
    r"(?=\s+(?:and|but|because|so|if|when|or)\b|[.?!;,]|$)"
)
_NO_WORD_IS = re.compile(
    r"(?i)(?:not|n't|wrong|written|in|on|the same|with|kept|changed|safe|something|private|too|very|no)\b"
)
_MOST_WORDS = 4
"""Words of a password, at most: what is longer, or speaks of anybody, tells something that the note must have."""
_SPEAKS = frozenset(word_list("i me my he him his she her you your they them their we us our it who how what"))
_IT_IS = re.compile(r"(?i)\s*(?:\w+, )?(?:it's|it is|that's|its) (?P<code>[^.?!,]+)")
_ASKS_WORD = re.compile(r"(?i)\bpass[ -]?(?:word|phrase)\b[^.?!]*\?\s*$")
_NO_WORD = re.compile(
    r"(?i)\b(?:not?|n't|never|sorry|know|remember|forg[eo]t\w*|written|why|ask|changed?|same|private|can't|won't|don't|safe"
    r"|needed|wrong|on|in|with|the|a|yes|yeah|okay|well)\b"
)

Span = tuple[int, int]


def codes(turns: Iterable[Turn]) -> list[list[Span]]:
    """For each turn, from which to which letter a code stands in it."""
    found: list[list[Span]] = []
    since, asked = _FAR + 1, False
    for turn in turns:
        told = [match.end() for match in _TELLS.finditer(turn.text)]
        spans = [span for span in _runs(turn.text) if _is_code(turn.text, span, told, since)]
        spans += _passwords(turn.text, asked)
        found.append(sorted(set(spans)))
        since = len(turn.text) - told[-1] if told else since + len(turn.text)
        asked = bool(_ASKS_WORD.search(turn.text))
    return found


def without_codes(material: Material) -> Material:
    """The same talk with each code hidden, every letter of it by another, so that all places stay as they are."""
    found = codes(material.turns)
    if not any(found):
        return material
    turns = tuple(_hidden(turn, spans) if spans else turn for turn, spans in zip(material.turns, found, strict=True))
    return replace(material, turns=turns)


def shown(text: str) -> str:
    """A text that was made of such a talk, as it is read: '[code left out]' where a code was."""
    return _SHOWN.sub(CODE_LEFT_OUT, text) if _HIDDEN in text else text


_SHOWN = re.compile(rf"{_HIDDEN}+(?:[\W_]+{_HIDDEN}+)*")


def shown_claim(claim: Claim) -> Claim:
    """The claim as it is read."""
    why = shown(claim.why) if claim.why else claim.why
    checks = tuple(replace(each, detail=shown(each.detail)) for each in claim.checks)
    offered = claim.candidate and replace(claim.candidate, text=shown(claim.candidate.text))
    return replace(claim, text=shown(claim.text), why=why, checks=checks, candidate=offered,
                   original=shown(claim.original), by_rules=shown(claim.by_rules))  # fmt: skip


def shown_note(note: DraftNote, material: Material) -> DraftNote:
    """A draft of such a talk as it is read, with a line in its omissions for each code: it says where, never what."""
    lines = tuple(
        Omission(turn.id, CODE_LEFT_OUT, A_CODE, start, end)
        for turn, spans in zip(material.turns, codes(material.turns), strict=True) for start, end in spans
    )  # fmt: skip
    if not lines:
        return note
    sections = tuple(replace(each, claims=tuple(map(shown_claim, each.claims))) for each in note.sections)
    left = tuple(replace(each, text=shown(each.text)) for each in note.omissions)
    return replace(note, sections=sections, actions=tuple(map(_shown_action, note.actions)), omissions=(*left, *lines))


def _shown_action(action: Action) -> Action:
    return replace(action, text=shown(action.text), owner=shown(action.owner), by=shown(action.by))


# --- finding
def _runs(text: str) -> Iterator[Span]:
    for match in _RUN.finditer(text):
        if _FIRST_FIGURE.search(match.group()) and _digits(match.group()) >= _FEWEST:
            yield match.start(), match.start() + len(match.group().rstrip(" ,.-–—/"))


def _digits(run: str) -> int:
    """How many digits a run of figures and number words has."""
    count, tens = 0, False
    for word in re.findall(r"\d+|[a-z]+", run.lower()):
        if word.isdigit():
            count += len(word)
        elif re.fullmatch(_WORDS, word):
            small = word not in _TENS | _TEENS and word not in _SPELT
            count += _SPELT.get(word, 2 if word in _TENS | _TEENS else 0 if tens and small else 1)
        tens = word in _TENS
    return count


def _is_code(text: str, span: Span, told: list[int], since: int) -> bool:
    """Whether a run of figures is a code: something before it, or close after it in the turn, tells of one."""
    start, end = span
    run, plain = text[start:end], re.sub(r"\D", "", text[start:end])
    if _digits(run) >= _OF_A_CARD or _SAYS_WHAT_IT_IS.search(text[:start]):
        return True
    if _IS_AN_AMOUNT.match(text, end) or _PHONE.match(plain) or plain in _EMERGENCY:
        return False
    if _digits(run) <= 4 and (_IS_A_TIME.search(text[:start]) or _THEN.match(text, end)):
        return False
    if re.fullmatch(r"(?:19|20)\d\d", run.strip()) and _IS_A_YEAR.search(text[:start]):
        return False
    return since + start <= _FAR or any(-_FAR // 2 <= start - at <= _FAR for at in told)


def _passwords(text: str, asked: bool) -> Iterator[Span]:
    for match in _WORD_IS.finditer(text):
        code = match.group("code").rstrip()
        told = words(code)
        if len(told) <= _MOST_WORDS and not _SPEAKS & set(told) and not _NO_WORD_IS.match(code):
            yield match.start("code"), match.start("code") + len(code)
    first = re.match(r"\s*([^.?!]+)", text)
    if asked and first and len(first.group(1).split()) <= 6 and not _NO_WORD.search(first.group(1)):
        yield first.span(1)
    elif asked and (said := _IT_IS.match(text)) and not _NO_WORD.search(said.group("code")):
        yield said.span("code")


# --- hiding
def _hidden(turn: Turn, spans: list[Span]) -> Turn:
    letters = list(turn.text)
    for start, end in spans:
        for at in range(start, end):
            letters[at] = letters[at] if letters[at].isspace() else _HIDDEN
    text = "".join(letters)
    return replace(turn, text=text, words=tuple(_hidden_words(turn, text)))


def _hidden_words(turn: Turn, text: str) -> Iterator[Word]:
    """The words with their times, each with the letters that stand in its place now."""
    at = 0
    for word in turn.words:
        said = word.text.strip()
        place = turn.text.find(said, at) if said else -1
        if place < 0:
            yield word
            continue
        at = place + len(said)
        yield replace(word, text=word.text.replace(said, text[place:at], 1))
