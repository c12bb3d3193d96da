"""The letter scenario with nothing faked but the loudspeaker: a scanned charging letter of two pages is opened by the
window, rewritten, checked by listening and by keyboard alone, approved and saved.

Times are those of the product: 15 s to open the scan, 20 s to rewrite it. A slow or busy machine has as much longer as
a fixed piece of work takes longer on it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from models.offline import go_offline
from scribe import actions
from scribe.keys import MemoryHolder
from scribe.session import Session
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.visit import ClaimId, DocumentStage
from tests.app.car import CONTROL, KEY, Worker
from tests.app.pace import crowding, slowness
from tests.app.test_actions import Engines
from tests.ui.fake_reviewing import Unhurried
from ui.__main__ import build
from ui.desk import Go, Place
from ui.read_aloud import ReadPlace
from ui.screens.approve import ApproveScreen
from ui.screens.easy_read import EasyReadScreen
from ui.screens.easy_read_papers import PapersScreen
from ui.screens.easy_read_start import EasyStartScreen
from ui.screens.export import ExportScreen
from ui.widgets.easy_letter import SOURCE_KEY
from ui.words_easy_read import Easy

pytestmark = pytest.mark.long
pytest.importorskip("typst", reason="typst is not installed")
pytest.importorskip("PySide6.QtTextToSpeech", reason="libpulse is missing", exc_type=ImportError)
LETTER = Path(__file__).parents[1] / "gold" / "easyread" / "scans" / "01-charging-letter.pdf"
OPENED, REWRITTEN = 15.0, 20.0
"""Seconds on a machine that nobody else wants."""
KEPT = (
    "£63.45", "£58.20", "£214.50", "£151.05", "£198.75", "£76.70", "£189.00", "£23.00", "£14,250",
    "6 April 2026", "30 March 2026", "14 days", "24 hours", "10 working days", "28 days", "20 working days",
    "01632 960418", "08081 570233", "charging@example.org",
)  # fmt: skip
"""Every amount, deadline and number by which somebody can be reached, of the letter."""
RIGHTS = (
    r"right to ask for a review",
    r"appeal to the Charging Appeals Panel",
    r"must (ask|send|make)\b.*30 March 2026",
)


@dataclass
class Heard:
    """What the voice was given, in order: of the letter, and of the Easy Read."""

    letter: list[str] = field(default_factory=list)
    lines: set[ClaimId] = field(default_factory=set)


@dataclass
class Seconds:
    """How long each took, and how slow the machine was then."""

    opening: float = 0.0
    rewriting: float = 0.0
    slow: list[float] = field(default_factory=list)

    def look_at_the_machine(self) -> None:
        """How much longer anything takes now than on the machine for which the times were set."""
        self.slow.append(crowding() * slowness())

    @property
    def allowed(self) -> float:
        """By how much each limit is longer."""
        return sum(self.slow) / len(self.slow)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An empty vault."""
    settings = Settings(worker_name="Jo Reed", export_folder=tmp_path)
    with Vault.create(tmp_path / "vault", MemoryHolder()) as vault:
        yield Session(vault, settings, Engines())  # type: ignore[arg-type]


@pytest.fixture
def worker(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """Somebody at the list of letters, who never touches the mouse. The system's own file chooser gives the letter."""
    go_offline()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(LETTER), ""))
    made = build(actions, session.settings, lambda: session, lambda: session)
    qtbot.addWidget(made.window)
    made.desk.session = session
    made.window.resize(1366, 768)
    made.window.show()
    made.window.go_to(Place(Go.PAPERS))
    yield Worker(qtbot, made)
    made.window.close()
    made.close()


def opens(worker: Worker, took: Seconds) -> None:
    """From the list of letters to the Easy Read of the scan."""
    worker.sees(PapersScreen)
    worker.main()
    start = worker.sees(EasyStartScreen)
    assert isinstance(start, EasyStartScreen)
    took.look_at_the_machine()
    began = time.monotonic()
    worker.press(KEY.Key_O, CONTROL)
    worker.until(lambda: start.source is not None, 200)
    took.opening = time.monotonic() - began
    assert start.source is not None and start.source.from_picture and start.source.pages == 2
    if start.doubts is not None:  # each was looked at, and is right
        for _ in start.source.doubtful:
            worker.press(KEY.Key_Return)
        worker.main()
    worker.until(lambda: start.who is not None)
    assert start.who is not None and start.who.name.text() == "Mrs Dacre"
    assert (start.who.writer.text(), start.who.date.text()) == ("Larkmoor Council", "2 March 2026")
    took.look_at_the_machine()
    began = time.monotonic()
    worker.main()
    worker.sees(EasyReadScreen, 200)
    took.rewriting = time.monotonic() - began
    took.look_at_the_machine()


