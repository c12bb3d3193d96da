"""Unfinished visits go to another worker whole; what was approved stays, and the old vault loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import age, lifecycle
from scribe.document_text import shown_text
from scribe.erasing_parts import erase_sound
from scribe.errors import DataDamaged, DiskFull, MoveNotAllowed, NotFound, SoundErased
from scribe.export import export
from scribe.files import FileAlreadyThere, WriteFailed
from scribe.hand_over import (
    CHANGED_SINCE,
    ERASED,
    HERE_ALREADY,
    NOT_FROM_HERE,
    OWN_FILE,
    SOUND_MISSING,
    STILL_RECORDING,
    TWO_TAKERS,
    NoReceipt,
    NothingToHandOver,
    confirm,
    hand_over,
    take_over,
)
from scribe.keys import MemoryHolder
from scribe.lifecycle import Move, advance
from scribe.review_actions import start_review
from scribe.sealed_file import Locks, NotSealed, SealedFileDamaged, sealed_writer
from scribe.vault import Vault
from scribe.vault_keeping import Kept
from scribe.vault_parcels import OTHER_VERSION, STAYS, HandedOver
from scribe.visit import DocumentId, Jotting, Manner, TurnId, VisitId, VisitStage
from scribe.visit_audio import sound_damage, visit_audio
from tests.scribe_core.make import AT, D1, V1, a_document, a_visit, approve_all, review_all, with_document
from tests.scribe_core.test_backup import add_sound
from tests.scribe_core.test_keeping import Clock, days, with_sound

D2, V2 = DocumentId("d2"), VisitId("v2")


@pytest.fixture
def identity() -> age.Identity:
    return age.new_identity()


@pytest.fixture
def old(vault: Vault) -> Vault:
    """The vault of a worker who has moved on: a note under review with sound and a jotting, and a planned visit."""
    with_document(vault)
    add_sound(vault, V1, seconds=2)
    vault.save_jotting(V1, Jotting(TurnId("j1"), 1.0, Manner.SEEN, "The stairs are steep.", AT))
    start_review(vault, D1)
    vault.add_visit(a_visit("v2"))
    return vault


@pytest.fixture
def new(tmp_path: Path):
    """The vault of the worker who goes on."""
    with Vault.create(tmp_path / "new", MemoryHolder()) as made:
        made.add_visit(a_visit("theirs"))
        yield made


def _events(vault: Vault, subject: str) -> list[str]:
    return [row.event for row in vault.audit.rows() if row.subject == subject]


def test_a_visit_is_the_same_in_the_other_vault(old: Vault, new: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """Facts, stages, jottings, changes and sound, to the letter; both audits tell of it, and both hold."""
    made = hand_over(old, [V1, V2, V1], tmp_path / "f", identity)
    assert (made.visits, made.sounds, made.stayed) == (2, 1, 0)
    taken = take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert (taken.visits, taken.documents, taken.sounds) == ((V1, V2), 1, 1)
    assert new.visit(V1) == old.visit(V1) and new.visit(V2) == old.visit(V2)
    assert new.documents(V1) == old.documents(V1) and new.document(D1).stage == "in review"
    assert new.recordings(V1) == old.recordings(V1) and new.jottings(V1) == old.jottings(V1)
    assert (new.audio_folder / "r-v1.fna").read_bytes() == (old.audio_folder / "r-v1.fna").read_bytes()
    assert confirm(old, tmp_path / "r", identity) == (V1, V2)
    assert [row.event for row in old.audit.rows()].count("hand over file made") == 1
    assert _events(old, V1)[-2:] == ["hand over begun", "handed over"] and _events(new, V1) == ["visit taken over"]
    (marked,) = old.audit.rows_about(V1, "handed over")
    facts = dict(marked.facts)
    assert facts["taker"] == new.id and new.audit.has(facts["head"])  # type: ignore[arg-type]
    assert old.audit.check().whole and new.audit.check().whole
    review_all(new)
    shown = shown_text(new.document(D1), new.visit(V1))
    from scribe.approval import approve

    assert approve(new, D1, approver="Sam Okoro", statement="I have read it.", shown=shown).approval.version == 1


def test_what_was_approved_stays_with_its_approval(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """An approved and exported note is not in the file; the visit's other draft is. Nothing of the record changes."""
    old.save_document(a_document("d2", "v1"))
    export(old, _approved(old), "txt", tmp_path / "note.txt")
    before = old.document(D1), old.approval(D1), old.exports(D1)
    assert hand_over(old, [V1], tmp_path / "f", identity).stayed == 1
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    confirm(old, tmp_path / "r", identity)
    assert [each.id for each in new.documents(V1)] == [D2] and new.approval(D1) is None
    assert (old.document(D1), old.approval(D1), old.exports(D1)) == before
    lifecycle.file_document(old, D1, "LAS 12")
    assert new.audit.check().whole and old.audit.check().whole


