"""How English spelling sounds, coarsely, and how far two sounds are apart: enough to see that 'big gum' is 'Begum'.

A sound is a string with a letter for each consonant or vowel. It need not be how anybody says the word, only be near
for two spellings of what may be the same: a recogniser writes down a name that it doesn't know by the ear, after the
usual rules. Rules as in Metaphone (Philips 1990), with the vowels kept. Pure; one word at a time.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from scribe import english

CONSONANTS = frozenset("pbtdkgfvTszSCJmnNlrhwy")
_V = "[aeiouy]"

# (spelling, sound), the first that fits at a place is taken. In a spelling: ^ start, $ end, lookaheads as in Python.
_RULES = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        # at the start
        (r"^kn", "n"), (r"^gn", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^pt", "t"), (r"^pn", "n"), (r"^mc", "mak"),
        (r"^x", "z"), (r"^who", "hU"), (r"^cz", "C"), (r"^ng", "ng"), (r"^eu", "yU"), (r"^u(?=ni[^mnt])", "yU"),
        # endings
        (r"tions?$", "S@n"), (r"sions?$", "S@n"), (r"cians?$", "S@n"), (r"[ct]ious$", "S@s"), (r"tures?$", "C@"),
        (r"[ct]ial$", "S@l"), (r"ous$", "@s"), (r"(?<=[^aeiouylr])les?$", "@l"), (r"ism$", "iz@m"), (r"mb$", "m"),
        (r"mn$", "m"), (r"que$", "k"), (r"gue$", "g"), (r"ght", "t"), (r"ine$", "En"), (r"ile$", "Il"), (r"ate$", "At"),
        (r"ies$", "iz"), (r"ied$", "Id"), (r"ie$", "i"), (r"ey$", "i"), (r"y$", "i"), (r"i$", "i"), (r"ee$", "E"),
        (r"ah?$", "@"), (r"oh?$", "O"), (r"[ou]gh$", "O"), (r"'s$", "z"), (r"es?$", ""), (r"ed$", "d"),
        # several letters, one sound
        (r"ough(?=t)", "o"), (r"augh(?=t)", "o"), (r"ough", "O"), (r"eigh", "A"), (r"aigh", "A"), (r"igh(?!am)", "I"),
        (r"augh", "af"), (r"tch", "C"), (r"dge", "J"), (r"dg(?=[eiy])", "J"), (r"dj", "J"), (r"sch", "S"),
        (r"ch(?=[rlt])", "k"), (r"ch", "C"), (r"sh", "S"), (r"ph", "f"), (r"th", "T"), (r"^gh", "g"),
        (r"gh(?=[aeiou])", "g"), (r"gh", ""), (r"[bdkgc]h(?=" + _V + ")", "?"), (r"wh", "w"), (r"rh", "r"),
        (r"cqu?", "k"), (r"ck", "k"), (r"qu", "kw"), (r"q", "k"), (r"sc(?=[eiy])", "s"), (r"cc(?=[eiy])", "ks"),
        (r"c(?=[eiy])", "s"), (r"cz", "C"), (r"c", "k"), (r"ti(?=[ao])", "S"), (r"ci(?=[ao])", "S"),
        (r"gg", "g"), (r"ge(?=[aou])", "J"), (r"g(?=[eiy])", "J"), (r"ng$", "N"), (r"n(?=[kqx])", "N"),
        (r"sz", "S"), (r"zh", "J"), (r"x", "ks"), (r"j", "J"),
        # vowels with what follows them
        (r"(?:air|eir)(?=[^aeiouy]|e?s?$)", "e"), (r"are(?=s?$)", "e"), (r"(?:eer|ear|ier)(?=[^aeiouy]|e?s?$)", "E@"),
        (r"([aeou])rr?(?=[^aeiouyr]|$)", "R"), (r"[iy]rr?(?=[^aeiouyr]|$)", "@"),
        (r"(?:oor|our|oar|ore|oure)(?=[^aeiouy]|e?$)", "o"), (r"ire(?=$|s$|d$)", "I@"), (r"ure(?=$|s$|d$)", "U@"),
        (r"a(?=l[kmf])", "o"), (r"al(?=l$)", "ol"), (r"l(?=[kmf]$)", ""), (r"wa(?=[^aeiouywrgk])", "wo"),
        (r"ai|ay|ei|ey", "A"), (r"ea|ee", "E"), (r"eau", "O"), (r"ie(?=[^aeiou])", "E"), (r"oa|oe", "O"),
        (r"oo|ou(?=[^nts])", "U"), (r"ou", "W"), (r"ow(?=[nl]|$)", "O"), (r"ow", "W"), (r"oi|oy", "Y"),
        (r"au|aw", "o"), (r"eu|ew|ui|ue", "U"), (r"ae", "A"), (r"i(?=nd$|ld$)", "I"), (r"o(?=ld|st$|ll$)", "O"),
        (r"a(?=[^aeiouyrwx]e(?:s?$|d$))", "A"), (r"i(?=[^aeiouyrwx]e(?:s?$|d$))", "I"),
        (r"o(?=[^aeiouyrwx]e(?:s?$|d$))", "O"), (r"u(?=[^aeiouyrwx]e(?:s?$|d$))", "U"),
        (r"e(?=[^aeiouyrwx]e(?:s?$|d$))", "E"), (r"y(?=[^aeiouy]e$)", "I"),
        (r"^y|y(?=[aeou])", "y"), (r"w(?=[^aeiouy]|$)", ""), (r"h(?=[^aeiouy]|$)", ""),
    )
)  # fmt: skip
_AFTER_R = {"a": "a", "e": "@", "o": "o", "u": "@"}


_LETTERS = str.maketrans({"ł": "w", "Ł": "w", "ø": "o", "Ø": "o", "đ": "d", "ı": "i", "æ": "ae", "ß": "ss", "œ": "oe"})


def plain(word: str) -> str:
    """The letters of a word as they are compared: small, without accents, stops and brackets."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.translate(_LETTERS)) if not unicodedata.combining(c))
    return re.sub(r"[^a-z'0-9]+", "", bare.lower().replace("’", "'")).strip("'")


