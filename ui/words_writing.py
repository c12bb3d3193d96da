"""Every sentence that a person reads of writing help, and of the help in every text box, in plain English."""

from __future__ import annotations

from easyread.rewriting import Easier


class Writing:
    """The screen that makes a worker's own text easier to read."""

    TITLE = "Writing help"
    INTRO = "Put in a letter, an email or a leaflet. See easier words for each sentence. You choose."
    NOT_KEPT = "Nothing here is kept. Copy or save it before you leave."
    TEXT = "Your text"
    TEXT_HELP = "Paste it, type it, or say it with Ctrl+D."
    OPEN = "Open a document (Ctrl+O)"
    FILTER = "Documents (*.docx *.odt *.pdf *.txt *.html *.htm *.rtf *.png *.jpg *.jpeg *.tif *.tiff);;All files (*)"
    OPENING = "Opening the document"
    FOR_WHOM = "How should it be written?"
    KINDS = {
        Easier.PLAIN: ("Plain English", "Shorter sentences and everyday words."),
        Easier.DYSLEXIA: ("Dyslexia friendly", "Even shorter sentences, and one thing in each."),
        Easier.SECOND_LANGUAGE: (
            "For English learners",
            "English is not their first language: plain words, and what each hard word means.",
        ),
    }
    START = "Show me easier words"
    WORKING = "Looking for easier words"
    EMPTY = "There is no text yet. Paste, type or say something first."
    ONE_FILE = "Drop one document at a time."
    DOUBTFUL = "This came from a picture. Check the names, numbers and dates before you use it."

    CHANGES = "Changes"
    RESULT = "Your new text"
    SHORT = "Short version"
    REPORT = "How it reads"
    WAS = "Was"
    NOW = "Now"
    SAME = "Stays as it is"
    EXPLAINED = "What a word means"
    CHECK = "Please look at this"
    NO_CHANGES = "No easier words were found. Your text stays as it is."
    UNDECIDED = "Not chosen yet"
    TAKEN = "New words chosen"
    KEPT = "Old words kept"
    OWN = "Your own words"
    TAKE = "Use new words (A)"
    KEEP = "Keep old words (K)"
    OWN_WORDS = "Write it myself (E)"
    OWN_FIELD = "Your words for this sentence"
    OWN_SAVE = "Use my words (Ctrl+S)"
    SAVE_OWN = "Use my words"
    OWN_LEAVE = "Leave it as it was (Esc)"
    CHECKING = "Checking your words"
    ALL_SAFE = "Use all safe changes"
    NEXT = "Next to choose (F8)"
    TO_RESULT = "See your new text"
    COPY = "Copy the new text"
    SAVE = "Save as a text file (Ctrl+S)"
    SAVE_FILTER = "Text (*.txt)"
    COPIED = "Copied. You can paste it where you need it."
    AGAIN = "Start with another text"
    EDIT = "Change this text yourself"
    UNDO = "Undo (Ctrl+Z)"
    ALL_CHOSEN = "You have chosen for every sentence."
    SHORT_INTRO = "The key sentences, word for word, with their page. Nothing is reworded."
    SHORT_NONE = "No sentence stands out. Read the whole text."
    REPORT_INTRO = "These are counts, as advice. You know your reader better."
    SENTENCES = "Sentences"
    WORDS = "Words in a sentence, on average"
    EASE = "Reading ease: 60 and more is plain English"
    ADVICE = "Advice only"
    BEFORE = "Your text"
    AFTER = "With every change"
    LEAVING = "Your text is not kept. Copy or save it first. To leave without it, go there once more."
    CLOSING = "Your text in Writing help is not kept. Copy or save it first, or close again to close without it."
    CHANGES_FACT = "This changes what it says."

    RULES = {
        "sentence-length": "Long sentences",
        "one-idea": "Sentences with more than one idea",
        "active": "Sentences that don't say who does it",
        "plain-words": "Hard words that have an easier one",
        "common-words": "Hard words",
        "verbs-for-nouns": "Nouns where a verb is clearer",
        "full-words": "Short forms, such as DRE",
        "same-word": "Two words for one thing",
        "no-idioms": "Sayings",
        "no-double-negatives": "Two 'not's in one sentence",
        "no-block-capitals": "Words in capitals",
        "no-contractions": "Short forms, such as don't",
        "figures": "Numbers in words, or %",
        "nouns": "'It' or 'they' far from what is meant",
        "explained-next": "Hard words that are not explained",
    }
    HELP = (
        "Writing help",
        (
            ("Up, Down", "The sentence before, the next sentence"),
            ("A", "Use the new words, and go on"),
            ("K", "Keep the old words, and go on"),
            ("E", "Write the sentence yourself"),
            ("F8", "The next sentence to choose for"),
            ("Ctrl+1, 2, 3, 4", "Changes, new text, short version, how it reads"),
            ("Ctrl+R", "Read aloud: the old words, then the new"),
            ("Ctrl+S", "Save your new text as a file"),
        ),
    )

    @staticmethod
    def where(number: int, of: int) -> str:
        """Which of the changes this is."""
        return f"Change {number} of {of}"

    @staticmethod
    def left(count: int) -> str:
        """How many are still to be chosen."""
        return "1 sentence left to choose" if count == 1 else f"{count} sentences left to choose"

    @staticmethod
    def used(count: int, left: int) -> str:
        """What came of using all safe changes."""
        done = "1 change was safe and is used." if count == 1 else f"{count} changes were safe and are used."
        if not left:
            return done
        one = "1 may change what it says: look at it."
        rest = one if left == 1 else f"{left} may change what it says: look at each."
        return f"{done} {rest}"

    @staticmethod
    def page(number: int) -> str:
        """Where a sentence stands."""
        return f"Page {number}"

    @staticmethod
    def means(word: str, meaning: str) -> str:
        """What a word means."""
        return f"{word}: {meaning}"

    @staticmethod
    def saved(name: str) -> str:
        """That the text was saved."""
        return f"Saved as {name}."

    @staticmethod
    def spoken(was: str, now: str, state: str, why: str) -> str:
        """A changed sentence for a screen reader."""
        return f"{Writing.WAS}: {was}\n{Writing.NOW}: {now}\n{why} {state}."

    @staticmethod
    def counted(name: str, before: object, after: object) -> str:
        """One count for a screen reader."""
        return f"{name}. {Writing.BEFORE}: {before}. {Writing.AFTER}: {after}."


