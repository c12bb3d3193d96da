"""Who may act for the council's information governance: users of the laptop whom IT's policy names, and nobody else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from scribe.errors import FairnoteError
from scribe.settings import Settings
from scribe.vault import Vault

SUBJECT = "governance"
"""What rows of the audit about the role are about."""


class NotGovernance(FairnoteError):
    """Somebody asked for what is for information governance alone."""

    sentence = (
        "Only an information-governance user may do that, and IT's policy doesn't name you as one. Nothing was done. "
        "Ask IT: the setting is 'governance_users'."
    )


def user_name() -> str:
    """The name with which this user signed in, as the system knows it; environment variables are not asked.

    '' where the system has no name for the user.
    """
    try:
        if sys.platform == "win32":
            return os.getlogin()
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (OSError, KeyError):
        return ""


def is_governance(settings: Settings, user: Callable[[], str] = user_name) -> bool:
    """Whether IT's policy names this user. Windows doesn't tell capitals in names from small letters."""
    name = user()
    known = settings.governance_users
    if sys.platform == "win32":
        name, known = name.casefold(), tuple(each.casefold() for each in known)
    return bool(name) and name in known


def require(vault: Vault, settings: Settings, what: str, user: Callable[[], str] = user_name) -> str:
    """The keyed hash of the user's name, for the audit. Raises `NotGovernance`, and the attempt is on record.

    `what`: a few small words for the audit.
    """
    who = vault.audit.fingerprint(user())
    if not is_governance(settings, user):
        if not vault.read_only:
            vault.audit.add("governance refused", SUBJECT, what=what, by=who)
        raise NotGovernance
    return who
