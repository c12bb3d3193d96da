"""Figures of drafts are true to what a worker did, and no word of a visit can be among them."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scribe import actions, review
from scribe.errors import DataDamaged
from scribe.keys import MemoryHolder
from scribe.lifecycle import Move, advance
from scribe.quality import NotAFigure, QualityRow, quality_rows, record
from scribe.quality_report import COLUMNS, added_up, as_csv, by_month, lines
from scribe.records import utc_now
from scribe.review_actions import change, reopen, start_review
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import Document, DocumentId
from tests.scribe_core.make import (
    C1,
    C3,
    D1,
    HOME,
    V1,
    a_document,
    a_visit,
    an_easy_read,
    approve_all,
    review_all,
    text_of,
    with_document,
)

ROW = QualityRow(id="0123456789abcdef", version=1, month="2026-03", template="case-note", model="tiny")


def a_session(vault: Vault) -> Session:
    """As the window has it, without models."""
    return Session(vault, Settings(), None)  # type: ignore[arg-type]


def reviewed(document: Document) -> Document:
    """One statement edited, one taken out, one that was left out put in, and three words written."""
    document = review.edit_claim(document, C1, "Mrs Begum said she takes 10 mg at dawn.")
    document = review.remove_claim(document, C3)
    document = review.add_omission(document, 0, HOME)
    return review.write_section(document, HOME, "Warm and tidy.")


def test_a_row_counts_what_was_done_to_the_draft(vault: Vault) -> None:
    """Words, statements, flags and omissions, each once; approving by the action alone keeps the row."""
    with_document(vault)
    change(vault, D1, reviewed)
    shown = _ready(vault)
    actions.approve(a_session(vault), D1, "Jo Reed", "I have read all of it.", shown)
    (kept,) = vault.quality_rows()
    (row,) = quality_rows(vault)
    assert kept[0] == row.id and D1 not in row.id
    assert (row.statements, row.kept, row.edited, row.removed, row.omissions_added) == (3, 1, 1, 1, 1)
    assert (row.flags, row.flags_accepted, row.flags_edited, row.flags_removed) == (1, 1, 0, 0)
    # 5 -> 10; 'It is raining.' in quotation and 'Warm and tidy.'; '“I like my <b>tea</b> & #toast.”'
    assert (row.words_changed, row.words_removed) == (1, 6)
    assert row.words_added == row.approved_words - row.draft_words + row.words_removed > 3
    assert 0 < row.distance < 1 and row.minutes == -1
    assert (row.template, row.model, row.version) == ("case-note", "tiny", 1)


def _ready(vault: Vault) -> str:
    review_all(vault)
    return text_of(vault)


def test_nothing_changed_is_no_distance_and_a_move_neither(vault: Vault) -> None:
    """A draft that is approved as it is has distance 0; moving a statement changes no word."""
    with_document(vault)
    change(vault, D1, lambda document: review.move_claim(document, C3, HOME))
    approve_all(vault)
    (row,) = quality_rows(vault)
    assert row.distance == 0.0 and row.moved == 1 and row.draft_words == row.approved_words > 15


def test_each_approved_version_has_a_row_and_the_last_one_counts(vault: Vault) -> None:
    """Reopened and approved again: two rows of one id, one document in the sum."""
    with_document(vault)
    approve_all(vault)
    assert len(quality_rows(vault)) == len(quality_rows(vault)) == 1
    reopen(vault, D1)
    start_review(vault, D1)
    change(vault, D1, lambda document: review.write_section(document, HOME, "Two words."))
    document = review.confirm_section(vault.document(D1), HOME)
    change(vault, D1, lambda _: document)
    shown = text_of(vault)
    actions.approve(a_session(vault), D1, "Jo Reed", "I have read all of it.", shown)
    first, second = quality_rows(vault)
    assert first.id == second.id and (first.version, second.version) == (1, 2)
    total = added_up((first, second))
    assert total.documents == 1 and total.statements == 3 and total.words_changed > 0
    assert by_month((first, second))[0][1].documents == 1


def test_minutes_run_from_the_last_stop_before_the_approval(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole minutes, by the audit's own times."""
    with_document(vault)
    now = utc_now()
    times = iter((now - timedelta(minutes=50), now - timedelta(minutes=12, seconds=30)))
    for move in (Move.IMPORT_SOUND, Move.IMPORT_SOUND):
        moment = next(times)
        monkeypatch.setattr("scribe.audit.utc_now", lambda at=moment: at)
        advance(vault, V1, move)
    monkeypatch.undo()
    approve_all(vault)
    (row,) = quality_rows(vault)
    assert row.minutes == 12


