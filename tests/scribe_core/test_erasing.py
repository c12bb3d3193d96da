"""Erasing: what must be recorded comes first and stays, a hold stops everything, and a mistake can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from scribe import erasing, jottings, lifecycle, review
from scribe.audio_recovery import CUT_OFF, NOTHING_RECORDED, UNREADABLE
from scribe.audio_store import SAMPLE_RATE, AudioWriter
from scribe.audit import Audit
from scribe.document_text import shown_text, text_sha256
from scribe.erasing import MustBeRecorded, StillRecording, erase, erased_visits, harm_mentioned, restore
from scribe.errors import MoveNotAllowed
from scribe.lifecycle import Held, Move, OnRecord, advance, destroy_erased, hold
from scribe.records import utc_now
from scribe.review import NothingWritten
from scribe.review_actions import change, start_review
from scribe.vault import RecordKept, Vault, VisitErased
from scribe.vault_keeping import Kept, Plan
from scribe.visit import (
    Action,
    AudioOrigin,
    ClaimId,
    Document,
    DocumentStage,
    HeardPart,
    HeardSegment,
    Manner,
    ModelCard,
    Omission,
    Recording,
    RecordingId,
    SectionId,
    Transcript,
    Turn,
    TurnId,
    VisitStage,
)
from tests.scribe_core.make import A1, AT, C1, C2, D1, HEALTH, HOME, V1, a_document, a_visit, approve_all

WHY, SECRET = "Mrs Begum asked for it", "Her son takes her money and hits her."


def recorded(vault: Vault, name: str = "r1", seconds: float = 60.0, *, finished: bool = True) -> Recording:
    """A recording of a minute, with its sound."""
    made = Recording(RecordingId(name), V1, f"{name}.fna", AudioOrigin.RECORDED, AT, finished, seconds)
    vault.save_recording(made)
    with AudioWriter(sound_file(vault, name), vault.visit_key(V1), name, fsync=False) as writer:
        writer.write(bytes(round(seconds * SAMPLE_RATE) * 2))
    return made


def sound_file(vault: Vault, name: str = "r1") -> Path:
    """Where the sound of a recording is."""
    return vault.audio_folder / f"{name}.fna"


def said(vault: Vault, *texts: str, seconds: float = 60.0) -> None:
    """A transcript of these turns, ten seconds each."""
    turns = tuple(Turn(TurnId(f"t{n}"), "p1", 10.0 * n, 10.0 * n + 10, text) for n, text in enumerate(texts, start=1))
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
        visited.add_heard(V1, part("r2", 20.0, "I eat toast.", SECRET), 0.0)
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
        (lambda vault: (recorded(vault), vault.add_heard(V1, part("r1", 40.0, "Yes."), 0.0)), False),
        (lambda vault: (recorded(vault), vault.add_heard(V1, part("r1", 59.5, "Yes."), 0.0)), True),
        (
            lambda vault: (
                recorded(vault), said(vault, "Yes."), recorded(vault, "r2"), vault.add_heard(V1, part("r2", 60.0), 0.0)
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
    visited.add_heard(V1, part("r9", 10.0, SECRET), 0.0)
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


def test_a_vault_of_an_earlier_version_that_can_only_be_read_lists_them_too(visited: Vault) -> None:
    """It has no table of plans, and can't be given one."""
    erase(visited, V1, why=WHY)
    visited._database.write("DROP TABLE plans")
    visited._database._protect(MoveNotAllowed)
    (listed,) = erased_visits(visited, 7)
    assert listed.until - listed.erased_at == timedelta(days=7)


