"""Sentences in another arrangement that say the same, and those that only seem to."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scribe.notes.claim_case import Source
from scribe.notes.verify import verify
from tests.notes.people import ADAM, BEGUM, JO

PEOPLE = (BEGUM, ADAM, JO)
DAYS = ("Monday", "Tuesday", "Thursday", "Sunday")
NUMBERS = ("two", "three", "six", "twelve")
PASTS = (("fell", "fell"), ("slept", "slept"), ("went out", "went out"), ("lost my keys", "lost her keys"))


def believed(claim: str, said: str, before: tuple[str, ...] | None = None) -> bool:
    """Whether no rule fails; Mrs Begum speaks, or Adam Rahman where the claim says so."""
    speaker = "S2" if claim.startswith("Adam") else "S1"
    return all(check.passed for check in verify(claim, (Source(speaker, said),), PEOPLE, before=before))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("on Friday she washes", "I wash on Friday."),
        ("she washes on Friday", "On Friday I wash."),
        ("on Mondays and Fridays she washes", "I wash on Mondays and Fridays."),
        ("on Tuesday she slipped and hurt her wrist", "I slipped on Tuesday and hurt my wrist."),
        ("if it rains she stays in", "I stay in if it rains."),
        ("in the mornings she feels sick", "I feel sick in the mornings."),
        ("she takes them but forgets", "I take them but I forget."),
        ("she takes them and she forgets", "I take them and forget."),
        ("she can get up but comes down slowly", "I can get up but I come down slowly."),
        ("Priya, her daughter, comes", "My daughter Priya comes."),
        ("Dr Patel, her doctor, came", "My doctor Dr Patel came."),
        ("her daughter also comes", "My daughter comes too."),
        ("her husband left in 2016 and pays nothing", "My husband left in 2016 and he pays nothing."),
        ("two years ago she fell", "I fell two years ago."),
        ("after Rashid died she moved", "I moved after Rashid died."),
        ("she has two beds", "I've got two beds."),
        ("she is sore", "I'm kind of sore."),
        ("her mum does it", "Mum does it."),
        ("they argued with the council", "We argued with the council."),
        ("she would rather stay", "I'd rather stay."),
        ("she had been ill", "I'd been ill."),
        ("she has no pain", "No, I have no pain."),
        ("she stayed as it was raining", "I stayed because it was raining."),
        ("she might go home", "I may go home."),
        ("anybody can come", "Anyone can come."),
        ("her mother came", "My mum came."),
        ("she takes it twice a day", "I take it two times daily."),
        ("she came at 4:30", "I came at half past four."),
    ],
)
def test_the_same_in_another_arrangement_passes(claim: str, said: str) -> None:
    """Time first, a subject said once, whose mum it is: nothing has changed."""
    assert believed(f"Mrs Begum said {claim}.", said)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("on Friday she only washes", "I only wash on Friday."),
        ("every day she doesn't go out", "I don't go out every day."),
        ("on Friday she fell and came home on Tuesday", "I fell on Tuesday and came home on Friday."),
        ("on Tuesday she fell and the nurse came", "I fell and the nurse came on Tuesday."),
        ("she fell and the nurse came on Tuesday", "On Tuesday I fell and the nurse came."),
        ("on Tuesday she fell. The nurse came", "I fell. The nurse came on Tuesday."),
        ("if she cries she falls", "I cry if I fall."),
        ("for two days she takes three tablets", "I take two tablets for three days."),
        ("on Mondays she sees the nurse", "I see the nurse on Monday."),
        ("she can get up and come down", "I can get up and I come down."),
        ("she can get up and she comes down", "I can get up and come down."),
        ("she doesn't eat and sleep", "I don't eat and I sleep."),
        ("she has fallen and come home", "I have fallen and I come home."),
        ("she wants to go home and rest", "I want to go home and I rest."),
        ("she knows her mum takes them and forgets", "I know my mum takes them and I forget."),
        ("her mum takes them and forgets", "My mum takes them and I forget."),
        ("she takes them and forgets", "I take them and she forgets."),
        ("she takes them and forgets", "You take them and I forget."),
        ("her husband saw Tom and paid", "My husband saw Tom and he paid."),
        ("twice a week she doesn't eat", "I don't eat twice a week."),
        ("because it hurts she doesn't eat", "I don't eat because it hurts."),
        ("before it rained she slept", "I slept after it rained."),
        ("she also eats", "I eat."),
        ("Peter, her son, and Doreen came", "My son Peter and Doreen's son came."),
        ("she told Adam Rahman and left", "I told Adam and he left."),
        ("her sons came and they argued", "My sons came and we argued."),
        ("his mum does it", "Mum does it."),
        ("her neighbour's mum does it", "Mum does it."),
        ("her son Tom saw her sister Priya", "My son Priya saw my sister Tom."),
        ("she fell because she was tired", "I fell as I was tired."),
        ("she may go home", "I might go home."),
        ("she is allergic to penicillin", "No, I'm not allergic to penicillin."),
        ("she has no pain", "No. I have no tablets and no pain."),
        ("yes, none at all", "No, none at all."),
        ("she went to the shop from home", "I went from the shop to home."),
        ("she rings her sisters", "I ring my sister."),
        ("she saw the nurses", "I saw the nurse."),
        ("she goes into the bath", "I go out of the bath."),
        ("she drank, so she stopped", "I drank, but I stopped."),
        ("she slept too", "I slept."),
        ("she lost £10", "I lost ten pounds."),
    ],
)
def test_what_only_seems_the_same_fails(claim: str, said: str) -> None:
    """Another scope, another person, another order of two values, a small word for another."""
    assert not believed(f"Mrs Begum said {claim}.", said)


def test_she_is_the_person_visited_only_where_it_is_known_what_was_said() -> None:
    """Not where nobody looked, where another woman was spoken of, or where harm is told."""
    claim = "Adam Rahman said she eats well."
    assert believed(claim, "She eats well.", before=())
    assert believed(claim, "She eats well.", before=("How are the meals?",))
    assert not believed(claim, "She eats well.", before=("My sister came.",))
    assert not believed(claim, "She eats well.", before=None)
    assert not believed("Adam Rahman said she hit him.", "She hit me.", before=())
    assert not believed("Mrs Begum said he eats well.", "He eats well.", before=())  # he is not the one visited


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(PASTS), st.sampled_from(PASTS), st.sampled_from(DAYS), st.sampled_from(DAYS), st.booleans())
def test_two_days_are_never_exchanged(
    one: tuple[str, str], two: tuple[str, str], day: str, other: str, front: bool
) -> None:
    """Whatever stands first, each thing keeps its own day."""
    assume(day != other and one != two)
    said = f"I {one[0]} on {day} and I {two[0]} on {other}."
    first = f"on {day} she {one[1]}" if front else f"she {one[1]} on {day}"
    wrong = f"on {other} she {one[1]}" if front else f"she {one[1]} on {other}"
    assert believed(f"Mrs Begum said {first} and {two[1]} on {other}.", said)
    assert not believed(f"Mrs Begum said {wrong} and {two[1]} on {day}.", said)
    assert not believed(f"Mrs Begum said {wrong} and {two[1]} on {other}.", said)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_two_numbers_are_never_exchanged(one: str, two: str, day: str, other: str) -> None:
    """A day may come first with its number, never with the other's."""
    assume(one != two and day != other)
    said = f"I take {one} tablets on {day} and {two} capsules on {other}."
    for claim in (
        f"on {other} she takes {one} tablets and {two} capsules on {day}",
        f"on {day} she takes {two} tablets and {one} capsules on {other}",
        f"she takes {two} tablets on {day} and {one} capsules on {other}",
        f"on {other} she takes {two} tablets and {one} capsules on {day}",
    ):
        assert not believed(f"Mrs Begum said {claim}.", said)


@settings(deadline=None, max_examples=40)
@given(st.permutations(["Priya", "Tom", "Rashid"]), st.sampled_from(DAYS))
def test_two_people_are_never_exchanged(names: list[str], day: str) -> None:
    """Who did it, and to whom, stays as it was, whatever comes first."""
    one, two, third = names
    said = f"{one} rang {two} on {day} and {third} came."
    assert believed(f"Mrs Begum said on {day} {one} rang {two} and {third} came.", said)
    for claim in (f"{two} rang {one} on {day} and {third} came", f"on {day} {two} rang {one} and {third} came"):
        assert not believed(f"Mrs Begum said {claim}.", said)
    assert not believed(f"Mrs Begum said on {day} {third} rang {two} and {one} came.", said)
