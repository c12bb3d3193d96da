"""Talk as a recogniser writes it down: assent, follow-on, run-together sentences, promises."""

from dataclasses import replace

import pytest

from easyread.language.clauses import splices, whole
from scribe.notes.claim_case import Source
from scribe.notes.draft import DraftNote, Material, draft_note
from scribe.notes.templates import template
from scribe.notes.utterances import utterances
from scribe.notes.verify import verify
from tests.notes.people import ADAM, BEGUM, JO, turns

NOTE = template("case-note")
CARE_ACT = template("care-act-assessment")
PEOPLE = (BEGUM, ADAM, JO)


def drafted(*said: tuple[str, str], care_act: bool = False) -> DraftNote:
    """The draft of a talk among Mrs Begum, her son and the worker."""
    return draft_note(Material(PEOPLE, turns(*said)), CARE_ACT if care_act else NOTE)


def claims(note: DraftNote) -> dict[str, str]:
    """Every claim's text with the section it stands under."""
    return {claim.text: section.id for section in note.sections for claim in section.claims}


def weights(note: DraftNote) -> dict[str, tuple[str, ...]]:
    """Every claim's text with its weight."""
    return {claim.text: claim.of_weight for section in note.sections for claim in section.claims}


def test_a_bare_yes_stands_with_what_it_affirms_and_has_its_weight() -> None:
    """'Yes' to a worker's statement is neither lost nor left alone."""
    found = weights(drafted(("S3", "You fell last week."), ("S1", "Yes.")))
    assert found == {'Jo Reed said: "You fell last week." Mrs Begum said: "Yes."': ("falls",)}


def test_a_reply_has_the_weight_of_what_its_statement_goes_on_from() -> None:
    """'You hurt your head.' was said of the fall."""
    found = weights(drafted(("S3", "You fell last week. You hurt your head."), ("S1", "No.")))
    assert found['Jo Reed said: "You hurt your head." Mrs Begum said: "No."'] == ("falls",)


def test_a_past_want_is_no_refusal() -> None:
    """'I did not want to bother anyone' stays with the doctor it is about."""
    said = (("S3", "Have you seen a doctor about it?"), ("S1", "No, I did not want to bother anyone."))
    assert list(claims(drafted(*said)).values()) == ["health"]


@pytest.mark.parametrize("reply", ["Yeah.", "No.", "That's right."])
def test_a_short_reply_to_a_statement_about_oneself_is_kept(reply: str) -> None:
    """Whatever the word, even where the statement is light."""
    pair = f'Jo Reed said: "So you are not sleeping." Mrs Begum said: "{reply}"'
    assert pair in claims(drafted(("S3", "So you are not sleeping."), ("S1", reply)))


def test_a_tag_is_quoted_with_its_answer() -> None:
    """'Aren't you?' could be answered either way, so both are word for word."""
    note = drafted(("S3", "You take your tablets, don't you?"), ("S1", "Yes."))
    assert claims(note) == {
        'Jo Reed asked: "You take your tablets, don\'t you?" Mrs Begum said: "Yes."': "health",
    }


def test_a_workers_yes_while_listening_affirms_nothing() -> None:
    """'Yes' from the one who writes the note only shows that they listen."""
    note = drafted(("S1", "I fell last week."), ("S3", "Yes."))
    assert list(claims(note)) == ["Mrs Begum said she fell last week."]
    assert [line.text for line in note.omissions] == ["Yes."]


def test_a_short_follow_on_keeps_the_weight_of_what_it_goes_on_from() -> None:
    """'The evening ones' are tablets too."""
    note = drafted(("S1", "I take my tablets in the day. I take none at night."))
    assert all("medicines" in kinds for kinds in weights(note).values())


def test_an_unanswered_question_of_weight_keeps_its_weight() -> None:
    """Its line among what was left out carries the flag, and so does a question that asks on from it."""
    note = drafted(("S3", "Have you had any falls? Or at night?"))
    assert [(line.text, line.of_weight) for line in note.omissions] == [
        ("Have you had any falls?", ("falls",)),
        ("Or at night?", ("falls",)),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("She has lost weight, I bring her hot meals.", ["She has lost weight,", "I bring her hot meals."]),
        ("I eat jam, and I drink tea, I did the cooking.", ["I eat jam, and I drink tea,", "I did the cooking."]),
        ("No, I am not ill, my leg is sore.", ["No, I am not ill,", "my leg is sore."]),
        ("If it is dry, I go out.", None),
        ("I go out if it is dry, I take my stick.", None),
        ("He said to him, you cannot stay here.", None),
        ("I think, you know, it was Monday.", None),
        ("You fell last week, did you?", None),
        ("I went to the shop, the bank and the library.", None),
        ("I fell on Monday, no, sorry, it was Tuesday.", None),
        ("I work, well, I work in a shop.", None),
        ("I have lived here for years, which is nice.", None),
    ],
)
def test_only_two_whole_sentences_are_cut_apart(text: str, parts: list[str] | None) -> None:
    """A comma parts them where each side stands alone and no condition, speech or correction reaches over it."""
    assert [each.original for each in utterances(turns(("S1", text)))] == (parts or [text])
    assert bool(splices(text)) == (parts is not None)


