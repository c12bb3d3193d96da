"""Short forms are said in full on the whole page."""

from __future__ import annotations

import pytest

from easyread.page import Line, LineKind, WrittenBy
from easyread.source import Span
from easyread.steps.full_names import in_full


def full(*texts: str) -> list[str]:
    lines = [Line(f"l{at}", text, Span(0, 1)) for at, text in enumerate(texts)]
    return [line.text for line in in_full(lines)]


def test_what_the_document_says_a_short_form_stands_for_is_said_everywhere():
    """The bracket goes, and each later short form is the full name, with its article right."""
    assert full("You can have a direct payment (DP).", "If a DP stops:", "An application for a DP is a form.") == [
        "You can have a direct payment.",
        "If a direct payment stops:",
        "An application for a direct payment is a form.",
    ]
    assert full("The Mental Capacity Act 2005 (MCA) says so.") == ["The Mental Capacity Act 2005 says so."]
    assert full("Deprivation of Liberty Safeguards (DoLS) apply.") == ["Deprivation of Liberty Safeguards apply."]


def test_a_short_form_with_one_meaning_is_said_in_full_without_being_told():
    """The list knows it; one with several meanings is left for a person to say."""
    assert full("Ask the CQC.", "UC is paid monthly.") == [
        "Ask the Care Quality Commission.",
        "Universal Credit is paid monthly.",
    ]
    assert full("The CA is paid.") == ["The CA is paid."]


@pytest.mark.parametrize(
    "text",
    [
        "Ask your GP.",
        "the National Health Service (NHS)",
        "Your reference: QX 41 77 20 C",
        "Write to UC/4471 or CQC@example.org.",
        "This is BAD.",
    ],
)
def test_what_everybody_knows_and_what_is_no_short_form_stays(text):
    """NHS, references, addresses and words in capitals are left alone."""
    assert full(text) == [text]


def test_a_line_in_the_sources_own_words_is_no_longer_that():
    """Who reads that a line is the source's own words must find them there."""
    line = Line("l1", "PIP is paid monthly.", Span(0, 1), written_by=WrittenBy.SOURCE)
    assert in_full([line])[0].written_by is WrittenBy.RULES
    meaning = Line("l2", "PIP is money.", Span(0, 1), LineKind.EXPLAIN)
    assert in_full([meaning]) == (meaning,)


def test_a_short_form_behind_its_name_goes_though_its_letters_are_not_the_first_ones():
    [line] = in_full([Line("l1", "The multi-disciplinary team (MDT) will see you.", Span(0, 10))])
    assert line.text == "The multi-disciplinary team will see you."
