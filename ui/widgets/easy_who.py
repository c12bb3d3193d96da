"""Who will read the Easy Read, who wrote the letter, how it is to be written; and of a note, what is not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from easyread.letterhead import Letterhead, letterhead
from easyread.page import Profile
from easyread.reader import Reader
from scribe.easy_read import Start
from ui.theme import SPACE
from ui.widgets.field import Field, choices, line
from ui.widgets.layouts import Sides, card, column, flow_of, row
from ui.widgets.text import Text
from ui.words_easy_read import Who as Words

if TYPE_CHECKING:
    from easyread.source import Source
    from scribe.easy_read_notes import TakeOut
    from scribe.visit import Visit, VisitId


class WhoForm(QWidget):
    """Filled in with what the letter or the visit says; all of it can be changed."""

    def __init__(self, found: Letterhead, take_out: tuple[TakeOut, ...] = (), *, of_note: bool = False) -> None:
        super().__init__()
        self._of_note = of_note
        self.name = line(found.to)
        self.to_them, self.to_others = QRadioButton(Words.TO_THEM), QRadioButton(Words.TO_OTHERS)
        (self.to_them if found.to and not of_note else self.to_others).setChecked(True)
        self.writer, self.called = line(found.writer), line(found.about)
        self.goes_with, self.date = line(Words.letter_from(found.writer)), line(found.date)
        self.profile = choices(tuple((each.value, Words.PROFILES[each]) for each in Profile))
        self.ticks: list[tuple[TakeOut, QCheckBox]] = []
        inside = column(self)
        inside.addWidget(Sides(self._person(), self._taking_out(take_out) if of_note else self._letter()))

    @classmethod
    def of_letter(cls, source: Source) -> WhoForm:
        """For a letter from outside."""
        return cls(letterhead(source))

    @classmethod
    def of_note(cls, source: Source, visit: Visit | None, called: str, take_out: tuple[TakeOut, ...]) -> WhoForm:
        """For the approved note of a visit: it is written to nobody, and what goes with it is known."""
        person = visit.person if visit is not None else None
        return cls(Letterhead(person.name if person is not None else "", "", called), take_out, of_note=True)

    def _person(self) -> QWidget:
        frame, within = card()
        within.addWidget(Field(Words.NAME, self.name))
        if self._of_note:
            within.addWidget(Field(Words.TITLE_FIELD, self.called))
        else:
            within.addWidget(self._written_to())
            within.addWidget(Field(Words.WRITER, self.writer))
        within.addWidget(Field(Words.PROFILE, self.profile))
        within.addStretch()
        return frame

    def _written_to(self) -> QWidget:
        both = QWidget()
        under = column(both, gap=0)
        under.addWidget(Text(Words.IS_YOU, "label"))
        for made in (self.to_them, self.to_others):
            made.setAccessibleName(f"{Words.IS_YOU} {made.text()}")
            under.addWidget(made)
        return both

    def _letter(self) -> QWidget:
        frame, within = card()
        within.addWidget(Field(Words.TITLE_FIELD, self.called))
        within.addWidget(Field(Words.GOES_WITH, self.goes_with))
        within.addWidget(Field(Words.DATE, self.date, Words.DATE_HELP))
        within.addStretch()
        return frame

    def _taking_out(self, take_out: tuple[TakeOut, ...]) -> QWidget:
        frame, within = card()
        within.addWidget(Text(Words.TAKE_OUT, "heading"))
        within.addWidget(Text(Words.TAKE_OUT_HELP if take_out else Words.TAKE_OUT_NONE, "muted"))
        for each in take_out:
            tick = QCheckBox()
            tick.setChecked(True)
            tick.setAccessibleName(f"{each.text} {Words.why_out(each.why)}")
            said = Text(each.text)
            said.setBuddy(tick)
            beside = column(gap=0)
            beside.addWidget(said)
            beside.addWidget(Text(Words.why_out(each.why), "small"))
            across = row(gap=SPACE[1])
            across.addWidget(flow_of(tick))
            across.addLayout(beside, 1)
            within.addLayout(across)
            self.ticks.append((each, tick))
        within.addStretch()
        return frame

    def missing(self) -> tuple[str, QWidget] | None:
        """What has to be said first, and where."""
        if (self._of_note or self.to_them.isChecked()) and not self.name.text().strip():
            return (Words.NAME_FIRST if self._of_note else Words.NAME_MISSING), self.name
        return None if self.called.text().strip() else (Words.TITLE_MISSING, self.called)

    def start(self, visit: VisitId | None) -> Start:
        """What was said."""
        name, writer = self.name.text().strip(), self.writer.text().strip()
        return Start(
            title=self.called.text().strip(),
            profile=Profile(self.profile.currentData()),
            reader=Reader(name or None, self.to_them.isChecked(), writer or None),
            goes_with=self.goes_with.text().strip(),
            letter_date=self.date.text().strip(),
            visit=visit,
            take_out=tuple(each.span for each, tick in self.ticks if tick.isChecked()),
        )

    def first_focus(self) -> QWidget:
        """The name."""
        return self.name
