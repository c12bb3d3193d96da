"""Reads the items of the model exam from resources/exam; their shape is told in resources/exam/README.md."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from models.errors import ModelError
from models.exam_matching import own_voice, says


class ExamDamaged(ModelError):
    """A file of the exam can't be used; the sentence names the file, the item and what is wrong with it."""

    sentence = "The model exam could not be read, so no model was examined. Nothing else is affected. Tell IT."


class Task(StrEnum):
    """What an item asks for. The value is the name of the task's file."""

    REPORTED_SPEECH = "reported-speech"
    QUESTION_ANSWER = "question-answer"
    RETRACTION = "retraction"
    NEGATION = "negation"
    NUMBERS = "numbers"
    PRONOUNS = "pronouns"
    SPEAKERS = "speakers"
    INJECTION = "injection"
    EASY_READ = "easy-read"
    SUPPORT = "support"


class Corruption(StrEnum):
    """What is false in the claim of a `support` item. A true claim has none."""

    NONE = ""
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    NAME = "name"
    PERSON = "person"
    SPEAKER = "speaker"
    NEGATION = "negation"
    MODALITY = "modality"
    CONDITION = "condition"
    TENSE = "tense"
    ADDED = "added"
    WITHDRAWN = "withdrawn"


_ORDER = "an order in the letter"


@dataclass(frozen=True)
class Present:
    """Somebody who speaks in an item. `pronouns` is 'she', 'he', 'they' or ''; `role` a role of a visit."""

    name: str
    pronouns: str
    role: str
    relation: str = ""


@dataclass(frozen=True)
class Said:
    """One turn: the name of who spoke, and the words."""

    who: str
    words: str


@dataclass(frozen=True)
class ExamItem:
    """One question of the exam. Each entry of `must` is a tuple of alternatives; phrases as in `models.exam_matching`.

    Speech has `people` and `turns`; Easy Read has `text`; support has `claim`, `supported` and `corruption` as well,
    with the turns as its evidence. `good` are outputs that a careful worker accepts, `clumsy` the same facts in bad
    English (for measuring whether a model knows fluent from clumsy). `trap` says what the item is there to catch.
    """

    id: str
    task: Task
    trap: str
    people: tuple[Present, ...] = ()
    turns: tuple[Said, ...] = ()
    text: str = ""
    good: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    clumsy: tuple[str, ...] = ()
    claim: str = ""
    supported: bool = False
    corruption: Corruption = Corruption.NONE
    smoke: bool = False

    @property
    def has_order(self) -> bool:
        """Whether it is a sentence of a letter that gives whoever writes it again an order."""
        return self.task is Task.EASY_READ and self.trap.startswith(_ORDER)

    @property
    def source(self) -> str:
        """All the words that an output may rest on."""
        return self.text or "\n".join(turn.words for turn in self.turns)

    def left_out(self, output: str) -> tuple[tuple[str, ...], ...]:
        """The entries of `must` of which the output says no alternative."""
        return tuple(each for each in self.must if not any(says(output, phrase) for phrase in each))

    def made_up(self, output: str) -> tuple[str, ...]:
        """The phrases of `must_not` that the output says."""
        return tuple(phrase for phrase in self.must_not if says(output, phrase))

    def not_reported(self, output: str) -> tuple[str, ...]:
        """The words of the speaker's own voice ('I', 'your') that reported speech would have turned round."""
        return () if self.task in (Task.EASY_READ, Task.SUPPORT) else own_voice(output)


def items(smoke: bool = False) -> tuple[ExamItem, ...]:
    """Every item, or the few of the short run, in the order of the tasks. Raises `ExamDamaged`."""
    return tuple(item for item in _all_items() if item.smoke or not smoke)


@lru_cache(maxsize=1)
def version() -> str:
    """A name of the exam as it is: it differs where any byte of an item, or of a prompt that asks it, does.

    Raises `ExamDamaged`.
    """
    return version_of(_folder(), files("resources") / "prompts")


