"""How loud the sound is, as a bar that a screen reader can read too."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.words import Sound


class LevelMeter(QProgressBar):
    """Loudness from 0 to 1. The number is shown as a bar and told as a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setAccessibleName(Sound.LEVEL)

    def show_level(self, level: float) -> None:
        """Move the bar. Square root: loudness is heard so, and quiet speech would hardly show otherwise."""
        self.setValue(round(100 * max(0.0, min(1.0, level)) ** 0.5))
