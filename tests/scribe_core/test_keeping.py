"""Sound and drafts go when they have had their time: told first, keys first, never what is held or unfinished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scribe import erasing, lifecycle
from scribe.audio_recovery import UNREADABLE, tidy_sound
from scribe.audio_store import SAMPLE_RATE, AudioWriter
from scribe.erasing_parts import clear_files, erase_draft, erase_sound, finish
from scribe.errors import MoveNotAllowed, NotFound, SoundErased
from scribe.export import export
from scribe.keeping import NOTICE, Outlook, confirm_date, look_after
from scribe.lifecycle import Held, Move, OnRecord, advance, file_document, hold, release
from scribe.second_approval import approve_too
from scribe.settings import Settings
from scribe.silenced_sound import destroy
from scribe.vault import Vault, VisitErased, VisitHidden
from scribe.vault_keeping import Kept, LastSeen
from scribe.visit import (
    AudioOrigin,
    DocumentId,
    ModelCard,
    Recording,
    RecordingId,
    Transcript,
    Turn,
    TurnId,
    VisitId,
)
from scribe.visit_audio import sound_damage, sound_of, visit_audio
from tests.scribe_core.make import AT, D1, V1, a_document, a_visit, approve_all, text_of

KEEP = Settings(audio_days_after_filed=30, audio_days_unfiled=90, draft_days=20)
NOW = datetime.now(UTC)
WORD = "unmistakable"


class Clock:
    """A laptop in use: its clocks go on together, by so many days at a time."""

    def __init__(self) -> None:
        self.seen = LastSeen(NOW, 1_000.0, "boot-a")

    def __call__(self) -> LastSeen:
        return self.seen

    def go_on(self, days: float) -> None:
        """Used all the while."""
        passed = days * 86_400
        self.seen = LastSeen(self.seen.wall + timedelta(days=days), self.seen.boot_seconds + passed, "boot-a")

    def jump(self, days: float) -> None:
        """The laptop's clock alone."""
        self.seen = replace(self.seen, wall=self.seen.wall + timedelta(days=days))


@pytest.fixture
def clock() -> Clock:
    """A clock that is today's at first."""
    return Clock()


def with_sound(vault: Vault, visit_id: VisitId = V1, *, own_key: bool = True) -> Recording:
    """Two seconds of sound in a visit that has its words."""
    name = f"r-{visit_id}"
    made = Recording(RecordingId(name), visit_id, f"{name}.fna", AudioOrigin.IMPORTED, AT, True, 2.0, "ab" * 32)
    vault.save_recording(made)
    if own_key:
        vault.make_sound_key(made)
    with AudioWriter(vault.audio_folder / made.file_name, vault.sound_key(made), name, fsync=False) as writer:
        writer.write(bytes(2 * SAMPLE_RATE * 2))
    advance(vault, visit_id, Move.IMPORT_SOUND)
    turn = Turn(TurnId("t1"), "p1", 0.0, 2.0, f"I eat {WORD} toast.")
    vault.save_transcript(visit_id, Transcript((turn,), ModelCard("scripted"), 2.0, "ab" * 32))
    advance(vault, visit_id, Move.TRANSCRIBE)
    return made


def filed(vault: Vault, folder: Path, at: datetime = NOW) -> Recording:
    """A visit with sound whose note is in the case system."""
    vault.add_visit(a_visit())
    made = with_sound(vault)
    vault.save_document(a_document())
    export(vault, approve_all(vault), "txt", folder / "note.txt")
    file_document(vault, D1, "LAS 12345", at=at)
    return made


def days(vault: Vault, clock: Clock, number: int, settings: Settings = KEEP) -> list[Outlook]:
    """Look once a day for so many days."""
    looks = [look_after(vault, settings, clock)]
    for _ in range(number):
        clock.go_on(1)
        looks.append(look_after(vault, settings, clock))
    return looks


def is_whole(vault: Vault, recording: Recording) -> bool:
    """Whether the sound can be read."""
    return sound_of(vault, recording).state.finished


