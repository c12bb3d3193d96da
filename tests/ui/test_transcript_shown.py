"""How a turn is shown: its marks are put into the words, and every place of the words is still known."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scribe.transcript_gaps import NotRecorded
from scribe.visit import Doubt, LeftOut, Transcript, Turn, TurnId, Visit, VisitId, VisitStage, Word
from tests.ui.fakes import CARD, NOW, PEOPLE, transcript
from ui.widgets.turn_shown import Ink, TurnRow, rows_of, shown

VISIT = Visit(VisitId("v1"), "204-101", "case-note", VisitStage.TRANSCRIBED, NOW, PEOPLE)


def turn(text: str, heard: dict[int, str] | None = None) -> Turn:
    """A turn that says this, a word a second from second 0; `heard` gives what was heard for some words."""
    words = tuple(Word(word, float(n), n + 1.0, 0.9, (heard or {}).get(n, "")) for n, word in enumerate(text.split()))
    return Turn(TurnId("t1"), "p1", 0.0, float(len(words)), text, words)


def row(of: Turn, doubts: tuple[Doubt, ...] = (), left_out: tuple[LeftOut, ...] = ()) -> TurnRow:
    """The row of a transcript with only this turn."""
    made = rows_of(VISIT, Transcript((of,), CARD, 60.0, "a" * 64, doubts=doubts, left_out=left_out))[0]
    assert isinstance(made, TurnRow)
    return made


def inked(of: TurnRow, ink: Ink) -> list[str]:
    """What is written in that way."""
    made = shown(of)
    return [made.text[start:end] for start, end, how in made.inks if how is ink]


def test_speaker_and_time_stand_above_the_words() -> None:
    """By name, with what there is to know of the turn behind the time."""
    made = shown(row(replace(turn("hello there"), edited=True)))
    assert made.text == "Mrs Amina Begum   0:00 · edited\u2028hello there"
    assert made.text[made.body :] == "hello there"


def test_doubtful_words_are_marked_by_more_than_colour() -> None:
    """Underlined, with [?] behind them; a screen reader is told."""
    made = row(turn("she takes big gum daily"), (Doubt(TurnId("t1"), 2, 4, "low confidence"),))
    assert shown(made).text.endswith("she takes big gum [?] daily")
    assert inked(made, Ink.DOUBT) == ["big gum", " [?]"]
    assert made.spoken().endswith("Some words may have been misheard.")


def test_a_known_word_says_what_was_heard() -> None:
    """Right behind the word that was put in the place of it."""
    assert shown(row(turn("ask Begum now", {1: "big gum"}))).text.endswith("ask Begum (heard as “big gum”) now")


def test_words_off_the_record_stay_and_are_struck_through() -> None:
    """A word belongs to the seconds that hold its middle; of a whole turn the row itself says it."""
    some = row(turn("one two three four"), left_out=(LeftOut(0.9, 2.6),))
    assert (some.left_out, some.all_left_out) == (((1, 3),), False)
    assert inked(some, Ink.LEFT_OUT) == ["two three"]
    assert "partly off the record" in shown(some).text
    whole = row(turn("one two"), left_out=(LeftOut(0.0, 9.0),))
    assert whole.all_left_out and "off the record" in shown(whole).text
    assert whole.spoken().endswith("This is off the record.")


def test_what_was_not_recorded_is_one_sentence() -> None:
    """It has no words, no speaker and no marks."""
    assert shown(NotRecorded(3.0, "Paused.")).text == "Paused."


def test_the_worker_finds_the_same_rows_in_what_did_not_change() -> None:
    """Two rows of the same facts show the same; another doubt or another speaker does not."""
    said = transcript()
    for one, other in zip(rows_of(VISIT, said), rows_of(VISIT, said), strict=True):
        assert isinstance(one, TurnRow) and isinstance(other, TurnRow) and one.same_as(other)
    assert not row(turn("a b")).same_as(row(turn("a b"), (Doubt(TurnId("t1"), 0, 1, "x"),)))
    assert not row(turn("a b")).same_as(row(replace(turn("a b"), speaker="p2")))


@given(
    st.lists(st.text(alphabet="abcé’-", min_size=1, max_size=6), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(1, 3)), max_size=3),
    st.sets(st.integers(0, 11), max_size=3),
)
def test_every_place_is_found_again(said: list[str], doubts: list[tuple[int, int]], known: set[int]) -> None:
    """Whatever is put in between, a word's characters are shown where `span` says, and `place` leads back to them."""
    made = row(
        turn(" ".join(said), dict.fromkeys(known, "heard")),
        tuple(Doubt(TurnId("t1"), start, min(len(said), start + long), "x") for start, long in doubts),
    )
    view = shown(made)
    for number, word in enumerate(said):
        span = made.places[number]
        assert span is not None
        start, end = view.span(*span)
        assert view.text[start:end] == word
        assert [view.place(at) for at in range(start, end)] == list(range(*span))
        assert made.word_at(span[0]) == number
