"""Puts a known word in the place of what was heard, where that sounds like it and is no likely English: 'big gum' →
'Begum'. Pure, and the same words give the same result, so that live words are those of a pass afterwards.

The evidence for a known word is the sounds that agree, less what it costs to make those agree that don't. How near it
has to be depends on how sure the recogniser was: what was heard for certain stays, however like it sounds. Where two
known words are near, neither is chosen: there is only a doubt, with an offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar, cast

from models import transcriber as recognised
from models.phantoms import UNCLEAR_BELOW
from scribe import english
from scribe.known_words import KnownWord, Source, mistaken_for
from scribe.sounds import apart, joined, plain, weight
from scribe.visit import Doubt, HeardSegment, Turn, Word

MOST_JOINED = 5
"""How many heard words may stand for one known word."""
PAUSE_SECONDS = 0.5
"""A silence within which no word is said; Whisper stretches words over shorter ones."""
LEAST_WEIGHT, LEAST_LISTED_WEIGHT = 2.2, 3.2
"""Two consonants and a vowel: a word with fewer sounds is like too many others ('Kaur', 'call'). A word of a
list, which may never be said, needs one more of each."""
COST = 2.2
"""What a sound that disagrees takes away, where one that agrees gives 1."""
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
    index = _index(tuple(known))
    return tuple(_corrected(segment, index) for segment in segments)


def with_known_word_doubts(
    doubts: Iterable[Doubt], turns: Sequence[Turn], known: Sequence[KnownWord]
) -> tuple[Doubt, ...]:
    """These doubts and those of known words, in the order of the talk. Of two about the same words the known word's
    stays: it says more."""
    mine = known_word_doubts(turns, known)
    about = {(each.turn, at) for each in mine for at in range(each.from_word, each.to_word)}
    others = [
        each for each in doubts if any((each.turn, at) not in about for at in range(each.from_word, each.to_word))
    ]
    place = {turn.id: number for number, turn in enumerate(turns)}
    return tuple(sorted((*others, *mine), key=lambda each: (place[each.turn], each.from_word, each.to_word)))


def known_word_doubts(turns: Iterable[Turn], known: Sequence[KnownWord]) -> tuple[Doubt, ...]:
    """A doubt for every word that was put in, and for what sounds like two known words, with what else it may be."""
    if not known:
        return ()
    index = _index(tuple(known))
    by_text = {word.text: word for word in known}
    return tuple(doubt for turn in turns for doubt in _doubts(turn, index, by_text))


# --- what sounds like what


class Index:
    """Known words by their sound, so that a heard sound is compared with a few of them only."""

    def __init__(self, known: Sequence[KnownWord]) -> None:
        self._near: dict[str, list[tuple[KnownWord, str, float]]] = {}
        listed = {word.text: word for word in known if word.source is Source.MEDICINE}
        self._alike = {
            text: tuple(listed[other] for other in sorted(others) if other in listed)
            for text, others in mistaken_for().items()
        }
        self._spelt = {plain(text) for text in (*mistaken_for(), *(word.text for word in known))}
        for word in known:
            for sound in dict.fromkeys(
                joined(spelling.replace("-", " ").split()) for spelling in (word.text, *word.sounds_like)
            ):
                least = LEAST_WEIGHT if word.source is Source.VISIT else LEAST_LISTED_WEIGHT
                if (heavy := weight(sound)) >= least:
                    for key in _keys(sound):
                        self._near.setdefault(key, []).append((word, sound, heavy))

    def knows(self, letters: str) -> bool:
        """Whether these letters are a known word as it is."""
        return letters in self._spelt

    def spelt_in(self, heard: Sequence[str]) -> list[str]:
        """Known words that were heard as they are, in the letters of some of these words, not of all."""
        whole = len(heard)
        parts = ("".join(heard[at:end]) for at in range(whole) for end in range(at + 1, whole + 1) if end - at < whole)
        return [part for part in dict.fromkeys(parts) if part in self._spelt]

    def mistaken_for(self, known: KnownWord, sound: str, least: float) -> tuple[KnownWord, ...]:
        """Medicines that this one is mistaken for and that have at least so much evidence too."""
        others = self._alike.get(known.text, ()) if known.source is Source.MEDICINE else ()
        return tuple(other for other in others if _evidence(other, sound) >= least)

    def like(self, sound: str, near: Mapping[Source, float]) -> Iterator[tuple[KnownWord, float, float]]:
        """Known words no farther apart than a share of their weight, each with how far apart it is and its weight."""
        found: dict[str, tuple[KnownWord, float, float]] = {}
        mine = weight(sound)
        for key in _keys(sound):
            for word, other, heavy in self._near.get(key, ()):
                limit = near[word.source] * heavy
                # Every sound too many or too few costs its weight, so most are out without a closer look.
                if other not in found and abs(mine - heavy) <= limit:
                    found[other] = word, apart(sound, other, limit), heavy
        return iter(found.values())


def _evidence(known: KnownWord, sound: str) -> float:
    own = joined((known.text,))
    return weight(own) - COST * apart(sound, own)


@lru_cache(maxsize=8)
def _index(known: tuple[KnownWord, ...]) -> Index:
    return Index(known)


_CLASSES = str.maketrans("pbtTdkgfvszSZCJmnNl", "PPTTTKKFFSSSSSSMMML", "hrwyaeiou@AEIOUWY")
_FEW, _MANY = 3, 6


@lru_cache(maxsize=100_000)
def _keys(sound: str) -> frozenset[str]:
    """The classes of its consonants, and the same with one or two of them lost: near sounds share one of these."""
    whole = sound.translate(_CLASSES)
    found = {whole}
    for _ in range((len(whole) >= _FEW) + (len(whole) >= _MANY)):
        found |= {key[:at] + key[at + 1 :] for key in found for at in range(len(key))}
    return frozenset(found)


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
    doubts = [doubt_of(word.confidence, each.english) for word, each in zip(words, heard, strict=True)]
    if not words or sum(word.confidence for word in words) / len(words) < UNCLEAR_BELOW:
        return  # babble: fluent words that nobody said, where a name would be one more
    for first in range(len(words)):
        for last in range(first + 1, _farthest(words, heard, first) + 1):
            mean, edge = sum(doubts[first:last]) / (last - first), min(doubts[first], doubts[last - 1])
            if mean >= FULL_DOUBT or (mean >= LEAST_DOUBT and edge >= LEAST_DOUBT_AT_EDGE):
                yield from _like(heard[first:last], first, mean, index)


def _farthest(words: Sequence[AnyWord], heard: Sequence[_Heard], first: int) -> int:
    """Up to where words can be joined from here, not with it."""
    for at in range(first, min(first + MOST_JOINED, len(words))):
        if heard[at].fixed or (at > first and words[at].start - words[at - 1].end > PAUSE_SECONDS):
            return at
        if heard[at].ends:
            return at + 1
    return min(first + MOST_JOINED, len(words))


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
    sound = joined(spelt)
    for known, far, heavy in index.like(sound, near):
        far += JOINED_COST * (len(heard) - 1)
        if far <= near[known.source] * heavy and _may_stand_for(plain(known.text), spelt, said):
            weak = far * WEAK > near[known.source] * heavy
            evidence = heavy - COST * far
            rivals = index.mistaken_for(known, sound, evidence - ALIKE_MARGIN)
            yield Find(first, first + len(heard), known, evidence, rivals, weak)


def _may_stand_for(known: str, heard: Sequence[str], said: Sequence[str]) -> bool:
    """Not for another known word that was heard (`said`), unless as a part of it; nor 'hypo' for 'hyper'."""
    whole = "".join(heard)
    turned = any(a in whole and b in known for a, b in _OPPOSITES)
    return not turned and all(part in known and part != known for part in said)


_OPPOSITES = (("hyper", "hypo"), ("hypo", "hyper"))


# --- what is made of it


def _corrected(segment: S, index: Index) -> S:
    found = [find for find in finds(segment.words, index) if not find.weak and not find.rivals]
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
    said = _said(heard)
    return Word(before + text + own + after, heard[0].start, heard[-1].end, min(w.confidence for w in heard), said)


ASKED = "You asked Fairnote to know “{known}”. It heard “{heard}”."
LISTED = "Fairnote knows “{known}” from its list of {list}. It heard “{heard}”."
LISTS = {Source.COUNCIL: "your council's words", Source.CARE: "care words", Source.MEDICINE: "medicines"}
MAYBE = "This may be “{known}”, which you asked Fairnote to know. It heard “{heard}”."
ONE_OF = "This sounds like {known}. Fairnote heard “{heard}”, and left it so."


def _doubts(turn: Turn, index: Index, by_text: dict[str, KnownWord]) -> Iterator[Doubt]:
    for at, word in enumerate(turn.words):
        if word.heard:
            text = word.text.strip("\"'”’“‘.,;:?!()")
            text = text if text in by_text else text.removesuffix("'s")
            known = by_text.get(text) or by_text.get(text[0].lower() + text[1:])
            yield Doubt(turn.id, at, at + 1, _why(text, known, word.heard), word.heard)
    for find in finds(turn.words, index):
        if find.rivals and not find.weak:
            heard = _said(turn.words[find.first : find.last])
            alike = " and like ".join(f"“{known.text}”" for known in (find.known, *find.rivals))
            yield Doubt(turn.id, find.first, find.last, ONE_OF.format(known=alike, heard=heard), find.known.text)
        elif find.weak and find.known.source is Source.VISIT:
            heard = _said(turn.words[find.first : find.last])
            why = MAYBE.format(known=find.known.text, heard=heard)
            yield Doubt(turn.id, find.first, find.last, why, find.known.text)


def _said(words: Iterable[AnyWord]) -> str:
    return " ".join(word.text for word in words).strip("\"'”’“‘.,;:?!()")


def _why(text: str, known: KnownWord | None, heard: str) -> str:
    if known is None or known.source is Source.VISIT:
        return ASKED.format(known=text, heard=heard)
    return LISTED.format(known=known.text, list=LISTS[known.source], heard=heard)
