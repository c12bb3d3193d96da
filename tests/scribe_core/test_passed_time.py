"""The clock is believed only where a laptop in use could have come there; else a person is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scribe import passed_time
from scribe.errors import MoveNotAllowed
from scribe.passed_time import SUBJECT, Doubt, believable, confirm, look, system_clock
from scribe.vault import Vault
from scribe.vault_keeping import LastSeen

START = LastSeen(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), 1_000.0, "boot-a")
HOUR, DAY = 3_600.0, 86_400.0


def later(wall: float, boot: float | None = None, name: str = "boot-a") -> LastSeen:
    """So many seconds later by the laptop's clock, and by the one that counts from its start (as many where None)."""
    counted = START.boot_seconds + wall if boot is None else boot
    return LastSeen(START.wall + timedelta(seconds=wall), counted, name)


def clock(seen: LastSeen) -> Callable[[], LastSeen]:
    """A clock that stands."""
    return lambda: seen


@pytest.mark.parametrize(
    ("now", "believed"),
    [
        (later(0), True),
        (later(3 * DAY), True),
        (later(0.9 * HOUR, START.boot_seconds), True),  # put right by the network
        (later(2 * HOUR, START.boot_seconds), False),
        (later(-2 * HOUR, START.boot_seconds), False),
        (later(400 * DAY, START.boot_seconds + 60), False),
        (later(400 * DAY), False),  # both clocks jumped
        (later(11 * DAY), False),  # so long without use is asked about
        (later(-400 * DAY, 50.0, "boot-b"), False),
        (later(400 * DAY, 50.0, "boot-b"), False),
        (later(9 * DAY, 50.0, "boot-b"), True),  # off for a week's leave
        (later(DAY, 3 * DAY, "boot-b"), False),  # on for longer than is said to have passed
        (later(DAY, START.boot_seconds + DAY, ""), True),
        (later(DAY, 50.0, ""), True),
        (later(DAY, 3 * DAY, ""), False),
    ],
)
def test_what_is_believed(now: LastSeen, believed: bool) -> None:
    """Time that passes while it is on, or off for some days; not a jump, either way."""
    last = START if now.boot else LastSeen(START.wall, START.boot_seconds, "")
    assert believable(last, now) is believed


def test_a_jump_is_doubted_until_a_person_says_that_the_date_is_right(vault: Vault) -> None:
    """What is doubted is not kept as seen, is on record once a day, and so is that it was confirmed."""
    assert look(vault, clock(START)) == START.wall
    jumped = later(400 * DAY, START.boot_seconds + 60)
    for _ in range(3):
        doubt = look(vault, clock(jumped))
        assert doubt == Doubt(jumped.wall, START.wall) and doubt.days == 400
    assert vault.last_seen() == START
    assert len(vault.audit.rows_about(SUBJECT, "clock doubted")) == 1
    assert confirm(vault, jumped.wall, clock(jumped)) == jumped.wall
    assert vault.last_seen() == jumped and look(vault, clock(jumped)) == jumped.wall
    (row,) = vault.audit.rows_about(SUBJECT, "clock confirmed")
    facts = dict(row.facts)
    assert int(facts["day"]) - int(facts["believed"]) == 400


def test_a_person_confirms_only_the_date_that_they_were_shown(vault: Vault) -> None:
    """Another date by now is another question."""
    look(vault, clock(START))
    with pytest.raises(MoveNotAllowed):
        confirm(vault, later(400 * DAY).wall, clock(START))
    assert vault.last_seen() == START


def test_a_vault_that_never_looked_can_be_told_the_date(vault: Vault) -> None:
    """There is nothing that could be doubted, and nothing on record."""
    assert confirm(vault, START.wall, clock(START)) == START.wall
    assert not vault.audit.rows_about(SUBJECT, "clock confirmed")


def test_the_laptops_own_clocks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """They agree with themselves; without a name of the laptop's start there is none."""
    first = system_clock()
    assert believable(first, system_clock()) and abs(first.wall - datetime.now(UTC)) < timedelta(minutes=1)
    monkeypatch.setattr(passed_time, "_BOOT_ID", tmp_path / "none")
    monkeypatch.delattr("time.CLOCK_BOOTTIME", raising=False)
    assert system_clock().boot == "" and system_clock().boot_seconds > 0
