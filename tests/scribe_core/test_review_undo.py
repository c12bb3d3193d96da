"""Everything that is done in a review can be taken back and made again, also after a restart, and no further than an
approval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scribe import review, vault_schema
from scribe.document_text import shown_text
from scribe.erasing import erase
from scribe.errors import FairnoteError, MoveNotAllowed, NotApproved
from scribe.export import export
from scribe.keys import MemoryHolder
from scribe.late_doubts import flag_late_doubts
from scribe.lifecycle import Move, OnRecord, advance, destroy_erased, hold, release
from scribe.review_actions import change, reopen, start_review
from scribe.review_steps import step_between
from scribe.review_undo import can_redo, can_undo, redo, undo
from scribe.transcript_edits import transcript_sha256
from scribe.vault import Vault, VisitErased, VisitHidden
from scribe.visit import (
    ClaimId,
    Document,
    DocumentStage,
    Doubt,
    Evidence,
    ModelCard,
    Omission,
    Transcript,
    Turn,
    TurnId,
    Word,
)
from tests.scribe_core.make import (
    A1,
    AT,
    C1,
    C2,
    C3,
    D1,
    HEALTH,
    HOME,
    V1,
    a_document,
    a_visit,
    approve_all,
    text_of,
    with_document,
)

SECRET = "Her son hits her."
CHANGES: dict[str, Callable[[Document], Document]] = {
    "confirm": lambda d: review.confirm_section(d, HOME),
    "confirm what is empty": lambda d: review.confirm_empty(d),
    "unconfirm": lambda d: review.unconfirm_section(d, HOME),
    "accept": lambda d: review.accept_claim(d, C2, "I heard it"),
    "edit": lambda d: review.edit_claim(d, C1, "Mrs Begum said she takes 6 mg."),
    "remove": lambda d: review.remove_claim(d, C1),
    "remove the flagged": lambda d: review.remove_claim(d, C2),
    "restore": lambda d: review.restore_claim(d, C1),
    "move": lambda d: review.move_claim(d, C3, HOME),
    "move back": lambda d: review.move_claim(d, C3, HEALTH),
    "write": lambda d: review.write_section(d, HOME, "Tidy.\nWarm."),
    "write nothing": lambda d: review.write_section(d, HOME, ""),
    "quote": lambda d: review.add_omission(d, 0, HOME),
    "edit the action": lambda d: review.edit_action(d, A1, "Ring.", owner="p1", by="Monday"),
    "remove the action": lambda d: review.remove_action(d, A1),
    "read the actions": lambda d: review.confirm_actions(d, at=AT),
    "look": lambda d: review.see_omissions(d, at=AT),
}


def _said(document: Document) -> Document:
    """A document without the stage and version, which undoing doesn't change."""
    return replace(document, stage=DocumentStage.DRAFTED, version=1)


def _write(vault: Vault, text: str) -> Document:
    return change(vault, D1, lambda d: review.write_section(d, HOME, text))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(CHANGES)), max_size=12))
def test_whatever_was_done_can_be_taken_back_to_the_draft_and_made_again(names: list[str]) -> None:
    """Each change is one step, whatever it changed; in between, the document is as it was then, to the letter."""
    with Vault.practice() as vault:
        states = [with_document(vault)]
        for name in names:
            try:
                made = change(vault, D1, CHANGES[name])
            except FairnoteError:
                continue
            states += [made] if _said(made) != _said(states[-1]) else []
        for state in reversed(states[:-1]):
            assert can_undo(vault, D1) and _said(undo(vault, D1)) == _said(state)
        assert not can_undo(vault, D1)
        for state in states[1:]:
            assert can_redo(vault, D1) and _said(redo(vault, D1)) == _said(state)
        assert not can_redo(vault, D1)


def test_a_restart_forgets_nothing(tmp_path: Path) -> None:
    """Both what can be undone and what can be done again are there after it."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    with Vault.create(folder, holder) as vault:
        drafted = with_document(vault)
        for number in range(60):
            _write(vault, f"{number} cups")
        undo(vault, D1)
    with Vault.open(folder, holder) as vault:
        assert redo(vault, D1).sections[1].written == "59 cups"
        for _ in range(60):
            last = undo(vault, D1)
        assert _said(last) == drafted and not can_undo(vault, D1)


def test_something_else_overtakes_what_was_undone() -> None:
    """What was undone before it can't be done again, and there is nothing before the first change."""
    with Vault.practice() as vault:
        with_document(vault)
        with pytest.raises(MoveNotAllowed, match="nothing to undo"):
            undo(vault, D1)
        _write(vault, "Tidy.")
        undo(vault, D1)
        _write(vault, "Cold.")
        with pytest.raises(MoveNotAllowed, match="do again"):
            redo(vault, D1)
        assert undo(vault, D1).sections[1].written == ""


