"""An hour of the real window, capture and live words in one run: memory, how far behind, and how long anything waits.

The microphone is played from a made visit at the pace of real life; everything else is the app as it is used. Writes
a row every ten seconds and draws the curve. Run: python -m tests.benchmarks.soak [--minutes 60]
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing.process
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from models.offline import go_offline  # noqa: E402 (Qt reads its platform when it is imported)

go_offline()

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from scribe import actions, recorder  # noqa: E402
from scribe.session import Session  # noqa: E402
from scribe.settings import Settings  # noqa: E402
from scribe.visit import VisitId, VisitStage  # noqa: E402
from tests.benchmarks.live_visit import planned_visit, temporary_session  # noqa: E402
from tests.benchmarks.meter import ROOT, process_mb  # noqa: E402
from tests.benchmarks.played_microphone import SOUND  # noqa: E402
from tests.benchmarks.report import load  # noqa: E402
from tests.benchmarks.soak_curve import draw  # noqa: E402
from ui.__main__ import Window, build  # noqa: E402
from ui.desk import Go, Place  # noqa: E402
from ui.screens.sound import SoundScreen  # noqa: E402

EVERY = 10.0
"""Seconds between two rows."""
BEAT = 5
"""Milliseconds between two ticks of the event loop's own clock."""
START_WITHIN, WORDS_WITHIN = 60.0, 1_800.0
CSV, PICTURE = ROOT / "docs" / "measurements" / "soak.csv", ROOT / "docs" / "pictures" / "soak.png"
_POLL = 50


@dataclass(frozen=True)
class Sample:
    """One row. Memory in MB (PSS on Linux), `longest_wait_ms` of the event loop since the row before."""

    minute: float
    recorded_s: float
    window_mb: float
    capture_mb: float
    transcriber_mb: float
    others_mb: float
    behind_s: float | None
    """Seconds of sound that live listening is behind; None where nothing listens."""
    longest_wait_ms: float


@dataclass(frozen=True)
class Soaked:
    """The whole of it. `stop_to_transcript_s`: from the press of Stop until the words are in the vault."""

    minutes: float
    stop_to_transcript_s: float
    cores: int
    load_before: float
    load_after: float


# --- what is looked at


class Heartbeat:
    """Ticks in the event loop, and remembers the longest time between two ticks."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._longest = 0.0
        self._timer = QTimer()
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        self._longest, self._last = max(self._longest, now - self._last), now

    def take(self) -> float:
        """The longest since it was last asked, in seconds. Any thread may ask."""
        longest, self._longest = self._longest, 0.0
        return longest


class Sampler(threading.Thread):
    """Takes a row every EVERY seconds, off the window's thread, so that looking does not itself keep it waiting."""

    def __init__(self, screen: SoundScreen, beat: Heartbeat) -> None:
        super().__init__(name="sampler", daemon=True)
        self.samples: list[Sample] = []
        self._screen, self._beat = screen, beat
        self._began = time.monotonic()
        self._over = threading.Event()

    def run(self) -> None:
        """Until it is told to stop."""
        while not self._over.wait(EVERY):
            self.samples.append(self._look())

    def stop(self) -> None:
        """No more rows."""
        self._over.set()
        self.join()

    def _look(self) -> Sample:
        handle, live = handle_of(self._screen), live_of(self._screen)
        memory = memory_by_name()
        return Sample(
            round((time.monotonic() - self._began) / 60, 3), round(handle.seconds, 2) if handle else 0.0,
            round(process_mb(os.getpid()), 1), round(memory.pop("recording", 0.0), 1),
            round(memory.pop("transcriber", 0.0), 1), round(sum(memory.values()), 1),
            None if live is None else round(live.behind, 2), round(1_000 * self._beat.take(), 1),
        )  # fmt: skip


def memory_by_name() -> dict[str, float]:
    """MB of each child, by the name that it was started with. Children of one name are added up."""
    found: dict[str, float] = {}
    # `multiprocessing.active_children` would also wait for those that have ended, which is their owners' business.
    for child in tuple(getattr(multiprocessing.process, "_children", ())):
        if child.pid is not None:
            found[child.name] = found.get(child.name, 0.0) + process_mb(child.pid)
    return found


def handle_of(screen: SoundScreen) -> Any:  # noqa: ANN401 (RecordingHandle, once it records)
    """The recording that the screen shows, or None."""
    return getattr(getattr(screen, "watch", screen), "handle", None)


def live_of(screen: SoundScreen) -> Any:  # noqa: ANN401 (LiveListening, once it listens)
    """The live listening that the screen shows, or None."""
    return getattr(getattr(screen, "watch", None), "live", None)


# --- what is done


def wait_until(what: Callable[[], bool], seconds: float) -> None:
    """Let the event loop run until something is so. Raises `TimeoutError`."""
    loop, poll, until = QEventLoop(), QTimer(), time.monotonic() + seconds
    poll.timeout.connect(lambda: loop.quit() if what() or time.monotonic() > until else None)
    poll.start(_POLL)
    loop.exec()
    poll.stop()
    if not what():
        raise TimeoutError("it did not happen in time")


@contextmanager
def played(sound: Path) -> Iterator[None]:
    """Whatever is recorded meanwhile comes from this file."""
    start = partial(recorder.start_recording, opener="tests.benchmarks.played_microphone:open_played")
    with mock.patch.object(recorder, "start_recording", start), mock.patch.dict(os.environ, {SOUND: str(sound)}):
        yield


