"""What a text claims: each verb with its modal, its negation, who does it, and on what condition it stands."""

# ruff: noqa: E501  tables of patterns, and sentences for a worker

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from easyread.grammar import Clause, VerbGroup, Word, read
from easyread.inflect import base
from easyread.language.words import REMEMBERED, lemma
from easyread.normal import RIGHT, normal
from easyread.reader import Reader
from easyread.sentences import split_text

MARKERS = ("even if", "only if", "as long as", "if", "unless", "until", "except")
_MARKER = re.compile(r"(?i)\b(even if|only if|as long as|if|unless|until(?! \d)|except(?= (?:if |we |you )))\b")
_MODAL = {"must": "must", "may": "may", "might": "may", "can": "can", "could": "can", "should": "should",
          "will": "will", "shall": "will", "would": "would", "need": "need", RIGHT: "right", "ought": "should"}  # fmt: skip
_PERSONS = {"you": "you", "yourself": "you", "we": "we", "us": "we", "i": "we", "me": "we", "ourselves": "we"}
_UNSURE = frozenset(("it", "this", "that", "these", "those", "they", "he", "she", "them", "him", "her", "which", "who",
                     "there", "what", "one", "each", "both", "some", "all", "whom"))  # fmt: skip
_LOOSE = frozenset(("do", "be", "have"))


@dataclass(frozen=True)
class Claim:
    """One verb: 'you must not pay' is (pay, must, negated, you). `doer` '' where the text doesn't say it.

    `on` holds the conditions that its sentence stands on; `inside` is the condition that it is itself a part of.
    """

    verb: str
    modal: str
    negated: bool
    doer: str
    passive: bool
    on: frozenset[str]
    inside: str
    text: str
    place: int
    """Where its verb stands in `text`."""
    finite: bool = True

    @property
    def force(self) -> tuple[str, bool]:
        """How sure or bound it is, and whether it is denied."""
        return self.modal, self.negated


def units(lines: Sequence[str]) -> tuple[str, ...]:
    """The sentences of lines; what a line that ends with ':' leads into is one sentence with it."""
    found: list[str] = []
    open_lead = False
    for text in lines:
        text = text.strip()
        if open_lead and (text[:1].islower() or found[-1].endswith(":")):
            found[-1] += f" {text.rstrip('.')};"
            continue
        open_lead = text.endswith(":")
        found += list(split_text(text)) or []
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def claims(text: str, reader: Reader) -> tuple[Claim, ...]:
    """The claims of one sentence or unit, in order."""
    clause = read(normal(text, reader))
    return tuple(_Claims(clause, _regions(clause)).told())


@dataclass(frozen=True)
class _Region:
    """Words `start` to `end` are a condition of the kind `marker`; words from `reach` to `until` stand on it."""

    marker: str
    start: int
    end: int
    reach: int
    until: int


def _regions(clause: Clause) -> tuple[_Region, ...]:
    found = []
    for match in _MARKER.finditer(clause.text):
        at = next((n for n, word in enumerate(clause.words) if word.start >= match.start()), None)
        if (
            at is None
            or match.group().lower() == "if"
            and clause.text[: match.start()].lower().endswith(("even ", "only "))
        ):
            continue
        end = _end_of_condition(clause, at)
        if _opens(clause, at):
            found.append(_Region(match.group().lower(), at, end, end, _stop(clause, end)))
        else:
            found.append(_Region(match.group().lower(), at, end, _begin(clause, at), at))
    return tuple(found)


def _opens(clause: Clause, at: int) -> bool:
    """Whether a condition stands before what it conditions."""
    before = clause.words[:at]
    return (
        not any(group.end <= at for group in clause.groups)
        or not before
        or before[-1].text in (".", ";")
        or (
            before[-1].low in ("or", "and", "but", ",")
            and _MARKER.match(clause.text) is not None
            and not any(word.text in (",", ":") for word in before[:-1])
        )
    )


