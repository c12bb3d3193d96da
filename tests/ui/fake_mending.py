# ruff: noqa: D102 (the names are those of scribe.actions, and so is what they do)
"""The part of the stand-in for `scribe.actions` that mends a transcript: kept in memory, undone from a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from scribe.jobs import Job, JobContext
from scribe.transcript_edits import with_speaker, with_text, without_doubt
from scribe.visit import Doubt, LeftOut, Transcript, Turn, TurnId, VisitId, Word


@dataclass(frozen=True)
class FakeFound:
    """A place where words were found."""

    turn: TurnId
    start_char: int
    end_char: int


@dataclass(frozen=True)
class FakeVoice:
    """A voice and where to hear it."""

    label: str
    seconds: float
    turns: int
    sample_start: float
    sample_end: float


class FakeMending:
    """Every change is kept whole, so that undoing is going back."""

    def __init__(self) -> None:
        self.transcripts: dict[VisitId, Transcript] = {}
        self.undone: dict[VisitId, list[tuple[str, Transcript]]] = {}
        self.done: dict[VisitId, list[tuple[str, Transcript]]] = {}
        self.words_known: dict[VisitId, tuple[str, ...]] = {}
        self.more_doubts: tuple[Doubt, ...] = ()
        """What the second opinion will find."""
        self.asked_speakers: list[int | None] = []
        self.harm_off_record: tuple[str, ...] = ()
        self.edit_error: Exception | None = None

    def _said(self, visit_id: VisitId, kind: str = "", **changes: Any) -> Transcript:
        return self._keep(visit_id, kind, replace(self.transcripts[visit_id], **changes))

    def _keep(self, visit_id: VisitId, kind: str, said: Transcript) -> Transcript:
        if self.edit_error is not None:
            raise self.edit_error
        if kind:
            self.done.setdefault(visit_id, []).append((kind, self.transcripts[visit_id]))
            self.undone[visit_id] = []
        self.transcripts[visit_id] = said
        return said

    def undo(self, session: Any, visit_id: VisitId) -> Transcript:
        kind, before = self.done[visit_id].pop()
        self.undone.setdefault(visit_id, []).append((kind, self.transcripts[visit_id]))
        return self._keep(visit_id, "", before)

    def redo(self, session: Any, visit_id: VisitId) -> Transcript:
        kind, after = self.undone[visit_id].pop()
        self.done[visit_id].append((kind, self.transcripts[visit_id]))
        return self._keep(visit_id, "", after)

    def undoable(self, session: Any, visit_id: VisitId) -> str | None:
        return self.done[visit_id][-1][0] if self.done.get(visit_id) else None

    def redoable(self, session: Any, visit_id: VisitId) -> str | None:
        return self.undone[visit_id][-1][0] if self.undone.get(visit_id) else None

    def assign_speaker(self, session: Any, visit_id: VisitId, turn_ids: tuple[TurnId, ...], speaker: str) -> Transcript:
        return self._keep(visit_id, "speaker", with_speaker(self.transcripts[visit_id], turn_ids, speaker))

    def name_voice(self, session: Any, visit_id: VisitId, voice: str, person: str) -> Transcript:
        ids = tuple(turn.id for turn in self.transcripts[visit_id].turns if turn.speaker == voice)
        return self._keep(visit_id, "voice", with_speaker(self.transcripts[visit_id], ids, person))

    def edit_turn(self, session: Any, visit_id: VisitId, turn_id: TurnId, text: str) -> Transcript:
        return self._keep(visit_id, "text", with_text(self.transcripts[visit_id], turn_id, text))

    def split_turn(self, session: Any, visit_id: VisitId, turn_id: TurnId, word: int) -> Transcript:
        said = self.transcripts[visit_id]
        at, turn = next((n, t) for n, t in enumerate(said.turns) if t.id == turn_id)
        second = TurnId(f"t{max(int(t.id[1:]) for t in said.turns) + 1}")
        parts = (_of_words(turn, turn.id, turn.words[:word]), _of_words(turn, second, turn.words[word:]))
        doubts = tuple(d for d in said.doubts if d.turn != turn_id)
        return self._said(visit_id, "split", turns=(*said.turns[:at], *parts, *said.turns[at + 1 :]), doubts=doubts)

    def merge_turns(self, session: Any, visit_id: VisitId, turn_id: TurnId) -> Transcript:
        said = self.transcripts[visit_id]
        at = next(n for n, t in enumerate(said.turns) if t.id == turn_id)
        one, other = said.turns[at : at + 2]
        both = _of_words(one, one.id, (*one.words, *other.words))
        doubts = tuple(d for d in said.doubts if d.turn not in (one.id, other.id))
        return self._said(visit_id, "merge", turns=(*said.turns[:at], both, *said.turns[at + 2 :]), doubts=doubts)

    def find_words(
        self, session: Any, visit_id: VisitId, text: str, *, match_case: bool = False, whole_words: bool = False
    ) -> tuple[FakeFound, ...]:
        pattern = _pattern(text, match_case=match_case, whole_words=whole_words)
        turns = self.transcripts[visit_id].turns if text else ()
        return tuple(FakeFound(t.id, m.start(), m.end()) for t in turns for m in pattern.finditer(t.text))

    def replace_words(
        self,
        session: Any,
        visit_id: VisitId,
        text: str,
        by: str,
        *,
        match_case: bool = False,
        whole_words: bool = False,
        turn_ids: tuple[TurnId, ...] | None = None,
    ) -> Transcript:
        pattern = _pattern(text, match_case=match_case, whole_words=whole_words)
        said = self.transcripts[visit_id]
        for turn in said.turns:
            changed = pattern.sub(by, turn.text) if turn_ids is None or turn.id in turn_ids else turn.text
            said = with_text(said, turn.id, changed) if changed != turn.text else said
        return self._keep(visit_id, "replace", said)

    def accept_doubt(self, session: Any, visit_id: VisitId, doubt: Doubt) -> Transcript:
        return self._keep(visit_id, "doubt", without_doubt(self.transcripts[visit_id], doubt))

    def take_offer(self, session: Any, visit_id: VisitId, doubt: Doubt) -> Transcript:
        said = self.transcripts[visit_id]
        turn = next(t for t in said.turns if t.id == doubt.turn)
        words = [word.text for word in turn.words]
        words[doubt.from_word : doubt.to_word] = doubt.offer.split()
        return self._keep(visit_id, "offer", with_text(said, turn.id, " ".join(words)))

    def to_check(self, session: Any, visit_id: VisitId) -> tuple[Doubt, ...]:
        said = self.transcripts.get(visit_id)
        if said is None:
            return ()
        order = {turn.id: number for number, turn in enumerate(said.turns)}
        return tuple(sorted(said.doubts, key=lambda doubt: (order[doubt.turn], doubt.from_word)))

    def second_opinion(self, session: Any, visit_id: VisitId) -> Job[Transcript]:
        def keep(_: Transcript) -> None:
            known = self.transcripts[visit_id].doubts
            self._said(visit_id, doubts=(*known, *(d for d in self.more_doubts if d not in known)))

        return self._job("second opinion", self.transcripts[visit_id], keep)

    def leave_out(self, session: Any, visit_id: VisitId, start: float, end: float) -> Transcript:
        known = self.transcripts[visit_id].left_out
        marked = tuple(sorted((*known, LeftOut(start, end)), key=lambda each: each.start))
        return self._said(visit_id, "left out", left_out=marked)

    def put_back(self, session: Any, visit_id: VisitId, start: float, end: float) -> Transcript:
        known = self.transcripts[visit_id].left_out
        return self._said(
            visit_id, "put back", left_out=tuple(each for each in known if each.end <= start or each.start >= end)
        )

    def harm_left_out(self, session: Any, visit_id: VisitId, start: float, end: float) -> tuple[str, ...]:
        return self.harm_off_record

    def silence_left_out(self, session: Any, visit_id: VisitId) -> Job[Transcript]:
        return self._job("silence", self.transcripts[visit_id], lambda _: None)

    def voices(self, session: Any, visit_id: VisitId) -> tuple[FakeVoice, ...]:
        said = self.transcripts.get(visit_id)
        spoken = [turn for turn in said.turns if not turn.manner] if said is not None else []
        labels = dict.fromkeys(turn.speaker for turn in spoken if turn.speaker)
        found = []
        for label in labels:
            turns = [turn for turn in spoken if turn.speaker == label]
            longest = max(turns, key=lambda turn: turn.end - turn.start)
            seconds = sum(turn.end - turn.start for turn in turns)
            found.append(FakeVoice(label, seconds, len(turns), longest.start, min(longest.end, longest.start + 3)))
        return tuple(found)

    def find_voices(self, session: Any, visit_id: VisitId, *, speakers: int | None) -> Job[Transcript]:
        self.asked_speakers.append(speakers)
        return self._job("voices", self.transcripts[visit_id], lambda _: None)

    def known_words(self, session: Any, visit_id: VisitId) -> tuple[str, ...]:
        return self.words_known.get(visit_id, ())

    def add_known_word(self, session: Any, visit_id: VisitId, word: str) -> tuple[str, ...]:
        self.words_known[visit_id] = tuple(dict.fromkeys((*self.known_words(session, visit_id), word)))
        return self.words_known[visit_id]

    def remove_known_word(self, session: Any, visit_id: VisitId, word: str) -> tuple[str, ...]:
        self.words_known[visit_id] = tuple(one for one in self.known_words(session, visit_id) if one != word)
        return self.words_known[visit_id]

    def undo_known_word(self, session: Any, visit_id: VisitId, turn_id: TurnId, word: int) -> Transcript:
        said = self.transcripts[visit_id]
        turn = next(t for t in said.turns if t.id == turn_id)
        texts = [w.heard if n == word else w.text for n, w in enumerate(turn.words)]
        return self._keep(visit_id, "known word", with_text(said, turn_id, " ".join(texts)))

    def work_gate(self, context: JobContext) -> None:
        """What long work waits for."""

    def _job(self, name: str, result: Any, keep: Callable[[Any], None]) -> Job[Any]:
        raise NotImplementedError


def _of_words(turn: Turn, turn_id: TurnId, words: tuple[Word, ...]) -> Turn:
    text = " ".join(word.text for word in words)
    return replace(turn, id=turn_id, words=words, text=text, start=words[0].start, end=words[-1].end)


def _pattern(text: str, *, match_case: bool, whole_words: bool) -> re.Pattern[str]:
    plain = re.escape(text)
    return re.compile(rf"\b{plain}\b" if whole_words else plain, 0 if match_case else re.IGNORECASE)
