"""What the check of fidelity makes of lies that passed once, and of the true versions beside them."""

import pytest

from tests.easyread.pair_lists import faults, pairs

ALARMED = 2
"""Of the true ones; before there were rules for these kinds, 9 of the first 43."""
NOT_CAUGHT = 10
"""Of the lies; before, 30 of the first 119."""


def test_what_turns_a_sentence_round_is_stopped():
    """A bound, an owner, who is asked and what is meant: no more lies pass than are known."""
    passed = [(source, text) for source, text in pairs("turned_round.txt", "F") if not faults(source, text)]
    assert len(passed) <= NOT_CAUGHT, passed


def test_true_versions_of_them_pass():
    """No more are refused wrongly than is known."""
    alarmed = [text for source, text in pairs("turned_round.txt", "T") if faults(source, text)]
    assert len(alarmed) <= ALARMED, alarmed


@pytest.mark.parametrize(
    ("source", "lie"),
    [
        ("Send it no later than 5 days before the hearing.", "Send it within 5 days before the hearing."),
        ("If your payments are late, we may stop them.", "If your payments are late, we may stop you."),
        ("You asked whether we can move your appointment.", "We will move your appointment."),
        ("You may be sent to prison.", "We may send you to prison."),
        ("You can ask Smith, Jones and Partners.", "You can ask Smith, Jones and your partner."),
        ("We looked at the income of Mr and Mrs Begum.", "We looked at the income of Mr and you."),
        ("We must have your answer before 5pm.", "We must answer you before 5pm."),
        ("The officer said that you were late.", "You were late."),
        ("We will return the forms to your solicitor.", "We will return your solicitor to you."),
    ],
)
def test_each_kind_is_stopped(source, lie):
    """One of each kind, so that none can go again behind a number."""
    assert faults(source, lie)
