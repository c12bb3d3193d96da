"""Saying who spoke: a turn, the turns that are chosen, or a whole voice after hearing three seconds of it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from scribe.visit import PersonId, Turn
from scribe.voice_samples import Voice
from ui.own_turns import is_own
from ui.transcript_book import TranscriptBook
from ui.widgets.turn_list import TurnList
from ui.widgets.voices_card import VoicesCard
from ui.widgets.who_card import WhoCard
from ui.words_transcript import Transcript as Words
from ui.words_transcript import Voices as VoiceWords


class Naming(QObject):
    """Joins the people and the voices to the list. `hear` gives the seconds of a voice's sample."""

    hear = Signal(float, float)
    heard = Signal()
    """A voice is to be named now: the card is to be seen."""

    def __init__(
        self,
        book: TranscriptBook,
        turns: TurnList,
        who: WhoCard,
        voices: VoicesCard,
        say: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._book, self._turns, self.who, self.card, self._say = book, turns, who, voices, say
        self.naming = ""
        """The voice that a number key names now: the one that was heard last."""
        self.wanted = False
        """Whether the worker asked for the card although every voice has a name."""
        self._asked: tuple[str, ...] = ()
        self._known: tuple[Voice, ...] = ()
        who.chosen.connect(self.person)
        who.whole_chosen.connect(lambda whole: self._say(Words.WHOLE_ON if whole else Words.WHOLE_OFF))
        voices.hear.connect(self.hear_voice)

    # --- showing

    def look(self) -> None:
        """The transcript has changed: see whose voices have no name."""
        labels = self._labels()
        if self.naming not in labels:
            self.naming = ""
        if labels != self._asked:
            self.look_again()
        self.card.show_voices(self._unnamed(), self.naming)
        self.card.setVisible(bool(labels) or self.wanted)
        self.show()

    def look_again(self) -> None:
        """Find the clearest seconds of each voice: in an hour's talk that takes a moment, so nobody waits for it."""
        self._asked = self._labels()
        if self._asked:
            self._book.ask_voices(self._know)

    def _know(self, voices: tuple[Voice, ...]) -> None:
        self._known = tuple(sorted(voices, key=lambda voice: -voice.seconds))
        self.card.show_voices(self._unnamed(), self.naming)

    def show(self) -> None:
        """Say what is asked at the turn where the person is."""
        row = self._turns.current()
        if row is None and self._turns.currentIndex().isValid():
            self.who.tell(Words.GAP, Words.GAP_HELP, people=False)
        elif row is not None and is_own(row.turn):
            self.who.tell(Words.OWN, Words.OWN_HELP, people=False)
        else:
            unnamed = Words.UNNAMED if self.card.isHidden() else ""
            self.who.tell(Words.WHO, unnamed if self._book.nameless() else Words.WHO_HELP, people=True)

    def _labels(self) -> tuple[str, ...]:
        return tuple(label for label in self._book.nameless() if label)

    def _unnamed(self) -> tuple[Voice, ...]:
        """The voices without a name, the one that speaks longest first."""
        labels = self._labels()
        return tuple(voice for voice in self._known if voice.label in labels)

    # --- doing

    def hear_next(self) -> None:
        """Hear the next voice without a name; a number key names it then."""
        labels = [voice.label for voice in self._unnamed()]
        if labels:
            at = labels.index(self.naming) + 1 if self.naming in labels else 0
            self.hear_voice(labels[at % len(labels)])

    def hear_voice(self, label: str) -> None:
        """Hear that voice, and name it next."""
        voice = next((each for each in self._unnamed() if each.label == label), None)
        if voice is not None:
            self.naming = label
            self.card.show_voices(self._unnamed(), label)
            self._say(VoiceWords.naming(label))
            self.heard.emit()
            self.hear.emit(voice.sample_start, voice.sample_end)

    def stop_naming(self) -> None:
        """A number key is about the turns that are chosen again."""
        if self.naming:
            self.naming = ""
            self.card.show_voices(self._unnamed(), "")

    def number(self, number: int) -> None:
        """A number key."""
        if 0 < number <= len(self._book.visit.people[:9]):
            self.person(self._book.visit.people[number - 1].id)

    def person(self, person: str) -> None:
        """Give the voice that was heard, or the turns that are chosen, to that person."""
        if self.naming:
            self._name(self.naming, PersonId(person))
        else:
            self._assign(PersonId(person))

    def _name(self, label: str, person: PersonId) -> None:
        if self._book.do(self._book.actions.name_voice, label, person):
            found = self._book.visit.named(person)
            self._say(VoiceWords.named(label, found.name if found else "", len(self._labels())))

    def _assign(self, person: PersonId) -> None:
        """Give the chosen turns to a person. What the worker jotted or dictated is the worker's own already."""
        turns = tuple(turn for turn in self.selected() if not is_own(turn))
        if not turns:
            return
        whole = self.who.whole_voice.isChecked()
        before = {turn.id: turn.speaker for turn in self._book.said.turns}
        give = self._give_voices if whole else self._give_turns
        if give(turns, person):
            self.who.whole_voice.setChecked(False)
            self._turns.go_to_row(self._turns.turns.turn_after(self._turns.currentIndex().row()))
            if whole or len(turns) > 1:
                changed = sum(before.get(turn.id) != turn.speaker for turn in self._book.said.turns)
                found = self._book.visit.named(person)
                self._say(Words.given(changed, found.name if found else ""))

    def _give_turns(self, turns: tuple[Turn, ...], person: PersonId) -> bool:
        return self._book.assign(tuple(turn.id for turn in turns), person)

    def _give_voices(self, turns: tuple[Turn, ...], person: PersonId) -> bool:
        """All that these speakers said. Where one has a label, the voice is meant; where it is a person, the turns."""
        speakers = dict.fromkeys(turn.speaker for turn in turns)
        labels = tuple(one for one in speakers if one and self._book.visit.named(one) is None)
        named = tuple(turn.id for turn in self._book.said.turns if _is_named(turn, speakers.keys() - labels))
        return self._book.assign(named, person, labels)

    def selected(self) -> tuple[Turn, ...]:
        """The turns that are chosen, in order."""
        rows = sorted(index.row() for index in self._turns.selectionModel().selectedIndexes())
        return tuple(turn for row in rows if (turn := self._turns.turns.turn(row)) is not None)


def _is_named(turn: Turn, speakers: Collection[str]) -> bool:
    return turn.speaker in speakers and not is_own(turn)
