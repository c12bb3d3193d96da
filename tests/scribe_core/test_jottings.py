"""Jottings: kept as they were typed, under ids that are never used again, and turns among what was said."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scribe import jottings
from scribe.errors import MoveNotAllowed, NotFound
from scribe.jottings import JottingRefused, as_turn, drafted_from, merged, out_of_date, whole_transcript
from scribe.keys import MemoryHolder
from scribe.lifecycle import Move, advance, destroy_erased
from scribe.transcript_edits import transcript_sha256
from scribe.vault import Vault, VisitErased
from scribe.visit import (
    AudioOrigin,
    HeardPart,
    HeardSegment,
    Jotting,
    Manner,
    ModelCard,
    Recording,
    RecordingId,
    Role,
    Transcript,
    Turn,
    TurnId,
    VisitId,
)
from tests.scribe_core.make import AT, V1, a_document, a_visit

SECRET = "Bruise on her left arm"
SEEN, TOLD, VIEW, MARK = Manner.SEEN, Manner.TOLD, Manner.VIEW, Manner.MARK


def said(*starts: float) -> Transcript:
    """A transcript with a turn of three seconds at each start."""
    turns = tuple(Turn(TurnId(f"t{n}"), "p1", at, at + 3, f"Words {n}.") for n, at in enumerate(starts, start=1))
    return Transcript(turns, ModelCard("scripted"), 60.0, "ab" * 32)


@pytest.fixture
def visited(vault: Vault) -> Vault:
    """A vault with one planned visit."""
    vault.add_visit(a_visit())
    return vault


def test_a_jotting_is_kept_as_it_was_typed(visited: Vault) -> None:
    """One line, at its time, of its manner; a mark has no words."""
    made = jottings.add(visited, V1, SEEN, f"  {SECRET}\n today ", 12.5)
    mark = jottings.add(visited, V1, MARK, " ", 14.0)
    assert (made.id, made.at, made.manner, made.text) == ("j1", 12.5, SEEN, f"{SECRET} today")
    assert (mark.id, mark.text) == ("j2", "") and visited.jottings(V1) == (made, mark)


def test_an_id_is_never_used_again(visited: Vault) -> None:
    """Not even when every jotting was removed: a draft's evidence may still name it."""
    for number in (1, 2, 3):
        assert jottings.add(visited, V1, TOLD, "He is out", 1.0).id == f"j{number}"
    for gone in ("j3", "j1", "j2"):
        jottings.remove(visited, V1, TurnId(gone))
    visited.add_visit(a_visit("v2"))
    assert jottings.add(visited, V1, TOLD, "He is out", 1.0).id == "j4"
    assert jottings.add(visited, VisitId("v2"), TOLD, "He is out", 1.0).id == "j1"


def test_a_jotting_can_be_changed_and_keeps_its_time(visited: Vault) -> None:
    """Other words and another manner under the same id; the same again is no change."""
    made = jottings.add(visited, V1, MARK, "", 3.0)
    changed = jottings.change(visited, V1, made.id, VIEW, "Tired")
    assert changed == replace(made, manner=VIEW, text="Tired") and visited.jottings(V1) == (changed,)
    rows = visited.audit.rows()
    assert jottings.change(visited, V1, made.id, VIEW, " Tired ") == changed and visited.audit.rows() == rows


def test_the_audit_has_ids_and_no_words(visited: Vault) -> None:
    """What was added, changed and removed, and nothing of what it said."""
    made = jottings.add(visited, V1, SEEN, SECRET, 1.0)
    jottings.change(visited, V1, made.id, TOLD, SECRET)
    jottings.remove(visited, V1, made.id)
    rows = visited.audit.rows()[-3:]
    assert [(row.event, row.subject, row.facts) for row in rows] == [
        (event, V1, (("jotting", "j1"),)) for event in ("jotting added", "jotting changed", "jotting removed")
    ]


