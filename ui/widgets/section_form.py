"""The fields of one heading of a kind of note: its words, its prompt, and what leads there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from scribe.notes.template_writing import id_for
from scribe.notes.templates import TemplateAspect, TemplateSection
from ui.theme import SPACE
from ui.widgets.field import Field, line, lines
from ui.widgets.layouts import column
from ui.words_templates import Templates as Words


class SectionForm(QFrame):
    """Shows one heading, and gives it back as it is in the fields. `changed` comes with each change by the person."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        inside = column(self, gap=SPACE[2], margin=SPACE[3])
        self.heading = line()
        self.prompt, self.strong, self.hints, self.aspects = (lines(rows=rows) for rows in (3, 4, 3, 4))
        self.required, self.fallback = _check(Words.REQUIRED), _check(Words.FALLBACK)
        self._section = TemplateSection(id_for(""), "")  # type: ignore[arg-type]
        self._showing = False
        inside.addWidget(Field(Words.WORDS_OF_HEADING, self.heading))
        inside.addWidget(Field(Words.STRONG, self.strong, Words.STRONG_HELP))
        inside.addWidget(Field(Words.HINTS, self.hints, Words.HINTS_HELP))
        inside.addWidget(Field(Words.ASPECTS, self.aspects, Words.ASPECTS_HELP))
        inside.addWidget(self.fallback)
        inside.addWidget(Field(Words.PROMPT, self.prompt, Words.PROMPT_HELP))
        inside.addWidget(self.required)
        self.heading.textChanged.connect(self._tell)
        for text in (self.prompt, self.strong, self.hints, self.aspects):
            text.textChanged.connect(self._tell)
        for box in (self.required, self.fallback):
            box.toggled.connect(self._tell)

    def show_section(self, section: TemplateSection) -> None:
        """Fill the fields."""
        self._showing = True
        self._section = section
        self.heading.setText(section.heading)
        self.prompt.setPlainText(section.prompt)
        self.strong.setPlainText(", ".join(section.strong))
        self.hints.setPlainText(", ".join(section.hints))
        self.aspects.setPlainText("\n".join(_aspect_line(each) for each in section.aspects))
        self.required.setChecked(section.required)
        self.fallback.setChecked(section.fallback)
        self._showing = False

    def section(self) -> TemplateSection:
        """The heading as it is in the fields; what they don't show of it stays as it was."""
        return replace(
            self._section,
            heading=" ".join(self.heading.text().split()),
            prompt=self.prompt.toPlainText().strip(),
            strong=words_in(self.strong.toPlainText()),
            hints=words_in(self.hints.toPlainText()),
            aspects=aspects_in(self.aspects.toPlainText(), self._section.aspects),
            required=self.required.isChecked(),
            fallback=self.fallback.isChecked(),
        )

    def _tell(self) -> None:
        if not self._showing:
            self.changed.emit()


def words_in(text: str) -> tuple[str, ...]:
    """Words and phrases with commas or line ends between them, each once, in small letters."""
    found = (" ".join(each.lower().split()) for each in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(each for each in found if each))


def aspects_in(text: str, before: Iterable[TemplateAspect]) -> tuple[TemplateAspect, ...]:
    """One aspect a line, 'heading: words'. One whose heading was there before keeps its id and all else of it."""
    known = {each.heading: each for each in before}
    made: list[TemplateAspect] = []
    for each in text.splitlines():
        heading, _, words = each.partition(":")
        heading = " ".join(heading.split())
        if heading:
            old = known.get(heading) or TemplateAspect(id_for(heading, {one.id for one in made}), heading)
            made.append(replace(old, strong=words_in(words)))
    return tuple(made)


def _aspect_line(aspect: TemplateAspect) -> str:
    return f"{aspect.heading}: {', '.join(aspect.strong)}" if aspect.strong else aspect.heading


def _check(words: str) -> QCheckBox:
    box = QCheckBox(words)
    box.setAccessibleName(words)
    return box
