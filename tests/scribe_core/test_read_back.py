"""What the person visited says to the note is kept as they said it, beside what it corrects, whatever comes after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.progress import Cancellation
from scribe import actions, jottings, read_back
from scribe.approval import obstacles_now
from scribe.erasing import erase, harm_mentioned
from scribe.errors import MoveNotAllowed, NotFound
from scribe.jobs import JobContext, run_here
from scribe.jottings import JottingRefused
from scribe.keys import MemoryHolder
from scribe.notes.verify import verify_claim
from scribe.off_record import CODE_LEFT_OUT
from scribe.read_back import READ, correct
from scribe.review_undo import undo
from scribe.session import Session
from scribe.settings import Settings
from scribe.transcript_document import current, speaker_name
from scribe.vault import Vault
from scribe.visit import Claim, ClaimId, Document, DocumentStage, Kind, Manner, SectionId, Turn, TurnId, WrittenBy
from tests.app.test_actions import Engines
from tests.scribe_core.make import D1, V1, a_document, a_visit
from tests.scribe_core.test_urgent import said

HE_SAID = "it was six tablets, not five"
FRAME = "Said by the person visited when the note was read back: "


@pytest.fixture
def session(tmp_path: Path, drafted_here: None) -> Iterator[Session]:
    """A visit with a transcript."""
    with Vault.create(tmp_path / "vault", MemoryHolder()) as vault:
        vault.add_visit(a_visit())
        vault.save_transcript(V1, said())
        yield Session(vault, Settings(), Engines())  # type: ignore[arg-type]


@pytest.fixture
def note(session: Session) -> Document:
    """Its draft."""
    return run_here(actions.draft_note(session, V1))


def about(note: Document, words: str) -> tuple[SectionId, Claim]:
    """The statement with these words, and where it is."""
    return next((s.id, c) for s in note.sections for c in s.claims if words in c.text)


def claims(note: Document, section_id: SectionId) -> list[Claim]:
    """The statements of a section."""
    return [c for s in note.sections if s.id == section_id for c in s.claims]


def test_a_code_said_at_the_read_back_is_in_no_note(session: Session, note: Document) -> None:
    """Neither as it is kept, nor in the next draft; the jotting has it, and the statement is flagged."""
    section, claim = about(note, "hits me")
    actions.correct_read_back(session, note.id, "He only did it for my PIN, it's 4471", section, claim.id)
    after = actions.correct_read_back(session, note.id, "The key safe is 2 5 8 0", section)
    again = run_here(actions.draft_note(session, V1))
    for document in (after, again):
        made = [c for s in document.sections for c in s.claims if FRAME in c.text]
        assert [c.text.removeprefix(FRAME) for c in made if "PIN" in c.text] == [
            f"He only did it for my PIN, it's {CODE_LEFT_OUT}."
        ]
        assert len(made) == 2 and all(c.flagged for c in made)
        assert "4471" not in repr(document) and "2 5 8 0" not in repr(document)
    assert [each.text for each in session.vault.jottings(V1)] == [
        "He only did it for my PIN, it's 4471", "The key safe is 2 5 8 0",
    ]  # fmt: skip


def test_figures_are_read_beside_the_statement_that_they_correct() -> None:
    """'No, it's 4472' is a code where it is said to 'The key safe code is …', and else it is not."""
    code = Claim(ClaimId("c1"), f"The key safe code is {CODE_LEFT_OUT}.", Kind.REPORTED, ())
    rent = replace(code, text="The rent is 410 a month.")
    turn = Turn(TurnId("j1"), "", 9.0, 9.0, "No, it's 4472", manner=Manner.READ_BACK)
    assert "4472" not in read_back._quotation(turn, ClaimId("c2"), code).text
    assert "4472" in read_back._quotation(turn, ClaimId("c2"), rent).text


def test_the_words_stand_after_what_they_correct_and_it_is_marked(session: Session, note: Document) -> None:
    """The statement itself stays as it is; the section has to be read again; the note is no older for it."""
    for flagged in note.open_flags:
        actions.accept_claim(session, note.id, flagged.id, "heard")
    for each in note.sections:
        note = actions.confirm_section(session, note.id, each.id)
    section, claim = about(note, "hits me")
    after = actions.correct_read_back(session, note.id, f"  {HE_SAID}\n", section, claim.id)
    found = claims(after, section)
    place = [each.id for each in found].index(claim.id)
    made = found[place + 1]
    assert found[place] == replace(claim, corrected_by=(made.id,))
    assert (made.text, made.kind, made.written_by) == (
        f"{FRAME}It was six tablets, not five.",
        Kind.QUOTED,
        WrittenBy.QUOTATION,
    )
    (kept,) = session.vault.jottings(V1)
    assert (kept.manner, kept.text, kept.id) == (Manner.READ_BACK, HE_SAID, made.evidence[0].turn)
    assert [one.section for one in obstacles_now(session.vault, note.id) if one.section] == [section]
    assert not actions.out_of_date(session, note.id)
    whole = actions.drafted_from(session, V1)
    assert whole is not None and made.of_weight == ("medicines",)
    assert all(check.passed for check in verify_claim(made, whole.turns, a_visit().people))
    again = actions.correct_read_back(session, note.id, "And a half.", section, claim.id)
    assert len(claims(again, section)[place].corrected_by) == 2


