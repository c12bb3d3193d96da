"""From what the machine made and the edits that stand to the transcript as it is now. Pure, and fast.

The machine's transcript is the base and is never changed; the same base and the same edits give the same transcript.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import replace

from scribe.edit_log import Edit, EditKind, Marked, Put
from scribe.off_record import TOKEN
from scribe.visit import Doubt, LeftOut, Manner, Sha256, Transcript, Turn, TurnId

LABEL = re.compile(r"S\d+")
"""What a voice is called while nobody has said whose it is."""
_TOKENS = re.compile(rf"{re.escape(TOKEN)}(?: {re.escape(TOKEN)})+")


def standing(base: Transcript, edits: Iterable[Edit]) -> Transcript:
    """The base with these edits made, in this order. To go on from there, the base may be what this gave before."""
    made = tuple(edits)
    if not made:
        return base
    mending = Mending(base)
    for edit in made:
        mending.make(edit)
    return mending.transcript()


def transcript_sha256(transcript: Transcript) -> Sha256:
    """The SHA-256 of who said what, and of what was jotted down: a draft is only as old as it.

    It changes when a turn's speaker or text does, and with a jotting's words or manner. A mark is in no draft; what is
    said to a note when it is read back is in that note already.
    """
    said = [_hashed(turn) for turn in transcript.turns if turn.manner not in (Manner.MARK, Manner.READ_BACK)]
    return Sha256(hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest())


def _hashed(turn: Turn) -> list[str]:
    if turn.manner is Manner.SPOKEN:
        return [turn.id, turn.speaker, turn.text]
    # Whose account it is depends on who is the worker, and the visit's people are no part of what was said.
    return [turn.id, turn.speaker if turn.manner is Manner.DICTATED else "", turn.text, turn.manner.value]


class Mending:
    """A transcript while edits are made in it, one after another."""

    def __init__(self, base: Transcript) -> None:
        self._base = base
        self._order = [turn.id for turn in base.turns]
        self.turns = {turn.id: turn for turn in base.turns}
        """The turns as they are now, by their ids."""
        self._doubts: dict[TurnId, list[Doubt]] = {}
        for doubt in base.doubts:
            self._doubts.setdefault(doubt.turn, []).append(doubt)
        self._left_out = base.left_out
        self._assigned: set[TurnId] = set()

    def transcript(self) -> Transcript:
        """As it is now."""
        turns = tuple(self.turns[each] for each in self._order)
        doubts = tuple(doubt for each in self._order for doubt in sorted(self._doubts.get(each, ()), key=_place))
        return replace(self._base, turns=turns, doubts=doubts, left_out=self._left_out)

    def make(self, edit: Edit) -> None:
        """Make one edit. What it is about and isn't there any more is passed over."""
        for put in edit.puts:
            if not edit.by_machine or self.same_words(put):
                self._put(put)
        for turn_id in self._named(edit):
            self.turns[turn_id] = replace(self.turns[turn_id], speaker=edit.speaker)
        if not (edit.by_machine or LABEL.fullmatch(edit.speaker)):
            self._assigned.update(edit.turns)
        for marked in edit.doubts:
            (self._doubt if edit.kind is EditKind.DOUBTS_FOUND else self._settle)(marked)
        for span in edit.spans:
            change = without if edit.kind is EditKind.PUT_BACK else including
            self._left_out = change(self._left_out, span)

    def _named(self, edit: Edit) -> list[TurnId]:
        """The turns whose speaker an edit says. A machine never says it of one whose speaker a person said."""
        spoken = [each for each, turn in self.turns.items() if turn.speaker in edit.voices] if edit.voices else []
        there = [turn_id for turn_id in edit.turns if turn_id in self.turns]
        return spoken + ([each for each in there if each not in self._assigned] if edit.by_machine else there)

    def same_words(self, put: Put) -> bool:
        """Whether a put only cuts turns anew: an edit that was undone may have given them other words since."""
        return _spoken(self.turns[each] for each in put.before if each in self.turns) == _spoken(put.turns)

    def _put(self, put: Put) -> None:
        old = [self.turns.pop(each) for each in put.before if each in self.turns]
        if put.before and not old:
            return
        if old and old[0].id in self._assigned:
            self._assigned.update(turn.id for turn in put.turns)
        place = self._order.index(old[0].id) if old else self._after(put.turns[0].start)
        for turn in old:
            self._order.remove(turn.id)
            self._doubts.pop(turn.id, None)
        self._order[place:place] = [turn.id for turn in put.turns]
        speakers = {turn.id: turn.speaker for turn in old}
        for turn in put.turns:
            speaker = speakers.get(turn.id, old[0].speaker if old else turn.speaker)
            self.turns[turn.id] = turn if turn.speaker == speaker else replace(turn, speaker=speaker)
        for doubt in put.doubts:
            self._doubts.setdefault(doubt.turn, []).append(doubt)

    def _after(self, start: float) -> int:
        """The place after the last turn that began no later."""
        return max((at for at, each in enumerate(self._order, start=1) if self.turns[each].start <= start), default=0)

    def _doubt(self, marked: Marked) -> None:
        """Mark the words, wherever in their turn they are now; not where they are no more, or there more than once."""
        turn = self.turns.get(marked.doubt.turn)
        at = None if turn is None else _found(turn, marked)
        if at is not None:
            moved = replace(marked.doubt, from_word=at, to_word=at + len(marked.words))
            known = self._doubts.setdefault(moved.turn, [])
            if moved not in known:
                known.append(moved)

    def _settle(self, marked: Marked) -> None:
        """All doubts about these words, if they are still the same."""
        turn, about = self.turns.get(marked.doubt.turn), marked.doubt
        if turn is None or _texts(turn, about.from_word, about.to_word) != marked.words:
            return
        left = [d for d in self._doubts.get(turn.id, ()) if d.from_word < about.from_word or d.to_word > about.to_word]
        self._doubts[turn.id] = left


