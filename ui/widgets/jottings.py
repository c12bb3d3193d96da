"""Jotting something down during a visit: a line to type in, what kind it is, and the list of what is there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from scribe.visit import Jotting, Manner
from ui.jotting_book import JottingBook
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.field import Field
from ui.widgets.layouts import card, clear, column, flow_of, row
from ui.widgets.text import Text, announce, chip
from ui.words import Jottings as Words
from ui.words import clock


class Line(QLineEdit):
    """One line to type in. Esc leaves it, so that the single keys of the screen work again."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window's own shortcut does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc leaves the line."""
        if _is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class JottingLine(QWidget):
    """Type, say what kind it is, Enter. The time of a jotting is when it was begun, not when it was finished."""

    left = Signal()
    """The person has done with typing."""

    def __init__(self, book: JottingBook) -> None:
        super().__init__()
        self._book = book
        self._at: float | None = None
        self._changing: Jotting | None = None
        self.line = Line()
        self.help = Text(Words.HELP, "small")
        self.add_button = button(Words.ADD, self.finish)
        inside = column(self, gap=SPACE[1])
        inside.addWidget(Field(Words.FIELD, self.line))
        inside.addWidget(self._build_choices())
        inside.addWidget(self.help)
        self.line.textChanged.connect(self._begun)
        self.line.returnPressed.connect(self.finish)
        self.line.left.connect(self._leave)

    def _build_choices(self) -> QWidget:
        self.choices: dict[Manner, QRadioButton] = {}
        group = QButtonGroup(self)
        for manner, words in Words.MANNERS.items():
            made = QRadioButton(words)
            made.setAccessibleName(f"{Words.MANNER} {Words.SHORT[manner]}")
            made.toggled.connect(lambda on, m=manner: self._chosen(m) if on else None)
            group.addButton(made)
            self.choices[manner] = made
        self.choices[self._book.manner].setChecked(True)
        return flow_of(*self.choices.values(), self.add_button)

    @property
    def manner(self) -> Manner:
        """Which kind is chosen."""
        return next(manner for manner, made in self.choices.items() if made.isChecked())

    def choose(self, manner: Manner) -> None:
        """Choose a kind by key; typing goes on where it was."""
        self.choices[manner].setChecked(True)

    def begin(self) -> None:
        """Put the keyboard into the line. This is the moment that the jotting is about."""
        if self._at is None:
            self._at = self._book.now()
        self.choose(self._book.manner)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def change(self, jotting: Jotting) -> None:
        """Put an earlier jotting, or a mark, into the line. What was half typed is kept first."""
        if not self.keep():
            return
        self._changing = jotting
        self.line.setText(jotting.text)
        if jotting.manner in self.choices:
            self.choose(jotting.manner)
        self._say_what_enter_does()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Enter: keep it. The keyboard stays in the line, so that what is typed next is never taken for a key."""
        self.keep()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> bool:
        """Keep what is in the line, if anything is. False where it could not be stored: then it stays in the line."""
        text, changing = self.typed, self._changing
        kept = True
        if text and changing is not None:
            same = (text, self.manner) == (changing.text, changing.manner)
            kept = same or self._book.change(changing, self.manner, text)
        elif text:
            kept = self._book.add(self.manner, text, self._book.now() if self._at is None else self._at)
        if kept:
            self._empty()
        return kept

    @property
    def typed(self) -> str:
        """What is in the line and not kept yet."""
        return self.line.text().strip()

    def hand_over(self, other: JottingLine) -> None:
        """Another line goes on with what is half typed here."""
        if self.typed and other.keep():
            other._at, other._changing = self._at, self._changing
            other.choose(self.manner)
            other.line.setText(self.line.text())
        elif self.typed:
            other.line.setText(f"{other.typed} {self.typed}")
        self._empty()

    def forget(self, jotting: Jotting) -> None:
        """That jotting is being removed: stop changing it."""
        if self._changing is not None and self._changing.id == jotting.id:
            self._empty()

    def _leave(self) -> None:
        """Esc: a change is given up; what was newly typed stays in the line."""
        if self._changing is not None or not self.typed:
            self._empty()
        self.left.emit()

    def _empty(self) -> None:
        self._changing = None
        self.line.clear()
        self._at = None
        self._say_what_enter_does()

    def _say_what_enter_does(self) -> None:
        changing = self._changing is not None
        rename(self.add_button, Words.SAVE if changing else Words.ADD)
        self.help.say(Words.CHANGE_HELP if changing else Words.HELP)

    def _begun(self, text: str) -> None:
        if text.strip() and self._at is None:
            self._at = self._book.now()

    def _chosen(self, manner: Manner) -> None:
        self._book.manner = manner


class JottingPad(QFrame):
    """The line, and under it every jotting and mark, the newest first, each to be changed or removed."""

    left = Signal()

    def __init__(self, book: JottingBook) -> None:
        super().__init__()
        self.setObjectName("card")
        self._book = book
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        self.entry = JottingLine(book)
        self.entry.left.connect(self.left)
        self.said = Text("", "label")
        self.put_back = button(Words.PUT_BACK, self._put_back)
        self.empty = Text(Words.NONE, "muted")
        self.rows = column(gap=SPACE[2])
        inside.addWidget(Text(Words.TITLE, "heading"))
        inside.addWidget(self.entry)
        inside.addWidget(self.said)
        self.putting_back = flow_of(self.put_back)
        inside.addWidget(self.putting_back)
        inside.addWidget(Text(Words.LIST, "heading"))
        inside.addWidget(self.empty)
        inside.addLayout(self.rows)
        inside.addStretch()
        book.changed.connect(self.show_all)
        book.said.connect(self._say)
        self.said.hide()
        self.show_all()

    def show_all(self) -> None:
        """Show what is there now."""
        clear(self.rows)
        found = self._book.all()
        for jotting in found:
            self._add_row(self.rows, jotting)
        self.empty.setVisible(not found)
        self.putting_back.setVisible(self._book.removed is not None)

    def _add_row(self, rows: QVBoxLayout, jotting: Jotting) -> None:
        kind, at = Words.SHORT.get(jotting.manner, ""), clock(jotting.at)
        frame, inside = card()
        inside.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        inside.setSpacing(SPACE[1])
        frame.setAccessibleName(f"{kind}, {at}. {jotting.text}")
        change = Words.CHANGE if jotting.text else Words.ADD_WORDS
        across = row()
        across.addWidget(chip(kind, "chipStrong"), 0, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(chip(at), 0, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch()
        for words, press in (
            (change, partial(self.entry.change, jotting)),
            (Words.REMOVE, partial(self._remove, jotting)),
        ):
            across.addWidget(button(words, press, style="quiet", name=Words.of(words, kind, at)))
        inside.addLayout(across)
        if jotting.text:
            inside.addWidget(Text(jotting.text))
        rows.addWidget(frame)

    def _remove(self, jotting: Jotting) -> None:
        self.entry.forget(jotting)
        if self._book.remove(jotting):
            self.put_back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self) -> None:
        if self._book.put_back():
            self.left.emit()

    def _say(self, words: str) -> None:
        self.said.say(words)
        self.said.show()
        announce(self.said)


def _is_escape(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape
