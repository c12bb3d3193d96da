"""Whether Windows keeps Fairnote off the network is found in the firewall's own rules."""

from __future__ import annotations

import sys

import pytest

from scribe import doctor_parts, firewall
from scribe.doctor_parts import BLOCK_IT
from scribe.finding import Level
from scribe.policy_registry import REG_SZ, Value

PROGRAM = r"C:\Program Files\Fairnote\fairnote.exe"
RULE = rf"v2.31|Action=Block|Active=TRUE|Dir=Out|App={PROGRAM}|Name=Fairnote: no way out|"


def rules(*found: str) -> firewall.Reader:
    """A registry whose first place has these rules, after one that comes with Windows; the second place has no key."""
    usual = r"v2.31|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|App=%SystemRoot%\system32\svchost.exe|Name=@x|"

    def read(place: str) -> list[Value]:
        return [
            (str(number), rule, REG_SZ) for number, rule in enumerate((usual, *found)) if place == firewall.PLACES[0]
        ]

    return read


@pytest.mark.parametrize(
    ("rule", "kept_in"),
    [
        (RULE, True),
        (RULE.replace("Fairnote\\", "FAIRNOTE\\"), True),
        (RULE.replace(r"C:\Program Files", "%ProgramFiles%"), True),
        (RULE + "Profile=Domain|Profile=Private|Profile=Public|", True),
        (RULE + "Profile=Public|", False),
        (RULE + "RA4=10.0.0.0/255.0.0.0|", False),
        (RULE + "Protocol=6|RPort=443|", False),
        (RULE.replace("Block", "Allow"), False),
        (RULE.replace("Active=TRUE", "Active=FALSE"), False),
        (RULE.replace("Dir=Out", "Dir=In"), False),
        (RULE.replace("fairnote.exe", "other.exe"), False),
        ("", False),
    ],
)
def test_only_a_rule_in_force_that_blocks_all_of_this_program_counts(
    monkeypatch: pytest.MonkeyPatch, rule: str, kept_in: bool
) -> None:
    """Also one of group policy; not one for some networks, ports or addresses alone."""
    monkeypatch.setenv("ProgramFiles", r"C:\Program Files")
    assert firewall.is_kept_in(PROGRAM, rules(rule)) is kept_in
    assert firewall.is_kept_in(PROGRAM, lambda place: [("x", rule, REG_SZ)] if "Policies" in place else []) is kept_in


@pytest.mark.parametrize(
    ("found", "level", "told"),
    [
        ([("x", RULE, REG_SZ)], Level.OK, "a rule of the firewall blocks it"),
        ([], Level.WARN, "no rule of the firewall"),
        (None, Level.WARN, "can't be read"),
    ],
)
def test_the_doctor_looks_for_the_rule_on_windows(
    monkeypatch: pytest.MonkeyPatch, found: list[Value] | None, level: Level, told: str
) -> None:
    """It says ok only where it saw one, and else what to do."""

    def read(_: str) -> list[Value]:
        if found is None:
            raise PermissionError
        return found

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", PROGRAM)
    monkeypatch.setattr("scribe.firewall.is_kept_in.__defaults__", (read,))
    finding = doctor_parts._internet()
    assert finding.level is level and told in finding.value
    assert finding.fix == ("" if level is Level.OK else BLOCK_IT)
