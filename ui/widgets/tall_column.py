"""A column of widgets under each other; only those near the view are made: a long letter opens as a short one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MARGIN = 0.35
"""How much of a view is made above and below it: scrolling shows no gap, and Tab always has something to go to."""
_ROUNDS = 6
"""Each round makes what has come into view and measures it; two do, but for rows much lower than they were guessed."""


@dataclass(frozen=True)
class Slot:
    """One row: pixels that are left free above it, beneath it, and at each side."""

    key: Hashable
    above: int = 0
    below: int = 0
    aside: int = 0


class TallColumn(QWidget):
    """Heights of rows that were never made are guessed. Once they are measured, what the person looks at stays put.

    Who inherits says how a row is made (`make`) and how tall it may be (`guess`).
    """

    def __init__(self) -> None:
        super().__init__()
        self.slots: list[Slot] = []
        self.made: dict[Hashable, QWidget] = {}
        self._at: dict[Hashable, int] = {}
        self._heights: dict[Hashable, int] = {}
        self._tops: list[int] = [0]
        self._area: QScrollArea | None = None
        self._laying = False
        self._wide = 0

    def be_in(self, area: QScrollArea) -> None:
        """The area that scrolls it."""
        self._area = area
        area.verticalScrollBar().valueChanged.connect(self._scrolled)
        area.viewport().installEventFilter(self)

    # --- what the list that inherits says

    def make(self, key: Hashable) -> QWidget:
        """The widget of a row, a child of this one."""
        raise NotImplementedError

    def guess(self, key: Hashable, width: int) -> int:
        """How tall a row may be at this width, in pixels."""
        raise NotImplementedError

    def let_go(self, key: Hashable, widget: QWidget) -> None:
        """The row is far from view, or there no more."""
        widget.deleteLater()

    def stops(self, key: Hashable) -> Sequence[QWidget]:
        """Where Tab stops in a row that was made."""
        return (self.made[key],)

    def chosen_row(self) -> Hashable | None:
        """The row where the person is: it is always made, and stays where it is in the view."""
        return None

    def placed(self) -> None:
        """All rows in view are where they belong."""

    # --- rows

    def show_slots(self, slots: Iterable[Slot]) -> None:
        """Show these rows. Those that were there before are kept as they are."""
        slots = list(slots)
        if slots == self.slots:
            return
        steady = self._steady()
        self.slots = slots
        self._at = {slot.key: at for at, slot in enumerate(slots)}
        for gone in [key for key in self.made if key not in self._at]:
            self._drop(gone)
            self._heights.pop(gone, None)
        self._chain()
        self._lay_out(steady)

    def row(self, key: Hashable) -> QWidget | None:
        """The widget of a row, which is made if it isn't yet; None where there is no such row."""
        if key in self._at and key not in self.made:
            self._make(key)
            self._chain()
            self._place(key)
        return self.made.get(key)

    def make_anew(self, key: Hashable) -> None:
        """A row has to be another widget."""
        if key in self.made:
            self._drop(key)
        self._heights.pop(key, None)

    def another(self, key: Hashable) -> None:
        """What a row says is another thing: it is as tall as before only if that is measured."""
        if key not in self.made:
            self._heights.pop(key, None)

    def top_of(self, key: Hashable) -> int:
        """Where a row begins, in pixels from the top of all."""
        return self._tops[self._at[key]]

    def end_of(self, key: Hashable) -> int:
        """Where a row ends."""
        return self.top_of(key) + self._height(self.slots[self._at[key]])

    def _make(self, key: Hashable) -> None:
        made = self.make(key)
        made.setParent(self)
        made.show()  # Qt would show it a moment later, and what isn't shown can't have the keyboard
        self.made[key] = made

    def _drop(self, key: Hashable) -> None:
        made = self.made.pop(key)
        holder = QApplication.focusWidget()
        if holder is not None and (holder is made or made.isAncestorOf(holder)):
            holder.clearFocus()  # else Qt gives the keyboard to whatever comes next
        made.hide()
        self.let_go(key, made)

    # --- where they are

    def _inside(self, slot: Slot) -> int:
        around = self.contentsMargins()
        return max(1, self.width() - around.left() - around.right() - 2 * slot.aside)

    def _height(self, slot: Slot) -> int:
        found = self._heights.get(slot.key)
        if found is None:
            found = self._heights[slot.key] = self.guess(slot.key, self._inside(slot))
        return found

    def _measure(self, keys: Iterable[Hashable]) -> None:
        for key in keys:
            made, wide = self.made[key], self._inside(self.slots[self._at[key]])
            tall = made.heightForWidth(wide) if made.hasHeightForWidth() else made.sizeHint().height()
            self._heights[key] = max(tall, made.minimumSizeHint().height() if not made.hasHeightForWidth() else 0)

    def _count(self) -> None:
        """Where each row begins, and how tall all is together."""
        steps = (slot.above + self._height(slot) + slot.below for slot in self.slots)
        ends = list(accumulate(steps, initial=0))
        self._tops = [end + slot.above for end, slot in zip(ends, self.slots, strict=False)] + ends[-1:]
        if self.minimumHeight() != ends[-1]:
            self.setMinimumHeight(ends[-1])
        view = self._area.viewport().height() if self._area is not None else 0
        if self.height() != max(ends[-1], view):
            self.resize(self.width(), max(ends[-1], view))

    def _place(self, key: Hashable) -> None:
        at = self._at[key]
        if at < len(self._tops) - 1:
            slot, left = self.slots[at], self.contentsMargins().left()
            self.made[key].setGeometry(left + slot.aside, self._tops[at], self._inside(slot), self._height(slot))

    def _view(self) -> tuple[int, int]:
        if self._area is None:
            return 0, self.height()
        return self._area.verticalScrollBar().value(), self._area.viewport().height()

    def _wanted(self) -> list[Hashable]:
        """The rows in view, and some before and after them; and the chosen one with its neighbours."""
        top, tall = self._view()
        first = max(0, bisect_right(self._tops, top - _MARGIN * tall) - 2)
        last = min(len(self.slots), bisect_left(self._tops, top + (1 + _MARGIN) * tall) + 1)
        found = dict.fromkeys(range(first, last))
        for key in {self.chosen_row(), self._with_keyboard()} & set(self._at):
            found.update(dict.fromkeys(range(max(0, self._at[key] - 1), min(len(self.slots), self._at[key] + 2))))
        return [self.slots[at].key for at in found]

    def _with_keyboard(self) -> Hashable | None:
        holder = QApplication.focusWidget()
        if holder is None or not self.isAncestorOf(holder):
            return None
        return next((key for key, made in self.made.items() if made is holder or made.isAncestorOf(holder)), None)

    # --- laying out

    def _steady(self) -> tuple[Hashable, int] | None:
        """What stays put, and how far from the top of the view: the chosen row if in view, else the first there."""
        top, tall = self._view()
        if len(self._tops) != len(self.slots) + 1 or not self.slots:
            return None
        chosen = self.chosen_row()
        if chosen in self._at and top - 1 < self.top_of(chosen) < top + tall:
            return chosen, self.top_of(chosen) - top
        at = min(len(self.slots) - 1, max(0, bisect_left(self._tops, top)))
        return self.slots[at].key, self._tops[at] - top

    def lay_out(self) -> None:
        """Make what is in view, let go of what is far from it, and put all where it belongs."""
        self._lay_out(self._steady())

    def _lay_out(self, steady: tuple[Hashable, int] | None) -> None:
        if self._laying or self._area is None or not self.isVisible():
            return
        self._laying = True
        try:
            for _ in range(_ROUNDS):
                if not self._round(steady):
                    break
            self._tidy()
            for key in self.made:
                self._place(key)
            self.placed()
        finally:
            self._laying = False

    def _round(self, steady: tuple[Hashable, int] | None) -> bool:
        """One round; whether anything was not as tall as it was taken for."""
        wide = self.width()
        if wide != self._wide:
            self._wide = wide
            self._heights.clear()
        self._measure(self.made)
        self._count()
        if steady is not None and steady[0] in self._at and self._area is not None and steady[1] < self._view()[1]:
            top = self.top_of(steady[0]) - steady[1]
            if self._view()[0] or top > 0:
                self._area.verticalScrollBar().setValue(top)
        before = dict(self._heights)
        new = [key for key in self._wanted() if key not in self.made]
        for key in new:
            self._make(key)
        if new:
            self._chain()
        self._measure(new)
        return self.width() != wide or any(before.get(key) != self._heights[key] for key in new)

    def _tidy(self) -> None:
        """Let go of the rows that are further than a view away."""
        top, tall = self._view()
        near = set(self._wanted())
        for key in list(self.made):
            far = self.end_of(key) < top - tall or self.top_of(key) > top + 2 * tall
            if far and key not in near:
                self._drop(key)

    def _chain(self) -> None:
        """Tab goes from row to row as they are seen, before whatever comes after the list."""
        rows = sorted(self.made, key=self._at.__getitem__)
        every = [each for key in rows for each in self.stops(key)]
        for one, following in pairwise([self, *every]):
            if one.nextInFocusChain() is not following:
                QWidget.setTabOrder(one, following)

    # --- when

    def _scrolled(self, _: int) -> None:
        self._lay_out(None if self._laying else self._steady())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Words wrap at another place: nothing is as tall as it was."""
        super().resizeEvent(event)
        self.lay_out()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Only what is shown can be measured."""
        super().showEvent(event)
        self.lay_out()

    def event(self, event: QEvent) -> bool:
        """A row says that it wants to be taller or lower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.lay_out()
        elif event.type() == QEvent.Type.StyleChange:
            self._heights.clear()
        return super().event(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """A taller view shows more."""
        if event.type() == QEvent.Type.Resize:
            self.lay_out()
        return False