def _spoken(turns: Iterable[Turn]) -> str:
    """All words of turns, where one token is as good as several: a turn may be cut within what was left out."""
    return _TOKENS.sub(TOKEN, " ".join(" ".join(turn.text for turn in turns).split()))


def marked(transcript: Transcript, doubt: Doubt) -> Marked:
    """A doubt with the words that it is about."""
    turn = next((turn for turn in transcript.turns if turn.id == doubt.turn), None)
    return Marked(doubt, _texts(turn, doubt.from_word, doubt.to_word) if turn else ())


def including(spans: tuple[LeftOut, ...], span: LeftOut) -> tuple[LeftOut, ...]:
    """The spans and one more, in order of time, those that touch being one."""
    apart = [each for each in spans if each.end < span.start or each.start > span.end]
    touching = [span, *(each for each in spans if each not in apart)]
    whole = LeftOut(min(each.start for each in touching), max(each.end for each in touching))
    return tuple(sorted([*apart, whole], key=lambda each: each.start))


def without(spans: tuple[LeftOut, ...], span: LeftOut) -> tuple[LeftOut, ...]:
    """The spans without these seconds."""
    left: list[LeftOut] = []
    for each in spans:
        before, after = LeftOut(each.start, min(each.end, span.start)), LeftOut(max(each.start, span.end), each.end)
        left += [part for part in (before, after) if part.start < part.end]
    return tuple(left)


def _place(doubt: Doubt) -> tuple[int, int]:
    return doubt.from_word, doubt.to_word


def _texts(turn: Turn, start: int, end: int) -> tuple[str, ...]:
    return tuple(word.text for word in turn.words[start:end])


def _found(turn: Turn, marked: Marked) -> int | None:
    start, count = marked.doubt.from_word, len(marked.words)
    if _texts(turn, start, start + count) == marked.words:
        return start
    places = [at for at in range(len(turn.words) - count + 1) if _texts(turn, at, at + count) == marked.words]
    return places[0] if len(places) == 1 else None
