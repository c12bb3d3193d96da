"""Every sentence that a person reads of moving, undoing, omissions, checks and pace in a review, in plain English."""

from __future__ import annotations

from dataclasses import dataclass


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


class Undoing:
    """Taking a change back, and making it again."""

    UNDO = "Undo (Ctrl+Z)"
    REDO = "Do again (Ctrl+Y)"
    UNDONE = "Undone."
    REDONE = "Done again."
    CHANGED = "The note is as it was before."
    ANSWER = "Whose note the last one is stands as it did before your answer."
    ACTIONS_OPEN = "The actions have to be confirmed again."
    ACTIONS_DONE = "The actions are confirmed."
    LIST_OPEN = "The list of what was left out has to be looked at again."
    LIST_DONE = "The list of what was left out is looked at."

    @staticmethod
    def moved(text: str, heading: str) -> str:
        """A statement is under another heading."""
        return f"“{_short(text)}” is under “{heading}”."

    @staticmethod
    def gone(text: str) -> str:
        """A statement is no longer in the note."""
        return f"“{_short(text)}” is no longer in the note."

    @staticmethod
    def back(text: str) -> str:
        """A statement is in the note again."""
        return f"“{_short(text)}” is in the note again."

    @staticmethod
    def says(text: str) -> str:
        """A statement has these words."""
        return f"The words are now: “{_short(text)}”"

    @staticmethod
    def flag_open(text: str) -> str:
        """A flag is open again."""
        return f"“{_short(text)}” has to be checked again."

    @staticmethod
    def flag_settled(text: str) -> str:
        """A flag is settled."""
        return f"“{_short(text)}” is settled."

    @staticmethod
    def written(heading: str) -> str:
        """What the worker wrote in a section is another."""
        return f"What you wrote under “{heading}” is as it was."

    @staticmethod
    def sections(headings: tuple[str, ...], *, confirmed: bool) -> str:
        """These sections are open, or confirmed."""
        state = "confirmed" if confirmed else "open"
        return f"{len(headings)} sections are {state}." if len(headings) > 1 else f"“{headings[0]}” is {state}."


class Moving:
    """Putting a statement under another heading."""

    MOVE = "Move it (M)"
    TITLE = "Move this statement to"
    NEAR = "Fits nearly as well"
    OTHERS = "The other headings"
    HERE = "It is under this heading now"

    @staticmethod
    def moved(heading: str) -> str:
        """Where it is now."""
        return f"Moved to “{heading}”. Read both sections again. Ctrl+Z takes it back."


class Leaving:
    """What was said and is not in a section, beside the section."""

    ADD_HELP = "Press Enter to add it here, in the words that were said."

    @staticmethod
    def here(count: int) -> str:
        """The quiet line under a section."""
        return f"Said, but not here: {count} (O)"

    @staticmethod
    def heavy(count: int) -> str:
        """How much of it may matter."""
        return f"May matter: {count}"

    @staticmethod
    def opener(heading: str, count: int, heavy: int, *, opened: bool) -> str:
        """The same for a screen reader."""
        does = "Close the list" if opened else "Open the list"
        weight = f" {Leaving.heavy(heavy)}." if heavy else ""
        return f"{heading}: {Leaving.here(count)}.{weight} {does}."

    @staticmethod
    def add(text: str, who: str, weight: str) -> str:
        """One line of it for a screen reader."""
        return f"{text} {who} {weight}. {Leaving.ADD_HELP}".replace("  ", " ").replace(" .", "")


class Empty:
    """Headings under which nothing was said, confirmed together."""

    @staticmethod
    def title(count: int) -> str:
        """The heading of the card."""
        return f"Nothing was said under these {count} headings"

    @staticmethod
    def confirm(count: int) -> str:
        """The one button."""
        return f"Confirm these {count} (N)"

    OPEN_AGAIN = "Open these again"


