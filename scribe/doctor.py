"""Everything that IT needs to know about this laptop in one page, each with the fix; no model is started."""

from __future__ import annotations

from typing import Any

from scribe.doctor_encryption import disk_encryption
from scribe.doctor_folders import folders
from scribe.doctor_machine import machine
from scribe.doctor_parts import parts
from scribe.finding import Finding, Level, worst
from scribe.policy_documents import set_here, shown
from scribe.settings import SettingRefused, Settings, load_settings

POLICY_REFUSED = "Put the file right. Until then Fairnote does not start, so that no policy is passed over."


def examine(settings: Settings, version: str) -> tuple[Finding, ...]:
    """Look at this laptop. Nothing of any visit is read, and nothing that is found names a person: IT collects it."""
    return (
        Finding("version", "Fairnote", version),
        *machine(settings.vault_folder),
        disk_encryption(settings.vault_folder),
        *folders(settings),
        *parts(settings),
        Finding("policy", "Settings from policy", _set_by_it(settings)),
    )


def _set_by_it(settings: Settings) -> str:
    """What policy has set, and apart from it what IT has set in this laptop's own file."""
    by_policy, by_machine = (
        ", ".join(name for name in sorted(settings.locked) if settings.set_by(name) == who)
        for who in ("policy", "machine")
    )
    return (by_policy or "none") + (f"; by this laptop's own file: {by_machine}" if by_machine else "")


def examine_here(version: str) -> tuple[tuple[Finding, ...], Settings]:
    """The same with this laptop's own settings, which it also gives. Where they are refused that is a finding too."""
    try:
        settings = load_settings()
    except SettingRefused as error:
        settings = Settings()
        refused = Finding("policy", "Settings from policy", str(error), Level.STOP, POLICY_REFUSED)
        return tuple(refused if one.key == "policy" else one for one in examine(settings, version)), settings
    return examine(settings, version), settings


def policies(settings: Settings) -> dict[str, dict[str, str]]:
    """What somebody has set here: its value, as far as it can't name anybody, and who set it."""
    return {
        str(one["name"]): {"value": shown(one["value"]), "set_by": str(one["set_by"])} for one in set_here(settings)
    }


def report(findings: tuple[Finding, ...], settings: Settings) -> dict[str, Any]:
    """The page for scripts: its shape is in docs/doctor.md and stays."""
    return {
        "fairnote": next(one.value for one in findings if one.key == "version"),
        "worst": worst(findings).value,
        "findings": {
            one.key: {"label": one.label, "value": one.value, "level": one.level.value, "fix": one.fix}
            for one in findings
        },
        "policies": policies(settings),
    }


def page(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The page for people: a line each, and the fix below it."""
    lines: list[str] = []
    for one in findings:
        lines.append(f"{one.level.value:5}{one.label}: {one.value}")
        if one.fix:
            lines.append(f"     Fix: {one.fix}")
    return tuple(lines)
