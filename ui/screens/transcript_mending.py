"""The transcript with all that mends it: the list on the left, what to check and who spoke on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from scribe.edit_log import EditKind
from scribe.visit import Manner, Transcript
from ui.screens.base import Screen
from ui.screens.transcript_checking import Checking
from ui.screens.transcript_editing import Editing
from ui.screens.transcript_hearing import Hearing
from ui.screens.transcript_keys import menu_groups, plain_keys, window_keys
from ui.screens.transcript_leaving_out import LeavingOut
from ui.screens.transcript_menu import Entry, MoreMenu
from ui.screens.transcript_naming import Naming
from ui.screens.transcript_reading import TurnReading
from ui.screens.transcript_searching import Searching
from ui.transcript_book import TranscriptBook
from ui.widgets.buttons import rename
from ui.widgets.check_panel import CheckPanel
from ui.widgets.dialog import SureDialog
from ui.widgets.known_words import KnownWordsDialog
from ui.widgets.layouts import column, row, scrolling
from ui.widgets.off_record_times import TimesDialog
from ui.widgets.search_bar import SearchBar
from ui.widgets.turn_list import TurnList, TurnModel
from ui.widgets.voices_card import VoicesCard
from ui.widgets.who_card import WhoCard
from ui.words_transcript import Again, More, OffRecord
from ui.words_transcript import Checking as CheckWords
from ui.words_transcript import Transcript as Words
from ui.words_transcript import Undo as UndoWords
from ui.words_transcript import Voices as VoiceWords


class Mending(QObject):
    """Everything a person does to the words of one visit, by key and by button. `screen` is where it is shown."""

    apart = Signal(object)
    """The voices are to be told apart again, with that many people, or None."""
    silence = Signal()
    words_again = Signal()
    """The sound is to be turned into words once more."""

    def __init__(self, screen: Screen, book: TranscriptBook) -> None:
        super().__init__(screen)
        self._screen, self.book = screen, book
        self.list = TurnList(screen.desk.look)
        self.model = TurnModel(book.visit, book.said)
        self.check, self.voices, self.bar = CheckPanel(), VoicesCard(can_find=book.can_find_voices()), SearchBar()
        self.who = WhoCard(book.visit.people)
        say = self.say
        self.checking = Checking(book, self.list, self.check, say, self)
        self.naming = Naming(book, self.list, self.who, self.voices, say, self)
        self.editing = Editing(book, self.list, screen.desk.look, say, self)
        self.searching = Searching(book, self.list, self.bar, say, self)
        self.hearing = Hearing(book, self.list, self._play, lambda: self.checking.current, self)
        self.leaving_out = LeavingOut(book, self.list, self.naming.selected, screen.notice, say, self)
        self.list.show_model(self.model)
        self._heard: tuple[float, float] | None = None
        """The seconds that were played last."""
        self._listen()

    def _listen(self) -> None:
        self.book.changed.connect(self._changed)
        self.list.key_pressed.connect(self.press)
        self.list.double_clicked.connect(self.edit)
        self.list.hears = lambda: self._screen.sounding or self.reading.help.reading
        self.list.more_to_leave = lambda: bool(self.naming.naming) or self.searching.open
        self.list.word_moved.connect(self._moved)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._row_changed())
        self.check.play.connect(self.hear)
        self.naming.hear.connect(self._play)
        self._screen.player_bar.moved.connect(self.hearing.show)
        self._screen.player_bar.ended.connect(self.hearing.quiet)
        self.naming.heard.connect(self._show_who)
        self.checking.came.connect(lambda: self._bring(self.check))
        self.voices.again.connect(self.apart)

    # --- building

    def panes(self) -> QHBoxLayout:
        """The list with what belongs under it, and the cards beside it."""
        left = column(gap=8)
        left.addWidget(self.bar)
        left.addWidget(self.list, 1)
        across = row(gap=16)
        across.addLayout(left, 3)
        across.addWidget(self._side(), 2)
        return across

    def _side(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("body")
        inside = column(holder)
        for part in (self.voices, self.who, self.check):  # a voice that is heard is named just beneath
            inside.addWidget(part)
        inside.addStretch()
        self.side = scrolling(holder, CheckWords.SIDE)
        return self.side

    def _bring(self, card: QWidget) -> None:
        """Show that card at the top of the side, once it has its new height."""
        QTimer.singleShot(0, self, lambda: self.side.verticalScrollBar().setValue(card.y()))

    def _show_who(self) -> None:
        """Show the voice with the numbers beneath it; without room for both, the numbers: the rest is said above."""

        def show() -> None:
            both = self.who.geometry().bottom() - self.voices.y()
            card = self.voices if both <= self.side.viewport().height() else self.who
            self.side.verticalScrollBar().setValue(card.y())

        QTimer.singleShot(0, self, show)

    def add_keys(self) -> None:
        """Keys that work also while something is typed; the plain ones come by `press`."""
        screen = self._screen
        for keys, act in window_keys(self).items():
            screen.key(keys, act)

    def add_buttons(self, entries: tuple[Entry, ...]) -> None:
        """The buttons at the foot of the screen: what is needed all the time, and the menu, which ends with these."""
        self.play_button = self._screen.add_other(Words.PLAY, self.hear, keys="P")
        self.edit_button = self._screen.add_other(Words.EDIT, self.edit, keys="E, Enter")
        self.undo_button = self._screen.add_other(UndoWords.NOTHING, self.undo, keys="Ctrl+Z")
        self.reading = TurnReading(self._screen, self.list)
        self._screen.reading_help = self.reading.help
        self.more_button = self._screen.add_other(More.TITLE, self.open_menu, keys="F10")
        self.menu = MoreMenu(self.more_button, (*menu_groups(self), entries))

    # --- keys

    def press(self, name: str) -> None:
        """A plain key, while nothing is being typed."""
        if name.isdigit():
            self.then(lambda: self.naming.number(int(name)))
        elif (act := plain_keys(self).get(name)) is not None:
            act()

    def leave(self) -> bool:
        """Esc: the voice that is being named first, then the search, then the words. Says whether there was any."""
        if self.naming.naming:
            self.naming.stop_naming()
            self.say(VoiceWords.NOT_NAMED)
        elif self.searching.open:
            self.searching.close()
        elif self.list.words is not None:
            self.list.leave_words()
        else:
            return False
        return True

    def then(self, act: Callable[[], object]) -> None:
        """Do something once what is typed is stored."""
        if self.editing.finish():
            act()

    # --- what a person does

    def hear(self) -> None:
        """Play what is chosen."""
        self.hearing.bit()

    def hear_on(self) -> None:
        """Play on from here; while something is heard, pause and go on."""
        bar = self._screen.player_bar
        if bar.playing or bar.paused:
            bar.toggle()
        else:
            self.hearing.on_from_here()

    def loop(self) -> None:
        """Play the turn over and over; again: no more."""
        bar, span = self._screen.player_bar, self.hearing.turn()
        if not bar.loop and span is None:
            self.say(Words.NO_SOUND)
            return
        self._screen.stop_playing()
        bar.toggle_loop()
        if bar.loop and span is not None:
            self._play(*span)

    def edit(self) -> None:
        """Change the words where they stand."""
        self.editing.begin()

    def find(self) -> None:
        """Open the search."""
        self.then(self.searching.begin)

    def replace(self) -> None:
        """Open the search with what to put in the place of the words."""
        self.then(lambda: self.searching.begin(replacing=True))

    def undo(self) -> None:
        """Take back the last change, and go to where it was."""
        self.then(lambda: self._step_back(self.book.undoable(), self.book.actions.undo, UndoWords.undone))

    def redo(self) -> None:
        """Do it again, and go to where it is."""
        self.then(lambda: self._step_back(self.book.redoable(), self.book.actions.redo, UndoWords.redone))

    def _step_back(
        self, kind: EditKind | None, act: Callable[..., Transcript], words: Callable[[EditKind], str]
    ) -> None:
        if kind is None:
            self.say(UndoWords.NOTHING)
            return
        before = {turn.id: turn for turn in self.book.said.turns}
        if self.book.do(act):
            self.say(words(kind))
            changed = (turn.id for turn in self.book.said.turns if before.get(turn.id) != turn)
            first = next(changed, None)
            if first is not None:
                self.list.go_to(first)

    def off_record(self) -> None:
        """Mark what is chosen, or take the mark off."""
        self.then(self.leaving_out.toggle)

    def off_times(self) -> None:
        """Ask from when to when."""
        spans = self.leaving_out.spans() or ((0.0, 0.0),)
        asked = TimesDialog(self._screen, min(start for start, _ in spans), max(end for _, end in spans))
        asked.chosen.connect(lambda start, end: self.then(lambda: self.leaving_out.leave_out_times(start, end)))
        asked.open()

    def ask_to_silence(self) -> None:
        """Ask once more: it can't be undone."""
        asked = SureDialog(self._screen, OffRecord.SILENCE_SURE, OffRecord.SILENCE_WHY, OffRecord.SILENCE)
        asked.sure.connect(lambda: self.then(self.silence.emit))
        asked.open()

    def ask_for_words_again(self) -> None:
        """Ask once more: it takes long."""
        asked = SureDialog(self._screen, Again.SURE, Again.WHY, Again.DO)
        asked.sure.connect(lambda: self.then(self.words_again.emit))
        asked.open()

    def know_words(self) -> None:
        """Show the words to know."""
        KnownWordsDialog(self._screen, self.book).open()

    def ask_how_many(self) -> None:
        """Show the card that tells voices apart again, and put the keyboard there."""
        self.naming.wanted = True
        self.naming.look()
        self.voices.ask_how_many()

    def open_menu(self) -> None:
        """Open the menu of all that can be done."""
        self.then(self.menu.show_all)

    def read_aloud(self) -> None:
        """Read aloud from here, or stop."""
        self.reading.help.read_or_stop()

    def line_focus(self) -> None:
        """Dim all but the turn that is read, or no more."""
        self.reading.help.toggle_focus()

    def put_back_heard(self) -> None:
        """Put back what was heard, where a known word was put in."""
        self.then(self.editing.put_back_heard)

    def _play(self, start: float, end: float) -> None:
        """Play these seconds; asked for the same again while they are heard, be quiet."""
        span, self._heard = self._heard, (start, end)
        if span != (start, end):
            self._screen.stop_playing()
        self._screen.play(self.book.visit.id, start, end)

    # --- showing

    def begin(self) -> None:
        """Show all of it, with the keyboard at the first turn."""
        self._look()
        last = self._screen.desk.places.get(self.book.visit.id)
        if last is None or not self.list.go_to(last):
            self.list.go_to_row(self.model.turn_after(-1))
        self.list.setFocus()
        QTimer.singleShot(0, self, self._take_keyboard)

    def _take_keyboard(self) -> None:
        """The list is only seen once Qt has come round to it: until then it may not have got the keyboard."""
        holder = QApplication.focusWidget()
        if holder is None or not self._screen.isAncestorOf(holder):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, said: Transcript) -> None:
        self.model.show(said)
        self.list.refresh_words()
        self._look()

    def _look(self) -> None:
        self.checking.look()
        self.naming.look()
        self.searching.look()
        self._show_undo()
        self._show_buttons()

    def _row_changed(self) -> None:
        """The person is at another turn: what was typed in the one before is stored."""
        editor = self.editing.editor
        row = self.list.current()
        if editor is not None and (row is None or row.turn.id != editor.turn_id):
            self.editing.finish()
        if row is not None:
            self._screen.desk.places[self.book.visit.id] = row.turn.id
        self.naming.stop_naming()
        self._moved()

    def _moved(self) -> None:
        """The person is at another turn or word."""
        self.checking.show()
        self.naming.show()
        self._show_buttons()

    def _show_buttons(self) -> None:
        if not hasattr(self, "menu"):
            return
        turn = self.list.current()
        self.play_button.setVisible(turn is not None and self.book.said.seconds > 0)
        self.edit_button.setVisible(turn is not None and turn.turn.manner is not Manner.MARK)

    def _show_undo(self) -> None:
        if hasattr(self, "menu"):
            kind = self.book.undoable()
            self.undo_button.setVisible(kind is not None)
            rename(self.undo_button, UndoWords.undo(kind) if kind is not None else UndoWords.NOTHING)

    def say(self, words: str) -> None:
        """Say one quiet sentence beside the title, where nothing moves because of it."""
        self._screen.intro.say(words)
        self.list.say(words)