class Panes:
    """The draft and its source, one at a time where letters are very large."""

    DRAFT = "The draft"
    CHANGE = "Show the source, or the draft again"


class Pace:
    """A gentle stop, once a section."""

    TITLE = "That was quick"
    AGAIN = "Confirm it all the same"


class Own:
    """What of an edit was not said."""

    NOTHING_SAID = "Nothing of this was said in the words above. They stay: the draft came from them."
    STATE = "Your own words"

    @staticmethod
    def words(words: tuple[str, ...]) -> str:
        """Which words of the edit were not said."""
        return f"Your own words, not in what was said: {', '.join(words)}"


class Since:
    """The last approved note beside this one."""

    TAB = "Last visit"
    TITLE = "Since the last visit"
    HELP = "Only words are compared. You say what has changed."
    NONE_HERE = "Under this heading neither note says anything."
    LAST = "Then"
    NOW = "Now"

    AGAIN = "Change this answer"
    SAID_SAME = "You said that this is the same person."
    SAID_NO = "You said that a later note is somebody else's."
    NO_NOTE = "There is no earlier approved note of this person on this laptop."
    YES = "Yes"
    NO = "No"
    YES_SPOKEN = "Yes, it is the same person"
    NO_SPOKEN = "No, it is somebody else"

    ASK = "Is it the same person?"
    ASK_WHY = "One reference, two names. Nothing of the other note is shown before you answer."
    NOT_SAID = "no name"

    @staticmethod
    def then_name(name: str, when: str) -> str:
        """Whom the last note is about, and when that visit was."""
        return f"Last note: {name or Since.NOT_SAID}, {when}"

    @staticmethod
    def now_name(name: str) -> str:
        """Whom this note is about."""
        return f"This note: {name or Since.NOT_SAID}"

    @staticmethod
    def said_other(last: str, when: str) -> str:
        """The worker has said that it is somebody else's."""
        about = f" about {last}" if last else ""
        return f"You said that the note{about} of {when} is somebody else's. Nothing of it is shown."

    @staticmethod
    def of(person: str, approver: str, when: str) -> str:
        """Which note it is."""
        about = f" of {person}" if person else ""
        return f"Last note{about}: approved by {approver}, {when}."


@dataclass(frozen=True)
class Explained:
    """What a check compares, what to listen for, and what to do."""

    compares: str
    listen: str
    do: str


