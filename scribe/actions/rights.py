"""Actions on keeping and rights: what has had its time, all about one person, subject access, and the locked window."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from scribe import governance, keeping, references, sound_request, subject_access
from scribe.keeping import Outlook
from scribe.keys import PassphraseHolder
from scribe.references import AllAbout
from scribe.session import Session
from scribe.subject_access import Bundle
from scribe.visit import VisitId


def look_after_keeping(session: Session) -> Outlook:
    """Erase what was planned and told long enough ago, and say what is to come. It takes seconds: not for the window's
    thread. The practice visit is left alone.
    """
    return Outlook() if session.practice is not None else keeping.look_after(session.vault, session.settings)


def confirm_date(session: Session, says: datetime) -> Outlook:
    """A person says that the date they were shown is right. Raises `MoveNotAllowed` where the clock has changed."""
    return keeping.confirm_date(session.vault, session.settings, says)


def about_reference(session: Session, asked: str) -> AllAbout:
    """All about one reference, or about one person by their whole name. Raises `NotFound`."""
    return references.find(session.vault, asked)


def erase_reference(
    session: Session, asked: str, *, why: str, no_harm: bool = False, for_good: bool = False
) -> tuple[VisitId, ...]:
    """Erase all of it, or nothing: hidden as one visit is, or `for_good`, which is for information governance.

    Raises `NotGovernance`, `Held`, `OnRecord`, `MustBeRecorded`, `StillRecording`, `NothingWritten`, `NotFound`.
    """
    if for_good:
        by = governance.require(session.vault, session.settings, "erase for good")
        erased = references.erase_for_good(session.vault, asked, why=why, by=by)
    else:
        erased = references.erase_together(session.vault, asked, why=why, no_harm=no_harm)
    for visit_id in erased:
        session.forget_traces(visit_id)
    return erased


def erase_sound_on_request(session: Session, visit_id: VisitId, why: str) -> float:
    """Erase the sound of a filed visit for good, because somebody asks for it; how many seconds it was.

    Raises `Held`, `NothingWritten`, `MoveNotAllowed` where it is still needed, `OnRecord`, `VisitHidden`, `NotFound`.
    """
    return sound_request.erase_sound_on_request(session.vault, visit_id, why)


def subject_access_bundle(session: Session, asked: str, folder: Path, *, with_sound: bool = False) -> Bundle:
    """Write all about one person into a new folder, for whoever redacts it.

    Raises `NotGovernance`, `NotFound`, `FileRefused`, `DiskFull`, `WriteFailed`.
    """
    by = governance.require(session.vault, session.settings, "subject access")
    return subject_access.make_bundle(session.vault, asked, folder, by=by, with_sound=with_sound)


def unlocks_by_passphrase(session: Session) -> bool:
    """Whether a locked window asks for the passphrase: it does where the vault has one."""
    return session.vault.key_holder == PassphraseHolder.kind


def check_passphrase(session: Session, passphrase: str) -> None:
    """Raise `WrongPassphrase` unless this opens the vault. It takes about a second."""
    session.vault.check_passphrase(passphrase)
