"""Templates are read, checked, and refused with sentences that help."""

from pathlib import Path

import pytest

from scribe.errors import FileRefused, NotFound
from scribe.notes.templates import check, template, templates

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
        (GOOD + '[[sections]]\nid = "a"\nheading = "B"\n', "same id"),
        (GOOD.replace('heading = "A"', "heading = 3"), "Section 1: 'heading'"),
        (GOOD.replace('id = "a"', 'id = "A b"'), "small letters"),
        (GOOD + 'strong = "word"\n', "'strong' must be a list of words"),
        (GOOD + 'prompt = "Judge"\n', "written by the worker"),
        (GOOD + 'whose = ["king"]\n', "'king' is not a role"),
        (GOOD.replace('id = "x"', 'id = "transcript"'), "the id of transcripts"),
        (GOOD.replace('id = "x"', 'id = "urgent-extract"'), "the id of urgent extracts"),
        (GOOD.replace('id = "x"', 'id = ["x"]'), "'id' is missing or not text"),
        (GOOD + "colour = 1\n", "'colour' is not a known key"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, text: str, problem: str) -> None:
    """A bad template is refused with a sentence that says what to mend."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert any(problem in each for each in check(path))
    with pytest.raises(FileRefused, match="mine.toml"):
        templates(tmp_path)


def test_a_councils_own_template_is_found(tmp_path: Path) -> None:
    """A good file in the extra folder is one more template."""
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    assert template("x", tmp_path).title == "X"
    assert check(tmp_path / "mine.toml") == ()
