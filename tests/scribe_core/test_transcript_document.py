"""A transcript is a document: all that was said, who said it and when, to be read and approved like any other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scribe import jottings, review, transcript_document
from scribe.approval import approve
from scribe.document_text import PRACTICE, Part, blocks, section_text, shown_text
from scribe.erasing import harm_mentioned
from scribe.errors import NotApproved, NothingHeard, NotReadyToApprove
from scribe.export import copy_section, export
from scribe.jottings import out_of_date
from scribe.notes.secrets import KEPT_OUT
from scribe.off_record import CODE_LEFT_OUT
from scribe.review_actions import change, reopen, start_review
from scribe.transcript_document import NOBODY, UNNAMED, current, latest, latest_note
from scribe.vault import Vault
from scribe.visit import DocumentStage, Doubt, Gap, Kind, Manner, SectionId, Transcript, TurnId, WrittenBy
from tests.scribe_core.make import V1, a_document, a_visit, approve_all, review_all, text_of
from tests.scribe_core.talks import (
    a_doubtful_talk,
    a_talk,
    lines_of,
    turn,
    with_speaker,
    with_talk,
    with_text,
    without_doubt,
)


def test_every_turn_is_a_line_with_its_speaker_and_its_time(vault: Vault) -> None:
    """In the text that is hashed: the time, the name as the visit has it, the words; in sections of ten minutes."""
    made = with_talk(vault)
    assert text_of(vault, made.id) == (
        "Transcript of the visit\n"
        "Visit reference: REF 2026/17\n"
        "People at the visit: Mrs Amina Begum (the person visited), Jo Reed (worker)\n\n"
        "0:00 to 10:00\n"
        "0:01 Jo Reed: Hello, Mrs Begum. How are you today?\n"
        "0:04 Mrs Amina Begum: I can't complain.\n"
        "0:08 Voice 3: She fell on Tuesday.\n"
        "0:12 Voice 3: I saw it.\n\n"
        "10:00 to 20:00\n"
        f"10:20 {NOBODY}: Who is there?\n"
        "10:25 Mrs Amina Begum: Nobody.\n"
    )
    assert (made.stage, made.version, made.template) == (DocumentStage.DRAFTED, 1, "transcript")
    assert section_text(made, SectionId("s2")).startswith("10:20 ")


def test_each_line_has_its_whole_turn_as_evidence(vault: Vault) -> None:
    """Quoted, not written by anybody, from the turn's first to its last letter and second."""
    made = with_talk(vault)
    said = {turn.id: turn for turn in a_talk().turns}
    for claim in (claim for section in made.sections for claim in section.claims):
        (at,) = claim.evidence
        whole = said[at.turn]
        assert (at.start_char, at.end_char, at.start, at.end) == (0, len(whole.text), whole.start, whole.end)
        assert (claim.kind, claim.written_by) == (Kind.QUOTED, WrittenBy.QUOTATION)


def test_a_doubt_is_a_flag_with_its_reason(vault: Vault) -> None:
    """It names the words and what they may have been; a doubt for another reason says that too."""
    talk = a_doubtful_talk()
    noisy = replace(talk.doubts[0], turn=TurnId("t6"), from_word=0, to_word=1, why="hard to hear here", offer="")
    nowhere = replace(noisy, turn=TurnId("t1"), from_word=50, to_word=51)
    made = with_talk(vault, replace(talk, doubts=(*talk.doubts, noisy, nowhere)))
    why = {claim.evidence[0].turn: claim.why for claim in made.open_flags}
    assert why["t2"] == "“can't” may not be what was said. It may have been “can”."
    assert why["t6"] == "“Nobody.” may not be what was said (hard to hear here)."
    assert why["t1"] == "This may not be what was said (hard to hear here)."


