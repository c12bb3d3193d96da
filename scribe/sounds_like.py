"""Puts a known word in the place of what sounds like it and is no likely English: 'big gum' becomes 'Begum'.

Pure, and the same words give the same result, so that live words are those of a pass afterwards. The evidence for a
known word is the sounds that agree, less what it costs to make those agree that don't. How near it has to be depends
on how sure the recogniser was: what was heard for certain stays, however like it sounds. Where two known words are
near, neither is chosen: there is only a doubt, with an offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar, cast

from models import transcriber as recognised
from models.phantoms import UNCLEAR_BELOW
from scribe import english
from scribe.known_words import TITLES, KnownWord, Source
from scribe.sound_index import Index, evidence, index_of
from scribe.sounds import joined, plain
from scribe.visit import HeardSegment, Word

MOST_JOINED = 5
"""How many heard words may stand for one known word."""
PAUSE_SECONDS = 0.5
"""A silence within which no word is said; Whisper stretches words over shorter ones."""
JOINED_COST = 0.05
"""For each heard word after the first: of two spans that sound the same the shorter was meant."""
SURE_NONSENSE = 0.5
"""How doubtful a heard word is that is no English, unless the recogniser was sure of it."""
NEAR = {
    Source.VISIT: (0.34, 0.28),
    Source.COUNCIL: (0.30, 0.22),
    Source.CARE: (0.26, 0.18),
    Source.MEDICINE: (0.30, 0.24),
}
"""How far apart a known word and what was heard may be, as a share of the known word: with a word in it that is no
English, and where all of it is English."""
FULL_DOUBT = 0.4
"""Mean doubt (1 - confidence) of what was heard from which all of that is allowed; with less doubt, less of it."""
LEAST_DOUBT, LEAST_DOUBT_ALONE = 0.2, 0.45
"""Mean doubt under which English words stay; and one English word by itself."""
LEAST_DOUBT_AT_EDGE = 0.02
"""A word that is surer than this at the edge of what is joined is no part of it, unless all of it is doubtful."""
MARGIN, MEDICINE_MARGIN, ALIKE_MARGIN = 0.4, 1.0, 3.5
"""Evidence by which a known word has to win; a medicine; and a medicine over those that it is mistaken for, however far
they are apart from what was heard: a wrong one does harm."""
WEAK = 1.4
"""What is this much farther apart than is allowed may still have been said: it speaks against another, and is offered
where it is the visit's own."""
TITLED = 0.55
"""How far apart the name after a title may be from the surname of somebody with that title, to be offered it however
sure the recogniser was: 'Mrs Bingham' where Mrs Begum is."""

S = TypeVar("S", recognised.Segment, HeardSegment)
AnyWord = recognised.Word | Word


@dataclass(frozen=True)
class Find:
    """Heard words `first` up to, not with, `last` that sound like a known word, and by how much evidence.

    `rivals`: other known words that are as near.
    """

    first: int
    last: int
    known: KnownWord
    evidence: float
    rivals: tuple[KnownWord, ...] = ()
    weak: bool = False
    """Too far apart to be put in, and near enough to speak against another."""


def with_known_words(segments: Iterable[S], known: Sequence[KnownWord]) -> tuple[S, ...]:
    """The segments with known words in the place of what sounds like them; `Word.heard` keeps what was heard.

    Nothing is changed over a pause or the end of a sentence, nor a number or a 'not'.
    """
    if not known:
        return tuple(segments)
    index = index_of(tuple(known))
    return tuple(with_put_in(segment, _certain(segment.words, index)) for segment in segments)


def _certain(words: Sequence[AnyWord], index: Index) -> list[Find]:
    return [find for find in finds(words, index) if not find.weak and not find.rivals]


# --- where it is in what was heard


@dataclass(frozen=True)
class _Heard:
    """What there is to a heard word, before how sure the recogniser was of it."""

    spelt: str
    english: bool
    fixed: bool
    ends: bool
    """Whether nothing is joined to it: a stop or a comma follows."""


