"""What went wrong, put to a person: what happened, what is safe, what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from easyread.refusals import DocumentRefused
from models import errors as model_errors
from models.catalogue import NotAModel
from models.memory_tiers import TooLittleMemory
from models.pack import PackRefused
from models.pack_import import AlreadyAnother
from models.pack_signing import BadPublicKey, NotSigned
from scribe import errors as visit_errors
from scribe.erasing import MustBeRecorded, StillRecording
from scribe.first_hearing import HearingFailed
from scribe.first_use import CheckFailed
from scribe.jottings import JottingRefused
from scribe.lifecycle import Held, OnRecord
from scribe.model_packs import NotAllowed
from scribe.second_approval import ApprovedTwice, SamePerson
from scribe.setting_values import SettingRefused
from scribe.vault import RecordKept, VisitHidden
from scribe.vault_parcels import HandedOver
from scribe.ways_out import SecondApprovalMissing, WayClosed
from scribe.withdrawn_models import ModelWithdrawn, WithdrawnNotCopied
from ui.words import Errors
from ui.words_models import ModelErrors
from ui.words_policies import PolicyErrors

TOLD = (visit_errors.FairnoteError, model_errors.ModelError, OSError)
"""The errors that a screen expects of an action. Anything else is a fault of Fairnote's own."""


@dataclass(frozen=True)
class Explanation:
    """One failure in three plain sentences."""

    what: str
    safe: str
    next: str

    def __str__(self) -> str:
        return f"{self.what} {self.safe} {self.next}"


_BY_CLASS: dict[type[BaseException], tuple[str, str, str]] = {
    visit_errors.FairnoteError: Errors.FAIRNOTE,
    visit_errors.NoKey: Errors.NO_KEY,
    visit_errors.KeychainError: Errors.KEYCHAIN,
    visit_errors.WrongPassphrase: Errors.WRONG_PASSPHRASE,
    visit_errors.DataDamaged: Errors.DAMAGED,
    visit_errors.VaultInUse: Errors.IN_USE,
    visit_errors.DiskFull: Errors.DISK_FULL,
    visit_errors.NotFound: Errors.NOT_FOUND,
    visit_errors.MoveNotAllowed: Errors.MOVE_NOT_ALLOWED,
    visit_errors.SoundAdded: Errors.SOUND_ADDED,
    visit_errors.SoundChanged: Errors.SOUND_CHANGED,
    visit_errors.SoundErased: Errors.SOUND_ERASED,
    Held: Errors.HELD,
    OnRecord: Errors.ON_RECORD,
    MustBeRecorded: Errors.MUST_BE_RECORDED,
    StillRecording: Errors.STILL_RECORDING,
    JottingRefused: Errors.JOTTING_REFUSED,
    VisitHidden: Errors.VISIT_HIDDEN,
    HandedOver: Errors.HANDED_OVER,
    RecordKept: Errors.RECORD_KEPT,
    visit_errors.AgreementMissing: Errors.AGREEMENT_MISSING,
    visit_errors.NotReadyToApprove: Errors.NOT_READY,
    visit_errors.NotApproved: Errors.NOT_APPROVED,
    visit_errors.ApprovalVoid: Errors.APPROVAL_VOID,
    visit_errors.FileRefused: Errors.FILE_REFUSED,
    visit_errors.NothingHeard: Errors.NOTHING_HEARD,
    visit_errors.NoMicrophone: Errors.NO_MICROPHONE,
    visit_errors.NoSpeaker: Errors.NO_SPEAKER,
    model_errors.ModelError: Errors.MODEL,
    model_errors.ModelMissing: Errors.MODEL_MISSING,
    model_errors.ModelDamaged: Errors.MODEL_DAMAGED,
    model_errors.EngineFailed: Errors.ENGINE_FAILED,
    model_errors.ChildDied: Errors.CHILD_DIED,
    model_errors.UnreadableAudio: Errors.UNREADABLE_AUDIO,
    NotSigned: ModelErrors.NOT_SIGNED,
    BadPublicKey: ModelErrors.BAD_KEY,
    PackRefused: ModelErrors.PACK_REFUSED,
    AlreadyAnother: ModelErrors.ALREADY,
    NotAModel: ModelErrors.NOT_A_MODEL,
    TooLittleMemory: ModelErrors.TOO_LITTLE_MEMORY,
    NotAllowed: ModelErrors.NOT_ALLOWED,
    CheckFailed: ModelErrors.CHECK_FAILED,
    HearingFailed: ModelErrors.HEARING_FAILED,
    DocumentRefused: Errors.DOCUMENT_REFUSED,
    WayClosed: PolicyErrors.WAY_CLOSED,
    SecondApprovalMissing: PolicyErrors.SECOND_MISSING,
    SamePerson: PolicyErrors.SAME_PERSON,
    ApprovedTwice: PolicyErrors.APPROVED_TWICE,
    ModelWithdrawn: PolicyErrors.MODEL_WITHDRAWN,
    WithdrawnNotCopied: PolicyErrors.WITHDRAWN_NOT_COPIED,
    SettingRefused: PolicyErrors.SETTING,
    PermissionError: Errors.PERMISSION,
    FileNotFoundError: Errors.FILE_GONE,
    OSError: Errors.OS,
}


def explained(kind: type[BaseException]) -> bool:
    """Whether this very class has sentences of its own."""
    return kind in _BY_CLASS


def explain(error: BaseException) -> Explanation:
    """The sentences for an error: those of its own class, else of the nearest class above it.

    An error that carries a sentence other than its class's own says more precisely what happened: that is told.
    """
    nearest = next((kind for kind in type(error).__mro__ if kind in _BY_CLASS), None)
    what, safe, following = _BY_CLASS[nearest] if nearest is not None else Errors.UNEXPECTED
    return Explanation(_own_sentence(error, nearest) or what, safe, following)


def _own_sentence(error: BaseException, nearest: type[BaseException] | None) -> str:
    """The sentence of this one error, or of its class, where it says more than the class that is explained here."""
    if not isinstance(error, visit_errors.FairnoteError | model_errors.ModelError):
        return ""
    return "" if str(error) == getattr(nearest, "sentence", "") else str(error)
