"""The keys of the transcript screen, and its menu: what each does, and when it can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.own_turns import is_own
from ui.screens.transcript_menu import Entry
from ui.words_transcript import More, OffRecord
from ui.words_transcript import Undo as UndoWords

if TYPE_CHECKING:
    from ui.screens.transcript_mending import Mending

Act = Callable[[], object]


def plain_keys(mending: Mending) -> dict[str, Act]:
    """Keys without Ctrl, which work while nothing is being typed; the digits come on top of them."""
    then = mending.then
    return {
        "P": mending.hear,
        "Space": mending.hear_on,
        "L": mending.loop,
        "E": mending.edit,
        "Enter": mending.edit,
        "N": lambda: then(mending.checking.go_on),
        "Shift+N": lambda: then(mending.checking.go_back),
        "R": lambda: then(mending.checking.accept),
        "O": lambda: then(mending.checking.take),
        "H": mending.put_back_heard,
        "S": lambda: then(mending.editing.split),
        "M": lambda: then(mending.editing.merge),
        "A": mending.who.whole_voice.click,
        "V": mending.naming.hear_next,
        "X": mending.off_record,
        "K": mending.know_words,
        "Esc": mending.leave,
    }


def window_keys(mending: Mending) -> dict[str, Act]:
    """Keys that work wherever the keyboard is, also while something is typed."""
    then = mending.then
    return {
        "Ctrl+S": mending.editing.finish,
        "Ctrl+E": mending.edit,
        "Ctrl+F": mending.find,
        "Ctrl+H": mending.replace,
        "F3": lambda: mending.searching.step(1),
        "Shift+F3": lambda: mending.searching.step(-1),
        "F8": lambda: then(mending.checking.go_on),
        "Shift+F8": lambda: then(mending.checking.go_back),
        "Ctrl+Z": mending.undo,
        "Ctrl+Y": mending.redo,
        "Ctrl+Shift+Z": mending.redo,
        "F10": mending.open_menu,
    }


def menu_groups(mending: Mending) -> tuple[tuple[Entry, ...], ...]:
    """What the menu offers, in groups."""
    book, then = mending.book, mending.then

    def sound() -> bool:
        return mending.list.current() is not None and book.said.seconds > 0

    def seconds() -> bool:
        return book.said.seconds > 0

    def spoken() -> bool:
        row = mending.list.current()
        return row is not None and not is_own(row.turn)

    def redo_words() -> str:
        kind = book.redoable()
        return UndoWords.redo(kind) if kind is not None else UndoWords.REDO

    def off_words() -> str:
        return OffRecord.BACK if mending.leaving_out.all_marked() else OffRecord.MARK

    silence = Entry(OffRecord.SILENCE, mending.ask_to_silence, "", book.may_silence)
    return (
        (
            Entry(More.FIND, mending.replace, "Ctrl+F, Ctrl+H"),
            Entry(redo_words, mending.redo, "Ctrl+Y", lambda: book.redoable() is not None),
        ),
        (
            Entry(More.SPLIT, lambda: then(mending.editing.split), "S", spoken),
            Entry(More.MERGE, lambda: then(mending.editing.merge), "M", spoken),
            Entry(More.HEARD, mending.put_back_heard, "H", lambda: mending.editing.heard_word() is not None),
        ),
        (
            Entry(off_words, mending.off_record, "X", sound),
            Entry(OffRecord.TIMES, mending.off_times, "", seconds),
            silence,
        ),
        (Entry(More.READ, mending.read_aloud, "Ctrl+R"), Entry(More.FOCUS, mending.line_focus, "Ctrl+Shift+L")),
        (
            Entry(More.ON, mending.hear_on, "Space", sound),
            Entry(More.LOOP, mending.loop, "L", sound),
            Entry(More.KNOWN, mending.know_words, "K"),
            Entry(More.WORDS_AGAIN, mending.ask_for_words_again, "", seconds),
            Entry(More.AGAIN, mending.ask_how_many, "", lambda: seconds() and book.can_find_voices()),
        ),
    )
