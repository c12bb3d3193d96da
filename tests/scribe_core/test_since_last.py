"""The last approved note stands beside this one, by its words alone: nothing is concluded from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scribe import actions, review
from scribe.approval import approve
from scribe.document_text import shown_text
from scribe.erasing import erase
from scribe.errors import DataDamaged, NotFound
from scribe.jobs import run_here
from scribe.review_actions import change, reopen, start_review
from scribe.session import Session
from scribe.settings import Settings
from scribe.since_last import ACTIONS_SECTION, Again, Beside, PerhapsSomebodyElse, SinceLast, since_last
from scribe.vault import Vault
from scribe.visit import (
    TRANSCRIPT,
    Action,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    Kind,
    Omission,
    Person,
    PersonId,
    Role,
    Section,
    SectionId,
    TurnId,
    VisitId,
)
from scribe.whose_note import say_whose
from tests.scribe_core.make import AT, HEALTH, HOME, V1, a_document, a_visit, evidence

V0, D0 = VisitId("v0"), DocumentId("d0")
FOOD = SectionId("food")


def note(document_id: DocumentId, visit_id: VisitId, **sections: tuple[str, ...]) -> Document:
    """A note with these statements under these headings, and nothing else."""
    made = []
    number = 0
    for name, texts in sections.items():
        claims = []
        for text in texts:
            number += 1
            claims.append(Claim(ClaimId(f"c{number}"), text, Kind.REPORTED, evidence()))
        made.append(Section(SectionId(name), name.title(), tuple(claims)))
    drafted = replace(a_document(), id=document_id, visit=visit_id, sections=tuple(made), actions=(), omissions=())
    return replace(drafted, model=replace(drafted.model, sha256=""))


def approve_note(vault: Vault, document: Document) -> None:
    """Keep it, read it, approve it."""
    vault.save_document(document)
    start_review(vault, document.id)

    def read(found: Document) -> Document:
        for section in found.sections:
            found = review.confirm_section(found, section.id)
        return review.confirm_actions(review.see_omissions(found))

    change(vault, document.id, read)
    shown = shown_text(vault.document(document.id), vault.visit(document.visit))
    approve(vault, document.id, approver="Jo Reed", statement="I have read it.", shown=shown)


def lay(vault: Vault, last: Document, now: Document) -> SinceLast:
    """Two visits of one reference, the first with an approved note."""
    vault.add_visit(replace(a_visit("v0"), created_at=AT - timedelta(days=28)))
    vault.add_visit(a_visit())
    approve_note(vault, last)
    vault.save_document(now)
    found = since_last(vault, V1)
    assert isinstance(found, SinceLast)
    return found


def rows(found: SinceLast, section: SectionId) -> list[tuple[str, str | None, str | None]]:
    (one,) = [each for each in found.sections if each.section == section]
    return [_row(row) for row in one.statements]


def _row(row: Beside) -> tuple[str, str | None, str | None]:
    return row.again.value, row.last and row.last.text, row.now and row.now.text


def test_each_heading_says_which_words_are_there_again_and_which_are_not(vault: Vault) -> None:
    """In the same words, some of them, or none; what is like stands beside it and nothing is concluded."""
    last = note(
        D0,
        V0,
        health=(
            "Mrs Begum said she takes five tablets in the morning.",
            "Mrs Begum said she slipped in the bathroom on Wednesday.",
            "Mrs Begum said her sister visits.",
        ),
        home=("Mrs Begum said the stairs are steep.",),
    )
    now = note(
        DocumentId("d1"),
        V1,
        health=(
            "Mrs Begum said she takes six tablets in the morning.",
            "Mrs Begum said she likes her tea.",
        ),
        home=("Mrs Begum said that the stairs are steep.",),
    )
    found = lay(vault, last, now)
    assert rows(found, HEALTH) == [
        (Again.LIKE.value, last.sections[0].claims[0].text, now.sections[0].claims[0].text),
        (Again.NEW.value, None, now.sections[0].claims[1].text),
        (Again.ONLY_LAST.value, last.sections[0].claims[1].text, None),
        (Again.ONLY_LAST.value, last.sections[0].claims[2].text, None),
    ]
    assert rows(found, HOME) == [(Again.LIKE.value, last.sections[1].claims[0].text, now.sections[1].claims[0].text)]
    assert (found.last_document, found.approver, found.last_person) == (D0, "Jo Reed", "Mrs Amina Begum")


@pytest.mark.parametrize(
    ("last", "now"),
    [
        ("Mrs Begum said she falls at night.", "Mrs Begum said she does not fall at night."),
        ("Mrs Begum said she hits him at night.", "Mrs Begum said he hits her at night."),
        ("Mrs Begum said she sleeps at night.", "Jo Reed said she sleeps at night."),
        ("Mrs Begum said she takes 5 mg at night.", "Mrs Begum said she takes 10 mg at night."),
        ("Mrs Begum said she eats if Ali cooks.", "Mrs Begum said she eats and Ali cooks."),
        ("Mrs Begum's oxygen is on.", "Mrs Begum's oxygen is off."),
        ("Mrs Begum said he hurts her.", "Mrs Begum said he hurt her."),
        ("Mrs Begum said the gas is on.", "Mrs Begum said the gas was on."),
        ("Mrs Begum went up the stairs.", "Mrs Begum went down the stairs."),
        ("Mrs Begum said no, the pain is worse.", "Mrs Begum said no the pain is worse."),
    ],
)
def test_what_is_not_the_same_to_the_letter_is_never_called_the_same(vault: Vault, last: str, now: str) -> None:
    """A 'not', a number, a condition, who did it, who said it, 'on' for 'off', a tense, a comma."""
    found = lay(vault, note(D0, V0, health=(last,)), note(DocumentId("d1"), V1, health=(now,)))
    assert all(again != Again.SAME.value for again, _, _ in rows(found, HEALTH))


def test_what_was_said_and_is_not_in_the_note_was_said(vault: Vault) -> None:
    """It stands beside the last note's statement with its place in the list of what is not in the note."""
    last = note(D0, V0, health=("Mrs Begum said she takes five tablets in the morning.",))
    left = (Omission(TurnId("t1"), "Good.", "small talk"), Omission(TurnId("t2"), "I take five tablets.", "not placed"))
    found = lay(vault, last, replace(note(DocumentId("d1"), V1, health=()), omissions=left))
    (row,) = found.sections[0].statements
    assert row.again is Again.LEFT_OUT and row.now is not None and (row.now.omission, row.now.claim) == (1, None)


