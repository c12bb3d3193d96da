"""Speakers for tests: one that works at the pace of a real one, one that isn't there, one that breaks."""

from __future__ import annotations

import time

from scribe.errors import NoSpeaker


class FakeSpeaker:
    """Takes as long as the sound lasts."""

    def write(self, pcm: bytes) -> None:
        """Wait as long as this lasts."""
        time.sleep(len(pcm) / 32_000)

    def finish(self) -> None:
        """All was heard."""


def working() -> FakeSpeaker:
    """A speaker."""
    return FakeSpeaker()


def none_there() -> FakeSpeaker:
    """No speaker."""
    raise NoSpeaker


def broken() -> FakeSpeaker:
    """One whose driver has words of its own."""
    raise RuntimeError("Headphones of Mrs Begum")