def test_practice_has_no_figures_and_what_is_not_approved_has_none(vault: Vault) -> None:
    """Nobody's practice is counted, and no draft is."""
    with_document(vault, practice=True)
    approve_all(vault)
    assert record(vault, D1) is None and quality_rows(vault) == ()
    assert lines(added_up(())) == ("No document was approved yet, so there are no figures.",)


def test_figures_outlive_what_they_are_of(vault: Vault) -> None:
    """When the approval is made void by reopening, and nothing can be counted again, the row is still there."""
    with_document(vault)
    approve_all(vault)
    before = quality_rows(vault)
    reopen(vault, D1)
    assert quality_rows(vault) == before != ()


def test_a_row_that_is_damaged_is_told_as_damage(vault: Vault) -> None:
    """Never shown half."""
    vault.add_quality_row("0123456789abcdef", 1, '{"month": "2026-03"}')
    with pytest.raises(DataDamaged):
        quality_rows(vault)


@pytest.mark.parametrize(
    "content",
    [
        {"template": "Mrs Begum"},
        {"model": "she fell"},
        {"month": "2026-03-02"},
        {"id": "d1"},
        {"statements": "3"},
        {"flags": True},
        {"minutes": 2.5},
        {"template": "=1+1"},
    ],
    ids=str,
)
def test_what_is_no_figure_is_refused(content: dict[str, object]) -> None:
    """Words, days, ids of the vault and formulas of a spreadsheet can't be put in a row."""
    with pytest.raises(NotAFigure):
        replace(ROW, **content)  # type: ignore[arg-type]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=3, max_size=20
)


@settings(max_examples=25, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_no_content_gets_in(name: str, said: str, written: str) -> None:
    """Whatever is said, written or somebody is called: numbers, a month, and two words of the council's are kept."""
    name, said, written = (f"canary{each}canary" for each in (name, said, written))
    document = a_document()
    section = document.sections[0]
    claims = tuple(replace(claim, text=said, why=written, of_weight=(said,)) for claim in section.claims)
    omissions = tuple(replace(one, text=f"{said} {written}") for one in document.omissions)
    made = replace(
        document,
        title=said,
        sections=(replace(section, heading=name, claims=claims), *document.sections[1:]),
        omissions=omissions,
        model=replace(document.model, name=said),
    )
    visit = a_visit()
    people = tuple(replace(person, name=name) for person in visit.people)
    with tempfile.TemporaryDirectory() as folder, Vault.create(Path(folder) / "vault", MemoryHolder()) as vault:
        vault.add_visit(replace(visit, reference=said, people=people))
        vault.save_document(made)
        change(vault, D1, lambda one: review.write_section(review.add_omission(one, 0, HOME), HOME, written))
        approve_all(vault)
        rows = quality_rows(vault)
        ((_, _, facts),) = vault.quality_rows()
    shown = as_csv(rows) + json.dumps([asdict(row) for row in rows]) + " ".join(lines(added_up(rows))) + facts
    if rows[0].model == said:  # one word: the name of a model is the council's, and no word of a visit
        shown = shown.replace(said, "")
    else:
        assert rows[0].model == "other"
    assert "canary" not in shown
    texts = {key: value for key, value in json.loads(facts).items() if not isinstance(value, int)}
    assert set(texts) == {"month", "template", "model"}


def test_the_file_of_a_team_has_a_line_a_row_and_only_these_columns() -> None:
    """RFC 4180, the names of the columns first."""
    text = as_csv((ROW, replace(ROW, id="f" * 16, draft_words=10, words_changed=5)))
    read = list(csv.DictReader(io.StringIO(text)))
    assert tuple(read[0]) == COLUMNS and [one["edit_distance"] for one in read] == ["0.0000", "0.5000"]
    assert text.count("\r\n") == 3
    page = (Path(__file__).parents[2] / "docs" / "quality.md").read_text("utf-8")
    assert all(f"`{name}`" in page for name in COLUMNS)


def test_a_document_that_can_not_be_counted_any_more_stops_no_other(vault: Vault) -> None:
    """An approval that no longer holds to the letter, of a time before figures were kept, is passed over."""
    with_document(vault)
    approve_all(vault)
    visit = vault.visit(V1)
    vault.save_visit(replace(visit, reference="another"))
    assert quality_rows(vault) == ()
    vault.save_visit(visit)
    assert len(quality_rows(vault)) == 1
    assert vault.approvals_that_hold() == (DocumentId("d1"),)


def test_an_easy_read_has_figures_too(vault: Vault) -> None:
    """Of its lines; its kind tells it from a note."""
    vault.add_visit(a_visit())
    made = an_easy_read()
    vault.save_document(made)
    approve_all(vault, made.id)
    (row,) = quality_rows(vault)
    assert row.template == "easy-read" and row.statements == row.kept == 4 and row.flags_accepted == 1
    assert row.distance == 0.0 and row.heard_words == 0
