"""Says where a known word was put in, and where one may belong: never unseen, and one key takes the other reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scribe.known_words import KnownWord, Source
from scribe.sound_index import Index, index_of
from scribe.sounds_like import finds, said_of
from scribe.visit import Doubt, Turn

ASKED = "You asked Fairnote to know “{known}”. It heard “{heard}”."
LISTED = "Fairnote knows “{known}” from its list of {list}. It heard “{heard}”."
LISTS = {Source.COUNCIL: "your council's words", Source.CARE: "care words", Source.MEDICINE: "medicines"}
MAYBE = "This may be “{known}”, which you asked Fairnote to know. It heard “{heard}”."
ONE_OF = "This sounds like {known}. Fairnote heard “{heard}”, and left it so."


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
    index = index_of(tuple(known))
    by_text = {word.text: word for word in known}
    return tuple(doubt for turn in turns for doubt in _doubts(turn, index, by_text))


def _doubts(turn: Turn, index: Index, by_text: dict[str, KnownWord]) -> Iterator[Doubt]:
    for at, word in enumerate(turn.words):
        if word.heard:
            text = word.text.strip("\"'”’“‘.,;:?!()")
            text = text if text in by_text else text.removesuffix("'s")
            known = by_text.get(text) or by_text.get(text[0].lower() + text[1:])
            yield Doubt(turn.id, at, at + 1, _why(text, known, word.heard), word.heard)
    for find in finds(turn.words, index):
        if find.rivals and not find.weak:
            heard = said_of(turn.words[find.first : find.last])
            alike = " and like ".join(f"“{known.text}”" for known in (find.known, *find.rivals))
            yield Doubt(turn.id, find.first, find.last, ONE_OF.format(known=alike, heard=heard), find.known.text)
        elif find.weak and find.known.source is Source.VISIT:
            heard = said_of(turn.words[find.first : find.last])
            why = MAYBE.format(known=find.known.text, heard=heard)
            yield Doubt(turn.id, find.first, find.last, why, find.known.text)


def _why(text: str, known: KnownWord | None, heard: str) -> str:
    if known is None or known.source is Source.VISIT:
        return ASKED.format(known=text, heard=heard)
    return LISTED.format(known=known.text, list=LISTS[known.source], heard=heard)
