"""The word files that are shipped keep the rules that they preach."""

from __future__ import annotations

import re
from itertools import chain

from easyread import words
from easyread.hard_words import is_hard
from easyread.language.canonical import canonical
from easyread.word_files import shipped
from easyread.word_kind import BE, parts
from easyread.word_tokens import phrase_words, read_words

TERMS = words.glossary().terms
ROWS = words.replacements().rows
SAFE = [row for row in ROWS if row.safe]
MOST_WORDS = 15
"""As many as a sentence of Easy Read may have."""


def sentences(meaning: str) -> list[str]:
    return re.split(r"(?<=\.)\s+", meaning)


def own_words(term: words.Term) -> set[str]:
    names = (term.word, *term.forms)
    said = chain.from_iterable(phrase_words(one) for name in names for one in (name, name.replace("-", " ")))
    return {form for word in said for form in (word, word.removesuffix("'s"))}


def test_the_files_hold_as_many_rows_as_the_work_needs():
    """Fewer would leave too much of a letter as it is."""
    assert len(TERMS) >= 320
    assert len(ROWS) >= 650 and sum(row.safe for row in ROWS) >= 500
    assert len(shipped("acronyms")["acronyms"]) >= 120
    assert len(shipped("idioms")["idioms"]) + len(shipped("idioms")["foreign"]) >= 150
    assert len(shipped("same-thing")["sets"]) >= 40


def is_short_and_whole(term: words.Term) -> bool:
    parts_of_it = sentences(term.meaning)
    return (
        1 <= len(parts_of_it) <= 2
        and all(one[0].isupper() and one.endswith(".") for one in parts_of_it)
        and all(sum(word.is_word for word in read_words(one)) <= MOST_WORDS for one in parts_of_it)
        and term.word.lower() in term.meaning.lower()
    )


def test_a_meaning_is_one_or_two_short_sentences_that_name_the_word():
    """It is put on a page as a line of its own, so it must stand by itself and be short."""
    assert [term.word for term in TERMS if not is_short_and_whole(term)] == []


def hard_in(term: words.Term) -> list[str]:
    """Words of a meaning that need a meaning themselves; a glossary word in its other sense does not."""
    mine = own_words(term)
    found = words.glossary().find(term.meaning)
    others = [one.term.word for one in found if one.term != term and not set(phrase_words(one.term.word)) <= mine]
    said = [word.text for word in read_words(term.meaning) if word.is_word and word.bare not in mine]
    return others + [word for word in said if word != "NHS" and is_hard(word) and not words.glossary().term(word)]


def test_a_meaning_has_no_hard_word_but_its_own():
    """A meaning with another hard word in it explains nothing."""
    assert {term.word: hard for term in TERMS if (hard := hard_in(term))} == {}


def is_active(term: words.Term) -> bool:
    said = [word.low for word in read_words(term.meaning)]
    return not any(
        one in BE and two.endswith("ed") and parts(two) == ("VERB",) and two not in own_words(term)
        for one, two in zip(said, said[1:], strict=False)
    )


def test_a_meaning_is_active_addresses_nobody_and_abbreviates_nothing():
    """'You' on a page is the reader only, and no reader need be the person whom a meaning is about."""
    assert [term.word for term in TERMS if not is_active(term)] == []
    told = {term.word: {word.low for word in read_words(term.meaning)} for term in TERMS}
    assert [word for word, said in told.items() if {"you", "your", "we", "our", "us", "i"} & said] == []
    assert [term.word for term in TERMS if re.search(r"n't\b|'(?:ll|re|ve)\b|%|e\.g|i\.e", term.meaning)] == []


def test_no_word_stands_for_two_terms():
    """What a word means must not depend on which row came first."""
    names = [
        (name, bool(term.gloss), term.near, term.about)
        for term in TERMS
        for name in (term.word, *term.forms, *term.also)
    ]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == set()


def test_a_meaning_needs_no_safe_replacement():
    """The glossary speaks as the replacements ask others to."""
    found = {
        (term.word, offer.span.of(term.meaning), offer.plain)
        for term in TERMS
        for offer in words.replacements().find(term.meaning)
        if offer.safe and offer.span.of(term.meaning).lower() not in term.word.lower()
    }
    assert found == set()


