"""While a recording goes on: what it is doing, how loud, how long, and what the worker can do meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scribe.visit import Agreed, Visit, to_be_asked
from ui.jotting_book import JottingBook
from ui.recording_watch import RecordingWatch, Seen
from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.jottings import JottingPad
from ui.widgets.layouts import Sides, card, column, flow_of, row
from ui.widgets.level_meter import SAID, LevelMeter
from ui.widgets.text import Text, announce
from ui.words import Account
from ui.words import Recording as Words


class RecordingPart(QWidget):
    """Shows a `RecordingWatch`; asks for what it can't do by signal."""

    pause = Signal()
    arrived = Signal()
    small = Signal()
    captions = Signal()

    def __init__(self, watch: RecordingWatch, book: JottingBook, visit: Visit) -> None:
        super().__init__()
        self._book = book
        self.pad = JottingPad(book)
        inside = column(self)
        inside.addWidget(Sides(self._build_card(watch), self.pad))
        self.show_agreement(visit, account=watch.account)
        watch.looked.connect(self.show_seen)
        self.show_seen(watch.look())

    def _build_card(self, watch: RecordingWatch) -> QWidget:
        frame, inside = card()
        inside.setSpacing(SPACE[2])
        self.state = Text("", "title")
        self.elapsed = Text("0:00", "clock")
        self.elapsed.setWordWrap(False)
        head = row(gap=SPACE[3])
        head.addWidget(self.state, 1)
        head.addWidget(self.elapsed)
        inside.addLayout(head)
        self.meter = LevelMeter()
        self.heard = Text("", "label")
        self.live = Text()
        self.room = Text("", "label")
        self.microphone = Text("", "muted")
        self.agreement = Text("", "muted")
        self.pause_button = button(Words.PAUSE, self.pause.emit, keys="P")
        self.mark_button = button(Words.MARK, self._book.mark, keys="M")
        self.small_button = button(Words.SMALL, self.small.emit, keys="Ctrl+M")
        self.captions_button = button(Words.CAPTIONS, self.captions.emit, keys="C")
        self.saved = Text(Account.STOP_IF_HEARD if watch.account else Words.INTRO, "muted")
        self._account = watch.account
        self.arrived_button = button(Words.ARRIVED, self.arrived.emit)
        self.arrived_button.setVisible(not watch.account)
        self.captions_button.hide()
        parts = (
            self.meter,
            self.heard,
            flow_of(self.pause_button, self.mark_button),
            self.live,
            self.room,
            self.microphone,
            self.agreement,
            self.saved,
            flow_of(self.small_button, self.captions_button, self.arrived_button),
        )
        for widget in parts:
            inside.addWidget(widget)
        inside.addStretch()
        return frame

    def show_seen(self, seen: Seen) -> None:
        """Show how it is; what it does is announced when it changes."""
        if self.state.accessibleName() != seen.state:
            self.state.say(seen.state)
            if self.isVisible():  # the small window says it while it stands in for this one
                announce(self.state)
        self.elapsed.say(seen.elapsed)
        if seen.hearing:
            self.meter.show_level(seen.level, seen.peak)
        else:
            self.meter.rest()
        self.saved.setVisible(self._account or seen.hearing)  # nothing is saved in a pause, or without a microphone
        self.heard.say(SAID[self.meter.zone] if seen.hearing and not seen.warning else "")
        for line, words in ((self.live, seen.live), (self.room, seen.room), (self.microphone, seen.microphone)):
            line.say(words)
            line.setVisible(bool(words))

    def show_paused(self, paused: bool) -> None:
        """What pressing P would do next."""
        rename(self.pause_button, Words.RESUME if paused else Words.PAUSE)

    def show_captions(self, possible: bool, shown: bool) -> None:
        """Whether captions can be had, and what pressing C would do next."""
        self.captions_button.setVisible(possible)
        rename(self.captions_button, Words.HIDE_CAPTIONS if shown else Words.CAPTIONS)

    def show_agreement(self, visit: Visit, *, account: bool) -> None:
        """What each person said about being recorded; of an account, that nobody else belongs in it."""
        names: dict[Agreed, list[str]] = {}
        for person in to_be_asked(visit.people):
            names.setdefault(person.agreement.answer, []).append(person.name)
        self.agreement.say(Account.ONLY_YOU if account else Words.agreement(names))
