"""Where `fairnote` starts: the window, unless a command was asked for or nobody could see a window."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping

from models.no_internet import refuse_internet
from models.offline import go_offline

INTERRUPTED = 130
"""Exit status when a person stopped it, as a shell has it for Ctrl-C."""


def main() -> int:
    """Open the window or run a command. Returns the exit status."""
    multiprocessing.freeze_support()
    go_offline()
    refuse_internet()
    arguments = sys.argv[1:]
    if not arguments or (arguments == ["demo"] and has_display(os.environ)):
        from ui.__main__ import main as open_window

        return open_window(start="practice" if arguments else "visits")
    if arguments[:1] == ["rehearse"]:
        from ui.rehearsal import main as rehearse

        return rehearse(arguments[1:])
    try:
        from scribe.cli import run
        from scribe.terminal import write_every_character

        write_every_character()
        return run(arguments, window="ui.unseen:open_unseen")
    except KeyboardInterrupt:  # pressed before the command had begun
        return INTERRUPTED


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window would be seen. Qt's offscreen platform counts as no display."""
    if environment.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    return sys.platform in ("win32", "darwin") or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