def test_what_was_taken_out_by_hand_is_not_called_unsaid(vault: Vault) -> None:
    """It was said; it stands beside the last note's statement as what is not in this one. No chip speaks of saying."""
    last = note(D0, V0, health=("Mrs Begum said she takes five tablets in the morning.",))
    now = note(DocumentId("d1"), V1, health=("Mrs Begum said she takes five tablets in the morning.",))
    gone = replace(now.sections[0].claims[0], removed=True)
    found = lay(vault, last, replace(now, sections=(replace(now.sections[0], claims=(gone,)),)))
    (row,) = found.sections[0].statements
    assert row.again is Again.LEFT_OUT and row.now is not None and (row.now.removed, row.now.claim) == (True, gone.id)
    assert all("said" not in each.value and "new" not in each.value for each in Again)


def test_a_statement_under_another_heading_what_was_written_and_the_actions_are_compared(vault: Vault) -> None:
    """Also where the last note has a heading that this one lacks; what was taken out is said to be out."""
    last = note(D0, V0, health=("She sleeps well at night.",), food=("She eats toast.",))
    last = replace(
        last,
        sections=(replace(last.sections[0], written="Flat was cold and damp."), last.sections[1]),
        actions=(Action(ClaimId("a1"), "Ring the doctor.", "p2", "Friday", ()),),
    )
    now = note(DocumentId("d1"), V1, home=("She sleeps well at night.", "She eats toast."), health=())
    gone = replace(now.sections[0].claims[1], removed=True)
    now = replace(
        now,
        sections=(replace(now.sections[0], claims=(now.sections[0].claims[0], gone)), now.sections[1]),
        actions=(Action(ClaimId("a1"), "Buy milk.", "p2", "", (), removed=True),),
    )
    found = lay(vault, last, now)
    assert [section.section for section in found.sections] == [HOME, HEALTH, FOOD, ACTIONS_SECTION]
    assert rows(found, HOME) == [(Again.SAME.value, "She sleeps well at night.", "She sleeps well at night.")]
    assert rows(found, HEALTH) == [(Again.ONLY_LAST.value, "Flat was cold and damp.", None)]
    assert rows(found, FOOD) == [(Again.LEFT_OUT.value, "She eats toast.", "She eats toast.")]
    (action,) = rows(found, ACTIONS_SECTION)
    assert action[0] == Again.ONLY_LAST.value and str(action[1]).startswith("Ring the doctor.")


