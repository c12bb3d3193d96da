"""What can't wait: harm is quoted first of all, and chosen statements go through the same gate as a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scribe import jottings, review, urgent
from scribe.approval import approve, approved, obstacles_now
from scribe.document_text import ONLY_AN_EXTRACT, shown_text
from scribe.errors import DiskFull, NotApproved, NotFound, NothingHeard, NotReadyToApprove
from scribe.export import copy_section, export, verify_file
from scribe.harm_first import HarmStatement, harm_first, harm_in
from scribe.late_doubts import flag_late_doubts
from scribe.lifecycle import Move, OnRecord, advance, destroy_erased
from scribe.notes.quotations import UNNAMED, UNSURE
from scribe.review_actions import change, reopen, start_review
from scribe.transcript_document import extracts, latest_note
from scribe.transcript_edits import transcript_sha256
from scribe.urgent import SAID, NothingChosen, extract, from_harm, from_note, from_turns, show_what_went, what_went
from scribe.vault import Vault, VisitErased
from scribe.visit import (
    URGENT,
    AudioOrigin,
    Claim,
    ClaimId,
    Document,
    Doubt,
    Evidence,
    HeardPart,
    HeardSegment,
    Kind,
    LeftOut,
    Manner,
    ModelCard,
    Omission,
    Person,
    PersonId,
    Recording,
    RecordingId,
    Role,
    Transcript,
    Turn,
    TurnId,
    Word,
)
from tests.scribe_core.make import AT, C1, D1, V1, a_document, a_visit

PEOPLE = (*a_visit().people, Person(PersonId("p3"), "Mia Begum", Role.CHILD, "she"))
TALK = (
    ("p2", "Good morning. How are you sleeping?"),
    ("p1", "Badly. I get up at five."),
    ("p2", "Has anybody hurt you?"),
    ("p1", "Mm."),
    ("p1", "My son hits me. It was on Tuesday. He was drunk. Then he slept."),
    ("p2", "OK."),
    ("p2", "Do you ever think of killing yourself?"),
    ("p1", "No. Never. I have my faith. And my tea."),
    ("p3", "There is a knife under my bed."),
    ("p2", "I see. Is the fire safe?"),
    ("p1", "Yes."),
)


def said(lines: Sequence[tuple[str, str]] = TALK) -> Transcript:
    """Three seconds a turn, each word with its time."""
    return Transcript(
        tuple(_turn(at, speaker, text) for at, (speaker, text) in enumerate(lines, start=1)),
        ModelCard("scripted", "cd" * 32),
        3.0 * len(lines),
        "ab" * 32,
    )


def _turn(at: int, speaker: str, text: str) -> Turn:
    words = text.split()
    step = 3.0 / len(words)
    made = (Word(word, 3.0 * at + step * n, 3.0 * at + step * (n + 1), 0.95) for n, word in enumerate(words))
    return Turn(TurnId(f"t{at}"), speaker, 3.0 * at, 3.0 * at + 3.0, text, tuple(made))


def texts(found: Sequence[HarmStatement]) -> list[str]:
    return [each.claim.text for each in found]


@pytest.fixture
def visited(vault: Vault) -> Vault:
    """A visit with a transcript."""
    vault.add_visit(replace(a_visit(), people=PEOPLE))
    vault.save_transcript(V1, said())
    return vault


# --- harm first
def test_harm_is_quoted_with_the_question_before_it_and_the_grave_comes_first() -> None:
    """Said or denied, by whoever; letter for letter, one sentence more on each side; each of them checked."""
    found = harm_in(said(), PEOPLE)
    assert texts(found) == [
        'Jo Reed asked: "Has anybody hurt you?" Mrs Begum said: "Mm. My son hits me. It was on Tuesday. He was drunk. '
        'Then he slept."',
        'Jo Reed asked: "Do you ever think of killing yourself?" Mrs Begum said: "No. Never. I have my faith."',
        'Mia Begum said: "There is a knife under my bed."',
        'Jo Reed asked: "Is the fire safe?" Mrs Begum said: "Yes."',
    ]
    assert [each.grave for each in found] == [True, True, True, False]
    assert all(each.claim.kind is Kind.QUOTED and not each.claim.flagged for each in found)
    assert all(check.passed for each in found for check in each.claim.checks)
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert "harm" in found[0].kinds and "suicide" in found[1].kinds


def test_the_grave_comes_before_what_was_said_earlier() -> None:
    """A fire at the start of the visit doesn't hide what was said at its end."""
    found = harm_in(said((("p1", "There was a fire."), ("p1", "Lovely day."), ("p1", "He hits me."))), PEOPLE)
    assert [each.grave for each in found] == [True, False]


