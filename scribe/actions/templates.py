"""Actions on templates: read one, change a copy of it, and see what the practice visit's note would be like."""

from __future__ import annotations

import json
from pathlib import Path

from scribe import own_templates, practice
from scribe.jobs import Job, JobContext
from scribe.notes import templates
from scribe.notes.material import Material
from scribe.notes.templates import Template
from scribe.records import utc_now
from scribe.session import Session
from scribe.settings import SettingRefused, save_setting
from scribe.visit import Document, DocumentId, DocumentStage, Turn, TurnId, Visit, VisitId, VisitStage


def template_to_edit(session: Session, template_id: str) -> Template:
    """A template as it is now. Raises `NotFound` or `FileRefused`."""
    return templates.template(template_id, session.settings.templates_folder)


def template_faults(template: Template) -> tuple[str, ...]:
    """What has to be mended before it can be used, one plain sentence each."""
    return own_templates.faults(template)


def save_template(session: Session, template: Template) -> Path:
    """Keep a changed template in the council's folder, else in the worker's own, where drafting finds it from now on.

    Raises `TemplateRefused`, `WriteFailed` or `SettingRefused`.
    """
    settings = session.settings
    if settings.templates_folder is None and "templates_folder" in settings.locked:
        raise SettingRefused("IT has set that there are no other kinds of note. Nothing was kept.")
    path = own_templates.keep(template, own_templates.folder_of(settings))
    if settings.templates_folder is None:
        session.settings = save_setting("templates_folder", path.parent)
    return path


def preview_template(session: Session, template: Template) -> Job[tuple[Document, Visit]]:
    """The draft of the practice visit under a template, by rules alone, and the visit. Nothing is kept."""
    from scribe.notes.apart import draft_apart

    said = _practice_talk()

    def work(context: JobContext) -> tuple[Document, Visit]:
        note = draft_apart(said, template, on_progress=context.progress, cancel=context.cancel)
        visit = Visit(VisitId("preview"), practice.read_practice().reference, template.id, VisitStage.TRANSCRIBED,
                      utc_now(), said.people, practice=True)  # fmt: skip
        document = Document(
            DocumentId("preview"), visit.id, template.id, template.title, 1, DocumentStage.DRAFTED, note.sections,
            note.actions, note.omissions, note.model, utc_now(), practice=True, detail=template.detail,
        )  # fmt: skip
        return document, visit

    return Job("preview", "preview", work, lambda _: None)


def _practice_talk() -> Material:
    script = json.loads((practice.FOLDER / "script.json").read_text(encoding="utf-8"))
    turns = (Turn(TurnId(t["id"]), t["speaker"], t["start"], t["end"], t["text"]) for t in script["turns"])
    return Material(practice.read_practice().people, tuple(turns))