def test_each_statement_stands_beside_one_other(vault: Vault) -> None:
    """The one that is most like it; words that are in every sentence put nothing beside anything."""
    last = note(D0, V0, health=("She walks to the shop.", "She walks to the shop every day.", "Yes.", "She walks."))
    now = note(DocumentId("d1"), V1, health=("She walks to the shop every day.", "Yes.", "She swims."))
    found = rows(lay(vault, last, now), HEALTH)
    assert found[0] == (Again.SAME.value, "She walks to the shop every day.", "She walks to the shop every day.")
    assert [one for one, _, _ in found] == [Again.SAME, Again.SAME, Again.NEW, Again.ONLY_LAST, Again.ONLY_LAST]


# --- which note
def test_only_an_approved_note_that_still_holds_is_taken(vault: Vault) -> None:
    """Not a draft, not one that was reopened, not a transcript; the last of several."""
    vault.add_visit(replace(a_visit("v0"), created_at=AT - timedelta(days=28)))
    vault.add_visit(a_visit())
    assert since_last(vault, V1) is None
    vault.save_document(note(DocumentId("d1"), V1, health=("New.",)))
    first = note(D0, V0, health=("Old.",))
    vault.save_document(first)
    assert since_last(vault, V1) is None
    approve_note(vault, first)
    approve_note(vault, replace(note(DocumentId("t-0"), V0, health=("All.",)), template=TRANSCRIPT))
    found = since_last(vault, V1)
    assert isinstance(found, SinceLast) and found.last_document == D0
    approve_note(vault, note(DocumentId("d00"), V0, health=("Newer.",)))
    found = since_last(vault, V1)
    assert isinstance(found, SinceLast) and found.last_document == "d00"
    reopen(vault, DocumentId("d00"))
    found = since_last(vault, V1)
    assert isinstance(found, SinceLast) and found.last_document == D0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reference", "REF 2026/18"),
        ("practice", True),
        ("created_at", AT + timedelta(days=1)),
        ("record_of", VisitId("v8")),
        ("people", (Person(PersonId("p1"), "Mr Carl Cole", Role.PERSON),)),
        ("people", (Person(PersonId("p1"), "Mrs Sara Begum", Role.PERSON),)),
        ("people", (Person(PersonId("p1"), "Mr Begum", Role.PERSON),)),
    ],
)
def test_a_note_of_somebody_else_is_not_shown(vault: Vault, field: str, value: object) -> None:
    """Another reference, practice, a later visit, what was recorded at erasing; a mistyped reference; a sister."""
    other = {"created_at": AT - timedelta(days=28), field: value}
    vault.add_visit(replace(a_visit("v0"), **other))  # type: ignore[arg-type]
    vault.add_visit(a_visit())
    approve_note(vault, replace(note(D0, V0, health=("Old.",)), practice=field == "practice"))
    vault.save_document(note(DocumentId("d1"), V1, health=("New.",)))
    assert since_last(vault, V1) is None


def person(name: str, pronouns: str = "") -> Person:
    """Somebody whom a visit is about."""
    return Person(PersonId("p9"), name, Role.PERSON, pronouns)


@pytest.mark.parametrize("name", ["amina  BEGUM", "Mrs. Amina Begum", "Ms Amina Begum"])
def test_the_same_person_is_known_by_the_whole_name(vault: Vault, name: str) -> None:
    """A name that is written otherwise is nobody else's."""
    other = replace(a_visit("v0"), created_at=AT - timedelta(days=28), people=(person(name),), reference="ref 2026/17 ")
    vault.add_visit(other)
    vault.add_visit(a_visit())
    approve_note(vault, note(D0, V0, health=("Old.",)))
    vault.save_document(note(DocumentId("d1"), V1, health=("New.",)))
    found = since_last(vault, V1)
    assert isinstance(found, SinceLast) and found.last_person == name


