"""Actions on the models of this laptop: which there are, bring one in, check or examine it, take it away."""

from __future__ import annotations

from pathlib import Path

from models import memory_tiers, pack_import
from models.catalogue import InstalledModel
from models.exam import ExamResult
from scribe import exams, first_use, model_packs
from scribe.errors import NotFound
from scribe.first_use import Checked
from scribe.jobs import Job, JobContext
from scribe.model_packs import HeldModel
from scribe.model_record import BROUGHT, TAKEN_AWAY
from scribe.session import Session, device_of
from scribe.withdrawn_models import refuse_withdrawn


def held_models(session: Session) -> tuple[HeldModel, ...]:
    """Every model on this laptop, with what it needs and what it may do."""
    return model_packs.held(session.settings)


def damaged_models(session: Session) -> tuple[str, ...]:
    """A sentence for each model that is here and of which nothing can be told, because its record is damaged."""
    return tuple(one.sentence for one in model_packs.damaged(session.settings))


def why_no_models(session: Session) -> str:
    """Why models can't be brought in or taken away by this person, as IT has set it; '' where they can."""
    return model_packs.why_not(session.settings)


def laptop_memory() -> int:
    """GB of memory that this laptop has."""
    return memory_tiers.laptop_gb()


def bring_in_model(session: Session, path: Path) -> Job[InstalledModel]:
    """Copy a model pack, or a model by itself, to this laptop. Fails with what is wrong with it."""

    def work(context: JobContext) -> InstalledModel:
        return model_packs.bring_in(path, session.settings, on_progress=context.progress, cancel=context.cancel)

    def keep(model: InstalledModel) -> None:
        session.vault.audit.add(BROUGHT, model.sha256, kind=model.kind)

    return Job("bring in a model", "models", work, keep)


def check_model(session: Session, sha256: str) -> Job[Checked]:
    """The short check of a recogniser, or of a language model whose pack brings a result.

    Raises `NotFound` or `ModelWithdrawn`.
    """
    settings = session.settings
    for model in pack_import.usable(settings.all_models_folders, settings.model_pack_public_key):
        if model.sha256 == sha256:
            return first_use.check(model, settings)
    raise NotFound


def examine_model(session: Session, sha256: str) -> Job[ExamResult]:
    """Let a language model sit the whole exam. Raises `NotFound` or `ModelWithdrawn`."""
    settings = session.settings
    model = refuse_withdrawn(_writer(session, sha256), settings.withdrawn_models)
    return exams.examine(model, settings.models_folder, device=device_of(settings))


def remove_model(session: Session, name: str) -> None:
    """Take a model away that was brought to this laptop. Raises `NotAllowed`, `NotFound` or `ModelError`."""
    with session.vault.transaction():
        model = model_packs.named(name, session.settings)
        session.vault.audit.add(TAKEN_AWAY, model.sha256, kind=model.kind)
        model_packs.take_away(name, session.settings)


def _writer(session: Session, sha256: str) -> InstalledModel:
    return exams.writer_of(sha256, session.settings)
