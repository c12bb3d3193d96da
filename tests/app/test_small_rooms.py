"""Agreement to record, mending a transcript, and the practice script: the small rooms between the large ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scribe.agreement import agreement_problems
from scribe.practice import read_practice
from scribe.visit import (
    Agreed,
    Agreement,
    Person,
    PersonId,
    Role,
    Visit,
    VisitId,
    VisitStage,
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


def test_a_second_worker_is_asked_too() -> None:
    """The worker who records is not asked; a colleague or a student who came along is."""
    fine = somebody(Agreement(Agreed.YES))
    one, other = (Person(PersonId(name), name, Role.WORKER) for name in ("Jo Reed", "Sam Lee"))
    assert agreement_problems(visit_with(fine, one)) == ()
    assert agreement_problems(visit_with(fine, one, other)) != ()


def test_the_worker_is_not_asked_and_somebody_must_be() -> None:
    """The worker's own agreement is not needed; a visit with nobody else can't be recorded."""
    worker = Person(PersonId("p3"), "Jo Reed", Role.WORKER)
    assert agreement_problems(visit_with(worker))
    assert not agreement_problems(visit_with(worker, somebody(Agreement(Agreed.YES))))


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
