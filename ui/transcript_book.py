"""The transcript of one visit while it is mended: each change is stored at once, and whatever shows it is told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from scribe.edit_log import EditKind
from scribe.transcript_search import Found
from scribe.visit import Doubt, PersonId, Transcript, Turn, TurnId, Visit
from scribe.voice_samples import Voice
from ui.desk import Desk
from ui.errors import TOLD
from ui.own_turns import is_own


class TranscriptBook(QObject):
    """`changed` comes after every change with the transcript as it is then. What fails is told by `failed`."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, visit: Visit, said: Transcript, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.actions = desk.actions
        self.visit = visit
        self.said = said
        self.open = True
        """Whether anybody still wants to know."""
        self._nameless: tuple[Transcript | None, tuple[str, ...]] = (None, ())

    # --- reading

    def turn(self, turn_id: TurnId) -> Turn | None:
        """One turn as it is now."""
        return next((turn for turn in self.said.turns if turn.id == turn_id), None)

    def nameless(self) -> tuple[str, ...]:
        """The speakers that are no people of the visit: labels, and '' where nobody is known."""
        if self._nameless[0] is not self.said:
            spoken = dict.fromkeys(turn.speaker for turn in self.said.turns if not is_own(turn))
            self._nameless = (self.said, tuple(one for one in spoken if self.visit.named(one) is None))
        return self._nameless[1]

    def places(self) -> tuple[Doubt, ...]:
        """The places to check, in order of the talk."""
        return tuple(self.actions.to_check(self._desk.session, self.visit.id))

    def ask_voices(self, then: Callable[[tuple[Voice, ...]], object]) -> None:
        """Find every voice with its seconds and a sample, off the window's thread."""
        ask, session, visit = self.actions.voices, self._desk.session, self.visit.id
        bridge = self._desk.in_background(f"voices of {visit}", "look for voices", lambda: ask(session, visit))
        bridge.succeeded.connect(lambda found: then(found) if self.open else None)

    def can_find_voices(self) -> bool:
        """Whether voices can be told apart on this laptop."""
        return self.actions.can_find_voices(self._desk.session)

    def may_silence(self) -> bool:
        """Whether policy says that what is off the record is silenced in the sound, and anything is."""
        return self._desk.session.settings.off_record == "silence" and bool(self.said.left_out)

    def known_words(self) -> tuple[str, ...]:
        """What the recogniser should know for this visit."""
        return tuple(self.actions.known_words(self._desk.session, self.visit.id))

    def add_known(self, word: str) -> None:
        """Add one. Raises what `scribe.actions` raises."""
        self.actions.add_known_word(self._desk.session, self.visit.id, word)

    def remove_known(self, word: str) -> None:
        """Take one out. Raises what `scribe.actions` raises."""
        self.actions.remove_known_word(self._desk.session, self.visit.id, word)

    def find(self, text: str, *, match_case: bool, whole_words: bool) -> tuple[Found, ...]:
        """Every place where these words are."""
        ask, session = self.actions.find_words, self._desk.session
        return tuple(ask(session, self.visit.id, text, match_case=match_case, whole_words=whole_words))

    def harm_within(self, start: float, end: float) -> tuple[str, ...]:
        """A line for each sentence of these seconds that tells of harm."""
        try:
            return tuple(self.actions.harm_left_out(self._desk.session, self.visit.id, start, end))
        except TOLD:  # the change itself will tell
            return ()

    def ask_harm_within(self, spans: tuple[tuple[float, float], ...], then: Callable[[list[str]], object]) -> None:
        """The same for long stretches, off the window's thread: in an hour's talk it takes seconds."""
        ask, session, visit = self.actions.harm_left_out, self._desk.session, self.visit.id
        bridge = self._desk.in_background(
            f"harm {visit}", "look for harm", lambda: [line for span in spans for line in ask(session, visit, *span)]
        )
        bridge.succeeded.connect(lambda found: then(found) if self.open else None)
        bridge.failed.connect(lambda error: self.failed.emit(error) if self.open else None)

    def undoable(self) -> EditKind | None:
        """What kind of change would be taken back, or None."""
        return self.actions.undoable(self._desk.session, self.visit.id)

    def redoable(self) -> EditKind | None:
        """What kind of change would be done again, or None."""
        return self.actions.redoable(self._desk.session, self.visit.id)

    # --- changing

    def show(self, said: Transcript) -> None:
        """The transcript was changed by something else: long work."""
        self.said = said
        self.changed.emit(said)

    def do(self, act: Callable[..., Transcript], *about: object, **more: object) -> bool:
        """Ask for a change, one of `scribe.actions`. True when it is stored."""
        try:
            said = act(self._desk.session, self.visit.id, *about, **more)
        except TOLD as error:
            self.failed.emit(error)
            return False
        self.show(said)
        return True

    def do_aside(
        self, act: Callable[..., Transcript], then: Callable[[], object], *about: object, **more: object
    ) -> None:
        """The same off the window's thread, for a change of so much that it takes a moment."""
        session, visit = self._desk.session, self.visit.id
        bridge = self._desk.in_background(
            f"change {visit}", "change the words", lambda: act(session, visit, *about, **more)
        )
        bridge.succeeded.connect(lambda _: self._done_aside(then) if self.open else None)
        bridge.failed.connect(lambda error: self.failed.emit(error) if self.open else None)

    def _done_aside(self, then: Callable[[], object]) -> None:
        """Something else may have been changed meanwhile: show it as it is now."""
        said = self.actions.transcript(self._desk.session, self.visit.id)
        if said is not None:
            self.show(said)
            then()

    def edit(self, turn: TurnId, text: str) -> bool:
        """Other words in the place of a turn's."""
        return self.do(self.actions.edit_turn, turn, text)

    def assign(self, turns: tuple[TurnId, ...], person: PersonId, voices: tuple[str, ...] = ()) -> bool:
        """Say who spoke these turns, and all turns of these voices."""
        return self.do(self.actions.assign_speaker, turns, person, voices=voices)

    def accept(self, place: Doubt) -> bool:
        """The words of a place are right: every doubt about them alone is settled; one about more words stays."""
        about = [doubt for doubt in self.said.doubts if within(doubt, place)] or [place]
        return self.do(self.actions.accept_doubt, *about)

    def take(self, place: Doubt) -> bool:
        """Put what a place offers in the place of its words."""
        about = (doubt for doubt in self.said.doubts if doubt.offer == place.offer and overlaps(doubt, place))
        return self.do(self.actions.take_offer, place if place in self.said.doubts else next(about, place))


def overlaps(one: Doubt, other: Doubt) -> bool:
    """Whether two doubts are about a word of the same turn."""
    return one.turn == other.turn and one.from_word < other.to_word and other.from_word < one.to_word


def within(one: Doubt, other: Doubt) -> bool:
    """Whether a doubt is about no other words than another."""
    return one.turn == other.turn and other.from_word <= one.from_word and one.to_word <= other.to_word