class TextHelp:
    """Dictation, read-back and spelling in every text box."""

    DICTATE = "Dictate here"
    STOP_DICTATING = "Stop dictating"
    DICTATE_KEYS = "Ctrl+D"
    READ = "Read this aloud"
    READ_KEYS = "Ctrl+Shift+R"
    SPELL = "Spelling"
    SPELL_KEYS = "Ctrl+."
    LEAVE_WORD = "It is right as it is"
    NONE = "No word was found that is like it"
    RIGHT = "No misspelt word was found here."
    STARTING = "Getting the microphone ready…"
    LISTENING = "Listening. Say it. Only your own voice belongs in this."
    MAKING = "Making words of what you said…"
    STOP = "Stop (Ctrl+D)"
    CLOSE = "Close"
    SETTINGS_TITLE = "Help in text boxes"
    SETTINGS = "Each of these works in every text box, but not in passwords and codes."
    SETTINGS_EACH = {
        "box_dictation": "Dictate with Ctrl+D. The sound is not kept",
        "box_reading": "Hear what you wrote with Ctrl+Shift+R",
        "box_spelling": "Mark misspelt words. Ctrl+. shows other spellings",
    }
    CHOICES = {"on": "On", "off": "Off"}
    HELP = (
        "In every text box",
        (
            ("Ctrl+D", "Dictate where the cursor is, or stop. The sound is not kept"),
            ("Ctrl+Shift+R", "Hear what is chosen, or all of it"),
            ("Ctrl+.", "Other spellings for a word that is marked"),
        ),
    )
