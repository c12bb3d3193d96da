"""What a text claims: each verb with its modal, its negation, who does it, and on what condition it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from easyread.doers import agent_of, denies, head_of, subject_of, to_whom
from easyread.frames import TIME_TO
from easyread.grammar import Clause, VerbGroup, Word, read
from easyread.inflect import base
from easyread.language.words import REMEMBERED, is_participle, is_verb_base, lemma, word_list
from easyread.normal import RIGHT, normal
from easyread.reader import Reader
from easyread.senses import words_of
from easyread.sentences import split_text
from easyread.standing import Region, regions
from easyread.undergoers import Undergoers, undergoers_of

IMPERATIVE = "imperative"
_LETS = frozenset(
    word_list("ask request tell require instruct order advise invite remind expect allow permit help want enable")
)
"""Verbs whose object does what follows: 'we asked him to check it'."""
_MODAL = {"must": "must", "may": "may", "might": "may", "can": "can", "could": "could", "should": "should",
          "will": "will", "shall": "will", "would": "would", "need": "need", RIGHT: "right", TIME_TO: "time",
          "ought": "should"}  # fmt: skip


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
    subject: str = ""
    """Who or what its subject is: of a passive, to whom it is done."""
    to: str = ""
    """'you' or 'we' where it is done to or for one of them."""
    undergoers: Undergoers = Undergoers()
    """What or who it is done to."""
    behind: frozenset[str] = frozenset()
    """The words of meaning behind it."""

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
    return tuple(_Claims(clause, regions(clause)).told())


def is_of_several(claim: Claim) -> bool:
    """Whether a 'they' or 'them' of a claim may stand for several things named before it, and so is no one reader."""
    before = re.search(r"(?i)\b(he|she|you|we|they)\b(?!.*\b(?:he|she|you|we|they)\b)", claim.text[: claim.place])
    they = before is not None and before[1].lower() == "they" and claim.subject == "third"
    if not they and not re.search(r"(?i)\bthem\b", claim.text[claim.place :]):
        return False
    words = read(claim.text).words
    return any(word.tag == "NN2" for word in words if word.start < claim.place)


class _Claims:
    """The claims of a sentence while it is read word by word: what a verb has not yet been found for is remembered."""

    def __init__(self, clause: Clause, regions: tuple[Region, ...]) -> None:
        self.clause, self.words, self.regions = clause, clause.words, regions
        self.last: Claim | None = None
        self.modals: list[str] = []
        """Those that still wait for their verb: 'must' in 'you must always pay'."""
        self.lead: tuple[Word, ...] = ()
        """The subject that stood before them: 'he' in 'he can, for instance, decide'."""
        self.denied = False
        """Whether a 'not' still waits for its verb."""

    def told(self) -> Iterator[Claim]:
        """The claims, in order."""
        groups = {group.start: group for group in self.clause.groups}
        skip = 0
        for at, word in enumerate(self.words):
            if at < skip:
                continue
            if word.text in (";", "."):
                self.modals, self.denied = [], False
            if word.low == "unless" or word.low == "not" and self._before(at) == "if":
                self.denied = True
            elif group := groups.get(at) or (VerbGroup(at, at + 1, (word,)) if self._stands_alone(at) else None):
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
        is_right = first.low in (RIGHT, TIME_TO)
        negated = negated or is_right and self._before(group.start) in ("not", "never")
        helps = bool(heads) and heads[-1].low in ("do", "does", "did") and not modals
        if not heads or helps and (_soon_modal(self.words, group.end) or _soon_verb(self.words, group.end)):
            self.modals += modals
            self.lead = subject_of(self.clause, group) or self.lead
            self.denied = self.denied or negated
            if is_right and _is_last_modal(self.words, group.end):
                yield self._new(group, _verb_after(self.words, group.end), self.denied)
        elif self.last and self.last.passive and len(group.words) == 1 and self._is_joined_participle(group):
            yield self._like_last(base(heads[-1].low), self.last.negated, group.start)
        elif self.last and not modals and not self.modals and _goes_on(self.clause, group):
            yield self._like_last(base(heads[-1].low), self.last.negated != negated, group.start)
        else:
            self.modals += modals
            yield self._new(group, base(heads[-1].low), negated != self.denied, heads)

    def _stands_alone(self, at: int) -> bool:
        """'We issue a bill', where the verb was read as one without a subject; not 'help you decide'."""
        if self.words[at].low in (RIGHT, TIME_TO):
            return True
        misread = self.words[at].tag == "VVI" and not self.modals and self._before(at) in ("we", "you", "they", "i")
        return misread and (at < 2 or self.words[at - 2].tag[0] != "V")

    def _is_joined_participle(self, group: VerbGroup) -> bool:
        """'Must be kept for six years and submitted every month'."""
        word = group.words[0]
        return (
            word.tag in ("VVD", "VVN") and self._before(group.start) in ("and", "or", ",") and is_participle(word.low)
        )

    def _bare(self, at: int, word: Word) -> Claim:
        """The claim of a verb without a subject: 'to pay', or one more of a row: 'you must wash and dress'."""
        denied = (
            self.denied
            or self._before(at) in ("not", "never", "without")
            or at > 1
            and self._before(at - 1) in ("not", "without")
        )
        self.denied = False
        verb, before = base(word.low), self._before(at)
        if self.modals:
            return self._new(VerbGroup(at, at + 1, (word,)), verb, denied)
        joined = before in ("and", "or", ",", ";", ":")
        if word.tag == "VVI" and before == "," and self._is_behind_condition(at):
            # 'If you disagree, ask us': an order, though it was read as one more verb of the condition.
            return self._new(VerbGroup(at, at + 1, (word,)), verb, denied)
        if self.last and joined and (word.tag == "VVI" or word.tag == "VVN" and self.last.passive):
            return self._like_last(verb, self.last.negated, at)
        doer = agent_of(self.clause, at + 1) if word.tag == "VVN" else ""
        stands, to = _stands(self.regions, at), to_whom(self.clause, at + 1)
        place, behind = word.start, _behind(self.clause, at + 1)
        passive = word.tag == "VVN"
        subject = self.last.subject if passive and self.last else ""
        doer = doer or ("" if passive else self._asked(at))
        undergone = undergoers_of(self.clause, at + 1)
        return Claim(
            verb, "", denied, doer, passive, *stands, self.clause.text, place, False, subject, to, undergone, behind
        )

    def _asked(self, at: int) -> str:
        """Who is asked or told to do what a bare verb says: 'we asked him to check'; '' where nobody is."""
        last, start = self.last, at
        while start and self.words[start - 1].low in ("to", "not"):
            start -= 1
        if start == at or last is None or last.verb not in _LETS or last.place > self.words[start - 1].start:
            return ""
        between = [one for one in self.words[:start] if one.start > last.place]
        if last.passive:
            return last.subject if len(between) < 8 and not any(one.text in ".,;:" for one in between) else ""
        whom = last.undergoers.whom
        return whom if whom in ("you", "we", "third") and len(between) == 2 else ""

    def _new(self, group: VerbGroup, verb: str, negated: bool, heads: Sequence[Word] = ()) -> Claim:
        """A claim with all that waited for its verb."""
        subject = subject_of(self.clause, group) or (self.lead if self.modals else ())
        self.last = _made(self.clause, group, verb, self.modals, negated, self.regions, self.last, heads, subject)
        self.modals, self.denied, self.lead = [], False, ()
        return self.last

    def _is_behind_condition(self, at: int) -> bool:
        return self.last is not None and bool(self.last.inside) and not _stands(self.regions, at)[1]

    def _like_last(self, verb: str, negated: bool, at: int) -> Claim:
        """One more verb with the modal and the doer of the last."""
        assert self.last is not None
        stands = _stands(self.regions, at)
        last, text, place = self.last, self.clause.text, self.words[at].start
        if stands[1] and not last.inside:
            # 'We can pay if you: keep your tickets': the 'can' is not of what stands in the condition.
            return Claim(verb, "", negated, "", False, *stands, text, place)
        to, behind = to_whom(self.clause, at + 1), _behind(self.clause, at + 1)
        undergone = undergoers_of(self.clause, at + 1)
        return Claim(
            verb,
            last.modal,
            negated,
            last.doer,
            last.passive,
            *stands,
            text,
            place,
            True,
            last.subject,
            to,
            undergone,
            behind,
        )

    def _before(self, at: int) -> str:
        return self.words[at - 1].low if at else ""


def _is_modal(word: Word, negated: bool) -> bool:
    """'You need not pay' has one, 'you need help' has none."""
    return (
        word.low in _MODAL and (word.tag == "VM0" or word.low in (RIGHT, TIME_TO)) and (word.low != "need" or negated)
    )


def _goes_on(clause: Clause, group: VerbGroup) -> bool:
    """Whether a plain verb is an item of a row that a modal before it leads into: 'We will: visit; check it'."""
    first, before = group.words[0], clause.words[group.start - 1] if group.start else None
    if len(group.words) > 1 or first.tag != "VVB" or before is None:
        return False
    led = ":" in clause.text and before.low in (";", ":", "and", "or")
    return led and (clause.words[group.start - 2].text in ";:" or before.text in ";:")


def _soon_modal(words: tuple[Word, ...], at: int) -> bool:
    return any(word.low in _MODAL for word in words[at : at + 2])


def _soon_verb(words: tuple[Word, ...], at: int) -> bool:
    """'Do not attend', where the verb was not read as one of the same group."""
    return (
        at < len(words)
        and words[at - 1].low == "not"
        and words[at].tag in ("VVB", "VVI", "NN1")
        and is_verb_base(words[at].low)
    )


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


def _stands(regions: tuple[Region, ...], at: int) -> tuple[frozenset[str], str]:
    inside = next((one.marker for one in regions if one.start < at < one.end), "")
    on = frozenset(one.marker for one in regions if one.reach <= at < one.until)
    return on, inside


def _made(clause: Clause, group: VerbGroup, verb: str, modals: list[str], negated: bool, regions: tuple[Region, ...],
          last: Claim | None, heads: Sequence[Word], subject: tuple[Word, ...]) -> Claim:  # fmt: skip
    tags = [word.tag for word in heads]
    passive = len(tags) > 1 and tags[-1] in ("VVN", "VDN", "VHN") and tags[-2].startswith("VB")
    stands = _stands(regions, group.start)
    if last and last.inside and not stands[1] and clause.words[group.start - 1].low == ",":
        # 'If you disagree, tell us': what stands behind a condition goes on from nothing in it.
        last = None
    doer, denied = _doer(clause, group, passive, last, subject)
    doer = "" if doer == IMPERATIVE and modals else doer
    kept = list(dict.fromkeys(modals))
    if len(kept) > 1:
        kept = [one for one in kept if one != "will"]
    whom, to = head_of(subject), to_whom(clause, group.end)
    return Claim(verb, " ".join(kept), negated != denied, doer, passive, *stands, clause.text,
                 group.words[0].start, True, whom, to, undergoers_of(clause, group.end),
                 _behind(clause, group.end))  # fmt: skip


def _doer(clause: Clause, group: VerbGroup, passive: bool, last: Claim | None, subject: tuple[Word, ...]
          ) -> tuple[str, bool]:  # fmt: skip
    if passive:
        return agent_of(clause, group.end), denies(subject)
    before = clause.words[group.start - 1] if group.start else None
    if before is not None and before.low in ("and", "or", ",") and last and subject == ():
        return last.doer if not last.passive else "", False
    if not subject:
        imperative = not before or before.low in ("please", ",", ":", ";", "do", "not", "then")
        return (IMPERATIVE if imperative and group.words[0].tag in ("VVB", "VDB", "VVI") else ""), False
    return head_of(subject), denies(subject)


def _behind(clause: Clause, at: int) -> frozenset[str]:
    """The first words of meaning behind a verb, up to the next one: what is done, or what somebody is."""
    found: list[str] = []
    for word in clause.words[at : at + 12]:
        if word.text in ".;" or word.tag in ("VM0", "CJS") or len(found) == 5:
            break
        if not word.is_mark and lemma(word.low) not in words_of("light"):
            found.append(lemma(word.low))
    return frozenset(found)
