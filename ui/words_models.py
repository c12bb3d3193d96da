"""Every sentence that a person reads about the models on a laptop, in plain English."""

from __future__ import annotations

from datetime import date


class Models:
    """The models of this laptop."""

    TITLE = "Models on this laptop"
    OPEN = "See the models"
    CARD_TITLE = "Models"
    CARD = "What listens and writes on this laptop, what each may do, and how to add another."
    DONE = "Done"
    ADD_TITLE = "Add a model"
    PACK_HELP = "A model pack is a folder, signed by your council. It is checked before anything in it is opened."
    ADD_HELP = "A model that writes is one file. A model that listens is a folder. It is tried here before it is used."
    ADD_PACK = "Add a model pack"
    ADD_FOLDER = "Add a model folder"
    ADD_FILE = "Add a model file"
    FILTER = "Language models (*.gguf)"
    ADDING = "The model is being copied"
    CHECKING = "The model is being checked"
    EXAMINING = "The model sits its exam"
    CHECK = "Check it now"
    CHECK_NAME = "Check {name} now, which takes at most 20 seconds"
    EXAM = "Let it sit the exam"
    EXAM_NAME = "Let {name} sit the exam, which takes some minutes"
    REMOVE = "Remove"
    REMOVE_NAME = "Remove {name}"
    REMOVE_IT = "Yes, remove it"
    KEEP_IT = "No, keep it"
    REMOVE_KEPT = "Your visits and notes stay as they are. You can add the model again."
    KINDS = {
        "transcriber": "Turns speech into words",
        "writer": "Writes sentences",
        "speakers": "Tells voices apart",
        "second opinion": "Listens a second time, to find misheard words",
    }
    TOO_LARGE = "This laptop has too little memory for it. It may be slow, or stop."
    NOT_SIGNED = "Your IT team has not signed it, so it is never started."
    CHECK_FIRST = "Its exam result came in its pack. It is used after a check here of at most 20 seconds."
    HEAR_FIRST = "It is used after it has listened to the practice visit here, for at most 20 seconds."
    DAMAGED = "A damaged model"
    NONE = "There are no models on this laptop. Ask your IT team to run the set-up again."

    @staticmethod
    def intro(gigabytes: int) -> str:
        """What models are, and what this laptop has for them."""
        return f"They listen and write on this laptop, and send nothing out. This laptop has {gigabytes} GB of memory."

    @staticmethod
    def facts(size_bytes: int, licence: str, needs_gb: int) -> str:
        """How large it is, its licence and what it needs."""
        return f"{size_bytes / 1e6:,.0f} MB. Licence: {licence}. For laptops with {needs_gb} GB of memory or more."

    @staticmethod
    def standing(name: str, standing: str) -> str:
        """What it may do."""
        return f"{name} {standing}."

    @staticmethod
    def came_with_it(on: date, version: str) -> str:
        """Where its result comes from."""
        return f"That result came in its pack: {on.day} {on:%B %Y}, Fairnote {version}. It was checked on this laptop."

    @staticmethod
    def remove_title(name: str) -> str:
        """Asks whether it is to go."""
        return f"Remove {name} from this laptop?"

    @staticmethod
    def removed(name: str) -> str:
        """It is gone."""
        return f"{name} was removed."

    @staticmethod
    def added(name: str) -> str:
        """It is here."""
        return f"{name} is on this laptop."

    @staticmethod
    def checked(name: str, seconds: float) -> str:
        """It did here what it should."""
        return f"{name} was checked in {max(1, round(seconds))} seconds. It works on this laptop."

    @staticmethod
    def examined(name: str) -> str:
        """It has sat the exam."""
        return f"{name} has sat its exam."


class ModelErrors:
    """What went wrong with a model: what happened, what is safe, what to do next."""

    NOT_SIGNED = (
        "This model pack is not signed by your council's key, or it was changed.",
        "Nothing of it was opened or copied.",
        "Ask your IT team for a new copy.",
    )
    BAD_KEY = (
        "The key for model packs that your IT team has set can't be read.",
        "Nothing was opened or copied.",
        "Tell your IT team.",
    )
    PACK_REFUSED = ("This model pack can't be used.", "Nothing of it was kept.", "Ask your IT team for a new copy.")
    ALREADY = (
        "There is another model of that name on this laptop.",
        "Nothing was changed.",
        "Remove that one first.",
    )
    NOT_A_MODEL = (
        "This is no model that Fairnote can use.",
        "It was not changed.",
        "Choose the folder of a model pack, or a file that ends in gguf.",
    )
    TOO_LITTLE_MEMORY = (
        "This model needs more memory than this laptop has.",
        "It was not copied.",
        "Choose a smaller model.",
    )
    NOT_ALLOWED = ("Your IT team has set who may do this.", "Nothing was changed.", "Ask them.")
    CHECK_FAILED = (
        "The model did not do here what its pack says.",
        "It is not used.",
        "Let it sit the whole exam on this laptop.",
    )
    HEARING_FAILED = (
        "The model did not hear well enough on this laptop.",
        "It is not used.",
        "Use another model.",
    )
