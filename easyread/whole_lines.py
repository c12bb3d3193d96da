"""Tells lines that are broken off: no clause, a verb without its object, a preposition last, a limit for a condition.

What the steps make is held to this whatever step made it; a line that stands so in the source itself is let be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from easyread.grammar import Clause, read
from easyread.language.words import is_verb_base
from easyread.objects import lacks_object, shared_verbs

_LIMIT = re.compile(
    r"(?i)\bdepends? on (?:(?:an?|the) )?"
    r"(?:(?:\w+ )?(?:maximum|minimum|limit|cap|ceiling)\b|no (?:more|less)\b|at (?:most|least)\b|up to\b|£|\d)"
)
_OPEN_END = re.compile(r"(?i)\b(?:of|for|with|to|from|by|than)$")
_NEVER_LAST = re.compile(r"(?i)(?:\b(?:and|or|but|nor|an?|the|your|our|their|if|unless|because|whether)|,)$")
_NO_VERB = re.compile(r"\b(?:may|must|can|will|should|cannot|not) be (?:by|an?d?|or) ")
_NO_ORDER = ("VM0", "VBZ", "VBD", "VHZ", "VHD", "VVZ", "VVD", "VDZ", "VDD")
_BY_WHOM = re.compile(r"(?i)^(?:you|we) (?:\w+ ){1,4}?(?:by|, by) (?:her|him|them|us|me|you)\b")


def broken_off(text: str, lines: Sequence[str]) -> bool:
    """Whether one of the lines that were made of a sentence says less than a whole clause, or turns a limit."""
    own = read(text)
    shared = shared_verbs(own)
    return any(_is_broken(line, text, own, shared) for line in lines if line != text)


def _is_broken(line: str, text: str, own: Clause, shared: tuple[str, ...]) -> bool:
    if _LIMIT.search(line) or _BY_WHOM.match(line) and not _BY_WHOM.match(text):
        return True
    said = line.rstrip(".:; ")
    if not line.endswith(":"):
        ends_so = re.search(rf"{re.escape(said[-12:])}(?:[.;:?]|$)", text)
        if _OPEN_END.search(said) and not ends_so or _NEVER_LAST.search(said):
            return True
    if _NO_VERB.search(line) and not _NO_VERB.search(text):
        return True
    clause = read(line)
    if shared and not line.endswith(":") and _lacks_its_object(clause):
        return True
    return line[:1].isupper() and bool(own.groups) and _is_no_clause(clause, own)


def _lacks_its_object(clause: Clause) -> bool:
    """Whether a line's last verb needs what the source says only after a later verb."""
    ends = [at for at, word in enumerate(clause.words) if word.text in ".:;"] or [len(clause.words)]
    return lacks_object(clause.words[: ends[-1]])


def _is_no_clause(clause: Clause, own: Clause) -> bool:
    """Whether a line begins with a verb that nobody does ('Has been there for 28 days.')."""
    first = clause.words[0] if clause.words else None
    if not first or clause.text.endswith("?"):
        return False
    bare = first.tag in _NO_ORDER and not is_verb_base(first.low) or clause.text.startswith("Have been ")
    return bare and own.words[0].low != first.low and first.low not in ("should", "had", "were")
