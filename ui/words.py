"""Every sentence that a person reads in the window, in plain English."""

from __future__ import annotations

from datetime import datetime

from scribe.transcript_gaps import duration
from scribe.visit import Agreed, Kind, Manner, Role
from ui import words_reading, words_writing
from ui.words_easy_keys import HELP as EASY_READ_KEYS
from ui.words_review import KEYS as REVIEW_KEYS
from ui.words_templates import Templates as TemplateWords
from ui.words_transcript import KEYS as TRANSCRIPT_KEYS
from ui.words_transcript import Transcript as Transcript

APP = "Fairnote"


class Common:
    """Words that every screen uses."""

    BACK = "Back"
    CANCEL = "Cancel"
    CLOSE = "Close"
    SAVE = "Save"
    SETTINGS = "Settings"
    HELP = "Help (F1)"
    ALL_VISITS = "All visits"
    PRACTICE_BANNER = "Practice visit. Nobody here is real, and nothing is kept."
    LEAVE_PRACTICE = "Leave practice"
    NEEDS = "Communication needs"
    MAIN_KEY = "Ctrl+Enter"
    OPENING = "Opening your visits"
    OPENING_INTRO = "This takes a moment."
    TRY_AGAIN = "Try again"
    DISMISS = "Hide this message"

    @staticmethod
    def shortcut(keys: str) -> str:
        """What a tooltip says of a key."""
        return f"Shortcut: {keys}"

    @staticmethod
    def needs_of(name: str, needs: str) -> str:
        """One person's communication needs."""
        return f"{name}: {needs}"

    @staticmethod
    def step(number: int, of: int, name: str) -> str:
        """Where in the visit we are."""
        return f"Step {number} of {of}: {name}"


STEPS = ("People", "Sound", "Words", "Review", "Approve", "Export")


class Passphrase:
    """Opening a vault that a passphrase protects."""

    TITLE = "Your passphrase"
    NEW_TITLE = "Choose a passphrase"
    ASK = "Type the passphrase for your visits."
    ASK_NEW = (
        "This laptop has no keychain that Fairnote can use, so a passphrase protects your visits. "
        "Use at least 12 characters. Nobody can open them without it."
    )
    FIELD = "Passphrase"
    AGAIN = "The same passphrase again"
    DIFFERENT = "The two are not the same. Type them again."
    SHORT = "Use at least 12 characters."
    OPEN = "Open my visits"


class Lock:
    """The window while it is locked, because nobody used it for a while."""

    TITLE = "Fairnote is locked"
    WHY = "Nobody used Fairnote for a while, so your visits are hidden. Nothing was lost."
    GOES_ON = "It goes on while Fairnote is locked."
    OPEN = "Show my visits"
    PASSPHRASE = "Your passphrase"
    CHECKING = "Looking whether that is it."
    OPEN_FIRST = "Something is being recorded. Show your visits first, and stop the recording. Then close Fairnote."
    LOCK_LAPTOP = (
        "Anybody who sits at this laptop can press this. When you go away from it, lock the laptop itself: hold the "
        "Windows key and press L."
    )


class Keeping:
    """What will be erased when its time has come."""

    STAYS = (
        "Your notes and the words stay. Only the sound, or the old draft, goes. If it has to stay, put a legal hold on "
        "the visit."
    )
    UNTIL_THEN = "Until you answer, nothing is erased by itself."
    FEWER = "Show fewer"
    RIGHT = "Yes, that is right"
    WRONG = "No, that is wrong"
    PUT_RIGHT = "Nothing was erased. Put the laptop's date right, or ask IT to. Then open Fairnote again."

    @staticmethod
    def soon(number: int) -> str:
        """How much."""
        return "One thing will be erased soon" if number == 1 else f"{number} things will be erased soon"

    @staticmethod
    def line(reference: str, kind: str, at: datetime) -> str:
        """One of them."""
        what = {"sound": "the recording", "draft": "an old draft that nobody approved"}.get(kind, "the visit")
        return f"{reference}: {what}, on {day(at)}"

    @staticmethod
    def more(number: int) -> str:
        """Those that are not shown."""
        return f"And {number} more."

    @staticmethod
    def show_all(number: int) -> str:
        """On the button that shows them."""
        return f"Show all {number}"

    @staticmethod
    def is_it(says: datetime) -> str:
        """The question."""
        return f"Is today {day(says)}?"

    @staticmethod
    def doubted(believed: datetime) -> str:
        """Why it is asked."""
        return f"That is what this laptop says. But Fairnote was last used on {day(believed)}, so it wants to be sure."

    @staticmethod
    def right(says: datetime) -> str:
        """The answer."""
        return f"Yes, today is {day(says)}"


class Visits:
    """The list of visits."""

    TITLE = "Your visits"
    INTRO = "Each visit shows the one thing to do next."
    EMPTY_INTRO = "There are no visits yet. You can start one, or practise first."
    NEW = "New visit"
    PRACTICE = "Try the practice visit"
    PRACTICE_WHY = (
        "New here? The practice visit takes about ten minutes. "
        "You check a made-up note and look for the one statement that is wrong."
    )
    PRACTICE_INTRO = "You are practising. Leave practice to come to your own visits."
    GO_ON_PRACTISING = "Go on practising"
    RECOVERING = "Keeping what was recorded"
    PREPARING = "Getting the practice visit ready"

    NEXT = {
        "record": "Record or bring in the sound",
        "recover": "Keep what was recorded",
        "transcribe": "Turn the sound into words",
        "draft": "Write the draft note",
        "review": "Check the note",
        "export": "Save the approved note",
        "file": "Say where it is filed",
        "done": "Finished",
        "handed over": "Another worker has this visit now",
    }
    NOTHING_NEXT = ("done", "handed over")
    HANDED_OVER = "Another worker goes on with this visit. What was here is kept as it was."
    RECOVERED = "This recording was cut off. What was saved before that is safe."
    ERASE_KEY = "Shortcut: Del goes to erasing this visit."

    @staticmethod
    def unfiled(count: int) -> str:
        """The notice at the top."""
        return f"{_count(count, 'saved note')} {'is' if count == 1 else 'are'} not filed yet"

    @staticmethod
    def unfiled_which(references: tuple[str, ...]) -> str:
        """Which they are, and what to do."""
        it, its = ("it", "its") if len(references) == 1 else ("each", "its")
        return f"{', '.join(references)}: put {it} into your case system. Then type {its} record number here."

    @staticmethod
    def open_unfiled(reference: str) -> str:
        """The way to the first of them."""
        return f"Open {reference}"

    @staticmethod
    def next_step(step: str) -> str:
        """What to do next, in words."""
        return Visits.NEXT[step] if step in Visits.NOTHING_NEXT else f"Next: {Visits.NEXT[step]}"

    @staticmethod
    def row_name(reference: str, who: str, made: datetime, step: str, *, held: bool = False) -> str:
        """A row for a screen reader."""
        calm = f" {Visits.RECOVERED}" if step == "recover" else ""
        on_hold = f" {Hold.CHIP}." if held else ""
        return f"{reference}. {who}. {day(made)}. {Visits.next_step(step)}.{calm}{on_hold}"

    @staticmethod
    def erased(count: int) -> str:
        """What opens the list of what was erased lately."""
        return f"Recently erased ({count})"

    @staticmethod
    def erased_row(reference: str, at: str, until: str) -> str:
        """One visit that was erased lately."""
        return f"{reference}. Erased {at}. You can bring it back until {until}."

    @staticmethod
    def bring_back(reference: str) -> str:
        """Bring one visit back, for a screen reader."""
        return f"{Erase.BRING_BACK}: {reference}"

    @staticmethod
    def is_back(reference: str) -> str:
        """That it is back."""
        return f"{reference} is back in your list."


