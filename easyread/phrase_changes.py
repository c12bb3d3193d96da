"""Which phrases of a text another text has in other words: changes that can each be put in by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from easyread.fidelity import Reader
from easyread.language.words import word_list
from easyread.source import Span

TOKEN = re.compile(r"[^\W_]+(?:[-'’.,@/_][^\W_]+)*|[^\w\s]|_")
LIGHT = frozenset(
    word_list(
        "a an the of to in on at for by and or is are be will it this that you your we our with from as not "
        ", . ; : ( ) - has have had was were been"
    )
)
"""Words that may stand in two changes by chance."""
_NEAR = 2
"""So few words between two changes make them one."""
_Cut = tuple[int, int, int, int]
"""Tokens of the text before, from and up to, and tokens of the text after that take their place."""


@dataclass(frozen=True)
class Change:
    """Words of the text before, where they stand, and what takes their place; either may be empty.

    `after_span` is where they stand in the text after. `why` is one plain sentence: what is better or, where it is not
    `safe`, what else it changes. `safe`: taken alone, it changes nothing that the sentence says.
    """

    before_span: Span
    after_span: Span
    before: str
    after: str
    why: str = ""
    safe: bool = True


@dataclass(frozen=True)
class Laid:
    """Both texts, who reads them, and the meanings that may be put in."""

    before: str
    after: str
    reader: Reader
    explained: tuple[str, ...]

    def change(self, old: Span, new: Span) -> Change:
        """What stands at two places of the texts."""
        return Change(old, new, old.of(self.before), new.of(self.after))


def _tokens(text: str, explained: Sequence[str]) -> list[re.Match[str]]:
    """Words and marks; a meaning that is put in is one token."""
    whole = [re.escape(one) for one in sorted(explained, key=len, reverse=True) if one]
    return [*re.compile("|".join((*whole, TOKEN.pattern))).finditer(text)]


def phrases(laid: Laid) -> list[Change]:
    """Changes of words, those with next to nothing between them as one; changes of blanks between words that stay."""
    old, new = (_tokens(text, laid.explained) for text in (laid.before, laid.after))
    matcher = SequenceMatcher(None, [one.group() for one in old], [one.group() for one in new], autojunk=False)
    found: list[_Cut] = []
    for kind, start, end, other, other_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if found and _is_near(old[found[-1][1] : start], new[found[-1][3] : other]):
            start, other = found[-1][0], found[-1][2]
            found.pop()
        found.append((start, end, other, other_end))
    return _changes(found, old, new, laid)


def _changes(
    found: Sequence[_Cut], old: Sequence[re.Match[str]], new: Sequence[re.Match[str]], laid: Laid
) -> list[Change]:
    cuts = [cut for one in found for cut in _with_meanings_apart(one, new, laid.explained)]
    places = _with_gaps(cuts, len(old))
    last = [at + 1 == len(places) or cut[1::2] != places[at + 1][::2] for at, cut in enumerate(places)]
    spans = [
        (_chars(old, cut[:2], laid.before, gap=gap), _chars(new, cut[2:], laid.after, gap=gap))
        for cut, gap in zip(places, last, strict=True)
    ]
    return [change for said, told in spans for change in _blanks_apart(said, told, laid)]


def _is_near(old: Sequence[re.Match[str]], new: Sequence[re.Match[str]]) -> bool:
    words = [one.group() for one in old]
    broken = any("\n" in text.string[text.end() : text.end() + 1] for text in (*old[:-1], *new[:-1]))
    return not broken and len(words) <= _NEAR and all(word.lower() in LIGHT and word not in ".?!" for word in words)


def _with_meanings_apart(cut: _Cut, new: Sequence[re.Match[str]], explained: Sequence[str]) -> list[_Cut]:
    """A meaning that is put in beside changed words is a change of its own."""
    start, end, other, other_end = cut
    places = [at for at in range(other, other_end) if new[at].group() in explained]
    if not places or (start == end and other_end - other == 1):
        return [cut]
    at = places[0]
    first = [(start, end, other, at)] if at > other or end > start else []
    rest = [(end, end, at + 1, other_end)] if at + 1 < other_end else []
    return [*first, (end, end, at, at + 1), *(one for cut in rest for one in _with_meanings_apart(cut, new, explained))]


def _with_gaps(cuts: Sequence[_Cut], length: int) -> list[_Cut]:
    """The cuts, and between them each place before a word that stays; the end is one too."""
    shown: list[_Cut] = []
    touched = {place for cut in cuts for place in range(cut[0], cut[1] + 1)}
    ahead = 0  # how many more tokens than in the text before there are so far in the text after
    at = 0
    for start, end, first, last in cuts:
        shown += [(place, place, place + ahead, place + ahead) for place in range(at, start) if place not in touched]
        shown.append((start, end, first, last))
        at, ahead = end, last - end
    return shown + [
        (place, place, place + ahead, place + ahead) for place in range(at, length + 1) if place not in touched
    ]


def _blanks_apart(said: Span, told: Span, laid: Laid) -> list[Change]:
    """A change without the blanks round it; other blanks before it are a change by themselves."""
    one, other = said.of(laid.before), told.of(laid.after)
    front, front_new = len(one) - len(one.lstrip()), len(other) - len(other.lstrip())
    if one.strip() and other.strip():
        back, back_new = len(one) - len(one.rstrip()), len(other) - len(other.rstrip())
        parts = [
            (Span(said.start, said.start + front), Span(told.start, told.start + front_new)),
            (Span(said.start + front, said.end - back), Span(told.start + front_new, told.end - back_new)),
            (Span(said.end - back, said.end), Span(told.end - back_new, told.end)),
        ]
    else:
        parts = [(said, told)]
    changes = [laid.change(*part) for part in parts]
    return [change for change in changes if change.before != change.after]


def _chars(tokens: Sequence[re.Match[str]], places: tuple[int, ...], text: str, *, gap: bool) -> Span:
    """From the end of the word before to the start of the word after, so that both texts are cut alike.

    Without `gap`, where another change follows at once, the blanks after it belong to that.
    """
    start, end = places
    first = tokens[start - 1].end() if start else 0
    if not gap:
        return Span(first, tokens[end - 1].end() if end else 0)
    last = tokens[end].start() if end < len(tokens) else len(text)
    return Span(first, last)
