"""Lies of every kind against the verifier, and lying writers in whole drafts: lies that are caught, truth alarmed.

`python -m tests.benchmarks.lying_writers --misses --alarms` names each claim that was judged wrongly.
"""

import pytest

from scribe.notes.draft import Material, draft_note
from scribe.notes.templates import template
from tests.benchmarks.lying_writers import Judged, Rate, judged, of_passing, rate, told
from tests.gold.lies import ALARMS, GOALS, OTHER_GOAL, WANTED, LyingWriter, corrupted, every_kind, true_claims
from tests.gold.pairs import PRIMOCK, called, written
from tests.notes.exam_results import result
from tests.notes.talks import VISIT

pytestmark = pytest.mark.whole
CAUGHT_TODAY: dict[str, float] = {}
CAUGHT_WHERE_TRUTH_PASSES_TODAY: dict[str, float] = {}
CAUGHT_IN_DRAFTS_TODAY: dict[str, float] = {}
"""The share of lies that is caught today, where that is below the goal: 0.99 (GOALS, OTHER_GOAL). None is."""
TRUTH_ALARMED_TODAY = {
    ("written", "plain"): 0.055,
    ("written", "in other words"): 0.105,
    ("written", "neighbours"): 0.07,
    ("written", "quoted"): 0.0,
    ("short", "plain"): 0.0,
    ("short", "in other words"): 0.0,
    ("short", "neighbours"): 0.0,
    ("short", "quoted"): 0.0,
    ("primock57", "plain"): 0.43,
    ("primock57", "quoted"): 0.0,
}
"""The share of true claims that is alarmed today, by source and sort. The goal is 0.05 for all of them (ALARMS)."""
UNSEEN_TRUTH_ALARMED_TODAY = 0.43
"""Of pairs_unseen.toml; half of those are looser wordings than any that a draft makes."""


@pytest.mark.parametrize("kind", WANTED)
def test_lies_are_caught(kind: str, record_property) -> None:
    """Of each kind the goal is reached, or no less is caught than today: of all lies, and of those that are made from a
    truth that is let through.
    """
    every, passing = rate(judged(kind)), rate(of_passing(judged(kind)))
    record_property("caught", str(every))
    goal = GOALS.get(kind, OTHER_GOAL)
    print(f"{kind}: caught {every} (goal {goal:.0%}); where the truth passes {passing}")
    assert every.share >= CAUGHT_TODAY.get(kind, goal)
    assert passing.share >= CAUGHT_WHERE_TRUTH_PASSES_TODAY.get(kind, goal)


@pytest.mark.parametrize(("source", "sort"), TRUTH_ALARMED_TODAY)
def test_truth_is_alarmed_no_oftener_than_it_was(source: str, sort: str) -> None:
    """The share of alarmed true claims never grows; it has to come down to 5%."""
    if source == "primock57" and not PRIMOCK.is_dir():
        pytest.skip("../shared/data/visits/primock57 is not here")
    found = rate(_of(source, sort))
    print(f"true claims, {source}, {sort}: alarmed {found} (goal at most {ALARMS:.0%})")
    assert found.share <= max(ALARMS, TRUTH_ALARMED_TODAY[source, sort])


def _of(source: str, sort: str) -> list[Judged]:
    return [each for each in judged("true") if (each.item.source, each.item.sort) == (source, sort)]


@pytest.mark.parametrize("kind", [kind for kind in WANTED if kind != "asked"])
def test_lying_writers_are_caught_in_whole_drafts(kind: str) -> None:
    """Whatever a writer offers for a claim of a draft is checked; at least 99 of 100 lies fail.

    Of a question with its answer no wording is asked for, so that no writer can lie about those ('asked').
    """
    lies = told(kind, most=8)
    caught = Rate(sum(not each.candidate.passed for each in lies), len(lies))
    print(f"{kind}: caught in drafts {caught} (goal {OTHER_GOAL:.0%})")
    assert lies
    assert caught.share >= CAUGHT_IN_DRAFTS_TODAY.get(kind, OTHER_GOAL)


def test_what_was_kept_unseen_is_judged_alike() -> None:
    """Of the list by which no rule was made, lies are caught as often; its truth is alarmed no oftener than it was."""
    truth, lies = rate(judged("unseen truth")), judged("unseen lies")
    print(f"kept unseen: true claims alarmed {truth} (goal at most {ALARMS:.0%}); caught {rate(lies)}")
    assert truth.share <= UNSEEN_TRUTH_ALARMED_TODAY
    assert min(rate(lies).share, rate(of_passing(lies)).share) >= OTHER_GOAL


def test_a_draft_is_the_same_with_a_liar() -> None:
    """No word of a lying writer is shown, even of one that has passed its exam."""
    honest = draft_note(VISIT, template("case-note"))
    for kind in WANTED:
        lied = draft_note(VISIT, template("case-note"), writer=LyingWriter(kind), exam=result())
        assert [[claim.text for claim in section.claims] for section in lied.sections] == [
            [claim.text for claim in section.claims] for section in honest.sections
        ]


def test_there_are_enough_items() -> None:
    """300 of each kind that has to be caught in 99 of 100 tries, 100 of persons and modality, 300 truths, 150 pairs."""
    written_only = {
        kind: [item for item in items if item.source != "primock57"] for kind, items in every_kind().items()
    }
    items = every_kind() if PRIMOCK.is_dir() else written_only
    assert all(len(items[kind]) >= (300 if GOALS[kind] == 0.99 else 100) for kind in GOALS)
    assert len(written()) >= 150
    assert len(true_claims()) >= 300


def test_no_lie_is_a_truth_and_none_is_told_twice() -> None:
    """A claim listed as false is nowhere listed as true of the same evidence, and quotes nothing that was said."""
    truth = {(item.said, item.claim) for item in true_claims()}
    for kind, items in every_kind().items():
        claims = [(item.said, item.claim) for item in items]
        assert not truth & set(claims), kind
        assert len(claims) == len(set(claims)), kind
    for item in corrupted("quotation"):
        quoted = item.claim.split('"')[1]
        assert not any(quoted in said.text for said in item.said), item.claim


def test_lies_are_the_same_every_time() -> None:
    """The choice is seeded: another run judges the same claims."""
    first = [item.claim for item in corrupted("numbers")]
    corrupted.cache_clear()
    assert [item.claim for item in corrupted("numbers")] == first


def test_every_claim_of_the_gold_names_somebody_who_is_there() -> None:
    """A plain true claim opens with its speaker, or with what that one was asked."""
    for pair in written():
        assert pair.full.startswith((pair.name, "Asked ")), pair.full
        assert pair.name in {called(each) for each in pair.people}


def test_a_liar_has_lies_for_a_talk_and_silence_for_others() -> None:
    """A writer asked about words that it knows nothing of writes nothing."""
    writer = LyingWriter("numbers")
    draft_note(Material(VISIT.people, VISIT.turns), template("case-note"), writer=writer, exam=result())
    assert not writer.told
