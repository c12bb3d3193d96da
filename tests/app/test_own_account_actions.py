"""What a worker can do with jottings, dictation, erasing and holds, by the actions alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions
from scribe.errors import MoveNotAllowed, NotFound, NothingHeard
from scribe.jobs import run_here
from scribe.jottings import JottingRefused
from scribe.lifecycle import Held, Move, advance
from scribe.session import Session
from scribe.settings import Settings
from scribe.visit import Doubt, Kind, Manner, ModelCard, Transcript, Turn, TurnId, VisitStage
from tests.app.test_actions import agreed, opened
from tests.scribe_core.make import V1, a_visit


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one transcribed visit: two turns of Mrs Begum's."""
    with opened(tmp_path / "vault") as made:
        made.vault.add_visit(agreed(a_visit()))
        advance(made.vault, V1, Move.IMPORT_SOUND)
        advance(made.vault, V1, Move.TRANSCRIBE)
        turns = (Turn(TurnId("t1"), "p1", 0.0, 4.0, "I eat toast."), Turn(TurnId("t2"), "p1", 9.0, 12.0, "I am tired."))
        doubts = (Doubt(TurnId("t1"), 0, 1, "low confidence"),)
        made.vault.save_transcript(V1, Transcript(turns, ModelCard("scripted"), 12.0, "ab" * 32, doubts=doubts))
        yield made


def ids(said: Transcript | None) -> list[str]:
    """The ids of the turns."""
    assert said is not None
    return [turn.id for turn in said.turns]


def test_a_jotting_goes_from_the_visit_into_the_note(session: Session) -> None:
    """Typed at its time, seen in the transcript, drafted word for word, and the draft is old once it changes."""
    jotted = actions.add_jotting(session, V1, Manner.SEEN, "no food in the fridge", 5.0)
    assert ids(actions.transcript(session, V1)) == ["t1", "j1", "t2"] and actions.jottings(session, V1) == (jotted,)
    note = run_here(actions.draft_note(session, V1))
    claims = [claim for section in note.sections for claim in section.claims]
    assert ("Seen: No food in the fridge.", Kind.OBSERVED) in [(claim.text, claim.kind) for claim in claims]
    assert not actions.out_of_date(session, note.id)
    actions.change_jotting(session, V1, jotted.id, Manner.TOLD, "no food since Friday")
    assert actions.out_of_date(session, note.id)
    assert "Draft it again" in actions.obstacles(session, note.id)[0].sentence
    actions.remove_jotting(session, V1, jotted.id)
    assert actions.jottings(session, V1) == () and actions.out_of_date(session, note.id)


def test_the_stored_transcript_stays_free_of_jottings(session: Session) -> None:
    """Whatever is changed in it, and what comes back has them all the same."""
    actions.add_jotting(session, V1, Manner.VIEW, "worn out", 5.0)
    assert ids(actions.edit_turn(session, V1, TurnId("t1"), "I eat soup.")) == ["t1", "j1", "t2"]
    assert ids(actions.assign_speaker(session, V1, (TurnId("t1"),), "p2")) == ["t1", "j1", "t2"]
    assert ids(actions.accept_doubt(session, V1, Doubt(TurnId("t2"), 0, 1, "x"))) == ["t1", "j1", "t2"]
    assert ids(session.vault.transcript(V1)) == ["t1", "t2"]


def test_editing_a_jotting_in_the_transcript_changes_the_jotting(session: Session) -> None:
    """Its manner and time stay; a mark has no words to edit; and nobody spoke it."""
    actions.add_jotting(session, V1, Manner.TOLD, "he is out", 5.0)
    actions.add_jotting(session, V1, Manner.MARK, "", 6.0)
    whole = actions.edit_turn(session, V1, TurnId("j1"), "he is away")
    assert [(turn.text, turn.manner) for turn in whole.turns if turn.id == "j1"] == [("he is away", Manner.TOLD)]
    assert actions.jottings(session, V1)[0].text == "he is away"
    with pytest.raises(JottingRefused):
        actions.edit_turn(session, V1, TurnId("j2"), "words")
    for turn_ids in ((TurnId("j1"),), (TurnId("t1"), TurnId("j2"))):
        with pytest.raises(MoveNotAllowed, match="nobody spoke it"):
            actions.assign_speaker(session, V1, turn_ids, "p2")
    assert ids(session.vault.transcript(V1)) == ["t1", "t2"]
    assert [turn.speaker for turn in session.vault.transcript(V1).turns] == ["p1", "p1"]  # type: ignore[union-attr]


