"""Draws the project's own pictures: draw_pictures.py FOLDER writes one SVG for each drawing.

The drawings are committed (resources/easyread/pictures/own); this is run again only when one of them is changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import drawings_days
import drawings_health
import drawings_money
import drawings_papers
import drawings_people
import drawings_rights
from picture_parts import SIZE

DRAWINGS = {
    **drawings_rights.DRAWINGS,
    **drawings_papers.DRAWINGS,
    **drawings_people.DRAWINGS,
    **drawings_money.DRAWINGS,
    **drawings_health.DRAWINGS,
    **drawings_days.DRAWINGS,
}


def svg(drawing: str) -> str:
    """The whole file of a drawing."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">{drawing}</svg>\n'


def main(folder: Path) -> int:
    """Write every drawing; the exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in DRAWINGS.items():
        (folder / f"{name}.svg").write_text(svg(drawing), encoding="utf-8")
    print(f"{len(DRAWINGS)} drawings")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
