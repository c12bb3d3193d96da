"""Templates are read, checked, and refused with sentences that help."""

from pathlib import Path

import pytest

from scribe.errors import FileRefused, NotFound
from scribe.notes.sections import words_score
from scribe.notes.templates import (
    AS_LAST_READ,
    OUT_OF_REACH,
    TemplateSection,
    check,
    problems_in,
    refused,
    template,
    templates,
)
from scribe.visit import SectionId

OUTCOMES = (
    "Managing and maintaining nutrition",
    "Maintaining personal hygiene",
    "Managing toilet needs",
    "Being appropriately clothed",
    "Being able to make use of the adult's home safely",
    "Maintaining a habitable home environment",
    "Developing and maintaining family or other personal relationships",
    "Accessing and engaging in work, training, education or volunteering",
    "Making use of necessary facilities or services in the local community including public transport, "
    "and recreational facilities or services",
    "Carrying out any caring responsibilities the adult has for a child",
)


def test_the_case_note_comes_first() -> None:
    """All templates are there, the plain one first, and what is no kind of note last."""
    assert [each.id for each in templates()] == [
        "case-note",
        "care-act-assessment",
        "care-and-support-plan",
        "care-and-support-plan-review",
        "carers-assessment",
        "child-and-family-visit",
        "mental-capacity",
        "minutes",
        "safeguarding-minutes",
        "supervision",
        "telephone-contact",
        "record-after-erasing",
    ]


def test_the_ten_outcomes_stand_in_the_order_of_the_regulations() -> None:
    """Regulation 2(2)(a) to (j), each once."""
    sections = [each for each in template("care-act-assessment").sections if "reg 2(2)(" in each.source]
    assert tuple(each.heading for each in sections) == OUTCOMES
    assert [each.source[-2] for each in sections] == list("abcdefghij")


def test_eligibility_is_left_to_the_worker() -> None:
    """The section that judges has a prompt and no words that could fill it."""
    section = template("care-act-assessment").sections[-1]
    assert section.prompt and not section.strong and not section.hints and not section.kinds


def test_each_outcome_of_an_adult_is_asked_in_four_ways() -> None:
    """Regulation 2(3)(a) to (d) for the adult; regulation 3(3)(a) to (c) for the carer, whose time is not asked."""
    adult = [each for each in template("care-act-assessment").sections if "reg 2(2)(" in each.source]
    assert {tuple(aspect.id for aspect in each.aspects) for each in adult} == {("help", "pain", "danger", "time")}
    carer = [each for each in template("carers-assessment").sections if "reg 3(2)(b)(" in each.source]
    assert len(carer) == 8
    assert {tuple(aspect.id for aspect in each.aspects) for each in carer} == {("help", "pain", "danger")}


JUDGED = {
    "care-act-assessment": {"wellbeing", "advocate-duty", "eligibility"},
    "care-and-support-plan": {"eligible", "agreement", "advocate-duty"},
    "care-and-support-plan-review": {"revise", "advocate-duty"},
    "carers-assessment": {"eligibility", "advocate-duty"},
    "child-and-family-visit": {"seen", "analysis", "risk-rating"},
    "mental-capacity": {"decision", "functional", "because", "conclusion"},
    "safeguarding-minutes": {"duty", "rating", "advocate-duty"},
    "supervision": {"decisions"},
    "telephone-contact": {"decision"},
}


def test_what_only_a_person_may_judge_is_left_empty() -> None:
    """Eligibility, analysis, the level of risk, capacity: a prompt, and nothing that could fill it."""
    found = {each.id: {str(part.id) for part in each.sections if part.prompt} for each in templates()}
    assert {name: ids for name, ids in found.items() if ids and name != "record-after-erasing"} == JUDGED


def test_whether_the_child_was_seen_and_what_is_decided_of_capacity_has_to_be_written() -> None:
    """Approval waits for them."""
    found = {each.id: [str(part.id) for part in each.sections if part.required] for each in templates()}
    assert {name: ids for name, ids in found.items() if ids} == {
        "child-and-family-visit": ["seen"],
        "mental-capacity": ["decision", "conclusion"],
    }


def test_capacity_is_asked_in_the_order_of_the_supreme_court() -> None:
    """First whether the person can decide, then whether that is because of an impairment (JB [2021] UKSC 52)."""
    order = [str(each.id) for each in template("mental-capacity").sections]
    asked = [
        "decision", "support", "understand", "retain", "weigh", "communicate", "functional", "because", "conclusion",
    ]  # fmt: skip
    assert [each for each in order if each in asked] == asked
    assert order.index("impairment") > order.index("functional")


def test_minutes_are_full_and_in_the_order_of_the_talk() -> None:
    """So that who said what can be followed."""
    minutes = {each.id for each in templates() if each.order == "time"}
    assert minutes == {"minutes", "safeguarding-minutes"}
    assert all(template(each).detail == "full" for each in minutes)