def test_what_is_not_written_down_yet_has_no_transcript(session: Session) -> None:
    """A jotting alone makes none, and editing it then says so."""
    planned = actions.plan_visit(session, "REF 2", "case-note", ())
    actions.add_jotting(session, planned.id, Manner.SEEN, "cold", 1.0)
    assert actions.transcript(session, planned.id) == actions.drafted_from(session, planned.id)
    with pytest.raises(NotFound):
        actions.assign_speaker(session, planned.id, (TurnId("t1"),), "p1")


def test_a_visit_without_sound_can_be_drafted_from_its_jottings(session: Session) -> None:
    """And its note is what comes next; without jottings there is nothing to draft from."""
    planned = actions.plan_visit(session, "REF 2", "case-note", a_visit().people)
    with pytest.raises(NothingHeard):
        actions.draft_note(session, planned.id)
    actions.add_jotting(session, planned.id, Manner.TOLD, "she fell on Monday", 0.0)
    note = run_here(actions.draft_note(session, planned.id))
    assert [claim.text for section in note.sections for claim in section.claims] == ["Told: She fell on Monday."]
    assert not actions.out_of_date(session, note.id)
    rows = {row.visit.id: row.next_step for row in actions.list_visits(session)}
    assert rows[planned.id] == "review"


def test_jottings_alone_can_be_read_and_mended_before_the_draft(session: Session) -> None:
    """Where there is no sound, what the note will be made from is the jottings; a change comes back with them."""
    planned = actions.plan_visit(session, "REF 2", "case-note", a_visit().people)
    assert actions.drafted_from(session, planned.id) is None
    actions.add_jotting(session, planned.id, Manner.TOLD, "she fell on Monday", 0.0)
    assert ids(actions.drafted_from(session, planned.id)) == ["j1"]
    changed = actions.edit_turn(session, planned.id, TurnId("j1"), "she fell on Sunday")
    assert [turn.text for turn in changed.turns] == ["she fell on Sunday"]
    assert changed == actions.drafted_from(session, planned.id)
    assert actions.drafted_from(session, V1) == actions.transcript(session, V1)


def test_words_left_out_of_a_dictation_are_quoted_without_a_name(session: Session) -> None:
    """The worker never 'said' what the worker writes, also where it is put into the note afterwards."""
    turns = (Turn(TurnId("t1"), "p2", 0.0, 4.0, "I visited at nine. Thank you.", manner=Manner.DICTATED),)
    session.vault.save_transcript(V1, Transcript(turns, ModelCard("scripted"), 12.0, "ab" * 32))
    note = run_here(actions.draft_note(session, V1))
    changed = actions.add_omission(session, note.id, 0, note.sections[0].id)
    texts = [claim.text for section in changed.sections for claim in section.claims]
    assert texts == ["I visited at nine.", "“Thank you.”"]


def test_erasing_by_the_actions(session: Session) -> None:
    """Refused while it is held, then hidden, listed with its day, and back as it was."""
    actions.hold_visit(session, V1, "court order")
    with pytest.raises(Held):
        actions.erase_visit(session, V1, why="asked to")
    assert actions.release_visit(session, V1).held == "" and actions.harm_mentioned(session, V1).moments == ()
    assert actions.erase_visit(session, V1, why="asked to") is None
    assert actions.list_visits(session) == ()
    (erased,) = actions.erased_visits(session)
    assert (erased.id, (erased.until - erased.erased_at).days) == (V1, 7)
    assert actions.restore_visit(session, V1).stage is VisitStage.TRANSCRIBED


def test_policy_says_for_how_long(session: Session) -> None:
    """With no days, an erased visit is not offered and doesn't come back."""
    session.settings = replace(session.settings, restore_days=0)
    actions.erase_visit(session, V1, why="asked to")
    assert actions.erased_visits(session) == ()
    with pytest.raises(MoveNotAllowed, match="on this laptop"):
        actions.restore_visit(session, V1)


def test_what_was_recorded_is_the_next_thing_to_review(session: Session) -> None:
    """The visit that holds it is in the list, its note can be read and approved, and it is no kind of visit to plan."""
    actions.add_jotting(session, V1, Manner.TOLD, "her son hits her", 5.0)
    kept = actions.erase_visit(session, V1, why="asked to", to_record="Hit by her son.")
    (row,) = actions.list_visits(session)
    assert (row.visit.id, row.next_step) == (kept, "review") and row.document is not None
    assert "Hit by her son." in actions.shown_text(session, row.document.id)
    choices = [choice for choice, _ in actions.template_choices(session)]
    assert choices[:2] == ["case-note", "care-act-assessment"] and "record-after-erasing" not in choices


def test_the_days_of_restoring_are_for_policy_alone() -> None:
    """Seven by default, thirty at most."""
    limits = Settings.__dataclass_fields__["restore_days"].metadata
    assert Settings().restore_days == 7 and (limits["least"], limits["most"], limits["policy_only"]) == (0, 30, True)
