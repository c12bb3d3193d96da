"""Actions on visits: the list, a new one, who is there, the worker's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from scribe.actions.notes import latest_document
from scribe.agreement import agreement_problems, answered, with_wording
from scribe.document_text import text_sha256
from scribe.erasing import TEMPLATE as AFTER_ERASING
from scribe.errors import MoveNotAllowed
from scribe.ids import new_id
from scribe.lifecycle import A_LETTER
from scribe.notes import templates
from scribe.policy_documents import SetByIt, set_by_it
from scribe.records import to_json, utc_now
from scribe.session import Session
from scribe.settings import Settings, save_setting
from scribe.visit import (
    EASY_READ,
    Document,
    DocumentStage,
    Person,
    PersonId,
    Visit,
    VisitId,
    VisitStage,
)
from scribe.withdrawn_models import Touched, touched_by


@dataclass(frozen=True)
class VisitSummary:
    """One row of the visits list. `next_step` is the one thing to do next: record, recover, transcribe, draft, review,
    export, file or done; or 'handed over', where another worker has it."""

    visit: Visit
    document: Document | None
    next_step: str
    unfiled_hours: float | None = None


def list_visits(session: Session) -> tuple[VisitSummary, ...]:
    """Every visit, the newest first. A letter from outside is none: `list_papers` has it."""
    session.looked_into.back_at_the_list()
    known = (visit for visit in session.vault.visits() if visit.template != EASY_READ)
    rows = [_summary(session, visit) for visit in known if visit.stage is not VisitStage.ERASED]
    return tuple(sorted(rows, key=lambda row: row.visit.created_at, reverse=True))


def plan_visit(session: Session, reference: str, template: str, people: tuple[Person, ...]) -> Visit:
    """A new visit, not yet recorded. Raises `NotFound` for a template that isn't there."""
    templates.template(template, session.settings.templates_folder)
    asked = tuple(with_wording(each, None, session.settings.consent_wording) for each in people)
    planned = Visit(VisitId(new_id("v")), reference.strip(), template, VisitStage.PLANNED, utc_now(), asked)
    with session.vault.transaction():
        session.vault.add_visit(planned)
        _record_answers(session, planned, before={})
    return planned


def change_people(session: Session, visit_id: VisitId, people: tuple[Person, ...]) -> Visit:
    """Who is at the visit, what each needs and whether each agreed. Somebody may arrive late.

    With a new answer the words that IT has set for it are kept, and their hash is in the audit.
    """
    with session.vault.transaction():
        before = {each.id: each for each in session.vault.visit(visit_id).people}
        told = tuple(with_wording(each, before.get(each.id), session.settings.consent_wording) for each in people)
        changed = _change(session, visit_id, "people changed", lambda known: replace(known, people=told))
        _record_answers(session, changed, before)
    return changed


def change_visit(session: Session, visit_id: VisitId, reference: str, template: str) -> Visit:
    """Put right a visit's reference or kind of note. An approval of a note that shows the reference no longer holds."""
    templates.template(template, session.settings.templates_folder)
    if session.vault.visit(visit_id).template == EASY_READ:
        raise MoveNotAllowed(A_LETTER)
    return _change(
        session,
        visit_id,
        "visit changed",
        lambda known: replace(known, reference=reference.strip(), template=template),
    )


def visit(session: Session, visit_id: VisitId) -> Visit:
    """One visit, to be shown: that it was opened is on record, once an opening. Raises `NotFound`."""
    known = session.vault.visit(visit_id)
    session.looked_into.opened(session.vault, visit_id)
    return known


def agreement_missing(session: Session, visit_id: VisitId) -> tuple[str, ...]:
    """What still stops this visit from being recorded, one plain sentence each."""
    return agreement_problems(session.vault.visit(visit_id))


def template_choices(session: Session) -> tuple[tuple[str, str], ...]:
    """The id and title of each template."""
    found = templates.templates(session.settings.templates_folder)
    # What is written when a visit is erased is no kind of note to plan a visit with.
    return tuple((t.id, t.title) for t in found if t.id != AFTER_ERASING)


def template_about(session: Session, template_id: str) -> str:
    """When to use a kind of note, in one sentence; '' where its template doesn't say, or is gone."""
    found = templates.templates(session.settings.templates_folder)
    return next((each.about for each in found if each.id == template_id), "")


def template_problems(session: Session) -> tuple[str, ...]:
    """What is wrong with the council's own templates, one plain sentence each; the others can be used."""
    return templates.problems_in(session.settings.templates_folder)


def drafted_by(session: Session, sha256: str) -> tuple[Touched, ...]:
    """What a model had a part in: transcripts and documents. Raises `NoHash`."""
    return touched_by(session.vault, sha256)


def settings_of_it(session: Session) -> tuple[SetByIt, ...]:
    """What IT has set, for the worker to see."""
    return set_by_it(session.settings)


def change_setting(session: Session, name: str, value: object) -> Settings:
    """Keep one of the worker's choices. Raises `SettingRefused` where policy has set it or the value can't be."""
    session.settings = save_setting(name, value)
    return session.settings


def _change(session: Session, visit_id: VisitId, event: str, change: Callable[[Visit], Visit]) -> Visit:
    """Read, change and keep in one go; the audit gets keyed hashes of before and after, where anything changed."""
    vault = session.vault
    with vault.transaction():
        before = vault.visit(visit_id)
        after = change(before)
        if after == before:
            return before
        vault.save_visit(after)
        hashes = {"before": vault.audit.fingerprint(to_json(before)), "after": vault.audit.fingerprint(to_json(after))}
        vault.audit.add(event, visit_id, **hashes)
    return after


def _record_answers(session: Session, visit: Visit, before: Mapping[PersonId, Person]) -> None:
    """Which words were on the screen for each answer to 'may we record?' that is new."""
    for person in visit.people:
        if answered(person, before.get(person.id)):
            wording = person.agreement.wording
            facts = {"wording": text_sha256(wording)} if wording else {}
            session.vault.audit.add("agreement written down", visit.id, person=person.id, **facts)


def _summary(session: Session, visit: Visit) -> VisitSummary:
    note = latest_document(session, visit.id)
    exported = session.vault.exports(note.id) if note and note.stage is DocumentStage.EXPORTED else ()
    waiting = (utc_now() - exported[-1].at) / timedelta(hours=1) if exported else None
    # One that goes on is gone back to, not recovered.
    step = "record" if visit.id in session.recordings else _next_step(visit, note)
    # What was approved here may still be on its way to the case system; the rest is the other worker's.
    if visit.handed_over_at and step not in ("export", "file", "done"):
        step = "handed over"
    return VisitSummary(visit, note, step, waiting)


def _next_step(visit: Visit, note: Document | None) -> str:
    # Sound that the words don't cover comes first, also where a note was written from the sound before it. A planned
    # visit has no sound; its note, where there is one, was written without any.
    if visit.stage is not VisitStage.TRANSCRIBED and not (visit.stage is VisitStage.PLANNED and note):
        return {VisitStage.PLANNED: "record", VisitStage.RECORDING: "recover"}.get(visit.stage, "transcribe")
    if note is None:
        return "draft"
    return {
        DocumentStage.APPROVED: "export",
        DocumentStage.EXPORTED: "file",
        DocumentStage.FILED: "done",
    }.get(note.stage, "review")
