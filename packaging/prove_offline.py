"""Proves on Linux that the whole job of a Fairnote uses no network and writes nowhere but in its own folders.

The job is run twice under strace: in a network namespace with no network, where it must succeed; and with the network
there, because a program that finds none may not even try. What is printed holds nothing that changes from run to run,
so that two proofs of one program can be compared. Why: docs/decisions/0002-offline.md and 0050-offline-proof.md.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import system_libraries
from console import SetUpFailed, say
from package_places import INSIDE
from watched_calls import INTERNET, PROBE, WRITING_CALLS, Socket, Written, is_own, read_lines

from models.offline import VARIABLES
from scribe.program_hash import program_sha256

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "prove-offline"
NO_NETWORK, NETWORK = "with no network at all", "with the network there"
_HOME_PARTS = (".local/share", ".local/state", ".config", ".cache")
_OWN_NAMES = ("Fairnote", "fairnote")


@dataclass(frozen=True)
class Step:
    """One part of the job: what it is called, its arguments, and how it may end."""

    name: str
    arguments: tuple[str, ...]
    good: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Ran:
    """The whole job, once: how each step ended, sockets by family, and what was written outside its own folders."""

    network: str
    steps: dict[str, int] = field(default_factory=dict)
    sockets: dict[str, int] = field(default_factory=dict)
    strays: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()

    @property
    def problems(self) -> list[str]:
        """A sentence for each thing that should not have been."""
        internet = sum(self.sockets.get(family, 0) for family in INTERNET)
        return [
            *(f"{self.network}: '{step}' ended with exit status {self.steps[step]}" for step in self.unfinished),
            *([f"{self.network}: {internet} internet sockets were asked for"] if internet else []),
            *(f"{self.network}: written outside its own folders: {path}" for path in self.strays),
        ]


@dataclass(frozen=True)
class Proof:
    """What goes into the evidence pack."""

    program: str
    version: str
    sha256: str
    what_was_hashed: str
    system: str
    internet: str
    models: dict[str, str]
    runs: tuple[Ran, ...]

    @property
    def problems(self) -> list[str]:
        """Everything that keeps this from being a proof."""
        return [problem for ran in self.runs for problem in ran.problems]

    def as_json(self) -> str:
        """The same again for the same program, byte for byte."""
        return json.dumps({**asdict(self), "proved": not self.problems}, indent=1, sort_keys=True) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Run the job twice and print the proof; 0 only if all of it holds."""
    parser = argparse.ArgumentParser(prog="dev.py prove-offline", description=main.__doc__)
    parser.add_argument("--program", type=Path, metavar="PATH", help="a Fairnote that was built (this clone's)")
    parser.add_argument("--json", metavar="FILE", help="also write the proof there ('-': print it, and nothing else)")
    options = parser.parse_args(arguments)
    if not sys.platform.startswith("linux"):
        raise SetUpFailed("This proof needs Linux: it uses network namespaces and strace.")
    program = (options.program or _clones_own()).absolute()
    if not os.access(program, os.X_OK):
        raise SetUpFailed(f"There is no program to be proved at {program}.")
    talk = say if options.json != "-" else lambda text: print(text, file=sys.stderr, flush=True)
    proof = prove(program, JOB, talk=talk)
    if options.json == "-":
        print(proof.as_json(), end="")
    else:
        print_proof(proof)
    if options.json not in (None, "-"):
        Path(options.json).write_text(proof.as_json(), encoding="utf-8")
    return 1 if proof.problems else 0


def _clones_own() -> Path:
    return ROOT / ".venv" / "bin" / "fairnote"


SOUND = ROOT / "resources" / "practice" / "practice.opus"
SOUND_BYTES = 100_000
"""The first half minute of it: the whole of it is heard in the rehearsal."""
SCAN = ROOT / "tests" / "gold" / "easyread" / "scans" / "01-charging-letter.pdf"
OUT = "{out}"
"""Stands for the folder that a person would choose for what is saved."""
JOB = (
    # Not all that the doctor finds of a bare machine is as on a laptop, and that is not what is proved here.
    Step("doctor", ("doctor", "--json", f"{OUT}/doctor.json"), good=(0, 1)),
    Step("transcribe a sound file",
         ("transcribe", f"{OUT}/sound.opus", "--speakers", "auto", "--json", f"{OUT}/said.json")),
    Step("draft from a transcript",
         ("draft", f"{OUT}/said.json", "--template", "case-note", "--json", f"{OUT}/note.json")),
    Step("record, write down, draft, review, approve, save", ("rehearse", "--to", f"{OUT}/saved", "--record")),
    Step("Easy Read of a scanned letter", ("easyread", str(SCAN), "--json", f"{OUT}/easy.json")),
    Step("examine the language model", ("models", "exam", "--smoke", "--json", f"{OUT}/exam.json")),
)  # fmt: skip


