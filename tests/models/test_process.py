"""Tests of child processes: what they answer, how they stop, how they die, and that none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.child import Limits
from models.endings import exit_words
from models.errors import ChildDied, EngineFailed, UnreadableAudio
from models.facts import Garbled
from models.process import ChildProcess, SpawnedChild, TookTooLong, entry_name, stream
from models.progress import Cancellation, Cancelled
from tests.models import child_entries as entries
from tests.models.child_entries import Count

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and resource limits are POSIX's")


def gone(pid: int) -> bool:
    """Whether no such process runs (a zombie counts as running, as it was not waited for)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def service() -> Iterator[ChildProcess]:
    process = ChildProcess(entries.Service, name="test service", grace=0.5)
    yield process
    pid = process.pid
    process.close()
    assert pid is None or gone(pid)


def test_a_request_gives_its_messages_in_order_and_then_its_result(service: ChildProcess) -> None:
    """Everything that a service sends arrives, in order, before the result; the child stays for the next request."""
    seen: list[object] = []
    assert service.request("count", 5, on_message=seen.append) == 1
    assert seen == [Count(n) for n in range(5)]
    assert service.request("count", 0) == 2


def test_no_child_runs_until_it_is_needed(service: ChildProcess) -> None:
    """Starting is lazy: a model that nobody asks for costs nothing."""
    assert service.pid is None
    service.request("pid")
    assert service.pid is not None


def test_our_errors_arrive_as_they_were_raised(service: ChildProcess) -> None:
    """An error of ours keeps its class and its sentence, and the child lives on."""
    with pytest.raises(UnreadableAudio, match="This sound is no sound"):
        service.request("known_error")
    assert service.request("count", 0) == 1


def test_the_text_of_a_foreign_error_stays_in_the_child(service: ChildProcess) -> None:
    """A library's error may quote what it was working on, so only its class is told."""
    with pytest.raises(EngineFailed) as caught:
        service.request("unknown_error")
    assert "KeyError" in str(caught.value) and "Begum" not in str(caught.value)


def test_a_request_that_cannot_be_unpacked_in_the_child_is_an_ordinary_error(service: ChildProcess) -> None:
    """Nobody waits for ever: only the error's class is told, and the child answers the next request."""
    first = service.request("pid")
    with pytest.raises(EngineFailed, match=r"\(AttributeError\)") as caught:
        service.request("count", entries.Unreadable())
    assert "Begum" not in str(caught.value)
    assert service.request("pid") == first


@posix_only
def test_a_killed_child_is_reported_and_the_next_request_starts_afresh(service: ChildProcess) -> None:
    """kill -9 in mid-request: ChildDied says so in plain words; then the service works again."""

    def kill(_: object) -> None:
        assert service.pid is not None
        os.kill(service.pid, signal.SIGKILL)

    with pytest.raises(ChildDied, match="it was killed"):
        service.request("deaf", on_message=kill)
    assert service.request("count", 0) == 1


def test_a_child_that_leaves_by_itself_is_reported_with_its_exit_code(service: ChildProcess) -> None:
    """Ending without an answer is never taken for success, not even with exit code 0."""
    with pytest.raises(ChildDied, match="exit code 7"):
        service.request("leave", 7)
    with pytest.raises(ChildDied, match="without an answer"):
        service.request("leave", 0)


def test_a_polite_child_stops_when_asked_and_is_kept(service: ChildProcess) -> None:
    """Asking is enough for a child that looks; it keeps its model for the next request."""
    cancel = Cancellation()
    pid = service.request("pid")
    with pytest.raises(Cancelled):
        service.request("polite", on_message=lambda _: cancel.ask(), cancel=cancel)
    assert service.request("pid") == pid


def test_a_deaf_child_is_made_to_stop_within_seconds(service: ChildProcess) -> None:
    """After the grace the process itself is stopped: the caller sees Cancelled and not an exit code."""
    cancel = Cancellation()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        service.request("deaf", on_message=lambda _: cancel.ask(), cancel=cancel)
    assert time.monotonic() - started < 5
    assert service.request("count", 0) == 1


def test_what_was_cancelled_before_it_began_never_runs(service: ChildProcess) -> None:
    """A request that nobody wants any more does not even start a child."""
    cancel = Cancellation()
    cancel.ask()
    with pytest.raises(Cancelled):
        service.request("count", 1, cancel=cancel)
    assert service.pid is None


