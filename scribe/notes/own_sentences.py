"""The sentences of a dictation: a pause ends one, and so does a new clause of the worker's without a mark before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scribe.notes.clauses import AUXILIARY, is_third_form, promise_joints, whole
from scribe.notes.own_tidy import is_sound, spoken_marks, tidied
from scribe.notes.utterances import LONGEST_SENTENCE, Span, Utterance, ended, in_pieces, without_blanks
from scribe.notes.words import is_verb_base, is_verb_past, lemma, number, tokens, word_list, words
from scribe.off_record import TOKEN
from scribe.visit import Turn

MIXED = "It tells of more than one kind of thing. Say which of it was seen, told or is your view."


def own_sentences(turns: tuple[Turn, ...]) -> tuple[Utterance, ...]:
    """Every sentence of a dictation in order; all but blanks and sounds at a start is in exactly one of them.

    Never cut at a comma alone: 'she reported' may reach over it. Two promises in one sentence are two sentences.
    """
    found = []
    for index, parts in enumerate(_sentences(turns)):
        spans = tuple(part.span for part in parts)
        original = " ".join(turns[span.turn].text[span.start : span.end] for span in spans)
        broken = any(part.broken for part in parts) or TOKEN in original
        found.append(Utterance(index, turns[spans[0].turn].speaker, spans, tidied(original), original, broken))
    return tuple(found)


def is_mixed(text: str) -> bool:
    """Whether a new clause of another kind begins within a sentence, and it could not be cut there for sure."""
    return any(_may_be_mixed(text[: match.start()], text[match.end() :]) for match in _starts(text))


def _may_be_mixed(before: str, after: str) -> bool:
    said = words(_bare(before))
    # 'I wrote down what she said' is of one kind.
    return len(said) > 2 and bool(words(after)) and said[-1] not in _HOLDS and _is_whole(before)


@dataclass(frozen=True)
class _Part:
    """A sentence, or a piece of one, in one turn."""

    span: Span
    broken: bool = False


def _sentences(turns: tuple[Turn, ...]) -> Iterator[tuple[_Part, ...]]:
    """Each sentence with its parts; one that the speaker paused in has a part in each turn."""
    waiting: tuple[_Part, ...] = ()
    for place, turn in enumerate(turns):
        bounds = _bounds(turn.text)
        for at, (start, end, broken) in enumerate(bounds):
            part = _Part(Span(place, start, end), broken)
            if waiting and at == 0:
                before = " ".join(turns[each.span.turn].text[each.span.start : each.span.end] for each in waiting)
                if not _goes_on(before, turn.text[start:end]):
                    yield waiting
                    waiting = ()
                elif len(before) + end - start > LONGEST_SENTENCE:
                    yield tuple(replace(each, broken=True) for each in waiting)
                    waiting, part = (), replace(part, broken=True)
            elif waiting:
                yield waiting
                waiting = ()
            waiting = (*waiting, part)
    if waiting:
        yield waiting


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence is still open at the end of a turn: it ends on a word that needs another, or the next turn
    begins with one that can't begin a sentence.
    """
    if re.search(r"[.?!…][\"'”’)]*$", before.rstrip()) or spoken_marks(before)[-1:] and _ends_marked(before):
        return False
    last, first = words(before)[-1:], words(after)[:1]
    if not last or not first:
        return False
    unit = number(last[0]) is not None and first[0] in _UNITS
    verb = first[0] in AUXILIARY or is_third_form(first[0]) or is_verb_past(first[0])
    # 'She said that Adam', 'hits her': without its beginning the end would stand as the worker's own.
    told = verb and after[:1].islower() and _waits(words(before))
    return last[0] in _NEEDS_MORE or first[0] in _CANNOT_BEGIN or unit or told


def _ends_marked(text: str) -> bool:
    return not words(text[spoken_marks(text)[-1].end :]) and spoken_marks(text)[-1].mark == "."


_NEEDS_MORE = frozenset(
    word_list(
        "and but or so because if when while that than as unless the a an my her his their our its of to at in on "
        "with from for by into about is are was were be been am has have had will would could should must can i "
        "not no very mr mrs ms miss dr who which what where whether comma"
    )
)
_CANNOT_BEGIN = frozenset(word_list("herself himself myself themselves themself itself me him them us than of"))
_UNITS = frozenset(
    word_list("mm cm m ml mg g kg milligram milligrams millilitres percent pounds pence tablets times times o'clock")
)


# --- within a turn
def _bounds(text: str) -> list[tuple[int, int, bool]]:
    """Where each sentence of a turn begins and ends, and whether it is only a piece of one."""
    found: list[tuple[int, int, bool]] = []
    for start, end in ended(text):
        edges = [start, *(start + at for at in _cuts(text[start:end])), end]
        for bound in zip(edges, edges[1:], strict=False):
            trimmed = without_blanks(text, *bound)
            pieces = in_pieces(text, *trimmed) if trimmed else []
            for piece in pieces:
                kept = without_blanks(text, *piece)
                if kept is not None and not _only_sounds(text[kept[0] : kept[1]]):
                    found.append((_after_sounds(text, *kept), kept[1], len(pieces) > 1))
    return found


def _only_sounds(text: str) -> bool:
    said = words(text)
    return bool(said) and all(is_sound(said, at) for at in range(len(said)))