def prove(program: Path, job: Sequence[Step], *, talk: object = say) -> Proof:
    """Run the job with no network and then with one, watched both times."""
    if not shutil.which("strace"):
        system_libraries.install(["strace"], "strace is needed", FOLDER / "strace-install.log")
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    assert callable(talk)
    runs = []
    for name, network, before in (("no-network", NO_NETWORK, _isolation()), ("network", NETWORK, [])):
        talk(f"The whole job {network}; every socket and every written file is watched:")
        runs.append(_run(program, job, network, before, FOLDER / name, talk))
    doctor = _doctor(FOLDER / "network" / "out" / "doctor.json")
    hashed, digest = hash_of(program)
    return Proof(
        str(program), doctor.get("version", "not known"), digest, hashed, doctor.get("system", ""),
        doctor.get("internet", "not known"),
        {key: doctor[key] for key in ("transcriber", "writer", "speakers", "second_opinion") if key in doctor},
        tuple(runs),
    )  # fmt: skip


def print_proof(proof: Proof) -> None:
    """For a person, and for the evidence pack."""
    say(f"\nProgram: {proof.program}")
    say(f"Version: {proof.version}")
    say(f"SHA-256 of {proof.what_was_hashed}: {proof.sha256}")
    say(f"System: {proof.system}")
    say(f"Internet: {proof.internet}")
    for kind, model in proof.models.items():
        say(f"Model ({kind.replace('_', ' ')}): {model}")
    for ran in proof.runs:
        say(f"The whole job {ran.network}:")
        for step, status in ran.steps.items():
            say(f"  {step}: exit status {status}")
        say(f"  Sockets: {', '.join(f'{family} {count}' for family, count in ran.sockets.items())}")
        say(f"  Files written outside the vault, the chosen folder and the temporary folder: {len(ran.strays)}")
    for problem in proof.problems:
        say(f"  NOT PROVED: {problem}")
    if not proof.problems:
        say("Proved: the whole job runs without a network, asks for no internet socket, and writes in its own folders.")


def sockets_by_family(seen: Sequence[Socket | Written]) -> dict[str, int]:
    """How many sockets were asked for, the internet's families first and always named.

    Of the others only that there were some: how often a library asks its sound server depends on the moment.
    """
    counted = Counter(event.family.split(" ")[0] for event in seen if isinstance(event, Socket))
    counted.pop(PROBE, None)
    return {family: counted.pop(family, 0) for family in INTERNET} | dict(sorted(counted.items()))


def strays_of(seen: Sequence[Socket | Written], own: Sequence[Path]) -> tuple[str, ...]:
    """The paths that were written outside the folders, each once."""
    written = {event.path for event in seen if isinstance(event, Written)}
    return tuple(sorted(path for path in written if not is_own(path, own)))


def own_folders(folder: Path) -> tuple[Path, ...]:
    """The app's own folders in the empty home that it is given, its temporary one, and the one for what is saved."""
    home = folder / "home"
    own = (home / part / name for part in _HOME_PARTS for name in _OWN_NAMES)
    return (*own, folder / "tmp", folder / "out")


def hash_of(program: Path) -> tuple[str, str]:
    """What was hashed, and its SHA-256: the folder of a program that was built, or the code of this clone."""
    built = program.resolve()  # what lies in /usr/bin is a link
    if (built.parent / INSIDE).is_dir():
        return "the program's folder", program_sha256(built.parent)
    if program.is_relative_to(ROOT):
        return "the code of this clone", program_sha256(ROOT)
    return "the program", hashlib.sha256(program.read_bytes()).hexdigest()


def _doctor(path: Path) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError, KeyError):
        found = json.loads(path.read_text(encoding="utf-8"))["findings"]
        return {key: str(one["value"]) for key, one in found.items()}
    return {}


