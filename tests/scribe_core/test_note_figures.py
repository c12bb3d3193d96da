"""What was changed since the draft is counted heading by heading, and no word of it is in the figures."""

from __future__ import annotations

from dataclasses import replace

from scribe import actions, review
from scribe.note_figures import Figures, note_figures
from scribe.read_back import correct
from scribe.review import OwnWords
from scribe.review_actions import change
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Claim, ClaimId, Document, Kind, Section, SectionId
from tests.scribe_core.make import C1, C2, C3, D1, HEALTH, HOME, a_document, a_visit, evidence

FOOD = SectionId("food")


def test_a_draft_is_kept_whole_until_somebody_changes_it() -> None:
    """Every statement is kept, and a flag is open."""
    (health, home) = note_figures(a_document()).sections
    assert health == (HEALTH, Figures(drafted=3, kept=3, flags_open=1)) and home == (HOME, Figures())


def test_each_change_is_counted_where_it_is(vault: Vault) -> None:
    """Edited, moved, removed, added, settled, corrected, written: each once, and the sum is the note's."""
    vault.add_visit(a_visit())
    more = tuple(
        Claim(ClaimId(f"c{n}"), f"Statement {n}.", Kind.REPORTED, evidence(), flagged=n > 5) for n in range(4, 8)
    )
    health, home = a_document().sections
    vault.save_document(replace(a_document(), sections=(replace(health, claims=(*health.claims, *more)), home)))

    def all_of_it(document: Document) -> Document:
        document = review.edit_claim(document, C1, "10 mg", compare=lambda _: OwnWords(("10",)))
        document = review.accept_claim(document, C2, "I heard it")
        document = review.remove_claim(review.move_claim(document, C3, HOME), ClaimId("c4"))
        document = review.edit_claim(document, ClaimId("c6"), "Statement six.")
        document = review.remove_claim(document, ClaimId("c7"))
        document = review.add_omission(document, 0, HOME)
        document = review.edit_claim(document, C3, "She likes her tea.")
        return review.write_section(document, HOME, "Warm and\ntidy.")

    change(vault, D1, all_of_it)
    correct(vault, D1, "No.", HOME, C3)
    session = Session(vault, Settings(), None)  # type: ignore[arg-type]
    found = actions.note_figures(session, D1)
    assert found.sections == (
        (
            HEALTH,
            Figures(
                drafted=7, kept=2, edited=2, removed=2, own_words=1, flags_accepted=1, flags_edited=1, flags_removed=1
            ),
        ),
        (HOME, Figures(edited=1, moved=1, added=2, corrected=1, written_words=3)),
    )
    whole = found.whole
    assert whole.drafted == 7 and whole.edited == 3 and whole.moved == 1
    assert "mg" not in str(found) and "tea" not in str(found)


def test_what_is_put_back_as_it_was_is_kept() -> None:
    """An edit back to the draft's words, a move back, a removal that was taken back."""
    document = review.edit_claim(review.edit_claim(a_document(), C1, "x"), C1, "Mrs Begum said she takes 5 mg at dawn.")
    document = review.move_claim(review.move_claim(document, C3, HOME), C3, HEALTH)
    document = review.restore_claim(review.remove_claim(document, C2), C2)
    assert note_figures(document).whole == Figures(drafted=3, kept=3, flags_open=1)


def test_a_statement_that_is_moved_and_taken_out_was_drafted_where_it_was() -> None:
    """It is removed where it was last, and drafted once."""
    wide = replace(a_document(), sections=(*a_document().sections, Section(FOOD, "Food")))
    document = review.remove_claim(review.move_claim(review.move_claim(wide, C3, HOME), C3, FOOD), C3)
    found = dict(note_figures(document).sections)
    assert (found[HEALTH].drafted, found[HOME], found[FOOD]) == (3, Figures(), Figures(removed=1))


def test_what_was_added_and_then_moved_was_never_drafted(vault: Vault) -> None:
    """A quotation that is added under one heading and moved to another is one that was added, and no drafted one."""
    vault.add_visit(a_visit())
    vault.save_document(a_document())

    def added_and_moved(document: Document) -> Document:
        longer = review.add_omission(document, 0, HEALTH)
        return review.move_claim(longer, longer.sections[0].claims[-1].id, HOME)

    made = change(vault, D1, added_and_moved)
    assert note_figures(made).sections == (
        (HEALTH, Figures(drafted=3, kept=3, flags_open=1)),
        (HOME, Figures(added=1)),
    )
