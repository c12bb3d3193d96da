"""Moving a statement: a short list of headings, those that fit nearly as well first; a number chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from scribe.visit import Claim, Document, Section, SectionId
from ui.words_review import Moving as Words

if TYPE_CHECKING:
    from ui.screens.review import ReviewScreen

_NUMBERS = "123456789"


def headings_for(document: Document, claim: Claim) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The other headings: those that the draft found nearly as fitting, in its order, then the rest."""
    elsewhere = {one.id: one for one in document.sections if claim not in one.claims}
    near = tuple(elsewhere[each] for each in claim.also if each in elsewhere)
    return near, tuple(one for one in elsewhere.values() if one not in near)


class Moving:
    """M opens the list; a number or Enter moves, Esc leaves everything as it was."""

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen
        self.menu = QMenu(screen)
        self.menu.setAccessibleName(Words.TITLE)
        screen.evidence.move_it.connect(self.ask)

    def ask(self) -> None:
        """Open the list for the chosen statement, where it can be moved."""
        claim = self._screen.chosen_claim()
        document = self._screen.document
        if claim is None or claim.removed or not self._screen.evidence.may_move:
            return
        self._fill(*headings_for(document, claim))
        opener = self._screen.evidence.move_button
        self.menu.popup(opener.mapToGlobal(QPoint(0, opener.height())))
        self.menu.setActiveAction(next(each for each in self.menu.actions() if not each.isSeparator()))

    def _fill(self, near: tuple[Section, ...], others: tuple[Section, ...]) -> None:
        self.menu.clear()
        if near:
            self.menu.addSection(Words.NEAR)
        for number, section in enumerate((*near, *others)):
            if near and number == len(near):
                self.menu.addSection(Words.OTHERS)
            key = f"&{_NUMBERS[number]}   " if number < len(_NUMBERS) else ""
            entry = self.menu.addAction(key + section.heading.replace("&", "&&"))
            entry.triggered.connect(lambda _=False, chosen=section: self._move(chosen.id, chosen.heading))

    def _move(self, section: SectionId, heading: str) -> None:
        claim, screen = self._screen.chosen_claim(), self._screen
        if claim is None:
            return
        act, session = screen.desk.actions, screen.desk.session
        if screen.acts.settle(lambda: act.move_claim(session, screen.document.id, claim.id, section)):
            screen.draft.go_to_claim(claim.id)
            screen.notice.tell(Words.moved(heading), tone="good")