def test_each_template_says_when_to_use_it_and_what_it_follows() -> None:
    """In one sentence, with its source and the day on which that was read."""
    for each in templates():
        if each.id != "record-after-erasing":
            assert each.about.endswith(".") and each.source and each.checked, each.id


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    """The sentence names the templates that there are."""
    with pytest.raises(NotFound, match="case-note"):
        template("nothing")


GOOD = 'id = "x"\ntitle = "X"\n[[sections]]\nid = "a"\nheading = "A"\nfallback = true\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("not toml [", "not valid TOML"),
        ('id = "x"\ntitle = "X"\n', "There are no"),
        (GOOD.replace("fallback = true", ""), "Exactly one section must be the fallback"),
        (GOOD + '[[sections]]\nid = "a"\nheading = "B"\n', "same id: 'a'"),
        (GOOD.replace('heading = "A"', "heading = 3"), "Section 1 ('a', line 3): 'heading'"),
        (GOOD + '[[sections]]\nid = "b"\nheading = " "\n', "Section 2 ('b', line 7): 'heading'"),
        (GOOD + '[[sections]]\nheading = "B"\n', "Section 2 (line 7): 'id'"),
        (GOOD + 'weights = ["gold"]\n', "'gold' is not a kind of weight"),
        (GOOD + "required = 1\n", "'required' must be true or false"),
        (GOOD + "required = true\n", "'required' needs a 'prompt'"),
        (GOOD + 'aspects = "danger"\n', "'aspects' must be a list"),
        (GOOD + 'aspects = ["danger"]\n', "'danger' is not the id of an aspect at the top"),
        (GOOD + '[[sections.aspects]]\nid = "d"\nheading = 1\n', "the aspect 'd': 'heading'"),
        (GOOD + '[[sections.aspects]]\nid = "d"\nheading = "D"\nkinds = ["wish"]\n', "the aspect 'd': 'kinds' is not"),
        (GOOD + '[[sections.aspects]]\nid = "d"\nheading = "D"\nweights = ["x"]\n', "'d': 'x' is not a kind of weight"),
        (GOOD + 2 * '[[sections.aspects]]\nid = "d"\nheading = "D"\n', "two aspects have the same id"),
        ('detail = "long"\n' + GOOD, "'detail' must be one of: brief, standard, full"),
        ("order = 3\n" + GOOD, "'order' must be one of: topic, time"),
        ("about = 3\n" + GOOD, "'about' must be text"),
        (GOOD.replace('id = "x"', 'id = "record-after-erasing"'), "the id of the record after erasing"),
        (GOOD + "#" * 1_000_001, "too large"),
        (GOOD.replace('id = "a"', 'id = "A b"'), "small letters"),
        (GOOD + 'strong = "word"\n', "'strong' must be a list of words"),
        (GOOD + 'prompt = "Judge"\n', "written by the worker"),
        (GOOD + 'whose = ["king"]\n', "'king' is not a role"),
        (GOOD.replace('id = "x"', 'id = "transcript"'), "the id of transcripts"),
        (GOOD.replace('id = "x"', 'id = "urgent-extract"'), "the id of the urgent extract"),
        (GOOD.replace('id = "x"', 'id = ["x"]'), "'id' is missing or not text"),
        (GOOD + "colour = 1\n", "'colour' is not a known key"),
        ("x = " + "9" * 5_000 + "\n" + GOOD, "a number in it that can't be read"),
        (GOOD + "aspects = [[1]]\n", "is not the id of an aspect"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, text: str, problem: str) -> None:
    """A bad template is refused with a sentence that says what to mend."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert any(problem in each for each in check(path))
    assert [each.path.name for each in refused(tmp_path)] == ["mine.toml"]
    with pytest.raises(FileRefused, match=r"mine\.toml"):
        template("mine", tmp_path)


def test_a_bad_file_stands_in_the_way_of_no_other_template(tmp_path: Path) -> None:
    """One bad file, one that is a folder, one that is no text, and one that is good: the good one is there."""
    (tmp_path / "bad.toml").write_text("not toml [", encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "noise.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    assert {"case-note", "x"} <= {each.id for each in templates(tmp_path)}
    assert [each.path.stem for each in refused(tmp_path)] == ["bad", "folder", "noise"]
    assert template("case-note", tmp_path) == template("case-note")


def test_a_folder_that_is_out_of_reach_leaves_fairnotes_own(tmp_path: Path) -> None:
    """The council's network is not there on a visit."""
    assert templates(tmp_path / "gone") == templates()
    assert problems_in(tmp_path / "gone") == (OUT_OF_REACH,)
    assert problems_in(None) == problems_in(tmp_path) == ()
    with pytest.raises(NotFound, match="out of reach"):
        template("ours", tmp_path / "gone")


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A council's folder with one template, which was read once."""
    (tmp_path / "ours.toml").write_text(GOOD, encoding="utf-8")
    assert template("x", tmp_path).title == "X"
    return tmp_path


