"""The right of the review: where the chosen statement came from, what is doubtful in it, what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from scribe.visit import Action, Claim, ClaimId, Doubt, Evidence, Transcript, Turn, TurnId
from ui.own_turns import is_jotted, span_to_play
from ui.theme import SPACE, Theme
from ui.widgets.buttons import button
from ui.widgets.deciding import Deciding
from ui.widgets.how_to_know import HowToKnow
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.notice import Notice
from ui.widgets.text import Text, chip
from ui.widgets.turn_shown import doubtful_spans, marked
from ui.words import Review as Words
from ui.words import ReviewTranscript, clock
from ui.words_review import Moving, Own


class EvidencePane(QWidget):
    """Shows one statement or action. It asks for changes by signal, and changes nothing itself."""

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
        self.may_move = True
        """Whether there is another heading to move a statement to."""
        self._played: set[ClaimId] = set()
        self._claim: ClaimId | None = None
        self._why = ""
        inside = column(self, gap=SPACE[2])
        inside.setContentsMargins(0, 0, SPACE[1], 0)
        self.pick = Text(self._words.PICK, "muted")
        self.flag = Notice()
        self.how = HowToKnow()
        self.deciding = Deciding(people, words)
        self.deciding.missing.connect(lambda: self._ask(Words.REASON_MISSING))
        self.sources = column(gap=SPACE[1])
        self.buttons = self._build_buttons()
        self.history = Text("", "muted")
        inside.addWidget(self.pick)
        inside.addWidget(self.flag)
        inside.addLayout(self.sources)
        inside.addWidget(self.buttons)
        inside.addWidget(self.how)
        inside.addWidget(self.history)
        inside.addStretch()
        self.show_nothing()

    # --- building

    def _build_buttons(self) -> QWidget:
        self.play_button = button(Words.PLAY, self.ask_play, keys="P")
        self.move_button = button(Moving.MOVE, self.move_it.emit, keys="M")
        self.rules_button = button(Words.USE_RULES, lambda: self.by_rules.emit())
        return flow_of(self.play_button, self.move_button, self.rules_button)

    # --- showing

    def know(self, transcript: Transcript | None) -> None:
        """The turns that evidence points into, and whether there is sound to play them from."""
        self._turns = {turn.id: turn for turn in transcript.turns} if transcript else {}
        self._doubts = transcript.doubts if transcript else ()
        self._has_sound = transcript is not None and transcript.seconds > 0

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.pick.show()
        for widget in (self.buttons, self.history):
            widget.hide()
        self.deciding.show_nothing()
        self.flag.quiet()
        self.how.show_claim(None)
        clear(self.sources)

    def show_claim(self, claim: Claim) -> None:
        """Show a statement of the note."""
        self._claim = claim.id
        self.deciding.ready.show_played(claim.id in self._played)
        self._show(claim.evidence)
        self.deciding.show_thing(claim.text, removed=claim.removed, flagged=claim.open_flag)
        if claim.open_flag:
            self._why = _why(claim)
            self.flag.tell(self._words.FLAG_TITLE, self._why, "warn")
        self.how.show_claim(claim)
        self.move_button.setVisible(not claim.removed and self.may_move)
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
        self._claim = None
        self._show(action.evidence)
        self.deciding.show_thing(action.text, removed=action.removed, action=action)
        self.how.show_claim(None)
        self.move_button.hide()
        self.history.hide()
        self.rules_button.hide()

    def _show(self, evidence: tuple[Evidence, ...]) -> None:
        self._evidence = evidence
        self.pick.hide()
        self.flag.quiet()
        self.buttons.show()
        heard = any(start < end for start, end in map(self._span, evidence))
        self.play_button.setVisible(heard and self._has_sound)
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

    def ask_to_settle(self) -> None:
        """Say what the choices are, and put the keyboard on the first of them."""
        self._ask(Words.HOW_TO_SETTLE)
        self.deciding.edit_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self, what: str) -> None:
        self.flag.tell(self._words.FLAG_TITLE, f"{self._why}\n{what}".strip(), "warn")

    def ask_play(self) -> None:
        """Play from the first to the last of the words; of what was jotted, from a little before it."""
        spans = [self._span(piece) for piece in self._evidence]
        if spans and self._has_sound:
            self.play.emit(min(start for start, _ in spans), max(end for _, end in spans))
            if self._claim is not None:
                self._played.add(self._claim)
                self.deciding.ready.show_played(True)

    def _span(self, piece: Evidence) -> tuple[float, float]:
        turn = self._turns.get(piece.turn)
        return span_to_play(turn) if turn is not None and is_jotted(turn) else (piece.start, piece.end)


def _why(claim: Claim) -> str:
    """Why it has to be checked; what a check found is said once."""
    why = claim.why or ""
    failed = [check for check in claim.checks if not check.passed and not (check.detail and check.detail in why)]
    return "\n".join([why, *(Words.failed_check(check.rule, check.detail) for check in failed)]).strip()
