"""Whose words a turn is, and when: as it stands beside a statement, and in what was left out."""

from __future__ import annotations

from scribe.review_parts import YOURS
from scribe.transcript_document import speaker_name
from scribe.visit import Omission, Transcript, Turn, TurnId, Visit
from ui.own_turns import source_words
from ui.words import Review as Words
from ui.words import Transcript as TranscriptWords
from ui.words import clock


class Sources:
    """The turns that a document was drafted from. `lines`: it is the transcript itself, line by line."""

    def __init__(self, visit: Visit, said: Transcript | None, *, lines: bool) -> None:
        self._visit, self._lines = visit, lines
        self._turns = {turn.id: turn for turn in said.turns} if said else {}

    def source(self, turn: Turn) -> str:
        """Who says it; of a line, the name that stands in it."""
        return speaker_name(turn, self._visit) if self._lines else source_words(turn, self._visit)

    def _speaker_of(self, turn: TurnId) -> str:
        """Who says the turn of that id."""
        return self.source(self._turns[turn]) if turn in self._turns else TranscriptWords.NOBODY

    def who_said(self, omission: Omission) -> str:
        """Who said what was left out, when, and why it was."""
        if omission.why == YOURS:
            return f"{Words.YOUR_WORDS}. Why: {Words.LEFT_OUT_BECAUSE[YOURS]}."
        start = self._turns[omission.turn].start if omission.turn in self._turns else 0.0
        why = Words.LEFT_OUT_BECAUSE.get(omission.why, omission.why)
        return f"{self._speaker_of(omission.turn)}, {clock(start)}. Why: {why}."
