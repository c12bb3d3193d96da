"""Whether a rule of the Windows firewall keeps a program from every network, as far as the registry tells."""

from __future__ import annotations

import ntpath
from collections.abc import Callable, Iterable

from scribe.policy_registry import Value, values_below

PLACES = (
    r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules",
    r"SOFTWARE\Policies\Microsoft\WindowsFirewall\FirewallRules",
)
"""Below HKEY_LOCAL_MACHINE, where every user may read: the laptop's own rules, and those of group policy.

A value is one rule: 'v2.31|Action=Block|Active=TRUE|Dir=Out|App=C:\\...|Name=...|' ([MS-GPFAS], 2.2.2.19).
"""
_ASKED = (("Action", {"Block"}), ("Active", {"TRUE"}), ("Dir", {"Out"}))
_EVERYWHERE = {"Domain", "Private", "Public"}
_NARROWS_NOTHING = {"Action", "Active", "Dir", "App", "Profile", "Name", "Desc", "EmbedCtxt"}
Reader = Callable[[str], Iterable[Value]]
"""Gives every value of a key, none where there is no key. Raises `OSError` where it can't be read."""


def is_kept_in(program: str, read: Reader = values_below) -> bool:
    """Whether a rule that is in force blocks all that this program (a path) sends, on every kind of network.

    Raises `OSError` where the rules can't be read. Whether the firewall itself is on is not looked at.
    """
    rules = (data for place in PLACES for _, data, _ in read(place) if isinstance(data, str))
    return any(_blocks(_fields(rule), program) for rule in rules)


def _fields(rule: str) -> dict[str, set[str]]:
    """The values of each field: one may be there several times."""
    found: dict[str, set[str]] = {}
    for part in rule.split("|"):
        name, equals, value = part.partition("=")
        if equals:
            found.setdefault(name, set()).add(value)
    return found


def _blocks(rule: dict[str, set[str]], program: str) -> bool:
    """A rule with any other field is for some ports, addresses or users alone."""
    if any(rule.get(name) != value for name, value in _ASKED) or not set(rule) <= _NARROWS_NOTHING:
        return False
    named = {ntpath.normcase(ntpath.expandvars(path)) for path in rule.get("App", set())}
    return named == {ntpath.normcase(program)} and rule.get("Profile", _EVERYWHERE) >= _EVERYWHERE
