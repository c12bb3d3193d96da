"""Results of the exam that tests of model packs need, without anybody sitting it."""

from __future__ import annotations

from datetime import UTC, datetime

from models.exam import ExamResult, Permission, TaskMark, exam_version, weighed
from models.exam_items import Task
from models.exam_result import LETTER_ORDERS, SECTION_TASK, WRITING


def result_for(sha256: str, *, right: float = 1.0) -> ExamResult:
    """The result of a model of whose answers so many were faithful; at 1.0 it has earned everything."""
    tasks = tuple(_mark(task, 24, right) for task in (*WRITING, Task.EASY_READ))
    more = (_mark(LETTER_ORDERS, 8, right), _mark(SECTION_TASK, 32, right), _mark(Task.SUPPORT, 100, right))
    easy = TaskMark(Task.EASY_READ, 44, round(44 * right), 14, 0, 0, 0, 200)
    return weighed(
        ExamResult(
            model_sha256=sha256,
            version=exam_version(),
            permission=Permission.NOTHING,
            faithfulness=0.0,
            omission=0.0,
            readability=1.0,
            seconds_a_sentence=0.8,
            tokens_a_second=20.6,
            peak_mb=291.0,
            tasks=(*(mark for mark in tasks if mark.task != Task.EASY_READ), easy, *more),
            at=datetime(2026, 11, 27, 9, 30, tzinfo=UTC),
            ranking=1.0,
            pairs=80,
            support=right,
        )
    )


def _mark(task: str, asked: int, right: float) -> TaskMark:
    faithful = round(asked * right)
    return TaskMark(task, asked, faithful, faithful, 0, 0, 0, asked * 4)