@pytest.mark.parametrize(
    ("manner", "text"),
    [(SEEN, ""), (TOLD, " \u200b "), (VIEW, "..."), (MARK, "a"), (Manner.SPOKEN, "a"), (Manner.DICTATED, "a")],
)  # fmt: skip
def test_words_without_a_manner_and_a_manner_without_words_are_refused(
    visited: Vault, manner: Manner, text: str
) -> None:
    """Nothing is kept, nothing is changed, and nothing of it is in the sentence."""
    kept = jottings.add(visited, V1, SEEN, SECRET, 1.0)
    for attempt in (
        lambda: jottings.add(visited, V1, manner, text, 1.0),
        lambda: jottings.change(visited, V1, kept.id, manner, text),
    ):
        with pytest.raises(JottingRefused, match="Nothing was changed"):
            attempt()
    assert visited.jottings(V1) == (kept,)


def test_a_time_that_can_not_be_one_does_not_cost_the_words(visited: Vault) -> None:
    """They are kept at the start."""
    for at in (-1.0, math.nan, math.inf):
        assert jottings.add(visited, V1, SEEN, SECRET, at).at == 0.0


@pytest.mark.parametrize(
    "attempt",
    [
        lambda vault: jottings.change(vault, V1, TurnId("j9"), SEEN, "x"),
        lambda vault: jottings.remove(vault, V1, TurnId("j9")),
        lambda vault: jottings.add(vault, VisitId("no"), SEEN, "x", 0.0),
    ],
)
def test_what_is_not_there_is_not_found(visited: Vault, attempt: Callable[[Vault], object]) -> None:
    """And the audit says nothing of it."""
    rows = visited.audit.rows()
    with pytest.raises(NotFound):
        attempt(visited)
    assert visited.audit.rows() == rows


def test_nothing_is_added_to_a_visit_that_is_hidden(visited: Vault) -> None:
    """It would be hidden too."""
    advance(visited, V1, Move.ERASE)
    with pytest.raises(MoveNotAllowed):
        jottings.add(visited, V1, SEEN, SECRET, 0.0)


