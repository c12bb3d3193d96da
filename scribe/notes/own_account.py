"""The worker's own account: what was dictated after a visit, or jotted down during it, as statements in own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from scribe.notes import omissions
from scribe.notes.corrections import Said, continued, settle
from scribe.notes.doubts import doubtful_words
from scribe.notes.material import Material
from scribe.notes.own_words import (
    MEANT,
    as_dictated,
    as_typed,
    beside,
    first_word,
    framed,
    kind_of,
    sentence,
    teller,
)
from scribe.notes.people import SOMEBODY, People
from scribe.notes.promises import by_when, own_action
from scribe.notes.referring import FORMS, only_one, others
from scribe.notes.sections import place
from scribe.notes.statements import Statement, StatementKind, is_small_talk
from scribe.notes.statements import kind_of as kind_by_words
from scribe.notes.templates import Template
from scribe.notes.utterances import Span, Utterance, evidence, tidy, utterances
from scribe.notes.verify import sources_of, verify
from scribe.notes.weight import weight
from scribe.notes.words import words
from scribe.visit import (
    Action,
    Claim,
    ClaimId,
    Evidence,
    Kind,
    Manner,
    Omission,
    Role,
    Section,
    SectionId,
    Turn,
    WrittenBy,
)

_JOTTED = {Manner.SEEN: Kind.OBSERVED, Manner.TOLD: Kind.REPORTED, Manner.VIEW: Kind.VIEW}
_RECENT = 6
"""Sentences before a 'she' in which somebody else may have been spoken of, as in `scribe.notes.statements`."""


@dataclass(frozen=True)
class OwnAccount:
    """What the worker's own account gives to a draft: claims with their headings, actions, and what is left out."""

    claims: tuple[tuple[SectionId, Claim], ...]
    actions: tuple[Action, ...]
    omissions: tuple[Omission, ...]


def own_account(material: Material, template: Template) -> OwnAccount:
    """Every dictated sentence and every jotting of the material, in order; what was said at the visit is not read.

    Nothing is put in other words: a sentence is left as it was said or typed, but for a capital, a full stop, sounds
    that are no words, and what was taken back.
    """
    dictated = _Dictated(material, template)
    jotted = [_jotted(turn, material, template) for turn in material.turns if turn.manner in _JOTTED]
    claims = [(section, claim) for section, claim in (*dictated.claims, *jotted) if section is not None]
    unplaced = [claim for section, claim in (*dictated.claims, *jotted) if section is None]
    left = [*dictated.left_out, *(line for claim in unplaced for line in _not_placed(claim, material.turns))]
    return OwnAccount(tuple(claims), tuple(dictated.actions), omissions.in_order(left, material.turns))


def added(sections: tuple[Section, ...], own: OwnAccount, turns: tuple[Turn, ...]) -> tuple[Section, ...]:
    """The sections with these claims among their own, in the order of the talk, and every claim numbered anew."""
    if not own.claims:
        return sections
    number, made = 0, []
    for section in sections:
        claims = _in_order(section.claims, [claim for where, claim in own.claims if where == section.id], turns)
        numbered = []
        for claim in claims:
            number += 1
            numbered.append(replace(claim, id=ClaimId(f"c{number}")))
        made.append(replace(section, claims=tuple(numbered)))
    return tuple(made)


def _in_order(said: tuple[Claim, ...], own: list[Claim], turns: tuple[Turn, ...]) -> list[Claim]:
    """Each claim of the worker's before the first one that is from later; those of the talk keep their order."""
    places = {turn.id: place for place, turn in enumerate(turns)}

    def when(claim: Claim) -> tuple[int, int]:
        return places[claim.evidence[0].turn], claim.evidence[0].start_char

    claims = list(said)
    for claim in sorted(own, key=when):
        later = next((at for at, each in enumerate(claims) if when(each) > when(claim)), len(claims))
        claims.insert(later, claim)
    return claims


