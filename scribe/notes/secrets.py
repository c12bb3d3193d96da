"""Codes that open doors, accounts and machines: where they were said, and the talk without them.

A key-safe or door code, a PIN, a password or a card number has no place in a note, which many people read. It is
hidden before anything is made of the talk, letter for letter, so that every place in the transcript stays where it is;
in what is made of it stands only that a code was left out. The transcript keeps it: there a worker can read it, and
write it into the note by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scribe.notes.code_figures import FEWEST, figures
from scribe.notes.code_scores import IS_CODE, scores
from scribe.notes.code_words import passwords
from scribe.notes.material import DraftNote, Material
from scribe.notes.omissions import A_CODE
from scribe.notes.weight import told, weight
from scribe.off_record import CODE_LEFT_OUT
from scribe.visit import Action, Claim, Omission, Turn, TurnId, Word

_HIDDEN = "ƻ"
"""A letter that no English word has, and that has no small or capital form."""
_PLAINLY_NOT = -0.5
"""So unlikely a code that the same digits are none there: 'born in 1942', where the code is 1942."""
KEPT_OUT = (
    "A code or password was said here and is left out. The words of the visit have it; it can be written in by hand."
)
"""Why a statement is flagged that a code was left out of: the worker decides whether the reader has to have it."""
Span = tuple[int, int]


def codes(turns: Sequence[Turn]) -> list[list[Span]]:
    """For each turn, from which to which letter a code stands in it.

    What was once said as a code is one wherever it is said again, unless it is plainly something else there, or so
    short that many things are as many.
    """
    found: list[set[Span]] = [
        {span for span in passwords(turns, at) if not _weighs(turn.text, span)} for at, turn in enumerate(turns)
    ]
    every = tuple(figures(turns))
    said = tuple(zip(every, scores(every, turns), strict=True))
    known = {figure.digits for figure, how in said if how >= IS_CODE and len(figure.digits) > FEWEST}
    for figure, how in said:
        if how >= IS_CODE or (figure.digits in known and how > _PLAINLY_NOT):
            for piece in figure.pieces:
                found[piece.turn].add((piece.start, piece.end))
    return [_joined(spans) for spans in found]


def _weighs(text: str, span: Span) -> bool:
    """Whether words of weight would go with it: what was done to somebody is no password.

    A name, or a word with digits in it, weighs nothing by itself, though it may be taken for somebody's name or age.
    """
    secret = text[slice(*span)]
    if not (secret.islower() and secret.replace(" ", "").isalpha()) and len(secret.split()) == 1:
        return False
    return bool(set(told(text)) - set(told(_veiled(text, [span]))) - {"dates"})


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, none within another."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def without_codes(material: Material) -> Material:
    """The same talk with each code hidden, every letter of it by another, so that all places stay as they are.

    A doubt about a turn with a code says no more what else may have been said there: it may be the code.
    """
    found = codes(material.turns)
    if not any(found):
        return material
    turns = tuple(_hidden(turn, spans) if spans else turn for turn, spans in zip(material.turns, found, strict=True))
    said = {turn.id for turn, spans in zip(material.turns, found, strict=True) if spans}
    doubts = tuple(replace(each, why="", offer="") if each.turn in said else each for each in material.doubts)
    return replace(material, turns=turns, doubts=doubts)


def shown(text: str) -> str:
    """A text that was made of such a talk, as it is read: '[code left out]' where a code was."""
    return _SHOWN.sub(CODE_LEFT_OUT, text) if _HIDDEN in text else text


_SHOWN = re.compile(rf"{_HIDDEN}+(?:[\W_]+{_HIDDEN}+)*")


def weighed(claim: Claim, material: Material) -> Claim:
    """The claim with all the weight that its words had before a code was hidden: `material` is the talk as it was."""
    if _HIDDEN not in claim.text:
        return claim
    heavy = _weight_of(((each.turn, each.start_char, each.end_char) for each in claim.evidence), material)
    return replace(claim, of_weight=tuple(dict.fromkeys((*claim.of_weight, *heavy))))


def shown_claim(claim: Claim) -> Claim:
    """The claim as it is read; one that a code is left out of is flagged."""
    why = shown(claim.why) if claim.why else claim.why
    if _HIDDEN in claim.text:
        why = f"{why} {KEPT_OUT}" if why else KEPT_OUT
        claim = replace(claim, flagged=True)
    checks = tuple(replace(each, detail=shown(each.detail)) for each in claim.checks)
    offered = claim.candidate and replace(claim.candidate, text=shown(claim.candidate.text))
    return replace(claim, text=shown(claim.text), why=why, checks=checks, candidate=offered,
                   original=shown(claim.original), by_rules=shown(claim.by_rules))  # fmt: skip


def shown_note(note: DraftNote, material: Material) -> DraftNote:
    """A draft of such a talk as it is read, with a line in its omissions for each code: it says where, never what."""
    lines = tuple(
        Omission(turn.id, CODE_LEFT_OUT, A_CODE, start, end)
        for turn, spans in zip(material.turns, codes(material.turns), strict=True) for start, end in spans
    )  # fmt: skip
    if not lines:
        return note
    sections = tuple(
        replace(each, claims=tuple(shown_claim(weighed(claim, material)) for claim in each.claims))
        for each in note.sections
    )
    left = tuple(_shown_omission(each, material) for each in note.omissions)
    return replace(note, sections=sections, actions=tuple(map(_shown_action, note.actions)), omissions=(*left, *lines))


def _shown_omission(line: Omission, material: Material) -> Omission:
    if _HIDDEN not in line.text:
        return line
    heavy = _weight_of(((line.turn, line.start_char, line.end_char),), material)
    return replace(line, text=shown(line.text), of_weight=tuple(dict.fromkeys((*line.of_weight, *heavy))))


def _weight_of(stretches: Iterable[tuple[TurnId, int, int]], material: Material) -> tuple[str, ...]:
    """The weight of what was said there, letter for letter. That a code may look like a year weighs nothing."""
    turns = {turn.id: turn.text for turn in material.turns}
    said = " ".join(turns[turn][start:end] for turn, start, end in stretches if turn in turns)
    return tuple(kind for kind in weight(said) if kind != "dates")


def _shown_action(action: Action) -> Action:
    return replace(action, text=shown(action.text), owner=shown(action.owner), by=shown(action.by))


# --- hiding
def _hidden(turn: Turn, spans: list[Span]) -> Turn:
    text = _veiled(turn.text, spans)
    return replace(turn, text=text, words=tuple(_hidden_words(turn, text)))


def _veiled(text: str, spans: Iterable[Span]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = (each if each.isspace() else _HIDDEN for each in letters[start:end])
    return "".join(letters)


def _hidden_words(turn: Turn, text: str) -> Iterator[Word]:
    """The words with their times, each with the letters that stand in its place now."""
    at = 0
    for word in turn.words:
        said = word.text.strip()
        place = turn.text.find(said, at) if said else -1
        if place < 0:
            yield word
            continue
        at = place + len(said)
        yield replace(word, text=word.text.replace(said, text[place:at], 1))
