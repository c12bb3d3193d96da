"""Results of the model exam, as if a model had sat it."""

from datetime import UTC, datetime

from models.exam import ExamResult, Permission


def result(permission: Permission = Permission.SENTENCE, *, may_rank: bool = False, sha256: str = "") -> ExamResult:
    """One that permits this."""
    return ExamResult(
        model_sha256=sha256,
        version="1-test",
        permission=permission,
        faithfulness=0.9,
        omission=0.02,
        readability=0.8,
        seconds_a_sentence=0.9,
        tokens_a_second=20.0,
        peak_mb=280.0,
        tasks=(),
        at=datetime(2026, 3, 10, 14, 30, tzinfo=UTC),
        may_rank=may_rank,
    )