@lru_cache(maxsize=50_000)
def _heard(text: str) -> _Heard:
    stem = text.rstrip("\"'”’.,;:?!)").removesuffix("'s").removesuffix("’s")
    letters = plain(stem)
    # Numbers and negations are never put right: a wrong one does harm. Nor is what was spelt out, letter by letter.
    spelt_out = len(letters) > 1 and stem.isupper()
    fixed = spelt_out or not letters.isascii() or any(map(str.isdigit, stem)) or english.is_fixed(letters)
    ends = text.rstrip("\"')”’").endswith((".", "?", "!", ",", ";", ":"))
    return _Heard(letters, english.is_word(letters), fixed, ends)


def letters_of(text: str) -> str:
    """The letters of a heard word as they are compared: without stops and an owner's 's."""
    return _heard(text).spelt


def doubts(words: Sequence[AnyWord]) -> list[float]:
    """How doubtful each word is."""
    return [doubt_of(word.confidence, _heard(word.text).english) for word in words]


def farthest(words: Sequence[AnyWord], first: int) -> int:
    """Up to where, not with it, one known word may stand for the words from here: to a stop, a pause, or a word that is
    never touched."""
    for at in range(first, min(first + MOST_JOINED, len(words))):
        heard = _heard(words[at].text)
        paused = at > first and words[at].start - words[at - 1].end > PAUSE_SECONDS
        if paused or heard.fixed or _was_put_in(words[at]):
            return at
        if heard.ends:
            return at + 1
    return min(first + MOST_JOINED, len(words))


def _was_put_in(word: AnyWord) -> bool:
    return isinstance(word, Word) and bool(word.heard)


def doubt_of(confidence: float, is_english: bool) -> float:
    """How doubtful a heard word is, 0 to 1: what is no English was hardly said as it is written."""
    unsure = 1 - confidence
    return unsure if is_english else max(unsure, min(SURE_NONSENSE, 3 * unsure))


def finds(words: Sequence[AnyWord], index: Index) -> list[Find]:
    """The places where a known word belongs, none overlapping another, in order; and those where it may, as weak."""
    candidates = list(_candidates(words, index))
    candidates.sort(key=lambda find: (find.weak, -find.evidence, find.first, find.last))
    taken: list[Find] = []
    for find in candidates:
        over = [other for other in taken if find.first < other.last and other.first < find.last]
        if not over:
            taken.append(find)
        elif len(over) == 1 and _rivals(over[0], find):
            taken[taken.index(over[0])] = replace(over[0], rivals=(*over[0].rivals, find.known))
    return sorted(taken, key=lambda find: find.first)


def _rivals(best: Find, other: Find) -> bool:
    margin = MEDICINE_MARGIN if best.known.source is Source.MEDICINE else MARGIN
    return other.known not in (best.known, *best.rivals) and best.evidence - other.evidence < margin


def _candidates(words: Sequence[AnyWord], index: Index) -> Iterator[Find]:
    heard = [_heard(word.text) for word in words]
    unsure = doubts(words)
    if not words or sum(word.confidence for word in words) / len(words) < UNCLEAR_BELOW:
        return  # babble: fluent words that nobody said, where a name would be one more
    for first in range(len(words)):
        for last in range(first + 1, farthest(words, first) + 1):
            mean, edge = sum(unsure[first:last]) / (last - first), min(unsure[first], unsure[last - 1])
            if mean >= FULL_DOUBT or (mean >= LEAST_DOUBT and edge >= LEAST_DOUBT_AT_EDGE):
                yield from _like(heard[first:last], first, mean, index)
        if first and heard[first - 1].spelt in TITLES and not heard[first].fixed:
            yield from _titled(words, heard, first, index)


def _titled(words: Sequence[AnyWord], heard: Sequence[_Heard], first: int, index: Index) -> Iterator[Find]:
    """Somebody's surname that the name after a title, in one word or two, somewhat sounds like."""
    title = heard[first - 1].spelt
    for last in range(first + 1, min(first + 2, farthest(words, first)) + 1):
        spelt = [word.spelt for word in heard[first:last]]
        if not words[last - 1].text[:1].isupper() or any(map(index.knows, spelt)):
            return
        for known, far, heavy in index.like(joined(spelt), {source: 0.0 for source in Source} | {Source.VISIT: TITLED}):
            far += JOINED_COST * (last - first - 1)
            if title in known.titles and far <= TITLED * heavy:
                yield Find(first, last, known, evidence(heavy, far), weak=True)


