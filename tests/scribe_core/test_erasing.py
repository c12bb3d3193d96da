"""Erasing: what must be recorded comes first and stays, a hold stops everything, and a mistake can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from scribe import erasing, jottings, lifecycle, review
from scribe.audit import Audit
from scribe.document_text import shown_text
from scribe.erasing import MustBeRecorded, StillRecording, erase, erased_visits, harm_mentioned, restore
from scribe.errors import MoveNotAllowed
from scribe.lifecycle import Held, Move, OnRecord, advance, destroy_erased, hold
from scribe.records import utc_now
from scribe.review import NothingWritten
from scribe.review_actions import change
from scribe.vault import Vault, VisitErased
from scribe.visit import (
    AudioOrigin,
    DocumentStage,
    HeardPart,
    HeardSegment,
    Manner,
    ModelCard,
    Recording,
    RecordingId,
    Transcript,
    Turn,
    TurnId,
    VisitStage,
)
from tests.scribe_core.make import AT, C1, D1, HOME, V1, a_document, a_visit, approve_all

WHY, SECRET = "Mrs Begum asked for it", "Her son takes her money and hits her."


def recorded(vault: Vault, name: str = "r1", seconds: float = 60.0, *, finished: bool = True) -> Recording:
    """A recording of a minute."""
    made = Recording(RecordingId(name), V1, f"{name}.fna", AudioOrigin.RECORDED, AT, finished, seconds)
    vault.save_recording(made)
    return made


def said(vault: Vault, *texts: str, seconds: float = 60.0) -> None:
    """A transcript of these turns, ten seconds each."""
    turns = tuple(
        Turn(TurnId(f"t{n}"), "p1", 10.0 * n, 10.0 * n + 10, text) for n, text in enumerate(texts, start=1)
    )
    vault.save_transcript(V1, Transcript(turns, ModelCard("scripted"), seconds, "ab" * 32))


def part(name: str, until: float, *texts: str) -> HeardPart:
    """What was heard so far of a recording: each text ten seconds long."""
    heard = tuple(HeardSegment(text, 10.0 * n, 10.0 * n + 10, ()) for n, text in enumerate(texts))
    return HeardPart(RecordingId(name), until, heard, ModelCard("scripted"))


@pytest.fixture
def visited(vault: Vault) -> Vault:
    """A vault with a visit that has sound."""
    vault.add_visit(a_visit())
    advance(vault, V1, Move.IMPORT_SOUND)
    return vault


def test_where_nothing_of_harm_was_said_a_visit_is_hidden_at_once(visited: Vault) -> None:
    """Every second is words, none of them of harm: nothing has to be written first."""
    recorded(visited)
    said(visited, "I eat toast.")
    assert harm_mentioned(visited, V1) == erasing.HarmMentioned((), True)
    assert erase(visited, V1, why=WHY) is None
    assert visited.visits() == () and visited.visit_stage(V1) is VisitStage.ERASED
    row = visited.audit.rows()[-1]
    assert row.event == "erase" and dict(row.facts)["record"] == "none" and WHY not in str(row)


@pytest.mark.parametrize("source", ["turn", "heard", "jotting", "note", "claim"])
def test_harm_that_was_mentioned_anywhere_must_be_recorded_first(visited: Vault, source: str) -> None:
    """In what was said or heard so far, jotted down, or written by the worker; saying 'none' is no way round it."""
    recorded(visited)
    said(visited, SECRET if source == "turn" else "I eat toast.", seconds=60.0)
    if source == "heard":
        recorded(visited, "r2", 20.0)
        visited.add_heard(V1, part("r2", 20.0, "I eat toast.", SECRET))
    elif source == "jotting":
        jottings.add(visited, V1, Manner.TOLD, SECRET, 7.0)
    elif source in ("note", "claim"):
        visited.save_document(a_document())
        change(
            visited, D1,
            lambda d: review.write_section(d, HOME, SECRET) if source == "note" else review.edit_claim(d, C1, SECRET),
        )  # fmt: skip
    at = {"turn": "At 0:10", "heard": "At 1:10", "jotting": "At 0:07", "note": "In the note", "claim": "In the note"}
    mentioned = harm_mentioned(visited, V1)
    assert mentioned == erasing.HarmMentioned((f"{at[source]}: “{SECRET}”",), True)
    before = visited.audit.rows()
    for no_harm in (False, True):
        with pytest.raises(MustBeRecorded) as refused:
            erase(visited, V1, why=WHY, to_record=" \u200b\n", no_harm=no_harm)
        assert SECRET not in str(refused.value)
    assert visited.visit(V1).stage is VisitStage.RECORDED and visited.audit.rows() == before
    assert erase(visited, V1, why=WHY, to_record="Safeguarding concern raised.") is not None


@pytest.mark.parametrize("text", ["He hit me.", "They take my money.", "I want to die.", "There was a smell of gas."])
def test_each_kind_of_harm_counts(visited: Vault, text: str) -> None:
    """Violence, abuse, suicide and danger; medicines and money alone don't."""
    said(visited, "I pay the rent and take my tablets.", f"I eat toast. {text}")
    assert [line.split(": ")[1] for line in harm_mentioned(visited, V1).moments] == [f"“{text}”"]


