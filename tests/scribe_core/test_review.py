"""A review can't be skipped: every change is the worker's, is kept with what was there before, and is read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scribe import review
from scribe.document_text import action_text, blocks, section_text, shown_text, tidy
from scribe.errors import NotFound, NotReadyToApprove
from scribe.review import NothingWritten, obstacles
from scribe.review_parts import REMOVED_BY_WORKER
from scribe.visit import Action, Claim, ClaimId, Document, Omission, SectionId, Turn, TurnId, WrittenBy
from tests.scribe_core.make import A1, C1, C2, C3, HEALTH, HOME, a_document, a_visit, evidence


def _settled() -> Document:
    document = review.accept_claim(a_document(), C2, "I heard it")
    for section in (HEALTH, HOME):
        document = review.confirm_section(document, section)
    return review.see_omissions(review.confirm_actions(document))


def _claim(document: Document, claim_id: ClaimId) -> object:
    return next(c for s in document.sections for c in s.claims if c.id == claim_id)


def test_what_the_rules_wrote_can_be_had_back() -> None:
    """A model's wording, edited or not, gives way to that of the rules: unconfirmed, a flag open again."""
    by_rules, by_model = "Mrs Begum said that she does not fall.", "Mrs Begum said she doesn't fall."

    def drafted(claim: Claim) -> Claim:
        if claim.id != C2:
            return claim
        return replace(claim, text=by_model, by_rules=by_rules, written_by=WrittenBy.MODEL)

    sections = tuple(replace(s, claims=tuple(map(drafted, s.claims))) for s in _settled().sections)
    document = replace(_settled(), sections=sections)
    edited = review.edit_claim(document, C2, "She falls.")
    for before in (document, edited):
        back = review.use_rules_wording(before, C2)
        claim = next(c for s in back.sections for c in s.claims if c.id == C2)
        assert (claim.text, claim.written_by, claim.original, claim.by_rules) == (by_rules, WrittenBy.RULES, "", "")
        assert claim.open_flag and claim.evidence
        assert back.sections[0].confirmed_at is None
        assert review.use_rules_wording(back, C2) == back


def test_a_new_draft_names_everything_that_has_to_be_done() -> None:
    """The flag, both sections, the actions and what was left out, in the order of the document."""
    found = obstacles(a_document())
    assert [(one.section, one.claim) for one in found] == [
        (HEALTH, C2),
        (HEALTH, None),
        (HOME, None),
        (None, None),
        (None, None),
    ]
    assert obstacles(_settled()) == ()
    bare = replace(a_document(), actions=(), omissions=())
    assert len(obstacles(bare)) == 3


def test_a_section_is_not_confirmed_over_an_open_flag() -> None:
    """The flag comes first."""
    with pytest.raises(NotReadyToApprove):
        review.confirm_section(a_document(), HEALTH)
    assert obstacles(review.unconfirm_section(_settled(), HOME))[0].section == HOME


def test_a_flag_is_accepted_only_for_a_reason() -> None:
    """No words, no acceptance; the reason is kept; a claim without a flag has nothing to settle."""
    with pytest.raises(NothingWritten):
        review.accept_claim(a_document(), C2, " \t ")
    claim = _claim(review.accept_claim(a_document(), C2, "I heard it"), C2)
    assert claim.settled.how == "accepted" and claim.settled.reason == "I heard it"  # type: ignore[attr-defined]
    assert review.accept_claim(a_document(), C1, "fine") == a_document()


def test_an_edit_keeps_the_draft_and_its_evidence() -> None:
    """The first words stay as the original however often it is edited, and the section has to be read again."""
    edited = review.edit_claim(review.edit_claim(_settled(), C2, "She does fall."), C2, "She  fell twice.")
    claim = _claim(edited, C2)
    assert (claim.text, claim.original) == ("She fell twice.", "Mrs Begum said she doesn't fall.")  # type: ignore[attr-defined]
    assert claim.written_by is WrittenBy.WORKER and claim.evidence == evidence("t2")  # type: ignore[attr-defined]
    assert claim.settled.how == "edited" and obstacles(edited)[0].section == HEALTH  # type: ignore[attr-defined]
    with pytest.raises(NothingWritten):
        review.edit_claim(a_document(), C1, "")


def test_an_edit_that_changes_nothing_settles_nothing() -> None:
    """Saving the same words doesn't close a flag; an unflagged claim is edited without a settlement."""
    same = review.edit_claim(a_document(), C2, "Mrs Begum said she doesn't fall.")
    assert same == a_document()
    assert _claim(review.edit_claim(a_document(), C1, "Another."), C1).settled is None  # type: ignore[attr-defined]


