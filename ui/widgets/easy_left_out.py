"""What is in the letter and not in the Easy Read, and why; each can be put back."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.widgets.buttons import button
from ui.widgets.layouts import flow_of
from ui.widgets.left_out_list import LeftOutList
from ui.words_easy_read import Easy as Words


class LeftOutPane(LeftOutList):
    """The list; the chosen one can be put back."""

    bring_back = Signal(int)

    def __init__(self) -> None:
        self.back_button = button(Words.BRING_BACK, lambda: self.bring_back.emit(self.index))
        super().__init__(Words, flow_of(self.back_button))
