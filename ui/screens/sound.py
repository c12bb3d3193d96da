"""The sound of a visit: record it here, or bring in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from scribe.visit import Agreed, Person, Recording, Role, Visit, VisitId, VisitStage
from ui.desk import Desk, Go
from ui.folders import usual_folder
from ui.screens.base import Screen
from ui.theme import SPACE
from ui.widgets.buttons import button
from ui.widgets.field import Field, choices
from ui.widgets.layouts import card, clear, column, flow_of
from ui.widgets.level_meter import QUIETEST, LevelMeter
from ui.widgets.text import Text
from ui.words import Common, clock, when
from ui.words import Sound as Words

if TYPE_CHECKING:
    from scribe.recorder import RecordingHandle

_LOOK_EVERY = 100
"""Milliseconds between two looks at the level."""
_QUIET_BELOW = -50.0
"""dBFS under which speech would hardly be understood."""


class SoundScreen(Screen):
    """Ready, recording, or done: the main button is the one thing to do in each."""

    step = 2

    def __init__(self, desk: Desk, visit_id: VisitId) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self.handle: RecordingHandle | None = None
        self._paused = False
        self._warned = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._build_ready()
        self._build_recording()
        self.done, inside = card()
        self.done_words = Text()
        inside.addWidget(Text(Words.DONE_TITLE, "heading"))
        inside.addWidget(self.done_words)
        self.body.addWidget(self.done)
        self.words_anyway = self.add_other(Words.TRANSCRIBE, self._to_words)
        self.who_asked = WhoAsked(self._withdraw)
        self.body.addWidget(self.who_asked)
        self.key("Ctrl+O", self._choose)
        self.key("P", self._pause)
        self._show_state()
        self.tell_of_sound(visit_id)

    # --- building

    def _build_ready(self) -> None:
        self.ready = QWidget()
        inside = column(self.ready)
        frame, within = card()
        self.microphone = choices((("", Words.MICROPHONE_DEFAULT),))
        within.addWidget(Field(Words.MICROPHONE, self.microphone))
        inside.addWidget(frame)
        self.drop = DropArea()
        self.drop.dropped.connect(self._bring_in)
        self.drop.refused.connect(lambda: self.notice.tell(Words.DROP_ONE, tone="warn"))
        self.drop.add(button(Words.IMPORT, self._choose, keys="Ctrl+O"))
        inside.addWidget(self.drop)
        self.body.addWidget(self.ready)
        finding = self.desk.in_background("microphones", "look for microphones", self.desk.actions.microphones)
        finding.succeeded.connect(self._offer_microphones)

    def _offer_microphones(self, found: Any) -> None:  # noqa: ANN401 (a job's result)
        if not self._leaving:
            for microphone in found:
                self.microphone.addItem(microphone.name, microphone.id)

    def _build_recording(self) -> None:
        self.recording, inside = card()
        self.state = Text(Words.RECORDING, "heading")
        self.elapsed = Text("0:00", "clock")
        self.meter = LevelMeter()
        self.heard = Text("", "muted")
        self.pause_button = button(Words.PAUSE, self._pause, keys="P")
        arrived = button(Words.ARRIVED, lambda: self.leave_for(Go.PEOPLE, self.visit.id, late=True))
        asked = button(Words.ASKED_TO_STOP, self._asked_to_stop)
        buttons = flow_of(self.pause_button, arrived, asked)
        for widget in (self.state, self.elapsed, self.meter, self.heard, buttons):
            inside.addWidget(widget)
        self.body.addWidget(self.recording)

    # --- the three states

    def _show_state(self) -> None:
        recording = self.handle is not None
        done = self.visit.stage in (VisitStage.RECORDED, VisitStage.TRANSCRIBED)
        self.ready.setVisible(not recording and not done)
        self.recording.setVisible(recording)
        self.done.setVisible(done)
        self.intro.say(Words.RECORDING_INTRO if recording else Words.INTRO)
        self.intro.setVisible(not done)
        self.words_anyway.hide()
        if recording:
            self.set_main(Words.STOP, self._stop)
        elif done:
            self._offer_words()
        else:
            self._offer_to_record()
        self.main.setFocus()

    def _offer_words(self) -> None:
        """The words come next, unless somebody has asked for the recording to stop: then the worker thinks first."""
        self.done_words.say(Words.saved(self.desk.actions.recorded_seconds(self.desk.session, self.visit.id)))
        withdrawn = [p.name for p in self.visit.people if p.agreement.answer is Agreed.WITHDRAWN]
        if withdrawn:
            self.words_anyway.show()
            self.set_main(Common.ALL_VISITS, lambda: self.leave_for(Go.VISITS))
        else:
            self.set_main(Words.TRANSCRIBE, self._to_words)

    def _to_words(self) -> None:
        self.leave_for(Go.TRANSCRIPT, self.visit.id, begin=True)

    def _offer_to_record(self) -> None:
        missing = self.desk.actions.agreement_missing(self.desk.session, self.visit.id)
        self.ready.setEnabled(not missing)
        if missing:
            self.notice.tell(Words.NOT_YET, "\n".join(missing), "warn")
            self.set_main(Words.FIX_AGREEMENT, lambda: self.leave_for(Go.PEOPLE, self.visit.id))
        else:
            self.set_main(Words.RECORD, self._start)

    def _finished(self, recording: Recording) -> None:
        self.visit = self.desk.actions.visit(self.desk.session, self.visit.id)
        self.who_asked.ask_if_wanted(self.visit)
        self._show_state()
        if recording.remark:
            self.notice.tell(Words.REMARK, recording.remark, "warn")

    # --- recording

    def _start(self) -> None:
        device = self.microphone.currentData() or None
        ask = self.desk.actions.start_recording
        bridge = self.desk.in_background(
            "record", "start recording", lambda: ask(self.desk.session, self.visit.id, device)
        )
        self.follow(Words.STARTING, bridge, self._started)

    def _started(self, handle: RecordingHandle) -> None:
        self.handle = handle
        self._warned = ""
        self._timer.start()
        self._look()
        self._show_state()

    def _look(self) -> None:
        """Show how long and how loud, and whatever the recorder warns of."""
        if self.handle is None:
            return
        self.elapsed.say(clock(self.handle.seconds))
        self.meter.show_level(QUIETEST if self._paused else self.handle.level)
        warning = self.handle.warning
        if warning and warning != self._warned:
            self.notice.tell(warning, tone="danger")
        elif self._warned and not warning:
            self.notice.quiet()
        self._warned = warning
        started = str(self.handle.state) != "starting"
        title = Words.PAUSED if self._paused else Words.RECORDING if started else Words.STARTING
        if self.state.accessibleName() != title:
            self.state.say(title)
        quiet = self.handle.level < _QUIET_BELOW
        self.heard.say("" if self._paused or warning else Words.QUIET if quiet else Words.HEARD)

    def _pause(self) -> None:
        if self.handle is None:
            return
        with self.telling():
            (self.handle.resume if self._paused else self.handle.pause)()
            self._paused = not self._paused
            words = Words.RESUME if self._paused else Words.PAUSE
            self.pause_button.setText(words)
            self.pause_button.setAccessibleName(words)
            self._look()

    def _stop(self) -> None:
        handle = self.handle
        assert handle is not None
        bridge = self.desk.in_background("record", "stop recording", lambda: self._end(handle))
        self.follow(Words.STOPPING, bridge, self._stopped)
        self.working.cancel.setEnabled(False)

    def _end(self, handle: RecordingHandle) -> Recording | None:
        """Keep what was recorded; None where the microphone gave nothing at all."""
        act, session = self.desk.actions, self.desk.session
        if str(handle.state) != "failed" or handle.seconds:
            return act.stop_recording(session, self.visit.id, handle)
        handle.stop()
        act.give_up_recording(session, self.visit.id)
        return None

    def _stopped(self, recording: Recording | None) -> None:
        problem = self.handle.warning if self.handle is not None else ""
        self.handle = None
        self._paused = False
        self._timer.stop()
        if recording is not None:
            self._finished(recording)
            return
        self.visit = self.desk.actions.visit(self.desk.session, self.visit.id)
        self._show_state()
        self.notice.tell(problem or Words.NOTHING_CAME, tone="danger")

    # --- somebody changes their mind

    def _asked_to_stop(self) -> None:
        """Stop first; who asked is written down after."""
        if self.handle is not None:
            self.who_asked.wanted = True
            self._stop()

    def _withdraw(self, person: Person) -> None:
        said = f"{person.agreement.what_was_said} {Words.withdrew(when(datetime.now(UTC)))}".strip()
        agreement = replace(person.agreement, answer=Agreed.WITHDRAWN, what_was_said=said)
        people = tuple(replace(p, agreement=agreement) if p.id == person.id else p for p in self.visit.people)
        with self.telling():
            self.visit = self.desk.actions.change_people(self.desk.session, self.visit.id, people)
            self.who_asked.hide()
            self._show_state()
            self.notice.tell(Words.withdrawn(person.name), Words.WITHDRAWN_HELP, "warn")

    # --- a file

    def _choose(self) -> None:
        if not self.ready.isVisibleTo(self) or not self.ready.isEnabled():
            return
        chosen, _ = QFileDialog.getOpenFileName(self, Words.IMPORT, usual_folder(), Words.FILE_FILTER)
        if chosen:
            self._bring_in(Path(chosen))

    def _bring_in(self, path: Path) -> None:
        with self.telling():
            job = self.desk.actions.import_audio(self.desk.session, self.visit.id, path)
            self.ready.hide()
            self.follow(
                Words.IMPORTING, self.desk.start(f"import {self.visit.id}", job), self._finished, self._show_state
            )

    # --- for the window

    def first_focus(self) -> QWidget:
        """The main button: record, stop, or go on."""
        return self.main

    def visit_shown(self) -> Visit | None:
        """The visit that is recorded."""
        return self.visit

    def may_leave(self) -> str:
        """Not while recording: the way out is Stop."""
        return Words.CANT_LEAVE if self.handle is not None else ""

    def come_back(self) -> None:
        """Somebody may have been added; or they have not agreed, and then recording has to stop."""
        self.visit = self.desk.actions.visit(self.desk.session, self.visit.id)
        missing = self.desk.actions.agreement_missing(self.desk.session, self.visit.id)
        if self.handle is not None and missing:
            self.notice.tell(Words.NOT_AGREED, "\n".join(missing), "warn")
        super().come_back()

    def stop_now(self) -> None:
        """Stop and keep the recording before the window closes."""
        if self.handle is not None:
            handle, self.handle = self.handle, None
            self._timer.stop()
            self._end(handle)


class WhoAsked(QFrame):
    """Asks which person wanted the recording to stop: one button a person."""

    def __init__(self, tell: Callable[[Person], None]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.wanted = False
        self._tell = tell
        inside = column(self, gap=SPACE[2], margin=SPACE[4])
        inside.addWidget(Text(Words.WHO_ASKED, "heading"))
        inside.addWidget(Text(Words.WHO_ASKED_HELP, "muted"))
        self.people = column(gap=SPACE[1])
        inside.addLayout(self.people)
        self.hide()

    def ask_if_wanted(self, visit: Visit) -> None:
        """Ask, once, if the recording was stopped because somebody wanted it to."""
        clear(self.people)
        asked = [person for person in visit.people if person.role is not Role.WORKER]
        self.buttons = [self._button(person) for person in asked]
        self.people.addWidget(flow_of(*self.buttons))
        self.setVisible(self.wanted and bool(asked))
        self.wanted = False

    def _button(self, person: Person) -> QWidget:
        return button(person.name, lambda: self._tell(person))


class DropArea(QFrame):
    """A place to drop one sound file; the button in it does the same by keyboard."""

    dropped = Signal(Path)
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(Words.DROP)
        self._inside = column(self, gap=12, margin=24)
        self._inside.addWidget(Text(Words.DROP))

    def add(self, widget: QWidget) -> None:
        """Put a control into it."""
        self._inside.addWidget(flow_of(widget))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files only."""
        if event.mimeData().hasUrls():
            self._show_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Look as before."""
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the one file, or say that it has to be one."""
        self._show_over(False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(files) == 1:
            self.dropped.emit(files[0])
        else:
            self.refused.emit()

    def _show_over(self, over: bool) -> None:
        self.setProperty("over", "true" if over else "false")
        self.style().unpolish(self)
        self.style().polish(self)
