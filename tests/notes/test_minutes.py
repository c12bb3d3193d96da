"""Minutes: who said what, in the order of the talk, with everything of substance."""

from scribe.notes.draft import draft_note
from scribe.notes.material import Material
from scribe.notes.templates import template
from tests.notes.people import turns
from tests.notes.talks import VISIT

MEETING = Material(
    VISIT.people,
    turns(
        ("S3", "Why was the district nurse not told?"),
        ("S2", "Nobody asked me."),
        ("S3", "What does the landlord say?"),
        ("S3", "I will send the plan on Monday."),
        ("S1", "I eat toast."),
        ("S2", "The lock was changed in May."),
        ("S1", "I eat toast."),
        ("S3", "So we have decided to ask for an advocate."),
        ("S2", "I don't agree with that."),
        ("S1", "I want my keys back."),
        ("S3", "Thank you."),
    ),
)


def texts(name: str, detail: str | None = None) -> dict[str, list[str]]:
    """The claims by section."""
    note = draft_note(MEETING, template(name), detail=detail)
    return {str(section.id): [claim.text for claim in section.claims] for section in note.sections}


def test_what_was_said_stands_in_order_and_is_never_drawn_together() -> None:
    """Also what was said twice, what nobody answered, and what somebody promised: each where it was said, by whom."""
    said = texts("safeguarding-minutes")["said"]
    assert said == [
        'Jo Reed asked: "Why was the district nurse not told?" Adam Rahman said: "Nobody asked me."',
        'Jo Reed asked: "What does the landlord say?"',
        "Jo Reed said they will send the plan on Monday.",
        "Mrs Begum said she eats toast.",
        'Adam Rahman said: "The lock was changed in May."',
        "Mrs Begum said she eats toast.",
    ]


def test_decisions_dissent_and_the_adults_outcome_have_headings_of_their_own() -> None:
    """Each with who said it."""
    found = texts("safeguarding-minutes")
    assert found["decisions"] == ['Jo Reed said: "So we have decided to ask for an advocate."']
    assert found["dissent"] == ["Adam Rahman said he doesn't agree with that."]
    assert found["wanted"] == ["Mrs Begum said she wants her keys back."]


def test_who_was_there_is_kept_and_courtesies_are_not() -> None:
    """An introduction is small talk elsewhere; in minutes it says who was there."""
    said = turns(("S2", "My name is Adam Rahman and I am her son."), ("S3", "Good morning."), ("S2", "Thank you."))
    note = draft_note(Material(VISIT.people, said), template("safeguarding-minutes"))
    assert [len(section.claims) for section in note.sections if section.id == "present"] == [1]
    assert [each.text for each in note.omissions] == ["Good morning.", "Thank you."]


def test_a_promise_is_an_action_too() -> None:
    """With its owner and its day."""
    note = draft_note(MEETING, template("minutes"))
    assert [(each.owner, each.text) for each in note.actions] == [("S3", "Jo Reed to send the plan on Monday.")]


def test_the_template_has_a_level_of_detail_of_its_own() -> None:
    """Minutes are full where nothing else is asked for, and shorter where it is."""
    assert texts("minutes") == texts("minutes", "full")
    assert sum(map(len, texts("minutes", "brief").values())) < sum(map(len, texts("minutes").values()))


def test_nothing_but_small_talk_is_left_out_of_full_minutes() -> None:
    """Everything else that was said is in the minutes."""
    left = draft_note(MEETING, template("minutes")).omissions
    assert {each.why for each in left} <= {"small talk"}
