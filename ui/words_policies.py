"""Every sentence that a person reads of what IT has set, and of a second person's approval, in plain English."""

from __future__ import annotations

from ui.words import Approve


class ApproveToo(Approve):
    """A second person approves what one has approved."""

    TITLE = "Approve it as the second person"
    INTRO = "A colleague approved this. Read it yourself."
    STATEMENT = (
        "I am not the person who approved this first. I have read all of this text, and agree that it may leave."
    )
    TEXT = "The exact text that was approved"
    APPROVE = "Approve it too"
    TO_REVIEW = "Not now: back to saving"
    FIRST = "Who approved it first"
    NOT_MANAGER = "Your name is kept beside the first and stands on the file. This is not a manager's authorisation."


class WaysOut:
    """What IT says of how text may leave, on the screens on which it is saved."""

    SECOND_NEEDED = "A second person has to approve this before it can leave."
    SECOND_NEXT = "Ask a colleague to read it here, on this laptop, and to approve it too."
    LET_READ = "Let a colleague read it"
    SECOND_INTRO = "It was approved once. It can't be saved or copied yet."
    NO_FORMAT = "Your IT team lets none of these kinds of file leave."
    NO_FORMAT_NEXT = "The text stays here, and is safe. Ask your IT team."
    SOME_FORMATS = "Some kinds of file are closed by your IT team."

    @staticmethod
    def only_in(folders: str) -> str:
        """Where files may be saved."""
        return f"Your IT team lets files be saved here only: {folders}"

    @staticmethod
    def also(name: str, when: str) -> str:
        """Who approved it too, and when."""
        return f"Also approved by {name}, {when}."


class Consent:
    """What is said before a recording."""

    TITLE = "What to say before you record"
    IN_THESE = "Answered with the words above on the screen."

    @staticmethod
    def in_others(words: str) -> str:
        """The words that were shown when the answer was written down, where they are other words today."""
        return f"Answered with these words on the screen:\n{words}"


class SetByIt:
    """What IT has set that has no place of its own on the settings screen."""

    TITLE = "Set by your IT team"
    HELP = "You can't change these here. If one of them gets in your way, tell your IT team."
    PLAIN = {
        "export_formats": {
            "docx": "Word",
            "pdf": "PDF",
            "html": "web page",
            "txt": "plain text",
            "vtt": "captions (VTT)",
            "srt": "captions (SRT)",
            "wav": "sound (WAV)",
            "copy": "copying a section",
        },
        "second_approver": {"unless_urgent": "required, except for urgent extracts"},
    }
    """For a setting, what a worker reads for the words of a policies file."""

    @classmethod
    def line(cls, name: str, title: str, value: str) -> str:
        """The setting of this name; what there are several of stands with commas."""
        if words := cls.PLAIN.get(name):
            value = ", ".join(words.get(each, each) for each in value.split(", "))
        return f"{title}: {value}"


class PolicyErrors:
    """What can't be done because of what IT has set: what happened, what is safe, what to do next."""

    WAY_CLOSED = (
        "Your IT team doesn't let text leave like this.",
        "The text stays here, and is safe.",
        "Choose another way, or ask your IT team.",
    )
    SECOND_MISSING = (
        "A second person has to approve this before it can leave.",
        "The text stays here, and is safe.",
        "Let a colleague read it and approve it too.",
    )
    SAME_PERSON = (
        "The second approval has to be another person's, and this name can be taken for the first one's.",
        "Nothing was approved.",
        "Let a colleague read it, and type their own name in full.",
    )
    APPROVED_TWICE = ("A second person has approved this already.", "Nothing was changed.", "You can save it now.")
    MODEL_WITHDRAWN = (
        "Your IT team has withdrawn this model, so it is not used.",
        "Nothing is lost.",
        "Ask your IT team for another one.",
    )
    WITHDRAWN_NOT_COPIED = (
        "Your IT team has withdrawn this model, so it was not copied.",
        "Nothing was changed.",
        "Ask your IT team for another one.",
    )
    SETTING = ("That setting can't be used.", "Nothing was changed.", "Ask your IT team.")
    CANT_START = "Fairnote can't start"
    CANT_START_NEXT = "Your visits are safe. Tell your IT team what it says above."
