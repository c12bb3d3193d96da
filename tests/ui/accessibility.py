"""Walks every widget of every screen and prints what falls short: python -m tests.ui.accessibility [--size N] [NAME …].

Measured on the window as it is drawn: that all that can be pressed or typed into has a name and a role for assistive
technology (WCAG 2.2, 4.1.2), that Tab reaches each of them once and in the order in which they stand (2.1.1, 2.4.3),
that words have a contrast of 4.5 to 1 with their ground (1.4.3), that targets are 24 pixels or more each way (2.5.8),
and that no words are cut off (1.4.4).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from tests.ui.fakes import FakeActions, full_house
from tests.ui.screenshots import come_to_rest, places, window, windows
from ui.__main__ import Window
from ui.theme import contrast

CONTRAST = 4.5
TARGET = 24
"""Pixels each way."""
_PRESSED = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QAbstractSlider)
_NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)
_ROW = 0.5
"""Share of its height by which one control must stand lower than another to count as in a row below it."""


_SEEN = 0.8
"""Share of its height of which a widget's words are looked at."""


@dataclass
class Walked:
    """What was looked at on the screens so far, and what falls short on which: (screen, rule, widget, how)."""

    counts: Counter[str] = field(default_factory=Counter)
    short: list[tuple[str, str, str, str]] = field(default_factory=list)

    def look(self, rule: str, holds: bool, screen: str, widget: QWidget, how: str = "") -> None:
        """Count one check, and keep it where it does not hold."""
        self.counts[rule] += 1
        if not holds:
            self.short.append((screen, rule, described(widget), how))


def described(widget: QWidget) -> str:
    """A widget by its class and what it says."""
    said = getattr(widget, "text", lambda: "")
    words = said() if callable(said) else ""
    name = widget.accessibleName() or (words if isinstance(words, str) else "")
    return f"{type(widget).__name__} '{name[:40]}'"


def walk(top: QWidget, screen: str, walked: Walked) -> None:
    """Look at each widget of a window that is shown."""
    shown = [one for one in (top, *top.findChildren(QWidget)) if one.isVisible() and not one.visibleRegion().isEmpty()]
    pressed = [one for one in shown if _is_pressed(one)]
    for one in pressed:
        _has_name(one, screen, walked)
        _is_large_enough(one, screen, walked)
    _tab_order(top, pressed, screen, walked)
    image = top.grab().toImage()
    for one in shown:
        if isinstance(one, QLabel | QAbstractButton | QLineEdit) and one.isEnabled():
            _can_be_read(one, top, image, screen, walked)


def _is_pressed(one: QWidget) -> bool:
    inner = isinstance(one.parentWidget(), QComboBox) or isinstance(one, QScrollBar | QScrollArea)
    return isinstance(one, _PRESSED) and one.isEnabled() and not inner and one.focusPolicy() != Qt.FocusPolicy.NoFocus


def _has_name(one: QWidget, screen: str, walked: Walked) -> None:
    found = QAccessible.queryAccessibleInterface(one)
    name = found.text(QAccessible.Text.Name) if found else ""
    walked.look("name", bool(name.strip()), screen, one)
    walked.look("role", bool(found) and found.role() not in _NO_ROLE, screen, one, str(found.role()) if found else "")


def _is_large_enough(one: QWidget, screen: str, walked: Walked) -> None:
    size = one.size()
    if isinstance(one, QCheckBox | QRadioButton):
        size = one.sizeHint().expandedTo(size)  # its words are part of the target
    holds = size.width() >= TARGET and size.height() >= TARGET
    walked.look("target", holds, screen, one, f"{size.width()} x {size.height()}")


def tab_stops(top: QWidget) -> list[QWidget]:
    """The widgets that Tab comes to, in its order, once round; of a group of radio buttons the chosen one alone."""
    stops, one = [], top
    while True:
        one = one.nextInFocusChain()
        if one is top or one is None:
            return stops
        stops_here = one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if one.isVisible() and one.isEnabled() and stops_here and one.window() is top.window():
            stops.append(one)


def _tab_order(top: QWidget, pressed: Sequence[QWidget], screen: str, walked: Walked) -> None:
    stops = tab_stops(top)
    for one in pressed:
        reached = one in stops or any(one.isAncestorOf(other) or other.focusProxy() is one for other in stops)
        reached = reached or _is_reached_by_arrows(one, stops)
        walked.look("reached by Tab", reached, screen, one)
    places_of = [(one, QRect(one.mapTo(top, QPoint()), one.size())) for one in stops if one in pressed]
    for (before, first), (after, second) in zip(places_of, places_of[1:], strict=False):
        if before.parentWidget() is not after.parentWidget():
            continue  # panes side by side are each read by themselves
        above = second.bottom() < first.top() + first.height() * _ROW
        same_row = abs(second.center().y() - first.center().y()) < first.height() * _ROW
        backwards = above or (same_row and second.left() < first.left())
        walked.look("focus order", not backwards, screen, after, f"after {described(before)}")


