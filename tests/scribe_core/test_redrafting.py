"""What a worker wrote in a note is in the next draft of it: putting one word right must not cost a judgement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions, review
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.redrafted_claims import TAKEN_OUT_BEFORE
from scribe.redrafting import with_earlier_words
from scribe.review_parts import YOURS
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import (
    Document,
    DocumentStage,
    Jotting,
    Kind,
    LeftOut,
    Manner,
    Section,
    SectionId,
    TurnId,
    WrittenBy,
)
from tests.app.test_actions import Engines
from tests.scribe_core.make import A1, AT, C1, C2, C3, HEALTH, HOME, V1, a_document, a_visit
from tests.scribe_core.test_urgent import said


def reviewed() -> Document:
    """A note in which the worker wrote, edited and took out."""
    note = review.write_section(a_document(), HOME, "Warm and\ntidy.")
    note = review.write_section(note, HEALTH, "She needs a review.")
    note = review.edit_claim(note, C1, "Mrs Begum said she takes 5 mg at breakfast.")
    note = review.edit_claim(note, C2, "Mrs Begum said she falls.")
    return review.remove_claim(review.confirm_section(note, HEALTH, at=AT), C3)


def test_what_was_written_and_edited_is_in_the_next_draft_and_nothing_is_confirmed() -> None:
    """The words under each heading, and the worker's wording of what is drafted again; what was taken out is asked."""
    draft = a_document("d2")
    made = with_earlier_words(draft, reviewed(), None)
    health, home = made.sections
    assert (health.written, home.written) == ("She needs a review.", "Warm and\ntidy.")
    assert [claim.text for claim in health.claims] == [
        "Mrs Begum said she takes 5 mg at breakfast.",
        "Mrs Begum said she falls.",
        draft.sections[0].claims[2].text,
    ]
    first, second, third = health.claims
    assert (first.original, first.written_by) == (draft.sections[0].claims[0].text, WrittenBy.WORKER)
    assert second.settled is not None and second.settled.how == "edited" and third.open_flag and not third.removed
    assert all(section.confirmed_at is None for section in made.sections)
    assert made.id == "d2" and made.omissions == draft.omissions


def test_an_edit_is_carried_where_it_rests_on_the_same_words_and_else_listed() -> None:
    """Where the draft words it otherwise the edit stands with an open flag that says how; where the draft rests on
    other words it is listed under its heading, once. Added from there it is the worker's own, and no quotation.
    """
    health, home = a_document("d2").sections
    other = replace(health.claims[0], text="Mrs Begum said she takes 6 mg at dawn.")
    elsewhere = replace(health.claims[1], evidence=(replace(health.claims[1].evidence[0], end_char=9),))
    draft = replace(a_document("d2"), sections=(replace(health, claims=(other, elsewhere)), home))
    made = with_earlier_words(draft, reviewed(), None)
    carried, untouched = made.sections[0].claims
    assert carried.text == "Mrs Begum said she takes 5 mg at breakfast." and carried.original == other.text
    assert carried.open_flag and other.text in str(carried.why) and untouched == elsewhere
    (line,) = [each for each in made.omissions if each.why == YOURS]
    assert (line.text, line.section, made.omissions[1:]) == ("Mrs Begum said she falls.", HEALTH, draft.omissions)
    added = review.add_omission(made, 0, HEALTH).sections[0].claims[-1]
    assert (added.text, added.written_by, added.kind) == (line.text, WrittenBy.WORKER, Kind.REPORTED)
    again = with_earlier_words(draft, made, None)
    assert [each.text for each in again.omissions if each.why == YOURS] == [line.text], "it goes from draft to draft"


