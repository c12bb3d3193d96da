"""No internet socket can be opened by the program, by native code in it, or by anything that it starts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models import no_internet
from models.process import stream
from tests.audio.pulse import HAVE_PULSE, Pulse

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Windows has no such filter: its firewall is told")
ROOT = Path(__file__).resolve().parents[2]
EACCES = 13
NATIVE = "import ctypes; l = ctypes.CDLL(None, use_errno=True)\nprint({call}, ctypes.get_errno())"


def python(program: str, *, refused: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, in which internet sockets are refused (or not); then the program."""
    first = "from models.no_internet import *\nassert refuse_internet() and refuse_internet()\n" if refused else ""
    command = [sys.executable, "-c", first + program]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **more}, capture_output=True, text=True, check=False)


def in_child(send: Callable[[object], None], should_stop: Callable[[], bool]) -> tuple[int, int]:
    """What native code in a child of Fairnote gets from `socket(AF_INET, SOCK_STREAM)`: the result, and why."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    return library.socket(2, 1, 0), ctypes.get_errno()


@pytest.mark.parametrize(
    "call",
    [
        "l.socket(2, 1, 0)",  # AF_INET
        "l.socket(10, 2, 0)",  # AF_INET6
        "l.socket(17, 3, 0)",  # AF_PACKET
        "l.socket(40, 1, 0)",  # AF_VSOCK
        "l.socket(31, 5, 0)",  # AF_BLUETOOTH
        "l.socketpair(2, 1, 0, (ctypes.c_int * 2)())",
        "l.syscall(425, 1, 0)",  # io_uring_setup: a ring makes sockets as well
    ],
)
def test_native_code_is_refused(call):
    """Python's socket module is not asked: the kernel answers 'permission denied', whoever asks."""
    assert python(NATIVE.format(call=call)).stdout.split() == ["-1", str(EACCES)]


def test_without_it_native_code_gets_its_socket():
    """The test above would pass in a place where nothing can open a socket; this one would not."""
    made, _ = python(NATIVE.format(call="l.socket(2, 1, 0)"), refused=False).stdout.split()
    assert int(made) > 0


def test_the_rest_of_the_program_s_threads_and_whatever_it_starts_are_refused_too():
    """A thread that was there before, a program that is started after, and a program that this one starts."""
    program = (
        "import socket, subprocess, sys, threading\n"
        "go, said = threading.Event(), []\n"
        "def ask():\n    go.wait()\n    try: socket.socket()\n    except PermissionError: said.append('refused')\n"
        "thread = threading.Thread(target=ask); thread.start()\n"
        "from models.no_internet import refuse_internet; refuse_internet(); go.set(); thread.join(); print(said[0])\n"
        "ask = 'import ctypes; print(ctypes.CDLL(None).socket(2, 1, 0))'\n"
        "again = f'import subprocess, sys; subprocess.run([sys.executable, \"-c\", {ask!r}])'\n"
        "subprocess.run([sys.executable, '-c', again])\n"
    )
    assert python(program, refused=False).stdout.split() == ["refused", "-1"]


def test_a_child_of_fairnote_refuses_by_itself():
    """Each child does it before it imports anything, also where the program that started it did not."""
    assert not no_internet.internet_is_refused()
    assert stream(in_child) == (-1, EACCES)