def _is_reached_by_arrows(one: QWidget, stops: Sequence[QWidget]) -> bool:
    group = one.group() if isinstance(one, QAbstractButton) else None
    return group is not None and any(other in stops for other in group.buttons())


def _can_be_read(one: QWidget, top: QWidget, image: QImage, screen: str, walked: Walked) -> None:
    words = one.text() if hasattr(one, "text") else ""
    place = QRect(one.mapTo(top, QPoint()), one.size()).intersected(
        one.visibleRegion().boundingRect().translated(one.mapTo(top, QPoint()))
    )
    if not words.strip() or place.height() < one.height() * _SEEN or place.width() < 8:
        return  # scrolled out of sight for the most part: it is looked at where it is shown
    reached = highest_contrast(image, place)
    walked.look("contrast", reached >= CONTRAST, screen, one, f"{reached:.1f}")
    if isinstance(one, QAbstractButton) and not isinstance(one, QCheckBox | QRadioButton):
        least = one.minimumSizeHint()
        fits = one.width() + 1 >= least.width() and one.height() + 1 >= least.height()
        walked.look("not cut off", fits, screen, one, f"{one.size().toTuple()} of {least.toTuple()}")
    if isinstance(one, QLabel) and one.visibleRegion().boundingRect().size() == one.size():
        needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        walked.look(
            "not cut off",
            one.height() + 2 >= min(needed, one.sizeHint().height()),
            screen,
            one,
            f"{one.height()} of {needed}",
        )


def highest_contrast(image: QImage, place: QRect) -> float:
    """The contrast between the ground of a stretch of a picture and what stands out of it most."""
    ratio = image.devicePixelRatio()
    left, top = int(place.left() * ratio), int(place.top() * ratio)
    dots = QRect(left, top, int((place.right() + 1) * ratio) - left, int((place.bottom() + 1) * ratio) - top)
    shown = image.copy(dots.intersected(image.rect())).convertToFormat(QImage.Format.Format_RGB32)
    colours = {f"#{dot & 0xFFFFFF:06x}": count for dot, count in Counter(shown.constBits().cast("I")).items()}
    ground = max(colours, key=colours.__getitem__)
    return max(contrast(colour, ground) for colour in colours)


def _walked_place(
    name: str, open_it: Callable[[Window, FakeActions], object], walked: Walked, size: int, theme: str
) -> None:
    fake = full_house()
    with window(fake, text_size=size, theme=theme) as made:
        found = open_it(made, fake)
        top = found if isinstance(found, QWidget) and found.isWindow() else made.window
        come_to_rest(top)
        walk(top, f"{name} {size}% {theme}", walked)


def every() -> Iterator[tuple[str, Callable[[Window, FakeActions], object]]]:
    """Each state of each screen, and each window beside the large one."""
    yield from places()
    yield from windows()


def main(arguments: Sequence[str]) -> int:
    """Walk them, and print; the exit status is 1 where anything falls short."""
    parser = argparse.ArgumentParser(prog="dev.py accessibility", description="Walks every widget of every screen.")
    parser.add_argument("names", nargs="*", help="parts of names of screens; all without")
    parser.add_argument("--size", type=int, action="append", help="text size in per cent; 100 and 200 without")
    parser.add_argument("--theme", default="light")
    asked = parser.parse_args(arguments)
    walked, seen = Walked(), 0
    for size in asked.size or (100, 200):
        for name, open_it in every():
            if not asked.names or any(part in name for part in asked.names):
                _walked_place(name, open_it, walked, size, asked.theme)
                seen += 1
    print(f"{seen} screens walked: " + ", ".join(f"{rule} {count}" for rule, count in walked.counts.items()))
    for screen, rule, widget, how in dict.fromkeys(walked.short):
        print(f"  {screen}: {rule}: {widget} {how}")
    print(f"What falls short: {len(set(walked.short)) or 'nothing'}")
    return 1 if walked.short else 0


if __name__ == "__main__":
    application = QApplication.instance() or QApplication([])
    sys.exit(main(sys.argv[1:]))
