"""A sound server of a test's own, with a microphone that the test plays into, pulls out and plugs in again."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

HAVE_PULSE = all(shutil.which(program) for program in ("pulseaudio", "paplay", "pactl", "parec"))
MICROPHONE = "fakemic"
_SINK = ("module-null-sink", "sink_name=fake", "rate=16000", "channels=1")


def wait_for(what: Callable[[], bool], seconds: float = 15.0) -> float:
    """Wait until something is true, and give the time that took; fails if it never is."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.01)
    return time.monotonic() - began


class Pulse:
    """A PulseAudio whose one sink has a monitor that is the microphone `fakemic`."""

    def __init__(self, folder: Path) -> None:
        places = {"XDG_RUNTIME_DIR": "run", "HOME": "home", "PULSE_RUNTIME_PATH": "pulse", "PULSE_STATE_PATH": "state"}
        self.environment = {name: str(folder / place) for name, place in places.items()}
        for place in self.environment.values():
            Path(place).mkdir(mode=0o700)
        self._socket = folder / "run" / "native"
        self.environment["PULSE_SERVER"] = f"unix:{self._socket}"
        microphone = f'pcm.{MICROPHONE} {{ type pulse device "fake.monitor" hint {{ show on description "Fake" }} }}\n'
        (folder / "home" / ".asoundrc").write_text(microphone)
        self._clients: list[subprocess.Popen[bytes]] = []
        self.start()

    def start(self) -> None:
        """Start the server, with its microphone."""
        modules = [f"module-native-protocol-unix socket={self._socket} auth-anonymous=1", " ".join(_SINK)]
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"]
        command += [part for module in modules for part in ("-L", module)]
        self._socket.unlink(missing_ok=True)
        self.server = self._spawn(*command)
        wait_for(lambda: self._socket.exists() and self.run("pactl", "info").returncode == 0)
        self._keep_awake()

    def kill(self) -> None:
        """The server dies."""
        self.server.kill()
        self.server.wait()

    def unplug(self) -> None:
        """The microphone is gone."""
        self.run("pactl", "unload-module", "module-null-sink")

    def plug_in(self) -> None:
        """And there again."""
        assert self.run("pactl", "load-module", *_SINK).returncode == 0
        self._keep_awake()

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """A command that talks to it."""
        return subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True)

    def play(self, path: Path) -> subprocess.Popen[bytes]:
        """Somebody speaks into the microphone."""
        client = self._spawn("paplay", "--device=fake", str(path))
        self._clients.append(client)
        return client

    def witness(self, path: Path) -> None:
        """Another program records the same microphone into a plain file (16 kHz mono, 16-bit), as it hears it."""
        form = ["--raw", "--format=s16le", "--rate=16000", "--channels=1", "--latency-msec=10"]
        with path.open("wb") as file:
            self._clients.append(self._spawn("parec", "--device=fake.monitor", *form, stdout=file))

    def _keep_awake(self) -> None:
        """A null sink that nobody listens to gives its sound every two seconds only, as no microphone does."""
        self.witness(Path(os.devnull))

    def close(self) -> None:
        """Stop it, and all that talks to it."""
        for process in (*self._clients, self.server):
            process.kill()
            process.wait()

    def _spawn(self, *command: str, stdout: object = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **self.environment}
        return subprocess.Popen(command, env=environment, stdout=stdout, stderr=subprocess.DEVNULL)  # type: ignore[call-overload, no-any-return]
