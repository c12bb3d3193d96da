"""How easy the page is: lines that are hard to read, each one press away, and each rule with where it comes from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from easyread.page import Level, Page
from easyread.report import Report, Row
from ui.theme import SPACE
from ui.widgets.buttons import CardButton, button
from ui.widgets.easy_line import worst
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.text import Text
from ui.words_easy_read import Report as Words


class ReportPane(QWidget):
    """`go` gives the id of a line."""

    go = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self.buttons: list[CardButton] = []
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        self.count = Text("", "label")
        self.long = Text(Words.TOO_LONG)
        self.red_title = Text(Words.RED_TITLE, "heading")
        self.rows = column(gap=SPACE[1])
        self.opener = button(Words.RULES_OPEN, self._open)
        self.opener.setCheckable(True)
        self.rules = QWidget()
        self._rules = column(self.rules, gap=SPACE[1])
        inside.addWidget(Text(Words.TITLE, "heading"))
        for part in (self.count, self.long, self.red_title):
            inside.addWidget(part)
        inside.addLayout(self.rows)
        inside.addWidget(flow_of(self.opener))
        inside.addWidget(self.rules)
        inside.addStretch()
        self.rules.hide()

    def show_report(self, page: Page, report: Report) -> None:
        """Show how the page is now."""
        self.count.say(Words.words(report.words))
        self.long.setVisible(report.over_length)
        hard = [(line, found) for line in page.lines if (found := worst(line.checks)) is not None]
        hard = [(line, found) for line, found in hard if found.level is Level.RED]
        self.red_title.say(Words.RED_TITLE if hard else Words.NO_RED)
        clear(self.rows)
        self.buttons = []
        for line, found in hard:
            made = CardButton("choice")
            made.setCheckable(False)
            made.put(Text(line.text))
            made.put(Text(found.why, "small"))
            made.setAccessibleName(f"{line.text} {found.why}")
            made.clicked.connect(lambda _=False, key=line.id: self.go.emit(key))
            self.rows.addWidget(made)
            self.buttons.append(made)
        self._show_rules(report)

    def _show_rules(self, report: Report) -> None:
        clear(self._rules)
        for each in report.rows:
            self._rules.addWidget(_rule(each))
        frame, within = card()
        within.addWidget(Text(Words.readability(report.readability.words_a_sentence, report.readability.flesch)))
        within.addWidget(Text(Words.ADVICE, "muted"))
        self._rules.addWidget(frame)

    def _open(self) -> None:
        self.rules.setVisible(self.opener.isChecked())


def _rule(each: Row) -> QWidget:
    frame, within = card()
    within.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
    within.setSpacing(SPACE[0])
    within.addWidget(Text(Words.rule(each.rule), "label"))
    within.addWidget(Text(Words.row(each.red, each.amber)))
    within.addWidget(Text(Words.source(each.source), "small"))
    return frame