def test_an_erased_visit_is_listed_as_long_as_its_key_is_there(visited: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
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
    (late,) = erased_visits(visited, 7)
    assert late.id == V1 and late.until - late.erased_at == timedelta(days=7)
    due = late.until + timedelta(days=3)
    visited.write_plan(Plan(Kept.VISIT, V1, V1, later, due))
    assert [each.until for each in erased_visits(visited, 7)] == [due]
    with pytest.raises(MoveNotAllowed):
        restore(visited, V1, 0)
    assert restore(visited, V1, 7).id == V1


def test_one_damaged_visit_does_not_hide_the_others(visited: Vault) -> None:
    """What can be brought back is listed, also beside one that can't be read."""
    visited.add_visit(a_visit("v2"))
    for visit_id in (V1, a_visit("v2").id):
        erase(visited, visit_id, why=WHY)
    visited._database.write("UPDATE visits SET fact = ? WHERE id = 'v2'", (bytes(60),))
    assert [each.id for each in erased_visits(visited, 7)] == [V1]


def test_the_reason_can_not_be_guessed_from_the_audit(visited: Vault) -> None:
    """There are only so many reasons, so it is no plain hash."""
    erase(visited, V1, why=WHY)
    why = dict(visited.audit.rows()[-1].facts)["why"]
    assert len(str(why)) == 64 and why not in (text_sha256(WHY), WHY)


# --- the record that has to be kept
@pytest.fixture
def kept(visited: Vault) -> Document:
    """What was written when a visit was erased in which harm was mentioned."""
    said(visited, SECRET)
    record = erase(visited, V1, why=WHY, to_record="Hit by her son.\nMASH rang at 4.")
    assert record is not None
    (note,) = visited.documents(record)
    return note


def test_the_record_of_an_erased_visit_can_not_be_erased(visited: Vault, kept: Document) -> None:
    """At no stage of it: drafted, in review, approved or reopened."""
    assert visited.visit(kept.visit).record_of == V1

    def refused() -> None:
        for record in ("", "x"):
            with pytest.raises(OnRecord, match="has to be kept"):
                erase(visited, kept.visit, why=WHY, to_record=record, no_harm=True)
        assert [visit.id for visit in visited.visits()] == [kept.visit]

    refused()
    start_review(visited, kept.id)
    refused()
    approve_all(visited, kept.id)
    refused()
    advance(visited, kept.id, Move.REOPEN)
    refused()


@pytest.mark.parametrize("text", ["", "Hit by her son.", "MASH rang at 4.", "x\nHit by her son.\nMASH rang at 4."])
@pytest.mark.parametrize("approved", [False, True])
def test_what_was_written_at_erasing_can_not_be_taken_out(
    visited: Vault, kept: Document, text: str, approved: bool
) -> None:
    """Not by writing over it, before or after it was approved; the reason neither."""
    if approved:
        approve_all(visited, kept.id)
    before, rows = visited.document(kept.id), visited.audit.rows()
    for section in (SectionId("must-record"), SectionId("why-erased")):
        with pytest.raises(OnRecord, match="write more") as refused:
            change(visited, kept.id, partial(review.write_section, section_id=section, text=text))
        assert "son" not in str(refused.value)
    with pytest.raises(OnRecord):
        change(visited, kept.id, lambda d: replace(d, sections=()))
    assert visited.document(kept.id) == before and visited.audit.rows() == rows


def test_more_can_be_written_below_it_and_put_right(visited: Vault, kept: Document) -> None:
    """What was added may be changed and taken out again, the record itself stays."""
    section = SectionId("must-record")
    first = "Hit by her son.\nMASH rang at 4."
    for added in ("\nRef 77", "\nReference 77", ""):
        write = partial(review.write_section, section_id=section, text=first + added)
        note = change(visited, kept.id, write)
        assert note.sections[0].written == first + added
    earlier = [each.fact.sections[0].written for each in visited.earlier(kept.visit) if isinstance(each.fact, Document)]
    assert earlier == [first, first + "\nRef 77", first + "\nReference 77"]


def test_nothing_else_comes_into_the_visit_that_keeps_the_record(visited: Vault, kept: Document) -> None:
    """No sound, no words, no jotting and no other note, so that nothing there can be taken for the record."""
    vault, words = visited, Transcript((), ModelCard("scripted"), 1.0, "ab" * 32)
    sound = Recording(RecordingId("r9"), kept.visit, "r9.fna", AudioOrigin.RECORDED, AT)
    for attempt in (
        lambda: vault.save_recording(sound),
        lambda: vault.save_transcript(kept.visit, words),
        lambda: vault.add_heard(kept.visit, part("r9", 1.0, "Yes."), 0.0),
        lambda: jottings.add(vault, kept.visit, Manner.SEEN, "x", 0.0),
        lambda: vault.save_document(replace(a_document("d9"), visit=kept.visit)),
    ):
        with pytest.raises(RecordKept):
            attempt()
    assert vault.documents(kept.visit) == (kept,) and vault.recordings(kept.visit) == ()


# --- editing first is no way round
def gone(vault: Vault) -> None:
    """Nothing of harm is to be read in the visit any more, and it can't be erased without the record all the same."""
    assert vault.visit(V1).harm_seen
    assert harm_mentioned(vault, V1).moments == (erasing.WAS_THERE,)
    with pytest.raises(MustBeRecorded):
        erase(vault, V1, why=WHY, no_harm=True)
    assert erase(vault, V1, why=WHY, to_record="Hit by her son.") is not None


@pytest.mark.parametrize("how", ["removed", "changed"])
@pytest.mark.parametrize("texts", [(SECRET,), ("She wanted to kill", "herself")])
def test_a_jotting_of_harm_that_is_taken_out_is_remembered(visited: Vault, how: str, texts: tuple[str, ...]) -> None:
    """Removed or put in other words, also where two of them say it only together."""
    made = [jottings.add(visited, V1, Manner.TOLD, text, 5.0 + n) for n, text in enumerate(texts)]
    assert not visited.visit(V1).harm_seen
    if how == "removed":
        jottings.remove(visited, V1, made[-1].id)
    else:
        jottings.change(visited, V1, made[-1].id, Manner.TOLD, "all is well")
    gone(visited)


def test_changes_that_take_no_word_of_harm_away_are_not_remembered(visited: Vault) -> None:
    """A manner that was wrong, or other words beside the harm, which is still to be read."""
    made, other = (jottings.add(visited, V1, Manner.TOLD, text, 5.0) for text in (SECRET, "I eat toast"))
    jottings.change(visited, V1, made.id, Manner.SEEN, SECRET)
    jottings.remove(visited, V1, jottings.add(visited, V1, Manner.TOLD, SECRET, 9.0).id)
    assert not visited.visit(V1).harm_seen
    visited.save_document(a_document())
    change(visited, D1, lambda d: review.write_section(d, HOME, "I eat toast."))
    change(visited, D1, lambda d: review.write_section(d, HOME, ""))
    assert not visited.visit(V1).harm_seen and other in visited.jottings(V1)


@pytest.mark.parametrize("how", ["written", "claim", "reason", "action"])
def test_harm_that_was_written_in_a_note_and_taken_out_is_remembered(visited: Vault, how: str) -> None:
    """Under a heading, in a statement, in the reason for one, or in an action."""
    visited.save_document(a_document())
    with_harm, without = {
        "written": (lambda d: review.write_section(d, HOME, SECRET), lambda d: review.write_section(d, HOME, "")),
        "claim": (lambda d: review.edit_claim(d, C1, SECRET), lambda d: review.edit_claim(d, C1, "Toast.")),
        "reason": (lambda d: review.accept_claim(d, C2, SECRET), lambda d: review.accept_claim(d, C2, "Heard.")),
        "action": (lambda d: review.edit_action(d, A1, SECRET), lambda d: review.edit_action(d, A1, "Call.")),
    }[how]  # fmt: skip
    change(visited, D1, with_harm)
    assert harm_mentioned(visited, V1).moments == (f"In the note: “{SECRET}”",) and not visited.visit(V1).harm_seen
    change(visited, D1, without)
    gone(visited)


# --- where harm is looked for
def test_every_text_of_a_draft_is_looked_at(visited: Vault) -> None:
    """Statements that nobody edited, also removed ones; actions; and what was left out."""
    draft = a_document()
    (c1, *others), home = draft.sections[0].claims, draft.sections[1]
    claims = (replace(c1, text="He hit me.", removed=True), *others)
    visited.save_document(
        replace(
            draft,
            sections=(replace(draft.sections[0], id=HEALTH, claims=claims), home),
            actions=(Action(ClaimId("a1"), "Ask who stole her card.", "p2", "", ()),),
            omissions=(Omission(TurnId("t9"), "I want to die.", "small talk"),),
        )
    )
    expected = ["He hit me.", "Ask who stole her card.", "I want to die."]
    assert harm_mentioned(visited, V1).moments == tuple(f"In the note: “{text}”" for text in expected)


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (("She wanted to kill", "herself last night."), "At 0:10: “She wanted to kill herself last night.”"),
        (("She wanted to kill.", "Mm.", "Herself."), "At 0:10: “She wanted to kill. Herself.”"),
        (("I eat toast.", "She wanted to kill", "herself."), "At 0:20: “She wanted to kill herself.”"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heard", [False, True])
def test_a_phrase_over_two_turns_is_seen(visited: Vault, texts: tuple[str, ...], line: str, heard: bool) -> None:
    """Pauses cut a sentence anywhere, in the transcript and in what was heard so far; an 'mm' parts nothing."""
    recorded(visited)
    if heard:
        visited.add_heard(V1, part("r1", 60.0, "I eat toast.", *texts), 0.0)
    else:
        said(visited, *texts)
    assert harm_mentioned(visited, V1).moments == (line,)


def test_two_turns_that_each_tell_of_harm_are_not_told_twice(visited: Vault) -> None:
    """Nor is what two sentences of one turn seem to say together."""
    said(visited, "He hit me.", "He kicked her.", "I throw it away. At the door I stop.")
    assert len(harm_mentioned(visited, V1).moments) == 2


@pytest.mark.parametrize(
    ("remark", "seconds", "known"),
    [(UNREADABLE, 0.0, False), (CUT_OFF, 60.0, False), (NOTHING_RECORDED, 0.0, True), ("", 60.0, True)],
)
def test_sound_that_can_not_be_read_may_hold_anything(visited: Vault, remark: str, seconds: float, known: bool) -> None:
    """Unreadable or cut off: the worker has to say; where nothing was recorded, there is nothing to know."""
    visited.save_recording(replace(recorded(visited, seconds=seconds), remark=remark))
    said(visited, "I eat toast.")
    assert harm_mentioned(visited, V1) == erasing.HarmMentioned((), known)


@pytest.mark.parametrize("damage", [lambda file: file.write_bytes(file.read_bytes()[:-4_000]), Path.unlink])
def test_sound_that_was_damaged_since_may_hold_anything(visited: Vault, damage: Callable[[Path], object]) -> None:
    """Cut short or gone: nobody can tell whether it was so before the words were made of it."""
    recorded(visited)
    said(visited, "I eat toast.")
    assert harm_mentioned(visited, V1).known
    damage(sound_file(visited))
    assert not harm_mentioned(visited, V1).known
    with pytest.raises(MustBeRecorded):
        erase(visited, V1, why=WHY)
