"""What somebody was told when they were asked about recording is kept with what they answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions, age, vault_schema
from scribe.hand_over import hand_over, take_over
from scribe.keys import MemoryHolder
from scribe.records import from_json
from scribe.session import InstalledEngines, Session
from scribe.settings import Settings
from scribe.subject_access import make_bundle
from scribe.vault import Vault
from scribe.vault_folder import VaultTooNew
from scribe.visit import Agreed, Agreement, Person, Visit
from tests.scribe_core.make import V1, a_visit
from tests.scribe_core.test_upgrade import as_version

KEY = bytes(range(32))
WORDS = "We record so that we can listen.\nYou can say no."
NEWER = "We record what is said, and delete it after 30 days."


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one planned visit; IT has set the words."""
    vault = Vault.open_or_create(tmp_path / "vault", MemoryHolder(KEY))
    settings = Settings(vault_folder=tmp_path / "vault", consent_wording=WORDS)
    with Session(vault, settings, InstalledEngines()) as made:
        made.vault.add_visit(a_visit())
        yield made


def answer(session: Session, given: Agreed, **more: str) -> Person:
    """What the first person says when asked, as the window hands it over; gives the person as they are kept."""
    first, *others = session.vault.visit(V1).people
    asked = replace(first, agreement=Agreement(answer=given, **more))
    return actions.change_people(session, V1, (asked, *others)).people[0]


def recorded(session: Session) -> list[object]:
    rows = session.vault.audit.rows_about(V1, "agreement written down")
    return [(dict(row.facts)["person"], dict(row.facts).get("wording")) for row in rows]


def test_the_words_on_the_screen_are_kept_with_an_answer(session: Session) -> None:
    """Their text with the visit, their hash in the audit; nobody else gets them."""
    kept = answer(session, Agreed.YES)
    assert kept.agreement.wording == WORDS == session.vault.visit(V1).people[0].agreement.wording
    assert {each.agreement.wording for each in session.vault.visit(V1).people[1:]} == {""}
    assert recorded(session) == [(kept.id, hashlib.sha256(WORDS.encode()).hexdigest())]
    assert session.vault.audit.check().whole


def test_later_words_of_it_do_not_change_what_somebody_was_told(session: Session) -> None:
    """Not where a slip is put right nor where the agreement is taken back, but where they answer anew."""
    answer(session, Agreed.YES)
    session.settings = replace(session.settings, consent_wording=NEWER)
    assert answer(session, Agreed.YES, what_was_said="yes, that's fine").agreement.wording == WORDS
    assert answer(session, Agreed.WITHDRAWN).agreement.wording == WORDS
    assert answer(session, Agreed.YES).agreement.wording == NEWER
    assert answer(session, Agreed.NOT_ASKED).agreement.wording == ""
    assert len(recorded(session)) == 3


def test_without_words_of_it_none_are_kept(session: Session) -> None:
    """The answer is on record all the same, without a hash."""
    session.settings = replace(session.settings, consent_wording="")
    assert answer(session, Agreed.NO).agreement.wording == ""
    assert [wording for _, wording in recorded(session)] == [None]


def test_words_are_kept_where_a_visit_is_planned_with_answers(session: Session) -> None:
    person = replace(a_visit().people[0], agreement=Agreement(answer=Agreed.YES, wording="made up"))
    planned = actions.plan_visit(session, "R 2", "case-note", (person,))
    assert planned.people[0].agreement.wording == WORDS == session.vault.visit(planned.id).people[0].agreement.wording


def test_a_visit_of_an_earlier_version_stays_as_it_is(session: Session) -> None:
    """Its agreement holds without words; none are put in afterwards."""
    told = '{"answer":"yes","how_asked":"in person","what_was_said":"yes","asked_by":"","asked_at":null}'
    old = from_json(Agreement, told)
    assert old.wording == ""
    first, *others = session.vault.visit(V1).people
    session.vault.save_visit(replace(session.vault.visit(V1), people=(replace(first, agreement=old), *others)))
    assert answer(session, Agreed.YES, how_asked="in person, with the leaflet").agreement.wording == ""


def test_an_earlier_version_refuses_the_vault(session: Session, tmp_path: Path) -> None:
    """It would lose the words when it next kept the visit."""
    answer(session, Agreed.YES)
    session.close()
    with as_version(vault_schema.STEPS.index(vault_schema.WORDING_OF_AGREEMENT)), pytest.raises(VaultTooNew):
        Vault.open(tmp_path / "vault", MemoryHolder(KEY))


def test_whoever_asks_what_is_held_is_shown_the_words(session: Session, tmp_path: Path) -> None:
    """In the answer to a subject access request, beside what they said."""
    answer(session, Agreed.YES, what_was_said="Go on then.")
    visit: Visit = session.vault.visit(V1)
    folder = make_bundle(session.vault, visit.reference, tmp_path / "access", by="0" * 64).folder
    facts = (folder / "visit-1-facts.html").read_text("utf-8")
    assert "We record so that we can listen. You can say no." in facts


def test_another_worker_gets_the_words_with_the_visit(session: Session, tmp_path: Path) -> None:
    identity = age.new_identity()
    answer(session, Agreed.YES)
    file = tmp_path / "jo.fnh"
    hand_over(session.vault, (V1,), file, identity)
    with Vault.open_or_create(tmp_path / "other", MemoryHolder(bytes(32))) as taker:
        take_over(taker, file, identity, tmp_path / "jo.receipt")
        assert taker.visit(V1).people[0].agreement.wording == WORDS
