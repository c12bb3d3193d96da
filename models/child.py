"""The child's side of a child process: harden first, import afterwards, then serve requests one at a time."""

from __future__ import annotations

import ctypes
import importlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from models.progress import Cancellation, Cancelled

Send = Callable[[object], None]
"""Gives one interim message (a frozen dataclass, or plain values) to the parent."""
ShouldStop = Callable[[], bool]
"""Whether the parent has asked for this work to stop."""

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, <linux/prctl.h>


@dataclass(frozen=True)
class Limits:
    """What a child may use. The first two are kept by the system, the third by the parent; None is no limit."""

    cpu_seconds: int | None = None
    memory_bytes: int | None = None
    wall_seconds: float | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Start:
    """What a child does first: `entry` is 'module:function', `packed_args` its pickled arguments."""

    entry: str
    packed_args: bytes
    limits: Limits
    die_with_thread: bool


@dataclass(frozen=True)
class Request:
    """Parent to child: call `method` of the service. `packed_args` is unpickled where a failure can be answered."""

    number: int
    method: str
    packed_args: bytes


@dataclass(frozen=True)
class StopRequest:
    """Parent to child: please stop request `number`."""

    number: int


@dataclass(frozen=True)
class Interim:
    """Child to parent: something on the way, such as progress or a segment."""

    number: int
    payload: object


@dataclass(frozen=True)
class Finished:
    """Child to parent: the result of a request."""

    number: int
    value: object


@dataclass(frozen=True)
class Stopped:
    """Child to parent: the request stopped because it was asked to."""

    number: int


@dataclass(frozen=True)
class Failed:
    """Child to parent: an error's class and sentence, and nothing else: a traceback could hold somebody's words."""

    number: int
    module: str
    class_name: str
    sentence: str


def main(connection: Connection, start: Start) -> None:
    """Run in the new process: harden it, then import and call the entry, then leave without ceremony."""
    _harden(start)
    code = 1
    try:
        entry = resolve(start.entry)
        entry(connection, *pickle.loads(start.packed_args))
        code = 0
    finally:
        # Native libraries can crash or hang while they are torn down; all that matters was sent already.
        os._exit(code)


def resolve(name: str) -> Callable[..., Any]:
    """The object that 'module:qualified.name' names; raises ImportError or AttributeError."""
    module, _, path = name.partition(":")
    found: Any = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found  # type: ignore[no-any-return]


def _harden(start: Start) -> None:
    """Everything that must be true before a third-party module is imported."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    from models.no_internet import refuse_internet
    from models.offline import go_offline

    go_offline()
    refuse_internet()
    if os.name == "posix":
        # Nothing here starts processes. A lock that a library makes (tqdm does) would otherwise be tracked by name,
        # and Python would warn about it on the app's own terminal when this child is killed.
        multiprocessing.set_start_method("fork", force=True)
    _silence()
    _limit(start.limits)
    if start.die_with_thread:
        _die_with_parent()


def _silence() -> None:
    """Send what native libraries print nowhere: it can hold content, and would spoil `--json -`."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the child


def _limit(limits: Limits) -> None:
    """Set the limits that the system keeps; never leave a core file, which would hold memory."""
    if sys.platform == "win32":
        from models.job_limits import limit_this_process

        limit_this_process(limits.cpu_seconds, limits.memory_bytes)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits.cpu_seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    if limits.memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def _die_with_parent() -> None:
    """Ask Linux to kill this process when the thread that started it is gone (only used for the main thread)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


class _Inbox:
    """Reads the pipe on a thread of its own, so that a request to stop arrives while work goes on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._requests: SimpleQueue[Request] = SimpleQueue()
        self._lock = threading.Lock()
        self._current = (0, Cancellation())
        self._stopped_early: set[int] = set()
        threading.Thread(target=self._read, name="inbox", daemon=True).start()

    def next(self) -> tuple[Request, Cancellation]:
        """Wait for a request; gives it with its own cancellation."""
        request = self._requests.get()
        cancel = Cancellation()
        with self._lock:
            self._current = (request.number, cancel)
            if request.number in self._stopped_early:
                cancel.ask()
        return request, cancel

    def _read(self) -> None:
        while True:
            try:
                message = self._connection.recv()
            except (EOFError, OSError):
                os._exit(0)  # the parent has gone, or closed us: whatever was being made has no reader
            if isinstance(message, StopRequest):
                self._stop(message.number)
            else:
                self._requests.put(message)

    def _stop(self, number: int) -> None:
        with self._lock:
            current, cancel = self._current
            if number == current:
                cancel.ask()
            else:
                self._stopped_early.add(number)


def serve(connection: Connection, opener: str, args: tuple[object, ...]) -> None:
    """Make a service on the first request by `opener` ('module:function'), then call its methods until the pipe ends.

    A method is called as `method(*args, send=..., cancel=...)`.
    """
    inbox = _Inbox(connection)
    service: object | None = None
    while True:
        request, cancel = inbox.next()
        number = request.number

        def send(payload: object, number: int = number) -> None:
            connection.send(Interim(number, payload))

        try:
            if service is None:
                service = resolve(opener)(*args)
            asked = pickle.loads(request.packed_args)
            value = getattr(service, request.method)(*asked, send=send, cancel=cancel)
            connection.send(Finished(number, value))
        except Cancelled:
            connection.send(Stopped(number))
        except Exception as error:  # the one boundary where any failure becomes a message
            connection.send(_failed(number, error))


def _failed(number: int, error: Exception) -> Failed:
    """Our own errors keep their sentence; of anybody else's only the class is told, as its text may hold content."""
    kind = type(error)
    if isinstance(getattr(kind, "sentence", None), str):
        return Failed(number, kind.__module__, kind.__qualname__, str(error))
    if isinstance(error, MemoryError):
        sentence = "There was not enough memory for this. Nothing is lost. Close other programs and try again."
    else:
        sentence = f"The program that does this failed ({kind.__name__}). Nothing is lost. Try again; then tell IT."
    return Failed(number, "models.errors", "EngineFailed", sentence)


class OneTask:
    """The service behind `models.process.stream`: runs one function."""

    def run(self, entry: str, args: tuple[object, ...], *, send: Send, cancel: Cancellation) -> object:
        """Call `entry(send, should_stop, *args)` and give back what it returns."""
        value: object = resolve(entry)(send, lambda: cancel.asked, *args)
        cancel.raise_if_asked()
        return value
