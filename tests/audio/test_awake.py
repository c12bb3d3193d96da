"""Asking the system to stay awake is quick, quiet, without a network, and never a reason not to record."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import socket, sys, threading, time
families, real = [], socket.socket.__init__
def counted(self, family=-1, *rest, **more):
    families.append(int(family))
    real(self, family, *rest, **more)
socket.socket.__init__ = counted
from scribe.awake import stay_awake
assert "wakepy" not in sys.modules
began = time.monotonic()
stay_awake()
took = time.monotonic() - began
(thread,) = [each for each in threading.enumerate() if each.name == "stay awake"]
thread.join(2.0)
print("wakepy" in sys.modules, took < 0.1, int(socket.AF_INET) in families, int(socket.AF_INET6) in families)
"""


@pytest.mark.parametrize("bus", ["", "unix:path=/nowhere/bus", "tcp:host=127.0.0.1,port=9", "rubbish"])
def test_no_bus_or_a_strange_one_is_no_error_and_no_internet_socket(bus: str) -> None:
    """Whatever the session's bus is said to be, nothing is printed, raised or sent over a network."""
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus, "DBUS_SYSTEM_BUS_ADDRESS": bus}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=30
    )
    assert (done.stdout.split(), done.stderr) == (["True", "True", "False", "False"], "")
