"""Moving a statement, confirming what is empty, and what of an edit was never said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scribe import review
from scribe.errors import MoveNotAllowed, NotFound, NotReadyToApprove
from scribe.notes.reworded import own_words
from scribe.review import OwnWords, obstacles
from scribe.review_parts import add_claim, mark_corrected
from scribe.visit import (
    TRANSCRIPT,
    Claim,
    ClaimId,
    Document,
    Evidence,
    Kind,
    Omission,
    Section,
    SectionId,
    Turn,
    TurnId,
)
from tests.scribe_core.make import AT, C1, C2, C3, HEALTH, HOME, a_document, a_visit, evidence

FOOD, MOODS = SectionId("food"), SectionId("moods")
PEOPLE = a_visit().people
SAID = (
    Turn(TurnId("t1"), "p1", 0.0, 3.0, "I don't fall much, and I take five tablets in the morning if Ali helps me."),
    Turn(TurnId("t2"), "p1", 3.0, 6.0, "My son shouted at me on Tuesday."),
    Turn(TurnId("t3"), "p2", 6.0, 8.0, "Do you see your brother?"),
)


def _ids(document: Document) -> dict[str, list[str]]:
    return {section.id: [claim.id for claim in section.claims] for section in document.sections}


def _confirmed(document: Document) -> Document:
    document = review.accept_claim(document, C2, "I heard it")
    for section in document.sections:
        document = review.confirm_section(document, section.id)
    return document


def _claim(text: str, *turns: str) -> Claim:
    of = tuple(Evidence(t.id, 0, len(t.text), t.start, t.end) for t in SAID if t.id in (turns or ("t1",)))
    return Claim(ClaimId("c1"), text, Kind.REPORTED, of)


# --- moving
def test_a_moved_statement_is_the_same_and_both_sections_are_read_again() -> None:
    """Its id, evidence, text and settled flag come with it, and where the draft had it is known."""
    before = _confirmed(a_document())
    after = review.move_claim(before, C2, HOME)
    assert _ids(after) == {HEALTH: [C1, C3], HOME: [C2]}
    (there,) = after.sections[1].claims
    assert replace(there, moved_from=None) == before.sections[0].claims[1] and there.moved_from == HEALTH
    assert [section.confirmed_at for section in after.sections] == [None, None]
    assert {one.section for one in obstacles(after)} >= {HEALTH, HOME}


def test_what_corrects_a_statement_goes_with_it_and_nothing_comes_between() -> None:
    """The person's words to it are read beside it; what is moved there later stands before or after both."""
    said = Claim(ClaimId("w1"), "Said when read back: No.", Kind.QUOTED, evidence("j1"))
    said = replace(said, evidence=(replace(said.evidence[0], start=99.0, end=99.0),))
    note = mark_corrected(add_claim(a_document(), HEALTH, said, after=C1), C1, said.id)
    after = review.move_claim(note, C1, HOME)
    assert _ids(after) == {HEALTH: [C2, C3], HOME: [C1, "w1"]}
    assert after.sections[1].claims[1].moved_from == HEALTH
    assert _ids(review.move_claim(after, C2, HOME)) == {HEALTH: [C3], HOME: [C1, "w1", C2]}
    assert _ids(review.move_claim(after, C1, HEALTH))[HOME] == []
    alone = review.move_claim(note, said.id, HOME)
    assert _ids(alone) == {HEALTH: [C1, C2, C3], HOME: ["w1"]}
    assert _ids(review.move_claim(alone, C1, HOME)) == {HEALTH: [C2, C3], HOME: [C1, "w1"]}


def test_a_correction_that_was_taken_out_stays_out() -> None:
    """It goes with its statement and is no more in the note than before."""
    said = Claim(ClaimId("w1"), "Said when read back: No.", Kind.QUOTED, evidence("j1"))
    note = mark_corrected(add_claim(a_document(), HEALTH, said, after=C1), C1, said.id)
    after = review.move_claim(review.remove_claim(note, said.id), C1, HOME)
    assert [claim.id for claim in after.sections[1].shown] == [C1]


