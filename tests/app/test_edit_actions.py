"""What the actions on a transcript's words promise, on a real vault."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions
from scribe.actions.edits import undo_known_word
from scribe.edit_log import EditFigures, EditKind
from scribe.errors import MoveNotAllowed, NotFound
from scribe.jobs import run_here
from scribe.session import Session
from scribe.settings import Settings
from scribe.visit import Gap, LeftOut, Manner, PersonId, Transcript, Turn, TurnId, VisitId, Word
from tests.app.test_actions import agreed, opened
from tests.scribe_core.make import V1, a_visit
from tests.scribe_core.said import doubt, said

T1, T2, T3 = TurnId("t1"), TurnId("t2"), TurnId("t3")
TALK = said(
    "he can wash", "my son hits me", "she goes out",
    speakers=("S1", "S2", "S1"), gaps=(Gap(15.0, 18.0, "paused"),),
    doubts=(doubt("t1", 1, 2, "can't"), doubt("t3", 0, 1)),
)  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A visit with words, and somebody whose name is in the settings."""
    with opened(tmp_path / "vault") as made:
        made.settings = replace(made.settings, worker_name="Jo  Reed")
        made.vault.add_visit(agreed(a_visit()))
        made.vault.save_transcript(V1, TALK)
        yield made


def texts(transcript: Transcript) -> list[str]:
    return [turn.text for turn in transcript.turns]


def test_every_edit_is_kept_at_once_and_undone_by_its_kind(session: Session) -> None:
    """Each says what it was, by whom, and taking all of them back gives what the machine made."""
    actions.edit_turn(session, V1, T1, "he can't wash")
    actions.split_turn(session, V1, T1, 2)
    actions.merge_turns(session, V1, T1)
    actions.replace_words(session, V1, "out", "away", whole_words=True)
    actions.assign_speaker(session, V1, (T2,), "p2")
    actions.name_voice(session, V1, "S1", PersonId("p1"))
    actions.accept_doubt(session, V1, actions.transcript(session, V1).doubts[0])  # type: ignore[union-attr]
    now = actions.leave_out(session, V1, (10.0, 11.0))
    assert texts(now) == ["he can't wash", "my son hits me", "she goes away"] and now == session.vault.transcript(V1)
    assert [turn.speaker for turn in now.turns] == ["p1", "p2", "p1"]
    kinds = [kept.edit.kind for kept in session.vault.edits(V1)]
    assert {kept.edit.by for kept in session.vault.edits(V1)} == {"Jo Reed"}
    for kind in reversed(kinds):
        assert actions.undoable(session, V1) is kind
        actions.undo(session, V1)
        assert actions.redoable(session, V1) is kind
    assert actions.undoable(session, V1) is None and actions.transcript(session, V1) == TALK
    for _ in kinds:
        actions.redo(session, V1)
    assert actions.transcript(session, V1) == now and actions.redoable(session, V1) is None


def test_what_was_done_in_one_go_is_taken_back_in_one_go(session: Session) -> None:
    """Stretches that lie apart, several voices with turns of a person, several doubts: one edit and one record each."""
    actions.assign_speaker(session, V1, (T2,), "p1")
    begun, rows = actions.transcript(session, V1), len(session.vault.audit.rows())
    assert begun is not None
    acts = [
        lambda: actions.leave_out(session, V1, (0.0, 1.0), (20.0, 21.0)),
        lambda: actions.put_back(session, V1, (0.0, 0.5), (20.5, 21.0)),
        lambda: actions.accept_doubt(session, V1, *begun.doubts),
        lambda: actions.assign_speaker(session, V1, (T2,), "p2", voices=("S1",)),
    ]
    stages = [begun, *(act() for act in acts)]
    assert stages[1].left_out == (LeftOut(0.0, 1.0), LeftOut(20.0, 21.0))
    assert stages[2].left_out == (LeftOut(0.5, 1.0), LeftOut(20.0, 20.5))
    assert stages[3].doubts == () and {turn.speaker for turn in stages[4].turns} == {"p2"}
    for stage in reversed(stages[:-1]):
        assert actions.undo(session, V1) == stage
    for stage in stages[1:]:
        assert actions.redo(session, V1) == stage
    assert len(session.vault.audit.rows()) - rows == 3 * len(acts)
    with pytest.raises(NotFound):
        actions.assign_speaker(session, V1, (T2,), "p1", voices=("S1",))
    with pytest.raises(MoveNotAllowed):
        actions.leave_out(session, V1, (0.0, 1.0), (9.0, 9.0))
    assert actions.transcript(session, V1) == stages[-1]


