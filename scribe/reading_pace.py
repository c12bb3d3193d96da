"""Whether a section was confirmed faster than a person can read it: a gentle stop, and never more than one key.

It knows how many words there were and how many seconds they were on the screen or listened to, and nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scribe.document_text import section_text
from scribe.easy_read import without_pictures
from scribe.errors import FairnoteError
from scribe.visit import Document, SectionId

FASTEST = 450.0
"""Words a minute. Most adults read English non-fiction at 175 to 300, on average at 238 (Brysbaert 2019, 'How many
words do we read per minute? A review and meta-analysis of reading rate', Journal of Memory and Language 109): this is
half as much again as the fastest of them, so nobody who read it is stopped.
"""
USUAL = 238.0
"""Words a minute, from the same source: what a reader may be told that it usually takes."""
CONFIRMED_FAST = "confirmed faster than read"
AT_A_GLANCE = 25
"""Words up to which nothing is said: two lines may be read before they are confirmed, and by whoever wrote them."""


@dataclass(frozen=True)
class Pace:
    """Words of a section, and the seconds for which they were on the screen or listened to."""

    words: int
    seconds: float

    @property
    def too_fast(self) -> bool:
        """Whether nobody can have read it in that time."""
        return self.words > AT_A_GLANCE and self.seconds * FASTEST < self.words * 60.0

    def __str__(self) -> str:
        usual = max(1, round(self.words * 60.0 / USUAL))
        shown = round(self.seconds)
        seconds = {0: "less than a second", 1: "1 second"}.get(shown, f"{shown} seconds")
        return (
            f"These {self.words} words were here for {seconds}. Reading them takes about {usual}. Read them, or listen "
            "to them; or confirm once more."
        )


class ReadTooFast(FairnoteError):
    """A section was confirmed faster than a person can read; confirming it once more is enough."""

    sentence = "This was confirmed faster than it can be read. Nothing was confirmed. Read it, or confirm once more."

    def __init__(self, pace: Pace) -> None:
        super().__init__(f"{pace} Nothing was confirmed.")
        self.pace = pace


def words_of(document: Document, section_id: SectionId) -> int:
    """How many words a section shows. Raises `NotFound`. What a picture shows is seen, and takes no reading."""
    text = section_text(document if document.easy is None else without_pictures(document), section_id)
    return len(text.split())


def pace_of(document: Document, section_id: SectionId, seconds: float) -> Pace:
    """The pace at which a section would be confirmed now. Raises `NotFound`."""
    return Pace(words_of(document, section_id), max(0.0, seconds))


class ReadingClock:
    """For how long each section was read or listened to, in the memory of one screen; nothing of it is kept.

    Several sections on the screen share its seconds by their words: nobody reads two at once.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._since = now()
        self._shown: Mapping[SectionId, int] = {}
        self._seconds: dict[SectionId, float] = {}

    def show(self, words: Mapping[SectionId, int]) -> None:
        """These sections are on the screen from now on, each with its words; none where it is hidden."""
        now = self._now()
        passed, total = max(0.0, now - self._since), sum(self._shown.values())
        for section, count in self._shown.items():
            self._add(section, passed * count / total if total else passed)
        self._since, self._shown = now, dict(words)

    def listened(self, section_id: SectionId, seconds: float) -> None:
        """So many seconds of a section, or of what it rests on, were heard: listening counts as reading."""
        self._add(section_id, max(0.0, seconds))

    def seconds(self, section_id: SectionId) -> float:
        """For how long a section was read or listened to so far."""
        self.show(self._shown)
        return self._seconds.get(section_id, 0.0)

    def _add(self, section_id: SectionId, seconds: float) -> None:
        self._seconds[section_id] = self._seconds.get(section_id, 0.0) + seconds
