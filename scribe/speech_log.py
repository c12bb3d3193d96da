"""Whether the laptop's speech service writes what it says into a log: then nothing of a visit may be read aloud.

Speech Dispatcher 0.11 was watched: at its usual level (3) and at 4 no word is written. Level 5, a voice's own `Debug 1`
and `CustomLogFile` each write every sentence into a plain file, and `--debug` is level 5. See decision 0019.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

_SERVICE = "speech-dispatcher"
_TALKATIVE = 5
"""The level from which on words are logged."""
_IN_SERVICE = re.compile(r"^\s*(?:LogLevel\s+\"?([0-9]+)|(CustomLogFile)\b)", re.IGNORECASE | re.MULTILINE)
_IN_VOICE = re.compile(r"^\s*Debug\s+\"?[1-9]", re.IGNORECASE | re.MULTILINE)


def logs_what_it_says() -> bool:
    """Whether any setting, or the way the service was started, puts spoken words into a file. Never on Windows."""
    return sys.platform == "linux" and (any(map(_set_to_log, _folders())) or any(map(started_to_log, _running())))


def _folders() -> Iterable[Path]:
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return (config / _SERVICE, Path.home() / ".speech-dispatcher" / "conf", Path("/etc") / _SERVICE)


def _set_to_log(folder: Path) -> bool:
    return settings_log(_text(folder / "speechd.conf"), map(_text, folder.glob("modules/*.conf")))


def settings_log(service: str, voices: Iterable[str]) -> bool:
    """Whether the service's own settings file, or that of any of its voices, puts words into a log."""
    found = _IN_SERVICE.finditer(service)
    return any(custom or int(level) >= _TALKATIVE for level, custom in (one.groups() for one in found)) or any(
        _IN_VOICE.search(voice) for voice in voices
    )


def started_to_log(command: Sequence[str]) -> bool:
    """Whether a command line starts the service so that words are logged."""
    for place, part in enumerate(command):
        if part in ("-D", "--debug"):
            return True
        level = re.fullmatch(r"(?:-l|--log-level)=?([0-9]*)", part)
        if level and int(level[1] or "".join(command[place + 1 : place + 2]) or 0) >= _TALKATIVE:
            return True
    return False


def _running() -> Iterable[Sequence[str]]:
    import psutil

    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == _SERVICE:
            yield process.info["cmdline"] or ()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
