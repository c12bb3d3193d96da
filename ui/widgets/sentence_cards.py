"""A text sentence by sentence: what it was and what it would be, beside each other, with plain marks."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from easyread.rewriting import Marked, Rewording
from easyread.source import BlockKind, Span
from ui.read_aloud import Passage, ReadPlace
from ui.theme import SPACE, Theme
from ui.widgets.buttons import LineCard
from ui.widgets.layouts import Sides, clear, column, flow_of
from ui.widgets.text import Text, chip, read_mark
from ui.words_writing import Writing as Words
from ui.writing_book import How, WritingBook

WAS, NOW, LABEL = "was", "now", "label"
_MOST_MARKED = 0.6
"""Share of the new words from which on they are not marked: all of it is new then."""


class Side(QFrame):
    """The words before or after, with a bar at their left and a word that says which they are."""

    def __init__(self, which: str, label: str) -> None:
        super().__init__()
        self.setObjectName(which)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inside = column(self, gap=0)
        inside.setContentsMargins(SPACE[2], 0, 0, 0)
        self.label = Text(label, "label")
        inside.addWidget(self.label)
        self.text = Text()
        inside.addWidget(self.text)
        inside.addStretch()


class SentenceCard(LineCard):
    """One sentence with other words for it. Choosing it, by mouse or keyboard, makes it the one that keys act on."""

    def __init__(self, at: int, book: WritingBook, theme: Theme) -> None:
        super().__init__(at)
        self.at, self._book, self.theme = at, book, theme
        self._was, self._now = Side(WAS, Words.WAS), Side(NOW, Words.NOW)
        self._state, self._why = chip(""), Text("", "small")
        self._warning = chip(Words.CHECK, "chipWarn")
        self.put(Sides(self._was, self._now))
        self.put(flow_of(self._state, self._warning))
        self.put(self._why)
        self.show_choice()

    @property
    def one(self) -> Rewording:
        """Its sentence."""
        return self._book.sentence(self.at)

    @property
    def new_words(self) -> str:
        """What stands beside the old words: the new ones, or the worker's own."""
        chosen = self._book.chosen.get(self.at)
        return chosen.own if chosen is not None and chosen.how is How.OWN else self.one.after

    def show_choice(self) -> None:
        """Show what was chosen for it."""
        chosen = self._book.chosen.get(self.at)
        how = chosen.how if chosen is not None else None
        states = {None: Words.UNDECIDED, How.NEW: Words.TAKEN, How.OLD: Words.KEPT, How.OWN: Words.OWN}
        state = states[how] if how is not None or self.one.changed else Words.SAME
        why = chosen.remark if chosen is not None and how is How.OWN else self._reason()
        warns = bool(why) and (how is How.OWN or not self.one.safe or bool(self.one.remark)) and how is not How.OLD
        self._state.setText(state)
        _dress(self._state, "chipGood" if how is not None else "chip")
        self._warning.setVisible(warns)
        both = self.one.changed or how is How.OWN
        self._now.setVisible(both)
        self._was.label.setVisible(both)
        self._why.say(why)
        self._why.setVisible(bool(why))
        self._show_words()
        self.setAccessibleName(Words.spoken(self.one.before, self.new_words, state, why))

    def _reason(self) -> str:
        return " ".join(dict.fromkeys(each for each in (self.one.why, self.one.remark) if each))

    def _show_words(self) -> None:
        self._was.text.say(self.one.before)
        own = self.new_words != self.one.after
        marks = () if own else self.one.changes
        self._now.text.say_marked(marked(self.new_words, marks, self.theme), self.new_words)

    def mark_read(self, place: ReadPlace) -> bool:
        """Mark what is being read aloud, if it is of this sentence; says whether it is."""
        self._show_words()
        if not isinstance(place.key, tuple) or place.key[0] != self.at:
            return False
        for side, which, words in ((self._was, WAS, self.one.before), (self._now, NOW, self.new_words)):
            if place.key[1] == which:
                side.text.say_marked(read_mark(words, place, self.theme).replace("\n", "<br>"), words)
        return True

    def passages(self) -> tuple[Passage, ...]:
        """The old words, then the new ones."""
        was = (Passage((self.at, LABEL), f"{Words.WAS}."), Passage((self.at, WAS), self.one.before))
        if self.new_words == self.one.before:
            return (Passage((self.at, WAS), self.one.before),)
        return (*was, Passage((self.at, LABEL), f"{Words.NOW}."), Passage((self.at, NOW), self.new_words))


