"""The parent's side of a child process: starts it, talks to it, and stops it politely, then firmly, then honestly."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import spawn
from multiprocessing.connection import Connection
from typing import Any

from models import child
from models.child import NO_LIMITS, Limits
from models.endings import exit_words
from models.errors import ChildDied, EngineFailed, ModelError
from models.facts import OURS, Garbled, unpack
from models.progress import Cancellation, Cancelled

OnMessage = Callable[[object], None]
Entry = Callable[..., object] | str
"""A function at the top level of a module, or its name as 'module:function' (then the parent need not import it)."""

POLL_SECONDS = 0.05
"""How often a wait looks whether somebody asked to stop."""
GRACE_SECONDS = 3.0
"""How long a child that was asked to stop may take before it is made to."""
_HARD_SECONDS = 2.0
_ENDS = (child.Finished, child.Failed, child.Stopped)


class TookTooLong(EngineFailed):
    """A child used more time than it was allowed, and was stopped."""

    sentence = "This took longer than it may, so it was stopped. Nothing is lost, and the file was not changed."


def ignore_message(_: object) -> None:
    """For a caller that expects nothing on the way."""


class SpawnedChild:
    """One running child process and the pipe to it. `entry(connection, *args)` runs there, offline and silent.

    Use it directly where both sides talk freely, as capture does; `stream` and `ChildProcess` are simpler.
    """

    def __init__(self, entry: Entry, args: tuple[object, ...] = (), *, name: str, limits: Limits = NO_LIMITS) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe(duplex=True)
        # PR_SET_PDEATHSIG counts the parent *thread's* death, so it is only right for the thread that lives longest.
        by_main = threading.current_thread() is threading.main_thread()
        start = child.Start(entry_name(entry), pickle.dumps(args), limits, by_main)
        self._process = context.Process(target=child.main, args=(theirs, start), name=name, daemon=True)
        self._gone: str | None = None
        self._stopping = threading.Lock()
        with _interrupts_held(), _main_left_alone():
            self._process.start()
        self.pid: int = self._process.pid or 0
        theirs.close()  # now only the child holds its end: its death is seen here as the pipe's end

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return self._gone is None and self._process.is_alive()

    def send(self, message: object) -> None:
        """Send a message; raises `ChildDied` when nobody is there to read it."""
        try:
            self.connection.send(message)
        except OSError:
            raise self.died() from None

    def receive(self, timeout: float) -> object | None:
        """The next message, or None after `timeout` seconds without one. Raises `ChildDied` when the child has gone."""
        try:
            if not self.connection.poll(timeout):
                return None
            return unpack(self.connection.recv_bytes())
        except (EOFError, OSError):
            raise self.died() from None

    def died(self) -> ChildDied:
        """The error that says, in plain words, how the child ended."""
        self.stop(grace=0.5)
        return ChildDied(f"{ChildDied.sentence} ({self._gone})")

    def stop(self, *, grace: float = GRACE_SECONDS) -> None:
        """Close the pipe, give the child `grace` seconds to leave, then terminate, then kill. Safe to call twice."""
        with self._stopping:
            if self._gone is not None:
                return
            self.connection.close()
            self._process.join(grace)
            for firmer in (self._process.terminate, self._process.kill):
                if not self._process.is_alive():
                    break
                firmer()
                self._process.join(_HARD_SECONDS)
            self._gone = exit_words(self._process.exitcode)
            if self._process.exitcode is not None:
                self._process.close()


class ChildProcess:
    """A service that lives in a child: started by the first request, unloaded when idle, started afresh if it dies.

    `opener` is called in the child as `opener(*args)` and returns the service, whose methods take `send` and `cancel`.
    One request runs at a time; others wait. Safe to use from several threads.
    """

    def __init__(
        self,
        opener: Entry,
        args: tuple[object, ...] = (),
        *,
        name: str,
        idle_seconds: float | None = 600.0,
        grace: float = GRACE_SECONDS,
        limits: Limits = NO_LIMITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._opener, self._args, self._name, self._limits = entry_name(opener), args, name, limits
        self._idle_seconds, self._grace, self._clock = idle_seconds, grace, clock
        self._busy = threading.Lock()
        self._closed = threading.Event()
        self._child: SpawnedChild | None = None
        self._watch: threading.Thread | None = None
        self._number = 0
        self._last_used = clock()

    @property
    def pid(self) -> int | None:
        """The process id of the child, or None while there is none."""
        running = self._child
        return running.pid if running is not None and running.alive else None

    def request(
        self,
        method: str,
        *args: object,
        on_message: OnMessage = ignore_message,
        cancel: Cancellation | None = None,
    ) -> Any:  # noqa: ANN401 - whatever the service returns
        """Call a method of the service and give back its result, passing on what it sends on the way.

        Raises what the service raised (if it is one of our errors), `ChildDied`, `TookTooLong`, or `Cancelled`.
        """
        cancel = cancel or Cancellation()
        with self._turn(cancel):
            running = self._running()
            self._number += 1
            try:
                running.send(child.Request(self._number, method, pickle.dumps(args)))
                return self._answer(running, on_message, cancel)
            except (ChildDied, TookTooLong, Garbled):
                self._drop(grace=0)
                raise
            finally:
                self._last_used = self._clock()

    def unload_if_idle(self) -> bool:
        """Let the child go if it has had nothing to do for long enough; says whether there is now none."""
        if not self._busy.acquire(blocking=False):
            return False
        try:
            idle = self._idle_seconds is not None and self._clock() - self._last_used >= self._idle_seconds
            if idle:
                self._drop()
            return self._child is None
        finally:
            self._busy.release()

    def close(self) -> None:
        """Stop whatever runs and let go of the memory. Safe to call twice; a later request raises `EngineFailed`."""
        self._closed.set()
        with self._busy:
            self._drop()
        watch, self._watch = self._watch, None
        if watch is not None and watch is not threading.current_thread():
            watch.join()

    def _answer(self, running: SpawnedChild, on_message: OnMessage, cancel: Cancellation) -> object:
        """Read until this request has ended, one way or another."""
        limit = self._limits.wall_seconds
        ends_at = None if limit is None else time.monotonic() + limit
        while True:
            if cancel.asked or self._closed.is_set():
                self._make_stop(running)
                raise Cancelled
            if ends_at is not None and time.monotonic() > ends_at:
                running.stop(grace=0)
                raise TookTooLong
            message = running.receive(POLL_SECONDS)
            match message:
                case child.Interim(number=self._number, payload=payload):
                    self._pass_on(running, on_message, payload)
                case child.Finished(number=self._number, value=value):
                    return value
                case child.Failed(number=self._number):
                    raise rebuilt(message)
                case child.Stopped(number=self._number):
                    raise Cancelled

    def _pass_on(self, running: SpawnedChild, on_message: OnMessage, payload: object) -> None:
        """Give a message to the caller; if the caller's code fails, the work in the child is not left running."""
        try:
            on_message(payload)
        except BaseException:
            self._make_stop(running)
            raise

    def _make_stop(self, running: SpawnedChild) -> None:
        """Ask; after the grace, stop the process itself. We know that it was cancelled because we asked."""
        try:
            running.send(child.StopRequest(self._number))
            ends_at = time.monotonic() + self._grace
            while time.monotonic() < ends_at:
                message = running.receive(POLL_SECONDS)
                if isinstance(message, _ENDS) and message.number == self._number:
                    return
        except ChildDied:
            pass  # it ended while it was being asked to end
        self._drop(grace=0)

    def _running(self) -> SpawnedChild:
        """The child, started now if there is none."""
        if self._child is not None and not self._child.alive:
            self._drop()
        if self._child is None:
            self._child = SpawnedChild(child.serve, (self._opener, self._args), name=self._name, limits=self._limits)
            self._start_watch()
        return self._child

    def _drop(self, grace: float | None = None) -> None:
        running, self._child = self._child, None
        if running is not None:
            running.stop(grace=self._grace if grace is None else grace)

    def _start_watch(self) -> None:
        """Have a thread look now and then whether the child has become idle; it ends with the child."""
        if self._idle_seconds is None or (self._watch is not None and self._watch.is_alive()):
            return
        self._watch = threading.Thread(target=self._watch_idle, name=f"{self._name} idle", daemon=True)
        self._watch.start()

    def _watch_idle(self) -> None:
        period = max(0.05, min(15.0, (self._idle_seconds or 0.0) / 4))
        while not self._closed.wait(period):
            self.unload_if_idle()

    @contextlib.contextmanager
    def _turn(self, cancel: Cancellation) -> Iterator[None]:
        """Wait for our turn, but not longer than anybody wants it."""
        cancel.raise_if_asked()
        while not self._busy.acquire(timeout=POLL_SECONDS):
            cancel.raise_if_asked()
        try:
            if self._closed.is_set():
                raise EngineFailed("This program was already closed. Nothing is lost. Try again.")
            yield
        finally:
            self._busy.release()