def test_what_was_taken_out_is_flagged_moved_and_added_is_there_again() -> None:
    """A statement that was taken out asks again; a heading that was chosen holds; what was added is added, and an
    action that was edited or taken out is so again. The actions and the sections are confirmed anew.
    """
    note = review.add_omission(review.move_claim(a_document(), C2, HOME), 0, HOME)
    note = review.edit_action(review.remove_claim(note, C1), A1, "Ring the surgery.", by="Monday")
    made = with_earlier_words(a_document("d2"), note, None)
    health, home = made.sections
    first, third = health.claims
    assert first.open_flag and first.why == TAKEN_OUT_BEFORE and not first.removed and not third.flagged
    assert [claim.id for claim in home.claims][0] == C2 and home.claims[0].moved_from == HEALTH
    assert home.claims[-1].text == "“It is raining.”" and made.omissions == ()
    assert [(each.text, each.by, each.edited) for each in made.actions] == [("Ring the surgery.", "Monday", True)]
    assert made.actions_confirmed_at is None
    gone = with_earlier_words(a_document("d3"), review.remove_action(a_document(), A1), None)
    assert [each.removed for each in gone.actions] == [True]
    other = replace(a_document("d4"), actions=())
    listed = with_earlier_words(other, note, None).omissions
    assert [each.text for each in listed] == ["Ring the surgery."]


def test_nothing_is_brought_back_that_is_off_the_record_since() -> None:
    """Neither in a statement nor in the list: what the worker wrote of it stays in the earlier note alone."""
    times = [each for claim in a_document().sections[0].claims for each in claim.evidence]
    left_out = (LeftOut(min(each.start for each in times), max(each.end for each in times) + 1.0),)
    now = replace(said(), left_out=left_out)
    bare = replace(a_document("d2"), sections=tuple(replace(each, claims=()) for each in a_document().sections))
    made = with_earlier_words(bare, reviewed(), None, now)
    assert made.omissions == bare.omissions and all(not each.claims for each in made.sections)
    assert len(with_earlier_words(bare, reviewed(), None, said()).omissions) == 1 + len(bare.omissions) + 1


@pytest.mark.parametrize(("fallback", "place"), [(SectionId("first"), 0), (None, 1), (SectionId("none"), 1)])
def test_words_under_a_heading_that_the_draft_has_not_got_are_not_lost(fallback: SectionId | None, place: int) -> None:
    """Another kind of note was chosen: they stand under its last resort, with the heading that they had."""
    sections = (Section(SectionId("first"), "First"), Section(HOME, "Another heading of that id"))
    made = with_earlier_words(replace(a_document("d2"), sections=sections), reviewed(), fallback)
    assert made.sections[place].written == "Health and medicines: She needs a review.\nHome: Warm and\ntidy."
    again = with_earlier_words(replace(a_document("d3"), sections=sections), made, fallback)
    assert again.sections[place].written == made.sections[place].written


def test_another_kind_of_note_beside_an_approved_one_is_a_note_of_its_own() -> None:
    """The approved one is a record and holds its words; of the same headings they are still in a new draft."""
    earlier = replace(reviewed(), stage=DocumentStage.APPROVED)
    other = replace(a_document("d2"), sections=(Section(SectionId("first"), "First"),))
    assert with_earlier_words(other, earlier, None) == other
    assert with_earlier_words(a_document("d2"), earlier, None).sections[1].written == "Warm and\ntidy."


def test_a_word_put_right_costs_nothing_that_the_worker_wrote(tmp_path: Path, drafted_here: None) -> None:
    """In a real vault: the note is out of date, is drafted again, and what was written is there to be read again."""
    with Vault.create(tmp_path / "vault", MemoryHolder()) as vault:
        vault.add_visit(a_visit())
        vault.save_transcript(V1, said())
        session = Session(vault, Settings(), Engines())  # type: ignore[arg-type]
        note = run_here(actions.draft_note(session, V1))
        actions.write_section(session, note.id, HOME, "Cold and damp.")
        section, claim = next((s, c) for s in note.sections for c in s.claims if "five" in c.text)
        actions.edit_claim(session, note.id, claim.id, "Mrs Begum said she rises at five.")
        vault.save_jotting(V1, Jotting(TurnId("j1"), 1.0, Manner.SEEN, "The flat was cold.", AT))
        assert actions.out_of_date(session, note.id)
        made = vault.document(run_here(actions.draft_note(session, V1)).id)
        assert not actions.out_of_date(session, made.id)
        home = next(each for each in made.sections if each.id == HOME)
        assert home.written == "Cold and damp." and home.confirmed_at is None
        there = next(each for each in made.sections if each.id == section.id)
        assert "Mrs Begum said she rises at five." in [each.text for each in there.claims]