class NewVisit:
    """A new visit: the visit, the people, the agreement."""

    TITLE = "New visit"
    CHANGE_TITLE = "Change this visit"
    VISIT_INTRO = "First the reference and the kind of note. Then who is there."
    REFERENCE = "Reference"
    REFERENCE_HELP = "The person's record number, for example 204-118. Do not use a name."
    REFERENCE_MISSING = "Type a reference first."
    TEMPLATE = "What kind of note will you write?"
    TO_PEOPLE = "Next: who is there"

    PEOPLE_TITLE = "Who is at the visit?"
    PEOPLE_INTRO = "Add each person, and yourself as the worker. Pronouns help the note to say who did what."
    ADD_TITLE = "Add a person"
    CHANGE_PERSON = "Change this person"
    NAME = "Name"
    NAME_HELP = "As it should be written in the note, for example Mrs Amina Begum."
    NAME_MISSING = "Type a name first."
    ROLE = "Who is this?"
    PRONOUNS = "Pronouns"
    NEEDS = "Communication needs"
    NEEDS_HELP = "For example: hard of hearing, sit on her right. Leave empty if there are none."
    LATE = "Arrived after the visit had started"
    ADD = "Add this person"
    SAVE_PERSON = "Save this person"
    REMOVE = "Remove"
    CHANGE = "Change"
    PERSON_MISSING = "Add the person this visit is about."
    TO_AGREEMENT = "Next: agreement to record"

    AGREEMENT_TITLE = "Agreement to record"
    AGREEMENT_INTRO = (
        "Ask each person before you record, also a colleague who came along. Write down how you asked and what they "
        "said."
    )
    LAWFUL_TITLE = "Lawful basis"
    LAWFUL = (
        "Set by your council, not by you: a task in the public interest (UK GDPR Article 6(1)(e)) and social care "
        "(Article 9(2)(h)). Agreement to record is asked for as well, out of respect."
    )
    ANSWER = "What is the answer?"
    HOW = "How did you ask?"
    HOW_HELP = "For example: in plain words, with the leaflet."
    SAID = "What did they say?"
    BY = "Who asked?"
    CONSULTED = "Whom did you consult?"
    WHY = "Why is recording right for this person?"
    OWN_VIEW = "What is the child's own view?"
    RESPONSIBILITY = "Who holds parental responsibility?"
    STILL_NEEDED = "Still needed before you can record:"
    TO_SOUND = "Save, then go to the sound"
    SAVE_LATE = "Save, then go back to the recording"

    ROLES = {
        Role.PERSON: "The person this visit is about",
        Role.WORKER: "The worker (you, or a colleague)",
        Role.FAMILY: "Family or friend",
        Role.CARER: "Unpaid carer",
        Role.CHILD: "Child",
        Role.PROFESSIONAL: "Another professional",
        Role.ADVOCATE: "Advocate",
        Role.INTERPRETER: "Interpreter",
        Role.OTHER: "Somebody else",
    }
    PRONOUN_CHOICES = (("", "Not given"), ("she", "she, her"), ("he", "he, him"), ("they", "they, them"))
    ANSWERS = {
        Agreed.NOT_ASKED: "Not asked yet",
        Agreed.YES: "Yes",
        Agreed.NO: "No",
        Agreed.CANNOT_DECIDE: "Can't decide for themselves",
        Agreed.CHILD: "A child",
        Agreed.WITHDRAWN: "Said yes, then changed their mind",
    }

    @staticmethod
    def change_visit(reference: str) -> str:
        """Put right the reference or the kind of note."""
        return f"Change {reference} or the kind of note"

    @staticmethod
    def answer_for(name: str) -> str:
        """A field's name for a screen reader, where several people have the same field."""
        return f"{name}: {NewVisit.ANSWER}"

    @staticmethod
    def remove(name: str) -> str:
        """Remove somebody."""
        return f"Remove {name}"

    @staticmethod
    def change(name: str) -> str:
        """Change somebody."""
        return f"Change {name}"

    @staticmethod
    def asked_at(when: str) -> str:
        """When the answer was written down."""
        return f"Written down {when}"


class Sound:
    """The sound of a visit: recording it, bringing in files, adding to it."""

    TITLE = "The sound of the visit"
    INTRO = "Record here, or bring in what you recorded before."
    NOT_YET = "You can't record yet."
    NOT_AGREED = "Somebody has not agreed to being recorded. Pause or stop until they have."
    FIX_AGREEMENT = "Go to agreement to record"
    RECORD = "Start recording"
    STARTING = "Starting the microphone"
    STOPPING = "Saving the recording"
    WHO_ASKED = "Who asked you to stop?"
    WHO_ASKED_HELP = "The recording has stopped. Choose the person, so that it is written down."
    WITHDRAWN_HELP = "Nothing was erased. What was recorded before that is kept, encrypted."
    KEEP_OR_ERASE = "Keep or erase what was recorded?"
    KEEP_OR_ERASE_HELP = (
        "You don't have to decide now. If you are not sure, keep it and ask your manager. Before anything is erased, "
        "Fairnote asks again."
    )
    KEEP = "Keep it"
    KEPT = "Kept. You can still erase it later."
    REMARK = "Part of the sound is missing"
    NOTHING_CAME = "The microphone gave no sound, so there is no recording. Try again."
    DONE_TITLE = "The sound is saved"
    TRANSCRIBE = "Turn the sound into words"
    NEARLY_WORDS = "Most of the words are there already. The rest takes a few seconds."
    ADD_TITLE = "Add to it"
    ADD_HELP = "What you add goes after the sound that is there."
    RECORD_MORE = "Record more of the visit"
    MORE_INTRO = "What you record now goes after the sound that is there."
    NOT_NOW = "Not now"
    FROM_JOTTINGS = "Write the note from your jottings"
    CANT_LEAVE = "You are still recording. Press Stop and save first."
    CANT_LEAVE_STARTING = "The microphone is being started. Wait a moment. Then press Stop and save first."
    CANT_LEAVE_STOPPING = "The recording is being saved. Wait a moment."
    CANT_CLOSE = "You are still recording. Press Stop and save first, or close again to stop and close."

    @staticmethod
    def withdrew(when: str) -> str:
        """What is added to what somebody said."""
        return f"Asked for the recording to stop, {when}."

    @staticmethod
    def withdrawn(name: str) -> str:
        """That it was written down."""
        return f"Written down: {name} asked for the recording to stop."

    @staticmethod
    def saved(seconds: float) -> str:
        """That the sound is there."""
        return f"{duration(seconds)} of sound, encrypted on this laptop."


