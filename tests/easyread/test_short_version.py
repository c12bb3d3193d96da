"""The short version: key sentences, word for word, in order, with their page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from easyread.short_version import Matter, key_sentences, short_version
from easyread.source import Block, BlockKind, Source, Span
from tests.gold.easyread_documents import documents

LETTER = """Dear Mr Akhtar
Your charges
I am writing about your care.
We have decided that you must pay £63.45 a week from 6 April.
You must pay each bill within 14 days.
The weather was fine on the day of the visit.
You have the right to ask for a review.
If you disagree:
write to us by 30 March
The office is painted green."""


def _source(text: str = LETTER) -> Source:
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = BlockKind.HEADING if line == "Your charges" else BlockKind.PARAGRAPH
        blocks.append(Block(kind, Span(at, at + len(line)), page=1 if len(blocks) < 5 else 2))
        at += len(line) + 1
    return Source(text, tuple(blocks), pages=2)


def test_it_holds_what_a_reader_must_not_miss_and_nothing_else():
    """The decision, the sum, the deadline and the right are in; greetings, headings and small talk are not."""
    assert [one.text for one in short_version(_source())] == [
        "We have decided that you must pay £63.45 a week from 6 April.",
        "You must pay each bill within 14 days.",
        "You have the right to ask for a review.",
    ]


def test_each_sentence_has_its_page_and_why_it_is_there():
    """The page is that of the block; the weightiest matter comes first."""
    first, _, last = key_sentences(_source())
    assert (first.page, first.matters[0]) == (1, Matter.DECISION)
    assert (last.page, last.matters) == (2, (Matter.RIGHT,))


def test_as_many_sentences_as_asked_for_at_most():
    """A decision comes before all else."""
    assert [one.text[:15] for one in short_version(_source(), most=1)] == ["We have decided"]
    assert short_version(_source(), most=0) == ()
    assert short_version(Source("", ())) == ()


def test_a_sentence_that_stands_twice_is_quoted_once():
    """Letters repeat themselves; a short version doesn't."""
    assert len(short_version(_source("You must pay £5 by 3 May.\nYou must pay £5 by 3 May."))) == 1


@pytest.mark.parametrize("document", [one for one in documents() if not one.unseen], ids=lambda one: one.name)
def test_sentences_of_real_documents_are_quoted_exactly_and_in_order(document):
    """Each stands in the source just so, but for the ends of lines, and they follow the source's order."""
    found = short_version(document.source, most=8)
    assert 4 <= len(found) <= 8
    assert all(" ".join(one.span.of(document.text).split()) == one.text for one in found)
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)


def test_a_list_is_not_cut_from_what_leads_it_in():
    """A line that ends in a colon says nothing by itself."""
    source = replace(_source(), pages=2)
    assert not any(one.text.endswith(":") for one in short_version(source, most=20))
