"""Models brought to this laptop and taken away again: who may, which are signed as IT asks, and which it can carry."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models import catalogue, memory_tiers, pack_import, pack_making, pack_signing
from models.catalogue import DamagedRecord, InstalledModel
from models.errors import ModelDamaged
from models.pack import TravelledExam
from models.pack_making import Sources
from models.progress import Cancellation, OnProgress, ignore_progress
from scribe import exams
from scribe.errors import FairnoteError, NotFound
from scribe.files import write_atomically
from scribe.first_hearing import hearing_of
from scribe.first_use import FirstUse, came_with_it, first_use
from scribe.records import to_json
from scribe.settings import Settings
from scribe.withdrawn_models import is_withdrawn, refuse_to_copy

WITHDRAWN = "was withdrawn by IT, so it is not used"
SECRET_KEY, PUBLIC_KEY = "fairnote-packs.key", "fairnote-packs.pub"
NOBODY = "Your IT team decides which models are on this laptop. Ask them."
ADMINISTRATORS = "Only an administrator may bring models to this laptop or take them away. Ask your IT team."
NOT_SIGNED = (
    "Your IT team allows only signed model packs on this laptop, and this is none. Nothing of it was opened or copied. "
    "Ask them for the pack."
)
NO_KEY = (
    "This laptop does not know which key model packs are signed by, so this one can't be checked. Nothing of it was "
    "opened or copied. Ask your IT team: they set model_pack_public_key, or give --public-key."
)
NO_PACK = "This is no model pack, so there is no signature to check by that key. Nothing was copied."
KEY_IS_SET = "IT has set the key for model packs, so no other key is used. Nothing was changed."
NOT_HEARD = "has not listened to the practice visit here, so it is not used"
SHORTEST_PASSPHRASE = 12


class NotAllowed(FairnoteError):
    """IT's policy does not let this person, or this model, in."""

    sentence = NOBODY


class PassphraseTooShort(FairnoteError):
    """A passphrase for a secret key that whoever has the file could try out."""

    sentence = f"A passphrase for this key needs at least {SHORTEST_PASSPHRASE} characters. No key was made."


@dataclass(frozen=True)
class HeldModel:
    """A model that is here: what it needs and whether this laptop has it, what it may do, and whether it can go."""

    model: InstalledModel
    needs_gb: int
    carried: bool
    allowed: bool
    """Whether it is signed as IT asks; one that is not is never started."""
    first_use: FirstUse
    standing: str
    """What a language model may do, or a recogniser that was brought here has shown, as the end of a sentence that
    begins with its name; '' for what comes with Fairnote and is not examined.
    """
    came_with_it: TravelledExam | None
    """The exam whose result counts, where it came in the pack."""
    removable: bool
    withdrawn: bool = False
    """Whether IT has taken it back; then it is never started, checked or examined."""


def held(settings: Settings) -> tuple[HeldModel, ...]:
    """Every model that is here, but for what `damaged` tells of."""
    return tuple(_held(model, settings) for model in _installed(settings))


def damaged(settings: Settings) -> tuple[DamagedRecord, ...]:
    """The models that are here and of which nothing can be told."""
    return catalogue.damaged_in(settings.all_models_folders)


def why_not(settings: Settings) -> str:
    """Why this person may not bring models here or take them away, as a sentence; '' where they may."""
    if settings.who_imports_models == "nobody":
        return NOBODY
    if settings.who_imports_models == "administrators" and not is_administrator():
        return ADMINISTRATORS
    return ""


