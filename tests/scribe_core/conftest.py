"""Real vaults in temporary folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scribe.keys import MemoryHolder
from scribe.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """A new vault on the disk."""
    with Vault.create(tmp_path / "vault", MemoryHolder()) as made:
        yield made
