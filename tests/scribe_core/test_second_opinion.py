"""Tests of what is made of a second recogniser's answer: which differences are doubts, and that they are only added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.progress import Cancellation, Cancelled, Progress, ignore_progress
from models.scripted import ScriptedSecondOpinion
from models.second_opinion import SecondHearing
from models.transcriber import Segment
from scribe.differences import ALL_DIFFERENT, NOTHING, differences
from scribe.doubts import LONGEST_PLACE, LOW_CONFIDENCE
from scribe.edit_log import Edit, EditKind, EditState, KeptEdit, Marked
from scribe.second_opinion import accepted, heard_again, matched, with_doubts
from scribe.second_stretches import stretches_of
from scribe.transcript_changes import split
from scribe.visit import Doubt, LeftOut, Manner, ModelCard, Transcript, Turn, TurnId, Word
from scribe.word_times import retold


class Silent:
    """A sound that nobody reads."""

    def seconds(self) -> float:
        """A minute."""
        return 60.0

    def blocks(self, start: float = 0.0) -> Iterator[np.ndarray]:
        """Nothing."""
        return iter(())


def a_turn(text: str, start: float = 1.0, *, sure: float = 0.9, name: str = "t1") -> Turn:
    """A turn of half a second a word."""
    said = text.split()
    words = tuple(Word(word, start + at / 2, start + at / 2 + 0.4, sure) for at, word in enumerate(said))
    return Turn(TurnId(name), "", start, start + len(said) / 2, text, words)


def a_transcript(*turns: Turn, **more: object) -> Transcript:
    """All that was said."""
    return replace(Transcript(turns, ModelCard("first"), 600.0, "ab" * 32), **more)  # type: ignore[arg-type]


def doubts(first: str, second: str, *, sure: float = 0.9) -> list[tuple[str, str, str]]:
    """The words that are doubted where one hears `first` and the other `second`, what is offered, and why."""
    turn = a_turn(first, sure=sure)
    (asked,) = stretches_of(a_transcript(turn))
    heard = SecondHearing(tuple((word, 0.9) for word in second.split()))
    found = list(differences(a_transcript(turn), asked, heard))
    return [(" ".join(w.text for w in turn.words[d.from_word : d.to_word]), d.offer, d.why) for d in found]


@pytest.mark.parametrize(
    ("first", "second", "place", "offer"),
    [
        ("She took fifteen of them today.", "She took fifty of them today.", "fifteen", "fifty"),
        ("She can go out alone.", "She can't go out alone.", "can", "can't"),
        ("He lives with miss this Begum now.", "He lives with Mrs. Begum now.", "miss this", "Mrs"),
        ("They live in Brad ford now.", "They live in Bedford now.", "Brad ford", "Bedford"),
        ("I heard a beat there.", "I heard a beep. There.", "beat", "beep"),
        ("then he is well again", "Now he is well again.", "then", "now"),
        ("Then he is well again.", "Now he is well again.", "Then", "Now"),
        ("It is twenty, um, pence a day", "It is plenty hence a day.", "twenty, um, pence", "plenty hence"),
        ("with her. big gum came", "with her. Begum came.", "big gum", "Begum"),
    ],
)
def test_other_words_are_a_doubt_with_an_offer(first: str, second: str, place: str, offer: str) -> None:
    """Where the two heard other words, those are the place, and what the second heard can be taken by one key."""
    ((words, offered, why),) = doubts(first, second)
    assert (words, offered) == (place, offer)
    assert why == f"The second listener heard this differently: “{offer}”"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I'm gonna take twenty of them, OK?", "I am going to take 20 of them okay."),
        ("Every one of them was all right", "everyone of them was alright"),
        ("The colour of it, um, is grey.", "The color of it is gray"),
        ("He is is well", "He is well."),
        ("He is well", "He is is well."),
        ("I will ask for a rail. Good.", "I will ask for a rail. I will ask for a rail. I will ask for a rail. Good."),
    ],
)
def test_another_way_of_writing_is_no_doubt(first: str, second: str) -> None:
    """A doubt whose offer doesn't change what is meant would waste somebody's minute, and flag their draft."""
    assert doubts(first, second) == []


def test_words_that_only_one_heard_are_doubts() -> None:
    """What the second didn't hear is doubted; what it heard besides is offered with the less sure word beside it."""
    assert doubts("He was not very well then", "He was not well then") == [("very", "", NOTHING)]
    assert doubts("She ate a banana a day", "She ate a banana day") == [("a", "", NOTHING)]
    ((place, offer, why),) = doubts("He was well then", "He was not well then")
    assert (place, offer) == ("was", "was not") and why == "The second listener heard more here: “not”"


