"""What people did stands on what another pass of the machine makes, however that cuts the turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from scribe.edit_log import MACHINE, Edit, EditKind, EditState, KeptEdit, Put
from scribe.off_record import TOKEN
from scribe.transcript_carrying import RECUT, SPEAKER_LOST, Carried, carried_over
from scribe.transcript_changes import joined, split, words_changed
from scribe.transcript_edits import marked, standing
from scribe.visit import Doubt, LeftOut, Manner, Transcript, Turn, TurnId
from tests.scribe_core.make import AT
from tests.scribe_core.said import doubt, said, turn

T1, T2, T3 = TurnId("t1"), TurnId("t2"), TurnId("t3")
BEFORE = said("he can wash", "and dress", "she goes out")


def edit(kind: EditKind, *puts: Put, **facts: object) -> Edit:
    """An edit of somebody's."""
    return replace(Edit(kind, "Jo Reed", AT, puts), **facts)  # type: ignore[arg-type]


def typed(now: Transcript, turn_id: TurnId, text: str) -> Edit:
    return edit(EditKind.WORDS, words_changed(now, turn_id, text))


def named(turn_id: TurnId, speaker: str) -> Edit:
    return edit(EditKind.SPEAKER, turns=(turn_id,), speaker=speaker)


def of(*turns: Turn, doubts: Sequence[Doubt] = ()) -> Transcript:
    """A new pass, numbered as every pass is."""
    ids = {each.id: TurnId(f"t{at}") for at, each in enumerate(turns, start=1)}
    made = tuple(replace(each, id=ids[each.id]) for each in turns)
    return replace(BEFORE, turns=made, doubts=tuple(replace(each, turn=ids[each.turn]) for each in doubts))


def carry(
    result: Transcript, *edits: Edit, before: Transcript = BEFORE, state: EditState = EditState.STANDS
) -> tuple[Carried, Transcript]:
    """What is carried over, and the transcript with it."""
    kept = [KeptEdit(number, state, each) for number, each in enumerate(edits, start=1)]
    given = {each.id for each in before.turns} | {t.id for e in edits for put in e.puts for t in put.turns}
    done = carried_over(before, kept, result, given, AT)
    stand = [each.edit for each in kept if each.number in done.keep]
    return done, standing(done.base, [*stand, *done.edits])


def lines(now: Transcript) -> list[tuple[str, str]]:
    return [(each.id, each.text) for each in now.turns]


def test_what_is_heard_again_the_same_keeps_its_id_and_its_edits() -> None:
    """Sound was added: each edit still stands and can be undone; what is new has ids that were never used."""
    words, who = typed(BEFORE, T1, "he can't wash"), named(T2, "p1")
    cut = edit(EditKind.SPLIT, split(BEFORE, T3, 2, TurnId("t4")))
    done, now = carry(of(*BEFORE.turns, turn("x", "and more", 40.0)), words, who, cut)
    assert done.keep == (1, 2, 3) and done.edits == ()
    assert [turn_id for turn_id, _ in lines(now)] == ["t1", "t2", "t3", "t4", "t5"]
    assert [text for _, text in lines(now)] == ["he can't wash", "and dress", "she goes", "out", "and more"]
    assert now.turns[1].speaker == "p1"


def test_edits_that_rest_on_turns_which_are_gone_do_not_stand_as_they_are() -> None:
    """A turn that was joined with one that is cut differently now, and then put right, is carried by its seconds."""
    both = edit(EditKind.JOINED, joined(BEFORE, T1))
    whole = standing(BEFORE, [both])
    words = typed(whole, T1, "he can't wash and dress")
    cut = (turn("b", "and", 10.0), turn("c", "dress", 10.5), turn("d", "she goes out", 20.0))
    result = of(turn("a", "he can wash", 0.0), *cut)
    done, now = carry(result, both, words)
    assert done.keep == () and [each.kind for each in done.edits] == [EditKind.CARRIED]
    assert done.edits[0].by == "Jo Reed"
    assert [text for _, text in lines(now)] == ["he can't wash and dress", "she goes out"]
    assert [each.why for each in now.doubts] == [RECUT]


def test_a_split_or_a_join_never_brings_words_back_that_are_heard_otherwise_now() -> None:
    """Nobody typed them: what the new pass heard stays, and only the cut is lost. Typed words are carried as ever."""
    cut = edit(EditKind.SPLIT, split(BEFORE, T1, 1, TurnId("t4")))
    both = edit(EditKind.JOINED, joined(BEFORE, T2))
    words = typed(standing(BEFORE, [cut]), TurnId("t4"), "can not wash")
    other = of(turn("a", "he can't wash", 0.0), turn("b", "and dress", 10.0), turn("c", "she went out", 20.0))
    done, now = carry(other, cut, both)
    assert done.keep == () and [text for _, text in lines(now)] == ["he can't wash", "and dress", "she went out"]
    done, now = carry(other, cut, words)
    assert done.keep == () and [text for _, text in lines(now)] == ["he", "can not wash", "and dress", "she went out"]
    done, now = carry(of(*BEFORE.turns), cut, both)
    assert done.keep == (1, 2) and [text for _, text in lines(now)] == ["he", "can wash", "and dress she goes out"]