def listens(worker: Worker, screen: EasyReadScreen, heard: Heard) -> None:
    """L: the words of the letter, then the line; the stand-in for the voice says when it has said them."""
    line = screen.lines.line_id
    assert line is not None
    worker.press(KEY.Key_L)
    worker.until(lambda: line in screen.hearing.heard, 120)
    heard.lines.add(line)
    if screen.hearing.help.reading:
        worker.press(KEY.Key_L)


def goes_down_to(worker: Worker, screen: EasyReadScreen, words: str) -> None:
    """The Down key until the line with these words."""
    for _ in range(200):
        claim = screen.claim(screen.lines.line_id)
        if claim is not None and words in claim.text:
            return
        worker.press(KEY.Key_Down)
    raise AssertionError(words)


def settles(worker: Worker, screen: EasyReadScreen, heard: Heard) -> int:
    """The main key until nothing is left. The first three flags are listened to; the others are known to be right."""
    flags = 0
    for _ in range(600):
        QApplication.processEvents()
        if not screen.obstacles:
            return flags
        if screen.main.accessibleName() != Easy.SETTLE:
            worker.main()
            continue
        flags += 1
        if flags <= 3:
            listens(worker, screen, heard)
        worker.press(KEY.Key_3 if flags <= 3 else KEY.Key_1)
    raise AssertionError(screen.obstacles[0].sentence)


def approves_and_saves(worker: Worker, screen: EasyReadScreen, folder: Path) -> Path:
    """The exact text once more, and the PDF."""
    worker.main()
    approving = worker.sees(ApproveScreen)
    assert isinstance(approving, ApproveScreen)
    worker.main()
    worker.press(KEY.Key_Space)
    worker.main()
    export = worker.sees(ExportScreen)
    assert isinstance(export, ExportScreen)
    worker.main()
    worker.until(lambda: export.document.stage is DocumentStage.EXPORTED, 60)
    return next(folder.glob("fairnote-*.pdf"))


def text_of(pdf: Path) -> str:
    """All that stands in it, with single spaces."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def test_a_scanned_letter_is_rewritten_checked_by_ear_and_saved(
    worker: Worker, session: Session, tmp_path: Path
) -> None:
    """What it asks of Mrs Dacre, and what she may do about it, stands in the PDF as it stood in the letter."""
    took, heard = Seconds(), Heard()
    with worker.at("open"):
        opens(worker, took)
    screen = worker.sees(EasyReadScreen)
    assert isinstance(screen, EasyReadScreen)
    screen.pacing.clock = Unhurried()
    aloud = screen.hearing.help.aloud
    aloud._engine = "mock"

    def note(place: ReadPlace) -> None:
        if place.key == SOURCE_KEY and not place.word_end:
            heard.letter.append(screen.letter.marked[place.start : place.end])

    aloud.at.connect(note)
    with worker.at("check"):
        for words in ("£63.45", "right to ask for a review", "appeal to the Charging Appeals Panel"):
            goes_down_to(worker, screen, words)
            listens(worker, screen, heard)
        flags = settles(worker, screen, heard)
    document = actions.document(session, screen.document.id)
    lines, left_out = len(screen.line_ids), len(document.omissions)
    assert not document.omissions or document.omissions_seen_at is not None
    with worker.at("approve and save"):
        saved = approves_and_saves(worker, screen, tmp_path)
    told = worker.told(
        f"opened in {took.opening:.1f} s, rewritten in {took.rewriting:.1f} s, "
        f"machine {took.allowed:.1f} times slower; "
        f"{lines} lines, {flags} flags, {left_out} left out, {len(heard.lines)} lines heard"
    )
    print(told)
    text = text_of(saved)
    assert [words for words in KEPT if words not in text] == []
    assert [words for words in RIGHTS if not re.search(words, text)] == []
    assert "This goes with the letter from Larkmoor Council, 2 March 2026." in text
    assert any("£63.45" in words for words in heard.letter) and any("28 days" in words for words in heard.letter)
    assert len(heard.lines) >= 3
    assert took.opening <= OPENED * took.allowed, told
    assert took.rewriting <= REWRITTEN * took.allowed, told