def test_where_nothing_agrees_the_whole_stretch_is_doubted_and_nothing_is_offered() -> None:
    """Another language, or a voice behind a wall: both write fluent English, and not the same."""
    found = doubts("the cat sat on a mat by far", "won in dish doll knee harbour set pan", sure=0.5)
    assert {(offer, why) for _, offer, why in found} == {("", ALL_DIFFERENT)}
    assert " ".join(place for place, _, _ in found) == "the cat sat on a mat by far"


@pytest.mark.parametrize("heard", [SecondHearing(()), SecondHearing((("Hello", 0.9),), usable=False)])
def test_a_second_listener_that_gave_up_says_nothing(heard: SecondHearing) -> None:
    """It returned nothing on a noisy clip, and may go round in a loop: that is no reason to doubt a word."""
    (asked,) = stretches_of(a_transcript(a_turn("She is quite well")))
    assert list(differences(a_transcript(), asked, heard)) == []


def test_a_sentence_that_it_left_out_says_nothing() -> None:
    """It stops short now and then; a long run that it did not hear at all is not doubted for that."""
    assert doubts("He is well. The rest of it was left for us all", "He is well.") == []


def test_a_place_is_never_long_and_offers_only_a_few_words() -> None:
    """A dozen words can't be judged at a glance, nor put in by one key."""
    told = "we all said so then and"
    first = f"{told} one two three four five six seven eight nine ten {told}"
    second = f"{told} a b c d e f g h k j {told}"
    found = doubts(first, second)
    assert [len(place.split()) for place, _, _ in found] == [5, 5] and {offer for _, offer, _ in found} == {""}
    assert max(len(place.split()) for place, _, _ in found) <= LONGEST_PLACE


ODD = "um I'm can't 20 twenty the the a gonna ... every one everyone £5 Begum"
WORDS = st.lists(st.sampled_from(sorted(set(ODD.split(" ")))), max_size=9)


@given(WORDS, WORDS, st.sampled_from([0.3, 0.9]))
def test_whatever_the_two_heard_every_doubt_is_about_words_that_are_there(
    first: list[str], second: list[str], sure: float
) -> None:
    """No two texts are too odd to be compared; no word is doubted for one reason twice; alike they give no doubt."""
    turn = a_turn(" ".join(first) or "x", sure=sure)
    said, heard = a_transcript(turn), SecondHearing(tuple((word, 0.9) for word in second))
    for asked in stretches_of(said):
        found = list(differences(said, asked, heard))
        assert all(0 <= doubt.from_word < doubt.to_word <= len(turn.words) for doubt in found)
        places = [(at, doubt.why) for doubt in found for at in range(doubt.from_word, doubt.to_word)]
        assert len(places) == len(set(places))
        same = SecondHearing(tuple((word.text, 0.9) for word in turn.words))
        assert list(differences(said, asked, same)) == []


# --- what is asked


def test_all_that_was_said_is_asked_about_in_short_stretches() -> None:
    """Every word is in just one, no stretch is long, they come in order, and none reaches into another's words."""
    turns = tuple(a_turn("one two three four five six seven eight nine", 1.0 + 5 * n, name=f"t{n}") for n in range(20))
    asked = stretches_of(a_transcript(*turns))
    places = [(place.turn.id, place.at) for one in asked for place in one.places]
    assert sorted(places) == sorted((turn.id, at) for turn in turns for at in range(9))
    assert all(one.stretch.end - one.stretch.start <= 16 for one in asked)
    assert all(one.stretch.end <= other.places[0].word.start for one, other in pairwise(asked))
    assert all(one.places[-1].word.end <= other.stretch.start for one, other in pairwise(asked))


