"""Makes the README's pictures of the real practice visit: python -m tests.ui.readme_picture FOLDER."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage

from scribe import actions
from scribe.opening import open_practice
from scribe.session import Session
from scribe.settings import Settings
from scribe.visit import VisitId
from tests.ui.screenshots import settle
from ui.__main__ import Window, build
from ui.job_bridge import JobBridge
from ui.screens.review import ReviewScreen
from ui.screens.transcript import TranscriptScreen
from ui.widgets.draft_list import DraftList

ABOUT = "lost weight"
"""The flag that is shown is the first whose words have this in them, else the first."""


def wait(bridge: JobBridge, then: Callable[[object], object]) -> None:
    """Wait for real work."""
    loop = QEventLoop()
    bridge.succeeded.connect(then)
    bridge.ended.connect(loop.quit)
    loop.exec()


def make(folder: Path) -> None:
    """The transcript at a place to check, and the review with the words that a statement came from; 1280 x 800."""
    made = build(actions, Settings(), _no_session, open_practice)
    made.window.resize(1280, 800)
    with open_practice() as session:
        made.desk.session = session
        visit = actions.list_visits(session)[0].visit.id
        wait(made.desk.start("words", actions.transcribe_visit(session, visit)), lambda _: None)
        made.window.show()
        show_transcript(made, visit)
        save(made, folder / "transcript.png")
        wait(made.desk.start("note", actions.draft_note(session, visit)), lambda _: None)
        show_review(made, visit)
        save(made, folder / "review.png")
        made.window.close()


def show_transcript(made: Window, visit: VisitId) -> None:
    """At the first place to check."""
    screen = TranscriptScreen(made.desk, visit)
    made.window.show_screen(screen)
    while screen.mending is None:
        settle()
    screen.mending.checking.go_on()


def show_review(made: Window, visit: VisitId) -> None:
    """At a flag: the words that it came from are marked, and what can be done stands beneath."""
    screen = ReviewScreen(made.desk, visit)
    made.window.show_screen(screen)
    settle()
    flagged = screen.document.open_flags
    about = next((claim for claim in flagged if ABOUT in claim.text), flagged[0])
    assert isinstance(screen.draft, DraftList)
    chosen = screen.draft.button_of(about.id)
    assert chosen is not None
    chosen.choose()
    screen.reading.bring(chosen, 120)


def save(made: Window, path: Path) -> None:
    """What the window shows now."""
    settle()
    settle()
    image = made.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(path))


def _no_session() -> Session:
    raise AssertionError


if __name__ == "__main__":
    make(Path(sys.argv[1]))