def test_an_open_flag_stays_open_when_it_is_moved() -> None:
    """Moving settles nothing."""
    after = review.move_claim(a_document(), C2, HOME)
    assert [claim.id for claim in after.open_flags] == [C2]
    with pytest.raises(NotReadyToApprove):
        review.confirm_section(after, HOME)


def test_a_moved_statement_stands_in_the_order_of_the_talk() -> None:
    """After what was said before it, and before what was said later."""

    def at(claim: Claim, second: float) -> Claim:
        return replace(claim, evidence=(replace(claim.evidence[0], start=second),))

    health, home = a_document().sections
    one, two, three = health.claims
    home = replace(home, claims=(at(one, 1.0), at(three, 9.0), Claim(ClaimId("w1"), "Mine.", Kind.VIEW, ())))
    document = replace(a_document(), sections=(replace(health, claims=(at(two, 5.0),)), home))
    assert _ids(review.move_claim(document, C2, HOME))[HOME] == [C1, C2, C3, "w1"]
    assert _ids(review.move_claim(document, ClaimId("w1"), HEALTH))[HEALTH] == [C2, "w1"], "what nobody said comes last"


def test_a_statement_that_is_moved_back_is_where_the_draft_had_it() -> None:
    """Moved on, it still knows that; moved back, it was not moved; moved to where it is, nothing is done."""
    wide = replace(a_document(), sections=(*a_document().sections, Section(FOOD, "Food")))
    twice = review.move_claim(review.move_claim(wide, C3, HOME), C3, FOOD)
    assert twice.sections[2].claims[0].moved_from == HEALTH
    back = review.move_claim(twice, C3, HEALTH)
    assert back.sections == wide.sections
    assert review.move_claim(back, C3, HEALTH) is back


def test_what_cannot_be_moved_stays() -> None:
    """What was taken out, a line of a transcript, and what isn't there."""
    with pytest.raises(MoveNotAllowed, match="Put it back"):
        review.move_claim(review.remove_claim(a_document(), C1), C1, HOME)
    with pytest.raises(MoveNotAllowed, match="order of the visit"):
        review.move_claim(replace(a_document(), template=TRANSCRIPT), C1, HOME)
    for claim, section in ((ClaimId("c9"), HOME), (C1, SectionId("none"))):
        with pytest.raises(NotFound):
            review.move_claim(a_document(), claim, section)


def test_a_new_statement_stands_after_the_one_it_is_about_or_last() -> None:
    """And nowhere where that one isn't there; a mark names what corrects it."""
    new = Claim(ClaimId("w1"), "No.", Kind.QUOTED, ())
    assert _ids(add_claim(a_document(), HEALTH, new, after=C1))[HEALTH] == [C1, "w1", C2, C3]
    assert _ids(add_claim(a_document(), HEALTH, new))[HEALTH] == [C1, C2, C3, "w1"]
    with pytest.raises(NotFound):
        add_claim(a_document(), HOME, new, after=C1)
    assert mark_corrected(a_document(), C1, new.id).sections[0].claims[0].corrected_by == ("w1",)


# --- what is empty
def test_empty_sections_are_confirmed_together() -> None:
    """One key for all headings under which nothing was said; each of the others is read by itself."""
    food, moods, wishes = Section(FOOD, "Food"), Section(MOODS, "Moods"), Section(SectionId("wishes"), "Wishes")
    drafted = a_document()
    document = replace(
        drafted,
        sections=(
            *drafted.sections,
            food,
            replace(moods, required=True),
            replace(wishes, written="She wants to stay."),
            Section(SectionId("money"), "Money", confirmed_at=AT),
            Section(SectionId("family"), "Family"),
        ),
        omissions=(Omission(TurnId("t9"), "My son came.", "left out for length", section=SectionId("family")),),
    )
    after = review.confirm_empty(document)
    read = [section.id for section in after.sections if section.confirmed_at is not None]
    assert read == [FOOD, "money"] and after.sections[5].confirmed_at == AT
    assert replace(after, sections=()) == replace(document, sections=())
    assert review.confirm_empty(after) == after


