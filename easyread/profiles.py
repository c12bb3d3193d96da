"""What each profile asks: thresholds, not constants, for the published standards disagree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from easyread.page import Profile


class Standard(StrEnum):
    """Whose thresholds for Easy Read are used."""

    UK = "uk"
    """GOV.UK accessible formats, Department of Health 2010, Photosymbols, PIF."""
    STANDARD_2026 = "easy-read-standard-2026"
    """Easy Read Standard v1.0, January 2026."""


@dataclass(frozen=True)
class Limits:
    """Thresholds of one profile. A number is the most that is still green (`amber` the most that is not yet red)."""

    sentence_words: int
    sentence_words_amber: int
    verbs: int
    commas: int
    document_words: int | None = None
    explains: bool = True
    """Whether a hard word has to be explained in the next line."""
    pictures: bool = False
    passives: bool = True
    """Whether a passive is red (else amber)."""


_LIMITS = {
    (Profile.EASY_READ, Standard.UK): Limits(15, 25, 1, 1, document_words=1000, pictures=True),
    (Profile.EASY_READ, Standard.STANDARD_2026): Limits(24, 24, 1, 1, document_words=1000, pictures=True),
    (Profile.PLAIN, Standard.UK): Limits(25, 35, 3, 3, explains=False, passives=False),
    (Profile.DYSLEXIA, Standard.UK): Limits(20, 25, 2, 2, explains=False, passives=False),
}


def limits(profile: Profile, standard: Standard = Standard.UK) -> Limits:
    """The thresholds of a profile; `standard` plays a part for Easy Read alone."""
    return _LIMITS.get((profile, standard)) or _LIMITS[profile, Standard.UK]