def is_administrator() -> bool:
    """Whether this program runs with an administrator's rights."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return os.geteuid() == 0


def bring_in(
    path: Path,
    settings: Settings,
    *,
    public_key: str = "",
    anyway: bool = False,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> InstalledModel:
    """Copy a pack, or where IT names no key a model by itself, to this laptop. The same pack again changes nothing.

    `public_key`: the key to check a pack by, where IT names none. `anyway`: even if it needs more memory than there is.
    One that IT has withdrawn is refused before a byte is copied. Raises `NotAllowed`, or a `ModelError` that says what
    is wrong; then nothing is left of it.
    """
    _refuse_who(settings)
    key = _key(settings, public_key)
    if pack_import.is_pack(path):
        if not key:
            raise NotAllowed(NO_KEY)
        pack = pack_import.open_pack(path, key)
        refuse_to_copy(pack.manifest.files, settings.withdrawn_models)
        return pack_import.import_pack(
            pack, settings.models_folder, anyway=anyway, on_progress=on_progress, cancel=cancel
        )
    if key:
        raise NotAllowed(NO_PACK if public_key else NOT_SIGNED)
    kind, files = catalogue.recognise(path)
    if settings.withdrawn_models:  # else none needs to be read twice
        refuse_to_copy(map(catalogue.file_at, files), settings.withdrawn_models)
    if not anyway:
        size = sum(file.stat().st_size for file in files)
        memory_tiers.refuse_too_large(memory_tiers.estimated_gb(size), catalogue.name_for(path, kind))
    return catalogue.import_model(path, settings.models_folder)


def take_away(name: str, settings: Settings) -> InstalledModel:
    """Remove a model that was brought here. What it showed in the exam is kept. Raises `NotAllowed`, `NotFound` or
    `ModelError`, and then nothing was changed.
    """
    _refuse_who(settings)
    model = named(name, settings)
    pack_import.remove(model, settings.models_folder)
    return model


def named(name: str, settings: Settings) -> InstalledModel:
    """The model of this name, one that was brought here before one that came with Fairnote. Raises `NotFound`, and
    `ModelDamaged` where there is a damaged one in a folder of this name: no other is taken for it.
    """
    for one in damaged(settings):
        if one.name == name:
            raise ModelDamaged(one.sentence)
    for model in _installed(settings):
        if model.name == name:
            return model
    raise NotFound("There is no model of that name on this laptop. See: fairnote models list")


def usable_named(name: str, settings: Settings) -> InstalledModel:
    """The same, of those that IT lets be started. Raises `NotFound`."""
    for model in pack_import.usable(settings.all_models_folders, settings.model_pack_public_key):
        if model.name == name:
            return model
    raise NotFound("There is no model of that name that may be used on this laptop. See: fairnote models list")


def make_pack(
    model: Sources,
    to: Path,
    settings: Settings,
    *,
    secret_key: bytes,
    passphrase: str,
    app_version: str,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> tuple[Path, str]:
    """Write a signed pack of a model; with it travels the result of its exam, where it sat one on this laptop.

    Gives the pack's folder and the public key that verifies it. Raises a `ModelError`.
    """

    def exam_of(sha256: str) -> TravelledExam | None:
        result = exams.result_of(sha256, settings.models_folder)
        return TravelledExam(app_version, result.at.date(), to_json(result)) if result else None

    return pack_making.make_pack(
        model,
        to,
        secret_key=secret_key,
        passphrase=passphrase,
        comment=f"{model.name}, packed {date.today().isoformat()} with Fairnote {app_version}",
        exam_of=exam_of,
        on_progress=on_progress,
        cancel=cancel,
    )


def new_keys(to: Path, passphrase: str) -> str:
    """Write a council's key pair into a folder, the secret key encrypted; gives the public key for the policy.

    Raises `PassphraseTooShort`, or `FileAlreadyThere`, `DiskFull` or `WriteFailed`: no key is ever written over.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    secret, public = pack_signing.new_keys(passphrase)
    write_atomically(to / SECRET_KEY, secret, overwrite=False)
    try:
        write_atomically(to / PUBLIC_KEY, public, overwrite=False)
    except FairnoteError:
        with contextlib.suppress(OSError):
            (to / SECRET_KEY).unlink()  # made a moment ago, and of no use alone
        raise
    return pack_signing.public_key_line(public.decode("utf-8"))


def _installed(settings: Settings) -> tuple[InstalledModel, ...]:
    return pack_import.installed(settings.all_models_folders, settings.model_pack_public_key, past_damaged=True)


def _held(model: InstalledModel, settings: Settings) -> HeldModel:
    needs, withdrawn = memory_tiers.needed_gb(model), is_withdrawn(model, settings.withdrawn_models)
    return HeldModel(
        model,
        needs,
        memory_tiers.carries(needs),
        pack_import.is_vouched_for(model, settings.model_pack_public_key),
        FirstUse.NOTHING if withdrawn else first_use(model, settings),
        _standing(model, settings),
        came_with_it(model, settings),
        (model.folder / catalogue.RECORD).is_file() and model.folder.parent == settings.models_folder,
        withdrawn,
    )


def _standing(model: InstalledModel, settings: Settings) -> str:
    if is_withdrawn(model, settings.withdrawn_models):
        return WITHDRAWN
    if model.kind == "writer":
        return exams.standing(model.sha256, settings.models_folder)
    if model.kind != "transcriber" or model.starter:
        return ""
    heard = hearing_of(model, settings.models_folder)
    if heard is None:
        return NOT_HEARD
    return (
        f"is used: it heard {heard.right:.0%} of the practice visit's first words, at {heard.pace:g} times their length"
    )


def _refuse_who(settings: Settings) -> None:
    if reason := why_not(settings):
        raise NotAllowed(f"{reason} Nothing was changed.")


def _key(settings: Settings, given: str) -> str:
    policy = settings.model_pack_public_key
    if policy and given:
        raise NotAllowed(KEY_IS_SET)
    return policy or given
