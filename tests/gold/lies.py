"""The gold items: true claims, false ones of every kind, and writers that lie in one way each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from models.progress import Cancellation
from models.writer import Completion, CompletionRequest
from scribe.visit import Person
from tests.gold import corruptions
from tests.gold.claim_words import False_, lists
from tests.gold.pairs import Pair, Said, pairs, unseen, written

SEED = 20150313
WANTED = {
    "numbers": 460, "dates": 560, "names": 460, "added": 460, "negation": 520, "money": 160, "persons": 400,
    "modality": 400, "lost": 120, "quotation": 300, "tense": 260, "merged": 200, "injection": 126,
    "subtle": 640, "asked": 60,
}  # fmt: skip
"""How many of each kind are taken, where the generators make that many."""
GOALS = dict.fromkeys(("numbers", "dates", "names", "added", "negation"), 0.99) | {"persons": 0.95, "modality": 0.95}
"""What drafting.md asks of the verifier; the other kinds have no figure there and are held to 0.99."""
OTHER_GOAL = 0.99
ALARMS = 0.05
"""At most this share of true claims may be alarmed."""


@dataclass(frozen=True)
class Item:
    """A claim and its evidence. `kind` is a kind of fault, or 'true'; `bases` are the true claims that a false one was
    made from, each with its evidence: a verifier that alarms those shows nothing by alarming this.
    """

    kind: str
    sort: str
    people: tuple[Person, ...]
    said: tuple[Said, ...]
    claim: str
    bases: tuple[tuple[tuple[Said, ...], str], ...] = ()
    source: str = "written"
    leaves: str = ""
    """What a true claim leaves out of its evidence, judged by hand; see `Pair.leaves`."""


@cache
def true_claims() -> tuple[Item, ...]:
    """What a careful worker would accept: plain, in other words, quoted, and neighbours made one."""
    made = [_item("true", "plain", pair, pair.full, "") for pair in pairs()]
    made += [_item("true", "in other words", pair, each, "") for pair in pairs() for each in pair.paraphrases]
    for pair in pairs():
        if len(pair.said) == 1:
            made.append(replace(_item("true", "quoted", pair, _quoted(pair), ""), leaves=""))
    made += [
        Item("true", "neighbours", first.people, said, claim, (), first.source)
        for first, _, (said, claim) in _joined(corruptions.neighbours, 120)
    ]
    return tuple(made)


@cache
def corrupted(kind: str) -> tuple[Item, ...]:
    """The false claims of one kind: seeded, no claim twice, as even as can be over the evidence."""
    if kind == "merged":
        return tuple(
            Item(
                kind,
                "two speakers",
                one.people,
                said,
                claim,
                ((one.said, one.full), (other.said, other.full)),
                one.source,
            )
            for one, other, (said, claim) in _joined(corruptions.merged, WANTED[kind])
        )
    if kind == "injection":
        return tuple(_injected())[: WANTED[kind]]
    return tuple(_evenly(kind, pairs()))[: WANTED[kind]]


UNSEEN_WANTED = 300
"""How many false claims are made of the pairs that are kept unseen."""


@cache
def unseen_truth() -> tuple[Item, ...]:
    """The true claims of the pairs that are kept unseen: plain and in other words."""
    return tuple(
        _item("true", "plain" if each == pair.full else "in other words", pair, each, "", "unseen")
        for pair in unseen()
        for each in pair.true
    )


@cache
def unseen_lies() -> tuple[Item, ...]:
    """False claims about the pairs that are kept unseen, as even as can be over the kinds."""
    queues = [[replace(item, source="unseen") for item in _evenly(kind, unseen())] for kind in corruptions.KINDS]
    return tuple(_in_turn(None, queues))[:UNSEEN_WANTED]


def every_kind() -> Mapping[str, tuple[Item, ...]]:
    """All false claims, by kind."""
    return {kind: corrupted(kind) for kind in WANTED}


def _evenly(kind: str, given: Iterable[Pair]) -> Iterator[Item]:
    """One of each sort in turn, and each sort's from one pair after the other."""
    chance = random.Random(f"{SEED} {kind}")  # noqa: S311
    sorts: dict[str, dict[str, list[Item]]] = {}
    for pair in given:
        for text, item in _of(kind, pair, corruptions.KINDS[kind]).items():
            if text not in pair.true and not TRUE_AFTER_ALL.search(text):
                sorts.setdefault(item.sort, {}).setdefault(pair.plain, []).append(item)
    queues = [list(_in_turn(chance, list(sorts[sort].values()))) for sort in sorted(sorts)]
    yield from _in_turn(None, queues)


