"""Measures what the editor of an Easy Read keeps waiting at 20, 106 and 800 lines: opening, each act, and each key.

Run: python -m tests.benchmarks easyread_window. Milliseconds of this process, the quickest of a few rounds, until all
is laid out; beside them how many times as long a letter of 800 lines takes as one of 20. The machine decides about the
first, the screen about the second. The documents are in memory: what the vault adds does not depend on the screen.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

LENGTHS = (20, 106, 800)
"""Lines: a notice, the letter of two pages, and the longest report that anybody would bring."""
ROUNDS = 3
Row = dict[str, float]


def rows(lines: int) -> Iterator[tuple[str, float]]:
    """Each thing that a person does, and the milliseconds that it took, over all rounds."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.__main__ import build, make_application
    from ui.desk import Go, Place
    from ui.screens.easy_read import EasyReadScreen
    from ui.theme import Look
    from ui.widgets.easy_editor import EasyEditor

    application = QApplication.instance() or make_application(Look())
    fakes: Any = import_module("tests.ui.fakes")
    fake, session = fakes.full_house(), fakes.FakeSession()
    made = build(fake, session.settings, lambda: session, lambda: session)
    made.window.resize(1366, 768)
    made.show("visits")
    document = fake.put_easy(import_module("tests.ui.fake_easy").long_page(lines))

    def took(act: Callable[[], object]) -> float:
        gc.collect()
        started = time.process_time()
        act()
        for _ in range(6):
            application.processEvents()
        return (time.process_time() - started) * 1000

    def key(editor: EasyEditor) -> None:
        QTest.keyClicks(editor.box, "a")
        editor.typed.emit(editor.words)  # at once, rather than after the pause

    took(made.window.activateWindow)
    for _ in range(ROUNDS):
        made.window.go_to(Place(Go.PAPERS))
        yield "open", took(lambda: made.window.go_to(Place(Go.EASY_READ, document.visit, document=document.id)))
        screen = made.window.screen_shown
        assert isinstance(screen, EasyReadScreen)
        middle = screen.line_ids[lines // 2 + 1]
        yield "go to a line", took(lambda: screen.lines.go_to(middle))  # noqa: B023
        yield "next line", took(lambda: screen.lines.go_to(screen.line_ids[lines // 2 + 2]))  # noqa: B023
        yield "begin to change", took(screen.begin_edit)
        yield "a key, rules again", took(lambda: key(screen.lines.editor))  # noqa: B023
        yield "keep the words", took(screen.lines.editor.ask_keep)
        yield "take out", took(screen.acts.take_out)
        yield "undo", took(screen.acts.undo)
        yield "move", took(lambda: screen.acts.move(-1))  # noqa: B023
        yield "report", took(screen.show_report)
        screen.show_letter()
        for _ in range(2):
            screen.acts.undo()
    made.close()
    session.close()


def measured(lines: int) -> Row:
    """The quickest of each."""
    found: Row = {}
    for name, took in rows(lines):
        found[name] = min(took, found.get(name, took))
    return found


def run(argv: Sequence[str] = ()) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks easyread_window", description=__doc__)
    parser.parse_args(list(argv))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    table = [measured(lines) for lines in LENGTHS]
    print(f"{'milliseconds at':20}" + "".join(f"{lines:>8}" for lines in LENGTHS) + "  lines   800 to 20")
    for name in table[0]:
        each = [row[name] for row in table]
        print(f"{name:20}" + "".join(f"{one:8.0f}" for one in each) + f"{each[-1] / max(each[0], 0.5):19.1f}")
    return 0


if __name__ == "__main__":
    run(sys.argv[1:])