class SentenceList(QWidget):
    """The whole text: sentences that stay are plain text, the others are cards."""

    here = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self.cards: dict[int, SentenceCard] = {}
        self.rows = column(self, gap=SPACE[1])
        self.rows.setContentsMargins(0, 0, SPACE[1], 0)
        self.rows.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_book(self, book: WritingBook, theme: Theme) -> None:
        """Show a text for which nothing is chosen yet."""
        clear(self.rows)
        self.cards = {}
        shown, kept = set(book.to_show), ""
        for at, one in enumerate(book.rewrite.sentences):
            if at in shown:
                kept = self._put_plain(kept)
                self._put_card(SentenceCard(at, book, theme))
            elif one.kind is BlockKind.HEADING:
                kept = self._put_plain(kept)
                self.rows.addWidget(Text(one.before, "label"))
            else:
                last = book.rewrite.sentences[at - 1] if at else None
                joint = " " if last is not None and last.block == one.block else "\n"
                kept = f"{kept}{joint if kept else ''}{'•  ' if one.kind is BlockKind.ITEM else ''}{one.before}"
        self._put_plain(kept)

    def _put_plain(self, words: str) -> str:
        if words:
            made = Text(words)
            made.setContentsMargins(SPACE[3], SPACE[0], SPACE[3], SPACE[0])
            self.rows.addWidget(made)
        return ""

    def _put_card(self, made: SentenceCard) -> None:
        made.here.connect(self._come_to)
        made.moved.connect(lambda by: self.move_by(made.at, by))
        self.cards[made.at] = made
        self.rows.addWidget(made)

    def _come_to(self, at: int) -> None:
        for made in self.cards.values():
            made.setChecked(made.at == at)
        self.here.emit(at)

    def move_by(self, at: int, by: int) -> None:
        """Put the keyboard on the card so many further on."""
        order = list(self.cards)
        self.go_to(order[max(0, min(len(order) - 1, order.index(at) + by))])

    def go_to(self, at: int) -> None:
        """Choose the card of that sentence, and put the keyboard on it."""
        self._come_to(at)
        self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)

    def show_choices(self) -> None:
        """Show what is chosen now."""
        for made in self.cards.values():
            made.show_choice()


def marked(words: str, changes: tuple[Marked, ...], theme: Theme) -> str:
    """Markup of new words in which those that differ are on the marking colour; not where most of it differs."""
    spans = [change.after for change in changes if change.after.of(words).strip()]
    if sum(span.end - span.start for span in spans) > _MOST_MARKED * max(1, len(words)):
        spans = []
    html, at = "", 0
    for span in sorted(spans, key=lambda each: each.start):
        if span.start < at:
            continue
        span = _trimmed(span, words)
        style = f"background-color:{theme.mark};color:{theme.on_mark}"
        html += f'{escape(words[at : span.start])}<span style="{style}">{escape(span.of(words))}</span>'
        at = span.end
    return (html + escape(words[at:])).replace("\n", "<br>")


def _trimmed(span: Span, words: str) -> Span:
    text = span.of(words)
    return Span(span.start + len(text) - len(text.lstrip()), span.end - len(text) + len(text.rstrip()))


def _dress(label: QWidget, style: str) -> None:
    if label.objectName() != style:
        label.setObjectName(style)
        label.style().unpolish(label)
        label.style().polish(label)
