"""A text sentence by sentence: what it was and what it would be, beside each other, with plain marks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from easyread.rewriting import Marked, Rewording
from easyread.source import BlockKind, Span
from ui.read_aloud import NOWHERE, Passage, ReadPlace
from ui.theme import SPACE, Theme
from ui.widgets.buttons import LineCard
from ui.widgets.layouts import Sides, column, flow_of
from ui.widgets.tall_column import Slot, TallColumn
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
        self.put(flow_of(self._state, self._warning))  # first: with large letters the rest may be out of view
        self.put(self._why)
        self.put(Sides(self._was, self._now))
        self.show_choice()

    @property
    def one(self) -> Rewording:
        """Its sentence."""
        return self._book.sentence(self.at)

    @property
    def new_words(self) -> str:
        """What stands beside the old words: the new ones, or the worker's own."""
        return new_words(self.at, self._book)

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


class SentenceList(TallColumn):
    """The whole text: sentences that stay are plain text, the others are cards."""

    here = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body")
        self.order: tuple[int, ...] = ()
        """The sentences that have a card."""
        self.at: int | None = None
        self._book: WritingBook | None = None
        self._theme: Theme | None = None
        self._plain: dict[str, tuple[str, str]] = {}
        self._read_at = NOWHERE
        self.setContentsMargins(0, 0, SPACE[1], 0)

    def show_book(self, book: WritingBook, theme: Theme) -> None:
        """Show a text for which nothing is chosen yet."""
        self.show_slots(())
        self._book, self._theme, self.at, self._plain = book, theme, None, {}
        self.order = book.to_show
        shown, kept, keys = set(book.to_show), "", list[Hashable]()

        def keep(words: str, style: str = "") -> None:
            if words:
                keys.append(f"plain {len(keys)}")
                self._plain[str(keys[-1])] = words, style

        for at, one in enumerate(book.rewrite.sentences):
            if at in shown or one.kind is BlockKind.HEADING:
                keep(kept)
                kept = ""
            if at in shown:
                keys.append(at)
            elif one.kind is BlockKind.HEADING:
                keep(one.before, "label")
            else:
                last = book.rewrite.sentences[at - 1] if at else None
                joint = " " if last is not None and last.block == one.block else "\n"
                kept = f"{kept}{joint if kept else ''}{'•  ' if one.kind is BlockKind.ITEM else ''}{one.before}"
        keep(kept)
        self.show_slots(Slot(key, SPACE[1] if at else 0) for at, key in enumerate(keys))

    # --- rows, made where they are in view

    def make(self, key: Hashable) -> QWidget:
        """A card, or words that stay."""
        if isinstance(key, int):
            return self._card(key)
        words, style = self._plain[str(key)]
        made = Text(words, style)
        if not style:
            made.setContentsMargins(SPACE[3], SPACE[0], SPACE[3], SPACE[0])
        return made

    def _card(self, at: int) -> SentenceCard:
        assert self._book is not None and self._theme is not None
        made = SentenceCard(at, self._book, self._theme)
        made.here.connect(self._come_to)
        made.moved.connect(lambda by: self.move_by(made.at, by))
        made.setChecked(at == self.at)
        made.mark_read(self._read_at)
        return made

    def guess(self, key: Hashable, width: int) -> int:
        """As many lines as so many letters need, with the room around them."""
        assert self._book is not None
        size = self.fontMetrics().height()
        across = max(8, width // max(1, size // 2))
        if not isinstance(key, int):
            return (1 + len(self._plain[str(key)][0]) // across) * size * 3 // 2
        one = self._book.sentence(key)
        return (4 + 2 * (len(one.before) + len(one.after)) // across) * size * 3 // 2

    def chosen_row(self) -> Hashable | None:
        """The sentence where the person is."""
        return self.at

    def stops(self, key: Hashable) -> Sequence[QWidget]:
        """The cards."""
        return (self.made[key],) if isinstance(key, int) else ()

    @property
    def cards(self) -> dict[int, SentenceCard]:
        """The cards that are in view or near it."""
        return {key: made for key, made in self.made.items() if isinstance(key, int) and isinstance(made, SentenceCard)}

    def card(self, at: int | None) -> SentenceCard | None:
        """The card of a sentence."""
        made = self.row(at) if at is not None else None
        return made if isinstance(made, SentenceCard) else None

    # --- going

    def _come_to(self, at: int) -> None:
        self.at = at
        for made in self.cards.values():
            made.setChecked(made.at == at)
        self.here.emit(at)

    def move_by(self, at: int, by: int) -> None:
        """Put the keyboard on the card so many further on."""
        self.go_to(self.order[max(0, min(len(self.order) - 1, self.order.index(at) + by))])

    def go_to(self, at: int) -> None:
        """Choose the card of that sentence, and put the keyboard on it."""
        made = self.card(at)
        if made is not None:
            self._come_to(at)
            made.setFocus(Qt.FocusReason.TabFocusReason)

    def show_choices(self) -> None:
        """Show what is chosen now."""
        for at in self.order:
            self.another(at)
        for made in self.cards.values():
            made.show_choice()

    def show_theme(self, theme: Theme) -> None:
        """The look is another one."""
        self._theme = theme
        for made in self.cards.values():
            made.theme = theme
            made.show_choice()

    # --- reading aloud

    def passages(self) -> tuple[Passage, ...]:
        """What there is to read aloud from the chosen sentence on."""
        book = self._book
        if book is None:
            return ()
        every = (at for at in self.order if self.at is None or at >= self.at)
        return tuple(each for at in every for each in passages_of(at, book))

    def mark_read(self, place: ReadPlace) -> None:
        """Mark what is being read aloud, and choose its sentence."""
        self._read_at = place
        about = place.key[0] if isinstance(place.key, tuple) else None
        if isinstance(about, int) and about != self.at:
            card = self.card(about)
            if card is not None:
                card.click()
        for made in self.cards.values():
            made.mark_read(place)


def new_words(at: int, book: WritingBook) -> str:
    """What stands beside the old words of a sentence: the new ones, or the worker's own."""
    chosen = book.chosen.get(at)
    return chosen.own if chosen is not None and chosen.how is How.OWN else book.sentence(at).after


def passages_of(at: int, book: WritingBook) -> tuple[Passage, ...]:
    """The old words of a sentence, then the new ones."""
    before, now = book.sentence(at).before, new_words(at, book)
    if now == before:
        return (Passage((at, WAS), before),)
    was = (Passage((at, LABEL), f"{Words.WAS}."), Passage((at, WAS), before))
    return (*was, Passage((at, LABEL), f"{Words.NOW}."), Passage((at, NOW), now))


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
