"""A transcript is its base and the edits that stand, whatever the order in which they came to be known."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from scribe.edit_log import MACHINE, Edit, EditKind, Marked, Put
from scribe.errors import MoveNotAllowed, NotFound
from scribe.transcript_changes import (
    heard_again,
    joined,
    next_turn_ids,
    offer_taken,
    split,
    text_replaced,
    words_changed,
)
from scribe.transcript_edits import including, marked, standing, without
from scribe.transcript_search import SearchFor
from scribe.visit import Doubt, Gap, LeftOut, Manner, Transcript, Turn, TurnId, Word
from tests.scribe_core.make import AT
from tests.scribe_core.said import doubt, said, turn

T1, T2, T3, T9 = TurnId("t1"), TurnId("t2"), TurnId("t3"), TurnId("t9")
UNSURE = (doubt("t1", 1, 2, "can't"),)
TALK = said("he can wash", "and dress", "she goes out", speakers=("S1", "S2", "S1"), doubts=UNSURE)


def edit(kind: EditKind, *puts: Put, **facts: object) -> Edit:
    """An edit by a worker, or by the machine where its kind is one of those."""
    return replace(Edit(kind, "Jo Reed", AT, puts), **facts)  # type: ignore[arg-type]


def typed(transcript: Transcript, turn_id: TurnId, text: str) -> Edit:
    """Other words for a turn."""
    return edit(EditKind.WORDS, words_changed(transcript, turn_id, text))


def texts(transcript: Transcript) -> list[str]:
    return [each.text for each in transcript.turns]


def test_no_edit_changes_nothing() -> None:
    """What the machine made is what there is."""
    assert standing(TALK, ()) is TALK


def test_a_turn_cut_in_two_and_joined_again_says_the_same() -> None:
    """Its doubts move with their words; the speaker of both parts is the one of the whole."""
    cut = standing(TALK, [edit(EditKind.SPLIT, split(TALK, T1, 1, T9))])
    assert texts(cut) == ["he", "can wash", "and dress", "she goes out"] and cut.turns[1].id == T9
    assert [each.speaker for each in cut.turns] == ["S1", "S1", "S2", "S1"]
    assert cut.doubts == (replace(TALK.doubts[0], turn=T9, from_word=0, to_word=1),)
    assert cut.turns[0].end == cut.turns[1].start == 0.5
    again = standing(cut, [edit(EditKind.JOINED, joined(cut, T1))])
    assert again == TALK


def test_a_doubt_about_a_turn_without_words_goes_with_it_when_it_is_joined() -> None:
    """Its words were typed away, and it is about all of it: then about the word before, never past the end."""
    talk = said("he can wash", "", doubts=(doubt("t2", 0, 1),))
    assert standing(talk, [edit(EditKind.JOINED, joined(talk, T1))]).doubts == (doubt("t1", 2, 3),)
    first = said("", "and dress", doubts=(doubt("t1", 0, 1), doubt("t2", 1, 2)))
    assert standing(first, [edit(EditKind.JOINED, joined(first, T1))]).doubts == (doubt("t1", 0, 1), doubt("t1", 1, 2))
    none = said("", "", doubts=(doubt("t2", 0, 1),))
    assert standing(none, [edit(EditKind.JOINED, joined(none, T1))]).doubts == (doubt("t1", 0, 1),)


def test_a_doubt_over_the_cut_is_about_both_parts() -> None:
    """It offered something for all of its words, so it offers nothing for some of them."""
    talk = said("he can not wash", doubts=(doubt("t1", 0, 1), doubt("t1", 1, 3, "cannot")))
    cut = standing(talk, [edit(EditKind.SPLIT, split(talk, T1, 2, T2))])
    assert cut.doubts == (doubt("t1", 0, 1), doubt("t1", 1, 2), doubt("t2", 0, 1))


@pytest.mark.parametrize("word", [0, 3, -1, 7])
def test_a_turn_is_only_cut_between_its_words(word: int) -> None:
    """Neither part may be empty."""
    with pytest.raises(MoveNotAllowed, match="between two of its words"):
        split(TALK, T1, word, T9)


def test_turns_are_not_joined_over_what_was_not_recorded_nor_with_other_kinds_of_words() -> None:
    """Nobody may take a gap for silence, or the worker's own account for what was said."""
    with pytest.raises(MoveNotAllowed, match="nothing after"):
        joined(TALK, T3)
    with pytest.raises(MoveNotAllowed, match="not recorded"):
        joined(replace(TALK, gaps=(Gap(5.0, 7.0, "paused"),)), T1)
    joined(replace(TALK, gaps=(Gap(12.0, 13.0, "paused"),)), T1)
    for manner in (Manner.DICTATED, Manner.SEEN, Manner.MARK):
        other = replace(TALK, turns=(TALK.turns[0], replace(TALK.turns[1], manner=manner)))
        with pytest.raises(MoveNotAllowed, match="can't be joined"):
            joined(other, T1)
    jotted = replace(TALK, turns=tuple(replace(each, manner=Manner.SEEN) for each in TALK.turns))
    with pytest.raises(MoveNotAllowed, match="can't be joined"):
        joined(jotted, T1)
    with pytest.raises(NotFound):
        joined(TALK, T9)
    dictated = replace(TALK, turns=tuple(replace(each, manner=Manner.DICTATED, words=()) for each in TALK.turns[:2]))
    assert standing(dictated, [edit(EditKind.JOINED, joined(dictated, T1))]).turns[0].text == "he can wash and dress"