def test_what_has_weight_is_never_silently_gone() -> None:
    """A removed claim about medicines is listed as left out, and the list has to be looked at again."""
    shorter = review.remove_claim(_settled(), C1)
    assert "5 mg" not in shown_text(shorter, a_visit())
    assert shorter.omissions[-1].why == REMOVED_BY_WORKER and "5 mg" in shorter.omissions[-1].text
    assert [one.section for one in obstacles(shorter)] == [HEALTH, None]
    assert review.remove_claim(shorter, C1) == shorter
    back = review.restore_claim(shorter, C1)
    assert back.omissions == a_document().omissions and "5 mg" in shown_text(back, a_visit())


def test_removing_and_restoring_a_flagged_claim() -> None:
    """Removing settles its flag; restoring opens it again; one without weight isn't listed."""
    without = review.remove_claim(a_document(), C2)
    assert without.omissions == a_document().omissions and without.open_flags == ()
    again = review.restore_claim(without, C2)
    assert [claim.id for claim in again.open_flags] == [C2] and review.restore_claim(again, C2) == again


def test_what_was_left_out_can_be_put_in_as_a_quotation() -> None:
    """It is quoted word for word with its evidence, under a free id, and leaves the list."""
    turn = Turn(TurnId("t9"), "p1", 30.0, 32.0, "It is raining.")
    longer = review.add_omission(a_document(), 0, HOME, turn=turn, said_by="Mrs Begum")
    claim = longer.sections[1].claims[0]
    assert claim.text == "Mrs Begum said: \u201cIt is raining.\u201d" and claim.evidence[0].start == 30.0
    assert longer.omissions == () and claim.written_by is WrittenBy.QUOTATION
    listed = replace(longer, omissions=(Omission(TurnId("t8"), "More.", "not placed"),))
    more = review.add_omission(listed, 0, HOME)
    assert [one.id for one in more.sections[1].claims] == ["w1", "w2"]
    quoted = more.sections[1].claims[1]
    assert quoted.text == "\u201cMore.\u201d" and quoted.evidence[0].end_char == 5
    for index in (-1, 1):
        with pytest.raises(NotFound):
            review.add_omission(a_document(), index, HOME)


def test_what_was_added_and_taken_out_again_is_listed_again() -> None:
    """It stood among what is not in the note: whoever adds and removes it must not have made it go silently."""
    longer = review.add_omission(a_document(), 0, HOME)
    assert longer.omissions == ()
    shorter = review.remove_claim(longer, longer.sections[1].claims[0].id)
    (listed,) = shorter.omissions
    assert (listed.turn, listed.why, listed.section) == (TurnId("t9"), REMOVED_BY_WORKER, HOME)
    assert "raining" in listed.text and shorter.omissions_seen_at is None
    assert review.restore_claim(shorter, longer.sections[1].claims[0].id).omissions == ()


def test_what_was_taken_out_is_quoted_as_it_was_said() -> None:
    """The draft's words are never put into somebody's mouth: what is added again is what was said, or has no marks."""
    said = Turn(TurnId("t1"), "p1", 1.0, 4.0, "Well, I slipped on Wednesday.")
    drafted = Omission(said.id, "Mrs Begum said she slipped on Wednesday.", REMOVED_BY_WORKER, 6, 29)
    listed = replace(a_document(), omissions=(drafted,))
    quoted = review.add_omission(listed, 0, HOME, turn=said, said_by="Mrs Begum").sections[1].claims[-1]
    assert quoted.text == "Mrs Begum said: \u201cI slipped on Wednesday.\u201d"
    unknown = review.add_omission(listed, 0, HOME).sections[1].claims[-1]
    assert unknown.text == drafted.text


def test_writing_under_a_heading() -> None:
    """What the worker writes is shown, line by line, in place of 'Nothing written'; taking it out brings that back."""
    written = review.write_section(_settled(), HOME, " Clean.\r\n\n Warm. ")
    assert section_text(written, HOME) == "Clean.\nWarm." and obstacles(written)[0].section == HOME
    assert section_text(review.write_section(written, HOME, ""), HOME) == "Nothing written"
    same = review.write_section(review.confirm_section(written, HOME), HOME, "Clean.\nWarm.")
    assert obstacles(same) == ()


