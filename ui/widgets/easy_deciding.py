"""What is done with the chosen line, always in view beneath the panes: change it, other words, picture, hear, keep."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from ui.theme import SPACE
from ui.widgets.buttons import CardButton, button, rename
from ui.widgets.easy_line import Standing
from ui.widgets.field import Field, line, with_buttons
from ui.widgets.layouts import clear, column, flow_of, row
from ui.widgets.ready_reasons import ReadyReasons
from ui.widgets.text import Text
from ui.words_easy_read import Easy as Words
from ui.words_easy_read import EasyReady as Ready


class EasyDeciding(QFrame):
    """It asks for changes by signal, and changes nothing. Choices, other words or a reason: one of them is shown."""

    edit = Signal()
    take_out = Signal()
    repairs = Signal()
    repaired = Signal(str)
    picture = Signal()
    hear_both = Signal()
    keep = Signal(str)
    missing = Signal()
    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flagged = False
        self.offers: tuple[str, ...] = ()
        inside = column(self, gap=SPACE[1])
        for part in (self._build_choices(), self._build_repairs(), self._build_reason()):
            inside.addWidget(part)
        self.show_nothing()

    # --- building

    def _build_choices(self) -> QWidget:
        self.edit_button = button(Words.EDIT, self.edit.emit, keys="Enter", sign="change")
        self.repair_button = button(Words.REPAIR, self.repairs.emit, keys="R", sign="change")
        self.picture_button = button(Words.PICTURE, self.picture.emit, keys="I")
        self.both_button = button(Words.BOTH, self.hear_both.emit, keys="L")
        self.remove_button = button(Words.REMOVE, self.take_out.emit, keys="Del", sign="out")
        self.ready = ReadyReasons(self, Ready)
        self.ready.given.connect(self.keep)
        self.other_button = button(Ready.OTHER, self.begin_reason, keys="Ctrl+K", name=Ready.OTHER_SPOKEN, sign="keep")
        self.keep_label = QLabel(Ready.KEEP)
        self.keep_label.setObjectName("label")
        self.keep_label.setFixedHeight(self.other_button.sizeHint().height())
        first = (self.edit_button, self.repair_button, self.remove_button, self.picture_button, self.both_button)
        self.choices = QWidget()
        within = column(self.choices, gap=SPACE[1])
        within.addWidget(flow_of(*first, gap=SPACE[1]))
        self.keeping = flow_of(self.keep_label, *self.ready.buttons, self.other_button, gap=SPACE[1])
        within.addWidget(self.keeping)
        return self.choices

    def _build_repairs(self) -> QWidget:
        self.repairing = QWidget()
        within = column(self.repairing, gap=SPACE[1])
        across = row(gap=SPACE[2])
        across.addWidget(Text(Words.REPAIRS_TITLE, "label"), 1)
        across.addWidget(button(Words.BACK, self.give_up, keys="Esc"))
        within.addLayout(across)
        self._offered = column(gap=SPACE[0])
        within.addLayout(self._offered)
        self.repair_buttons: list[CardButton] = []
        return self.repairing

    def _build_reason(self) -> QWidget:
        self.reason = line()
        self.reason.returnPressed.connect(self.ask_keep)
        self.reason.textChanged.connect(lambda _: self.typed.emit())
        keep = button(Words.KEEP, self.ask_keep, keys="Ctrl+K", sign="keep")
        self.settle = with_buttons(Field(Words.REASON, self.reason), keep, button(Words.BACK, self.give_up, keys="Esc"))
        return self.settle

    # --- showing

    def show_nothing(self) -> None:
        """No line is chosen."""
        self.hide()
        self._flagged = False
        self._only(self.choices)

    def show_line(self, now: Standing, *, heard: bool, may_have_picture: bool, has_source: bool) -> None:
        """Be about this line. `heard`: both were listened to here."""
        removed = now.state == Words.REMOVED
        self._flagged = now.flagged
        self.reason.clear()
        self._only(self.choices)
        for made in (self.edit_button, self.repair_button):
            made.setVisible(not removed)
        self.picture_button.setVisible(not removed and may_have_picture and not now.flagged)
        self.both_button.setVisible(not removed and has_source)
        words, sign = (Words.RESTORE, "back") if removed else (Words.REMOVE, "out")
        rename(self.remove_button, words, sign)
        self.keeping.setVisible(now.flagged)
        self.ready.show_wanted(now.flagged)
        self.ready.show_played(heard)
        self.show()

    def _only(self, shown: QWidget) -> None:
        for part in (self.choices, self.repairing, self.settle):
            part.setVisible(part is shown)

    @property
    def about_something(self) -> bool:
        """Whether a line is chosen."""
        return not self.isHidden()

    @property
    def flagged(self) -> bool:
        """Whether the line is to be settled."""
        return self._flagged

    @property
    def reasoning(self) -> bool:
        """Whether a reason is being typed."""
        return not self.settle.isHidden()

    @property
    def repairs_shown(self) -> bool:
        """Whether other words are offered."""
        return not self.repairing.isHidden()

    # --- other words

    def show_repairs(self, offers: tuple[str, ...]) -> None:
        """Offer these, each with its number; the keyboard goes to the first."""
        self.offers = offers
        clear(self._offered)
        self.repair_buttons = []
        for number, words in enumerate(offers, start=1):
            told = Words.choice(number, " / ".join(words.split("\n")))
            made = CardButton("choice")
            made.setCheckable(False)
            made.put(Text(told, "banner"))
            made.setAccessibleName(told)
            made.clicked.connect(partial(self._offer_taken, words))
            self._offered.addWidget(made)
            self.repair_buttons.append(made)
        self._only(self.repairing)
        self.repair_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def repair_offered(self, number: int) -> QPushButton | None:
        """The button of the words with this number, counted from 1."""
        return self.repair_buttons[number - 1] if 0 < number <= len(self.repair_buttons) else None

    def _offer_taken(self, words: str, _: bool = False) -> None:
        self.repaired.emit(words)

    # --- keeping

    def begin_reason(self) -> None:
        """Ask why it is right to keep."""
        if self._flagged:
            self._only(self.settle)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self.typed.emit()

    def ask_keep(self) -> None:
        """Keep it, for the reason that is typed."""
        words = self.reason.text().strip()
        if words:
            self.keep.emit(words)
        else:
            self.missing.emit()

    def give_up(self) -> bool:
        """Back to the choices. Whether anything was open."""
        was_open = self.reasoning or self.repairs_shown
        if was_open:
            self._only(self.choices)
            self.typed.emit()
        return was_open

    def first_choice(self) -> QPushButton:
        """Where the keyboard goes to for settling a line."""
        return self.edit_button
