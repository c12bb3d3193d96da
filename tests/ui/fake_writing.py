# ruff: noqa: D102 (the names are those of scribe.actions, and so is what they do)
"""Stand-ins for the actions of writing help: a small rewrite, a dictation that says what it is told, misspelt words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from easyread.page import Explained
from easyread.rewriting import Easier, Marked, Quoted, Rewording, Rewrite, Standing, Wording
from easyread.source import BlockKind, Source, Span
from scribe.jobs import Job
from scribe.visit import VisitId

LETTER = (
    "Following the completion of your assessment, I am writing to notify you of the outcome. "
    "Your maximum weekly contribution will be £63.45. "
    "A request must be made in writing by 30 March 2026 and should be accompanied by any evidence. "
    "The remaining £151.05 a week will be met by the Council. "
    "Please read this letter carefully and retain it for your records."
)
_NEW = {
    0: ("I am writing to tell you the outcome of your assessment.", True, "The same in fewer words."),
    2: (
        "You must write to us by 30 May 2026 to ask for this. You should send any evidence.",
        False,
        "The date '30 March 2026' has become '30 May 2026'.",
    ),
    3: ("The Council will pay the remaining £151.05 a week.", True, "It says who does it."),
    4: ("Please read this letter carefully and keep it for your records.", True, "Plainer words for the same."),
}
_MEANING = "Outcome: what was decided."
MISSPELT = {"asesment": ("assessment", "assessments", "ascent"), "fizzical": ("physical", "fiscal")}


def rewritten(text: str, kind: Easier) -> Rewrite:
    """A rewrite of the letter above, or of any text: then all of its sentences stay."""
    found = re.split(r"(?<=[.!?])\s+", text.strip())
    new = _NEW if text.strip() == LETTER else {}
    made = []
    for at, before in enumerate(found):
        after, safe, why = new.get(at, (before, True, ""))
        marks = (Marked(Span(0, 0), Span(after.find("keep"), after.find("keep") + 4)),) if "keep" in after else ()
        explained: tuple[Explained, ...] = ()
        if kind is Easier.SECOND_LANGUAGE and "outcome" in after:
            after, explained = f"{after} {_MEANING}", (Explained("outcome", _MEANING),)
        made.append(Rewording(before, after, BlockKind.PARAGRAPH, 0, 1, marks if new else (), safe, why, explained))
    return Rewrite(
        kind,
        tuple(made),
        Standing((("sentence-length", 2), ("active", 3), ("plain-words", 4)), len(found), 18.2, 48.0),
        Standing((("sentence-length", 0), ("active", 0), ("plain-words", 1)), len(found), 11.0, 71.0),
        tuple(Quoted(each, 1) for each in found[1:3]),
    )


@dataclass
class FakeDictation:
    """A dictation in which is said what a test puts into `words`."""

    words: tuple[str, ...] = ()
    listening: bool = True
    ended: bool = False
    why: str = ""
    warning: str = ""
    level: float = -24.0
    peak: float = -12.0
    stopped: bool = False
    last: tuple[str, ...] = ()
    """What is made out only after the microphone is closed."""

    def stop(self) -> None:
        self.stopped, self.listening = True, False
        self.words += self.last
        self.last, self.ended = (), True

    def give_up(self) -> None:
        self.last = ()
        self.stop()


class FakeWriting:
    """Part of `FakeActions`."""

    dictation: FakeDictation

    def rewrite_job(self, text: str | Source, kind: Easier, own: Path | None = None) -> Job[Rewrite]:
        words = text if isinstance(text, str) else text.text
        return Job("writing help", "easy read", lambda _: rewritten(words, kind), lambda _: None)

    def check_wording(self, before: str, after: str, own: Path | None = None) -> Wording:
        lost = [each for each in re.findall(r"£?\d[\d.,]*\d|\d", before) if each not in after]
        return Wording(not lost, f"'{lost[0]}' is not in your words." if lost else "")

    def start_dictation(self, session: Any, device: str | None = None) -> FakeDictation:
        return self.dictation

    def words_to_spell(self, session: Any, visit_id: VisitId | None = None) -> frozenset[str]:
        return frozenset({"Begum"} if visit_id is not None else ())

    def misspelt_words(self, text: str, known: frozenset[str] = frozenset()) -> tuple[tuple[int, int], ...]:
        words = re.finditer(r"\w+", text)
        return tuple(one.span() for one in words if one.group().lower() in MISSPELT and one.group() not in known)

    def spelling_suggestions(self, word: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
        return MISSPELT.get(word.lower(), ())
