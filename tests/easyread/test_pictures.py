"""Pictures of lines: whole words and their senses, what a line is about, what it denies, the same thing the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from easyread.concepts import ConceptsRefused, concepts, named
from easyread.page import Line, LineKind, Page, Picture, Profile
from easyread.picture_sense import best
from easyread.pictures import CREDITS, FETCHED, add_pictures, credits, file_of, picture_file, picture_for, search
from easyread.source import Source, Span
from resources.assets import AssetMissing

needs_fetched = pytest.mark.skipif(not (FETCHED / "index.json").is_file(), reason="the set-up fetched no pictures here")


def about(text: str) -> str | None:
    """The concept of a line, with 'not ' before it where the line denies it."""
    found = best(text)
    return found and ("not " if found[1] else "") + found[0].id


def page_of(*texts: str) -> Page:
    lines = tuple(Line(f"l{k}", text, Span(0, 0)) for k, text in enumerate(texts, 1))
    return Page(Profile.EASY_READ, Source("", ()), lines)


# --- which thing a line is about
LINES = {
    "You have the right to appeal.": "rights",
    "You can appeal if you do not agree.": "appeal",
    "You must pay by 14 March 2026.": "pay",
    "Your social worker will write a care plan with you.": "plan",
    "We will review your support plan each year.": "review",
    "An advocate can help you to speak up.": "advocate",
    "You can ask for an interpreter.": "interpreter",
    "Please fill in the form.": "form",
    "Please sign the form and send it back.": "sign",
    "The court of protection can make this decision.": "court",
    "A direct payment is money to pay for your own support.": "direct-payment",
    "Your rent will go up to £120 a week.": "rent",
    "You are in debt.": "debt",
    "You need a financial assessment.": "assessment",
    "A carer is a person who looks after somebody else.": "carer",
    "Your GP gave you new tablets.": "medicine",
    "He falls a lot on the stairs.": "fall",
    "She uses a walking frame.": "walking-frame",
    "The meeting is on Monday at 2pm.": "meeting",
    "You live in a care home.": "care-home",
    "Dementia makes it hard to find the right word.": "dementia",
    "People with a learning disability can have a health check.": "learning-disability",
    "Somebody hurt you.": "pain",
    "If somebody hits you, call the police.": "police",
    "You decided to move house.": "decision",
    "Your housing benefit has changed.": "rent",
    "You may have to leave your home.": "homeless",
    "We keep what you say confidential.": "confidential",
    "You can choose who helps you.": "choice",
    "Take the bus to the day centre.": "bus",
    "A solicitor can give you advice.": "solicitor",
    "She was worried about the letter.": "worried",
    "The Council will meet the remaining £151.05 a week.": "pay",
    "We will meet your needs.": "need",
    "We will meet you on Monday.": "meeting",
    "In an emergency you should call 999.": "emergency",
    "It is common for people to want help.": "help",
    "You can contact the Charging Team on 01632 960418.": "phone-call",
    "You can contact the Ombudsman on 03069 990451.": "phone-call",
    "The review team will write to you.": "write",
    "The Learning Disability Team will visit you.": "visit",
    "Your social work team will visit you.": "social-worker",
    "You may qualify for Breathing Space.": "eligible",
    "You can get independent advice.": "more-information",
    "These works will not affect your rent.": "not change",
    "You may end this agreement.": "not contract",
    "Cash must not be handed to your care workers.": "must-not",
}


@pytest.mark.parametrize(("text", "concept"), LINES.items())
def test_a_line_gets_the_picture_of_what_it_is_about(text, concept):
    """The main thing of a line counts over what it names by the way."""
    assert about(text) == concept


@pytest.mark.parametrize("text", ["This is how.", "Of course.", "It was the other one.", "Yours sincerely,", "", "…"])
def test_a_line_about_nothing_in_particular_gets_none(text):
    """No picture is better than one that says something else."""
    assert picture_for(text) is None


def test_nothing_that_is_said_by_the_way_alone_makes_a_picture():
    """A week in passing is not what a line is about."""
    assert about("Somebody will be there within a few weeks.") is None


# --- whole words, and their senses
@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The saddle is on the horse.", "sad"),
        ("They parent together.", "rent"),
        ("It is currently closed.", "rent"),
        ("We met at the station in Busby.", "bus"),
        ("The carpet is new.", "car"),
        ("She spent it.", "pest"),
        ("They planted roses.", "plan"),
        ("The stationery is here.", "train"),
        ("Use your right hand.", "rights"),
        ("That is the right time.", "rights"),
        ("You may come.", "date"),
        ("May we come in?", "date"),
        ("Feel free to come in.", "free"),
        ("It is just like this.", "happy"),
        ("Mrs Cook came.", "cook"),
        ("We spoke to Mr House.", "home"),
        ("I saw Bill there.", "bill"),
        ("The paper is in case of need.", "records"),
    ],
)
def test_part_of_a_word_or_another_sense_names_nothing(text, never):
    """'Sad' is not in 'saddle', the month is not in 'you may', and Mrs Cook is somebody."""
    assert never not in {one.concept.id for one in named(text)}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Come in May.", "date"),
        ("It ends on 3 May 2026.", "date"),
        ("She decided.", "decision"),
        ("Her worries grew.", "worried"),
        ("They were paying.", "pay"),
        ("Two buses came.", "bus"),
        ("He fell.", "fall"),
        ("The carers’ group", "carer"),
        ("Your rights", "rights"),
        ("Book an appointment.", "appointment"),
        ("Sign here.", "sign"),
    ],
)
def test_a_word_stands_for_all_its_forms(text, concept):
    """Plurals, past forms, possessives; a month where a number or 'in' stands before it."""
    assert concept in {one.concept.id for one in named(text)}


def test_the_longer_name_counts():
    """A care home is neither care nor a home."""
    assert [one.concept.id for one in named("The care home")] == ["care-home"]


@pytest.mark.parametrize(
    "text",
    [
        "Adult Social Care, Charging Team",
        "Charging and Income Manager",
        "Our reference: ASC/CH/20417",
        "11 August 2026",
        "Dear Mrs Bell",
        "ld.team@example.org",
        "Private and confidential",
        "Yours sincerely",
    ],
)
def test_the_form_of_a_letter_has_no_picture(text):
    """Head, references, greeting and end: what stands there is no line of what the letter says."""
    page = page_of("Larkmoor Council", text, "Dear Mrs Bell", "Your rent is due.", "Yours sincerely", "Ann Bell")
    pictures = {line.text: line.picture for line in add_pictures(page).lines}
    assert pictures[text] is None and pictures["Your rent is due."].concept == "rent"


def test_nobody_consents_or_not_where_no_consent_is_needed():
    """'Do not require consent' is no picture of disagreeing."""
    assert about("Assistance dogs do not require consent.") is None


# --- what is not so
@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("You do not have to pay for your care.", "not pay"),
        ("We will not share your information.", "not share-information"),
        ("You must not smoke here.", "not smoking"),
        ("Stop smoking.", "not smoking"),
        ("We will stop your benefits.", "not benefits"),
        ("You don’t need to sign.", "not sign"),
        ("You can't be left alone.", "not alone"),
        ("This will not change your support.", "not change"),
        ("Nobody has to sign.", "not sign"),
        ("You must pay no more than £20.", "pay"),
        ("Do not forget to sign.", "sign"),
        ("If you cannot come, tell us.", "tell-us"),
        ("If you are not happy with this, you can complain.", "complaint"),
        ("The answer was not clear, so we will visit you.", "visit"),
        ("You do not have to stay, but you can ask a question.", "question"),
        ("You must not smoke or drink.", "not smoking"),
        ("You must not drink beer or wine.", "not alcohol"),
        ("It must not be used for gambling, alcohol, tobacco or the repayment of debts.", "not alcohol"),
        ("Do not use drugs, alcohol or tobacco.", "not drugs"),
        ("Do not eat, drink or smoke.", "not eat"),
        ("You must not smoke, but you can drink tea.", "not smoking"),
        ("If you do not have a bank, building society or credit union account, call us.", "phone-call"),
        ("Smoking is not allowed.", "must-not"),
        ("Alcohol and smoking are not allowed.", "must-not"),
    ],
)
def test_a_denied_thing_is_told_from_one_that_is_so(text, concept):
    """A negation holds to the end of its clause, and not every 'no' is one."""
    assert about(text) == concept


@pytest.mark.parametrize("text", ["Do not wait, call or text us.", "You must not wait, call 999 or go to hospital."])
def test_what_to_do_instead_is_never_crossed_out(text):
    """A verb after the comma may be one, so nothing is shown of it."""
    assert about(text) == "not wait"


def test_a_denied_thing_has_its_opposite_or_is_crossed_out():
    """No picture says the opposite of its line."""
    assert picture_for("You are not eligible.").file == Path("own/not-eligible.svg")
    assert picture_for("They do not agree.").file == Path("own/disagree.svg")
    crossed = picture_for("You do not have to pay.")
    assert crossed.file == Path("crossed/own/pay.svg")
    assert crossed.alt == "Crossed out: A coin goes into an open hand"


@pytest.mark.parametrize(
    "text",
    [
        "We will not stop your direct payment.",
        "There is no nurse at the meeting.",
        "She has no family.",
        "Nobody can force you.",
    ],
)
def test_what_cannot_be_crossed_out_gets_none(text):
    """People are not crossed out, and what is denied twice may be meant either way."""
    assert picture_for(text) is None


# --- the same thing, the same picture
def test_the_same_thing_has_the_same_picture_throughout():
    """On every line of a page, in whatever form its word stands."""
    page = add_pictures(page_of("We will assess you.", "This is how.", "Your assessment is free.", "We assessed you."))
    pictures = [line.picture for line in page.lines]
    assert pictures[0] == pictures[2] == pictures[3] and pictures[0].concept == "assessment"
    assert pictures[1] is None
    assert [line.text for line in page.lines] == [
        "We will assess you.", "This is how.", "Your assessment is free.", "We assessed you.",
    ]  # fmt: skip


def test_a_heading_has_no_picture():
    """Headings are read by their size."""
    page = page_of("Your rights")
    page = replace(page, lines=(replace(page.lines[0], kind=LineKind.HEADING),))
    assert add_pictures(page).lines[0].picture is None


def test_a_worker_chooses_another_picture_or_none_for_a_concept():
    """The choice holds on each line about that thing."""
    assert picture_for("Take the bus.", {"bus": "openmoji:1F68C"}).file == Path("openmoji/1F68C.svg")
    assert picture_for("Take the bus.", {"bus": ""}) is None
    home = picture_for("This is your home.", {"home": "photo:Oak House.jpg"})
    assert (home.file, home.alt) == (Path("photo/Oak House.jpg"), "Oak House")
    assert picture_for("Do not take the bus.", {"bus": "openmoji:1F68C"}) is None


@pytest.mark.parametrize("reference", ["own:../secret", "nobody:plan", "own:", "photo:/etc/passwd"])
def test_a_choice_never_reaches_outside_the_folders(reference):
    """A reference is a name in one of the sets."""
    with pytest.raises(KeyError):
        file_of(reference)


# --- the table
def test_there_are_enough_concepts_and_each_is_whole():
    """At least 260 with a picture, words, an alt text in plain words, and a priority from 1 to 9."""
    with_pictures = [one for one in concepts() if one.picture]
    assert len(with_pictures) >= 260
    for one in with_pictures:
        assert one.words and one.alt and one.alt[0].isupper() and 1 <= one.priority <= 9, one.id
        assert len(one.alt.split()) <= 16 and not one.alt.lower().startswith(("picture of", "image of")), one.id


def test_no_word_stands_for_two_things():
    """A phrase belongs to one concept, or it would be chance which picture it has."""
    seen: dict[str, str] = {}
    for one in concepts():
        for phrase in one.words:
            assert seen.setdefault(phrase, one.id) == one.id, phrase


@needs_fetched
def test_every_picture_is_there():
    """Each concept's picture, its opposite and its crossed form are in the project or were fetched at set-up."""
    for one in concepts():
        for reference in filter(None, (one.picture, one.opposite)):
            assert picture_file(Picture(one.id, file_of(reference), one.alt)).is_file()
        if one.picture and one.crossed and not one.opposite:
            assert picture_file(Picture(one.id, Path("crossed") / file_of(one.picture), one.alt)).is_file()


