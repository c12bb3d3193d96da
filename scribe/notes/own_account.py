"""The worker's own account: what was dictated after a visit, or jotted down during it, as statements in own words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from easyread.language.words import words
from scribe.notes import omissions
from scribe.notes.corrections import Said, continued, settle
from scribe.notes.doubts import doubtful_words
from scribe.notes.due import by_when
from scribe.notes.material import Material
from scribe.notes.own_kinds import kind_of, teller
from scribe.notes.own_meant import UNSURE, Before, likely, who_opens
from scribe.notes.own_sentences import MIXED, is_mixed, own_sentences
from scribe.notes.own_tasks import own_task
from scribe.notes.own_words import MEANT, as_dictated, as_typed, beside, first_word, framed, is_own_small_talk
from scribe.notes.people import SOMEBODY, People
from scribe.notes.sections import place
from scribe.notes.statements import Statement, StatementKind
from scribe.notes.statements import kind_of as kind_by_words
from scribe.notes.templates import Template
from scribe.notes.utterances import Span, Utterance, evidence, tidy
from scribe.notes.verify import sources_of, verify
from scribe.notes.weight import crossing, weight, worker_weight
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

_JOTTED = {
    Manner.SEEN: Kind.OBSERVED, Manner.TOLD: Kind.REPORTED, Manner.VIEW: Kind.VIEW, Manner.READ_BACK: Kind.QUOTED
}  # fmt: skip
_NO_CLAIM_TOO = frozenset({"dates"})
"""A day is in the action already; what has any other weight stands under a heading as well."""


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
    kind, heavy = _JOTTED[turn.manner], worker_weight(turn.text)
    if turn.manner is Manner.READ_BACK:
        heavy = weight(turn.text)  # 'me' is the person visited
    speaker = people.only_worker or turn.speaker
    # Nobody is named in a jotting, so it asks only where several could be meant.
    meant = who_opens(turn.text, Before(), speaker, people) and (_the_person(turn.text, speaker, people) or UNSURE)
    why = MEANT if meant == UNSURE else None
    utterance = Utterance(0, speaker, (Span(0, 0, len(turn.text)),), turn.text, turn.text)
    role = _role(turn.text, kind, speaker, meant, people)
    section = place(_statement(utterance, heavy), role, template, None).section
    whole = (Evidence(turn.id, 0, len(turn.text), round(turn.start, 2), round(turn.end, 2)),)
    return section, _claim(shown, kind, whole, heavy, why, material)


def _the_person(text: str, speaker: str, people: People) -> str:
    """The person the visit is about, where the pronoun that opens the text can be nobody else's present; else ''."""
    who = likely(text, speaker, people)
    return who if people.role(who) == Role.PERSON else ""


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
        found = own_sentences(self._turns)
        said = continued(settle(tuple(each for each in found if words(each.text)), self._turns))
        before = Before()
        for at, each in enumerate(said):
            before = self._take(each, before, _weight(said, at))
        used = [one for _, claim in self.claims for one in claim.evidence]
        used += [one for action in self.actions for one in action.evidence]
        self.left_out += omissions.missing(found, used, self.left_out, self._turns)

    def _take(self, said: Said, before: Before, heavy: tuple[str, ...]) -> Before:
        """Put one sentence where it belongs; gives what the next one has before it."""
        text, spans = self._settled(said)
        if not words(text) or (not heavy and is_own_small_talk(text)):
            for each in said.whole:
                self.left_out += omissions.omission(each, omissions.SMALL_TALK, self._turns)
            return before
        task = None if said.unsettled else own_task(text, self._speaker, self._people)
        if task is not None:
            where = evidence(spans, self._turns)
            self.actions.append(Action(ClaimId(""), task.text, task.owner, by_when(text), where))
        meant = who_opens(text, before, self._speaker, self._people)
        if task is None or set(worker_weight(task.said)) - _NO_CLAIM_TOO:
            self._claim(text, spans, said, meant, heavy)
        return Before(text, meant)

    def _settled(self, said: Said) -> tuple[str, tuple[Span, ...]]:
        """The words that count, tidied, and where they stand. What was taken back is listed, where that is sure."""
        spans = tuple(span for each in said.whole for span in each.spans)
        if said.withdrawn and not said.unsettled:
            kept = self._said(said.utterance.spans)
            # Not where a word had to be put in ('on Wednesday' in the place of 'last Tuesday').
            if tidy(kept) == said.utterance.text:
                for each in said.withdrawn:
                    self.left_out += omissions.omission(each, omissions.WITHDRAWN, self._turns)
                return as_dictated(kept), said.utterance.spans
        return as_dictated(self._said(spans)), spans

    def _said(self, spans: tuple[Span, ...]) -> str:
        return " ".join(self._turns[span.turn].text[span.start : span.end] for span in spans)

    def _claim(self, text: str, spans: tuple[Span, ...], said: Said, meant: str, heavy: tuple[str, ...]) -> None:
        kind = kind_of(text)
        shown = beside(text, self._people.name(meant)) if meant not in ("", UNSURE) else text
        doubts = (
            MEANT if meant == UNSURE else "",
            MIXED if is_mixed(text) else "",
            doubtful_words(spans, self._doubted) or "",
        )
        why = " ".join(each for each in doubts if each) or None
        utterance = replace(said.utterance, text=text)
        role = _role(text, kind, self._speaker, meant, self._people)
        section = place(_statement(utterance, heavy), role, self._template, self._under).section
        self._under = section
        where = evidence(spans, self._turns)
        self.claims.append((section, _claim(shown, kind, where, heavy, why, self._whole)))


def _weight(said: tuple[Said, ...], at: int) -> tuple[str, ...]:
    """The weight of a sentence, with that of a phrase which begins in the one before or ends in the one after."""
    here = _original(said[at])
    found = list(worker_weight(here))
    if at:
        found += crossing(_original(said[at - 1]), here)
    if at + 1 < len(said):
        found += crossing(here, _original(said[at + 1]))
    return tuple(dict.fromkeys(found))


def _original(said: Said) -> str:
    return " ".join(each.original for each in said.whole)


def _one_speaker(turns: tuple[Turn, ...], people: People) -> str:
    """Whose account it is: the worker, where there is one; else whom the turns name."""
    return people.only_worker or next((turn.speaker for turn in turns if turn.speaker), SOMEBODY)


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
    opens = likely(text, speaker, people) if meant == UNSURE else meant or people.opening(text)
    if kind is Kind.REPORTED:
        by = opens if first_word(text) in ("she", "he") else teller(text, people)
        return people.role(by) or people.role(speaker)
    # 'Mrs Begum wants to stay at home' is what she wants, whoever says so.
    about_person = kind is Kind.QUOTED and people.role(opens) == Role.PERSON
    return Role.PERSON.value if about_person else people.role(speaker)


def _not_placed(claim: Claim, turns: tuple[Turn, ...]) -> list[Omission]:
    by_id = {turn.id: turn for turn in turns}
    return [
        Omission(
            each.turn, by_id[each.turn].text[each.start_char : each.end_char], omissions.NOT_PLACED,
            each.start_char, each.end_char, claim.of_weight,
        )
        for each in claim.evidence
    ]  # fmt: skip
