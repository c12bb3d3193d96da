"""Saves a picture of every screen at 100% and 200%: python -m tests.ui.screenshots FOLDER."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from models.progress import Progress
from scribe.settings import Settings
from scribe.visit import ClaimId, DocumentStage, VisitId, VisitStage
from tests.ui.fakes import FakeActions, FakeSession, full_house
from ui.__main__ import Window, build
from ui.desk import Go, Place
from ui.job_bridge import JobBridge

SIZE = (1366, 768)


def settle() -> None:
    """Let layouts and short work finish."""
    loop = QEventLoop()
    QTimer.singleShot(120, loop.quit)
    loop.exec()


@contextmanager
def window(fake: FakeActions, **settings: object) -> Iterator[Window]:
    """A window on a fake, shown and opened."""
    chosen = replace(Settings(worker_name="Jo Reed"), **settings)  # type: ignore[arg-type]
    session = FakeSession(chosen)
    made = build(fake, chosen, lambda: session, lambda: session)
    made.window.resize(*SIZE)
    made.show("visits")
    settle()
    try:
        yield made
    finally:
        made.window.close()
        made.close()
        QApplication.processEvents()


def places() -> tuple[tuple[str, Callable[[Window, FakeActions], None]], ...]:
    """Each picture's name and how to come to it."""

    def at(go: Go, number: int = 0, *, late: bool = False) -> Callable[[Window, FakeActions], None]:
        visit = VisitId(f"v{number}") if number else None
        return lambda w, _: w.window.go_to(Place(go, visit, late=late))

    def recording(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.SOUND, VisitId("v1")))
        settle()
        assert w.window.screen_shown is not None
        w.window.screen_shown.main.click()

    def working(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.TRANSCRIPT, VisitId("v2")))
        screen = w.window.screen_shown
        assert screen is not None
        bridge = JobBridge(screen)
        screen.main.setEnabled(False)
        screen.working.follow("Turning the sound into words", bridge)
        bridge.latest = Progress(4, 10, "Minute 4 of 10")
        screen.working._began -= 60
        screen.working._show(bridge.latest)

    def flag(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.REVIEW, VisitId("v4")))
        settle()
        assert w.window.screen_shown is not None
        w.window.screen_shown.main.click()

    def omissions(w: Window, fake: FakeActions) -> None:
        w.window.go_to(Place(Go.REVIEW, VisitId("v4")))
        w.window.screen_shown.show_omissions()  # type: ignore[union-attr]

    def found(w: Window, fake: FakeActions) -> None:
        visit = fake.put(9, VisitStage.TRANSCRIBED, DocumentStage.IN_REVIEW, practice=True, reference="PRACTICE")
        fake.planted = ClaimId("c1")
        w.window.go_to(Place(Go.REVIEW, visit))
        settle()
        w.window.screen_shown._take_out()  # type: ignore[union-attr]

    def approved(w: Window, fake: FakeActions) -> None:
        note = fake.notes[VisitId("v5")]
        fake.approve(w.desk.session, note.id, "Jo Reed", "x", fake.shown_text(w.desk.session, note.id))
        w.window.go_to(Place(Go.EXPORT, VisitId("v5")))

    return (
        ("01-visits", at(Go.VISITS)),
        ("02-new-visit", at(Go.NEW_VISIT)),
        ("03-people", at(Go.PEOPLE, 1)),
        ("04-agreement", at(Go.AGREEMENT, 1)),
        ("05-sound", at(Go.SOUND, 1)),
        ("06-recording", recording),
        ("07-transcribe", working),
        ("08-transcript", at(Go.TRANSCRIPT, 3)),
        ("09-review", at(Go.REVIEW, 4)),
        ("10-review-flag", flag),
        ("11-review-omissions", omissions),
        ("12-practice-found", found),
        ("13-approve", at(Go.APPROVE, 5)),
        ("14-export", approved),
        ("15-file", at(Go.EXPORT, 6)),
        ("16-done", at(Go.EXPORT, 7)),
        ("17-settings", at(Go.SETTINGS)),
        ("18-help", at(Go.HELP)),
    )


def save_all(folder: Path) -> None:
    """Every screen at both sizes in the light theme, and the review in every theme."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in (100, 200):
        for name, go in places():
            save(folder / f"{name}-{size}.png", go, text_size=size)
    with window(FakeActions()) as made:
        made.window.grab().save(str(folder / "00-first-use-100.png"))
    flag = dict(places())["10-review-flag"]
    for theme in ("dark", "cream", "blue", "contrast"):
        save(folder / f"20-{theme}-100.png", flag, theme=theme)
    for font in ("Lexend", "OpenDyslexic"):
        save(folder / f"21-{font}-100.png", flag, font=font)


def save(path: Path, go: Callable[[Window, FakeActions], None], **settings: object) -> None:
    """One picture."""
    fake = full_house()
    with window(fake, **settings) as made:
        go(made, fake)
        settle()
        made.window.grab().save(str(path))


if __name__ == "__main__":
    save_all(Path(sys.argv[1]))
