"""Runs the fuzzer over every parser, one after another: `dev.py fuzz [TARGET …] --seconds N [--go-on]`. Linux only.

Each target runs in a process of its own with limits of memory and of time for one input. What it finds is put, by its
SHA-256, into tests/fuzz/found/TARGET/, where an everyday test replays it for ever after.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.targets import ROOT, TARGETS

FOUND = Path(__file__).parent / "found"
WORK = ROOT / "build" / "fuzz"
"""What the fuzzer has learnt of each target; it goes on from there the next time."""
RAN = WORK / "ran.txt"
"""A line for each run that found nothing."""
MODULE = "tests.fuzz.run_one"
MEMORY_MB = 2_048
ONE_INPUT_SECONDS = 30
_RUNS = re.compile(r"^#(\d+)\s", re.MULTILINE)
_COVERAGE = re.compile(r"cov: (\d+)")


@dataclass(frozen=True)
class Ran:
    """How one target went: inputs tried, edges reached (0: none are followed), and the files of its findings.

    `processor`: the seconds that it had of one. On a machine that is shared they say more than those on the wall.
    """

    target: str
    seconds: float
    processor: float
    inputs: int
    edges: int
    found: tuple[Path, ...]
    status: int

    @property
    def line(self) -> str:
        """For the table."""
        said = "nothing found" if not self.status else ", ".join(path.name for path in self.found) or "DID NOT RUN"
        times = f"{self.seconds:6.0f} s  {self.processor:6.0f} s of a processor"
        return f"{self.target:<18} {times}  {self.inputs:>9,} inputs  {self.edges:>6,} edges  {said}"


def main(arguments: Sequence[str]) -> int:
    """Run them; 0 only if nothing was found."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of: {', '.join(TARGETS)} (all)")
    parser.add_argument("--seconds", type=int, default=600, metavar="N", help="for each target (600)")
    parser.add_argument("--go-on", action="store_true", help="pass over what ran already, as build/fuzz/ran.txt says")
    options = parser.parse_args(arguments)
    if unknown := set(options.targets) - TARGETS.keys():
        parser.error(f"there is no target called {min(unknown)}; there are: {', '.join(TARGETS)}")
    try:
        import atheris  # noqa: F401
    except ImportError:
        parser.error("atheris is not installed: it exists for Linux only")
    ran = []
    there = _ran_already() if options.go_on else frozenset()
    for target in options.targets or TARGETS:
        if target not in there:
            ran.append(run(target, options.seconds))
            print(ran[-1].line, flush=True)
            _write_down(ran[-1])
    return int(any(each.status for each in ran))


def _ran_already() -> frozenset[str]:
    """The targets of which a run came to its end."""
    lines = RAN.read_text("utf-8").splitlines() if RAN.exists() else []
    return frozenset(line.split()[0] for line in lines)


def _write_down(ran: Ran) -> None:
    """All targets take hours: what is behind us is kept, so that the rest can be gone on with."""
    if not ran.status:
        RAN.parent.mkdir(parents=True, exist_ok=True)
        with RAN.open("a", encoding="utf-8") as file:
            file.write(ran.line + "\n")


def run(target: str, seconds: int) -> Ran:
    """One target for so many seconds; it ends at its first finding, which is kept."""
    corpus, found = WORK / target / "corpus", FOUND / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[target].seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    new = WORK / target / "new"
    new.mkdir(exist_ok=True)
    options = [
        f"-max_total_time={seconds}", f"-timeout={ONE_INPUT_SECONDS}", f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={TARGETS[target].longest}", f"-artifact_prefix={new}/", "-print_final_stats=1", "-verbosity=1",
    ]  # fmt: skip
    before, worked, log = time.monotonic(), _worked(), WORK / target / "log.txt"
    with log.open("wb") as output:
        command = [sys.executable, "-m", MODULE, target, *options, str(corpus)]
        done = subprocess.run(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, preexec_fn=_limit, check=False
        )
    kept = [_kept(path, found) for path in sorted(new.iterdir())] if done.returncode else []
    said = log.read_text("utf-8", "replace")
    inputs, edges = (([0, *map(int, what.findall(said))])[-1] for what in (_RUNS, _COVERAGE))
    took, processor = time.monotonic() - before, _worked() - worked
    return Ran(target, took, processor, inputs, edges, tuple(kept), done.returncode)


def _worked() -> float:
    """Seconds of a processor that the processes had which were run here."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _kept(path: Path, folder: Path) -> Path:
    """Move a finding to where the everyday test looks; its name is libFuzzer's: what it was, and its hash."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / path.name
    kept.write_bytes(path.read_bytes())
    path.unlink()
    return kept


def _limit() -> None:
    """Memory for what libFuzzer's own limit doesn't see; a core file would hold what was being read."""
    resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY_MB << 20, 4 * MEMORY_MB << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
