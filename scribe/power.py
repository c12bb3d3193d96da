"""Whether the laptop runs on mains power: making words can wait for it."""

from __future__ import annotations


def on_mains() -> bool:
    """True also where there is no battery, or the system doesn't say."""
    import psutil

    try:
        battery = psutil.sensors_battery()
    except (OSError, RuntimeError, AttributeError):  # a system without such a thing
        return True
    return battery is None or battery.power_plugged is not False
