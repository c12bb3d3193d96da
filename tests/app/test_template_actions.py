"""What a worker can do with templates, by the actions alone, on a real vault and real folders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions
from scribe import settings as all_settings
from scribe.document_text import shown_text
from scribe.errors import FileRefused, NotReadyToApprove
from scribe.jobs import run_here
from scribe.lifecycle import Move, advance
from scribe.session import Session
from scribe.settings import SettingRefused
from scribe.visit import ClaimId, Document, ModelCard, Transcript, Turn, TurnId
from tests.app.test_actions import agreed, opened
from tests.scribe_core.make import V1, a_visit


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A vault with one transcribed visit, and settings and folders of its own."""
    monkeypatch.setattr(all_settings, "user_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(all_settings, "policy_file", lambda: tmp_path / "policies.json")
    monkeypatch.setattr("scribe.own_templates.data_folder", lambda: tmp_path / "data")
    with opened(tmp_path / "vault") as made:
        made.vault.add_visit(agreed(a_visit()))
        advance(made.vault, V1, Move.IMPORT_SOUND)
        advance(made.vault, V1, Move.TRANSCRIBE)
        said = ("My daughter has to help me wash.", "Goodness.", "I wash at the sink and it hurts.")
        turns = tuple(Turn(TurnId(f"t{n}"), "p1", 4.0 * n, 4.0 * n + 3, text) for n, text in enumerate(said, 1))
        made.vault.save_transcript(V1, Transcript(turns, ModelCard("scripted"), 16.0, "ab" * 32))
        yield made


def hygiene(document: Document) -> str:
    """What stands under washing."""
    section = next(each for each in document.sections if each.id == "hygiene")
    return " / ".join(
        [*(f"{claim.text} [{claim.aspect}]" for claim in section.claims)]
        + [each.id for each in section.aspects_not_discussed]
    )


def test_a_note_says_what_was_not_discussed_until_it_is_added(session: Session) -> None:
    """What the worker puts back or rewords counts, and the document keeps its level of detail."""
    note = run_here(actions.draft_note(session, V1, "care-act-assessment", "full"))
    assert session.vault.document(note.id).detail == "full"
    assert hygiene(note).endswith("danger / time") and "Not discussed: danger" in actions.shown_text(session, note.id)
    claim = next(each for section in note.sections for each in section.claims if "help" in each.aspect)
    changed = actions.edit_claim(session, note.id, ClaimId(claim.id), "Her daughter washes her, which takes an hour.")
    assert hygiene(changed).endswith("danger")
    assert "Not discussed: danger to the adult or to others\n" in actions.shown_text(session, note.id)


def test_a_note_of_a_template_that_is_gone_can_be_read_and_changed(session: Session, tmp_path: Path) -> None:
    """The council took it away: the note stays as it is."""
    session.settings = replace(session.settings, templates_folder=tmp_path / "council")
    ours = replace(actions.template_to_edit(session, "care-act-assessment"), id="ours")
    path = actions.save_template(session, ours)
    note = run_here(actions.draft_note(session, V1, "ours"))
    path.unlink()
    claim = next(each for section in note.sections for each in section.claims)
    assert actions.edit_claim(session, note.id, claim.id, "Other words.").title == ours.title


def test_a_bad_file_of_the_councils_is_told_and_stands_in_nobodys_way(session: Session, tmp_path: Path) -> None:
    """Every other kind of note can be chosen, planned with and drafted."""
    folder = tmp_path / "council"
    folder.mkdir()
    (folder / "broken.toml").write_text("not toml [", encoding="utf-8")
    session.settings = replace(session.settings, templates_folder=folder)
    assert [each.split(" can't")[0] for each in actions.template_problems(session)] == ["The template broken.toml"]
    assert "minutes" in dict(actions.template_choices(session))
    assert run_here(actions.draft_note(session, V1, "minutes")).detail == "full"
    with pytest.raises(FileRefused, match="not valid TOML"):
        actions.draft_note(session, V1, "broken")


def test_what_has_to_be_written_stands_in_the_way_of_approval(session: Session) -> None:
    """The template of a child and family visit asks whether the child was seen."""
    note = run_here(actions.draft_note(session, V1, "child-and-family-visit"))
    assert any("Whether each child was seen" in each.sentence for each in actions.obstacles(session, note.id))
    actions.start_review(session, note.id)
    with pytest.raises(NotReadyToApprove):
        actions.approve(session, note.id, "Jo Reed", "I have read it.", actions.shown_text(session, note.id))


def test_a_changed_template_is_used_from_then_on(session: Session, tmp_path: Path) -> None:
    """It goes to a folder of the worker's own, which becomes the folder of templates."""
    changed = replace(actions.template_to_edit(session, "case-note"), title="Our note")
    path = actions.save_template(session, changed)
    assert path == tmp_path / "data" / "templates" / "case-note.toml"
    assert session.settings.templates_folder == path.parent == all_settings.load_settings().templates_folder
    assert dict(actions.template_choices(session))["case-note"] == "Our note"
    assert run_here(actions.draft_note(session, V1, "case-note")).title == "Our note"


def test_where_policy_says_that_there_are_no_others_none_is_kept(session: Session, tmp_path: Path) -> None:
    """The sentence says so, and no file is left behind."""
    session.settings = replace(session.settings, locked=frozenset({"templates_folder"}))
    with pytest.raises(SettingRefused, match="IT has set"):
        actions.save_template(session, actions.template_to_edit(session, "case-note"))
    assert not (tmp_path / "data").exists()


def test_the_preview_is_the_practice_visits_note_and_nothing_is_kept(session: Session) -> None:
    """Under the template as it is being changed."""
    known = actions.template_to_edit(session, "case-note")
    first = replace(known.sections[0], heading="Why we came")
    document, visit = run_here(actions.preview_template(session, replace(known, sections=(first, *known.sections[1:]))))
    text = shown_text(document, visit)
    assert "PRACTICE" in text and "Why we came" in text and "Mrs Begum" in text
    assert actions.latest_document(session, V1) is None
