"""The few-shot prompts that a writer goes on from, read from resources/prompts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.writer import CompletionRequest


@dataclass(frozen=True)
class Prompt:
    """`fixed` holds the shots and never changes; `asking` is filled in for each request."""

    fixed: str
    asking: str
    max_tokens: int
    stop: tuple[str, ...]
    grammar: str = ""
    """What an answer may look like, in GBNF."""

    def request(self, **words: str) -> CompletionRequest:
        """The request with these words filled in; line breaks in them become blanks, so that they can't pose as
        shots.
        """
        flat = {name: " ".join(word.split()) for name, word in words.items()}
        asked = self.asking.format(**flat)
        return CompletionRequest(self.fixed, asked, self.max_tokens, self.stop, grammar=self.grammar)


@cache
def prompt(name: str) -> Prompt:
    """The prompt of that name."""
    data = tomllib.loads((files("resources") / "prompts" / f"{name}.toml").read_text(encoding="utf-8"))
    return Prompt(data["fixed"], data["asking"], int(data["max_tokens"]), tuple(data["stop"]), data.get("grammar", ""))
