"""Which model has sat the exam on this laptop and what it may be asked, and the job that examines one."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from models import exam, pack_import
from models.catalogue import InstalledModel
from models.engines import ChildWriter, Device, start_writer
from models.errors import ModelError
from models.exam import ExamResult, Permission
from models.exam_items import items
from models.machine import peak_megabytes
from models.writer import Writer
from scribe.errors import DataDamaged, NotFound
from scribe.files import clear_disk_errors, write_atomically
from scribe.jobs import Job, JobContext
from scribe.records import from_json, to_json
from scribe.settings import Settings
from scribe.visit import ModelCard
from scribe.withdrawn_models import is_withdrawn

FOLDER = "exams"
"""Inside the folder that models are imported to."""
NOT_SAT = "has not sat the exam, so it is not used"
OTHER_EXAM = "has sat another version of the exam, so it is not used until it sits this one"
CANT_BE_RIGHT = "has a result of the exam that can't be right, so it is not used: let it sit the exam again"
NO_SECTIONS = "No model that the set-up can install is able to earn a whole section."
_RANK = tuple(Permission)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def result_of(sha256: str, models_folder: Path) -> ExamResult | None:
    """The result of the model with this hash; None where it sat none, or one of another version.

    What can't be read, or claims more than its marks earn, counts as none: then the model is not used.
    """
    found = _found(sha256, models_folder)
    return found if isinstance(found, ExamResult) else None


def _found(sha256: str, models_folder: Path) -> ExamResult | str:
    """The result of a model, or the end of a sentence that says why there is none that counts."""
    if not _SHA256.fullmatch(sha256):
        return NOT_SAT
    try:
        kept = _path(sha256, models_folder).read_text("utf-8")
        current = exam.exam_version()
    except (OSError, ModelError):
        return NOT_SAT
    except UnicodeDecodeError:
        return CANT_BE_RIGHT
    try:
        found = from_json(ExamResult, kept)
    except DataDamaged:
        return CANT_BE_RIGHT
    if found.version != current:
        return OTHER_EXAM
    right = found.is_possible and found.model_sha256 == sha256 and not found.smoke and found == exam.weighed(found)
    return found if right else CANT_BE_RIGHT


def permission_of(card: ModelCard, models_folder: Path) -> Permission:
    """What the model of this card may be asked to do."""
    result = result_of(card.sha256, models_folder)
    return result.permission if result else Permission.NOTHING


def may_simplify(card: ModelCard, models_folder: Path) -> bool:
    """Whether the model of this card may offer words for sentences of an Easy Read."""
    result = result_of(card.sha256, models_folder)
    return result is not None and result.may_simplify


def keep(result: ExamResult, models_folder: Path) -> None:
    """Keep a result in the place of an earlier one; a short run is never kept. Raises `DiskFull` or `WriteFailed`."""
    if result.smoke:
        return
    path = _path(result.model_sha256, models_folder)
    with clear_disk_errors():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(path, to_json(result).encode())


def writers(models_folders: tuple[Path, ...], signed_by: str = "") -> tuple[InstalledModel, ...]:
    """The language models that are here and may be started: the one that may do most first, then the starter.

    `signed_by`: IT's public key for model packs; with one, what it did not sign is none of them.
    """
    found = [model for model in pack_import.usable(models_folders, signed_by) if model.kind == "writer"]

    def order(model: InstalledModel) -> tuple[int, bool, bool]:
        sat = [result for folder in models_folders if (result := result_of(model.sha256, folder))]
        rank = max((_RANK.index(result.permission) for result in sat), default=0)
        return -rank, not any(result.may_simplify for result in sat), not model.starter

    return tuple(sorted(found, key=order))


def usable(settings: Settings) -> tuple[InstalledModel, ...]:
    """The language models that IT's settings let be started, the one that is used first."""
    found = writers(settings.all_models_folders, settings.model_pack_public_key)
    return tuple(model for model in found if not is_withdrawn(model, settings.withdrawn_models))


def writer_named(name: str | None, settings: Settings) -> InstalledModel:
    """The language model of this name, or the first of `writers`. Raises `NotFound`."""
    for model in writers(settings.all_models_folders, settings.model_pack_public_key):
        if name is None or model.name == name:
            return model
    raise NotFound("There is no language model of that name on this laptop. See: fairnote models list")


def writer_of(sha256: str, settings: Settings) -> InstalledModel:
    """The language model with this hash, of those that may be started. Raises `NotFound`."""
    for model in writers(settings.all_models_folders, settings.model_pack_public_key):
        if model.sha256 == sha256:
            return model
    raise NotFound("There is no such language model on this laptop any more.")


def examine(
    model: InstalledModel, models_folder: Path, *, smoke: bool = False, device: Device = "auto"
) -> Job[ExamResult]:
    """The exam of a model, in a child and a lane of its own, so that a draft need not wait for it. A full run takes
    minutes, and its result is kept.
    """

    def work(context: JobContext) -> ExamResult:
        from scribe.exam_judge import DraftsJudge  # the rules of drafting: not needed to open the window

        writer = start_writer(model, device=device)
        with contextlib.closing(writer):
            return exam.sit(
                writer,
                items(smoke),
                DraftsJudge(),
                model_sha256=model.sha256,
                smoke=smoke,
                memory=lambda: _peak(writer),
                on_progress=context.progress,
                cancel=context.cancel,
            )

    return Job("exam", "exam", work, lambda result: keep(result, models_folder))


def standing(sha256: str, models_folder: Path) -> str:
    """What IT and a worker are told of a model, as the end of a sentence that begins with its name."""
    result = _found(sha256, models_folder)
    return told(result) if isinstance(result, ExamResult) else result


def told(result: ExamResult) -> str:
    """What a result means, in plain words."""
    faithful, missing = f"{result.faithfulness:.0%}", f"{result.omission:.0%}"
    figures = f"{faithful} of its sentences were faithful, and {missing} of the facts were left out"
    also_may = (
        (result.may_rank, "rank wordings"),
        (result.may_judge, "judge support"),
        (result.may_simplify, "write sentences of an Easy Read"),
    )
    more = [what for may, what in also_may if may]
    if result.smoke:
        return f"did the short run, which earns nothing: {figures}"
    allowed = {
        Permission.NOTHING: "may write nothing",
        Permission.SENTENCE: "may write one sentence at a time",
        Permission.SECTION: "may write a section",
    }[result.permission]
    joint = "but" if result.permission is Permission.NOTHING else "and"
    listed = ", ".join(more[:-1]) + " and " + more[-1] if len(more) > 1 else "".join(more)
    also = f", {joint} may {listed}" if more else ""
    return f"{allowed}{also}; in the exam of {result.at:%d %B %Y} {figures}"


def _path(sha256: str, models_folder: Path) -> Path:
    return models_folder / FOLDER / f"{sha256}.json"


def _peak(writer: Writer) -> float:
    return peak_megabytes(writer.process.pid) if isinstance(writer, ChildWriter) else 0.0