class Microphone:
    """Choosing the microphone, and trying it."""

    FIELD = "Microphone"
    DEFAULT = "The laptop's usual microphone"
    TRY = "Try the microphone (T)"
    STOP_TRYING = "Stop the test (T)"
    TRY_HELP = "A test takes a few seconds. Nothing of it is kept."
    SPEAK = "Say something, as loud as in a talk."
    HEARD = "We can hear you."
    NOT_YET = "We can't hear you yet. Speak, or check that the microphone is switched on."
    NOTHING = "No sound comes from this microphone. Choose another one, or check that it is switched on."


class Level:
    """How loud the sound is."""

    NAME = "Loudness"
    TOO_QUIET = "Too quiet"
    GOOD = "Good"
    TOO_LOUD = "Too loud"
    SAID_QUIET = "Too quiet, or nobody is speaking. Is the microphone near enough?"
    SAID_GOOD = "Good. We can hear you."
    SAID_LOUD = "Too loud. Move the microphone away a little."
    SAID_NOTHING = "Listening"

    @staticmethod
    def spoken(zone: str) -> str:
        """The meter for a screen reader."""
        return f"{Level.NAME}: {zone}"


class Files:
    """Bringing in sound that was recorded elsewhere."""

    IMPORT = "Bring in sound files (Ctrl+O)"
    MORE = "Add more files (Ctrl+O)"
    DROP = "Or drop sound files here, also several of one visit. They are only read, never changed."
    DROP_FILES = "Drop sound files, not folders."
    FILTER = "Sound (*.wav *.flac *.mp3 *.m4a *.ogg *.opus *.webm *.mp4 *.amr *.caf *.3gp *.aac *.wma);;All files (*)"
    IMPORTING = "Bringing in the sound"
    ORDER_TITLE = "The files, in the order of the visit"
    ORDER_HELP = "They are in the order of their names. Put them in the right order, then bring them in as one visit."
    UP = "Up"
    DOWN = "Down"
    REMOVE = "Take out"

    @staticmethod
    def numbered(number: int, name: str) -> str:
        """One file of the list."""
        return f"{number}.  {name}"

    @staticmethod
    def named(what: str, name: str) -> str:
        """A button of one file, for a screen reader."""
        return f"{what}: {name}"

    @staticmethod
    def bring_in(count: int) -> str:
        """Bring in what is listed."""
        return "Bring in the file" if count == 1 else f"Bring in {count} files"


class Account:
    """The worker's own account, spoken after the visit."""

    TITLE = "Your own account"
    INTRO = (
        "Say what you saw, what you were told and what you think. "
        "Only your own voice belongs in this: be where nobody else is heard."
    )
    CARD = "Say in your own words what happened, with or without a recording. Nobody else has to agree to it."
    DICTATE = "Dictate your own account (D)"
    START = "Start dictating"
    ONLY_YOU = "Only your own voice belongs in this."
    STOP_IF_HEARD = "Press Stop when you have said it. Pause if somebody comes in."


class Recording:
    """While a recording goes on."""

    INTRO = "Every second is saved as it is recorded. Press Stop when the visit ends."
    RECORDING = "Recording"
    DICTATING = "Recording your own account"
    PAUSING = "Pausing"
    PAUSED = "Paused. Nothing is being recorded."
    LOST = "The microphone was lost. Trying again."
    FAILED = "The recording has stopped. What was recorded is safe."
    PAUSE = "Pause (P)"
    RESUME = "Go on recording (P)"
    MARK = "Mark this moment (M)"
    STOP = "Stop and save"
    SAVE = "Save what was recorded"
    ARRIVED = "Somebody has arrived"
    ASKED_TO_STOP = "They asked me to stop"
    SMALL = "Small window (Ctrl+M)"
    CAPTIONS = "Show captions (C)"
    HIDE_CAPTIONS = "Hide captions (C)"
    LATE_WORDS = "Words are made after the visit. The recording is not affected."
    POWER_WORDS = "Words are made after the visit, to save the battery."
    WORDS_KEEP_UP = "The words are up to date."
    AGREEMENT = {
        Agreed.YES: "Agreed",
        Agreed.CHILD: "Agreed, a child",
        Agreed.CANNOT_DECIDE: "Can't decide, written down why",
        Agreed.NOT_ASKED: "Not asked yet",
        Agreed.NO: "Said no",
        Agreed.WITHDRAWN: "Asked to stop",
    }

    @staticmethod
    def microphone(name: str) -> str:
        """What is being recorded with."""
        return f"Microphone: {name}"

    @staticmethod
    def room(minutes: float) -> str:
        """How much more the disk has room for."""
        return f"The disk has room for about {_count(int(minutes), 'minute')} more."

    @staticmethod
    def behind(seconds: float) -> str:
        """How far the words are behind the sound."""
        minutes = round(seconds / 60)
        late = _count(minutes, "minute") if minutes else f"{round(seconds / 10) * 10} seconds"
        return f"The words are {late} behind. Nothing is lost: they catch up after Stop."

    @staticmethod
    def late(why: str) -> str:
        """That the words come later, and why where that is known."""
        return f"{Recording.LATE_WORDS} {why}".strip()

    @staticmethod
    def agreement(names: dict[Agreed, list[str]]) -> str:
        """What everybody said about being recorded, on one line."""
        parts = [f"{words}: {', '.join(names[a])}" for a, words in Recording.AGREEMENT.items() if names.get(a)]
        return ". ".join(parts)


