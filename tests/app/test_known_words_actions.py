"""Words to know, by the actions alone: added, used when words are made, shown, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe import actions
from scribe.actions.known_words import to_listen_for
from scribe.errors import NotFound
from scribe.jobs import run_here
from scribe.known_words import KnownWord, Source, WordsRefused
from scribe.lifecycle import Move, advance
from scribe.session import Session
from scribe.sounds_like import with_known_words
from scribe.transcribing import turns_from_segments
from scribe.visit import HeardSegment, ModelCard, Transcript, TurnId, Word
from tests.app.test_actions import Engines, agreed, hears, imported, opened, segment
from tests.scribe_core.make import V1, a_visit

HEARD = ("Hello", "Mrs", "big", "gum.", "Sit", "down", "please.")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one transcribed visit, whose known word was put in."""
    with opened(tmp_path / "vault") as made:
        made.vault.add_visit(agreed(a_visit()))
        advance(made.vault, V1, Move.IMPORT_SOUND)
        advance(made.vault, V1, Move.TRANSCRIBE)
        sure = {"big": 0.4, "gum.": 0.5}
        words = tuple(Word(text, at * 0.3, at * 0.3 + 0.28, sure.get(text, 0.95)) for at, text in enumerate(HEARD))
        segments = with_known_words((HeardSegment("", 0.0, 3.0, words),), to_listen_for(made, made.vault.visit(V1)))
        made.vault.save_transcript(V1, Transcript(turns_from_segments(segments), ModelCard("s"), 3.0, "ab" * 32))
        yield made


def test_a_visits_own_words_are_kept_with_it(session: Session) -> None:
    """Added once, tidied, audited without their letters, and taken out again."""
    assert actions.known_words(session, V1) == ()
    assert actions.add_known_word(session, V1, " Oakenshaw   Road ") == ("Oakenshaw Road",)
    assert actions.add_known_word(session, V1, "Oakenshaw Road") == ("Oakenshaw Road",)
    assert actions.add_known_word(session, V1, "MARAC = may rack") == ("Oakenshaw Road", "MARAC = may rack")
    assert KnownWord("Oakenshaw Road", Source.VISIT) in to_listen_for(session, session.vault.visit(V1))
    assert actions.remove_known_word(session, V1, "Oakenshaw Road") == actions.known_words(session, V1)
    rows = [row for row in session.vault.audit.rows() if row.event == "known words changed"]
    assert len(rows) == 3 and "Oakenshaw" not in repr(rows) and session.vault.audit.check().whole


def test_what_is_no_word_is_refused_and_nothing_changes(session: Session) -> None:
    """A number, nothing at all, one too many; and a word that is not there can't be taken out."""
    for wrong in ("Flat 4", "  ", "x = "):
        with pytest.raises(WordsRefused):
            actions.add_known_word(session, V1, wrong)
    with pytest.raises(NotFound):
        actions.remove_known_word(session, V1, "Begum")
    many = tuple(f"{a}{b}x" for a in "abcdefghijklmnop" for b in "abcdefghijklmnop")[:200]
    session.vault.save_visit(replace(session.vault.visit(V1), known_words=many))
    with pytest.raises(WordsRefused, match="many words"):
        actions.add_known_word(session, V1, "Begum")
    assert actions.known_words(session, V1) == many


def test_what_was_heard_comes_back_on_request(session: Session) -> None:
    """One action, audited; the known word can't be taken back twice."""
    said = session.vault.transcript(V1)
    assert said is not None and said.turns[0].text == "Hello Mrs Begum. Sit down please."
    back = actions.undo_known_word(session, V1, TurnId("t1"), 2)
    assert back.turns[0].text == "Hello Mrs big gum. Sit down please."
    assert dict(session.vault.audit.rows()[-1].facts)["kind"] == "known word taken back"
    with pytest.raises(NotFound):
        actions.undo_known_word(session, V1, TurnId("t1"), 2)


def test_a_councils_list_that_cannot_be_read_keeps_no_visit_from_its_words(session: Session, tmp_path: Path) -> None:
    """The list counts once it is right; until then everything else is known."""
    path = tmp_path / "words.txt"
    session.settings = replace(session.settings, known_words_file=path)
    visit = session.vault.visit(V1)
    for wrong in (None, "Room 7\n"):
        if wrong:
            path.write_text(wrong, encoding="utf-8")
        assert "sertraline" in {word.text for word in to_listen_for(session, visit)}
    path.write_text("The Limes\n", encoding="utf-8")
    assert KnownWord("The Limes", Source.COUNCIL) in to_listen_for(session, visit)


def test_a_word_that_was_added_later_counts_when_the_sound_is_turned_into_words_again(tmp_path: Path) -> None:
    """The same sound, heard once more; what a person typed meanwhile in another turn stays."""
    with opened(tmp_path / "vault") as session:
        session.vault.add_visit(agreed(a_visit()))
        imported(session, tmp_path, 12)
        went = segment("We went to okenshaw today.", 0.0, 1.5, 0.95)
        doubtful = tuple(replace(w, confidence=0.3) if w.text == "okenshaw" else w for w in went.words)
        hears(session, replace(went, words=doubtful), segment("Bye now.", 9.0, 9.6))
        first = run_here(actions.transcribe_visit(session, V1))
        assert [turn.text for turn in first.turns] == ["We went to okenshaw today.", "Bye now."]
        actions.edit_turn(session, V1, first.turns[1].id, "Goodbye now.")
        actions.add_known_word(session, V1, "Oakenshaw")
        run_here(actions.transcribe_visit(session, V1))
        said = session.vault.transcript(V1)
        assert said is not None
        assert [turn.text for turn in said.turns] == ["We went to Oakenshaw today.", "Goodbye now."]


def test_a_doubtful_name_is_heard_again_when_the_words_are_made(tmp_path: Path) -> None:
    """It is put in, what was heard is offered back, and the vault keeps what was heard first. Made once more, the
    words are the same."""
    with opened(tmp_path / "vault") as session:
        session.vault.add_visit(agreed(a_visit()))
        imported(session, tmp_path, 12)
        came = segment("Then they come came round.", 1.0, 2.5, 0.95)
        doubtful = tuple(replace(w, confidence=0.3) if w.text in ("they", "come") else w for w in came.words)
        hears(session, replace(came, words=doubtful), segment("Bye now.", 9.0, 9.6))
        engines = session.engines
        assert isinstance(engines, Engines)
        run_here(actions.transcribe_visit(session, V1))
        plain = session.vault.machine_transcript(V1)
        engines.told = {"Begum": (segment("Then Begum came round.", 0.4, 1.8),)}
        first = run_here(actions.transcribe_visit(session, V1))
        assert plain and [turn.text for turn in plain.turns] == ["Then they come came round.", "Bye now."]
        assert [turn.text for turn in first.turns] == ["Then Begum came round.", "Bye now."]
        assert [doubt.offer for doubt in first.doubts if doubt.offer] == ["they come"]
        assert session.vault.heard(V1)[0].segments[0].text == "Then they come came round."
        again = run_here(actions.transcribe_visit(session, V1))
        assert [turn.words for turn in again.turns] == [turn.words for turn in first.turns]
        said = session.vault.transcript(V1)
        assert said is not None
        back = actions.undo_known_word(session, V1, said.turns[0].id, 1)
        assert back.turns[0].text == "Then they come came round."
