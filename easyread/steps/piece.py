"""What every step takes and gives: a piece of a page, and the setting in which it is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from easyread.fidelity import Reader
from easyread.language.words import word_list
from easyread.page import LineKind, Profile
from easyread.words import Glossary, Replacements


@dataclass(frozen=True)
class Piece:
    """One line in the making. `dropped` are words that it leaves out; `why` says what a person must look at."""

    text: str
    kind: LineKind = LineKind.IDEA
    why: str | None = None
    dropped: tuple[str, ...] = ()

    def saying(self, text: str, why: str | None = None) -> Piece:
        """The same piece with other words; a line of a list keeps its small letter and its end without a stop."""
        if self.kind is LineKind.LIST and self.text[:1].islower():
            text = lower_first(text)
        if self.kind is LineKind.LIST and not self.text.endswith("."):
            text = text.rstrip(".")
        return replace(self, text=text, why=why or self.why)


@dataclass(frozen=True)
class Setting:
    """For whom a page is made, and the tables of words it is made with."""

    profile: Profile
    reader: Reader
    glossary: Glossary
    replacements: Replacements
    says_you: bool = False
    """Whether the document speaks to its reader, as 'you'."""
    two_in_one_role: bool = False
    """Whether it has two who may be 'the tenant' or 'the applicant', so that neither is sure to be its reader."""
    others_do: bool = False
    """Whether the sentence, or the one before it, names a body or a person besides its reader and its writer, who may
    have done what it says without a doer."""
    others_act: bool = False
    """Whether one of them, or a relative or carer, is said to do something, and so may have to do more of it."""
    in_list: bool = False
    """Whether it is an item of a list of the source, inside which no list can be made."""
    one_item: bool = False
    """Whether what leads such a list reaches over each item as a whole, so that no item can be two."""

    @property
    def longest(self) -> int:
        """The words that a sentence may have before it is split."""
        return 15 if self.profile is Profile.EASY_READ else 25

    @property
    def easy(self) -> bool:
        """Whether it is Easy Read, where also what is short enough is split into one idea a line."""
        return self.profile is Profile.EASY_READ


Step = Callable[[Piece, Setting], tuple[Piece, ...]]


def sentence(text: str) -> str:
    """A text as a sentence: a capital first and a mark last.

    >>> sentence("you can appeal")
    'You can appeal.'
    """
    text = re.sub(r"\s+", " ", text).strip(" ,;")
    text = re.sub(r"\s+([,.;:?!])", r"\1", text)
    text = text[:1].upper() + text[1:]
    return text if re.search(r"[.!?:…][\"”’')]*$", text) else text + "."


def bare(text: str) -> str:
    """A text without its last mark.

    >>> bare("You can appeal.")
    'You can appeal'
    """
    return text.strip().rstrip(".,;: ")


def lower_first(text: str) -> str:
    """A text as it stands inside a sentence: no capital, but for 'I' and names (two words with capitals)."""
    first = re.match(r"[A-Za-z'’]+", text)
    if not first or first.group() in ("I", "I'm") or first.group().isupper() and len(first.group()) > 1:
        return text
    if first.group().lower() in SMALL or not _is_name(text, first.group()):
        return text[:1].lower() + text[1:]
    return text


SMALL = frozenset(
    word_list(
        "a an the your our you we they he she it this that these those any each every all some no my his her its "
        "their in on at by for from to of with if when where unless people someone everyone nobody nothing please "
        "do there tenants service carers payments forms repairs charges further additional"
    )
)


def _is_name(text: str, first: str) -> bool:
    from easyread.grammar import read

    word = read(text).words[0]
    after = text[len(first) :].lstrip()
    return word.tag == "NP0" or first in ("Mr", "Mrs", "Ms", "Dr") or after[:1].isupper()