# --- jottings
def _jotted(turn: Turn, material: Material, template: Template) -> tuple[SectionId | None, Claim]:
    """A jotting as one claim: the whole of it, under the heading where it belongs, said to be seen, told or a view."""
    people = People(material.people)
    shown = framed(as_typed(turn.text), turn.manner)
    kind, heavy = _JOTTED[turn.manner], weight(turn.text)
    speaker = people.only_worker or turn.speaker
    meant = _who_opens(turn.text, (), speaker, people)
    why = MEANT if meant == "?" else None
    utterance = Utterance(0, speaker, (Span(0, 0, len(turn.text)),), turn.text, turn.text)
    section = place(_statement(utterance, heavy), _role(turn.text, kind, speaker, meant, people), template, None)
    whole = (Evidence(turn.id, 0, len(turn.text), round(turn.start, 2), round(turn.end, 2)),)
    return section, _claim(shown, kind, whole, heavy, why, material)


# --- dictation
class _Dictated:
    """The dictated turns of a material while they are made into claims, actions and omissions."""

    def __init__(self, material: Material, template: Template) -> None:
        spoken = tuple(turn for turn in material.turns if turn.manner is Manner.DICTATED)
        self._whole = material
        self._template = template
        self._people = People(material.people)
        self._speaker = _one_speaker(spoken, self._people)
        # One voice: a pause, or a label that the recogniser put there, makes no second speaker.
        self._turns = tuple(replace(turn, speaker=self._speaker) for turn in spoken)
        self._doubted = replace(material, turns=self._turns)
        self.claims: list[tuple[SectionId | None, Claim]] = []
        self.actions: list[Action] = []
        self.left_out: list[Omission] = []
        self._under: SectionId | None = None
        found = _sentences(self._turns)
        said = continued(settle(tuple(each for each in found if words(each.text)), self._turns))
        for at, each in enumerate(said):
            self._take(each, tuple(before.utterance.text for before in said[max(0, at - _RECENT) : at]))
        used = [one for _, claim in self.claims for one in claim.evidence]
        used += [one for action in self.actions for one in action.evidence]
        self.left_out += omissions.missing(found, used, self.left_out, self._turns)

    def _take(self, said: Said, before: tuple[str, ...]) -> None:
        text, spans = self._settled(said)
        if not words(text) or is_small_talk(text):
            for each in said.whole:
                self.left_out += omissions.omission(each, omissions.SMALL_TALK, self._turns)
            return
        action = None if said.unsettled else own_action(text, self._speaker, self._people)
        if action is not None:
            where = evidence(spans, self._turns)
            self.actions.append(Action(ClaimId(""), action, self._speaker, by_when(text), where))
            return
        self._claim(text, spans, said, before)

    def _settled(self, said: Said) -> tuple[str, tuple[Span, ...]]:
        """The words that count, tidied, and where they stand. What was taken back is listed, where that is sure."""
        spans = tuple(span for each in said.whole for span in each.spans)
        if said.withdrawn and not said.unsettled:
            text = sentence(said.utterance.text)
            if text == as_dictated(self._said(said.utterance.spans)):
                for each in said.withdrawn:
                    self.left_out += omissions.omission(each, omissions.WITHDRAWN, self._turns)
                return text, said.utterance.spans
        return as_dictated(self._said(spans)), spans

    def _said(self, spans: tuple[Span, ...]) -> str:
        return " ".join(self._turns[span.turn].text[span.start : span.end] for span in spans)

    def _claim(self, text: str, spans: tuple[Span, ...], said: Said, before: tuple[str, ...]) -> None:
        heavy = weight(" ".join(each.original for each in said.whole))
        kind = kind_of(text)
        meant = _who_opens(text, before, self._speaker, self._people)
        shown = beside(text, self._people.name(meant)) if meant not in ("", "?") else text
        misheard = doubtful_words(spans, self._doubted)
        why = " ".join(each for each in (MEANT if meant == "?" else "", misheard or "") if each) or None
        utterance = replace(said.utterance, text=text)
        role = _role(text, kind, self._speaker, meant, self._people)
        section = place(_statement(utterance, heavy), role, self._template, self._under)
        self._under = section
        where = evidence(spans, self._turns)
        self.claims.append((section, _claim(shown, kind, where, heavy, why, self._whole)))


def _one_speaker(turns: tuple[Turn, ...], people: People) -> str:
    """Whose account it is: the worker, where there is one; else whom the turns name."""
    return people.only_worker or next((turn.speaker for turn in turns if turn.speaker), SOMEBODY)


