"""What telling voices apart again promises: the words stay, and so does what people typed, assigned and named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.speakers import SpeakerTurn
from scribe.edit_log import MACHINE, Edit, EditKind, Put
from scribe.transcript_changes import split
from scribe.transcript_edits import standing
from scribe.visit import Doubt, Manner, ModelCard, Transcript, Turn, TurnId, Word
from scribe.voice_retelling import voices_found
from tests.scribe_core.make import AT

PEOPLE = {"p1", "p2"}


def turn(number: int, speaker: str, start: float, text: str, *, edited: bool = False) -> Turn:
    """A turn of a word a second."""
    words = tuple(Word(word, start + i, start + i + 1, 0.9) for i, word in enumerate(text.split()))
    return Turn(TurnId(f"t{number}"), speaker, start, start + len(words), text, words, edited=edited)


def made(*turns: Turn, doubts: tuple[Doubt, ...] = ()) -> Transcript:
    return Transcript(turns, ModelCard("none"), 600.0, "", doubts=doubts)


def voices(*spans: tuple[str, float, float]) -> list[SpeakerTurn]:
    return [SpeakerTurn(*span) for span in spans]


def ids() -> Iterator[TurnId]:
    """New ids count from t100."""
    return (TurnId(f"t{number}") for number in range(100, 10_000))


def said_by(said: Transcript, *turn_ids: str) -> tuple[Edit, ...]:
    """That a person said of each of these turns who speaks it."""
    chosen = [turn for turn in said.turns if turn.id in turn_ids]
    return tuple(Edit(EditKind.SPEAKER, "Jo", AT, turns=(turn.id,), speaker=turn.speaker) for turn in chosen)


def again(said: Transcript, found: list[SpeakerTurn], edits: tuple[Edit, ...] = ()) -> Transcript:
    """The transcript after telling apart again."""
    return standing(said, voices_found(said, found, PEOPLE, edits, ids(), AT))


def told(said: Transcript) -> list[tuple[str, str, str]]:
    return [(each.id, each.speaker, each.text) for each in said.turns]


def test_a_turn_of_two_voices_becomes_two_turns() -> None:
    """The first part keeps its id, the other gets one that was never used; each has its words and their times."""
    said = made(turn(1, "S1", 0, "Are you well? No, not really."))
    found = again(said, voices(("S2", 0, 3), ("S1", 3, 6)))
    assert told(found) == [("t1", "S1", "Are you well?"), ("t100", "S2", "No, not really.")]
    assert [(each.start, each.end) for each in found.turns] == [(0, 3), (3, 6)]
    assert sum((each.words for each in found.turns), ()) == said.turns[0].words


def test_doubts_go_with_their_words() -> None:
    """One that lies across the cut is in both parts, and offers nothing any more."""
    turns = (turn(1, "S1", 0, "Are you well? No, not really."), turn(2, "S1", 9, "Yes."))
    doubts = (
        Doubt(TurnId("t1"), 1, 2, "one", "offer"), Doubt(TurnId("t1"), 2, 4, "two", "offer"),
        Doubt(TurnId("t1"), 5, 6, "three"), Doubt(TurnId("t2"), 0, 1, "four", "offer"),
    )  # fmt: skip
    found = again(made(*turns, doubts=doubts), voices(("S1", 0, 3), ("S2", 3, 6), ("S1", 9, 10)))
    assert [(d.turn, d.from_word, d.to_word, d.why, d.offer) for d in found.doubts] == [
        ("t1", 1, 2, "one", "offer"), ("t1", 2, 3, "two", ""), ("t100", 0, 1, "two", ""),
        ("t100", 2, 3, "three", ""), ("t2", 0, 1, "four", "offer"),
    ]  # fmt: skip


def test_what_was_typed_stays_one_turn() -> None:
    """Its speaker is the voice of most of it."""
    said = made(turn(1, "S1", 0, "Are you well? No, not really so.", edited=True), turn(2, "S1", 20, "Hm."))
    assert told(again(said, voices(("S2", 0, 3), ("S1", 3, 7), ("S2", 20, 21)))) == [
        ("t1", "S1", "Are you well? No, not really so."),
        ("t2", "S2", "Hm."),
    ]


def test_a_turn_whose_speaker_was_said_stays_as_it_is() -> None:
    """Whatever the voices are, and though a cut would go through it."""
    said = made(turn(1, "p2", 0, "Are you well? No, not really."), turn(2, "S1", 9, "Yes."))
    assert told(again(said, voices(("S1", 0, 3), ("S2", 3, 10)), said_by(said, "t1"))) == [
        ("t1", "p2", "Are you well? No, not really."),
        ("t2", "S1", "Yes."),
    ]


def test_both_parts_of_a_turn_whose_speaker_was_said_stay() -> None:
    """Splitting it takes nothing back of what was said of it; giving one part to somebody else does, for that part."""
    said = made(turn(1, "p1", 0, "Hello there my friend."), turn(2, "S1", 9, "Yes."))
    named = said_by(said, "t1")
    cut = Edit(EditKind.SPLIT, "Jo", AT, (split(said, TurnId("t1"), 2, TurnId("t7")),))
    found = voices(("S1", 0, 2), ("S2", 2, 6), ("S1", 9, 10))
    apart = standing(said, (*named, cut))
    assert told(again(apart, found, (*named, cut)))[:2] == [("t1", "p1", "Hello there"), ("t7", "p1", "my friend.")]
    other = Edit(EditKind.SPEAKER, "Jo", AT, turns=(TurnId("t7"),), speaker="p2")
    after = standing(said, (*named, cut, other))
    assert told(again(after, found, (*named, cut, other)))[1] == ("t7", "p2", "my friend.")
    late = Edit(EditKind.VOICES_FOUND, MACHINE, AT, turns=(TurnId("t7"),), speaker="S2")
    assert standing(said, (*named, cut, late)).turns[1].speaker == "p1"


def test_two_who_had_been_taken_for_one_are_told_apart() -> None:
    """The name stays with the one whose most of it was; the other is to be named."""
    said = made(turn(1, "p1", 0, "One two three four."), turn(2, "p1", 5, "Five six."), turn(3, "S2", 9, "Seven."))
    found = again(said, voices(("S1", 0, 4), ("S2", 5, 7), ("S3", 9, 10)))
    assert [each.speaker for each in found.turns] == ["p1", "S1", "S2"]


def test_one_who_had_been_taken_for_two_is_one() -> None:
    """The voice that has a name keeps it, also for what had been somebody else's label."""
    said = made(turn(1, "p1", 0, "One two three four."), turn(2, "S2", 5, "Five six."), turn(3, "S3", 9, "Seven."))
    found = again(said, voices(("S1", 0, 7), ("S2", 9, 10)))
    assert [each.speaker for each in found.turns] == ["p1", "p1", "S1"]


