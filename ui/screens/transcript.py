"""What was said: from sound to words, from words that are mended to the draft."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from scribe.harm_first import HarmStatement
from scribe.review_actions import LEFT_REVIEW
from scribe.visit import Document, DocumentStage, Manner, Transcript, Visit, VisitId, VisitStage
from ui.desk import Desk, Go
from ui.job_bridge import JobBridge
from ui.screens.base import Screen
from ui.screens.harm import look_for_harm
from ui.screens.transcript_mending import Mending
from ui.screens.transcript_menu import Entry
from ui.transcript_book import TranscriptBook
from ui.widgets.buttons import button
from ui.widgets.turn_list import TurnList, TurnModel, key_name
from ui.words import Erase, Hold
from ui.words_transcript import Again, Checking, Editing, OffRecord, Voices
from ui.words_transcript import Transcript as Words
from ui.words_urgent import Harm as HarmWords

_SPOKEN = (Manner.SPOKEN, Manner.DICTATED)
NOTE_AFTER = 300
"""Milliseconds after the last change before the note is looked at again: whether it still matches the words."""


def _written(said: Transcript) -> bool:
    """Whether there are any words that a note can be made from."""
    return any(turn.text.strip() for turn in said.turns)


class TranscriptScreen(Screen):
    """Before there are words: turn the sound into words. After: name, mend, and go on to the draft."""

    step = 3

    def __init__(self, desk: Desk, visit_id: VisitId, *, begin: bool = False) -> None:
        super().__init__(desk, Words.TITLE, Words.EMPTY_INTRO, scrolls=False, beside=True)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self.mending: Mending | None = None
        self._not_kept = ""
        self._look_at_note = QTimer(self)
        self._look_at_note.setSingleShot(True)
        self._look_at_note.setInterval(NOTE_AFTER)
        self._look_at_note.timeout.connect(self._ask_next)
        self.body.addStretch()
        self._offer_more()
        if self._is_words:
            self._open()
        else:
            self._before_words(begin=begin)

    # --- as the list of turns is known elsewhere

    @property
    def said(self) -> Transcript | None:
        """What is shown, once there are words."""
        return self.mending.book.said if self.mending is not None else None

    @property
    def model(self) -> TurnModel | None:
        """The rows that are shown, once there are words."""
        return self.mending.model if self.mending is not None else None

    @property
    def list(self) -> TurnList:
        """The list of turns. Only once there are words."""
        assert self.mending is not None
        return self.mending.list

    # --- before there are words

    @property
    def _is_words(self) -> bool:
        """Whether all there is of the visit is words: its sound was written down, or there is none."""
        return self.visit.stage in (VisitStage.TRANSCRIBED, VisitStage.PLANNED)

    def _before_words(self, *, begin: bool) -> None:
        self.set_main(Words.START, self._transcribe)
        if not self._join(f"transcribe {self.visit.id}", Words.WORKING, self._transcribed) and begin:
            self._transcribe()

    def _offer_more(self) -> None:
        """Also before there are words: sound in which nobody is heard must not be the end of the way.

        Of a practice visit nothing is kept anyway.
        """
        self._ways = () if self.visit.practice else (
            Entry(Words.MORE_SOUND, self._dictate),
            Entry(Hold.HOLD, lambda: self.leave_for(Go.HOLD, self.visit.id)),
            Entry(Erase.ERASE, lambda: self.leave_for(Go.ERASE, self.visit.id)),
        )  # fmt: skip
        self._way_buttons: list[QPushButton] = [self.add_other(way.said, way.act) for way in self._ways]

    def _join(self, key: str, title: str, then: Callable[..., object]) -> bool:
        """Follow a job that was started on this screen before."""
        bridge = self.desk.work.under_way(key)
        if bridge is not None:
            self.follow(title, bridge, then)
        return bridge is not None

    def _dictate(self) -> None:
        self.leave_for(Go.SOUND, self.visit.id, account=True)

    # --- long work

    def _open(self) -> None:
        """Read an hour's words off the window's thread."""
        self.intro.say(Words.OPENING)
        self.main.setAccessibleName(Words.OPENING)
        bridge = self.desk.in_background(f"open {self.visit.id}", "open the words", self._read)
        self._then(bridge, self._opened)

    def _then(self, bridge: JobBridge, act: Callable[..., object]) -> None:
        """Act on what was read, unless the person has gone elsewhere since."""

        def read(result: object) -> None:
            if not self._leaving:
                with self.telling():
                    act(result)

        bridge.succeeded.connect(read)
        bridge.failed.connect(lambda error: None if self._leaving else self.show_error(error))

    def _read(self) -> Transcript | None:
        return self.desk.actions.transcript(self.desk.session, self.visit.id)

    def _opened(self, said: Transcript | None) -> None:
        if said is None:
            self.intro.say(Words.EMPTY_INTRO)
            self._before_words(begin=False)
            return
        self._show(said)
        self._get_ready()
        self.tell_of_sound(self.visit.id)
        again = self._join(f"transcribe {self.visit.id}", Words.WORKING, self._words_again_there)
        if not again and not self._join(f"draft {self.visit.id}", Words.DRAFTING, self._drafted):
            self._listen_again()
        self._look_for_harm()

    def _look_for_harm(self) -> None:
        """What may be harm is quoted first of all, until a note or an extract is there to be read."""
        act, session = self.desk.actions, self.desk.session
        if act.latest_document(session, self.visit.id) or act.urgent_extracts(session, self.visit.id):
            return
        self._then(look_for_harm(self.desk, self.visit.id), self._tell_of_harm)

    def _tell_of_harm(self, found: tuple[HarmStatement, ...]) -> None:
        if found and not self.working.busy:
            opener = button(HarmWords.READ_FIRST, self._to_harm, keys="Ctrl+U")
            self.notice.tell(HarmWords.found(len(found)), found[0].claim.text, "warn", opener)

    def _to_harm(self) -> None:
        if self._keep_typed():
            self.leave_for(Go.HARM, self.visit.id)

    def _get_ready(self) -> None:
        """Have at hand what the first change and the first sound need, so that nobody waits for it then."""
        act, session, visit, said = self.desk.actions, self.desk.session, self.visit.id, self.said
        first = next((turn for turn in said.turns if turn.words), None) if said is not None else None
        if first is not None:  # each change looks for words of harm, and the dictionary for that is large
            start, end = first.start, first.end
            self.desk.in_background("mend", "get ready to mend", lambda: act.harm_left_out(session, visit, start, end))
            self.get_ready_to_play()

    def _transcribe(self) -> None:
        with self.telling():
            job = self.desk.actions.transcribe_visit(self.desk.session, self.visit.id)
            self.follow(Words.WORKING, self.desk.start(f"transcribe {self.visit.id}", job), self._transcribed)

    def _transcribed(self, said: Transcript) -> None:
        """Show the words with the jottings among them."""
        self._show(self._read() or said)
        self._listen_again()
        self._look_for_harm()

    def _words_again(self) -> None:
        """Turn the sound into words once more; what people did to them is carried over."""
        with self.telling():
            job = self.desk.actions.transcribe_visit(self.desk.session, self.visit.id)
            bridge = self.desk.start(f"transcribe {self.visit.id}", job)
            self.follow(Words.WORKING, bridge, self._words_again_there)

    def _words_again_there(self, _: Transcript) -> None:
        self._show_again(Again.DONE)
        self._ask_next()
        self._listen_again()

    def _draft(self) -> None:
        if self._keep_typed():
            with self.telling():
                job = self.desk.actions.draft_note(self.desk.session, self.visit.id)
                self.follow(Words.DRAFTING, self.desk.start(f"draft {self.visit.id}", job), self._drafted)

    def _to_document(self) -> None:
        if self._keep_typed():
            make, session = self.desk.actions.transcript_document, self.desk.session
            key = f"document {self.visit.id}"
            making = self.desk.in_background(key, "make a document", lambda: make(session, self.visit.id))
            self.follow(Words.MAKING_DOCUMENT, making, self._document_made, may_cancel=False)

    def _document_made(self, made: Document) -> None:
        """The transcript as a document: to be checked, or saved where it is approved already."""
        self.leave_for(Go.EXPORT if made.stage in LEFT_REVIEW else Go.REVIEW, self.visit.id, transcript=True)

    def _drafted(self, _: Document) -> None:
        self.leave_for(Go.REVIEW, self.visit.id)

    def _tell_apart(self, speakers: int | None) -> None:
        """Tell the voices apart again; what was typed and named stays."""
        if self._keep_typed():
            with self.telling():
                job = self.desk.actions.find_voices(self.desk.session, self.visit.id, speakers=speakers)
                bridge = self.desk.start(f"voices {self.visit.id}", job)
                self.follow(Voices.FINDING, bridge, lambda _: self._show_again(Voices.FOUND))

    def _silence(self) -> None:
        """Silence for good what is off the record."""
        self.stop_playing()
        if self.mending is None or not self.mending.editing.finish():
            return
        editing = self.mending.editing
        with self.telling():
            job = self.desk.actions.silence_left_out(self.desk.session, self.visit.id)
            bridge = self.desk.start(f"silence {self.visit.id}", job)
            editing.locked = True
            bridge.ended.connect(editing.unlock)
            self.follow(OffRecord.SILENCING, bridge, lambda _: self._show_again(OffRecord.SILENCED))

    def _listen_again(self) -> None:
        """A second listener checks the words by itself. Nobody waits for it, and it goes on when the screen is left."""
        said = self.said
        if said is None or not said.seconds or self.mending is None:
            return
        bridge = self.desk.second_listener(self.visit.id)
        if bridge is not None:
            self.mending.check.tell_listening(Checking.LISTENING)
            bridge.succeeded.connect(lambda _: self._show_again(""))
            bridge.ended.connect(self._after_second)

    def _after_second(self) -> None:
        if not self._leaving and self.mending is not None:
            self.mending.check.tell_listening("")

    def _show_again(self, words: str) -> None:
        """Long work has changed the transcript. What is being typed is stored first, and is part of it then."""
        if not self._leaving and self.mending is not None and self.mending.editing.keep():
            with self.telling():
                said = self._read()
                if said is not None:
                    self.mending.book.show(said)
                    if words:
                        self.mending.naming.look_again()
                        self.mending.say(words)

    # --- the words

    def _show(self, said: Transcript) -> None:
        self._say_title(said)
        if self.mending is None:
            self._begin_mending(said)
        else:
            self.mending.book.show(said)
        assert self.mending is not None
        self.mending.begin()
        self._ask_next()

    def _say_title(self, said: Transcript) -> None:
        if not said.seconds:
            title, intro = Words.JOTTED_TITLE, Words.JOTTED_INTRO
        elif any(turn.manner in _SPOKEN for turn in said.turns):
            title, intro = Words.TITLE, Words.INTRO
        else:
            title = Words.NO_SPEECH_TITLE
            intro = Words.NO_SPEECH_INTRO if _written(said) else Words.NOTHING_WRITTEN_INTRO
        self.title.say(title)
        self.intro.say(intro)

    def _begin_mending(self, said: Transcript) -> None:
        while self.body.count():
            self.body.takeAt(0)
        for made in self._way_buttons:
            made.hide()
        book = TranscriptBook(self.desk, self.visit, said, self)
        self.mending = Mending(self, book)
        self.add_panes(self.mending.panes())
        self.mending.add_keys()
        document = (Entry(Words.TO_DOCUMENT, self._to_document),) if said.seconds > 0 else ()
        harm = Entry(HarmWords.OPEN, self._to_harm, "Ctrl+U")
        self.key("Ctrl+U", self._to_harm)
        self.mending.add_buttons((*document, harm, *self._ways))
        self.mending.apart.connect(self._tell_apart)
        self.mending.silence.connect(self._silence)
        self.mending.words_again.connect(self._words_again)
        book.failed.connect(self.show_error)
        book.changed.connect(lambda _: self._look_at_note.start())
        self.order_tabs()

    def _ask_next(self) -> None:
        """See, off the window's thread, what the note is like, and offer what comes next."""
        said = self.said
        if said is None or self._leaving:
            return
        if not _written(said):
            self.set_main(Words.MORE_SOUND, self._dictate)
            return
        bridge = self.desk.in_background(f"note {self.visit.id}", "look at the note", self._note)
        self._then(bridge, lambda found: self._offer_next(*found))

    def _note(self) -> tuple[Document | None, bool]:
        """The note, and whether it doesn't match the words any more."""
        act, session = self.desk.actions, self.desk.session
        note = act.latest_document(session, self.visit.id)
        filed = note is not None and note.stage is DocumentStage.FILED
        return note, note is not None and not filed and act.out_of_date(session, note.id)

    def _offer_next(self, note: Document | None, stale: bool) -> None:
        """Draft, or go to the note where there is one that still matches the words."""
        if note is None:
            self.set_main(Words.DRAFT, self._draft)
        elif stale:
            self.notice.tell(Words.CHANGED, tone="warn")
            self.set_main(Words.DRAFT, self._draft)
        else:
            self.set_main(Words.OPEN_NOTE, lambda: self.leave_for(Go.REVIEW, self.visit.id))

    # --- for the window

    def _keep_typed(self) -> bool:
        return self.mending is None or self.mending.editing.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Single letters and digits work wherever the keyboard is, while nothing is being typed."""
        name = key_name(event)
        if self.mending is not None and len(name.removeprefix("Shift+")) == 1:
            self.mending.press(name)
        else:
            super().keyPressEvent(event)

    def first_focus(self) -> QWidget:
        """The list of turns, or the main button before there is one."""
        return self.list if self.mending is not None else self.main

    def visit_shown(self) -> Visit | None:
        """The visit whose words these are."""
        return self.visit

    def escape(self) -> bool:
        """Esc: silence first, then whatever is under way here; only then it goes back."""
        return super().escape() or (self.mending is not None and self.mending.leave())

    def play_again(self) -> None:
        """Play from where the person is, also while words are typed."""
        if self.mending is not None:
            self.mending.hear()

    def may_leave(self) -> str:
        """What is typed is stored first. Where that fails the person is told once, with what was typed."""
        editing = self.mending.editing if self.mending is not None else None
        if editing is None or editing.editor is None or editing.keep():
            return ""
        typed = editing.editor.text
        told, self._not_kept = self._not_kept, typed
        return "" if told == typed else f"{Editing.NOT_KEPT} “{typed}”"

    def end_then(self, then: Callable[[], object], otherwise: Callable[[], object]) -> None:
        """What was typed could not be stored: it is told, and the next request to close closes."""
        self.notice.tell(f"{Editing.NOT_KEPT} “{self._not_kept}”", tone="danger")
        otherwise()

    def close_down(self) -> None:
        """Keep what is half typed."""
        if self.mending is not None:
            self.mending.editing.keep()
            self.mending.book.open = False
        super().close_down()