class Knowing:
    """'How would I know?': one plain answer for each rule of the verifier and each kind of doubt."""

    ASK = "How would I know? (H)"
    HIDE = "Hide this (H)"
    COMPARES = "What was compared"
    LISTEN = "What to listen for"
    DO = "What to do"

    RULES = {
        "numbers": Explained(
            "Every number in the statement was looked for in the words it came from.",
            "Listen for the number itself, and for what is counted: days, tablets, steps.",
            "If the number was said, keep it. If not, change it to what you hear.",
        ),
        "dates": Explained(
            "Every day, date and time of day was looked for in the words it came from.",
            "Listen for the day or time, and for whether somebody put it right afterwards.",
            "If the last one said is in the statement, keep it. If not, change it.",
        ),
        "money": Explained(
            "Every amount of money was looked for in the words it came from.",
            "Listen for the amount and for how often: a week, a month, once.",
            "If both are right, keep it. If not, change it.",
        ),
        "names": Explained(
            "Every name in the statement was looked for in the words and among the people of the visit.",
            "Listen for who is named. Two people may have the same surname.",
            "If it is the right person, keep it. If you can't tell, write “somebody” or ask.",
        ),
        "who": Explained(
            "Who says, does or is meant was compared with who spoke, and with each “he”, “she” and “they”.",
            "Listen for whose voice it is, whom they speak about, and who did it or had it done to them.",
            "If the right person says and does it, keep it. If not, change the name.",
        ),
        "negation": Explained(
            "Every “not”, “no” and “never” was looked for on both sides.",
            "Listen for a short “not” or “n't”. It turns the meaning round and is easily missed.",
            "If the statement says the same as the voice, keep it. If it says the opposite, change it.",
        ),
        "modality": Explained(
            "Words such as “might”, “if”, “only”, “very” and “a few” were looked for on both sides.",
            "Listen for whether it happened, or might happen, or only would happen if something else did.",
            "If the statement is as sure as the person was, keep it. If it is surer, change it.",
        ),
        "added": Explained(
            "Every word that carries meaning was looked for in the words it came from.",
            "Listen for the words that the check names. They may have been said elsewhere, or not at all.",
            "If somebody said it, keep it and say where. If nobody did, take those words out.",
        ),
        "kept": Explained(
            "What may matter in the words was looked for in the statement: risk, harm, medicines, wishes.",
            "Listen for what the statement leaves out.",
            "If it matters, change the statement so that it says it.",
        ),
        "quotation": Explained(
            "What stands in quotation marks was compared letter by letter with what was said.",
            "Listen to the whole sentence.",
            "If the words differ, put in the very words, or take the quotation marks away.",
        ),
        "tense": Explained(
            "Whether it was so once, is so now, or is planned was compared on both sides.",
            "Listen for “was”, “is”, “used to” and “will”.",
            "If the time is right, keep it. If not, change it.",
        ),
    }  # fmt: skip
    MISHEARD = Explained(
        "Each word has a mark of how sure the listener was, and a second listener may have heard something else.",
        "Listen to the very words that are named. Names, medicines and numbers are misheard most.",
        "If you hear what is written, keep it. If you hear something else, put it right in what was said.",
    )
    VOICE = Explained(
        "The voice was compared with those of the people who were named.",
        "Listen for who it is.",
        "Go back to what was said and name the voice, or say why the statement can stay without a name.",
    )
    MEANT = Explained(
        "The sentence names nobody, and more than one person may be meant.",
        "Think back, or listen to what came before: about whom was it?",
        "Change the statement so that it names the person.",
    )
    OTHER = Explained(
        "The statement was compared with the words that it came from.",
        "Listen to the words and read the statement once more.",
        "If it says what was said, keep it with your reason. If not, change it or take it out.",
    )
    KINDS = (
        (("misheard", "may not be what was said", "listener", "it heard"), MISHEARD),
        (("whose voice", "who said this"), VOICE),
        (("who is meant",), MEANT),
        (("quotation",), RULES["quotation"]),
    )
    """Words of a doubt's sentence, and what explains it."""


KEYS = (
    ("Ctrl+Z, Ctrl+Y", "Undo the last change, do it again"),
    ("M", "Move a statement to another heading: then a number chooses"),
    ("O", "Open what was said and is not in this section; Enter adds one"),
    ("N", "Confirm all headings under which nothing was said"),
    ("S", "With very large letters: show the source, or the draft again"),
    ("H", "How would I know? What was compared, and what to do"),
    ("B", "What the last approved note says beside this section"),
    ("Ctrl+U", "Possible harm, and an urgent extract of what can't wait"),
    ("Ctrl+B", "Read the note back to the person, in large type"),
    ("F10", "More"),
)


class Ready:
    """Keeping a flagged statement: the reasons that need one key, and one of one's own."""

    KEEP = "Keep it:"
    THERE = "I was there"
    RECORD = "The record says so"
    LISTENED = "I listened to it"
    ALL = (THERE, RECORD, LISTENED)
    OTHER = "4  Other reason"
    OTHER_SPOKEN = "Keep it, for another reason: 4, or Ctrl+K"
    BACK = "Back (Esc)"
    PLAY_FIRST = "Play it first (P): only then can you say that you listened."

    @staticmethod
    def offered(number: int, reason: str) -> str:
        """A button for one of them."""
        return f"{number}  {reason}"

    @staticmethod
    def spoken(number: int, reason: str) -> str:
        """The same for a screen reader, which may not come past the words above it."""
        return f"Keep it: {reason} ({number})"
