# ruff: noqa: E501 - each row is a sentence beside its corruptions, which are read together
"""Measures the verifier on true and corrupted claims, made from hand-written frames by no rule of the verifier.

Run: python -m tests.benchmarks.verifier
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scribe.notes.claim_case import Source
from scribe.notes.verify import verify
from scribe.visit import Person, PersonId, Role

PEOPLE = (
    Person(PersonId("S1"), "Mrs Joan Hill", Role.PERSON, "she"),
    Person(PersonId("S2"), "Peter Hill", Role.FAMILY, "he"),
    Person(PersonId("S3"), "Kit Shaw", Role.WORKER, "they"),
)


@dataclass(frozen=True)
class Item:
    """A claim with its evidence; `corruption` is '' for a true one."""

    text: str
    sources: tuple[Source, ...]
    corruption: str


# What was said, how it is truly reported of 'she', and its corruptions: (kind, false text). Written by hand, filled by FILLS.
FRAMES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("I take {n} tablets every {part}.", "she takes {n} tablets every {part}",
     (("numbers", "she takes {m} tablets every {part}"), ("dates", "she takes {n} tablets every {other}"),
      ("added", "she takes {n} heart tablets every {part}"), ("negation", "she doesn't take {n} tablets every {part}"),
      ("modality", "she should take {n} tablets every {part}"), ("persons", "he takes {n} tablets every {part}"))),
    ("I fell on {day} and my son found me.", "she fell on {day} and her son found her",
     (("dates", "she fell on {wrong} and her son found her"), ("persons", "her son fell on {day} and she found him"),
      ("persons", "she fell on {day} and his son found her"), ("added", "she fell on {day} and her son found her unconscious"),
      ("negation", "she never fell on {day} and her son found her"), ("modality", "she might have fallen on {day} and her son found her"))),
    ("I pay {n} pounds a week to my neighbour {name}.", "she pays {n} pounds a week to her neighbour {name}",
     (("numbers", "she pays {m} pounds a week to her neighbour {name}"), ("names", "she pays {n} pounds a week to her neighbour {rival}"),
      ("dates", "she pays {n} pounds a month to her neighbour {name}"), ("added", "she pays {n} pounds a week in cash to her neighbour {name}"),
      ("persons", "her neighbour {name} pays her {n} pounds a week"), ("modality", "she sometimes pays {n} pounds a week to her neighbour {name}"))),
    ("I don't go out on {day} unless {name} comes.", "she doesn't go out on {day} unless {name} comes",
     (("negation", "she goes out on {day} unless {name} comes"), ("modality", "she doesn't go out on {day} because {name} comes"),
      ("modality", "she doesn't go out on {day}"), ("names", "she doesn't go out on {day} unless {rival} comes"),
      ("dates", "she doesn't go out on {wrong} unless {name} comes"), ("added", "she doesn't go shopping out on {day} unless {name} comes"))),
    ("My sister {name} helps me with my washing.", "her sister {name} helps her with her washing",
     (("persons", "she helps her sister {name} with her washing"), ("names", "her sister {rival} helps her with her washing"),
      ("persons", "his sister {name} helps her with her washing"), ("negation", "her sister {name} doesn't help her with her washing"),
      ("added", "her sister {name} helps her with her washing and cooking"), ("modality", "her sister {name} could help her with her washing"))),
    ("I might have {n} falls a month.", "she might have {n} falls a month",
     (("modality", "she has {n} falls a month"), ("numbers", "she might have {m} falls a month"), ("dates", "she might have {n} falls a week"),
      ("negation", "she might not have {n} falls a month"), ("added", "she might have {n} bad falls a month"), ("persons", "they might have {n} falls a month"))),
    ("I haven't eaten since {day}.", "she hasn't eaten since {day}",
     (("negation", "she has eaten since {day}"), ("dates", "she hasn't eaten since {wrong}"), ("added", "she hasn't eaten meat since {day}"),
      ("persons", "he hasn't eaten since {day}"), ("modality", "she probably hasn't eaten since {day}"))),
    ("{name} borrowed £{n} from me and I never got it back.", "{name} borrowed £{n} from her and she never got it back",
     (("numbers", "{name} borrowed £{m} from her and she never got it back"), ("names", "{rival} borrowed £{n} from her and she never got it back"),
      ("negation", "{name} borrowed £{n} from her and she got it back"), ("persons", "she borrowed £{n} from {name} and she never got it back"),
      ("added", "{name} borrowed £{n} from her purse and she never got it back"))),
    ("I used to walk to the shop with {name}.", "she used to walk to the shop with {name}",
     (("modality", "she walks to the shop with {name}"), ("names", "she used to walk to the shop with {rival}"), ("added", "she used to walk to the corner shop with {name}"),
      ("negation", "she never used to walk to the shop with {name}"), ("persons", "{name} used to walk to the shop with her"))),
    ("I only wash at {hour} in the {part}.", "she only washes at {hour} in the {part}",
     (("modality", "she washes at {hour} in the {part}"), ("numbers", "she only washes at {late} in the {part}"), ("dates", "she only washes at {hour} in the {other}"),
      ("negation", "she doesn't only wash at {hour} in the {part}"), ("added", "she only washes her hair at {hour} in the {part}"), ("persons", "he only washes at {hour} in the {part}"))),
)  # fmt: skip
# Question, answer, the true sentence, and its corruptions.
ASKED: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("Are you managing your meals?", "No, mostly toast.", "Asked whether she is managing her meals, Mrs Hill said no, mostly toast.",
     (("negation", "Asked whether she is managing her meals, Mrs Hill said yes, mostly toast."), ("added", "Asked whether she is managing her meals, Mrs Hill said no, mostly burnt toast."),
      ("modality", "Asked whether she is managing her meals, Mrs Hill said no, toast."), ("persons", "Asked whether he is managing his meals, Mrs Hill said no, mostly toast."),
      ("persons", "Asked whether she is managing her meals, Peter Hill said no, mostly toast."))),
    ("Did you see {name} on {day}?", "Yes, for {n} minutes.", "Asked whether she saw {name} on {day}, Mrs Hill said yes, for {n} minutes.",
     (("names", "Asked whether she saw {rival} on {day}, Mrs Hill said yes, for {n} minutes."), ("numbers", "Asked whether she saw {name} on {day}, Mrs Hill said yes, for {m} minutes."),
      ("dates", "Asked whether she saw {name} on {wrong}, Mrs Hill said yes, for {n} minutes."), ("negation", "Asked whether she saw {name} on {day}, Mrs Hill said no, for {n} minutes."),
      ("persons", "Asked whether {name} saw her on {day}, Mrs Hill said yes, for {n} minutes."))),
    ("Any falls since {day}?", "{n}, I think.", "Asked about any falls since {day}, Mrs Hill said {n}, she thinks.",
     (("numbers", "Asked about any falls since {day}, Mrs Hill said {m}, she thinks."), ("dates", "Asked about any falls since {wrong}, Mrs Hill said {n}, she thinks."),
      ("modality", "Asked about any falls since {day}, Mrs Hill said {n}."), ("added", "Asked about any serious falls since {day}, Mrs Hill said {n}, she thinks."))),
)  # fmt: skip
# What Peter Hill said of Mrs Hill, the only 'she' at the visit; how it is truly reported; its corruptions.
OF_HER: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("She fell on {day} and hit her head.", "Mrs Hill fell on {day} and hit her head",
     (("persons", "she fell on {day} and hit her head"), ("persons", "Kit Shaw fell on {day} and hit her head"),
      ("persons", "he fell on {day} and hit his head"), ("dates", "Mrs Hill fell on {wrong} and hit her head"),
      ("negation", "Mrs Hill never fell on {day} and hit her head"))),
    ("I bring her {n} meals every {part}.", "he brings her (Mrs Hill) {n} meals every {part}",
     (("persons", "he brings her (Kit Shaw) {n} meals every {part}"), ("persons", "he brings her {n} meals every {part}"),
      ("persons", "Mrs Hill brings him {n} meals every {part}"), ("numbers", "he brings her (Mrs Hill) {m} meals every {part}"),
      ("modality", "he could bring her (Mrs Hill) {n} meals every {part}"))),
    ("My wife {name} says she sleeps.", "his wife {name} says she sleeps",
     (("names", "his wife {rival} says she sleeps"), ("persons", "his wife {name} says he sleeps"))),
)  # fmt: skip
FILLS: tuple[dict[str, str], ...] = (
    {"n": "two", "m": "three", "part": "morning", "other": "evening", "day": "Monday", "wrong": "Tuesday", "name": "Ravi", "rival": "Colin", "hour": "seven", "late": "nine"},
    {"n": "6", "m": "16", "part": "evening", "other": "morning", "day": "Saturday", "wrong": "Sunday", "name": "Bronwen", "rival": "Aisha", "hour": "8", "late": "5"},
    {"n": "forty", "m": "fourteen", "part": "night", "other": "afternoon", "day": "Friday", "wrong": "Thursday", "name": "Moira", "rival": "Maria", "hour": "six", "late": "ten"},
    {"n": "15", "m": "50", "part": "afternoon", "other": "night", "day": "Wednesday", "wrong": "Monday", "name": "Tomasz", "rival": "Piotr", "hour": "eleven", "late": "seven"},
)  # fmt: skip


def items() -> Iterator[Item]:
    """Every frame filled in every way, once true and once for each corruption."""
    for fill in FILLS:
        for said, true, false in FRAMES:
            sources: tuple[Source, ...] = (Source("S1", said.format(**fill)),)
            yield Item(f"Mrs Hill said {true.format(**fill)}.", sources, "")
            yield Item(f'Mrs Hill said: "{said.format(**fill)}"', sources, "")
            yield Item(f"Peter Hill said {true.format(**fill)}.", sources, "persons")
            yield Item(
                f'Mrs Hill said: "{said.format(**fill).replace("I ", "I really ", 1).replace("My ", "My poor ", 1).replace("from me", "off me")}"',
                sources,
                "quotation",
            )
            yield from (Item(f"Mrs Hill said {text.format(**fill)}.", sources, kind) for kind, text in false)
        for said, true, false in OF_HER:
            sources = (Source("S2", said.format(**fill)),)
            yield Item(f"Peter Hill said {true.format(**fill)}.", sources, "")
            yield from (Item(f"Peter Hill said {text.format(**fill)}.", sources, kind) for kind, text in false)
        for question, answer, true, false in ASKED:
            sources = (Source("S3", question.format(**fill)), Source("S1", answer.format(**fill)))
            yield Item(true.format(**fill), sources, "")
            yield from (Item(text.format(**fill), sources, kind) for kind, text in false)


def measure() -> tuple[Counter[str], Counter[str], list[Item]]:
    """How many of each corruption there are, how many of them fail a check ('' counts alarmed true ones), and what was judged wrongly."""
    total: Counter[str] = Counter()
    alarmed: Counter[str] = Counter()
    wrong = []
    for item in set(items()):
        alarm = not all(check.passed for check in verify(item.text, item.sources, PEOPLE))
        total[item.corruption] += 1
        alarmed[item.corruption] += alarm
        if alarm != bool(item.corruption):
            wrong.append(item)
    return total, alarmed, wrong


def main() -> int:
    """Print the figures, then every claim that was judged wrongly."""
    total, alarmed, wrong = measure()
    for kind in sorted(total):
        print(
            f"{kind or 'true claims':12} {total[kind]:4}  alarmed {alarmed[kind]:4}  {alarmed[kind] / total[kind]:.1%}"
        )
    caught = sum(count for kind, count in alarmed.items() if kind)
    print(
        f"precision {caught / max(1, sum(alarmed.values())):.1%}  recall {caught / (sum(total.values()) - total['']):.1%}  of {sum(total.values())} claims"
    )
    for item in wrong:
        print(f"wrongly judged ({item.corruption or 'true'}): {item.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
