"""What a worker did to the statements and actions of the last note of a visit, done again to the next draft. Pure.

Done again is only what rests on the same words; everything else that a person wrote is listed, so that nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from scribe.document_text import action_text
from scribe.lifecycle import ON_RECORD
from scribe.review import move_claim
from scribe.review_parts import (
    ADDED,
    YOURS,
    add_claim,
    free_id,
    section_with,
    with_action,
)
from scribe.visit import (
    Action,
    Claim,
    ClaimId,
    Document,
    Evidence,
    LeftOut,
    Manner,
    Omission,
    SectionId,
    Transcript,
    TurnId,
    Visit,
    WrittenBy,
)

TAKEN_OUT_BEFORE = "You took this statement out of the last draft."
"""Why a statement is flagged that is there again, to the letter and from the same words."""
_EDGE = 1.0
"""Seconds beside what was put off the record since: nothing that touches them is brought back."""

_Spans = tuple[tuple[TurnId, int, int], ...]


def changed_before(draft: str) -> str:
    """Why a statement is flagged that has the worker's words from the last draft, where this draft says otherwise."""
    return f"These are your words from the last draft. The new draft says it differently: “{draft}”"


def with_earlier_work(note: Document, earlier: Document, said: Transcript | None, visit: Visit | None) -> Document:
    """The draft with what was done to statements and actions of the earlier note of the same visit.

    - Edited: the worker's words again where the draft has the statement from the same words, with a flag where it says
      it otherwise by now.
    - Moved: under the worker's heading again, where there is such a heading. Added from what was left out: added again.
    - Taken out: not taken out again, but flagged, so that nobody has to find it again. An action, which has no flags,
      is taken out again, and stands there as that.
    - What the draft has not got, from the same words, of what was edited or added, is listed in what is not in the
      note, as the worker's; not where an approved note of other headings keeps it as a record.

    Nothing is brought back that was put off the record since.
    """
    return _Work(note, earlier, said, visit).done


