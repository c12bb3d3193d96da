"""The result of a model's exam as lines for a terminal, and as JSON for IT's scripts."""

from __future__ import annotations

import json

from models.exam import ExamResult, TaskMark
from scribe.records import to_json


def lines(result: ExamResult) -> tuple[str, ...]:
    """One line a task, then one a measure."""
    head = f"  {'task':16} {'items':>5} {'faithful':>9} {'let through':>12} {'wrong':>6} {'facts left out':>15}"
    return (head, *map(_task_line, result.tasks), *(f"  {name}: {value}" for name, value in _measures(result)))


def report(name: str, result: ExamResult) -> dict[str, object]:
    """All of a result, with the model's name."""
    return {"model": name, **json.loads(to_json(result))}


def _task_line(mark: TaskMark) -> str:
    return (
        f"  {mark.task:16} {mark.asked:>5} {mark.faithful:>9} {mark.let_through:>12} {mark.slipped:>6} "
        f"{f'{mark.left_out} of {mark.wanted}' if mark.wanted else '':>15}"
    )


def _measures(result: ExamResult) -> tuple[tuple[str, str], ...]:
    return (
        ("let through by the verifier, and wrong", f"{result.slipped} of {result.let_through}"),
        ("Easy Read answers without a long sentence", f"{result.readability:.0%}"),
        ("better English ranked higher", f"{result.ranking:.0%} of {result.pairs} pairs"),
        ("support judged rightly (half is chance)", f"{result.support:.0%}"),
        ("seconds a sentence", f"{result.seconds_a_sentence:.2f}"),
        ("tokens a second", f"{result.tokens_a_second:.1f}"),
        ("most memory", f"{result.peak_mb:.0f} MB"),
    )
