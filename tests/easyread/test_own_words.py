"""A council's own word files add to those that are shipped, or take their place; what is wrong is said plainly."""

from __future__ import annotations

import pytest

from easyread import words


def write(folder, name, text):
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_term_of_a_council_is_added_and_one_of_ours_is_changed(tmp_path):
    """Rows of the same word take the place of ours; the others stay."""
    write(
        tmp_path,
        "glossary",
        """terms = [
  {word = "Sunrise card", meaning = "A Sunrise card gives money off at the pool.", also = ["SRC"]},
  {word = "carer", meaning = "A carer is anyone who helps."},
]""",
    )
    own = words.glossary(tmp_path)
    assert [found.term.word for found in own.find("Carers may get a SRC or Sunrise cards.")] == [
        "carer", "Sunrise card", "Sunrise card",
    ]  # fmt: skip
    assert own.term("carer").meaning == "A carer is anyone who helps."
    assert own.term("direct payment") == words.glossary().term("direct payment")
    assert words.glossary().term("Sunrise card") is None


def test_a_replacement_of_a_council_is_added_changed_or_taken_out(tmp_path):
    """An empty text takes a row out; a row may become safe or unsafe."""
    text = (
        '[verb.safe]\ncommence = "kick off"\nassist = ""\n[verb.unsure]\nutilise = "use"\n[noun.safe]\nwidget = "thing"'
    )
    offers = words.replacements(write(tmp_path, "replacements", text)).find(
        "They commenced. We will assist. We utilise it. The widgets."
    )
    assert [(offer.plain, offer.safe) for offer in offers] == [("kicked off", True), ("use", False), ("things", True)]


def test_short_forms_sayings_and_sets_of_a_council_are_read(tmp_path):
    """All files have the same shapes as ours."""
    write(tmp_path, "acronyms", 'known = ["BCC"]\n[acronyms]\nBLT = "Borough Learning Team"\nPIP = ""')
    write(tmp_path, "idioms", '[idioms]\n"wag the dog" = "lead wrongly"')
    write(tmp_path, "same-thing", 'sets = [["hub", "one-stop shop"]]')
    assert words.expansion("BLT", tmp_path) == "Borough Learning Team"
    assert words.expansion("PIP", tmp_path) is None
    assert words.is_known_acronym("BCC", tmp_path) and words.is_known_acronym("NHS", tmp_path)
    assert words.idioms.find("They wagged the dog.", tmp_path)[0].plain == "lead wrongly"
    assert words.clashes(["Go to the hub.", "The one-stop shop is open."], tmp_path)[0].keep == "hub"


def test_a_folder_without_files_changes_nothing(tmp_path):
    """A council need not have all of them."""
    assert words.glossary(tmp_path).terms == words.glossary().terms
    assert words.replacements(tmp_path).rows == words.replacements().rows


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("glossary", "terms = [", "not valid TOML"),
        ("glossary", 'terms = [{word = "a"}]', "term 1: 'meaning' is missing"),
        ("glossary", 'terms = [{word = "", meaning = "b"}]', "term 1: 'word' is missing"),
        ("glossary", 'terms = [{word = "a", meaning = "b", also = "c"}]', "must be lists"),
        ("glossary", 'terms = [{word = "a", meaning = "b", sense = "c"}]', "'sense' means nothing here"),
        ("glossary", "terms = 3", "'terms' must be a list"),
        ("replacements", '[verbs.safe]\na = "b"', "'verbs' means nothing here"),
        ("replacements", '[verb]\na = "b"', "[verb.safe] and [verb.unsure]"),
        ("replacements", "[verb.safe]\na = 1", "what stands for 'a' must be text"),
        ("replacements", "[verb.safe]\na = []", "what stands for 'a' must be text"),
        ("replacements", "[unsafe_before]\na = 1", "must be a list of texts"),
        ("acronyms", "[acronyms]\nA = 1", "each row of [acronyms]"),
        ("acronyms", "known = 1", "'known' must be a list"),
        ("idioms", "[idioms]\nA = 1", "each row of [idioms]"),
        ("same-thing", 'sets = [["a"]]', "two words or more"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(tmp_path, name, text, said):
    """It names the file and the row, and nothing is read from it."""
    write(tmp_path, name, text)
    read = {
        "glossary": lambda: words.glossary(tmp_path),
        "replacements": lambda: words.replacements(tmp_path),
        "acronyms": lambda: (words.expansion("A", tmp_path), words.is_known_acronym("A", tmp_path)),
        "idioms": lambda: words.idioms.find("Anything at all.", tmp_path),
        "same-thing": lambda: words.clashes(["Anything."], tmp_path),
    }
    with pytest.raises(words.WordFileWrong) as error:
        read[name]()
    assert said in str(error.value) and f"{name}.toml" in str(error.value) and "\n" not in str(error.value)


def test_a_folder_or_file_that_is_not_there_or_is_no_text_is_told(tmp_path):
    """Also bytes that are no text, and a folder in a file's place."""
    with pytest.raises(words.WordFileWrong, match="can't be found"):
        words.glossary(tmp_path / "nowhere")
    (tmp_path / "glossary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(words.WordFileWrong, match="not text in UTF-8"):
        words.glossary(tmp_path)
    (tmp_path / "replacements.toml").mkdir()
    with pytest.raises(words.WordFileWrong, match="no file of words"):
        words.replacements(tmp_path)
