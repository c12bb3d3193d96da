"""Reading the exam's files, and reading phrases in an output."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from models.exam_items import ExamDamaged, Task, items, read_folder, read_items, version, version_of
from models.exam_matching import says, words_of

GOOD = """task = "negation"
[[items]]
id = "x-1"
trap = "never"
people = ["Mrs Khan (she, person)", "Lee (-, worker, new here)"]
turns = ["Mrs Khan: I never fell: not once."]
good = ["Mrs Khan said she never fell."]
must = ["never | not"]
must_not = ["fell twice"]
"""
CLAIM = """task = "support"
[[items]]
id = "y-1"
trap = "never"
people = ["Mrs Khan (she, person)"]
turns = ["Mrs Khan: I never fell."]
claim = "Mrs Khan said she fell."
supported = false
corruption = "negation"
"""


def read(folder: Path, text: str, task: Task = Task.NEGATION):
    file = folder / f"{task}.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return read_items(file, task)


def test_an_item_is_read_with_its_people_and_turns(tmp_path):
    """Pronouns that were not given are '', and a colon in what was said is part of what was said."""
    (item,) = read(tmp_path, GOOD)
    assert [(p.name, p.pronouns, p.role, p.relation) for p in item.people] == [
        ("Mrs Khan", "she", "person", ""),
        ("Lee", "", "worker", "new here"),
    ]
    assert [(turn.who, turn.words) for turn in item.turns] == [("Mrs Khan", "I never fell: not once.")]
    assert item.must == (("never", "not"),)
    assert item.source == "I never fell: not once."
    assert not item.smoke


def test_what_is_left_out_and_what_is_made_up_are_named(tmp_path):
    """A mark says by which phrases it was lost."""
    (item,) = read(tmp_path, GOOD)
    assert item.left_out("Mrs Khan fell twice.") == (("never", "not"),)
    assert item.made_up("Mrs Khan fell twice.") == ("fell twice",)
    assert item.left_out("She didn't fall.") == item.made_up("She didn't fall.") == ()


def test_the_speakers_own_voice_is_no_reported_speech(tmp_path):
    """'I' and 'your' belong inside quotation marks, straight or curly."""
    (item,) = read(tmp_path, GOOD)
    assert item.not_reported("I never fell, you know.") == ("i", "you")
    assert item.not_reported('Mrs Khan said "I never fell" and \u201cnot me\u201d.') == ()
    (claim,) = read(tmp_path, CLAIM, Task.SUPPORT)
    assert claim.not_reported("I never fell.") == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("task = ", "it is no TOML"),
        ("\udcff", "it is no TOML"),
        (GOOD.replace('"negation"', '"numbers"', 1), "its task should be 'negation'"),
        ('task = "negation"\n', "it has no items"),
        ('task = "negation"\nitems = [1]\n', "it has no items"),
        (GOOD.replace("task", 'colour = "red"\ntask', 1), "it has 'colour'"),
        (GOOD + 'claim = "no"\n', "item x-1: it has 'claim'"),
        (GOOD.replace('trap = "never"\n', ""), "item x-1: 'trap' is missing"),
        (GOOD.replace('id = "x-1"\n', ""), "item without an id: 'id' is missing"),
        (GOOD.replace('"never"', '" "'), "item x-1: 'trap' should be words"),
        (GOOD.replace('["fell twice"]', '"fell twice"'), "item x-1: 'must_not' should be a list"),
        (GOOD.replace("(she, person)", "(she person)"), "item x-1: 'Mrs Khan (she person)' should read like"),
        (GOOD.replace('"Mrs Khan: I', '"Mrs Smith: I'), "item x-1: the turn 'Mrs Smith: I never fell: not once.'"),
        (GOOD + 'smoke = "yes"\n', "item x-1: 'smoke' should be true or false"),
    ],
)
def test_a_bad_file_is_told_by_name_item_and_fault(tmp_path, text, what):
    """Whoever mends it needs no more than the sentence."""
    with pytest.raises(ExamDamaged, match=r"^The model exam could not be read: negation\.toml") as error:
        read(tmp_path, text)
    assert what in str(error.value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (CLAIM.replace('"negation"', '"colour"'), "no kind of corruption called 'colour'"),
        (CLAIM.replace('corruption = "negation"\n', ""), "a claim that is supported has no corruption"),
        (CLAIM.replace("false", "true"), "a claim that is supported has no corruption"),
    ],
)
def test_a_claim_and_its_corruption_have_to_agree(tmp_path, text, what):
    """A false claim says in which way it is false; a true one can't."""
    with pytest.raises(ExamDamaged, match="item y-1") as error:
        read(tmp_path, text, Task.SUPPORT)
    assert what in str(error.value)


def test_a_missing_file_is_told(tmp_path):
    """An exam with a task left out is no exam."""
    with pytest.raises(ExamDamaged, match=r"reported-speech\.toml: it is not there"):
        read_folder(tmp_path)


def test_two_items_of_one_id_are_told(tmp_path):
    """Across files too: results are kept by id."""
    shutil.copytree(str(files("resources") / "exam"), tmp_path, dirs_exist_ok=True)
    assert read_folder(tmp_path) == items()
    (tmp_path / "negation.toml").write_text(GOOD.replace("x-1", "rs-01"), encoding="utf-8")
    with pytest.raises(ExamDamaged, match="rs-01"):
        read_folder(tmp_path)


def test_the_version_names_what_was_asked():
    """The same items, the same name: sixteen hexadecimal figures."""
    assert version() == version()
    assert len(version()) == 16 and int(version(), 16) >= 0


def test_the_version_changes_with_each_item_and_each_prompt(tmp_path):
    """An old result is stale by itself when what was asked, or how, is another: also by words moved between files."""
    exam, prompts = tmp_path / "exam", tmp_path / "prompts"
    for folder in (exam, prompts):
        shutil.copytree(str(files("resources") / folder.name), folder)
    first = version_of(exam, prompts)
    assert first == version() == version_of(exam, prompts)
    found = {first}
    for path in (exam / "negation.toml", prompts / "talk.toml", prompts / "reported-speech.toml"):
        path.write_bytes(path.read_bytes() + b"#")
        found.add(version_of(exam, prompts))
    (prompts / "another.toml").write_bytes(b"")
    found.add(version_of(exam, prompts))
    assert len(found) == 5


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("She doesn't eat.", "does not eat", True),
        ("She can\u2019t eat.", "not eat", True),
        ("She cannot eat.", "can not", True),
        ("He's never been.", "he", True),
        ("Another day", "the", False),
        ("It is twenty-five.", "twenty five", True),
        ("It is 14.2.", "4.2", False),
        ("It is £12.50, he said", "£12.50 he", True),
        ("at 2.15 pm.", "2.15", True),
        ("no, concerns", "no concerns", True),
        ("There were no concerns.", "^no concerns", False),
        ("No concerns.", "^no concerns$", True),
        ("No concerns today.", "^no concerns$", False),
        ("today no concerns", "no concerns$", True),
        ("She kept forgetting.", "forget*", True),
        ("She forgot.", "forget*", False),
        ("bites himself", "bites him", False),
        ("anything", "", False),
        ("", "no", False),
        ("no", "no concerns", False),
    ],
)
def test_phrases_are_read_by_whole_words(text, phrase, said):
    """Neither letters inside a word nor punctuation decide."""
    assert says(text, phrase) is said


def test_contractions_are_two_words():
    """So that an item needs only one of the two ways to say it."""
    assert words_of("won't, she'll, O'Brien's") == ("will", "not", "she", "will", "o'brien", "'s")
