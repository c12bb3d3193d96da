"""Real vaults in temporary folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scribe.keys import MemoryHolder
from scribe.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """A new vault on the disk."""
    with Vault.create(tmp_path / "vault", MemoryHolder()) as made:
        yield made


@pytest.fixture
def drafted_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts made in this process: a child would read the dictionary anew for each. The rules are the real ones."""

    def stream(f: Callable[..., object], args: tuple[object, ...], **told: Any) -> object:
        return f(told.get("on_message", lambda _: None), lambda: False, *args)

    monkeypatch.setattr("scribe.notes.apart.stream", stream)
