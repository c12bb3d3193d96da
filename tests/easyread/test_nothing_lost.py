"""What a life can turn on stands in the lines made of a sentence, or is listed as left out.

Numbers, sums, dates, times, ways to reach somebody and names, found by finders that the checker does not use.
"""

import re
from pathlib import Path

import pytest

from easyread.fidelity import Reader
from easyread.language.words import word_list
from easyread.page import LineKind, Profile
from easyread.reading import source_from_text
from easyread.sentences import sentences
from easyread.simplify import simplify
from tests.benchmarks.easyread_values import denies, denies_somehow, double_not, same, values
from tests.gold.easyread_documents import documents

SEEN = tuple(document for document in documents() if not document.unseen)
LETTERS = tuple(sorted(Path(__file__).parent.glob("*_letters.txt")))
_MONTHS = frozenset(
    word.title()
    for word in word_list(
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday"
    )
)
_CAPITALS = re.compile(r"(?<![.?!:] )(?<!^)(?<![\w'’(-])[A-Z][\w’'-]*[a-z]\b")


def names(text, known):
    """Words with a capital inside a sentence, without days, months and those of the reader's card."""
    return {
        re.sub(r"['’]s?$", "", word).lower()
        for word in _CAPITALS.findall(text)
        if word not in _MONTHS and re.sub(r"['’]s?$", "", word).lower() not in known
    }


_WEIGHTS = {
    "must": (
        r"must|shall|(?:required|obliged) to|ha(?:ve|s) to",
        r"must|ha(?:ve|s) to|needs?|requires?|required|please",
    ),
    "if": (
        r"if|unless|provided that|in the event that|as long as",
        r"if|unless|as long as|only after|until|once|when",
    ),
    "only": (r"only", r"only"),
    "right": (r"rights? to|entitled to", r"rights?|can|entitled"),
    "may": (r"may(?! \d)|might", r"may|might|can"),
}
"""Words of weight, and what may stand for them."""


def weights_lost(text, there):
    """Words of weight of a sentence for which nothing stands in what was made of it."""
    for weight, (said, kept) in _WEIGHTS.items():
        if re.search(rf"(?i)\b(?:{said})\b", text) and not re.search(rf"(?i)\b(?:{kept})\b", there):
            yield weight
    if denies(text) and not denies_somehow(there) and not double_not(text):
        yield "not"


def lost(page, reader):
    """Each fact of the source that stands neither in the lines of its sentence nor in what is left out."""
    card = f"{reader.name or ''} {reader.writer or ''} {reader.writer and 'Council Authority Department Trust Local'}"
    known = frozenset(card.lower().split())
    for one in sentences(page.source):
        text = one.span.of(page.source.text)
        lines = [line.text for line in page.lines if line.source == one.span and line.kind is not LineKind.EXPLAIN]
        left = [
            out.text for out in page.left_out if out.source.start < one.span.end and one.span.start < out.source.end
        ]
        there = " ".join([*lines, *left])
        found = values(there)
        yield from (f"{value.value}: {text!r} became {there!r}" for value in values(text) if not same(value, found))
        yield from (f"{weight}: {text!r} became {there!r}" for weight in weights_lost(text, there))
        gone = {name for name in names(text, known) if name.rstrip("s") not in there.lower()}
        yield from (f"{name}: {text!r} became {there!r}" for name in sorted(gone))


@pytest.mark.parametrize("profile", [Profile.EASY_READ, pytest.param(Profile.PLAIN, marks=pytest.mark.whole)])
@pytest.mark.parametrize("document", SEEN, ids=lambda document: document.name)
def test_no_fact_of_a_document_is_lost(document, profile):
    """Each number, date, sum, time, contact and name of the ten documents."""
    reader = Reader(document.reader, True, document.writer)
    assert not [*lost(simplify(document.source, profile, reader), reader)]


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_no_fact_of_a_letter_is_lost(path):
    """The same of sentences of letters, each a paragraph."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    reader = Reader("Mr Daniel Adeyemi", True, "Brookfield Borough Council")
    page = simplify(source_from_text("\n\n".join(lines)), Profile.EASY_READ, reader)
    assert not [*lost(page, reader)]


@pytest.mark.parametrize(
    ("text", "made", "weights"),
    [
        ("You must pay if you can.", "You pay if you can.", ["must"]),
        ("You must pay if you can.", "You must pay.", ["if"]),
        ("You may only appeal once.", "You can appeal once.", ["only"]),
        ("You have a right to appeal and may call.", "You have a chance to appeal.", ["right", "may"]),
        ("You do not pay.", "You pay.", ["not"]),
        ("You do not pay.", "You do not have to pay.", []),
    ],
)
def test_a_lost_weight_is_found(text, made, weights):
    """The finder of this file sees what it looks for."""
    assert [*weights_lost(text, made)] == weights
