"""Checks the audit against what it can't reach: heads in the system's log, in copies of it, and on exported files."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from scribe.audit import AuditReport
from scribe.errors import FileRefused
from scribe.named_files import NOT_ALLOWED, ordinary
from scribe.system_log import heads_in, read_system_log
from scribe.vault import Vault
from scribe.visit import Sha256

NOT_A_HEAD = "A head of the audit record is 64 letters and digits (0 to 9, a to f), as it is printed on each export."
NO_HEAD_IN_IT = (
    "This copy of a log has no head of this vault's record in it, so the record was not compared with it. Give a copy "
    "of this laptop's log, in UTF-8 or UTF-16."
)
_HEAD = re.compile(r"[0-9a-f]{64}")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Checked:
    """What the check found, and how many heads in the system's log were compared (None: it could not be read)."""

    report: AuditReport
    logged: int | None

    def __str__(self) -> str:
        if self.logged is None:
            with_log = "This user may not read the system's log here, so the record was not compared with it."
        else:
            with_log = f"Compared with the system's log: {self.logged} heads."
        return f"{self.report} {with_log}"


def check_audit(
    vault: Vault,
    *,
    log: Callable[[], tuple[str, ...] | None] = read_system_log,
    more_lines: tuple[str, ...] | None = None,
    heads: Iterable[str] = (),
) -> Checked:
    """The audit's own check, and whether each head that was kept outside is in the chain.

    `more_lines` are of a copy of the log, kept elsewhere; `heads` were read off exported files. Raises `FileRefused`
    for a text that is no head, and for a copy with no head of this vault: whoever gave it would think it compared.
    """
    printed = [_head(text) for text in heads]
    copied = heads_in(more_lines or (), vault.id)
    if more_lines is not None and not copied:
        raise FileRefused(NO_HEAD_IN_IT)
    lines, known = log(), vault.audit.has
    logged = tuple(dict.fromkeys((*heads_in(lines or (), vault.id), *copied)))
    report, problems = vault.audit.check(), []
    if not all(map(known, logged)):
        problems.append(
            "The system's log has a head that is not in the record: entries were changed or cut off after it was "
            "written, or an older vault was put back."
        )
    if not all(map(known, printed)):
        problems.append("A head that was given is not in the record: entries up to it were changed or cut off.")
    return Checked(replace(report, problems=(*report.problems, *problems)), None if lines is None else len(logged))


def lines_of(name: str) -> tuple[str, ...]:
    """The lines of a copy of a system log. Raises `FileRefused`."""
    try:
        held = ordinary(name).read_bytes()
    except OSError:
        raise FileRefused(NOT_ALLOWED) from None
    # Windows PowerShell writes UTF-16.
    return tuple(held.decode("utf-16" if held.startswith(_UTF_16) else "utf-8", "replace").splitlines())


def _head(text: str) -> Sha256:
    head = text.strip().lower()
    if not _HEAD.fullmatch(head):
        raise FileRefused(NOT_A_HEAD)
    return Sha256(head)
