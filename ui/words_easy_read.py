"""Every sentence that a person reads of letters and Easy Read, in plain English."""

from __future__ import annotations

from easyread.page import Profile
from easyread.sheet import Colour
from ui.words import Approve, Export
from ui.words_review import Ready


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"


class Papers:
    """The list of letters and Easy Read pages."""

    OPEN = "Letters and Easy Read"
    TITLE = "Letters and Easy Read"
    INTRO = "Each letter shows the one thing to do next."
    EMPTY_INTRO = "Open a letter, and Fairnote helps you to write an Easy Read version of it."
    NEW = "Open a letter"
    WRITING = "Writing help"
    ERASE_KEY = "Shortcut: Del goes to erasing this letter."
    STEPS = {
        "start": "Make the Easy Read version",
        "again": "Make it again: the note has changed",
        "review": "Check the Easy Read version",
        "approve": "Approve the Easy Read version",
        "export": "Save the approved Easy Read version",
        "file": "Say where it is filed",
        "done": "Finished",
    }

    @staticmethod
    def next_step(step: str) -> str:
        """What to do next, in words."""
        words = Papers.STEPS.get(step, step)
        return words if step == "done" else f"Next: {words}"

    @staticmethod
    def row(title: str, about: str, step: str) -> str:
        """A row for a screen reader."""
        return " ".join(part for part in (f"{title}.", f"{about}." if about else "", f"{step}.") if part)


class Opening:
    """Bringing a letter in."""

    TITLE = "Open a letter"
    INTRO = "Fairnote only reads it. The letter itself is never changed."
    FILE = "Choose a file (Ctrl+O)"
    DROP = "Or drop one file here: Word, PDF, OpenDocument, web page, plain text, a photo or a scan."
    ONE_FILE = "Drop one file at a time, and no folder."
    PASTE = "Or paste the words here"
    NOTHING = "Choose a file, or paste the words of the letter, first."
    FILTER = (
        "Letters (*.docx *.odt *.pdf *.txt *.md *.html *.htm *.rtf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp)"
        ";;All files (*)"
    )
    READING = "Reading the letter"
    NEXT = "Next: who will read it?"
    LEAVING = "What you typed or pasted here is not kept yet. To leave without it, go there once more."
    CLOSING = "What you typed or pasted here is not kept yet. Make the Easy Read first, or close again to lose it."


class Doubtful:
    """Words of a scan that were hard to make out."""

    TITLE = "Put these words right first"
    INTRO = "They were hard to read in the picture. Look at the letter beside you. Figures and dates matter most."
    DONE = "Next: who will read it?"

    @staticmethod
    def field(number: int, of: int) -> str:
        """One doubtful word, for a screen reader."""
        return f"Word {number} of {of}: what the letter says"


class Who:
    """Who will read it."""

    TITLE = "Who will read it?"
    INTRO = "“You” in the Easy Read will mean this person, and nobody else."
    INTRO_NOTE = "Say who will read it, and look at what is not theirs to read."
    NAME = "Name of the person who will read it"
    IS_YOU = "Who is the letter written to?"
    TO_THEM = "To this person: it says “you”"
    TO_OTHERS = "To somebody else, or to everybody"
    WRITER = "Who wrote it? (this is “we” in the letter)"
    TITLE_FIELD = "What is the Easy Read called?"
    GOES_WITH = "Which letter does it go with?"
    DATE = "Date of the letter"
    DATE_HELP = "As it stands in the letter. Leave it empty if there is none."
    PROFILE = "How should it be written?"
    PROFILES = {
        Profile.EASY_READ: "Easy Read, with pictures",
        Profile.PLAIN: "Plain English",
        Profile.DYSLEXIA: "Easier for dyslexia",
    }
    NAME_MISSING = "Type the name of the person who will read it, or choose “To somebody else, or to everybody”."
    NAME_FIRST = "Type the name of the person who will read it first."
    TAKE_OUT_NONE = "Nothing was found that is about other people, an opinion or a risk. Read it with that in mind."
    TITLE_MISSING = "Type what the letter is called first."
    START = "Make the Easy Read version"
    WRITING = "Making the Easy Read version"
    LETTER = "The letter"
    TAKE_OUT = "What is not theirs to read"
    TAKE_OUT_HELP = "Ticked: it is taken out. It stays in the list of what is not in the Easy Read."

    @staticmethod
    def letter_from(writer: str) -> str:
        """Which letter it goes with, as the reader knows it."""
        return f"the letter from {writer}" if writer else ""

    @staticmethod
    def why_out(why: str) -> str:
        """Why it is offered to be taken out."""
        return f"Ticked because it is {why}." if why else ""


