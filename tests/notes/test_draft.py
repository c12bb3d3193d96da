"""Whole drafts of the hand-written talks: what they say, what they leave out and why."""

from dataclasses import replace

import pytest

from easyread.language.words import words
from models.errors import EngineFailed
from models.exam import ExamResult, Permission
from models.progress import Cancellation, Cancelled, Progress
from models.scripted import ScriptedWriter
from models.writer import Completion, CompletionRequest
from scribe.errors import FileRefused, NothingHeard
from scribe.notes import candidates
from scribe.notes.apart import draft_apart
from scribe.notes.draft import DraftNote, Material, draft_note
from scribe.notes.people import People
from scribe.notes.templates import template
from scribe.visit import Claim, ClaimId, Kind, ModelCard, Section, SectionId, Word, WrittenBy
from tests.notes.exam_results import result
from tests.notes.people import turns
from tests.notes.talks import ALL, CARER, PHONE, VISIT

NOTE = template("case-note")
CARE_ACT = template("care-act-assessment")


def texts(note: DraftNote) -> dict[str, list[str]]:
    """The claims' texts by section."""
    return {section.id: [claim.text for claim in section.claims] for section in note.sections}


def everything(note: DraftNote) -> list[str]:
    """Every claim's text."""
    return [text for section in texts(note).values() for text in section]


def test_a_visit_becomes_a_note() -> None:
    """Statements stand in reported speech under the right outcomes."""
    found = texts(draft_note(VISIT, CARE_ACT))
    assert "Asked whether she is managing her meals, Mrs Begum said no, mostly toast." in found["nutrition"]
    assert "Mrs Begum said she slipped in the bathroom on Wednesday." in found["home-safety"]
    # A stranger has just been spoken of, so 'her' is left in his own words.
    assert 'Adam Rahman said: "I found her on the floor when I came home."' in found["home-safety"]
    assert any("she cannot get into the bath" in text for text in found["hygiene"])
    assert "Mrs Begum said she wants to stay in her own home." in found["wishes"]
    assert any("The gas bill was £90" in text or "the gas bill was £90" in text for text in sum(found.values(), []))
    assert found["eligibility"] == []


def test_a_thing_taken_back_is_shown_as_withdrawn_and_claimed_nowhere() -> None:
    """'On Tuesday. No, sorry, it was Wednesday.': Tuesday is only in the list of what is not in the note."""
    note = draft_note(VISIT, NOTE)
    assert not any("Tuesday" in text for text in everything(note))
    assert [line.text for line in note.omissions if line.why == "withdrawn"] == [
        "I slipped in the bathroom on Tuesday."
    ]


def test_a_disclosure_stays_in_the_persons_own_words_and_is_of_weight() -> None:
    """Thoughts of harm are quoted, put under safety, and carry their flag of weight."""
    safety = next(section for section in draft_note(VISIT, NOTE).sections if section.id == "safety")
    claim = next(claim for claim in safety.claims if "tablets at once" in claim.text)
    assert claim.text == 'Mrs Begum said: "I thought about taking all my tablets at once."'
    assert (claim.kind, claim.written_by) == (Kind.QUOTED, WrittenBy.QUOTATION)
    assert "suicide" in claim.of_weight


def test_promises_become_actions_with_owner_and_day() -> None:
    """Who, what, and by when as it was said."""
    found = [(each.owner, each.text, each.by) for each in draft_note(VISIT, NOTE).actions]
    assert found == [
        ("S3", "Jo Reed to ring the GP on Friday.", "Friday"),
        ("S2", "Adam Rahman to bring a box for the tablets tomorrow.", "tomorrow"),
    ]


def test_an_agreed_offer_becomes_an_action() -> None:
    """'Would you like me to …?' 'Yes please.' is a thing to do."""
    found = [each.text for each in draft_note(CARER, NOTE).actions]
    assert found[0] == "Sam Okoro to arrange a visit from the falls nurse."
    assert found[1] == 'Sam Okoro said: "I\'m going to refer you to the falls team by next Monday."'


def test_a_denied_suggestion_stands_with_its_denial() -> None:
    """Neither half stands alone, and both are word for word."""
    assert 'Dawn Cole said: "Mum doesn\'t take her tablets." Mrs Cole said: "I never did."' in everything(
        draft_note(CARER, NOTE)
    )


def test_an_answer_from_somebody_else_is_given_to_that_one() -> None:
    """The daughter's answer to a question put to her mother is not the mother's."""
    assert 'Sam Okoro asked: "Do you feel safe at home?" Dawn Cole said: "No, she isn\'t."' in everything(
        draft_note(CARER, NOTE)
    )


