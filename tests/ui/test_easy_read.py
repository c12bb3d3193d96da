"""What the screen of an Easy Read promises, on a short letter: its keys, what it says, and what it never loses."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from easyread.page import LineKind
from easyread.sheet import Colour
from scribe.reading_pace import ReadingClock
from scribe.visit import Claim, ClaimId, DocumentId, VisitId
from tests.ui.fake_easy import long_page, png, scan
from tests.ui.fake_reviewing import Unhurried
from tests.ui.fakes import FakeActions
from tests.ui.test_walk import holder, main_key, press, shown, type_in, wait_to_be_asked
from ui.__main__ import Window
from ui.desk import Go, Place
from ui.read_aloud import ReadPlace
from ui.screens.approve import ApproveScreen
from ui.screens.easy_read import EasyReadScreen
from ui.screens.easy_read_papers import PapersScreen
from ui.screens.easy_read_start import EasyStartScreen
from ui.screens.export import ExportScreen
from ui.screens.visits import VisitsScreen
from ui.widgets.easy_letter import SOURCE_KEY
from ui.widgets.ready_reasons import all_in_view
from ui.words_easy_read import Easy, Pictures, Who
from ui.words_review import Pace

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(whole: Window, fake: FakeActions) -> EasyReadScreen:
    """The Easy Read of the letter."""
    document = fake.put_easy()
    whole.window.go_to(Place(Go.EASY_READ, document.visit, document=document.id))
    made = whole.window.screen_shown
    assert isinstance(made, EasyReadScreen)
    made.pacing.clock = Unhurried()
    return made


def claim_with(screen: EasyReadScreen, words: str) -> Claim:
    """The line with these words."""
    return next(c for s in screen.document.sections for c in s.claims if words in c.text)


def test_the_words_of_the_chosen_line_are_marked_in_the_letter(
    whole: Window, screen: EasyReadScreen, qtbot: QtBot
) -> None:
    """Down goes from line to line, and the letter goes along; pressing on the letter goes the other way."""
    assert screen.letter.marked == "Larkmoor Council"
    press(qtbot, whole, KEY.Key_Down)
    assert screen.letter.marked == "Date: 2 March 2026"
    screen.letter.pressed.emit(screen.letter.toPlainText().index("63.45"))
    line = claim_with(screen, "63.45")
    assert screen.lines.line_id == line.id and holder() is screen.lines.button_of(line.id)


def test_a_marked_line_says_why_in_words_to_the_eye_and_to_a_screen_reader(
    whole: Window, screen: EasyReadScreen, qtbot: QtBot
) -> None:
    """F8 goes to it; its name has the words, that it is to be checked, why, and what its picture shows."""
    press(qtbot, whole, KEY.Key_F8)
    made = screen.lines.button_of(screen.lines.line_id)
    assert made is not None and made.standing.flagged
    name = made.accessibleName()
    assert Easy.FLAGGED in name and made.standing.why in name and "Picture: " in name
    assert "fidelity" not in name and "source" not in name
    assert screen.main.accessibleName() == Easy.SETTLE


def test_one_key_gives_a_reason_and_the_keyboard_goes_on(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """1 keeps the line because the letter says so; 3 says nothing before both were heard."""
    press(qtbot, whole, KEY.Key_F8)
    first = screen.lines.line_id
    press(qtbot, whole, KEY.Key_3)
    assert first is not None and screen.is_flagged(first)
    press(qtbot, whole, KEY.Key_1)
    assert not screen.is_flagged(first) and screen.lines.line_id != first
    settled = screen.claim(first)
    assert settled is not None and settled.settled is not None and settled.settled.how == "accepted"


def test_other_words_are_offered_by_number(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """R shows them, 2 takes the second, which makes two lines; Esc leaves all as it was."""
    fake.offers = ("You must pay in 14 days.", "You must pay within 14 days.\nThe invoice has the date.")
    line = claim_with(screen, "14 days")
    screen.lines.go_to(line.id)
    before = screen.line_ids
    press(qtbot, whole, KEY.Key_R)
    qtbot.waitUntil(lambda: screen.deciding.repairs_shown)
    press(qtbot, whole, KEY.Key_Escape)
    assert not screen.deciding.repairs_shown and screen.line_ids == before
    press(qtbot, whole, KEY.Key_R)
    qtbot.waitUntil(lambda: screen.deciding.repairs_shown)
    press(qtbot, whole, KEY.Key_2)
    assert len(screen.line_ids) == len(before) + 1
    assert claim_with(screen, "You must pay within 14 days.").id == line.id


def test_where_no_other_words_are_sure_that_is_said(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """Nothing is offered that might not mean the same."""
    press(qtbot, whole, KEY.Key_R)
    qtbot.waitUntil(lambda: screen.notice.words == Easy.NO_REPAIRS)


def test_what_is_half_typed_is_there_again(whole: Window, screen: EasyReadScreen, qtbot: QtBot) -> None:
    """Esc leaves the line as it was; Enter on it again shows what was typed. Letters are no keys meanwhile."""
    line = claim_with(screen, "63.45")
    screen.lines.go_to(line.id)
    press(qtbot, whole, KEY.Key_Return)
    type_in(qtbot, " Palor")  # P, L, A, O and R are keys elsewhere
    press(qtbot, whole, KEY.Key_Escape)
    assert screen.claim(line.id) == line and holder() is screen.lines.button_of(line.id)
    press(qtbot, whole, KEY.Key_Return)
    assert screen.lines.editor.words == f"{line.text} Palor"
    assert screen.unsettled()


def test_lines_are_added_moved_taken_out_and_it_is_all_undone(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """A, Alt+Down, Del; and Ctrl+Z three times brings the page back to what it was."""
    before = screen.document.sections
    screen.lines.go_to(claim_with(screen, "63.45").id)
    press(qtbot, whole, KEY.Key_A)
    type_in(qtbot, "Ask us about it.")
    press(qtbot, whole, KEY.Key_Return)
    added = claim_with(screen, "Ask us about it.").id
    assert screen.lines.line_id == added and holder() is screen.lines.button_of(added)
    at = screen.line_ids.index(added)
    press(qtbot, whole, KEY.Key_Down, ALT)
    assert screen.line_ids.index(added) == at + 1
    press(qtbot, whole, KEY.Key_Delete)
    removed = screen.claim(added)
    assert removed is not None and removed.removed
    for _ in range(3):
        press(qtbot, whole, KEY.Key_Z, CONTROL)
    assert screen.document.sections == before


def test_it_opens_again_at_the_line_where_the_person_was(whole: Window, screen: EasyReadScreen, qtbot: QtBot) -> None:
    """A look at the settings, larger text or another screen lose no place."""
    line = claim_with(screen, "14 days").id
    screen.lines.go_to(line)
    whole.change_setting("text_size", 125)
    again = whole.window.screen_shown
    assert isinstance(again, EasyReadScreen) and again is not screen
    assert again.lines.line_id == line and whole.window.focusWidget() is again.lines.button_of(line)


def test_the_next_hard_line_is_one_key_away(whole: Window, screen: EasyReadScreen, qtbot: QtBot) -> None:
    """F9 goes to what is marked or hard to read, and round to the top again."""
    found = []
    for _ in range(6):
        press(qtbot, whole, KEY.Key_F9)
        found.append(screen.lines.line_id)
    assert len(set(found)) < 6 and all(key is not None and screen._is_hard(key) for key in found)


def test_what_was_left_out_is_counted_shown_and_has_to_be_looked_at(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """O opens it from anywhere; what is chosen there can be put back as a line."""
    count = len(screen.document.omissions)
    assert count and screen.left_out_tab.accessibleName() == Easy.left_out_tab(count)
    press(qtbot, whole, KEY.Key_O)
    assert screen.left.currentWidget() is screen.left_out_area
    qtbot.waitUntil(lambda: screen.main.accessibleName() == Easy.SEEN)
    screen.left_out.buttons[0].click()
    assert screen.letter.marked == screen.document.omissions[0].text
    words = screen.document.omissions[0].text
    screen.left_out.back_button.click()
    assert len(screen.document.omissions) == count - 1
    assert screen.claim(screen.lines.line_id) == claim_with(screen, words)


def test_the_report_leads_to_a_hard_line(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """W opens it; pressing a red line goes there, with what can be done beneath."""
    press(qtbot, whole, KEY.Key_W)
    assert screen.report.buttons
    screen.report.buttons[0].click()
    made = screen.lines.button_of(screen.lines.line_id)
    assert made is not None and made.standing.why and holder() is made
    assert screen.left.currentWidget() is screen.letter and screen.shelf.isVisible()


def test_a_picture_is_searched_chosen_for_all_or_for_one_and_taken_away(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """I opens the choice; Enter searches, the list says who made each; a photograph needs words for who can't see."""
    line = claim_with(screen, "63.45")
    screen.lines.go_to(line.id)
    press(qtbot, whole, KEY.Key_I)
    dialog = screen.dialog
    assert dialog.accessibleName() == Pictures.TITLE
    dialog.asked.setText("telephone")
    dialog.look()
    assert dialog.found.count() and dialog.credit.accessibleName()
    dialog.use.click()
    easy = screen.document.easy
    assert easy is not None
    chosen = next(each for each in easy.lines if each.id == line.id)
    assert chosen.picture is not None and chosen.picture.alt in made_name(screen, line.id)
    press(qtbot, whole, KEY.Key_I)
    screen.dialog.take_file(Path("home.jpg"))
    screen.dialog.use.click()
    assert not fake.photographs
    screen.dialog.photograph.setText("Your front door")
    screen.dialog.only_here.setChecked(True)
    screen.dialog.use.click()
    assert fake.photographs == [(Path("home.jpg"), "Your front door")]
    assert "Your front door" in made_name(screen, line.id)
    assert holder() is screen.lines.button_of(line.id)