class Jottings:
    """What the worker jots down during the visit."""

    TITLE = "Jot something down (J)"
    FIELD = "What do you want to keep?"
    HELP = "Enter adds it. Esc leaves the line."
    CHANGE_HELP = "Enter saves the change. Esc leaves it as it was."
    ADD = "Add"
    SAVE = "Save the change"
    MANNERS = {
        Manner.SEEN: "Seen (Ctrl+1)",
        Manner.TOLD: "Told (Ctrl+2)",
        Manner.VIEW: "My view (Ctrl+3)",
    }
    SHORT = {
        Manner.SEEN: "Seen",
        Manner.TOLD: "Told",
        Manner.VIEW: "My view",
        Manner.MARK: "Marked",
        Manner.READ_BACK: "Read back",
    }
    MANNER = "What kind of jotting is it?"
    LIST = "What you jotted"
    NONE = "Nothing yet. A mark or a jotting helps you to find the place later."
    CHANGE = "Change"
    ADD_WORDS = "Add words"
    REMOVE = "Remove"
    REMOVED = "Removed."
    PUT_BACK = "Put it back"
    PUT_BACK_DONE = "It is back."
    NOT_KEPT = "What you had typed could not be stored. Write it down before you go on:"

    @staticmethod
    def at(time: str) -> str:
        """When it was."""
        return f"At {time}"

    @staticmethod
    def marked(time: str) -> str:
        """That a moment was marked."""
        return f"Marked at {time}."

    @staticmethod
    def added(kind: str, time: str) -> str:
        """That a jotting was kept."""
        return f"{kind}, at {time}: kept."

    @staticmethod
    def changed(time: str) -> str:
        """That a jotting was changed."""
        return f"Changed: the one at {time}."

    @staticmethod
    def of(what: str, kind: str, time: str) -> str:
        """A button of one jotting, for a screen reader."""
        return f"{what}: {kind}, {time}"


class Small:
    """The small window."""

    TITLE = "Fairnote: recording"
    PAUSE = "Pause"
    RESUME = "Go on"
    MARK = "Mark"
    JOT = "Jot"
    STOP = "Stop"
    BIGGER = "Bigger"
    BIGGER_NAME = "Bigger: back to the large window"
    STOP_NAME = "Stop and save"


class Captions:
    """The captions."""

    TITLE = "Captions"
    WAITING = "The words will appear here."
    KEY = "Bold words are settled. The others can still change."
    ON_TOP = "Always on top"
    LARGER = "Larger text"
    SMALLER = "Smaller text"
    CLOSE = "Close"
    NOW = "What is being said now"
    NONE = "There are no captions now: words are made after the visit."


class Erase:
    """Erasing a visit."""

    ERASE = "Erase this visit"
    TITLE = "Erase this visit"
    WHAT = "What will happen"
    GOES = "The sound, the words, what you jotted and the draft all go."
    NOT_BACK = "This can't be undone."
    HELD = "This visit is on hold. Nothing of it can be erased."
    HELD_HELP = "Ask whoever asked for the hold."
    BACK = "Back to all visits"
    LOOKING = "Looking for anything that must be recorded first"
    HARM = "Harm may have been mentioned"
    HARM_HELP = "What must be on record stays, also when the rest is erased. Write it down first."
    UNKNOWN = "Was harm mentioned?"
    UNKNOWN_HELP = (
        "Not all of the sound is words yet, so Fairnote can't tell. "
        "If harm was mentioned, write down what must be recorded. If not, tick below."
    )
    NO_HARM = "No harm was mentioned"
    TO_RECORD = "What must be recorded"
    TO_RECORD_HELP = "It is kept as a visit of its own, with the same reference."
    WHY = "Why are you erasing it?"
    WHY_HELP = "One short sentence is enough."
    ASKED = "They asked for the recording to stop."
    WHY_MISSING = "Say why you are erasing it."
    RECORD_MISSING = "Write down what must be recorded first."
    NO_HARM_MISSING = "Write what must be recorded, or tick that no harm was mentioned."
    SURE = "Are you sure?"
    NO = "No, keep it"
    KEPT = "Nothing was erased."
    ERASING = "Erasing"
    DONE_TITLE = "The visit is erased"
    DONE_BACK = "You can bring it back from the end of your list of visits."
    RECORDED = "What you wrote is kept as a visit of its own, with the same reference."
    OPEN_RECORD = "Open what you wrote"
    BRING_BACK = "Bring back"
    BRINGING_BACK = "Bringing the visit back"

    @staticmethod
    def undo(days: int) -> str:
        """How long it can be undone."""
        return f"For {_count(days, 'day')} you can bring it back. After that you can't." if days else Erase.NOT_BACK

    @staticmethod
    def held(why: str) -> str:
        """Why there is a hold, and what to do."""
        return f"Why: {why}\n{Erase.HELD_HELP}"

    @staticmethod
    def sure_help(reference: str) -> str:
        """What the second press does."""
        return f"Nothing has been erased yet. To erase it, press '{Erase.sure(reference)}'."

    @staticmethod
    def sure(reference: str) -> str:
        """The second, deliberate press."""
        return f"Yes, erase {reference}"

    @staticmethod
    def title(reference: str) -> str:
        """Which visit it is about."""
        return f"{Erase.TITLE}: {reference}"


class Hold:
    """A legal hold on a visit."""

    HOLD = "Legal hold"
    CHIP = "On legal hold"
    PUT_ON_VISIT = "Put a legal hold on this visit"
    WHAT = "What a legal hold does"
    DOES = "While it is on, nobody can erase this visit. You can go on working on it."
    WHEN = "When to use it"
    USE = "Put it on when the visit may be needed: for a court, a complaint, an inquiry or a request to see the record."
    KEPT_TRACK = (
        "If you change something while it is on, Fairnote keeps the earlier version too. "
        "It also records when the hold was put on and taken off."
    )
    WHY = "Why is it held?"
    WHY_HELP = "For example: asked for by the court, with the number of the case."
    WHY_MISSING = "Say why it is held."
    PUT_ON = "Put the hold on"
    NOT_NOW = "Not now"
    BACK = "Back to all visits"
    TAKE_OFF = "Take the hold off"
    IS_ON = "There is a legal hold on this visit"
    TAKE_OFF_HELP = "Take it off only if whoever asked for it says so. After that the visit can be erased."
    NOW_ON = "The hold is on. This visit can't be erased."
    NOW_OFF = "The hold is off. This visit can be erased again."

    @staticmethod
    def reason(why: str) -> str:
        """Why there is a hold."""
        return f"Why: {why}"

    @staticmethod
    def title(reference: str) -> str:
        """Which visit it is about."""
        return f"{Hold.HOLD}: {reference}"