def test_no_pronoun_is_guessed_and_no_speaker_either() -> None:
    """Unnamed speakers are 'they'; where nobody knows who spoke, it says so and asks."""
    note = draft_note(PHONE, NOTE)
    quoted = 'Asked whether they have a key, Speaker 2 said: "No. I used to have one but he took it back."'
    assert quoted in everything(note)
    claims = [claim for section in note.sections for claim in section.claims if claim.text.startswith("Somebody")]
    assert [(claim.text, claim.flagged, claim.why) for claim in claims] == [
        ('Somebody said: "I never took his money."', True, "Who said this?")
    ]


def test_an_unsettled_correction_is_quoted_whole() -> None:
    """Where the rules can't put one value in the other's place, every word is shown."""
    said = "He fell twice last month, no, sorry, three times."
    assert any(said in claim and claim.startswith('Speaker 2 said: "') for claim in everything(draft_note(PHONE, NOTE)))


@pytest.mark.parametrize("material", ALL)
@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_nothing_of_weight_is_left_out_for_length(material: Material, detail: str) -> None:
    """Detail folds only what is light."""
    note = draft_note(material, NOTE, detail=detail)
    assert not [line for line in note.omissions if line.of_weight and line.why == "left out for length"]


def test_brief_is_shorter_than_full() -> None:
    """Less detail, fewer words, and what is left out is listed."""
    light = "We went along to the market hall with the people from the church who live next to the post office."
    talk = Material(VISIT.people, (*VISIT.turns, *turns(*[("S1", "Well.")] * len(VISIT.turns), ("S1", light))[-1:]))
    brief, full = (words(" ".join(everything(draft_note(talk, NOTE, detail=each)))) for each in ("brief", "full"))
    left = [line.text for line in draft_note(talk, NOTE, detail="brief").omissions if line.why == "left out for length"]
    assert left == [light]
    assert len(brief) < len(full)


def test_the_same_talk_gives_the_same_draft() -> None:
    """Nothing depends on chance or on the clock."""
    first, second = draft_note(CARER, NOTE), draft_note(CARER, NOTE)
    assert replace(first, seconds_taken=0.0) == replace(second, seconds_taken=0.0)


def test_what_is_said_twice_stands_once_with_both_pieces_of_evidence() -> None:
    """Later evidence joins the first claim."""
    material = Material(VISIT.people, turns(("S1", "I eat toast."), ("S3", "Right."), ("S1", "I eat toast.")))
    claims = [claim for section in draft_note(material, NOTE).sections for claim in section.claims]
    assert [(claim.text, [each.turn for each in claim.evidence]) for claim in claims] == [
        ("Mrs Begum said she eats toast.", ["t1", "t3"])
    ]


def test_words_that_may_be_misheard_are_flagged() -> None:
    """A doubtful 'can't' has to be listened to."""
    turn = turns(("S1", "I can't wash."))[0]
    heard = tuple(
        Word(text, at, at + 1, sure) for at, (text, sure) in enumerate((("I", 0.9), ("can't", 0.4), ("wash.", 0.9)))
    )
    note = draft_note(Material(VISIT.people, (replace(turn, words=heard),)), NOTE)
    claim = next(claim for section in note.sections for claim in section.claims)
    assert claim.flagged and claim.why == "The words 'can't' may have been misheard. Listen to them."


LEG = Material(VISIT.people, turns(("S1", "I eat toast."), ("S3", "Right."), ("S1", "My leg is sore, and it aches.")))
SORE = "Mrs Begum said her leg is sore, and it aches."
SORE_TOO = "Mrs Begum said that her leg is sore, and it aches."


@pytest.mark.parametrize("exam", [None, result(Permission.NOTHING, may_rank=True)])
def test_a_writer_that_has_earned_nothing_is_not_asked(exam: ExamResult | None) -> None:
    """One that sat no exam, or failed it, is not waited for: the draft is by rules, and says so."""
    writer = ScriptedWriter(("Mrs Begum said she eats toast.",))
    note = draft_note(LEG, NOTE, writer=writer, writer_card=ModelCard("scripted"), exam=exam)
    assert writer.requests == [] and note.model.name == "none"
    assert not any(claim.candidate for section in note.sections for claim in section.claims)


def test_what_the_verifier_stops_is_never_shown() -> None:
    """A candidate with a word too many stands beside its claim with the rule it failed; the rules' text is shown."""
    writer = ScriptedWriter(("Mrs Begum said she eats burnt toast.", SORE))
    note = draft_note(LEG, NOTE, writer=writer, writer_card=ModelCard("scripted"), exam=result())
    claims = [claim for section in note.sections for claim in section.claims]
    assert everything(note) == everything(draft_note(LEG, NOTE))
    assert [(claim.candidate.passed, claim.candidate.failed_rules) for claim in claims if claim.candidate] == [
        (False, ("added",)),
        (True, ()),
    ]
    assert {claim.written_by for claim in claims} == {WrittenBy.RULES} and not any(claim.by_rules for claim in claims)
    assert note.model.name == "scripted"


