"""Composes the draft of a note: every statement worded, checked, put under its heading or listed as left out."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from easyread.language.words import words
from models.exam import ExamResult
from models.progress import Cancellation, OnProgress, Progress, ignore_progress
from models.writer import Writer
from scribe.errors import FileRefused, NothingHeard
from scribe.notes import candidates, omissions
from scribe.notes.aspects import Parts, speaks_to, with_aspects
from scribe.notes.doubts import doubtful_words
from scribe.notes.folding import may_be_folded
from scribe.notes.material import DraftNote, Material
from scribe.notes.merging import merged, without_repeats
from scribe.notes.own_account import added, own_account
from scribe.notes.people import People
from scribe.notes.promises import actions
from scribe.notes.same_matter import Before
from scribe.notes.secrets import shown_note, without_codes
from scribe.notes.sections import STRONG, Placing, place, words_score
from scribe.notes.statements import Statement, StatementKind, statements
from scribe.notes.template_check import DETAILS
from scribe.notes.templates import Template
from scribe.notes.utterances import Covered, Utterance, evidence, utterances
from scribe.notes.whose_matter import is_others
from scribe.notes.wording import Wording, word
from scribe.off_record import TOKEN
from scribe.visit import Action, Claim, ClaimId, ModelCard, Omission, Role, Section, SectionId, Turn

__all__ = ["DETAILS", "DraftNote", "Material", "draft_note"]

IN_ACTIONS = "in the actions"
_OF_NO_SECTION = (omissions.SMALL_TALK, omissions.OFF_RECORD)
NO_MODEL = ModelCard("none")


@dataclass(frozen=True)
class Placed:
    """A statement with its words and its heading; `left_out` says why it is not shown, or ''.

    What is left out has the heading that it would have been under, so that it can be offered there.
    """

    statement: Statement
    wording: Wording | None
    where: Placing
    left_out: str = ""


def draft_note(
    material: Material,
    template: Template,
    *,
    detail: str | None = None,
    writer: Writer | None = None,
    writer_card: ModelCard | None = None,
    exam: ExamResult | None = None,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> DraftNote:
    """The draft of a note from what was said. A writer is asked only as far as its exam permits, so one without an
    exam changes nothing. The same input gives the same text.

    Raises `NothingHeard` where nothing was said, `FileRefused` for an unknown detail, and `Cancelled`.
    """
    began = time.monotonic()
    detail = detail or template.detail
    if detail not in DETAILS:
        raise FileRefused(f"The detail must be one of: {', '.join(DETAILS)}.")
    if not any(turn.text.strip() for turn in material.turns):
        raise NothingHeard
    cancel = cancel or Cancellation()
    whole, material = material, without_codes(material)
    people = People(material.people)
    sections, made, left = _with_own_account(
        _of_the_talk(material, template, detail, on_progress, cancel), material, template
    )
    sections = with_aspects((sections, made, left), template, material.turns)
    remark = ""
    used = writer if candidates.permits(exam) else None
    if used is not None:
        asked = candidates.ask(sections, material.turns, people, used, exam, on_progress=on_progress, cancel=cancel)
        sections, remark = asked.sections, asked.remark
    card = (writer_card or NO_MODEL) if used is not None else NO_MODEL
    note = DraftNote(sections, made, left, card, round(time.monotonic() - began, 2), remark)
    return shown_note(note, whole)


def _of_the_talk(
    material: Material, template: Template, detail: str, on_progress: OnProgress, cancel: Cancellation
) -> Parts:
    """What was said at the visit. The worker's own account is taken out first: it answers no question there."""
    spoken, people = material.spoken, People(material.people)
    turns = spoken.turns
    found = statements(turns, people)
    placed = place_all(found, spoken, template, detail, on_progress=on_progress, cancel=cancel)
    sections, made = _sections(placed, spoken, template), actions(found, turns, people)
    return sections, made, _left_out(placed, sections, made, turns)


def _with_own_account(talk: Parts, material: Material, template: Template) -> Parts:
    sections, made, left = talk
    own = own_account(material, template)
    more = tuple(replace(each, id=ClaimId(f"a{at}")) for at, each in enumerate(own.actions, start=len(made) + 1))
    omitted = omissions.in_order([*left, *own.omissions], material.turns)
    return added(sections, own, material.turns), made + more, omitted


