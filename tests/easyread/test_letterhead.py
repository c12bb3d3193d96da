"""What is offered of a letter's head, and what putting doubtful words right keeps."""

from __future__ import annotations

from easyread.letterhead import letterhead
from easyread.putting_right import put_right
from easyread.source import Block, BlockKind, Source, Span


def of(*lines: tuple[BlockKind, str]) -> Source:
    """A source of these blocks."""
    blocks, at = [], 0
    for kind, text in lines:
        blocks.append(Block(kind, Span(at, at + len(text))))
        at += len(text) + 1
    return Source("\n".join(text for _, text in lines), tuple(blocks))


P, H = BlockKind.PARAGRAPH, BlockKind.HEADING


def test_a_letter_says_who_it_is_to_who_wrote_it_what_it_is_about_and_when() -> None:
    """All four are found in the first lines, as they stand there."""
    found = letterhead(
        of((P, "Larkmoor Council"), (P, "Adult Social Care"), (P, "Date: 2 March 2026"), (P, "Dear Mrs Dacre,"),
           (H, "What you will pay"), (P, "You must pay £5."))
    )  # fmt: skip
    assert (found.to, found.writer, found.about, found.date) == (
        "Mrs Dacre", "Larkmoor Council", "What you will pay", "2 March 2026",
    )  # fmt: skip


def test_nothing_is_made_up_where_a_letter_does_not_say_it() -> None:
    """'Dear Tenant' is nobody; a text without a head has no writer and no date."""
    assert letterhead(of((P, "Dear Tenant"), (P, "Your rent will change."))).to == ""
    plain = letterhead(of((P, "We are closed on Monday.")))
    assert (plain.to, plain.writer, plain.date) == ("", "", "")
    assert letterhead(Source("", ())) == type(plain)()


def test_a_subject_that_is_no_heading_is_found_and_a_sentence_is_not_taken_for_one() -> None:
    """A short line after 'Dear …' without a stop is what the letter is about."""
    subject = letterhead(of((P, "Dear Mr Ali"), (P, "Your rent from April"), (P, "Text.")))
    assert subject.about == "Your rent from April"
    assert letterhead(of((P, "Dear Mr Ali"), (P, "Your rent changes."))).about == "Dear Mr Ali"


def test_putting_words_right_moves_what_comes_after_them() -> None:
    """Blocks hold the same words as before but for those; what was looked at is doubtful no more."""
    source = of((P, "Pay £6.45 now."), (P, "By 3 March 2026."))
    doubts = (Span(4, 9), Span(18, 25))
    source = Source(source.text, source.blocks, doubtful=(*doubts, Span(26, 30)))
    right = put_right(source, {doubts[0]: "£63.45", doubts[1]: "30 March"})
    assert [block.span.of(right.text) for block in right.blocks] == ["Pay £63.45 now.", "By 30 March 2026."]
    assert [span.of(right.text) for span in right.doubtful] == ["2026"]
    assert put_right(right, {}) == right


def test_a_word_that_is_none_is_taken_out() -> None:
    """A speck of dirt that was read as a word."""
    source = of((P, "Pay | now."), (P, "Thanks."))
    right = put_right(source, {Span(4, 6): ""})
    assert right.text == "Pay now.\nThanks."
    assert [block.span.of(right.text) for block in right.blocks] == ["Pay now.", "Thanks."]
