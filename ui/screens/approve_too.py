"""Approving as the second person: another named person reads the approved text, and says that it may leave."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scribe.visit import DocumentId
from ui.desk import Go
from ui.screens.approve import ApproveScreen
from ui.widgets.layouts import card
from ui.widgets.text import Text
from ui.words import Approve, when
from ui.words import Export as ExportWords
from ui.words_policies import ApproveToo as Words


class ApproveTooScreen(ApproveScreen):
    """As the first approval, for somebody else: no name is filled in, and there is nothing to settle."""

    back_to = Go.EXPORT

    def _words_for(self, transcript: bool, urgent: bool, document: DocumentId | None) -> type[Approve]:
        return Words

    def _name(self) -> str:
        return ""

    def _confirmed(self) -> QWidget:
        frame, within = card()
        within.addWidget(Text(Words.FIRST, "heading"))
        first = self.desk.actions.approval(self.desk.session, self.document.id)
        if first is not None:
            within.addWidget(Text(ExportWords.approved(first.approver, when(first.at))))
            within.addWidget(Text(first.statement, "muted"))
        return frame

    def _tell_obstacles(self) -> bool:
        """Everything was settled before the first approval."""
        return False

    def _say_yes(self, name: str) -> None:
        self.desk.actions.approve_too(self.desk.session, self.document.id, name, self.words.STATEMENT, self.shown)