def test_words_that_correct_nothing_are_at_the_end_of_a_section(session: Session, note: Document) -> None:
    """Something that was left out, or that the person wants to be there."""
    section, _ = about(note, "hits me")
    after = correct(session.vault, note.id, "I want that in.", section)
    assert claims(after, section)[-1].text == f"{FRAME}I want that in."
    assert all(claim.corrected_by == () for claim in claims(after, section))


@pytest.mark.parametrize(
    ("words", "section", "claim", "error"),
    [
        (" \n ", None, None, JottingRefused),
        ("x", SectionId("none"), None, NotFound),
        ("x", None, ClaimId("c99"), NotFound),
        ("x", SectionId("none"), ClaimId("c1"), NotFound),
    ],
)
def test_what_cannot_be_kept_changes_nothing(
    session: Session,
    note: Document,
    words: str,
    section: SectionId | None,
    claim: ClaimId | None,
    error: type[Exception],
) -> None:
    """No words, or nothing that they could be about."""
    with pytest.raises(error):
        correct(session.vault, note.id, words, section or note.sections[0].id, claim)
    assert session.vault.document(note.id) == note and session.vault.jottings(V1) == ()


def test_undone_in_the_note_the_words_are_still_kept(session: Session, note: Document) -> None:
    """Nothing but the visit's erasing takes them: not an edit, not a removal; a new draft has them again."""
    section, claim = about(note, "hits me")
    correct(session.vault, note.id, HE_SAID, section, claim.id)
    assert undo(session.vault, note.id).sections == note.sections
    (kept,) = session.vault.jottings(V1)
    for attempt in (
        lambda: jottings.change(session.vault, V1, kept.id, Manner.READ_BACK, "nothing"),
        lambda: jottings.change(session.vault, V1, kept.id, Manner.TOLD, "nothing"),
        lambda: jottings.remove(session.vault, V1, kept.id),
    ):
        with pytest.raises(MoveNotAllowed, match="as they said them"):
            attempt()
    other = jottings.add(session.vault, V1, Manner.TOLD, "He rang.", 3.0)
    with pytest.raises(MoveNotAllowed):
        jottings.change(session.vault, V1, other.id, Manner.READ_BACK, "He rang.")
    with pytest.raises(NotFound):
        jottings.remove(session.vault, V1, TurnId("j99"))
    assert kept in session.vault.jottings(V1)
    drafted = run_here(actions.draft_note(session, V1))
    _, again = about(drafted, "six tablets")
    assert (again.text, again.kind) == (f"{FRAME}It was six tablets, not five.", Kind.QUOTED)
    assert "medicines" in again.of_weight


def test_what_is_said_while_a_new_draft_is_made_is_in_it(session: Session, note: Document) -> None:
    """After the statement that it corrects, which is marked; other words where they stood; none of them twice."""
    section, claim = about(note, "hits me")
    job = actions.draft_note(session, V1)
    made = job.work(JobContext(lambda _: None, Cancellation()))
    actions.correct_read_back(session, note.id, HE_SAID, section, claim.id)
    actions.correct_read_back(session, note.id, "I want my tea in.", note.sections[2].id)
    job.keep(made)
    drafted = session.vault.document(made.id)
    place, again = about(drafted, "hits me")
    _, quoted = about(drafted, "six tablets")
    found = claims(drafted, place)
    assert again.corrected_by == (quoted.id,) and found[found.index(again) + 1] == quoted
    assert claims(drafted, note.sections[2].id)[-1].text == f"{FRAME}I want my tea in."
    assert not actions.out_of_date(session, drafted.id)
    texts = [c.text for s in drafted.sections for c in s.claims]
    assert len(texts) == len(set(texts))