OBLIGES = r"\b(?:must|ha(?:ve|s|d) to|required to|obliged|obligated|duty|obligation|compelled|requirement)\b"
MODALITY = {
    "must": OBLIGES,
    "may": r"\b(?:may|might)\b",
    "should": r"\b(?:should|ought|recommended)\b",
    "right": r"\b(?:right to|entitled|entitlement)\b",
    "not": r"\b(?:not|never|cannot|unable|fail|neglect|omit|no obligation|no later|no less|no fewer|prohibited)\b",
}


def modality(text: str, *, without: tuple[str, ...] = ()) -> set[str]:
    return {name for name, pattern in MODALITY.items() if name not in without and re.search(pattern, text.lower())}


def test_a_safe_row_never_changes_what_must_may_or_should_be():
    """'Is required to' is 'must'; 'may' is never 'must', 'should' is never 'must', a right stays a right."""
    conditions = [row for row in SAFE if row.hard.startswith("should ")]
    assert conditions and all(row.plain.startswith("if ") for row in conditions)
    others = [row for row in SAFE if row not in conditions]
    assert {
        row.hard for row in others if modality(row.hard, without=("not",)) != modality(row.plain, without=("not",))
    } == set()


def test_a_safe_verb_keeps_its_not():
    """'Is not required to' is 'does not have to', never 'must not'; 'fail to' is 'do not'."""
    verbs = [row for row in SAFE if row.part == "verb"]
    assert {row.hard for row in verbs if ("not" in modality(row.hard)) != ("not" in modality(row.plain))} == set()
    assert {row.plain for row in verbs if "not required" in row.hard} <= {"do not have to", "do not have to by law"}


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", canonical(text))


TIMES_TOLD_AS_WORDS = {
    "fortnightly": ["2"], "on a fortnightly basis": ["2"], "per fortnight": ["2"], "quarterly": ["3"],
    "on a quarterly basis": ["3"],
    "on a four-weekly basis": ["4"], "on a two-weekly basis": ["2"],
    "on two occasions": [],
}  # fmt: skip


def test_a_safe_row_never_changes_a_number():
    """Only a fortnight and a quarter are told in figures, and 'on two occasions' as 'twice'."""
    changed = {row.hard: numbers(row.plain) for row in SAFE if numbers(row.plain) != numbers(row.hard)}
    assert changed == {hard: found for hard, found in changed.items() if TIMES_TOLD_AS_WORDS.get(hard) == found}


def test_safe_plain_words_are_plain():
    """None of them is hard, if it doesn't stand in the hard words too, and none is to be replaced again."""
    find = words.replacements().find
    assert {row.hard: row.plain for row in SAFE if any(offer.safe for offer in find(row.plain))} == {}
    hard = {
        row.hard: [
            word for word in phrase_words(row.plain) if word.isalpha() and word not in row.hard and is_hard(word)
        ]
        for row in SAFE
    }
    assert {one: found for one, found in hard.items() if found} == {}


def test_an_acronym_stands_for_one_thing_or_is_unsure():
    """What may be several things is never expanded without asking."""
    data = shipped("acronyms")
    assert not data["acronyms"].keys() & data["unsure"].keys()
    assert all(len(set(meanings)) > 1 for meanings in data["unsure"].values())
    assert all(text.strip() == text and text for text in data["acronyms"].values())


def test_glossary_acronyms_stand_for_the_same_as_the_list_of_acronyms_says():
    """'LPA' in the glossary and 'LPA' in the list are one thing."""
    known = shipped("acronyms")["acronyms"]
    for term in TERMS:
        for name in term.also:
            if name in known:
                assert known[name].lower() in {one.lower() for one in (term.word, *term.also)}, (name, term.word)
            assert name not in shipped("acronyms")["unsure"]


def test_same_thing_sets_have_each_word_once():
    """A word in two sets would have two plainest words."""
    for one in shipped("same-thing")["sets"]:
        assert len(one) == len(set(one)) > 1
    firsts = [one[0] for one in shipped("same-thing")["sets"]]
    assert len(firsts) == len(set(firsts))