def test_typed_words_take_the_place_of_what_is_heard_in_their_seconds() -> None:
    """What is heard before and after them stays, with its doubts; another turn that was typed is never cut."""
    words, other = typed(BEFORE, T2, "and rest"), typed(BEFORE, T1, "he can't")
    long = turn("a", "x " * 20 + "and dress then " + "y " * 9, 0.0)
    result = of(long, doubts=(doubt("a", 0, 2), doubt("a", 19, 22), doubt("a", 30, 31)))
    done, now = carry(result, words, other)
    assert done.keep == () and len(done.edits) == 2
    spoken = [text for _, text in lines(now)]
    assert spoken[0] == "he can't" and "and rest" in spoken and len({each.id for each in now.turns}) == len(now.turns)
    assert all(each.end <= 10.0 or each.start >= 11.0 or each.text == "and rest" for each in now.turns)
    late = now.turns[-1]
    assert late.text == "then" + " y" * 9 and doubt(late.id, 8, 9) in now.doubts
    assert [each.why for each in now.doubts].count(RECUT) == 2 and len(now.doubts) == 3


def test_two_that_spoke_at_once_both_keep_what_was_typed() -> None:
    """Of a turn that a person typed nothing is taken out, also where another lies in its seconds."""
    both = of(turn("a", "he can wash and dress and cook", 0.0), turn("b", "no", 1.0))
    edits = typed(both, T1, "he can't wash and dress and cook"), typed(both, T2, "no no")
    done, now = carry(of(both.turns[0]), *edits, before=both)
    assert done.keep == (1,)
    assert [text for _, text in lines(now)] == ["he can't wash and dress and cook", "no no"]


def test_typed_words_stay_where_nothing_is_heard_any_more_and_through_every_pass() -> None:
    """Under their own id, as an edit that can be undone."""
    done, now = carry(of(turn("a", "hello", 0.0)), typed(BEFORE, T2, "and rest"))
    assert lines(now) == [("t4", "hello"), ("t2", "and rest")] and now.doubts == ()
    again, later = carry(of(turn("a", "hello", 0.0), turn("b", "and dress", 10.0)), *done.edits, before=done.base)
    assert again.keep == () and [text for _, text in lines(later)] == ["hello", "and rest"]
    assert [each.why for each in later.doubts] == [RECUT]


def test_a_transcript_that_was_changed_in_place_before_is_safe_too() -> None:
    """Its base has turns that a person typed, and no edits."""
    before = replace(BEFORE, turns=(replace(BEFORE.turns[0], text="he can't wash", edited=True), *BEFORE.turns[1:]))
    _, now = carry(BEFORE, before=before)
    assert lines(now)[0] == ("t1", "he can't wash")


def test_a_worker_who_took_all_words_out_is_believed() -> None:
    """Nothing was said there, whatever is heard there now."""
    _, now = carry(of(turn("a", "he can wash and so on", 0.0)), typed(BEFORE, T1, ""))
    assert [text for _, text in lines(now)] == ["", "and so on"]


def test_whoever_was_said_to_speak_still_does() -> None:
    """By the seconds; where it was only said of some of them the worker is asked."""
    result = of(turn("a", "he can", 0.0), turn("b", "wash", 1.0), turn("c", "and dress now she goes out " * 3, 10.0))
    done, now = carry(result, named(T1, "p1"), named(T2, "p2"))
    assert [each.speaker for each in now.turns] == ["p1", "p1", ""]
    assert [(each.turn, each.why) for each in now.doubts] == [(now.turns[2].id, SPEAKER_LOST)]
    assert [(each.kind, each.by) for each in done.edits] == [
        (EditKind.CARRIED, "Jo Reed"), (EditKind.DOUBTS_FOUND, MACHINE)
    ]  # fmt: skip


