"""What the tests of child processes run in a child: each a function or service at the top level, as the app's are."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

from models.child import Send
from models.errors import UnreadableAudio
from models.progress import Cancellation


@dataclass(frozen=True)
class Count:
    """A message on the way."""

    number: int


class Sly:
    """An object that would run a command in whoever unpacks it."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("exit 3",)


def no_longer_there() -> None:
    """Fail as a name does that the child's version of a module lacks."""
    raise AttributeError("Mrs Begum said that she fell")


class Unreadable:
    """An object that can be packed and not unpacked."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return no_longer_there, ()


class Service:
    """A service with a method for each thing that can happen."""

    def __init__(self, start: int = 0) -> None:
        self.calls = start

    def count(self, upto: int, *, send: Send, cancel: Cancellation) -> int:
        """Send each number, then say how many calls this child has answered."""
        self.calls += 1
        for number in range(upto):
            cancel.raise_if_asked()
            send(Count(number))
        return self.calls

    def pid(self, *, send: Send, cancel: Cancellation) -> int:
        """The child's process id."""
        return os.getpid()

    def polite(self, *, send: Send, cancel: Cancellation) -> None:
        """Work until asked to stop."""
        send(Count(0))
        while not cancel.asked:
            time.sleep(0.01)
        cancel.raise_if_asked()

    def deaf(self, *, send: Send, cancel: Cancellation) -> None:
        """Work on whatever is asked."""
        send(Count(0))
        time.sleep(600)

    def known_error(self, *, send: Send, cancel: Cancellation) -> None:
        """Fail with an error of ours."""
        raise UnreadableAudio("This sound is no sound.")

    def unknown_error(self, *, send: Send, cancel: Cancellation) -> None:
        """Fail with somebody else's error, whose text holds content."""
        raise KeyError("Mrs Begum said that she fell")

    def leave(self, code: int, *, send: Send, cancel: Cancellation) -> None:
        """End the process without an answer."""
        os._exit(code)

    def sly(self, *, send: Send, cancel: Cancellation) -> Sly:
        """Answer with something that is no plain fact."""
        return Sly()

    def noise(self, *, send: Send, cancel: Cancellation) -> str:
        """Print in each way a library might."""
        print("Mrs Begum said that she fell")
        os.write(1, b"Mrs Begum said that she fell\n")
        os.write(2, b"Mrs Begum said that she fell\n")
        return os.environ["HF_HUB_OFFLINE"] + os.environ["ORT_DISABLE_TELEMETRY"]

    def modules(self, *, send: Send, cancel: Cancellation) -> tuple[str, ...]:
        """The top-level packages that are loaded in the child."""
        return tuple(sorted({name.split(".")[0] for name in sys.modules}))


def count_to(send: Send, should_stop: Callable[[], bool], upto: int) -> str:
    """Send each number until asked to stop."""
    for number in range(upto):
        if should_stop():
            return "stopped"
        send(Count(number))
        time.sleep(0.002)
    return "done"


def spin(send: Send, should_stop: Callable[[], bool]) -> None:
    """Use the processor for ever."""
    while True:
        pass


def swell(send: Send, should_stop: Callable[[], bool]) -> int:
    """Ask for far too much memory."""
    return len(bytearray(8 << 30))


def echo(connection: Connection, greeting: str) -> None:
    """Talk freely: greet, then send back whatever comes until 'stop'."""
    connection.send(greeting)
    while (message := connection.recv()) != "stop":
        connection.send(message)
    connection.send("stopped")
