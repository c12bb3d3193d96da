"""Small visits and documents to test with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from easyread.page import LeftOut, Line, LineKind, Page, Picture, Profile
from easyread.reader import Reader
from easyread.source import Block as Part
from easyread.source import BlockKind as PartKind
from easyread.source import Source, Span
from scribe import review
from scribe.approval import ApprovedDocument, approve
from scribe.document_text import shown_text
from scribe.easy_read import Start, document_of
from scribe.review_actions import change, start_review
from scribe.vault import Vault
from scribe.visit import (
    Action,
    Check,
    Claim,
    ClaimId,
    Document,
    DocumentId,
    DocumentStage,
    Evidence,
    Kind,
    ModelCard,
    OfNote,
    Omission,
    Person,
    PersonId,
    Role,
    Section,
    SectionId,
    TurnId,
    Visit,
    VisitId,
    VisitStage,
)

AT = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
V1, D1 = VisitId("v1"), DocumentId("d1")
HEALTH, HOME = SectionId("health"), SectionId("home")
C1, C2, C3, A1 = ClaimId("c1"), ClaimId("c2"), ClaimId("c3"), ClaimId("a1")


def a_visit(visit_id: str = "v1", *, practice: bool = False) -> Visit:
    """A visit with two people."""
    people = (
        Person(PersonId("p1"), "Mrs Amina Begum", Role.PERSON, "she"),
        Person(PersonId("p2"), "Jo Reed", Role.WORKER, "they"),
    )
    return Visit(VisitId(visit_id), "REF 2026/17", "case-note", VisitStage.PLANNED, AT, people, practice)


def evidence(turn: str = "t1") -> tuple[Evidence, ...]:
    """Where a claim came from."""
    return (Evidence(TurnId(turn), 0, 10, 1.0, 2.5),)


def a_document(document_id: str = "d1", visit_id: str = "v1", *, practice: bool = False) -> Document:
    """A draft with a flagged claim, a claim of weight, an empty section, an action and an omission."""
    health = Section(
        HEALTH,
        "Health and medicines",
        (
            Claim(C1, "Mrs Begum said she takes 5 mg at dawn.", Kind.REPORTED, evidence(), of_weight=("medicines",)),
            Claim(
                C2,
                "Mrs Begum said she doesn't fall.",
                Kind.REPORTED,
                evidence("t2"),
                (Check("negation", False, "the evidence has no 'not'"),),
                flagged=True,
                why="the evidence has no 'not'",
            ),
            Claim(C3, "“I like my <b>tea</b> & #toast.”", Kind.QUOTED, evidence("t3")),
        ),
    )
    home = Section(HOME, "Home", prompt="What did you see?")
    return Document(
        DocumentId(document_id),
        VisitId(visit_id),
        "case-note",
        "Case note",
        1,
        DocumentStage.DRAFTED,
        (health, home),
        (Action(A1, "Call the GP about the new tablets.", "p2", "Friday", evidence("t4")),),
        (Omission(TurnId("t9"), "It is raining.", "small talk", 0, 14),),
        ModelCard("tiny", "ab" * 32),
        AT,
        practice=practice,
    )


LETTER = "Your money\nYou must pay £5 a week.\nYou may appeal by 30 March 2026.\nPlease find enclosed our leaflet."
"""A letter: a heading, and three paragraphs of which the last is left out."""
LEAFLET = "Please find enclosed our leaflet."
COIN = Picture("money", Path("own/money.svg"), "A bank note and coins")
E1, E2, E3, E4 = ClaimId("l1"), ClaimId("l2"), ClaimId("l3"), ClaimId("l4")


def a_letter() -> Source:
    """The letter with its structure."""
    blocks, at = [], 0
    for text in LETTER.split("\n"):
        kind = PartKind.PARAGRAPH if at else PartKind.HEADING
        blocks.append(Part(kind, Span(at, at + len(text))))
        at += len(text) + 1
    return Source(LETTER, tuple(blocks))


def a_page() -> Page:
    """A page of the letter: a line before the heading, the heading, a line with a picture, and one that is flagged."""
    source = a_letter()
    heading, pay, appeal, leaflet = (block.span for block in source.blocks)
    lines = (
        Line("l1", "Larkmoor Council", Span(0, 0)),
        Line("l2", "Your money", heading, LineKind.HEADING),
        Line("l3", "You must pay £5 a week.", pay, picture=COIN),
        Line("l4", "You may appeal by 30 March.", appeal, flagged=True, why="The year is lost.", picture=COIN),
    )
    return Page(Profile.EASY_READ, source, lines, (LeftOut(leaflet, LEAFLET, "It says nothing."),))


def an_easy_read(visit_id: str = "v1", of_note: OfNote | None = None) -> Document:
    """An Easy Read of that page, as it is first kept."""
    start = Start(
        "Your money", Profile.EASY_READ, Reader("Amina", True, "Larkmoor Council"), "the letter", "3 March 2026"
    )
    return document_of(a_page(), start, VisitId(visit_id), of_note=of_note)


def with_document(vault: Vault, document: Document | None = None, *, practice: bool = False) -> Document:
    """Put a visit and its draft in a vault."""
    vault.add_visit(a_visit(practice=practice))
    vault.save_document(document or a_document(practice=practice))
    return vault.document(D1)


def review_all(vault: Vault, document_id: DocumentId = D1) -> Document:
    """Settle, confirm and look at everything."""

    def everything(document: Document) -> Document:
        for claim in document.open_flags:
            document = review.accept_claim(document, claim.id, "I heard her say it")
        for section in document.sections:
            document = review.confirm_section(document, section.id)
        return review.see_omissions(review.confirm_actions(document))

    start_review(vault, document_id)
    return change(vault, document_id, everything)


def text_of(vault: Vault, document_id: DocumentId = D1) -> str:
    """What the window shows."""
    document = vault.document(document_id)
    return shown_text(document, vault.visit(document.visit))


def approve_all(vault: Vault, document_id: DocumentId = D1) -> ApprovedDocument:
    """Review everything and approve it."""
    review_all(vault, document_id)
    shown = text_of(vault, document_id)
    return approve(vault, document_id, approver="Jo Reed", statement="I have read all of it.", shown=shown)
