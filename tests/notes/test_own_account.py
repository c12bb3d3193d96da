"""The worker's own account, dictated or jotted down: word for word, of the right kind, and nothing of it lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from easyread.language.words import words
from scribe.errors import NothingHeard
from scribe.notes.draft import DraftNote, Material, draft_note
from scribe.notes.own_kinds import kind_of
from scribe.notes.own_sentences import own_sentences
from scribe.notes.own_words import FRAMES, as_typed, framed, unframed
from scribe.notes.templates import Template, template
from scribe.notes.utterances import utterances
from scribe.notes.verify import sources_of, verify, verify_claim
from scribe.visit import Claim, Doubt, Kind, Manner, Omission, SectionId, Turn, TurnId, Word, WrittenBy
from tests.notes.dictated import ACCOUNTS, ONE_WOMAN, SAID_AND_WRITTEN, WHO, Account, dictated
from tests.notes.people import ADAM, BEGUM, JO
from tests.notes.talks import ALL

NOTE, CARE_ACT = template("case-note"), template("care-act-assessment")
PEOPLE = (BEGUM, ADAM, JO)


def claims(note: DraftNote) -> list[Claim]:
    """Every claim, section by section."""
    return [claim for section in note.sections for claim in section.claims]


def jotted(manner: Manner, text: str, number: int = 1, at: float = 5.0) -> Turn:
    """A jotting of the worker's."""
    return Turn(TurnId(f"j{number}"), "S3", at, at, text, manner=manner)


def note_of(*turns: Turn, form: Template = NOTE) -> DraftNote:
    """The draft of these turns at Mrs Begum's."""
    return draft_note(Material(PEOPLE, turns), form)


def accounted(material: Material, note: DraftNote) -> None:
    """Every word that was dictated or jotted down is in a claim, an action or the list of what is not in the note."""
    covered: dict[str, list[tuple[int, int]]] = {}
    used = [each for claim in claims(note) for each in claim.evidence]
    for each in [*used, *(each for action in note.actions for each in action.evidence)]:
        covered.setdefault(each.turn, []).append((each.start_char, each.end_char))
    for line in note.omissions:
        covered.setdefault(line.turn, []).append((line.start_char, line.end_char))
    for turn in material.turns:
        if turn.manner in (Manner.SPOKEN, Manner.MARK):
            continue
        if any(line.why == "withdrawn" for line in note.omissions):
            # Of 'no, sorry, it was Wednesday' only the day is evidence: there each sentence has to be touched.
            for each in own_sentences((turn,)) if turn.manner is Manner.DICTATED else utterances((turn,)):
                assert any(start < each.spans[0].end and each.spans[0].start < end for start, end in covered[turn.id])
            continue
        left = list(turn.text)
        for start, end in covered.get(turn.id, []):
            assert 0 <= start < end <= len(turn.text)
            left[start:end] = " " * (end - start)
        assert not set(words("".join(left))) - {"um", "er", "uh", "erm", "mm", "hmm"}, "".join(left)


def checked(material: Material, note: DraftNote) -> None:
    """Every claim's checks are those of the verifier, and what fails is flagged."""
    for claim in claims(note):
        assert claim.checks == verify_claim(claim, material.turns, material.people)
        assert claim.flagged or all(check.passed for check in claim.checks)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_each_dictated_sentence_has_its_kind_and_its_words(account: Account, size: int) -> None:
    """Whether the worker pauses after each sentence or never, the note says the same, and passes every check."""
    material = Material(account.people, account.turns(size))
    note = draft_note(material, NOTE)
    found = [(claim.text, claim.kind, claim.why or "") for claim in claims(note)]
    found += [(action.text, Kind.ACTION, "") for action in note.actions]
    assert sorted(found) == sorted(each for line in account.lines for each in line.expected)
    assert all(check.passed for claim in claims(note) for check in claim.checks)
    accounted(material, note)
    checked(material, note)


