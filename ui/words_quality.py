"""Every sentence that a person reads about the figures of their drafts, in plain English."""

from __future__ import annotations

from datetime import date


class Quality:
    """How good the drafts were."""

    TITLE = "How good the drafts were"
    CARD = "What you changed before you approved, in numbers. They stay on this laptop."
    OPEN = "See the numbers"
    INTRO = "These numbers judge the drafts, not you."
    NONE = "No numbers yet"
    NONE_WHY = "They begin when you approve a document. Practice visits are not counted."
    ALL = "All so far"
    PRIVATE = "Who sees them"
    PRIVATE_WHY = (
        "Fairnote sends nothing. The numbers hold no names and no words of a visit. "
        "Your team can ask for them as a file. It is made on this laptop, when you are signed in."
    )
    DONE = "Done"

    @staticmethod
    def documents(count: int) -> str:
        """How many there are."""
        return "You approved 1 document." if count == 1 else f"You approved {count} documents."

    @staticmethod
    def changed(share: float) -> str:
        """How much was changed."""
        if share == 0:
            return "You changed no words of the drafts."
        return f"You changed {_per_hundred(share)} words of the drafts."

    @staticmethod
    def statements(drafted: int, kept: int, edited: int, removed: int) -> str:
        """What became of statements."""
        return f"Of {drafted} statements you kept {kept}, edited {edited} and took out {removed}."

    @staticmethod
    def added(count: int) -> str:
        """What was put in."""
        if count == 0:
            return "You put nothing back that a draft had left out."
        things = "1 thing" if count == 1 else f"{count} things"
        return f"You put back {things} that a draft had left out."

    @staticmethod
    def flags(count: int, accepted: int, edited: int, removed: int) -> str:
        """What became of flags."""
        if count == 0:
            return "No statement was flagged."
        return f"Of {count} flagged statements you kept {accepted}, edited {edited} and took out {removed}."

    @staticmethod
    def minutes(value: float) -> str:
        """How long it took."""
        return f"Half of them were approved within {_minutes(round(value))} of Stop."

    @staticmethod
    def heard(share: float) -> str:
        """What was misheard."""
        return f"You put right {_per_hundred(share)} words that were heard." if share else "You put right no words."

    @staticmethod
    def month(name: str) -> str:
        """A heading: 2026-03 is 'March 2026'."""
        year, number = name.split("-")
        return f"{date(int(year), int(number), 1):%B %Y}"


def _per_hundred(share: float) -> str:
    count = round(share * 100)
    return f"{count} in 100" if count else "fewer than 1 in 100"


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"
