"""Every sentence of the transcript screen, in plain English."""

from __future__ import annotations

from scribe.edit_log import EditKind
from scribe.transcript_gaps import duration
from scribe.visit import Manner


class Transcript:
    """What was said."""

    TITLE = "What was said"
    INTRO = "Put right what was misheard. Then write the draft note."
    OPENING = "Opening the words"
    EMPTY_INTRO = "The sound is ready. Turn it into words here on your laptop. Nothing is sent anywhere."
    START = "Turn the sound into words"
    WORKING = "Turning the sound into words"
    DRAFT = "Write the draft note"
    DRAFTING = "Writing the draft note"
    OPEN_NOTE = "Go to the note"
    LIST = "Turns: what each person said, in order"
    WHO = "Who is speaking?"
    WHO_HELP = "Choose a turn in the list. Then choose a person, or press the number."
    EDIT = "Change (E)"
    PLAY = "Play (P)"
    NOBODY = "Nobody yet"
    UNNAMED = "Some turns have no name yet. The note is clearer when each turn has one."
    WHOLE_VOICE = "All of this voice (A)"
    WHOLE_ON = "The next number you press names every turn of this voice. A again: only the turns chosen."
    WHOLE_OFF = "The next number you press names only the turns chosen."
    NO_SOUND = "There is no sound here to play."
    CHANGED = "The words were changed after the note was drafted. Write the draft again."
    OWN = "Your own words"
    OWN_HELP = "They need no name."
    GAP = "Not recorded"
    GAP_HELP = "There are no words here to name or to change."
    JOTTED_TITLE = "What you jotted"
    JOTTED_INTRO = "There is no sound with these words: they are your own. Write the draft note from them."
    NO_SPEECH_TITLE = "No speech was found"
    NO_SPEECH_INTRO = "Nobody is heard in the sound. It is kept. Write the draft note from what you jotted."
    NOTHING_WRITTEN_INTRO = "Nobody is heard in the sound, and you jotted no words. The sound is kept."
    MORE_SOUND = "Add your own account"
    TO_DOCUMENT = "Make a document of the transcript"
    MAKING_DOCUMENT = "Making a document of the transcript"
    MANNERS = {
        Manner.DICTATED: "Your own account",
        Manner.SEEN: "You jotted: seen",
        Manner.TOLD: "You jotted: told",
        Manner.VIEW: "You jotted: my view",
        Manner.MARK: "You marked this moment",
        Manner.READ_BACK: "Said when the note was read back",
    }

    DOUBTFUL = "[?]"
    EDITED = "edited"
    OFF_RECORD = "off the record"
    PARTLY_OFF_RECORD = "partly off the record"

    @staticmethod
    def heard_as(heard: str) -> str:
        """What was heard, behind a known word that was put in the place of it."""
        return f"(heard as “{heard}”)"

    @staticmethod
    def voice(label: str) -> str:
        """A speaker whom nobody has named."""
        return f"Voice {label[1:]}" if label[:1] == "S" and label[1:].isdigit() else Transcript.NOBODY

    @staticmethod
    def person_key(number: int, name: str) -> str:
        """A button that gives the chosen turns to a person."""
        return f"{number}  {name}"

    @staticmethod
    def given(count: int, name: str) -> str:
        """How many turns have another speaker now."""
        return f"1 turn is now {name}." if count == 1 else f"{count} turns are now {name}."

    @staticmethod
    def turn(speaker: str, at: str, text: str, *notes: str) -> str:
        """A turn for a screen reader: what there is to know of it comes after its words."""
        return " ".join((f"{speaker}, {at}. {text}".strip(), *notes))

    MISHEARD = "Some words may have been misheard."
    WAS_EDITED = "You changed these words."
    ALL_OFF = "This is off the record."
    SOME_OFF = "Some of it is off the record."

    @staticmethod
    def word(word: str, *notes: str) -> str:
        """The word that the cursor has come to, for a screen reader."""
        return ", ".join((word, *notes))


class Again:
    """Turning the sound into words once more."""

    SURE = "Turn the sound into words again?"
    WHY = (
        "It takes as long as the first time, and your words to know count then. What you typed, named and marked is "
        "carried over. Words that nobody changed may be heard differently."
    )
    DO = "Turn into words again"
    DONE = "The sound was turned into words again. What you typed stays."


class Editing:
    """Changing the words of a turn where they stand."""

    FIELD = "The words of this turn"
    HELP = "Enter: done. Shift+Enter: split here. Ctrl+Space: play."
    KEEP = "Done (Enter)"
    WAIT = "Words are being taken out for good. Wait until that is done, then change the words."
    EMPTY = "A turn needs at least one word. To leave all of it out of the note, mark it off the record (X)."
    NO_SPLIT = "Go to the word that the next person begins with: Right moves from word to word. Then press S."
    NOT_KEPT = "What you typed could not be stored. Write it down before you go on:"


