"""The whole window on a platform that shows nothing, for the self-test of an installed Fairnote; runs in a child."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from scribe.self_test import SelfTestFailed, empty_session, import_each, module_names

SHOWS_WITHIN = 25.0
"""Seconds until the list of visits has to be there; it takes about two."""


def open_unseen(send: Callable[[object], None], should_stop: Callable[[], bool]) -> str:
    """Open the window on a vault that is thrown away, wait for its list of visits and look at its picture.

    Raises `SelfTestFailed`.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    modules = import_each(tuple(module_names("ui")))
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from scribe import actions
    from scribe.settings import Settings
    from ui.__main__ import build, fonts

    settings = Settings()
    made = build(actions, settings, empty_session, empty_session)
    try:
        made.show("visits")
        until = time.monotonic() + SHOWS_WITHIN
        while made.window.screen_shown in (None, made.opening) and time.monotonic() < until and not should_stop():
            QApplication.processEvents()
            time.sleep(0.01)
        if made.window.screen_shown in (None, made.opening):
            raise SelfTestFailed("The window opened, and its list of visits did not come.")
        QApplication.processEvents()
        colours = _colours(made.window.grab().toImage())
    finally:
        made.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if colours < 3:
        raise SelfTestFailed("The window opened and stayed empty.")
    if not fonts():
        raise SelfTestFailed("The window opened, but the typefaces that are easy to read are missing.")
    return f"the list of visits shown unseen, {modules}"


def _colours(picture: object) -> int:
    """How many colours there are at points all over a picture: one means that nothing was drawn."""
    from PySide6.QtGui import QImage

    assert isinstance(picture, QImage)
    across, down = range(0, picture.width(), 7), range(0, picture.height(), 7)
    return len({picture.pixel(x, y) for x in across for y in down})