def test_a_set_of_pictures_is_brought_in_from_where_a_picture_is_chosen(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot, tmp_path: Path
) -> None:
    """What came of it is said, and the new pictures are found; where there is no place for it, that is said."""
    licensed = tmp_path / "licensed"
    licensed.mkdir()
    (licensed / "sloop.png").write_bytes(png())
    (licensed / "broken.jpg").write_text("no picture")
    press(qtbot, whole, KEY.Key_Down)
    press(qtbot, whole, KEY.Key_I)
    dialog = screen.dialog
    dialog.take_set(licensed)
    qtbot.waitUntil(lambda: "folder" in dialog.credit.accessibleName() and dialog.set_button.isEnabled())
    fake.own = tmp_path / "own"
    dialog.asked.setText("sloop")
    dialog.take_set(licensed)
    qtbot.waitUntil(lambda: dialog.found.count() == 1)
    assert Pictures.set_done(1, ()) in dialog.credit.accessibleName()
    assert "broken.jpg" in dialog.credit.accessibleName() and dialog.set_button.isEnabled()
    dialog.reject()


def made_name(screen: EasyReadScreen, key: ClaimId) -> str:
    """What a screen reader says of a line."""
    made = screen.lines.button_of(key)
    assert made is not None
    return made.accessibleName()


