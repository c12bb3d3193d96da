"""Themes that can be read, controls that have names, and nothing cut off at 200%."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.fakes import FakeActions
from tests.ui.screenshots import places, windows
from ui.__main__ import Window
from ui.theme import (
    BASE_PIXELS,
    FONTS,
    LETTER_SPACINGS,
    LINE_LENGTHS,
    TARGET_PIXELS,
    TEXT_SIZES,
    THEMES,
    Look,
    Theme,
    contrast,
)

PLACES = places()
WINDOWS = windows()
INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QListView)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_words_can_be_read_in_every_theme(theme: Theme) -> None:
    """Every text colour reaches 4.5 to 1 and every outline 3 to 1 against each ground it is used on."""
    low = [(ink, on, round(contrast(ink, on), 2)) for ink, on in theme.text_pairs() if contrast(ink, on) < 4.5]
    low += [(ink, on, round(contrast(ink, on), 2)) for ink, on in theme.edge_pairs() if contrast(ink, on) < 3.0]
    assert low == []


def test_contrast_is_measured_as_wcag_says() -> None:
    """Black on white is 21 to 1, a colour on itself 1 to 1, and #777777 on white is 4.48 to 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#123456", "#123456") == pytest.approx(1.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_text_goes_from_100_to_200_per_cent() -> None:
    """The sizes offered run from 100 to 200%, and targets are never under 44 pixels."""
    assert (TEXT_SIZES[0], TEXT_SIZES[-1]) == (100, 200)
    assert Look(size=200).pixels == 2 * BASE_PIXELS
    assert min(Look(size=size).target for size in TEXT_SIZES) >= TARGET_PIXELS
    assert len(FONTS) == 4


@pytest.mark.whole
@pytest.mark.parametrize(("name", "go"), PLACES, ids=[name for name, _ in PLACES])
def test_a_screen_can_be_used_at_every_size(
    whole: Window, fake: FakeActions, qtbot: QtBot, name: str, go: object
) -> None:
    """On one screen in turn, as its settings are changed under it: each control has a name for a screen reader; at
    100%, at 200% and at 150% with the widest letters, every button and label has room for its words and no page is
    wider than its view; in the smallest window with the largest text the one main button can be reached.
    """
    go(whole, fake)  # type: ignore[operator]
    QApplication.processEvents()
    assert nameless(whole.window) == []
    qtbot.waitUntil(lambda: no_longer_cut_off(whole))  # a changed label is laid out a moment later
    for size, spacing, line in ((150, LETTER_SPACINGS[-1], LINE_LENGTHS[-1]), (200, 0, 0)):
        whole.desk.actions.change_setting(whole.desk.session, "letter_spacing", spacing)
        whole.desk.actions.change_setting(whole.desk.session, "line_length", line)
        whole.change_setting("text_size", size)  # one laying out for all three
        qtbot.waitUntil(lambda: no_longer_cut_off(whole))
    whole.window.resize(1024, 640)
    qtbot.waitUntil(lambda: main_button_within(whole))


def nameless(window: QWidget) -> list[tuple[str, str]]:
    """What can be used in a window and has no name; AssertionError where nothing can be used at all."""
    controls = [w for kind in INTERACTIVE for w in window.findChildren(kind) if _ours(w)]
    assert controls
    return [(type(w).__name__, w.objectName()) for w in controls if not w.accessibleName().strip()]


def no_longer_cut_off(whole: Window) -> None:
    """Raise AssertionError, with what is cut off, while anything is."""
    assert cut_off(whole.window) == []


def main_button_within(whole: Window) -> None:
    """Raise AssertionError while the main button of the screen isn't inside the smallest window."""
    screen = whole.window.screen_shown
    assert screen is not None
    assert screen.main.isVisible()  # what it says may have to be read first
    assert whole.window.width() == 1024
    assert whole.window.rect().contains(screen.main.mapTo(whole.window, screen.main.rect().bottomRight()))


def fits(window: QWidget) -> None:
    """Raise AssertionError while anything of a window is cut off, or it is larger than a small screen."""
    assert cut_off(window) == []
    for made in window.findChildren(QAbstractButton):
        if made.isVisible():
            corner = made.mapTo(window, made.rect().bottomRight())
            assert window.rect().contains(corner), made.text()
            assert made.height() >= TARGET_PIXELS, made.text()
    assert window.width() <= 1366
    assert window.height() <= 768


@pytest.mark.parametrize(("name", "open_it"), WINDOWS, ids=[name for name, _ in WINDOWS])
@pytest.mark.parametrize("size", [100, 200])
def test_windows_beside_the_large_one_fit(
    whole: Window, fake: FakeActions, qtbot: QtBot, name: str, open_it: object, size: int
) -> None:
    """The small window and the captions hold all their words and buttons at both sizes, on a small screen."""
    whole.change_setting("text_size", size)
    made = open_it(whole, fake)  # type: ignore[operator]
    qtbot.waitUntil(lambda: fits(made))


@pytest.mark.parametrize(("name", "open_it"), WINDOWS, ids=[name for name, _ in WINDOWS])
def test_every_control_of_a_window_has_a_name(
    whole: Window, fake: FakeActions, qtbot: QtBot, name: str, open_it: object
) -> None:
    """A screen reader is told a name for everything in the small window and in the captions, and for each window."""
    made = open_it(whole, fake)  # type: ignore[operator]
    QApplication.processEvents()
    assert nameless(made) == []
    assert made.accessibleName()


def cut_off(window: QWidget) -> list[str]:
    """What is on screen and doesn't fit: one line each."""
    found = []
    for made in window.findChildren(QAbstractButton):
        if made.isVisible() and made.text() and made.width() < _needed(made):
            found.append(f"button {made.text()!r}: {made.width()} of {_needed(made)}")
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width()) - 1:
            found.append(f"label {label.accessibleName()!r}: {label.height()} of {label.heightForWidth(label.width())}")
    for screen in window.findChildren(QWidget, "body"):
        view = screen.parentWidget()
        if screen.isVisible() and view is not None and screen.width() > view.width() + 1:
            found.append(f"page {screen.width()} in a view of {view.width()}")
    return found


def _needed(made: QAbstractButton) -> int:
    words = made.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, made.text()).width()
    return words + (40 if isinstance(made, QCheckBox | QRadioButton) else 16)


def _ours(widget: QWidget) -> bool:
    """Not the parts that Qt puts inside its own controls."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox):
            return False
        above = above.parentWidget()
    return not widget.objectName().startswith("qt_")
