"""What is done with the chosen statement, always in view beneath the panes: change it, take it out, or keep it.

Each is one key away and none stands before the others: what is easiest to reach is what a tired person does.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from scribe.visit import Action
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.field import Field, choices, line, lines, with_buttons
from ui.widgets.layouts import column, flow_of, row
from ui.widgets.ready_reasons import ReadyReasons
from ui.words import Review as Words
from ui.words import ReviewTranscript
from ui.words_review import Ready


class Deciding(QFrame):
    """It asks for changes by signal, and changes nothing. Choices, a reason or the words: one of them is shown."""

    keep = Signal(str)
    change = Signal(str, object, object)
    """The words; for an action also who does it and by when, which are None for a statement."""
    typed = Signal()
    """A reason or a change was begun, or given up."""
    take_out = Signal()
    missing = Signal()
    """A reason is needed, and none is written."""

    def __init__(self, people: tuple[tuple[str, str], ...], words: type[Words]) -> None:
        super().__init__()
        self._words, self._people = words, people
        self._ready_wanted = words is not ReviewTranscript
        self._text, self._removed, self._flagged = "", False, False
        self._halves: dict[str, str] = {}
        self._reasons: dict[str, str] = {}
        """What was left half typed of each statement, by its words: other words for it, and why to keep it."""
        self._action: Action | None = None
        inside = column(self, gap=SPACE[1])
        for part in (self._build_choices(), self._build_reason(), self._build_edit()):
            inside.addWidget(part)
        self.show_nothing()

    # --- building

    def _build_choices(self) -> QWidget:
        self.edit_button = button(Words.EDIT, self.begin_edit, keys="E", sign="change")
        self.remove_button = button(Words.REMOVE, self.take_out.emit, keys="Del", sign="out")
        self.ready = ReadyReasons(self)
        self.ready.given.connect(self.keep)
        other = Ready.OTHER if self._ready_wanted else Words.KEEP
        self.other_button = button(other, self.begin_reason, keys="Ctrl+K", name=Ready.OTHER_SPOKEN, sign="keep")
        self.keep_label = QLabel(Ready.KEEP)
        self.keep_label.setObjectName("label")
        self.keep_label.setFixedHeight(self.other_button.sizeHint().height())
        every = (self.edit_button, self.remove_button, self.keep_label, *self.ready.buttons, self.other_button)
        self.choices = flow_of(*every, gap=SPACE[1])
        return self.choices

    def _build_reason(self) -> QWidget:
        self.reason = line()
        self.reason.returnPressed.connect(self.ask_keep)
        self.reason.textChanged.connect(lambda _: self.typed.emit())
        self.keep_button = button(Words.KEEP, self.ask_keep, keys="Ctrl+K", sign="keep")
        back = button(Ready.BACK, self.give_up_reason, keys="Esc")
        self.settle = with_buttons(Field(Words.REASON, self.reason), self.keep_button, back)
        return self.settle

    def _build_edit(self) -> QWidget:
        self.editor = lines(rows=2)
        self.save_button = button(Words.SAVE_EDIT, self.ask_change, keys="Ctrl+S", sign="change")
        self.owner = choices((("", Words.NOT_SAID), *self._people))
        self.by = line()
        self.by.setToolTip(Words.BY_WHEN_HELP)
        self.doing = QWidget()
        across = row(self.doing, gap=SPACE[2])
        across.addWidget(Field(Words.OWNER, self.owner), 1)
        across.addWidget(Field(Words.BY_WHEN, self.by), 1)
        self.by.setAccessibleDescription(Words.BY_WHEN_HELP)
        self.edit = QWidget()
        within = column(self.edit, gap=SPACE[1])
        back = button(Words.CANCEL_EDIT, self.give_up_edit, keys="Esc")
        within.addWidget(with_buttons(Field(self._words.EDIT_FIELD, self.editor), self.save_button, back))
        within.addWidget(self.doing)
        return self.edit

    # --- showing

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._put_by()
        self.hide()
        self._only(self.choices)
        self._flagged = False

    def show_thing(self, text: str, *, removed: bool, flagged: bool = False, action: Action | None = None) -> None:
        """Be about this statement or action; what was half typed about another is there when it is chosen again."""
        self._put_by()
        self._text, self._removed, self._flagged, self._action = text, removed, flagged, action
        self.reason.setText(self._reasons.pop(text, ""))
        self._only(self.choices)
        self.edit_button.setVisible(not removed)
        words, sign = (Words.RESTORE, "back") if removed else (Words.REMOVE, "out")
        rename(self.remove_button, words, sign)
        self.keep_label.setVisible(flagged and self._ready_wanted)
        self.other_button.setVisible(flagged)
        self.ready.show_wanted(flagged and self._ready_wanted)
        self.show()

    def _put_by(self) -> None:
        """Keep what is half typed."""
        if self.editing and self.editor.toPlainText().strip() not in ("", self._text):
            self._halves[self._text] = self.editor.toPlainText()
        if self._flagged and self.reason.text().strip():
            self._reasons[self._text] = self.reason.text()

    def _only(self, shown: QWidget) -> None:
        for part in (self.choices, self.settle, self.edit):
            part.setVisible(part is shown)

    @property
    def about_something(self) -> bool:
        """Whether a statement or an action is chosen."""
        return not self.isHidden()

    # --- the flag

    @property
    def flagged(self) -> bool:
        """Whether there is a flag to be settled."""
        return self._flagged and not self.isHidden()

    @property
    def reasoning(self) -> bool:
        """Whether the field for a reason is open."""
        return not self.settle.isHidden() and self.flagged

    def begin_reason(self) -> None:
        """Open the field for a reason of one's own."""
        if self.flagged:
            self._only(self.settle)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self.typed.emit()

    def give_up_reason(self) -> None:
        """Leave the flag open, and go back to the choices; what is half typed stays in its field."""
        self._only(self.choices)
        self.other_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.emit()

    def ask_keep(self) -> None:
        """Keep a flagged statement, for the reason that is written."""
        said = self.reason.text().strip()
        if self.flagged and said:
            self.keep.emit(said)
        elif self.flagged:
            self.begin_reason()
            self.missing.emit()

    # --- other words

    @property
    def editing(self) -> bool:
        """Whether the words are open for changing."""
        return not self.edit.isHidden()

    @property
    def in_use(self) -> bool:
        """Whether anything is half typed here: other words, or a reason."""
        return self.editing or (self.reasoning and bool(self.reason.text().strip()))

    def begin_edit(self) -> None:
        """Open the words for changing; of an action, who does it and by when too."""
        if self.isHidden() or self._removed:
            return
        self.editor.setPlainText(self._halves.get(self._text, self._text))
        self.doing.setVisible(self._action is not None)
        # Who and when need room too: the source beside it has to stay in view.
        shown = 2 if self._action is None else 1
        self.editor.setFixedHeight(shown * self.editor.fontMetrics().lineSpacing() + 34)
        if self._action is not None:
            self.owner.setCurrentIndex(max(0, self.owner.findData(self._action.owner)))
            self.by.setText(self._action.by)
        self._only(self.edit)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.emit()

    def give_up_edit(self) -> None:
        """Leave the words as they were."""
        self._halves.pop(self._text, None)
        self._leave_edit()

    def _leave_edit(self) -> None:
        self._only(self.choices)
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.emit()

    def give_up(self) -> bool:
        """Esc: close what is open; what is half typed is there when it is opened again. Whether anything was open."""
        if self.editing:
            self._put_by()
            self._leave_edit()
        elif self.reasoning:
            self.give_up_reason()
        else:
            return False
        return True

    def ask_change(self) -> None:
        """Save the change, if the words are open and differ."""
        if not self.editing:
            return
        text = self.editor.toPlainText().strip()
        owner, by = self._who_and_when()
        self._halves.pop(self._text, None)
        self._only(self.choices)
        self.typed.emit()
        before = (self._text, self._action.owner, self._action.by) if self._action else (self._text, None, None)
        if text and (text, owner, by) != before:
            self.change.emit(text, owner, by)
        else:
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _who_and_when(self) -> tuple[str | None, str | None]:
        """Who does it and by when. An owner who is nobody at the visit stays as it was unless another is chosen."""
        if self._action is None:
            return None, None
        owner = str(self.owner.currentData())
        known = any(self._action.owner == person for person, _ in self._people)
        return (owner if owner or known else self._action.owner), self.by.text().strip()
