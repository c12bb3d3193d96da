"""Doubts that come after a draft: what hangs on them gets a flag, and what a person decided stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scribe.late_doubts import flag_late_doubts
from scribe.records import utc_now
from scribe.transcript_edits import transcript_sha256
from scribe.vault import Vault
from scribe.visit import Claim, ClaimId, Document, Doubt, Evidence, Kind, Settled, Transcript, TurnId
from tests.scribe_core.make import V1, a_document, a_visit, approve_all, review_all
from tests.scribe_core.said import said
from tests.scribe_core.talks import with_talk

DOUBT = Doubt(TurnId("t1"), 2, 3, "another listener heard something else", "insulin")


def claim(number: int, turn: str = "t1", end: int = 27) -> Claim:
    """A claim that rests on a whole turn."""
    words = "Mrs Begum said she takes warfarin daily."
    return Claim(ClaimId(f"c{number}"), words, Kind.REPORTED, (Evidence(TurnId(turn), 0, end, 0.0, 3.0),))


def drafted(vault: Vault, *claims: Claim) -> tuple[Document, Transcript]:
    """A confirmed note with these claims, made from two turns that nobody doubted."""
    vault.add_visit(a_visit())
    talk = said("I take warfarin every day.", "The garden is full of roses.")
    vault.save_transcript(V1, talk)
    note = a_document()
    first = replace(note.sections[0], claims=claims, confirmed_at=utc_now())
    note = replace(note, sections=(first, *note.sections[1:]), transcript_sha256=transcript_sha256(talk))
    vault.save_document(note)
    return note, talk


def test_a_claim_that_hangs_on_a_late_doubt_is_flagged_and_its_section_is_open_again(vault: Vault) -> None:
    """With the words in the reason; a claim from elsewhere is left alone; the audit knows, without a word of it."""
    note, talk = drafted(vault, claim(1), claim(2, "t2"))
    vault.save_transcript(V1, replace(talk, doubts=(DOUBT,)))
    assert flag_late_doubts(vault, V1) == (vault.document(note.id),)
    section = vault.document(note.id).sections[0]
    assert [each.open_flag for each in section.claims] == [True, False] and section.confirmed_at is None
    assert section.claims[0].why == "The words 'warfarin' may have been misheard. Listen to them."
    row = vault.audit.rows()[-1]
    assert row.event == "late doubts flagged" and "warfarin" not in str(row)
    assert flag_late_doubts(vault, V1) == ()


@pytest.mark.parametrize("what", ["settled", "removed"])
def test_what_a_person_decided_stays_as_it_is(vault: Vault, what: str) -> None:
    """A claim that was dealt with is not opened again, and neither is its section."""
    settled = Settled("accepted", "I was there", utc_now()) if what == "settled" else None
    note, talk = drafted(vault, replace(claim(1), settled=settled, removed=what == "removed"))
    vault.save_transcript(V1, replace(talk, doubts=(DOUBT,)))
    assert flag_late_doubts(vault, V1) == () and vault.document(note.id) == note


def test_a_note_of_other_words_is_left_alone(vault: Vault) -> None:
    """It is out of date: its evidence points at words that are others now."""
    note, talk = drafted(vault, claim(1))
    other = replace(talk.turns[0], text="I take metformin every day.")
    vault.save_transcript(V1, replace(talk, turns=(other, talk.turns[1]), doubts=(DOUBT,)))
    assert flag_late_doubts(vault, V1) == () and vault.document(note.id) == note


def test_what_is_approved_is_a_record(vault: Vault) -> None:
    """Nothing is flagged in it afterwards."""
    note, talk = drafted(vault, claim(1))
    approve_all(vault, note.id)
    approved = vault.document(note.id)
    vault.save_transcript(V1, replace(talk, doubts=(DOUBT,)))
    assert flag_late_doubts(vault, V1) == () and vault.document(note.id) == approved


def test_without_a_note_or_words_nothing_happens(vault: Vault) -> None:
    """Also before anything was said."""
    vault.add_visit(a_visit())
    assert flag_late_doubts(vault, V1) == ()


def test_a_line_of_the_transcript_document_is_flagged_too(vault: Vault) -> None:
    """Also when its review has begun: it may not be approved, nor become captions, without somebody having listened."""
    talk = said("I take warfarin every day.", "The garden is full of roses.", speakers=("p1", "p1"))
    made = with_talk(vault, talk)
    assert not made.open_flags
    review_all(vault, made.id)
    vault.save_transcript(V1, replace(talk, doubts=(DOUBT,)))
    assert flag_late_doubts(vault, V1) == (vault.document(made.id),)
    (section,) = vault.document(made.id).sections
    assert [each.open_flag for each in section.claims] == [True, False] and section.confirmed_at is None
    assert section.claims[0].why and "insulin" in section.claims[0].why