class Easy:
    """Checking an Easy Read page beside its letter."""

    TITLE = "Check the Easy Read"
    LEAVING = "The line that you are typing is not saved. Save it (Enter), or go there once more to leave without it."
    CLOSING = "The line that you are typing is not saved. Save it (Enter), or close again to close without it."
    INTRO = "Read each line beside the words of the letter."
    LINES = "The Easy Read"
    LETTER = "Letter"
    LETTER_WORDS = "The words of the letter"
    LEFT_OUT = "Left out"
    PAGE = "Page"
    REPORT = "How easy?"
    NARROW = "The Easy Read (S)"
    FLAGGED = "Check this"
    RED = "Hard to read"
    AMBER = "Could be easier"
    REMOVED = "Taken out"
    EDITED = "Changed by you"
    KEPT = "Kept by you"
    CHANGED = "Changed from the letter"
    SAME = "It says what the letter says, and it is easy to read."
    NO_PICTURE = "No picture"

    EDIT = "Change (Enter)"
    REMOVE = "Take out (Del)"
    RESTORE = "Put back (Del)"
    REPAIR = "Other words (R)"
    PICTURE = "Picture (I)"
    BOTH = "Hear both (L)"
    HEAR = "Hear it (P)"
    ADD = "Add a line (A)"
    UP = "Move up (Alt+Up)"
    DOWN = "Move down (Alt+Down)"
    REPAIRS_TITLE = "Choose other words:"
    NO_REPAIRS = "No other words were found that are sure to mean the same. Change it in your own words."
    BACK = "Back (Esc)"
    REASON = "Why is it right to keep?"
    KEEP = "Keep it (Ctrl+K)"
    REASON_MISSING = "Write why it is right to keep."
    EDIT_FIELD = "The line in your words"
    EDIT_HELP = "Enter saves it. Shift+Enter begins another line. Esc leaves it as it was."
    SAVE = "Save (Enter)"
    CANCEL = "Leave it as it was (Esc)"
    NEW_FIELD = "The new line"
    NOTHING_TYPED = "Type the line first."
    LATER = "Leave for later (F8)"
    READ_ON = "Read on"
    SETTLE = "Say what to do with this line"
    HOW_TO_SETTLE = "Change it, choose other words, take it out, or say why you keep it."
    SAVE_CHANGE = "Save the change"
    KEEP_SO = "Keep it, with this reason"
    CONFIRM = "This part is right"
    CONFIRMED = "Read and right"
    UNCONFIRM = "Open this part again"
    NEXT_FLAG = "Next: a line to check (F8)"
    NEXT_SECTION = "Next: a part to read (F8)"
    NEXT_LEFT_OUT = "Next: what was left out (F8)"
    TO_APPROVE = "Go to approval"
    NOTHING_HARD = "No line is marked any more."
    UNDO = "Undo (Ctrl+Z)"
    ALL_PAPERS = "All letters"

    OMISSIONS_TITLE = "In the letter, not in the Easy Read"
    OMISSIONS_HELP = "Read down the list. If something matters, choose it and put it back."
    OMISSIONS_NONE = "Everything in the letter is in the Easy Read."
    BRING_BACK = "Put it into the Easy Read"
    SEEN = "I have looked at this list"
    SEEN_DONE = "You have looked at this list."
    BROUGHT_BACK = "It is a line of the Easy Read now. Please put it in easy words."

    @staticmethod
    def progress(done: int, of: int, flags: int) -> str:
        """How far the checking is."""
        left = f", {_count(flags, 'line')} to check" if flags else ""
        return f"{done} of {_count(of, 'part')} read{left}"

    @staticmethod
    def left_out_tab(count: int) -> str:
        """The tab with what is not in the Easy Read."""
        return f"{Easy.LEFT_OUT} ({count})"

    @staticmethod
    def line(text: str, state: str, why: str, alt: str) -> str:
        """A line for a screen reader."""
        parts = [text, f"{state}." if state else "", why, f"Picture: {alt}." if alt else ""]
        return " ".join(part for part in parts if part)

    @staticmethod
    def confirm(heading: str) -> str:
        """Confirm one part, for a screen reader."""
        return f"{heading}: {Easy.CONFIRM}"

    @staticmethod
    def unconfirm(heading: str) -> str:
        """Open one part again, for a screen reader."""
        return f"{heading}: {Easy.UNCONFIRM}"

    @staticmethod
    def choice(number: int, words: str) -> str:
        """One of the other wordings."""
        return f"{number}  {words}"

    @staticmethod
    def changed(why: str) -> str:
        """What is typed says something else than the letter."""
        return f"{Easy.CHANGED}: {Easy.why(why)}" if why else f"{Easy.CHANGED}."

    @staticmethod
    def why(words: str) -> str:
        """Why a line is marked, with the word for it that this screen uses."""
        return words.replace("the source", "the letter").replace("The source", "The letter")