def test_what_is_harm_only_together_is_quoted_together() -> None:
    """A pause cuts a sentence anywhere."""
    (found,) = harm_in(said((("p1", "She said she wanted to kill"), ("p1", "herself last night."))), PEOPLE)
    assert found.claim.text == 'Mrs Begum said: "She said she wanted to kill herself last night."'
    assert [each.turn for each in found.claim.evidence] == ["t1", "t2"]


def test_what_was_jotted_down_and_dictated_is_there_as_the_workers_own() -> None:
    """In its frame, so that nobody takes it for words of the visit."""
    jotted = replace(said().turns[0], id=TurnId("j1"), speaker="p2", text="bruise on her arm", words=())
    told = replace(jotted, id=TurnId("j2"), text="her son hits her", manner=Manner.TOLD)
    view = replace(jotted, id=TurnId("j3"), text="I think he hits her", manner=Manner.VIEW)
    spoken = replace(jotted, id=TurnId("t9"), text="I saw a bruise on her arm", manner=Manner.DICTATED)
    turns = (replace(jotted, manner=Manner.SEEN), told, view, spoken)
    found = harm_in(replace(said(), turns=turns), PEOPLE)
    assert [(each.claim.text, each.claim.kind) for each in found] == [
        ("Seen: Bruise on her arm.", Kind.OBSERVED),
        ("Told: Her son hits her.", Kind.REPORTED),
        ("I think he hits her.", Kind.VIEW),
        ("I saw a bruise on her arm.", Kind.OBSERVED),
    ]


def test_a_quotation_that_nobody_can_vouch_for_is_flagged() -> None:
    """An unnamed voice, and words that were doubted: somebody has to listen first."""
    (found,) = harm_in(said((("S1", "He hits me."),)), PEOPLE)
    assert found.claim.text.startswith("Somebody said") and found.claim.why == UNNAMED
    doubted = replace(said((("p1", "He hits me."),)), doubts=(Doubt(TurnId("t1"), 1, 2, "faint"),))
    (found,) = harm_in(doubted, PEOPLE)
    assert found.claim.flagged and "misheard" in str(found.claim.why)
    (found,) = harm_in(said((("p1", 'He said "I hit her" and “good” to me.'),)), PEOPLE)
    assert found.claim.why == UNSURE


def test_a_question_that_nobody_answers_is_quoted_alone() -> None:
    """At the end of the sound, or before the same speaker goes on."""
    (found,) = harm_in(said((("p2", "Does he hit you?"),)), PEOPLE)
    assert found.claim.text == 'Jo Reed asked: "Does he hit you?"'
    (found,) = harm_in(said((("p2", "Does he hit you?"), ("p2", "Take your time."))), PEOPLE)
    assert found.claim.text == 'Jo Reed asked: "Does he hit you?"'