def test_there_are_enough_dictated_sentences_to_judge_by() -> None:
    """Forty at least, of every kind."""
    lines = [line for account in ACCOUNTS for line in account.lines]
    assert len(lines) >= 40 and {line.kind for line in lines} == set(Kind)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("form", [NOTE, CARE_ACT])
def test_the_worker_is_never_said_to_have_said_it(account: Account, form: Template) -> None:
    """First person, in the worker's own words, whoever the recogniser thought was speaking."""
    worker = account.people[-1]
    turns = tuple(replace(t, speaker=label) for t, label in zip(account.turns(), ["S1", "S2", ""] * 9, strict=False))
    for claim in claims(draft_note(Material(account.people, turns), form)):
        assert not claim.text.startswith((f"{worker.name} said", "Somebody", "Asked", "Speaker"))
        assert claim.written_by is WrittenBy.QUOTATION


@pytest.mark.parametrize(("said", "written"), SAID_AND_WRITTEN)
def test_what_is_tidied_and_what_is_not(said: str, written: str) -> None:
    """Corrections, spoken marks and sounds that are no words; nothing of it is flagged, and nothing lost."""
    material = Material(PEOPLE, (dictated(said),))
    note = draft_note(material, NOTE)
    assert sorted(claim.text for claim in claims(note)) == sorted(written.split("|"))
    assert not any(claim.flagged for claim in claims(note))
    accounted(material, note)


def test_what_the_worker_took_back_is_listed_as_withdrawn() -> None:
    """Tuesday is in no claim, and not gone."""
    note = note_of(dictated("Mrs Begum said she fell on Tuesday. No, sorry, it was Wednesday."))
    assert not any("Tuesday" in claim.text for claim in claims(note))
    assert [(line.text, line.why) for line in note.omissions] == [("Mrs Begum said she fell on Tuesday.", "withdrawn")]


def test_a_disclosure_that_is_passed_on_stands_word_for_word_and_has_its_weight() -> None:
    """Under safety, of the kind 'reported', in the worker's words and no others."""
    said = "Mrs Begum told me that Adam hits her when he has been drinking."
    note = note_of(dictated(said))
    section = next(section for section in note.sections if section.claims)
    claim = section.claims[0]
    assert (section.id, claim.text, claim.kind) == ("safety", said, Kind.REPORTED) and "harm" in claim.of_weight


def test_what_she_told_the_worker_she_wants_is_placed_as_her_wish() -> None:
    """It is not the worker's wish, so it stands where the person's wishes do."""
    for turn in (
        dictated("Mrs Begum told me that she wants to stay in her own home."),
        jotted(Manner.TOLD, "she wants to stay in her own home"),
        dictated("She wants to stay in her own home."),
        dictated("Mrs Begum wants to stay in her own home."),
    ):
        section = next(section for section in note_of(turn).sections if section.claims)
        assert section.id == "wishes", section.claims


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I saw that she told her son to leave.", Kind.REPORTED),
        ("I think he said he was going out.", Kind.VIEW),
        ("I noticed that he seemed unsteady.", Kind.VIEW),
        ("I heard that she was in hospital.", Kind.REPORTED),
        ("I heard her shouting.", Kind.OBSERVED),
        ("I told him about the leaflet.", Kind.QUOTED),
        ("I rang the office and asked for a call back.", Kind.QUOTED),
        ("She was told by the nurse to rest.", Kind.REPORTED),
        ("There was a fall two weeks ago.", Kind.QUOTED),
        ("I saw her two weeks ago.", Kind.OBSERVED),
        ("There was nobody in.", Kind.OBSERVED),
        ("In my opinion there was neglect.", Kind.VIEW),
        ("Was there any food?", Kind.QUOTED),
    ],
)  # fmt: skip
def test_of_two_kinds_in_a_sentence_the_one_that_claims_less_counts(text: str, kind: Kind) -> None:
    """What was told is not seen, and what seemed so is a view."""
    assert kind_of(text) is kind


