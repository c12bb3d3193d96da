"""Letters and Easy Read pages: each with the one thing to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.desk import Desk, Go, Place
from ui.screens.base import Screen
from ui.widgets.buttons import ErasableCard
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text, chip
from ui.words_easy_read import Papers as Words

if TYPE_CHECKING:
    from scribe.actions import Paper

_GOES_TO = {"export": Go.EXPORT, "file": Go.EXPORT, "done": Go.EXPORT}


class PapersScreen(Screen):
    """Every letter, and every note that has an Easy Read, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        self.rows = column(gap=12)
        self.body.addLayout(self.rows)
        self.buttons: list[ErasableCard] = []
        self.set_main(Words.NEW, self._new)
        self.main.setToolTip("Ctrl+N")
        self.key("Ctrl+N", self._new)
        with self.telling():
            self._show(desk.actions.list_papers(desk.session))

    def _show(self, papers: tuple[Paper, ...]) -> None:
        self.buttons = [self._row(paper) for paper in papers]
        for made in self.buttons:
            self.rows.addWidget(made)
        if not papers:
            self.intro.say(Words.EMPTY_INTRO)

    def _row(self, paper: Paper) -> ErasableCard:
        made = ErasableCard(Words.ERASE_KEY)
        document = paper.document
        title = document.title if document is not None else paper.visit.reference
        easy = document.easy if document is not None else None
        about = easy.reader.name or "" if easy is not None else ""
        step = Words.next_step(paper.next_step)
        made.put(Text(title, "heading"))
        if about:
            made.put(Text(about, "banner"))
        tone = {"done": "chipGood", "again": "chipWarn"}.get(paper.next_step, "chip")
        made.put(flow_of(chip(step, tone)))
        made.setAccessibleName(Words.row(title, about, step))
        made.clicked.connect(lambda _=False: self._open(paper))
        made.erase.connect(lambda: self.leave_for(Go.ERASE, paper.visit.id))
        return made

    def _open(self, paper: Paper) -> None:
        if paper.document is None:
            self.leave_for(Go.EASY_START)
            return
        if paper.next_step == "again" and paper.document.easy is not None and paper.document.easy.of_note is not None:
            self.go.emit(Place(Go.EASY_START, paper.visit.id, document=paper.document.easy.of_note.document))
            return
        go = _GOES_TO.get(paper.next_step, Go.EASY_READ)
        self.go.emit(Place(go, paper.visit.id, document=paper.document.id))

    def _new(self) -> None:
        self.leave_for(Go.EASY_START)

    def first_focus(self) -> QWidget:
        """The newest letter, or the main button when there is none."""
        return self.buttons[0] if self.buttons else self.main
