"""Before there is sound: which microphone, sound files that are there already, or the worker's own account."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.desk import Desk
from ui.folders import usual_folder
from ui.widgets.bring_in import DropArea, FileOrder
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import Sides, card, column, flow_of
from ui.widgets.microphone import MicrophoneChoice
from ui.widgets.text import Text
from ui.words import Account, Files


class ReadyPart(QWidget):
    """`bring_in` comes with the files; one file comes at once, several when their order is settled."""

    bring_in = Signal(object)
    refused = Signal()
    dictate = Signal()
    order_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.microphone = MicrophoneChoice(desk)
        self.choose_button = button(Files.IMPORT, self.choose, keys="Ctrl+O")
        self.drop = DropArea(self.choose_button)
        self.order = FileOrder()
        self.account, within = card()
        self.dictate_button = button(Account.DICTATE, self.dictate.emit, keys="D")
        within.addWidget(flow_of(self.dictate_button))
        within.addWidget(Text(Account.CARD))
        other = QWidget()
        beside = column(other)
        for part in (self.drop, self.account):
            beside.addWidget(part)
        beside.addStretch()
        self.drop.dropped.connect(self.take)
        self.drop.refused.connect(self.refused)
        self.order.changed.connect(self._order_changed)
        inside = column(self)
        inside.addWidget(self.order)
        self.sides = Sides(self.microphone, other)
        inside.addWidget(self.sides)
        self._other = other

    def offer(self, *, visit: bool, files: bool, account: bool) -> None:
        """What can be done: record the visit (or the account), bring files in, go over to the account."""
        self.microphone.setVisible(visit and not self.order.files)
        self.drop.setVisible(files)
        self.account.setVisible(account)
        self._other.setVisible(files or account)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files whose order is being settled."""
        return tuple(self.order.files)

    def choose(self) -> None:
        """The system's own chooser, for one file or several."""
        chosen, _ = QFileDialog.getOpenFileNames(self, Files.IMPORT, usual_folder(), Files.FILTER)
        if chosen:
            self.take([Path(name) for name in chosen])

    def take(self, paths: list[Path]) -> None:
        """One file needs no order."""
        if len(paths) == 1 and not self.order.files:
            self.bring_in.emit(tuple(paths))
        else:
            self.order.add(paths)

    def _order_changed(self) -> None:
        self.microphone.stop_trying()
        rename(self.choose_button, Files.MORE if self.order.files else Files.IMPORT)
        self.order_changed.emit()
