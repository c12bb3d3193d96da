"""Makes the page of an Easy Read with what a model offers for sentences that rules left hard to read, where its exam
permits that; and says in one line who wrote it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from easyread.page import LeftOut, Page, Profile
from easyread.reader import Reader
from easyread.source import Source
from models.errors import ModelError
from models.progress import Cancellation, Cancelled, OnProgress, Progress, ignore_progress
from models.writer import Writer
from scribe.easy_read_apart import page_without
from scribe.exams import may_simplify
from scribe.notes.prompts import prompt
from scribe.visit import ModelCard

SECONDS = 10.0
"""For so long a model is asked for one page: with the rules' own time and its start, a letter is there within 20 s."""
CANDIDATES = (1, 3)
"""How many wordings of a sentence are asked for: first of every sentence one, then more of those still hard to read."""
LABEL = "Comparing wordings"
NO_MODEL = "Written by rules alone: there is no language model on this laptop."
NOT_PERMITTED = "Written by rules alone: {name} has not earned Easy Read in the exam on this laptop."
NOT_WANTED = "Written by rules alone: no model was wanted."
ASKED = "Written by rules; {name} is asked about sentences that they leave hard to read."
TOOK_TOO_LONG = "After {seconds:.0f} seconds it was not asked any more; the rest was made by rules alone."
FAILED = "The rest was made by rules alone. {error}"


@dataclass(frozen=True)
class ModelWriter:
    """A model that has earned Easy Read, and which one it is."""

    writer: Writer
    card: ModelCard


@dataclass(frozen=True)
class Written:
    """A page, which model was asked about it ('none' where none was), and a line that says who wrote it."""

    page: Page
    model: ModelCard
    remark: str


def permitted(found: tuple[Writer, ModelCard] | None, models_folder: Path) -> tuple[ModelWriter | None, str]:
    """The model that may be asked, if any, and a line that says who will write."""
    if found is None:
        return None, NO_MODEL
    writer, card = found
    if not may_simplify(card, models_folder):
        return None, NOT_PERMITTED.format(name=card.name)
    return ModelWriter(writer, card), ASKED.format(name=card.name)


def write_page(
    source: Source,
    profile: Profile,
    reader: Reader,
    left_out: Sequence[LeftOut] = (),
    own: Path | None = None,
    *,
    model: ModelWriter | None = None,
    remark: str = "",
    seconds: float = SECONDS,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Written:
    """The page of a source as `page_without` makes it, with what a model offered; `remark` says who writes.

    A model that fails, lies or never ends leaves the rules' page. Raises as `page_without`.
    """
    if model is None:
        page = page_without(source, profile, reader, left_out, own, on_progress=on_progress, cancel=cancel)
        return Written(page, ModelCard("none"), remark)
    cancel = cancel or Cancellation()
    asking = Asking(model.writer, seconds=seconds, on_progress=on_progress, cancel=cancel)
    page = page_without(source, profile, reader, left_out, own, ask=asking, on_progress=on_progress, cancel=cancel)
    return Written(page, model.card, " ".join(filter(None, (remark, asking.remark))))


class Asking:
    """Asks a model about sentences, round by round, and no longer than it may. Its `remark` says what went wrong."""

    def __init__(
        self, writer: Writer, *, seconds: float, on_progress: OnProgress = ignore_progress, cancel: Cancellation
    ) -> None:
        self._writer, self._on_progress, self._cancel, self._seconds = writer, on_progress, cancel, seconds
        self._rounds = list(CANDIDATES)
        self._time: _Time | None = None
        self.remark = ""

    def __call__(self, wishes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """What the model offers for each sentence, those first that come first; nothing once all was asked, or where
        it failed or its time is up. Raises `Cancelled` where a person asked to stop.
        """
        found: dict[str, tuple[str, ...]] = {}
        if self.remark or not self._rounds:
            return found
        count = self._rounds.pop(0)
        self._time = self._time or _Time(self._cancel, self._seconds)
        for number, text in enumerate(wishes):
            if count == 1:  # from 0.4 to 0.8 of the whole: `easyread.apart` has the rest
                self._on_progress(Progress(0.4 + 0.4 * number / len(wishes), 1.0, LABEL))
            if not (offered := self._offered(text, count)):
                break
            found[text] = offered
        return found

    def _offered(self, text: str, count: int) -> tuple[str, ...]:
        """Up to `count` answers, '' among them; none at all where it is not to be asked any more."""
        assert self._time is not None
        asked = replace(prompt("easy-read").request(text=text), candidates=count)
        try:
            self._time.raise_if_asked()
            done = self._writer.complete(asked, cancel=self._time)
        except Cancelled:
            self._cancel.raise_if_asked()
            self.remark = TOOK_TOO_LONG.format(seconds=self._seconds)
            return ()
        except ModelError as error:
            self.remark = FAILED.format(error=error)
            return ()
        return tuple(each.strip() for each in (done.text, *done.others))[:count]


class _Time(Cancellation):
    """Somebody's request to stop, or the end of the time that there is."""

    def __init__(self, outer: Cancellation, seconds: float) -> None:
        super().__init__()
        self._outer, self._ends_at = outer, time.monotonic() + seconds

    @property
    def asked(self) -> bool:
        """Whether it is time to stop."""
        return self._outer.asked or time.monotonic() >= self._ends_at
