"""Each rule of the verifier catches what it is for, and lets true claims pass."""

import pytest

from scribe.notes.claim_case import Source
from scribe.notes.verify import RULES, verify
from tests.benchmarks.verifier import measure
from tests.notes.people import ADAM, BEGUM, JO

PEOPLE = (BEGUM, ADAM, JO)


def failed(text: str, *sources: tuple[str, str]) -> set[str]:
    """The rules that a claim fails."""
    checks = verify(text, tuple(Source(*each) for each in sources), PEOPLE)
    assert len(checks) == len(RULES)
    return {check.rule for check in checks if not check.passed}


@pytest.mark.parametrize(
    ("rule", "claim", "said"),
    [
        ("numbers", "Mrs Begum said she takes three tablets.", "I take two tablets."),
        ("dates", "Mrs Begum said she fell on Tuesday.", "I fell on Monday."),
        ("money", "Mrs Begum said she owes £40.", "I owe £14."),
        ("names", "Mrs Begum said Priya shops for her.", "Prakash shops for me."),
        ("who", "Adam Rahman said he takes two tablets.", "I take two tablets."),
        ("who", "Mrs Begum said she helps her mum.", "My mum helps me."),
        ("who", "Mrs Begum said she has dementia.", "She has dementia."),
        ("negation", "Mrs Begum said she can get into the bath.", "I cannot get into the bath."),
        (
            "modality",
            "Mrs Begum said she must not drive until she has been reviewed.",
            "I might not drive until I have been reviewed.",
        ),
        ("modality", "Mrs Begum said she goes out.", "I go out if it is dry."),
        ("added", "Mrs Begum said she eats burnt toast.", "I eat toast."),
        ("kept", "Mrs Begum said she slept.", "I slept and I fell."),
        ("quotation", 'Mrs Begum said: "I eat some toast."', "I eat toast."),
        ("tense", "Mrs Begum said she takes two.", "I took two."),
        ("tense", "Mrs Begum said she puts it there.", "I put it there."),
        ("added", "Mrs Begum is at risk of harm.", "I fell."),
    ],
)
def test_a_rule_catches_its_fault(rule: str, claim: str, said: str) -> None:
    """The rule of that name fails."""
    assert rule in failed(claim, ("S1", said))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Mrs Begum said she mostly eats toast.", "Um, I mostly eat toast."),
        ("Mrs Begum said her daughter brings her 2 meals.", "My daughter brings me two meals."),
        ("Mrs Begum said she hasn't fallen.", "I have not fallen."),
        ('Mrs Begum said: "Well, I never."', "Well, I never."),
    ],
)
def test_a_true_claim_passes(claim: str, said: str) -> None:
    """No rule raises an alarm."""
    assert failed(claim, ("S1", said)) == set()


def test_a_question_and_its_answer_pass_together() -> None:
    """'You' in the question is the one who answered."""
    sources = (("S3", "Are you managing your meals?"), ("S1", "No, mostly toast."))
    assert failed("Asked whether she is managing her meals, Mrs Begum said no, mostly toast.", *sources) == set()
    assert "negation" in failed("Asked whether she is managing her meals, Mrs Begum said yes, mostly toast.", *sources)
    assert "who" in failed("Mrs Begum said no, mostly toast.", *sources)


def test_a_quotation_given_to_somebody_else_fails() -> None:
    """Exact words in the wrong mouth are false."""
    assert "who" in failed('Adam Rahman said: "I fell."', ("S1", "I fell."))


def test_the_measured_set_stays_within_its_thresholds() -> None:
    """99% of corrupted numbers, dates, names, facts and negations are caught, 95% of persons and modality; true
    ones alarmed at most 5%.
    """
    total, alarmed, _ = measure()
    assert sum(total.values()) >= 200
    for kind in ("numbers", "dates", "names", "added", "negation", "quotation"):
        assert alarmed[kind] >= 0.99 * total[kind], kind
    for kind in ("persons", "modality"):
        assert alarmed[kind] >= 0.95 * total[kind], kind
    assert alarmed[""] <= 0.05 * total[""]