def _end_of_condition(clause: Clause, at: int) -> int:
    if at + 1 < len(clause.words) and clause.words[at + 1].text == ":":
        return len(clause.words)
    seen, leads = False, _opens(clause, at)
    for n in range(at + 1, len(clause.words)):
        word = clause.words[n]
        seen = seen or word.tag[0] == "V"
        opens = word.text == "," and seen and not _in_list(clause, n) and (leads or _new_clause(clause, n))
        if (
            word.text == "."
            or word.text in ":;"
            and (leads or clause.words[n].text == ";" and ":" not in clause.text)
            or opens
        ):
            return n
        if word.low == "but" and seen:
            return n
    return len(clause.words)


def _new_clause(clause: Clause, comma: int) -> bool:
    """Whether a comma behind a condition ends it: ', and we', ', which'."""
    rest = [word.low for word in clause.words[comma + 1 : comma + 3]]
    return bool(rest) and (
        rest[0] in ("you", "we", "which", "who")
        or rest[0] in ("and", "but")
        and rest[1:] != []
        and rest[1] in ("you", "we", "the")
    )


def _in_list(clause: Clause, comma: int) -> bool:
    rest = clause.words[comma + 1 : comma + 3]
    return bool(rest) and rest[0].low in ("or", "and") and len(rest) > 1 and rest[1].low in ("if", "unless")


def _stop(clause: Clause, at: int) -> int:
    for n in range(at, len(clause.words)):
        word = clause.words[n]
        if word.low in ("which", "who") and clause.words[n - 1].text == ",":
            return n
        if word.low == "but" or word.text == ";" and not any(one.text == ":" for one in clause.words[:n]):
            return n
    return len(clause.words)


def _begin(clause: Clause, at: int) -> int:
    """Where the last main clause before a condition begins: after ', and', 'but', ';'."""
    for n in range(at - 1, 0, -1):
        word = clause.words[n]
        if word.low == "which":
            return n
        joined = word.low in ("and", "or") and clause.words[n + 1].tag == "PNP"
        if (
            n < at - 1
            and (word.text == ";" or word.low == "but" or joined)
            and any(g.start > n and g.end <= at for g in clause.groups)
        ):
            return n
    return 0


