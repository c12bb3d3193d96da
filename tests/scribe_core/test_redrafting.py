"""What a worker wrote in a note is in the next draft of it: putting one word right must not cost a judgement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions, review
from scribe.jobs import run_here
from scribe.keys import MemoryHolder
from scribe.redrafting import with_earlier_words
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Document, DocumentStage, Jotting, Manner, Section, SectionId, TurnId, WrittenBy
from tests.app.test_actions import Engines
from tests.scribe_core.make import AT, C1, C2, C3, HEALTH, HOME, V1, a_document, a_visit
from tests.scribe_core.test_urgent import said


def reviewed() -> Document:
    """A note in which the worker wrote, edited and took out."""
    note = review.write_section(a_document(), HOME, "Warm and\ntidy.")
    note = review.write_section(note, HEALTH, "She needs a review.")
    note = review.edit_claim(note, C1, "Mrs Begum said she takes 5 mg at breakfast.")
    note = review.edit_claim(note, C2, "Mrs Begum said she falls.")
    return review.remove_claim(review.confirm_section(note, HEALTH, at=AT), C3)


def test_what_was_written_and_edited_is_in_the_next_draft_and_nothing_is_confirmed() -> None:
    """The words under each heading, and the worker's wording of what is drafted again; what was taken out is back."""
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
    assert second.settled is not None and second.settled.how == "edited" and not third.removed
    assert all(section.confirmed_at is None for section in made.sections)
    assert made.id == "d2" and made.omissions == draft.omissions


def test_an_edit_stays_with_the_words_that_it_was_made_of() -> None:
    """Where the draft says something else, or rests on other words, it is the draft's words that stand."""
    health, home = a_document("d2").sections
    other = replace(health.claims[0], text="Mrs Begum said she takes 6 mg at dawn.")
    elsewhere = replace(health.claims[1], evidence=(replace(health.claims[1].evidence[0], end_char=9),))
    draft = replace(a_document("d2"), sections=(replace(health, claims=(other, elsewhere)), home))
    assert with_earlier_words(draft, reviewed(), None).sections[0].claims == (other, elsewhere)


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
