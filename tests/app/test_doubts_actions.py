"""Tests of asking a second recogniser about a visit: it only adds doubts, and takes nothing back that a person did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.progress import Cancellation, Cancelled, ignore_progress
from models.scripted import ScriptedSecondOpinion
from models.transcriber import Segment
from scribe import actions
from scribe.edit_log import MACHINE
from scribe.errors import NotFound, NothingHeard
from scribe.jobs import JobContext, run_here
from scribe.jottings import add
from scribe.session import InstalledEngines, Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Doubt, Manner, ModelCard, Transcript, TurnId, VisitId
from tests.app.test_actions import Engines, agreed, hears, imported, opened, segment, transcribed
from tests.benchmarks.transcription import LIBRISPEECH
from tests.scribe_core.make import V1, a_visit

SAID = segment("he takes fifteen pills of that kind", 0.5, 4.0)
HEARD = ((0.6, "he"), (1.1, "takes"), (1.6, "fifty"), (2.1, "pills"), (2.6, "of"), (3.1, "that"), (3.6, "kind"))


JOB_CONTEXT = JobContext(ignore_progress, Cancellation())


class TwoListeners(Engines):
    """A recogniser that hears a script, and a second that hears another."""

    def __init__(self) -> None:
        super().__init__()
        self.second = ScriptedSecondOpinion(HEARD)
        self.here = True

    def second_opinion(self) -> tuple[ScriptedSecondOpinion, ModelCard] | None:  # type: ignore[override]
        """The stand-in, while it is here."""
        return (self.second, ModelCard("second", "cd" * 32)) if self.here else None


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one visit of nine seconds, where everybody agreed; two listeners."""
    with opened(tmp_path / "vault") as made:
        made.engines = TwoListeners()
        made.vault.add_visit(agreed(a_visit()))
        imported(made, tmp_path, 9)
        yield made


def second(session: Session) -> ScriptedSecondOpinion:
    """The stand-in."""
    assert isinstance(session.engines, TwoListeners)
    return session.engines.second


def asked(session: Session) -> Transcript:
    """The transcript when the second recogniser has been asked."""
    run_here(actions.second_opinion(session, V1))
    said = actions.transcript(session, V1)
    assert said is not None
    return said


def test_it_adds_doubts_and_changes_no_word(session: Session) -> None:
    """Where the two differ there is a doubt with an offer, and all that was said stays as it was."""
    before = transcribed(session, SAID)
    after = asked(session)
    assert after.turns == before.turns and before.doubts == ()
    (doubt,) = after.doubts
    assert (doubt.from_word, doubt.to_word, doubt.offer) == (2, 3, "fifty")
    assert actions.to_check(session, V1) == (doubt,)


def test_it_is_asked_once(session: Session) -> None:
    """Running it again listens to nothing and doubles nothing, and an accepted doubt doesn't come back."""
    transcribed(session, SAID)
    (doubt,) = asked(session).doubts
    count = len(second(session).asked)
    assert asked(session).doubts == (doubt,) and len(second(session).asked) == count
    actions.accept_doubt(session, V1, doubt)
    assert asked(session).doubts == () and len(second(session).asked) == count
    actions.undo(session, V1)
    assert asked(session).doubts == (doubt,)


def test_what_was_undone_before_can_still_be_done_again_after_it(session: Session) -> None:
    """A machine pass takes no step of the worker's away."""
    transcribed(session, SAID, segment("and he is well", 6.0, 8.0))
    actions.edit_turn(session, V1, TurnId("t2"), "and he is not well")
    actions.undo(session, V1)
    asked(session)
    assert actions.redo(session, V1).turns[1].text == "and he is not well"
    assert actions.edit_figures(session, V1).doubts_left == 1


def test_an_offer_can_be_taken_by_one_key(session: Session) -> None:
    """What the second heard goes in the place of what the first did, and the doubt is settled."""
    transcribed(session, SAID)
    (doubt,) = asked(session).doubts
    after = actions.take_offer(session, V1, doubt)
    assert after.turns[0].text == "he takes fifty pills of that kind" and after.doubts == ()


def test_what_is_transcribed_again_is_asked_about_again(session: Session) -> None:
    """New words have not been heard by anybody else."""
    transcribed(session, SAID)
    asked(session)
    transcribed(session, SAID)
    assert len(asked(session).doubts) == 1