class _Claims:
    """The claims of a sentence while it is read word by word: what a verb has not yet been found for is remembered."""

    def __init__(self, clause: Clause, regions: tuple[_Region, ...]) -> None:
        self.clause, self.words, self.regions = clause, clause.words, regions
        self.last: Claim | None = None
        self.modals: list[str] = []
        """Those that still wait for their verb: 'must' in 'you must always pay'."""
        self.denied = False
        """Whether a 'not' still waits for its verb."""

    def told(self) -> Iterator[Claim]:
        """The claims, in order."""
        groups = {group.start: group for group in self.clause.groups}
        skip = 0
        for at, word in enumerate(self.words):
            if at < skip:
                continue
            if word.low == "not" and self._before(at) == "if":
                self.denied = True
            elif group := groups.get(at) or (VerbGroup(at, at + 1, (word,)) if word.low == RIGHT else None):
                skip = group.end
                yield from self._finite(group)
            elif word.tag in ("VVI", "VDI", "VBI", "VHI") or word.tag in ("VVG", "VVN") and _is_verb(self.words, at):
                yield self._bare(at, word)

    def _finite(self, group: VerbGroup) -> Iterator[Claim]:
        """The claim of a finite group; none where its verb is still to come."""
        first = group.words[0]
        negated = any(one.low in ("not", "never") for one in group.words)
        modals = [_MODAL[one.low] for one in group.words if _is_modal(one, negated)]
        heads = [one for one in group.words if one.tag[0] == "V" and not _is_modal(one, negated)]
        is_right = first.low == RIGHT
        negated = negated or is_right and self._before(group.start) in ("not", "never")
        helps = bool(heads) and heads[-1].low in ("do", "does", "did") and not modals
        if not heads or helps and _soon_modal(self.words, group.end):
            self.modals += modals
            self.denied = self.denied or negated
            if is_right and _is_last_modal(self.words, group.end):
                yield self._new(group, _verb_after(self.words, group.end), self.denied)
        elif self.last and not modals and not self.modals and _goes_on(self.clause, group):
            yield self._like_last(base(heads[-1].low), self.last.negated != negated, group.start)
        else:
            self.modals += modals
            yield self._new(group, base(heads[-1].low), negated != self.denied, heads)

    def _bare(self, at: int, word: Word) -> Claim:
        """The claim of a verb without a subject: 'to pay', or one more of a row: 'you must wash and dress'."""
        denied = self.denied or self._before(at) in ("not", "never") or at > 1 and self._before(at - 1) == "not"
        self.denied = False
        verb, before = base(word.low), self._before(at)
        if self.modals:
            return self._new(VerbGroup(at, at + 1, (word,)), verb, denied)
        if self.last and word.tag == "VVI" and before in ("and", "or", ",", ";", ":"):
            return self._like_last(verb, self.last.negated, at)
        stands = _stands(self.regions, at)
        return Claim(verb, "", denied, "", False, *stands, self.clause.text, word.start, finite=False)

    def _new(self, group: VerbGroup, verb: str, negated: bool, heads: Sequence[Word] = ()) -> Claim:
        """A claim with all that waited for its verb."""
        self.last = _made(self.clause, group, verb, self.modals, negated, self.regions, self.last, heads)
        self.modals, self.denied = [], False
        return self.last

    def _like_last(self, verb: str, negated: bool, at: int) -> Claim:
        """One more verb with the modal and the doer of the last."""
        assert self.last is not None
        stands = _stands(self.regions, at)
        last, text, place = self.last, self.clause.text, self.words[at].start
        return Claim(verb, last.modal, negated, last.doer, last.passive, *stands, text, place)

    def _before(self, at: int) -> str:
        return self.words[at - 1].low if at else ""


def _is_modal(word: Word, negated: bool) -> bool:
    """'You need not pay' has one, 'you need help' has none."""
    return word.low in _MODAL and (word.tag == "VM0" or word.low == RIGHT) and (word.low != "need" or negated)


def _goes_on(clause: Clause, group: VerbGroup) -> bool:
    """Whether a plain verb is an item of a row that a modal before it leads into: 'The nurse will: visit you; check it'."""
    first, before = group.words[0], clause.words[group.start - 1] if group.start else None
    if len(group.words) > 1 or first.tag != "VVB" or before is None:
        return False
    led = ":" in clause.text and before.low in (";", ":", "and", "or")
    return led and (clause.words[group.start - 2].text in ";:" or before.text in ";:")


def _soon_modal(words: tuple[Word, ...], at: int) -> bool:
    return any(word.low in _MODAL for word in words[at : at + 2])


def _is_last_modal(words: tuple[Word, ...], at: int) -> bool:
    """Whether no verb follows at once: 'a right to an advocate', '§must' before a noun that was misread."""
    for word in words[at : at + 3]:
        if word.tag[0] == "V" or word.low in _MODAL:
            return False
        if word.tag[:2] not in ("AV", "XX", "OR", "PN"):
            return True
    return True


def _verb_after(words: tuple[Word, ...], at: int) -> str:
    for word in words[at : at + 5]:
        if word.tag[:2] in ("NN", "VV"):
            return lemma(word.low)
    return ""


def _is_verb(words: tuple[Word, ...], at: int) -> bool:
    before = words[at - 1] if at else None
    return before is None or before.tag[:2] in ("PR", "VB", "CJ", "NN", "PU") and before.tag != "PRF"


