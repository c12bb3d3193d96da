"""Whatever people and machine passes do to a transcript, in whatever order, it is what a plain replay gives, and
nothing that a person typed is lost.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from scribe import transcript_changes
from scribe.edit_log import MACHINE, Edit, EditKind, EditState
from scribe.editing import edited, given_ids, keep_pass, redo, redoable, undo, undoable
from scribe.errors import FairnoteError
from scribe.keys import MemoryHolder
from scribe.off_record import on_record
from scribe.records import utc_now
from scribe.transcript_carrying import SPEAKER_LOST
from scribe.transcript_edits import marked, standing
from scribe.transcript_search import SearchFor
from scribe.vault import Vault
from scribe.visit import Doubt, LeftOut, ModelCard, Transcript, Turn, TurnId, Word
from tests.scribe_core.make import V1, a_visit

WORDS = ("he", "not", "can", "wash", "Begum", "on", "Monday")
AT_MOST = 4
"""Turns of a pass."""
PLACES = st.integers(0, AT_MOST + 3)
TYPED = st.lists(st.sampled_from((*WORDS, "typed")), max_size=5).map(" ".join)


@st.composite
def passes(draw: st.DrawFn) -> Transcript:
    """What a pass of the machine may make of thirty seconds: words side by side, cut anywhere, some unsure."""
    count = draw(st.integers(0, 12))
    spoken = [
        Word(draw(st.sampled_from(WORDS)), at * 2.0, at * 2.0 + 1.5, draw(st.sampled_from((0.3, 0.9))))
        for at in range(count)
    ]
    cuts = sorted(draw(st.sets(st.integers(1, max(1, count - 1)), max_size=AT_MOST - 1)))
    turns: list[Turn] = []
    for start, end in zip([0, *cuts], [*cuts, count], strict=True):
        words = tuple(spoken[start:end])
        if words:
            text = " ".join(word.text for word in words)
            speaker = draw(st.sampled_from(("", "S1", "S2")))
            turns.append(Turn(TurnId(f"t{len(turns) + 1}"), speaker, words[0].start, words[-1].end, text, words))
    doubts = tuple(
        Doubt(turn.id, at, at + 1, "low confidence", "typed")
        for turn in turns for at, word in enumerate(turn.words) if word.confidence < 0.5
    )  # fmt: skip
    return Transcript(tuple(turns), ModelCard("scripted"), 30.0, "ab" * 32, (), doubts)


class Mender(RuleBasedStateMachine):
    """A vault, somebody who mends, and passes of the machine."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.holder = MemoryHolder()
        self.vault = Vault.create(self.folder / "vault", self.holder)

    def teardown(self) -> None:
        self.vault.close()
        shutil.rmtree(self.folder)

    @initialize(first=passes())
    def begin(self, first: Transcript) -> None:
        self.vault.add_visit(a_visit())
        keep_pass(self.vault, V1, first)

    # --- what is there
    @property
    def now(self) -> Transcript:
        said = self.vault.transcript(V1)
        assert said is not None
        return said

    @property
    def base(self) -> Transcript:
        said = self.vault.machine_transcript(V1)
        assert said is not None
        return said

    def turn(self, place: int) -> TurnId:
        turns = self.now.turns
        return turns[place % len(turns)].id if turns else TurnId("t1")

    def edit(self, kind: EditKind, **facts: object) -> None:
        edit = replace(Edit(kind, "Jo Reed", utc_now()), **facts)  # type: ignore[arg-type]
        edited(self.vault, V1, lambda _: edit)

    def change(self, kind: EditKind, make: object) -> None:
        with contextlib.suppress(FairnoteError):  # refused, and what was there is there: the invariants look
            self.edit(kind, puts=(make(self.now),))  # type: ignore[operator]

    # --- people
    @rule(place=PLACES, text=TYPED)
    def type_words(self, place: int, text: str) -> None:
        self.change(EditKind.WORDS, lambda now: transcript_changes.words_changed(now, self.turn(place), text))

    @rule(place=PLACES, word=st.integers(0, 5))
    def split(self, place: int, word: int) -> None:
        new = next(transcript_changes.next_turn_ids(given_ids(self.base, self.vault.edits(V1))))
        self.change(EditKind.SPLIT, lambda now: transcript_changes.split(now, self.turn(place), word, new))

    @rule(place=PLACES)
    def join(self, place: int) -> None:
        self.change(EditKind.JOINED, lambda now: transcript_changes.joined(now, self.turn(place)))

    @rule(text=st.sampled_from(WORDS), by=TYPED)
    def replace_all(self, text: str, by: str) -> None:
        self.edit(EditKind.REPLACED, puts=transcript_changes.text_replaced(self.now, SearchFor(text), by))

    @rule(place=PLACES, speaker=st.sampled_from(("p1", "p2")))
    def name_turn(self, place: int, speaker: str) -> None:
        if self.now.turns:
            self.edit(EditKind.SPEAKER, turns=(self.turn(place),), speaker=speaker)

    @rule(voice=st.sampled_from(("S1", "S2")), speaker=st.sampled_from(("p1", "p2")))
    def name_voice(self, voice: str, speaker: str) -> None:
        self.edit(EditKind.VOICE, voices=(voice,), speaker=speaker)

    @rule(place=PLACES, take=st.booleans())
    def settle(self, place: int, take: bool) -> None:
        if not self.now.doubts:
            return
        doubt = self.now.doubts[place % len(self.now.doubts)]
        if take:
            self.change(EditKind.OFFER_TAKEN, lambda now: transcript_changes.offer_taken(now, doubt))
        else:
            self.edit(EditKind.DOUBT_ACCEPTED, doubts=(marked(self.now, doubt),))

    @rule(start=st.integers(0, 25), length=st.integers(1, 9), back=st.booleans())
    def mark(self, start: int, length: int, back: bool) -> None:
        self.edit(EditKind.PUT_BACK if back else EditKind.LEFT_OUT, spans=(LeftOut(start, start + length),))

    @rule()
    def undo(self) -> None:
        before = self.now
        if undoable(self.vault, V1) is None:
            return
        undo(self.vault, V1)
        assert redoable(self.vault, V1) is not None
        redo(self.vault, V1)
        assert self.now == before
        undo(self.vault, V1)

    @rule()
    def redo(self) -> None:
        if redoable(self.vault, V1) is not None:
            redo(self.vault, V1)

    # --- machines
    @rule(place=PLACES)
    def find_doubt(self, place: int) -> None:
        turns = [turn for turn in self.now.turns if turn.words]
        if turns:
            turn = turns[place % len(turns)]
            doubt = Doubt(turn.id, 0, 1, "the two listeners heard different words")
            self.edit(EditKind.DOUBTS_FOUND, by=MACHINE, doubts=(marked(self.now, doubt),))

    @rule(result=passes())
    def transcribe_again(self, result: Transcript) -> None:
        before, old_base = self.now, {turn.id: turn for turn in self.base.turns}
        ids = given_ids(self.base, self.vault.edits(V1))
        keep_pass(self.vault, V1, result)
        now = self.now
        left = [turn.text for turn in now.turns if turn.edited]
        for turn in before.turns:
            if turn.edited:
                left.remove(turn.text)
        assert now.left_out == before.left_out and redoable(self.vault, V1) is None
        for turn in self.base.turns:
            assert turn.id not in ids or abs(old_base[turn.id].start - turn.start) < 0.5
        self.people_are_still_named(before)

    def people_are_still_named(self, before: Transcript) -> None:
        """Whoever was said to speak all that is in a turn's seconds still does, or the worker is asked."""
        asked = {doubt.turn for doubt in self.now.doubts if doubt.why == SPEAKER_LOST}
        for turn in self.now.turns:
            then = {old.speaker for old in before.turns if min(old.end, turn.end) - max(old.start, turn.start) > 0.3}
            if len(then) == 1 and then <= {"p1", "p2"}:
                assert {turn.speaker} == then or turn.id in asked
            elif then & {"p1", "p2"}:
                assert turn.speaker in {"p1", "p2"} or turn.id in asked

    @rule()
    def undo_all_and_redo_all(self) -> None:
        before, steps = self.now, 0
        while undoable(self.vault, V1) is not None:
            undo(self.vault, V1)
            steps += 1
        machine = [kept.edit for kept in self.vault.edits(V1) if kept.state is EditState.STANDS]
        assert all(edit.by_machine for edit in machine) and self.now == standing(self.base, machine)
        for _ in range(steps):
            redo(self.vault, V1)
        assert self.now == before

    @rule()
    def restart(self) -> None:
        before = self.now
        self.vault.close()
        self.vault = Vault.open(self.folder / "vault", self.holder)
        assert self.now == before

    # --- always
    @invariant()
    def it_is_what_a_replay_gives(self) -> None:
        edits = [kept.edit for kept in self.vault.edits(V1) if kept.state is EditState.STANDS]
        assert self.now == standing(self.base, edits)

    @invariant()
    def its_parts_fit(self) -> None:
        now = self.now
        words = {turn.id: len(turn.words) for turn in now.turns}
        assert len(words) == len(now.turns)
        for turn in now.turns:
            assert turn.text == " ".join(word.text for word in turn.words) and turn.start <= turn.end
        assert all(0 <= d.from_word < d.to_word <= words[d.turn] for d in now.doubts if words[d.turn])
        assert on_record(on_record(now)).turns == on_record(now).turns


TestMender = Mender.TestCase
TestMender.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