class Checking:
    """The places where the machine is not sure."""

    DONE = "Nothing left to check"
    DONE_HELP = "You have looked at each place that Fairnote was not sure of."
    HELP = "Underlined, with [?]: these words may have been misheard."
    SIDE = "What to check, and who spoke"
    NEXT = "Next place (N)"
    BEFORE = "Place before (Shift+N)"
    PLAY = "Play it (P)"
    RIGHT = "It is right (R)"
    TAKE = "Take the offer (O)"
    LISTENING = "A second listener is checking the words. You can go on."
    WHY = {"low confidence": "Fairnote was not sure what it heard here."}

    @staticmethod
    def left(count: int) -> str:
        """How many there are."""
        return "1 place to check" if count == 1 else f"{count} places to check"

    @staticmethod
    def place(words: str) -> str:
        """The words in question."""
        return f"“{words}”"

    @staticmethod
    def offer(words: str) -> str:
        """What may have been said instead."""
        return f"Was it “{words}”?"

    @staticmethod
    def take(words: str) -> str:
        """Put it in the place of the words."""
        return f"Yes, “{words}” (O)"

    @staticmethod
    def why(reason: str) -> str:
        """Why a place is doubtful, in a plain sentence."""
        told = Checking.WHY.get(reason, reason).strip()
        ends = told.endswith((".", "?", "!", "”"))
        return told[:1].upper() + told[1:] + ("" if ends or not told else ".")

    @staticmethod
    def come_to(words: str, why: str, offer: str, left: str) -> str:
        """A place, for a screen reader."""
        return " ".join(part for part in (words, why, offer, left) if part)


class Voices:
    """Voices that nobody has named."""

    TITLE = "Whose voices are these?"
    HELP = "Press V to hear a voice. Then press the person's number. It names that voice everywhere."
    WRONG = "Wrong voices?"
    COUNT = "How many people spoke?"
    NOT_SURE = "Not sure"
    AGAIN = "Tell them apart again"
    FINDING = "Telling the voices apart"
    NOT_NAMED = "The voice was not named. A number names the turns that are chosen again."
    FOUND = "The voices were told apart again. The words are the same, and what you named stays."

    @staticmethod
    def hear(label: str, time: str) -> str:
        """Hear three seconds of a voice that speaks for so long in all."""
        return f"Hear {Transcript.voice(label)} ({time})"

    @staticmethod
    def hear_name(label: str, seconds: float) -> str:
        """The same for a screen reader."""
        return f"Hear {Transcript.voice(label)}, which speaks for {duration(seconds)}"

    @staticmethod
    def naming(label: str) -> str:
        """What a number key does now."""
        return f"This is {Transcript.voice(label)}. Who is it? Press the number of the person."

    @staticmethod
    def named(label: str, name: str, left: int) -> str:
        """That a voice has its name."""
        more = "Every voice has a name." if left == 0 else "1 more voice." if left == 1 else f"{left} more voices."
        return f"{Transcript.voice(label)} is {name}. {more}"


class Searching:
    """Finding words, and putting others in the place of them."""

    FIND = "Find"
    REPLACE = "Replace with"
    NEXT = "Next (F3)"
    BEFORE = "Before (Shift+F3)"
    REPLACE_ONE = "Replace"
    REPLACE_ALL = "Replace all"
    WHOLE = "Whole words"
    CASE = "Match capitals"
    CLOSE = "Close (Esc)"
    NONE = "Not found"

    @staticmethod
    def count(at: int | None, of: int) -> str:
        """Which of how many."""
        if not of:
            return Searching.NONE
        found = "1 place" if of == 1 else f"{of} places"
        return found if at is None else f"{at + 1} of {found}"

    @staticmethod
    def replaced(count: int, jotted: int = 0) -> str:
        """How many were replaced, and how many are in jottings, which are left as they are."""
        places = "1 place" if count == 1 else f"{count} places"
        done = f"Replaced in {places}. Ctrl+Z takes it back." if count else "Nothing was replaced."
        if not jotted:
            return done
        where = "1 place is" if jotted == 1 else f"{jotted} places are"
        return f"{done} {where} in what you jotted, which stays as it is: change that by hand."


class Undo:
    """Taking back, and doing again."""

    NOTHING = "Nothing to undo"
    REDO = "Nothing to do again"
    KINDS = {
        EditKind.WORDS: "words of a turn",
        EditKind.SPEAKER: "who spoke",
        EditKind.VOICE: "name of a voice",
        EditKind.SPLIT: "turn split in two",
        EditKind.JOINED: "two turns joined",
        EditKind.REPLACED: "words replaced",
        EditKind.DOUBT_ACCEPTED: "place checked",
        EditKind.OFFER_TAKEN: "words that were offered",
        EditKind.KNOWN_WORD_UNDONE: "what was heard, put back",
        EditKind.LEFT_OUT: "off the record",
        EditKind.PUT_BACK: "back on the record",
    }

    @staticmethod
    def kind(kind: EditKind) -> str:
        """What sort of change it was."""
        return Undo.KINDS.get(kind, "the last change")

    @staticmethod
    def undone(kind: EditKind) -> str:
        """That it was taken back."""
        return f"Taken back: {Undo.kind(kind)}. Ctrl+Y does it again."

    @staticmethod
    def redone(kind: EditKind) -> str:
        """That it was done again."""
        return f"Done again: {Undo.kind(kind)}."

    @staticmethod
    def undo(kind: EditKind) -> str:
        """What will be taken back."""
        return f"Undo: {Undo.kind(kind)}"

    @staticmethod
    def redo(kind: EditKind) -> str:
        """What will be done again."""
        return f"Do again: {Undo.kind(kind)}"


