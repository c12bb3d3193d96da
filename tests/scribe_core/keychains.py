"""Keychains to test with: one that works, one that is gone, one that is blocked, and one that only reads."""

from __future__ import annotations


class Keychain:
    """A keychain that keeps passwords in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Blocked(Keychain):
    """A keychain that nobody unlocks."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(1312, "CredWrite")
