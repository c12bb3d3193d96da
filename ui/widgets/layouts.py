"""Rows, columns and cards on the spacing scale."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.stylesheet import LINE_LENGTH
from ui.theme import SPACE
from ui.widgets.flow import Flow

QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own: as wide as there is room."""
_SIDES_FROM = 60
"""How many times the height of the text a page is wide before two parts go beside each other."""


def column(parent: QWidget | None = None, *, gap: int = SPACE[3], margin: int = 0) -> QVBoxLayout:
    """Things under each other."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    made.setSpacing(gap)
    made.setContentsMargins(margin, margin, margin, margin)
    return made


def row(parent: QWidget | None = None, *, gap: int = SPACE[2], margin: int = 0) -> QHBoxLayout:
    """Things beside each other."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    made.setSpacing(gap)
    made.setContentsMargins(margin, margin, margin, margin)
    return made


def card() -> tuple[QFrame, QVBoxLayout]:
    """A raised surface for things that belong together, and the column inside it."""
    frame = QFrame()
    frame.setObjectName("card")
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return frame, column(frame, gap=SPACE[2], margin=SPACE[4])


def flow_of(*widgets: QWidget, gap: int = SPACE[2]) -> QWidget:
    """Widgets side by side, wrapping when there is no room."""
    holder = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    flow = Flow(holder, gap)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


class Column(QScrollArea):
    """A column of text to read: at its left, and no wider than the longest line that the person chose."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep to the longest line when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()

    def fit(self) -> None:
        """Make what is inside as wide as the longest line and its own margins, at most."""
        application, inside = QApplication.instance(), self.widget()
        longest = application.property(LINE_LENGTH) if application else 0
        if inside is not None:
            layout = inside.layout()
            around = inside.contentsMargins() if layout is None else layout.contentsMargins()
            inside.setMaximumWidth(longest + around.left() + around.right() if longest else QWIDGETSIZE_MAX)


def scrolling(body: QWidget, name: str, *, column: bool = True) -> QScrollArea:
    """A body that scrolls down, never sideways. `column`: its lines are no longer than the person chose."""
    area = Column() if column else QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    area.setWidget(body)
    if isinstance(area, Column):
        area.fit()
    return area


class Panes(QWidget):
    """Panes side by side that take what height there is, and never less than `least` pixels: each scrolls by itself."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self.setObjectName("body")
        self.setMinimumHeight(least)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """What is in a pane may be as high as it likes without making the page higher."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802
        """No higher than it has to be."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class Sides(QWidget):
    """Two parts beside each other where there is room for both to be read, else under each other."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._both.setSpacing(SPACE[3])
        self._both.setContentsMargins(0, 0, 0, 0)
        for part in (left, right):
            self._both.addWidget(part, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """See whether there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """See again when the text has grown."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        side = self.width() >= _SIDES_FROM * self.fontInfo().pixelSize()
        direction = QBoxLayout.Direction.LeftToRight if side else QBoxLayout.Direction.TopToBottom
        if self._both.direction() != direction:
            self._both.setDirection(direction)


def clear(layout: QLayout | QBoxLayout) -> None:
    """Take everything out of a layout, and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
