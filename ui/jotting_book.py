"""The jottings of one visit: what is typed or marked is stored at once, and every window that shows them is told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from scribe.visit import Jotting, Manner, VisitId
from ui.desk import Desk
from ui.errors import TOLD
from ui.words import Jottings as Words
from ui.words import clock


class JottingBook(QObject):
    """`now` says where the visit's sound is, in seconds. What fails is told by `failed`, and changes nothing."""

    changed = Signal()
    said = Signal(str)
    """One short sentence on what was done."""
    failed = Signal(object)

    def __init__(self, desk: Desk, visit: VisitId, now: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._visit = desk, visit
        self.now = now
        self.manner = Manner.SEEN
        """The one that was chosen last."""
        self.removed: Jotting | None = None
        """What was removed last, for as long as it can be put back."""

    def all(self) -> tuple[Jotting, ...]:
        """Every jotting and mark, the newest first."""
        found = self._desk.actions.jottings(self._desk.session, self._visit)
        return tuple(sorted(found, key=lambda one: (one.at, one.written_at), reverse=True))

    def mark(self) -> bool:
        """Mark this moment."""
        at = self.now()
        return self._do(lambda: self._add(Manner.MARK, "", at), Words.marked(clock(at)))

    def add(self, manner: Manner, text: str, at: float) -> bool:
        """Keep what was typed. True when it is stored."""
        return self._do(lambda: self._add(manner, text, at), Words.added(Words.SHORT[manner], clock(at)))

    def change(self, jotting: Jotting, manner: Manner, text: str) -> bool:
        """Put a jotting right. True when it is stored."""
        act, session = self._desk.actions, self._desk.session
        return self._do(
            lambda: act.change_jotting(session, self._visit, jotting.id, manner, text),
            Words.changed(clock(jotting.at)),
        )

    def remove(self, jotting: Jotting) -> bool:
        """Take a jotting out; it can be put back until the next change."""
        act, session = self._desk.actions, self._desk.session
        return self._do(lambda: act.remove_jotting(session, self._visit, jotting.id), Words.REMOVED, jotting)

    def put_back(self) -> bool:
        """Put back what was removed last."""
        gone = self.removed
        return gone is not None and self._do(lambda: self._add(gone.manner, gone.text, gone.at), Words.PUT_BACK_DONE)

    def _add(self, manner: Manner, text: str, at: float) -> object:
        return self._desk.actions.add_jotting(self._desk.session, self._visit, manner, text, at)

    def _do(self, act: Callable[[], object], words: str, removed: Jotting | None = None) -> bool:
        try:
            act()
        except TOLD as error:
            self.failed.emit(error)
            return False
        self.removed = removed
        self.changed.emit()
        self.said.emit(words)
        return True
