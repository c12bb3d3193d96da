"""Makes the leaflet for the person visited out of its source, by the path that every Easy Read goes: needs the set-up.

python packaging/make_leaflet.py [FOLDER]: writes the PDF, the Word file and the words (docs/assurance/leaflet).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from easyread.page import Line, LineKind, Page, Picture, Profile  # noqa: E402
from easyread.pictures import CREDITS, add_pictures, credits, file_of, picture_file, picture_for  # noqa: E402
from easyread.reader import Reader  # noqa: E402
from easyread.reading import source_from_text  # noqa: E402
from easyread.sheet import Sheet, SheetLine  # noqa: E402
from easyread.simplify import simplify  # noqa: E402

SOURCE = ROOT / "resources" / "leaflet" / "recording-your-visit.txt"
KEPT = ROOT / "docs" / "assurance" / "leaflet"
NAME = "recording-our-visit"
AT = datetime(2026, 11, 27, tzinfo=UTC)
"""Printed in the files, so that the PDF is the same each time (a Word file keeps the time of its making too)."""
UNCHECKED = "Not yet checked by a person with a learning disability."
GOES_WITH = "Your council or your worker gives you this before the visit."
MICROPHONE, LAPTOP = "openmoji:1F399", "openmoji:1F4BB"
STOP, WRITES = ("own:stop", "A hand that says stop"), ("openmoji:270D", "A hand that writes")
CHOSEN: Mapping[str, tuple[str, str]] = {
    "Your worker would like to record the visit.": (MICROPHONE, "A microphone"),
    "You can say no.": ("own:no", "A red cross"),
    "Your worker asks you first.": ("own:question", "A person asks a question"),
    "Tell your worker to stop.": STOP,
    "Then your worker stops the recording.": STOP,
    "The worker's laptop keeps the recording.": (LAPTOP, "A laptop"),
    "The laptop keeps it locked.": ("openmoji:1F512", "A lock"),
    "Ask your worker how long the council keeps the recording.": ("openmoji:1F4C5", "A calendar"),
    "You can ask the council to get rid of the recording.": ("openmoji:1F5D1", "A bin"),
    "A computer program turns the recording into words.": (LAPTOP, "A laptop"),
    "Then the program starts to write the note.": WRITES,
    "If you or somebody else may be in danger, your worker must tell other people.": (
        "own:not-safe",
        "A worried person inside a broken red shield",
    ),
    "They must do this even if the recording stops.": STOP,
    "Your worker must read the note.": ("openmoji:1F4D6", "An open book"),
    "Your worker must correct the mistakes.": ("openmoji:270F", "A pencil"),
    "Nobody uses the note before your worker has checked it.": ("own:yes", "A green tick"),
}
"""Pictures that a person chose where the first one did not fit."""
AS_OF = {"The laptop does not send it over the internet.": "It is not on the internet."}
"""Lines that have the picture of other words."""


class NotReady(SystemExit):
    """A line is flagged, or a picture was chosen for a line that is not there any more."""


def leaflet() -> Page:
    """The page, which has to be without a flag: whoever changes the source mends what is flagged there."""
    made = simplify(source_from_text(SOURCE.read_text("utf-8")), Profile.EASY_READ, Reader("you", is_you=True))
    page = add_pictures(made)
    flagged = [f"{line.text}  ({line.why})" for line in page.lines if line.flagged]
    gone = {*CHOSEN, *AS_OF} - {line.text for line in page.lines}
    if flagged or gone or page.left_out:
        raise NotReady("\n".join((*flagged, *gone, *(one.text for one in page.left_out))))
    return page


def sheet(page: Page) -> Sheet:
    """As it is laid out."""
    first, *lines = page.lines
    pictures = [_picture(line) for line in lines]
    shown = tuple(
        SheetLine(line.text, line.kind, picture_file(picture) if picture else None, picture.alt if picture else "")
        for line, picture in zip(lines, pictures, strict=True)
    )
    return Sheet(first.text, GOES_WITH, shown, UNCHECKED, credits(pictures), running=first.text)


def words(page: Page) -> str:
    """The lines alone, as they are compared with what is kept."""
    marks = {LineKind.HEADING: "\n# ", LineKind.LIST: "- ", LineKind.EXPLAIN: "= "}
    return "\n".join(marks.get(line.kind, "") + line.text for line in page.lines).strip() + "\n"


def _picture(line: Line) -> Picture | None:
    if line.text in AS_OF:
        return picture_for(AS_OF[line.text])
    if line.text not in CHOSEN:
        return line.picture
    reference, alt = CHOSEN[line.text]
    return Picture(reference, file_of(reference), alt, CREDITS[reference.partition(":")[0]])


def main(arguments: list[str]) -> int:
    """Write the files."""
    from easyread.render_docx import docx
    from easyread.render_pdf import pdf

    folder = Path(arguments[0]) if arguments else KEPT
    folder.mkdir(parents=True, exist_ok=True)
    page = leaflet()
    (folder / f"{NAME}.pdf").write_bytes(pdf(sheet(page), AT))
    (folder / f"{NAME}.docx").write_bytes(docx(sheet(page), AT))
    (folder / f"{NAME}.txt").write_text(words(page), "utf-8")
    print(f"Written to {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
