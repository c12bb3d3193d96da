"""Tells every library, before it is imported, that there is no network (why: docs/decisions/0002-offline.md)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from types import MappingProxyType

VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        # huggingface_hub (under faster-whisper): a missing file is an error and not a download.
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
        "TRANSFORMERS_OFFLINE": "1",
        # onnxruntime: from 1.29 on its Linux wheels hold telemetry. The version is pinned below that as well.
        "ORT_DISABLE_TELEMETRY": "1",
        # A convention that several command-line tools and libraries honour.
        "DO_NOT_TRACK": "1",
    }
)

# Each of these reads its variables once, when it is imported.
_READ_AT_IMPORT = ("huggingface_hub", "onnxruntime")


class TooLate(RuntimeError):
    """A library that reads these variables at its import was imported before they were set."""


def go_offline() -> None:
    """Set the variables of this process and of its children; call it before any other import.

    Calling it again changes nothing. Raises `TooLate` when a library has already been imported without them.
    """
    missing = {name: value for name, value in VARIABLES.items() if os.environ.get(name) != value}
    if missing and (early := [name for name in _READ_AT_IMPORT if name in sys.modules]):
        raise TooLate(f"{' and '.join(early)} imported before go_offline(): call it first")
    os.environ.update(missing)
