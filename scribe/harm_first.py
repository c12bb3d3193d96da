"""What may have been harm, first of all when a visit stops: quoted as it was said, with the question before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scribe.harm import HARMS, Sentence, harmful, heard_turns, sentences
from scribe.jottings import drafted_from, in_time
from scribe.transcript_edits import transcript_sha256
from scribe.vault import Vault
from scribe.visit import Claim, ClaimId, ModelCard, Person, Role, Transcript, TurnId, VisitId

if TYPE_CHECKING:
    from scribe.notes.utterances import Span

GRAVE = frozenset({"harm", "abuse", "suicide"})
_CHILD = "children"


@dataclass(frozen=True)
class HarmStatement:
    """A quotation that tells of harm, abuse, suicide or risk, said or denied: whoever reads it judges.

    `claim` can go into an urgent extract as it is. `grave`: it is of harm, abuse or suicide, or of risk to a child.
    """

    claim: Claim
    kinds: tuple[str, ...]
    grave: bool
    transcript_sha256: str = ""
    """Which transcript it is quoted from; '' where the words were none yet."""

    @property
    def at(self) -> float:
        """Seconds of the visit at which it begins."""
        return self.claim.evidence[0].start


def harm_first(vault: Vault, visit_id: VisitId) -> tuple[HarmStatement, ...]:
    """What tells of harm in what was said and jotted down, the grave first, then in the order of the visit.

    It needs no model and no draft. Where the words are no transcript yet it is in what was heard so far. Raises
    `NotFound`.
    """
    with vault.reading():
        people = vault.visit(visit_id).people
        whole = drafted_from(vault, visit_id)
        said = whole or _heard(vault, visit_id)
    sha256 = transcript_sha256(whole) if whole else ""
    return tuple(replace(each, transcript_sha256=sha256) for each in harm_in(said, people))


def harm_in(said: Transcript, people: tuple[Person, ...]) -> tuple[HarmStatement, ...]:
    """The same of one transcript. Pure."""
    # They bring the dictionary with them, which the window must not load at its start.
    from scribe.notes.material import Material
    from scribe.notes.quotations import quotations

    found = sentences(said.turns)
    wanted = [_span(found[at]) for places in harmful(found) for at in _with_edges(found, *places)]
    made = quotations(Material(people, said.turns, said.doubts), frozenset(wanted))
    speakers = {turn.id: turn.speaker for turn in said.turns}
    children = {person.id for person in people if person.role is Role.CHILD}
    stated = []
    for number, claim in enumerate(made, start=1):
        by_child = any(speakers[each.turn] in children for each in claim.evidence)
        stated.append(_stated(replace(claim, id=ClaimId(f"c{number}")), by_child))
    return tuple(sorted(stated, key=lambda each: not each.grave))


def _stated(claim: Claim, by_child: bool) -> HarmStatement:
    kinds = frozenset(claim.of_weight)
    child = by_child or _CHILD in kinds
    grave = bool(kinds & GRAVE) or child
    return HarmStatement(claim, tuple(kind for kind in claim.of_weight if kind in HARMS or kind == _CHILD), grave)


def _with_edges(found: Sequence[Sentence], first: int, last: int) -> range:
    """The places of what tells of harm, with the sentence before and after it in the same turn."""
    start = first - 1 if first and found[first - 1].turn == found[first].turn else first
    more = last + 1 < len(found) and found[last + 1].turn == found[last].turn
    return range(start, last + 1 + more)


def _span(sentence: Sentence) -> Span:
    from scribe.notes.utterances import Span

    return Span(sentence.turn, sentence.start, sentence.end)


def _heard(vault: Vault, visit_id: VisitId) -> Transcript:
    """What was heard so far, as a transcript in which nobody knows who spoke."""
    heard = heard_turns(vault.recordings(visit_id), vault.heard(visit_id))
    numbered = (replace(turn, id=TurnId(f"{turn.id}{number}")) for number, turn in enumerate(heard, start=1))
    turns = sorted((*numbered, *in_time(vault, visit_id)), key=lambda turn: turn.start)
    return Transcript(tuple(turns), ModelCard("none"), 0.0, "")
