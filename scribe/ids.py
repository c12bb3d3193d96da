"""Makes the ids of visits, recordings and documents: random, so that they say nothing of anybody."""

from __future__ import annotations

import uuid


def new_id(prefix: str) -> str:
    """A new id, such as 'v-' and 16 hexadecimal digits for a visit."""
    return f"{prefix}-{uuid.uuid4().hex[:16]}"
