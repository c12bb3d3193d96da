"""The window: screens only. Everything a screen does is one call to scribe.actions."""