def test_a_statement_is_marked_as_corrected_in_every_later_draft(session: Session, note: Document) -> None:
    """The person's words stand after it, wherever their own words would have led."""
    section, claim = about(note, "hits me")
    correct(session.vault, note.id, HE_SAID, section, claim.id)
    actions.correct_read_back(session, note.id, "He never came on Monday.", section, claim.id)
    later = session.vault.document(run_here(actions.draft_note(session, V1)).id)
    _, again = about(later, "hits me")
    assert again.corrected_by == tuple(about(later, words)[1].id for words in ("six tablets", "never came"))
    place = next(each for each in later.sections if again in each.claims)
    at = place.claims.index(again)
    assert tuple(each.id for each in place.claims[at + 1 : at + 3]) == again.corrected_by
    actions.remove_claim(session, later.id, again.corrected_by[0])
    latest = session.vault.document(run_here(actions.draft_note(session, V1)).id)
    assert len(about(latest, "hits me")[1].corrected_by) == 2


def test_an_extract_has_what_corrects_its_statements(session: Session, note: Document) -> None:
    """From a note, from possible harm and from turns: a correction stands after its statement, which is marked."""
    section, claim = about(note, "hits me")
    actions.correct_read_back(session, note.id, "It was my brother, not my son.", section, claim.id)
    (turn,) = {each.turn for each in claim.evidence if "hits" in talk_of(session)[each.turn]}
    ways = (
        {"note": note.id, "claims": [claim.id]},
        {"turns": [turn]},
        {"harm": [each for each in run_here(actions.harm_first(session, V1)) if "hits" in each.claim.text]},
    )
    for way in ways:
        made = actions.urgent_extract(session, V1, **way)  # type: ignore[arg-type]
        found = claims(made, made.sections[0].id)
        (at,) = [place for place, each in enumerate(found) if "hits me" in each.text]
        assert found[at + 1].text == f"{FRAME}It was my brother, not my son."
        assert found[at].corrected_by == (found[at + 1].id,) and len({each.id for each in found}) == len(found)
    undo(session.vault, note.id)
    made = actions.urgent_extract(session, V1, turns=[turn])
    assert all("brother" not in each.text for each in made.sections[0].claims)


def talk_of(session: Session) -> dict[TurnId, str]:
    """What was said, by turn."""
    whole = actions.drafted_from(session, V1)
    assert whole is not None
    return {turn.id: turn.text for turn in whole.turns}


def test_what_is_put_off_the_record_while_a_draft_is_made_is_in_no_note(session: Session) -> None:
    """The draft is not kept: it may hold words that nobody is to write, and silencing would not find them."""
    job = actions.draft_note(session, V1)
    made = job.work(JobContext(lambda _: None, Cancellation()))
    actions.leave_out(session, V1, (12.0, 15.0))
    with pytest.raises(MoveNotAllowed, match="off the record was changed"):
        job.keep(made)
    assert session.vault.documents(V1) == ()


def test_a_transcript_names_whose_words_they_are(session: Session, note: Document) -> None:
    """Nobody may take them for something that was said during the visit."""
    section, _ = about(note, "hits me")
    correct(session.vault, note.id, HE_SAID, section)
    document = current(session.vault, V1)
    last = document.sections[-1].claims[-1]
    assert last.text == f"The person visited, when the note was read back: {HE_SAID}"
    said_now = actions.drafted_from(session, V1)
    assert said_now is not None and speaker_name(said_now.turns[-1], a_visit()).startswith("The person visited")


def test_a_correction_after_approval_reopens_the_note(session: Session, note: Document) -> None:
    """The text changes, so the approval is void."""
    for claim in note.open_flags:
        actions.accept_claim(session, note.id, claim.id, "heard")
    for section in note.sections:
        actions.confirm_section(session, note.id, section.id)
    actions.confirm_actions(session, note.id)
    actions.see_omissions(session, note.id)
    actions.approve(session, note.id, "Jo Reed", "I have read it.", actions.shown_text(session, note.id))
    after = correct(session.vault, note.id, HE_SAID, note.sections[0].id)
    assert after.stage is DocumentStage.IN_REVIEW and actions.approval(session, note.id) is None


def test_harm_that_is_told_then_counts_and_nothing_is_recorded_in_words(session: Session) -> None:
    """It is in what has to be recorded before the visit is erased; the audit has ids, hashes and numbers."""
    session.vault.save_document(a_document())
    session.vault.save_transcript(V1, said((("p1", "Good morning."),)))
    correct(session.vault, D1, "You left out that he hits me.", SectionId("home"))
    actions.was_read_back(session, D1, 120, 61.04)
    (row,) = session.vault.audit.rows_about(D1, READ)
    assert dict(row.facts) == {"version": 1, "words": 120, "seconds": 61.0}
    assert "hits" not in str([each.facts for each in session.vault.audit.rows()])
    assert any("hits" in line for line in harm_mentioned(session.vault, V1).moments)
    kept = erase(session.vault, V1, why="asked", to_record="He hits her.")
    assert kept is not None
    (record,) = session.vault.documents(kept)
    with pytest.raises(MoveNotAllowed):
        correct(session.vault, record.id, "No.", record.sections[0].id)
