"""Actions on the language model's exam: sit it, and say what it permits."""

from __future__ import annotations

from models.exam import ExamResult
from scribe import exams
from scribe.jobs import Job
from scribe.session import Session, device_of
from scribe.withdrawn_models import is_withdrawn, refuse_withdrawn


def exam_standing(session: Session) -> str:
    """The language model that is used and what its exam permits, as a sentence; '' where there is no such model."""
    folder, withdrawn = session.settings.models_folder, session.settings.withdrawn_models
    found = [model for model in exams.writers((folder,)) if not is_withdrawn(model, withdrawn)]
    return f"{found[0].name} {exams.standing(found[0].sha256, folder)}." if found else ""


def examine_writer(session: Session) -> Job[ExamResult]:
    """Let the language model sit the exam, which takes minutes; its result is kept. Raises `NotFound` for none."""
    folder, withdrawn = session.settings.models_folder, session.settings.withdrawn_models
    model = refuse_withdrawn(exams.writer_named(None, folder), withdrawn)
    return exams.examine(model, folder, device=device_of(session.settings))
