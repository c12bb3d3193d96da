"""What can go wrong while a model runs, each with the sentence that says so."""

from __future__ import annotations


class ModelError(Exception):
    """Base of every error of this package. `str()` of it is a plain sentence with no content of any visit in it."""

    sentence = "Something went wrong while a model was running."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class ModelMissing(ModelError):
    """No usable model of this kind is on this laptop."""

    sentence = "The model is not on this laptop. Nothing is lost. Run the set-up again, or ask IT to install the model."


class ModelDamaged(ModelError):
    """A model's files differ from what was recorded of them; it was not opened."""

    sentence = (
        "The model's files are not the ones that were checked, so it was not opened. Nothing is lost. "
        "Ask IT to install it again."
    )


class EngineFailed(ModelError):
    """The model's program said that it could not do this."""

    sentence = "The model could not do this. Nothing is lost. Try again; if it happens again, tell IT."


class ChildDied(EngineFailed):
    """The model's program stopped without an answer."""

    sentence = "The model's program stopped before it had finished. Nothing is lost. Try again."


class UnreadableAudio(ModelError):
    """The sound could not be read."""

    sentence = "This file could not be read as sound. The file was not changed."
