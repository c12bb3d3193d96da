"""Forms of words: a plain word in the form of the hard word whose place it takes, its article and its capitals."""

from __future__ import annotations

import re
from functools import cache

from easyread.language import lexicon
from easyread.language.words import word_list

_PATCHES = {
    ("get", "VBN"): "got", ("spell", "VBD"): "spelt", ("learn", "VBD"): "learnt", ("learn", "VBN"): "learnt",
    ("cancel", "VBD"): "cancelled", ("cancel", "VBN"): "cancelled", ("cancel", "VBG"): "cancelling",
    ("fulfil", "VBZ"): "fulfils", ("person", "NNS"): "people", ("money", "NNS"): "money", ("staff", "NNS"): "staff",
    ("fit", "VBD"): "fitted", ("fit", "VBN"): "fitted",
}  # fmt: skip
"""British forms, where lemminflect has an American or a rarer one first."""
_BE = {"AM": "am", "VBZ": "is", "VBP": "are", "WAS": "was", "WERE": "were", "VB": "be", "VBN": "been", "VBG": "being"}
BE_TAGS = {form: tag for tag, form in _BE.items()}
"""'was' is not only past but singular, which lemminflect's tags don't tell."""
_SPECIAL = {
    "must": {
        "VB": "have to", "VBP": "must", "VBZ": "must", "VBD": "had to", "VBN": "had to", "VBG": "having to",
    },
    "can": {"VBP": "can", "VBZ": "can"},
    "cannot": {
        "VB": "not be able to", "VBP": "cannot", "VBZ": "cannot", "VBD": "could not", "VBN": "not been able to",
        "VBG": "not being able to",
    },
    "should": {"VBP": "should", "VBZ": "should"},
    "will": {"VBP": "will", "VBZ": "will"},
    "do not": {"VB": "do not", "VBP": "do not", "VBZ": "does not", "VBD": "did not"},
}  # fmt: skip
MASS = frozenset(
    word_list(
        "money help housing spending proof pay work food staff transport care support clothes papers letters rules "
        "details information advice understanding walking nearness plenty rest use harm time"
    )
)
"""Plain nouns that are the same for one and for many, or that have no other number."""
_NO_HEAD = frozenset(
    word_list("left back owed away over well what worse up something why together clear yes in against not")
)
_VOWEL = re.compile(r"(?i)(?!(?:use|usu|uni(?!n)|one\b|once|eu|u\b))[aeiou]|hour|honest|heir")
_HEAD_FIRST = re.compile(r" (?:of|to|for|in|at|with|who|that) ")
_JOINED = re.compile(r" (?:or|and|who|that|like|where|when) ")


def inflected(plain: str, tag: str) -> str | None:
    """A plain verb with what follows it, in the form of a tag ('VBD', 'NNS'); None where it has no such form."""
    for adverb in ("also ", "still ", "no longer "):
        if plain.startswith(adverb):
            rest = inflected(plain.removeprefix(adverb), tag)
            return None if rest is None else adverb + rest
    for special, forms in _SPECIAL.items():
        if plain == special or plain.startswith(special + " "):
            form = forms.get(_plain_tag(tag))
            return None if form is None else form + plain[len(special) :]
    head, space, rest = plain.partition(" ")
    if head.endswith(","):
        head, rest = head[:-1], f"{rest}"
        space = ", "
    if head == "be":
        return f"{_BE.get(tag, 'was')}{space}{rest}"
    return f"{verb_form(head, _plain_tag(tag))}{space}{rest}"


def _plain_tag(tag: str) -> str:
    return {"AM": "VBP", "WAS": "VBD", "WERE": "VBD"}.get(tag, tag)


def verb_form(verb: str, tag: str) -> str:
    """A verb in the form of a tag."""
    return verb if tag in ("VB", "VBP") else _form(verb, tag)


def verb_forms(verb: str) -> dict[str, tuple[str, ...]]:
    """Every form of a verb with the tags that it may have; 'started' is both past and participle."""
    if verb == "be":
        return {form: (tag,) for form, tag in BE_TAGS.items()}
    found: dict[str, list[str]] = {verb: ["VB", "VBP"]}
    for tag in ("VBZ", "VBD", "VBN", "VBG"):
        for form in _forms(verb, tag):
            found.setdefault(form, []).append(tag)
    return {form: tuple(tags) for form, tags in found.items()}


def many(noun: str) -> str | None:
    """The plural of a noun or of a phrase round one ('people to talk to'); None where there is no sure one."""
    before, after = _parted(noun)
    *rest, head = before.split(" ")
    if head in MASS:
        return noun
    if _JOINED.search(noun) or head in _NO_HEAD or _is_gerund(before.split(" ")[0]) or rest[:1] == ["what"]:
        return None
    if is_many(noun):
        return noun
    return " ".join([*rest, _form(head, "NNS")]) + after


def _is_gerund(word: str) -> bool:
    return word.endswith("ing") and word not in ("thing", "meeting", "building", "hearing")


def _parted(noun: str) -> tuple[str, str]:
    """A phrase up to its head, and the rest: 'person', ' to talk to'."""
    cut = _HEAD_FIRST.search(noun)
    return (noun[: cut.start()], noun[cut.start() :]) if cut else (noun, "")


@cache
def is_many(noun: str) -> bool:
    """Whether a noun, or the head of a phrase, is a plural."""
    head = _parted(noun)[0].split(" ")[-1]
    if head in ("people", "children", "criteria"):
        return True
    return head.endswith("s") and not head.endswith(("ss", "us", "is")) and head not in ("means", "news")


def article(word: str) -> str:
    """'an' before a vowel that is heard, else 'a'."""
    return "an" if _VOWEL.match(word) else "a"


def cased(plain: str, hard: str) -> str:
    """The plain words with the capitals of the hard ones: of the first letter, or of all of them."""
    letters = [letter for letter in hard if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return plain.upper()
    return plain[:1].upper() + plain[1:] if hard[:1].isupper() and not hard.startswith("I ") else plain


def _form(word: str, tag: str) -> str:
    if (word, tag) in _PATCHES:
        return _PATCHES[word, tag]
    forms = [form for form in _forms(word, tag) if form != word or tag != "NNS"]
    return forms[0] if forms else word


@cache
def _forms(word: str, tag: str) -> tuple[str, ...]:
    return lexicon.inflected(word, tag)


_ROOT = 5
_DOING = ("", "ed", "ing", "ion", "ation", "ment", "ance", "ence", "al", "ral")


def are_akin(one: str, other: str) -> bool:
    """Whether two words are one thing as it is done: 'evict' and 'eviction', never 'credit' and 'creditor'."""
    short, long = sorted((one, other), key=len)
    shared = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return shared >= max(_ROOT, len(short) - 1) and long[shared:] in _DOING