class EasyReady(Ready):
    """Keeping a line that is marked: the reasons that need one key."""

    THERE = "Letter says so"
    RECORD = "Writer told me"
    LISTENED = "I listened"
    OTHER = "4  Other"
    ALL = (THERE, RECORD, LISTENED)
    PLAY_FIRST = "Hear both first (L): only then can you say that you listened."


class Pictures:
    """Choosing a picture for a line."""

    TITLE = "A picture for this line"
    HELP = "The picture should show what the words say."
    SEARCH = "Search for a picture"
    SEARCH_BUTTON = "Search"
    LIST = "Pictures found"
    NOTHING = "No picture was found for these words. Try one plain word."
    OWN = "Photograph (Ctrl+O)"
    NONE = "No picture"
    ONLY_HERE = "On this line only"
    USE = "Use picture"
    FILTER = "Pictures (*.png *.jpg *.jpeg *.svg)"
    SET = "Add a set of pictures"
    SET_TITLE = "The folder with the pictures"
    SET_COMING = "The pictures are being added. You can go on meanwhile."
    NAME = "What does the photograph show?"
    NAME_MISSING = "Say in a few words what the photograph shows: it is read aloud to people who can't see it."
    CHOOSE_FIRST = "Choose a picture from the list first."

    @staticmethod
    def set_done(count: int, refused: tuple[str, ...]) -> str:
        """How many pictures of a set can be found now, and which could not be added."""
        there = {0: "No picture was added.", 1: "1 picture was added. You can search for it by its name."}
        told = [there.get(count, f"{count} pictures were added. You can search for them by their names.")]
        if refused:
            others = ("And others.",) if len(refused) > 3 else ()
            told += [f"{len(refused)} could not be added:", *refused[:3], *others]
        return " ".join(told)

    @staticmethod
    def credit(words: str) -> str:
        """Who made it."""
        return f"Made by: {words}" if words else "One of Fairnote's own drawings."


class PagePreview:
    """The page as it will be printed, and how the person wants it."""

    TITLE = "The page as it will be printed"
    MAKING = "Making the page"
    EARLIER = "Page before"
    LATER = "Page after"
    CHOICES = "How the person wants it"
    CHOICES_OPEN = "How it looks, who checked it"
    SIZE = "Size of the words"
    PICTURE_SIZE = "Size of the pictures"
    COLOUR = "Colours"
    LARGE = "Large print"
    WITH_PICTURES = "With pictures"
    CHECKED_BY = "Checked by (a person with a learning disability)"
    CHECKED_HELP = "Leave it empty while nobody has. The page says so."
    KEEP_CHECKED = "Keep this name"
    NOT_SHOWN = "The page can't be shown here."
    COLOURS = {
        Colour.WHITE: "Black on white",
        Colour.CREAM: "Black on cream",
        Colour.YELLOW: "Black on yellow",
        Colour.BLUE: "Black on pale blue",
        Colour.GREEN: "Black on pale green",
        Colour.WHITE_ON_BLACK: "White on black",
    }

    @staticmethod
    def points(number: int) -> str:
        """A size of type."""
        return f"{number} point"

    @staticmethod
    def millimetres(number: int) -> str:
        """A size of picture."""
        return f"{number / 10:g} cm"

    @staticmethod
    def page(number: int, of: int) -> str:
        """Which page."""
        return f"Page {number} of {of}"