def test_nothing_that_is_off_the_record_is_asked_about() -> None:
    """Neither its words nor its sound go anywhere; what was said on both sides of it does."""
    turn = a_turn("a b c d e f g h i j k l")
    zone = LeftOut(3.0, 5.0)
    asked = stretches_of(a_transcript(turn, left_out=(zone,)), (Segment("", 3.5, 4.5, ()),))
    assert [place.at for one in asked for place in one.places] == [0, 1, 2, 3, 8, 9, 10, 11]
    assert all(one.stretch.end <= zone.start or one.stretch.start >= zone.end for one in asked)


def test_jottings_are_not_asked_about_and_dictation_is() -> None:
    """What the worker typed was never heard; what the worker dictated was."""
    typed = Turn(TurnId("j1"), "", 1.0, 1.0, "seen", manner=Manner.SEEN)
    dictated = replace(a_turn("seen by me"), manner=Manner.DICTATED)
    (asked,) = stretches_of(a_transcript(typed, dictated))
    assert {place.turn.id for place in asked.places} == {"t1"}


def test_speech_without_words_is_listened_to_and_offered_at_the_word_before_it() -> None:
    """What the first recogniser skipped can be brought back by one key."""
    said = a_transcript(a_turn("She is well."), a_turn("Good.", 9.0, name="t2"))
    words = ((1.0, "She"), (1.5, "is"), (2.0, "well."), (4.0, "But"), (5.0, "tired."), (9.0, "Good."))
    after = listened(said, ScriptedSecondOpinion(words), Segment("", 3.5, 7.0, ()))
    (doubt,) = after.doubts
    assert (doubt.turn, doubt.from_word, doubt.offer) == ("t1", 2, "well. But tired.")


# --- only adding


def listened(said: Transcript, second: ScriptedSecondOpinion, *segments: Segment) -> Transcript:
    """The transcript when the second has listened too."""
    card = ModelCard("second", "cd" * 32)
    return heard_again(
        said, segments, Silent(), (second, card), on_progress=ignore_progress, cancel=Cancellation()
    )  # fmt: skip


def test_it_changes_no_word_and_says_who_listened() -> None:
    """Doubts are all that it adds."""
    said = a_transcript(a_turn("He took fifteen"))
    after = listened(said, ScriptedSecondOpinion(((1.0, "He"), (1.5, "took"), (2.0, "fifty"))))
    assert after.turns == said.turns and after.second_opinion == "cd" * 32
    assert [doubt.offer for doubt in after.doubts] == ["fifty"]


def test_it_can_be_stopped_between_two_stretches() -> None:
    """A request to stop is heard before the next stretch is listened to, and how far it is was told."""
    said = a_transcript(*(a_turn("one two three", 10.0 * n, name=f"t{n}") for n in range(30)))
    cancel, second, steps = Cancellation(), ScriptedSecondOpinion(()), count()

    def progressed(progress: Progress) -> None:
        if next(steps) == 1:
            cancel.ask()

    with pytest.raises(Cancelled):
        heard_again(
            said, (), Silent(), (second, ModelCard("second")), on_progress=progressed, cancel=cancel
        )  # fmt: skip
    assert len(second.asked) == 1


def test_what_says_more_of_a_word_takes_the_place_of_what_says_only_that_it_is_unsure() -> None:
    """All that was marked stays marked, and nothing is marked twice."""
    said = a_transcript(a_turn("a b c d e"), doubts=(Doubt(TurnId("t1"), 0, 4, LOW_CONFIDENCE),))
    more = Doubt(TurnId("t1"), 1, 2, "said differently", "x")
    after = with_doubts(said, (more,))
    assert set(after.doubts) == {
        Doubt(TurnId("t1"), 0, 1, LOW_CONFIDENCE), more, Doubt(TurnId("t1"), 2, 4, LOW_CONFIDENCE)
    }  # fmt: skip
    assert with_doubts(after, (more,)) == after


