"""Makes an Easy Read or plain English page of a document, line by line, and holds each line to what the source says."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from easyread import words
from easyread.arranging import only_arranged
from easyread.candidates import Write, candidates, may_be_asked, weight
from easyread.fidelity import Reader, compare
from easyread.grammar import passives, read
from easyread.language.tidying import tidying_put_off
from easyread.page import LeftOut, Line, LineKind, Page, Profile, WrittenBy
from easyread.sentences import Sentence, sentences, split_text
from easyread.source import BlockKind, Source, Span
from easyread.steps.conditions import alone
from easyread.steps.explaining import with_meanings
from easyread.steps.order_of_steps import SMALL_STEPS, SURE_STEPS, WORD_STEPS, through, through_one_by_one
from easyread.steps.others import another_acts, names_another
from easyread.steps.piece import Piece, Setting, Step, lower_first, sentence
from easyread.steps.pronouns import mistaken
from easyread.steps.singled_out import two_in_one_role
from easyread.tables import cells_of, heads_columns, row_text, rows_from
from easyread.whole_lines import broken_off

Progress = Callable[[float], None]
"""Is told how much of a document is done, from 0 to 1."""
_RED = 25
"""Words in a sentence above which no profile lets it pass unflagged (resources: Easy Read Standard v1.0)."""
_REWORD = "Please reword this: no simpler words for it were found that are sure to mean the same."
_LONG = "Please reword this: it has {} words."
_PASSIVE = "This does not say who does it, and neither does the source. Say who, if you know."
_BY_MODEL = "A model wrote this. Look whether it says the same as the letter."
_BULLET = re.compile(r"^\s*(?:[-•*–‣▪o]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)")


@dataclass(frozen=True)
class Variant:
    """One way to say a sentence: its lines in the making, and who wrote them."""

    pieces: tuple[Piece, ...]
    written_by: WrittenBy

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of its lines."""
        return tuple(piece.text for piece in self.pieces)


_KIND_AS_IT_IS = {BlockKind.HEADING: LineKind.HEADING, BlockKind.ITEM: LineKind.LIST}
_BROKEN = re.compile(r"(?<![,?] )(?<!^)\b(?:must|may|should|will) (?:you|us|me|him|them|it)\b(?![^.]*\?)")
"""'Your employer must you': what is left where a word for a verb was put in the place of a noun."""
_LEADS_ITEMS = re.compile(
    r"(?i)\b(?:if|unless|where|when|who|whose|any|either|one of|each of|only|or|not|except|must|may|can|cannot|should"
    r"|will)\b[^.?!]*:?$"
)
"""'You do not pay if any of these is so:': an item under it is one condition, or one of several, and is never two."""
_MOST_WORDS = 200
"""Words of the longest sentence that is taken apart: time grows with their square, and no person wrote a longer one."""


@tidying_put_off()
def simplify(
    source: Source,
    profile: Profile,
    reader: Reader,
    *,
    write: Write | None = None,
    own: Path | None = None,
    progress: Progress | None = None,
) -> Page:
    """A page of lines for a source, each with the words that it came from; nothing of the source goes without a word.

    `write` is asked only for sentences that still break a rule; what it gives counts only where the check finds no
    fault in it and it is better than what rules made. `own` is a council's folder of words.
    Raises what `easyread.words` raises for a file of `own` that can't be read.
    """
    began = time.monotonic()
    setting = Setting(
        profile,
        reader,
        words.glossary(own).of_text(source.text),
        words.replacements(own),
        says_you=bool(re.search(r"(?i)\byou\b", source.text)),
        two_in_one_role=two_in_one_role(source.text),
    )
    made = _Making(source, setting, write, own)
    found = sentences(source)
    for at, one in enumerate(found):
        made.add(one, found[at + 1] if at + 1 < len(found) else None)
        if progress:
            progress((at + 1) / len(found))
    small = [line.id for line in made.lines if _is_small(line.text)]
    lines, explained = with_meanings(made.lines, setting.glossary, small, setting.replacements)
    return Page(profile, source, lines, tuple(made.left_out), explained, time.monotonic() - began)


