"""What holds for every test: what was copied to the clipboard is let go while Python can still let it go."""

from __future__ import annotations

import sys


def pytest_unconfigure() -> None:
    """Empty the clipboard of Qt's platforms without a display.

    They keep it in C++ until the process has ended, and then ask an interpreter that is gone to destroy what Python
    made for it: a run in which everything passed died of a segmentation fault. On a real display the system holds it.
    """
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
