"""A talk that is long, or has no full stop in it, takes time in proportion to its length, and loses no word."""

from __future__ import annotations

import time

import pytest

from scribe.notes.draft import DraftNote, Material, draft_note
from scribe.notes.templates import template
from scribe.notes.utterances import LONGEST_SENTENCE, utterances
from scribe.visit import Turn, TurnId, Word, WrittenBy
from tests.notes.people import ADAM, BEGUM, JO

pytestmark = pytest.mark.whole
NOTE = template("case-note")
MOST = 20.0
"""Eight times the talk takes eight times as long; a rule that looks at all of it for each word would take 64 times as
long. That is far enough apart for a machine that is busy with other things."""


def drafted(text: str, words: tuple[Word, ...] = ()) -> tuple[DraftNote, float]:
    """The draft of one turn of the person, and the seconds of work that it took."""
    turn = Turn(TurnId("t1"), BEGUM.id, 0.0, 1_000.0, text, words)
    began = time.process_time()
    note = draft_note(Material((BEGUM, ADAM, JO), (turn,)), NOTE)
    return note, time.process_time() - began


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("no, ", 2_000), ("and ", 8_000), ("I fell on Monday ", 1_000), ("I fell on Monday. ", 600),
        ("I fell on Monday, she came on Tuesday, ", 400), ("No, sorry, it was Tuesday. ", 1_000),
        ("Once on the stairs. ", 500),
    ],
)  # fmt: skip
def test_eight_times_the_talk_takes_about_eight_times_as_long(said: str, times: int) -> None:
    """One turn of the same words over and over, without or with full stops: no rule goes over all of it each time."""
    drafted(said * 10)
    assert fastest(said * times * 2) / max(0.01, fastest(said * (times // 4))) <= MOST


def test_a_long_turn_with_the_times_of_its_words_is_no_slower() -> None:
    """Finding a sentence's seconds does not go through all the words of the turn."""

    def words(count: int) -> tuple[str, tuple[Word, ...]]:
        text = " ".join(f"I fell {n} times on stair {n * 7}." for n in range(count))
        return text, tuple(Word(word, n / 10, n / 10 + 0.1, 0.9) for n, word in enumerate(text.split()))

    assert fastest(*words(800)) / max(0.01, fastest(*words(100))) <= MOST


def fastest(text: str, words: tuple[Word, ...] = ()) -> float:
    """The best of two tries: another program may have been in the way of one."""
    return min(drafted(text, words)[1] for _ in range(2))


def test_a_sentence_that_is_too_long_is_quoted_in_pieces_and_whole() -> None:
    """No piece is told in other words, since it may mean something else without the rest, and no word is lost."""
    text = " ".join(f"and I do not want the number {n} to come to my home" for n in range(60))
    note, _ = drafted(text)
    claims = [claim for section in note.sections for claim in section.claims]
    assert claims and all(claim.written_by is WrittenBy.QUOTATION for claim in claims)
    covered = set()
    for each in (*(e for claim in claims for e in claim.evidence), *note.omissions):
        assert 1 < each.end_char - each.start_char <= LONGEST_SENTENCE + 1
        covered |= set(range(each.start_char, each.end_char))
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= covered


def test_no_word_is_cut_in_two_and_a_comma_is_preferred() -> None:
    """A sentence without full stops is cut between words, after a comma where there is one near."""
    turn = Turn(TurnId("t1"), BEGUM.id, 0.0, 9.0, "I walked to the shop with my sister, " * 50)
    found = utterances((turn,))
    assert len(found) > 2 and all(each.broken for each in found)
    assert all(each.original.endswith("sister,") for each in found)


def test_a_sentence_that_runs_on_over_many_turns_is_cut_between_turns() -> None:
    """A recogniser that gives no full stops does not make one sentence of a whole visit."""
    turns = tuple(Turn(TurnId(f"t{n}"), BEGUM.id, n, n + 1, "and then I went on to the next shop") for n in range(100))
    found = utterances(turns)
    assert len(found) >= 5 and all(len(each.original) <= LONGEST_SENTENCE + len(each.spans) for each in found)
    assert sum(len(each.spans) for each in found) == 100 and all(each.broken for each in found[:-1])