def variants(
    text: str, setting: Setting, write: Write | None = None, own: Path | None = None, *, several: bool = False
) -> tuple[Variant, ...]:
    """The ways to say one sentence in which the check finds no fault, the best first, the source's own words last.

    With `several` also those that only split it, or only put plain words in it: a person may choose among them.
    """
    start = (Piece(text),)
    setting = replace(
        setting,
        others_do=setting.others_do or names_another(text, setting.reader),
        others_act=setting.others_act or another_acts(text, setting.reader),
    )

    def passes(pieces: tuple[Piece, ...]) -> bool:
        dropped = tuple(one for piece in pieces for one in piece.dropped)
        if _BROKEN.search(" ".join(piece.text for piece in pieces)) and not _BROKEN.search(text):
            return False
        if mistaken(text, [piece.text for piece in pieces]) or broken_off(text, [piece.text for piece in pieces]):
            return False
        if setting.one_item and len(pieces) > 1:
            return False
        if _faithful(text, tuple(piece.text for piece in pieces), setting, dropped):
            return True
        as_list = any(piece.text.endswith(":") for piece in pieces)
        return as_list and _faithful(text, read_out(pieces), setting, dropped)

    ways = dict.fromkeys(_by_rules(start, setting, passes, several))
    found = sorted((Variant(pieces, WrittenBy.RULES) for pieces in ways), key=lambda variant: _score(variant, setting))
    unchanged = Variant(start, WrittenBy.SOURCE)
    if write is not None and may_be_asked(text):
        best = found[0] if found else unchanged
        found = [*_by_model(text, write, passes, best, setting, own), *found]
    return *(variant for variant in found if variant.texts != unchanged.texts), unchanged


def _by_model(
    text: str,
    write: Write,
    passes: Callable[[tuple[Piece, ...]], bool],
    best: Variant,
    setting: Setting,
    own: Path | None,
) -> Iterator[Variant]:
    """What a model makes of a sentence that still breaks a rule, the best first: what passes the check, brings no word
    of its own, and is better than `best`. A person looks at each of its lines.
    """
    limit = _weight(best.pieces, setting, own)
    if not limit[0]:
        return
    better: dict[tuple[Piece, ...], tuple[int, int]] = {}
    for candidate in candidates(text, write):
        pieces = tuple(Piece(sentence(one), why=_BY_MODEL) for one in split_text(candidate))
        far = _weight(pieces, setting, own)
        lines = [piece.text for piece in pieces]
        if pieces and far < limit and passes(pieces) and only_arranged(text, lines, best.texts, setting):
            better[pieces] = far
    yield from (Variant(pieces, WrittenBy.MODEL) for pieces in sorted(better, key=better.__getitem__))


def _weight(pieces: Sequence[Piece], setting: Setting, own: Path | None) -> tuple[int, int]:
    return weight([(piece.text, piece.kind) for piece in pieces], setting.profile, own)


def _by_rules(
    start: tuple[Piece, ...], setting: Setting, passes: Callable[[tuple[Piece, ...]], bool], several: bool
) -> Iterator[tuple[Piece, ...]]:
    whole = alone(through(start, setting), setting)
    if passes(whole):
        yield whole
    else:
        part = through_one_by_one(start, setting, passes)
        last = alone(part, setting)
        if passes(last):
            yield last
        elif passes(part):
            yield part
    for steps in (SURE_STEPS, WORD_STEPS) if several else ():
        made = alone(through(start, setting, steps), setting)
        if passes(made):
            yield made


