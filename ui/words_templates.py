"""Every sentence that a person reads while changing a kind of note, in plain English."""

from __future__ import annotations


class Templates:
    """Kinds of note."""

    TITLE = "Kinds of note"
    INTRO = "You change a copy. Fairnote's own stays as it is."
    OPEN = "Change the kinds of note"
    CARD_TITLE = "Kinds of note"
    CARD = "Which headings each kind of note has, and which words lead to them."
    KIND = "Kind of note"
    NAME = "Name of this kind of note"
    ORDER = "Order"
    ORDERS = (("topic", "By heading"), ("time", "In the order of the talk"))
    DETAIL = "Level of detail"
    DETAILS = (("brief", "Brief"), ("standard", "Standard"), ("full", "Full"))
    HEADING = "Heading to change"
    UP = "Move up"
    DOWN = "Move down"
    UP_KEYS = "Alt+Up"
    DOWN_KEYS = "Alt+Down"
    ADD = "Add a heading"
    ADD_NAME = "Add a heading after this one"
    REMOVE = "Remove this heading"
    REMOVE_NAME = "Remove this heading"
    NEW_HEADING = "New heading"
    WORDS_OF_HEADING = "Words of the heading"
    PROMPT = "What the worker is asked to write"
    PROMPT_HELP = "Only for what a person has to judge: then nothing that was said is put here. Else leave it empty."
    REQUIRED = "Has to be written here"
    STRONG = "Words that lead here"
    STRONG_HELP = "Words or short phrases, a comma between them: stairs, grab rail, get up"
    HINTS = "Words that may lead here"
    HINTS_HELP = "Weaker signs. Several of them together lead here, or one where nothing else does."
    ASPECTS = "What has to be asked under it"
    ASPECTS_HELP = "One a line, then a colon and the words that show it: danger: fall, burn, unsafe"
    FALLBACK = "Takes what fits nowhere else"
    SAVE = "Save this kind of note"
    SAVE_AS = "Save as another kind of note"
    SAVED = "Saved. Drafts made from now on use it."
    IN_HAND = "Your changes from before are here. They are not saved yet."
    NOT_YET = "Put this right first. Until then the draft beside it stays as it was."
    NOT_USED = "Some of the council's kinds of note can't be used. All others can."
    PREVIEW = "Draft of the practice visit"
    MAKING = "The draft is being made…"
    SHOWN = "This is the draft as it would be now."
    HELP_KEYS = (
        "Kinds of note",
        (
            ("Ctrl+PgUp, Ctrl+PgDn", "Go to the heading before or after"),
            ("Alt+Up, Alt+Down", "Move the heading up or down"),
            ("Ctrl+Enter", "Save"),
        ),
    )

    @staticmethod
    def numbered(number: int, heading: str) -> str:
        """A heading in the list."""
        return f"{number}. {heading or 'No words yet'}"

    @staticmethod
    def saved_in(folder: str) -> str:
        """Where it was kept."""
        return f"It is in the folder {folder}. What it was before stays there too, under a name that ends in “before”."

    @staticmethod
    def gone(name: str) -> str:
        """A kind of note that a visit has and that is not there."""
        return f"{name} (can't be used now)"

    @staticmethod
    def no_words(number: int) -> str:
        """A heading without words."""
        return f"Heading {number} has no words."