class Review:
    """Checking the draft."""

    TITLE = "Check the note"
    INTRO = "Read each statement beside the words that it came from. Confirm each section when it is right."
    DRAFT = "The draft"
    SOURCE = "Source"
    OMISSIONS = "Left out"
    LEFT_OUT_BECAUSE = {
        "small talk": "small talk",
        "not placed": "no heading of this note fits it",
        "left out for length": "left out to keep the note short",
        "withdrawn": "the person took it back",
        "question only": "a question",
        "off the record": "you left it off the record",
        "a code, kept out of the note": "a code, kept out of the note: it is in the transcript alone",
        "removed by the worker": "you took it out",
        "yours, from the last draft": "they were in the last draft, and this one has no place for them",
    }
    YOUR_WORDS = "Your words"
    PICK = "Choose a statement on the left to see the words that it came from."
    FLAG_TITLE = "Please check this statement"
    PLAY = "Play these words (P)"
    KEEP = "Keep it (Ctrl+K)"
    REASON = "Why is it right to keep?"
    REASON_MISSING = "Write why it is right to keep."
    EDIT = "Change it (E)"
    EDIT_FIELD = "The statement in your words"
    SAVE_EDIT = "Save (Ctrl+S)"
    REMOVE = "Take it out (Del)"
    USE_RULES = "Use the rules' wording"
    RESTORE = "Put it back (Del)"
    REMOVED = "Taken out of the note"
    EDITED = "Changed by you"
    KEPT = "Kept by you"
    NO_EVIDENCE = "You wrote this. It does not come from the sound."
    CONFIRM_SECTION = "Confirm this section"
    UNCONFIRM = "Open this section again"
    CONFIRMED = "Confirmed"
    FLAGGED = "Check this"
    WRITE_HELP = "Only you can write this part."
    ACTIONS = "Actions"
    NO_ACTIONS = "No actions were agreed."
    CONFIRM_ACTIONS = "Confirm the actions"
    OMISSIONS_TITLE = "Said, but not in the note"
    OMISSIONS_HELP = "Read down the list. If something matters, choose it and add it to a section."
    OMISSIONS_NONE = "Everything that was said is in the note."
    ADD_TO = "Section to add it to"
    ADD = "Add to this section"
    SEEN = "I have looked at this list"
    SEEN_DONE = "You have looked at this list."
    OUT_OF_DATE = "The words were changed after this note was drafted. Go back and write the draft again."
    TRANSCRIPT = "Back to what was said"
    FOUND_TITLE = "You found it"
    FOUND = "That statement was planted. Nobody said it. Real drafts can be wrong too: this is how you catch it."

    LATER = "Leave for later (F8)"
    READ_ON = "Read on"
    SETTLE = "Say what to do with this"
    KEEP_SO = "Keep it, with this reason"
    SAVE_CHANGE = "Save the change"
    HOW_TO_SETTLE = "Change it, take it out, or say why you keep it."
    OWNER = "Who does it?"
    NOT_SAID = "Not said"
    BY_WHEN = "By when?"
    BY_WHEN_HELP = "As it was said, for example: Friday."
    CANCEL_EDIT = "Leave it as it was"
    NEXT_FLAG = "Next: a statement to check (F8)"
    NEXT_SECTION = "Next: a section to confirm (F8)"
    NEXT_ACTIONS = "Next: the actions (F8)"
    NEXT_OMISSIONS = "Next: what was left out (F8)"
    TO_APPROVE = "Go to approval"

    KINDS = {
        Kind.REPORTED: "Reported",
        Kind.QUOTED: "Word for word",
        Kind.OBSERVED: "Seen by the worker",
        Kind.VIEW: "A view",
        Kind.ACTION: "An action",
    }

    @staticmethod
    def late_doubts(count: int) -> str:
        """A second listener has come to its end after the draft was there."""
        return f"A second listener heard some words differently. {_count(count, 'more statement')} to check."

    @staticmethod
    def progress(done: int, of: int, flags: int) -> str:
        """How far the review is."""
        left = f", {_count(flags, 'statement')} to check" if flags else ""
        return f"{done} of {_count(of, 'section')} confirmed{left}"

    @staticmethod
    def omissions_tab(count: int) -> str:
        """The tab with the list of what was left out."""
        return f"{Review.OMISSIONS} ({count})"

    @staticmethod
    def confirm(heading: str) -> str:
        """Confirm one section, for a screen reader."""
        return f"{heading}: {Review.CONFIRM_SECTION}"

    @staticmethod
    def unconfirm(heading: str) -> str:
        """Open one section again, for a screen reader."""
        return f"{heading}: {Review.UNCONFIRM}"

    @staticmethod
    def statement(text: str, state: str) -> str:
        """A statement for a screen reader."""
        return f"{text} {state}." if state else text

    @staticmethod
    def failed_check(rule: str, detail: str) -> str:
        """One check that a statement did not pass."""
        return f"Check of {rule}: {detail}" if detail else f"It did not pass the check of {rule}."

    @staticmethod
    def kept(reason: str) -> str:
        """Why a flagged statement was kept."""
        return f"{Review.KEPT}: {reason}"

    @staticmethod
    def by_model(by_rules: str) -> str:
        """A statement that a language model worded, which the checks passed."""
        return f"A language model worded this, and it passed every check. The rules wrote: {by_rules}"

    @staticmethod
    def was(original: str) -> str:
        """What the draft said before."""
        return f"The draft said: {original}"

    @staticmethod
    def of_weight(why: tuple[str, ...]) -> str:
        """Why something may matter."""
        return f"May matter: {', '.join(why)}"


class ReviewTranscript(Review):
    """Checking the transcript, line by line."""

    TITLE = "Check the transcript"
    INTRO = "Read each line. Confirm each section when it is right."
    DRAFT = "The transcript, line by line"
    PICK = "Choose a line on the left to see and hear the words that it came from."
    FLAG_TITLE = "Please check this line"
    EDIT_FIELD = "The line as it should be"
    REMOVED = "Taken out"
    OUT_OF_DATE = "The words were changed after this was made. Go back, and make the document again."
    NEXT_FLAG = "Next: a line to check (F8)"

    @staticmethod
    def late_doubts(count: int) -> str:
        """A second listener has come to its end after this was made."""
        return f"A second listener heard some words differently. {_count(count, 'more line')} to check."

    @staticmethod
    def progress(done: int, of: int, flags: int) -> str:
        """How far the review is."""
        left = f", {_count(flags, 'line')} to check" if flags else ""
        return f"{done} of {_count(of, 'section')} confirmed{left}"

    @staticmethod
    def was(original: str) -> str:
        """What the line said before."""
        return f"The line was: {original}"