def test_a_picture_that_is_not_there_is_said_plainly():
    """The sentence names the concept and what to do."""
    with pytest.raises(AssetMissing, match="The picture for 'bus' is not on this laptop. Run the set-up again."):
        picture_file(Picture("bus", Path("openmoji/none.svg"), "A bus"))


def test_a_councils_own_table_adds_and_replaces(tmp_path):
    """A row of theirs stands instead of ours of that name; the others stay."""
    (tmp_path / "concepts.toml").write_text(
        'oak-house = { words = ["oak house"], picture = "photo:oak.jpg", alt = "Oak House", priority = 9 }\n'
        'bus = { words = ["bus"], picture = "photo:bus.jpg", alt = "Our bus", priority = 9 }\n',
        encoding="utf-8",
    )
    assert picture_for("You live at Oak House.", own=tmp_path).alt == "Oak House"
    assert picture_for("Take the bus.", own=tmp_path).file == Path("photo/bus.jpg")
    assert picture_for("You must pay.", own=tmp_path) == picture_for("You must pay.")


@pytest.mark.parametrize(
    "text", ["bus = [", "bus = { picture = 1 }", 'bus = { words = ["bus"], colour = "red" }', "bus = 3"]
)
def test_a_broken_table_is_refused_in_one_sentence(tmp_path, text):
    """With the file's name, and no traceback."""
    (tmp_path / "concepts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConceptsRefused, match="can't be read as a table of pictures"):
        picture_for("Take the bus.", own=tmp_path)


# --- credits, searching
def test_credits_are_printed_by_themselves_and_once():
    """Each set that a page uses is credited, with the change where one was made; our own needs no line."""
    used = [
        picture_for(text) for text in ("Take the train.", "Brush your teeth.", "You must not smoke.", "You must pay.")
    ]
    (line,) = credits([*used, None])
    assert line.startswith(CREDITS["openmoji"]) and "CC BY-SA 4.0" in line and "Changed" in line
    assert credits([picture_for("You must pay.")]) == ()
    health = picture_for("Go to the pharmacy.")
    assert credits([health, used[0]]) == tuple(sorted((CREDITS["health"], CREDITS["openmoji"])))


def test_every_picture_that_is_not_ours_has_a_credit():
    """OpenMoji's licence asks for it on each page that uses one."""
    for one in concepts():
        if one.picture and not one.picture.startswith("own:"):
            assert CREDITS[one.picture.partition(":")[0]]


@needs_fetched
def test_search_is_by_words_and_tags():
    """A worker finds pictures beyond the concepts; half a word finds nothing."""
    assert search("bus")[0].file == Path("own/bus.svg")
    assert any(picture.file.parts[0] == "openmoji" for picture in search("bicycle"))
    assert any(picture.file.parts[0] == "health" for picture in search("crutches"))
    assert search("sad")[0].concept == "own:sad"
    assert not any("saddle" in picture.alt.lower() for picture in search("sad"))
    assert search("") == search("qqqq") == ()
    assert all(picture_file(picture).is_file() for picture in search("house"))


# --- kinds of lines
def test_a_name_an_address_and_a_heading_draw_no_picture():
    """'Income Team' is not about money, and 'charging@example.org' not about a charge."""
    page = add_pictures(page_of("Income Team", "You can write to charging@example.org."))
    assert page.lines[0].picture is None
    assert page.lines[1].picture is None or page.lines[1].picture.concept != "charge"
    assert picture_for("The office is in Cedar Bank.") is None or about("The office is in Cedar Bank.") != "bank"


def test_who_need_not_agree_is_not_shown_to_disagree():
    """'You do not have to agree' leaves it open."""
    assert picture_for("You do not have to agree.") is None


def test_what_is_denied_is_another_thing_than_what_is_so():
    """So each of the two has one picture throughout, and a worker chooses for them apart."""
    so, not_so = picture_for("You must pay."), picture_for("You do not have to pay.")
    assert (so.concept, not_so.concept) == ("pay", "not pay")
    assert picture_for("You do not have to pay.", {"not pay": ""}) is None


def test_a_title_denies_nothing():
    """'Miss Strand' misses nobody; who missed a visit did not have it."""
    found = best("Miss Strand repaired the door.")
    assert found is not None and found[0].id == "repair" and not found[1]
    assert best("You must not repair the door.") == (found[0], True)
