"""While a person types a line, its rules and its meaning are checked again; nothing else of the page is touched."""

from dataclasses import replace

from easyread.editing import OWN_MEANING, beside, recheck
from easyread.fidelity import Reader
from easyread.page import Level, LineKind, Profile, WrittenBy
from easyread.report import check
from easyread.simplify import simplify
from tests.easyread.sources import source_of

READER = Reader("Mrs Begum", True, "Hillside Council")
LETTER = (
    "You must pay £40 by 5 May 2026, and you can appeal to the panel.\n"
    "You must not:\n- smoke\n- keep dogs\n"
    "You can have an advocate.\n"
    "Item | Amount a week\nHeating | £12\n"
)


def page_of(text=LETTER, profile=Profile.EASY_READ):
    return check(simplify(source_of(text), profile, READER))


def line_with(page, words):
    return next(line for line in page.lines if words in line.text)


def typed(page, words, text):
    return recheck(text, line_with(page, words), page, READER)


def level(line, rule):
    return next(check.level for check in line.checks if check.rule == rule)


def test_another_sum_is_seen_as_it_is_typed():
    """A changed amount flags the line, and the reason names it."""
    line = typed(page_of(), "£40", "You must pay £400 by 5 May 2026.")
    assert line.flagged and "£40" in line.why and line.written_by is WrittenBy.PERSON


def test_plainer_words_for_the_same_are_no_fault():
    """What still says the same is not flagged, and has the rules' word on it."""
    page = page_of()
    line = typed(page, "£40", "You must pay £40. Pay by 5 May 2026.")
    assert not line.flagged and line.why is None
    assert level(line, "sentence-length") is Level.GREEN


def test_what_the_line_beside_it_says_is_not_lost():
    """A sentence that became two lines is read with both: editing one does not say that the other is missing."""
    page = page_of()
    assert sum(len(lines) for lines in beside(line_with(page, "£40"), page)) == 1
    assert not typed(page, "£40", "By 5 May 2026 you must pay £40.").flagged


def test_a_long_line_turns_red_while_it_is_typed():
    """Every rule of the line is looked at again."""
    line = typed(page_of(), "£40", "You must pay £40 by 5 May 2026 " + "and more " * 12)
    assert level(line, "sentence-length") is Level.RED


def test_an_item_may_say_what_leads_into_its_list():
    """'- smoke' under 'You must not:' may become 'You must not smoke.', and never 'You may smoke.'"""
    page = page_of()
    assert not typed(page, "smoke", "You must not smoke.").flagged
    assert typed(page, "smoke", "You may smoke.").flagged


def test_a_row_of_a_table_may_use_the_words_over_its_columns():
    """The heads of the columns belong to each row."""
    page = page_of()
    assert not typed(page, "Heating", "Heating: £12. Amount a week: £12").flagged
    assert not typed(page, "Heating", "Heating: £12 a week").flagged
    assert typed(page, "Heating", "Heating: £13 a week").flagged


def test_the_meaning_of_a_word_in_a_persons_own_words_is_for_a_person_to_check():
    """It has no source, so nothing can check it."""
    page = page_of()
    meaning = next(line for line in page.lines if line.kind is LineKind.EXPLAIN)
    assert recheck("An advocate helps.", meaning, page, READER).why == OWN_MEANING
    assert recheck(meaning.text, meaning, page, READER).why is None


def test_words_left_as_they_are_keep_what_was_said_of_them():
    """A line that nobody changed keeps its reason to be looked at, and who wrote it."""
    page = page_of("You will be contacted within five working days.")
    line = page.lines[0]
    assert line.flagged
    assert recheck(line.text, line, page, READER) == line


def test_a_line_with_nothing_behind_it_is_flagged():
    """A line that a person adds comes from nowhere in the source."""
    page = page_of()
    added = replace(page.lines[0], id="new", source=replace(page.lines[0].source, start=0, end=0))
    assert recheck("You must pay.", added, page, READER).flagged
