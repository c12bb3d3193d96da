"""Long work off the window's thread: one worker thread a lane, progress, cancelling, and exactly one ending."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.progress import Cancellation, Cancelled, OnProgress, ignore_progress

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobContext:
    """What work is given: where to say how far it is, and how it learns that it should stop."""

    progress: OnProgress
    cancel: Cancellation


@dataclass(frozen=True)
class Job(Generic[T]):
    """A request with its inputs copied in. `work` changes nothing; `keep` stores its result, and may advance a stage.

    `name` is shown to people and written to the log, so it holds no content. Jobs of one `lane` run one after another.
    `abandon` is given a result that is not kept, as the job was cancelled just when its work had ended.
    """

    name: str
    lane: str
    work: Callable[[JobContext], T]
    keep: Callable[[T], None]
    abandon: Callable[[T], None] = lambda _: None


class JobHandle:
    """A submitted job, for whoever may want to stop it or wait for it."""

    def __init__(self) -> None:
        self.cancellation = Cancellation()
        self._ended = threading.Event()

    def cancel(self) -> None:
        """Ask it to stop. Safe at any time; too late once its result is being kept."""
        self.cancellation.ask()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait up to `timeout` seconds for its ending to have been told. True when it has."""
        return self._ended.wait(timeout)

    def mark_ended(self) -> None:
        """Its ending has been told. For `Jobs` only."""
        self._ended.set()


@dataclass(frozen=True)
class _Endings(Generic[T]):
    """Whom to tell how it went. Exactly one of these is called, once."""

    on_success: Callable[[T], None]
    on_failure: Callable[[Exception], None]
    on_cancel: Callable[[], None]


def run_here(job: Job[T], *, on_progress: OnProgress = ignore_progress, cancel: Cancellation | None = None) -> T:
    """Do a job in the calling thread, as the command line does. Raises `Cancelled`, or what the job raises."""
    cancellation = cancel or Cancellation()
    cancellation.raise_if_asked()
    result = job.work(JobContext(on_progress, cancellation))
    if cancellation.asked:
        job.abandon(result)
        raise Cancelled
    job.keep(result)
    return result


class Jobs:
    """The lanes. A failed or cancelled job is never kept, and never stops its lane."""

    def __init__(self) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._guard = threading.Lock()
        self._closed = False

    def submit(
        self,
        job: Job[T],
        *,
        on_progress: OnProgress = ignore_progress,
        on_success: Callable[[T], None] = lambda _: None,
        on_failure: Callable[[Exception], None] = lambda _: None,
        on_cancel: Callable[[], None] = lambda: None,
    ) -> JobHandle:
        """Queue a job on its lane. Progress and the one ending are told from the lane's thread.

        Raises `RuntimeError` after `close`.
        """
        handle = JobHandle()
        endings = _Endings(on_success, on_failure, on_cancel)
        with self._guard:
            if self._closed:
                raise RuntimeError("no job can be started once the jobs are closed")
            if job.lane not in self._lanes:
                self._lanes[job.lane] = _Lane(job.lane)
            self._lanes[job.lane].put(handle, lambda: _run(job, handle, on_progress, endings))
        return handle

    def close(self, timeout: float = 10.0) -> bool:
        """Ask everything to stop and wait up to `timeout` seconds for each lane. True when all have stopped."""
        with self._guard:
            self._closed = True
            lanes = tuple(self._lanes.values())
        for lane in lanes:
            lane.ask_to_stop()
        return all([lane.join(timeout) for lane in lanes])


class _Lane:
    """One thread that does one job at a time, in order."""

    def __init__(self, name: str) -> None:
        self._queue: queue.SimpleQueue[tuple[JobHandle, Callable[[], None]] | None] = queue.SimpleQueue()
        self._handles: list[JobHandle] = []
        self._thread = threading.Thread(target=self._loop, name=f"lane {name}", daemon=True)
        self._thread.start()

    def put(self, handle: JobHandle, run: Callable[[], None]) -> None:
        self._handles = [known for known in self._handles if not known.wait(0)] + [handle]
        self._queue.put((handle, run))

    def ask_to_stop(self) -> None:
        for handle in self._handles:
            handle.cancel()
        self._queue.put(None)

    def join(self, timeout: float) -> bool:
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _loop(self) -> None:
        while (item := self._queue.get()) is not None:
            handle, run = item
            try:
                run()
            except Exception as error:
                # Only an ending's own handler can get here. Its message may hold content, so only its type is logged.
                log.error("the handler of a job's ending failed: %s", type(error).__name__)
            finally:
                handle.mark_ended()


def _run(job: Job[T], handle: JobHandle, on_progress: OnProgress, endings: _Endings[T]) -> None:
    """Do the job and tell one ending. It was cancelled if somebody asked: an error's kind doesn't decide that."""
    try:
        result = run_here(job, on_progress=on_progress, cancel=handle.cancellation)
    except Cancelled as choice:
        if not handle.cancellation.asked:
            endings.on_failure(choice)
            return
        endings.on_cancel()
        return
    except Exception as error:
        if handle.cancellation.asked:
            log.info("job %s was cancelled while it failed: %s", job.name, type(error).__name__)
            endings.on_cancel()
            return
        log.warning("job %s failed: %s", job.name, type(error).__name__)
        endings.on_failure(error)
        return
    endings.on_success(result)
