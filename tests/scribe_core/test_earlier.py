"""What is held is changed only with a copy of what was there, and what is hidden is not changed at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from scribe import jottings
from scribe.keys import MemoryHolder
from scribe.lifecycle import Held, Move, advance, destroy_erased, hold, release, restore
from scribe.vault import Vault, VisitErased, VisitHidden
from scribe.vault_earlier import Fact
from scribe.visit import (
    AudioOrigin,
    HeardPart,
    HeardSegment,
    Jotting,
    Manner,
    ModelCard,
    Recording,
    RecordingId,
    Transcript,
    Turn,
    TurnId,
    VisitId,
)
from tests.scribe_core.make import AT, V1, a_document, a_visit

SECRET = "Her son takes her money and hits her."
SOUND = Recording(RecordingId("r1"), V1, "r1.fna", AudioOrigin.RECORDED, AT)
SAID = Transcript((Turn(TurnId("t1"), "p1", 0.0, 1.0, SECRET),), ModelCard("scripted"), 1.0, "ab" * 32)
JOTTED = Jotting(TurnId("j1"), 2.0, Manner.TOLD, SECRET, AT)
HEARD = HeardPart(RecordingId("r1"), 12.0, (HeardSegment(SECRET, 0.0, 2.0, ()),), ModelCard("tiny"))
VISIT, NOTE = a_visit(), a_document()

CHANGES: dict[str, tuple[Callable[[Vault], object], tuple[Fact, ...]]] = {
    "visit": (lambda vault: vault.save_visit(replace(VISIT, people=())), (VISIT,)),
    "recording": (lambda vault: vault.save_recording(replace(SOUND, finished=True)), (SOUND,)),
    "transcript": (lambda vault: vault.save_transcript(V1, replace(SAID, turns=())), (SAID,)),
    "jotting": (lambda vault: vault.save_jotting(V1, replace(JOTTED, text="all is well")), (JOTTED,)),
    "jotting taken out": (lambda vault: vault.remove_jotting(V1, JOTTED.id), (JOTTED,)),
    "heard": (lambda vault: vault.clear_heard(V1), (HEARD, replace(HEARD, until=24.0))),
    "note": (lambda vault: vault.save_document(replace(NOTE, sections=())), (NOTE,)),
}
NEW: dict[str, Callable[[Vault], object]] = {
    "recording": lambda vault: vault.save_recording(replace(SOUND, id=RecordingId("r2"))),
    "jotting": lambda vault: jottings.add(vault, V1, Manner.SEEN, "x", 1.0),
    "heard": lambda vault: vault.add_heard(V1, HEARD, 24.0),
    "note": lambda vault: vault.save_document(a_document("d2")),
}


def fill(vault: Vault) -> None:
    """A visit with one of each thing, and another beside it."""
    for visit_id in (V1, VisitId("v2")):
        vault.add_visit(replace(VISIT, id=visit_id))
        vault.save_transcript(visit_id, SAID)
        vault.save_jotting(visit_id, JOTTED)
        for until in (12.0, 24.0):
            vault.add_heard(visit_id, replace(HEARD, until=until), until - 12.0)
    vault.save_recording(SOUND)
    vault.save_document(NOTE)


def contents(vault: Vault) -> tuple[object, ...]:
    """All that is kept of the visit."""
    return (
        vault.visit(V1).people,
        vault.recordings(V1),
        vault.transcript(V1),
        vault.jottings(V1),
        vault.heard(V1),
        vault.documents(V1),
    )


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_overwritten_or_taken_out_of_a_held_visit_is_kept(vault: Vault, what: str) -> None:
    """Work goes on, and what was there before is there too, to the letter."""
    fill(vault)
    hold(vault, V1, "court")
    act, lost = CHANGES[what]
    before = contents(vault)
    act(vault)
    assert contents(vault) != before
    expected = tuple(replace(one, held="court") if one == VISIT else one for one in lost)
    assert tuple(each.fact for each in vault.earlier(V1)) == expected
    assert all(each.at.tzinfo is not None for each in vault.earlier(V1)) and vault.earlier(VisitId("v2")) == ()


@pytest.mark.parametrize("what", CHANGES)
def test_without_a_hold_nothing_is_kept_twice(vault: Vault, what: str) -> None:
    """What the worker takes out is gone."""
    fill(vault)
    CHANGES[what][0](vault)
    assert vault.earlier(V1) == ()


def test_what_is_new_overwrites_nothing(vault: Vault) -> None:
    """Adding to a held visit copies nothing."""
    fill(vault)
    hold(vault, V1, "court")
    for add in NEW.values():
        add(vault)
    assert vault.earlier(V1) == ()


def test_the_hold_itself_is_kept_when_it_is_released(vault: Vault) -> None:
    """So why it was held can be read afterwards; what was kept stays after the release."""
    fill(vault)
    hold(vault, V1, "court")
    vault.remove_jotting(V1, JOTTED.id)
    release(vault, V1)
    assert [each.fact for each in vault.earlier(V1)] == [JOTTED, replace(VISIT, held="court")]


def test_what_was_there_before_is_sealed_and_goes_with_the_key_alone(tmp_path: Path) -> None:
    """It is unreadable on the disk, nobody can change it, and nothing but the visit's key destroys it."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    with Vault.create(folder, holder) as vault:
        fill(vault)
        hold(vault, V1, "court")
        vault.remove_jotting(V1, JOTTED.id)
    assert all(SECRET.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    with Vault.open(folder, holder) as vault:
        assert [each.fact for each in vault.earlier(V1)] == [JOTTED]
        for statement in ("DELETE FROM earlier", "UPDATE earlier SET id = 'x'"):
            with pytest.raises(apsw.ConstraintError):
                vault._database._open.execute(statement)
        with pytest.raises(Held):
            advance(vault, V1, Move.ERASE)
        release(vault, V1)
        advance(vault, V1, Move.ERASE)
        destroy_erased(vault, V1, restorable=timedelta(0))
        with pytest.raises(VisitErased):
            vault.earlier(V1)


def test_a_change_that_fails_keeps_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy and the change are one transaction."""
    fill(vault)
    hold(vault, V1, "court")

    def broken(*_: object, **__: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(vault.audit, "add", broken)
    with pytest.raises(OSError):
        jottings.remove(vault, V1, JOTTED.id)
    assert vault.earlier(V1) == () and vault.jottings(V1) == (JOTTED,)


# --- hidden
@pytest.mark.parametrize("attempt", [*(act for act, _ in CHANGES.values()), *NEW.values()])
@pytest.mark.parametrize("held", [False, True])
def test_a_hidden_visit_comes_back_as_it_was(vault: Vault, attempt: Callable[[Vault], object], held: bool) -> None:
    """Nothing of it can be changed, added or taken out meanwhile, also by work that was begun before; a hold can."""
    fill(vault)
    before = contents(vault)
    advance(vault, V1, Move.ERASE)
    if held:
        hold(vault, V1, "court")
    rows = vault.audit.rows()
    with pytest.raises(VisitHidden, match="Bring it back first"):
        attempt(vault)
    assert vault.audit.rows() == rows and vault.earlier(V1) == ()
    restore(vault, V1, restorable=timedelta(days=7))
    assert contents(vault) == before
    attempt(vault)


def test_what_was_destroyed_says_so(vault: Vault) -> None:
    """Once its key is gone, it can't be brought back first."""
    fill(vault)
    advance(vault, V1, Move.ERASE)
    destroy_erased(vault, V1, restorable=timedelta(0))
    for act, _ in CHANGES.values():
        with pytest.raises(VisitErased):
            act(vault)
