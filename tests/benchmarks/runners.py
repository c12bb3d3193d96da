"""The programs that are compared: each listens to a sound file as a whole command, with the same weights and beam."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.catalogue import InstalledModel
from models.offline import VARIABLES
from scribe.errors import NothingHeard
from tests.benchmarks.meter import ROOT, Outcome, Used, run_metered

BARE, BATCHED, PEER = "faster-whisper", "faster-whisper, batched", "whisper-ctranslate2"
POST_HOC, LIVE = "Fairnote, afterwards", "Fairnote, live"


@dataclass(frozen=True)
class Run:
    """One run on one file. `waited`: seconds from Stop to the finished transcript; `marked`: words within a doubt.

    Who listens afterwards begins at Stop, so that what was waited is the whole command.
    """

    waited: float
    used: Used
    text: str
    marked: int = 0
    remark: str = ""


@dataclass(frozen=True)
class Runner:
    """One of the programs. `short` is its name on the command line."""

    name: str
    short: str
    listen: Callable[[Path, Path], Run]
    """Takes the sound and a folder for what it writes. Raises `CommandFailed`."""


def runners(model: InstalledModel, pace: float) -> tuple[Runner, ...]:
    """All of them, those that are ours last. `pace`: how many times faster than real life the live visit is played."""
    weights = str(model.path)
    return (
        Runner(BARE, "bare", lambda sound, folder: _bare(weights, sound, folder)),
        Runner(BATCHED, "batched", lambda sound, folder: _bare(weights, sound, folder, "batched")),
        Runner(PEER, "peer", lambda sound, folder: _peer(weights, sound, folder)),
        Runner(POST_HOC, "afterwards", _afterwards),
        Runner(LIVE, "live", lambda sound, folder: _live(sound, folder, pace)),
    )


def peer_is_here() -> bool:
    """Whether the peer's command is installed: `dev.py bench` does that."""
    return _program("whisper-ctranslate2").exists()


def _program(name: str) -> Path:
    return Path(sys.executable).with_name(name + (".exe" if sys.platform == "win32" else ""))


def _run(command: list[str]) -> Outcome:
    """From this clone, whichever clone the environment was made for; and with no library asking a network."""
    return run_metered(command, {**VARIABLES, "PYTHONPATH": str(ROOT)})


def _read(path: Path) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(path.read_text("utf-8"))


def _bare(weights: str, sound: Path, folder: Path, *options: str) -> Run:
    out = folder / "bare.json"
    command = [sys.executable, "-m", "tests.benchmarks.bare", weights, str(sound), str(out), *options]
    used = _run(command).or_fail().used
    return Run(used.seconds, used, _read(out)["text"])


def _peer(weights: str, sound: Path, folder: Path) -> Run:
    command = [str(_program("whisper-ctranslate2")), str(sound), "--output_dir", str(folder)]
    chosen = {
        "model_directory": weights, "local_files_only": "True", "output_format": "json", "verbose": "False",
        "language": "en", "device": "cpu", "compute_type": "int8", "beam_size": "5", "word_timestamps": "True",
        "condition_on_previous_text": "False",
    }  # fmt: skip
    used = _run(command + [word for name, value in chosen.items() for word in (f"--{name}", value)]).or_fail().used
    return Run(used.seconds, used, _read(folder / f"{sound.stem}.json")["text"])


def _afterwards(sound: Path, folder: Path) -> Run:
    out = folder / "afterwards.json"
    outcome = _run([str(_program("fairnote")), "transcribe", str(sound), "--second-opinion", "off", "--json", str(out)])
    if outcome.status != 0 and NothingHeard.sentence in outcome.errors:
        return Run(outcome.used.seconds, outcome.used, "")
    used = outcome.or_fail().used
    transcript = _read(out)
    marked = sum(doubt["to_word"] - doubt["from_word"] for doubt in transcript["doubts"])
    return Run(used.seconds, used, " ".join(turn["text"] for turn in transcript["turns"]), marked)


def _live(sound: Path, folder: Path, pace: float) -> Run:
    out = folder / "live.json"
    command = [sys.executable, "-m", "tests.benchmarks.live_visit", str(sound), str(out), "--pace", f"{pace:g}"]
    used = _run(command).or_fail().used
    heard = _read(out)
    remark = f"{heard['behind']:.0f} s behind at Stop" if heard["behind"] else ""
    return Run(heard["waited"], used, heard["text"], heard["marked"], remark)