def test_a_code_is_left_out_and_flagged(vault: Vault) -> None:
    """No line and no flag has it, also where a doubt offers it; the words of the visit do, and can be written in."""
    talk = a_talk()
    first, second, *rest = talk.turns
    asked = turn(1, first.speaker, first.start, "What's the code for the key safe?")
    answer = turn(2, second.speaker, second.start, "It's 4471, I think.")
    doubt = Doubt(answer.id, 1, 2, "The second listener heard “4472”", "4472")
    made = with_talk(vault, replace(talk, turns=(asked, answer, *rest), doubts=(doubt,)))
    claim = next(claim for claim in made.open_flags if claim.evidence[0].turn == answer.id)
    assert claim.text == f"Mrs Amina Begum: It's {CODE_LEFT_OUT}, I think."
    assert KEPT_OUT in (claim.why or "") and claim.evidence[0].end_char == len(answer.text)
    assert "4471" not in repr(made) and "4472" not in repr(made)
    kept = vault.transcript(V1)
    assert kept is not None and kept.turns[1].text == answer.text
    assert current(vault, V1).id == made.id


def test_a_voice_without_a_name_is_asked_about_once(vault: Vault) -> None:
    """Its first line is flagged, the others are not; named voices are no question."""
    made = with_talk(vault)
    assert [(claim.evidence[0].turn, claim.why) for claim in made.open_flags] == [("t3", UNNAMED), ("t5", UNNAMED)]
    both = transcript_document.written_out(
        replace(a_talk(), doubts=(replace(a_doubtful_talk().doubts[0], turn=TurnId("t3")),)), a_visit()
    )
    why = next(claim.why for claim in both.open_flags)
    assert why is not None and why.startswith("“fell”") and why.endswith(UNNAMED)


def test_where_nothing_is_there_a_line_says_so(vault: Vault) -> None:
    """What was not recorded, and what is off the record, can't be taken for silence, nor for somebody's words."""
    made = with_talk(vault, a_doubtful_talk())
    assert lines_of(made)[3:6] == [
        "(Not recorded for 3 minutes: the microphone was lost.)",
        "Voice 3: I saw it.",
        "(Off the record for 2 minutes 5 seconds.)",
    ]
    shown = {block.text: block for block in blocks(made, vault.visit(V1))}
    line = shown["0:10 (Not recorded for 3 minutes: the microphone was lost.)"].line
    assert line is not None and line.speaker == ""
    ends = replace(a_talk(), gaps=(Gap(639.0, 640.0, "paused"),))
    assert lines_of(transcript_document.written_out(ends, a_visit()))[-1].startswith("(Paused")


def test_a_gap_that_begins_within_a_word_is_in_the_section_of_what_it_follows(vault: Vault) -> None:
    """Lines keep their order, and no section stands twice."""
    talk = a_talk(("p1", 590.0, "One."), ("p1", 599.9, "Two."), ("p1", 700.0, "Three."))
    made = with_talk(vault, replace(talk, gaps=(Gap(600.01, 660.0, "paused"),)))
    assert [section.id for section in made.sections] == ["s1", "s2"]
    assert [text[:8] for text in lines_of(made)] == ["Mrs Amin", "(Paused:", "Mrs Amin", "Mrs Amin"]


def test_the_workers_own_account_says_what_it_is(vault: Vault) -> None:
    """Jottings and dictation can't be read as words of the visit; a mark is no line."""
    dictated = turn(7, "p2", 639.0, "She seemed tired.", Manner.DICTATED)
    vault.add_visit(a_visit())
    vault.save_transcript(V1, replace(a_talk(), turns=(*a_talk().turns, dictated)))
    for manner, text in ((Manner.SEEN, "Fridge empty"), (Manner.TOLD, "Son visits"), (Manner.VIEW, "At risk")):
        jottings.add(vault, V1, manner, text, 5.0)
    jottings.add(vault, V1, Manner.MARK, "", 5.0)
    made = current(vault, V1)
    assert lines_of(made)[2:5] == ["Worker saw: Fridge empty", "Worker was told: Son visits", "Worker's view: At risk"]
    assert lines_of(made)[-1] == "Worker dictated: She seemed tired." and len(lines_of(made)) == 10


