"""Templates are read, checked, and refused with sentences that help."""

from pathlib import Path

import pytest

from scribe.errors import FileRefused, NotFound
from scribe.notes.templates import check, refused, template, templates

OUTCOMES = (
    "Managing and maintaining nutrition",
    "Maintaining personal hygiene",
    "Managing toilet needs",
    "Being appropriately clothed",
    "Being able to make use of the home safely",
    "Maintaining a habitable home environment",
    "Developing and maintaining family or other personal relationships",
    "Accessing and engaging in work, training, education or volunteering",
    "Making use of necessary facilities or services in the local community, including public transport "
    "and recreational "
    "facilities or services",
    "Carrying out any caring responsibilities the adult has for a child",
)


def test_the_case_note_comes_first() -> None:
    """All templates are there, the plain one first."""
    assert [each.id for each in templates()] == ["case-note", "care-act-assessment", "record-after-erasing"]


def test_the_ten_outcomes_stand_in_the_order_of_the_regulations() -> None:
    """Regulation 2(2)(a) to (j), each once."""
    sections = [each for each in template("care-act-assessment").sections if "reg 2(2)(" in each.source]
    assert tuple(each.heading for each in sections) == OUTCOMES
    assert [each.source[-2] for each in sections] == list("abcdefghij")


def test_eligibility_is_left_to_the_worker() -> None:
    """The section that judges has a prompt and no words that could fill it."""
    section = template("care-act-assessment").sections[-1]
    assert section.prompt and not section.strong and not section.hints and not section.kinds


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
        (GOOD + "colour = 1\n", "'colour' is not a known key"),
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
    assert refused(tmp_path / "gone") == ()


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