def test_a_section_that_was_emptied_is_not_empty() -> None:
    """Something was said there, and taken out by hand: that is read."""
    document = a_document()
    for claim in (C1, C2, C3):
        document = review.remove_claim(document, claim)
    assert review.confirm_empty(document).sections[0].confirmed_at is None


# --- what was left out
def test_what_was_taken_out_is_offered_beside_its_section_and_comes_back() -> None:
    """It is listed where it stood; put back, it is listed no more, also in a draft of the version before."""
    shorter = review.remove_claim(a_document(), C1)
    assert [(at, one.text) for at, one in review.omissions_of(shorter, HEALTH)] == [
        (1, "Mrs Begum said she takes 5 mg at dawn.")
    ]
    assert [at for at, _ in review.omissions_of(shorter, None)] == [0]
    assert review.restore_claim(shorter, C1).omissions == a_document().omissions
    old = replace(shorter, omissions=tuple(replace(one, section=None) for one in shorter.omissions))
    assert review.restore_claim(old, C1).omissions == a_document().omissions


# --- what was never said
def test_an_edit_is_compared_with_its_evidence_and_marked() -> None:
    """What was not said is marked, and settles and stops nothing; an edit that is said through is not marked."""
    marked = review.edit_claim(a_document(), C1, "10 mg", compare=lambda _: OwnWords(("10",), nothing_said=True))
    claim = marked.sections[0].claims[0]
    assert claim.own_words == ("10",) and claim.link_cut and claim.evidence == evidence()
    again = review.edit_claim(marked, C1, "5 mg").sections[0].claims[0]
    assert again.own_words == () and not again.link_cut and again.original == "Mrs Begum said she takes 5 mg at dawn."


@pytest.mark.parametrize(
    ("text", "turn", "words"),
    [
        ("Mrs Begum said she doesn't fall much, and she takes five tablets in the morning if Ali helps her.", "t1", ()),
        ("She takes 5 tablets if Ali helps.", "t1", ()),
        ("She takes 10 tablets if Ali helps.", "t1", ("10",)),
        ("She takes five tablets in the morning.", "t1", ("without ‘if’",)),
        ("She falls much if Ali helps.", "t1", ("fall (without ‘not’)",)),
        ("She doesn't take tablets if Ali helps.", "t1", ("not take",)),
        ("Jo Reed said she doesn't fall much if Ali helps.", "t1", ("Jo Reed",)),
        ("Mrs Begum said her son hit her on Wednesday.", "t2", ("hit", "Wednesday")),
        ("Mrs Begum said she shouted at her son on Tuesday.", "t2", ("Look at: my → she.",)),
        ("Mrs Begum said her brother comes.", "t3", ("comes",)),
    ],
)  # fmt: skip
def test_words_of_an_edit_that_were_not_said_are_named(text: str, turn: str, words: tuple[str, ...]) -> None:
    """Added facts, other numbers, a 'not' or an 'if' that went or came, another person; in the order of the text."""
    found = own_words(_claim(text, turn), SAID, PEOPLE)
    assert found == OwnWords(words)


def test_an_edit_of_which_nothing_was_said_cuts_the_link() -> None:
    """Then the evidence shows nothing of the words that stand there."""
    found = own_words(_claim("The house was cold.", "t2"), SAID, PEOPLE)
    assert found == OwnWords(("house", "cold"), nothing_said=True)


@pytest.mark.parametrize("claim", [_claim("It."), replace(_claim("It."), evidence=())])
def test_where_the_evidence_is_gone_nobody_can_say(claim: Claim) -> None:
    """No guess is made."""
    with pytest.raises(NotFound):
        own_words(claim, SAID[1:], PEOPLE)