@pytest.mark.parametrize("said", [None, a_talk(("p1", 1.0, " "))])
def test_without_a_word_there_is_no_document(vault: Vault, said: Transcript | None) -> None:
    """No transcript, no words in it, or only jottings: one clear sentence, and nothing is kept."""
    vault.add_visit(a_visit())
    if said is not None:
        vault.save_transcript(V1, said)
    jottings.add(vault, V1, Manner.SEEN, "Fridge empty", 0.0)
    with pytest.raises(NothingHeard, match="Nobody is heard"):
        current(vault, V1)
    assert vault.documents(V1) == ()


def test_the_same_document_goes_on_while_the_transcript_is_the_same(vault: Vault) -> None:
    """Asked again, a review goes on, also after edits in it; another word or speaker in the transcript is a new one."""
    made = with_talk(vault)
    assert current(vault, V1) == made
    claim = made.sections[0].claims[0].id
    change(vault, made.id, lambda d: review.edit_claim(d, claim, "Jo Reed: Hello."))
    assert current(vault, V1).id == made.id
    vault.save_transcript(V1, with_text(a_talk(), TurnId("t2"), "I can complain."))
    assert out_of_date(vault, vault.document(made.id))
    other = current(vault, V1)
    assert other.id != made.id and "I can complain" in text_of(vault, other.id)
    vault.save_transcript(V1, with_speaker(a_talk(), (TurnId("t3"),), "p2"))
    assert current(vault, V1).id not in (made.id, other.id)
    assert len(vault.documents(V1)) == 3, "nothing is thrown away"


def test_a_doubt_that_was_settled_in_the_transcript_is_no_flag_unless_reading_began(vault: Vault) -> None:
    """A document that nobody has begun to read is made again; in review, what was done there is not lost."""
    talk = a_doubtful_talk()
    made = with_talk(vault, talk)
    settled = without_doubt(talk, talk.doubts[0])
    vault.save_transcript(V1, settled)
    again = current(vault, V1)
    assert again.id != made.id and len(again.open_flags) == len(made.open_flags) - 1
    start_review(vault, again.id)
    vault.save_transcript(V1, talk)
    assert current(vault, V1).id == again.id


def test_the_note_stays_the_note(vault: Vault) -> None:
    """The latest note and the latest transcript document are asked for apart."""
    made = with_talk(vault)
    assert latest(vault, V1) == made and latest_note(vault, V1) is None
    vault.save_document(a_document())
    note = latest_note(vault, V1)
    assert note is not None and note.id == "d1" and latest(vault, V1) == made


def test_nothing_leaves_before_it_was_read_and_approved(vault: Vault, tmp_path: Path) -> None:
    """Each section confirmed, each flag settled, this very text; one change and it is void."""
    made = with_talk(vault)
    with pytest.raises(NotReadyToApprove):
        start_review(vault, made.id)
        approve(vault, made.id, approver="Jo Reed", statement="Read.", shown=text_of(vault, made.id))
    ready = approve_all(vault, made.id)
    assert ready.text == text_of(vault, made.id)
    assert copy_section(vault, ready, SectionId("s1")) == section_text(vault.document(made.id), SectionId("s1"))
    reopen(vault, made.id)
    with pytest.raises(NotApproved):
        export(vault, ready, "vtt", tmp_path / "t.vtt")


def test_a_transcript_that_was_changed_since_can_not_be_approved(vault: Vault) -> None:
    """The words of the visit are others now: what was read is out of date."""
    made = with_talk(vault)
    review_all(vault, made.id)
    vault.save_transcript(V1, with_text(a_talk(), TurnId("t2"), "I can complain."))
    with pytest.raises(NotReadyToApprove, match="changed after this was drafted"):
        approve(vault, made.id, approver="Jo Reed", statement="Read.", shown=text_of(vault, made.id))