def version_of(exam: Traversable, prompts: Traversable) -> str:
    """The same for any two folders. Raises `ExamDamaged`."""
    asked = (exam / f"{task}.toml" for task in Task)
    asking = sorted((each for each in prompts.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    parts = ((each.name, _content(each)) for each in (*asked, *asking))
    # With names and lengths, so that what leaves the end of one file for the start of another is seen.
    return hashlib.sha256(b"".join(f"{name} {len(part)}\n".encode() + part for name, part in parts)).hexdigest()[:16]


@lru_cache(maxsize=1)
def _all_items() -> tuple[ExamItem, ...]:
    return read_folder(_folder())


def _folder() -> Traversable:
    return files("resources") / "exam"


def read_folder(folder: Traversable) -> tuple[ExamItem, ...]:
    """The items of a folder with one file for each task. Raises `ExamDamaged`."""
    found = tuple(item for task in Task for item in read_items(folder / f"{task}.toml", task))
    counted = Counter(item.id for item in found)
    if twice := [id_ for id_, times in counted.items() if times > 1]:
        raise _bad("two items", twice[0], "each item needs an id of its own")
    return found


def read_items(file: Traversable, task: Task) -> tuple[ExamItem, ...]:
    """The items of one file. Raises `ExamDamaged`, which names the file, the item and what is wrong."""
    try:
        data = tomllib.loads(_content(file).decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(file.name, "", f"it is no TOML: {error}") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or lists in lists in lists
        raise _bad(file.name, "", "it can't be read as TOML") from None
    if unknown := set(data) - {"task", "items"}:
        raise _bad(file.name, "", f"it has '{min(unknown)}', which no exam file has")
    if data.get("task") != task:
        raise _bad(file.name, "", f"its task should be '{task}'")
    tables = data.get("items")
    if not isinstance(tables, list) or not tables or not all(isinstance(each, dict) for each in tables):
        raise _bad(file.name, "", "it has no items")
    return tuple(_Table(file.name, task, table).item() for table in tables)


def _content(file: Traversable) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise _bad(file.name, "", "it is not there, or could not be opened") from None


def _bad(file: str, item: str, what: str) -> ExamDamaged:
    where = f"{file}, item {item}" if item else file
    return ExamDamaged(f"The model exam could not be read: {where}: {what}. No model was examined. Tell IT.")


_PERSON = re.compile(r"(?P<name>[^(]+) \((?P<pronouns>she|he|they|-), (?P<role>[a-z]+)(?:, (?P<relation>[^()]+))?\)")
_COMMON = {"id", "trap", "smoke"}
_FREE = {"good", "must", "must_not", "clumsy"}
_KEYS = {
    Task.EASY_READ: _COMMON | _FREE | {"text"},
    Task.SUPPORT: _COMMON | {"people", "turns", "claim", "supported", "corruption"},
}
_SPEECH = _COMMON | _FREE | {"people", "turns"}
_MAY_LACK = {"smoke", "clumsy", "corruption"}


@dataclass(frozen=True)
class _Table:
    """One table of a file, and what is needed to say what is wrong with it."""

    file: str
    task: Task
    table: Mapping[str, object]

    def item(self) -> ExamItem:
        self._check_keys()
        people = tuple(self._people())
        return ExamItem(
            id=self._text("id"),
            task=self.task,
            trap=self._text("trap"),
            people=people,
            turns=tuple(self._turns({one.name for one in people})),
            text=self._text("text"),
            good=self._texts("good"),
            must=tuple(tuple(part.strip() for part in each.split("|")) for each in self._texts("must")),
            must_not=self._texts("must_not"),
            clumsy=self._texts("clumsy"),
            claim=self._text("claim"),
            supported=self._truth("supported"),
            corruption=self._corruption(),
            smoke=self._truth("smoke"),
        )

    def _check_keys(self) -> None:
        allowed = _KEYS.get(self.task, _SPEECH)
        if unknown := set(self.table) - allowed:
            raise self._bad(f"it has '{min(unknown)}', which no item of its task has")
        if missing := allowed - _MAY_LACK - set(self.table):
            raise self._bad(f"'{min(missing)}' is missing")

    def _people(self) -> Iterator[Present]:
        for each in self._texts("people"):
            found = _PERSON.fullmatch(each)
            if not found:
                raise self._bad(f"'{each}' should read like 'Mrs Khan (she, person)'")
            pronouns = "" if found["pronouns"] == "-" else found["pronouns"]
            yield Present(found["name"], pronouns, found["role"], found["relation"] or "")

    def _turns(self, names: set[str]) -> Iterator[Said]:
        for each in self._texts("turns"):
            who, colon, words = each.partition(": ")
            if not colon or who not in names or not words.strip():
                raise self._bad(f"the turn '{each}' should begin with the name of one of its people, and a colon")
            yield Said(who, words.strip())

    def _text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str) or (key in self.table and not value.strip()):
            raise self._bad(f"'{key}' should be words in quotation marks")
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self._bad(f"'{key}' should be a list of words in quotation marks")
        return tuple(value)

    def _truth(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise self._bad(f"'{key}' should be true or false")
        return value

    def _corruption(self) -> Corruption:
        kind = self._text("corruption")
        if kind not in set(Corruption):
            raise self._bad(f"there is no kind of corruption called '{kind}'")
        if self.task is Task.SUPPORT and self._truth("supported") == bool(kind):
            raise self._bad("a claim that is supported has no corruption, and one that is not has its kind")
        return Corruption(kind)

    def _bad(self, what: str) -> ExamDamaged:
        return _bad(self.file, str(self.table.get("id", "without an id")), what)
