"""How the window looks, which shows at once when it is changed; when words are made; what the model may do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from ui.desk import Desk, Go
from ui.screens.base import Screen
from ui.theme import (
    FONTS,
    LETTER_SPACINGS,
    LINE_LENGTHS,
    LINE_SPACINGS,
    READING_SPEEDS,
    SPACE,
    SYSTEM_FONT,
    TEXT_SIZES,
    THEMES,
)
from ui.widgets.buttons import button
from ui.widgets.exam_card import ExamCard
from ui.widgets.layouts import card, column, flow_of
from ui.widgets.text import Text
from ui.widgets.voice_card import VoiceCard
from ui.words import Settings as Words
from ui.words_models import Models as ModelWords
from ui.words_policies import SetByIt
from ui.words_quality import Quality as QualityWords
from ui.words_reading import Settings as ReadingWords
from ui.words_templates import Templates as TemplateWords
from ui.words_writing import TextHelp as BoxWords


class SettingsScreen(Screen):
    """One card a setting, each a row of choices."""

    changed = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        look = desk.look
        self._groups: list[QButtonGroup] = []
        self._shown = {"reading_voice"}
        """Settings that have a card of their own."""
        sizes = tuple((size, Words.per_cent(size)) for size in TEXT_SIZES)
        spacings = tuple((spacing, Words.spacing(spacing)) for spacing in LINE_SPACINGS)
        self._card(Words.SIZE, "text_size", sizes, look.size)
        self._card(Words.THEME, "theme", tuple((t.id, Words.THEMES[t.id]) for t in THEMES), look.theme.id)
        self._card(Words.FONT, "font", tuple((font, _font_words(font)) for font in FONTS), look.font)
        self._card(Words.SPACING, "line_spacing", spacings, look.line_spacing)
        letters = tuple((share, ReadingWords.letters(share)) for share in LETTER_SPACINGS)
        self._card(ReadingWords.LETTERS, "letter_spacing", letters, look.letter_spacing)
        lengths = tuple((letters, ReadingWords.length(letters)) for letters in LINE_LENGTHS)
        self._card(ReadingWords.LENGTH, "line_length", lengths, look.line_length)
        frame, inside = card()
        inside.addWidget(Text(Words.SAMPLE_TITLE, "heading"))
        inside.addWidget(Text(Words.SAMPLE))
        self.body.addWidget(frame)
        on = "on" if look.line_focus else "off"
        self._card(ReadingWords.FOCUS, "line_focus", tuple(ReadingWords.FOCUS_CHOICES.items()), on)
        settings = desk.session.settings
        speeds = tuple((speed, ReadingWords.reading_speed(speed)) for speed in READING_SPEEDS)
        self._card(ReadingWords.SPEED, "reading_speed", speeds, settings.reading_speed)
        self.voice = VoiceCard(settings.reading_voice, self._is_locked("reading_voice"), self._sample_speed)
        self.voice.chosen.connect(lambda name: self.changed.emit("reading_voice", name))
        self.body.addWidget(self.voice)
        self._words_card(desk.session.settings.live_words)
        self._boxes_card()
        frame, inside = card()
        inside.addWidget(Text(TemplateWords.CARD_TITLE, "heading"))
        inside.addWidget(Text(TemplateWords.CARD))
        inside.addWidget(flow_of(button(TemplateWords.OPEN, lambda: self.leave_for(Go.TEMPLATES))))
        self.body.addWidget(frame)
        frame, inside = card()
        inside.addWidget(Text(ModelWords.CARD_TITLE, "heading"))
        inside.addWidget(Text(ModelWords.CARD))
        inside.addWidget(flow_of(button(ModelWords.OPEN, lambda: self.leave_for(Go.MODELS))))
        self.body.addWidget(frame)
        self.exam = ExamCard(desk)
        self.body.addWidget(self.exam)
        frame, inside = card()
        inside.addWidget(Text(QualityWords.TITLE, "heading"))
        inside.addWidget(Text(QualityWords.CARD))
        inside.addWidget(flow_of(button(QualityWords.OPEN, lambda: self.leave_for(Go.QUALITY))))
        self.body.addWidget(frame)
        self._set_by_it_card()
        self.set_main(Words.DONE, lambda: self.leave_for(Go.BACK))

    def _set_by_it_card(self) -> None:
        """What IT has set and no card above shows: a worker sees what holds for them."""
        shown = [one for one in self.desk.actions.settings_of_it(self.desk.session) if one.name not in self._shown]
        if not shown:
            return
        frame, inside = card()
        inside.addWidget(Text(SetByIt.TITLE, "heading"))
        inside.addWidget(Text(SetByIt.HELP, "muted"))
        for one in shown:
            inside.addWidget(Text(SetByIt.line(one.name, one.title, one.value)))
        self.body.addWidget(frame)

    def _card(self, title: str, setting: str, options: tuple[tuple[object, str], ...], chosen: object) -> None:
        frame, inside = self._titled(title, setting)
        inside.addWidget(flow_of(*self._radios(title, setting, options, chosen)))
        self.body.addWidget(frame)

    def _words_card(self, chosen: str) -> None:
        """Each choice with what it means, which a screen reader says with it."""
        frame, inside = self._titled(Words.WORDS, "live_words")
        radios = self._radios(Words.WORDS, "live_words", tuple(Words.WORDS_WHEN.items()), chosen)
        for radio, help_text in zip(radios, Words.WORDS_HELP.values(), strict=True):
            radio.setAccessibleDescription(help_text)
            beneath = column(gap=0)
            beneath.setContentsMargins(SPACE[5], 0, 0, 0)
            beneath.addWidget(Text(help_text, "muted"))
            choice = column(gap=0)
            choice.addWidget(radio)
            choice.addLayout(beneath)
            inside.addLayout(choice)
        inside.addWidget(Text(Words.WORDS_SAFE))
        self.body.addWidget(frame)

    def _boxes_card(self) -> None:
        frame, inside = card()
        inside.addWidget(Text(BoxWords.SETTINGS_TITLE, "heading"))
        inside.addWidget(Text(BoxWords.SETTINGS, "muted"))
        for setting, title in BoxWords.SETTINGS_EACH.items():
            inside.addWidget(Text(title, "label"))
            if self._is_locked(setting):
                inside.addWidget(Text(Words.SET_BY_IT, "muted"))
            now = getattr(self.desk.session.settings, setting)
            inside.addWidget(flow_of(*self._radios(title, setting, tuple(BoxWords.CHOICES.items()), now)))
        self.body.addWidget(frame)

    def _titled(self, title: str, setting: str) -> tuple[QFrame, QVBoxLayout]:
        frame, inside = card()
        inside.addWidget(Text(title, "heading"))
        if self._is_locked(setting):
            inside.addWidget(Text(Words.SET_BY_IT, "muted"))
        return frame, inside

    def _sample_speed(self) -> int:
        speed: int = self.desk.session.settings.reading_speed
        return speed

    def close_down(self) -> None:
        """Let the voice go."""
        self.voice.close_down()
        super().close_down()

    def _is_locked(self, setting: str) -> bool:
        return setting in self.desk.session.settings.locked

    def _radios(
        self, title: str, setting: str, options: tuple[tuple[object, str], ...], chosen: object
    ) -> list[QRadioButton]:
        self._shown.add(setting)
        group = QButtonGroup(self)
        radios = []
        for value, words in options:
            radio = QRadioButton(words)
            radio.setAccessibleName(f"{title}: {words}")
            radio.setChecked(value == chosen)
            radio.setEnabled(not self._is_locked(setting))
            radio.clicked.connect(lambda _=False, v=value: self.changed.emit(setting, v))
            group.addButton(radio)
            radios.append(radio)
        self._groups.append(group)
        return radios

    def first_focus(self) -> QWidget:
        """The text size that is chosen."""
        return self._groups[0].checkedButton() or self.main


def _font_words(font: str) -> str:
    if font == SYSTEM_FONT:
        return Words.SYSTEM_FONT
    return font if font in QFontDatabase.families() else Words.not_installed(font)