def _like(heard: Sequence[_Heard], first: int, mean: float, index: Index) -> Iterator[Find]:
    """What these words together sound like, near enough for so much doubt."""
    all_english = all(word.english for word in heard)
    if all_english and len(heard) == 1 and mean < LEAST_DOUBT_ALONE:
        return
    spelt = [word.spelt for word in heard]
    if len(spelt) == 1 and index.knows(spelt[0]):
        return
    said = index.spelt_in(spelt)
    share = WEAK * min(1.0, mean / FULL_DOUBT)
    near = {source: share * shares[all_english] for source, shares in NEAR.items()}
    if all(map(english.is_common, spelt)):  # 'and in' is no angina: only a name of the visit's may be in such words
        near = {source: each if source is Source.VISIT else 0.0 for source, each in near.items()}
    sound = joined(spelt)
    for known, far, heavy in index.like(sound, near):
        far += JOINED_COST * (len(heard) - 1)
        if far <= near[known.source] * heavy and may_stand_for(known.text, spelt, said):
            weak = far * WEAK > near[known.source] * heavy
            gained = evidence(heavy, far)
            rivals = index.mistaken_for(known, sound, gained - ALIKE_MARGIN)
            yield Find(first, first + len(heard), known, gained, rivals, weak)


def may_stand_for(known: str, heard: Sequence[str], said: Sequence[str]) -> bool:
    """Whether it may: not for itself, nor another known word that was heard (`said`) and is no part of it, nor 'hypo'
    for 'hyper'."""
    whole, letters = "".join(heard), plain(known)
    turned = any(a in whole and b in letters for a, b in _OPPOSITES)
    itself = [plain(part) for part in known.split()] == list(heard)
    return not turned and not itself and all(part in letters and part != letters for part in said)


_OPPOSITES = (("hyper", "hypo"), ("hypo", "hyper"))


# --- what is made of it


def with_put_in(segment: S, found: Sequence[Find]) -> S:
    """The segment with these known words in it, none overlapping another, in order."""
    if not found:
        return segment
    words, at = list[Word](), 0
    for find in found:
        words += [_ours(word) for word in segment.words[at : find.first]]
        words.append(_put_in(find, segment.words))
        at = find.last
    words += [_ours(word) for word in segment.words[at:]]
    anything: Any = segment  # our words have all that the recogniser's have
    return cast(S, replace(anything, words=tuple(words), text=" ".join(word.text for word in words)))


def _ours(word: AnyWord) -> Word:
    return word if isinstance(word, Word) else Word(word.text, word.start, word.end, word.confidence)


def _put_in(find: Find, words: Sequence[AnyWord]) -> Word:
    """The known word, as sure as the least sure of those in whose place it is, with the stops and the 's' they had."""
    heard = words[find.first : find.last]
    first, last = heard[0].text, heard[-1].text
    before = first[: len(first) - len(first.lstrip("\"'“‘("))]
    after = last[len(last.rstrip("\"'”’.,;:?!)")) :]
    own = "'s" if last.removesuffix(after).endswith(("'s", "’s")) and not find.known.text.endswith("s") else ""
    text = find.known.text
    starts = find.first == 0 or words[find.first - 1].text.endswith((".", "?", "!"))
    if starts and first.lstrip("\"'“‘(")[:1].isupper():
        text = text[0].upper() + text[1:]
    said = said_of(heard)
    return Word(before + text + own + after, heard[0].start, heard[-1].end, min(w.confidence for w in heard), said)


def said_of(words: Iterable[AnyWord]) -> str:
    """What was heard, without the stops around it."""
    return " ".join(word.text for word in words).strip("\"'”’“‘.,;:?!()")