def _approved(vault: Vault):
    from scribe import review
    from scribe.approval import approve
    from scribe.review_actions import change

    def everything(document):
        for claim in document.open_flags:
            document = review.accept_claim(document, claim.id, "I heard her say it")
        for section in document.sections:
            document = review.confirm_section(document, section.id)
        return review.see_omissions(review.confirm_actions(document))

    change(vault, D1, everything)
    shown = shown_text(vault.document(D1), vault.visit(V1))
    return approve(vault, D1, approver="Jo Reed", statement="I have read all of it.", shown=shown)


def test_nothing_can_be_changed_here_once_it_is_taken(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Until the receipt comes the old vault works on; from then on its copy stays as it is, and can be erased."""
    hand_over(old, [V1, V2], tmp_path / "f", identity)
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    confirm(old, tmp_path / "r", identity)
    refused = (
        lambda: old.save_visit(replace(a_visit(), reference="OTHER")),
        lambda: old.save_document(replace(old.document(D1), title="Other")),
        lambda: advance(old, V2, Move.START_RECORDING),
        lambda: advance(old, D1, Move.APPROVE),
        lambda: hand_over(old, [V1], tmp_path / "g", identity),
    )
    for act in refused:
        with pytest.raises(HandedOver):
            act()
    assert not (tmp_path / "g").exists()
    advance(old, V2, Move.ERASE)
    assert old.visit_stage(V2) is VisitStage.ERASED


def test_work_that_went_on_here_is_not_covered_up(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Changed between the file and the receipt: neither visit is marked, and both vaults keep what they have."""
    hand_over(old, [V2, V1], tmp_path / "f", identity)
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    old.save_jotting(V1, Jotting(TurnId("j2"), 1.5, Manner.SEEN, "One thing more.", AT))
    with pytest.raises(NothingToHandOver) as caught:
        confirm(old, tmp_path / "r", identity)
    assert str(caught.value) == CHANGED_SINCE and old.visit(V2).handed_over_at is None
    assert len(old.jottings(V1)) == 2 and len(new.jottings(V1)) == 1


def test_it_is_the_recovery_keys_holder_who_made_it(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Whoever knows only the public key can neither make nor open one; nor can a backup be passed off as one."""
    hand_over(old, [V1], tmp_path / "f", identity)
    with pytest.raises(age.WrongIdentity):
        take_over(new, tmp_path / "f", age.new_identity(), tmp_path / "r")
    with sealed_writer(tmp_path / "forged", "hand-over", Locks(identity.public_key)) as writer:
        writer.add("visits.json", json.dumps({"vault": "x", "schema": new.schema_version, "visits": []}).encode())
        writer.finish()
    with sealed_writer(tmp_path / "backup", "backup", Locks(identity=identity)) as writer:
        writer.finish()
    with pytest.raises((SealedFileDamaged, NotSealed)):
        take_over(new, tmp_path / "forged", identity, tmp_path / "r")
    with pytest.raises(NotSealed):
        take_over(new, tmp_path / "backup", identity, tmp_path / "r")
    assert [visit.id for visit in new.visits()] == ["theirs"] and not (tmp_path / "r").exists()


def test_visits_that_can_not_go_are_named(old: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """One that is being recorded, was erased, has lost its sound or isn't there: no file is made, nothing changes."""
    head = old.audit.head()
    old.save_recording(replace(old.recordings(V1)[0], finished=False))
    with pytest.raises(NothingToHandOver, match=STILL_RECORDING[:30]):
        hand_over(old, [V1], tmp_path / "f", identity)
    old.save_recording(replace(old.recordings(V1)[0], finished=True))
    (old.audio_folder / "r-v1.fna").rename(tmp_path / "elsewhere")
    with pytest.raises(NothingToHandOver, match=SOUND_MISSING[:30]):
        hand_over(old, [V2, V1], tmp_path / "f", identity)
    with pytest.raises(NotFound):
        hand_over(old, [VisitId("no")], tmp_path / "f", identity)
    assert old.audit.head() == head
    advance(old, V2, Move.ERASE)
    with pytest.raises(NothingToHandOver, match=ERASED[:30]):
        hand_over(old, [V2], tmp_path / "f", identity)
    assert not (tmp_path / "f").exists()


def test_it_is_taken_once_and_by_somebody_else(old: Vault, new: Vault, tmp_path: Path, identity: age.Identity) -> None:
    """Not into the vault it came from, nor over a visit that is there; a second try only writes the receipt again."""
    hand_over(old, [V2], tmp_path / "f", identity)
    with pytest.raises(NothingToHandOver, match=OWN_FILE[:30]):
        take_over(old, tmp_path / "f", identity, tmp_path / "r")
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    with pytest.raises(FileAlreadyThere):
        take_over(new, tmp_path / "f", identity, tmp_path / "r")
    head = new.audit.head()
    assert take_over(new, tmp_path / "f", identity, tmp_path / "r2").visits == (V2,)
    assert new.audit.head() == head
    hand_over(old, [V2], tmp_path / "again", identity)
    with pytest.raises(NothingToHandOver, match=HERE_ALREADY[:30]):
        take_over(new, tmp_path / "again", identity, tmp_path / "r3")
    with pytest.raises(NothingToHandOver, match=NOT_FROM_HERE[:30]):
        confirm(new, tmp_path / "r", identity)
    assert confirm(old, tmp_path / "r2", identity) == (V2,)


def test_a_receipt_that_can_not_be_written_is_not_told_as_nothing_done(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that isn't there is found first; a disk that is full then leaves the visits here, and says so."""
    hand_over(old, [V2], tmp_path / "f", identity)
    with pytest.raises(WriteFailed):
        take_over(new, tmp_path / "f", identity, tmp_path / "no" / "r")
    assert [visit.id for visit in new.visits()] == ["theirs"]

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr("scribe.hand_over.sealed_writer", full)
        with pytest.raises(NoReceipt, match="were taken over"):
            take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert new.visit(V2).id == V2
    assert take_over(new, tmp_path / "f", identity, tmp_path / "r").visits == (V2,)


def test_a_receipt_that_comes_again_changes_nothing(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Nobody is told that a visit was changed here when none was."""
    hand_over(old, [V1, V2], tmp_path / "f", identity)
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    confirm(old, tmp_path / "r", identity)
    head = old.audit.head()
    assert confirm(old, tmp_path / "r", identity) == (V1, V2) and old.audit.head() == head


@pytest.mark.parametrize("files", [1, 2])
def test_two_workers_who_took_one_visit_are_told_of(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity, files: int
) -> None:
    """By the receipt of the second, of the same file or of another one that was made before the first came back."""
    hand_over(old, [V2], tmp_path / "f1", identity)
    hand_over(old, [V2], tmp_path / "f2", identity)
    take_over(new, tmp_path / "f1", identity, tmp_path / "r1")
    with Vault.create(tmp_path / "third", MemoryHolder()) as third:
        take_over(third, tmp_path / f"f{files}", identity, tmp_path / "r2")
    confirm(old, tmp_path / "r1", identity)
    with pytest.raises(NothingToHandOver, match=TWO_TAKERS[:30]):
        confirm(old, tmp_path / "r2", identity)


def test_a_take_over_that_fails_changes_nothing(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off, of another version, or out of room at the last row: no row and no sound file is left of it."""
    hand_over(old, [V1], tmp_path / "f", identity)
    whole, head = (tmp_path / "f").read_bytes(), new.audit.head()
    (tmp_path / "cut").write_bytes(whole[:-9])
    with pytest.raises(SealedFileDamaged):
        take_over(new, tmp_path / "cut", identity, tmp_path / "r")
    with monkeypatch.context() as patched:
        patched.setattr(Vault, "schema_version", property(lambda _: 999))
        with pytest.raises(NothingToHandOver, match=OTHER_VERSION[:30]):
            take_over(new, tmp_path / "f", identity, tmp_path / "r")
    with monkeypatch.context() as patched:

        def full(*_: object, **__: object) -> None:
            raise DiskFull

        patched.setattr(new.audit, "add", full)
        with pytest.raises(DiskFull):
            take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert new.audit.head() == head and list(new.audio_folder.iterdir()) == []
    assert [visit.id for visit in new.visits()] == ["theirs"] and not (tmp_path / "r").exists()


def test_ctrl_c_once_the_rows_are_there_keeps_the_sound(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between the commit and the receipt: the visit was taken, its sound stays, the receipt can follow."""
    hand_over(old, [V1], tmp_path / "f", identity)
    committed = new._database._run_after_commit

    def stopped() -> None:
        committed()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(new._database, "_run_after_commit", stopped)
        with pytest.raises(KeyboardInterrupt):
            take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert new.recordings(V1) == old.recordings(V1) and not (tmp_path / "r").exists()
    assert (new.audio_folder / "r-v1.fna").read_bytes() == (old.audio_folder / "r-v1.fna").read_bytes()
    assert take_over(new, tmp_path / "f", identity, tmp_path / "r").sounds == 1


def test_there_is_no_file_where_the_handing_over_is_told_as_failed(
    old: Vault, tmp_path: Path, identity: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of room when the file was to be recorded: it is gone, and can be made again under its name."""
    record = old.audit.add

    def no_room(event: str, *about: str, **facts: str | int) -> object:
        if event == "hand over file made":
            raise DiskFull
        return record(event, *about, **facts)

    with monkeypatch.context() as patched:
        patched.setattr(old.audit, "add", no_room)
        with pytest.raises(DiskFull):
            hand_over(old, [V1], tmp_path / "f", identity)
    assert not (tmp_path / "f").exists()
    assert hand_over(old, [V1], tmp_path / "f", identity).visits == 1


def test_there_is_no_receipt_where_the_taking_over_is_told_as_failed(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Sound that was lost since is told before the receipt has its name."""
    hand_over(old, [V1], tmp_path / "f", identity)
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    (new.audio_folder / "r-v1.fna").rename(tmp_path / "elsewhere")
    with pytest.raises(NothingToHandOver, match=SOUND_MISSING[:30]):
        take_over(new, tmp_path / "f", identity, tmp_path / "r2")
    assert not (tmp_path / "r2").exists()


def test_sound_of_a_take_over_that_was_killed_is_used_again(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """A sound file that is there to the letter is kept; another one of that name is never written over."""
    hand_over(old, [V1], tmp_path / "f", identity)
    there = new.audio_folder / "r-v1.fna"
    there.write_bytes(b"something else")
    with pytest.raises(MoveNotAllowed.__mro__[1]):
        take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert there.read_bytes() == b"something else"
    there.write_bytes((old.audio_folder / "r-v1.fna").read_bytes())
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert new.recordings(V1) == old.recordings(V1)


_KILLED = """
import os, signal, sys
from pathlib import Path
from scribe import age, hand_over
from scribe.files import GrowingFile
from scribe.keys import MemoryHolder
from scribe.vault import Vault
folder, at = Path(sys.argv[1]), sys.argv[2]
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
if at == 'sound':
    GrowingFile.finish = die
elif at == 'rows':
    Vault.add_parcel = die
else:
    hand_over._write_receipt = die
with Vault.open(folder / 'new', MemoryHolder(bytes.fromhex(sys.stdin.readline()))) as vault:
    hand_over.take_over(vault, folder / 'f', age.read_identity(folder / 'key'), folder / 'r')
"""


@pytest.mark.parametrize("at", ["sound", "rows", "receipt"])
def test_a_take_over_that_was_killed_is_done_again(old: Vault, tmp_path: Path, identity: age.Identity, at: str) -> None:
    """Killed in the sound, before the rows or before the receipt: the second try has all of it, once."""
    hand_over(old, [V1, V2], tmp_path / "f", identity)
    age.write_identity(tmp_path / "key", identity)
    with Vault.create(tmp_path / "new", MemoryHolder()) as vault:
        key = vault.key
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path), at],
        input=key.hex(),
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    with Vault.open(tmp_path / "new", MemoryHolder(key)) as vault:
        assert take_over(vault, tmp_path / "f", identity, tmp_path / "r").sounds == 1
        assert vault.documents(V1) == old.documents(V1) and len(list(vault.audio_folder.iterdir())) == 1
        assert _events(vault, V1) == ["visit taken over"] and vault.audit.check().whole
    assert confirm(old, tmp_path / "r", identity) == (V1, V2)


def test_a_vault_that_can_only_be_read_hands_nothing_over(
    old: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """It says why; there would be no record of it."""
    hand_over(old, [V1], tmp_path / "f", identity)
    for vault in (old, new):
        vault._database.refusal = DataDamaged
    with pytest.raises(DataDamaged):
        hand_over(old, [V1], tmp_path / "g", identity)
    with pytest.raises(DataDamaged):
        take_over(new, tmp_path / "f", identity, tmp_path / "r")


def test_every_table_of_a_visit_goes_with_it(vault: Vault) -> None:
    """A new table with rows of visits is carried by itself: whoever adds one says here that it should be."""
    carried = {table for table, _ in vault._tables_of_visits()}
    assert carried == {
        "recordings",
        "transcripts",
        "documents",
        "jottings",
        "heard",
        "earlier",
        "edits",
        "review_steps",
        "own_pictures",
        "sound_keys",
    }
    assert {"handed_over", "plans"} == STAYS


def test_sound_with_a_key_of_its_own_can_be_heard_by_the_taker(
    vault: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Its key is sealed with the visit's, which goes with it."""
    vault.add_visit(a_visit())
    made = with_sound(vault)
    assert vault.sound_key(made) != vault.visit_key(V1)
    hand_over(vault, [V1], tmp_path / "f", identity)
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    (taken,) = new.recordings(V1)
    assert new.sound_key(taken) == vault.sound_key(made)
    heard, known = (next(iter(visit_audio(each, V1).blocks())) for each in (new, vault))
    assert list(heard) == list(known) and sound_damage(new, V1) == ()


def test_a_visit_whose_sound_had_its_time_goes_without_it(
    vault: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Its words go; its file doesn't, also where it could not be removed yet; and the taker is told that it is gone."""
    vault.add_visit(a_visit())
    made = with_sound(vault)
    erase_sound(vault, V1, AT)
    assert (vault.audio_folder / made.file_name).exists()
    assert hand_over(vault, [V1], tmp_path / "f", identity).sounds == 0
    assert take_over(new, tmp_path / "f", identity, tmp_path / "r").sounds == 0
    assert new.transcript(V1) == vault.transcript(V1) and not list(new.audio_folder.iterdir())
    with pytest.raises(SoundErased):
        visit_audio(new, V1)
    assert sound_damage(new, V1) == () and confirm(vault, tmp_path / "r", identity) == (V1,)


def test_sound_and_drafts_of_the_old_copy_go_in_time_and_the_taker_keeps_theirs(
    vault: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Nothing else of it can be changed. Plans don't go with it: the taker is told anew, or nothing is due there."""
    clock = Clock()
    vault.add_visit(a_visit())
    with_sound(vault)
    vault.save_document(a_document("d0"))
    vault.save_document(a_document())
    approve_all(vault)
    looks = days(vault, clock, 19)
    assert looks[-1].planned and vault.plans()
    hand_over(vault, [V1], tmp_path / "f", identity)
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert not new.plans()
    confirm(vault, tmp_path / "r", identity)
    with pytest.raises(HandedOver):
        vault.save_document(a_document())
    looks = days(vault, clock, 90)
    assert sorted(kind for each in looks for kind in each.erased) == [Kept.DRAFT, Kept.SOUND]
    assert [each.id for each in vault.documents(V1)] == [D1] and not list(vault.audio_folder.iterdir())
    assert sound_damage(new, V1) == () and len(list(new.audio_folder.iterdir())) == 1
    assert [each.id for each in new.documents(V1)] == ["d0"] and vault.audit.check().whole


def test_nothing_is_erased_while_the_takers_receipt_is_on_its_way(
    vault: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """Else it would not match, and both would go on with the visit. A file that nobody took keeps it a month."""
    clock = Clock()
    vault.add_visit(a_visit())
    with_sound(vault)
    vault.save_document(a_document("d0"))
    vault.save_document(a_document())
    approve_all(vault)
    assert days(vault, clock, 19)[-1].planned
    hand_over(vault, [V1], tmp_path / "f", identity)
    awaited = days(vault, clock, 10)
    assert not any(each.erased for each in awaited) and "d0" in {each.id for each in vault.documents(V1)}
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert confirm(vault, tmp_path / "r", identity) == (V1,)


def test_a_file_that_nobody_took_keeps_a_draft_no_longer_than_a_month(
    vault: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """What is due is due again then, and told for a week."""
    clock = Clock()
    vault.add_visit(a_visit())
    vault.save_document(a_document("d0"))
    vault.save_document(a_document())
    approve_all(vault)
    hand_over(vault, [V1], tmp_path / "f", identity)
    looks = days(vault, clock, 31)
    gone = [number for number, each in enumerate(looks) if each.erased]
    assert len(gone) == 1 and gone[0] >= 30 and [each.id for each in vault.documents(V1)] == [D1]


def test_approved_notes_of_a_reopened_version_go_on(
    vault: Vault, new: Vault, tmp_path: Path, identity: age.Identity
) -> None:
    """A note that was approved, left, and was reopened is unfinished: its next version goes, its first stays told."""
    with_document(vault)
    export(vault, approve_all(vault), "txt", tmp_path / "note.txt")
    advance(vault, D1, Move.REOPEN)
    hand_over(vault, [V1], tmp_path / "f", identity)
    take_over(new, tmp_path / "f", identity, tmp_path / "r")
    assert (new.document(D1).version, new.document(D1).stage) == (2, "reopened")
    assert len(vault.exports(D1)) == 1 and vault.approval_of_version(D1, 1) is not None