class OffRecord:
    """What was said off the record."""

    MARK = "Off the record"
    BACK = "Put it back on the record"
    TIMES = "Off the record, from a time to a time"
    FROM = "From"
    TO = "To"
    TIME_HELP = "Minutes and seconds, for example 12:30; after the first hour 1:02:30."
    TIME_WRONG = (
        "Type both times as minutes, a colon and two figures for the seconds, for example 12:30 or 1:02:30. "
        "The end comes after the start."
    )
    LEAVE_OUT = "Leave these minutes out"
    DONE = "Off the record."
    ALOUD = "Off the record."
    """What is read aloud in the place of the words."""
    MARKED = "Off the record: in no draft. The sound is kept."
    HARM = "Words about harm are among them. If somebody may be at risk, it has to be recorded. Ask your manager."
    NO_SOUND = "A jotting is your own note, with no sound of its own. Leave it out by changing or removing it."
    PUT_BACK = "Back on the record. A new draft will have these words again."
    SILENCE = "Silence it in the sound for good"
    SILENCING = "Silencing the sound"
    SILENCE_SURE = "Silence it for good? This can't be undone."
    SILENCE_WHY = "The words go from the transcript, and those seconds of the sound become silence. Nobody can undo it."
    SILENCED = "The sound is silent there now, and the words are gone."

    @staticmethod
    def marked_times(start: str, end: str) -> str:
        """Which minutes were marked."""
        return f"Off the record from {start} to {end}: in no draft. The sound is kept."

    @staticmethod
    def looking(marked: str) -> str:
        """That words about harm are looked for in what was marked: in much talk that takes a moment."""
        return f"{marked} Looking for words about harm in it."


class KnownWords:
    """Words that the recogniser should know."""

    TITLE = "Words to know"
    HELP = (
        "Add names, places and services that were spoken of. Names of the people at the visit are known already. "
        "They count when the sound is next turned into words: for words that are there already, choose "
        "“Turn into words again” in the menu (F10)."
    )
    FIELD = "A word to know"
    ADD = "Add (Enter)"
    NONE = "No words added yet."
    CLOSE = "Close"

    @staticmethod
    def remove(word: str) -> str:
        """Take one out, for a screen reader."""
        return f"Remove {word}"

    @staticmethod
    def added(word: str) -> str:
        """That it was added."""
        return f"Added: {word}"

    @staticmethod
    def removed(word: str) -> str:
        """That it was taken out."""
        return f"Removed: {word}"


class More:
    """The menu of what is needed less often."""

    TITLE = "More (F10)"
    FIND = "Find and replace"
    SPLIT = "Split the turn before this word"
    MERGE = "Join with the next turn"
    ON = "Play on from here"
    READ = "Read aloud from here, or stop"
    FOCUS = "Line focus on or off"
    LOOP = "Play the turn over and over"
    HEARD = "Put back what was heard"
    KNOWN = "Words to know"
    WORDS_AGAIN = "Turn into words again"
    AGAIN = "How many people spoke?"


KEYS = (
    (
        "What was said: reading and hearing",
        (
            ("Up, Down", "Move between turns"),
            ("Left, Right", "Move between the words of a turn; with Shift, choose several"),
            ("P", "Play the words chosen, or from the word, or the turn; again: stop"),
            ("Space", "Play on from here; again: pause"),
            ("L", "Play the turn over and over"),
            ("Ctrl+F, Ctrl+H", "Find words; find and replace"),
            ("F3, Shift+F3", "Next place found, the one before"),
            ("F10", "Open the menu of all that can be done"),
        ),
    ),
    (
        "What was said: checking",
        (
            ("N or F8", "Next place to check; with Shift, the one before"),
            ("R", "It is right"),
            ("O", "Take the words that are offered"),
            ("H", "Put back what was heard, where a known word was put in"),
        ),
    ),
    (
        "What was said: mending",
        (
            ("E or Enter", "Change the words of the turn"),
            ("Enter or Esc, while changing", "Keep the words"),
            ("Shift+Enter, while changing", "Split the turn at the cursor"),
            ("S", "Split the turn before the word"),
            ("M", "Join the turn with the next one"),
            ("1 to 9", "Say who is speaking"),
            ("A", "The next number is about all turns of this voice; again: only the ones chosen"),
            ("V", "Hear the next voice without a name; then 1 to 9 names all of it"),
            ("X", "Off the record, or back on it"),
            ("K", "Words to know"),
            ("Ctrl+Z, Ctrl+Y", "Take back the last change; do it again"),
        ),
    ),
)