def test_an_id_is_never_given_twice_also_when_its_split_was_undone(session: Session) -> None:
    """A draft or a doubt that names it may still be somewhere."""
    first = actions.split_turn(session, V1, T1, 1).turns[1].id
    actions.undo(session, V1)
    second = actions.split_turn(session, V1, T2, 1).turns[2].id
    assert (first, second) == ("t4", "t5")
    with pytest.raises(NotFound):
        actions.split_turn(session, V1, first, 1)


def test_an_offer_can_be_taken(session: Session) -> None:
    """Its words take the place of the doubtful ones, and only that doubt is settled."""
    now = actions.take_offer(session, V1, TALK.doubts[0])
    assert texts(now)[0] == "he can't wash" and now.doubts == TALK.doubts[1:]
    with pytest.raises(NotFound):
        actions.take_offer(session, V1, TALK.doubts[0])


def test_a_known_word_can_be_taken_back(session: Session) -> None:
    """What was heard comes back, and can be undone as anything else."""
    known = (Word("Begum.", 0.0, 1.0, 0.4, "big gum"),)
    session.vault.save_transcript(V1, replace(TALK, turns=(Turn(T1, "S1", 0.0, 1.0, "Begum.", known),), doubts=()))
    assert texts(undo_known_word(session, V1, T1, 0)) == ["big gum."]
    assert actions.undoable(session, V1) is EditKind.KNOWN_WORD_UNDONE
    assert texts(actions.undo(session, V1)) == ["Begum."]


def test_a_doubt_of_words_that_are_not_there_is_not_found(session: Session) -> None:
    """Nothing is kept of it; one that is settled already changes nothing, and settles no other."""
    count = len(session.vault.edits(V1))
    for unknown in (doubt("t9", 0, 1), doubt("t1", -5, 99), doubt("t1", 1, 1), doubt("t3", 0, 99)):
        with pytest.raises(NotFound):
            actions.accept_doubt(session, V1, unknown)
    before = actions.transcript(session, V1)
    assert before is not None and actions.accept_doubt(session, V1, doubt("t1", 0, 3)).doubts == before.doubts
    assert len(session.vault.edits(V1)) == count


def test_what_is_typed_is_tidy(session: Session) -> None:
    """As in jottings: nothing that can't be seen, and nothing that turns the direction of reading round."""
    typed = actions.edit_turn(session, V1, T1, "he \x00can't\u202e  wash\ud800")
    assert typed.turns[0].text == "he can't wash"
    assert [word.text for word in typed.turns[0].words] == ["he", "can't", "wash"]
    assert actions.replace_words(session, V1, "wash", "dress\u202e\x00").turns[0].text == "he can't dress"


def test_turns_are_joined_only_as_they_are_shown(session: Session) -> None:
    """Not across a gap, and not over a jotting that stands between them."""
    with pytest.raises(MoveNotAllowed, match="not recorded"):
        actions.merge_turns(session, V1, T2)
    actions.add_jotting(session, V1, Manner.SEEN, "He looked away", 5.0)
    with pytest.raises(MoveNotAllowed, match="can't be joined"):
        actions.merge_turns(session, V1, T1)
    assert session.vault.edits(V1) == ()


def test_a_jotting_is_found_and_not_replaced(session: Session) -> None:
    """It is the worker's own, and is changed as a jotting."""
    jotted = actions.add_jotting(session, V1, Manner.SEEN, "my son looked away", 5.0)
    assert [found.turn for found in actions.find_words(session, V1, "MY SON")] == [jotted.id, "t2"]
    assert actions.find_words(session, V1, "MY SON", match_case=True) == ()
    now = actions.replace_words(session, V1, "my son", "Adam")
    assert texts(now) == ["he can wash", "my son looked away", "Adam hits me", "she goes out"]
    actions.undo(session, V1)
    assert texts(actions.replace_words(session, V1, "e", "E", turn_ids=[T1]))[0] == "hE can wash"
    assert actions.replace_words(session, V1, "nowhere", "x") == actions.transcript(session, V1)
    assert actions.edit_figures(session, V1).edits == 2