def test_how_the_person_wants_it_is_kept_and_the_page_made_again(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """V shows the page; colour, large print, no pictures and who checked it are each one change."""
    press(qtbot, whole, KEY.Key_V)
    pane = screen.page_pane
    qtbot.waitUntil(lambda: pane.pages == 3 and bool(fake.previews))
    pane.later.click()
    qtbot.waitUntil(lambda: fake.previews[-1] == 2)
    pane.opener.click()
    pane.colour.setCurrentIndex(pane.colour.findData(Colour.CREAM.value))
    pane.colour.activated.emit(pane.colour.currentIndex())
    pane.pictures.click()
    pane.large.click()
    pane.checked_by.setText("Sam Lee")
    pane.keep_checked()
    easy = screen.document.easy
    assert easy is not None and easy.checked_by == "Sam Lee"
    assert (easy.choices.colour, easy.choices.pictures, easy.choices.is_large_print) == (Colour.CREAM, False, True)
    made = len(fake.previews)
    qtbot.waitUntil(lambda: len(fake.previews) >= made)


def test_a_heading_has_no_picture_and_a_list_its_dots(screen: EasyReadScreen) -> None:
    """As they will be on the page."""
    kinds = {made.kind for made in screen.lines.lines}
    assert {LineKind.HEADING, LineKind.LIST, LineKind.IDEA} <= kinds
    heading = next(made for made in screen.lines.lines if made.kind is LineKind.HEADING)
    screen.lines.go_to(heading.line_id)
    assert not screen.deciding.picture_button.isVisible()


def test_the_whole_job_by_the_main_key(whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot) -> None:
    """One key after another leads through flags, parts and what was left out to approval and saving, and back."""
    for _ in range(100):
        QApplication.processEvents()
        if not screen.obstacles:
            break
        said = screen.main.accessibleName()
        press(qtbot, whole, KEY.Key_1) if said == Easy.SETTLE else main_key(qtbot, whole)
    assert screen.main.accessibleName() == Easy.TO_APPROVE
    main_key(qtbot, whole)
    shown(qtbot, whole, ApproveScreen)
    main_key(qtbot, whole)
    press(qtbot, whole, KEY.Key_Space)
    main_key(qtbot, whole)
    shown(qtbot, whole, ExportScreen)
    press(qtbot, whole, KEY.Key_Left, ALT)
    shown(qtbot, whole, PapersScreen)


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (1280, 720)])
def test_at_a_marked_line_every_choice_is_in_view(
    whole: Window, fake: FakeActions, qtbot: QtBot, size: int, wide: int, high: int
) -> None:
    """Nothing is nearer than the rest: changing, other words, taking out and the reasons to keep it."""
    whole.change_setting("text_size", size)
    whole.window.resize(wide, high)
    document = fake.put_easy()
    whole.window.go_to(Place(Go.EASY_READ, document.visit, document=document.id))
    screen = whole.window.screen_shown
    assert isinstance(screen, EasyReadScreen)
    press(qtbot, whole, KEY.Key_F8)
    deciding = screen.deciding
    wanted = (
        deciding.edit_button, deciding.repair_button, deciding.remove_button, deciding.both_button,
        *deciding.ready.buttons, deciding.other_button,
    )  # fmt: skip
    qtbot.waitUntil(lambda: all(all_in_view(made) for made in wanted))