def test_what_the_worker_did_meanwhile_stands(session: Session) -> None:
    """A turn that was typed while it listened keeps its words and gets no doubt; another does."""
    transcribed(session, SAID, segment("and he is well", 6.0, 8.0))
    second(session)._words = (*HEARD, (6.1, "and"), (6.6, "he"), (7.1, "is"), (7.6, "ill"))
    job = actions.second_opinion(session, V1)
    result = job.work(JOB_CONTEXT)
    actions.edit_turn(session, V1, TurnId("t1"), "he takes five pills of that kind")
    actions.assign_speaker(session, V1, (TurnId("t2"),), "p1")
    job.keep(result)
    after = actions.transcript(session, V1)
    assert after is not None
    assert [(turn.text, turn.speaker) for turn in after.turns] == [
        ("he takes five pills of that kind", ""), ("and he is well", "p1")
    ]  # fmt: skip
    assert [(doubt.turn, doubt.offer) for doubt in after.doubts] == [("t2", "ill")]


def test_a_doubt_accepted_while_it_listens_does_not_come_back(session: Session) -> None:
    """The worker has listened to that very place: no machine asks for it again."""
    low = segment("fifteen", 1.5, 2.0, 0.3)
    transcribed(session, segment("he takes", 0.5, 1.5), low, segment("pills of that kind", 2.0, 4.0))
    (doubt,) = actions.to_check(session, V1)
    job = actions.second_opinion(session, V1)
    result = job.work(JOB_CONTEXT)
    assert [each.offer for each in result.doubts] == ["fifty"]
    actions.accept_doubt(session, V1, doubt)
    job.keep(result)
    assert actions.to_check(session, V1) == ()


SECRET = ((0.6, "he"), (1.1, "left"), (5.2, "his"), (5.6, "wife"), (6.0, "has"), (6.4, "HIV"))
NO_WORDS = Segment("", 5.0, 7.0, ())


def everything(session: Session) -> str:
    """All that the vault keeps of the visit."""
    vault = session.vault
    return str((vault.edits(V1), vault.machine_transcript(V1), vault.documents(V1), vault.transcript(V1)))


def test_what_it_heard_off_the_record_is_in_no_document_and_goes_with_the_sound(session: Session) -> None:
    """Also where the first heard no word: what the second made out hangs on the word before, which stays."""
    session.settings = replace(session.settings, off_record="silence")
    second(session)._words = SECRET
    transcribed(session, segment("he left", 0.5, 1.5), NO_WORDS)
    told = next(each for each in asked(session).doubts if each.offer)
    with_it = actions.transcript_document(session, V1)
    actions.accept_doubt(session, V1, told)
    actions.undo(session, V1)
    actions.leave_out(session, V1, (4.5, 7.5))
    drafted = actions.drafted_from(session, V1)
    assert "HIV" in str(with_it) and "HIV" not in str((drafted, actions.transcript_document(session, V1)))
    run_here(actions.silence_left_out(session, V1))
    assert "HIV" not in everything(session)
    assert [(each.from_word, each.offer) for each in actions.to_check(session, V1)] == [(1, ""), (1, "")]


@pytest.mark.parametrize("silenced", [False, True])
def test_what_it_hears_of_seconds_that_are_off_the_record_by_then_is_not_kept(session: Session, silenced: bool) -> None:
    """Marked meanwhile: only that there is a doubt. Silenced meanwhile: nothing of what was heard in the old sound."""
    session.settings = replace(session.settings, off_record="silence")
    second(session)._words = SECRET
    transcribed(session, segment("he left", 0.5, 1.5), NO_WORDS)
    job = actions.second_opinion(session, V1)
    result = job.work(JOB_CONTEXT)
    assert "HIV" in str(result)
    actions.leave_out(session, V1, (4.5, 7.5))
    if silenced:
        run_here(actions.silence_left_out(session, V1))
    job.keep(result)
    assert "HIV" not in everything(session)
    said = session.vault.transcript(V1)
    assert said is not None and bool(said.second_opinion) is not silenced


def test_a_transcript_that_was_made_anew_meanwhile_is_left_alone(session: Session, tmp_path: Path) -> None:
    """Doubts of words that are no more are thrown away, and the new ones can be asked about."""
    transcribed(session, SAID)
    job = actions.second_opinion(session, V1)
    result = job.work(JOB_CONTEXT)
    imported(session, tmp_path, 5, "more.wav")
    transcribed(session, SAID)
    job.keep(result)
    said = session.vault.transcript(V1)
    assert said is not None and said.doubts == () and said.second_opinion == ""