@pytest.mark.parametrize("error", [OSError, PermissionError])
def test_a_drive_that_is_gone_for_a_moment_changes_nothing(
    council: Path, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    """Its templates are used as they were read last, which is said; when it is back, nothing is left of it."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as blip:
        blip.setattr(Path, "iterdir", refuse)
        assert template("x", council).title == "X"
        assert problems_in(council) == (AS_LAST_READ,)
        stat = Path.stat
        blip.setattr(Path, "stat", lambda path, **how: refuse() if path.parent == council else stat(path, **how))
        assert template("x", council).title == "X" and problems_in(council) == (AS_LAST_READ,)
    assert problems_in(council) == ()
    (council / "ours.toml").write_text(GOOD.replace('"X"', '"New"'), encoding="utf-8")
    with monkeypatch.context() as blip:
        blip.setattr(Path, "read_text", refuse)
        assert template("x", council).title == "X"
        assert problems_in(council) == ("The template ours.toml can't be opened now. It is used as it was read last.",)
    assert template("x", council).title == "New" and problems_in(council) == ()


def test_a_file_that_could_not_be_opened_once_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive that stumbles the first time is no fault of the file."""
    (tmp_path / "ours.toml").write_text(GOOD, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise OSError

    with monkeypatch.context() as blip:
        blip.setattr(Path, "read_text", refuse)
        assert problems_in(tmp_path) == ("The template ours.toml can't be used. The file can't be opened.",)
        with pytest.raises(FileRefused):
            template("ours", tmp_path)
    assert template("x", tmp_path).title == "X" and problems_in(tmp_path) == ()


@pytest.mark.parametrize(
    ("phrase", "said", "leads"),
    [
        ("Attendance Allowance", "I get attendance allowance.", True),
        ("Carers UK", "She rang Carers UK.", True),
        ("G.P.", "My GP came.", True),
        ("can't cope!", "I can't cope any more.", True),
        ("what next?", "And what next?", True),
        ("O’Neill", "Mr O'Neill came.", True),
        ("wake * Night", "I wake up every night.", True),
        ("?!", "Really?!", False),
    ],
)
def test_lead_words_are_found_however_they_are_written(phrase: str, said: str, leads: bool) -> None:
    """Capitals and marks in a template's words are as those in what is said: neither counts."""
    section = TemplateSection(SectionId("a"), "A", strong=(phrase,))
    assert (words_score(said, section) > 0) == leads


def test_a_councils_own_takes_the_place_of_fairnotes(tmp_path: Path) -> None:
    """The same id: the council's is used; where it can't be, nothing is put in its place."""
    path = tmp_path / "ours.toml"
    path.write_text(GOOD.replace('id = "x"', 'id = "case-note"'), encoding="utf-8")
    assert template("case-note", tmp_path).title == "X"
    assert [each.id for each in templates(tmp_path)].count("case-note") == 1
    path.write_text(GOOD.replace('id = "x"', 'id = "case-note"\ncolour = 1'), encoding="utf-8")
    with pytest.raises(FileRefused, match=r"ours\.toml can't be used. 'colour'"):
        template("case-note", tmp_path)


def test_of_two_files_with_one_id_neither_is_chosen(tmp_path: Path) -> None:
    """Nobody knows which was meant, so the sentence names the file and the id."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(FileRefused, match=r"b\.toml can't be used. Another file in the folder has the same id: 'x'"):
        template("x", tmp_path)


def test_an_aspect_is_given_once_and_used_by_its_id(tmp_path: Path) -> None:
    """Those at the top of the file are used by id beside those of the section alone."""
    top = '[[aspects]]\nid = "danger"\nheading = "Danger"\nweights = ["falls"]\n'
    own = 'aspects = ["danger", { id = "time", heading = "Time taken", hints = ["hour"] }]\n'
    (tmp_path / "x.toml").write_text(GOOD.replace("[[sections]]", top + "[[sections]]") + own, encoding="utf-8")
    assert check(tmp_path / "x.toml") == ()
    section = template("x", tmp_path).sections[0]
    assert [(each.id, each.heading, each.hints, each.weights) for each in section.aspects] == [
        ("danger", "Danger", (), ("falls",)),
        ("time", "Time taken", ("hour",), ()),
    ]


def test_a_councils_own_template_is_found(tmp_path: Path) -> None:
    """A good file in the extra folder is one more template."""
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    assert template("x", tmp_path).title == "X"
    assert check(tmp_path / "mine.toml") == ()