def test_both_are_heard_before_anybody_says_so(
    whole: Window, screen: EasyReadScreen, fake: FakeActions, qtbot: QtBot
) -> None:
    """L reads the words of the letter, then the line; 3 is a reason from then on, and no more once it was changed."""
    pytest.importorskip("PySide6.QtTextToSpeech", reason="libpulse is missing", exc_type=ImportError)
    press(qtbot, whole, KEY.Key_F8)
    line = screen.lines.line_id
    assert line is not None
    aloud = screen.hearing.help.aloud
    aloud._engine = "mock"
    read: list[ReadPlace] = []
    aloud.at.connect(lambda place: read.append(place) if not place.word_end else None)
    press(qtbot, whole, KEY.Key_L)
    qtbot.waitUntil(lambda: line in screen.hearing.heard, timeout=30_000)
    assert [place.key for place in read][:2] == [SOURCE_KEY, line]
    press(qtbot, whole, KEY.Key_L)
    assert not screen.hearing.help.reading
    listened = screen.deciding.ready.offered(3)
    assert listened is not None and listened.isEnabled()
    screen.acts.change(line, "You must pay.")
    assert line not in screen.hearing.heard


# --- a long letter


@pytest.fixture
def long(whole: Window, fake: FakeActions) -> EasyReadScreen:
    """An Easy Read of 400 lines."""
    document = fake.put_easy(long_page(400))
    whole.window.go_to(Place(Go.EASY_READ, document.visit, document=document.id))
    made = whole.window.screen_shown
    assert isinstance(made, EasyReadScreen)
    return made


