# ruff: noqa: D102 (the names are those of scribe.actions, and so is what they do)
"""The part of the stand-in for `scribe.actions` that mends a transcript: kept in memory, undone from a list."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scribe.edit_log import Edit, EditKind, Put
from scribe.jobs import Job, JobContext
from scribe.transcript_changes import heard_again, joined, offer_taken, split, text_replaced, words_changed
from scribe.transcript_edits import marked, standing
from scribe.transcript_search import Found, SearchFor, find_words
from scribe.visit import Doubt, LeftOut, PersonId, Transcript, TurnId, VisitId
from scribe.voice_samples import Voice
from ui.own_turns import is_jotted


class FakeMending:
    """Every change is kept whole, so that undoing is going back."""

    def __init__(self) -> None:
        self.transcripts: dict[VisitId, Transcript] = {}
        self.undone: dict[VisitId, list[tuple[EditKind, Transcript]]] = {}
        self.done: dict[VisitId, list[tuple[EditKind, Transcript]]] = {}
        self.words_known: dict[VisitId, tuple[str, ...]] = {}
        self.more_doubts: tuple[Doubt, ...] = ()
        """What the second opinion will find."""
        self.asked_speakers: list[int | None] = []
        self.tells_voices = True
        self.silenced = 0
        self.harm_off_record: tuple[str, ...] = ()
        self.edit_error: Exception | None = None

    def _said(self, visit_id: VisitId, kind: EditKind | None = None, **changes: Any) -> Transcript:
        return self._keep(visit_id, kind, replace(self.transcripts[visit_id], **changes))

    def _keep(self, visit_id: VisitId, kind: EditKind | None, said: Transcript) -> Transcript:
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
        return self._keep(visit_id, None, before)

    def redo(self, session: Any, visit_id: VisitId) -> Transcript:
        kind, after = self.undone[visit_id].pop()
        self.done[visit_id].append((kind, self.transcripts[visit_id]))
        return self._keep(visit_id, None, after)

    def undoable(self, session: Any, visit_id: VisitId) -> EditKind | None:
        return self.done[visit_id][-1][0] if self.done.get(visit_id) else None

    def redoable(self, session: Any, visit_id: VisitId) -> EditKind | None:
        return self.undone[visit_id][-1][0] if self.undone.get(visit_id) else None

    def _edit(self, visit_id: VisitId, kind: EditKind, *puts: Put, **more: Any) -> Transcript:
        """As the real log does, with the same pure parts."""
        edit = Edit(kind, "Jo Reed", datetime(2026, 3, 10, 15, 0, tzinfo=UTC), puts, **more)
        return self._keep(visit_id, kind, standing(self.transcripts[visit_id], (edit,)))

    def assign_speaker(
        self,
        session: Any,
        visit_id: VisitId,
        turn_ids: tuple[TurnId, ...],
        speaker: str,
        *,
        voices: tuple[str, ...] = (),
    ) -> Transcript:
        return self._edit(visit_id, EditKind.SPEAKER, turns=tuple(turn_ids), speaker=speaker, voices=voices)

    def name_voice(self, session: Any, visit_id: VisitId, voice: str, person: PersonId) -> Transcript:
        return self._edit(visit_id, EditKind.VOICE, voices=(voice,), speaker=person)

    def edit_turn(self, session: Any, visit_id: VisitId, turn_id: TurnId, text: str) -> Transcript:
        if visit_id not in self.transcripts:
            return self._jotting_changed(visit_id, turn_id, text)
        said = self.transcripts[visit_id]
        return self._edit(visit_id, EditKind.WORDS, words_changed(said, turn_id, text))

    def _jotting_changed(self, visit_id: VisitId, turn_id: TurnId, text: str) -> Transcript:
        raise NotImplementedError

    def split_turn(self, session: Any, visit_id: VisitId, turn_id: TurnId, word: int) -> Transcript:
        said = self.transcripts[visit_id]
        new = TurnId(f"t{max(int(turn.id[1:]) for turn in said.turns) + 1}")
        return self._edit(visit_id, EditKind.SPLIT, split(said, turn_id, word, new))

    def merge_turns(self, session: Any, visit_id: VisitId, turn_id: TurnId) -> Transcript:
        return self._edit(visit_id, EditKind.JOINED, joined(self.transcripts[visit_id], turn_id))

    def find_words(
        self, session: Any, visit_id: VisitId, text: str, *, match_case: bool = False, whole_words: bool = False
    ) -> tuple[Found, ...]:
        said = self.transcripts[visit_id]
        return find_words(said.turns, text, match_case=match_case, whole_words=whole_words)

    def replace_words(
        self,
        session: Any,
        visit_id: VisitId,
        text: str,
        by: str,
        *,
        match_case: bool = False,
        whole_words: bool = False,
        turn_ids: Collection[TurnId] | None = None,
    ) -> Transcript:
        wanted = SearchFor(text, match_case=match_case, whole_words=whole_words)
        said = self.transcripts[visit_id]
        spoken = replace(said, turns=tuple(turn for turn in said.turns if not is_jotted(turn)))
        puts = text_replaced(spoken, wanted, by, turn_ids)
        return self._edit(visit_id, EditKind.REPLACED, *puts)

    def accept_doubt(self, session: Any, visit_id: VisitId, *doubts: Doubt) -> Transcript:
        said = self.transcripts[visit_id]
        return self._edit(visit_id, EditKind.DOUBT_ACCEPTED, doubts=tuple(marked(said, doubt) for doubt in doubts))

    def take_offer(self, session: Any, visit_id: VisitId, doubt: Doubt) -> Transcript:
        return self._edit(visit_id, EditKind.OFFER_TAKEN, offer_taken(self.transcripts[visit_id], doubt))

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

    def leave_out(self, session: Any, visit_id: VisitId, *spans: tuple[float, float]) -> Transcript:
        return self._edit(visit_id, EditKind.LEFT_OUT, spans=tuple(LeftOut(*each) for each in spans))

    def put_back(self, session: Any, visit_id: VisitId, *spans: tuple[float, float]) -> Transcript:
        return self._edit(visit_id, EditKind.PUT_BACK, spans=tuple(LeftOut(*each) for each in spans))

    def harm_left_out(self, session: Any, visit_id: VisitId, start: float, end: float) -> tuple[str, ...]:
        return self.harm_off_record

    def silence_left_out(self, session: Any, visit_id: VisitId) -> Job[Transcript]:
        def keep(_: Transcript) -> None:
            self.silenced += 1

        return self._job("silence", self.transcripts[visit_id], keep)

    def voices(self, session: Any, visit_id: VisitId) -> tuple[Voice, ...]:
        said = self.transcripts.get(visit_id)
        spoken = [turn for turn in said.turns if not turn.manner] if said is not None else []
        labels = dict.fromkeys(turn.speaker for turn in spoken if turn.speaker)
        found = []
        for label in labels:
            turns = [turn for turn in spoken if turn.speaker == label]
            longest = max(turns, key=lambda turn: turn.end - turn.start)
            seconds = sum(turn.end - turn.start for turn in turns)
            found.append(Voice(label, seconds, len(turns), longest.start, min(longest.end, longest.start + 3)))
        return tuple(found)

    def can_find_voices(self, session: Any) -> bool:
        return self.tells_voices

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
        return self._edit(visit_id, EditKind.KNOWN_WORD_UNDONE, heard_again(self.transcripts[visit_id], turn_id, word))

    def work_gate(self, context: JobContext) -> None:
        """What long work waits for."""

    def _job(self, name: str, result: Any, keep: Callable[[Any], None]) -> Job[Any]:
        raise NotImplementedError
