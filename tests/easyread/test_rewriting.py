"""Writing help: easier words sentence by sentence, held to what the sentence says, and the text put together again."""

from __future__ import annotations

import pytest

from easyread.reading import source_from_text
from easyread.rewriting import Easier, Rewording, Rewrite, own_wording_here, rewrite_here, text_of
from easyread.source import BlockKind
from models.progress import Cancelled, Progress

LETTER = """Your charge

The remaining £151.05 a week will be met by the Council. Please read this letter carefully and retain it.

You must inform us if:

- your capital exceeds £14,250
- you go into hospital

You can ask for an advocate.
"""


def made(kind: Easier = Easier.PLAIN, text: str = LETTER) -> Rewrite:
    """A rewrite, made here and not in a child."""
    return rewrite_here(lambda _: None, lambda: False, source_from_text(text), kind, None)


def test_each_sentence_has_its_words_before_and_after() -> None:
    """Nothing is missing and nothing is twice; a change that keeps the facts is safe, and says what is better."""
    found = made()
    by_before = {one.before: one for one in found.sentences}
    council = by_before["The remaining £151.05 a week will be met by the Council."]
    assert "£151.05" in council.after
    assert council.changed and council.safe and council.why
    assert council.changes
    assert by_before["you go into hospital"].kind is BlockKind.ITEM
    assert "Your charge" in by_before


def test_the_text_is_put_together_as_it_was() -> None:
    """With the old words it is the text: its paragraphs, its list."""
    found = made()
    assert text_of(found.sentences, lambda at: found.sentences[at].before) == LETTER.strip()


def test_hard_words_are_explained_to_english_learners_alone() -> None:
    """The meaning stands right after the sentence."""
    plain = " ".join(one.after for one in made().sentences)
    learners = made(Easier.SECOND_LANGUAGE)
    last = next(one for one in learners.sentences if "advocate" in one.before)
    assert [one.word for one in last.explained] == ["advocate"]
    assert last.explained[0].meaning in last.after
    assert last.explained[0].meaning not in plain
    assert last.safe


def test_key_sentences_and_counts_come_with_it() -> None:
    """Quoted exactly, with their page; and fewer sentences break a rule after than before."""
    found = made()
    assert found.short
    assert all(quote.text in " ".join(LETTER.split()) and quote.page == 1 for quote in found.short)
    assert sum(dict(found.after.broken).values()) <= sum(dict(found.before.broken).values())


def test_it_can_be_cancelled_and_says_how_far_it_is() -> None:
    """Shares go up to 1 and never beyond."""
    told: list[object] = []
    rewrite_here(told.append, lambda: False, source_from_text(LETTER), Easier.DYSLEXIA, None)
    shares = [each.done for each in told if isinstance(each, Progress) and each.total]
    assert shares == sorted(shares)
    assert 0 < shares[-1] <= 1.0001
    with pytest.raises(Cancelled):
        rewrite_here(lambda _: None, lambda: True, source_from_text(LETTER), Easier.PLAIN, None)


@pytest.mark.parametrize(
    ("own", "safe"),
    [
        ("You must write to us by 30 March 2026.", True),
        ("You must write to us by 30 May 2026.", False),
        ("You may write to us by 30 March 2026.", False),
    ],
)
def test_own_words_are_held_to_the_sentence(own: str, safe: bool) -> None:
    """A changed date and a duty that became a choice are told in one sentence."""
    found = own_wording_here(lambda _: None, lambda: False, "You must write to us by 30 March 2026.", own, None)
    assert found.safe is safe
    assert bool(found.why) is not safe


def test_one_item_is_no_list() -> None:
    """A sentence of which a list with one item was made stays a sentence."""
    for one in made(text="If you remain dissatisfied, you can appeal to the panel within 28 days.").sentences:
        assert "\n- " not in one.after


def test_lists_and_rows_keep_their_lines() -> None:
    """Items stand under each other, a numbered one with its number alone, and a paragraph after them apart."""

    def one(text: str, kind: BlockKind, block: int) -> Rewording:
        return Rewording(text, text, kind, block, 1)

    items = (
        one("You need:", BlockKind.PARAGRAPH, 0),
        one("a pen", BlockKind.ITEM, 1),
        one("1. a form", BlockKind.ITEM, 2),
        one("Send it.", BlockKind.PARAGRAPH, 3),
        one("Thank you.", BlockKind.PARAGRAPH, 3),
    )
    assert text_of(items, lambda at: items[at].before) == ("You need:\n\n- a pen\n1. a form\n\nSend it. Thank you.")


def test_the_lines_of_an_address_stand_together() -> None:
    """Sentences are paragraphs of their own."""
    lines = ("Larkmoor Council", "Charging Team", "You owe nothing.", "Thank you for your letter.")
    made = tuple(Rewording(text, text, BlockKind.PARAGRAPH, at, 1) for at, text in enumerate(lines))
    assert text_of(made, lambda at: made[at].before) == (
        "Larkmoor Council\nCharging Team\nYou owe nothing.\n\nThank you for your letter."
    )
