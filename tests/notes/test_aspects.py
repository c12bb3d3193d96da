"""What has to be asked under a heading: found in what was said, and said to be missing where nobody spoke of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from scribe import review
from scribe.document_text import NOTHING_HERE, not_discussed_line, section_text
from scribe.notes.aspects import after_change
from scribe.notes.draft import DraftNote, Material, draft_note
from scribe.notes.templates import Template, TemplateSection, template
from scribe.records import from_json, to_json, utc_now
from scribe.visit import Document, DocumentId, DocumentStage, Omission, Section, SectionId, TurnId, VisitId
from tests.notes.people import turns
from tests.notes.talks import VISIT

TEXT = """
id = "x"
title = "X"
[[aspects]]
id = "help"
heading = "Help needed"
strong = ["help me"]
[[aspects]]
id = "pain"
heading = "Pain or distress"
strong = ["hurt"]
[[aspects]]
id = "danger"
heading = "Danger"
weights = ["falls"]
[[sections]]
id = "wash"
heading = "Washing"
strong = ["wash", "bath"]
aspects = ["help", "pain", "danger"]
[[sections]]
id = "rest"
heading = "The rest"
fallback = true
[[sections]]
id = "seen"
heading = "Seen alone"
prompt = "Say whether the child was seen alone."
required = true
"""


@pytest.fixture
def washing(tmp_path: Path) -> Template:
    """A template with three aspects of one heading."""
    (tmp_path / "x.toml").write_text(TEXT, encoding="utf-8")
    return template("x", tmp_path)


def draft(known: Template, *said: str, detail: str | None = None) -> DraftNote:
    """The draft of what the person said."""
    return draft_note(Material(VISIT.people, turns(*(("S1", each) for each in said))), known, detail=detail)


def document(note: DraftNote) -> Document:
    """A document of a draft."""
    return Document(
        DocumentId("d"), VisitId("v"), "x", "X", 1, DocumentStage.DRAFTED, note.sections, note.actions, note.omissions,
        note.model, utc_now(),
    )  # fmt: skip


def test_each_statement_is_put_to_what_it_speaks_to(washing: Template) -> None:
    """By its words, or by its weight; one statement may speak to two."""
    note = draft(washing, "My daughter has to help me wash.", "It hurts when I wash and I fell in the bath.")
    assert [claim.aspect for claim in note.sections[0].claims] == ["help", "pain danger"]
    assert not_discussed_line(note.sections[0]) == ""


def test_what_nobody_spoke_of_is_said_to_be_missing(washing: Template) -> None:
    """One line at the end of the section, in the very text that is approved."""
    note = document(draft(washing, "My daughter has to help me wash."))
    assert section_text(note, SectionId("wash")).splitlines()[-1] == "Not discussed: Pain or distress; Danger"


def test_what_was_said_under_another_heading_is_not_said_to_be_missing(washing: Template) -> None:
    """'I'd like …' may stand with the wishes, and is about washing all the same; so may what is in the omissions."""
    wishes = TemplateSection(SectionId("wishes"), "Wishes", kinds=("wish",), strong=("i'd rather",), weights=("falls",))
    wider = replace(washing, sections=(wishes, *washing.sections))
    note = draft(wider, "I'd rather not fall when I wash.", "I wash at the sink.")
    assert [len(each.claims) for each in note.sections[:2]] == [1, 1]
    assert not_discussed_line(note.sections[1]) == "Not discussed: Help needed; Pain or distress"
    asked = draft_note(
        Material(VISIT.people, turns(("S1", "I wash at the sink."), ("S3", "Does it hurt when you wash?"))), washing
    )
    assert not_discussed_line(asked.sections[0]) == "Not discussed: Help needed; Danger"


def test_where_nothing_was_said_it_is_said_once(washing: Template) -> None:
    """An empty section has its own words for that, and no list."""
    note = document(draft(washing, "I like the garden."))
    assert section_text(note, SectionId("wash")) == "Not discussed"


def test_what_the_worker_writes_of_an_aspect_takes_it_off_the_list(washing: Template) -> None:
    """'Danger: none seen.' stands there instead."""
    note = document(draft(washing, "My daughter has to help me wash."))
    written = review.write_section(note, SectionId("wash"), "Danger: none seen.")
    assert section_text(written, SectionId("wash")).endswith("Danger: none seen.\nNot discussed: Pain or distress")


def test_a_removed_statement_was_said_all_the_same(washing: Template) -> None:
    """What the worker takes out is not told, but nobody may say that it was not discussed."""
    note = document(draft(washing, "My daughter has to help me wash."))
    gone = review.remove_claim(note, note.sections[0].claims[0].id)
    assert [each.id for each in gone.sections[0].aspects_not_discussed] == ["pain", "danger"]
    assert section_text(gone, gone.sections[0].id).endswith(NOTHING_HERE)


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_a_shorter_note_never_says_that_something_was_not_discussed_which_was(washing: Template, detail: str) -> None:
    """What speaks to an aspect is in the note at every level of detail."""
    note = draft(washing, "I wash at the sink and it hurts.", "I wash on Sundays with green soap.", detail=detail)
    assert "pain" not in [each.id for each in note.sections[0].aspects_not_discussed]


def test_a_statement_that_the_worker_adds_or_changes_speaks_to_its_aspects_too(washing: Template) -> None:
    """'Not discussed' is said of nothing that stands in the note; the statements that were there stay as they are."""
    note = document(draft(washing, "My daughter has to help me wash."))
    left = Omission(TurnId("t1"), "It hurts.", "small talk", 0, 9)
    before = replace(note, omissions=(left,))
    after = after_change(before, review.add_omission(before, 0, SectionId("wash")), washing)
    assert [claim.aspect for claim in after.sections[0].claims] == ["help", "pain"]
    edited = review.edit_claim(after, after.sections[0].claims[1].id, "She said: help me.")
    again = after_change(after, edited, washing)
    assert [claim.aspect for claim in again.sections[0].claims] == ["help", "help pain"]
    assert after_change(again, again, washing) is again


def test_a_required_section_has_to_be_written_before_approval(washing: Template) -> None:
    """Confirming it is not enough; words are."""
    note = document(draft(washing, "I like the garden."))
    seen = SectionId("seen")
    confirmed = review.confirm_section(note, seen)
    assert [one.sentence for one in review.obstacles(confirmed) if one.section == seen] == [
        "Write under 'Seen alone': only you can say this, and it has to be said."
    ]
    written = review.confirm_section(review.write_section(confirmed, seen, "Yes, in her room."), seen)
    assert not [one for one in review.obstacles(written) if one.section == seen]


def test_a_document_from_before_there_were_aspects_is_read() -> None:
    """Fields that it doesn't have get their defaults."""
    old = from_json(Section, '{"id":"a","heading":"A","claims":[],"prompt":"","written":"","recorded":""}')
    assert (old.aspects, old.required) == ((), False)
    assert from_json(Section, to_json(old)) == old
