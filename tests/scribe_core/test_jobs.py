"""Long work has one ending, keeps nothing when it failed or was cancelled, and never stops its lane."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from models.progress import Cancelled, Progress
from scribe.jobs import Job, JobContext, Jobs, run_here

WAIT = 10.0


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Lanes that are closed afterwards."""
    made = Jobs()
    yield made
    assert made.close()


class Endings:
    """Writes down every ending, and on which thread it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []
        self.threads: set[str] = set()

    def _tell(self, how: str, what: object) -> None:
        self.told.append((how, what))
        self.threads.add(threading.current_thread().name)

    def all(self) -> dict[str, Callable[..., None]]:
        return {
            "on_success": lambda value: self._tell("success", value),
            "on_failure": lambda error: self._tell("failure", type(error)),
            "on_cancel": lambda: self._tell("cancel", None),
        }


def test_what_comes_of_a_job_that_was_cancelled_at_its_very_end_is_abandoned(jobs: Jobs) -> None:
    """Its result is given to `abandon` and not kept, and it was cancelled; one that is kept is never abandoned."""
    kept: list[int] = []
    abandoned: list[int] = []
    endings, working, go_on = Endings(), threading.Event(), threading.Event()

    def work(context: JobContext) -> int:
        working.set()
        assert go_on.wait(WAIT)
        return 7

    handle = jobs.submit(Job("a job", "test", work, kept.append, abandoned.append), **endings.all())
    assert working.wait(WAIT)
    handle.cancel()
    go_on.set()
    assert handle.wait(WAIT) and endings.told == [("cancel", None)]
    assert (kept, abandoned) == ([], [7])
    assert run_here(Job("a job", "test", lambda _: 8, kept.append, abandoned.append)) == 8
    assert (kept, abandoned) == ([8], [7])


def _job(work: Callable[[JobContext], int], kept: list[int], lane: str = "test") -> Job[int]:
    return Job("a job", lane, work, kept.append)


def test_a_result_is_kept_and_then_told(jobs: Jobs) -> None:
    """Progress comes as it is made, the result is kept, and success is told once, from the lane's thread."""
    kept: list[int] = []
    endings, seen = Endings(), list[Progress]()

    def work(context: JobContext) -> int:
        context.progress(Progress(1, 2, "half"))
        return 7

    handle = jobs.submit(_job(work, kept), on_progress=seen.append, **endings.all())
    assert handle.wait(WAIT) and kept == [7] and endings.told == [("success", 7)]
    assert endings.threads == {"lane test"} and seen == [Progress(1, 2, "half")]


def test_a_failure_keeps_nothing(jobs: Jobs) -> None:
    """An error of the work, or of the keeping, is told as it is; the next job runs."""
    kept: list[int] = []
    endings = Endings()

    def fails(_: JobContext) -> int:
        raise ValueError("content")

    def refuses(_: int) -> None:
        raise OSError("no")

    jobs.submit(_job(fails, kept), **endings.all())
    jobs.submit(Job("other", "test", lambda _: 1, refuses), **endings.all())
    assert jobs.submit(_job(lambda _: 2, kept), **endings.all()).wait(WAIT)
    assert endings.told == [("failure", ValueError), ("failure", OSError), ("success", 2)] and kept == [2]


@pytest.mark.parametrize("how", ["stops", "finishes", "fails"])
def test_a_cancelled_job_is_cancelled_however_it_ends(jobs: Jobs, how: str) -> None:
    """Once somebody asked, the ending is 'cancel' and nothing is kept, whatever the work does then."""
    kept: list[int] = []
    endings, started = Endings(), threading.Event()

    def work(context: JobContext) -> int:
        started.set()
        while not context.cancel.asked:
            threading.Event().wait(0.005)
        if how == "stops":
            context.cancel.raise_if_asked()
        if how == "fails":
            raise OSError("terminated")
        return 1

    handle = jobs.submit(_job(work, kept), **endings.all())
    assert started.wait(WAIT)
    handle.cancel()
    assert handle.wait(WAIT) and endings.told == [("cancel", None)] and kept == []


def test_a_job_that_waits_can_be_cancelled(jobs: Jobs) -> None:
    """A job behind another is never started once it was cancelled."""
    kept: list[int] = []
    endings, go = Endings(), threading.Event()
    first = jobs.submit(_job(lambda _: int(go.wait(WAIT)), kept))
    second = jobs.submit(_job(lambda _: kept.append(99) or 2, kept), **endings.all())  # type: ignore[func-returns-value]
    second.cancel()
    go.set()
    assert first.wait(WAIT) and second.wait(WAIT) and kept == [1] and endings.told == [("cancel", None)]


def test_stopping_without_being_asked_is_a_failure(jobs: Jobs) -> None:
    """'Cancelled' that nobody asked for is told as what it is."""
    endings = Endings()

    def work(_: JobContext) -> int:
        raise Cancelled

    assert jobs.submit(_job(work, []), **endings.all()).wait(WAIT)
    assert endings.told == [("failure", Cancelled)]


def test_lanes_do_not_wait_for_each_other(jobs: Jobs) -> None:
    """A busy lane doesn't hold up another."""
    go = threading.Event()
    busy = jobs.submit(_job(lambda _: int(go.wait(WAIT)), [], lane="one"))
    assert jobs.submit(_job(lambda _: 1, [], lane="two")).wait(WAIT) and not busy.wait(0)
    go.set()
    assert busy.wait(WAIT)


def test_a_broken_handler_does_not_stop_the_lane(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    """An error in telling an ending is logged without its text, and the next job runs."""

    def broken(_: int) -> None:
        raise ValueError("words of a visit")

    first = jobs.submit(_job(lambda _: 1, []), on_success=broken)
    assert jobs.submit(_job(lambda _: 1, [])).wait(WAIT) and first.wait(0)
    assert "ValueError" in caplog.text and "words of a visit" not in caplog.text


def test_closing_cancels_what_is_left() -> None:
    """On closing, work is asked to stop, its ending is told, no thread is left, and nothing new is taken."""
    jobs, endings = Jobs(), Endings()

    def work(context: JobContext) -> int:
        while True:
            context.cancel.raise_if_asked()
            threading.Event().wait(0.005)

    jobs.submit(_job(work, []), **endings.all())
    assert jobs.close(WAIT) and endings.told == [("cancel", None)]
    assert not any(thread.name == "lane test" for thread in threading.enumerate())
    with pytest.raises(RuntimeError):
        jobs.submit(_job(lambda _: 1, []))


def test_a_job_can_be_done_here() -> None:
    """The command line does the same job in its own thread."""
    kept: list[int] = []
    assert run_here(_job(lambda _: 3, kept)) == 3 and kept == [3]
