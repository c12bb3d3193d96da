"""What stands beside the changes of a text: the key sentences, and how it reads by the rules."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from easyread.rewriting import Quoted, Rewrite, Standing
from ui.read_aloud import Passage, ReadPlace
from ui.theme import SPACE, Theme
from ui.widgets.layouts import card, clear, column
from ui.widgets.text import Text, chip, read_mark
from ui.words_writing import Writing as Words


class ShortVersion(QWidget):
    """The key sentences, quoted, each with its page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self._texts: list[tuple[Text, str]] = []
        self.rows = column(self, gap=SPACE[2])
        self.rows.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_quotes(self, quotes: tuple[Quoted, ...]) -> None:
        """Show these sentences."""
        clear(self.rows)
        self._texts = []
        self.rows.addWidget(Text(Words.SHORT_INTRO if quotes else Words.SHORT_NONE, "muted"))
        for quote in quotes:
            frame, inside = card()
            inside.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
            text = Text(quote.text)
            inside.addWidget(text)
            inside.addWidget(chip(Words.page(quote.page)), 0, Qt.AlignmentFlag.AlignLeft)
            self._texts.append((text, quote.text))
            self.rows.addWidget(frame)

    def passages(self) -> tuple[Passage, ...]:
        """All of them, in order."""
        return tuple(Passage(("short", at), words) for at, (_, words) in enumerate(self._texts))

    def mark_read(self, place: ReadPlace, theme: Theme) -> QWidget | None:
        """Mark what is being read aloud; gives what it is in."""
        found: QWidget | None = None
        for at, (text, words) in enumerate(self._texts):
            if place.key == ("short", at):
                text.say_marked(read_mark(words, place, theme), words)
                found = text
            else:
                text.say(words)
        return found


class HowItReads(QWidget):
    """Counts by rule, before and after. Nothing in it is a verdict."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self.rows = column(self, gap=SPACE[2])
        self.rows.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_report(self, rewrite: Rewrite) -> None:
        """Show how the text stood, and how it would stand with every change."""
        clear(self.rows)
        self.rows.addWidget(Text(Words.REPORT_INTRO, "muted"))
        frame, inside = card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE[4])
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        for at, words in enumerate(("", Words.BEFORE, Words.AFTER)):
            self._grid.addWidget(Text(words, "label"), 0, at)
        for name, before, after in _counts(rewrite.before, rewrite.after):
            self._add(name, before, after)
        inside.addLayout(self._grid)
        self.rows.addWidget(frame)

    def _add(self, name: str, before: object, after: object) -> None:
        row = self._grid.rowCount()
        title = Text(name)
        title.setAccessibleName(Words.counted(name, before, after))
        for at, made in enumerate((title, Text(str(before)), Text(str(after)))):
            self._grid.addWidget(made, row, at)


def _counts(before: Standing, after: Standing) -> list[tuple[str, object, object]]:
    """The counts that say something: a rule that no sentence breaks is left out."""
    broken = dict(after.broken)
    found: list[tuple[str, object, object]] = [
        (Words.RULES.get(rule, rule), count, broken.get(rule, 0))
        for rule, count in before.broken
        if count or broken.get(rule, 0)
    ]
    found.append((Words.WORDS, f"{before.words_a_sentence:g}", f"{after.words_a_sentence:g}"))
    found.append((Words.EASE, round(before.reading_ease), round(after.reading_ease)))
    return found