def press_main(screen: SoundScreen) -> None:
    """The one main button, as a person presses it."""
    wait_until(screen.main.isEnabled, START_WITHIN)
    QTest.keyClick(screen.main, Qt.Key.Key_Space)


def soak(sound: Path, minutes: float) -> tuple[list[Sample], float]:
    """Record for so long in the real window and press Stop; the rows, and seconds from Stop to the transcript."""
    with temporary_session() as session, played(sound), opened(session) as made:
        visit = planned_visit(session)
        screen = sound_screen(made, visit.id)
        press_main(screen)
        wait_until(lambda: handle_of(screen) is not None and handle_of(screen).seconds > 0, START_WITHIN)
        sampler = Sampler(screen, Heartbeat())
        sampler.start()
        ends = time.monotonic() + minutes * 60
        wait_until(lambda: time.monotonic() >= ends, minutes * 60 + START_WITHIN)
        sampler.stop()
        return sampler.samples, stop_and_wait(made, session, visit.id, screen)


@contextmanager
def opened(session: Session) -> Iterator[Window]:
    """The real window on this session."""
    made = build(actions, Settings(), lambda: session, lambda: session)  # type: ignore[arg-type,unused-ignore]
    made.window.resize(1280, 800)
    made.desk.session = session
    made.window.show()
    try:
        yield made
    finally:
        made.window.close()
        QApplication.processEvents()


def sound_screen(made: Window, visit_id: VisitId) -> SoundScreen:
    """Go to the screen that records."""
    made.window.go_to(Place(Go.SOUND, visit_id))
    wait_until(lambda: isinstance(made.window.screen_shown, SoundScreen), START_WITHIN)
    screen = made.window.screen_shown
    assert isinstance(screen, SoundScreen)
    return screen


def stop_and_wait(made: Window, session: Session, visit_id: VisitId, screen: SoundScreen) -> float:
    """Press Stop, then whatever leads to the words; seconds from the first press until the words are in the vault."""
    stopped = time.monotonic()
    press_main(screen)
    wait_until(lambda: session.vault.visit_stage(visit_id) is not VisitStage.RECORDING, START_WITHIN)
    wait_until(lambda: made.window.screen_shown is not screen or screen.main.isEnabled(), START_WITHIN)
    if made.window.screen_shown is screen:
        press_main(screen)
    wait_until(lambda: session.vault.visit_stage(visit_id) is VisitStage.TRANSCRIBED, WORDS_WITHIN)
    return time.monotonic() - stopped


# --- what is written


def write_csv(samples: list[Sample], path: Path) -> None:
    """The rows, under the names of `Sample`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Sample)])
        writer.writeheader()
        writer.writerows(asdict(sample) for sample in samples)


def read_csv(path: Path) -> list[Sample]:
    """Rows that were written."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_sample(row) for row in csv.DictReader(file)]


def _sample(row: Mapping[str, str]) -> Sample:
    return Sample(**{name: float(value) if value else None for name, value in row.items()})  # type: ignore[arg-type]


def make_sound(minutes: float, folder: str) -> Path:
    """A made visit, by a program of its own: numpy would count as the window's memory here."""
    command = [sys.executable, "-m", "tests.benchmarks.made_visits", f"{minutes:g}", folder]
    made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return Path(made.stdout.strip())


def summary(samples: list[Sample], soaked: Soaked) -> str:
    """What it comes to, a line for each thing."""
    after_start = [sample for sample in samples if sample.minute >= min(5.0, soaked.minutes / 2)] or samples
    lines = [f"{soaked.minutes:g} minutes on {soaked.cores} cores, load {soaked.load_before} to {soaked.load_after}"]
    for name in ("window_mb", "capture_mb", "transcriber_mb"):
        values = [getattr(sample, name) for sample in after_start]
        lines.append(f"{name}: first {values[0]}, last {values[-1]}, most {max(values)}")
    lines.append(f"longest wait of the event loop: {max(sample.longest_wait_ms for sample in samples)} ms")
    behind = [sample.behind_s for sample in samples if sample.behind_s is not None]
    lines.append(f"most behind: {max(behind)} s" if behind else "nothing listened live")
    return "\n".join([*lines, f"Stop to transcript: {soaked.stop_to_transcript_s} s"])


def main() -> int:
    """Soak, write, draw."""
    parser = argparse.ArgumentParser(prog="dev.py bench soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--csv", type=Path, default=CSV, help="where the rows go; a JSON of the end goes beside them")
    parser.add_argument("--picture", type=Path, default=PICTURE)
    asked = parser.parse_args()
    load_before = load()
    with tempfile.TemporaryDirectory(prefix="fairnote-soak-") as folder:
        samples, waited = soak(make_sound(asked.minutes, folder), asked.minutes)
    soaked = Soaked(asked.minutes, round(waited, 2), os.cpu_count() or 0, load_before, load())
    write_csv(samples, asked.csv)
    asked.csv.with_suffix(".json").write_text(json.dumps(asdict(soaked), indent=2) + "\n", "utf-8")
    draw([asdict(sample) for sample in samples], asked.picture)
    print(summary(samples, soaked))
    return 0


if __name__ == "__main__":
    sys.exit(main())
