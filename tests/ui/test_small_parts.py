"""The bridge from jobs, the errors, the words, and how the window starts."""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from easyread.refusals import DocumentRefused
from models import errors as model_errors
from models.progress import Cancelled, Progress
from models.transcriber import HEARD
from scribe import errors as visit_errors
from scribe.erasing import MustBeRecorded, StillRecording
from scribe.jobs import Job, JobContext, Jobs
from scribe.jottings import JottingRefused
from scribe.lifecycle import Held, OnRecord
from scribe.vault import RecordKept, VisitHidden
from scribe.voices import VOICES
from tests.ui.fakes import FakeSession, full_house
from ui import words
from ui.__main__ import build
from ui.errors import explain, explained
from ui.job_bridge import JobBridge
from ui.screens import passphrase
from ui.screens.approve import exact_text
from ui.screens.passphrase import PassphraseDialog
from ui.widgets.working import Working
from ui.words import Common

ROOT = Path(__file__).parents[2]
NO_SENTENCES = ("main_window", "small_window", "captions_window", "recording_watch", "jotting_book", "own_turns")
ENDINGS = ("succeeded", "failed", "cancelled")


class Told(QObject):
    """Notes what a bridge told, and in which thread."""

    def __init__(self, bridge: JobBridge) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.threads: set[int] = set()
        for name in ("progressed", *ENDINGS):
            getattr(bridge, name).connect(lambda *_, name=name: self._note(name))

    def _note(self, name: str) -> None:
        self.heard.append(name)
        self.threads.add(threading.get_ident())


def failing(_: JobContext) -> None:
    """Work that fails."""
    raise visit_errors.DiskFull


def telling(context: JobContext) -> str:
    """Work that tells how far it is."""
    context.progress(Progress(1, 2, "half"))
    return "done"


def stopped(context: JobContext) -> None:
    """Work that goes on until it is asked to stop."""
    while not context.cancel.asked:
        threading.Event().wait(0.005)
    context.cancel.raise_if_asked()


@pytest.mark.parametrize(("work", "ending"), [(telling, "succeeded"), (failing, "failed"), (stopped, "cancelled")])
def test_bridge_tells_exactly_one_ending_in_its_own_thread(
    qtbot: QtBot, work: Callable[[JobContext], Any], ending: str
) -> None:
    """However a job ends, one ending is told, once, after all progress, in the window's thread."""
    jobs = Jobs()
    bridge = JobBridge()
    told = Told(bridge)
    with qtbot.waitSignal(bridge.ended):
        bridge.start(jobs, Job("test", "test", work, lambda _: None))
        if ending == "cancelled":
            bridge.cancel()
    bridge.cancel()
    jobs.close()
    assert [name for name in told.heard if name in ENDINGS] == [ending]
    assert told.heard[-1] == ending
    assert told.threads == {threading.get_ident()}


class Careless:
    """Jobs that tell several endings, as they never should."""

    def submit(self, job: Any, **told: Any) -> Any:
        """Tell all of them."""
        told["on_success"](1)
        told["on_failure"](ValueError())
        told["on_cancel"]()
        told["on_progress"](Progress(1, 1, ""))
        return None


def test_bridge_ignores_whatever_comes_after_the_ending(qtbot: QtBot) -> None:
    """Even if it is told several endings, only the first is passed on."""
    bridge = JobBridge()
    told = Told(bridge)
    with qtbot.waitSignal(bridge.ended):
        bridge.start(Careless(), None)
    qtbot.wait(1)
    assert told.heard == ["succeeded"]


def error_classes() -> list[type[BaseException]]:
    """Every error of the two packages that the window can be given."""
    found: list[type[BaseException]] = []
    for module in (visit_errors, model_errors):
        found += [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, Exception)]
    return [
        *found,
        Held,
        OnRecord,
        MustBeRecorded,
        StillRecording,
        JottingRefused,
        VisitHidden,
        RecordKept,
        DocumentRefused,
    ]