def read_out(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """What a list says item by item: 'You must not:', '- smoke' is 'You must not smoke'."""
    lead, lines = "", []
    for piece in pieces:
        if piece.kind is not LineKind.LIST and not (lead and piece.text[:1].islower()):
            lead = piece.text.removesuffix(":") if piece.text.endswith(":") else ""
            lines += [] if lead else [piece.text]
            continue
        item = re.sub(r"^(?:or|and) ", "", piece.text)
        comma = "," if re.match(r"(?:If|Unless|When|Once|As long as|Until|Before|After)\b", lead) else ""
        lines.append(sentence(f"{lead}{comma} {item}"))
    return tuple(lines)


def _faithful(text: str, lines: Sequence[str], setting: Setting, left_out: Sequence[str] = ()) -> bool:
    meanings = tuple(found.meaning for found in setting.glossary.find(text))
    return not compare(text, lines, setting.reader, meanings, left_out)


def _score(variant: Variant, setting: Setting) -> tuple[int, ...]:
    """How far a variant is from what the rules ask: the less the better. Length decides between equals."""
    long = idle = busy = 0
    total = 0
    for text in variant.texts:
        clause = read(text)
        total += clause.length
        long += max(0, clause.length - setting.longest)
        idle += len(passives(text))
        busy += max(0, len(clause.groups) - 1)
    return long, idle, busy, total


class _Making:
    """Lines of a page while they are made, in the order of the source."""

    def __init__(self, source: Source, setting: Setting, write: Write | None, own: Path | None) -> None:
        self.source, self.setting, self.write, self.own = source, setting, write, own
        self.lines: list[Line] = []
        self.left_out: list[LeftOut] = []
        self._header: tuple[str, ...] = ()
        self._before: Sentence | None = None
        self._lead = ""

    def add(self, one: Sentence, after: Sentence | None = None) -> None:
        """Make the lines of one more sentence. None of them is a list that an item `after` it would go on with."""
        kind = one.block.kind
        if kind is not BlockKind.ITEM:
            self._lead = one.text
        if kind is BlockKind.ROW:
            self._row(one)
        elif len(one.text.split()) > _MOST_WORDS:
            self._put(one, Variant((Piece(one.text),), WrittenBy.SOURCE), _KIND_AS_IT_IS.get(kind))
        elif kind is BlockKind.HEADING:
            self._put(one, Variant(_small(one.text, LineKind.HEADING, self.setting), WrittenBy.RULES), LineKind.HEADING)
        elif kind is BlockKind.ITEM:
            self._item(one)
        elif _is_small(one.text):
            self._put(one, Variant((Piece(one.text),), WrittenBy.SOURCE), LineKind.IDEA)
        else:
            ways = variants(one.text, self._setting_of(one), self.write, self.own)
            if after is not None and after.block.kind is BlockKind.ITEM:
                ways = tuple(way for way in ways if way.pieces[-1].kind is not LineKind.LIST)
            self._put(one, ways[0], None)
        self._before = one

    def _setting_of(self, one: Sentence) -> Setting:
        """The setting of one sentence: whether the one before it names others who may do what it says."""
        before = self._before.text if self._before else ""
        do, act = names_another(before, self.setting.reader, before=True), another_acts(before, self.setting.reader)
        return replace(self.setting, others_do=do, others_act=act)

    def _item(self, one: Sentence) -> None:
        text = without_bullet(one.text)
        if _is_fragment(text):
            pieces = _small(text, LineKind.LIST, self.setting)
            self._put(one, Variant(pieces, WrittenBy.RULES), LineKind.LIST)
        else:
            one_item = bool(_LEADS_ITEMS.search(self._lead)) or text[:1].islower()
            setting = replace(self._setting_of(one), in_list=True, one_item=one_item)
            best = variants(text, setting, self.write, self.own)[0]
            if text[:1].islower():
                best = replace(best, pieces=tuple(_unfinished(piece, text) for piece in best.pieces))
            self._put(one, best, LineKind.LIST)

    def _row(self, one: Sentence) -> None:
        """A row of a table: its first cell, and each other with the word at the head of its column."""
        cells = cells_of(one.text)
        first = one.block.begins_table or not self._before or self._before.block.kind is not BlockKind.ROW
        if first:
            self._header = ()
            if heads_columns(rows_from(self.source.blocks.index(one.block), self.source.blocks, self.source.text)):
                self._header = cells
                self.left_out.append(
                    LeftOut(one.span, one.text, "These words head the columns of a table: each row says them.")
                )
                return
        self._put(one, Variant((Piece(row_text(cells, self._header), LineKind.LIST),), WrittenBy.RULES), LineKind.LIST)

    def _put(self, one: Sentence, variant: Variant, kind: LineKind | None) -> None:
        for piece in variant.pieces:
            shown = kind if kind in (LineKind.HEADING, LineKind.LIST) else piece.kind
            by = WrittenBy.SOURCE if piece.text == one.text else variant.written_by
            why = piece.why or reason_to_look(piece.text, by, shown, self.setting)
            self.lines.append(
                Line(
                    f"l{len(self.lines) + 1}",
                    piece.text,
                    one.span,
                    shown,
                    flagged=why is not None,
                    why=why,
                    written_by=by,
                )
            )
        for dropped in dict.fromkeys(one for piece in variant.pieces for one in piece.dropped):
            self.left_out.append(_left_out(self.source, one, dropped))


def without_bullet(text: str) -> str:
    """An item of a list without its mark or number."""
    return _BULLET.sub("", text)


def _unfinished(piece: Piece, text: str) -> Piece:
    """An item as it was begun: with a small letter, and no stop where it had none."""
    shown = lower_first(piece.text)
    return replace(piece, text=shown if text.endswith(".") else shown.rstrip("."))


def _is_small(text: str) -> bool:
    """Whether it is no sentence: a name, an address, a reference, a greeting, 'Yours sincerely'."""
    if re.match(r"(?i)(?:dear|yours|to whom|cc|enc)\b", text):
        return True
    return (
        not re.search(r"[.?!:]$", text)
        and (read(text).length <= 12 and not read(text).groups)
        or (re.match(r"^[A-Z][\w /-]{1,40}: ?[^.]*$", text) is not None and not read(text).groups and "," not in text)
    )


def _is_fragment(text: str) -> bool:
    """Whether an item of a list is no sentence by itself: 'help with washing', 'to ask for a review'."""
    clause = read(text)
    group = clause.groups[0] if clause.groups else None
    if not group:
        return True
    subject = clause.subject(group)
    imperative = group.start == 0 or clause.words[0].low == "please"
    conditioned = clause.words[0].tag in ("CJS", "AVQ")
    return not (subject and subject[0] == 0 or imperative or conditioned or clause.length > 15)


def _small(text: str, kind: LineKind, setting: Setting, steps: tuple[Step, ...] = SMALL_STEPS) -> tuple[Piece, ...]:
    """A heading or a fragment in plainer words, if they say the same."""
    start = text
    if kind is LineKind.HEADING and text.isupper():
        text = text.capitalize()
    piece = Piece(text, LineKind.LIST)
    made = through((piece,), setting, steps)
    if _faithful(start, tuple(one.text for one in made), setting):
        return tuple(replace(one, kind=kind) for one in made)
    return (Piece(text, kind),)


def reason_to_look(text: str, by: WrittenBy, kind: LineKind, setting: Setting) -> str | None:
    """Why a person has to look at a line, or None."""
    clause = read(text)
    if clause.length > _RED:
        return _LONG.format(clause.length)
    if not setting.easy or kind is LineKind.HEADING:
        return None
    if passives(text):
        return _PASSIVE
    if by is WrittenBy.SOURCE and clause.length > setting.longest:
        return _REWORD
    return None


def _left_out(source: Source, one: Sentence, dropped: str) -> LeftOut:
    pattern = r"\s+".join(re.escape(word) for word in dropped.split())
    match = re.search(f"(?i){pattern}", one.span.of(source.text))
    start = one.span.start + (match.start() if match else 0)
    end = one.span.start + match.end() if match else one.span.end
    return LeftOut(Span(start, end), dropped, "It only leads up to what is said.")
