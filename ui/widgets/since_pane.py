"""'Since last visit': under the heading where the person is, the last approved note's statements beside this one's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from scribe.since_last import Beside, PerhapsSomebodyElse, SectionBeside, SinceLast
from scribe.visit import SectionId, VisitId
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.text import Text, chip
from ui.words import day, when
from ui.words_review import Since as Words


class SincePane(QWidget):
    """Words beside words. It says nothing of what they mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        self.heading = Text(Words.TITLE, "heading")
        self.of = Text("", "muted")
        self.empty = Text(Words.NONE_HERE, "muted")
        self.rows = column(gap=SPACE[1])
        self.help = Text(Words.HELP, "muted")
        for part in (self.heading, self.of, self.empty):
            inside.addWidget(part)
        inside.addLayout(self.rows)
        inside.addWidget(self.help)
        inside.addStretch()
        self._since: SinceLast | None = None
        self._again: Callable[[VisitId, bool], None] = lambda _, __: None
        self._section: SectionId | None = None
        self.asking = False
        """Whether whose note it is is asked."""

    def show_since(self, since: SinceLast, again: Callable[[VisitId, bool], None]) -> None:
        """Show this comparison, under the same heading as before; `again` takes back what was said of a visit."""
        self._since, self._again, self.asking = since, again, False
        self.of.show()
        self.of.say(Words.of(since.last_person, since.approver, when(since.approved_at)))
        self._show()

    def ask(self, of: PerhapsSomebodyElse, answer: Callable[[bool | None], None]) -> None:
        """Show nothing of a note that may be somebody else's, and ask whose it is; or what was said of it."""
        self._since = None
        self.asking = not of.said_no
        clear(self.rows)
        self.empty.hide()
        self.help.hide()
        if of.said_no:
            self.heading.say(Words.TITLE)
            self.of.show()
            self.of.say(Words.said_other(of.last_person, day(of.visited_at)))
            self.rows.addWidget(flow_of(button(Words.AGAIN, lambda: answer(None))))
            return
        self.heading.say(Words.ASK)
        self.of.hide()
        yes = button(Words.YES, lambda: answer(True), sign="keep", name=Words.YES_SPOKEN)
        no = button(Words.NO, lambda: answer(False), sign="out", name=Words.NO_SPOKEN)
        names = f"{Words.then_name(of.last_person, day(of.visited_at))}\n{Words.now_name(of.person)}"
        for part in (Text(names), flow_of(yes, no), Text(Words.ASK_WHY, "muted")):
            self.rows.addWidget(part)

    def show_none(self) -> None:
        """There is no such note, or not any more."""
        self._since, self.asking = None, False
        clear(self.rows)
        self.heading.say(Words.TITLE)
        self.of.show()
        self.of.say(Words.NO_NOTE)
        self.help.hide()
        self.empty.hide()

    @property
    def answers(self) -> list[QPushButton]:
        """The buttons that answer whose note it is, or ask again."""
        return self.findChildren(QPushButton)

    def show_section(self, section: SectionId | None) -> None:
        """Show what is under this heading; None: what was to be done."""
        if section != self._section:
            self._section = section
            self._show()

    def _show(self) -> None:
        if self._since is None:
            return
        clear(self.rows)
        self.help.show()
        key = self._section or SectionId("")
        here: SectionBeside | None = next((one for one in self._since.sections if one.section == key), None)
        self.heading.say(here.heading if here is not None else Words.TITLE)
        self.empty.setVisible(here is None or not here.statements)
        for each in here.statements if here is not None else ():
            self.rows.addWidget(_row(each))
        if self._since.asked:
            self._add_answer(Words.SAID_SAME, self._since.last_visit, said=True)
        if self._since.passed_over is not None:
            self._add_answer(Words.SAID_NO, self._since.passed_over, said=False)

    def _add_answer(self, words: str, visit: VisitId, *, said: bool) -> None:
        """What was answered once stays in view, and can be answered otherwise."""
        again = button(Words.AGAIN, lambda: self._again(visit, said), name=f"{words} {Words.AGAIN}")
        self.rows.addWidget(Text(words, "muted"))
        self.rows.addWidget(flow_of(again))


def _row(beside: Beside) -> QFrame:
    frame, inside = card()
    inside.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
    inside.setSpacing(SPACE[0])
    inside.addWidget(flow_of(chip(beside.again.value.capitalize())))
    if beside.last is not None and beside.now is not None and beside.last.text == beside.now.text:
        inside.addWidget(Text(beside.now.text))  # to read it twice helps nobody
        return frame
    for label, statement in ((Words.LAST, beside.last), (Words.NOW, beside.now)):
        if statement is not None:
            inside.addWidget(Text(label, "label"))
            inside.addWidget(Text(statement.text))
    return frame