def test_jottings_and_what_was_heard_go_with_the_visits_key(tmp_path: Path) -> None:
    """They are sealed on the disk, survive closing, and can't be read once the key is destroyed."""
    holder, folder = MemoryHolder(), tmp_path / "vault"
    part = HeardPart(RecordingId("r1"), 12.0, (HeardSegment(SECRET, 0.0, 2.0, ()),), ModelCard("tiny"), 1.5)
    with Vault.create(folder, holder) as vault:
        vault.add_visit(a_visit())
        vault.add_visit(a_visit("v2"))
        jotting = jottings.add(vault, V1, SEEN, SECRET, 2.0)
        for until in (12.0, 24.0):
            vault.add_heard(V1, replace(part, until=until), until - 12.0)
    assert all(SECRET.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    with Vault.open(folder, holder) as vault:
        assert vault.jottings(V1) == (jotting,) and vault.jottings(VisitId("v2")) == ()
        assert [each.until for each in vault.heard(V1)] == [12.0, 24.0] and vault.heard(VisitId("v2")) == ()
        vault.add_heard(VisitId("v2"), part, 0.0)
        vault.clear_heard(V1)
        assert vault.heard(V1) == () and vault.heard(VisitId("v2")) == (part,)
        vault.add_heard(V1, part, 0.0)
        advance(vault, V1, Move.ERASE)
        destroy_erased(vault, V1, restorable=timedelta(0))
        for attempt in (vault.jottings, vault.heard):
            with pytest.raises(VisitErased):
                attempt(V1)


# --- beside what was said
def test_jottings_stand_at_their_times_and_the_stored_transcript_is_without(visited: Vault) -> None:
    """Each after the last turn that began no later, as the one worker's, with no length and no words of sound."""
    visited.save_transcript(V1, said(0.0, 10.0, 20.0))
    for at, manner, text in ((25.0, SEEN, "d"), (10.0, TOLD, "b"), (0.0, MARK, ""), (12.0, VIEW, "c")):
        jottings.add(visited, V1, manner, text, at)
    whole = whole_transcript(visited, V1)
    assert whole is not None and [turn.id for turn in whole.turns] == ["t1", "j3", "t2", "j2", "j4", "t3", "j1"]
    jotted = whole.turns[3]
    assert jotted == Turn(TurnId("j2"), "p2", 10.0, 10.0, "b", manner=TOLD) and not jotted.edited
    assert visited.transcript(V1) == said(0.0, 10.0, 20.0)


def test_where_there_is_not_one_worker_a_jotting_is_nobodys(visited: Vault) -> None:
    """Two workers, or none: no name is put to it."""
    visited.save_transcript(V1, said(0.0))
    jottings.add(visited, V1, SEEN, "x", 1.0)
    for role in (Role.WORKER, Role.OTHER):
        visit = a_visit()
        visited.save_visit(replace(visit, people=tuple(replace(person, role=role) for person in visit.people)))
        whole = whole_transcript(visited, V1)
        assert whole is not None and whole.turns[-1].speaker == ""


def test_before_the_first_turn_is_before_it() -> None:
    """A jotting from before anybody spoke comes first."""
    early = as_turn(Jotting(TurnId("j1"), 1.0, SEEN, "x", AT), "")
    assert [turn.id for turn in merged(said(5.0), [early]).turns] == ["j1", "t1"]


def test_jottings_alone_can_be_drafted_from_where_there_is_no_sound(visited: Vault) -> None:
    """While there is sound that is no words yet, a note from the jottings alone would leave it out."""
    assert drafted_from(visited, V1) is None
    jottings.add(visited, V1, SEEN, "x", 1.0)
    alone = drafted_from(visited, V1)
    assert alone is not None and [turn.id for turn in alone.turns] == ["j1"] and whole_transcript(visited, V1) == alone
    recording = Recording(RecordingId("r1"), V1, "r1.fna", AudioOrigin.RECORDED, AT)
    visited.save_recording(recording)
    assert drafted_from(visited, V1) is None
    visited.save_recording(replace(recording, finished=True))
    assert drafted_from(visited, V1) == alone
    visited.save_recording(replace(recording, finished=True, seconds=9.0))
    assert drafted_from(visited, V1) is None


def test_a_draft_is_as_old_as_the_jottings_that_it_is_from(visited: Vault) -> None:
    """Added, changed, of another manner or removed: it is out of date; a mark changes no draft."""
    visited.save_transcript(V1, said(0.0, 10.0))
    kept = jottings.add(visited, V1, SEEN, "x", 1.0)

    def drafted() -> None:
        whole = drafted_from(visited, V1)
        assert whole is not None
        visited.save_document(replace(a_document(), transcript_sha256=transcript_sha256(whole)))
        assert not out_of_date(visited, visited.document(a_document().id))

    more = TurnId("j3")
    for change in (
        lambda: jottings.add(visited, V1, TOLD, "y", 2.0),
        lambda: jottings.change(visited, V1, kept.id, SEEN, "z"),
        lambda: jottings.change(visited, V1, kept.id, TOLD, "z"),
        lambda: jottings.remove(visited, V1, kept.id),
    ):
        drafted()
        change()
        assert out_of_date(visited, visited.document(a_document().id))
    drafted()
    assert jottings.add(visited, V1, MARK, "", 2.0).id == more
    assert not out_of_date(visited, visited.document(a_document().id))


def test_drafts_from_before_there_were_jottings_are_as_old_as_they_were() -> None:
    """The hash of what was spoken alone is what it always was, and who is the worker has no part in it."""
    before = "f83eaa21a72770507c0d"
    turns = said(0.0).turns
    assert transcript_sha256(said(0.0))[:20] == before
    jotting = Jotting(TurnId("j1"), 1.0, SEEN, "x", AT)
    one, other = (merged(said(0.0), [as_turn(jotting, who)]) for who in ("p2", ""))
    assert transcript_sha256(one) == transcript_sha256(other) != transcript_sha256(said(0.0))
    dictated = replace(said(0.0), turns=(replace(turns[0], manner=Manner.DICTATED),))
    assert transcript_sha256(dictated) != transcript_sha256(said(0.0))