def test_cancelled_it_changes_nothing(session: Session) -> None:
    """A choice, not an error: the transcript is as it was, and it can be asked again."""
    before = transcribed(session, SAID)
    cancel = Cancellation()
    cancel.ask()
    with pytest.raises(Cancelled):
        run_here(actions.second_opinion(session, V1), cancel=cancel)
    assert actions.transcript(session, V1) == before
    assert len(asked(session).doubts) == 1


@pytest.mark.parametrize("reason", ["off", "gone"])
def test_where_it_is_not_wanted_or_not_here_more_words_are_doubted_at_once(session: Session, reason: str) -> None:
    """Alone, the first recogniser's own doubts have to reach further; and asking the second does nothing."""
    if reason == "off":
        session.settings = replace(session.settings, second_opinion="off")
    else:
        session.engines.here = False  # type: ignore[attr-defined]
    unsure = segment("he has some socks of that kind", 0.5, 4.0, 0.65)
    before = transcribed(session, unsure)
    assert before.doubts != () and asked(session) == before and second(session).asked == []
    session.settings = replace(session.settings, second_opinion="on")
    session.engines.here = True  # type: ignore[attr-defined]
    assert transcribed(session, unsure).doubts == ()


def test_it_has_a_lane_of_its_own(session: Session) -> None:
    """Neither drafting nor listening to another visit waits for it."""
    transcribed(session, SAID)
    job = actions.second_opinion(session, V1)
    assert job.lane not in ("transcriber", "writer") and "fifteen" not in job.name


def test_without_words_or_sound_there_is_nothing_to_ask_about(session: Session) -> None:
    """Each is said in its own sentence."""
    with pytest.raises(NotFound):
        actions.second_opinion(session, V1)
    with pytest.raises(NotFound):
        actions.to_check(session, V1)
    session.vault.add_visit(replace(a_visit(), id=VisitId("v-silent")))
    session.vault.save_transcript(VisitId("v-silent"), Transcript((), ModelCard("none"), 0.0, ""))
    with pytest.raises(NothingHeard):
        actions.second_opinion(session, VisitId("v-silent"))


def test_what_is_to_be_checked_leaves_jottings_out(session: Session) -> None:
    """They stand among the turns, and nobody can have misheard them."""
    add(session.vault, V1, Manner.SEEN, "a clean room", 0.1)
    transcribed(session, SAID)
    asked(session)
    assert {doubt.turn for doubt in actions.to_check(session, V1)} == {"t1"}


def test_speech_without_a_word_is_told_at_its_place(session: Session) -> None:
    """What the recogniser skipped is in the list of what to check, until the second has something better to say."""
    hears(session, SAID, replace(segment("x", 4.2, 7.4), text="", words=()))
    run_here(actions.transcribe_visit(session, V1))
    (skipped,) = actions.to_check(session, V1)
    assert isinstance(skipped, Doubt) and skipped.from_word == 6 and "about 3 seconds after this" in skipped.why


@pytest.mark.skipif(not LIBRISPEECH.is_dir(), reason="../shared/data/speech is not here")
def test_two_real_listeners_on_real_speech(tmp_path: Path) -> None:
    """Both real models on what the first mishears: the wrong words are marked, and what was said is offered."""
    with Session(Vault.practice(), Settings(), InstalledEngines()) as made:
        if made.engines.second_opinion() is None:
            pytest.skip("the second recogniser is not installed: run dev.py")
        made.vault.add_visit(agreed(a_visit()))
        run_here(actions.import_audio(made, V1, [LIBRISPEECH / "367-130732-0007.flac"]))
        run_here(actions.transcribe_visit(made, V1))
        before = actions.to_check(made, V1)
        after = asked(made)
        offers = [doubt.offer for doubt in actions.to_check(made, V1) if doubt not in before]
        assert "cherry" in after.turns[0].text and "sherry" in offers
        assert [kept.edit.by for kept in made.vault.edits(V1)] == [MACHINE]


def test_it_waits_while_somebody_waits_for_a_draft(session: Session) -> None:
    """The second listener is asked nothing until the draft is there; then it goes on by itself."""
    transcribed(session, SAID)
    with session.precedence.first():
        listening = session.jobs.submit(actions.second_opinion(session, V1))
        run_here(actions.draft_note(session, V1))
        assert not listening.wait(0.3) and second(session).asked == []
    assert listening.wait(20.0) and len(actions.to_check(session, V1)) == 1
