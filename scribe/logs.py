"""Logs for diagnosis: no content of any visit, and no tracebacks with values. The audit is evidence; this is not."""

from __future__ import annotations

import logging
import logging.handlers
import re
import sys
from pathlib import Path

_HEX = re.compile(r"[0-9a-f]{32,}")
_BYTES_OF_A_LOG = 1_000_000
SYSTEM_LOG = Path("/dev/log")
"""Where Linux takes lines for its own log: a socket in the file system, no network."""
_HEAD_EVENTS = frozenset(
    {"approved", "approved too", "exported", "backed up", "restored", "key recovered", "handed over", "taken over"}
)
log = logging.getLogger(__name__)


class ContentFreeFormatter(logging.Formatter):
    """Writes time, level, module and message; of an error only its type, because its text could quote somebody."""

    def format(self, record: logging.LogRecord) -> str:
        """One line. Anything that looks like a key or hash is shortened."""
        problem = f" [{record.exc_info[0].__name__}]" if record.exc_info and record.exc_info[0] else ""
        message = " ".join(record.getMessage().split())
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {message}{problem}"
        return _HEX.sub(lambda found: f"{found[0][:8]}…", line)


def start_logging(folder: Path) -> None:
    """Log to `fairnote.log` in a folder, at most three files of a megabyte. Safe to call twice."""
    root = logging.getLogger()
    if any(isinstance(handler.formatter, ContentFreeFormatter) for handler in root.handlers):
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "fairnote.log", maxBytes=_BYTES_OF_A_LOG, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(ContentFreeFormatter())
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def keep_head_in_system_log(event: str, subject_id: str, head: str, vault_id: str) -> bool:
    """Put the audit's head in the operating system's own log, which this program can't rewrite (security.md, fact 5).

    Several vaults of a laptop share that log, so the vault's id is with it: `scribe.audit_outside` compares them. True
    when it is there. Where the system has no such log, the exports and `audit-head.json` still hold the head.
    """
    if event not in _HEAD_EVENTS:
        raise ValueError(event)
    return note_in_system_log(f"{event} {subject_id} audit head {head} vault {vault_id}")


def note_in_system_log(line: str) -> bool:
    """Put one line into the operating system's own log. Nothing of a visit may be in it. True when it is there."""
    try:
        _write_to_system_log(line)
    except OSError as error:
        log.info("the system log did not take a line: %s", type(error).__name__)
        return False
    return True


if sys.platform == "win32":  # pragma: no cover - measured on Linux

    def _write_to_system_log(line: str) -> None:
        """Write to the Windows event log, by its own interface: no other package is needed."""
        import ctypes
        from ctypes import wintypes

        library = ctypes.WinDLL("advapi32", use_last_error=True)
        library.RegisterEventSourceW.restype = wintypes.HANDLE
        source = library.RegisterEventSourceW(None, "Fairnote")
        if not source:
            raise ctypes.WinError(ctypes.get_last_error())
        strings = (wintypes.LPCWSTR * 1)(line)
        information = 4  # EVENTLOG_INFORMATION_TYPE
        handle = wintypes.HANDLE(source)
        library.ReportEventW(handle, information, 0, 1, None, 1, 0, strings, None)
        library.DeregisterEventSource(handle)
else:

    def _write_to_system_log(line: str) -> None:
        """Write to the system log through its local socket, which is a file and no network."""
        import syslog

        if not SYSTEM_LOG.exists():
            raise FileNotFoundError
        syslog.openlog("fairnote")
        syslog.syslog(syslog.LOG_INFO, line)
        syslog.closelog()
