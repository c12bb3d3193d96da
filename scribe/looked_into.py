"""Puts on record that somebody opened a visit or played its sound: once an opening, by the visit's id alone."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from scribe.vault import Vault
from scribe.visit import VisitId

OPENED, PLAYED = "visit opened", "sound played"


@dataclass
class LookedInto:
    """What was opened and played since the list of visits was last shown. Any thread may tell it."""

    _known: set[tuple[str, VisitId]] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def back_at_the_list(self) -> None:
        """What is opened from now on is a new opening."""
        with self._guard:
            self._known.clear()

    def opened(self, vault: Vault, visit_id: VisitId) -> None:
        """A visit is shown."""
        self._once(vault, OPENED, visit_id)

    def played(self, vault: Vault, visit_id: VisitId) -> None:
        """Some of its sound is played."""
        self._once(vault, PLAYED, visit_id)

    def _once(self, vault: Vault, event: str, visit_id: VisitId) -> None:
        """A vault that can only be read can still be read: then nothing can be put on record."""
        if vault.read_only:
            return
        with self._guard:
            if (event, visit_id) in self._known:
                return
            self._known.add((event, visit_id))
        try:
            vault.audit.add(event, visit_id)
        except BaseException:
            with self._guard:
                self._known.discard((event, visit_id))
            raise