def test_it_needs_no_transcript(vault: Vault) -> None:
    """What was heard so far and jotted down is enough, and what is off the record is not in it."""
    vault.add_visit(a_visit())
    assert harm_first(vault, V1) == ()
    vault.save_recording(Recording(RecordingId("r1"), V1, "r1.fna", AudioOrigin.RECORDED, AT, seconds=9.0))
    heard = tuple(HeardSegment(text, 3.0 * n, 3.0 * n + 3, ()) for n, text in enumerate(("Good.", "He hits me.")))
    vault.add_heard(V1, HeardPart(RecordingId("r1"), 9.0, heard, ModelCard("tiny")), 0.0)
    jottings.add(vault, V1, Manner.SEEN, "Bruise on her arm", 7.0)
    assert texts(harm_first(vault, V1)) == ['Somebody said: "He hits me."', "Seen: Bruise on her arm."]
    vault.save_transcript(V1, replace(said((("p1", "He hits me."),)), left_out=(LeftOut(0.0, 9.0),)))
    assert texts(harm_first(vault, V1)) == ["Seen: Bruise on her arm."]


# --- the extract
def _ready(vault: Vault, made: Document) -> str:
    """Read and confirmed; gives what is shown."""
    start_review(vault, made.id)
    change(vault, made.id, lambda d: review.confirm_section(d, SAID))
    return shown_text(vault.document(made.id), vault.visit(V1))


def _approved(vault: Vault, made: Document) -> None:
    shown = _ready(vault, made)
    approve(vault, made.id, approver="Jo Reed", statement="I have read it.", shown=shown)


def test_an_extract_goes_through_the_gate_of_a_note(visited: Vault, tmp_path: Path) -> None:
    """Nothing leaves before it is read, confirmed and approved to the letter; then it is exported as a note is."""
    chosen = [each.claim for each in harm_first(visited, V1)]
    made = extract(visited, V1, chosen[:2])
    assert made.is_urgent and made.template == URGENT and made.transcript_sha256 == transcript_sha256(said())
    with pytest.raises(NotApproved):
        approved(visited, made.id)
    start_review(visited, made.id)
    text = shown_text(visited.document(made.id), visited.visit(V1))
    assert ONLY_AN_EXTRACT in text and "My son hits me." in text and "faith" in text and "knife" not in text
    with pytest.raises(NotReadyToApprove):
        approve(visited, made.id, approver="Jo Reed", statement="I have read it.", shown=text)
    change(visited, made.id, lambda d: review.confirm_section(d, SAID))
    with pytest.raises(NotReadyToApprove):
        approve(visited, made.id, approver="Jo Reed", statement="I have read it.", shown=text + " ")
    ready = approve(visited, made.id, approver="Jo Reed", statement="I have read it.", shown=text)
    export(visited, ready, "txt", tmp_path / "urgent.txt")
    assert verify_file(visited, tmp_path / "urgent.txt").holds
    rows = {row.event for row in visited.audit.rows_about(made.id, urgent.MADE)}
    assert rows == {urgent.MADE} and "hits" not in str([row.facts for row in visited.audit.rows()])


def test_a_flag_comes_with_its_statement(visited: Vault) -> None:
    """What nobody can vouch for is settled first, as in a note."""
    visited.save_transcript(V1, said((("S1", "He hits me."),)))
    made = extract(visited, V1, [each.claim for each in harm_first(visited, V1)])
    start_review(visited, made.id)
    with pytest.raises(NotReadyToApprove):
        change(visited, made.id, lambda d: review.confirm_section(d, SAID))
    change(visited, made.id, lambda d: review.accept_claim(d, ClaimId("c1"), "It is her voice."))
    _approved(visited, made)
    assert approved(visited, made.id).document.sections[0].claims[0].settled is not None


def test_statements_are_in_the_order_of_the_visit_and_each_is_there_once(visited: Vault) -> None:
    """Whatever order they were chosen in; turns are quoted whole, with the question before."""
    chosen = [*from_turns(visited, V1, [TurnId("t8")]), *from_turns(visited, V1, [TurnId("t5")])]
    made = extract(visited, V1, [*chosen, *chosen])
    claims = made.sections[0].claims
    assert [claim.id for claim in claims] == ["c1", "c2"]
    assert claims[0].text.startswith('Jo Reed asked: "Has anybody hurt you?"') and "Then he slept" in claims[0].text
    assert claims[1].text.endswith('"No. Never. I have my faith. And my tea."')