class Approve:
    """Approving the note."""

    TITLE = "Approve the note"
    INTRO = "Read it once more. This exact text is what you approve."
    NAME = "Your name"
    NAME_MISSING = "Type your name first."
    STATEMENT = "I have read this note. It is a fair and true record of the visit."
    TICK_MISSING = "Tick the statement first, if it is true."
    TEXT = "The exact text of the note"
    CONFIRMED = "What you have confirmed"
    APPROVE = "Approve this note"
    NOT_MANAGER = "You approve as the author. This is not a manager's authorisation."
    NOT_YET = "The note can't be approved yet."
    TO_REVIEW = "Back to checking the note"

    @staticmethod
    def summary(sections: int, kept: int, edited: int, removed: int, omissions: int) -> tuple[str, ...]:
        """What was confirmed, a line each; nothing of what there was none of."""
        lines = (
            (sections, f"{_count(sections, 'section')} read and confirmed"),
            (kept, f"{_count(kept, 'statement')} kept with a reason"),
            (edited, f"{_count(edited, 'statement')} changed by you"),
            (removed, f"{_count(removed, 'statement')} taken out"),
            (omissions, f"{_count(omissions, 'thing')} said but not in the note: looked at"),
        )
        return tuple(words for count, words in lines if count)


class ApproveTranscript(Approve):
    """Approving the transcript."""

    TITLE = "Approve the transcript"
    STATEMENT = "I have read this transcript. It is a fair and true record of what was said."
    TEXT = "The exact text of the transcript"
    APPROVE = "Approve this transcript"
    NOT_YET = "The transcript can't be approved yet."
    TO_REVIEW = "Back to checking the transcript"

    @staticmethod
    def summary(sections: int, kept: int, edited: int, removed: int, omissions: int) -> tuple[str, ...]:
        """What was confirmed, a line each; nothing of what there was none of."""
        lines = (
            (sections, f"{_count(sections, 'section')} read and confirmed"),
            (kept, f"{_count(kept, 'line')} kept with a reason"),
            (edited, f"{_count(edited, 'line')} changed by you"),
            (removed, f"{_count(removed, 'line')} taken out"),
        )
        return tuple(words for count, words in lines if count)


class Export:
    """Saving and filing the approved note."""

    TITLE = "Save the approved note"
    INTRO = "Choose a kind of file and a folder. Then put the note into your case system."
    FILE_TITLE = "Say where the note is filed"
    FILE_INTRO = "When the note is in your case system, type its record number here."
    DONE_TITLE = "This visit is finished"
    DONE_INTRO = "The note is approved, saved and filed. There is nothing more to do."
    FORMAT = "Kind of file"
    FORMATS: tuple[tuple[str, str, str], ...] = (
        ("docx", "Word", "To change or print in Word"),
        ("pdf", "PDF", "Looks the same everywhere"),
        ("html", "Web page", "Opens in any browser"),
        ("txt", "Plain text", "Only the words"),
    )
    FOLDER = "Folder"
    CHOOSE = "Choose a folder (Ctrl+O)"
    FOLDER_MISSING = "That folder is not there. Choose another."
    EXPORT = "Save the file"
    SAVE_ANOTHER = "Save another file"
    WORKING = "Saving the file"
    COPY_TITLE = "Copy a section"
    COPY_HELP = "For case systems with a box for each section. What you copy is kept out of the clipboard's history."
    RECORD = "Record number in the case system"
    RECORD_MISSING = "Type the record number first."
    FILED = "Mark as filed"
    TO_VISITS = "Back to all visits"
    REOPEN = "Change the note again"
    REOPEN_HELP = "The approval will no longer hold. You check and approve again."
    MISSED_TITLE = "One wrong statement is still in this note"
    MISSED_NEXT = (
        "It was planted, and many people miss it: it reads well. In a real note nobody would tell you. Press 'Change "
        "the note again' to put it right, and play the sound of each statement that matters."
    )

    VOID = "The note has changed since it was approved."
    VOID_NEXT = "It can't be saved now. Choose 'Change the note again', read it, and approve it again."
    WITHDRAWN_NEXT = "The note can still be a record that must be kept. If you are not sure, ask your manager first."

    @staticmethod
    def missed(heading: str, text: str, why: str) -> str:
        """Where the planted statement stands, what it says, and what was really said."""
        return f"Under '{heading}': “{text}” {why}"

    @staticmethod
    def withdrawn(names: tuple[str, ...]) -> str:
        """Who no longer agrees to the recording."""
        return f"{' and '.join(names)} took back the agreement to recording."

    @staticmethod
    def drafted_with(name: str) -> str:
        """The line that every exported note carries."""
        return f"Drafted with AI. Checked and approved by {name} (author); not a manager's authorisation."

    @staticmethod
    def approved(name: str, when: str) -> str:
        """Who approved, and when."""
        return f"Approved by {name}, {when}."

    @staticmethod
    def file_says(line: str) -> str:
        """What the file says of itself."""
        return f"The file will say: “{line}”"

    @staticmethod
    def saved(file_name: str) -> str:
        """That a file was written."""
        return f"Saved as {file_name}"

    @staticmethod
    def copy(heading: str) -> str:
        """Copy one section."""
        return f"Copy: {heading}"

    @staticmethod
    def copied(heading: str) -> str:
        """That one section was copied."""
        return f"Copied: {heading}"


class ExportTranscript(Export):
    """Saving and filing the approved transcript."""

    TITLE = "Save the approved transcript"
    INTRO = "Choose a kind of file and a folder. If it is to be kept, put it into your case system."
    FILE_TITLE = "Say where the transcript is filed"
    FILE_INTRO = "When the transcript is in your case system, type its record number here."
    DONE_TITLE = "The transcript is filed"
    DONE_INTRO = "The transcript is approved, saved and filed. There is nothing more to do."
    FORMATS = (
        *Export.FORMATS,
        ("vtt", "Captions (WebVTT)", "To read while the sound plays"),
        ("srt", "Captions (SubRip)", "For players that don't know WebVTT"),
    )
    REOPEN = "Change the transcript again"
    CHANGED_SINCE = "What was said was changed, or put off the record, after this was approved."
    CHANGED_SINCE_NEXT = "This still says what it said. Go back to what was said to make the document again."
    VOID = "The transcript has changed since it was approved."
    VOID_NEXT = "It can't be saved now. Choose 'Change the transcript again', read it, and approve it again."
    WITHDRAWN_NEXT = "Think before it leaves this laptop. If you are not sure, ask your manager first."

    @staticmethod
    def drafted_with(name: str) -> str:
        """The line that every exported transcript carries."""
        return f"Written down by AI. Checked and approved by {name} (author); not a manager's authorisation."


