"""Actions on the language model's exam: sit it, and say what it permits."""

from __future__ import annotations

from models.catalogue import InstalledModel
from models.exam import ExamResult
from scribe import exams
from scribe.jobs import Job
from scribe.session import Session, device_of
from scribe.withdrawn_models import refuse_withdrawn


def exam_standing(session: Session) -> str:
    """The language model that is used and what its exam permits, as a sentence; '' where there is no such model."""
    folder, found = session.settings.models_folder, _usable(session)
    return f"{found[0].name} {exams.standing(found[0].sha256, folder)}." if found else ""


def examine_writer(session: Session) -> Job[ExamResult]:
    """Let the language model sit the exam, which takes minutes; its result is kept.

    Raises `NotFound` for none, and `ModelWithdrawn` where IT has withdrawn all there are.
    """
    folder, found = session.settings.models_folder, _usable(session)
    model = found[0] if found else exams.writer_named(None, session.settings)
    refuse_withdrawn(model, session.settings.withdrawn_models)
    return exams.examine(model, folder, device=device_of(session.settings))


def _usable(session: Session) -> tuple[InstalledModel, ...]:
    """The language models that IT has not withdrawn, the one that is used first."""
    settings = session.settings
    return exams.usable(settings)