def test_what_can_not_be_is_refused_and_keeps_nothing(session: Session) -> None:
    """Turns, voices and seconds that aren't there."""
    for act in (
        lambda: actions.edit_turn(session, V1, TurnId("t9"), "x"),
        lambda: actions.assign_speaker(session, V1, (T1, TurnId("t9")), "p1"),
        lambda: actions.name_voice(session, V1, "S7", PersonId("p1")),
        lambda: actions.name_voice(session, V1, "", PersonId("p1")),
        lambda: actions.edit_figures(session, VisitId("no")),
        lambda: actions.split_turn(session, VisitId("no"), T1, 1),
    ):
        with pytest.raises(NotFound):
            act()
    for start, end in ((2.0, 2.0), (3.0, 1.0), (-1.0, 2.0), (math.nan, 1.0), (0.0, math.inf)):
        with pytest.raises(MoveNotAllowed, match="no seconds"):
            actions.leave_out(session, V1, (start, end))
    assert session.vault.edits(V1) == ()


def test_a_worker_without_a_name_in_the_settings_is_the_worker(session: Session) -> None:
    """Who it was is in the record all the same."""
    session.settings = Settings()
    actions.edit_turn(session, V1, T1, "x")
    assert session.vault.edits(V1)[0].edit.by == "the worker"


# --- off the record
def test_what_is_off_the_record_is_in_no_draft_and_the_window_shows_it(session: Session) -> None:
    """A draft that was made before is out of date, and is up to date again when the words are put back."""
    note = run_here(actions.draft_note(session, V1))
    actions.leave_out(session, V1, (10.0, 11.2))
    assert texts(actions.transcript(session, V1))[1] == "my son hits me"  # type: ignore[arg-type]
    assert texts(actions.drafted_from(session, V1))[1] == "[left out] hits me"  # type: ignore[arg-type]
    assert actions.out_of_date(session, note.id)
    later = run_here(actions.draft_note(session, V1))
    assert "my son" in actions.shown_text(session, note.id) and "my son" not in actions.shown_text(session, later.id)
    assert "[left out] hits me" in actions.shown_text(session, later.id)
    assert not any("my son" in line.text for line in later.omissions)
    assert later.left_out == session.vault.transcript(V1).left_out  # type: ignore[union-attr]
    actions.put_back(session, V1, (0.0, 60.0))
    assert not actions.out_of_date(session, note.id) and actions.out_of_date(session, later.id)


def test_harm_that_would_go_off_the_record_is_told_before(session: Session) -> None:
    """With its line, so that nobody leaves it out without knowing; erasing still sees it."""
    assert actions.harm_left_out(session, V1, 10.0, 12.0) == ("At 0:10: “my son hits me”",)
    assert actions.harm_left_out(session, V1, 0.0, 2.0) == ()
    actions.leave_out(session, V1, (10.0, 12.0))
    assert "At 0:10: “my son hits me”" in actions.harm_mentioned(session, V1).moments
    assert not session.vault.visit(V1).harm_seen


def test_cutting_words_of_harm_into_other_turns_loses_none(session: Session) -> None:
    """Only words that go are remembered to have been there."""
    actions.split_turn(session, V1, T2, 2)
    actions.merge_turns(session, V1, T2)
    assert not session.vault.visit(V1).harm_seen
    actions.edit_turn(session, V1, T2, "my son sits by me")
    assert session.vault.visit(V1).harm_seen
    actions.undo(session, V1)
    assert session.vault.visit(V1).harm_seen


def test_figures_are_numbers_of_what_was_changed(session: Session) -> None:
    """Words changed, added and removed since the machine; capitals, marks and cuts don't count."""
    actions.edit_turn(session, V1, T1, "He can't wash, now.")
    actions.edit_turn(session, V1, T3, "she goes")
    actions.split_turn(session, V1, T2, 2)
    actions.assign_speaker(session, V1, (T2,), "p1")
    actions.accept_doubt(session, V1, doubt("t3", 0, 1))
    actions.leave_out(session, V1, (0.0, 1.0))
    actions.undo(session, V1)
    assert actions.edit_figures(session, V1) == EditFigures(
        heard_words=10, changed_words=1, added_words=1, removed_words=1, speakers_changed=1,
        doubts_accepted=1, doubts_mended=1, doubts_left=0, edits=6, edits_undone=1,
    )  # fmt: skip
    assert EditKind.SPLIT in {kept.edit.kind for kept in session.vault.edits(V1)}
