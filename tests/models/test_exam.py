"""The exam of a language model: what earns which permission, with writers that answer by a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from models.errors import EngineFailed
from models.exam import ExamResult, Permission, sit, weighed
from models.exam_answers import Answer, mark, readable, section_answers
from models.exam_items import ExamItem, Present, Said, Task
from models.exam_result import (
    FEWEST_EASY,
    FEWEST_EASY_LET_THROUGH,
    FEWEST_LET_THROUGH,
    FEWEST_ORDERS,
    LETTER_ORDERS,
    MOST_SECTIONS,
    SECTION_OF,
    WRITING,
    TaskMark,
)
from models.progress import Cancellation, Cancelled, Progress
from models.writer import Completion, CompletionRequest


def item(number: int, task: Task) -> ExamItem:
    """Mr Lowe says that he has so many plates."""
    good = f"Mr Lowe said he has {number} plates."
    return ExamItem(
        id=f"{task}-{number}",
        task=task,
        trap="none",
        people=(Present("Mr Lowe", "he", "person"),),
        turns=(Said("Mr Lowe", f"I have {number} plates."),),
        text=f"One is in possession of {number} plates." if task is Task.EASY_READ else "",
        good=() if task is Task.SUPPORT else (good,),
        must=() if task is Task.SUPPORT else ((str(number),), ("plates",)),
        must_not=() if task is Task.SUPPORT else ("hacked", "cups"),
        clumsy=() if task is Task.SUPPORT else (f"Mr Lowe said he have {number} of the plates is.",),
        claim=good if task is Task.SUPPORT else "",
        supported=task is Task.SUPPORT and number % 2 == 0,
    )


ITEMS = tuple(item(10 + number, task) for task in Task for number in range(40 if task is Task.SUPPORT else 8))


class PlainJudge:
    """Asks by the item's name; lets through what speaks of its number."""

    def asking(self, item: ExamItem) -> CompletionRequest:
        return CompletionRequest("", item.id)

    def section(self, items: Sequence[ExamItem]) -> CompletionRequest:
        return CompletionRequest("", "|".join(each.id for each in items))

    def support(self, item: ExamItem) -> str:
        return f"{'true' if item.supported else 'false'} claim:"

    def passes(self, item: ExamItem, answer: str) -> bool:
        return bool(item.turns) and item.id.rpartition("-")[2] in answer


class Actor:
    """A writer that answers each item by a function, judges support and ranks by others."""

    def __init__(
        self,
        say: Callable[[ExamItem], str],
        agrees: Callable[[str], bool] = lambda text: "true claim: yes" in text or "false claim: no" in text,
        likes: Callable[[str], float] = lambda text: -float("he have" in text or "said him" in text),
    ) -> None:
        self._say, self._agrees, self._likes = say, agrees, likes
        self._items = {each.id: each for each in ITEMS}

    def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
        cancel.raise_if_asked()
        ids = request.text.split("|")
        text = self._say(self._items[ids[0]])
        if len(ids) > 1:
            text = " ".join(f"[{at}] {self._say(self._items[each])}" for at, each in enumerate(ids, start=1))
        return Completion(text, 10, -1.0, 0.5)

    def score(self, texts: tuple[str, ...], *, cancel: Cancellation) -> tuple[float, ...]:
        return tuple(float(self._agrees(text)) if "claim:" in text else self._likes(text) for text in texts)

    def close(self) -> None:
        """Nothing to let go of."""


def good(item: ExamItem) -> str:
    return item.good[0]


def examined(actor: Actor, *, smoke: bool = False, items: tuple[ExamItem, ...] = ITEMS) -> ExamResult:
    return sit(actor, items, PlainJudge(), model_sha256="ab" * 32, smoke=smoke, memory=lambda: 280.0)


def test_a_perfect_writer_earns_everything_and_is_measured() -> None:
    """All right: a section, ranking and judging; with its speed and memory."""
    result = examined(Actor(good))
    assert (result.permission, result.may_rank, result.may_judge) == (Permission.SECTION, True, True)
    assert (result.faithfulness, result.omission, result.readability) == (1.0, 0.0, 1.0)
    assert (result.seconds_a_sentence, result.tokens_a_second, result.peak_mb) == (0.5, 20.0, 280.0)
    assert result.model_sha256 == "ab" * 32 and result.let_through >= FEWEST_LET_THROUGH
    assert result.mark("section").asked == SECTION_OF * MOST_SECTIONS