@lru_cache(maxsize=100_000)
def sound_of(word: str) -> str:
    """How one word sounds, '' where it has no letters."""
    letters = plain(word)
    if letters in english.irregular():
        return english.irregular()[letters]
    at, found = 0, ""
    while at < len(letters):
        at, sound = _next(letters, at)
        if not (sound and found.endswith(sound) and sound in CONSONANTS):
            found += sound
    return found


def joined(words: Iterable[str]) -> str:
    """How several words sound together: a consonant that ends one and begins the next is one, and 'r' links vowels."""
    found, before = "", ""
    for word in words:
        sound = sound_of(word)
        if before.endswith(("r", "re")) and sound[:1] in _PLACE:
            found += "r"
        found += sound[1:] if sound and sound[0] in CONSONANTS and found.endswith(sound[0]) else sound
        before = plain(word)
    return found


def _next(letters: str, at: int) -> tuple[int, str]:
    """The sound at a place and where the next begins."""
    for spelling, sound in _RULES:
        # A pattern's ^ means the word's start: `match` with a position would never see it elsewhere, nor a `$` falsely.
        match = spelling.match(letters, at)
        if match and match.end() > at and (at > 0 or match.end() < len(letters) or len(letters) > 2):
            if sound == "R":
                return match.end(), _AFTER_R[match.group(1)]
            if sound == "?":
                return match.end(), {"c": "k"}.get(letters[at], letters[at])
            return match.end(), sound
    return at + 1, _ALONE.get(letters[at], letters[at]) if letters[at].isalpha() else ""


_ALONE = {"c": "sE", "j": "JA", "q": "kU", "x": "eks"}
"""How letters sound that stand alone and are no sound themselves: 'vitamin C'."""


# --- how far apart

_NEAR: dict[frozenset[str], float] = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.15, "sz SJ JC gJ"),
        (0.3, "pb td kg fv Tf SC Ss Td Tt Jz Jy nN JS zS kC kh dJ tC"),
        (0.5, "mn bv lr wv rw yJ ly fT gk gN ts sT dz vT bm dn"),
    )
    for pair in pairs.split()
}
_PLACE = {
    "i": (0.0, 0.1), "E": (0.0, 0.0), "e": (0.1, 0.5), "a": (0.3, 1.0), "A": (0.05, 0.3), "@": (0.5, 0.5),
    "u": (0.7, 0.6), "o": (0.9, 0.75), "O": (0.9, 0.4), "U": (0.8, 0.05), "I": (0.25, 0.7), "W": (0.55, 0.9),
    "Y": (0.6, 0.5),
}  # fmt: skip
"""Where in the mouth a vowel is: front 0 to back 1, closed 0 to open 1."""
_LOSE = {"h": 0.3, "r": 0.35, "y": 0.35, "w": 0.45, "t": 0.6, "d": 0.6, "@": 0.25, "i": 0.35}
_LOSE_VOWEL, _LOSE_CONSONANT, _FARTHEST_VOWELS, _VOWEL_FOR_CONSONANT = 0.4, 0.85, 0.5, 1.2


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _PLACE and other in _PLACE:
        (x, y), (v, w) = _PLACE[one], _PLACE[other]
        cost = 0.1 + 0.5 * (abs(x - v) + abs(y - w))
        return min(cost * (0.6 if "@" in (one, other) else 1.0), _FARTHEST_VOWELS)
    if one in _PLACE or other in _PLACE:
        return _VOWEL_FOR_CONSONANT
    return _NEAR.get(frozenset((one, other)), 1.0)


def _lost(sound: str) -> float:
    return _LOSE.get(sound, _LOSE_VOWEL if sound in _PLACE else _LOSE_CONSONANT)


_ALL = (*sorted(CONSONANTS), *_PLACE)
_LOST = {sound: _lost(sound) for sound in _ALL}
_SWAPPED = {one: {other: _swap(one, other) for other in _ALL} for one in _ALL}


@lru_cache(maxsize=100_000)
def weight(sound: str) -> float:
    """How much there is to a sound: what it would cost to lose all of it."""
    return sum(_LOST[each] for each in sound)


def apart(one: str, other: str, limit: float = math.inf) -> float:
    """What it costs to make one sound of the other: 0 where they are the same, about 1 for each consonant changed.

    Where it is more than `limit`, it may be given as infinite.
    """
    losses = [_LOST[sound] for sound in other]
    before = [0.0, *itertools.accumulate(losses)]
    for mine in one:
        lost, swapped = _LOST[mine], _SWAPPED[mine]
        cell = before[0] + lost
        row = [cell]
        for at, sound in enumerate(other):
            swap, lose = before[at] + swapped[sound], before[at + 1] + lost
            cell += losses[at]
            if swap < cell:
                cell = swap
            if lose < cell:
                cell = lose
            row.append(cell)
        if min(row) > limit:
            return math.inf
        before = row
    return before[-1]
