"""What each speaker said, sentence by sentence: running-on turns joined, fillers dropped in a copy, spans kept in the
original.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from easyread.language.clauses import promise_joints, splices
from easyread.language.words import Token, number, speech, tokens, word_list, words
from scribe.off_record import TOKEN
from scribe.visit import Evidence, Turn, TurnId, Word

_SENTENCE_END = re.compile(r"[.?!]+[\"'”’)]*(?=\s|$)")
_ABBREVIATIONS = frozenset(word_list("mr mrs ms dr st prof rev no approx etc e.g i.e a.m p.m"))
_LONGEST_REPEAT = 4
LONGEST_SENTENCE = 600
"""Characters, about a hundred words: more without a full stop is taken in pieces, each of at least half of that."""


@dataclass(frozen=True)
class Span:
    """Characters `start` up to but not including `end` of the turn at `turn` (its place in the transcript)."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True)
class Utterance:
    """One sentence of one speaker. `text` is a tidied copy; `spans` are the original words, which alone are
    evidence.
    """

    index: int
    speaker: str
    spans: tuple[Span, ...]
    text: str
    original: str
    broken: bool = False
    """Whether it is only a piece of a sentence, because that was too long or some of it is off the record: then it may
    mean something else without the rest.
    """
    told: bool = False
    """Whether it tells something, though it ends as a question ('He hit me, didn't he?')."""

    @property
    def is_cut(self) -> bool:
        """Whether some of it is off the record."""
        return TOKEN in self.original

    @property
    def is_question(self) -> bool:
        """Whether it asks something."""
        return self.text.endswith("?") and not self.told

    @property
    def turn(self) -> int:
        """The place of the turn in which it begins."""
        return self.spans[0].turn


def utterances(turns: tuple[Turn, ...]) -> tuple[Utterance, ...]:
    """Every sentence of a transcript in order. All but blanks and an 'um' at the start is in exactly one of them."""
    found: list[Utterance] = []
    for speaker, parts in _runs(turns):
        spans = tuple(part.span for part in parts)
        original = " ".join(turns[span.turn].text[span.start : span.end] for span in spans)
        broken = any(part.broken for part in parts) or TOKEN in original
        found.append(Utterance(len(found), speaker, spans, tidy(original), original, broken))
    return tuple(found)


def sentence_spans(text: str) -> tuple[tuple[Span, bool], ...]:
    """Where each sentence of one turn's text is, as if it were turn 0, and whether it is only a piece of one."""
    found = ((Span(0, start, end), broken) for start, end, broken in _sentences(text))
    return tuple((span, broken or TOKEN in text[span.start : span.end]) for span, broken in found)


def evidence(spans: tuple[Span, ...], turns: tuple[Turn, ...]) -> tuple[Evidence, ...]:
    """The spans as evidence, with times in seconds: those of the words where they are known, else in proportion to
    the letters.
    """
    return tuple(_evidence(turns[span.turn], span) for span in spans)


def is_backchannel(text: str) -> bool:
    """Whether somebody only showed that they were listening ('Mm-hmm. OK.')."""
    said = " ".join(words(text))
    return not said or _made_of(said, speech("backchannel") + speech("fillers"))


def tidy(text: str) -> str:
    """A copy without fillers, openers and words said twice in a row. Never used as evidence."""
    text = re.sub(r"\s+", " ", text.replace("’", "'")).strip()
    text = _without_fillers(text)
    text = _without_repeats(text)
    return re.sub(r"\s+([,.?!;:])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;")


@dataclass(frozen=True)
class _Part:
    """A sentence, or a piece of one, in one turn."""

    span: Span
    broken: bool = False


def _runs(turns: tuple[Turn, ...]) -> Iterator[tuple[str, tuple[_Part, ...]]]:
    """Each sentence with its parts; one that runs on in the speaker's next turn has a part in each."""
    waiting: dict[str, tuple[_Part, ...]] = {}
    for place, turn in enumerate(turns):
        sentences = _sentences(turn.text)
        if not sentences:
            continue
        # What another speaker left open is closed by anything more than a 'mm'.
        if any(speaker != turn.speaker for speaker in waiting) and not is_backchannel(turn.text):
            for speaker in [each for each in waiting if each != turn.speaker]:
                yield speaker, waiting.pop(speaker)
        for at, (start, end, broken) in enumerate(sentences):
            before = waiting.pop(turn.speaker, ())
            if _length(before) + end - start > LONGEST_SENTENCE and before:
                yield turn.speaker, tuple(replace(part, broken=True) for part in before)
                before, broken = (), True
            parts = (*before, _Part(Span(place, start, end), broken))
            open_ended = at == len(sentences) - 1 and turn.speaker and _runs_on(turn.text[start:end])
            if open_ended:
                waiting[turn.speaker] = parts
            else:
                yield turn.speaker, parts
    yield from waiting.items()


def _length(parts: tuple[_Part, ...]) -> int:
    return sum(part.span.end - part.span.start for part in parts)


