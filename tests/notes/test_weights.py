"""Which spoken phrases carry weight of harm: disclosures do, everyday turns of speech don't."""

import pytest

from scribe.notes.weight import weight
from tests.gold.read_weights import phrases, told_heavy
from tests.gold.trap_check import HARM

KNOWN = {"heavy": 0.98, "later_heavy": 1.0, "last_heavy": 0.97}
"""The least share of each list that carries weight. Before the lexicon was widened it was 0.14, 0.38 and 0.30; the
later lists had 0.52 and 0.60 when they were new, which is what to expect of words that nobody has thought of yet.
"""
TAKEN_FOR_HARM = {"everyday": 0.035, "later_everyday": 0.13, "last_everyday": 0.075}
"""The greatest share of each everyday list that does; before 0.14, 0.10 and 0.05. A missed disclosure is worse."""


@pytest.mark.parametrize("name", KNOWN)
def test_what_tells_of_harm_carries_its_weight(name: str) -> None:
    """At least the share that is known today is never lost."""
    missed = [phrase for phrase in phrases()[name] if phrase not in told_heavy(name)]
    assert len(told_heavy(name)) >= KNOWN[name] * len(phrases()[name]), missed


@pytest.mark.parametrize("name", TAKEN_FOR_HARM)
def test_everyday_talk_is_seldom_taken_for_harm(name: str) -> None:
    """No more of it is than today."""
    assert len(told_heavy(name)) <= TAKEN_FOR_HARM[name] * len(phrases()[name]), told_heavy(name)


@pytest.mark.parametrize(
    ("harmless", "harmful"),
    [
        ("He beat me at cards.", "He beat me at home."),
        ("She beat me to it.", "She beat me to the floor."),
        ("It's hot to touch.", "He tried to touch me."),
        ("The match kicks off at three.", "Dad kicks off when he's drunk."),
        ("My knee's killing me.", "He's killing me slowly."),
        ("I burnt the toast.", "He burnt her with an iron."),
        ("I'm dying to see them.", "I'm dying."),
        ("She's scared of spiders.", "She's scared of her dad."),
        ("I had a panic attack.", "I had an attack on me in the street, he attacked me."),
        ("I've cut down on sugar.", "I've cut my arms."),
        ("I feel safer on the stairs.", "I don't feel safe in the house."),
        ("He threw the ball at the wall.", "He threw the cup at the baby."),
    ],
)
def test_only_the_everyday_sense_is_passed_over(harmless: str, harmful: str) -> None:
    """A turn of speech takes no weight from a sentence that means it."""
    assert not HARM & set(weight(harmless))
    assert HARM & set(weight(harmful))


@pytest.mark.parametrize(
    ("no_fall", "fall"),
    [
        ("It just falls off me.", "I fell off the chair."),
        ("The price fell.", "I fell on the path."),
        ("She slipped off her shoes.", "She slipped in the bath."),
        ("I tripped the switch.", "I tripped over the rug."),
        ("I fell asleep.", "I fell through the ceiling."),
    ],
)
def test_only_a_fall_is_a_fall(no_fall: str, fall: str) -> None:
    """Prices, shoes and switches have no fall."""
    assert "falls" not in weight(no_fall)
    assert "falls" in weight(fall)


def test_a_star_reaches_from_no_question_into_its_answer() -> None:
    """'Do you throw it out?' 'At the end of the week': nothing was thrown at anybody."""
    assert "harm" not in weight("Do you throw the old ones? I do at the weekend.")


@pytest.mark.parametrize("form", ["He hurt", "She has hurt", "They are hurting", "Somebody hurts"])
@pytest.mark.parametrize("whom", ["me", "her", "him", "us", "Mia", "the baby"])
def test_every_form_and_every_person_counts(form: str, whom: str) -> None:
    """Inflection and person make no difference."""
    assert "harm" in weight(f"{form} {whom}.")
