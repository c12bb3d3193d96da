"""How loud the sound is, as a bar that a screen reader can read too."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.words import Sound

QUIETEST = -60.0
"""dBFS below which the bar is empty: quiet speech at a table is about -45."""


class LevelMeter(QProgressBar):
    """Loudness as a bar. A screen reader is told the same as a value of 0 to 100."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setAccessibleName(Sound.LEVEL)

    def show_level(self, decibels: float) -> None:
        """Move the bar to a level in dBFS: 0 is the loudest there is."""
        share = (decibels - QUIETEST) / -QUIETEST
        self.setValue(round(100 * max(0.0, min(1.0, share))))
