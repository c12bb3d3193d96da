"""Which ways out IT leaves open: formats, folders and a second person's approval, asked before anything is written."""

from __future__ import annotations

from pathlib import Path

from scribe.errors import FairnoteError
from scribe.second_approval import second_approval
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Document, DocumentId

CAPTIONS = ("vtt", "srt")
COPY = "copy"


class WayClosed(FairnoteError):
    """IT doesn't let text leave like that."""

    sentence = "Your IT team doesn't let text leave like this. Nothing was exported."


class SecondApprovalMissing(FairnoteError):
    """A second person has to approve first."""

    sentence = (
        "A second person has to approve this before it can leave. Nothing was exported. "
        "Open it in the window, and let a colleague read and approve it too."
    )


def open_formats(settings: Settings) -> tuple[str, ...]:
    """The formats that may be used: with captions off, files of captions are among the others no more."""
    closed = CAPTIONS if settings.captions == "off" else ()
    return tuple(each for each in settings.export_formats if each not in closed)


def refuse_closed_way(settings: Settings, made_as: str, to: Path | None = None) -> None:
    """Raise `WayClosed` for a format, or a place to save to, that IT doesn't let text leave by."""
    may = open_formats(settings)
    if made_as not in may:
        if made_as == COPY:
            raise WayClosed("Your IT team doesn't let text be copied out. Nothing was copied. Save it to a file.")
        rest = ", ".join(each for each in may if each != COPY) or "none"
        raise WayClosed(
            f"Your IT team doesn't let text leave as {made_as}. Nothing was exported. Formats that may be used: {rest}."
        )
    if to is not None and not may_be_saved_in(settings, to.parent):
        told = ", ".join(str(folder) for folder in settings.export_folders)
        raise WayClosed(f"Your IT team lets files be saved in these folders alone: {told}. Nothing was exported.")


def may_be_saved_in(settings: Settings, folder: Path) -> bool:
    """Whether a folder is one that IT named, or in one. Links are followed first: a link is no way out."""
    if not settings.export_folders:
        return True
    try:
        real = folder.expanduser().resolve()
        return any(real.is_relative_to(allowed.resolve()) for allowed in settings.export_folders)
    except (OSError, ValueError, RuntimeError):
        return False


def refuse_one_approver(settings: Settings, vault: Vault, document_id: DocumentId) -> None:
    """Raise `SecondApprovalMissing` where IT asks for two approvals and the second isn't there, or holds no more."""
    if asks_for_two(settings, vault.document(document_id)) and second_approval(vault, document_id) is None:
        raise SecondApprovalMissing


def asks_for_two(settings: Settings, document: Document) -> bool:
    """Whether IT wants two people to approve such a document. What can't wait need not wait for a colleague."""
    if settings.second_approver == "unless_urgent":
        return not document.is_urgent
    return settings.second_approver == "required"
