"""Carries what people did over to what another pass of the machine made of the same visit, so that none of it is lost.

Pure. What was said at the same time is the same turn, and keeps its id. Edits whose turns are all there still stand,
and can be undone one by one. Where turns are cut differently now, words that a person typed take the place of whatever
is heard in the seconds of their turn; who spoke is carried over by the seconds too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scribe.edit_log import MACHINE, Edit, EditKind, EditState, KeptEdit, Put
from scribe.off_record import with_tokens
from scribe.transcript_changes import doubts_of, next_turn_ids, part
from scribe.transcript_edits import LABEL, Mending, marked, standing
from scribe.visit import Doubt, Transcript, Turn, TurnId, Word
from scribe.word_times import middle

SAME_SECONDS = 0.3
"""How far a turn's start and end may have moved for it to be the same turn: less than a word."""
RECUT = (
    "You had put these words right. The sound was made into words once more since, and the turns are cut differently. "
    "Check that nothing is missing or said twice."
)
SPEAKER_LOST = "You had said who spoke here. The turns are cut differently now: say it again."


@dataclass(frozen=True)
class Carried:
    """The new base, the numbers of the edits that stand on it as they are, and those that take the place of others."""

    base: Transcript
    keep: tuple[int, ...]
    edits: tuple[Edit, ...]


def carried_over(
    before: Transcript, kept: Sequence[KeptEdit], result: Transcript, given: Collection[TurnId], at: datetime
) -> Carried:
    """What stands of these edits of the base `before` on the base that `result` becomes.

    `given`: every turn id that the visit ever had. `at`: when this is.
    """
    ids = next_turn_ids(given)
    base = with_tokens(_with_ids(before, result, ids), before.left_out, ids)
    stood = [each.edit for each in kept if each.state is EditState.STANDS]
    carrying = _Carrying(before, stood, base, ids, at)
    keep = tuple(each.number for each in kept if each.state is EditState.STANDS and carrying.keeps(each.edit))
    carrying.name_voices()
    carrying.put_typed()
    carrying.name_turns()
    return Carried(base, keep, tuple(carrying.edits))


class _Carrying:
    """What stands on the new base so far."""

    def __init__(
        self, before: Transcript, stood: Sequence[Edit], base: Transcript, ids: Iterator[TurnId], at: datetime
    ) -> None:
        self._stood, self._ids, self._at = stood, ids, at
        self._then = standing(before, stood)
        heard = standing(before, [edit for edit in stood if edit.by_machine])
        self._heirs = {each: _heir(each, heard.turns, base.turns) for edit in stood for each in edit.voices}
        self._now = Mending(base)
        self._lost: set[TurnId] = set()
        self._voices: list[Edit] = []
        self.edits: list[Edit] = []

    def keeps(self, edit: Edit) -> bool:
        """Whether an edit stands as it is. Those that don't, and what rests on them, are carried over otherwise."""
        if edit.kind is EditKind.VOICES_FOUND or not self._has_its_place(edit):
            self._lose(edit)  # the new base has labels, and is cut, on its own
            return False
        self._now.make(edit)
        return True

    def _has_its_place(self, edit: Edit) -> bool:
        """Whether all that an edit is about is there as it was."""
        needed = {*edit.turns, *(each for put in edit.puts for each in put.before)}
        placed_by_time = any(not put.before for put in edit.puts)
        gone = placed_by_time or needed - self._now.turns.keys() or needed & self._lost or self._is_old(edit)
        return not gone and all(self._heirs[voice] == voice for voice in edit.voices)

    def _is_old(self, edit: Edit) -> bool:
        """Whether it only cuts words anew that are others now: nobody typed them, so what is heard now stays."""
        cuts = (put for put in edit.puts if not any(turn.edited for turn in put.turns))
        return any(not self._now.same_words(put) for put in cuts)

    def _lose(self, edit: Edit) -> None:
        """Nothing that rests on these turns can stand as it is."""
        self._lost.update(*((*put.before, *(turn.id for turn in put.turns)) for put in edit.puts))
        if edit.voices:
            self._voices.append(edit)

    def name_voices(self) -> None:
        """A voice that was named and has another label now keeps its name; turns named with it are named by time."""
        for edit in self._voices:
            if heirs := tuple(dict.fromkeys(heir for voice in edit.voices if (heir := self._heirs[voice]))):
                self._make(replace(edit, voices=heirs, turns=()))

    def put_typed(self) -> None:
        """Turns whose words a person typed, and that are not there as they were."""
        by = {turn.id: edit.by for edit in self._stood for put in edit.puts for turn in put.turns}
        for turn in self._then.turns:
            now = self._now.turns.get(turn.id)
            if turn.edited and (now is None or now.text != turn.text):
                self._make(Edit(EditKind.CARRIED, by.get(turn.id, ""), self._at, self._typed(turn)))

    def name_turns(self) -> None:
        """Turns in whose seconds one person was said to speak, and nobody else; and a doubt where that is not sure."""
        said, then = self._now.transcript(), {turn.id: turn.speaker for turn in self._then.turns}
        by = {edit.speaker: edit.by for edit in self._stood if edit.speaker}
        named: dict[str, list[TurnId]] = {}
        lost: list[Doubt] = []
        for turn in said.turns:
            if then.get(turn.id) == turn.speaker:
                continue
            there = _overlapping(turn, self._then.turns)
            speakers = {old.speaker for old in there}
            most = 2 * sum(_shared(turn, old) for old in there) >= turn.end - turn.start
            people = {each for each in speakers if each and not LABEL.fullmatch(each)}
            if len(speakers) == 1 and people and most:
                if people != {turn.speaker}:
                    named.setdefault(people.pop(), []).append(turn.id)
            elif people and (not turn.speaker or LABEL.fullmatch(turn.speaker)):
                lost.append(Doubt(turn.id, 0, max(1, len(turn.words)), SPEAKER_LOST))
        for speaker, turns in named.items():
            self._make(Edit(EditKind.CARRIED, by.get(speaker, ""), self._at, turns=tuple(turns), speaker=speaker))
        if lost:
            doubts = tuple(marked(said, doubt) for doubt in lost)
            self._make(Edit(EditKind.DOUBTS_FOUND, MACHINE, self._at, doubts=doubts))

    def _make(self, edit: Edit) -> None:
        self.edits.append(edit)
        self._now.make(edit)

    def _typed(self, typed: Turn) -> tuple[Put, ...]:
        """The turn in its place, and what is heard in its seconds taken out of the turns there.

        Of another turn that a person typed nothing is taken out.
        """
        said = self._now.transcript()
        heard = [turn for turn in said.turns if not turn.edited and any(_inside(typed, word) for word in turn.words)]
        cut = tuple(self._around(said, turn, typed) for turn in heard)
        there = self._now.turns.keys() - {turn.id for turn in heard}
        own = typed if typed.id not in there else replace(typed, id=next(self._ids))
        doubts = [replace(doubt, turn=own.id) for doubt in doubts_of(self._then, typed.id) if doubt.why != RECUT]
        if heard:
            doubts.append(Doubt(own.id, 0, max(1, len(own.words)), RECUT))
        return (*cut, Put((), (own,), tuple(doubts)))

    def _around(self, said: Transcript, turn: Turn, typed: Turn) -> Put:
        """A turn without the words that are heard in the seconds of another."""
        inside = [at for at, word in enumerate(turn.words) if _inside(typed, word)]
        first, last = inside[0], inside[-1] + 1
        left_id = turn.id if turn.id != typed.id else next(self._ids)
        pieces: list[Turn] = []
        doubts: list[Doubt] = []
        for start, end in ((0, first), (last, len(turn.words))):
            if start < end:
                turn_id = left_id if not pieces else next(self._ids)
                pieces.append(part(turn, start, end, turn_id))
                doubts += [
                    replace(doubt, turn=turn_id, from_word=doubt.from_word - start, to_word=doubt.to_word - start)
                    for doubt in doubts_of(said, turn.id)
                    if start <= doubt.from_word and doubt.to_word <= end
                ]
        return Put((turn.id,), tuple(pieces), tuple(doubts))