def _stands(regions: tuple[_Region, ...], at: int) -> tuple[frozenset[str], str]:
    inside = next((one.marker for one in regions if one.start < at < one.end), "")
    on = frozenset(one.marker for one in regions if one.reach <= at < one.until)
    return on, inside


def _made(clause: Clause, group: VerbGroup, verb: str, modals: list[str], negated: bool, regions: tuple[_Region, ...],
          last: Claim | None, heads: Sequence[Word]) -> Claim:  # fmt: skip
    tags = [word.tag for word in heads]
    passive = len(tags) > 1 and tags[-1] in ("VVN", "VDN", "VHN") and tags[-2].startswith("VB")
    doer, denies = _doer(clause, group, passive, last)
    kept = list(dict.fromkeys(modals))
    if len(kept) > 1:
        kept = [one for one in kept if one != "will"]
    return Claim(
        verb,
        " ".join(kept),
        negated != denies,
        doer,
        passive,
        *_stands(regions, group.start),
        clause.text,
        group.words[0].start,
    )


def _doer(clause: Clause, group: VerbGroup, passive: bool, last: Claim | None) -> tuple[str, bool]:
    if passive:
        subject = _subject(clause, group)
        denies = bool(subject) and subject[0].low in ("nothing", "nobody", "none")
        return _by(clause, group.end), denies
    before = clause.words[group.start - 1] if group.start else None
    if before is not None and before.low in ("and", "or", ",") and last and _subject(clause, group) == ():
        return last.doer if not last.passive else "", False
    subject = _subject(clause, group)
    if not subject:
        imperative = not before or before.low in ("please", ",", ":", ";", "do", "not")
        return ("imperative" if imperative and group.words[0].tag in ("VVB", "VDB") else ""), False
    return head_of(subject), subject[0].low in ("nothing", "nobody", "none")


def _subject(clause: Clause, group: VerbGroup) -> tuple[Word, ...]:
    start = group.start
    while start and clause.words[start - 1].tag == "VM0" or start and clause.words[start - 1].tag[:2] in ("XX", "AV"):
        start -= 1
    found = clause.subject(VerbGroup(start, group.end, group.words))
    return clause.words[found[0] : found[1]] if found else ()


def _by(clause: Clause, after: int) -> str:
    """Who does it: 'by the council'."""
    for at in range(after, min(after + 12, len(clause.words))):
        word = clause.words[at]
        if word.text in (".", ";", ":") or word.tag in ("CJS", "CJT") or at > after and word.tag in ("VBZ", "VM0"):
            return ""
        if word.low == "by" and at + 1 < len(clause.words):
            rest = clause.words[at + 1 :]
            if rest[0].tag in ("CRD", "VVG") or rest[0].text[:1] in "£0123456789":
                continue
            end = next(
                (
                    n
                    for n, one in enumerate(rest)
                    if n and (one.is_mark or one.tag[:2] in ("PR", "CJ", "VM", "VB", "TO"))
                ),
                len(rest),
            )
            head = head_of(rest[:end])
            return (
                ""
                if head in ("law", "post", "email", "telephone", "phone", "debit", "order", "bus", "car", "date", "end")
                else head
            )
    return ""


def head_of(words: Sequence[Word]) -> str:
    """Who a noun phrase is: 'you', 'we', the lemma of its noun; '' where it is not sure ('it', 'who')."""
    for word in words:
        if word.tag == "PNP" or word.low in _PERSONS:
            return _PERSONS.get(word.low, "")
        break
    nouns: list[str] = []
    for word in words:
        if word.tag[:2] in ("PR", "CJ", "PU") or word.low in ("who", "that", "which"):
            break
        if word.tag[:2] in ("NN", "NP"):
            nouns.append(word.low)
    if not nouns:
        first = words[0].low if words else ""
        return "" if first in _UNSURE or not first else {"anyone": "person", "nobody": "", "nothing": ""}.get(first, "")
    return lemma(nouns[-1])
