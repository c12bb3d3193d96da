"""A page holds all that its source says, line by line, or says what it left out."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from easyread.fidelity import Reader, compare
from easyread.grammar import words_in
from easyread.page import LineKind, Profile, WrittenBy
from easyread.simplify import read_out, simplify, variants
from easyread.source import Span
from easyread.steps.piece import Piece, Setting
from easyread.words import glossary, replacements
from tests.easyread.sources import source_of

OFFICIALESE = (Path(__file__).parent / "officialese.txt").read_text().split()
LETTERS = sorted((Path(__file__).parent / "letters").glob("*.txt"))
READER = Reader("Mrs Begum", True, "Hillside Council")


def page_of(text, profile=Profile.EASY_READ, reader=READER, **more):
    return simplify(source_of(text), profile, reader, **more)


def own_lines(page):
    return [line for line in page.lines if line.kind is not LineKind.EXPLAIN]


def texts(page):
    return [line.text for line in own_lines(page)]


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("profile", list(Profile))
def test_no_line_changes_what_its_source_says(path, profile):
    """The lines made of a sentence, read together, have no fault for the checker, in every profile."""
    source = source_of(path.read_text())
    page = simplify(source, profile, READER)
    by_span = {}
    for line in page.lines:
        if line.kind not in (LineKind.EXPLAIN, LineKind.HEADING) and line.written_by is not WrittenBy.SOURCE:
            by_span.setdefault(line.source, []).append(line)
    assert by_span
    for span, lines in by_span.items():
        text = " ".join(span.of(source.text).split())
        if lines[0].kind is LineKind.LIST and " | " in text:
            continue
        meanings = tuple(one.meaning for one in page.explained)
        shown = [line.text for line in lines]
        pieces = [Piece(line.text, line.kind) for line in lines]
        assert not compare(text, shown, READER, meanings) or not compare(text, read_out(pieces), READER, meanings), text


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_nothing_of_a_letter_goes_without_a_word(path):
    """Every word of the source is in the span of a line, or of what was left out."""
    source = source_of(path.read_text())
    page = simplify(source, Profile.EASY_READ, READER)
    held = set()
    for one in (*page.lines, *page.left_out):
        held |= set(range(one.source.start, one.source.end))
    for block in source.blocks:
        missing = [at for at in range(block.span.start, block.span.end) if at not in held]
        assert not "".join(source.text[at] for at in missing).strip()


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_line_that_is_too_long_is_flagged(path):
    """No line of more than 25 words, and no passive, goes without a word to the worker."""
    page = simplify(source_of(path.read_text()), Profile.EASY_READ, READER)
    assert [line.text for line in page.lines if words_in(line.text) > 25 and not line.flagged] == []
    assert all(line.why for line in page.lines if line.flagged)


def test_a_sentence_that_nothing_simpler_passes_for_stays_as_it_is():
    """The source's own words, flagged where they break a rule."""
    text = "It is not the case that you will automatically lose your home if you cannot pay the whole amount."
    (line,) = page_of(text).lines
    assert line.text == text
    assert line.flagged and line.written_by is WrittenBy.SOURCE


def test_a_model_is_held_to_the_source():
    """What a model writes counts only where no fact is lost, added or changed."""
    lies = ["You must pay £50 by 6 May.", "You may pay £40 by 5 May.", "You need not pay £40."]
    page = page_of("You must pay £40 by 5 May.", write=lambda _: lies)
    assert texts(page) == ["You must pay £40 by 5 May."]


def test_a_list_keeps_its_lines_and_what_leads_into_it():
    """The items of a list are lines of a list, and their lead keeps its ':'."""
    page = page_of("Our team can:\n- help you with forms\n- refer you to an adviser, with your consent\n")
    assert [line.kind for line in own_lines(page)] == [LineKind.IDEA, LineKind.LIST, LineKind.LIST]
    assert texts(page)[0] == "Our team can:"