def test_an_offer_takes_the_place_of_its_words() -> None:
    """The mark after them stays, other doubts move; a settled doubt or one without an offer is refused."""
    talk = said("he can, wash now", doubts=(doubt("t1", 1, 2, "can not"), doubt("t1", 3, 4)))
    now = standing(talk, [edit(EditKind.OFFER_TAKEN, offer_taken(talk, talk.doubts[0]))])
    assert texts(now) == ["he can not, wash now"] and now.doubts == (doubt("t1", 4, 5),)
    with pytest.raises(NotFound):
        offer_taken(now, talk.doubts[0])
    with pytest.raises(MoveNotAllowed, match="Nobody knows"):
        offer_taken(talk, talk.doubts[1])


def test_what_was_heard_comes_back_in_the_place_of_a_known_word() -> None:
    """A word that was not put there is refused."""
    words = (Word("Begum.", 0.0, 1.0, 0.4, "big gum"), Word("came", 1.0, 1.5, 0.9))
    talk = replace(TALK, turns=(Turn(T1, "", 0.0, 1.5, "Begum. came", words),), doubts=(doubt("t1", 0, 1),))
    now = standing(talk, [edit(EditKind.KNOWN_WORD_UNDONE, heard_again(talk, T1, 0))])
    assert texts(now) == ["big gum. came"] and now.doubts == () and not any(w.heard for w in now.turns[0].words)
    assert [word.confidence for word in now.turns[0].words] == [0.4, 0.4, 0.9]
    for at in (1, 2, -1):
        with pytest.raises(NotFound):
            heard_again(talk, T1, at)


def test_a_voice_that_is_named_is_one_small_edit() -> None:
    """All its turns are the person's, also one that was cut out of them; no other is."""
    edits = [edit(EditKind.SPLIT, split(TALK, T3, 1, T9)), edit(EditKind.VOICE, voices=("S1",), speaker="p1")]
    assert [each.speaker for each in standing(TALK, edits).turns] == ["p1", "S2", "p1", "p1"]


def test_words_put_right_keep_whoever_is_said_to_speak_them() -> None:
    """Who spoke is another edit, before it or after it, and the one is not undone with the other."""
    words = typed(TALK, T1, "he can't wash")
    named = edit(EditKind.SPEAKER, turns=(T1,), speaker="p2")
    for edits in ([words, named], [named, words]):
        first = standing(TALK, edits).turns[0]
        assert (first.speaker, first.text) == ("p2", "he can't wash")


def test_an_accepted_doubt_is_about_the_very_same_words() -> None:
    """All doubts within them are settled; where other words stand there now, they were not listened to."""
    talk = replace(TALK, doubts=(doubt("t1", 1, 2), doubt("t1", 0, 3)))
    accept = edit(EditKind.DOUBT_ACCEPTED, doubts=(marked(talk, talk.doubts[0]),))
    assert standing(talk, [accept]).doubts == (doubt("t1", 0, 3),)
    other = said("he cannot wash", doubts=(doubt("t1", 1, 2),))
    assert standing(other, [accept]).doubts == other.doubts
    assert marked(talk, doubt("t7", 0, 1)) == Marked(doubt("t7", 0, 1), ())
    assert standing(said(), [accept]) == said()


def test_doubts_that_are_found_later_are_put_on_their_words_wherever_those_are() -> None:
    """Once, however often they are found; never on other words, and not where it could be either of two places."""
    found = Doubt(T2, 1, 2, "the two listeners heard different words", "address")
    late = edit(EditKind.DOUBTS_FOUND, by=MACHINE, doubts=(Marked(found, ("dress",)),))
    assert found in standing(TALK, [late, late]).doubts and len(standing(TALK, [late, late]).doubts) == 2
    moved = standing(TALK, [typed(TALK, T2, "and then dress"), late])
    assert replace(found, from_word=2, to_word=3) in moved.doubts
    for text in ("and stress", "dress and or dress"):
        assert found.why not in {each.why for each in standing(TALK, [typed(TALK, T2, text), late]).doubts}
    assert standing(said("a"), [late]) == said("a")