def _after_sounds(text: str, start: int, end: int) -> int:
    """Where the first word is that is more than a sound; the start where there is none."""
    found = [token for token in tokens(text[start:end]) if token.is_word]
    low = tuple(token.low for token in found)
    first = next((at for at in range(len(found)) if not is_sound(low, at)), 0)
    return start + found[first].start if first else start


def _cuts(text: str) -> list[int]:
    """The places in a sentence where another one begins."""
    marks = [each.end for each in spoken_marks(text) if each.mark == "."]
    cuts = [at for at in marks if _LETTER.search(text, at)]
    edges = [0, *cuts, len(text)]
    for start, end in zip(edges, edges[1:], strict=False):
        within = text[start:end]
        cuts += [start + at for at in (*promise_joints(within), *_clause_starts(within))]
    return sorted(set(cuts))


_LETTER = re.compile(r"[^\W_]")
_SAW = r"i (?:also )?(?:saw|noticed|observed)"
_TOLD = (
    r"(?:(?i:she|he|they)|(?:[A-Z][\w'’.-]+ ){0,2}[A-Z][\w'’-]+) (?:also |then )?(?:said|told me)"
)
_WILL = r"(?:i will|i'll|i’ll|i'm going to|i am going to)"
_THINK = r"(?:i think|i don't think|i believe)"
_START = re.compile(
    rf"(?:(?<=\s)(?i:and|but) )?(?<=\s)(?:(?P<saw>(?i:{_SAW}))|(?P<told>{_TOLD})|(?P<will>(?i:{_WILL}))"
    rf"|(?P<think>(?i:{_THINK})))\b"
)


def _starts(text: str) -> Iterator[re.Match[str]]:
    """Each place where words stand that begin a new clause of the worker's, if a clause ends before them."""
    return _START.finditer(text)


def _clause_starts(text: str) -> list[int]:
    if re.search(r"[\"“”]", text) or _CONDITIONS & set(words(text)):
        return []
    cuts: list[int] = []
    begin = last = 0
    for match in _starts(text):
        if match.start() - begin > LONGEST_SENTENCE:
            # So much without a place to cut is taken in pieces, and is not gone over again at each place.
            begin = last
        last = match.start()
        before = text[begin : match.start()]
        if _stands_alone(before) and _may_follow(match, text, before):
            cuts.append(match.start())
            begin = match.start()
    return cuts


_NEAR = 80
"""Characters after 'I saw' that say whether it begins a clause."""
_CONDITIONS = frozenset(word_list("if unless whether suppose provided otherwise"))
_HOLDS = frozenset(
    word_list(
        "day days time times way reason moment minute week month night morning thing things one ones place last first "
        "what that which who as than like how everything anything nothing all person people man woman someone"
    )
)
"""Words after which 'I saw her' goes with them ('the day I saw her')."""
_NO_OBJECT = AUXILIARY | frozenset(
    word_list("on in at by from of for with to about and or but when while because so then yesterday today again")
)


def _may_follow(match: re.Match[str], text: str, before: str) -> bool:
    """Whether these words begin a clause of their own there, and tell what was seen, told, promised or thought."""
    after = words(text[match.end() : match.end() + _NEAR])
    if not after or (words(before) or ("",))[-1] in _HOLDS:
        return False
    if match["will"]:
        return is_verb_base(after[0])
    if match["think"]:
        return len(after) > 1
    if match["told"] and re.search(r"(?:,|\bcomma)\s*$", before) and not _START.search(f" {before}"):
        # 'Her arm was sore, she said': the words before a comma may be what she said.
        return False
    if match["told"] and after[0] == "about":
        return len(after) > 1
    verb = is_third_form(after[0]) or is_verb_past(after[0])
    return after[0] not in _NO_OBJECT and not (verb and len(after) > 1 and after[0] not in ("cut", "cuts", "left"))


def _bare(text: str) -> str:
    return re.sub(r"(?i)[\s,]+(?:and|but)?\s*$", "", f"{text} ")


def _stands_alone(text: str) -> bool:
    """Whether what stands before is a clause of its own, with nothing that still waits for its end."""
    said = words(_bare(text))
    return len(said) > 2 and _is_whole(text) and not _waits(said)


def _is_whole(text: str) -> bool:
    bare = _bare(text)
    # 'He hits her' is whole, though 'her' may also wait for a noun.
    return whole(f"{bare} today" if bare.lower().endswith(" her") else bare)


def _waits(said: tuple[str, ...]) -> bool:
    """Whether the last word of telling, thinking or seeing still waits for what was told, thought or seen."""
    at = next((at for at in range(len(said) - 1, -1, -1) if lemma(said[at]) in _TAKES_CLAUSE), None)
    if at is None:
        return False
    rest = said[at + 1 :]
    while rest and rest[0] in ("me", "us", "him", "her", "them", "that"):
        rest = rest[1:]
    if lemma(said[at]) in _TAKES_OBJECT or (rest and rest[0] in ("about", "of", "no", "nothing")):
        return not rest or (len(rest) == 1 and rest[0] in _HOLDS)
    return not _is_whole(" ".join(rest))


_TAKES_OBJECT = frozenset(word_list("see notice observe hear find feel watch know mention explain describe ask"))
_TAKES_CLAUSE = _TAKES_OBJECT | frozenset(
    word_list("say tell report think believe mean suppose guess hope reckon wish add deny claim confirm")
)