def test_a_pronoun_is_given_a_name_only_where_one_person_can_be_meant() -> None:
    """A nurse who was spoken of may be 'she', and two people are 'they'."""
    sure = note_of(dictated("I visited Mrs Begum. She fell."))
    assert [claim.text for claim in claims(sure)] == ["I visited Mrs Begum.", "She (Mrs Begum) fell."]
    for said in ("I met the nurse. She fell.", "They fell.", "He fell.", "I met Mrs Khan. Her leg was sore."):
        last = next(claim for claim in claims(note_of(dictated(said))) if said.endswith(claim.text))
        assert (last.flagged, last.why) == (True, WHO)


def test_doubtful_words_in_a_dictation_are_flagged_too() -> None:
    """The worker's own words can be misheard as well."""
    turn = dictated("I saw two tablets.")
    heard = tuple(Word(each, at, at + 1.0, 0.9) for at, each in enumerate(turn.text.split()))
    said = Material(PEOPLE, (replace(turn, words=heard),), (Doubt(turn.id, 3, 4, "low"),))
    claim = claims(draft_note(said, NOTE))[0]
    assert claim.flagged and claim.why == "The words 'tablets' may have been misheard. Listen to them."


def test_a_dictation_by_nobody_known_is_still_in_its_own_words() -> None:
    """Without a worker among the people nothing is given to anybody, and a promise stays as it was said."""
    note = draft_note(Material((BEGUM,), (dictated("I saw a bruise. I will ring the GP."),)), NOTE)
    assert [claim.text for claim in claims(note)] == ["I saw a bruise."]
    assert [action.text for action in note.actions] == ["I will ring the GP."]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("I will be back on Friday.", "I will be back on Friday."),
        ("I will ring their daughter.", "I will ring their daughter."),
        ("I will ring the, the GP, so yeah.", "I will ring the GP, so yeah."),
        ("I will ring the GP if it gets worse.", "I will ring the GP if it gets worse."),
        ("I will ring the GP and I'll order a commode.", "Jo Reed to ring the GP.|Jo Reed to order a commode."),
    ],
)
def test_a_promise_that_no_rule_can_put_in_other_words_stays_as_it_was_said(said: str, text: str) -> None:
    """It is in the actions all the same; 'their' would read as the worker's own."""
    assert [action.text for action in note_of(dictated(said)).actions] == text.split("|")


# --- jottings
@pytest.mark.parametrize(
    ("manner", "typed", "text", "kind"),
    [
        (Manner.SEEN, "no food in fridge", "Seen: No food in fridge.", Kind.OBSERVED),
        (Manner.TOLD, "son takes her card", "Told: Son takes her card.", Kind.REPORTED),
        (Manner.VIEW, "not coping", "Worker's view: Not coping.", Kind.VIEW),
        (Manner.SEEN, "I saw a bruise on her arm", "I saw a bruise on her arm.", Kind.OBSERVED),
        (Manner.TOLD, "Adam said he is tired", "Adam said he is tired.", Kind.REPORTED),
        (Manner.VIEW, "I think Adam needs a break!", "I think Adam needs a break!", Kind.VIEW),
        # The second sentence would read as a fact.
        (Manner.TOLD, "Adam said he is tired. He drinks", "Told: Adam said he is tired. He drinks.", Kind.REPORTED),
        # Its own words tell of another manner than the worker chose.
        (Manner.SEEN, "Adam said he is tired", "Seen: Adam said he is tired.", Kind.OBSERVED),
        (Manner.TOLD, "um 2 x 500 mg,  no 3", "Told: Um 2 x 500 mg, no 3.", Kind.REPORTED),
    ],
)  # fmt: skip
def test_a_jotting_stands_as_it_was_typed_and_says_how_it_is_known(
    manner: Manner, typed: str, text: str, kind: Kind
) -> None:
    """Word for word, whole as evidence, and what was told can't be taken for what was seen."""
    turn = jotted(manner, typed)
    note = note_of(turn)
    (claim,) = claims(note)
    assert (claim.text, claim.kind, claim.written_by, claim.flagged) == (text, kind, WrittenBy.QUOTATION, False)
    assert [(each.turn, each.start_char, each.end_char) for each in claim.evidence] == [("j1", 0, len(typed))]
    assert all(check.passed for check in claim.checks) and len(claim.checks) == 11
    checked(Material(PEOPLE, (turn,)), note)


