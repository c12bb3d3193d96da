"""What can go wrong with a visit, each with the sentence that says what happened, what is safe and what to do."""

from __future__ import annotations


class FairnoteError(Exception):
    """Base of every error of this package. `str()` of it is a plain sentence with no content of any visit in it."""

    sentence = "Something went wrong. Nothing was deleted."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class NoKey(FairnoteError):
    """The vault's key is not where it was put."""

    sentence = (
        "The key to this vault is not on this laptop. Nothing was deleted. "
        "Ask IT: the council's recovery key can open it."
    )


class KeychainError(FairnoteError):
    """The system's keychain did not answer, or refused."""

    sentence = (
        "The laptop's keychain did not answer. Nothing was deleted. Unlock it or sign in again, then try once more."
    )


class WrongPassphrase(FairnoteError):
    """The passphrase does not open this vault."""

    sentence = "That passphrase does not open this vault. Nothing was changed. Try again."


class DataDamaged(FairnoteError):
    """Stored data is not what was written."""

    sentence = "Stored data is damaged and was left as it is. Nothing was deleted. Ask IT to restore it from a backup."


class VaultInUse(FairnoteError):
    """Another Fairnote has this vault open."""

    sentence = "Fairnote is already open. Use the window that is open, or close it first."


class DiskFull(FairnoteError):
    """There was no room to write."""

    sentence = "The disk is full. What was already saved is safe. Make room, then try again."


class NotFound(FairnoteError):
    """No visit, document or file of that id."""

    sentence = "There is nothing with that name or number here."


class MoveNotAllowed(FairnoteError):
    """A stage can't change like that."""

    sentence = "That can't be done at this stage. Nothing was changed."


class SoundAdded(MoveNotAllowed):
    """Sound was added to the visit while its words were made."""

    sentence = (
        "More sound was recorded or brought in meanwhile. The words that were made are kept. "
        "Turn the sound into words again: only what is new is listened to."
    )


class SoundChanged(MoveNotAllowed):
    """The sound was silenced, or taken away, while its words were made."""

    sentence = (
        "The sound was changed meanwhile, so what was heard in it as it was before is not kept. "
        "Turn the sound into words again."
    )


class AgreementMissing(FairnoteError):
    """Somebody at the visit has not been asked about recording, or has not agreed."""

    sentence = "Not everybody at this visit has agreed to recording. Ask each person, and write down what was said."


class NotReadyToApprove(FairnoteError):
    """A section is not confirmed, a flag is open, or the list of what was left out was not looked at."""

    sentence = (
        "This can't be approved yet. Confirm each section, settle each flag, and look at what is not in the note."
    )


class NotApproved(FairnoteError):
    """Only approved text may leave."""

    sentence = "This has not been approved, so it can't be exported. Approve it in the window first."


class ApprovalVoid(NotApproved):
    """The text is not the text that was approved."""

    sentence = "The text has changed since it was approved, so the approval no longer holds. Read and approve it again."


class FileRefused(FairnoteError):
    """A file that was given can't be used."""

    sentence = "This file can't be used. It was not changed."


class NothingHeard(FairnoteError):
    """There is no speech to work with."""

    sentence = "No speech was found in this recording. The recording is kept."


class SoundErased(NothingHeard):
    """The sound was erased when its time had come."""

    sentence = (
        "The sound of this visit was erased, because the time for which it is kept is over. Its words and its note are "
        "kept. Plan a new visit to record more."
    )


class NoMicrophone(FairnoteError):
    """There is nothing to record with, or it can't be opened."""

    sentence = (
        "No microphone could be opened on this laptop. Nothing was lost. Plug one in, or check in the system's privacy "
        "settings that Fairnote may use it."
    )


class NoSpeaker(FairnoteError):
    """There is nothing to play sound on."""

    sentence = "No speaker or headphones could be opened on this laptop, so nothing was played. The recording is safe."