def test_actions_are_changed_and_confirmed() -> None:
    """Text, owner and date can be changed; every change has to be read again; the same text is no change."""
    changed = review.edit_action(_settled(), A1, "Ring the GP.", owner="p1", by="Monday")
    assert "- Ring the GP. Who: Mrs Amina Begum. By when: Monday." in shown_text(changed, a_visit())
    assert obstacles(changed) != ()
    assert obstacles(review.edit_action(_settled(), A1, "Call the GP about the new tablets.")) == ()
    gone = review.remove_action(_settled(), A1)
    assert "GP" not in shown_text(gone, a_visit()) and obstacles(gone) != ()
    assert "GP" in shown_text(review.restore_action(gone, A1), a_visit())


@pytest.mark.parametrize(("owner", "words"), [("S3", "Who: speaker S3."), ("", "Who: not said.")])
def test_an_owner_without_a_name_is_said_so(owner: str, words: str) -> None:
    """Nobody is guessed."""
    changed = review.edit_action(a_document(), A1, "Call.", owner=owner, by="")
    assert f"Call. {words} By when: not said." in shown_text(changed, a_visit())


def test_what_is_not_there_is_not_found() -> None:
    """An unknown section, claim or action is never a silent nothing."""
    document, other = a_document(), ClaimId("x")
    for act in (
        lambda: review.confirm_section(document, SectionId("x")),
        lambda: review.edit_claim(document, other, "y"),
        lambda: review.remove_claim(document, other),
        lambda: review.remove_action(document, other),
        lambda: section_text(document, SectionId("x")),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_canonical_text() -> None:
    """Title, reference, headings, statements, what was not discussed, and the actions, as plain lines."""
    assert shown_text(a_document(), a_visit()) == (
        "Case note\nVisit reference: REF 2026/17\n\n"
        "Health and medicines\nMrs Begum said she takes 5 mg at dawn.\nMrs Begum said she doesn't fall.\n"
        "“I like my <b>tea</b> & #toast.”\n\nHome\nNothing written\n\n"
        "What was agreed to be done\n- Call the GP about the new tablets. Who: Jo Reed. By when: Friday.\n"
    )
    bare = replace(a_document(), actions=(), sections=())
    assert [block.text for block in blocks(bare, a_visit())] == ["Case note", "Visit reference: REF 2026/17"]


def test_invisible_characters_do_not_survive() -> None:
    """Text that would be read otherwise than it is kept is tidied; joiners that names need stay."""
    assert tidy(" a\u202eb\x00 \n c\u00ad ") == "ab c"
    assert tidy("e\u0301") == "\u00e9" and tidy("\u0645\u06cc\u200c\u0631") == "\u0645\u06cc\u200c\u0631"
    assert C3 == "c3"


def test_a_heading_that_nothing_was_said_under_says_so() -> None:
    """'Not discussed' stands where anybody could have spoken; 'Nothing written' where only the worker may judge."""
    document = a_document()
    home = next(section for section in document.sections if section.id == HOME)
    spoken = replace(document, sections=(replace(home, prompt=""),))
    assert section_text(spoken, HOME) == "Not discussed"
    assert section_text(document, HOME) == "Nothing written"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jo Reed to ring the GP on Friday.", "Jo Reed to ring the GP on Friday."),
        ("Ring the GP on Friday.", "Ring the GP on Friday. Who: Jo Reed."),
        ("Jo Reed to ring the GP.", "Jo Reed to ring the GP. By when: Friday."),
    ],
)
def test_an_action_says_who_and_when_once(text: str, shown: str) -> None:
    """What an action's own words say isn't said again."""
    visit = a_visit()
    worker = next(person for person in visit.people if person.name == "Jo Reed")
    assert action_text(Action(ClaimId("a1"), text, worker.id, "Friday", ()), visit) == shown


@pytest.mark.parametrize("blank", ["\u200b", "\u200d", "\u3164", "\u2800", "\u115f", "\ufe0f", "\u3164\u200d \u2800"])
def test_what_can_not_be_seen_is_not_written(blank: str) -> None:
    """A claim, a reason, an action or a section of characters that are drawn as nothing is refused."""
    document = a_document()
    acts: tuple[Callable[[], Document], ...] = (
        lambda: review.edit_claim(document, C1, blank),
        lambda: review.accept_claim(document, C2, blank),
        lambda: review.edit_action(document, A1, blank),
        lambda: review.write_section(document, HOME, f"\u2800{blank}"),
    )
    for act in acts:
        with pytest.raises(NothingWritten):
            act()