def test_statements_of_a_note_and_what_is_not_in_it_are_taken_as_they_stand(visited: Vault) -> None:
    """A statement with the worker's edit and its settled flag; what was left out as a quotation."""
    at = (Evidence(TurnId("t5"), 0, 15, 15.0, 16.0),)
    stated = Claim(C1, "Mrs Begum said her son hits her.", Kind.REPORTED, at, of_weight=("harm",))
    alone = Claim(ClaimId("c7"), "She was pale.", Kind.OBSERVED, ())
    health, home = a_document().sections
    note = replace(
        a_document(),
        sections=(replace(health, claims=(stated, alone)), home),
        omissions=(Omission(TurnId("t9"), "There is a knife under my bed.", "not placed", 0, 30),),
        transcript_sha256=transcript_sha256(said()),
    )
    visited.save_document(note)
    made = extract(visited, V1, from_note(visited, note, [C1, alone.id], [0]))
    assert [claim.text for claim in made.sections[0].claims] == [
        "Mrs Begum said her son hits her.",
        'Mia Begum said: "There is a knife under my bed."',
        "She was pale.",
    ]
    assert made.sections[0].claims[0].evidence == at
    for claims, omissions in (([ClaimId("c9")], []), ([], [1])):
        with pytest.raises(NotFound):
            from_note(visited, note, claims, omissions)
    assert from_note(visited, note, [], []) == []
    jottings.add(visited, V1, Manner.SEEN, "A bruise", 1.0)
    with pytest.raises(NotReadyToApprove, match="changed after"):
        from_note(visited, note, [C1], [])


def test_nothing_is_made_of_nothing(vault: Vault) -> None:
    """No statement, no transcript, words that aren't there."""
    vault.add_visit(a_visit())
    with pytest.raises(NothingHeard):
        extract(vault, V1, [])
    with pytest.raises(NotFound):
        from_turns(vault, V1, [TurnId("t1")])
    vault.save_transcript(V1, said())
    with pytest.raises(NothingChosen):
        extract(vault, V1, [])
    with pytest.raises(NotFound):
        from_turns(vault, V1, [TurnId("t99")])
    with pytest.raises(NotFound):
        extract(vault, V1, [a_document().sections[0].claims[0], *_of("t99")])
    assert vault.documents(V1) == ()


def _of(turn: str) -> list[Claim]:
    return [Claim(C1, "x", Kind.QUOTED, (Evidence(TurnId(turn), 0, 1, 0.0, 1.0),))]


def test_words_that_were_put_right_since_stop_it(visited: Vault) -> None:
    """It rests on what was said then: it has to be made again."""
    made = extract(visited, V1, from_turns(visited, V1, [TurnId("t5")]))
    _ready(visited, made)
    assert obstacles_now(visited, made.id) == ()
    jottings.add(visited, V1, Manner.SEEN, "A bruise", 1.0)
    assert obstacles_now(visited, made.id)


def test_a_late_doubt_flags_an_extract_that_nobody_approved(visited: Vault) -> None:
    """A second listener's doubt may be about the very words that are to go out."""
    made = extract(visited, V1, from_turns(visited, V1, [TurnId("t5")]))
    visited.save_transcript(V1, replace(said(), doubts=(Doubt(TurnId("t5"), 2, 3, "heard ‘visits’"),)))
    assert [each.id for each in flag_late_doubts(visited, V1)] == [made.id]
    assert visited.document(made.id).open_flags