def test_a_draft_in_a_child_asks_as_far_as_the_exam_permits() -> None:
    """The window's way of drafting gives the same note, and asks the same of a writer: nothing without an exam."""
    for exam in (None, result()):
        apart, here = ScriptedWriter(("Mrs Begum said she eats toast.", SORE)), ScriptedWriter(("", ""))
        note = draft_apart(LEG, NOTE, writer=apart, writer_card=ModelCard("scripted"), exam=exam)
        assert everything(note) == everything(draft_note(LEG, NOTE, writer=here, exam=exam))
        assert len(apart.requests) == len(here.requests) == (2 if exam else 0)
        assert note.model.name == ("scripted" if exam else "none")


def _shown(rules: str, candidate: str, exam: ExamResult) -> str:
    """Which of two wordings of one claim the draft shows, where the verifier passes both."""
    claim = next(claim for section in draft_note(LEG, NOTE).sections for claim in section.claims if "leg" in claim.text)
    claim = replace(claim, text=rules)
    scored = ScriptedWriter().score((candidate, rules), cancel=Cancellation())
    given = candidates.Answers((candidates.Answer(claim.id, candidate, *scored),))
    sections = (Section(SectionId("s"), "S", (claim,)),)
    shown = candidates.recorded(sections, given, LEG.turns, People(LEG.people), exam)[0].claims[0]
    by_model = shown.written_by is WrittenBy.MODEL
    assert (shown.text, shown.by_rules) == ((candidate, rules) if by_model else (rules, ""))
    assert shown.evidence == claim.evidence and all(check.passed for check in shown.checks)
    return shown.text


def test_a_candidate_is_shown_where_it_is_shorter() -> None:
    """It passed the verifier and needs fewer words; what the rules wrote is kept for the worker."""
    assert _shown(SORE_TOO, SORE, result()) == SORE
    assert _shown(SORE, SORE_TOO, result(may_rank=True)) == SORE
    assert _shown(SORE, SORE, result(may_rank=True)) == SORE


def test_a_candidate_of_one_length_is_shown_only_where_the_model_may_rank() -> None:
    """More fluent by its own measure counts only where the exam showed that this can be trusted."""
    other = SORE.replace("it aches", "that aches")

    def shown(exam: ExamResult) -> bool:
        given = candidates.Answer(ClaimId("c1"), other, -1.0, -2.0)
        return candidates.better(given, Claim(ClaimId("c1"), SORE, Kind.REPORTED, ()), exam)

    assert shown(result(may_rank=True)) and not shown(result())


class _Broken(ScriptedWriter):
    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        raise EngineFailed


def test_a_failing_writer_costs_the_candidates_and_nothing_else() -> None:
    """The draft is there, and says that it was made by rules alone."""
    note = draft_note(VISIT, NOTE, writer=_Broken(), writer_card=ModelCard("broken"), exam=result())
    assert everything(note) == everything(draft_note(VISIT, NOTE))
    assert note.remark.startswith("The rest of this draft was made by rules alone.")


def test_it_stops_when_asked_and_says_how_far_it_is() -> None:
    """Cancelling is looked at between statements."""
    cancel = Cancellation()
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        cancel.ask()

    with pytest.raises(Cancelled):
        draft_note(VISIT, NOTE, on_progress=stop, cancel=cancel)
    assert len(seen) == 1 and seen[0].total > 1


def test_silence_and_an_unknown_detail_are_refused() -> None:
    """There is no draft of nothing."""
    with pytest.raises(NothingHeard):
        draft_note(Material(VISIT.people, turns(("S1", "  "))), NOTE)
    with pytest.raises(FileRefused):
        draft_note(VISIT, NOTE, detail="huge")


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_what_is_left_out_says_where_it_would_have_gone(detail: str) -> None:
    """Each line but small talk and what no statement was made of has a section of the template, never a prompt's."""
    sections = {each.id: each for each in CARE_ACT.sections}
    left = [line for talk in ALL for line in draft_note(talk, CARE_ACT, detail=detail).omissions]
    placed = [line for line in left if line.section is not None]
    assert placed and all(not sections[line.section].prompt for line in placed if line.section)
    assert not [line for line in left if line.why in ("small talk", "off the record") and line.section]
    assert not [line for line in left if line.why in ("left out for length", "withdrawn") and not line.section]
