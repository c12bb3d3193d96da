"""The review by keyboard: undo, moving, what was left out, empty headings, 'How would I know?', and the pace."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from scribe.notes.claim_case import Source
from scribe.notes.verify import verify
from scribe.reading_pace import ReadingClock
from scribe.since_last import PerhapsSomebodyElse
from scribe.visit import Check, ClaimId, SectionId, VisitId
from tests.ui.fakes import NOW, PEOPLE, FakeActions, claim
from tests.ui.test_walk import KEY, holder, main_key, press, type_in
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.screens.read_back import ReadBackScreen
from ui.screens.review import ReviewScreen
from ui.theme import SPACE
from ui.widgets.draft_list import DraftList, StatementButton
from ui.widgets.how_to_know import explanations
from ui.widgets.text import Text
from ui.words_review import Empty, Knowing, Moving, Own, Pace, Since, Undoing
from ui.words_urgent import ReadBack

V4 = VisitId("v4")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def review(whole: Window, fake: FakeActions) -> ReviewScreen:
    """The review of a note with much in it, with the keyboard on its first statement."""
    fake.put_rich(V4)
    whole.window.go_to(Place(Go.REVIEW, V4))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    return screen


def draft(review: ReviewScreen) -> DraftList:
    """The statements at the left."""
    assert isinstance(review.draft, DraftList)
    return review.draft


def test_every_change_is_undone_and_made_again_by_key(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Ctrl+Z takes the last change back and says what; Ctrl+Y makes it again."""
    press(qtbot, whole, KEY.Key_Delete)
    assert fake.notes[V4].sections[0].claims[0].removed
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    text = fake.notes[V4].sections[0].claims[0].text
    assert not fake.notes[V4].sections[0].claims[0].removed
    assert review.notice.words == f"{Undoing.UNDONE} {Undoing.back(text)}"
    press(qtbot, whole, KEY.Key_Y, CONTROL)
    assert fake.notes[V4].sections[0].claims[0].removed
    assert review.notice.words == f"{Undoing.REDONE} {Undoing.gone(text)}"


