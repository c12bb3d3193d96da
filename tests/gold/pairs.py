"""Reads the gold evidence and its true claims: pairs written by hand, and claims about turns of PriMock57."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from scribe.visit import Person, PersonId, Role

HERE = Path(__file__).parent
PRIMOCK = HERE.parents[2] / "shared" / "data" / "visits" / "primock57"
"""Nineteen consultations that are not part of this repository; whoever needs them skips where they are missing."""

_PRONOUNS = ("they", "them", "their")
_PATIENT = (
    Person(PersonId("patient"), "The patient", Role.PERSON, "they"),
    Person(PersonId("doctor"), "The doctor", Role.WORKER, "they"),
)


@dataclass(frozen=True)
class Said:
    """One speaker's words, letter for letter."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Pair:
    """Evidence, and what may be said of it. `plain` holds braces round what may not be lost (`full`, `losing`)."""

    people: tuple[Person, ...]
    said: tuple[Said, ...]
    plain: str
    paraphrases: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()
    swapped: tuple[str, ...] = ()
    """False by hand: somebody else did it, or it was done to somebody else."""
    unsure: tuple[str, ...] = ()
    """False by hand: surer, or less bound to a condition, than what was said."""
    source: str = "written"
    """'written', 'short' (plain sentences in the first person, easy to get right) or 'primock57'."""
    leaves: str = ""
    """What the plain claim leaves out, judged by hand: 'weight', 'fact', or '' for nothing."""

    @property
    def full(self) -> str:
        """The plain true claim."""
        return self.plain.replace("{", "").replace("}", "")

    @property
    def losing(self) -> str:
        """The same without what is of weight, or '' where nothing is marked."""
        return re.sub(r"\{.*?\}", "", self.plain) if "{" in self.plain else ""

    @property
    def true(self) -> tuple[str, ...]:
        """Every claim in other words than the speaker's that is true of the evidence."""
        return (self.full, *self.paraphrases)

    @property
    def speaker(self) -> Person:
        """Whose words the claim reports: the last speaker's."""
        return next(person for person in self.people if person.id == self.said[-1].speaker)

    @property
    def name(self) -> str:
        """What the speaker is called in a claim."""
        return called(self.speaker)


@dataclass
class _Block:
    said: list[Said] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)


def called(person: Person) -> str:
    """'Mrs Ellis' for Mrs Nora Ellis, 'Peter Ellis' for Peter Ellis."""
    parts = person.name.split()
    return f"{parts[0]} {parts[-1]}" if parts[0] in ("Mr", "Mrs", "Ms", "Miss", "Dr") else person.name


def person(line: str) -> Person:
    """'P: Mrs Nora Ellis, person, she' as a person whose id is P."""
    mark, rest = line.split(":", 1)
    name, role, pronoun = (part.strip() for part in rest.split(","))
    return Person(PersonId(mark.strip()), name, Role(role), pronoun)


def written() -> tuple[Pair, ...]:
    """The pairs of pairs.toml, in its order."""
    return _read("pairs.toml")


def unseen() -> tuple[Pair, ...]:
    """The pairs of pairs_unseen.toml, in its order: no rule is made by a look at them."""
    return _read("pairs_unseen.toml")


@cache
def _read(name: str) -> tuple[Pair, ...]:
    data = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return tuple(
        _pair(block, tuple(person(line) for line in group["people"]), group.get("source", "written"))
        for group in data["cast"]
        for block in group["pairs"].strip().split("\n\n")
    )


def _pair(text: str, people: tuple[Person, ...], source: str) -> Pair:
    block = _Block()
    for line in text.splitlines():
        speaker = re.match(r"([A-Z]): (.+)", line)
        if speaker:
            block.said.append(Said(speaker[1], speaker[2]))
        else:
            block.lines.setdefault(line[0], []).append(line[2:])
    rest = {mark: tuple(lines) for mark, lines in block.lines.items()}
    assert set(rest) <= set("=~qsm") and len(rest["="]) == 1, text
    return Pair(
        people, tuple(block.said), rest["="][0], rest.get("~", ()), rest.get("q", ()), rest.get("s", ()),
        rest.get("m", ()), source,
    )  # fmt: skip


@cache
def primock() -> tuple[Pair, ...]:
    """The pairs whose evidence is turns of PriMock57 as they were said; none where the consultations are missing."""
    if not PRIMOCK.is_dir():
        return ()
    claims = tomllib.loads((HERE / "primock_claims.toml").read_text(encoding="utf-8"))["claims"]
    made = []
    for each in claims:
        turns = json.loads((PRIMOCK / f"{each['file']}.json").read_text(encoding="utf-8"))["turns"]
        said = tuple(Said(turns[at]["speaker"], turns[at]["text"]) for at in each["turns"])
        made.append(Pair(_PATIENT, said, each["true"], source="primock57", leaves=each.get("leaves", "")))
    return tuple(made)


def pairs() -> tuple[Pair, ...]:
    """All of them."""
    return written() + primock()
