"""Agreement to record, mending a transcript, and the practice script: the small rooms between the large ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scribe import transcript_edits
from scribe.agreement import agreement_problems
from scribe.errors import NotFound
from scribe.practice import read_practice
from scribe.visit import (
    Agreed,
    Agreement,
    Doubt,
    ModelCard,
    Person,
    PersonId,
    Role,
    Transcript,
    Turn,
    TurnId,
    Visit,
    VisitId,
    VisitStage,
    Word,
)
from ui.entry import has_display


def visit_with(*people: Person) -> Visit:
    """A visit that nobody has been recorded at."""
    return Visit(VisitId("v-1"), "A1", "case-note", VisitStage.PLANNED, datetime.now(UTC), people)


def somebody(agreement: Agreement, role: Role = Role.PERSON) -> Person:
    """One person with this agreement."""
    return Person(PersonId("p1"), "Mrs Begum", role, agreement=agreement)


@pytest.mark.parametrize(
    ("agreement", "may_record"),
    [
        (Agreement(), False),
        (Agreement(Agreed.YES), True),
        (Agreement(Agreed.NO), False),
        (Agreement(Agreed.WITHDRAWN), False),
        (Agreement(Agreed.CANNOT_DECIDE), False),
        (Agreement(Agreed.CANNOT_DECIDE, consulted="Her son"), False),
        (Agreement(Agreed.CANNOT_DECIDE, consulted="Her son", why="A record helps her."), True),
        (Agreement(Agreed.CHILD, own_view="Happy with it"), False),
        (Agreement(Agreed.CHILD, own_view="Happy with it", parental_responsibility="Her mother"), True),
    ],
)
def test_recording_waits_for_everybody(agreement: Agreement, may_record: bool) -> None:
    """Recording may start only when each person's agreement is complete; one missing is enough to wait."""
    fine = Person(PersonId("p2"), "Mr Begum", Role.FAMILY, agreement=Agreement(Agreed.YES))
    assert (agreement_problems(visit_with(somebody(agreement), fine)) == ()) is may_record


def test_the_worker_is_not_asked_and_somebody_must_be() -> None:
    """The worker's own agreement is not needed; a visit with nobody else can't be recorded."""
    worker = Person(PersonId("p3"), "Jo Reed", Role.WORKER)
    assert agreement_problems(visit_with(worker))
    assert not agreement_problems(visit_with(worker, somebody(Agreement(Agreed.YES))))


WORDS = tuple(Word(word, i * 0.6, i * 0.6 + 0.5, 0.4) for i, word in enumerate(("I", "can't", "cook")))
TURN = Turn(TurnId("t1"), "", 0.0, 2.0, "I can't cook", WORDS)
SAID = Transcript((TURN,), ModelCard("tiny.en"), 2.0, "0" * 64, doubts=(Doubt(TURN.id, 1, 2, "low confidence"),))


def test_a_mended_turn_keeps_its_times_where_it_can() -> None:
    """As many words: the old times. More words: times shared out inside the turn. Either way its doubts are settled."""
    same = transcript_edits.with_text(SAID, TURN.id, "I can cook")
    assert [w.start for w in same.turns[0].words] == [w.start for w in TURN.words]
    assert same.turns[0].words[1] == Word("can", 0.6, 1.1, 1.0)
    assert same.doubts == ()
    more = transcript_edits.with_text(SAID, TURN.id, "I can not  cook")
    assert more.turns[0].text == "I can not cook"
    assert more.turns[0].words[-1].end == pytest.approx(2.0)


def test_saying_who_spoke_changes_only_the_speaker() -> None:
    """A speaker is given to the turns named; an unknown turn is refused; a draft of the old words is out of date."""
    named = transcript_edits.with_speaker(SAID, (TURN.id,), "p1")
    assert named == replace(SAID, turns=(replace(TURN, speaker="p1"),))
    assert transcript_edits.transcript_sha256(named) != transcript_edits.transcript_sha256(SAID)
    with pytest.raises(NotFound):
        transcript_edits.with_speaker(SAID, (TurnId("t9"),), "p1")


def test_an_accepted_doubt_goes_and_the_words_stay() -> None:
    """Accepting a doubt leaves the text as it is."""
    assert transcript_edits.without_doubt(SAID, SAID.doubts[0]) == replace(SAID, doubts=())


def test_the_practice_script_is_whole() -> None:
    """Its turns are in order and inside the sound, its people are known, and the wrong statement has its place."""
    practice = read_practice()
    assert practice.audio.exists()
    known = {person.id for person in practice.people}
    assert {turn.speaker for turn in practice.speaker_turns} == known
    starts = [turn.start for turn in practice.speaker_turns]
    assert starts == sorted(starts)
    assert any(turn.start == practice.planted.start for turn in practice.speaker_turns)


@pytest.mark.parametrize(
    ("environment", "seen"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False)],
)
def test_a_window_is_opened_only_where_it_is_seen(
    environment: dict[str, str], seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offscreen counts as no display."""
    monkeypatch.setattr("sys.platform", "linux")
    assert has_display(environment) is seen