def test_of_a_long_letter_only_what_is_near_the_view_is_made(whole: Window, long: EasyReadScreen, qtbot: QtBot) -> None:
    """And what is gone to is there, whole and in view, with the keyboard on it."""
    assert len(long.line_ids) == 400
    for at in (0, 200, 399, 7):
        key = long.line_ids[at]
        long.lines.go_to(key)
        qtbot.waitUntil(lambda: all_in_view(long.lines.made[key]))  # noqa: B023
        made = long.lines.button_of(key)
        assert made is whole.window.focusWidget() and made is not None and made.words and len(long.lines.made) < 80
        assert made.height() == made.heightForWidth(made.width())


def test_up_down_and_tab_go_through_a_long_letter(whole: Window, long: EasyReadScreen, qtbot: QtBot) -> None:
    """Each key goes to the next line, never past one, and no line lies over another."""
    for at in range(1, 40):
        press(qtbot, whole, KEY.Key_Down)
        assert long.lines.line_id == long.line_ids[at]
        QApplication.processEvents()
        boxes = [made.geometry() for made in long.lines.lines]
        assert all(one.bottom() < following.top() for one, following in pairwise(boxes))
    found = [long.lines.line_id]
    for _ in range(30):
        press(qtbot, whole, KEY.Key_Tab)
        QApplication.processEvents()
        if long.lines.line_id != found[-1]:
            found.append(long.lines.line_id)
    assert len(found) > 12 and tuple(found) == long.line_ids[39 : 39 + len(found)]


def test_a_change_in_a_long_letter_leaves_the_chosen_line_where_it_is(
    whole: Window, long: EasyReadScreen, qtbot: QtBot
) -> None:
    """Taken out, put back, changed and added to: the person never has to look for the line again."""
    key = long.line_ids[250]
    long.lines.go_to(key)
    qtbot.waitUntil(lambda: all_in_view(long.lines.made[key]))

    def at() -> int:
        QApplication.processEvents()
        made = long.lines.button_of(key)
        assert made is not None
        return made.mapTo(long.lines.area, QPoint()).y()

    before = at()
    press(qtbot, whole, KEY.Key_Delete)
    assert abs(at() - before) <= 4
    press(qtbot, whole, KEY.Key_Delete)
    assert abs(at() - before) <= 4
    long.acts.change(key, "You pay.")
    assert abs(at() - before) <= 4
    assert whole.window.focusWidget() is long.lines.button_of(key)


def test_what_can_be_done_with_words_left_out_is_in_view_at_the_largest_text(
    whole: Window, fake: FakeActions, qtbot: QtBot
) -> None:
    """The one beneath the last card too, without scrolling."""
    whole.change_setting("text_size", 200)
    document = fake.put_easy()
    whole.window.go_to(Place(Go.EASY_READ, document.visit, document=document.id))
    screen = whole.window.screen_shown
    assert isinstance(screen, EasyReadScreen)
    for key in screen.line_ids[4:8]:
        screen.lines.go_to(key)
        screen.acts.take_out()
    screen.show_left_out()
    for made in screen.left_out.buttons:
        made.click()
        qtbot.waitUntil(lambda: all_in_view(screen.left_out.back_button))


# --- beginning one


