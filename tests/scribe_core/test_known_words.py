"""Where known words come from, and what a wrong list says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scribe.errors import FairnoteError, FileRefused
from scribe.known_words import (
    KnownWord,
    Source,
    WordsRefused,
    checked_word,
    known_words_of,
    name_parts,
    read_words,
    shipped_words,
    together,
    words_of_file,
    words_of_visit,
)
from scribe.records import from_json, to_json
from scribe.visit import Person, PersonId, Role, Visit
from tests.scribe_core.make import a_visit


def texts(words: tuple[KnownWord, ...]) -> list[str]:
    """The words alone."""
    return [word.text for word in words]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Mrs Amina Begum", ("Amina", "Begum")),
        ("Dr. J. O'Brien", ("O'Brien",)),
        ("Niamh Ní Dhomhnaill (Mum)", ("Niamh", "Ní", "Dhomhnaill")),
        ("Beth Leveson-Gower", ("Beth", "Leveson-Gower")),
        ("the neighbour", ()),
        ("", ()),
    ],
)
def test_a_name_is_known_in_its_parts(name: str, parts: tuple[str, ...]) -> None:
    """Titles, initials, remarks and what is no name are left out."""
    assert name_parts(name) == parts


def test_a_visit_knows_its_people_and_its_own_words() -> None:
    """Both, with how they sound where the spelling doesn't say; what was kept comes back from the vault's JSON."""
    people = (*a_visit().people, Person(PersonId("p3"), "Siobhan Kelly", Role.FAMILY))
    visit = replace(a_visit(), people=people, known_words=("Oakenshaw Road", "Ysgol Glan = uskol glan"))
    found = {word.text: word.sounds_like for word in words_of_visit(from_json(Visit, to_json(visit)))}
    assert list(found) == ["Amina", "Begum", "Jo", "Reed", "Siobhan", "Kelly", "Oakenshaw Road", "Ysgol Glan"]
    assert "shivawn" in found["Siobhan"] and found["Ysgol Glan"] == ("uskol glan",)


def test_a_list_is_a_line_a_word() -> None:
    """With remarks, empty lines, how it sounds, and each word once."""
    found = read_words("# ours\n\nThe Limes   # a home\nMARAC = may rack\nThe Limes\n", Source.COUNCIL)
    assert found == (
        KnownWord("The Limes", Source.COUNCIL),
        KnownWord("MARAC", Source.COUNCIL, ("may rack",)),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Begum\nSection 42", "Line 2.*letters, hyphens and apostrophes only"),
        ("Begum =", "Line 1.*there is no word"),
        ("a b c d e", "Line 1.*at most 4 parts"),
        ("# x\n\n" + "n" * 61, "Line 3.*60 letters"),
        ("Beg\u202eum", "Line 1.*letters"),
        ("Begum; Reed", "Line 1.*letters"),
        ("--", "Line 1.*letters"),
        ("\n".join("a" + "b" * n + "c" * m for n in range(25) for m in range(25)), "more than 600"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_of_it_is_quoted(
    text: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the line's number and what is wrong; never the word, which may be somebody's name."""
    monkeypatch.setattr("scribe.known_words.MOST_WORDS", 600)
    with pytest.raises(WordsRefused, match=words) as refused:
        read_words(text, Source.COUNCIL)
    assert "Begum" not in str(refused.value) and str(refused.value).endswith("Nothing was changed.")


def test_a_councils_file_is_read_or_refused(tmp_path: Path) -> None:
    """With PowerShell's mark before it too; what is no text, or not there, has a sentence."""
    path = tmp_path / "words.txt"
    path.write_text("\ufeffThe Limes\nBegum\n", encoding="utf-8")
    assert texts(words_of_file(path)) == ["The Limes", "Begum"]
    path.write_bytes(b"\xff\xfe\x00\xd8")
    for wrong in (path, tmp_path / "none.txt", tmp_path):
        with pytest.raises(FileRefused):
            words_of_file(wrong)


def test_the_visits_own_words_come_first_and_each_once(tmp_path: Path) -> None:
    """A name that is also in the council's list is the visit's."""
    path = tmp_path / "words.txt"
    path.write_text("begum\nThe Limes\n", encoding="utf-8")
    found = {word.text: word.source for word in known_words_of(a_visit(), path)}
    assert found["Begum"] is Source.VISIT and "begum" not in found and found["The Limes"] is Source.COUNCIL
    assert found["sertraline"] is Source.MEDICINE and found["safeguarding"] is Source.CARE


def test_fairnotes_own_lists_are_whole() -> None:
    """Over 400 medicines and 300 care words, none twice, none with a number, all of them read."""
    found = shipped_words()
    assert len(together(found)) == len(found)
    kinds = [word.source for word in found]
    assert kinds.count(Source.MEDICINE) > 400 and kinds.count(Source.CARE) > 300
    wanted = {"paracetamol", "amlodipine", "apixaban", "donepezil", "memantine", "sertraline", "CAMHS", "MARAC"}
    assert wanted <= set(texts(found))


def test_a_visits_own_word_is_checked_before_it_is_kept() -> None:
    """Tidied, with how it sounds; a number or nothing at all is refused."""
    assert checked_word("  The   Limes = the lime s ") == "The Limes = the lime s"
    for wrong in ("", " = x", "Flat 4", "x\ny = 3"):
        with pytest.raises(FairnoteError):
            checked_word(wrong)