class Report:
    """How easy the page is."""

    TITLE = "How easy is it to read?"
    RED_TITLE = "Lines that are hard to read"
    NO_RED = "No line is hard to read."
    RULES_OPEN = "All rules, and where they come from"
    TOO_LONG = "That is more than an Easy Read should have. Think about what the person needs most."
    ADVICE = "Only advice: a number can't tell whether somebody understands it."
    FINE = "no line"
    RULES = {
        "sentence-length": "Short sentences",
        "one-idea": "One idea in a sentence",
        "active": "It says who does what",
        "common-words": "Everyday words",
        "explained-next": "Hard words are explained",
        "full-words": "Words in full",
        "no-contractions": "No short forms with an apostrophe",
        "same-word": "The same word for the same thing",
        "no-idioms": "Nothing that means something else",
        "nouns": "Clear who 'he', 'she' or 'it' is",
        "no-double-negatives": "No two words that say no",
        "figures": "Numbers as figures",
        "no-block-capitals": "No words in capitals",
        "picture": "A picture for the line",
        "verbs-for-nouns": "Doing words",
        "plain-words": "Plain words",
    }

    @staticmethod
    def rule(name: str) -> str:
        """A rule in plain words."""
        return Report.RULES.get(name, name.replace("-", " ").capitalize())

    @staticmethod
    def words(count: int) -> str:
        """How many words."""
        return _count(count, "word")

    @staticmethod
    def readability(words_a_sentence: float, flesch: float) -> str:
        """What a formula makes of it."""
        return f"{words_a_sentence:.0f} words in a sentence. Reading ease {flesch:.0f} of 100."

    @staticmethod
    def row(red: int, amber: int) -> str:
        """How many lines a rule marks."""
        parts = [f"{_count(red, 'line')} hard to read"] if red else []
        parts += [f"{_count(amber, 'line')} could be easier"] if amber else []
        return ", ".join(parts) or Report.FINE

    @staticmethod
    def source(words: str) -> str:
        """Where a rule comes from."""
        return f"From: {words}"


class ApproveEasy(Approve):
    """Approving an Easy Read page."""

    TITLE = "Approve the Easy Read"
    INTRO = "Read it once more. These exact words and pictures are what you approve."
    STATEMENT = "I have read this Easy Read version beside the letter. It says what the letter says."
    TEXT = "The exact words and pictures of the Easy Read"
    APPROVE = "Approve this Easy Read"
    NOT_YET = "The Easy Read can't be approved yet."
    TO_REVIEW = "Back to checking the Easy Read"

    @staticmethod
    def summary(sections: int, kept: int, edited: int, removed: int, omissions: int) -> tuple[str, ...]:
        """What was confirmed, a line each; nothing of what there was none of."""
        lines = (
            (sections, f"{_count(sections, 'part')} read and confirmed"),
            (kept, f"{_count(kept, 'line')} kept with a reason"),
            (edited, f"{_count(edited, 'line')} changed by you"),
            (removed, f"{_count(removed, 'line')} taken out"),
            (omissions, f"{_count(omissions, 'thing')} in the letter but not in the Easy Read: looked at"),
        )
        return tuple(words for count, words in lines if count)


class ExportEasy(Export):
    """Saving an approved Easy Read page."""

    TITLE = "Save the approved Easy Read"
    INTRO = "Choose a kind of file and a folder. Then print it or send it with the letter."
    FILE_TITLE = "Say where the Easy Read is filed"
    FILE_INTRO = "When it is in your case system, type its record number here."
    DONE_TITLE = "The Easy Read is finished"
    DONE_INTRO = "It is approved, saved and filed. There is nothing more to do."
    FORMATS = (
        ("pdf", "PDF", "To print, and for screen readers"),
        ("docx", "Word", "To change or print in Word"),
        ("html", "Web page", "Opens in any browser"),
        ("txt", "Plain text", "Only the words"),
        ("wav", "Sound", "Read aloud by this laptop's voice"),
    )
    NO_VOICE = "Sound can't be saved: this laptop has no voice whose words can be kept in a file."
    TO_PAPERS = "Back to all letters"
    MAKE_EASY = "Make an Easy Read version"
    REOPEN = "Change the Easy Read again"
    VOID = "The Easy Read has changed since it was approved."
    VOID_NEXT = "It can't be saved now. Choose 'Change the Easy Read again', read it, and approve it again."

    @staticmethod
    def drafted_with(name: str) -> str:
        """The line that every exported Easy Read carries."""
        return f"Drafted with AI. Checked and approved by {name} (author); not a manager's authorisation."