def test_each_half_has_its_own_exact_evidence() -> None:
    """The spans of the halves are the very characters of the turn."""
    text = "I want to stay in my own home, I do not want to move into a care home."
    note = drafted(("S1", text))
    found = {
        claim.text: text[claim.evidence[0].start_char : claim.evidence[0].end_char]
        for section in note.sections
        for claim in section.claims
    }
    assert found == {
        "Mrs Begum said she wants to stay in her own home.": "I want to stay in my own home,",
        "Mrs Begum said she does not want to move into a care home.": "I do not want to move into a care home.",
    }


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I slipped last Tuesday, no, sorry, it was Wednesday.", "Mrs Begum said she slipped on Wednesday."),
        ("I slipped on Tuesday, no, sorry, it was Wednesday.", "Mrs Begum said she slipped on Wednesday."),
        ("I slipped last Tuesday. No, sorry, it was Wednesday.", "Mrs Begum said she slipped on Wednesday."),
    ],
)
def test_last_goes_with_the_day_that_was_taken_back(said: str, told: str) -> None:
    """Nobody said which Wednesday."""
    note = drafted(("S1", said))
    assert list(claims(note)) == [told]
    assert [line.why for line in note.omissions if "Tuesday" in line.text] == ["withdrawn"]


def test_she_is_named_where_only_one_woman_can_be_meant() -> None:
    """A son's 'she' in a visit about his mother; where 'her' may be either, the name stands beside it."""
    found = claims(drafted(("S2", "She has lost weight, I bring her hot meals.")))
    assert "Adam Rahman said Mrs Begum has lost weight." in found
    assert "Adam Rahman said he brings her (Mrs Begum) hot meals." in found
    assert "Adam Rahman said he washes Mrs Begum's hair." in claims(drafted(("S2", "I wash her hair.")))


@pytest.mark.parametrize(
    "before",
    [
        "My sister came.",
        "A nurse came.",
        "Priya came.",
        "Dawn came.",
        "I saw Rose.",
        "I took the cat out.",
        "Mrs Khan came.",
    ],
)
def test_she_is_quoted_where_somebody_else_may_be_meant(before: str) -> None:
    """A woman who was just spoken of may be the one."""
    assert 'Adam Rahman said: "She has lost weight."' in claims(drafted(("S2", f"{before} She has lost weight.")))


@pytest.mark.parametrize(
    ("claim", "said", "passes"),
    [
        ("Adam Rahman said Mrs Begum has lost weight.", "She has lost weight.", True),
        ("Adam Rahman said he brings her (Mrs Begum) meals.", "I bring her meals.", True),
        ("Adam Rahman said she has lost weight.", "She has lost weight.", False),
        ("Adam Rahman said Jo Reed has lost weight.", "She has lost weight.", False),
        ("Adam Rahman said he brings her (Jo Reed) meals.", "I bring her meals.", False),
        ("Adam Rahman said his sister says she fell.", "My sister says she fell.", True),
        ("Mrs Begum said he takes her out.", "He takes me out.", False),
    ],
)
def test_the_verifier_asks_who_she_is(claim: str, said: str, passes: bool) -> None:
    """A 'she' with nobody named before it fails, and so does the wrong name."""
    speaker = "S1" if claim.startswith("Mrs") else "S2"
    failed = {check.rule for check in verify(claim, (Source(speaker, said),), PEOPLE) if not check.passed}
    assert ("who" not in failed) is passes
    assert not passes or not failed


