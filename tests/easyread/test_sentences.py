"""A document is cut into sentences where one ends, and nowhere else."""

import pytest

from easyread.sentences import sentences, split_text
from tests.easyread.sources import source_of


@pytest.mark.parametrize(
    "text",
    [
        "Please ask Mrs. Begum or Dr. A. J. Patel to call.",
        "You may get other help, e.g. Attendance Allowance.",
        "The charge is £12.50 a week.",
        "The meeting is at 2.30 p.m. on Monday 8 June.",
        "See para. 3 of the policy, i.e. the part about savings.",
        "Our ref. no. 4471 is at the top.",
        "Write to St. Mary's Hospital.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text):
    """An abbreviation, an initial, a sum or a time is no end."""
    assert split_text(text) == (text,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You can appeal. You must do so by 5 May.", ("You can appeal.", "You must do so by 5 May.")),
        ("Is it wrong? Tell us!", ("Is it wrong?", "Tell us!")),
        ("We open at 9 a.m. You can call then.", ("We open at 9 a.m.", "You can call then.")),
        ("3. You must pay. 4. You must not be late.", ("3. You must pay.", "4. You must not be late.")),
        ("It costs £5. £3 is for you.", ("It costs £5.", "£3 is for you.")),
        ("He said 'no.' Then he left.", ("He said 'no.'", "Then he left.")),
    ],
)
def test_a_sentence_ends_at_its_mark(text, expected):
    """Each sentence with its own mark."""
    assert split_text(text) == expected


def test_each_sentence_says_where_it_stands():
    """The span of a sentence holds its words in the source, and its block is the one that it stands in."""
    source = source_of("# How to appeal\nYou can appeal.  You must\nwrite to us.\n- by 5 May. Not later.\nA | B. C\n")
    found = sentences(source)
    assert [one.text for one in found] == [
        "How to appeal", "You can appeal.", "You must", "write to us.", "by 5 May.", "Not later.", "A | B. C",
    ]  # fmt: skip
    assert all(" ".join(one.span.of(source.text).split()) == one.text for one in found)
    assert all(one.block.span.start <= one.span.start <= one.span.end <= one.block.span.end for one in found)