def found_in(then: Transcript) -> Doubt:
    """The doubt that 'fifteen' gets."""
    (asked,) = stretches_of(then)
    second = ["He", "took", "fifty", "pills", "of", "that", "kind"]
    (doubt,) = differences(then, asked, SecondHearing(tuple((word, 0.9) for word in second)))
    return doubt


TOOK = a_turn("He took fifteen pills of that kind")


def test_a_doubt_goes_with_its_words_wherever_their_turn_was_split() -> None:
    """The worker may split, merge and name turns while the second still listens."""
    then = a_transcript(TOOK)
    one, two = replace(TOOK, words=TOOK.words[:2]), replace(TOOK, id=TurnId("t9"), words=TOOK.words[2:], speaker="p1")
    (doubt,) = matched([found_in(then)], then, a_transcript(one, two))
    assert (doubt.turn, doubt.from_word, doubt.to_word, doubt.offer) == ("t9", 0, 1, "fifty")


def test_what_a_person_has_typed_meanwhile_is_never_doubted() -> None:
    """Nor is there an offer in its place. The other words of its turn can still be doubted."""
    then = a_transcript(TOOK)
    typed = a_transcript(retold(TOOK, "He took fifteen pills of that sort").turn)
    assert [doubt.offer for doubt in matched([found_in(then)], then, typed)] == ["fifty"]
    all_typed = a_transcript(retold(replace(TOOK, text="", words=()), TOOK.text).turn)
    assert list(matched([found_in(then)], then, all_typed)) == []
    never = SecondHearing((("Never", 0.9), ("mind", 0.9)))
    assert list(differences(all_typed, stretches_of(all_typed)[0], never)) == []
    for words, place, offer in (
        ("He took fifty pills of that sort", "fifteen", "fifty"),
        ("He took fifteen pills of these kinds", "that", ""),
        ("He took fifteen pills of that sort here", "", ""),
    ):
        heard = SecondHearing(tuple((word, 0.9) for word in words.split()))
        found = list(differences(typed, stretches_of(typed)[0], heard))
        assert [typed.turns[0].words[each.from_word].text for each in found] == ([place] if place else [])
        assert [each.offer for each in found] == ([offer] if place else []), words


def test_words_that_are_others_by_now_are_not_doubted() -> None:
    """A known word may have been put there since."""
    then = a_transcript(TOOK)
    put = replace(TOOK.words[2], text="Fintan", heard="fifteen")
    words = (*TOOK.words[:2], put, *TOOK.words[3:])
    assert list(matched([found_in(then)], then, a_transcript(replace(TOOK, words=words)))) == []


def test_what_was_accepted_is_not_doubted_again() -> None:
    """Somebody has listened to that very word; and where accepting it was taken back, it is doubted."""
    then = a_transcript(TOOK)
    mark = Marked(Doubt(TOOK.id, 2, 3, LOW_CONFIDENCE), ("fifteen",))
    edit = Edit(EditKind.DOUBT_ACCEPTED, "Jo Reed", datetime(2026, 3, 1, tzinfo=UTC), doubts=(mark,))
    for state, left in ((EditState.STANDS, 0), (EditState.UNDONE, 1)):
        words = accepted(then, [KeptEdit(1, state, edit)])
        assert len(list(matched([found_in(then)], then, then, words))) == left
        apart = split(then, TOOK.id, 1, TurnId("t9")).turns
        assert len(list(matched([found_in(then)], then, a_transcript(*apart), words))) == left
    gone = replace(edit, doubts=(replace(mark, words=("fifty",)),))
    assert accepted(then, [KeptEdit(1, EditState.STANDS, gone)]) == frozenset()
