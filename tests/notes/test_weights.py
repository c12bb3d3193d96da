"""Which spoken phrases carry weight of harm: disclosures do, everyday turns of speech don't."""

import pytest

from scribe.notes.weight import by_phrases, only_likely, weight
from tests.gold.read_weights import phrases, told_heavy
from tests.gold.trap_check import HARM

KNOWN = {
    "heavy": 0.98, "later_heavy": 1.0, "last_heavy": 0.97, "families_heavy": 0.98, "aside_heavy": 0.98,
    "fresh_heavy": 0.9, "taught_heavy": 0.9, "unseen_heavy": 0.65,
}  # fmt: skip
"""The least share of each list that carries weight. By listed phrases alone it was 0.22, 0.10 and 0.25 of the lists of
families, aside and fresh. Only the list 'unseen' was looked at for nothing: 0.27 of it by phrases, 0.47 with the
families and 0.65 with likeness, which is what to expect of words so plain that nobody has thought of them yet.
"""
TAKEN_FOR_HARM = {
    "everyday": 0.08, "later_everyday": 0.24, "last_everyday": 0.15, "families_everyday": 0.11,
    "aside_everyday": 0.1, "fresh_everyday": 0.1, "taught_everyday": 0.12, "unseen_everyday": 0.15,
}  # fmt: skip
"""The greatest share of each list of everyday phrases that are like harm which does. In real consultations it is 8 in a
hundred sentences, and was 6 by phrases alone. A missed disclosure is worse.
"""


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


def test_a_family_needs_no_word_of_alarm_and_its_parts_together() -> None:
    """Who, what and to whom make it, in any words of their classes; one of them alone makes nothing."""
    assert "abuse" in weight("My son has my bank card.")
    assert not HARM & set(weight("I have my bank card."))
    assert "suicide" in weight("I'd like to go to sleep and not wake up.")
    assert not HARM & set(weight("I go to sleep with the radio on."))


def test_what_is_only_likely_moves_no_statement_and_fails_no_wording() -> None:
    """It is kept and shown, but says neither where a statement belongs nor that its wording lost something."""
    assert only_likely("My son has my bank card.") == {"abuse"}
    assert by_phrases("My son has my bank card.") == ("money",)
    assert only_likely("He hit me.") <= {"risk"}


def test_a_star_reaches_from_no_question_into_its_answer() -> None:
    """'Do you throw it out?' 'At the end of the week': nothing was thrown at anybody."""
    assert "harm" not in weight("Do you throw the old ones? I do at the weekend.")


@pytest.mark.parametrize("form", ["He hurt", "She has hurt", "They are hurting", "Somebody hurts"])
@pytest.mark.parametrize("whom", ["me", "her", "him", "us", "Mia", "the baby"])
def test_every_form_and_every_person_counts(form: str, whom: str) -> None:
    """Inflection and person make no difference."""
    assert "harm" in weight(f"{form} {whom}.")
