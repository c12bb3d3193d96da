"""Copies text so that clipboard histories and cloud clipboards leave it alone."""

from __future__ import annotations

import sys

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

_NO = QByteArray(b"\x00\x00\x00\x00")
"""A Windows DWORD of 0."""


def private(text: str) -> QMimeData:
    """The text, marked as nothing to be kept.

    Windows: learn.microsoft.com/windows/win32/dataxchg/clipboard-formats, 'Cloud Clipboard and Clipboard History
    Formats'. Linux: the hint that Klipper and others honour. A program that ignores the marks can still keep it.
    """
    data = QMimeData()
    data.setText(text)
    data.setData("x-kde-passwordManagerHint", QByteArray(b"secret"))
    for name in (
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ):
        kind = f'application/x-qt-windows-mime;value="{name}"' if sys.platform == "win32" else name
        data.setData(kind, _NO)
    return data


def copy_privately(text: str) -> None:
    """Put the text on the clipboard, marked."""
    QGuiApplication.clipboard().setMimeData(private(text))