def _sentences(turns: tuple[Turn, ...]) -> tuple[Utterance, ...]:
    """The utterances with those joined again that were cut at a comma: 'she told me' may reach over it.

    Two promises in one sentence stay apart.
    """
    found: list[Utterance] = []
    for each in utterances(turns):
        before = found[-1] if found else None
        if before is None or each.broken or before.broken or not _cut_at_comma(before, each, turns):
            found.append(replace(each, index=len(found)))
            continue
        span = Span(each.turn, before.spans[-1].start, each.spans[0].end)
        spans = (*before.spans[:-1], span, *each.spans[1:])
        original = " ".join(turns[one.turn].text[one.start : one.end] for one in spans)
        found[-1] = replace(before, spans=spans, text=tidy(original), original=original)
    return tuple(found)


def _cut_at_comma(before: Utterance, after: Utterance, turns: tuple[Turn, ...]) -> bool:
    last, first = before.spans[-1], after.spans[0]
    if last.turn != first.turn or re.match(r"(?i)and (?:then )?(?:i'll|i will|i'm going to)\b", after.text):
        return False
    return not re.search(r"[.?!][\"'”’)]*\s*$", turns[last.turn].text[last.start : last.end])


# --- shared
def _claim(
    text: str, kind: Kind, where: tuple[Evidence, ...], heavy: tuple[str, ...], why: str | None, material: Material
) -> Claim:
    claim = Claim(ClaimId(""), text, kind, where, written_by=WrittenBy.QUOTATION, of_weight=heavy)
    checks = verify(text, sources_of(claim, material.turns), material.people)
    passed = all(check.passed for check in checks)
    return replace(claim, checks=checks, flagged=why is not None or not passed, why=why)


def _statement(utterance: Utterance, heavy: tuple[str, ...]) -> Statement:
    kind = kind_by_words(utterance.text)
    plain = StatementKind.REPORTED if kind is StatementKind.VIEW else kind
    return Statement(plain, utterance.speaker, utterance, (utterance,), weight=heavy)


def _role(text: str, kind: Kind, speaker: str, meant: str, people: People) -> str:
    """Whose words they are, for the choice of a heading: what somebody told the worker is that one's, not the
    worker's.
    """
    opens = _likely(text, speaker, people) if meant == "?" else meant or people.opening(text)
    if kind is Kind.REPORTED:
        by = opens if first_word(text) in ("she", "he") else teller(text, people)
        return people.role(by) or people.role(speaker)
    # 'Mrs Begum wants to stay at home' is what she wants, whoever says so.
    about_person = kind is Kind.QUOTED and people.role(opens) == Role.PERSON
    return Role.PERSON.value if about_person else people.role(speaker)


def _likely(text: str, speaker: str, people: People) -> str:
    """Whom an opening pronoun most likely means: good enough for a heading, and never for a name."""
    low = first_word(text)
    return next((only_one(group, speaker, people) for group, forms in FORMS.items() if low in forms), "")


def _who_opens(text: str, before: Iterable[str], speaker: str, people: People) -> str:
    """Whom the pronoun that opens a sentence means: a person, '?' where that is not sure, or '' where none opens it.

    Sure is only the one person present who can be meant: the person the visit is about, or somebody who was just
    named; and only where nobody else was spoken of shortly before.
    """
    low = first_word(text)
    group = next((group for group, forms in FORMS.items() if low in forms), "")
    if not group:
        return "?" if low in _THEY else ""
    who = only_one(group, speaker, people)
    person, recent = people.find(who) if who else None, tuple(before)
    if person is None or any(others(_unnamed(each, people), people, group) for each in recent):
        return "?"
    named = set(person.name.lower().split()) & {word for each in recent for word in words(each)}
    return who if person.role is Role.PERSON or named else "?"


def _unnamed(text: str, people: People) -> str:
    """The sentence without the names of those present: what is left may speak of somebody else."""
    names = {name for each in people.people for name in (each.name, people.name(each.id)) if name}
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", "", text)
    return text


_THEY = frozenset({"they", "their", "theirs", "they're", "they've", "they'll", "they'd"})


def _not_placed(claim: Claim, turns: tuple[Turn, ...]) -> list[Omission]:
    by_id = {turn.id: turn for turn in turns}
    return [
        Omission(
            each.turn, by_id[each.turn].text[each.start_char : each.end_char], omissions.NOT_PLACED,
            each.start_char, each.end_char, claim.of_weight,
        )
        for each in claim.evidence
    ]  # fmt: skip