class Settings:
    """How the window looks, and when words are made."""

    TITLE = "Settings"
    INTRO = "Changes show at once and are kept."
    SIZE = "Text size"
    THEME = "Colours"
    FONT = "Typeface"
    SPACING = "Space between lines"
    THEMES = {
        "light": "Light",
        "dark": "Dark",
        "cream": "Cream",
        "blue": "Soft blue",
        "contrast": "Strong contrast",
    }
    WORDS = "When to make the words"
    WORDS_WHEN = {
        "always": "While recording",
        "mains": "While recording, on mains power only",
        "after": "After the visit",
    }
    WORDS_HELP = {
        "always": "Captions can be shown, and the words are ready seconds after Stop. This uses the battery faster.",
        "mains": "The same while the laptop is plugged in. On battery, the words wait until you plug in or press Stop.",
        "after": "This spares the battery most. There are no captions, and after Stop you wait for the words.",
    }
    WORDS_SAFE = "The recording is the same with each of them. A change counts from the next recording on."
    SET_BY_IT = "Set by your IT team. It can't be changed here."
    SYSTEM_FONT = "The laptop's own typeface"
    SAMPLE_TITLE = "How it looks"
    SAMPLE = "Mrs Begum said she slipped in the bathroom on Wednesday. She would like a rail by the bath."
    DONE = "Done"

    @staticmethod
    def per_cent(value: int) -> str:
        """A size."""
        return f"{value}%"

    @staticmethod
    def spacing(value: int) -> str:
        """A line spacing, as people know it."""
        return f"{value / 100:.1f} lines"

    @staticmethod
    def not_installed(font: str) -> str:
        """A typeface that is not on this laptop."""
        return f"{font} (not on this laptop)"


class Exam:
    """The language model's exam, in the settings."""

    TITLE = "The language model"
    HELP = (
        "A model may write a sentence of a draft only if it has passed its exam on this laptop. Without one, Fairnote "
        "drafts by rules alone, and checks the draft just the same. No model that the set-up can install may write a "
        "whole section."
    )
    NO_MODEL = "There is no language model on this laptop. Drafts are made by rules alone."
    BEGIN = "Let it sit the exam"
    BEGIN_NAME = "Let the language model sit the exam, which takes some minutes"
    WORKING = "The language model sits its exam"


class Help:
    """The list of keys."""

    LICENCES = "Whose work is in Fairnote"
    LICENCES_INTRO = "Fairnote has parts that other people made and shared. Each part has a licence."
    SHOW_LICENCES = "Show every part"

    @staticmethod
    def part(name: str, version: str, licence: str, whose: str) -> str:
        """One part on one line."""
        maker = f" By {whose}." if whose else ""
        return f"{name} {version}".strip() + f". Licence: {licence}.{maker}"

    TITLE = "Help"
    INTRO = "The steps of a visit come first, then the keys of each screen."
    DONE = "Done"
    STEPS_TITLE = "A visit, step by step"
    STEPS = (
        ("1. People", "Give the reference. Add who is there, and write down what each said about being recorded."),
        ("2. Sound", "Record the visit, or bring in a sound file. You can also dictate your own account."),
        ("3. Words", "Say whose voice each is. Put right what was misheard."),
        ("4. Review", "Read the draft beside what was said. Settle each statement to check, and confirm each section."),
        ("5. Approve", "Read the note once more and approve it. Nothing can leave Fairnote before that."),
        ("6. Export", "Save or copy the note, put it into your case system, and type its record number."),
    )
    STEPS_HELP = (
        "The main button at the bottom right is always the next thing to do. What you do is saved at once, so you can "
        "stop at any step. New to this? The practice visit is in the list of visits."
    )
    KEYS_TITLE = "Keys you can use"
    KEYS_INTRO = "Everything works without a mouse. Tab moves on, Shift+Tab moves back, Enter presses a button."
    KEYS = (
        (
            "Everywhere",
            (
                ("Ctrl+Enter", "Press the main button, at the bottom right"),
                ("Alt+Left or Esc", "Go back"),
                ("F1", "Open this list"),
                ("Ctrl+,", "Open the settings"),
                ("Ctrl+Plus, Ctrl+Minus", "Make the text bigger or smaller"),
            ),
        ),
        ("Your visits", (("Ctrl+N", "New visit"), ("Del", "Go to erasing the visit that is chosen"))),
        (
            "Sound",
            (("T", "Try the microphone"), ("Ctrl+O", "Bring in sound files"), ("D", "Dictate your own account")),
        ),
        (
            "While recording",
            (
                ("P", "Pause or go on"),
                ("M", "Mark this moment"),
                ("J", "Jot something down"),
                ("Ctrl+1, 2, 3", "The jotting is: seen, told, my view"),
                ("Esc", "Leave the line that you jot in"),
                ("C", "Show or hide the captions"),
                ("Ctrl+M", "Small window, or back to the large one"),
            ),
        ),
        *TRANSCRIPT_KEYS,
        TemplateWords.HELP_KEYS,
        words_writing.Writing.HELP,
        words_writing.TextHelp.HELP,
        (
            "Check the note",
            (
                ("F8", "Go to the next thing to do"),
                ("Up, Down", "Move between statements"),
                ("P", "Play the words that it came from"),
                ("E", "Change a statement"),
                ("Del", "Take a statement out, or put it back"),
                ("1, 2 or 3", "At a statement to check: keep it, for the reason beside that number"),
                ("4 or Ctrl+K", "At a statement to check: keep it, with a reason of your own"),
                ("Ctrl+S", "Save the change"),
                ("Esc", "Leave what you type; it is there when you come back"),
                *REVIEW_KEYS,
            ),
        ),
        EASY_READ_KEYS,
        words_reading.Player.HELP,
        words_reading.ReadAloud.HELP,
    )


class Working:
    """Long work."""

    STARTING = "Starting"
    CANCEL = "Cancel"
    CANCELLING = "Stopping. Nothing is lost."
    CANCELLED = "Stopped. Nothing was lost. You can start it again."

    @staticmethod
    def of_label(done: float, total: float, label: str) -> str:
        """How far it is: a label that is a unit gets its numbers in front; any other is a sentence already."""
        if label.startswith("seconds of sound"):
            far = f"{clock(done)} of {clock(total)} of sound" if total > 0 else f"{clock(done)} of sound"
            return f"Telling the voices apart: {far}" if label.endswith("voices") else far
        return label[:1].upper() + label[1:]

    @staticmethod
    def left(seconds: float) -> str:
        """How long it will still take, rounded to what can be known."""
        if seconds < 10:
            return "A few seconds left"
        if seconds < 60:
            return f"About {round(seconds / 10) * 10} seconds left"
        minutes = round(seconds / 60)
        return "About 1 minute left" if minutes == 1 else f"About {minutes} minutes left"