def test_a_row_says_what_its_column_is():
    """A table's numbers keep the words at the head of their column."""
    page = page_of("Income | Amount a week\nState Pension | £203.85\n")
    assert texts(page) == ["State Pension. Amount a week: £203.85"]
    assert [one.text for one in page.left_out] == ["Income | Amount a week"]


def test_names_references_and_greetings_stay():
    """What is no sentence is kept as it is, and not flagged."""
    text = "Our reference: HB/204/7731\nDear Mrs Begum\nYours sincerely\n12 May 2026\nTelephone: 01632 960456\n"
    page = page_of(text)
    assert texts(page) == text.splitlines()
    assert not any(line.flagged for line in page.lines)


def test_a_heading_in_capitals_is_a_heading():
    """No words in block capitals."""
    (line,) = page_of("# WHAT HAPPENS NEXT\n").lines
    assert (line.kind, line.text) == (LineKind.HEADING, "What happens next")


def test_a_hard_word_is_explained_once_after_its_line():
    """Its meaning is the next line, the first time only."""
    page = page_of("You can have an advocate. The advocate will help you.")
    assert [line.kind for line in page.lines].count(LineKind.EXPLAIN) == 1
    assert page.lines[1].kind is LineKind.EXPLAIN
    assert page.lines[1].written_by is WrittenBy.GLOSSARY
    assert page.explained[0].word == "advocate"


def test_what_only_leads_up_is_listed_as_left_out():
    """'Please note that' is not in the page, and the worker sees that it is not."""
    text = "Please note that charges will rise."
    page = page_of(text)
    assert texts(page) == ["Charges will rise."]
    (left,) = page.left_out
    assert left.source == Span(0, 16) and left.text == "Please note that"


def test_a_person_may_choose_among_several_ways():
    """Where asked for, the ways that take nobody for the doer and that only change words are given too."""
    setting = Setting(Profile.EASY_READ, READER, glossary(), replacements(), says_you=True)
    text = "You will be contacted within five working days with regard to your application."
    ways = [variant.texts for variant in variants(text, setting, several=True)]
    assert ("We will contact you within 5 working days about your application.",) in ways
    assert ("You will be contacted within 5 working days about your application.",) in ways
    assert ways[-1] == (text,)


def test_progress_goes_to_its_end():
    """From some to all."""
    told = []
    page_of("You can appeal. You must pay.", progress=told.append)
    assert told == [0.5, 1.0]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(OFFICIALESE), min_size=1, max_size=30).map(" ".join) | st.text(max_size=80))
def test_any_text_makes_a_page(text):
    """Broken and shuffled words are no error: what can't be read stays as it is."""
    assert page_of(text).source.text == text


def test_an_empty_source_is_an_empty_page():
    """Nothing in, nothing out."""
    page = page_of("")
    assert page.lines == () and page.left_out == ()


def test_a_list_of_names_has_no_head_over_its_columns():
    """'Your advocate. Jo Reed: Sam Brook' would make one person the head of what is said of another."""
    page = page_of("Your social worker | Jo Reed\nYour next review | 27 February 2026\nYour advocate | Sam Brook\n")
    shown = [line.text for line in own_lines(page)]
    assert shown[0] == "Your social worker: Jo Reed" and not page.left_out
    assert [one for one in shown if "Jo Reed" in one] == shown[:1]
    page = page_of("Jo Reed | Social worker | Adult Care\nSam Brook | Advocate | Voices Together\n")
    assert texts(page)[:1] == ["Jo Reed; Social worker; Adult Care"] and not page.left_out


def test_a_sentence_without_end_stays_as_it_is_and_is_flagged():
    """Nobody wrote it so, and taking it apart would take minutes."""
    endless = "You must pay the council before the end of the month because " * 300
    (line,) = own_lines(page_of(endless))
    assert line.flagged and line.written_by is WrittenBy.SOURCE
    assert line.text == " ".join(endless.split())