class _Work:
    """The draft as it becomes, and which of its statements have found what they were."""

    def __init__(self, note: Document, earlier: Document, said: Transcript | None, visit: Visit | None) -> None:
        self.done, self._earlier, self._visit = note, earlier, visit
        self._turns = {turn.id: turn for turn in said.turns} if said else {}
        self._fresh = [one for one in said.left_out if one not in earlier.left_out] if said else []
        self._like: dict[_Spans, list[Claim]] = {}
        for claim in _claims(note):
            self._like.setdefault(_spans(claim), []).append(claim)
        self._taken: set[ClaimId] = set()
        self._found: dict[ClaimId, ClaimId] = {}
        """Statements of the earlier note, and which of the draft's they are."""
        self._is_record = earlier.stage in ON_RECORD
        worked = [(claim, section.id) for section in earlier.sections for claim in section.claims]
        claims = [(claim, place) for claim, place in worked if self._may_come(claim)]
        self._match(claim for claim, _ in claims)
        self._change([claim for claim, _ in claims])
        for claim, place in claims:
            self._place(claim, place)
        for action in earlier.actions:
            self._action(action)
        for line in earlier.omissions:
            if line.why == YOURS and self._is_on_record(line.turn):
                self._list(line.text, line.turn, line.of_weight, line.section)

    # --- which is which

    def _match(self, claims: Iterator[Claim]) -> None:
        """First those to the letter; then edited ones by what they rest on, where only one can be meant."""
        left = []
        for then in claims:
            same = [one for one in self._free(_spans(then)) if one.text == _drafted(then)]
            if same:
                self._is(then, same[0])
            elif _is_edited(then):
                left.append(then)
        beside = Counter(map(_spans, left))
        for then in left:
            like = self._free(_spans(then))
            if len(like) == 1 and beside[_spans(then)] == 1 and then.evidence:
                self._is(then, like[0])

    def _is(self, then: Claim, now: Claim) -> None:
        self._found[then.id] = now.id
        self._taken.add(now.id)

    def _free(self, spans: _Spans) -> list[Claim]:
        return [one for one in self._like.get(spans, ()) if one.id not in self._taken]

    # --- statements

    def _change(self, claims: list[Claim]) -> None:
        """In one go: a note may have hundreds. The draft is not confirmed anywhere, so nothing else changes with it."""
        was = {self._found[then.id]: then for then in claims if then.id in self._found}
        sections = (
            replace(section, claims=tuple(_again(one, was.get(one.id)) for one in section.claims))
            for section in self.done.sections
        )
        self.done = replace(self.done, sections=tuple(sections))

    def _place(self, then: Claim, place: SectionId) -> None:
        mine = self._found.get(then.id)
        if mine is None:
            self._missing(then, place)
        elif then.moved_from is not None and not then.removed and self._has(place):
            self._move(mine, place)

    def _move(self, claim: ClaimId, place: SectionId) -> None:
        if section_with(self.done, claim).id != place:
            self.done = move_claim(self.done, claim, place)

    def _missing(self, then: Claim, place: SectionId) -> None:
        """What the draft has not got: of what was edited or added by hand nothing is lost."""
        if then.removed:
            return
        is_added = then.id.startswith(ADDED)
        if is_added and not _is_edited(then) and self._free(_spans(then)):
            return  # the draft says it by itself
        line = self._left_out_again(then) if is_added else None
        if line is not None and self._has(place):
            fresh = replace(then, id=free_id(self.done), moved_from=None, corrected_by=())
            self.done = add_claim(self.done, place, fresh)
            self.done = replace(self.done, omissions=tuple(each for each in self.done.omissions if each is not line))
        elif is_added or _is_edited(then):
            turn = then.evidence[0].turn if then.evidence else TurnId("")
            self._list(then.text, turn, then.of_weight, place)

    def _left_out_again(self, then: Claim) -> Omission | None:
        """The line of what is not in the draft that was added to the note before, in the same words."""
        if len(then.evidence) != 1:
            return None
        (at,) = then.evidence
        return next(
            (
                line
                for line in self.done.omissions
                if (line.turn, line.start_char, line.end_char or len(line.text))
                == (at.turn, at.start_char, at.end_char)
                and line.text in _drafted(then)
            ),
            None,
        )

    # --- actions

    def _action(self, then: Action) -> None:
        if not (then.edited or then.removed) or not self._was_on_record(then.evidence):
            return
        like = [one for one in self.done.actions if _spans(one) == _spans(then) and not (one.edited or one.removed)]
        if then.removed:
            same = [one for one in like if then.edited or one.text == then.text]
            if len(same) == 1:
                self.done = with_action(self.done, same[0].id, lambda one: replace(one, removed=True))
        elif len(like) == 1 and then.evidence:
            again = replace(then, id=like[0].id)
            self.done = with_action(self.done, like[0].id, lambda _: again)
        else:
            words = action_text(then, self._visit) if self._visit is not None else then.text
            self._list(words, then.evidence[0].turn if then.evidence else TurnId(""), (), None)

    # --- what there is no place for

    def _list(self, text: str, turn: TurnId, weight: tuple[str, ...], place: SectionId | None) -> None:
        """List it with what is not in the note, once."""
        stands = {claim.text for claim in _claims(self.done)} | {action.text for action in self.done.actions}
        known = any(line.why == YOURS and line.text == text for line in self.done.omissions)
        section = place if place is not None and self._has(place) else None
        kept = self._is_record and (section is None if place else self.done.template != self._earlier.template)
        if kept or text in stands or known:
            return
        end = len(self._turns[turn].text) if turn in self._turns else 0
        line = Omission(turn, text, YOURS, 0, end, weight, section)
        self.done = replace(self.done, omissions=(line, *self.done.omissions))

    def _has(self, section: SectionId) -> bool:
        return any(one.id == section for one in self.done.sections)

    # --- what may come

    def _may_come(self, then: Claim) -> bool:
        """Not what was said to the note (`scribe.read_back` brings that), and nothing that is off the record since."""
        told = any(
            self._turns[each.turn].manner is Manner.READ_BACK for each in then.evidence if each.turn in self._turns
        )
        return not told and self._was_on_record(then.evidence)

    def _was_on_record(self, evidence: tuple[Evidence, ...]) -> bool:
        return not any(_touches(one, each.start, each.end) for each in evidence for one in self._fresh)

    def _is_on_record(self, turn_id: TurnId) -> bool:
        turn = self._turns.get(turn_id)
        return turn is None or not any(_touches(one, turn.start, turn.end) for one in self._fresh)


def _touches(left_out: LeftOut, start: float, end: float) -> bool:
    return start - _EDGE < left_out.end and left_out.start < end + _EDGE


def _again(claim: Claim, then: Claim | None) -> Claim:
    if then is not None and then.removed:
        return _flagged(claim, TAKEN_OUT_BEFORE)
    return _edited(claim, then) if then is not None and _is_edited(then) else claim


def _edited(claim: Claim, then: Claim) -> Claim:
    made = replace(
        claim,
        text=then.text,
        original=claim.text,
        written_by=WrittenBy.WORKER,
        own_words=then.own_words,
        link_cut=then.link_cut,
    )
    if claim.text != _drafted(then):
        return _flagged(made, changed_before(claim.text))
    settled = then.settled if claim.flagged and then.settled and then.settled.how == "edited" else None
    return replace(made, settled=settled)


def _flagged(claim: Claim, why: str) -> Claim:
    return replace(claim, flagged=True, settled=None, why=f"{why} {claim.why}" if claim.why else why)


def _is_edited(claim: Claim) -> bool:
    return claim.written_by is WrittenBy.WORKER and not claim.removed and bool(claim.original or _is_own(claim))


def _is_own(claim: Claim) -> bool:
    """Whether it is the worker's from its beginning: added from an earlier list of theirs."""
    return claim.id.startswith(ADDED)


def _drafted(claim: Claim) -> str:
    """What the draft said."""
    return claim.original or claim.text


def _spans(of: Claim | Action) -> _Spans:
    return tuple((each.turn, each.start_char, each.end_char) for each in of.evidence)


def _claims(document: Document) -> list[Claim]:
    return [claim for section in document.sections for claim in section.claims]