def test_the_program_refuses_before_it_does_anything():
    """As the command line and the window start: the doctor looks at its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "ui.entry", "doctor", "--json", "-"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout)["findings"]["internet"]["value"].startswith("refused to Fairnote"), done.stderr


def test_it_is_no_matter_how_often_it_is_called():
    """One filter stands, however many times it is asked for."""
    program = "refuse_internet()\nprint(open('/proc/self/status').read().split('Seccomp_filters:')[1].split()[0])"
    before = Path("/proc/self/status").read_text().split("Seccomp_filters:")
    already = int(before[1].split()[0]) if len(before) > 1 else pytest.skip("this kernel doesn't count filters")
    assert python(program).stdout.split() == [str(already + 1)]


def test_what_a_desktop_needs_still_works():
    """The screen, the sound server and the keychain are reached by AF_UNIX; the kernel is asked by AF_NETLINK."""
    program = (
        "import socket, tempfile, multiprocessing\n"
        "place = tempfile.mkdtemp() + '/s'\n"
        "server = socket.socket(socket.AF_UNIX); server.bind(place); server.listen()\n"
        "client = socket.socket(socket.AF_UNIX); client.connect(place); client.send(b'x')\n"
        "print(server.accept()[0].recv(1)); socket.socketpair(); socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)\n"
        "print(len(socket.if_nameindex()) > 0)"
    )
    done = python(program)
    assert done.stdout.split() == ["b'x'", "True"], done.stderr


@pytest.mark.skipif(not HAVE_PULSE, reason="pulseaudio is not installed (dev.py test installs it as root)")
def test_a_microphone_of_the_sound_server_is_still_found(tmp_path):
    """PortAudio reaches PulseAudio in a program that has no internet."""
    pulse = Pulse(tmp_path)
    try:
        find = "import sounddevice; print([each['name'] for each in sounddevice.query_devices()])"
        assert "fakemic" in python(find, **pulse.environment).stdout
    finally:
        pulse.close()


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed")
def test_a_real_display_is_still_reached(tmp_path):
    """Qt opens X11's socket in a program that has no internet."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-nolisten", "tcp"], pass_fds=[write], stderr=-3)
    try:
        display = f":{os.read(read, 16).decode().strip()}"
        show = "from PySide6.QtWidgets import *; a = QApplication([]); print(a.platformName())"
        done = python(show, DISPLAY=display, QT_QPA_PLATFORM="xcb")
        assert done.stdout.split() == ["xcb"], done.stderr
    finally:
        server.kill()
        server.wait()


def test_what_can_not_be_refused_is_told_to_it(monkeypatch):
    """On a processor that isn't known nothing is set, nothing breaks, and the doctor says what to do instead."""
    from scribe import doctor_parts

    monkeypatch.setattr(no_internet.platform, "machine", lambda: "riscv64")
    assert no_internet.refuse_internet() is False
    finding = doctor_parts._internet()
    assert not finding.fine and "firewall" in finding.fix
    monkeypatch.setattr(sys, "platform", "win32")
    assert no_internet.refuse_internet() is False
    for found in (True, False):
        monkeypatch.setattr(doctor_parts, "is_kept_in", lambda program, found=found: found)
        finding = doctor_parts._internet()
        assert finding.fine is found and "rule of the firewall" in finding.value


@pytest.mark.parametrize("machine", no_internet._CALLS)
def test_every_jump_of_the_filter_ends_at_an_answer(machine):
    """The program for each processor, run by hand: the right answer for each kind of call."""
    calls = no_internet._CALLS[machine]
    code = no_internet._filter(calls)

    def answer(number: int, argument: int = 0, on: int = calls.machine) -> int:
        import struct

        steps = list(struct.iter_unpack("=HBBI", code))
        data, at, held = {0: number, 4: on, 16: argument}, 0, 0
        while True:
            kind, yes, no, value = steps[at]
            if kind == no_internet._RETURN:
                return value
            if kind == no_internet._LOAD:
                held, at = data[value], at + 1
            else:
                holds = held == value if kind == no_internet._IF_EQUAL else held >= value
                at += 1 + (yes if holds else no)

    allowed, refused = no_internet._ALLOW, no_internet._REFUSE
    for call in (calls.socket, calls.socketpair):
        assert {answer(call, family) for family in no_internet.ALLOWED} == {allowed}
        assert {answer(call, family) for family in range(256) if family not in no_internet.ALLOWED} == {refused}
        assert answer(call, 1, on=0x4000_0003) == refused
        assert answer(call | 0x4000_0000, 1) == refused
    assert answer(calls.io_uring_setup) == refused
    others = set(range(600)) - {calls.socket, calls.socketpair, calls.io_uring_setup}
    assert {answer(number, 2) for number in others} == {allowed}
