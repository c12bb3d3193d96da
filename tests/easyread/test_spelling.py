"""Spelling help: what is misspelt in a text, and what was meant."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from easyread.spelling import misspelt, suggestions
from easyread.spelling_cost import cost
from easyread.spelling_words import load
from resources.assets import BUILT, AssetMissing

pytestmark = pytest.mark.skipif(
    not (BUILT / "spelling" / "words.tsv").is_file(), reason="the spelling dictionary is not built: run the set-up"
)
LIST = Path(__file__).with_name("misspellings.txt").read_text(encoding="utf-8")


def _rows(part: str) -> list[list[str]]:
    text = re.split(r"\[\w+\]\n", LIST)[1 if part == "tuned" else 2]
    return [line.split(" ", 1) for line in text.splitlines() if line]


def _words(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    return [text[start:end] for start, end in misspelt(text, known)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("fizzical", "physical"),
        ("sosial", "social"),
        ("asesment", "assessment"),
        ("nessesary", "necessary"),
        ("Wensday", "Wednesday"),
        ("MEDISIN", "MEDICINE"),
        ("alot", "a lot"),
        ("organize", "organise"),
        ("infact", "in fact"),
        ("didnt", "didn't"),
        ("color", "colour"),
        ("carrer's", "carer's"),
    ],
)
def test_the_first_suggestion_is_what_was_meant(written, meant):
    """What is spelt by ear, American, or run together is offered as it should be, in the capitals that it has."""
    assert meant in suggestions(written)[: 2 if "'" in written else 1]


@pytest.mark.parametrize("part", ["tuned", "aside"])
def test_most_misspellings_of_dyslexic_writers_are_understood(part):
    """The first of five is right 8 times in 10 or more, and it is among them 19 times in 20 or more."""
    offered = [(suggestions(written), meant) for written, meant in _rows(part)]
    first = sum(found[:1] == (meant,) for found, meant in offered)
    among = sum(meant in found for found, meant in offered)
    assert first >= 0.85 * len(offered)
    assert among >= 0.95 * len(offered)
    assert all(len(found) <= 5 for found, _ in offered)


def test_a_right_word_has_no_suggestions():
    """A word that is spelt right needs no help."""
    assert suggestions("physical") == ()
    assert suggestions("Hussain", frozenset({"Hussain"})) == ()
    assert suggestions("14/03") == ()


def test_names_of_the_visit_are_known_and_may_be_meant():
    """A name that was given is right, and is offered for what is near to it."""
    known = frozenset({"Mrs Okonjo", "Threlkeld House"})
    assert _words("Mrs Okonjo lives at Threlkeld House.", known) == []
    assert "Okonjo" in suggestions("Okongo", known)
    assert "Threlkeld" in suggestions("Threlkild", known)


def test_only_misspelt_words_of_a_text_are_shown():
    """Addresses, references, short forms, numbers and people's names are not misspelt words."""
    text = "Ms Hussain (PIP, ref. AB12/x9) wrote to k.pascoe@example.org on the 3rd about her carer's assesment."
    assert _words(text) == ["assesment"]
    assert _words("See www.exampel.org.uk/abd or call 0114 496 0911.") == []


def test_a_capital_does_not_hide_a_misspelt_day():
    """'Wensday' is no name, nor is a misspelt word that begins a sentence."""
    assert _words("She came on Wensday. Teh carer left.") == ["Wensday", "Teh"]


def test_parts_joined_by_hyphens_and_owners_are_read_apart():
    """'Follow-up' and 'residents'' are right; 'folow-up' is not."""
    assert _words("The residents' follow-up and Monday's well-being check didn't happen.") == []
    assert _words("A folow-up.") == ["folow-up"]


def test_nobody_is_offered_a_swear_word():
    """Words that the dictionary marks so are right to write, and are never suggested."""
    assert _words("He said fuck off.") == []
    assert not {"fuck", "fucks", "cunt"} & {*suggestions("fuk"), *suggestions("cnut"), *suggestions("fuckk")}


def test_a_missing_dictionary_is_said_plainly(tmp_path):
    """Without the set-up there is one plain sentence."""
    with pytest.raises(AssetMissing, match="Run the set-up again"):
        load(tmp_path)


def test_what_sounds_alike_costs_less_than_what_does_not():
    """'fizzical' is nearer to 'physical' than 'fiscal' is by letters alone."""
    assert cost("fizzical", "physical") < cost("fizzical", "fanatical")
    assert cost("same", "same") == 0
    assert cost("freind", "friend") < cost("frxind", "friend")


def test_a_nonsense_word_takes_no_long_time():
    """A hundred letters are looked at as quickly as ten."""
    suggestions("warm")
    started = time.process_time()
    suggestions("x" * 100)
    assert time.process_time() - started < 1
