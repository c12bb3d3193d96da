"""Keeps every window out of screenshots and screen sharing, where IT asks for it and Windows can.

It is how Windows hides a window from whatever copies the screen, screen readers' and magnifiers' copies among them: so
it is done by policy alone. Source: SetWindowDisplayAffinity, winuser.h.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from scribe.settings import Settings

log = logging.getLogger(__name__)
EXCLUDE, BLACK = 0x11, 0x01
"""WDA_EXCLUDEFROMCAPTURE, since Windows 10 version 2004; before that WDA_MONITOR, which shows black."""
SetAffinity = Callable[[int, int], bool]
"""Sets a window's affinity, by its handle; whether that worked."""
_MOMENTS = (QEvent.Type.Show, QEvent.Type.WinIdChange)


class CaptureGuard(QObject):
    """Hides each window at the moment at which it is shown, and again where it gets another handle."""

    def __init__(self, application: QApplication, set_affinity: SetAffinity) -> None:
        super().__init__(application)
        self._set_affinity = set_affinity
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at what is shown. Nothing is kept from anybody."""
        if event.type() in _MOMENTS and isinstance(watched, QWidget) and watched.isWindow() and watched.isVisible():
            self._hide(int(watched.winId()))
        return False

    def _hide(self, handle: int) -> None:
        if not (self._set_affinity(handle, EXCLUDE) or self._set_affinity(handle, BLACK)):
            log.warning("a window could not be kept out of screen capture")


def guard_from_capture(
    application: QApplication, settings: Settings, set_affinity: SetAffinity | None = None
) -> CaptureGuard | None:
    """Begin, where IT asks for it; None where it doesn't, or where this system can't: `fairnote doctor` says that."""
    if settings.exclude_from_capture != "on":
        return None
    how = set_affinity or (_on_windows() if sys.platform == "win32" else None)
    return CaptureGuard(application, how) if how is not None else None


def _on_windows() -> SetAffinity:
    import ctypes

    user32 = getattr(ctypes, "windll").user32  # noqa: B009 - there on Windows alone, and types are checked everywhere
    return lambda handle, affinity: bool(user32.SetWindowDisplayAffinity(handle, affinity))