@pytest.mark.parametrize("kind", error_classes(), ids=lambda kind: kind.__name__)
def test_each_error_has_sentences_of_its_own(kind: type[BaseException]) -> None:
    """Every error class says what happened, what is safe and what to do, in sentences written for it."""
    assert explained(kind)
    told = explain(kind())
    assert all(part.endswith(".") for part in (told.what, told.safe, told.next))


def test_an_error_with_its_own_sentence_keeps_it() -> None:
    """Where an error says more precisely what happened, that is what is told; a stranger gets the general words."""
    assert explain(visit_errors.FileRefused("This is a text file.")).what == "This is a text file."
    assert explain(ValueError("secret of a visit")).what == words.Errors.UNEXPECTED[0]


class Special(visit_errors.MoveNotAllowed):
    """A class that the window has no sentences for."""

    sentence = "A court has asked for this visit."


def test_a_class_without_sentences_here_tells_its_own() -> None:
    """What happened is in the words of the error's own class; the rest is of the nearest class explained here."""
    told = explain(Special())
    assert (told.what, told.safe) == (Special.sentence, words.Errors.MOVE_NOT_ALLOWED[1])


def sentences() -> list[str]:
    """Every string of ui/words.py but its docstrings."""
    tree = ast.parse((ROOT / "ui" / "words.py").read_text(encoding="utf-8"))
    docs = {
        ast.get_docstring(n, clean=False)
        for n in ast.walk(tree)
        if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [s for s in strings if s not in docs]


def test_people_read_statement_and_never_claim() -> None:
    """The window says 'statement'; it uses no word of the code, and no long sentence."""
    for sentence in sentences():
        assert not re.search(r"\bclaims?\b|\bLLM\b|\bhash\b|\bSHA\b", sentence, re.IGNORECASE), sentence
        for part in re.split(r"[.?!:;]\s", sentence):
            assert len(part.split()) <= 22, part


def test_every_sentence_is_in_words() -> None:
    """Screens and widgets hold no sentence of their own: a string with a space in it is a style, never words."""
    for file in [
        *(ROOT / "ui" / "screens").glob("*.py"),
        *(ROOT / "ui" / "widgets").glob("*.py"),
        *(ROOT / "ui" / f"{name}.py" for name in NO_SENTENCES),
    ]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                assert not re.search(r"[A-Z][a-z]+ [a-z]+ [a-z]+", node.value), (file.name, node.value)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (4, "A few seconds left"),
        (42, "About 40 seconds left"),
        (65, "About 1 minute left"),
        (400, "About 7 minutes left"),
    ],
)
def test_time_left_is_rounded_to_what_can_be_known(seconds: float, said: str) -> None:
    """Seconds in tens, then minutes."""
    assert words.Working.left(seconds) == said


def test_what_is_listened_for_is_said() -> None:
    """Words and voices are listened to one after the other, and a person is told which."""
    assert words.Working.of_label(60, 120, HEARD) == "1:00 of 2:00 of sound"
    assert words.Working.of_label(60, 120, VOICES) == "Telling the voices apart: 1:00 of 2:00 of sound"


def test_working_guesses_only_after_a_while(qtbot: QtBot) -> None:
    """No time left is shown in the first seconds; after that it follows from how far the work is."""
    now = [100.0]
    working = Working(now=lambda: now[0])
    qtbot.addWidget(working)
    bridge = JobBridge()
    working.follow("Test", bridge)
    now[0] += 1
    working._show(Progress(1, 10, "Minute 1"))
    assert working._label.accessibleName() == "Minute 1"
    now[0] += 59
    working._show(Progress(1, 2, "Minute 5"))
    assert working._label.accessibleName() == "Minute 5. About 1 minute left"