# --- what happens in time
def test_sound_goes_so_many_days_after_filing_and_is_told_a_week_before(
    vault: Vault, tmp_path: Path, clock: Clock
) -> None:
    """Not a day earlier; the words, the note and the times of its recording stay; each step is on record."""
    made = filed(vault, tmp_path)
    looks = days(vault, clock, 29)
    assert not any(each.erased for each in looks) and is_whole(vault, made)
    told = [number for number, each in enumerate(looks) if each.planned]
    assert told == list(range(23, 30))
    assert looks[-1].planned[0].reference == a_visit().reference
    assert looks[-1].planned[0].due_at == pytest.approx(NOW + timedelta(days=30), abs=timedelta(seconds=5))
    clock.go_on(1.01)
    last = look_after(vault, KEEP, clock)
    assert last.erased == (Kept.SOUND,) and not last.planned
    assert not list(vault.audio_folder.iterdir())
    (kept,) = vault.recordings(V1)
    assert kept.erased_at == clock.seen.wall and kept.seconds == 2.0
    with pytest.raises(SoundErased):
        visit_audio(vault, V1)
    said = vault.transcript(V1)
    assert said is not None and WORD in said.turns[0].text and vault.document(D1).stage == "filed"
    assert sound_damage(vault, V1) == () and tidy_sound(vault).unknown == ()
    events = [row.event for row in vault.audit.rows()]
    assert events[-2:] == ["erasing planned", "sound erased"] and vault.audit.check().whole
    assert look_after(vault, KEEP, clock) == Outlook()


def test_nothing_goes_by_itself_where_the_days_are_none(vault: Vault, tmp_path: Path, clock: Clock) -> None:
    """0 days means never."""
    made = filed(vault, tmp_path)
    never = Settings(audio_days_after_filed=0, audio_days_unfiled=0, draft_days=0)
    assert not any(each.planned or each.erased for each in days(vault, clock, 60, never)) and is_whole(vault, made)