@pytest.mark.parametrize(
    ("prepare", "known"),
    [
        (lambda vault: None, True),
        (lambda vault: recorded(vault), False),
        (lambda vault: recorded(vault, seconds=0.0), True),
        (lambda vault: (recorded(vault), said(vault, "Yes.")), True),
        (lambda vault: (recorded(vault), said(vault, "Yes."), recorded(vault, "r2", 30.0)), False),
        (lambda vault: (recorded(vault), vault.add_heard(V1, part("r1", 40.0, "Yes."))), False),
        (lambda vault: (recorded(vault), vault.add_heard(V1, part("r1", 59.5, "Yes."))), True),
        (
            lambda vault: (
                recorded(vault), said(vault, "Yes."), recorded(vault, "r2"), vault.add_heard(V1, part("r2", 60.0))
            ),
            True,
        ),
        (lambda vault: (recorded(vault), said(vault, "Yes."), recorded(vault, "r2", 0.0, finished=False)), False),
    ],
)  # fmt: skip
def test_it_is_known_only_when_every_second_of_sound_is_words(
    visited: Vault, prepare: Callable[[Vault], object], known: bool
) -> None:
    """Else the worker has to say, or to write down what must be recorded."""
    prepare(visited)
    assert harm_mentioned(visited, V1).known is known
    if not known:
        with pytest.raises(MustBeRecorded):
            erase(visited, V1, why=WHY)
        assert erase(visited, V1, why=WHY, no_harm=True) is None
        assert dict(visited.audit.rows()[-1].facts)["no_harm"] == 1


def test_a_heard_part_of_a_recording_that_is_not_known_is_passed_over(visited: Vault) -> None:
    """It has no place on the time line, and must not stop anything."""
    visited.add_heard(V1, part("r9", 10.0, SECRET))
    assert harm_mentioned(visited, V1).moments == ()


def test_what_must_be_recorded_outlasts_the_visit(visited: Vault) -> None:
    """It is a small note in a visit of its own, of the same people, readable when the erased visit's key is gone."""
    recorded(visited)
    said(visited, SECRET)
    kept = erase(visited, V1, why=f" {WHY} ", to_record="Hit by her son on Sunday.\n\nMASH rang at 4.")
    assert kept is not None and kept != V1
    destroy_erased(visited, V1, restorable=timedelta(0))
    with pytest.raises(VisitErased):
        visited.transcript(V1)
    (visit,) = visited.visits()
    before = a_visit()
    assert (visit.id, visit.reference, visit.people, visit.practice) == (kept, before.reference, before.people, False)
    (note,) = visited.documents(kept)
    assert (note.title, note.stage, note.template) == (
        "What must be recorded", DocumentStage.DRAFTED, visit.template
    )  # fmt: skip
    assert shown_text(note, visit).splitlines()[3:] == [
        "What must be recorded", "Hit by her son on Sunday.", "MASH rang at 4.", "", "Why the visit was erased", WHY
    ]  # fmt: skip
    assert approve_all(visited, note.id).text == shown_text(note, visit)


