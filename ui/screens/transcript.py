"""What was said: who spoke, which words are doubtful, and putting right what was misheard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from scribe.doubts import LOW_CONFIDENCE
from scribe.visit import Document, DocumentStage, Manner, Person, PersonId, Turn, Visit, VisitId, VisitStage
from scribe.visit import Transcript as Said
from ui.desk import Desk, Go
from ui.own_turns import is_own, span_to_play
from ui.screens.base import Screen
from ui.theme import SPACE
from ui.widgets.buttons import CardButton, button
from ui.widgets.field import Field, lines
from ui.widgets.layouts import card, column, flow_of, row, scrolling
from ui.widgets.text import Text
from ui.widgets.turn_list import TurnList, TurnModel
from ui.words import Common, Erase, Hold
from ui.words import Transcript as Words

_SPOKEN = (Manner.SPOKEN, Manner.DICTATED)


def _written(said: Said) -> bool:
    """Whether there are any words that a note can be made from."""
    return any(turn.text.strip() for turn in said.turns)


class TranscriptScreen(Screen):
    """Before there are words: turn the sound into words. After: name, mend, and go on to the draft."""

    step = 3

    def __init__(self, desk: Desk, visit_id: VisitId, *, begin: bool = False) -> None:
        super().__init__(desk, Words.TITLE, Words.EMPTY_INTRO, scrolls=False)
        self.visit: Visit = desk.actions.visit(desk.session, visit_id)
        self.said: Said | None = desk.actions.drafted_from(desk.session, visit_id)
        self.model: TurnModel | None = None
        self.body.addStretch()
        if not self.visit.practice:  # nothing of it is kept anyway
            self._offer_more()
        if self.said is not None and self._is_words:
            self._show(self.said)
            self.tell_of_sound(visit_id)
            self._join(f"draft {visit_id}", Words.DRAFTING, self._drafted)
        else:
            self.set_main(Words.START, self._transcribe)
            if not self._join(f"transcribe {visit_id}", Words.WORKING, self._transcribed) and begin:
                self._transcribe()

    @property
    def _is_words(self) -> bool:
        """Whether all there is of the visit is words: its sound was written down, or there is none."""
        return self.visit.stage in (VisitStage.TRANSCRIBED, VisitStage.PLANNED)

    def _offer_more(self) -> None:
        """Also before there are words: sound in which nobody is heard must not be the end of the way."""
        self.add_other(Words.MORE_SOUND, self._dictate)
        self.add_other(Hold.HOLD, lambda: self.leave_for(Go.HOLD, self.visit.id))
        self.add_other(Erase.ERASE, lambda: self.leave_for(Go.ERASE, self.visit.id))

    def _join(self, key: str, title: str, then: Callable[..., object]) -> bool:
        """Follow a job that was started on this screen before."""
        bridge = self.desk.work.under_way(key)
        if bridge is not None:
            self.follow(title, bridge, then)
        return bridge is not None

    def _dictate(self) -> None:
        self.leave_for(Go.SOUND, self.visit.id, account=True)

    # --- long work

    def _transcribe(self) -> None:
        with self.telling():
            job = self.desk.actions.transcribe_visit(self.desk.session, self.visit.id)
            self.follow(Words.WORKING, self.desk.start(f"transcribe {self.visit.id}", job), self._transcribed)

    def _transcribed(self, said: Said) -> None:
        """Show the words with the jottings among them."""
        self._show(self.desk.actions.drafted_from(self.desk.session, self.visit.id) or said)

    def _draft(self) -> None:
        self._save_edit()
        with self.telling():
            job = self.desk.actions.draft_note(self.desk.session, self.visit.id)
            self.follow(Words.DRAFTING, self.desk.start(f"draft {self.visit.id}", job), self._drafted)

    def _drafted(self, _: Document) -> None:
        self.leave_for(Go.REVIEW, self.visit.id)

    # --- the words

    def _show(self, said: Said) -> None:
        self.said = said
        self._say_title(said)
        self._offer_next()
        if self.model is None:
            self._build_list(said)
        assert self.model is not None
        self.model.show(said)
        self._say_unnamed()
        self.list.setCurrentIndex(self.model.index(self.model.turn_after(-1)))
        self.list.setFocus()

    def _say_title(self, said: Said) -> None:
        if not said.seconds:
            title, intro = Words.JOTTED_TITLE, Words.JOTTED_INTRO
        elif any(turn.manner in _SPOKEN for turn in said.turns):
            title, intro = Words.TITLE, Words.INTRO
        else:
            title = Words.NO_SPEECH_TITLE
            intro = Words.NO_SPEECH_INTRO if _written(said) else Words.NOTHING_WRITTEN_INTRO
        self.title.say(title)
        self.intro.say(intro)

    def _offer_next(self) -> None:
        """Draft, or go to the note where there is one that still matches the words; without words, dictate some."""
        assert self.said is not None
        if not _written(self.said):
            self.set_main(Words.MORE_SOUND, self._dictate)
            return
        note = self.desk.actions.latest_document(self.desk.session, self.visit.id)
        if note is None:
            self.set_main(Words.DRAFT, self._draft)
        elif note.stage is not DocumentStage.FILED and self.desk.actions.out_of_date(self.desk.session, note.id):
            self.notice.tell(Words.CHANGED, tone="warn")
            self.set_main(Words.DRAFT, self._draft)
        else:
            self.set_main(Words.OPEN_NOTE, lambda: self.leave_for(Go.REVIEW, self.visit.id))

    def _build_list(self, said: Said) -> None:
        self.model = TurnModel(self.visit, said)
        self.list = TurnList(self.desk.look)
        self.list.setModel(self.model)
        self.list.key_pressed.connect(self._typed)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        while self.body.count():
            self.body.takeAt(0)
        across = row(gap=16)
        turn_buttons, turn_editor = self._turn_parts()
        left = column(gap=8)
        left.addWidget(self.list, 1)
        left.addWidget(turn_editor)
        left.addWidget(turn_buttons)
        across.addLayout(left, 3)
        across.addWidget(self._side(), 2)
        self.add_panes(across)
        self.key("Ctrl+S", self._save_edit)
        self.key("Ctrl+E", self._start_edit)
        self.order_tabs()

    def _side(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("body")
        inside = column(holder)
        # At the top of the pane that scrolls: under the list it would take the list's own height at large text.
        self.doubt_words = Text("")
        self.doubt_words.hide()
        inside.addWidget(self.doubt_words)
        frame, within = card()
        self.who = Text(Words.WHO, "heading")
        within.addWidget(self.who)
        self.who_help = Text(Words.WHO_HELP, "muted")
        within.addWidget(self.who_help)
        self.people = [self._person_button(n, person) for n, person in enumerate(self.visit.people[:9], start=1)]
        for made in self.people:
            within.addWidget(made)
        self.whole_voice = QCheckBox(Words.WHOLE_VOICE)
        self.whole_voice.setAccessibleName(Words.WHOLE_VOICE)
        within.addWidget(self.whole_voice)
        inside.addWidget(frame)
        inside.addWidget(Text(Words.DOUBT_KEY, "small"))
        inside.addStretch()
        return scrolling(holder, Words.WHO)

    def _turn_parts(self) -> tuple[QWidget, QWidget]:
        frame, within = card()
        within.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        self.play_button = button(Words.PLAY, self._play, keys="P")
        self.edit_button = button(Words.EDIT, self._start_edit, keys="E, Ctrl+E")
        self.right_button = button(Words.DOUBT_OK, self._accept_doubts, keys="R")
        self.editor = lines()
        self.edit_field = Field(Words.EDIT_FIELD, self.editor)
        self.save_button = button(Words.SAVE_EDIT, self._save_edit, keys="Ctrl+S")
        self.edit_frame = frame
        frame.hide()
        within.addWidget(self.edit_field)
        within.addWidget(flow_of(self.save_button))
        return flow_of(self.play_button, self.edit_button, self.right_button), frame

    def _person_button(self, number: int, person: Person) -> QPushButton:
        words = Words.person_key(number, person.name)
        made = CardButton("choice")
        made.setCheckable(False)
        made.put(Text(words, "label"))
        made.setAccessibleName(words)
        made.setToolTip(Common.shortcut(str(number)))
        made.clicked.connect(lambda _=False: self._assign(person.id))
        return made

    # --- what a person does to a turn

    def _typed(self, character: str) -> None:
        if character.isdigit() and 0 < int(character) <= len(self.people):
            self._assign(self.visit.people[int(character) - 1].id)
        elif character == "P":
            self._play()
        elif character == "E":
            self._start_edit()
        elif character == "R":
            self._accept_doubts()

    def _current(self) -> Turn | None:
        assert self.model is not None
        index = self.list.currentIndex()
        return self.model.turn(index.row()) if index.isValid() else None

    def _chosen(self) -> None:
        turn = self._current()
        assert self.said is not None
        doubts = [doubt for doubt in self.said.doubts if turn is not None and doubt.turn == turn.id]
        self.right_button.setVisible(bool(doubts))
        self.play_button.setVisible(turn is not None and self.said.seconds > 0)
        self.edit_button.setVisible(turn is not None and turn.manner is not Manner.MARK)
        for made in (*self.people, self.whole_voice):
            made.setVisible(turn is not None and not is_own(turn))
        self._say_unnamed()
        reasons = dict.fromkeys(doubt.why for doubt in doubts if doubt.why != LOW_CONFIDENCE)
        self.doubt_words.say("\n".join(reasons))
        self.doubt_words.setVisible(bool(reasons))
        self.edit_frame.hide()

    def _selected(self) -> tuple[Turn, ...]:
        assert self.model is not None
        chosen = (self.model.turn(index.row()) for index in self.list.selectionModel().selectedIndexes())
        return tuple(turn for turn in chosen if turn is not None)

    def _assign(self, person: PersonId) -> None:
        """Give the chosen turns to a person. What the worker jotted or dictated is the worker's own already."""
        turns = tuple(turn for turn in self._selected() if not is_own(turn))
        with self.telling():
            ids = tuple(turn.id for turn in (self._same_voice(turns) if self.whole_voice.isChecked() else turns))
            if ids:
                self._changed(self.desk.actions.assign_speaker(self.desk.session, self.visit.id, ids, person))
                self._next_turn()

    def _same_voice(self, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        """Every turn of the voices that are chosen, so that a voice has to be named only once."""
        assert self.said is not None
        voices = {turn.speaker for turn in turns}
        return tuple(turn for turn in self.said.turns if turn.speaker in voices and not is_own(turn))

    def _next_turn(self) -> None:
        assert self.model is not None
        following = self.model.turn_after(self.list.currentIndex().row())
        self.list.setCurrentIndex(self.model.index(following))

    def _changed(self, said: Said) -> None:
        assert self.model is not None
        self.said = said
        self.model.show(said)
        self.notice.quiet()
        self._offer_next()
        self._say_unnamed()
        self._chosen()

    def _say_unnamed(self) -> None:
        assert self.said is not None
        spoken = [turn for turn in self.said.turns if not is_own(turn)]
        chosen = self._current()
        unnamed = any(self.visit.named(turn.speaker) is None for turn in spoken)
        if chosen is None and self.list.currentIndex().isValid():
            self.who.say(Words.GAP)
            self.who_help.say(Words.GAP_HELP)
            return
        own = chosen is not None and is_own(chosen)
        self.who.say(Words.OWN if own else Words.WHO)
        self.who_help.say(Words.OWN_HELP if own else Words.UNNAMED if unnamed else Words.WHO_HELP)

    def _start_edit(self) -> None:
        turn = self._current() if self.model else None
        if turn is not None and turn.manner is not Manner.MARK:
            self.editor.setPlainText(turn.text)
            self.edit_frame.show()
            self.editor.setFocus()

    def _save_edit(self) -> None:
        turn = self._current() if self.model else None
        if turn is None or self.edit_frame.isHidden():
            return
        with self.telling():
            text = self.editor.toPlainText().strip()
            if text and text != turn.text:
                self._changed(self.desk.actions.edit_turn(self.desk.session, self.visit.id, turn.id, text))
            self.edit_frame.hide()
            self.list.setFocus()

    def _accept_doubts(self) -> None:
        turn = self._current()
        assert self.said is not None
        with self.telling():
            for doubt in self.said.doubts:
                if turn is not None and doubt.turn == turn.id:
                    self._changed(self.desk.actions.accept_doubt(self.desk.session, self.visit.id, doubt))

    def _play(self) -> None:
        turn = self._current()
        assert self.said is not None
        if turn is not None and self.said.seconds > 0:
            self.play(self.visit.id, *span_to_play(turn))

    # --- for the window

    def first_focus(self) -> QWidget:
        """The list of turns, or the main button before there is one."""
        return self.list if self.model is not None else self.main

    def visit_shown(self) -> Visit | None:
        """The visit whose words these are."""
        return self.visit

    def close_down(self) -> None:
        """Keep what is half typed."""
        self._save_edit()
        super().close_down()