def test_the_key_is_gone_also_where_the_file_could_not_be_removed(
    vault: Vault, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is of no use without its key, and is removed at the next look."""
    made = filed(vault, tmp_path)
    copy = (vault.audio_folder / made.file_name).read_bytes()
    key = vault.sound_key(made)
    assert key != vault.visit_key(V1)

    def refuse(path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("scribe.erasing_parts.destroy", refuse)
    days(vault, clock, 31)
    assert (vault.audio_folder / made.file_name).read_bytes() == copy
    assert vault._database.rows("SELECT sealed_key FROM sound_keys") == [(None,)]
    with pytest.raises(SoundErased):
        vault.sound_key(replace(made, erased_at=None))
    monkeypatch.setattr("scribe.erasing_parts.destroy", destroy)
    look_after(vault, KEEP, clock)
    assert not list(vault.audio_folder.iterdir())


def test_sound_of_an_earlier_version_goes_too(vault: Vault, clock: Clock) -> None:
    """It has no key of its own: its file is overwritten and removed, and the visit's key stays for the words."""
    vault.add_visit(a_visit())
    made = with_sound(vault, own_key=False)
    assert vault.sound_key(made) == vault.visit_key(V1)
    erase_sound(vault, V1, NOW)
    finish(vault)
    assert not list(vault.audio_folder.iterdir()) and vault.transcript(V1) is not None


@pytest.mark.parametrize(
    "prepare",
    [
        lambda vault: hold(vault, V1, "court"),
        lambda vault: advance(vault, D1, Move.REOPEN),
        lambda vault: vault.save_document(replace(a_document("d2"), title="A newer draft")),
        lambda vault: vault.save_transcript(V1, replace(transcript(vault), seconds=0.5)),
        lambda vault: vault.save_recording(
            Recording(RecordingId("r-more"), V1, "r-more.fna", AudioOrigin.IMPORTED, AT, False)
        ),
        lambda vault: advance(vault, V1, Move.IMPORT_SOUND),
    ],
)
def test_what_is_held_or_not_done_with_never_goes(
    vault: Vault, tmp_path: Path, clock: Clock, prepare: Callable[[Vault], object]
) -> None:
    """A hold, a reopened note, a newer draft, sound that is no words yet: also where it was planned already."""
    made = filed(vault, tmp_path)
    looks = days(vault, clock, 25)
    assert looks[-1].planned
    prepare(vault)
    looks = days(vault, clock, 400)
    assert not any(each.erased for each in looks) and is_whole(vault, made)
    assert not any(each.planned for each in looks[10:])  # whether all is words is looked at again when it would go
    assert [row.event for row in vault.audit.rows() if row.event == "erasing put off"] == ["erasing put off"]


def transcript(vault: Vault) -> Transcript:
    """What was said."""
    said = vault.transcript(V1)
    assert said is not None
    return said


def test_a_note_that_nobody_approved_keeps_its_sound_for_ever(vault: Vault, clock: Clock) -> None:
    """Drafted and in review; approved and not filed, it goes after the other number of days."""
    vault.add_visit(a_visit())
    made = with_sound(vault)
    assert not any(each.planned for each in days(vault, clock, 200)) and is_whole(vault, made)
    vault.save_document(a_document())
    assert not any(each.planned for each in days(vault, clock, 200)) and is_whole(vault, made)
    approve_all(vault)  # dated today, which is long ago by now: it is told all the same
    looks = days(vault, clock, 8)
    assert looks[0].planned and not looks[6].erased and looks[7].erased == (Kept.SOUND,)


def test_practice_and_what_keeps_a_record_never_go(vault: Vault, tmp_path: Path, clock: Clock) -> None:
    """They are nobody's records, or the only one."""
    vault.add_visit(a_visit(practice=True))
    with_sound(vault)
    vault.save_document(a_document(practice=True))
    approve_all(vault)
    assert not any(each.planned for each in days(vault, clock, 200))


def test_a_draft_that_another_note_has_settled_goes_and_the_note_stays(
    vault: Vault, tmp_path: Path, clock: Clock
) -> None:
    """With what could be undone in it; what was approved stays whatever its age."""
    vault.add_visit(a_visit())
    with_sound(vault)
    old = DocumentId("d0")
    vault.save_document(replace(a_document("d0"), title=f"About {WORD}"))
    vault.save_document(a_document())
    approve_all(vault)
    looks = days(vault, clock, 21)
    assert looks[12].planned == () and looks[14].planned[0].kind is Kept.DRAFT
    assert [kind for each in looks for kind in each.erased] == [Kept.DRAFT]
    assert [each.id for each in vault.documents(V1)] == [D1]
    with pytest.raises(NotFound):
        vault.document(old)
    assert [row.subject for row in vault.audit.rows() if row.event == "draft erased"] == [old]


def test_sound_waits_for_a_second_approval_that_it_asks_for(vault: Vault, clock: Clock) -> None:
    """Who approves as the second may have to listen. Once they have, or IT asks no more, it is due as any other."""
    vault.add_visit(a_visit())
    made = with_sound(vault)
    vault.save_document(a_document())
    approve_all(vault)
    two = replace(KEEP, second_approver="required")
    assert not any(each.planned or each.erased for each in days(vault, clock, 200, two)) and is_whole(vault, made)
    approve_too(vault, D1, approver="Ola Smith", statement="I have read all of it too.", shown=text_of(vault))
    assert [kind for each in days(vault, clock, 8, two) for kind in each.erased] == [Kept.SOUND]


def test_parts_of_a_hidden_visit_or_of_what_must_be_recorded_are_not_erased(vault: Vault) -> None:
    """A hidden visit comes back whole; what is kept of an erased one is nowhere else."""
    vault.add_visit(a_visit())
    made = with_sound(vault)
    vault.save_document(a_document())
    kept = erasing.erase(vault, V1, why="asked for", to_record="She said that she fell.")
    assert kept is not None
    for act in (lambda: erase_sound(vault, V1, NOW), lambda: erase_draft(vault, D1)):
        with pytest.raises(VisitHidden):
            act()
    with pytest.raises(OnRecord):
        erase_draft(vault, vault.document_ids(kept)[0])
    erasing.restore(vault, V1, 7)
    assert is_whole(vault, made) and len(vault.documents(V1)) == 1


# --- what nobody has heard
def damage(vault: Vault, made: Recording) -> None:
    """Change a byte in the middle of the file."""
    path = vault.audio_folder / made.file_name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def unreadable(vault: Vault, made: Recording) -> None:
    """A second recording of which nothing can be read, as it is marked after a crash."""
    name = RecordingId("r-more")
    more = Recording(name, V1, f"{name}.fna", AudioOrigin.IMPORTED, AT, True, 0.0, "cd" * 32, remark=UNREADABLE)
    vault.save_recording(more)
    vault.make_sound_key(more)
    (vault.audio_folder / more.file_name).write_bytes((vault.audio_folder / made.file_name).read_bytes())


def cut_short_and_damaged(vault: Vault, made: Recording) -> None:
    """Damaged already when it was kept: only its first part counts, and more lies behind it."""
    damage(vault, made)
    readable = sound_of(vault, made).state.seconds
    vault.save_recording(replace(made, seconds=readable))


def missing(vault: Vault, made: Recording) -> None:
    """The file is not there; a backup may have it."""
    (vault.audio_folder / made.file_name).unlink()


@pytest.mark.parametrize("spoil", [damage, unreadable, cut_short_and_damaged, missing])
@pytest.mark.parametrize("when", [0, 25])
def test_sound_that_nobody_could_hear_never_goes(
    vault: Vault, tmp_path: Path, clock: Clock, spoil: Callable[[Vault, Recording], None], when: int
) -> None:
    """It counts as silence, so the transcript looks whole: no key goes, planned already or not."""
    made = filed(vault, tmp_path)
    days(vault, clock, when)
    spoil(vault, made)
    looks = days(vault, clock, 100)
    assert not any(each.erased for each in looks) and not looks[-1].planned
    assert all(each.erased_at is None for each in vault.recordings(V1)) and vault.sound_key(made)


def test_sound_that_only_ended_in_the_middle_goes_in_its_time(vault: Vault, tmp_path: Path, clock: Clock) -> None:
    """A recording that was cut off is no damage: all that was kept of it was heard."""
    made = filed(vault, tmp_path)
    path = vault.audio_folder / made.file_name
    path.write_bytes(path.read_bytes()[:-40_000])
    state = sound_of(vault, made).state
    assert not state.finished and 0 < state.seconds < 2.0
    vault.save_recording(replace(made, seconds=state.seconds))
    assert [kind for each in days(vault, clock, 31) for kind in each.erased] == [Kept.SOUND]


@pytest.mark.parametrize("handed_over", [False, True])
def test_that_a_draft_which_goes_told_of_harm_is_remembered(vault: Vault, handed_over: bool) -> None:
    """So the visit can't be erased without a record of it; what another worker has is not changed."""
    vault.add_visit(a_visit())
    draft = a_document()
    vault.save_document(replace(draft, omissions=(replace(draft.omissions[0], text="He hit me and I want to die."),)))
    if handed_over:
        vault.write_handing_over(V1, "parcel", "ab", NOW)
        vault.write_handed_over(V1, "parcel", NOW)
    erase_draft(vault, D1)
    assert vault.visit(V1).harm_seen is not handed_over
    if not handed_over:
        with pytest.raises(erasing.MustBeRecorded):
            erasing.erase(vault, V1, why="asked for")


# --- the clock
def test_a_clock_that_jumps_400_days_erases_nothing_and_asks(vault: Vault, tmp_path: Path, clock: Clock) -> None:
    """And once the person has said that the date is right, everything is told for a week before it goes."""
    made = filed(vault, tmp_path)
    look_after(vault, KEEP, clock)
    clock.jump(400)
    for _ in range(3):
        outlook = look_after(vault, KEEP, clock)
        assert outlook.doubt is not None and outlook.doubt.days >= 400 and not outlook.erased
        clock.go_on(1)
    assert is_whole(vault, made) and not vault.plans()
    outlook = confirm_date(vault, KEEP, clock.seen.wall, clock)
    assert outlook.doubt is None and not outlook.erased
    assert outlook.planned[0].due_at == clock.seen.wall + NOTICE
    looks = days(vault, clock, 7)
    assert [each.erased for each in looks] == [()] * 7 + [(Kept.SOUND,)]


def test_a_jump_with_plans_tells_them_anew(vault: Vault, tmp_path: Path, clock: Clock) -> None:
    """What was told for tomorrow does not go because a wrong year was confirmed."""
    made = filed(vault, tmp_path)
    days(vault, clock, 29)
    clock.jump(400)
    doubted = look_after(vault, KEEP, clock)
    assert doubted.doubt is not None and doubted.planned and not doubted.erased
    again = confirm_date(vault, KEEP, clock.seen.wall, clock)
    assert not again.erased and again.planned[0].due_at == clock.seen.wall + NOTICE and is_whole(vault, made)


def test_a_clock_that_was_behind_when_it_was_filed_takes_nobody_by_surprise(
    vault: Vault, tmp_path: Path, clock: Clock
) -> None:
    """Filed 'in 2020': long due at the first look, and told for a week all the same."""
    filed(vault, tmp_path, at=datetime(2020, 1, 1, tzinfo=UTC))
    looks = days(vault, clock, 7)
    assert [each.erased for each in looks] == [()] * 7 + [(Kept.SOUND,)]


@pytest.mark.parametrize("boot", ["boot-a", ""])
def test_time_without_a_look_is_no_notice(vault: Vault, tmp_path: Path, clock: Clock, boot: str) -> None:
    """Told on a Friday evening, and the next look is after nine days' leave, or after a clock that jumped as far in the
    same run on a system that doesn't name its starts: the one day before it counts, and six more are needed.
    """
    made = filed(vault, tmp_path, at=NOW - timedelta(days=29))
    clock.seen = replace(clock.seen, boot=boot)
    (told,) = look_after(vault, KEEP, clock).planned
    assert told.due_at == NOW + NOTICE
    if boot:
        clock.seen = LastSeen(NOW + timedelta(days=9), 50.0, "boot-b")
    else:
        clock.jump(9)
    back = look_after(vault, KEEP, clock)
    assert back.doubt is None and back.erased == () and is_whole(vault, made)
    assert back.planned[0].due_at == NOW + timedelta(days=15)
    looks = days(vault, clock, 6)
    assert [each.erased for each in looks] == [()] * 6 + [(Kept.SOUND,)]


def test_whoever_looks_once_a_week_is_told_at_seven_looks(vault: Vault, tmp_path: Path, clock: Clock) -> None:
    """It is put off, and not for ever."""
    filed(vault, tmp_path, at=NOW - timedelta(days=29))
    looks = [look_after(vault, KEEP, clock)]
    for _ in range(7):
        clock.go_on(7)
        looks.append(look_after(vault, KEEP, clock))
    assert [each.erased for each in looks] == [()] * 7 + [(Kept.SOUND,)]


# --- erased visits
def test_an_erased_visits_key_goes_when_it_can_not_be_brought_back(vault: Vault, clock: Clock) -> None:
    """Then its file goes too. Brought back before, or held, it stays."""
    vault.add_visit(a_visit())
    with_sound(vault)
    erasing.erase(vault, V1, why="asked for")
    assert not any(each.erased for each in days(vault, clock, 6))
    erasing.restore(vault, V1, 7)
    erasing.erase(vault, V1, why="asked for")
    assert not any(each.erased for each in days(vault, clock, 0))
    hold(vault, V1, "court")
    assert not any(each.erased for each in days(vault, clock, 60)) and len(list(vault.audio_folder.iterdir())) == 1
    with pytest.raises(Held):
        lifecycle.destroy_erased(vault, V1, restorable=timedelta(0))
    erasing.restore(vault, V1, 0)
    release(vault, V1)
    erasing.erase(vault, V1, why="asked for")
    assert [kind for each in days(vault, clock, 8) for kind in each.erased] == [Kept.VISIT]
    with pytest.raises(VisitErased):
        vault.visit(V1)
    assert not list(vault.audio_folder.iterdir()) and look_after(vault, KEEP, clock) == Outlook()


def test_an_erased_visit_is_in_the_list_until_its_key_goes(vault: Vault, clock: Clock) -> None:
    """With thirty days it goes after thirty, not after the week before and thirty more; no day lies between the two."""
    month = replace(KEEP, restore_days=30)
    vault.add_visit(a_visit())
    with_sound(vault)
    erasing.erase(vault, V1, why="asked for")
    erased_at = vault.erased_visits()[0][1]
    clock.seen = replace(clock.seen, wall=erased_at)
    days(vault, clock, 29, month)
    (listed,) = erasing.erased_visits(vault, 30)
    assert listed.until == erased_at + timedelta(days=30)
    clock.go_on(1)
    assert look_after(vault, month, clock).erased == (Kept.VISIT,)
    assert erasing.erased_visits(vault, 30) == ()
    with pytest.raises(VisitErased):
        erasing.restore(vault, V1, 30)


def test_an_erased_visit_that_is_put_off_says_so_and_comes_back(vault: Vault, clock: Clock) -> None:
    """Nine days' leave after a Friday: its week is over by the date, and it can still be brought back."""
    vault.add_visit(a_visit())
    with_sound(vault)
    erasing.erase(vault, V1, why="asked for")
    look_after(vault, KEEP, clock)
    clock.go_on(9)
    assert look_after(vault, KEEP, clock).erased == ()
    (listed,) = erasing.erased_visits(vault, 7)
    assert listed.until > clock.seen.wall
    assert erasing.restore(vault, V1, 7).stage == "transcribed"


def test_an_erased_visit_survives_a_clock_that_jumps(vault: Vault, clock: Clock) -> None:
    """It can still be brought back: its days are counted in time that is believed."""
    vault.add_visit(a_visit())
    with_sound(vault)
    look_after(vault, KEEP, clock)
    erasing.erase(vault, V1, why="asked for")
    clock.jump(400)
    assert look_after(vault, KEEP, clock).doubt is not None
    confirm_date(vault, KEEP, clock.seen.wall, clock)
    assert vault.visit(V1).stage == "erased" and len(list(vault.audio_folder.iterdir())) == 1


# --- the acts themselves
def test_a_hold_refuses_each_part_by_itself(vault: Vault, tmp_path: Path) -> None:
    """Whoever asks."""
    made = filed(vault, tmp_path)
    vault.save_document(a_document("d2"))
    hold(vault, V1, "court")
    for act in (lambda: erase_sound(vault, V1, NOW), lambda: erase_draft(vault, DocumentId("d2"))):
        with pytest.raises(Held):
            act()
    assert is_whole(vault, made) and len(vault.documents(V1)) == 2


def test_what_was_approved_is_no_draft_and_what_is_recorded_no_old_sound(vault: Vault, tmp_path: Path) -> None:
    """Both are refused, and nothing is changed."""
    filed(vault, tmp_path)
    with pytest.raises(MoveNotAllowed):
        erase_draft(vault, D1)
    advance(vault, V1, Move.START_RECORDING)
    with pytest.raises(MoveNotAllowed):
        erase_sound(vault, V1, NOW)
    with pytest.raises(NotFound):
        vault.forget_draft(V1, DocumentId("d9"))
    assert vault.document(D1).stage == "filed" and clear_files(vault) == 0


def test_nothing_of_it_is_left_in_the_database(vault: Vault) -> None:
    """A draft's words are in no page of it, also not in the log of writes: they are sealed, and the row is gone."""
    vault.add_visit(a_visit())
    vault.save_document(a_document())
    sealed = bytes(vault._database.rows("SELECT fact FROM documents")[0][0])  # type: ignore[arg-type]
    erase_draft(vault, D1)
    finish(vault)
    assert vault._database.rows("SELECT 1 FROM documents") == []
    assert not any(sealed[:64] in path.read_bytes() for path in vault.folder.iterdir() if path.is_file())


def test_a_vault_that_can_only_be_read_and_damaged_visits_are_left_alone(
    vault: Vault, tmp_path: Path, clock: Clock
) -> None:
    """One damaged visit stops nothing, and nothing of it goes."""
    filed(vault, tmp_path)
    vault.add_visit(a_visit("v2"))
    vault.add_visit(a_visit("v3"))
    erasing.erase(vault, VisitId("v3"), why="asked for")
    vault._database.write("UPDATE visits SET fact = x'00' WHERE id IN ('v2', 'v3')")
    assert [kind for each in days(vault, clock, 31) for kind in each.erased] == [Kept.SOUND]
    vault._database._protect(MoveNotAllowed)
    assert look_after(vault, KEEP, clock) == Outlook()


def test_what_can_not_be_erased_now_is_tried_again(
    vault: Vault, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure leaves the sound, its key and the plan."""
    made = filed(vault, tmp_path)
    days(vault, clock, 29)
    clock.go_on(1.01)
    destroyed = Vault.destroy_sound_key

    def then_fail(*given: object) -> None:
        destroyed(*given)  # type: ignore[arg-type]
        raise OSError

    monkeypatch.setattr(Vault, "destroy_sound_key", then_fail)
    assert look_after(vault, KEEP, clock).erased == () and is_whole(vault, made) and len(vault.plans()) == 1
    monkeypatch.undo()
    assert look_after(vault, KEEP, clock).erased == (Kept.SOUND,)
