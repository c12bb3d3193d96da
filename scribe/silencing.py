"""Silences in the sound, for good, what is off the record, and takes its words out of everything that is kept."""

from __future__ import annotations

from scribe.jobs import Job
from scribe.vault import Vault
from scribe.visit import Transcript, VisitId


def silence_left_out(vault: Vault, visit_id: VisitId, by: str, policy: str) -> Job[Transcript]:
    """A job."""
    raise NotImplementedError
