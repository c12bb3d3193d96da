"""What the reading settings promise: space between letters and words, and no line longer than was chosen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.stylesheet import font, letter_width, line_pixels, wear
from ui.theme import (
    FONTS,
    LETTER_SPACINGS,
    LINE_LENGTHS,
    SHADE,
    THEMES,
    WORDS_TO_LETTERS,
    Look,
    contrast,
    dimming,
    mixed,
)
from ui.widgets.layouts import column, scrolling
from ui.widgets.text import Text

PROSE = "She slipped in the bathroom on Wednesday, and her grandson found her on the floor when he came home. " * 3


@pytest.mark.parametrize("family", FONTS)
@pytest.mark.parametrize("share", LETTER_SPACINGS[1:])
def test_letters_and_words_stand_as_far_apart_as_was_chosen(family: str, share: int) -> None:
    """A word grows by the share of a letter's width for each letter; a space by 3.5 times that as well."""
    usual, wide = (QFontMetricsF(font(Look(font=family, letter_spacing=s))) for s in (0, share))
    bare = font(Look(font=family))
    bare.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100)
    bare.setWordSpacing(0)
    added = letter_width(bare) * share / 100
    grown = wide.horizontalAdvance("bathroom") - usual.horizontalAdvance("bathroom")
    assert grown / 8 == pytest.approx(added, rel=0.15)
    space = wide.horizontalAdvance("a a") - wide.horizontalAdvance("aa")
    space -= usual.horizontalAdvance("a a") - usual.horizontalAdvance("aa")
    assert space == pytest.approx((1 + WORDS_TO_LETTERS) * grown / 8, rel=0.1)


@pytest.mark.parametrize("letters", [n for n in LINE_LENGTHS if n])
@pytest.mark.parametrize("size", [100, 200])
def test_no_line_is_longer_than_was_chosen(qapp: QApplication, qtbot: QtBot, letters: int, size: int) -> None:
    """However wide the window is, a column is so many letters wide, also when that changes; without, it is as wide."""
    body = QWidget()
    inside = column(body)
    inside.setContentsMargins(32, 0, 32, 0)
    text = Text(PROSE)
    inside.addWidget(text)
    area = scrolling(body, "A text")
    qtbot.addWidget(area)
    area.resize(4000, 600)
    area.show()
    try:
        wear(qapp, Look(size=size, line_length=letters))
        qtbot.waitUntil(lambda: text.width() == line_pixels(Look(size=size, line_length=letters)))
        one_line = Text("one").heightForWidth(4000)
        assert len(PROSE) / letters <= text.heightForWidth(text.width()) / one_line <= 1.3 * len(PROSE) / letters
        assert text.mapTo(area, text.rect().topLeft()).x() == 32
    finally:
        wear(qapp, Look())
    qtbot.waitUntil(lambda: text.width() > 3900)


@pytest.mark.parametrize("theme", THEMES, ids=[theme.id for theme in THEMES])
def test_dimmed_text_can_still_be_read(theme: object) -> None:
    """Beside the line that is read every text keeps 4.5 to 1, and yet the difference is seen."""
    share = dimming(theme)  # type: ignore[arg-type]
    pairs = theme.text_pairs()  # type: ignore[attr-defined]
    assert min(contrast(mixed(ink, SHADE, share), mixed(ground, SHADE, share)) for ink, ground in pairs) >= 4.5
    assert 0.2 <= share <= 0.5
