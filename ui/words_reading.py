"""Every sentence that a person reads of playing sound and of help with reading, in plain English."""

from __future__ import annotations


class Player:
    """Playing a stretch of a recording."""

    NAME = "Playing the sound"
    PLAY = "Play"
    PAUSE = "Pause"
    BACK = "Back 3 s"
    BACK_NAME = "Back 3 seconds"
    AHEAD = "Skip 3 s"
    AHEAD_NAME = "Skip 3 seconds"
    SLOWER = "Slower"
    FASTER = "Faster"
    LOOP = "Repeat"
    LOOPING = "Repeating"
    LOOP_NAME = "Repeat this part until I stop it"
    TIME_NAME = "Place in the recording"
    PLAY_KEYS = "Ctrl+Space"
    BACK_KEYS = "Ctrl+Left, or F6 while typing"
    AHEAD_KEYS = "Ctrl+Right, or F7 while typing"
    SLOWER_KEYS = "Ctrl+Down"
    FASTER_KEYS = "Ctrl+Up"
    LOOP_KEYS = "Ctrl+L"
    HELP = (
        "Playing the sound, also while you type",
        (
            ("Ctrl+Space", "Play or pause"),
            ("Esc", "Pause, while sound is playing"),
            ("Ctrl+Left or F6", "Back 3 seconds. While you type, use F6"),
            ("Ctrl+Right or F7", "Skip 3 seconds. While you type, use F7"),
            ("Ctrl+Down, Ctrl+Up", "Slower, faster. The voice keeps its pitch"),
            ("Ctrl+L", "Repeat, or stop repeating"),
        ),
    )

    @staticmethod
    def speed(times: float) -> str:
        """How fast it is played: '0.75 times'; 'Normal speed'."""
        return "Normal speed" if times == 1.0 else f"{times:g} times"

    @staticmethod
    def speed_name(times: float) -> str:
        """The same for a screen reader."""
        return f"Speed: {Player.speed(times).lower()}"


class Settings:
    """How a text looks that is read, and how it is read aloud."""

    LETTERS = "Space between letters and words"
    LENGTH = "Longest line"
    FOCUS = "Line focus: dim all but what you are reading"
    FOCUS_CHOICES = {"off": "Off", "on": "On"}

    SPEED = "Speed of reading aloud"
    VOICE = "Voice that reads aloud"
    VOICE_HELP = "Only voices that are on this laptop are offered. Nothing that is read leaves it."
    USUAL_VOICE = "The laptop's first English voice"
    FIND = "Find the voices of this laptop"
    FINDING = "Looking for voices. This can take some seconds."
    TRY = "Hear the voice"
    SAMPLE = "This is how I read your notes aloud."

    @staticmethod
    def reading_speed(speed: int) -> str:
        """So fast."""
        words = {70: "Slow", 85: "A little slower", 100: "Usual", 120: "A little faster", 150: "Fast"}
        return words.get(speed, f"{speed}%")

    @staticmethod
    def letters(share: int) -> str:
        """So much space between letters."""
        return {0: "Usual", 10: "A little more", 20: "More", 35: "Most"}.get(share, f"{share}% more")

    @staticmethod
    def length(letters: int) -> str:
        """So long a line."""
        return f"{letters} letters" if letters else "As long as there is room"


class ReadAloud:
    """Reading a text aloud."""

    READ = "Read aloud (Ctrl+R)"
    PREPARING = "Getting the voice ready…"
    STOP = "Stop reading (Ctrl+R)"
    FOCUS = "Line focus"
    FOCUS_ON = "Line focus: on"
    FOCUS_NAME = "Line focus: dim all but what you are reading"
    NOTHING = "There is nothing to read aloud here."
    STOPPED = "Reading aloud stopped by itself. Nothing is lost. Try it once more."
    WHY_NOT = {
        "none": (
            "There is no voice on this laptop that could read aloud. Ask IT to install one: on Windows an English "
            "voice under Time & language; on Linux speech-dispatcher and espeak-ng."
        ),
        "logged": (
            "This laptop's speech service is set to write down what it says, so nothing is read aloud: it would leave "
            "words of a visit in a file. Ask IT to set its LogLevel to 3 and to turn debugging off."
        ),
        "stuck": (
            "The laptop's voice does not answer. Another program may have paused it. Sign out and in again, or ask IT."
        ),
    }
    HELP = (
        "Help with reading",
        (
            ("Ctrl+R", "Read aloud from where you are, or stop"),
            ("Ctrl+Shift+Right, Left", "The next sentence, or the one before, while it reads"),
            ("Ctrl+Shift+L", "Line focus on or off"),
        ),
    )
