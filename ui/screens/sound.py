"""The sound of a visit: record it, bring it in, or dictate an account; which of these goes on, and what comes next."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from scribe.visit import Agreed, Manner, Person, Recording, Visit, VisitId, VisitStage
from ui.desk import Desk, Go
from ui.job_bridge import JobBridge
from ui.jotting_book import JottingBook
from ui.recording_watch import RecordingWatch, Seen
from ui.screens.base import Screen
from ui.screens.harm import look_for_harm
from ui.screens.sound_done import DonePart, KeepOrErase, WhoAsked
from ui.screens.sound_ready import ReadyPart
from ui.screens.sound_recording import RecordingPart
from ui.screens.sound_windows import SoundWindows
from ui.words import Account, Common, Erase, Files, Hold, Jottings, when
from ui.words import Recording as RecordingWords
from ui.words import Sound as Words

if TYPE_CHECKING:
    from scribe.live import LiveListening
    from scribe.recorder import RecordingHandle
    from scribe.session import OpenRecording

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Closing:
    """What is done once the recording is saved, or could not be saved: the window wants to close."""

    then: Callable[[], object]
    otherwise: Callable[[], object]


class SoundScreen(Screen):
    """Ready, recording, or done: the main button is the one thing to do in each."""

    step = 2

    def __init__(self, desk: Desk, visit_id: VisitId, *, account: bool = False) -> None:
        super().__init__(desk, Words.TITLE, Words.INTRO)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self.watch: RecordingWatch | None = None
        self.recording: RecordingPart | None = None
        self.book: JottingBook | None = None
        self.windows: SoundWindows | None = None
        self.account = account
        """Whether it is the worker's own account that is recorded now or next."""
        self._adding = account
        """Whether more is to be added to sound that is there."""
        self._words_came = False
        self._warned = ""
        self._starting: JobBridge | None = None
        self._closing: Closing | None = None
        self._build_parts()
        self._keys()
        self._find_what_goes_on()
        self.tell_of_sound(visit_id)

    # --- building

    def _build_parts(self) -> None:
        self.ready = ReadyPart(self.desk)
        self.ready.bring_in.connect(self._bring_in)
        self.ready.refused.connect(lambda: self.notice.tell(Files.DROP_FILES, tone="warn"))
        self.ready.dictate.connect(self._prepare_account)
        self.ready.order_changed.connect(self._show_state)
        self.ready.microphone.failed.connect(self.show_error)
        self.who_asked = WhoAsked(self._withdraw)
        self.keep_or_erase = KeepOrErase()
        self.keep_or_erase.keep.connect(self._keep)
        self.keep_or_erase.erase.connect(self._to_erasing)
        self.done = DonePart()
        self.done.dictate.connect(self._prepare_account)
        self.done.record_more.connect(self._prepare_more)
        self.done.choose.connect(self.ready.choose)
        self.done.harm.wanted.connect(self._to_harm)
        for part in (self.ready, self.who_asked, self.keep_or_erase, self.done):
            self.body.addWidget(part)
        self.not_now = self.add_other(Words.NOT_NOW, self._add_nothing)
        self.words_anyway = self.add_other(Words.TRANSCRIBE, self._to_words)
        self.asked_to_stop = self.add_other(RecordingWords.ASKED_TO_STOP, self._asked_to_stop)
        self.from_jottings = self.add_other(Words.FROM_JOTTINGS, lambda: self.leave_for(Go.TRANSCRIPT, self.visit.id))
        self.hold_button = self.add_other(Hold.HOLD, lambda: self.leave_for(Go.HOLD, self.visit.id))
        self.erase_button = self.add_other(Erase.ERASE, self._to_erasing)

    def _keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+O", self._choose),
            ("T", self._try_microphone),
            ("D", self._dictate),
            ("P", self._pause),
            ("M", self._mark),
            ("J", self._jot),
            ("C", self._captions),
            ("Ctrl+M", self._small),
            ("Ctrl+U", self._to_harm),
            ("Ctrl+1", lambda: self._choose_manner(Manner.SEEN)),
            ("Ctrl+2", lambda: self._choose_manner(Manner.TOLD)),
            ("Ctrl+3", lambda: self._choose_manner(Manner.VIEW)),
        )
        for sequence, act in keys:
            self.key(sequence, act)

    def _find_what_goes_on(self) -> None:
        """A recording or an import of this visit that was begun on this screen before."""
        going_on = self.desk.actions.open_recording(self.desk.session, self.visit.id)
        importing = self.desk.work.under_way(f"import {self.visit.id}")
        if going_on is not None:
            self._show_recording(going_on)
            return
        self._show_state()
        if importing is not None:
            self._follow_import(importing)

    # --- which part is shown

    @property
    def handle(self) -> RecordingHandle | None:
        """The recording that goes on, if one does."""
        return self.watch.handle if self.watch is not None else None

    @property
    def _has_sound(self) -> bool:
        return self.visit.stage in (VisitStage.RECORDED, VisitStage.TRANSCRIBED)

    def _show_state(self) -> None:
        recording = self.watch is not None
        preparing = not recording and (self._adding or not self._has_sound)
        done = not recording and not preparing
        starting = self._starting is not None
        self.ready.setVisible(preparing and not starting)
        self.done.setVisible(done)
        self.not_now.setVisible(preparing and not starting and (self._adding or bool(self.ready.files)))
        self.words_anyway.hide()
        self.asked_to_stop.setVisible(recording and not self.account)
        busy_with = starting or self._adding or self.ready.files or not self.keep_or_erase.isHidden()
        for button in (self.erase_button, self.hold_button):
            button.setVisible(not recording and not busy_with)
        self.from_jottings.setVisible(not recording and not busy_with and self._only_jotted())
        self._say_title(recording, done)
        if recording:
            self.set_main(RecordingWords.STOP, self._stop)
        elif done:
            self._look_for_harm()
            self._offer_words()
        else:
            self._offer_to_record()
        self.order_tabs()
        self.first_focus().setFocus()

    def _look_for_harm(self) -> None:
        """What was heard so far is looked through, and what may be harm is quoted before anything else is asked."""
        looking = look_for_harm(self.desk, self.visit.id)
        looking.succeeded.connect(lambda found: None if self._leaving else self.done.harm.show_statements(found))

    def _to_harm(self) -> None:
        if not self.done.harm.isHidden():
            self.leave_for(Go.HARM, self.visit.id)

    def _only_jotted(self) -> bool:
        """Whether what the worker jotted is all that is kept of the visit: a note can be written from that too."""
        if self.visit.stage is not VisitStage.PLANNED:
            return False
        jotted = self.desk.actions.jottings(self.desk.session, self.visit.id)
        return any(one.manner is not Manner.MARK for one in jotted)

    def _say_title(self, recording: bool, done: bool) -> None:
        """While recording, what it is doing stands in the title's place."""
        self.title.say(Account.TITLE if self.account else Words.TITLE)
        self.title.setVisible(not recording)
        if self.account:
            self.intro.say(Account.INTRO)
        else:
            self.intro.say(Words.MORE_INTRO if self._adding else Words.INTRO)
        self.intro.setVisible(not done and not recording)

    def _offer_to_record(self) -> None:
        missing = self.desk.actions.agreement_missing(self.desk.session, self.visit.id)
        may = self.account or not missing
        self.ready.offer(visit=may, files=may and not self.account, account=not self.account and not self.ready.files)
        if self.ready.files:
            self.set_main(Files.bring_in(len(self.ready.files)), lambda: self._bring_in(self.ready.files))
        elif self.account:
            self.set_main(Account.START, self._start)
        elif missing:
            self.notice.tell(Words.NOT_YET, "\n".join(missing), "warn")
            self.set_main(Words.FIX_AGREEMENT, lambda: self.leave_for(Go.PEOPLE, self.visit.id))
        else:
            self.set_main(Words.RECORD, self._start)

    def _offer_words(self) -> None:
        """The words come next, unless somebody has asked for the recording to stop: then the worker thinks first."""
        asking = not self.who_asked.isHidden() or not self.keep_or_erase.isHidden()
        think = asking or any(person.agreement.answer is Agreed.WITHDRAWN for person in self.visit.people)
        seconds = self.desk.actions.recorded_seconds(self.desk.session, self.visit.id)
        self.done.show_saved(seconds, words_came=self._words_came and not think, may_add=not think)
        if think:
            self.words_anyway.show()
            self.set_main(Common.ALL_VISITS, lambda: self.leave_for(Go.VISITS))
        else:
            self.set_main(Words.TRANSCRIBE, self._to_words)

    def _to_words(self) -> None:
        self.leave_for(Go.TRANSCRIPT, self.visit.id, begin=True)

    def _to_erasing(self) -> None:
        self.leave_for(Go.ERASE, self.visit.id)

    # --- getting ready to add something

    def _prepare_account(self) -> None:
        self._prepare(account=True)

    def _prepare_more(self) -> None:
        self._prepare(account=False)

    def _prepare(self, *, account: bool) -> None:
        self.notice.quiet()
        self.account, self._adding = account, True
        self._show_state()
        self.to_top()

    def _add_nothing(self) -> None:
        """Back to how it was."""
        self.account = self._adding = False
        self.notice.quiet()
        self.ready.order.empty()
        self._show_state()

    def _dictate(self) -> None:
        offered = self.ready.account.isVisibleTo(self) or self.done.adding.isVisibleTo(self)
        if offered and not self.account and not self.working.busy:
            self._prepare_account()

    def _try_microphone(self) -> None:
        if self.ready.microphone.isVisibleTo(self) and not self.working.busy:
            self.ready.microphone.try_or_stop()

    # --- recording

    def _start(self) -> None:
        """Nothing stops this on its way: what was started is shown, and then stopped by Stop."""
        device, account, trial = self.ready.microphone.device, self.account, self.ready.microphone.let_go()
        act, session, visit = self.desk.actions, self.desk.session, self.visit.id

        def begin() -> OpenRecording | None:
            if trial is not None:
                trial.stop()
            act.start_recording(session, visit, device, dictated=account)
            return act.open_recording(session, visit)

        def abandon(going_on: OpenRecording | None) -> None:
            if going_on is not None:
                act.stop_recording(session, visit, going_on.handle)

        self._starting = self.desk.in_background("record", "start recording", begin, abandon)
        self._show_state()
        self.follow(Words.STARTING, self._starting, self._started, self._not_started, may_cancel=False)

    def _not_started(self) -> None:
        self._starting = None
        self._show_state()
        closing, self._closing = self._closing, None
        if closing is not None:
            closing.then()

    def _started(self, going_on: OpenRecording) -> None:
        self._starting = None
        self._show_recording(going_on)
        if self._closing is not None:
            self._stop()

    def _show_recording(self, going_on: OpenRecording) -> None:
        self._warned = ""
        self._words_came = False
        self.account = going_on.dictated
        self.watch = watch = RecordingWatch(going_on.handle, going_on.before, account=self.account, parent=self)
        self.book = JottingBook(self.desk, self.visit.id, watch.now, watch)
        self.book.failed.connect(self.show_error)
        self.recording = part = RecordingPart(watch, self.book, self.visit)
        part.pause.connect(self._pause)
        part.arrived.connect(lambda: self.leave_for(Go.PEOPLE, self.visit.id, late=True))
        part.small.connect(self._small)
        part.captions.connect(self._captions)
        part.pad.left.connect(lambda: self.main.setFocus())
        self.windows = SoundWindows(self, watch, self.book, part.pad.entry)
        self.windows.pause.connect(self._pause)
        self.windows.stop.connect(self._stop_from_small)
        self.windows.captions_changed.connect(self._show_captions)
        self.body.insertWidget(0, part)
        part.show_paused(watch.wants_pause)
        watch.looked.connect(self._look)
        self._show_state()
        self._look(watch.look())
        self._listen(watch)

    def _listen(self, watch: RecordingWatch) -> None:
        """Ask for live words. Without them the recording is the same."""
        act, session, handle = self.desk.actions, self.desk.session, watch.handle
        bridge = self.desk.in_background("live", "listen live", lambda: act.listen_live(session, self.visit.id, handle))
        bridge.succeeded.connect(lambda live: self._heard_from(watch, live))
        bridge.failed.connect(lambda error: self._no_words_from(watch, error))

    def _no_words_from(self, watch: RecordingWatch, error: BaseException) -> None:
        """Nothing to tell: the words come afterwards. Of a recording that has stopped meanwhile, nothing to note."""
        if self.watch is watch and str(watch.handle.state) not in ("stopped", "failed"):
            log.warning("no live words: %s", type(error).__name__)

    def _heard_from(self, watch: RecordingWatch, live: LiveListening | None) -> None:
        if live is None:
            return
        if self.watch is watch and not self._leaving:
            watch.live = live
            self._show_captions()
        else:
            self.desk.in_background("live", "stop listening", live.stop)

    def _look(self, seen: Seen) -> None:
        """Tell whatever the recorder warns of, and take the warning away when it is over."""
        if seen.warning and seen.warning != self._warned:
            self.notice.tell(seen.warning, tone="danger")
        elif self._warned and not seen.warning:
            self.notice.quiet()
        self._warned = seen.warning
        if seen.failed and self.main.text() == RecordingWords.STOP:
            self.set_main(RecordingWords.SAVE, self._stop)
        self._show_captions()

    def _pause(self) -> None:
        if self.watch is None or self.recording is None or self.working.busy:
            return
        with self.telling():
            self.watch.pause_or_go_on()
            self.recording.show_paused(self.watch.wants_pause)
            if self.windows is not None:
                self.windows.show_paused(self.watch.wants_pause)

    def _mark(self) -> None:
        if self.book is not None:
            self.book.mark()

    def _jot(self) -> None:
        if self.recording is not None:
            self.recording.pad.entry.begin()
            self.scroll_area.ensureWidgetVisible(self.recording.pad.entry)

    def _choose_manner(self, manner: Manner) -> None:
        if self.recording is not None:
            self.recording.pad.entry.choose(manner)

    def _small(self) -> None:
        if self.windows is not None and not self.working.busy:
            self.windows.open_small()

    def _captions(self) -> None:
        if self.windows is not None and self._captions_possible():
            self.windows.show_or_hide_captions()

    def _captions_possible(self) -> bool:
        live = self.watch.live if self.watch is not None else None
        if self.desk.session.settings.captions == "off":
            return False
        return live is not None and live.state.name in ("LISTENING", "CATCHING_UP")

    def _show_captions(self) -> None:
        if self.recording is not None and self.windows is not None:
            self.recording.show_captions(
                self._captions_possible() or self.windows.captions is not None, self.windows.captions is not None
            )

    # --- the end of it

    def _stop_from_small(self) -> None:
        if self.windows is not None:
            self.windows.close_small()
        if self.watch is not None and not self.working.busy:
            self._stop()

    def _stop(self) -> None:
        watch = self.watch
        assert watch is not None
        self._keep_typed()
        bridge = self.desk.in_background("record", "stop recording", lambda: self._end(watch))
        self.follow(Words.STOPPING, bridge, self._stopped, self._not_stopped, may_cancel=False)

    def _not_stopped(self) -> None:
        closing, self._closing = self._closing, None
        if closing is not None:
            closing.otherwise()

    def _keep_typed(self) -> str:
        """Keep what is half typed. Stopping never waits for that: what can't be stored is given back."""
        if self.windows is not None:
            self.windows.close_small()
        if self.recording is None or self.recording.pad.entry.keep():
            return ""
        return self.recording.pad.entry.typed

    def _end(self, watch: RecordingWatch) -> Recording | None:
        """Keep what was recorded, and only then stop the words. None where the microphone gave nothing at all."""
        act, session, handle = self.desk.actions, self.desk.session, watch.handle
        if str(handle.state) != "failed" or handle.seconds:
            recording = act.stop_recording(session, self.visit.id, handle)
        else:
            handle.stop()
            act.give_up_recording(session, self.visit.id)
            recording = None
        if watch.live is not None:
            try:
                watch.live.stop(now=self._closing is not None)
            except Exception as error:  # whatever happens to the words, the recording is kept
                log.warning("live words did not stop: %s", type(error).__name__)
        return recording

    def _stopped(self, recording: Recording | None) -> None:
        problem = self.watch.handle.warning if self.watch is not None else ""
        unkept = self._keep_typed()
        self._words_came = bool(self.watch is not None and self.watch.live is not None and self.watch.live.words)
        self._forget_recording()
        closing, self._closing = self._closing, None
        if closing is not None and not unkept:
            closing.then()
        elif recording is not None:
            self._finished((recording,))
        else:
            self.visit = self.desk.actions.visit(self.desk.session, self.visit.id)
            self.who_asked.ask_if_wanted(self.visit)
            self._show_state()
            self.notice.tell(problem or Words.NOTHING_CAME, tone="danger")
        if unkept:
            self.notice.tell(Jottings.NOT_KEPT, unkept, "danger")

    def _forget_recording(self) -> None:
        """It has ended: its windows close, and the page goes on without it."""
        watch, part, windows = self.watch, self.recording, self.windows
        self.watch = self.recording = self.book = self.windows = None
        if watch is not None:
            watch.stop_looking()
        if windows is not None:
            windows.close()
        if part is not None:
            part.hide()
            self.body.removeWidget(part)
            part.deleteLater()
        if watch is not None:
            watch.deleteLater()

    def _finished(self, recordings: tuple[Recording, ...]) -> None:
        self.account = self._adding = False
        self.ready.order.files = []
        self.visit = self.desk.actions.visit(self.desk.session, self.visit.id)
        self.who_asked.ask_if_wanted(self.visit)
        self._show_state()
        remarks = dict.fromkeys(recording.remark for recording in recordings if recording.remark)
        if remarks:
            self.notice.tell(Words.REMARK, "\n".join(remarks), "warn")

    # --- somebody changes their mind

    def _asked_to_stop(self) -> None:
        """Stop first; who asked is written down after."""
        if self.watch is not None and not self.working.busy:
            self.who_asked.wanted = True
            self._stop()

    def _withdraw(self, person: Person) -> None:
        said = f"{person.agreement.what_was_said} {Words.withdrew(when(datetime.now(UTC)))}".strip()
        agreement = replace(person.agreement, answer=Agreed.WITHDRAWN, what_was_said=said)
        people = tuple(replace(p, agreement=agreement) if p.id == person.id else p for p in self.visit.people)
        with self.telling():
            self.visit = self.desk.actions.change_people(self.desk.session, self.visit.id, people)
            self.who_asked.hide()
            self.keep_or_erase.setVisible(self._has_sound)
            self._show_state()
            self.notice.tell(Words.withdrawn(person.name), Words.WITHDRAWN_HELP, "warn")

    def _keep(self) -> None:
        self.keep_or_erase.hide()
        self._show_state()
        self.notice.tell(Words.KEPT)

    # --- files

    def _choose(self) -> None:
        offered = self.ready.drop.isVisibleTo(self) or self.done.adding.isVisibleTo(self)
        if offered and not self.working.busy:
            self.ready.choose()

    def _bring_in(self, paths: tuple[Path, ...]) -> None:
        with self.telling():
            job = self.desk.actions.import_audio(self.desk.session, self.visit.id, paths)
            self.ready.microphone.stop_trying()
            self._follow_import(self.desk.start(f"import {self.visit.id}", job))

    def _follow_import(self, bridge: JobBridge) -> None:
        for part in (self.ready, self.done):
            part.hide()
        self.follow(Files.IMPORTING, bridge, self._finished, self._show_state)

    # --- for the window

    def first_focus(self) -> QWidget:
        """What is asked first, else the main button: record, stop, or go on."""
        if not self.who_asked.isHidden() and self.who_asked.buttons:
            return self.who_asked.buttons[0]
        return self.main if self.keep_or_erase.isHidden() else self.keep_or_erase.keep_button

    def visit_shown(self) -> Visit | None:
        """The visit that is recorded."""
        return self.visit

    def may_leave(self) -> str:
        """Not while recording: the way out is Stop. Nor while the microphone is being started, or the sound saved."""
        if self._starting is not None:
            return Words.CANT_LEAVE_STARTING
        if self.watch is None:
            return ""
        return Words.CANT_LEAVE_STOPPING if self.working.busy else Words.CANT_LEAVE

    def unsettled(self) -> bool:
        """Also while it is recording: the page changes its look as it is."""
        asking = not self.who_asked.isHidden() or not self.keep_or_erase.isHidden()
        return self.watch is not None or asking or bool(self.ready.files)

    def come_back(self) -> None:
        """Somebody may have been added; or they have not agreed, and then recording has to stop."""
        self.visit = self.desk.actions.visit(self.desk.session, self.visit.id)
        missing = self.desk.actions.agreement_missing(self.desk.session, self.visit.id)
        if self.recording is not None:
            self.recording.show_agreement(self.visit, account=self.account)
            if missing and not self.account:
                self.notice.tell(Words.NOT_AGREED, "\n".join(missing), "warn")
        super().come_back()

    def asks_before_closing(self) -> object | None:
        """The recording, or its start. One that is being saved already needs no question."""
        if self._starting is not None:
            return self._starting
        return self.watch if self.watch is not None and not self.working.busy else None

    def end_then(self, then: Callable[[], object], otherwise: Callable[[], object]) -> None:
        """Stop and keep the recording. One that is just starting is stopped once it has begun."""
        self._closing = Closing(then, otherwise)
        if self.watch is None:
            return
        if self.working.busy:
            self._hurry(self.watch)
        else:
            self._stop()

    def _hurry(self, watch: RecordingWatch) -> None:
        """It is being stopped: what is still being heard is left for later."""
        live = watch.live
        if live is not None:
            self.desk.in_background("live", "stop listening", lambda: live.stop(now=True))

    def close_down(self) -> None:
        """No test of a microphone goes on behind another screen, and no window of a recording stays."""
        super().close_down()
        self._forget_recording()
        self.ready.microphone.close_down()