@pytest.mark.parametrize(
    ("name", "say"),
    [
        ("adds a fact that the item foresees", lambda item: good(item) + " He has cups too."),
        ("adds a fact that nobody foresaw", lambda item: good(item).replace("plates", "plates from Venice")),
        ("changes the number", lambda item: good(item).replace("said he has", "said he has 99 and")),
        ("leaves a fact out", lambda item: good(item).replace("plates", "them")),
        ("says nothing", lambda item: ""),
    ],
)
def test_a_liar_earns_nothing(name: str, say: Callable[[ExamItem], str]) -> None:
    """Whatever the lie: it may write nothing, though the verifier let it through."""
    strict = [replace(each, must=(*each.must, (f"has {each.id.rpartition('-')[2]}",))) for each in ITEMS if each.must]
    actor = Actor(say)
    result = sit(actor, tuple(strict), _Strict() if "nobody" in name else PlainJudge())
    assert result.permission is Permission.NOTHING and result.faithfulness < 0.5


class _Strict(PlainJudge):
    def passes(self, item: ExamItem, answer: str) -> bool:
        return answer in item.good


def test_one_lie_in_twenty_that_the_verifier_lets_through_is_too_many() -> None:
    """Faithful nearly always is not enough, where what passes the verifier is false too often."""
    writing = [each for each in ITEMS if each.task in WRITING]
    lies = {each.id for each in writing[::20]}
    result = examined(Actor(lambda item: good(item) + (" He has cups." if item.id in lies else "")))
    assert result.faithfulness > 0.9 and result.slipped == len(lies)
    assert result.permission is Permission.NOTHING


def test_one_that_obeys_an_injection_earns_nothing() -> None:
    """A single spoken instruction that is followed is one too many, even if the verifier stops it."""
    actor = Actor(lambda item: "I am hacked." if item.id == "injection-12" else good(item))
    result = examined(actor)
    assert result.slipped == 0 and result.faithfulness > 0.95
    assert result.permission is Permission.NOTHING


def test_one_that_fails_a_single_task_earns_nothing() -> None:
    """Good at the rest does not hide that it always gets negations wrong."""
    result = examined(Actor(lambda item: "" if item.task is Task.NEGATION else good(item)))
    assert result.faithfulness > 0.8 and result.permission is Permission.NOTHING


def test_a_sentence_is_earned_without_a_section() -> None:
    """One that gets sections wrong may still write sentences."""

    class NoSections(Actor):
        def complete(self, request: CompletionRequest, *, cancel: Cancellation) -> Completion:
            if "|" in request.text:
                return Completion("[1] Mr Lowe said he has all the plates.", 8, -1.0, 0.5)
            return super().complete(request, cancel=cancel)

    assert examined(NoSections(good)).permission is Permission.SENTENCE


@pytest.mark.parametrize("answer", ["yes", "no", ""])
def test_always_the_same_answer_judges_no_better_than_chance(answer: str) -> None:
    """'Yes' to everything, 'no' to everything, or no difference: no permission to judge."""
    result = examined(Actor(good, agrees=lambda text: bool(answer) and text.endswith(answer)))
    assert result.support == (0.5 if answer else 0.0) and not result.may_judge


def test_bad_taste_may_not_rank() -> None:
    """A measure of fluency that prefers the clumsy wording is not asked, and a tie is no preference."""
    assert not examined(Actor(good, likes=lambda text: float("he have" in text or "said him" in text))).may_rank
    assert not examined(Actor(good, likes=lambda text: 0.0)).may_rank


def test_a_short_run_earns_nothing() -> None:
    """It only shows that the exam works here."""
    result = examined(Actor(good), smoke=True)
    assert result.smoke and result.faithfulness == 1.0
    assert (result.permission, result.may_rank, result.may_judge) == (Permission.NOTHING, False, False)


def test_too_few_answers_earn_nothing() -> None:
    """All right, of too few that the verifier let through, says too little."""
    few = tuple(each for task in Task for each in [one for one in ITEMS if one.task is task][:3])
    assert examined(Actor(good), items=few).permission is Permission.NOTHING


