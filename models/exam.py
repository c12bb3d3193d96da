"""The exam that a language model sits on this laptop before it may be asked for a word of a note."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Protocol

from models.exam_answers import Answer, mark, readable, section_answers
from models.exam_items import ExamItem, Task, version
from models.exam_pairs import pairs
from models.exam_result import (
    LETTER_ORDERS,
    MOST_PAIRS,
    MOST_SECTIONS,
    SECTION_OF,
    SECTION_TASK,
    WRITING,
    ExamResult,
    Permission,
    TaskMark,
    part,
    weighed,
)
from models.progress import Cancellation, OnProgress, Progress, ignore_progress
from models.writer import CompletionRequest, Writer

__all__ = ["ExamResult", "Judge", "Permission", "TaskMark", "exam_version", "sit", "weighed"]

EXAM = "2"
"""Changed where answers are asked for, marked or weighed otherwise; the items have a version of their own."""
AT_ONCE = 8
"""Judgements, or pairs, that are scored in one request: what they begin with alike is read once."""
LABEL = "examining the model"


class Judge(Protocol):
    """How a model is asked, and the verifier that its answers meet: those of the drafts, handed in."""

    def asking(self, item: ExamItem) -> CompletionRequest:
        """The request for one sentence, just as drafting makes it."""

    def section(self, items: Sequence[ExamItem]) -> CompletionRequest:
        """The request for a section of these statements, numbered from 1; each sentence begins with '[n]'."""

    def support(self, item: ExamItem) -> str:
        """A text that ' yes' or ' no' goes on from: whether the evidence supports the claim."""

    def passes(self, item: ExamItem, answer: str) -> bool:
        """Whether the verifier would let this be shown."""


def exam_version() -> str:
    """The version of this exam: results of another one say nothing. Raises `ExamDamaged`."""
    return f"{EXAM}-{version()}"


def sit(
    writer: Writer,
    items: Sequence[ExamItem],
    judge: Judge,
    *,
    model_sha256: str = "",
    smoke: bool = False,
    memory: Callable[[], float] = lambda: 0.0,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> ExamResult:
    """Put every item to the writer and weigh its answers. `memory` gives the peak of its process in MB.

    Raises `Cancelled`, or the `ModelError` of a writer that fails: then there is no result.
    """
    sitting = _Sitting(writer, judge, cancel or Cancellation(), on_progress)
    sections = _sections(items)[: 0 if smoke else MOST_SECTIONS]
    both = _some(tuple(pairs(item for item in items if item.task in WRITING)), AT_ONCE if smoke else MOST_PAIRS)
    asked = tuple(item for item in items if item.task is not Task.SUPPORT)
    judged = tuple(item for item in items if item.task is Task.SUPPORT)
    sitting.total = len(asked) + len(judged) + len(sections) + len(both)
    answers = [sitting.sentence(item) for item in asked]
    more = [answer for group in sections for answer in sitting.section(group)]
    said_yes = [pair for at in range(0, len(judged), AT_ONCE) for pair in sitting.supports(judged[at : at + AT_ONCE])]
    ranked = [better for at in range(0, len(both), AT_ONCE) for better in sitting.ranked(both[at : at + AT_ONCE])]
    orders = [answer for answer in answers if answer.item.has_order]
    marks = (
        *_marks(answers, judge),
        _mark(LETTER_ORDERS, orders, judge),
        _mark(SECTION_TASK, more, judge),
        _support_mark(said_yes),
    )
    return weighed(
        ExamResult(
            model_sha256=model_sha256,
            version=exam_version(),
            permission=Permission.NOTHING,
            faithfulness=0.0,
            omission=0.0,
            readability=_share(readable(a.text) for a in answers if a.item.task is Task.EASY_READ),
            seconds_a_sentence=round(sitting.seconds / max(1, len(asked)), 2),
            tokens_a_second=round(sitting.tokens / sitting.seconds, 1) if sitting.seconds else 0.0,
            peak_mb=round(memory(), 1),
            tasks=tuple(each for each in marks if each.asked),
            at=datetime.now(UTC),
            ranking=_share(ranked),
            pairs=len(ranked),
            support=_balanced(said_yes),
            false_support=_share(yes is True for item, yes in said_yes if not item.supported),
            smoke=smoke,
        )
    )


def _sections(items: Sequence[ExamItem]) -> list[tuple[ExamItem, ...]]:
    """Statements of one speaker each, in fours."""
    alone = [item for item in items if item.task in WRITING and len({turn.who for turn in item.turns}) == 1]
    # Neighbours are of one task: dealt out like cards, each section has several kinds.
    count = min(MOST_SECTIONS, len(alone) // SECTION_OF)
    return [tuple(alone[at :: max(1, len(alone) // SECTION_OF)][:SECTION_OF]) for at in range(count)]


def _some(found: tuple[tuple[str, str], ...], most: int) -> tuple[tuple[str, str], ...]:
    """At most so many, from all over."""
    return tuple(found[at * len(found) // most] for at in range(most)) if len(found) > most else found


def _marks(answers: Sequence[Answer], judge: Judge) -> Iterator[TaskMark]:
    for task in Task:
        yield _mark(task, [answer for answer in answers if answer.item.task is task], judge)


def _mark(task: str, answers: Sequence[Answer], judge: Judge) -> TaskMark:
    marked = [mark(answer, judge.passes(answer.item, answer.text)) for answer in answers]
    return TaskMark(
        task,
        asked=len(marked),
        faithful=sum(each.faithful for each in marked),
        let_through=sum(each.passed for each in marked),
        slipped=sum(each.slipped for each in marked),
        made_up=sum(each.made_up for each in marked),
        left_out=sum(each.left_out for each in marked),
        wanted=sum(len(answer.item.must) for answer in answers),
    )


def _support_mark(said_yes: Sequence[tuple[ExamItem, bool | None]]) -> TaskMark:
    return TaskMark(
        Task.SUPPORT,
        asked=len(said_yes),
        faithful=sum(item.supported is yes for item, yes in said_yes),
        let_through=sum(yes is True for _, yes in said_yes),
        slipped=sum(yes is True and not item.supported for item, yes in said_yes),
    )


def _balanced(said_yes: Sequence[tuple[ExamItem, bool | None]]) -> float:
    """Always 'yes', or always 'no', is 0.5."""
    right = [_share(yes is truth for item, yes in said_yes if item.supported is truth) for truth in (True, False)]
    return round(sum(right) / 2, 3)


def _share(found: Iterable[bool]) -> float:
    every = list(found)
    return part(sum(every), len(every))


class _Sitting:
    """One model in the examination room: asks, counts time, says how far it is."""

    def __init__(self, writer: Writer, judge: Judge, cancel: Cancellation, on_progress: OnProgress) -> None:
        self._writer, self._judge, self._cancel, self._on_progress = writer, judge, cancel, on_progress
        self.total = 0
        self._done = 0
        self.seconds = 0.0
        self.tokens = 0

    def sentence(self, item: ExamItem) -> Answer:
        """Its sentence for one item."""
        self._tell()
        done = self._writer.complete(self._judge.asking(item), cancel=self._cancel)
        self.seconds += done.seconds
        self.tokens += done.tokens
        return Answer(item, done.text.strip())

    def section(self, group: Sequence[ExamItem]) -> tuple[Answer, ...]:
        """Its sentences for a section, one a statement."""
        self._tell()
        done = self._writer.complete(self._judge.section(group), cancel=self._cancel)
        return section_answers(group, done.text)

    def supports(self, some: Sequence[ExamItem]) -> tuple[tuple[ExamItem, bool | None], ...]:
        """Whether ' yes' is likelier than ' no' for each; None where both are alike."""
        self._tell(len(some))
        asked = [f"{self._judge.support(item)} {answer}" for item in some for answer in ("yes", "no")]
        scores = self._writer.score(tuple(asked), cancel=self._cancel)
        likelier = [None if yes == no else yes > no for yes, no in zip(scores[::2], scores[1::2], strict=True)]
        return tuple(zip(some, likelier, strict=True))

    def ranked(self, some: Sequence[tuple[str, str]]) -> tuple[bool, ...]:
        """Whether the good wording of each pair scores higher than the clumsy one."""
        self._tell(len(some))
        scores = self._writer.score(tuple(text for pair in some for text in pair), cancel=self._cancel)
        return tuple(good > clumsy for good, clumsy in zip(scores[::2], scores[1::2], strict=True))

    def _tell(self, more: int = 1) -> None:
        self._cancel.raise_if_asked()
        self._on_progress(Progress(self._done, self.total, LABEL))
        self._done += more
