"""Asks the system not to put the laptop to sleep while a recording goes on."""

from __future__ import annotations

import contextlib
import threading


def stay_awake() -> None:
    """Ask, until this process ends. Returns at once, and says nothing if the system refuses: recording matters more."""
    # The system is asked over D-Bus, which may hang: on a thread that nothing waits for.
    threading.Thread(target=_ask, name="stay awake", daemon=True).start()


def _ask() -> None:
    with contextlib.suppress(Exception):
        from wakepy import keep

        with keep.running(on_fail="pass"):
            threading.Event().wait()