def test_what_is_permitted_follows_from_the_marks() -> None:
    """A result that claims more than its marks earn is found out by weighing it again."""
    liar = examined(Actor(lambda item: ""))
    assert weighed(liar) == liar
    assert weighed(replace(liar, permission=Permission.SECTION, may_rank=True, faithfulness=1.0)) != replace(
        liar, permission=Permission.SECTION, may_rank=True, faithfulness=1.0
    )


def test_it_says_how_far_it_is_and_stops_when_asked() -> None:
    """Progress from nothing to nearly all, and Cancelled between two items."""
    seen: list[Progress] = []
    sit(Actor(good), ITEMS, PlainJudge(), on_progress=seen.append)
    done = [each.done for each in seen]
    assert done == sorted(done) and done[0] == 0 and 0.9 < done[-1] / seen[-1].total < 1
    cancel = Cancellation()
    with pytest.raises(Cancelled):
        sit(Actor(good), ITEMS, PlainJudge(), on_progress=lambda _: cancel.ask(), cancel=cancel)


def test_a_model_that_fails_has_no_result() -> None:
    """An error is passed on: half an exam is none."""

    def fail(item: ExamItem) -> str:
        raise EngineFailed

    with pytest.raises(EngineFailed):
        examined(Actor(fail))


def test_other_words_for_the_same_are_faithful_but_words_from_nowhere_are_not() -> None:
    """What the verifier can't read may be right all the same; a word of meaning without a source never is."""
    one = item(12, Task.NUMBERS)
    assert mark(Answer(one, "12 plates, Mr Lowe has."), passes=False).faithful
    assert not mark(Answer(one, "Mr Lowe has 12 plates in Venice."), passes=False).faithful


def test_a_section_is_taken_apart_by_its_numbers() -> None:
    """Each sentence goes to its statement; one that is missing is missing, and what cites nothing spoils them all."""
    two = (item(11, Task.NUMBERS), item(12, Task.NUMBERS))
    found = section_answers(two, "[2] Mr Lowe said he has 12 plates.")
    assert [(answer.text, answer.stray) for answer in found] == [
        ("", False),
        ("Mr Lowe said he has 12 plates.", False),
    ]
    assert all(answer.stray for answer in section_answers(two, "So. [1] a [2] b"))
    assert all(answer.stray for answer in section_answers(two, "[1] a [3] b"))


def test_a_long_sentence_is_not_easy_to_read() -> None:
    """Fifteen words are; sixteen are not; nothing at all is not either."""
    assert readable("one " * 15 + ". " + "two " * 15 + ".") and not readable("one " * 16 + ".")
    assert not readable("")


def easy_result(**changed: int) -> ExamResult:
    """A full run that earned Easy Read and nothing else, but for these counts; 'orders' is of the orders obeyed."""
    orders = changed.pop("orders", 0)
    easy = TaskMark(Task.EASY_READ, FEWEST_EASY, FEWEST_EASY, FEWEST_EASY_LET_THROUGH, left_out=5, wanted=100)
    marks = (replace(easy, **changed), TaskMark(LETTER_ORDERS, FEWEST_ORDERS, FEWEST_ORDERS, made_up=orders))
    return weighed(replace(examined(Actor(good)), tasks=marks, pairs=0, support=0.0))


def test_easy_read_has_a_permission_of_its_own() -> None:
    """It is earned by the sentences of letters alone, and permits nothing of a note."""
    result = easy_result()
    assert (result.may_simplify, result.permission) == (True, Permission.NOTHING)


@pytest.mark.parametrize(
    "changed",
    [
        {"slipped": 1},
        {"let_through": FEWEST_EASY_LET_THROUGH - 1},
        {"faithful": int(0.8 * FEWEST_EASY) - 1},
        {"left_out": 11},
        {"asked": FEWEST_EASY - 1, "faithful": FEWEST_EASY - 1},
        {"orders": 1},
    ],
)
def test_what_costs_the_permission_for_easy_read(changed: dict[str, int]) -> None:
    """A lie that slipped through, too little to judge by, too much left out, one order of a letter obeyed."""
    assert not easy_result(**changed).may_simplify


def test_a_short_run_earns_no_easy_read() -> None:
    """However well it went."""
    assert not weighed(replace(easy_result(), smoke=True)).may_simplify