def test_a_jotting_that_opens_with_a_pronoun_of_two_people_asks_who_is_meant() -> None:
    """Its words stay; with one woman present nothing has to be asked."""
    dawn = replace(ADAM, pronouns="she")
    turn = jotted(Manner.TOLD, "she cries at night")
    assert [claim.why for claim in claims(note_of(turn))] == [None]
    (claim,) = claims(draft_note(Material((BEGUM, dawn, JO), (turn,)), NOTE))
    assert (claim.text, claim.why) == ("Told: She cries at night.", WHO)


def test_a_mark_is_in_no_claim_and_in_no_list() -> None:
    """It only shows where to look. Marks alone are nothing to draft from."""
    note = note_of(jotted(Manner.MARK, ""), jotted(Manner.SEEN, "A rug is loose.", 2))
    assert len(claims(note)) == 1 and note.omissions == ()
    with pytest.raises(NothingHeard):
        note_of(jotted(Manner.MARK, ""))


def test_a_jotting_that_fits_no_heading_is_listed() -> None:
    """A template without a place for it loses nothing."""
    bare = Template("bare", "Bare", (replace(NOTE.sections[3], fallback=False),))
    note = note_of(jotted(Manner.SEEN, "Blue curtains."), dictated("The curtains were blue."), form=bare)
    assert claims(note) == []
    assert note.omissions == (
        Omission(TurnId("j1"), "Blue curtains.", "not placed", 0, 14),
        Omission(TurnId("t1"), "The curtains were blue.", "not placed", 0, 23),
    )


@pytest.mark.parametrize("material", ALL)
@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_the_talk_is_drafted_as_if_nothing_had_been_jotted_down(material: Material, detail: str) -> None:
    """A jotting or a dictation in the middle of a question answers nothing, joins nothing and splits nothing."""
    alone = draft_note(material, NOTE, detail=detail)
    between = [turn for each in material.turns for turn in (each, jotted(Manner.SEEN, "Yes.", int(each.id[1:])))]
    own = (*ONE_WOMAN.turns(1)[:4], *between)
    own = tuple(
        replace(turn, id=TurnId(f"d{at}")) if turn.manner is Manner.DICTATED else turn for at, turn in enumerate(own)
    )  # noqa: E501
    mixed = draft_note(replace(material, turns=own), NOTE, detail=detail)
    spoken = {turn.id for turn in material.turns}

    def of_the_talk(note: DraftNote) -> list[tuple[str, list[Claim]]]:
        said = {s.id: [c for c in s.claims if c.evidence[0].turn in spoken] for s in note.sections}
        return [(name, [replace(claim, id=SectionId("")) for claim in found]) for name, found in said.items()]  # type: ignore[arg-type]

    assert of_the_talk(mixed) == of_the_talk(alone)
    assert mixed.actions[: len(alone.actions)] == alone.actions
    assert tuple(line for line in mixed.omissions if line.turn in spoken) == alone.omissions
    numbers = [claim.id for claim in claims(mixed)]
    assert numbers == [f"c{at}" for at in range(1, len(numbers) + 1)]
    checked(replace(material, turns=own), mixed)


def test_claims_stand_in_the_order_of_the_visit() -> None:
    """A jotting comes between what was said before it and after it."""
    spoken = [
        Turn(TurnId(f"t{at}"), f"S{at}", 10.0 * at, 10.0 * at + 2, text)
        for at, text in ((1, "I eat toast."), (2, "I cook soup."))
    ]  # noqa: E501
    note = note_of(spoken[0], jotted(Manner.SEEN, "Kitchen clean, cooker works.", at=15.0), spoken[1])
    home = next(section for section in note.sections if section.id == "home")
    assert [claim.evidence[0].turn for claim in home.claims] == ["t1", "j1", "t2"]


