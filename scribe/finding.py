"""One thing that the doctor found out about a laptop: what, how bad it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARN = "warn"
    """Fairnote works, and something of it doesn't, is slow, or is less safe."""
    STOP = "stop"
    """Fairnote must not, or can't, be used on this laptop until it is put right."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's page. `fix` says what to do, and is '' where nothing has to be done."""

    key: str
    label: str
    value: str
    level: Level = Level.OK
    fix: str = ""

    @property
    def fine(self) -> bool:
        """Whether nothing has to be done."""
        return self.level is Level.OK


def judged(key: str, label: str, value: str, level: Level, fix: str) -> Finding:
    """A finding that has its fix only where one is needed."""
    return Finding(key, label, value, level, "" if level is Level.OK else fix)


def worst(findings: tuple[Finding, ...]) -> Level:
    """The worst level of all."""
    levels = {finding.level for finding in findings}
    return next((level for level in (Level.STOP, Level.WARN) if level in levels), Level.OK)
