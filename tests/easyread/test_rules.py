"""Each rule of Easy Read and plain English on sentences as councils write them: what passes it and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from easyread.page import Check, Explained, Level, Line, LineKind, Page, Picture, Profile
from easyread.profiles import Standard, limits
from easyread.report import check, check_line, report
from easyread.rules import RULES, Rule, name_of, seen, source_of
from easyread.source import Source, Span

G, A, R = Level.GREEN, Level.AMBER, Level.RED


def page(
    texts: Sequence[str | tuple[str, LineKind]], profile: Profile = Profile.EASY_READ, explained: Sequence[str] = ()
) -> Page:
    lines = []
    for at, text in enumerate(texts):
        words, kind = (text, LineKind.IDEA) if isinstance(text, str) else text
        lines.append(Line(f"l{at}", words, Span(0, 0), kind))
    return Page(profile, Source("", ()), tuple(lines), explained=tuple(Explained(word, "") for word in explained))


def said_of(rule: str, text: str, *more: str | tuple[str, LineKind], profile: Profile = Profile.EASY_READ) -> Check:
    """What the rule says of the last of these lines."""
    made = page([*more, text], profile)
    return next(each for each in check_line(made, len(made.lines) - 1) if each.rule == rule)


CASES = [
    ("sentence-length", "You must tell us if your savings go up.", G),
    ("sentence-length", "You can contact the team on 01632 960418 between 9.30am and 4pm, Monday to Thursday.", G),
    (
        "sentence-length",
        "You can get free advice about what you pay for your care from the Larkmoor Money Advice Service in town.",
        A,
    ),
    (
        "sentence-length",
        "If you do not agree with the amount that we have asked you to pay you can ask us to look at it again and we "
        "will write to you with an answer within four weeks.",
        R,
    ),
    ("one-idea", "You must pay within 14 days.", G),
    ("one-idea", "If you are ill, you can ask for more time.", G),
    ("one-idea", "We help people at home, at work or at college.", G),
    ("one-idea", "We will stop, and we will write to you, and you can call us.", R),
    ("active", "We will tell you by 3 May.", G),
    ("active", "The office is closed on Mondays.", G),
    ("active", "Payment must be received within 14 days.", R),
    ("active", "Your benefits may be reduced.", R),
    ("common-words", "You must pay the rent each week.", G),
    ("common-words", "Please use your toothbrush.", G),
    ("common-words", "You may be accompanied.", A),
    ("common-words", "The remuneration is commensurate with experience.", R),
    ("full-words", "The NHS pays for this.", G),
    ("full-words", "Your reference is ASC/CH/20417.", G),
    ("full-words", "You get PIP.", R),
    ("full-words", "An IMCA will speak for you.", R),
    ("no-contractions", "You do not have to pay.", G),
    ("no-contractions", "This is Mrs Begum's home.", G),
    ("no-contractions", "You don't have to pay.", R),
    ("no-contractions", "We’ll call you.", R),
    ("no-idioms", "We will start again.", G),
    ("no-idioms", "We are on the same page.", R),
    ("no-double-negatives", "You must not pay in cash.", G),
    ("no-double-negatives", "Do not call if you have not had a letter.", R),
    ("no-double-negatives", "You will not be unable to appeal.", A),
    ("figures", "You have 14 days from 3 May 2026.", G),
    ("figures", "One of us will call.", G),
    ("figures", "You have fourteen days.", A),
    ("figures", "You pay 20% of it.", A),
    ("figures", "Write to us by 03/05/2026.", A),
    ("figures", "See Part IV.", A),
    ("no-block-capitals", "Please read this.", G),
    ("no-block-capitals", "DO NOT IGNORE THIS LETTER.", R),
]


@pytest.mark.parametrize(("rule", "text", "level"), CASES)
def test_a_rule_says_what_it_should(rule: str, text: str, level: Level) -> None:
    """Green where a sentence keeps the rule, amber or red where it breaks it, with a reason for whoever mends it."""
    found = said_of(rule, text)
    assert found.level is level, found
    assert bool(found.why) == (level is not G)


def test_a_hard_word_is_explained_in_the_next_line() -> None:
    """The explanation may wait for the end of a list, and no longer."""
    told = ("An advocate is someone who helps a person to speak up.", LineKind.EXPLAIN)
    near = page(["You can have an advocate.", told], explained=["advocate"])
    listed = page(
        ["You can have:", ("an advocate", LineKind.LIST), ("a friend", LineKind.LIST), told], explained=["advocate"]
    )
    never = page(["You can have an advocate.", "You can bring a friend."])
    assert [each.level for each in check_line(near, 0) if each.rule == "explained-next"] == [G]
    assert [each.level for each in check_line(listed, 1) if each.rule == "explained-next"] == [G]
    assert [each.level for each in check_line(never, 0) if each.rule == "explained-next"] == [A]


def test_one_word_for_one_thing() -> None:
    """Two words for one thing are marked at the one that should go."""
    found = said_of("same-word", "Ask your general practitioner.", "Your doctor will call you.")
    assert found.level is A
    assert said_of("same-word", "Ask your doctor.", "Your doctor will call you.").level is G


def test_a_pronoun_stands_near_its_noun() -> None:
    """Two lines on nobody knows who 'he' is."""
    assert said_of("nouns", "He will call you.", "Mr Sethi is your worker.").level is G
    assert said_of("nouns", "He will call you.", "Please wait here and sit down.").level in (G, A)
    assert said_of("nouns", "She can help.").level is A


def test_a_picture_or_none_on_purpose() -> None:
    """A line of an Easy Read page has a picture; plain English asks for none."""
    bare = page(["You must pay."])
    assert [each.level for each in check_line(bare, 0) if each.rule == "picture"] == [A]
    shown = replace(bare, lines=(replace(bare.lines[0], picture=Picture("pay", Path("pay.svg"), "paying")),))
    assert [each.level for each in check_line(shown, 0) if each.rule == "picture"] == [G]
    assert not [each for each in check_line(page(["You must pay."], Profile.PLAIN), 0) if each.rule == "picture"]


@pytest.mark.parametrize(
    ("rule", "text", "level"),
    [
        ("plain-words", "You must pay.", G),
        ("plain-words", "The service will commence on Monday.", A),
        ("verbs-for-nouns", "We will assess your needs.", G),
        ("verbs-for-nouns", "The completion of the form takes an hour.", A),
        (
            "sentence-length",
            "We will write to you when we have looked at your form and at all that you have sent with it.",
            G,
        ),
        ("active", "Your form was lost.", A),
    ],
)
def test_plain_english(rule: str, text: str, level: Level) -> None:
    """Plain English is gentler: 25 words, a passive is only amber, terms may stay."""
    assert said_of(rule, text, profile=Profile.PLAIN).level is level


@pytest.mark.parametrize("profile", list(Profile))
def test_every_rule_names_its_source(profile: Profile) -> None:
    """A report can say where each rule comes from."""
    assert all(source_of(rule).endswith(".") and len(source_of(rule)) > 3 for rule in RULES[profile])
    assert len({name_of(rule) for rule in RULES[profile]}) == len(RULES[profile])


def test_the_report_counts_every_line() -> None:
    """What a person acts on: how many lines keep each rule, and the counts of reading beside it."""
    made = check(
        page(["You must pay the rent.", "Payment must be received within 14 days.", ("Paying", LineKind.HEADING)])
    )
    told = {row.rule: row for row in report(made).rows}
    assert (told["active"].green, told["active"].red) == (2, 1)
    assert report(made).words == 12
    assert not report(made).over_length


def test_a_page_may_be_too_long() -> None:
    """Easy Read has at most 1,000 words."""
    assert report(check(page(["You must pay the rent today."] * 200))).over_length


def test_the_standard_of_2026_allows_longer_sentences() -> None:
    """Standards disagree: thresholds belong to a profile."""
    text = "You can get free advice about what you pay for your care from the Money Advice Service in town."
    made = page([text])
    found = check_line(made, 0, Standard.STANDARD_2026)
    assert next(each for each in found if each.rule == "sentence-length").level is G
    assert limits(Profile.PLAIN, Standard.STANDARD_2026) == limits(Profile.PLAIN)


def test_rules_hold_for_any_text() -> None:
    """Nothing that a person can type stops a rule."""
    for text in ("", " ", "…", "a", "'", "((", "£", "1", "🙂", "don’t!", "A" * 500, "\u200b"):
        made = page([text])
        for profile in Profile:
            shown: Rule
            for shown in RULES[profile]:
                shown(seen(made.lines[0], made, limits(profile), 0))