def test_whoever_has_no_voice_any_more_keeps_their_turns() -> None:
    """Two named people in what is one voice now: no name that a person gave is lost."""
    said = made(turn(1, "p1", 0, "One two three four."), turn(2, "p2", 5, "Five six."))
    assert [each.speaker for each in again(said, voices(("S1", 0, 7))).turns] == ["p1", "p2"]


def test_words_without_a_voice_keep_a_name_but_no_label() -> None:
    """A label of before means nothing now."""
    said = made(turn(1, "p1", 0, "One."), turn(2, "S1", 50, "Two."), turn(3, "S1", 90, "Three."))
    assert [each.speaker for each in again(said, voices(("S1", 90, 91))).turns] == ["p1", "", "S1"]


def test_a_label_is_never_the_id_of_a_person() -> None:
    """In the practice visit people are called S1 and S2: voices are numbered past them."""
    said = made(turn(1, "S1", 0, "One."), turn(2, "", 5, "Two."))
    edits = voices_found(said, voices(("S1", 0, 1), ("S2", 5, 6)), {"S1", "S2"}, (), ids(), AT)
    assert [each.speaker for each in standing(said, edits).turns] == ["S1", "S3"]


def test_what_a_person_joined_or_split_stays_whole() -> None:
    """Where a turn begins and ends is theirs to say as well."""
    said = made(turn(1, "S1", 0, "Are you well? No, not really."), turn(2, "S1", 9, "Yes."))
    joined = Edit(EditKind.JOINED, "Jo", AT, (Put((TurnId("t1"), TurnId("t7")), said.turns[:1]),))
    found = again(said, voices(("S1", 0, 2), ("S2", 2, 6), ("S1", 9, 10)), (joined,))
    assert told(found) == [("t1", "S1", "Are you well? No, not really."), ("t2", "S2", "Yes.")]


def test_a_turn_that_was_given_back_is_free() -> None:
    """Only what a person says now counts: a name that they took away again binds nobody."""
    said = made(turn(1, "S1", 0, "One."), turn(2, "S1", 5, "Two."))
    edits = (Edit(EditKind.SPEAKER, "Jo", AT, turns=(TurnId("t1"),), speaker="p1"),)
    found = again(said, voices(("S2", 0, 1), ("S1", 5, 6)), edits)
    assert [each.speaker for each in found.turns] == ["S1", "S2"]


def test_a_label_that_was_named_is_not_given_to_another_voice() -> None:
    """Taking that name back, or carrying it over, must not reach a voice that was found since."""
    said = made(turn(1, "p1", 0, "One two three four."), turn(2, "p1", 5, "Five six."))
    named = Edit(EditKind.VOICE, "Jo", AT, voices=("S1",), speaker="p1")
    found = again(said, voices(("S1", 0, 4), ("S2", 5, 7)), (named,))
    assert [each.speaker for each in found.turns] == ["p1", "S2"]


def test_what_was_dictated_is_left_alone() -> None:
    """It has no voice to be told from another."""
    own = replace(turn(1, "p2", 0, "I saw that. It was cold."), manner=Manner.DICTATED)
    assert again(made(own), voices(("S1", 0, 3), ("S2", 3, 6))).turns == (own,)


speakers = st.sampled_from(["S1", "S2", "p1", "p2", ""])


@given(
    st.lists(st.tuples(speakers, st.integers(1, 6), st.booleans(), st.booleans()), min_size=1, max_size=12),
    st.lists(st.tuples(st.sampled_from(["S1", "S2", "S3"]), st.floats(0, 60), st.floats(0.1, 9)), max_size=12),
)
def test_no_word_and_no_typing_is_ever_changed(
    turns: list[tuple[str, int, bool, bool]], spans: list[tuple[str, float, float]]
) -> None:
    """Whatever the voices: the same words in the same order; typed and assigned turns whole; ids used once."""
    at, listed, assigned = 0.0, [], []
    for number, (speaker, count, edited, is_assigned) in enumerate(turns, start=1):
        listed.append(turn(number, speaker, at, " ".join(["Word."] * count), edited=edited))
        at += count
        assigned += [f"t{number}"] if is_assigned else []
    said = made(*listed)
    edits = said_by(said, *assigned)
    found = again(said, voices(*((who, start, start + lasts) for who, start, lasts in spans)), edits)
    assert sum((each.words for each in found.turns), ()) == sum((each.words for each in said.turns), ())
    assert len({each.id for each in found.turns}) == len(found.turns)
    now = {each.id: each for each in found.turns}
    for before in said.turns:
        if before.edited:
            assert now[before.id].text == before.text
        if before.id in assigned and before.speaker in PEOPLE:
            assert now[before.id] == before
