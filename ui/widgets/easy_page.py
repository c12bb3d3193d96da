"""The page as it will be printed, and how the person who reads it wants it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from easyread.sheet import LARGE_PRINT_POINTS, Choices, Colour
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.field import Field, choices, line, with_buttons
from ui.widgets.layouts import card, column, flow_of
from ui.widgets.text import Text
from ui.words_easy_read import PagePreview as Words

POINTS = (14, 16, 18, 20, 24, 28, 32)
"""Sizes of type offered, in points; under 14 no Easy Read should be (GOV.UK, Department of Health 2010)."""
MILLIMETRES = (20, 25, 30, 40, 50)


class PagePane(QWidget):
    """It asks by signal, and changes nothing."""

    turned = Signal(int)
    changed = Signal(object)
    checked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self.page, self.pages = 1, 1
        self._png = QPixmap()
        self._choices = Choices()
        self._showing = False
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        self.opener = button(Words.CHOICES_OPEN, self._open)
        self.opener.setCheckable(True)
        inside.addWidget(flow_of(self.opener))
        self.wanted = QWidget()
        wanted = column(self.wanted, gap=SPACE[2])
        wanted.addWidget(self._wanted())
        wanted.addWidget(self._checked())
        self.wanted.hide()
        inside.addWidget(self.wanted)
        inside.addWidget(self._preview())
        inside.addStretch()

    def _open(self) -> None:
        self.wanted.setVisible(self.opener.isChecked())

    def _preview(self) -> QWidget:
        frame, within = card()
        within.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.picture.setMinimumWidth(120)
        self.said = Text(Words.MAKING, "muted")
        self.earlier = button(Words.EARLIER, lambda: self._turn(-1))
        self.later = button(Words.LATER, lambda: self._turn(1))
        self.which = Text("", "label")
        within.addWidget(flow_of(self.earlier, self.later, self.which))
        within.addWidget(self.said)
        within.addWidget(self.picture)
        return frame

    def _wanted(self) -> QWidget:
        frame, within = card()
        within.addWidget(Text(Words.CHOICES, "heading"))
        self.points = choices(tuple((str(number), Words.points(number)) for number in POINTS))
        self.millimetres = choices(tuple((str(number), Words.millimetres(number)) for number in MILLIMETRES))
        self.colour = choices(tuple((each.value, Words.COLOURS[each]) for each in Colour))
        self.large = QCheckBox(Words.LARGE)
        self.pictures = QCheckBox(Words.WITH_PICTURES)
        for tick in (self.large, self.pictures):
            tick.setAccessibleName(tick.text())
        within.addWidget(flow_of(Field(Words.SIZE, self.points), Field(Words.COLOUR, self.colour)))
        within.addWidget(flow_of(Field(Words.PICTURE_SIZE, self.millimetres), self.pictures, self.large))
        for box in (self.points, self.millimetres, self.colour):
            box.activated.connect(lambda _: self._change())
        self.pictures.clicked.connect(lambda _: self._change())
        self.large.clicked.connect(self._enlarge)
        return frame

    def _checked(self) -> QWidget:
        frame, within = card()
        self.checked_by = line()
        self.checked_by.returnPressed.connect(self.keep_checked)
        keep = button(Words.KEEP_CHECKED, self.keep_checked, keys="Enter")
        within.addWidget(with_buttons(Field(Words.CHECKED_BY, self.checked_by, Words.CHECKED_HELP), keep))
        return frame

    # --- showing

    def show_choices(self, chosen: Choices, checked_by: str) -> None:
        """Show what is chosen."""
        self._choices = chosen
        for box, value in (
            (self.points, str(chosen.points)),
            (self.millimetres, str(chosen.picture_mm)),
            (self.colour, chosen.colour.value),
        ):
            _choose(box, value)
        self.pictures.setChecked(chosen.pictures)
        self.large.setChecked(chosen.is_large_print)
        if not self.checked_by.hasFocus():
            self.checked_by.setText(checked_by)

    def wait(self) -> None:
        """The page is being made."""
        self.said.say(Words.MAKING)
        self.said.show()

    def show_page(self, png: bytes, pages: int) -> None:
        """Show one page of so many."""
        self.pages = max(1, pages)
        self.page = max(1, min(self.page, self.pages))
        self._png = QPixmap()
        self._png.loadFromData(QByteArray(png))
        self.said.hide()
        words = Words.page(self.page, self.pages)
        self.which.say(words)
        self.picture.setAccessibleName(words)
        self.earlier.setEnabled(self.page > 1)
        self.later.setEnabled(self.page < self.pages)
        self._fit()

    def show_none(self, why: str) -> None:
        """It can't be shown."""
        self.said.say(why or Words.NOT_SHOWN)
        self.said.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._png.isNull():
            return
        ratio = self.devicePixelRatioF()
        wide = min(self._png.width(), int((self.width() - 6 * SPACE[2]) * ratio))
        fitted = self._png.scaledToWidth(max(120, wide), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        self.picture.setPixmap(fitted)

    # --- asking

    def _turn(self, by: int) -> None:
        self.page = max(1, min(self.pages, self.page + by))
        self.turned.emit(self.page)

    def _change(self) -> None:
        made = Choices(
            int(self.points.currentData()),
            int(self.millimetres.currentData()),
            Colour(self.colour.currentData()),
            self.pictures.isChecked(),
        )
        if made != self._choices:
            self.changed.emit(made)

    def _enlarge(self, large: bool) -> None:
        points = LARGE_PRINT_POINTS if large else Choices().points
        self.changed.emit(replace(self._choices, points=points))

    def keep_checked(self) -> None:
        """Keep the name of who checked it."""
        self.checked.emit(self.checked_by.text().strip())


def _choose(box: QComboBox, value: str) -> None:
    at = box.findData(value)
    if at < 0:
        box.addItem(value, value)
        at = box.count() - 1
    box.setCurrentIndex(at)