def test_a_named_voice_keeps_its_name_whatever_its_label_is_now() -> None:
    """By most of its seconds; a voice that nobody hears any more names no other."""
    before = said("he can wash", "and dress", "she goes out", speakers=("S1", "S2", "S1"))
    name = edit(EditKind.VOICE, voices=("S1",), speaker="p1")
    swapped = said("he can wash", "and dress", "she goes out", speakers=("S2", "S1", "S2"))
    done, now = carry(swapped, name, before=before)
    assert done.keep == () and [each.speaker for each in now.turns] == ["p1", "S1", "p1"]
    more = replace(swapped, turns=(*swapped.turns, replace(turn("t4", "and more", 40.0), speaker="S2")))
    assert [each.speaker for each in carry(more, name, before=before)[1].turns] == ["p1", "S1", "p1", "p1"]
    done, now = carry(before, name, before=before)
    assert done.keep == (1,) and [each.speaker for each in now.turns] == ["p1", "S2", "p1"]
    done, now = carry(said("he can wash", "and dress", "she goes out"), name, before=before)
    assert [each.speaker for each in now.turns] == ["p1", "", "p1"]
    assert EditKind.VOICE not in {each.kind for each in done.edits}


def test_voices_and_turns_that_were_named_in_one_go_are_carried_each_in_its_way() -> None:
    """Voices by whatever label they have now, turns by their seconds; where all is as it was the edit stands."""
    before = said("he can wash", "and dress", "she goes out", speakers=("S1", "p2", "S2"))
    name = edit(EditKind.SPEAKER, turns=(T2,), voices=("S1", "S2"), speaker="p1")
    done, now = carry(before, name, before=before)
    assert done.keep == (1,) and {each.speaker for each in now.turns} == {"p1"}
    swapped = said("he can wash", "and dress", "she goes out", speakers=("S2", "S3", "S1"))
    done, now = carry(swapped, name, before=before)
    assert done.keep == () and [each.speaker for each in now.turns] == ["p1", "p1", "p1"]
    recut = of(turn("a", "he can wash", 0.0), turn("b", "and", 10.0), turn("c", "dress", 10.5))
    recut = replace(recut, turns=(replace(recut.turns[0], speaker="S1"), *recut.turns[1:]))
    more = replace(recut, turns=(*recut.turns, replace(turn("t9", "and more", 40.0), speaker="S1")))
    done, now = carry(more, name, before=before)
    assert done.keep == () and {each.speaker for each in now.turns} == {"p1"}


def test_what_was_cut_by_found_voices_is_not_taken_for_the_whole() -> None:
    """Words that were put right in a part of a turn don't take the place of all of it, when it is whole again."""
    parts = (turn("t1", "he can", 0.0), turn("t4", "wash", 1.0))
    cut = edit(EditKind.VOICES_FOUND, Put((T1,), parts), by=MACHINE)
    label = edit(EditKind.VOICES_FOUND, by=MACHINE, turns=(T1,), speaker="S1")
    words = typed(standing(BEFORE, [cut]), T1, "he can't")
    done, now = carry(BEFORE, cut, label, words)
    assert done.keep == () and [text for _, text in lines(now)][:2] == ["he can't", "wash"]


def test_what_is_off_the_record_and_settled_stays_so() -> None:
    """Seconds are seconds; an accepted doubt about the same words doesn't come back, and found ones stay."""
    unsure = replace(BEFORE, doubts=(doubt("t1", 1, 2), doubt("t2", 0, 1)))
    marks = edit(EditKind.LEFT_OUT, spans=(LeftOut(1.0, 12.0),))
    accept = edit(EditKind.DOUBT_ACCEPTED, doubts=(marked(unsure, unsure.doubts[0]),))
    found = Doubt(T3, 0, 1, "the two listeners heard different words")
    late = edit(EditKind.DOUBTS_FOUND, by=MACHINE, doubts=(marked(unsure, found),))
    done, now = carry(unsure, marks, accept, late, before=unsure)
    assert done.keep == (1, 2, 3) and now.left_out == (LeftOut(1.0, 12.0),) and now.doubts == (unsure.doubts[1], found)


def test_what_was_undone_is_not_carried_over() -> None:
    """It can't be done again on other words."""
    done, now = carry(BEFORE, typed(BEFORE, T1, "x"), state=EditState.UNDONE)
    assert (done.keep, done.edits) == ((), ()) and now == BEFORE


def test_where_sound_was_silenced_another_pass_leaves_a_token() -> None:
    """What was taken out for good is off the record for ever."""
    silenced = replace(BEFORE, left_out=(LeftOut(0.5, 1.0),))
    _, now = carry(of(turn("a", "he wash", 0.0)), before=silenced)
    assert now.left_out == silenced.left_out and TOKEN in now.turns[0].text


@pytest.mark.parametrize("manner", [Manner.DICTATED])
def test_the_workers_own_account_is_no_turn_of_the_visit(manner: Manner) -> None:
    """Even at the same seconds it is another turn."""
    result = of(*(replace(each, manner=manner) for each in BEFORE.turns))
    done, _ = carry(result, named(T1, "p1"))
    assert not {each.id for each in done.base.turns} & {T1, T2, T3}
