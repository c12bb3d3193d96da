"""The right of the review: where the chosen statement came from, what is doubtful in it, what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from scribe.visit import Action, Claim, ClaimId, Doubt, Evidence, Transcript, Turn, TurnId
from ui.own_turns import is_jotted, span_to_play
from ui.theme import SPACE, Theme
from ui.widgets.buttons import button
from ui.widgets.field import Field, choices, line, lines
from ui.widgets.how_to_know import HowToKnow
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.notice import Notice
from ui.widgets.ready_reasons import ReadyReasons
from ui.widgets.text import Text, chip
from ui.widgets.turn_shown import doubtful_spans, marked
from ui.words import Review as Words
from ui.words import ReviewTranscript, clock
from ui.words_review import Moving, Own


class EvidencePane(QWidget):
    """Shows one statement or action. It asks for changes by signal, and changes nothing itself."""

    keep = Signal(str)
    keep_and_go_on = Signal(str)
    """Kept for one of the reasons that need one key."""
    change = Signal(str, object, object)
    """The words; for an action also who does it and by when, which are None for a statement."""
    typed = Signal()
    """A reason or a change was begun, or given up."""
    take_out = Signal()
    move_it = Signal()
    by_rules = Signal()
    """The rules' wording is wanted in the place of the language model's."""
    play = Signal(float, float)

    def __init__(
        self,
        theme: Theme,
        source: Callable[[Turn], str],
        people: tuple[tuple[str, str], ...],
        words: type[Words] = Words,
    ) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("body")
        self._theme, self._source_words, self._people = theme, source, people
        self._turns: dict[TurnId, Turn] = {}
        self._doubts: tuple[Doubt, ...] = ()
        self._evidence: tuple[Evidence, ...] = ()
        self._has_sound = False
        self._removed = False
        self.may_move = True
        """Whether there is another heading to move a statement to."""
        self._played: set[ClaimId] = set()
        self._claim: ClaimId | None = None
        self._text = ""
        self._why = ""
        self._action: Action | None = None
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        self.pick = Text(self._words.PICK, "muted")
        self.flag = Notice()
        self.how = HowToKnow()
        self.settle = self._build_settle()
        self.sources = column(gap=SPACE[1])
        self.buttons = self._build_buttons()
        self.edit = self._build_edit()
        self.history = Text("", "muted")
        inside.addWidget(self.pick)
        inside.addWidget(self.flag)
        inside.addWidget(self.how)
        inside.addLayout(self.sources)
        inside.addWidget(self.settle)
        inside.addWidget(self.edit)
        inside.addWidget(self.history)
        inside.addWidget(self.buttons)
        inside.addStretch()
        self.show_nothing()

    # --- building

    def _build_settle(self) -> QFrame:
        frame, inside = card()
        self.reason = line()
        self.keep_button = button(Words.KEEP, self.ask_keep, keys="Ctrl+K")
        self.reason.returnPressed.connect(self.ask_keep)
        self.reason.textChanged.connect(lambda _: self.typed.emit())
        self.ready = ReadyReasons()
        self.ready.given.connect(self.keep_and_go_on)
        self.ready.setVisible(self._words is not ReviewTranscript)
        inside.addWidget(self.ready)
        inside.addWidget(Field(Words.REASON, self.reason))
        inside.addWidget(flow_of(self.keep_button))
        return frame

    def _build_buttons(self) -> QWidget:
        self.play_button = button(Words.PLAY, self.ask_play, keys="P")
        self.edit_button = button(Words.EDIT, self.begin_edit, keys="E")
        self.remove_button = button(Words.REMOVE, lambda: self.take_out.emit(), keys="Del")
        self.move_button = button(Moving.MOVE, self.move_it.emit, keys="M")
        self.rules_button = button(Words.USE_RULES, lambda: self.by_rules.emit())
        return flow_of(self.play_button, self.edit_button, self.move_button, self.remove_button, self.rules_button)

    def _build_edit(self) -> QFrame:
        frame, inside = card()
        self.editor = lines()
        self.save_button = button(Words.SAVE_EDIT, self.ask_change, keys="Ctrl+S")
        self.owner = choices((("", Words.NOT_SAID), *self._people))
        self.by = line()
        self.doing = QWidget()
        within = column(self.doing, gap=SPACE[2])
        within.addWidget(Field(Words.OWNER, self.owner))
        within.addWidget(Field(Words.BY_WHEN, self.by, Words.BY_WHEN_HELP))
        inside.addWidget(Field(self._words.EDIT_FIELD, self.editor))
        inside.addWidget(self.doing)
        inside.addWidget(flow_of(self.save_button, button(Words.CANCEL_EDIT, self.give_up_edit)))
        return frame

    # --- showing

    def know(self, transcript: Transcript | None) -> None:
        """The turns that evidence points into, and whether there is sound to play them from."""
        self._turns = {turn.id: turn for turn in transcript.turns} if transcript else {}
        self._doubts = transcript.doubts if transcript else ()
        self._has_sound = transcript is not None and transcript.seconds > 0

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.pick.show()
        for widget in (self.settle, self.edit, self.buttons, self.history):
            widget.hide()
        self.flag.quiet()
        self.how.show_claim(None)
        clear(self.sources)

    def show_claim(self, claim: Claim) -> None:
        """Show a statement of the note."""
        self._action, self._claim = None, claim.id
        self.ready.show_played(claim.id in self._played)
        self._show(claim.text, claim.evidence, claim.removed)
        if claim.open_flag:
            failed = [Words.failed_check(check.rule, check.detail) for check in claim.checks if not check.passed]
            self._why = "\n".join([claim.why or "", *failed]).strip()
            self.flag.tell(self._words.FLAG_TITLE, self._why, "warn")
        self.how.show_claim(claim)
        self.move_button.setVisible(not claim.removed and self.may_move)
        self.settle.setVisible(claim.open_flag)
        reasons = [Words.kept(claim.settled.reason)] if claim.settled and claim.settled.how == "accepted" else []
        reasons += [Own.words(claim.own_words)] if claim.own_words else []
        reasons += [Own.NOTHING_SAID] if claim.link_cut else []
        reasons += [self._words.was(claim.original)] if claim.original and claim.original != claim.text else []
        by_model = bool(claim.by_rules)
        reasons += [Words.by_model(claim.by_rules)] if by_model else []
        self.rules_button.setVisible(by_model and not claim.removed)
        self.history.say("\n".join(reasons))
        self.history.setVisible(bool(reasons))

    def show_action(self, action: Action) -> None:
        """Show an action."""
        self._action, self._claim = action, None
        self._show(action.text, action.evidence, action.removed)
        self.how.show_claim(None)
        self.move_button.hide()
        self.settle.hide()
        self.history.hide()
        self.rules_button.hide()

    def _show(self, text: str, evidence: tuple[Evidence, ...], removed: bool) -> None:
        self._text, self._evidence, self._removed = text, evidence, removed
        self.pick.hide()
        self.edit.hide()
        self.flag.quiet()
        self.reason.clear()
        self.buttons.show()
        heard = any(start < end for start, end in map(self._span, evidence))
        self.play_button.setVisible(heard and self._has_sound)
        self.edit_button.setVisible(not removed)
        words = Words.RESTORE if removed else Words.REMOVE
        self.remove_button.setText(words)
        self.remove_button.setAccessibleName(words)
        self._show_sources()

    def _show_sources(self) -> None:
        clear(self.sources)
        by_turn: dict[TurnId, list[tuple[int, int]]] = {}
        for piece in self._evidence:
            by_turn.setdefault(piece.turn, []).append((piece.start_char, piece.end_char))
        for turn_id, spans in by_turn.items():
            if turn_id in self._turns:
                self.sources.addWidget(self._source(self._turns[turn_id], tuple(sorted(spans))))
        if not by_turn:
            self.sources.addWidget(Text(Words.NO_EVIDENCE, "muted"))

    def _source(self, turn: Turn, spans: tuple[tuple[int, int], ...]) -> QFrame:
        """One turn, with the words that count marked by ground, weight and underline."""
        frame, inside = card()
        inside.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[0])
        inside.setSpacing(SPACE[1])
        inside.addWidget(flow_of(chip(self._source_words(turn)), chip(clock(turn.start))))
        before = f'<b><u style="background-color:{self._theme.mark};color:{self._theme.on_mark}">'
        words = Text()
        words.say_marked(marked(turn.text, self._marks(turn, spans), before, "</u></b>"), turn.text)
        inside.addWidget(words)
        return frame

    def _marks(self, turn: Turn, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """The words that count. Of a line of a transcript they are the doubtful ones: the line is the whole turn."""
        return doubtful_spans(turn, self._doubts) if self._words is ReviewTranscript else spans

    # --- asking

    def ask_keep(self) -> None:
        """Keep a flagged statement, for the reason that is written."""
        if not self.settle.isVisibleTo(self):
            return
        if self.reason.text().strip():
            self.keep.emit(self.reason.text().strip())
        else:
            self.flag.tell(self._words.FLAG_TITLE, f"{self._why}\n{Words.REASON_MISSING}".strip(), "warn")
            self.reason.setFocus()

    def ask_to_settle(self) -> None:
        """Say what the choices are, and put the keyboard where the first of them begins."""
        self.flag.tell(self._words.FLAG_TITLE, f"{self._why}\n{Words.HOW_TO_SETTLE}".strip(), "warn")
        self.reason.setFocus()

    @property
    def in_use(self) -> bool:
        """Whether anything is half typed here: other words, or a reason."""
        return self.editing or bool(self.reason.text().strip())

    @property
    def editing(self) -> bool:
        """Whether the words are open for changing."""
        return not self.edit.isHidden()

    def begin_edit(self) -> None:
        """Open the words for changing; of an action, who does it and by when too."""
        if not self.buttons.isVisibleTo(self) or self._removed:
            return
        self.editor.setPlainText(self._text)
        self.doing.setVisible(self._action is not None)
        if self._action is not None:
            self.owner.setCurrentIndex(max(0, self.owner.findData(self._action.owner)))
            self.by.setText(self._action.by)
        self.edit.show()
        self.editor.setFocus()
        self.typed.emit()

    def give_up_edit(self) -> None:
        """Leave the words as they were."""
        self.edit.hide()
        self.edit_button.setFocus()
        self.typed.emit()

    def ask_change(self) -> None:
        """Save the change, if the words are open and differ."""
        if not self.edit.isVisibleTo(self):
            return
        text = self.editor.toPlainText().strip()
        owner, by = self._who_and_when()
        self.edit.hide()
        self.typed.emit()
        before = (self._text, self._action.owner, self._action.by) if self._action else (self._text, None, None)
        if text and (text, owner, by) != before:
            self.change.emit(text, owner, by)

    def _who_and_when(self) -> tuple[str | None, str | None]:
        """Who does it and by when. An owner who is nobody at the visit stays as it was unless another is chosen."""
        if self._action is None:
            return None, None
        owner = str(self.owner.currentData())
        known = any(self._action.owner == person for person, _ in self._people)
        return (owner if owner or known else self._action.owner), self.by.text().strip()

    def ask_play(self) -> None:
        """Play from the first to the last of the words; of what was jotted, from a little before it."""
        spans = [self._span(piece) for piece in self._evidence]
        if spans and self._has_sound:
            self.play.emit(min(start for start, _ in spans), max(end for _, end in spans))
            if self._claim is not None:
                self._played.add(self._claim)
                self.ready.show_played(True)

    def _span(self, piece: Evidence) -> tuple[float, float]:
        turn = self._turns.get(piece.turn)
        return span_to_play(turn) if turn is not None and is_jotted(turn) else (piece.start, piece.end)