def stream(
    entry: Entry,
    args: tuple[object, ...] = (),
    *,
    on_message: OnMessage = ignore_message,
    cancel: Cancellation | None = None,
    limits: Limits = NO_LIMITS,
    grace: float = GRACE_SECONDS,
    name: str = "task",
) -> Any:  # noqa: ANN401 - whatever the entry returns
    """Run `entry(send, should_stop, *args)` in a child of its own and give back what it returns.

    What the entry gives to `send` (frozen dataclasses, bytes, plain values) arrives at `on_message`, in order, on the
    calling thread. The entry should look at `should_stop()` now and then. Raises as `ChildProcess.request` does.
    """
    task = ChildProcess(child.OneTask, name=name, idle_seconds=None, grace=grace, limits=limits)
    try:
        return task.request("run", entry_name(entry), args, on_message=on_message, cancel=cancel)
    finally:
        task.close()


def entry_name(entry: Entry) -> str:
    """'module:function' of an importable function. Raises ValueError for one that a child could not import."""
    if isinstance(entry, str):
        return entry
    module, name = entry.__module__, entry.__qualname__
    if module == "__main__" or "<" in name:
        raise ValueError("only a function at the top level of an importable module can run in a child")
    return f"{module}:{name}"


def rebuilt(failed: child.Failed) -> Exception:
    """The error that a child reported, as the class it was there; an unknown class becomes `EngineFailed`."""
    kind: object = EngineFailed
    if failed.module.split(".")[0] in OURS or failed.module in sys.modules:
        with contextlib.suppress(ImportError, AttributeError):
            kind = child.resolve(f"{failed.module}:{failed.class_name}")
    if isinstance(kind, type) and issubclass(kind, Exception) and isinstance(getattr(kind, "sentence", None), str):
        with contextlib.suppress(TypeError):
            return kind(failed.sentence)
    return EngineFailed(failed.sentence)


_starting = threading.Lock()


@contextlib.contextmanager
def _main_left_alone() -> Iterator[None]:
    """Keep the child from importing the program's main module again, which may be the window.

    Python does so for functions that are defined there; `entry_name` lets none of those through.
    """
    with _starting:
        usual = spawn.get_preparation_data

        def without_main(name: str) -> dict[str, Any]:
            return {key: value for key, value in usual(name).items() if not key.startswith("init_main")}

        spawn.get_preparation_data = without_main
        try:
            yield
        finally:
            spawn.get_preparation_data = usual


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C from a child that is too young to ignore it; it inherits the mask and lifts it itself."""
    if os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


__all__ = [
    "ChildProcess", "Connection", "Entry", "Limits", "ModelError", "OnMessage", "SpawnedChild", "TookTooLong",
    "entry_name", "ignore_message", "stream",
]  # fmt: skip
