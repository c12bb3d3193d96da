"""Logs say what happened and never what was said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from scribe import logs
from scribe.logs import keep_head_in_system_log, start_logging


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, put back afterwards."""
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    yield logger
    for handler in logger.handlers[:]:
        if handler not in handlers:
            logger.removeHandler(handler)
            handler.close()
    logger.setLevel(level)


def test_an_error_is_logged_by_its_kind_only(tmp_path: Path, root: logging.Logger) -> None:
    """Neither the text of an error, nor a value in a traceback, nor a whole key is written."""
    start_logging(tmp_path / "logs")
    start_logging(tmp_path / "logs")
    try:
        raise ValueError("Mrs Begum fell")
    except ValueError:
        logging.getLogger("scribe.test").exception("could not %s\nthis", "do")
    logging.getLogger("scribe.test").info("key %s", "ab" * 32)
    lines = (tmp_path / "logs" / "fairnote.log").read_text().splitlines()
    assert len(lines) == 2 and lines[0].endswith("could not do this [ValueError]")
    assert "Begum" not in lines[0] and "ab" * 32 not in lines[1] and "abababab…" in lines[1]


def test_the_system_log_is_asked_only_where_there_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The line goes to the system's own socket, which is a file; without that nothing is sent anywhere."""
    syslog = pytest.importorskip("syslog", reason="only Linux and macOS have it")
    written: list[str] = []
    monkeypatch.setattr(syslog, "syslog", lambda _, line: written.append(line))
    monkeypatch.setattr(logs, "SYSTEM_LOG", tmp_path / "none")
    assert not keep_head_in_system_log("approved", "d1", "a" * 64, "v1") and written == []
    (tmp_path / "log").touch()
    monkeypatch.setattr(logs, "SYSTEM_LOG", tmp_path / "log")
    assert keep_head_in_system_log("approved", "d1", "a" * 64, "v1") and written == [
        f"approved d1 audit head {'a' * 64} vault v1"
    ]


def test_the_head_goes_to_the_system_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's log gets the event, the id and the head; where there is none, that is said and no error."""
    written: list[str] = []
    monkeypatch.setattr(logs, "_write_to_system_log", written.append)
    assert keep_head_in_system_log("approved", "d1", "a" * 64, "v1")
    assert written == [f"approved d1 audit head {'a' * 64} vault v1"]

    def none(_: str) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(logs, "_write_to_system_log", none)
    assert not keep_head_in_system_log("exported", "d1", "a" * 64, "v1")
    with pytest.raises(ValueError, match="Mrs"):
        keep_head_in_system_log("Mrs Begum fell", "d1", "a" * 64, "v1")