@pytest.mark.parametrize(
    "people",
    [
        (),
        (person(""),),
        (person("Mrs Begum"),),
        (person("Begum"),),
        (person("Mrs A. Begum"),),
        (person("Mrs Amina Jahan Begum"),),
        (person("Mrs Amina Khan"),),
        (person("Amina"),),
        (person("Amina Begum", "he"),),
        (person("Mrs Amina Begum"), person("Mrs Sara Begum")),
    ],
)
def test_where_nobody_can_say_whose_it_is_that_is_asked_and_nothing_is_shown(
    vault: Vault, people: tuple[Person, ...]
) -> None:
    """Two people of one household may have one reference and surname: the worker says who it is."""
    vault.add_visit(replace(a_visit("v0"), created_at=AT - timedelta(days=28), people=people))
    vault.add_visit(a_visit())
    approve_note(vault, note(D0, V0, health=("Old.",)))
    vault.save_document(note(DocumentId("d1"), V1, health=("New.",)))
    found = since_last(vault, V1)
    assert isinstance(found, PerhapsSomebodyElse) and "Old" not in repr(found)
    first = people[0].name if people else ""
    assert (found.last_visit, found.last_person, found.person) == (V0, first, "Mrs Amina Begum")
    say_whose(vault, V1, V0, True)
    known = since_last(vault, V1)
    assert isinstance(known, SinceLast) and rows(known, HEALTH)[0][1] is None and rows(known, HEALTH)[1][1] == "Old."
    assert known.asked and known.passed_over is None
    say_whose(vault, V1, V0, False)
    other = since_last(vault, V1)
    assert isinstance(other, PerhapsSomebodyElse) and other.said_no and "Old" not in repr(other)


def test_whose_note_it_is_is_asked_once(vault: Vault) -> None:
    """The answer is kept with the visit, can be taken back, is in the audit, and an older note comes in its place."""
    for number, days in ((0, 28), (9, 60)):
        people = (person("Mrs Begum"),) if number == 0 else a_visit().people
        vault.add_visit(replace(a_visit(f"v{number}"), created_at=AT - timedelta(days=days), people=people))
    vault.add_visit(a_visit())
    approve_note(vault, note(D0, V0, health=("Old.",)))
    approve_note(vault, note(DocumentId("d9"), VisitId("v9"), health=("Older.",)))
    vault.save_document(note(DocumentId("d1"), V1, health=("New.",)))
    assert isinstance(since_last(vault, V1), PerhapsSomebodyElse)
    assert say_whose(vault, V1, V0, False).other_person == (V0,)
    found = since_last(vault, V1)
    assert isinstance(found, SinceLast) and (found.last_visit, found.passed_over, found.asked) == ("v9", V0, False)
    rows_then = vault.audit.rows()
    say_whose(vault, V1, V0, False)
    assert vault.audit.rows() == rows_then, "the same answer again is nothing new"
    assert say_whose(vault, V1, V0, None).other_person == ()
    assert isinstance(since_last(vault, V1), PerhapsSomebodyElse)
    with pytest.raises(NotFound):
        say_whose(vault, V1, VisitId("none"), True)


def test_an_erased_visit_is_not_shown_and_a_damaged_note_is_passed_over(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is hidden is hidden; damage to one note must not take the others away, and the log has no words of it."""
    vault.add_visit(replace(a_visit("v0"), created_at=AT - timedelta(days=28)))
    vault.add_visit(a_visit())
    vault.save_document(note(DocumentId("d1"), V1, health=("New.",)))
    vault.save_document(note(D0, V0, health=("Old.",)))

    def damaged(*_: object) -> None:
        raise DataDamaged

    with monkeypatch.context() as patched:
        patched.setattr("scribe.since_last.approved", damaged)
        assert since_last(vault, V1) is None
    assert "damaged" in caplog.text and "Old" not in caplog.text
    erase(vault, V0, why="wrong person", no_harm=True)
    assert since_last(vault, V1) is None
    with pytest.raises(NotFound):
        since_last(vault, VisitId("none"))


def test_the_action_reads_and_keeps_nothing(vault: Vault) -> None:
    """It is a job, because the dictionary takes a moment; nothing is recorded of it."""
    lay(vault, note(D0, V0, health=("Old.",)), note(DocumentId("d1"), V1, health=("New.",)))
    before = vault.audit.rows()
    session = Session(vault, Settings(), None)  # type: ignore[arg-type]
    assert run_here(actions.since_last(session, V1)) == since_last(vault, V1)
    assert vault.audit.rows() == before