def test_undo_of_nothing_is_told_and_harms_nothing(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """With nothing to take back it says so, and the note is as it was."""
    before = fake.notes[V4]
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert review.notice.words
    assert fake.notes[V4] == before


def test_what_was_written_is_taken_out_of_its_field_by_undo(fake: FakeActions, review: ReviewScreen) -> None:
    """After undo the field shows what is stored, so that leaving it does not write the old words again."""
    card = draft(review).sections[SectionId("view")]
    assert card.writing is not None
    card.writing.setPlainText("A rail would lower the risk.")
    card.save_writing()
    assert next(s for s in fake.notes[V4].sections if s.id == "view").written
    review.undoing.undo()
    card.save_writing()
    assert card.writing.toPlainText() == ""
    assert next(s for s in fake.notes[V4].sections if s.id == "view").written == ""


def test_a_statement_is_moved_with_two_keys(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """M opens the headings, the nearly fitting first; 1 chooses it, and the keyboard goes with the statement."""
    press(qtbot, whole, KEY.Key_M)
    words = [each.text() for each in review.moving.menu.actions() if not each.isSeparator()]
    assert words[0].endswith("Managing and maintaining nutrition")
    assert len(words) == 6
    QTest.keyClick(review.moving.menu, KEY.Key_1)
    assert ClaimId("c1") in [each.id for each in fake.notes[V4].sections[1].claims]
    assert review.notice.words == Moving.moved("Managing and maintaining nutrition")
    assert review.item is not None
    assert (review.item.id, review.item.section) == ("c1", "nutrition")
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert fake.notes[V4].sections[0].claims[0].id == "c1"


def test_esc_leaves_a_statement_where_it_was(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Closing the list of headings moves nothing."""
    before = fake.notes[V4]
    press(qtbot, whole, KEY.Key_M)
    QTest.keyClick(review.moving.menu, KEY.Key_Escape)
    assert review.moving.menu.isHidden()
    assert fake.notes[V4] == before


def test_what_was_left_out_stands_beside_its_section_and_is_added_by_key(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Under its section a quiet line says how much; O opens it, Enter adds one there."""
    omissions = draft(review).sections[SectionId("nutrition")].omissions
    assert omissions.opener.text() == "Said, but not here: 1 (O)"
    assert omissions.weight.text() == "May matter: 1"
    assert omissions.sign.isVisible()  # a shape, and not colour alone
    assert draft(review).sections[SectionId("fall")].omissions.isHidden()
    draft(review).go_to_claim(ClaimId("c5"))
    press(qtbot, whole, KEY.Key_O)
    assert holder() is omissions.buttons[0]
    assert "medicines" in holder().accessibleName()
    press(qtbot, whole, KEY.Key_Return)
    added = fake.notes[V4].sections[1].claims[-1]
    assert "blood pressure tablets" in added.text
    assert omissions.isHidden()
    assert review.item is not None
    assert review.item.id == added.id


def test_empty_headings_are_confirmed_together(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """One card lists them; N goes there, N again confirms them all, and undo opens them all."""
    card = draft(review).together
    assert [name in card.names.accessibleName() for name in ("Toilet needs", "Work, training")] == [True, True]
    assert draft(review).sections[SectionId("empty1")].isHidden()
    press(qtbot, whole, KEY.Key_N)
    assert holder() is card.button
    assert card.button.text() == Empty.confirm(4)
    press(qtbot, whole, KEY.Key_N)
    done = [section.id for section in fake.notes[V4].sections if section.confirmed_at is not None]
    assert done == ["empty1", "empty2", "empty3", "work"]
    assert review.progress.accessibleName() == "4 of 7 sections confirmed, 1 statement to check"
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert not any(section.confirmed_at for section in fake.notes[V4].sections)
    assert review.notice.words.endswith(Undoing.sections(("",) * 4, confirmed=False))


def test_the_main_button_confirms_empty_headings_once_they_were_in_view(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """They are one thing to do among the others, offered after the sections in which something was said. There no key
    changes a statement, for none is in sight.
    """
    together = [one for one in review.obstacles if str(one.section).startswith("empty") or one.section == "work"]
    assert len(together) == 1
    review.onward.go_to(together[0])
    qtbot.waitUntil(lambda: review.main.text() == Empty.confirm(4))
    before = fake.notes[V4]
    press(qtbot, whole, KEY.Key_Delete)
    assert fake.notes[V4] == before and not review.shelf.isVisible()
    review.main.click()
    assert all(s.confirmed_at for s in fake.notes[V4].sections if s.id.startswith("empty"))


def test_a_flag_explains_itself_by_key(whole: Window, review: ReviewScreen, qtbot: QtBot) -> None:
    """H says what was compared, what to listen for and what to do; reading aloud begins with it; H closes it."""
    press(qtbot, whole, KEY.Key_H)
    assert not review.evidence.how.opened  # nothing is doubted in this statement
    draft(review).go_to_claim(ClaimId("c3"))
    press(qtbot, whole, KEY.Key_H)
    how = review.evidence.how
    assert how.opened
    assert all(words in how.spoken for words in (Knowing.COMPARES, Knowing.LISTEN, Knowing.DO))
    assert review.reading_help is not None
    assert next(iter(review.reading_help._passages())).text == how.spoken
    press(qtbot, whole, KEY.Key_H)
    assert not how.opened


def test_every_rule_of_the_verifier_is_explained() -> None:
    """Each rule has three sentences of its own; none falls back to the general ones."""
    rules = [check.rule for check in verify("She fell.", (Source("p1", "I fell."),), PEOPLE)]
    assert rules
    assert [rule for rule in rules if rule not in Knowing.RULES] == []


@pytest.mark.parametrize(
    ("why", "explained"),
    [
        ("The words 'noon' may have been misheard. Listen to them.", Knowing.MISHEARD),
        ("“find” may not be what was said (The two listeners heard different words).", Knowing.MISHEARD),
        ("Nobody has said whose voice this is. Name it in the transcript.", Knowing.VOICE),
        ("Who said this?", Knowing.VOICE),
        ("Who is meant?", Knowing.MEANT),
        ("The quotation could not be checked against what was said. Listen to it.", Knowing.RULES["quotation"]),
    ],
)
def test_every_kind_of_doubt_is_explained(why: str, explained: object) -> None:
    """A doubt's own sentence leads to what explains it."""
    assert explanations(claim(1, "x", flagged=True, why=why)) == (explained,)


def test_several_failed_checks_are_each_explained_once() -> None:
    """A flag with two failed rules has both answers; a rule that nobody knows has the general one."""
    failed = (Check("dates", False), Check("negation", False), Check("dates", False), Check("names", True))
    found = explanations(claim(1, "x", flagged=True, checks=failed))
    assert found == (Knowing.RULES["dates"], Knowing.RULES["negation"])
    assert explanations(claim(1, "x", flagged=True, checks=(Check("new", False),))) == (Knowing.OTHER,)


def test_confirming_faster_than_reading_is_stopped_once(fake: FakeActions, review: ReviewScreen, qtbot: QtBot) -> None:
    """The first press says how long reading takes; the second confirms, and says that it was pressed again."""
    at = [0.0]
    review.pacing.clock = ReadingClock(lambda: at[0])
    fake.accept_claim(None, fake.notes[V4].id, ClaimId("c3"), "I checked it with her")
    review.show_document(fake.notes[V4])
    fall = SectionId("fall")
    draft(review).sections[fall].confirm_button.click()
    assert fake.notes[V4].sections[0].confirmed_at is None
    assert review.notice.words.startswith(Pace.TITLE)
    draft(review).sections[fall].confirm_button.click()
    assert fake.notes[V4].sections[0].confirmed_at is not None
    assert fake.confirmed == [(fall, 0.0, True)]


def test_who_read_or_listened_is_not_stopped(fake: FakeActions, review: ReviewScreen) -> None:
    """Seconds on the screen count, and while something is heard they count for the section that it is of."""
    at = [0.0]
    review.pacing.clock = ReadingClock(lambda: at[0])
    fake.accept_claim(None, fake.notes[V4].id, ClaimId("c3"), "I checked it with her")
    review.show_document(fake.notes[V4])
    review.play(V4, 25.2, 29.9)
    review.pacing.look()
    at[0] = 40.0
    review.pacing.look()
    assert review.pacing.seconds(SectionId("fall")) == 40.0
    draft(review).sections[SectionId("fall")].confirm_button.click()
    assert fake.confirmed == [(SectionId("fall"), 40.0, False)]
    assert fake.notes[V4].sections[0].confirmed_at is not None


def test_own_words_of_an_edit_are_named(whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot) -> None:
    """E changes a statement in place; the words that nobody said are named beside it and in the line itself."""
    press(qtbot, whole, KEY.Key_E)
    press(qtbot, whole, KEY.Key_A, CONTROL)
    type_in(qtbot, "Mrs Begum said she slipped in the bathroom on Monday.")
    press(qtbot, whole, KEY.Key_S, CONTROL)
    assert fake.notes[V4].sections[0].claims[0].own_words == ("Monday",)
    assert Own.words(("Monday",)) in review.evidence.history.accessibleName()
    made = draft(review).button_of(ClaimId("c1"))
    assert isinstance(made, StatementButton)
    assert Own.STATE in made.accessibleName()


def test_seldom_buttons_go_into_the_menu_when_room_is_short(whole: Window, review: ReviewScreen, qtbot: QtBot) -> None:
    """At 100% they stand in the line; at 200% with the widest letters the line is one line, and F10 has them."""
    assert review.reading_help is not None
    qtbot.waitUntil(lambda: review.reading_help.read_button.isVisible())  # type: ignore[union-attr]
    whole.change_setting("letter_spacing", 35)
    whole.change_setting("text_size", 200)
    large = whole.window.screen_shown
    assert isinstance(large, ReviewScreen)
    assert large.reading_help is not None
    read = large.reading_help.read_button
    qtbot.waitUntil(lambda: read.isHidden() and large.others.height() < 2 * large.more.button.height() + SPACE[2])
    press(qtbot, whole, KEY.Key_F10)
    assert read.text() in [each.text() for each in large.more.menu.actions()]
    large.more.menu.close()


def test_since_last_visit_is_beside_the_section(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """B shows the last approved note's statements under the heading where the person is, and follows the person."""
    fake.put_since(V4)
    whole.window.go_to(Place(Go.REVIEW, V4))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    qtbot.waitUntil(screen.since.tab.isVisible)
    press(qtbot, whole, KEY.Key_B)
    assert screen.since.pane.heading.accessibleName().endswith("Being safe at home")
    words = [text.accessibleName() for text in screen.since.pane.findChildren(Text)]
    assert "Mrs Begum said she walks to the shop every day." in words
    same = "Mr Rahman said he found her on the floor when he came home from work."
    assert words.count(same) == 1, "what both notes say in the same words stands there once"
    draft(screen).go_to_claim(ClaimId("c5"))
    assert screen.right.currentWidget() is screen.since.area
    assert screen.since.pane.heading.accessibleName().endswith("nutrition")


@pytest.mark.parametrize("same", [True, False])
def test_a_note_that_may_be_somebody_elses_is_asked_about_and_not_shown(
    whole: Window, fake: FakeActions, qtbot: QtBot, same: bool
) -> None:
    """Nothing of it is on the screen until the worker has said that it is the same person's."""
    fake.put_since(V4)
    fake.perhaps = PerhapsSomebodyElse(VisitId("v0"), "Mrs Begum", "Mrs Amina Begum", NOW)
    whole.window.go_to(Place(Go.REVIEW, V4))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    qtbot.waitUntil(screen.since.tab.isVisible)
    press(qtbot, whole, KEY.Key_B)
    pane = screen.since.pane

    def words() -> list[str]:
        return [text.accessibleName() for text in pane.findChildren(Text)]

    assert screen.since.tab.hasFocus()
    qtbot.waitUntil(lambda: screen_has(screen, Since.YES))
    press(qtbot, whole, KEY.Key_Tab)
    holder = QApplication.focusWidget()
    assert holder is not None and holder.accessibleName() == Since.YES_SPOKEN, "the answers are a Tab away"
    hidden = "Mrs Begum said she walks to the shop every day."
    assert pane.heading.accessibleName() == Since.ASK
    assert any(Since.now_name("Mrs Amina Begum") in each for each in words())
    qtbot.waitUntil(lambda: screen_has(screen, Since.YES))
    assert hidden not in words()
    answers = [each for each in pane.findChildren(QPushButton) if each.text() == (Since.YES if same else Since.NO)]
    answers[0].click()
    qtbot.waitUntil(lambda: not screen_has(screen, Since.YES))
    qtbot.waitUntil(lambda: (hidden in words()) == same and ("somebody else's" in pane.of.accessibleName()) != same)
    assert fake.whose is same and screen.since.tab.isVisible()
    whole.window.go_to(Place(Go.VISITS))
    whole.window.go_to(Place(Go.REVIEW, V4))
    again = whole.window.screen_shown
    assert isinstance(again, ReviewScreen)
    qtbot.waitUntil(again.since.tab.isVisible)
    press(qtbot, whole, KEY.Key_B)
    qtbot.waitUntil(lambda: screen_has(again, Since.AGAIN))
    assert not screen_has(again, Since.YES), "it was asked once"
    next(each for each in again.since.pane.findChildren(QPushButton) if each.text() == Since.AGAIN).click()
    qtbot.waitUntil(lambda: screen_has(again, Since.YES))
    press(qtbot, whole, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: fake.whose is same and not screen_has(again, Since.YES))


def test_there_is_no_tab_where_there_was_no_visit_before(whole: Window, review: ReviewScreen, qtbot: QtBot) -> None:
    """Without an earlier note the key does nothing, and there is nothing to press."""
    qtbot.waitUntil(lambda: whole.desk.work.under_way("since v4") is None)
    press(qtbot, whole, KEY.Key_B)
    assert not screen_has(review, Since.TAB)


def screen_has(screen: ReviewScreen, words: str) -> bool:
    """Whether a button that says this can be seen."""
    return any(made.text() == words and made.isVisible() for made in screen.findChildren(QPushButton))


def test_the_note_is_read_back_and_corrected_by_key(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Ctrl+B shows it in large type; C takes the person's words and Enter keeps them, beneath their statement."""
    press(qtbot, whole, KEY.Key_B, CONTROL)
    screen = whole.window.screen_shown
    assert isinstance(screen, ReadBackScreen)
    assert [made.words for made in screen.note.lines][0] == fake.notes[V4].sections[0].claims[0].text
    assert screen.reading_help is not None
    assert len(tuple(screen.reading_help._passages())) == len(screen.note.lines)
    press(qtbot, whole, KEY.Key_Down)
    press(qtbot, whole, KEY.Key_C)
    press(qtbot, whole, KEY.Key_Return)
    assert screen.notice.words == ReadBack.NOTHING_TYPED
    type_in(qtbot, "It was the Thursday")
    main_key(qtbot, whole)
    assert fake.corrections == ["It was the Thursday"]
    assert fake.notes[V4].sections[0].claims[1].corrected_by
    assert "It was the Thursday" in holder().accessibleName()
    assert screen.notice.words == ReadBack.KEPT
    main_key(qtbot, whole)
    assert isinstance(whole.window.screen_shown, ReviewScreen)
    assert fake.read_back == [screen_words(fake)]


def test_words_that_are_typed_and_not_kept_are_asked_about(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """What the person visited said is not lost by one press: going on says so once, and going on again leaves it."""
    press(qtbot, whole, KEY.Key_B, CONTROL)
    screen = whole.window.screen_shown
    assert isinstance(screen, ReadBackScreen)
    press(qtbot, whole, KEY.Key_C)
    type_in(qtbot, "It was the Thursday")
    press(qtbot, whole, KEY.Key_Escape)
    main_key(qtbot, whole)
    assert whole.window.screen_shown is screen and screen.notice.words == ReadBack.HALF_TYPED
    assert screen.main.text() == ReadBack.KEEP and screen.words.text() == "It was the Thursday"
    press(qtbot, whole, KEY.Key_Escape)
    main_key(qtbot, whole)
    assert isinstance(whole.window.screen_shown, ReviewScreen)
    assert not fake.corrections


def screen_words(fake: FakeActions) -> int:
    """How many words of the note are read back: what the person said to it is not."""
    claims = [each for section in fake.notes[V4].sections for each in section.claims]
    answers = {each for one in claims for each in one.corrected_by}
    return sum(len(one.text.split()) for one in claims if one.id not in answers)


def test_esc_leaves_what_is_half_typed_in_its_line(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Esc closes the line, keeps nothing, and the words are still there when it is opened again."""
    whole.window.go_to(Place(Go.READ_BACK, V4))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReadBackScreen)
    screen.show_document(screen.document)
    assert not any(made.isChecked() for made in screen.note.lines)
    screen.correct()
    assert [made.item for made in screen.note.lines if made.isChecked()] == [screen.item]
    type_in(qtbot, "Not so")
    press(qtbot, whole, KEY.Key_Escape)
    assert whole.window.screen_shown is screen
    assert screen.typing.isHidden()
    assert fake.corrections == []
    press(qtbot, whole, KEY.Key_C)
    assert screen.words.text() == "Not so"


def test_a_claim_is_not_moved_from_a_transcript(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """The lines of a transcript are in the order of the visit: nothing offers to move one."""
    fake.transcript_document(None, V4)
    whole.window.go_to(Place(Go.REVIEW, V4, transcript=True))
    screen = whole.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    assert not screen.evidence.move_button.isVisible()
    press(qtbot, whole, KEY.Key_M)
    assert screen.moving.menu.isHidden()
    before = fake.written_out[V4]
    press(qtbot, whole, KEY.Key_Delete)
    assert fake.written_out[V4] != before
    press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert replace(fake.written_out[V4], stage=before.stage) == before


def test_with_the_largest_letters_one_pane_is_shown_at_a_time(
    whole: Window, fake: FakeActions, review: ReviewScreen, qtbot: QtBot
) -> None:
    """Two panes would have no room for a line: S changes which is shown, and what asks for words brings its own."""
    assert not review.panes.narrow
    whole.change_setting("letter_spacing", 35)
    whole.change_setting("text_size", 200)
    whole.change_setting("font", "OpenDyslexic")
    large = whole.window.screen_shown
    assert isinstance(large, ReviewScreen)
    qtbot.waitUntil(lambda: large.panes.narrow and not large.evidence_area.isVisible())
    press(qtbot, whole, KEY.Key_F8)
    assert large.item is not None and large.item.id == "c3"
    press(qtbot, whole, KEY.Key_S)
    assert large.evidence_area.isVisible()
    assert not draft(large).area.isVisible()
    press(qtbot, whole, KEY.Key_S)
    assert draft(large).area.isVisible()
    assert isinstance(holder(), StatementButton)
    press(qtbot, whole, KEY.Key_K, CONTROL)
    type_in(qtbot, "She showed me which leg")
    press(qtbot, whole, KEY.Key_K, CONTROL)
    assert fake.notes[V4].open_flags == ()
    assert draft(large).area.isVisible()