def test_a_transcript_that_is_not_whole_says_so(vault: Vault) -> None:
    """Lines that the worker took out are counted in the text itself; a section without any has a line that says so."""
    made = with_talk(vault)
    ids = [claim.id for claim in made.sections[1].claims]
    change(vault, made.id, lambda d: review.remove_claim(d, ids[0]))
    assert "\nLeft out by the worker: 1 line\n" in text_of(vault, made.id)
    change(vault, made.id, lambda d: review.remove_claim(d, ids[1]))
    text = text_of(vault, made.id)
    assert "Left out by the worker: 2 lines\n" in text and text.endswith("10:00 to 20:00\nLeft out by the worker\n")


def test_only_who_speaks_in_it_stands_before_a_colon(vault: Vault) -> None:
    """A line that the worker wrote anew has no speaker unless it names one; a colon in what was said makes none."""
    made = with_talk(vault, a_talk(("p1", 1.0, "At 8: toast."), ("p2", 3.0, "Yes."), ("p1", 5.0, "No.")))
    first, second, third = (claim.id for claim in made.sections[0].claims)
    change(vault, made.id, lambda d: review.edit_claim(d, second, "Note: unclear."))
    change(vault, made.id, lambda d: review.edit_claim(d, third, "Jo Reed: No."))
    lines = [block for block in blocks(vault.document(made.id), vault.visit(V1)) if block.line]
    speakers = [(block.line.speaker, block.line.words) for block in lines if block.line]
    assert speakers == [("Mrs Amina Begum", "At 8: toast."), ("", "Note: unclear."), ("Jo Reed", "No.")]
    assert all("".join(text for _, text in block.parts) == block.text for block in lines)
    assert [part for part, _ in lines[0].parts] == [Part.TIME, Part.SPEAKER, Part.PLAIN] and first


def test_a_hidden_sign_in_a_name_or_a_word_is_not_shown(vault: Vault) -> None:
    """What is read is what is kept: no direction signs from a transcript of another making."""
    vault.add_visit(a_visit())
    known = vault.visit(V1)
    vault.save_visit(replace(known, people=(replace(known.people[0], name="Mrs\u202e Begum"), known.people[1])))
    vault.save_transcript(V1, a_talk(("p1", 1.0, "No\u202e thank you")))
    assert lines_of(current(vault, V1)) == ["Mrs Begum: No thank you"]


def test_practice_is_marked(vault: Vault) -> None:
    """A transcript of the practice visit says that it is one."""
    made = with_talk(vault, practice=True)
    assert made.practice and text_of(vault, made.id).split("\n")[1] == PRACTICE


def test_people_are_named_only_where_there_are_any(vault: Vault) -> None:
    """A visit without people has no line about them."""
    made = with_talk(vault)
    assert "People" not in shown_text(made, replace(vault.visit(V1), people=()))


def test_harm_in_a_line_is_told_once_and_never_forgotten(vault: Vault) -> None:
    """While it is still what was said, the turn tells of it; when the transcript was changed, the document does."""
    with_talk(vault, a_talk(("p1", 1.0, "He hit me."), ("p2", 3.0, "Yes.")))
    assert harm_mentioned(vault, V1).moments == ("At 0:01: “He hit me.”",)
    vault.save_transcript(V1, a_talk(("p1", 1.0, "Toast."), ("p2", 3.0, "Yes.")))
    assert harm_mentioned(vault, V1).moments == ("In the transcript: “Mrs Amina Begum: He hit me.”",)


def test_a_reason_that_tells_of_harm_counts_beside_a_moment_without_words(vault: Vault) -> None:
    """A mark has no text, and a reason has no speaker: one is not the other."""
    made = with_talk(vault)
    jottings.add(vault, V1, Manner.MARK, "", 5.0)
    flag = made.open_flags[0].id
    change(vault, made.id, lambda d: review.accept_claim(d, flag, "He hit her"))
    assert harm_mentioned(vault, V1).moments == ("In the transcript: “He hit her”",)
