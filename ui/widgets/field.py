"""A field with its label above it and its help under the label, joined for screen readers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.theme import SPACE
from ui.widgets.layouts import column, row
from ui.widgets.text import Text

IS_CODE = "isCode"
"""The property of a box that gets no help with dictating, reading and spelling: see `ui.widgets.text_help`."""


class Field(QWidget):
    """The label, the help and the control."""

    def __init__(self, label: str, control: QWidget, help_text: str = "", name: str = "") -> None:
        super().__init__()
        self.control = control
        control.setAccessibleName(name or label)
        control.setAccessibleDescription(help_text)
        inside = column(self, gap=SPACE[0])
        caption = Text(label, "label")
        caption.setBuddy(control)
        inside.addWidget(caption)
        if help_text:
            inside.addWidget(Text(help_text, "muted"))
        inside.addWidget(control)


def with_buttons(field: QWidget, *buttons: QWidget) -> QWidget:
    """A field with its buttons at its right, level with what is typed in, so that they need no more height."""
    holder = QWidget()
    across = row(holder, gap=SPACE[1])
    across.addWidget(field, 1)
    for made in buttons:
        across.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
    return holder


def line(text: str = "") -> QLineEdit:
    """One line to type in."""
    edit = QLineEdit(text)
    edit.setMinimumWidth(120)
    return edit


def code(text: str = "") -> QLineEdit:
    """One line for a number, a time, a folder or a code: nothing is ever dictated into it, read aloud or spelt."""
    edit = line(text)
    edit.setProperty(IS_CODE, True)
    return edit


def lines(text: str = "", rows: int = 3, made: QPlainTextEdit | None = None) -> QPlainTextEdit:
    """Several lines to type in. Tab goes on to the next field."""
    edit = QPlainTextEdit() if made is None else made
    if text:
        edit.setPlainText(text)
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(rows * edit.fontMetrics().lineSpacing() + 24)
    return edit


def choices(options: tuple[tuple[str, str], ...], chosen: str = "") -> QComboBox:
    """A list to choose one of: (value, words) pairs."""
    box = QComboBox()
    for value, words in options:
        box.addItem(words, value)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
    box.setMinimumContentsLength(8)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
