"""Verbs in the form that fits: 'assess' to 'assesses', 'assessed', 'assessing', by lemminflect."""

from __future__ import annotations

from functools import cache

from easyread.language.lexicon import inflected, lemmas
from easyread.language.words import word_list

_PENN = {"VVI": "VB", "VVB": "VB", "VVZ": "VBZ", "VVD": "VBD", "VVN": "VBN", "VVG": "VBG"}
_OWN = {
    ("be", "VVZ"): "is", ("be", "VVB"): "are", ("have", "VVZ"): "has", ("do", "VVZ"): "does",
    ("get", "VVN"): "got", ("bid", "VVD"): "bid", ("put", "VVD"): "put", ("read", "VVD"): "read",
}  # fmt: skip


_DOUBLED = frozenset(word_list("cancel travel label model fuel level total signal counsel channel equal"))
"""British spelling: 'cancelled', where lemminflect has 'canceled'."""


@cache
def base(form: str) -> str:
    """The plain form of a verb: 'undertaken' is 'undertake'."""
    own = {"is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "has": "have", "had": "have",
           "left": "leave", "found": "find", "felt": "feel", "ground": "grind", "laid": "lay"}  # fmt: skip
    low = form.lower()
    if low in own:
        return own[low]
    found = lemmas(low)
    return next((found[kind][0] for kind in ("VERB", "AUX") if kind in found), low)


@cache
def verb(plain: str, tag: str) -> str:
    """A verb of one or more words ('carry out') in the form of a CLAWS 5 tag: 'carried out' for 'VVD'."""
    first, _, rest = plain.partition(" ")
    if (first, tag) in _OWN:
        form = _OWN[first, tag]
    elif tag in ("VVI", "VVB"):
        form = first
    elif first in _DOUBLED and tag != "VVZ":
        form = first + ("ling" if tag == "VVG" else "led")
    else:
        form = next(iter(inflected(first, _PENN[tag])), first)
    return f"{form} {rest}" if rest else form


def third_person(plain: str) -> str:
    """'Wishes', 'has', 'goes'."""
    return verb(plain, "VVZ")


def present(plain: str, *, many: bool) -> str:
    """'Provides' of one, 'provide' of many."""
    return verb(plain, "VVB" if many else "VVZ")
