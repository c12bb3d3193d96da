"""A rehearsal for IT: Fairnote goes through the practice visit by itself, unseen, key by key in its own screens.

It is what a proof is taken of, on the program as it is installed: `fairnote rehearse --to FOLDER`. It knows no vault
but the throwaway one of the practice visit, and everything that leaves that is marked as practice.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import ModelError
from scribe.errors import FairnoteError
from ui.words_rehearsal import Rehearsed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from scribe.settings import Settings
    from ui.__main__ import Window
    from ui.screens.base import Screen
    from ui.screens.review import ReviewScreen

    AnyScreen = TypeVar("AnyScreen", bound=Screen)

MODELS_MAY_TAKE = 900.0
"""Seconds for one step of a model's, on a slow laptop that is watched call by call."""
WINDOW_MAY_TAKE = 60.0
MOST_KEYS = 900
"""More than any review takes: a rehearsal that presses on and on has met a screen that it doesn't know."""
SOUND_SECONDS = 2.0
"""How much is recorded where there is a microphone."""
FORMATS = ("docx", "pdf", "html", "txt")


class RehearsalStuck(FairnoteError):
    """A screen didn't come to where a worker would have brought it."""

    sentence = Rehearsed.STUCK.format("a screen")


class NoPractice(FairnoteError):
    """What is open is not the practice visit."""

    sentence = Rehearsed.NOT_PRACTICE


