"""How good the drafts were: what this worker changed before approving, in numbers that stay on the laptop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.widgets.layouts import card
from ui.widgets.text import Text
from ui.words_quality import Quality as Words

if TYPE_CHECKING:
    from scribe.quality_report import Quality


class QualityScreen(Screen):
    """A card for all documents, and one for each month where there are several."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        with self.telling():
            whole, months = desk.actions.quality_figures(desk.session)
            if whole.documents:
                self._card(Words.ALL, _told(whole))
            else:
                self._card(Words.NONE, (Words.NONE_WHY,))
            for month, figures in months if len(months) > 1 else ():
                self._card(Words.month(month), _told(figures))
        self._card(Words.PRIVATE, (Words.PRIVATE_WHY,))
        self.set_main(Words.DONE, lambda: self.leave_for(Go.BACK))

    def _card(self, title: str, sentences: tuple[str, ...]) -> None:
        frame, inside = card()
        inside.addWidget(Text(title, "heading"))
        for sentence in sentences:
            inside.addWidget(Text(sentence))
        self.body.addWidget(frame)

    def first_focus(self) -> QWidget:
        """There is one thing to press."""
        return self.main


def _told(figures: Quality) -> tuple[str, ...]:
    told = [
        Words.documents(figures.documents),
        Words.changed(figures.words_changed),
        Words.statements(figures.statements, figures.kept, figures.edited, figures.removed),
        Words.added(figures.omissions_added),
        Words.flags(figures.flags, figures.flags_accepted, figures.flags_edited, figures.flags_removed),
    ]
    if figures.minutes is not None:
        told.append(Words.minutes(figures.minutes))
    if figures.heard_words:
        told.append(Words.heard(figures.heard_words_changed / figures.heard_words))
    return tuple(told)
