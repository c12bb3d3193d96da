"""'Check these': how many places the machine is not sure of, and what can be done with the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from scribe.visit import Doubt
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import Text
from ui.words_transcript import Checking as Words


class CheckPanel(QFrame):
    """Shows one place at a time. What is pressed is told by signals; the keys are the screen's."""

    following = Signal()
    before = Signal()
    play = Signal()
    right = Signal()
    take = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        inside = column(self, gap=SPACE[1], margin=SPACE[3])
        self._usual, self._listening = Words.HELP, ""
        self.count = Text("", "heading")
        self.help = Text(Words.HELP, "small")
        self.place = Text("", "label")
        self.why = Text("")
        self.offer = Text("", "label")
        self.next_button = button(Words.NEXT, self.following.emit, keys="N, F8")
        self.before_button = button(Words.BEFORE, self.before.emit, style="quiet", keys="Shift+N, Shift+F8")
        self.play_button = button(Words.PLAY, self.play.emit, keys="P")
        self.right_button = button(Words.RIGHT, self.right.emit, keys="R")
        self.take_button = button(Words.TAKE, self.take.emit, keys="O")
        for words in (self.count, self.place, self.why, self.offer):
            inside.addWidget(words)
        self.settling = flow_of(self.play_button, self.right_button, self.take_button)
        self.moving = flow_of(self.next_button, self.before_button)
        for part in (self.settling, self.moving, self.help):
            inside.addWidget(part)

    def show_place(self, left: int, place: Doubt | None, words: str, *, sound: bool = True) -> None:
        """Show how many places there are, and the one that is chosen, with its words."""
        self.count.say(Words.left(left) if left else Words.DONE)
        self._usual = Words.HELP if left else Words.DONE_HELP
        self._show_help(place is None)
        self.moving.setVisible(left > 0)
        self.before_button.setVisible(left > 1)
        self.settling.setVisible(place is not None)
        for text, said in (
            (self.place, Words.place(words) if place and words else ""),
            (self.why, Words.why(place.why) if place else ""),
            (self.offer, Words.offer(place.offer) if place and place.offer else ""),
        ):
            text.say(said)
            text.setVisible(bool(said))
        self.play_button.setVisible(sound)
        self.take_button.setVisible(bool(place and place.offer))
        if place is not None and place.offer:
            rename(self.take_button, Words.take(place.offer))

    def tell_listening(self, words: str) -> None:
        """Say what the second listener is doing, quietly, or nothing."""
        self._listening = words
        self._show_help(self.settling.isHidden())

    def _show_help(self, at_rest: bool) -> None:
        self.help.say(self._listening or self._usual)
        self.help.setVisible(at_rest or bool(self._listening))