def place_all(
    found: tuple[Statement, ...],
    material: Material,
    template: Template,
    detail: str,
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> tuple[Placed, ...]:
    """Each statement with its words and its heading, or why it is left out. Raises `Cancelled`."""
    cancel = cancel or Cancellation()
    people = People(material.people)
    placed: list[Placed] = []
    before = Before(template)
    for number, statement in enumerate(found):
        cancel.raise_if_asked()
        on_progress(Progress(number, len(found), "checking statements"))
        why = _why_left_out(statement, detail, people, template)
        role = _whose(statement, people)
        others = is_others(statement, people, template)
        follows = before.of(statement)
        where = Placing(None) if why in _OF_NO_SECTION else place(statement, role, template, follows, others=others)
        if why and not (why == omissions.FOR_LENGTH and _has_to_be_asked(statement, where.section, template)):
            placed.append(Placed(statement, None, where, why))
            before.add(statement, where, said=False)
            continue
        before.add(statement, where)
        wording = word(statement, material.turns, people)
        placed.append(Placed(statement, wording, where, "" if where.section else omissions.NOT_PLACED))
    return tuple(placed)


def _whose(statement: Statement, people: People) -> str:
    """The role of the one whose words they are: an interpreter's are those of the person the visit is about."""
    role = people.role(statement.speaker)
    return Role.PERSON.value if role == Role.INTERPRETER else role


def _has_to_be_asked(statement: Statement, section: SectionId | None, template: Template) -> bool:
    """Whether a short note would say 'not discussed' of an aspect that this statement speaks to."""
    asked = (each for each in template.sections if each.id == section)
    return any(speaks_to(statement.text, statement.weight, each) for each in asked)


def _why_left_out(statement: Statement, detail: str, people: People, template: Template) -> str:
    """Why a statement is in no claim, or ''. What carries weight is left out only where it is a question or in the
    actions.
    """
    if statement.is_cut:
        nothing_else = statement.question is None and not words(statement.said.original.replace(TOKEN, ""))
        return omissions.OFF_RECORD if nothing_else and not statement.context else ""
    in_full_minutes = template.order == "time" and detail == "full"
    if statement.not_for_note:
        return ""
    if statement.kind is StatementKind.SMALL_TALK:
        # 'My name is Ann Price and I am the ward manager' belongs in minutes.
        asked = in_full_minutes and any(words_score(statement.text, each) >= STRONG for each in template.sections)
        return "" if asked else omissions.SMALL_TALK
    if in_full_minutes:
        # They keep everything of substance where it was said: also a question that nobody answered, and a promise.
        return ""
    if statement.kind is StatementKind.QUESTION:
        return omissions.QUESTION_ONLY
    if statement.kind is StatementKind.PROMISE and not statement.doubtful_correction:
        return IN_ACTIONS
    if statement.weight or statement.kind in (StatementKind.WISH, StatementKind.REFUSAL):
        return ""
    return omissions.FOR_LENGTH if may_be_folded(statement, detail, people, template) else ""


def _sections(placed: tuple[Placed, ...], material: Material, template: Template) -> tuple[Section, ...]:
    """Every heading of the template, in its order, with its claims in the order of the talk."""
    people = People(material.people)
    number = 0
    made = []
    for section in template.sections:
        here = (each for each in placed if each.where.section == section.id)
        mine = [each for each in here if each.wording is not None and not each.left_out]
        claims = []
        said = [_claim(each, material) for each in mine]
        # In minutes it matters when something was said again.
        once = said if template.order == "time" else without_repeats(said, material.turns)
        for each in merged(once, material.turns, people):
            number += 1
            claims.append(replace(each, id=ClaimId(f"c{number}")))
        made.append(Section(
            section.id, section.heading, tuple(claims), section.prompt,
            aspects=section.shown_aspects, required=section.required,
        ))  # fmt: skip
    return tuple(made)


def _claim(placed: Placed, material: Material) -> Claim:
    wording, statement = placed.wording, placed.statement
    assert wording is not None  # noqa: S101 - only statements with words come here
    why = wording.why or doubtful_words(wording.spans, material)
    return Claim(
        ClaimId(""), wording.text, wording.kind, evidence(wording.spans, material.turns), wording.checks,
        flagged=why is not None or not wording.passed, why=why, written_by=wording.written_by,
        of_weight=statement.weight, also=placed.where.also,
    )  # fmt: skip


def _left_out(
    placed: tuple[Placed, ...], sections: tuple[Section, ...], made: tuple[Action, ...], turns: tuple[Turn, ...]
) -> tuple[Omission, ...]:
    used = [each for section in sections for claim in section.claims for each in claim.evidence]
    used += [each for action in made for each in action.evidence]
    covered = Covered((each.turn, each.start_char, each.end_char) for each in used)
    lines: list[Omission] = []
    for each in placed:
        for utterance in _spoken(each.statement):
            why = _why_missing(utterance, each, covered, turns)
            # A question that nobody answered keeps the weight of what it asks on from ('Any falls?' 'Or at night?').
            carried = each.statement.weight if each.statement.kind is StatementKind.QUESTION else ()
            lines += omissions.omission(utterance, why, turns, carried, each.where.section) if why else ()
    lines += omissions.missing(utterances(turns), used, lines, turns)
    return omissions.in_order(lines, turns)


def _why_missing(utterance: Utterance, placed: Placed, covered: Covered, turns: tuple[Turn, ...]) -> str:
    """Why this sentence is in no claim and no action, or '' where it is in one."""
    if utterance in placed.statement.withdrawn:
        return omissions.WITHDRAWN
    if _is_evidence(utterance, covered, turns):
        return ""
    return omissions.QUESTION_ONLY if utterance is placed.statement.question else placed.left_out


def _spoken(statement: Statement) -> tuple[Utterance, ...]:
    question = (statement.question,) if statement.question is not None else ()
    own = tuple(each for each in statement.withdrawn if each not in statement.whole)
    return (*statement.context, *question, *own, *statement.whole)


def _is_evidence(utterance: Utterance, covered: Covered, turns: tuple[Turn, ...]) -> bool:
    """Whether any evidence touches the sentence."""
    return any(covered.touches(turns[span.turn].id, span.start, span.end) for span in utterance.spans)