def test_the_audit_tells_of_erasing_and_of_nothing_that_was_said(visited: Vault) -> None:
    """Which visit, which record, and the reason's hash."""
    said(visited, SECRET)
    kept = erase(visited, V1, why=WHY, to_record="Hit by her son.")
    rows = visited.audit.rows()
    assert [row.event for row in rows[-3:]] == ["visit planned", "document drafted", "erase"]
    assert dict(rows[-1].facts)["record"] == kept
    assert not any(word in str(rows) for word in ("son", "asked", "Begum"))


def test_the_record_and_the_erasing_are_both_there_or_neither(visited: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the visit can't be hidden, no second visit is left behind."""
    said(visited, SECRET)
    real = Audit.add

    def broken(self: Audit, event: str, subject_id: str, **facts: str | int | float) -> object:
        if event == "erase":
            raise OSError("no")
        return real(self, event, subject_id, **facts)

    monkeypatch.setattr(Audit, "add", broken)
    with pytest.raises(OSError):
        erase(visited, V1, why=WHY, to_record="x")
    assert [visit.id for visit in visited.visits()] == [V1]


def test_a_hold_and_a_note_on_record_refuse_and_leave_no_record_behind(visited: Vault) -> None:
    """Also where there is something to record."""
    hold(visited, V1, "court")
    with pytest.raises(Held):
        erase(visited, V1, why=WHY, to_record="x")
    lifecycle.release(visited, V1)
    visited.save_document(a_document())
    approve_all(visited)
    with pytest.raises(OnRecord):
        erase(visited, V1, why=WHY, to_record="x")
    assert [visit.id for visit in visited.visits()] == [V1]


def test_a_reason_is_needed_and_a_recording_has_to_have_ended(visited: Vault) -> None:
    """What is still being recorded would go on into a hidden visit."""
    with pytest.raises(NothingWritten):
        erase(visited, V1, why=" \u200b")
    advance(visited, V1, Move.START_RECORDING)
    with pytest.raises(StillRecording):
        erase(visited, V1, why=WHY, no_harm=True)
    assert visited.visit(V1).stage is VisitStage.RECORDING


def test_an_erased_visit_is_listed_until_it_can_not_come_back(
    visited: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its reference, since when and until when; the last erased first; one without a key not at all."""
    visited.add_visit(replace(a_visit("v2"), reference="REF 2"))
    erase(visited, V1, why=WHY)
    erase(visited, a_visit("v2").id, why=WHY)
    second, first = erased_visits(visited, 7)
    assert (first.id, first.reference, second.reference) == (V1, "REF 2026/17", "REF 2")
    assert first.until - first.erased_at == timedelta(days=7) and first.erased_at < second.erased_at
    assert erased_visits(visited, 0) == ()
    hold(visited, V1, "court")
    assert [each.id for each in erased_visits(visited, 0)] == [V1]
    destroy_erased(visited, second.id, restorable=timedelta(0))
    assert [each.id for each in erased_visits(visited, 7)] == [V1]
    assert restore(visited, V1, 0).stage is VisitStage.RECORDED
    lifecycle.release(visited, V1)
    erase(visited, V1, why=WHY)
    later = utc_now() + timedelta(days=7)
    monkeypatch.setattr(lifecycle, "utc_now", lambda: later)
    monkeypatch.setattr(erasing, "utc_now", lambda: later)
    assert erased_visits(visited, 7) == () and len(erased_visits(visited, 8)) == 1
    with pytest.raises(MoveNotAllowed):
        restore(visited, V1, 7)
    assert restore(visited, V1, 8).id == V1
