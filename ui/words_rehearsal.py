"""What the rehearsal of the whole job writes and says (`ui/rehearsal.py`); it is for IT."""

from __future__ import annotations


class Rehearsed:
    """The practice letter, and each step once it is done."""

    LETTER = (
        "Your review\n\n"
        "This is a practice letter. No council has sent it.\n\n"
        "You have the right to ask for a review.\n"
        "You must write to us by 30 March 2026.\n"
        "You will have to pay £63.45 each week.\n\n"
        "If you disagree, you can phone 01632 960418."
    )
    OPENED = "Rehearsal: opened the practice visit; its sound was brought in from a file."
    RECORDED = "Rehearsal: recorded with the microphone."
    HEARD = "Rehearsal: wrote down what was said, and who said it."
    DRAFTED = "Rehearsal: drafted the note."
    APPROVED = "Rehearsal: reviewed the note, and approved it."
    SAVED = "Rehearsal: saved the note as {}."
    EASY_READ = "Rehearsal: made an Easy Read of a photographed letter, approved it and saved it."
    NOT_EMPTY = "Give an empty folder for what is saved. Nothing was changed."
    STUCK = "The rehearsal did not get through the practice visit, at {}. Nothing of yours was touched. Please tell IT."
    NOT_PRACTICE = "Only the practice visit can be rehearsed. Nothing was opened or changed."