@pytest.mark.parametrize(
    "said",
    [
        "They have been.",
        "I have to, call now, yeah.",
        "Mainly caused by the damp.",
        "Because I forget my stick.",
        "Which may help.",
        "I live with, my sister.",
        "It is like really bad.",
        "My name is.",
        "I thought, you know, I heard a knock.",
    ],
)
def test_what_does_not_read_as_a_whole_sentence_is_quoted(said: str) -> None:
    """A doubtful paraphrase gives way to the words themselves."""
    assert f'Mrs Begum said: "{said}"' in claims(drafted(("S1", said)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Carers come twice a day.", True), ("Last Friday there were six.", True), ("Kind of bad and tired.", False)],
)
def test_a_whole_sentence_has_its_own_subject_and_verb(text: str, expected: bool) -> None:
    """At the start, but for words of time and degree."""
    assert whole(text) is expected


@pytest.mark.parametrize(
    "said",
    [
        (("S3", "I am Jo, the social worker."),),
        (("S3", "That is very kind, yes please."),),
        (("S3", "Is there anything else that you want to tell me?"), ("S1", "No, that is everything.")),
    ],
)
def test_introductions_and_closing_courtesies_are_no_claims(said: tuple[tuple[str, str], ...]) -> None:
    """They are listed among what is not in the note."""
    note = drafted(*said)
    assert claims(note) == {}
    assert [line.text for line in note.omissions] == [text for _, text in said]


def test_consent_to_record_has_a_place_in_both_templates() -> None:
    """Under who was seen, or who was there."""
    said = (("S3", "Is it alright if I record our talk today?"), ("S1", "Yes, that is fine."))
    assert list(claims(drafted(*said)).values()) == ["visit"]
    assert list(claims(drafted(*said, care_act=True)).values()) == ["visit"]


@pytest.mark.parametrize(
    ("speaker", "said", "section"),
    [
        ("S1", "The gas bill was £90 last month.", "money"),
        ("S2", "Every month I pay rent for my mother.", "money"),
        ("S2", "I do everything here.", "family"),
        ("S1", "My neighbour hit me.", "risks"),
    ],
)
def test_the_care_act_headings_take_what_is_theirs(speaker: str, said: str, section: str) -> None:
    """Bills and rent are money; what family said that fits no outcome is with their views."""
    assert list(claims(drafted((speaker, said), care_act=True)).values()) == [section]


def test_promises_name_the_one_they_were_made_to_each_with_its_own_day() -> None:
    """'You' is the one who spoke just before; two promises are two actions."""
    note = drafted(
        ("S3", "What matters most to you?"),
        ("S1", "I want a bath."),
        ("S3", "I will ask for a rail to be fitted in your bathroom, I will ring you by Friday."),
        ("S2", "I will ask the chemist for a box and I'll collect it on Monday."),
    )
    assert [(each.text, each.by) for each in note.actions] == [
        ("Jo Reed to ask for a rail to be fitted in Mrs Begum's bathroom.", ""),
        ("Jo Reed to ring Mrs Begum by Friday.", "Friday"),
        ("Adam Rahman to ask the chemist for a box.", ""),
        ("Adam Rahman to collect it on Monday.", "Monday"),
    ]


def test_a_promise_after_two_people_spoke_names_neither() -> None:
    """It isn't sure who 'you' is."""
    note = drafted(("S3", "Right."), ("S2", "I am worn out."), ("S1", "I am fine."), ("S3", "I will ring you."))
    assert [each.text for each in note.actions] == ['Jo Reed said: "I will ring you."']


def test_a_refusal_of_help_is_what_the_person_wants() -> None:
    """'I do not want a stranger to wash me' is a wish before it is a risk."""
    said = (
        ("S3", "Would you like someone to help you?"),
        ("S1", "No, thank you, I do not want a stranger to wash me."),
    )
    assert list(claims(drafted(*said)).values()) == ["wishes"]


def test_the_patient_is_small_inside_a_sentence() -> None:
    """A name that is only a role has its small letter there, and the verifier knows it."""
    people = (replace(BEGUM, name="The patient"), JO)
    note = draft_note(Material(people, turns(("S3", "Do you smoke?"), ("S1", "No."))), NOTE)
    assert list(claims(note)) == ["Asked whether she smokes, the patient said no."]


@pytest.mark.parametrize(
    "said",
    [
        "I want to die.",
        "I needed to die.",
        "I wish I was dead.",
        "I don't want to live any more.",
        "I don't see the point any more.",
        "My husband hits me when he drinks.",
        "I cut myself last night.",
    ],
)
def test_a_disclosure_is_never_put_in_other_words(said: str) -> None:
    """Harm, abuse and suicide stand exactly as they were said, and carry their weight."""
    ((text, weight),) = weights(drafted(("S1", said))).items()
    assert said in text and '"' in text
    assert {"harm", "abuse", "suicide"} & set(weight)


def test_a_disclosure_stands_with_the_question_that_it_answers() -> None:
    """'Yes, last week' means nothing without what was asked: both are quoted, and both carry the weight."""
    note = drafted(("S3", "Have you thought about killing yourself?"), ("S1", "Yes, last week."))
    ((text, weight),) = weights(note).items()
    assert "Have you thought about killing yourself?" in text
    assert "Yes, last week." in text
    assert "suicide" in weight