def _isolation() -> list[str]:
    for isolated in (["unshare", "-rn"], ["unshare", "-n"]):  # the second for root in a place without user namespaces
        try:
            answer = subprocess.run([*isolated, "true"], capture_output=True, check=False)
        except FileNotFoundError:
            break
        if answer.returncode == 0:
            return isolated
    raise SetUpFailed("This system lets no program be cut off from the network (unshare -rn), so nothing was proved.")


def _run(
    program: Path, job: Sequence[Step], network: str, before: Sequence[str], folder: Path, talk: object = say
) -> Ran:
    """The whole job in an empty home of its own, each step under strace."""
    assert callable(talk)
    for made in ("tmp", "out/saved", "logs", "traces", *(f"home/{part}" for part in _HOME_PARTS)):
        (folder / made).mkdir(parents=True)
    (folder / "out" / "sound.opus").write_bytes(SOUND.read_bytes()[:SOUND_BYTES])
    steps: dict[str, int] = {}
    with _microphone(folder) as microphone:
        for number, step in enumerate(job):
            if "--record" in step.arguments and not microphone:
                step = Step(step.name, tuple(each for each in step.arguments if each != "--record"), step.good)
            started = time.monotonic()
            steps[step.name] = _watched(program, step, before, folder, number, microphone)
            talk(f"    {step.name}: exit status {steps[step.name]} after {time.monotonic() - started:.0f} s")
    seen = [event for trace in sorted((folder / "traces").iterdir()) for event in read_lines(_open_lines(trace))]
    unfinished = tuple(step.name for step in job if steps[step.name] not in step.good)
    return Ran(network, steps, sockets_by_family(seen), strays_of(seen, own_folders(folder)), unfinished)


def _watched(
    program: Path, step: Step, before: Sequence[str], folder: Path, number: int, more: Mapping[str, str]
) -> int:
    """One step; its exit status. What it prints goes to a file: a proof holds nothing of what was said."""
    # '?': a processor that lacks a call (aarch64 has no mkdir) is no error. Not --seccomp-bpf: a call that Fairnote's
    # own filter refuses would then not be seen, and asking is what counts.
    calls = ",".join(f"?{call}" for call in ("socket", "socketpair", *WRITING_CALLS))
    traces = folder / "traces" / f"{number}"
    watch = ["strace", "-ff", "-qq", "-y", "-s", "4096", "-e", f"trace={calls}", "-o", str(traces)]
    arguments = [argument.replace(OUT, str(folder / "out")) for argument in step.arguments]
    with (folder / "logs" / f"{number}.txt").open("wb") as output:
        command = [*before, *watch, str(program), *arguments]
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False,
            env={**_environment(folder), **more},
        ).returncode  # fmt: skip


def _environment(folder: Path) -> dict[str, str]:
    # Fairnote has to set its own variables; those of this shell must not do it for it.
    drop = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", *VARIABLES)
    kept = {name: value for name, value in os.environ.items() if name not in drop and not name.startswith("XDG_")}
    places = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "QT_QPA_PLATFORM": "offscreen"}
    # Compiled Python beside its source is the installation's, made once.
    return kept | places | {"PYTHONDONTWRITEBYTECODE": "1"}


@contextlib.contextmanager
def _microphone(folder: Path) -> Iterator[dict[str, str]]:
    """A sound server with a microphone, and the variables by which it is found; nothing where there is none."""
    from tests.audio.pulse import HAVE_PULSE, Pulse

    if not HAVE_PULSE:
        yield {}
        return
    place = folder / "pulse"
    place.mkdir()
    server = Pulse(place)
    try:
        usual = 'pcm.!default { type pulse device "fake.monitor" }\n'
        with (place / "home" / ".asoundrc").open("a", encoding="utf-8") as asound:
            asound.write(usual)
        shutil.copy(place / "home" / ".asoundrc", folder / "home")
        (folder / "tmp" / "pulse").mkdir()
        # The desktop has made what a client of the sound server keeps in a person's home long before.
        yield {
            "PULSE_SERVER": server.environment["PULSE_SERVER"],
            "PULSE_COOKIE": str(folder / "tmp" / "pulse" / "cookie"),
            "PULSE_RUNTIME_PATH": str(folder / "tmp" / "pulse"),
        }
    finally:
        server.close()


def _open_lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as opened:
        yield from opened
