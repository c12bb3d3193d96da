"""The walk of the screens finds what falls short, and finds nothing on a screen as it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import accessibility
from tests.ui.accessibility import Walked, walk


def walked(qtbot: QtBot, *parts: QWidget) -> Walked:
    """A window of these parts, one below the other, walked."""
    window = QWidget()
    qtbot.addWidget(window)
    inside = QVBoxLayout(window)
    for part in parts:
        inside.addWidget(part)
    window.setStyleSheet("QWidget { background: white; color: black; font-size: 16px; }")
    window.resize(400, 300)
    window.show()
    qtbot.waitExposed(window)
    found = Walked()
    walk(window, "trial", found)
    return found


def rules(found: Walked) -> set[str]:
    return {rule for _, rule, _, _ in found.short}


def test_what_is_right_is_counted_and_nothing_said(qtbot: QtBot) -> None:
    found = walked(qtbot, QLabel("Read me"), QPushButton("Press me"))
    assert found.short == [] and found.counts["name"] == 1 and found.counts["contrast"] == 2


def test_a_field_without_a_name_falls_short(qtbot: QtBot) -> None:
    assert rules(walked(qtbot, QLineEdit())) == {"name"}


def test_a_small_target_falls_short(qtbot: QtBot) -> None:
    small = QPushButton("x")
    small.setFixedSize(16, 16)
    assert "target" in rules(walked(qtbot, small))


def test_pale_words_fall_short(qtbot: QtBot) -> None:
    pale = QLabel("Hardly seen")
    pale.setStyleSheet("color: #bbbbbb;")
    assert rules(walked(qtbot, pale)) == {"contrast"}


def test_words_cut_off_fall_short(qtbot: QtBot) -> None:
    cut = QPushButton("A button with a good many words on it")
    cut.setFixedSize(60, 40)
    assert rules(walked(qtbot, cut)) == {"not cut off"}


def test_what_tab_comes_to_too_late_falls_short(qtbot: QtBot) -> None:
    first, second, third = QPushButton("First"), QPushButton("Second"), QPushButton("Third")
    assert walked(qtbot, first, second, third).short == []
    QWidget.setTabOrder(first, third)
    QWidget.setTabOrder(third, second)
    again = Walked()
    walk(first.window(), "trial", again)
    assert rules(again) == {"focus order"}


@pytest.mark.whole
def test_nothing_falls_short_on_some_screens(qtbot: QtBot) -> None:
    assert accessibility.main(["01-visits", "09-review", "17-settings", "79a-easy-flag", "--size", "100"]) == 0
