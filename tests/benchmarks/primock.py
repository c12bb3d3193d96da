"""What of 19 real consultations (PriMock57) is in their drafts, by a mapping of highlights that was made by hand."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from models.offline import go_offline
from models.progress import Progress
from scribe import evaluation_report
from scribe.evaluated_talks import read_talks
from scribe.evaluating import evaluate
from scribe.notes.draft import DETAILS
from scribe.notes.templates import template
from tests.benchmarks.meter import ROOT

TALKS = ROOT.parent / "shared" / "data" / "visits" / "primock57"
HIGHLIGHTS = ROOT / "tests" / "gold" / "highlights.toml"


def main() -> int:
    """Measure and print. 1 where the consultations are not there."""
    parser = argparse.ArgumentParser(prog="dev.py bench primock", description=__doc__)
    parser.add_argument("--template", default="case-note", help="kind of note (case-note)")
    parser.add_argument("--json", metavar="FILE", help="write the counts too")
    asked = parser.parse_args()
    go_offline()
    if not TALKS.is_dir():
        print(f"The consultations to measure on are not here: {TALKS}", file=sys.stderr)
        return 1
    talks = read_talks(str(TALKS), str(HIGHLIGHTS))
    levels = evaluate(talks, template(asked.template), DETAILS, on_progress=_tell)
    print(evaluation_report.as_text(levels))
    if asked.json:
        Path(asked.json).write_text(json.dumps(evaluation_report.as_json(levels), indent=2) + "\n", "utf-8")
    return 0


def _tell(progress: Progress) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{progress.label} {progress.done + 1:.0f} of {progress.total:.0f} …\r")


if __name__ == "__main__":
    sys.exit(main())
