"""Meanings of hard words: told in the form or name that stands on the page, and only in the sense meant there."""

from __future__ import annotations

import pytest

from easyread import words
from easyread.source import Span
from easyread.word_files import WordFileWrong, shipped
from easyread.word_forms import verb_forms


def told(text: str) -> dict[str, str]:
    return {found.word: found.meaning for found in words.glossary().find(text)}


@pytest.mark.parametrize(
    ("text", "word", "meaning"),
    [
        ("The offer will be withdrawn.", "withdrawn", "Withdrawn means taken back."),
        ("You can withdraw it.", "withdraw", "To withdraw means to take back."),
        ("He was evicted.", "evicted", "Evicted means made to leave a home by law."),
        ("A theft is alleged.", "alleged", "Alleged means said, with no proof yet."),
        ("We commissioned the report.", "commissioned", "Commissioned means chose and paid for."),
        ("We offer a starter tenancy.", "starter tenancy", "A starter tenancy is a trial time in a rented home."),
        (
            "It is under the Care Act 2014.",
            "Care Act 2014",
            "The Care Act 2014 is a law about care and support for adults.",
        ),
    ],
)
def test_a_meaning_names_what_stands_on_the_page(text, word, meaning):
    """A reader who looks for 'withdrawn' finds 'withdrawn', not 'withdraw'."""
    assert told(text)[word] == meaning


def test_a_word_of_several_senses_is_told_by_its_neighbours():
    """A statement of an account is no statement to the police; where nothing tells, there is no meaning."""
    assert "money" in told("Ask for a statement of your account.")["statement"]
    assert "happened" in told("You may make a statement to the police.")["statement"]
    assert "statement" not in told("That is a bold statement.")
    assert "interest" in told("We charge interest on the debt.")
    assert "interest" not in told("She has an interest in trains.")


@pytest.mark.parametrize("amount", ["£ 20", "£20", "£1,250.50", "£3.50"])
def test_any_sum_of_money_is_company(amount):
    """Where the table says '£', a sum as it is written in letters counts, and a bare number doesn't."""
    assert "fine" in told(f"There is a fine of {amount}.")
    assert "fine" not in told("There is a fine of the 20.")


def test_a_common_word_with_a_special_sense_is_not_hard_alone():
    """'Order' is explained beside 'court', and is no hard word elsewhere."""
    assert "order" in told("The court may make an order.")
    assert not words.is_hard("order")
    assert words.is_hard("injunction")


def test_a_council_has_meanings_of_its_own(tmp_path):
    """Its row takes the place of ours; a row that means nothing is refused in one sentence."""
    (tmp_path / "meanings.toml").write_text('[noun]\nlodger = "paying guest"\n', "utf-8")
    assert words.glossary(tmp_path).find("You have a lodger.")[0].meaning == "A lodger is a paying guest."
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "meanings.toml").write_text("[noun]\nlodger = 3\n", "utf-8")
    with pytest.raises(WordFileWrong, match=r"meanings\.toml"):
        words.glossary(tmp_path / "broken")


def test_a_person_has_up_to_three_plain_words_to_choose_from():
    """The surest first; none for a plain word."""
    text = "We will issue a decision to commence the work."
    assert words.plainer(text, Span(text.index("commence"), len(text)))[:1] == ("start",)
    assert 1 <= len(words.plainer(text, Span(8, 13))) <= 3
    assert words.plainer(text, Span(0, 2)) == ()


def test_the_forms_of_verbs_that_are_kept_are_those_that_they_have():
    """Each verb that has a meaning is there, in every form, and no other is."""
    kept = shipped("verb-forms")["verb"]
    assert kept.keys() == shipped("meanings")["verb"].keys()
    assert {
        verb: forms for verb, forms in kept.items() if forms != {f: " ".join(t) for f, t in verb_forms(verb).items()}
    } == {}