# --- the verifier
@pytest.mark.parametrize(
    ("manner", "said", "claimed", "rule"),
    [
        (Manner.SEEN, "two bruises", "Seen: Three bruises.", "numbers"),
        (Manner.SEEN, "two bruises", "Seen: Two old bruises.", "added"),
        (Manner.SEEN, "two old bruises", "Seen: Two bruises.", "kept"),
        (Manner.TOLD, "no falls", "Told: Falls.", "negation"),
        (Manner.TOLD, "her son hits her", "Seen: Her son hits her.", "who"),
        (Manner.TOLD, "her son hits her", "Her son hits her.", "who"),
        (Manner.TOLD, "her son hits her", "Told: Her son hits him.", "who"),
        (Manner.TOLD, "she fell on Monday", "Told: She fell on Sunday.", "dates"),
        (Manner.TOLD, "she owes £40", "Told: She owes £400.", "money"),
        (Manner.VIEW, "she may be low", "Worker's view: She is low.", "modality"),
        (Manner.VIEW, "she was low", "Worker's view: She is low.", "tense"),
        (Manner.SEEN, "the gas was on", "Seen: Was the gas on.", "quotation"),
        (Manner.DICTATED, "She told me she fell.", "She (Adam Rahman) told me she fell.", "who"),
        (Manner.DICTATED, "She told me she fell.", 'Jo Reed said: "She told me she fell."', "quotation"),
        (Manner.DICTATED, "Mrs Begum told me she fell.", "Adam Rahman told me she fell.", "who"),
        (Manner.DICTATED, "I saw a bruise.", "I saw a bruise and a cut.", "quotation"),
    ],
)
def test_a_claim_that_is_not_the_workers_own_words_fails(manner: Manner, said: str, claimed: str, rule: str) -> None:
    """Each rule runs on the worker's own account and sees what was changed."""
    turn = replace(jotted(manner, said), id=TurnId("x1"))
    right = claims(note_of(turn))[0]
    assert all(check.passed for check in right.checks)
    failed = [check.rule for check in verify(claimed, sources_of(right, (turn,)), PEOPLE) if not check.passed]
    assert rule in failed and "quotation" in failed or rule == "who" and rule in failed


# --- whatever is said
PIECES = (
    "I saw two tablets", "no, sorry, three", "um", "she told me", "No.", "full stop", "comma,", "new paragraph.", "Adam said I can't",  # noqa: E501
    "and I will ring the GP", "I'll ring on Friday", "scrap that", "my impression is", "£40", "you know", "if it rains", "…", '"quoted"',  # noqa: E501
    "he hits her.", "what?", "’s", "-", "I", "Mrs Begum", "(she)", "They", "her",
)  # fmt: skip
said = st.one_of(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join), st.text(max_size=30))
account = st.lists(
    st.tuples(st.sampled_from([Manner.DICTATED, Manner.DICTATED, Manner.SEEN, Manner.TOLD, Manner.VIEW]), said),
    min_size=1,
    max_size=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(account)
def test_nothing_of_any_account_is_lost(parts: list[tuple[Manner, str]]) -> None:
    """Whatever is said or typed, each word is in the note, in the actions, or listed; and the checks are the
    verifier's."""
    turns = tuple(
        Turn(TurnId(f"x{at}"), "", 2.0 * at, 2.0 * at + 2, text, manner=manner)
        for at, (manner, text) in enumerate(parts)
        if manner is Manner.DICTATED or words(text)
    )
    material = Material(PEOPLE, turns)
    if any(words(turn.text) for turn in turns):
        note = draft_note(material, NOTE)
        accounted(material, note)
        checked(material, note)


@given(said.map(as_typed))
def test_a_frame_can_always_be_taken_off_again(text: str) -> None:
    """The verifier finds the words that were typed, whatever they are, and only under the manner that was chosen."""
    for manner in (Manner.SEEN, Manner.TOLD, Manner.VIEW):
        shown = framed(text, manner)
        assert unframed(shown, manner) == text
        assert shown == text or all(
            unframed(shown, other) is None for other in Manner if other in FRAMES and other != manner
        )  # noqa: E501
