"""How the window looks: text size, colours, typeface, space between lines. A change shows at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.theme import FONTS, LINE_SPACINGS, SYSTEM_FONT, TEXT_SIZES, THEMES
from ui.widgets.layouts import card, flow_of
from ui.widgets.text import Text
from ui.words import Settings as Words


class SettingsScreen(Screen):
    """One card a setting, each a row of choices."""

    changed = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        look = desk.look
        self._groups: list[QButtonGroup] = []
        sizes = tuple((size, Words.per_cent(size)) for size in TEXT_SIZES)
        spacings = tuple((spacing, Words.spacing(spacing)) for spacing in LINE_SPACINGS)
        self._card(Words.SIZE, "text_size", sizes, look.size)
        self._card(Words.THEME, "theme", tuple((t.id, Words.THEMES[t.id]) for t in THEMES), look.theme.id)
        self._card(Words.FONT, "font", tuple((font, _font_words(font)) for font in FONTS), look.font)
        self._card(Words.SPACING, "line_spacing", spacings, look.line_spacing)
        frame, inside = card()
        inside.addWidget(Text(Words.SAMPLE_TITLE, "heading"))
        inside.addWidget(Text(Words.SAMPLE))
        self.body.addWidget(frame)
        self.set_main(Words.DONE, lambda: self.leave_for(Go.BACK))

    def _card(self, title: str, setting: str, options: tuple[tuple[object, str], ...], chosen: object) -> None:
        frame, inside = card()
        inside.addWidget(Text(title, "heading"))
        group = QButtonGroup(self)
        radios = []
        for value, words in options:
            radio = QRadioButton(words)
            radio.setAccessibleName(f"{title}: {words}")
            radio.setChecked(value == chosen)
            radio.setEnabled(setting not in self.desk.session.settings.locked)
            radio.clicked.connect(lambda _=False, v=value: self.changed.emit(setting, v))
            group.addButton(radio)
            radios.append(radio)
        self._groups.append(group)
        inside.addWidget(flow_of(*radios))
        self.body.addWidget(frame)

    def first_focus(self) -> QWidget:
        """The text size that is chosen."""
        return self._groups[0].checkedButton() or self.main


def _font_words(font: str) -> str:
    if font == SYSTEM_FONT:
        return Words.SYSTEM_FONT
    return font if font in QFontDatabase.families() else Words.not_installed(font)
