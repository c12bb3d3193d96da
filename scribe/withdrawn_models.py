"""Models that IT has withdrawn: none is started any more, and what one has touched can be found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from models.catalogue import InstalledModel, ModelFile
from models.errors import ModelMissing
from scribe.errors import FairnoteError
from scribe.lifecycle import ON_RECORD
from scribe.vault import Vault
from scribe.visit import Document, DocumentId, Visit, WrittenBy

_START_OF_HASH = re.compile(r"[0-9a-f]{8,64}")


class ModelWithdrawn(ModelMissing):
    """IT has withdrawn this model."""

    sentence = "Your IT team has withdrawn this model, so it is not used. Nothing is lost. Ask IT for another one."


class WithdrawnNotCopied(ModelWithdrawn):
    """Somebody brings a model that IT has withdrawn."""

    sentence = "Your IT team has withdrawn this model, so it was not copied. Nothing was changed. Ask IT for another."


class NoHash(FairnoteError):
    """What was given is not the start of a SHA-256."""

    sentence = "Give the model's SHA-256, or at least its first 8 digits. See: fairnote models list"


def refuse_withdrawn(model: InstalledModel, withdrawn: Collection[str]) -> InstalledModel:
    """The model, if it may be used. Raises `ModelWithdrawn`."""
    if is_withdrawn(model, withdrawn):
        raise ModelWithdrawn
    return model


def is_withdrawn(model: InstalledModel, withdrawn: Collection[str]) -> bool:
    """Whether any of the model's files is one that was withdrawn."""
    return model.sha256 in withdrawn or _any_of(model.files, withdrawn)


def refuse_to_copy(files: Iterable[ModelFile], withdrawn: Collection[str]) -> None:
    """Asked before a model of these files is brought here. Raises `WithdrawnNotCopied`."""
    if _any_of(files, withdrawn):
        raise WithdrawnNotCopied


def _any_of(files: Iterable[ModelFile], withdrawn: Collection[str]) -> bool:
    return any(file.sha256 in withdrawn for file in files)


@dataclass(frozen=True)
class Touched:
    """What a model had a part in: the visit, and of its documents which one (None: its transcript), and how."""

    visit: Visit
    document: DocumentId | None
    title: str
    stage: str
    how: str
    on_record: bool = False
    """Whether it was approved, or may be out: then somebody outside may have to be told."""


def touched_by(vault: Vault, sha256: str) -> tuple[Touched, ...]:
    """Every transcript and document, in any visit whose key is there, that this model had a part in.

    `sha256` may be its first digits, eight at least. Raises `NoHash`.
    """
    start = sha256.strip().lower()
    if not _START_OF_HASH.fullmatch(start):
        raise NoHash
    with vault.reading():
        return tuple(
            one
            for visit in sorted(vault.visits(), key=lambda each: each.created_at)
            for one in (*_transcript(vault, visit, start), *_documents(vault, visit, start))
        )


def _transcript(vault: Vault, visit: Visit, start: str) -> tuple[Touched, ...]:
    transcript = vault.transcript(visit.id)
    if transcript is None:
        return ()
    heard = {"heard": transcript.model.sha256, "listened to a second time": transcript.second_opinion}
    how = [words for words, model in heard.items() if model.startswith(start)]
    return (Touched(visit, None, "transcript", visit.stage.value, " and ".join(how)),) if how else ()


def _documents(vault: Vault, visit: Visit, start: str) -> tuple[Touched, ...]:
    return tuple(
        Touched(
            visit,
            each.id,
            each.title,
            each.stage.value,
            _part_in(each),
            each.stage in ON_RECORD or vault.may_be_out(each.id),
        )
        for each in vault.documents(visit.id)
        if each.model.sha256.startswith(start)
    )


def _part_in(document: Document) -> str:
    claims = [claim for section in document.sections for claim in section.claims]
    # A sentence of the model's that was edited is the worker's, and the rules' wording is kept beside it.
    written = sum(claim.written_by is WrittenBy.MODEL or bool(claim.by_rules) for claim in claims)
    return f"asked; sentences of it that are in there: {written}"
