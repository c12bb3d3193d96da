"""Every sentence that a person reads of possible harm, urgent extracts and reading a note back, in plain English."""

from __future__ import annotations

from ui.words import Approve, Export, Review


def _statements(count: int) -> str:
    return "1 statement" if count == 1 else f"{count} statements"


class Harm:
    """What may have been harm, before anything else."""

    TITLE = "Possible harm: read this first"
    INTRO = "These are the exact words. Harm may be said or denied in them: you judge. Choose what can't wait."
    LOOKING = "Looking for words of harm"
    NONE = "No words of harm, abuse, suicide or risk were found. That does not mean that nothing was said."
    OPEN = "Possible harm, and an urgent extract"
    READ_FIRST = "Read it first (Ctrl+U)"
    CHOSEN = "In the urgent extract"
    NOT_CHOSEN = "Not in the urgent extract. Press Enter to add it."
    GRAVE = "Harm, abuse, suicide or a child at risk"
    OTHER = "Another risk"
    LIST = "What was said of harm"
    NOTHING_CHOSEN = "Choose at least one statement: go to it and press Enter."
    WORDS_FIRST = "Turn the sound into words first"
    WORDS_FIRST_WHY = "This was heard while recording. An urgent extract needs the full words, which take a moment."
    GO_ON = "Go on with the extract that was begun"
    BACK = "Not urgent: back to what was said"
    PLAY = "Play these words (P)"

    @staticmethod
    def found(count: int) -> str:
        """That there is some."""
        return f"Possible harm was mentioned: {_statements(count)}"

    @staticmethod
    def make(count: int) -> str:
        """The main button."""
        return f"Make an urgent extract: {_statements(count)}" if count else "Make an urgent extract"

    @staticmethod
    def statement(text: str, kind: str, state: str) -> str:
        """One statement for a screen reader."""
        return f"{text} {kind}. {state}"


class ReviewUrgent(Review):
    """Checking an urgent extract."""

    TITLE = "Check the urgent extract"
    DRAFT = "The urgent extract"


class ApproveUrgent(Approve):
    """Approving an urgent extract."""

    TITLE = "Approve the urgent extract"
    INTRO = "This exact text is what you approve."
    STATEMENT = "I have read this extract. It is a fair and true record of what was said."
    TEXT = "The exact text of the urgent extract"
    APPROVE = "Approve this extract"
    NOT_YET = "The extract can't be approved yet."
    TO_REVIEW = "Back to checking the extract"


class ExportUrgent(Export):
    """Saving an approved urgent extract."""

    TITLE = "Save or copy the urgent extract"
    INTRO = "Copy it into the referral, or save a file. The note will say that this went first."
    FILE_TITLE = "Say where the extract is filed"
    FILE_INTRO = "When the extract is in your case system, type its record number here."
    DONE_TITLE = "The extract is filed"
    DONE_INTRO = "The extract is approved, saved and filed. The note of the visit is still to be written."
    TO_NOTE = "Back to the note (F8)"
    NO_NOTE_YET = "On to the note (F8)"
    REOPEN = "Change the extract again"
    VOID = "The extract has changed since it was approved."
    VOID_NEXT = "It can't be saved now. Choose 'Change the extract again', read it, and approve it again."


class ReadBack:
    """Reading the note to the person visited."""

    OPEN = "Read back to the person"
    TITLE = "Read the note back"
    INTRO = "Ctrl+R reads it aloud. If they say something else, press C."
    DONE = "We have read it"
    BACK = "Back to checking the note"
    CORRECT = "They say something else (C)"
    KEEP = "Keep their words"
    LEAVE = "Leave it as it is"
    HELP = "Their words are kept as they are, beside the statement. You decide about the statement afterwards."
    KEPT = "Kept, in their words. The section has to be confirmed again."
    NOTHING_TYPED = "Type what was said first."
    HALF_TYPED = "What you typed is not kept yet. Keep their words first. To leave without them, go there once more."
    CLOSING = "What you typed while reading back is not kept yet. Keep it first, or close again to close without it."
    NOTHING = "There is nothing in this note to read back yet."
    LIST = "The note, in large type"

    @staticmethod
    def field(name: str) -> str:
        """Whose words they are."""
        return f"What {name or 'the person'} says, in their words (Enter keeps them)"
