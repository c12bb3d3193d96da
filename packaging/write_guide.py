"""Writes the table of settings into docs/deployment.md, between its two marks: python packaging/write_guide.py."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "deployment.md"
BEGIN, END = "<!-- settings: written by packaging/write_guide.py -->\n", "<!-- settings end -->"


def with_table(guide: str, table: str) -> str:
    """The guide with the table in it. Raises ValueError where a mark is missing."""
    before, rest = guide.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from scribe.policy_documents import as_markdown

    GUIDE.write_text(with_table(GUIDE.read_text("utf-8"), as_markdown()), encoding="utf-8")
