"""The draft of the practice visit as a kind of note would have it, to look at while that is being changed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scribe.document_text import Block, BlockKind
from ui.theme import SPACE
from ui.widgets.layouts import clear, column, scrolling
from ui.widgets.text import Text
from ui.words_templates import Templates as Words

_STYLES = {BlockKind.TITLE: "heading", BlockKind.HEADING: "label", BlockKind.DETAIL: "muted"}


class DraftPreview(QWidget):
    """The blocks of a draft, and above them whether they are up to date."""

    def __init__(self) -> None:
        super().__init__()
        self.state = Text("", "muted")
        self._inside = QWidget()
        self._inside.setObjectName("body")
        self._blocks = column(self._inside, gap=SPACE[1])
        self.area = scrolling(self._inside, Words.PREVIEW)
        outer = column(self, gap=SPACE[1])
        outer.addWidget(Text(Words.PREVIEW, "heading"))
        outer.addWidget(self.state)
        outer.addWidget(self.area, 1)
        self._texts: list[Text] = []
        self._headings: list[Text] = []
        self._at = 0
        # The range changes once what is new has been laid out.
        self.area.verticalScrollBar().rangeChanged.connect(lambda *_: self.go_to(self._at))

    @property
    def shown(self) -> str:
        """All that is shown of the draft."""
        return "\n".join(text.accessibleName() for text in self._texts)

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Put these in the place of what was shown."""
        clear(self._blocks)
        self._texts, self._headings = [], []
        for block in blocks:
            text = Text(("• " if block.kind is BlockKind.ITEM else "") + block.text, _STYLES.get(block.kind, ""))
            self._blocks.addWidget(text)
            self._texts.append(text)
            if block.kind is BlockKind.HEADING:
                self._headings.append(text)
        self._blocks.addStretch(1)
        self.state.say(Words.SHOWN)

    def go_to(self, heading: int) -> None:
        """Bring a heading into view, counted from 0, and keep it there when what is shown is laid out anew."""
        self._at = heading
        if 0 <= heading < len(self._headings):
            self.area.ensureWidgetVisible(self._headings[heading], 0, self.area.height() // 3)
