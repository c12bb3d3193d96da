"""What a language model takes and gives, whichever one it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from models.progress import Cancellation


@dataclass(frozen=True)
class CompletionRequest:
    """Text to go on from. `fixed` is what stays the same from call to call (the shots), so that it is read once."""

    fixed: str
    text: str
    max_tokens: int = 80
    stop: tuple[str, ...] = ("\n",)
    candidates: int = 1
    """How many different answers are wanted: the first is the likeliest, `Completion.others` has the rest."""
    grammar: str = ""
    """What an answer may look like, in GBNF with a rule `root`; anything where it is empty."""


@dataclass(frozen=True)
class Completion:
    """What the model wrote, and its mean log-likelihood a token (higher is more fluent; 0.0 if it wrote nothing)."""

    text: str
    tokens: int
    mean_logprob: float
    seconds: float
    remark: str = ""
    """A plain sentence about a fallback, such as from the graphics card to the processor."""
    others: tuple[str, ...] = ()
    """Other answers, where more than one was wanted: `tokens` counts them too, `mean_logprob` is of the first."""


class Writer(Protocol):
    """A language model that is ready, or starts itself on first use. What it writes is never trusted."""

    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        """Go on from the text, greedily. Raises `Cancelled` or `ModelError`."""

    def score(self, texts: tuple[str, ...], *, cancel: Cancellation) -> tuple[float, ...]:
        """The mean log-likelihood a token of each text: a measure of fluency, not of truth."""

    def close(self) -> None:
        """Let go of the memory. Safe to call twice."""
