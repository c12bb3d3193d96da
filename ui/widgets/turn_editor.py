"""The editor over a turn: its words where they stand, kept by themselves whenever typing pauses."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from scribe.visit import Turn
from ui.theme import SPACE, Look
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row
from ui.widgets.text import Text
from ui.words import clock
from ui.words_transcript import Editing as Words

PAUSE = 1500
"""Milliseconds without a key after which what was typed is stored: a crash costs no more than these."""
_FRAME = 24
"""Pixels of the field's border and padding, both sides together."""
_OWN = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class WordsEdit(QTextEdit):
    """Plain words. Enter, Esc and their relatives are the editor's own, before any shortcut of the window."""

    own_key = Signal(object)
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Esc and Enter before the window's own shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc and Enter end it; anything else is typed."""
        if event.key() in _OWN:
            self.own_key.emit(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The keyboard has gone elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class TurnEditor(QFrame):
    """`typed` comes when typing pauses, `finished` when the person is done, `split` with how many words come before."""

    typed = Signal()
    finished = Signal()
    left = Signal()
    split = Signal(int)
    height_changed = Signal(int)

    def __init__(self, look: Look, turn: Turn, speaker: str, chosen: tuple[int, int] | None) -> None:
        super().__init__()
        self.setObjectName("card")
        self.turn_id = turn.id
        self.edit = WordsEdit()
        self.edit.setAcceptRichText(False)
        self.edit.setTabChangesFocus(True)
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.setAccessibleName(Words.FIELD)
        self.edit.setAccessibleDescription(Words.HELP)
        self.edit.setPlainText(turn.text)
        self.kept = turn.text
        """What is stored already."""
        self._build(f"{speaker}   {clock(turn.start)}")
        self._space_lines(look.line_spacing)
        self._pause = QTimer(self)
        self._pause.setInterval(PAUSE)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.typed)
        self.edit.textChanged.connect(self._pause.start)
        self.edit.own_key.connect(self._own_key)
        self.edit.left.connect(self.left)
        self.edit.document().documentLayout().documentSizeChanged.connect(
            lambda _: QTimer.singleShot(0, self, self._tell_height)  # Qt is in the middle of its own layout
        )
        self._choose(chosen or (len(turn.text), len(turn.text)))

    def _build(self, head: str) -> None:
        inside = column(self, gap=SPACE[0])
        inside.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        across = row()
        self.head = Text(head, "label")
        self.keep_button = button(Words.KEEP, self.finished.emit, style="quiet")
        across.addWidget(self.head, 1)
        across.addWidget(self.keep_button)
        self.help = Text(Words.HELP, "small")
        inside.addLayout(across)
        inside.addWidget(self.edit, 1)
        inside.addWidget(self.help)

    def _space_lines(self, per_cent: int) -> None:
        cursor = QTextCursor(self.edit.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(per_cent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)
        self.edit.document().clearUndoRedoStacks()

    def _choose(self, characters: tuple[int, int]) -> None:
        """Choose these characters, so that typing takes their place; or put the cursor there."""
        cursor = self.edit.textCursor()
        most = len(self.edit.toPlainText())
        cursor.setPosition(min(characters[0], most))
        cursor.setPosition(min(characters[1], most), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)

    def show_text(self, text: str) -> None:
        """Other words, stored already; the cursor stays at its place as far as there is one."""
        place = self.edit.textCursor().position()
        self.edit.setPlainText(text)
        self.kept = text
        self._pause.stop()
        self._choose((place, place))

    @property
    def text(self) -> str:
        """The words as they are now: one line, one space between two words."""
        return " ".join(self.edit.toPlainText().split())

    @property
    def changed(self) -> bool:
        """Whether anything is typed that is not stored yet."""
        return self.text != " ".join(self.kept.split())

    @property
    def words_before(self) -> int:
        """How many words end before the cursor, so that a split there tears none."""
        return len(self.edit.toPlainText()[: self.edit.textCursor().position()].split())

    def height_at(self, width: int) -> int:
        """Pixels that all of it needs at that width."""
        words = self.edit.document().clone()
        words.setTextWidth(max(40, self._inner(width) - _FRAME))
        return self._around(width) + max(44, round(words.size().height()) + _FRAME)

    @staticmethod
    def _inner(width: int) -> int:
        return width - 2 * SPACE[2]

    def _around(self, width: int) -> int:
        """Pixels above and below the words."""
        head = max(self.keep_button.sizeHint().height(), self.head.sizeHint().height())
        return head + self.help.heightForWidth(self._inner(width)) + 2 * SPACE[0] + 2 * SPACE[1]

    def _tell_height(self) -> None:
        """The words have become longer or shorter by a line."""
        if self.isVisible():
            high = round(self.edit.document().size().height())
            self.height_changed.emit(self._around(self.width()) + max(44, high + _FRAME))

    def _own_key(self, event: QKeyEvent) -> None:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() != Qt.Key.Key_Escape and shifted:
            self.split.emit(self.words_before)
        else:
            self.finished.emit()
