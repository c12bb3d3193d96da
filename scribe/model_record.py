"""Keeps on record which models a laptop got and lost, also by the command line or by hand, where no vault is open."""

from __future__ import annotations

import logging

from models import pack_import
from models.catalogue import InstalledModel
from models.errors import ModelError
from scribe.errors import FairnoteError
from scribe.governance import user_name
from scribe.logs import note_in_system_log
from scribe.settings import Settings
from scribe.vault import Vault

log = logging.getLogger(__name__)

BROUGHT, TAKEN_AWAY = "model brought in", "model taken away"
"""Done in the window; in the system's log, by a command."""
FOUND, GONE = "model found here", "model no longer here"
"""Seen when the vault was opened: whoever did it, it was not through this vault's window."""
NOT_LOGGED = "The laptop's own log did not take this, so only the worker's record will tell of it."


def tell_system_log(event: str, model: InstalledModel) -> bool:
    """Write who did this, and to which model, into the system's log, which has the time. True when it is there.

    A command has no vault: whoever runs it may be IT, or no worker has signed in yet.
    """
    return note_in_system_log(f"{event} {model.sha256} kind {model.kind} by user {user_name() or 'unknown'}")


def catch_up(vault: Vault, settings: Settings) -> None:
    """Put on record which models came or went since the record last told of any, other than by the window.

    What comes with Fairnote is not told of. Nobody is kept from their work by it: what hinders it is for the log.
    """
    if vault.read_only:
        return
    try:
        installed = pack_import.installed(settings.all_models_folders, settings.model_pack_public_key)
        here = {model.sha256: model for model in installed if not model.starter}
        told = _told(vault)
        with vault.transaction():
            for sha256 in sorted(here.keys() - told.keys()):
                vault.audit.add(FOUND, sha256, kind=here[sha256].kind)
            for sha256 in sorted(told.keys() - here.keys()):
                vault.audit.add(GONE, sha256, kind=told[sha256])
    except (FairnoteError, ModelError, OSError) as error:
        log.warning("the models that are here were not put on record: %s", type(error).__name__)


def _told(vault: Vault) -> dict[str, str]:
    """The kind of each model that is here as far as the record knows, by its hash."""
    kinds: dict[str, str] = {}
    for row in vault.audit.rows_of((BROUGHT, FOUND, TAKEN_AWAY, GONE)):
        if row.event in (BROUGHT, FOUND):
            kinds[row.subject] = str(dict(row.facts)["kind"])
        else:
            kinds.pop(row.subject, None)
    return kinds