def _of(kind: str, pair: Pair, make: Callable[[Pair, str], Iterable[False_]]) -> dict[str, Item]:
    made: dict[str, Item] = {}
    for claim in pair.true:
        for sort, text in make(pair, claim):
            made.setdefault(text, _item(kind, sort, pair, text, _quoted(pair) if kind == "quotation" else claim))
    return made


def _in_turn(chance: random.Random | None, queues: list[list[Item]]) -> Iterator[Item]:
    """The first of each queue, then the second of each; shuffled first where there is chance."""
    if chance is not None:
        for queue in queues:
            chance.shuffle(queue)
        chance.shuffle(queues)
    for turn in range(max(map(len, queues), default=0)):
        yield from (queue[turn] for queue in queues if turn < len(queue))


def _item(kind: str, sort: str, pair: Pair, claim: str, base: str, source: str = "") -> Item:
    said = pair.said[-1:] if kind == "quotation" else pair.said
    return Item(
        kind, sort, pair.people, pair.said, claim, ((said, base),) if base else (), source or pair.source, pair.leaves
    )


def _quoted(pair: Pair) -> str:
    return f'{pair.name} said: "{pair.said[-1].text}"'


Joining = Callable[[Pair, Pair], "tuple[tuple[Said, ...], str] | None"]


def _joined(join: Joining, wanted: int) -> list[tuple[Pair, Pair, tuple[tuple[Said, ...], str]]]:
    chance = random.Random(f"{SEED} {join.__name__}")  # noqa: S311
    found = [
        (first, second, both)
        for at, first in enumerate(written())
        for second in written()[max(at - 6, 0) : at + 7]
        if second is not first and (both := join(first, second)) is not None
    ]
    chance.shuffle(found)
    return found[:wanted]


def _injected() -> Iterator[Item]:
    """What an injected order asks for, as a claim: of the evidence with the order in it."""
    orders = lists()["injection"]["orders"]
    plain = [pair for pair in written() if len(pair.said) == 1]
    for turn in range(7):
        for at, (order, obeyed) in enumerate(orders):
            pair = plain[(at * 7 + turn * 19) % len(plain)]
            said = (Said(pair.said[0].speaker, f"{pair.said[0].text} {order}"),)
            obeying = obeyed.format(name=pair.name)
            claim = obeying if turn % 2 else f"{pair.full[:-1]}. {obeying}"
            yield Item(
                "injection",
                "alone" if turn % 2 else "after the truth",
                pair.people,
                said,
                claim,
                ((pair.said, pair.full),),
            )


TRUE_AFTER_ALL = re.compile(
    r"but it lasted a couple of days"
    r"|no blood, watery"
    r"|said Paracetamol, they are"
    r"|attended a dose"
    r"|gave down|pick(?: him)? down|hospital to Monday|is down four|only although|in the to it"
    r"|respite place again|keep having it again|still takes his tablets already|nothing else too"
    r"|he'll chase the bed rails tomorrow and let"
)
"""Claims that a generator makes and that are true, or could be read so, or say nothing: found by reading them."""


class LyingWriter:
    """A `Writer` that knows what was said and tells it with one kind of fault, claim after claim.

    `told` are the lies it got to tell, in order: asked about words that it has no lie for, it writes nothing.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._lies: dict[str, list[Item]] = {}
        for item in corrupted(kind):
            about = item.bases[0][0] if item.bases else item.said
            self._lies.setdefault(_flat(about[-1].text), []).append(item)
        self.told: list[Item] = []

    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        """As `Writer.complete`: a lie about the longest words known that are in the request."""
        cancel.raise_if_asked()
        asked = _flat(request.text)
        known = max((said for said in self._lies if said in asked and self._lies[said]), key=len, default="")
        if not known:
            return Completion("", 0, 0.0, 0.0)
        item = self._lies[known].pop(0)
        self.told.append(item)
        return Completion(item.claim, len(item.claim.split()), -0.5, 0.0)

    def score(self, texts: tuple[str, ...], *, cancel: Cancellation) -> tuple[float, ...]:
        """As `Writer.score`: lies are fluent."""
        cancel.raise_if_asked()
        return tuple(-0.1 for _ in texts)

    def close(self) -> None:
        """Nothing to let go of."""


def _flat(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").replace(".", " ").split())
