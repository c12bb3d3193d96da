"""How far a misspelling is from a word, where what is written by sound, doubled, left out or swapped costs little."""

from __future__ import annotations

from functools import cache

import jellyfish

from easyread.language.words import word_list

_VOWELS = frozenset("aeiouy")
_SILENT = frozenset("eghkwbplnutcdr")
"""Letters that are often not heard where they stand: 'wHich', 'Knee', 'Wrong', 'climB', 'iSland'."""
_LIKE = ("ckqsx", "szc", "bd", "pb", "td", "gj", "mn", "fv", "uw", "iy", "gk", "lr")
_SAME = word_list(
    """
    ph=f gh=f ght=t kn=n wr=r wh=w ps=s pn=n ch=k ck=k sh=ci sh=ti sh=ssi shun=tion shun=sion shun=ssion shun=cian
    tion=sion tion=cian tion=ssion cion=tion zh=si f=th v=th d=th s=ci s=sc sm=sthm zm=sthm s=st s=c x=cs x=ks x=cc
    ks=cc qu=kw qw=qu j=dg j=dge g=dg er=ar er=or er=our er=re ur=er ur=ir or=our or=augh or=ough or=aw or=au or=a
    ou=ow ow=ough uf=ough ea=e ie=ei ee=ea ee=ie ee=y i=ee ay=ai ai=a ei=a ey=a igh=i ite=ight ide=ied oo=u oo=ou
    oo=ew u=ou ew=u o=oa o=ow le=el le=al el=al il=al le=il le=ul ence=ance ent=ant able=ible ise=ize us=ous us=ious
    shus=cious shus=tious ed=ght ed=d ed=t air=are ere=eir oy=oi cal=cle ley=ly ly=lly nj=ng z=s g=gu ch=tch tch=t
    cher=ture jer=ger zher=sure sher=sure ai=aid ed=aid ud=ould aul=al gw=gu u=ough nge=nj gz=x igz=ex eks=ex iks=ex
    zi=xie gzi=xi i=eigh a=eigh ei=eigh cks=x
    """
)
"""Spellings of one sound, either for the other."""
_SOUND, _LIKE_LETTER, _VOWEL, _DOUBLE, _MISSED, _SWAP, _OTHER = 0.3, 0.6, 0.5, 0.25, 0.65, 0.5, 1.0
_BAND, _FAR = 4, 99.0
"""How many letters two words may drift apart, and what is more than any word costs."""
_START = 0.5
"""What it costs more to have another first letter: people mostly get that one right."""


def far(one: str, other: str) -> int:
    """Letters put in, left out, changed or swapped."""
    return int(jellyfish.damerau_levenshtein_distance(one, other))


def cost(written: str, meant: str) -> float:
    """How unlikely it is that somebody who meant one word wrote the other; both in small letters. 0 for the same."""
    rows, columns = len(written), len(meant)
    mine, theirs = [_alone(written, at) for at in range(rows)], [_alone(meant, at) for at in range(columns)]
    best = [[_FAR] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for i in range(rows + 1):
        for j in range(max(0, i - _BAND), min(columns, i + _BAND) + 1):
            least = best[i][j]
            if i:
                least = min(least, best[i - 1][j] + mine[i - 1])
            if j:
                least = min(least, best[i][j - 1] + theirs[j - 1])
            if i and j:
                least = min(least, _together(written, meant, i, j, best))
            best[i][j] = least
    return best[rows][columns] + (_START if _starts_apart(written, meant) else 0.0)


def _together(written: str, meant: str, i: int, j: int, best: list[list[float]]) -> float:
    """What it costs to have come to a place by a letter for a letter, two swapped, or one spelling for another."""
    one, other = written[i - 1], meant[j - 1]
    least = best[i - 1][j - 1] + _letters(one, other)
    if i > 1 and j > 1 and one != other and one == meant[j - 2] and other == written[i - 2]:
        least = min(least, best[i - 2][j - 2] + _SWAP)
    for mine, theirs in _endings().get((one, other), ()):
        if written.endswith(mine, 0, i) and meant.endswith(theirs, 0, j):
            least = min(least, best[i - len(mine)][j - len(theirs)] + _SOUND)
    return least


def _alone(word: str, at: int) -> float:
    """A letter that the other word hasn't got."""
    letter = word[at]
    if letter in word[max(0, at - 1) : at] or letter in word[at + 1 : at + 2]:
        return _DOUBLE
    if letter in _VOWELS or letter in _SILENT or letter in "'-":
        return _MISSED
    return _OTHER


@cache
def _letters(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _VOWEL
    return _LIKE_LETTER if any(one in group and other in group for group in _LIKE) else _OTHER


def _starts_apart(written: str, meant: str) -> bool:
    if written[:1] == meant[:1]:
        return False
    pairs = _starts().get((written[:1], meant[:1]), ())
    return not any(written.startswith(mine) and meant.startswith(theirs) for mine, theirs in pairs)


def _endings() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """The spellings of one sound, both ways round, by their last letters."""
    return _spellings_by(-1)


def _starts() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """The same by their first letters."""
    return _spellings_by(0)


@cache
def _spellings_by(at: int) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in _SAME:
        one, other = row.split("=")
        for pair in ((one, other), (other, one)):
            found.setdefault((pair[0][at], pair[1][at]), []).append(pair)
    return {key: tuple(pairs) for key, pairs in found.items()}