def test_the_letters_are_one_press_from_the_visits(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """And Back leads back. Practice has none: nothing of it is kept."""
    visits = whole.window.screen_shown
    assert isinstance(visits, VisitsScreen)
    visits.papers.click()
    shown(qtbot, whole, PapersScreen)
    press(qtbot, whole, KEY.Key_Left, ALT)
    shown(qtbot, whole, VisitsScreen)


def starting(whole: Window, place: Place) -> EasyStartScreen:
    """The screen that begins one."""
    whole.window.go_to(place)
    made = whole.window.screen_shown
    assert isinstance(made, EasyStartScreen)
    return made


def test_doubtful_words_of_a_scan_come_before_anything_else(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Enter goes from one to the next; what was typed stands in the letter that is rewritten."""
    fake.letter = scan()
    start = starting(whole, Place(Go.EASY_START))
    start.open_file(Path("scan.pdf"))
    qtbot.waitUntil(lambda: start.doubts is not None)
    assert start.who is None
    assert start.doubts is not None
    start.doubts.fields[0].setText("£64.35")
    press(qtbot, whole, KEY.Key_Return)
    press(qtbot, whole, KEY.Key_Return)
    assert holder() is start.main
    main_key(qtbot, whole)
    assert start.who is not None and start.source is not None
    assert "£64.35" in start.source.text and not start.source.doubtful


def test_opening_a_scan_can_be_cancelled(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """Esc stops it; nothing is lost, and another file can be chosen."""
    fake.reading_gate = wait_to_be_asked
    start = starting(whole, Place(Go.EASY_START))
    start.open_file(Path("scan.pdf"))
    assert start.working.busy and not start.bringing.isEnabled()
    with qtbot.waitSignal(whole.desk.work.under_way("read letter").cancelled):  # type: ignore[union-attr]
        press(qtbot, whole, KEY.Key_Escape)
    assert start.bringing.isEnabled() and start.source is None


def test_nothing_is_made_before_it_is_said_who_will_read_it(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """What is missing is said, with the keyboard on it; several files at once are refused in words."""
    start = starting(whole, Place(Go.EASY_START))
    main_key(qtbot, whole)
    assert start.notice.words
    start.drop.dropped.emit([Path("a.pdf"), Path("b.pdf")])
    assert "one file" in start.notice.words.lower()
    start.open_file(Path("letter.docx"))
    qtbot.waitUntil(lambda: start.who is not None)
    assert start.who is not None and start.who.name.text() == "Mrs Dacre"
    assert fake.easy_read_writer(None) in start.writer.text()
    start.who.name.clear()
    name = start.who.name
    qtbot.waitUntil(lambda: holder() is name)
    main_key(qtbot, whole)
    assert start.notice.words == Who.NAME_MISSING and holder() is start.who.name and not fake.starts
    start.who.to_others.click()
    main_key(qtbot, whole)
    shown(qtbot, whole, EasyReadScreen)
    assert fake.starts[0].reader.is_you is False and fake.starts[0].letter_date == "2 March 2026"


def test_of_a_note_what_is_not_theirs_is_ticked_to_be_taken_out(whole: Window, fake: FakeActions, qtbot: QtBot) -> None:
    """From the approved note; a tick that is taken away leaves it in."""
    whole.window.go_to(Place(Go.EXPORT, VisitId("v6")))
    export = whole.window.screen_shown
    assert isinstance(export, ExportScreen)
    export.make_easy.click()
    shown(qtbot, whole, EasyStartScreen)
    start = whole.window.screen_shown
    assert isinstance(start, EasyStartScreen) and start.who is not None
    offered, tick = start.who.ticks[0]
    assert tick.isChecked() and offered.why in tick.accessibleName()
    main_key(qtbot, whole)
    shown(qtbot, whole, EasyReadScreen)
    assert fake.starts[0].take_out == (offered.span,) and fake.starts[0].visit == VisitId("v6")
    again = starting(whole, Place(Go.EASY_START, VisitId("v6"), document=DocumentId("d-v6")))
    assert again.who is not None
    again.who.ticks[0][1].click()
    assert again.who.start(VisitId("v6")).take_out == ()


def test_a_part_confirmed_faster_than_it_can_be_read_is_stopped_once(screen: EasyReadScreen, fake: FakeActions) -> None:
    """The first press says how long reading takes and confirms nothing; the second is the person's choice."""
    at = [0.0]
    screen.pacing.clock = ReadingClock(lambda: at[0])
    part = max(screen.document.sections, key=lambda each: sum(len(claim.text.split()) for claim in each.claims))
    screen.acts.confirm_section(part.id)
    assert screen.notice.words.startswith(Pace.TITLE) and fake.confirmed == []
    screen.acts.confirm_section(part.id)
    assert fake.confirmed == [(part.id, 0.0, True)]


def test_what_was_in_view_long_enough_is_confirmed_at_once(screen: EasyReadScreen, fake: FakeActions) -> None:
    """Seconds count for the parts in view, shared by their words."""
    at = [0.0]
    screen.pacing.clock = ReadingClock(lambda: at[0])
    seen = screen.sections_in_view()
    screen.pacing.look()
    at[0] = 600.0
    part = next(each for each in screen.document.sections if each.id in seen)
    screen.acts.confirm_section(part.id)
    assert [(section, again) for section, _, again in fake.confirmed] == [(part.id, False)]