START = """
import sys, time
from tests.ui.fakes import FakeSession, full_house
from ui.__main__ import build
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
session = FakeSession()
whole = build(full_house(), session.settings, lambda: session, lambda: session)
whole.show("visits")
QTimer.singleShot(0, QApplication.instance().exit)
QApplication.exec()
print(round(time.process_time(), 3))
bad = {"numpy", "av", "soxr", "faster_whisper", "ctranslate2", "llama_cpp", "onnxruntime", "torch"}
print(sorted(bad & {name.split(".")[0] for name in sys.modules}))
print(whole.window.isVisible())
whole.close()
"""


def test_window_is_up_quickly_and_loads_no_machine_learning() -> None:
    """Shown within 1.5 s of a processor, busy or not, and no numpy, decoder or model library is in the process."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    seconds, loaded, visible = done.stdout.split("\n")[:3]
    assert loaded == "[]"
    assert visible == "True"
    assert float(seconds) < 1.5


def test_qt_keeps_count_of_none() -> None:
    """Calling Qt often leaves the count of None alone: PySide6 6.12.0 takes one away at each call on Python 3.11."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(300):
        thing.setObjectName("x")
    assert sys.version_info >= (3, 12) or abs(sys.getrefcount(None) - before) < 100


def test_enter_in_the_passphrase_opens_and_never_cancels(qtbot: QtBot) -> None:
    """Enter in the field accepts what was typed: the button beside it must not take the key."""
    dialog = PassphraseDialog(new=False)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.first, "correct horse battery")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.first, Qt.Key.Key_Return)
    assert dialog.passphrase() == "correct horse battery"


def test_passphrase_is_asked_for_from_another_thread(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lane's thread gets what was typed in the window's thread; after closing, nobody waits for an answer."""
    asked_in = []

    def answer(new: bool, over: object) -> str:
        asked_in.append(threading.current_thread())
        return "correct horse battery"

    monkeypatch.setattr(passphrase, "ask_passphrase", answer)
    asker = passphrase.Asker()
    got: list[str] = []
    thread = threading.Thread(target=lambda: got.append(asker.ask(False)))
    thread.start()
    qtbot.waitUntil(lambda: got == ["correct horse battery"])
    thread.join()
    assert asked_in == [threading.main_thread()]
    asker.close()
    with pytest.raises(Cancelled):
        asker.ask(False)


def test_not_giving_the_passphrase_is_no_error(qtbot: QtBot) -> None:
    """The opening screen then only offers to try again."""

    def refuse() -> FakeSession:
        raise Cancelled

    made = build(full_house(), FakeSession().settings, refuse, refuse)
    qtbot.addWidget(made.window)
    made.show("visits")
    qtbot.waitUntil(lambda: made.opening.main.text() == Common.TRY_AGAIN)
    assert made.opening.notice.words == ""
    made.close()


def test_every_reason_for_leaving_something_out_is_put_plainly() -> None:
    """Each reason that drafting or review gives has words of its own for the person who reads the list."""
    from scribe.notes.omissions import REASONS
    from scribe.review_parts import REMOVED_BY_WORKER, YOURS
    from ui.words import Review

    assert {*REASONS, REMOVED_BY_WORKER, YOURS} == set(Review.LEFT_OUT_BECAUSE)


def test_nothing_is_copied_out_of_a_text_that_nobody_has_approved(qtbot: QtBot) -> None:
    """Not by key, not by the mouse and not by a menu; what was on the clipboard is still there. It can be selected."""
    field = exact_text("Case note\n\nHealth\nShe fell.", 150)
    qtbot.addWidget(field)
    field.show()
    clipboard = QApplication.clipboard()
    clipboard.setText("what was there")
    for keys in (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut):
        QTest.keySequence(field, QKeySequence(keys))
    assert "She fell." in field.textCursor().selectedText().replace("\u2029", "\n")
    assert clipboard.text() == "what was there"
    assert field.createMimeDataFromSelection().formats() == []
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, field.rect().center(), field.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(field.viewport(), menu)
    assert QApplication.activePopupWidget() is None