def test_requests_from_two_threads_run_one_after_the_other(service: ChildProcess) -> None:
    """One request at a time per child: answers are never mixed."""
    answers: list[list[object]] = [[], []]

    def ask(n: int) -> None:
        service.request("count", 200, on_message=answers[n].append)

    threads = [threading.Thread(target=ask, args=(n,)) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == [[Count(n) for n in range(200)]] * 2


def test_closing_stops_what_runs_and_leaves_no_thread(service: ChildProcess) -> None:
    """close() from another thread ends a running request as cancelled, and no process or thread remains."""
    before = threading.active_count()
    began = threading.Event()
    outcome: list[BaseException] = []

    def ask() -> None:
        try:
            service.request("polite", on_message=lambda _: began.set())
        except Cancelled as stopped:
            outcome.append(stopped)

    thread = threading.Thread(target=ask)
    thread.start()
    assert began.wait(20)
    pid = service.pid
    service.close()
    thread.join(5)
    assert len(outcome) == 1 and pid is not None and gone(pid)
    assert threading.active_count() == before
    with pytest.raises(EngineFailed, match="already closed"):
        service.request("pid")


def test_an_idle_child_is_unloaded_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the idle time the memory is given back; the next request works as before."""
    now = [0.0]
    process = ChildProcess(entries.Service, name="idler", idle_seconds=600, clock=lambda: now[0])
    try:
        first = process.request("pid")
        now[0] = 599.0
        assert process.unload_if_idle() is False and process.pid == first
        now[0] = 600.0
        assert process.unload_if_idle() is True and gone(first)
        assert process.request("pid") != first
    finally:
        process.close()


def test_idleness_is_noticed_without_anybody_looking() -> None:
    """A thread of the service itself unloads the idle child."""
    process = ChildProcess(entries.Service, name="idler", idle_seconds=0.2)
    try:
        pid = process.request("pid")
        deadline = time.monotonic() + 10
        while not gone(pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert gone(pid)
    finally:
        process.close()


def test_a_child_that_sends_code_is_not_believed(service: ChildProcess) -> None:
    """Only plain facts are unpacked: a child taken over by a hostile file can't run anything in the app."""
    with pytest.raises(Garbled):
        service.request("sly")
    assert service.request("count", 0) == 1


def test_a_child_prints_nothing_and_is_offline(service: ChildProcess, capfd: pytest.CaptureFixture[str]) -> None:
    """What libraries print could hold content, so it goes nowhere; the offline variables are set."""
    assert service.request("noise") == "11"
    assert capfd.readouterr() == ("", "")


def test_a_child_loads_no_window_and_no_machine_learning(service: ChildProcess) -> None:
    """A fresh child has only what it needs: neither Qt nor the screens come along."""
    loaded = set(service.request("modules"))
    assert not loaded & {"PySide6", "ui", "faster_whisper", "ctranslate2", "llama_cpp", "numpy", "av"}


def test_stream_gives_messages_and_result() -> None:
    """One function in a child of its own, with what it sends on the way."""
    seen: list[object] = []
    assert stream(entries.count_to, (3,), on_message=seen.append) == "done"
    assert seen == [Count(0), Count(1), Count(2)]


def test_stream_stops_when_asked() -> None:
    """A streamed task that was asked to stop raises Cancelled, whatever it returned."""
    cancel = Cancellation()
    with pytest.raises(Cancelled):
        stream(entries.count_to, (100_000,), on_message=lambda _: cancel.ask(), cancel=cancel)


def test_a_failing_listener_does_not_leave_the_work_running() -> None:
    """If keeping a message fails (a full disk), the error reaches the caller and the child is stopped."""

    def full(_: object) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        stream(entries.count_to, (100_000,), on_message=full, grace=0.5)


@posix_only
def test_a_child_that_uses_too_much_processor_time_is_killed() -> None:
    """A parser that never ends on a hostile file costs seconds, not the laptop."""
    with pytest.raises(ChildDied, match="processor time|killed"):
        stream(entries.spin, limits=Limits(cpu_seconds=1))


@pytest.mark.skipif(sys.platform != "linux", reason="the memory limit is kept by Linux only")
def test_a_child_that_wants_too_much_memory_is_refused() -> None:
    """A decompression bomb gets a sentence, not the laptop's memory."""
    with pytest.raises(EngineFailed, match="not enough memory"):
        stream(entries.swell, limits=Limits(memory_bytes=1 << 30))


def test_a_child_that_takes_too_long_is_stopped() -> None:
    """The wall-clock limit holds on every system."""
    with pytest.raises(TookTooLong):
        stream(entries.spin, limits=Limits(wall_seconds=0.3))


def test_both_sides_can_talk_freely() -> None:
    """The plain form, for capture: any messages, either way, and an end that is seen."""
    running = SpawnedChild(entries.echo, ("hello",), name="echo")
    assert running.receive(20) == "hello"
    running.send({"pause": True})
    assert running.receive(5) == {"pause": True}
    running.send("stop")
    assert running.receive(5) == "stopped"
    with pytest.raises(ChildDied, match="without an answer"):
        running.receive(5)
    assert not running.alive and gone(running.pid)


def test_a_function_that_a_child_could_not_import_is_refused() -> None:
    """A mistake of ours is seen at once, in the parent."""
    with pytest.raises(ValueError, match="top level"):
        entry_name(lambda: None)


@pytest.mark.parametrize(
    ("code", "words"),
    [(-11, "it crashed"), (-9, "killed"), (-4, "too old"), (0xC000001D - (1 << 32), "too old"), (3, "exit code 3"),
     (None, "could not be stopped")],
)  # fmt: skip
def test_exit_codes_in_plain_words(code: int | None, words: str) -> None:
    """How a process ended is said in words that a person can act on."""
    assert words in exit_words(code)


HEAVY_MAIN = """
import sys
sys.modules["PySide6"] = sys  # stands for a main module that loads the window
from models.process import ChildProcess
process = ChildProcess("tests.models.child_entries:Service", name="light")
print("PySide6" in process.request("modules"))
process.close()
"""


def test_a_child_never_imports_the_main_module_again(tmp_path: Path) -> None:
    """Whatever started the app, with or without a guard: its main module is not run in the child."""
    script = tmp_path / "heavy.py"
    script.write_text(HEAVY_MAIN, "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=environment, timeout=60)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "False", "")


PARENT = """
import sys, time
from models.process import ChildProcess
from tests.models import child_entries
if __name__ == "__main__":
    process = ChildProcess(child_entries.Service, name="orphan")
    print(process.request("pid"), flush=True)
    {ending}
"""


@posix_only
@pytest.mark.parametrize("ending", ["time.sleep(60)", "process.request('deaf')", "sys.exit(0)"])
def test_no_child_outlives_its_parent(ending: str, tmp_path: Path) -> None:
    """Killed or ended without close(), in the middle of work or not: the child goes too."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(ending=ending), "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        if "exit" not in ending:
            time.sleep(0.2)
            parent.kill()
        parent.wait(20)
        deadline = time.monotonic() + 10
        while not gone(pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert gone(pid)