def main(arguments: Sequence[str]) -> int:
    """Run it; the exit status. Says each step as it is done, with nothing of what was said or written."""
    parser = argparse.ArgumentParser(
        prog="fairnote rehearse",
        description="Go through the practice visit, unseen: write down, draft, review, approve, save, Easy Read.",
        epilog="Example: fairnote rehearse --to /tmp/rehearsal",
    )
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="an empty folder for what is saved")
    parser.add_argument("--record", action="store_true", help="also record two seconds with the laptop's microphone")
    options = parser.parse_args(arguments)
    if not options.to.is_dir() or any(options.to.iterdir()):
        print(Rehearsed.NOT_EMPTY, file=sys.stderr)
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nobody is to see it, or to press a key in it
    try:
        rehearse(options.to.absolute(), record=options.record)
    except (FairnoteError, ModelError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def rehearse(folder: Path, *, record: bool = False) -> None:
    """The whole job in the real window on the practice visit; what may leave is saved in `folder`.

    Raises `RehearsalStuck`, or the error of the step that failed.
    """
    from scribe import actions
    from scribe.opening import open_practice
    from ui.__main__ import build

    settings = rehearsal_settings(folder)
    made = build(actions, settings, _no_other_vault, lambda: open_practice(settings))
    try:
        made.show("practice")
        worker = Rehearsal(made)
        worker.opens()
        if record:
            worker.records()
        worker.writes_down_and_drafts()
        worker.reviews_and_approves()
        worker.saves(folder)
        worker.makes_an_easy_read(folder)
    finally:
        made.window.close()
        made.close()


def rehearsal_settings(folder: Path) -> Settings:
    """As Fairnote comes, but for what IT says about models: what may not be started here is not rehearsed with either.

    What may leave is saved in `folder`.
    """
    from scribe.settings import Settings, load_settings

    own = load_settings()
    return replace(
        Settings(),
        export_folder=folder,
        models_folder=own.models_folder,
        locked=own.locked & {"models_folder"},
        gpu=own.gpu,
        model_pack_public_key=own.model_pack_public_key,
        withdrawn_models=own.withdrawn_models,
    )


def _no_other_vault() -> Any:  # noqa: ANN401 (a session, and there is none)
    raise NoPractice


class Rehearsal:
    """Somebody at the keyboard of the practice visit, and of no other."""

    def __init__(self, made: Window) -> None:
        self.made = made

    # --- the steps

    def opens(self) -> None:
        """The practice visit, its sound brought in from a file. Raises `NoPractice` where it is anything else."""
        from ui.screens.transcript import TranscriptScreen

        self.sees(TranscriptScreen, MODELS_MAY_TAKE)
        self.refuse_what_is_real()
        print(Rehearsed.OPENED, flush=True)

    def refuse_what_is_real(self) -> None:
        """Raise `NoPractice` unless all that is open is a throwaway vault of the temporary folder with a practice
        visit in it."""
        session = self.made.desk.session
        practice = getattr(session, "practice", None) is not None
        inside = practice and session.vault.folder.is_relative_to(Path(tempfile.gettempdir()))
        if not (inside and all(each.visit.practice for each in self.made.desk.actions.list_visits(session))):
            raise NoPractice

    def records(self) -> None:
        """The worker's own account is dictated for two seconds."""
        from ui.desk import Go, Place
        from ui.screens.sound import SoundScreen

        visit = self._visit_id
        self.made.window.go_to(Place(Go.SOUND, visit, account=True))
        screen = self.sees(SoundScreen)
        self.main()
        self.until(lambda: screen.handle is not None and screen.handle.seconds > SOUND_SECONDS)
        self.main()
        self.until(lambda: screen.handle is None, MODELS_MAY_TAKE)
        self.made.window.go_to(Place(Go.TRANSCRIPT, visit))
        print(Rehearsed.RECORDED, flush=True)

    def writes_down_and_drafts(self) -> None:
        """The main key twice: the words, then the draft."""
        from ui.screens.review import ReviewScreen
        from ui.screens.transcript import TranscriptScreen
        from ui.words import Transcript

        words = self.sees(TranscriptScreen)
        self.until(words.main.isEnabled)
        self.main()
        self.until(lambda: words.main.text() == Transcript.DRAFT and words.main.isEnabled(), MODELS_MAY_TAKE)
        print(Rehearsed.HEARD, flush=True)
        self.main()
        self.sees(ReviewScreen, MODELS_MAY_TAKE)
        print(Rehearsed.DRAFTED, flush=True)

    def reviews_and_approves(self) -> None:
        """The planted statement is taken out, the rest settled and confirmed; the exact text is approved."""
        from ui.screens.export import ExportScreen
        from ui.screens.review import ReviewScreen
        from ui.words import Review

        review = self.sees(ReviewScreen)
        self._takes_out_the_planted_statement(review)
        for _ in range(MOST_KEYS):
            if review.main.text() == Review.TO_APPROVE:
                break
            if review.main.text() == Review.SETTLE:
                self.press("Ctrl+K")
                self.type("I listened to it again")
            self.main()
        self._approves()
        print(Rehearsed.APPROVED, flush=True)
        self.sees(ExportScreen)

    def saves(self, folder: Path) -> None:
        """In every format, by the screen's own buttons."""
        from ui.screens.export import ExportScreen

        export = self.sees(ExportScreen)
        for number, ending in enumerate(FORMATS):
            export.formats.buttons()[number].click()
            (export.main if number == 0 else export.save_another).click()
            self.until(lambda: not export.working.busy, MODELS_MAY_TAKE)
            self.until(lambda ending=ending: bool(_saved(folder, ending)))  # type: ignore[misc]
        print(Rehearsed.SAVED.format(", ".join(FORMATS)), flush=True)

    def makes_an_easy_read(self, folder: Path) -> None:
        """The picture of a practice letter has its words recognised and becomes an Easy Read, checked, approved, saved.

        No other letter can be given: it would be approved without anybody having read it.
        """
        from ui.desk import Go, Place
        from ui.screens.easy_read import EasyReadScreen
        from ui.screens.easy_read_start import EasyStartScreen
        from ui.screens.export import ExportScreen
        from ui.words_easy_read import Easy

        self.made.window.go_to(Place(Go.EASY_START))
        start = self.sees(EasyStartScreen)
        with tempfile.TemporaryDirectory(prefix="fairnote-rehearsal-") as scratch:
            start.open_file(_photographed_letter(Path(scratch)))
            self.until(lambda: start.source is not None, MODELS_MAY_TAKE)
        assert start.source is not None and start.source.from_picture
        if start.doubts is not None:
            for _ in start.source.doubtful:
                self.press("Return")
            self.main()
        self.until(lambda: start.who is not None)
        self.main()
        page = self.sees(EasyReadScreen, MODELS_MAY_TAKE)
        for _ in range(MOST_KEYS):
            self.pump()
            if not page.obstacles:
                break
            self.press("1") if page.main.accessibleName() == Easy.SETTLE else self.main()
        self.main()
        self._approves()
        before = len(_saved(folder, "pdf"))
        self.sees(ExportScreen)
        self.main()
        self.until(lambda: len(_saved(folder, "pdf")) > before, MODELS_MAY_TAKE)
        print(Rehearsed.EASY_READ, flush=True)

    def _takes_out_the_planted_statement(self, review: ReviewScreen) -> None:
        """Down the statements to it; where the sound says something else, it goes."""
        planted = self.made.desk.session.practice.planted.text
        claims = {claim.id: claim.text for section in review.document.sections for claim in section.claims}
        for _ in claims:
            if review.item is not None and claims.get(review.item.id) == planted:
                self.press("Delete")
                return
            self.press("Down")
        raise RehearsalStuck

    def _approves(self) -> None:
        """The main key leads there; the tick, and the main key again."""
        from ui.screens.approve import ApproveScreen

        self.main()
        screen = self.sees(ApproveScreen)
        screen.name.setText(screen.name.text() or "Rehearsal")
        screen.tick.setFocus()
        self.press("Space")
        self.main()

    # --- hands and eyes

    @property
    def _visit_id(self) -> Any:  # noqa: ANN401 (VisitId)
        return self.made.desk.actions.list_visits(self.made.desk.session)[0].visit.id

    def sees(self, kind: type[AnyScreen], seconds: float = WINDOW_MAY_TAKE) -> AnyScreen:
        """Wait until that screen is in front."""
        self.until(lambda: isinstance(self.made.window.screen_shown, kind), seconds)
        screen = self.made.window.screen_shown
        assert isinstance(screen, kind)
        return screen

    def until(self, what: Callable[[], object], seconds: float = WINDOW_MAY_TAKE) -> None:
        """Let the window work until something is true. Raises `RehearsalStuck`, which says nothing of any content."""
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end:
                raise RehearsalStuck(Rehearsed.STUCK.format(type(self.made.window.screen_shown).__name__))
            self.pump()

    def pump(self) -> None:
        """Let the window do what it has to do."""
        from PySide6.QtTest import QTest

        QTest.qWait(10)

    def main(self) -> None:
        """Ctrl+Enter, the main button."""
        self.press("Ctrl+Return")

    def press(self, keys: str) -> None:
        """One key, with what is held down, to whatever has the keyboard."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        pressed = QKeySequence(keys)[0]  # type: ignore[index]  # PySide's stubs know no parts of a sequence
        QTest.keyClick(self._holder(), pressed.key(), pressed.keyboardModifiers())
        if pressed.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:  # QTest leaves it down
            QTest.keyRelease(self.made.window, Qt.Key.Key_Control)

    def type(self, words: str) -> None:
        """Letters, to whatever has the keyboard."""
        from PySide6.QtTest import QTest

        QTest.keyClicks(self._holder(), words)

    def _holder(self) -> QWidget:
        """What has the keyboard. The offscreen platform takes the window's activation away now and then."""
        from PySide6.QtWidgets import QApplication

        self.made.window.activateWindow()
        self.until(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found


def _photographed_letter(folder: Path) -> Path:
    """A page of the practice letter as a camera gives it: dots, and not one letter that a program could read."""
    from PIL import Image, ImageDraw, ImageFont

    from resources.assets import font_files

    page = Image.new("L", (1240, 1100), 250)
    font = ImageFont.truetype(str(font_files()[0]), 34)
    ImageDraw.Draw(page).multiline_text((110, 110), Rehearsed.LETTER, fill=20, font=font, spacing=18)
    path = folder / "letter.png"
    page.save(path)
    return path


def _saved(folder: Path, ending: str) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix == f".{ending}" and path.stat().st_size > 0]
