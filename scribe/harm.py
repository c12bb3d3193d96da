"""Where words of harm are in a visit, and that they were there even when they are changed or taken out since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from scribe.off_record import on_record
from scribe.vault import Vault
from scribe.visit import Document, HeardPart, LeftOut, Recording, Transcript, Turn, TurnId, VisitId

HARMS = frozenset({"harm", "abuse", "suicide", "risk"})
"""Kinds of weight that have to be recorded whatever becomes of the recording."""
_NEAR = 2
"""Turns on each side that may make a phrase of harm together with one: there may be an 'mm' between."""
_EDGE = 8
"""Words of each of two neighbours that are read together: no phrase of harm is longer."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a turn: its text, its second, the place of its turn, and whether it is only a piece of one."""

    text: str
    at: float
    turn: int
    broken: bool
    start: int = 0
    end: int = 0


def tells_of_harm(text: str) -> bool:
    """Whether there are words of harm, abuse, suicide or risk in a text."""
    # Imported here because it brings the dictionary with it, which the window must not load at its start.
    from scribe.notes.weight import told

    return bool(HARMS & set(told(text)))


def moments_in(turns: Sequence[Turn]) -> list[tuple[float, str]]:
    """Each sentence that tells of harm, with its second and its line; and each two that do so only together.

    Recognisers and pauses cut a sentence anywhere: "wanted to kill" and "herself" may be two turns.
    """
    found, said = sentences(turns), []
    for first, last in harmful(found):
        said.append(_line(found[first].at, " ".join(each.text for each in found[first : last + 1])))
    return sorted(said)


def harmful(found: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The places of what tells of harm, from the first to the last sentence of it: one, or two that do so together."""
    alone = [tells_of_harm(each.text) for each in found]
    places = [(at, at) for at, is_so in enumerate(alone) if is_so]
    for at, (one, other) in enumerate(zip(found, found[1:], strict=False)):
        apart = one.turn != other.turn or one.broken or other.broken
        if apart and not (alone[at] or alone[at + 1]) and tells_of_harm(_edges(one.text, other.text)):
            places.append((at, at + 1))
    return places


def moments_within(said: Transcript, span: LeftOut) -> tuple[str, ...]:
    """The lines of what tells of harm and would not be said any more without what lies in these seconds."""
    left = on_record(replace(said, left_out=(span,)))
    cut = [at for at, (one, other) in enumerate(zip(said.turns, left.turns, strict=True)) if one is not other]
    found: list[tuple[float, str]] = []
    for at in cut:
        near = slice(max(0, at - _NEAR), at + _NEAR + 1)
        there = moments_in(left.turns[near])
        found += [line for line in moments_in(said.turns[near]) if line not in there]
    return tuple(dict.fromkeys(text for _, text in sorted(found)))


def texts_of(note: Document) -> list[str]:
    """Every text of a note that says what happened, or why the worker let it stand; also what was taken out of it."""
    texts = [section.written for section in note.sections]
    for claim in (claim for section in note.sections for claim in section.claims):
        texts += [claim.text, claim.original, claim.settled.reason if claim.settled else ""]
    texts += [action.text for action in note.actions]
    texts += [omission.text for omission in note.omissions]
    return [text for text in texts if text]


def heard_turns(recordings: Sequence[Recording], heard: Sequence[HeardPart]) -> list[Turn]:
    """What was heard so far, on the visit's one time line."""
    starts, offset = {}, 0.0
    for recording in recordings:
        starts[recording.id] = offset
        offset += recording.seconds
    return [
        Turn(TurnId("heard"), "", starts[part.recording] + each.start, starts[part.recording] + each.end, each.text)
        for part in heard
        if part.recording in starts
        for each in part.segments
    ]


# --- what goes
def remember_turns(vault: Vault, visit_id: VisitId, before: Sequence[Turn], after: Sequence[Turn] = ()) -> None:
    """For the transaction in which `after` takes the place of `before`: if words of harm go, that is remembered.

    Nothing goes where the same words are only cut into other turns.
    """
    if _all_text(before) == _all_text(after):
        return
    left = {turn.text for turn in after}
    gone = [place for place, turn in enumerate(before) if turn.text not in left]
    _remember(vault, visit_id, lambda: any(moments_in(before[near]) for near in _around(gone)))


def remember_note(vault: Vault, visit_id: VisitId, before: Document, after: Document) -> None:
    """The same of a note's texts."""
    left = set(texts_of(after))
    _remember(vault, visit_id, lambda: any(tells_of_harm(text) for text in texts_of(before) if text not in left))


def forget_heard(vault: Vault, visit_id: VisitId) -> None:
    """Let go of what was heard so far, because all of it is heard again."""
    with vault.transaction():
        remember_turns(vault, visit_id, heard_turns(vault.recordings(visit_id), vault.heard(visit_id)))
        vault.clear_heard(visit_id)


def _around(places: Sequence[int]) -> list[slice]:
    """Each of these places with what is near it; those whose surroundings touch are one stretch."""
    stretches: list[list[int]] = []
    for at in places:
        if stretches and at - stretches[-1][-1] <= 2 * _NEAR:
            stretches[-1].append(at)
        else:
            stretches.append([at])
    return [slice(max(0, each[0] - _NEAR), each[-1] + _NEAR + 1) for each in stretches]


def _remember(vault: Vault, visit_id: VisitId, was_there: Callable[[], bool]) -> None:
    if not vault.visit(visit_id).harm_seen and was_there():
        vault.write_harm_seen(visit_id)


def sentences(turns: Sequence[Turn]) -> list[Sentence]:
    """Each sentence of each turn but those that only show that somebody listens: an 'mm' parts nothing."""
    return list(_sentences(turns))


def _sentences(turns: Sequence[Turn]) -> Iterator[Sentence]:
    from scribe.notes.utterances import evidence, is_backchannel, sentence_spans

    for place, turn in enumerate(turns):
        for span, broken in sentence_spans(turn.text):
            text = turn.text[span.start : span.end]
            if not is_backchannel(text):
                yield Sentence(text, evidence((span,), (turn,))[0].start, place, broken, span.start, span.end)


def _all_text(turns: Sequence[Turn]) -> str:
    return " ".join(turn.text for turn in turns)


def _edges(one: str, other: str) -> str:
    return " ".join([*one.split()[-_EDGE:], *other.split()[:_EDGE]])


def _line(at: float, text: str) -> tuple[float, str]:
    return at, f"At {int(at) // 60}:{int(at) % 60:02}: “{text}”"
