"""One line of an Easy Read: its picture, its words, and in words whether anything is the matter with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from easyread.page import Check, Level, Line, LineKind, Picture
from scribe.visit import Claim, ClaimId
from ui.read_aloud import ReadPlace
from ui.theme import SPACE, Look, Theme
from ui.widgets.buttons import CardButton
from ui.widgets.layouts import column, flow_of, row
from ui.widgets.text import Text, chip, read_mark
from ui.words_easy_read import Easy as Words

_RANK = {Level.RED: 0, Level.AMBER: 1, Level.GREEN: 2}
Draw = Callable[[Picture, int], QPixmap]
"""A picture as so many pixels in the square."""


@dataclass(frozen=True)
class Standing:
    """How a line stands: in a word or two, and in a sentence."""

    state: str = ""
    why: str = ""
    flagged: bool = False
    red: bool = False


def worst(checks: tuple[Check, ...]) -> Check | None:
    """The check that matters most, if any rule marks the line."""
    marked = [check for check in checks if check.level is not Level.GREEN]
    return min(marked, key=lambda check: _RANK[check.level]) if marked else None


def standing(claim: Claim, line: Line | None) -> Standing:
    """What is the matter with a line: taken out, to be settled, hard to read, or nothing."""
    if claim.removed:
        return Standing(Words.REMOVED)
    if claim.open_flag:
        state = Words.CHANGED if claim.original else Words.FLAGGED
        return Standing(state, Words.why(claim.why or ""), flagged=True)
    found = worst(line.checks) if line is not None else None
    done = _settled(claim)
    if found is None:
        return Standing(done)
    red = found.level is Level.RED
    return Standing(done or (Words.RED if red else Words.AMBER), Words.why(found.why), red=red)


def _settled(claim: Claim) -> str:
    if claim.settled is not None:
        return {"accepted": Words.KEPT, "edited": Words.EDITED}.get(claim.settled.how, "")
    return Words.EDITED if claim.original else ""


class EasyLineButton(CardButton):
    """Choosing it, by mouse or by moving the keyboard to it, shows the words of the letter that it came from."""

    chosen = Signal(object)
    moved = Signal(int)
    edit = Signal()

    def __init__(self, kind: LineKind, look: Look) -> None:
        super().__init__("statement")
        self.line_id, self.kind = ClaimId(""), kind
        self._side = look.scaled(40) if look.size <= 150 else look.scaled(28)
        self._plain = self._body = ""
        self.standing = Standing()
        self._as_shown: tuple[Claim, Line | None, Picture | None] | None = None
        self._picture = QLabel()
        self._picture.setFixedSize(QSize(self._side, self._side))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = Text("", "heading" if kind is LineKind.HEADING else "")
        self._why = Text("", "small")
        self._state = chip("", "chip")
        self._marks = flow_of(self._state)
        self.put(self._across())
        self.clicked.connect(lambda _=False: self.choose())

    def _across(self) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=SPACE[2])
        across.setContentsMargins(SPACE[4] if self.kind is LineKind.LIST else 0, 0, 0, 0)
        if self.kind is not LineKind.HEADING:
            across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        beside = column(gap=SPACE[0])
        for part in (self._words, self._marks, self._why):
            beside.addWidget(part)
        across.addLayout(beside, 1)
        return holder

    @property
    def words(self) -> str:
        """What stands on the page of it; '' where it was taken out."""
        return "" if self.standing.state == Words.REMOVED else self._plain

    def choose(self) -> None:
        """Be the chosen one."""
        self.setChecked(True)
        self.chosen.emit(self.line_id)

    def show_line(self, claim: Claim, line: Line | None, picture: Picture | None, draw: Draw) -> None:
        """Show a line as it is now."""
        if (claim, line, picture) == self._as_shown:
            return
        self._as_shown = claim, line, picture
        self.standing = standing(claim, line)
        self._plain = claim.text
        bullet = "\u2022 " if self.kind is LineKind.LIST else ""
        self._body = f"{bullet}{escape(claim.text)}"
        self._words.say_marked(self._body, claim.text)
        self._show_picture(picture, draw)
        self._show_marks()
        alt = picture.alt if picture is not None else ""
        self.setAccessibleName(Words.line(claim.text, self.standing.state, self.standing.why, alt))
        self._show_flag()
        self.updateGeometry()

    def _show_picture(self, picture: Picture | None, draw: Draw) -> None:
        if picture is None:
            self._picture.setPixmap(QPixmap())
            self._picture.setToolTip(Words.NO_PICTURE)
        else:
            self._picture.setPixmap(draw(picture, self._side))
            self._picture.setToolTip(picture.alt)

    def _show_marks(self) -> None:
        """The state of every line that is to be looked at; the sentence why, there or where the person is."""
        now = self.standing
        serious = now.flagged or now.red
        told = now.state if serious or now.state != Words.AMBER or self.isChecked() else ""
        self._state.setText(told)
        name = "chipWarn" if serious else "chip"
        if self._state.objectName() != name:
            self._state.setObjectName(name)
            self._state.style().unpolish(self._state)
            self._state.style().polish(self._state)
        self._marks.setVisible(bool(told))
        why = now.why if serious or self.isChecked() else ""
        self._why.say(why)
        self._why.setVisible(bool(why))

    def be_checked(self, checked: bool) -> None:
        """Be the chosen one, or no more; what is the matter with it is said where the person is."""
        if self.isChecked() != checked or checked:
            self.setChecked(checked)
            self._show_marks()
            self.updateGeometry()

    def _show_flag(self) -> None:
        flag = "open" if self.standing.flagged else ""
        if self.property("flag") != flag:
            self.setProperty("flag", flag)
            for made in (self, self._words, self._why):
                made.style().unpolish(made)
                made.style().polish(made)

    def mark_read(self, place: ReadPlace, theme: Theme) -> None:
        """Mark what is being read aloud; where it is not of this line, nothing."""
        body = read_mark(self._plain, place, theme) if place.key == self.line_id else self._body
        self._words.say_marked(body, self._plain)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The keyboard has come here: choose this."""
        super().focusInEvent(event)
        self.choose()

    def mouseDoubleClickEvent(self, event: object) -> None:  # noqa: N802
        """Change the words, as Enter does."""
        self.edit.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down move between lines; Enter changes this one."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.edit.emit()
        else:
            super().keyPressEvent(event)