# --- that it went
def test_the_note_says_that_an_extract_went_out_before_it(visited: Vault, tmp_path: Path) -> None:
    """By whose approval and when, for each version that left; not before it has left, and not twice."""
    visited.save_document(a_document())
    made = extract(visited, V1, from_turns(visited, V1, [TurnId("t5")]))
    assert latest_note(visited, V1) == visited.document(D1), "an extract is not the note"
    assert extracts(visited, V1) == (made,)
    _approved(visited, made)
    assert what_went(visited, V1) == () and show_what_went(visited, V1) is None
    ready = approved(visited, made.id)
    export(visited, ready, "txt", tmp_path / "a.txt")
    copy_section(visited, ready, SAID)
    urgent.after_leaving(visited, made.id)
    (went,) = visited.document(D1).went_before
    assert (went.document, went.version, went.approver) == (made.id, 1, "Jo Reed")
    text = shown_text(visited.document(D1), visited.visit(V1))
    assert "An urgent extract, approved by Jo Reed, went out before this, on " in text
    rows = len(visited.audit.rows())
    urgent.after_leaving(visited, made.id)
    assert len(visited.audit.rows()) == rows
    reopen(visited, made.id)
    _approved(visited, made)
    export(visited, approved(visited, made.id), "txt", tmp_path / "b.txt")
    urgent.after_leaving(visited, made.id)
    assert [one.version for one in visited.document(D1).went_before] == [1, 2]
    assert [row.event for row in visited.audit.rows_about(D1, urgent.SHOWN)] == [urgent.SHOWN] * 2


def test_an_approved_note_stays_as_it_was_approved(visited: Vault, tmp_path: Path) -> None:
    """What goes out after it is known, and doesn't change a letter of it; a note that leaves says nothing of itself."""
    visited.save_document(replace(a_document(), actions=(), omissions=(), sections=()))
    start_review(visited, D1)
    shown = shown_text(visited.document(D1), visited.visit(V1))
    approve(visited, D1, approver="Jo Reed", statement="I have read it.", shown=shown)
    made = extract(visited, V1, from_turns(visited, V1, [TurnId("t5")]))
    _approved(visited, made)
    export(visited, approved(visited, made.id), "txt", tmp_path / "a.txt")
    urgent.after_leaving(visited, made.id)
    urgent.after_leaving(visited, D1)
    assert approved(visited, D1).text == shown and len(what_went(visited, V1)) == 1


def test_what_fails_after_it_left_is_made_good_later(
    visited: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk must not make a file that is out look as if it weren't."""
    visited.save_document(a_document())
    made = extract(visited, V1, from_turns(visited, V1, [TurnId("t5")]))
    _approved(visited, made)
    export(visited, approved(visited, made.id), "txt", tmp_path / "a.txt")

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(visited, "save_document", full)
        urgent.after_leaving(visited, made.id)
    assert visited.document(D1).went_before == ()
    with monkeypatch.context() as patched:
        patched.setattr(visited, "approval_of_version", lambda *_: None)
        assert what_went(visited, V1) == (), "what nobody approved did not go out"
    assert show_what_went(visited, V1) == visited.document(D1) and visited.document(D1).went_before


def test_an_extract_is_of_the_words_that_there_are(visited: Vault) -> None:
    """A list of harm that was made of other words is refused; what was doubted since it was made is a flag in it."""
    stated = harm_first(visited, V1)
    other = replace(said(), turns=tuple(replace(turn, text=f"{turn.text} Yes.") for turn in said().turns))
    visited.save_transcript(V1, other)
    with pytest.raises(NotReadyToApprove):
        from_harm(visited, V1, stated)
    visited.save_transcript(V1, replace(said(), doubts=(Doubt(TurnId("t5"), 2, 3, "heard ‘visits’"),)))
    made = extract(visited, V1, from_harm(visited, V1, stated))
    assert made.open_flags


def test_an_extract_is_of_the_visit_and_goes_with_its_key(visited: Vault) -> None:
    """One that was approved keeps its visit from being erased; else it is erased with it."""
    made = extract(visited, V1, from_turns(visited, V1, [TurnId("t5")]))
    _approved(visited, made)
    with pytest.raises(OnRecord):
        advance(visited, V1, Move.ERASE)
    reopen(visited, made.id)
    advance(visited, V1, Move.ERASE)
    destroy_erased(visited, V1, restorable=timedelta(0))
    with pytest.raises(VisitErased):
        visited.document(made.id)
