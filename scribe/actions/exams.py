"""Actions on the language model's exam: sit it, and say what it permits."""

from __future__ import annotations

from models.exam import ExamResult
from scribe import exams
from scribe.jobs import Job
from scribe.session import Session


def exam_standing(session: Session) -> str:
    """The language model that is used and what its exam permits, as a sentence; '' where there is no such model."""
    folder = session.settings.models_folder
    found = exams.writers((folder,), session.settings.model_pack_public_key)
    return f"{found[0].name} {exams.standing(found[0].sha256, folder)}." if found else ""


def examine_writer(session: Session) -> Job[ExamResult]:
    """Let the language model sit the exam, which takes minutes; its result is kept. Raises `NotFound` for none."""
    folder = session.settings.models_folder
    return exams.examine(exams.writer_named(None, folder, session.settings.model_pack_public_key), folder)
