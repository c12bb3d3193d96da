"""Buttons: each with a name for screen readers, its key in its tooltip, and room for its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import SPACE
from ui.widgets.sign import SignButton
from ui.words import Common


def button(
    words: str, press: Callable[[], object], *, style: str = "", keys: str = "", name: str = "", sign: str = ""
) -> QPushButton:
    """A push button. `keys` only says what the key is; the screen listens for it. `sign`: what is drawn before it."""
    shown = words.replace("&", "&&")
    made = SignButton(shown, sign) if sign else QPushButton(shown)
    made.setObjectName(style)
    made.setAccessibleName(name or words)
    made.setAutoDefault(True)  # so that Enter presses it, as Space does
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    if keys:
        made.setToolTip(Common.shortcut(keys))
        made.setAccessibleDescription(Common.shortcut(keys))
    made.clicked.connect(lambda _=False: press())
    return made


def rename(made: QPushButton, words: str, sign: str = "") -> None:
    """Change what a button says, to the eye and to a screen reader; `sign`: and what is drawn before it."""
    if sign and isinstance(made, SignButton):
        made.show_sign(sign)
    if made.text() != words:
        made.setText(words)
        made.setAccessibleName(words)


class CardButton(QPushButton):
    """A button with wrapping text in it, as tall as its words need. `style` is 'choice' or 'statement'."""

    def __init__(self, style: str = "choice", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(style)
        self.setAutoDefault(True)  # so that Enter presses it, as Space does
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        self._inside.setSpacing(SPACE[0])

    def put(self, widget: QWidget) -> None:
        """Add something to look at; presses go through it to the button."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inside.addWidget(widget)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height in pixels at this width."""
        return max(44, self._inside.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as what is inside it."""
        return self._inside.totalSizeHint().expandedTo(QSize(44, 44))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As small as what is inside it allows."""
        return self._inside.totalMinimumSize().expandedTo(QSize(44, 44))


class ErasableCard(CardButton):
    """A card of something that is kept. Del goes to erasing it, which still asks for everything."""

    erase = Signal()

    def __init__(self, words: str) -> None:
        super().__init__("choice")
        self.setCheckable(False)
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Del, beside what every button knows."""
        if event.key() == Qt.Key.Key_Delete:
            self.erase.emit()
        else:
            super().keyPressEvent(event)


class LineCard(CardButton):
    """A card among others above and below it. Coming to it, by mouse or keyboard, tells which `line` it is."""

    here = Signal(object)
    moved = Signal(int)

    def __init__(self, line: object) -> None:
        super().__init__("statement")
        self.line = line
        self.clicked.connect(lambda _=False: self.here.emit(self.line))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """The keyboard has come here."""
        super().focusInEvent(event)
        self.here.emit(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Up and Down move between the cards."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
