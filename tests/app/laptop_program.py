"""`fairnote` as a program of its own on a laptop of the test's: IT's policies, the keychain and the tables it knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER, TABLES = "FAIRNOTE_TEST_LAPTOP", "FAIRNOTE_TEST_TABLES"


class FileKeychain:
    """A keychain that outlives the program, as the system's does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _kept(self) -> dict[str, str]:
        kept: dict[str, str] = json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        return kept

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._path.write_text(json.dumps({**self._kept(), f"{service} {username}": password}), "utf-8")

    def lose(self) -> None:
        """All that was kept is gone, as when a profile is made anew."""
        self._path.unlink()


class Laptop:
    """A home of its own; `run` starts `fairnote` there, as it is or as it was when it knew fewer tables."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.vault_folder = folder, folder / "vault"
        self.policies, self.keychain = folder / "policies.json", FileKeychain(folder / "keychain.json")
        self.policy(vault_folder=str(self.vault_folder))

    def policy(self, **more: object) -> None:
        """What IT sets, besides what it has set."""
        known = json.loads(self.policies.read_text("utf-8")) if self.policies.exists() else {}
        self.policies.write_text(json.dumps({**known, **more}), "utf-8")

    def run(self, *arguments: str | Path, tables: int | None = None) -> subprocess.CompletedProcess[str]:
        """One command, from its start to its exit."""
        home = {name: str(self.folder / name.lower()) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        more = {FOLDER: str(self.folder), TABLES: str(tables or ""), "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run(
            [sys.executable, "-m", "tests.app.laptop_program", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=600,
            env={**os.environ, **home, **more, "PYTHONPATH": str(ROOT)},
            cwd=self.folder,
            check=False,
        )


def main() -> int:
    """What is the machine's is put in the laptop's folder; everything else is the program's own start."""
    import pytest

    from scribe import keys, settings, vault_database, vault_schema
    from ui import entry

    folder = Path(os.environ[FOLDER])
    put = pytest.MonkeyPatch().setattr  # for the life of this program
    put(settings, "policy_file", lambda: folder / "policies.json")
    put(settings, "machine_file", lambda: folder / "machine.json")
    put(keys, "_backend_for", lambda _: FileKeychain(folder / "keychain.json"))
    put("keyring.set_keyring", lambda _: None)
    if os.environ[TABLES]:
        known = vault_schema.STEPS[: int(os.environ[TABLES])]
        put(vault_database, "STEPS", known)
        put(vault_database.migrate, "__defaults__", (known,))
    return entry.main()


if __name__ == "__main__":
    sys.exit(main())