def _with_ids(before: Transcript, result: Transcript, ids: Iterator[TurnId]) -> Transcript:
    """The new transcript with the old ids for the turns of the same seconds, and new ones for the others."""
    same = _same_turns(before.turns, result.turns)
    known = {turn.id: same.get(turn.id) or next(ids) for turn in result.turns}
    turns = tuple(replace(turn, id=known[turn.id]) for turn in result.turns)
    doubts = tuple(replace(doubt, turn=known[doubt.turn]) for doubt in result.doubts)
    return replace(result, turns=turns, doubts=doubts)


def _same_turns(before: Sequence[Turn], now: Sequence[Turn]) -> dict[TurnId, TurnId]:
    """For each new turn the id of the old one of the same seconds, where there is one."""
    found: dict[TurnId, TurnId] = {}
    left = list(before)
    for turn in now:
        match = next((old for old in left if _is_same(old, turn)), None)
        if match is not None:
            found[turn.id] = match.id
            left.remove(match)
    return found


def _is_same(old: Turn, new: Turn) -> bool:
    return (
        abs(old.start - new.start) <= SAME_SECONDS
        and abs(old.end - new.end) <= SAME_SECONDS
        and old.manner is new.manner
    )


def _heir(voice: str, before: Sequence[Turn], now: Sequence[Turn]) -> str:
    """The label that most of a voice's seconds have now, or ''."""
    mine = [turn for turn in before if turn.speaker == voice]
    seconds: dict[str, float] = {}
    for turn in (turn for turn in now if LABEL.fullmatch(turn.speaker)):
        shared = sum(max(0.0, _shared(turn, old)) for old in mine)
        seconds[turn.speaker] = seconds.get(turn.speaker, 0.0) + shared
    best = max(seconds, key=lambda label: seconds[label], default="")
    return best if best and seconds[best] > 0 else ""


def _inside(turn: Turn, word: Word) -> bool:
    return turn.start <= middle(word) < turn.end


def _shared(one: Turn, other: Turn) -> float:
    return min(one.end, other.end) - max(one.start, other.start)


def _overlapping(turn: Turn, others: Sequence[Turn]) -> tuple[Turn, ...]:
    """Those that share more with a turn than its edges, whose times are never exact."""
    least = min(SAME_SECONDS, (turn.end - turn.start) / 2)
    return tuple(other for other in others if _shared(turn, other) > least)