def test_what_changes_nothing_that_a_review_can_change_is_no_step() -> None:
    """Another title is nothing that a worker did."""
    assert step_between(a_document(), replace(a_document(), title="Note"), 1, AT) is None
    with Vault.practice() as vault:
        with_document(vault)
        assert change(vault, D1, lambda d: replace(d, title="Note")).title == "Note" and not can_undo(vault, D1)


# --- approvals
def test_undo_stops_at_an_approval(vault: Vault) -> None:
    """While it holds nothing is taken back; once it is reopened, only what was changed since."""
    with_document(vault)
    approve_all(vault)
    approved = vault.document(D1)
    assert not can_undo(vault, D1) and not can_redo(vault, D1)
    for act in (undo, redo):
        with pytest.raises(MoveNotAllowed):
            act(vault, D1)
    assert vault.document(D1) == approved
    reopen(vault, D1)
    assert not can_undo(vault, D1), "what was done before the approval is behind it"
    _write(vault, "Tidy.")
    back = undo(vault, D1)
    assert back.stage is DocumentStage.IN_REVIEW and back.version == 2 and vault.approval(D1) is None
    assert not can_undo(vault, D1) and shown_text(back, vault.visit(V1)) == shown_text(approved, vault.visit(V1))


def test_undoing_a_change_that_reopened_brings_no_approval_back(vault: Vault, tmp_path: Path) -> None:
    """The text is the approved one again, and still nobody has approved it: it can't leave."""
    with_document(vault)
    ready = approve_all(vault)
    _write(vault, "Tidy.")
    undo(vault, D1)
    assert text_of(vault) == ready.text
    with pytest.raises(NotApproved):
        export(vault, ready, "txt", tmp_path / "note.txt")
    assert redo(vault, D1).sections[1].written == "Tidy." and vault.document(D1).version == 2


def test_undo_is_recorded_without_a_word(vault: Vault) -> None:
    """The audit has keyed hashes of before and after, as of every change."""
    with_document(vault)
    _write(vault, SECRET)
    undo(vault, D1)
    redo(vault, D1)
    rows = vault.audit.rows()[-3:]
    assert [row.event for row in rows] == ["document changed", "review undone", "review redone"]
    hashes = [dict(row.facts) for row in rows]
    assert hashes[1]["after"] == hashes[2]["before"] and hashes[1]["before"] == hashes[2]["after"]
    assert all("son" not in str(each) for each in hashes)


def test_a_failure_half_way_undoes_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document, the step and the audit row are one transaction."""
    with_document(vault)
    made = _write(vault, "Tidy.")

    def broken(*_: object, **__: object) -> None:
        raise OSError("no")

    with monkeypatch.context() as patched:
        patched.setattr(vault.audit, "add", broken)
        with pytest.raises(OSError):
            undo(vault, D1)
    assert vault.document(D1) == made and not can_redo(vault, D1)
    assert undo(vault, D1).sections[1].written == ""


# --- what came from elsewhere
def test_a_flag_that_came_since_is_not_undone(vault: Vault) -> None:
    """A second listener's doubt stays, whatever is taken back, and its section has to be read again."""
    turn = Turn(TurnId("t1"), "p1", 0.0, 3.0, "she takes 5 mg at dawn", ())
    talk = Transcript((turn,), ModelCard("scripted"), 3.0, "ab" * 32)
    vault.add_visit(a_visit())
    vault.save_transcript(V1, talk)
    health, home = a_document().sections
    first = replace(health.claims[0], evidence=(Evidence(TurnId("t1"), 0, 22, 0.0, 3.0),))
    note = replace(
        a_document(),
        sections=(replace(health, claims=(first,)), home),
        transcript_sha256=transcript_sha256(talk),
    )
    vault.save_document(note)
    change(vault, D1, lambda d: review.confirm_section(d, HEALTH))
    doubt = Doubt(TurnId("t1"), 0, 6, "The second listener heard ‘15 mg’.")
    vault.save_transcript(V1, replace(talk, turns=(_worded(turn),), doubts=(doubt,)))
    assert flag_late_doubts(vault, V1)
    back = undo(vault, D1)
    assert back.sections[0].confirmed_at is None and len(back.open_flags) == 1
    again = redo(vault, D1)
    assert again.sections[0].confirmed_at is None and len(again.open_flags) == 1


def _worded(turn: Turn) -> Turn:
    words = turn.text.split()
    return replace(turn, words=tuple(Word(w, 0.5 * n, 0.5 * n + 0.4, 0.9) for n, w in enumerate(words)))