class Errors:
    """What went wrong: what happened, what is safe, what to do next."""

    SAFE = "What is safe"
    NEXT = "What to do"

    UNEXPECTED = (
        "Something went wrong that Fairnote did not expect.",
        "What you had saved is safe.",
        "Try again. If it happens again, tell IT.",
    )
    FAIRNOTE = ("That could not be done.", "Nothing was deleted.", "Try again. If it happens again, tell IT.")
    NO_KEY = (
        "The key to your visits is not on this laptop.",
        "Nothing was deleted.",
        "Ask IT. The council's recovery key can open them.",
    )
    KEYCHAIN = (
        "The laptop's keychain did not answer.",
        "Nothing was deleted.",
        "Unlock it or sign in again. Then try once more.",
    )
    WRONG_PASSPHRASE = ("That passphrase does not open your visits.", "Nothing was changed.", "Type it again.")
    DAMAGED = (
        "Some stored data is damaged.",
        "It was left as it is. Nothing was deleted.",
        "Ask IT to restore a backup.",
    )
    IN_USE = ("Fairnote is already open.", "Your visits are safe.", "Use the window that is open, or close it first.")
    DISK_FULL = ("The disk is full.", "What was already saved is safe.", "Make room on the disk. Then try again.")
    NOT_FOUND = ("It is no longer there.", "Nothing was changed.", "Go back to all visits and open it again.")
    MOVE_NOT_ALLOWED = (
        "That can't be done at this stage.",
        "Nothing was changed.",
        "Go back to all visits to see what is next.",
    )
    AGREEMENT_MISSING = (
        "Not everybody at this visit has agreed to recording.",
        "Nothing was recorded.",
        "Ask each person, and write down what they said.",
    )
    NOT_READY = (
        "The note can't be approved yet.",
        "Your review is saved.",
        "Confirm each section, settle each statement to check, and look at what is not in the note.",
    )
    NOT_APPROVED = (
        "This note is not approved, so it can't leave.",
        "Nothing was saved outside Fairnote.",
        "Approve it first.",
    )
    APPROVAL_VOID = (
        "The text has changed since it was approved. The approval no longer holds.",
        "The note itself is safe.",
        "Read it and approve it again.",
    )
    HELD = (
        "There is a legal hold on this visit, so it can't be erased.",
        "Nothing was changed.",
        "Take the hold off first, if whoever asked for it says so.",
    )
    ON_RECORD = (
        "A note of this visit was approved or has left this laptop. It is a record that has to be kept.",
        "The visit was not erased.",
        "If the note never left, open it and choose 'Change the note again'. Else ask who looks after your records.",
    )
    MUST_BE_RECORDED = (
        "Harm was mentioned in this visit, or may have been.",
        "Nothing was erased.",
        "Write down what must be recorded. Then erase the visit.",
    )
    SOUND_ADDED = (
        "More sound was recorded or brought in meanwhile.",
        "The words that were made are kept.",
        "Turn the sound into words again: only what is new is listened to.",
    )
    SOUND_CHANGED = (
        "The sound was changed meanwhile.",
        "What was heard in it as it was before is not kept. The sound is safe.",
        "Turn the sound into words again.",
    )
    SOUND_ERASED = (
        "The sound of this visit was erased, because the time for which it is kept is over.",
        "Its words and its note are kept.",
        "To record more, plan a new visit.",
    )
    VISIT_HIDDEN = (
        "This visit was erased.",
        "Nothing of it was changed.",
        "To go on with it, bring it back first: it is under 'Recently erased' in the list of visits.",
    )
    HANDED_OVER = (
        "Another worker has this visit now.",
        "Nothing was changed here.",
        "Ask them to make the change in their Fairnote.",
    )
    RECORD_KEPT = (
        "This holds what must be recorded of a visit that was erased, and nothing else.",
        "Nothing was changed.",
        "Write more below what is there, or plan another visit.",
    )
    STILL_RECORDING = (
        "A recording of this visit has not ended.",
        "Nothing was erased.",
        "Stop it, or keep what it saved. Then erase the visit.",
    )
    JOTTING_REFUSED = (
        "A jotting is Seen, Told or My view, and needs a few words.",
        "Nothing was changed.",
        "Type the words, and choose one of the three.",
    )
    FILE_REFUSED = ("That file can't be used.", "The file was not changed.", "Choose another file.")
    NOTHING_HEARD = (
        "No speech was found in this recording.",
        "The recording is kept.",
        "Listen to it, or bring in another file.",
    )
    NO_MICROPHONE = (
        "No microphone could be used.",
        "Nothing was lost.",
        "Plug one in, or allow Fairnote to use it. Then try again. You can also bring in a sound file.",
    )
    NO_SPEAKER = (
        "The sound could not be played.",
        "The recording is safe.",
        "Plug in a loudspeaker or headphones. Then try again.",
    )
    MODEL = ("The model could not do this.", "Nothing is lost.", "Try again. If it happens again, tell IT.")
    MODEL_MISSING = (
        "The model is not on this laptop.",
        "Nothing is lost.",
        "Ask IT to install it, or run the set-up again.",
    )
    MODEL_DAMAGED = (
        "The model's files are not the ones that were checked, so it was not opened.",
        "Nothing is lost.",
        "Ask IT to install it again.",
    )
    ENGINE_FAILED = ("The model could not do this.", "Nothing is lost.", "Try again. If it happens again, tell IT.")
    CHILD_DIED = ("The model stopped before it had finished.", "Nothing is lost.", "Try again.")
    UNREADABLE_AUDIO = ("That file could not be read as sound.", "The file was not changed.", "Choose another file.")
    DOCUMENT_REFUSED = ("That document could not be opened.", "It was not changed.", "Choose another document.")
    PERMISSION = ("The laptop did not allow that.", "Nothing was changed.", "Choose another folder, or ask IT.")
    FILE_GONE = ("That file or folder is not there.", "Nothing was changed.", "Choose another.")
    OS = ("The laptop could not do that.", "Nothing was deleted.", "Try again. If it happens again, tell IT.")


def clock(seconds: float) -> str:
    """A time in the recording: '1:02:07' or '2:07'."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def day(at: datetime) -> str:
    """A day by the laptop's own clock: '14 March 2026'."""
    local = at.astimezone()
    return f"{local.day} {local:%B %Y}"


def when(at: datetime) -> str:
    """A day and time of the laptop's own clock: '14 March 2026, 09:05'."""
    local = at.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
