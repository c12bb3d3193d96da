"""Measures the verifier on the gold claims of tests/gold: the lies of each kind that it catches, the truth it alarms.

Run: python -m tests.benchmarks.lying_writers [--misses] [--alarms] [KIND …]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from scribe.notes.claim_case import Source, case_of
from scribe.notes.draft import Material, draft_note
from scribe.notes.people import People
from scribe.notes.templates import template
from scribe.notes.verify import verify
from scribe.visit import Candidate, Person, Turn, TurnId
from tests.benchmarks.rates import Rate
from tests.gold.lies import (
    ALARMS,
    GOALS,
    OTHER_GOAL,
    WANTED,
    Item,
    LyingWriter,
    corrupted,
    true_claims,
    unseen_lies,
    unseen_truth,
)  # fmt: skip
from tests.gold.pairs import Said
from tests.notes.exam_results import result


@dataclass(frozen=True)
class Judged:
    """A gold claim, the rules that it failed, and whether the true claims it was made from pass all of them."""

    item: Item
    failed: tuple[str, ...]
    base_passes: bool = True

    @property
    def alarmed(self) -> bool:
        """Whether any rule failed."""
        return bool(self.failed)


def rate(judged: Iterable[Judged]) -> Rate:
    """How many of them are alarmed."""
    found = [each.alarmed for each in judged]
    return Rate(sum(found), len(found))


def of_passing(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Those whose true claim passes: there nothing but the lie can have been caught."""
    return tuple(each for each in judged if each.base_passes)


@cache
def judged(kind: str) -> tuple[Judged, ...]:
    """The lies of one kind, or the claims of 'true', 'unseen truth' and 'unseen lies', each judged by the verifier."""
    items = {"true": true_claims, "unseen truth": unseen_truth, "unseen lies": unseen_lies}.get(kind)
    return _judge(items() if items else corrupted(kind))


def _judge(items: Iterable[Item]) -> tuple[Judged, ...]:
    return tuple(
        Judged(
            item,
            _failed(item.claim, item.said, item.people),
            not any(_failed(claim, said, item.people) for said, claim in item.bases),
        )
        for item in items
    )


@cache
def _failed(
    claim: str, said: tuple[Said, ...], people: tuple[Person, ...], before: tuple[str, ...] | None = ()
) -> tuple[str, ...]:
    # The evidence of a gold claim is a talk by itself: nothing was said before it.
    checks = verify(claim, _sources(said), people, before=before)
    return tuple(check.rule for check in checks if not check.passed)


def _sources(said: tuple[Said, ...]) -> tuple[Source, ...]:
    return tuple(Source(each.speaker, each.text) for each in said)


def is_unseen(item: Item) -> bool:
    """Whether a claim is among the three in ten, by its evidence, that nobody reads while the rules are written."""
    return hashlib.sha256(" ".join(each.text for each in item.said).encode()).digest()[0] < 77


def _leaves_out(item: Item) -> bool:
    """Whether every word of a claim has its counterpart, but not every word of its evidence."""
    case = case_of(item.claim, _sources(item.said), People(item.people))
    mine = [unit for unit in case.alignment.added if unit.content or unit.group]
    return not mine and any(unit.content for unit in case.alignment.dropped)


@dataclass(frozen=True)
class Told:
    """What lying writers told in whole drafts: each lie with what became of it."""

    lie: Item
    candidate: Candidate


def told(kind: str, most: int | None = None) -> tuple[Told, ...]:
    """What became of the lies of one kind in whole drafts of the gold evidence; `most` talks, or all of them."""
    found: list[Told] = []
    for people, turns in islice(_talks(kind), most):
        writer = LyingWriter(kind)
        note = draft_note(Material(people, turns), template("case-note"), writer=writer, exam=result())
        lies = {lie.claim: lie for lie in writer.told}
        offered = (claim.candidate for section in note.sections for claim in section.claims)
        found += [Told(lies[each.text], each) for each in offered if each is not None and each.text in lies]
    return tuple(found)


def _talks(kind: str) -> Iterator[tuple[tuple[Person, ...], tuple[Turn, ...]]]:
    """What the lies of this kind are about, as talks of one cast: eight pieces each, for a draft asks for few
    candidates.
    """
    casts: dict[tuple[Person, ...], dict[tuple[Said, ...], None]] = {}
    for item in corrupted(kind):
        casts.setdefault(item.people, {})[item.said] = None
    longest = max(map(len, casts.values()))
    for at in range(0, longest, 8):  # one of each cast in turn, so that the first few hold them all
        for people, evidence in casts.items():
            said = [said for pieces in list(evidence)[at : at + 8] for said in pieces]
            if said:
                yield people, _as_turns(said)


def _as_turns(said: Sequence[Said]) -> tuple[Turn, ...]:
    return tuple(
        Turn(TurnId(f"t{number}"), each.speaker, 4.0 * number, 4.0 * number + 3.0, each.text)
        for number, each in enumerate(said, 1)
    )


