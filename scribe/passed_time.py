"""How much time has truly passed: what the clocks say is believed only where a laptop in use could have come there.

Erasing in time rests on the laptop's clock, which a flat battery, a person or a fault can set to any year. So the vault
keeps what the clocks said when they were last believed. A jump, back or forth, or many days without use, is put to a
person; until they say that the date is right nothing is erased. See docs/decisions/0047-rights.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scribe.errors import MoveNotAllowed
from scribe.vault import Vault
from scribe.vault_keeping import LastSeen

LONGEST_UNUSED = timedelta(days=10)
"""A week's leave with the weekends on both sides is believed; more is asked about. It is no notice of anything, nor is
a jump of so many days on a system that doesn't name its starts: see `scribe.keeping`.
"""
TOLERANCE = timedelta(hours=1)
"""By how much the clock may be put right at a time, by the network or by hand."""
SUBJECT = "clock"
"""What rows of the audit about the clock are about."""
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
Clock = Callable[[], LastSeen]


@dataclass(frozen=True)
class Doubt:
    """The clock can't be believed: what it says, and when it was last believed (both UTC)."""

    says: datetime
    believed: datetime

    @property
    def days(self) -> int:
        """Whole days between the two; negative where the clock went back."""
        return int((self.says - self.believed) / timedelta(days=1))


def system_clock() -> LastSeen:
    """The clocks as they are now. The one that counts from the start of the laptop goes on while it sleeps."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    # On Windows `monotonic` counts from the start of the system too, through sleep (GetTickCount64).
    since_boot = time.clock_gettime(boottime) if boottime is not None else time.monotonic()
    try:
        boot = _BOOT_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        boot = ""
    return LastSeen(datetime.now(UTC), since_boot, boot)


def look(vault: Vault, clock: Clock = system_clock) -> datetime | Doubt:
    """The time, where it can be believed: it is then kept as the last that was. Else what is doubted.

    A vault that never looked believes what it sees first: nothing is planned in it yet. A doubt is on record once.
    """
    now, last = clock(), vault.last_seen()
    if last is not None and not believable(last, now):
        _on_record(vault, "clock doubted", now, last)
        return Doubt(now.wall, last.wall)
    vault.write_last_seen(now)
    return now.wall


def confirm(vault: Vault, says: datetime, clock: Clock = system_clock) -> datetime:
    """A person says that the date is right. What was planned is planned anew, and told again before it is done.

    `says` is the time that they were shown. Raises `MoveNotAllowed` where the clock says another day by now.
    """
    now, last = clock(), vault.last_seen()
    if abs(now.wall - says) > LONGEST_UNUSED:
        raise MoveNotAllowed("The laptop's clock has changed since. Nothing was changed. Look at the date again.")
    with vault.transaction():
        if last is not None:
            _on_record(vault, "clock confirmed", now, last)
        vault.write_last_seen(now)
        for plan in vault.plans():
            vault.drop_plan(plan)
    return now.wall


def believable(last: LastSeen, now: LastSeen) -> bool:
    """Whether a laptop that is used could have come from one look at the clocks to the other."""
    passed = now.wall - last.wall
    if not -TOLERANCE <= passed <= LONGEST_UNUSED:
        return False
    counted = timedelta(seconds=now.boot_seconds)
    since = counted - timedelta(seconds=last.boot_seconds)
    if now.boot and now.boot == last.boot:
        return abs(passed - since) <= TOLERANCE
    if not now.boot and since >= timedelta(0) and abs(passed - since) <= TOLERANCE:
        return True  # the same start of the laptop, on a system that doesn't say which it is
    # Started anew since: it was off for a time that nobody counted, and on for at least this long.
    return passed >= counted - TOLERANCE


def _on_record(vault: Vault, event: str, now: LastSeen, last: LastSeen) -> None:
    """In days from the start of 1970, once for each day that the clock says."""
    facts = {"day": _day(now.wall), "believed": _day(last.wall)}
    rows = vault.audit.rows_about(SUBJECT, event)
    if not rows or dict(rows[-1].facts) != facts:
        vault.audit.add(event, SUBJECT, **facts)


def _day(moment: datetime) -> int:
    return int(moment.timestamp() // 86_400)