def test_words_of_harm_that_are_undone_are_remembered(vault: Vault) -> None:
    """Written and taken back, they still demand the record when the visit is erased."""
    with_document(vault)
    _write(vault, SECRET)
    assert not vault.visit(V1).harm_seen
    undo(vault, D1)
    assert vault.visit(V1).harm_seen


# --- erasing, holding
def test_steps_are_sealed_with_the_visits_key_and_go_with_it(tmp_path: Path) -> None:
    """What was typed and undone is on the disk nowhere as it is; erased, it can't be undone; destroyed, not read."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    with Vault.create(folder, holder) as vault:
        with_document(vault)
        _write(vault, SECRET)
        undo(vault, D1)
        sealed = vault._database.rows("SELECT fact FROM review_steps")[0][0]
        assert isinstance(sealed, bytes) and b"hits" not in sealed
        advance(vault, V1, Move.ERASE)
        with pytest.raises((VisitHidden, MoveNotAllowed)):
            redo(vault, D1)
        destroy_erased(vault, V1, restorable=timedelta(0))
        with pytest.raises(VisitErased):
            redo(vault, D1)
        with pytest.raises(VisitErased):
            vault.next_review_step(D1, 1)
    assert all(SECRET.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_held_is_copied_when_it_is_let_go(vault: Vault) -> None:
    """Undoing under a hold loses nothing; letting go of the steps keeps them with what was there before."""
    with_document(vault)
    hold(vault, V1, "court")
    _write(vault, "Tidy.")
    kept = vault.last_review_step(D1, 1)
    undo(vault, D1)
    facts = [each.fact for each in vault.earlier(V1)]
    assert all(isinstance(fact, Document) for fact in facts) and len(facts) == 2
    vault.forget_review_steps(V1)
    assert kept is not None and [each.fact for each in vault.earlier(V1)][2:] == [kept.step]
    assert not can_redo(vault, D1)
    release(vault, V1)


def test_what_had_to_be_recorded_can_be_written_below_and_undone_no_further(vault: Vault) -> None:
    """The record of an erased visit stays as it was written; what was added later can be taken back."""
    with_document(vault)
    kept = erase(vault, V1, why="wrong person", to_record="He said his father hits him.")
    assert kept is not None
    (record,) = vault.documents(kept)
    section = record.sections[0]
    more = f"{section.written}\nSchool was told."
    change(vault, record.id, lambda d: review.write_section(d, section.id, more))
    assert undo(vault, record.id).sections[0].written == section.written
    with pytest.raises(OnRecord):
        change(vault, record.id, lambda d: review.write_section(d, section.id, "No."))
    assert not can_undo(vault, record.id)


def test_a_claim_that_is_gone_is_passed_over(vault: Vault) -> None:
    """What was silenced meanwhile is not brought back by a step that only moved it."""
    with_document(vault)
    start_review(vault, D1)
    change(vault, D1, lambda d: review.move_claim(d, C3, HOME))
    change(vault, D1, lambda d: review.add_omission(d, 0, HOME))
    now = vault.document(D1)
    home = replace(now.sections[1], claims=tuple(c for c in now.sections[1].claims if c.id != C3))
    vault.save_document(replace(now, sections=(now.sections[0], home)))
    assert [claim.id for claim in undo(vault, D1).sections[1].claims] == []


# --- the version before
def test_a_vault_of_the_version_before_gets_its_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A review that was begun then is as it was; only what is done from now on can be undone."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    before = vault_schema.STEPS[: vault_schema.STEPS.index(vault_schema.REVIEW_STEPS)]
    with monkeypatch.context() as patched:
        patched.setattr("scribe.vault_database.STEPS", before)
        patched.setattr("scribe.vault_database.migrate.__defaults__", (before,))
        with Vault.create(folder, holder) as vault:
            drafted = with_document(vault)
            with pytest.raises(apsw.SQLError):
                vault._database._open.execute("SELECT * FROM review_steps")
    with Vault.open(folder, holder) as vault:
        assert vault.document(D1) == drafted and not can_undo(vault, D1)
        _write(vault, "Tidy.")
        assert _said(undo(vault, D1)) == drafted


def test_a_step_is_as_small_as_what_it_changed() -> None:
    """One word of a long note costs that word's section without its claims, not the note."""
    health, home = a_document().sections
    many = (replace(health.claims[0], id=ClaimId(f"c{n}"), text="A long statement. " * 20) for n in range(200))
    left = tuple(Omission(TurnId(f"t{n}"), "It rains.", "small talk") for n in range(100))
    long = replace(a_document(), sections=(replace(health, claims=tuple(many)), home), omissions=left)
    step = step_between(long, review.edit_claim(long, ClaimId("c9"), "Short."), 1, AT)
    assert step is not None and len(step.before.claims) == 1 and step.before.omissions is None
