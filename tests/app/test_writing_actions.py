"""What writing help asks by the actions: a rewrite as a job in a child, spelling with the words of a visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from easyread.reading import DocumentRefused
from easyread.rewriting import Easier
from resources import assets
from scribe import actions
from scribe.jobs import run_here
from scribe.session import Session
from tests.app.test_actions import agreed, opened
from tests.scribe_core.make import V1, a_visit

needs_spelling = pytest.mark.skipif(not (assets.BUILT / "spelling").is_dir(), reason="the set-up built no dictionary")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one visit."""
    with opened(tmp_path / "vault") as made:
        made.vault.add_visit(agreed(a_visit()))
        yield made


def test_a_text_is_rewritten_in_a_child(session: Session) -> None:
    """And nothing of it is in the vault."""
    before = sorted(path.name for path in session.vault.folder.rglob("*"))
    found = run_here(actions.rewrite_job("Please retain this letter. You owe £12.", Easier.PLAIN))
    assert found.sentences[0].after == "Please keep this letter."
    assert found.sentences[1].after == "You owe £12."
    assert sorted(path.name for path in session.vault.folder.rglob("*")) == before


def test_a_text_without_words_is_refused() -> None:
    """With one plain sentence."""
    with pytest.raises(DocumentRefused):
        run_here(actions.rewrite_job("  \n ", Easier.PLAIN))


def test_own_words_are_checked_in_a_child() -> None:
    """What they change is told."""
    assert actions.check_wording("You owe £12.", "You owe £12.").safe
    assert not actions.check_wording("You owe £12.", "You owe £21.").safe


@needs_spelling
def test_names_of_the_visit_are_right(session: Session, tmp_path: Path) -> None:
    """Its people's and its own words, the council's list, and care words; without the visit the names are not known."""
    visit = session.vault.visit(V1)
    person = replace(visit.people[0], name="Mrs Zqorvath")
    actions.change_people(session, V1, (person, *visit.people[1:]))
    council = tmp_path / "words.txt"
    council.write_text("Blorvingham\n", encoding="utf-8")
    session.settings = replace(session.settings, known_words_file=council)
    known = actions.words_to_spell(session, V1)
    text = "zqorvath of blorvingham has a nessesary asesment"
    assert [text[a:b] for a, b in actions.misspelt_words(text, known)] == ["nessesary", "asesment"]
    alone = actions.misspelt_words(text, actions.words_to_spell(session))
    assert [text[a:b] for a, b in alone] == ["zqorvath", "nessesary", "asesment"]


@needs_spelling
def test_what_sounds_like_it_comes_first() -> None:
    """At most five."""
    offers = actions.spelling_suggestions("fizzical")
    assert offers[0] == "physical"
    assert len(offers) <= 5


def test_a_list_that_can_not_be_read_keeps_nobody_from_writing(session: Session, tmp_path: Path) -> None:
    """The rest is still known."""
    session.settings = replace(session.settings, known_words_file=tmp_path / "gone.txt")
    assert actions.words_to_spell(session, V1)


def test_without_the_dictionary_nothing_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set-up that is not whole costs the help and nothing else."""
    from easyread import spelling

    def missing(*_: object) -> None:
        raise assets.AssetMissing("not built")

    monkeypatch.setattr(spelling, "misspelt", missing)
    monkeypatch.setattr(spelling, "suggestions", missing)
    assert actions.misspelt_words("asesment") == ()
    assert actions.spelling_suggestions("asesment") == ()