def test_a_machine_goes_over_nothing_that_a_person_did_even_when_that_is_done_again() -> None:
    """Voices that were found while an edit was undone don't take the words or the speaker back."""
    parts = (turn("t1", "he can", 0.0), turn("t9", "wash", 1.0))
    cut = edit(EditKind.VOICES_FOUND, Put((T1,), parts), by=MACHINE)
    label = edit(EditKind.VOICES_FOUND, by=MACHINE, turns=(T1, T9), speaker="S2")
    assert texts(standing(TALK, [cut, label])) == ["he can", "wash", "and dress", "she goes out"]
    assert [each.speaker for each in standing(TALK, [cut, label]).turns][:2] == ["S2", "S2"]
    words, named = typed(TALK, T1, "he can't wash"), edit(EditKind.SPEAKER, turns=(T1,), speaker="p1")
    now = standing(TALK, [words, named, cut, label])
    assert texts(now)[0] == "he can't wash" and now.turns[0].speaker == "p1"
    of_voice = edit(EditKind.SPEAKER, turns=(T1,), speaker="S3")
    assert standing(TALK, [of_voice, label]).turns[0].speaker == "S2"


def test_a_put_without_a_place_goes_where_it_begins() -> None:
    """And one whose turns are gone is passed over."""
    new = turn("t9", "by the way", 12.0, "p1")
    put = edit(EditKind.CARRIED, Put((), (new,), (doubt("t9", 0, 1),)))
    now = standing(TALK, [put])
    assert [each.id for each in now.turns] == [T1, T2, T9, T3] and now.turns[2].speaker == "p1"
    assert doubt("t9", 0, 1) in now.doubts
    gone = edit(EditKind.CARRIED, Put((T9,), (turn("t8", "x", 1.0),)))
    assert standing(TALK, [gone, edit(EditKind.SPEAKER, turns=(T9,), speaker="p1")]) == TALK


def test_text_is_replaced_wherever_it_stands() -> None:
    """In all turns or some; jottings are no part of a transcript's own turns."""
    wanted = SearchFor("she", whole_words=True)
    talk = said("she can", "ashen she", "he")
    both = text_replaced(talk, wanted, "Mia")
    assert texts(standing(talk, [edit(EditKind.REPLACED, *both)])) == ["Mia can", "ashen Mia", "he"]
    assert [put.before for put in text_replaced(talk, wanted, "Mia", {T2})] == [(T2,)]
    assert text_replaced(talk, SearchFor(" "), "x") == ()


def test_ids_are_never_used_twice() -> None:
    """Whatever ids were given; those of other makings don't count."""
    ids = next_turn_ids({T3, TurnId("t12"), TurnId("j40"), TurnId("turn 90"), TurnId("t" + "9" * 40)})
    assert [next(ids), next(ids)] == ["t13", "t14"] and next(next_turn_ids(())) == T1


def test_seconds_off_the_record_are_kept_in_order_and_apart() -> None:
    """Those that touch are one; taking some back leaves the rest."""
    spans = including(including((), LeftOut(5, 6)), LeftOut(1, 2))
    assert spans == (LeftOut(1, 2), LeftOut(5, 6))
    assert including(spans, LeftOut(2, 3)) == (LeftOut(1, 3), LeftOut(5, 6))
    assert including(spans, LeftOut(0, 9)) == (LeftOut(0, 9),)
    assert without(spans, LeftOut(1.5, 5.5)) == (LeftOut(1, 1.5), LeftOut(5.5, 6))
    assert without((LeftOut(0, 9),), LeftOut(4, 5)) == (LeftOut(0, 4), LeftOut(5, 9))
    assert without(spans, LeftOut(2, 5)) == spans and without(spans, LeftOut(0, 9)) == ()


def test_an_hour_of_talk_with_many_edits_is_made_fast() -> None:
    """600 turns, 10,000 words and 500 edits take as long as some ten edits' worth of waiting, not a second."""
    talk = said(*("word " * 17 for _ in range(600)))
    edits = [typed(talk, TurnId(f"t{1 + at}"), f"other {at} " + "word " * 16) for at in range(500)]
    began = time.process_time()
    now = standing(talk, edits)
    assert time.process_time() - began < 0.5 and texts(now)[499].startswith("other 499")
