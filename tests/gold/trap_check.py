"""Reads the trap transcripts and says how a draft of one falls into its trap."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scribe.notes.material import DraftNote, Material
from scribe.visit import Claim, Person, Turn, TurnId
from tests.gold.pairs import HERE, person

KEYS = (
    "must", "kept", "must_not", "never", "flag_or_quote", "quoted", "together", "weight", "actions", "no_actions",
)  # fmt: skip
HARM = frozenset({"risk", "harm", "abuse", "suicide", "death"})
"""The weights that a disclosure may carry."""
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")


@dataclass(frozen=True)
class Trap:
    """One transcript and what a draft of it must and must not say. README.md explains each key."""

    id: str
    kind: str
    people: tuple[Person, ...]
    turns: tuple[Turn, ...]
    rules: dict[str, list[str]]
    together: tuple[tuple[str, ...], ...] = ()

    @property
    def material(self) -> Material:
        """What the draft is made from."""
        return Material(self.people, self.turns)


@cache
def traps() -> tuple[Trap, ...]:
    """Every trap, file by file."""
    found = []
    for path in sorted((HERE / "traps").glob("*.toml")):
        for data in tomllib.loads(path.read_text(encoding="utf-8"))["transcript"]:
            unknown = set(data) - {"id", "people", "talk", *KEYS}
            assert not unknown, f"{data['id']}: {unknown}"
            people = tuple(person(line) for line in data["people"])
            rules = {key: list(data.get(key, ())) for key in KEYS if key != "together"}
            together = tuple(tuple(each) for each in data.get("together", ()))
            found.append(Trap(data["id"], path.stem, people, _turns(data["talk"]), rules, together))
    return tuple(found)


def _turns(talk: str) -> tuple[Turn, ...]:
    lines = [line.split(": ", 1) for line in talk.strip().splitlines()]
    return tuple(
        Turn(TurnId(f"t{at}"), speaker, 4.0 * at, 4.0 * at + 3.5, text) for at, (speaker, text) in enumerate(lines, 1)
    )


def faults(trap: Trap, note: DraftNote, detail: str) -> tuple[str, ...]:
    """Each way in which the draft falls into the trap, as a sentence; none if it doesn't."""
    return tuple(_of_claims(trap, note, detail)) + tuple(_of_actions(trap, note))


def _of_claims(trap: Trap, note: DraftNote, detail: str) -> Iterator[str]:
    claims = [claim for section in note.sections for claim in section.claims]
    done = _actions(trap, note)
    told = [claim.text for claim in claims] + done
    left = [line.text for line in note.omissions]
    for rule in trap.rules["must"]:
        # A brief note may leave out what is of no weight, as long as it is listed.
        if not _in(rule, told + left if detail == "brief" else told):
            yield f"not in the note: {rule}"
    for rule in trap.rules["kept"]:
        if not _in(rule, told + left):
            yield f"neither in the note nor listed as left out: {rule}"
    for rule in trap.rules["never"]:
        yield from (f"must never be there ({rule}): {text}" for text in told if re.search(rule, text, re.I))
    bare = [_QUOTED.sub('"…"', text) for text in told]
    for rule in trap.rules["must_not"]:
        yield from (f"says ({rule}): {text}" for text in bare if re.search(rule, text))
    for rule in trap.rules["flag_or_quote"]:
        unflagged = [_QUOTED.sub('"…"', claim.text) for claim in claims if not claim.flagged]
        yield from (f"neither flagged nor quoted ({rule}): {text}" for text in unflagged if re.search(rule, text))
    yield from _of_quotations(trap, claims)


def _of_quotations(trap: Trap, claims: list[Claim]) -> Iterator[str]:
    quotations = [part for claim in claims for part in _QUOTED.findall(claim.text)]
    for words in trap.rules["quoted"]:
        if not any(words.rstrip(".") in part for part in quotations):
            yield f"not quoted letter for letter: {words}"
    for rules in trap.together:
        if not any(all(re.search(rule, claim.text) for rule in rules) for claim in claims):
            yield f"not in one statement: {' + '.join(rules)}"
    for rule in trap.rules["weight"]:
        if not any(HARM & set(claim.of_weight) and re.search(rule, claim.text) for claim in claims):
            yield f"carries no weight of harm: {rule}"


def _of_actions(trap: Trap, note: DraftNote) -> Iterator[str]:
    done = _actions(trap, note)
    for rule in trap.rules["actions"]:
        if not _in(rule, done):
            yield f"not among the actions: {rule}"
    for rule in trap.rules["no_actions"]:
        yield from (f"an action that nobody promised ({rule}): {text}" for text in done if re.search(rule, text))


def _actions(trap: Trap, note: DraftNote) -> list[str]:
    names = {each.id: each.name for each in trap.people}
    return [f"{names.get(each.owner, each.owner)}: {each.text} ({each.by})" for each in note.actions]  # type: ignore[call-overload]


def _in(rule: str, texts: list[str]) -> bool:
    return any(re.search(rule, text) for text in texts)
