"""Possible harm before anything else: read the very words, choose what can't wait, and make an urgent extract of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scribe.harm_first import HarmStatement
from scribe.review_actions import LEFT_REVIEW
from scribe.visit import Visit, VisitId, VisitStage
from ui.desk import Desk, Go
from ui.job_bridge import JobBridge
from ui.screens.base import Screen
from ui.screens.review_more import MoreButtons
from ui.widgets.harm_list import HarmLine, HarmList
from ui.words_urgent import Harm as Words


def look_for_harm(desk: Desk, visit: VisitId) -> JobBridge:
    """Look, or follow whoever looks already: what is found is a tuple of `HarmStatement`."""
    key = f"harm {visit}"
    return desk.work.under_way(key) or desk.start(key, desk.actions.harm_first(desk.session, visit))


class HarmScreen(Screen):
    """The grave ones are chosen already, so that one key makes the extract."""

    def __init__(self, desk: Desk, visit_id: VisitId) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self._here: HarmLine | None = None
        self.list = HarmList()
        self.list.changed.connect(self._offer)
        self.list.here.connect(self._come_to)
        self.body.addWidget(self.list)
        self.play_button = self.add_other(Words.PLAY, self._play, keys="P")
        self._offer_begun()
        back = self.add_other(Words.BACK, self._back)
        self.more = MoreButtons(self, [self.play_button, back], ())
        self.get_ready_to_play()
        self._offer()
        self.follow(Words.LOOKING, look_for_harm(desk, visit_id), self._show, self._offer)

    def _offer_begun(self) -> None:
        made = self.desk.actions.urgent_extracts(self.desk.session, self.visit.id)
        if made and made[-1].stage not in LEFT_REVIEW:
            self.add_other(Words.GO_ON, self._to_review)

    def _show(self, found: tuple[HarmStatement, ...]) -> None:
        self.list.show_statements(found)
        self.more.want(self.play_button, bool(found))
        if not found:
            self.notice.tell(Words.NONE)
        elif not self._has_words:
            self.notice.tell(Words.WORDS_FIRST, Words.WORDS_FIRST_WHY)
        self._offer()
        self.order_tabs()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _has_words(self) -> bool:
        return self.visit.stage is not VisitStage.RECORDED

    def _offer(self) -> None:
        if self.list.lines and not self._has_words:
            self.set_main(Words.WORDS_FIRST, lambda: self.leave_for(Go.TRANSCRIPT, self.visit.id, begin=True))
        elif self.list.lines:
            self.set_main(Words.make(len(self.list.chosen)), self._make)
        else:
            self.set_main(Words.BACK, self._back)

    def _make(self) -> None:
        chosen = self.list.chosen
        if not chosen:
            self.notice.tell(Words.NOTHING_CHOSEN, tone="warn")
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        with self.telling():
            self.desk.actions.urgent_extract(self.desk.session, self.visit.id, harm=chosen)
            self._to_review()

    def _to_review(self) -> None:
        self.leave_for(Go.REVIEW, self.visit.id, urgent=True)

    def _back(self) -> None:
        self.leave_for(Go.TRANSCRIPT if self._has_words else Go.SOUND, self.visit.id)

    def _come_to(self, made: HarmLine) -> None:
        self._here = made

    def _play(self) -> None:
        """From the question to the end of the words."""
        made = self._here if self._here in self.list.lines else next(iter(self.list.lines), None)
        if made is not None:
            pieces = made.statement.claim.evidence
            self.play(self.visit.id, min(each.start for each in pieces), max(each.end for each in pieces))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """P plays, Up and Down move between the statements."""
        if event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._play()
        else:
            super().keyPressEvent(event)

    def first_focus(self) -> QWidget:
        """The first statement."""
        return self.list.lines[0] if self.list.lines else self.main

    def visit_shown(self) -> Visit | None:
        """The visit in which it was said."""
        return self.visit