def _runs_on(sentence: str) -> bool:
    if sentence.strip() == TOKEN:
        return False  # nobody knows how it ended
    return not re.search(r"[.?!…][\"'”’)]*$", sentence.rstrip()) and not is_backchannel(sentence)


def _sentences(text: str) -> list[tuple[int, int, bool]]:
    """Where each sentence of a turn begins and ends, without the blanks round it, and whether it is only a piece."""
    found: list[tuple[int, int, bool]] = []
    for bound in ended(text):
        trimmed = without_blanks(text, *bound)
        pieces = in_pieces(text, *trimmed) if trimmed else []
        broken = len(pieces) > 1
        parts = pieces if broken else [part for piece in pieces for part in _parted(text, *piece)]
        found += [(*_without_lead(text, *whole), broken) for part in parts if (whole := without_blanks(text, *part))]
    return found


def ended(text: str) -> list[tuple[int, int]]:
    """The text cut after each full stop, question mark and exclamation mark that ends a sentence."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        before = text[max(start, match.start() - _LOOK_BACK) : match.start()].split()
        if match.group() == "." and before and before[-1].lower().lstrip("(") in _ABBREVIATIONS - {"no"}:
            continue
        bounds.append((start, match.end()))
        start = match.end()
    return [*bounds, (start, len(text))]


_LOOK_BACK = 40
"""Characters: longer than any abbreviation."""


def in_pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence that is too long in pieces of about one size, cut after commas where there are any, else at blanks."""
    count = -(-(end - start) // LONGEST_SENTENCE)
    edges = [start]
    for piece in range(1, count):
        at = start + (end - start) * piece // count
        room = (max(edges[-1] + 1, at - LONGEST_SENTENCE // 8), at)
        cut = max(text.rfind(", ", *room), text.rfind("; ", *room)) + 1 or text.rfind(" ", *room)
        edges.append(cut if cut > edges[-1] else at)
    edges.append(end)
    return list(zip(edges, edges[1:], strict=False))


_COURTESY = re.compile(
    r"(?:[Tt]hank you(?: very much)?|[Tt]hanks|[Hh]ello|[Hh]i|[Gg]ood (?:morning|afternoon|evening))"
    r"(?:,? (?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][\w'’-]+)?,\s+(?=\S+ \S+ \S+)"
)


LEADS_UP = (
    r"(?:(?:and|so|now|ok|okay|um+|uh+)[,.]? )*"
    r"(?:(?:can|could|may) i (?:just |also )*(?:double[- ]check|check|ask(?: you)?)"
    r"|just to (?:double[- ]check|check|clarify|confirm)|sorry to ask(?: you)?(?: this)?"
    r"|just (?:very )?(?:briefly|quickly)|if you don't mind (?:me|my) asking)"
)
"""What leads up to a question and says nothing ('Can I just check, …')."""
_LEADS_UP = re.compile(rf"(?i){LEADS_UP},(?: (?:um+|uh+),?)*\s+(?=\S+ \S+)")


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut where the recogniser ran two together, where 'thank you,' or 'can I check,' leads in, and between
    two promises.
    """
    sentence = text[start:end]
    leads = _COURTESY.match(sentence) or _LEADS_UP.match(sentence)
    lead = leads.end() if leads else 0
    rest = sentence[lead:]
    cuts = sorted({lead, *(lead + at + 1 for at in splices(rest)), *(lead + at for at in promise_joints(rest))})
    edges = [start, *(start + at for at in cuts if at), end]
    return list(zip(edges, edges[1:], strict=False))


def _without_lead(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence without 'um' or a comma at its start: nothing is lost by it, and a quotation reads better."""
    fillers = "|".join(sorted(speech("fillers"), key=len, reverse=True))
    lead = re.match(rf"(?i)[\s,.;]*(?:(?:{fillers})(?![\w'’-])[\s,.]*)*", text[start:end])
    return (start + lead.end(), end) if lead and lead.end() < end - start else (start, end)


def without_blanks(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The bounds without the blanks inside them; None where nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


class Covered:
    """Stretches of turns, to be asked whether anything of another stretch is in one of them."""

    def __init__(self, stretches: Iterable[tuple[TurnId, int, int]]) -> None:
        """Each is a turn, its first character and the one after its last."""
        by_turn: dict[TurnId, list[tuple[int, int]]] = {}
        for turn, start, end in stretches:
            by_turn.setdefault(turn, []).append((start, end))
        self._starts = {turn: sorted(start for start, _ in found) for turn, found in by_turn.items()}
        self._reach = {
            turn: tuple(accumulate((end for _, end in sorted(found)), max)) for turn, found in by_turn.items()
        }

    def touches(self, turn: TurnId, start: int, end: int) -> bool:
        """Whether one of the stretches shares a character with this one."""
        before = bisect_left(self._starts.get(turn, ()), end)
        return before > 0 and self._reach[turn][before - 1] > start


def _evidence(turn: Turn, span: Span) -> Evidence:
    times = _word_times(turn, span)
    if times is None:
        seconds = (turn.end - turn.start) / max(1, len(turn.text))
        times = (turn.start + span.start * seconds, turn.start + span.end * seconds)
    return Evidence(turn.id, span.start, span.end, round(times[0], 2), round(times[1], 2))


def _word_times(turn: Turn, span: Span) -> tuple[float, float] | None:
    inside = words_in(turn, span)
    return (inside[0][1].start, inside[-1][1].end) if inside else None


def words_in(turn: Turn, span: Span) -> list[tuple[int, Word]]:
    """The recognised words of a turn of which anything is in the span, each with its number in the turn."""
    places = word_places(turn)
    first = bisect_right(places, span.start, key=lambda place: place[2])
    last = bisect_left(places, span.end, key=lambda place: place[1])
    return [(at, places[at][0]) for at in range(first, last)]


def word_places(turn: Turn) -> list[tuple[Word, int, int]]:
    """Each recognised word of a turn with the characters where it stands, in order; empty where its text was changed
    and they can't be found.
    """
    global _placed
    known = _placed
    if known is None or known[0] is not turn:
        known = (turn, _word_places(turn))
        _placed = known
    return known[1]


_placed: tuple[Turn, list[tuple[Word, int, int]]] | None = None
"""The last turn that was asked for: a long turn is asked for once for each of its sentences."""


def _word_places(turn: Turn) -> list[tuple[Word, int, int]]:
    places, at = [], 0
    for word in turn.words:
        bare = word.text.strip()
        start = turn.text.find(bare, at)
        if start < 0:
            return []
        at = start + len(bare)
        places.append((word, start, at))
    return places


def _without_fillers(text: str) -> str:
    for phrase in speech("filler_phrases"):
        if phrase in ("i mean",):
            continue
        # Only between commas or at an edge is 'you know' surely a filler: 'you know her' is not.
        text = re.sub(rf"(?i)(?:^|,)\s*{phrase}\s*(?:,|(?=[.?!]|$))", ",", text)
    text = re.sub(r"(?i)(?:^|(?<=\w)\s|,\s*)(?<!do )you know\s*,", ",", text)
    fillers = "|".join(sorted(speech("fillers"), key=len, reverse=True))
    text = re.sub(rf"(?i)({_NO_END}),\s*(?:{fillers}),\s*(?={_GOES_ON})", r"\1 ", text)
    text = re.sub(rf"(?i)(?<![\w'-])(?:{fillers})(?![\w'-])\s*,?", _filler, text)
    return re.sub(r"(?:\s*,)+", ",", text).strip(" ,")


_NO_END = (
    r"\b(?:a|an|the|my|your|his|her|our|their|to|(?<!kind )(?<!sort )of|at|with|for|from|in|on|by|been|be|is|are|was"
    r"|were|have|has|had|i've|i'm|they're|they've|we've|you've|you're|and|but|or|some|any|very|quite)"
)
"""Words after which no sentence pauses by itself: a comma on either side of an 'um' there is only the pause."""
_GOES_ON = (
    r"(?!(?:i|he|she|it|we|they|you|that|this|there|the|a|an|my|no|not|sorry|actually|well|wait|and|but|or|so|if)\b)\w"
)
"""What isn't the beginning of a new start."""


def _filler(match: re.Match[str]) -> str:
    """A blank in the place of a filler; 'mm' directly after a number is a unit, and stays."""
    before = match.string[: match.start()].split()[-1:]
    unit = match.group().lower().strip(" ,") == "mm" and bool(before) and number(before[0].lower()) is not None
    return match.group() if unit else " "


def _without_repeats(text: str) -> str:
    """The text without words said again at once: 'I've been, I've been tired' is 'I've been tired'."""
    parts = tokens(text)
    at = _repeat(parts)
    while at is not None:
        first, again = at
        text = text[: parts[first].start] + text[parts[again].start :]
        parts = tokens(text)
        at = _repeat(parts)
    return text


def _repeat(parts: tuple[Token, ...]) -> tuple[int, int] | None:
    said = [(at, part.low) for at, part in enumerate(parts) if part.is_word]
    for size in range(_LONGEST_REPEAT, 0, -1):
        for at in range(len(said) - 2 * size + 1):
            first, second = said[at : at + size], said[at + size : at + 2 * size]
            # Numbers ('one one five') and 'very, very' are said twice on purpose.
            meant = any(word in _SAID_TWICE or word[0].isdigit() or number(word) is not None for _, word in first)
            if not meant and [word for _, word in first] == [word for _, word in second]:
                return first[0][0], second[0][0]
    return None


_SAID_TWICE = frozenset(word_list("very really had that so much more never bye please far many long her"))


def _made_of(said: str, phrases: Iterable[str]) -> bool:
    """Whether a text is nothing but these phrases, one after another."""
    left = f" {said} "
    for phrase in sorted(phrases, key=len, reverse=True):
        while f" {phrase} " in left:
            left = left.replace(f" {phrase} ", "  ", 1)
    return not left.strip()


def made_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether the words of a text are nothing but these phrases, in any order."""
    said = " ".join(words(text))
    return bool(said) and _made_of(said, phrases)
