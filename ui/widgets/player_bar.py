"""The strip under a screen while sound is played: pause, back, speed, repeat, and where it is. It never takes focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from ui.theme import SPACE
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import column, flow_of
from ui.widgets.text import announce
from ui.words import clock
from ui.words_reading import Player as Words

if TYPE_CHECKING:
    from scribe.player import Playing

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
STEP_SECONDS = 3.0
_LOOKS_EVERY = 33
"""Milliseconds: about thirty times a second, so that the spoken word is marked while it is heard."""


class PlayerBar(QFrame):
    """Follows one `Playing`. Hidden until something is played. The speed and 'Repeat' stay for what is played next."""

    moved = Signal(float)
    """Where it is, in seconds of the visit, about thirty times a second while something is heard."""
    ended = Signal(str)
    """It has ended; the plain sentence says why, where it could not be played."""
    wanted = Signal(object)
    """Nothing is playing, and it is to be played from there (seconds); None: whatever the screen would play."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("playerBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(Words.NAME)
        self.speed = 1.0
        self.loop = False
        self._playing: Playing | None = None
        self._start = self._at = 0.0
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOKS_EVERY)
        self._looking.timeout.connect(self._look)
        self._build()
        self.hide()

    def _build(self) -> None:
        self.play_button = _button(Words.PAUSE, self.toggle, Words.PLAY_KEYS)
        self.back_button = _button(Words.BACK, self.back, Words.BACK_KEYS, Words.BACK_NAME)
        self.ahead_button = _button(Words.AHEAD, self.ahead, Words.AHEAD_KEYS, Words.AHEAD_NAME)
        self.slower_button = _button(Words.SLOWER, self.slower, Words.SLOWER_KEYS)
        self.faster_button = _button(Words.FASTER, self.faster, Words.FASTER_KEYS)
        self.loop_button = _button(Words.LOOP, self.toggle_loop, Words.LOOP_KEYS, Words.LOOP_NAME)
        self.loop_button.setCheckable(True)
        self.speed_words, self.time_words = QLabel(), QLabel()
        self.time_words.setAccessibleName(Words.TIME_NAME)
        inside = column(self)
        inside.setContentsMargins(SPACE[5], SPACE[1], SPACE[5], SPACE[1])
        inside.addWidget(
            flow_of(
                self.play_button, self.back_button, self.ahead_button, self.time_words,
                self.slower_button, self.speed_words, self.faster_button, self.loop_button,
            )
        )  # fmt: skip
        self._show_speed()

    # --- for the screen

    def listen_in(self, screen: QWidget) -> None:
        """Answer the keys anywhere in this screen, also while something is typed there."""
        for keys, act, always in (
            ("Ctrl+Space", self.toggle, True),
            ("Ctrl+Left", self.back, False),
            ("F6", self.back, False),
            ("Ctrl+Right", self.ahead, False),
            ("F7", self.ahead, False),
            ("Ctrl+Down", self.slower, False),
            ("Ctrl+Up", self.faster, False),
            ("Ctrl+L", self.toggle_loop, False),
        ):
            shortcut = QShortcut(QKeySequence(keys), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda act=act, always=always: act() if always or self.isVisible() else None)

    def follow(self, playing: Playing, start: float) -> None:
        """Show this from now on; whatever was played before is stopped. `start`: where its span begins."""
        self.stop()
        self._playing, self._start = playing, start
        self._at = playing.at
        self._looking.start()
        self._show()
        for words in (self.speed_words, self.time_words):
            words.setMinimumHeight(self.play_button.sizeHint().height())
        self.show()

    @property
    def playing(self) -> bool:
        """Whether something is heard just now."""
        return self._playing is not None and not self._playing.paused and not self._playing.finished

    @property
    def paused(self) -> bool:
        """Whether something waits to go on."""
        return self._playing is not None and self._playing.paused and not self._playing.finished

    def stop(self) -> None:
        """Be quiet; nothing can be resumed."""
        playing, self._playing = self._playing, None
        self._looking.stop()
        if playing is not None:
            self._at = playing.at
            playing.stop()
        self._show()

    # --- what the person does

    def toggle(self) -> None:
        """Pause or go on; where it has ended, play it again. One that was paused too long to be kept goes on too."""
        playing = self._playing
        if playing is None or playing.finished:
            self.wanted.emit(playing.at if playing is not None and playing.paused else None)
        elif playing.paused:
            playing.resume()
            self._looking.start()
        else:
            self.pause()
        self._show()

    def pause(self) -> None:
        """Be quiet and keep the place."""
        if self.playing and self._playing is not None:
            self._playing.pause()
            self._looking.stop()
            self._look()

    def back(self) -> None:
        """Three seconds back."""
        self._go(-STEP_SECONDS)

    def ahead(self) -> None:
        """Three seconds on."""
        self._go(STEP_SECONDS)

    def slower(self) -> None:
        """One step slower."""
        self._set_speed(max((speed for speed in SPEEDS if speed < self.speed), default=SPEEDS[0]))

    def faster(self) -> None:
        """One step faster."""
        self._set_speed(min((speed for speed in SPEEDS if speed > self.speed), default=SPEEDS[-1]))

    def toggle_loop(self) -> None:
        """Repeat, or repeat no more."""
        self.loop = not self.loop
        if self._playing is not None:
            self._playing.set_loop(self.loop)
        self._show()

    def _go(self, by: float) -> None:
        playing = self._playing
        at = max(0.0, self._at + by)
        if playing is not None and not playing.finished:
            at = max(0.0, playing.at + by)
            playing.seek(at)
        elif by < 0:
            self.wanted.emit(at)
        self._tell(at)

    def _set_speed(self, speed: float) -> None:
        self.speed = speed
        if self._playing is not None:
            self._playing.set_speed(speed)
        self._show_speed()
        announce(self.speed_words)

    # --- showing

    def _look(self) -> None:
        playing = self._playing
        if playing is None:
            return
        self._tell(playing.at)
        if playing.finished:
            self._looking.stop()
            self._playing = None
            self._show()
            self.ended.emit(playing.problem)

    def _tell(self, at: float) -> None:
        self._at = at
        if self.time_words.text() != clock(at):
            self.time_words.setText(clock(at))
        self.moved.emit(at)

    def _show(self) -> None:
        rename(self.play_button, Words.PAUSE if self.playing else Words.PLAY)
        self.loop_button.setChecked(self.loop)
        self.loop_button.setText(Words.LOOPING if self.loop else Words.LOOP)
        self.time_words.setText(clock(self._at))

    def _show_speed(self) -> None:
        self.speed_words.setText(Words.speed(self.speed))
        self.speed_words.setAccessibleName(Words.speed_name(self.speed))
        self.slower_button.setEnabled(self.speed > SPEEDS[0])
        self.faster_button.setEnabled(self.speed < SPEEDS[-1])


def _button(words: str, press: Callable[[], object], keys: str, name: str = "") -> QPushButton:
    """A button that is reached by Tab; a click on it leaves the keyboard where somebody types."""
    made = button(words, press, style="quiet", keys=keys, name=name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