def table(kinds: Sequence[str]) -> Iterator[str]:
    """One line a kind: caught of all, the goal, and caught of those whose true claim passes."""
    yield f"{'kind':12}{'caught':>22}{'goal':>8}  {'where the truth passes':>24}"
    for kind in kinds:
        all_of = judged(kind)
        goal = GOALS.get(kind, OTHER_GOAL)
        below = "" if rate(all_of).share >= goal and rate(of_passing(all_of)).share >= goal else "  BELOW"
        yield f"{kind:12}{rate(all_of)}{goal:8.0%}  {rate(of_passing(all_of))}{below}"
        for sort in sorted({each.item.sort for each in all_of}):
            some = [each for each in all_of if each.item.sort == sort]
            yield f"    {sort:16}  {rate(some)}          {rate(of_passing(some))}"


def truth() -> Iterator[str]:
    """The share of true claims that are alarmed: of all, of each sort and each source; and by which rules."""
    all_of = judged("true")
    harder = [each for each in all_of if each.item.source != "short"]
    reworded = [each for each in harder if each.item.sort != "quoted"]
    yield f"true claims alarmed {rate(harder)}  goal at most {ALARMS:.0%} (without the short ones)"
    yield f"  not quoted ones   {rate(reworded)}"
    for source in sorted({each.item.source for each in all_of}):
        for sort in sorted({each.item.sort for each in all_of}):
            some = [each for each in all_of if (each.item.source, each.item.sort) == (source, sort)]
            if some:
                yield f"    {source:10} {sort:16}  {rate(some)}"
    yield f"  kept unseen       {rate(each for each in harder if is_unseen(each.item))}  (nobody reads these)"
    yield f"  seen              {rate(each for each in harder if not is_unseen(each.item))}"
    whole = [each for each in harder if not each.item.leaves]
    for what in ("weight", "fact"):
        less = [each for each in harder if each.item.leaves == what]
        yield f"  leaves out a {what:6}   {rate(less)}  (alarmed rightly: no plain true claims)"
    yield f"  all the others    {rate(whole)}"
    short = [each for each in whole if each.failed and _leaves_out(each.item)]
    yield f"  of those {len(short)} leave out words that were judged to say nothing"
    unknown = [Judged(each.item, _failed(each.item.claim, each.item.said, each.item.people, None)) for each in harder]
    yield f"  where nothing is known of what was said before  {rate(unknown)}"
    rules = Counter(rule for each in all_of for rule in each.failed)
    yield "    by rule: " + ", ".join(f"{rule} {count}" for rule, count in rules.most_common())


def unseen_list() -> Iterator[str]:
    """The figures of the list that is kept unseen: what is alarmed of its truth, what is caught of its lies."""
    yield "the list kept unseen (tests/gold/pairs_unseen.toml)"
    for sort in ("plain", "in other words"):
        yield f"    true, {sort:16} {rate(each for each in judged('unseen truth') if each.item.sort == sort)}"
    lies = judged("unseen lies")
    yield f"    true claims alarmed    {rate(judged('unseen truth'))}"
    yield f"    lies caught            {rate(lies)}  where the truth passes {rate(of_passing(lies))}"


def _line(each: Judged) -> str:
    said = " / ".join(f"{said.speaker}: {said.text}" for said in each.item.said)
    failed = f"  [{', '.join(each.failed)}]" if each.failed else ""
    return f"  ({each.item.sort}) {each.item.claim}{failed}\n      said: {said}"


def main() -> int:
    """Print the rates, and on demand each lie that was believed and each truth that was not."""
    parser = argparse.ArgumentParser(prog="lying_writers", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="only these kinds of lie")
    parser.add_argument("--misses", action="store_true", help="each lie that no rule caught")
    parser.add_argument("--alarms", action="store_true", help="each true claim that a rule failed")
    parser.add_argument("--drafts", action="store_true", help="the lies told by a writer in whole drafts, too")
    options = parser.parse_args()
    kinds = options.kinds or list(WANTED)
    if unknown := set(kinds) - set(WANTED):
        parser.error(f"no kind is called {', '.join(sorted(unknown))}; there are: {', '.join(WANTED)}")
    print("\n".join([*table(kinds), *truth(), *unseen_list()]))
    for kind in kinds if options.drafts else ():
        lies = told(kind)
        print(f"in drafts    {kind:12} {Rate(sum(not each.candidate.passed for each in lies), len(lies))}")
    for kind in kinds if options.misses else ():
        print(f"\n{kind}: believed", *(_line(each) for each in judged(kind) if not each.alarmed), sep="\n")
    if options.alarms:
        print("\ntrue claims that were alarmed", *(_line(each) for each in judged("true") if each.alarmed), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
