"""A finished Easy Read page as a PDF with tags, alt texts and real headings, to be printed and to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from easyread.page import LineKind
from easyread.render_look import ABOUT, FONTS, PAPERS, Group, Part, groups, kept_with_next, parts, parts_of, sizes
from easyread.render_pictures import as_svg, drawing, file_name, pictured
from easyread.sheet import Sheet, SheetLine
from easyread.typesetting import pdf_of

TEMPLATE = Path(__file__).resolve().parent.parent / "resources" / "easyread" / "sheet.typ"
_PAGE_MM = 210.0
_POINT_MM = 25.4 / 72
_WIDE_LETTER = 0.66
"""Em: what a letter of a long word takes at most, so that a word that fits is never broken."""


def pdf(sheet: Sheet, at: datetime | None = None) -> bytes:
    """The bytes of the PDF, which says that it was made at `at` (now). Raises `NotTypeset` or `PictureGone`."""
    moment = at or datetime.now(UTC)
    files = {file_name(data): as_svg(data) for data in (drawing(line) for line in sheet.lines if pictured(sheet, line))}
    return pdf_of(TEMPLATE.read_bytes(), _data(sheet, moment), moment, files, FONTS)


def preview_png(sheet: Sheet, page: int, dpi: int) -> tuple[bytes, int]:
    """A page (from 0, the last where there are fewer) of the very PDF as PNG, and how many pages it has."""
    import io

    import pypdfium2

    with pypdfium2.PdfDocument(pdf(sheet)) as document:
        count = len(document)
        picture = document[max(0, min(page, count - 1))].render(scale=dpi / 72).to_pil()
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
    return buffer.getvalue(), count


def _data(sheet: Sheet, at: datetime) -> dict[str, object]:
    return {
        "title": sheet.title,
        "goes_with": _parts(sheet, parts_of(sheet.goes_with)),
        "groups": _groups(sheet),
        "checked_by": sheet.checked_by,
        "credits": list(sheet.shown_credits),
        "particulars": list(sheet.particulars),
        "running": sheet.running,
        "about": ABOUT,
        "at": list(at.astimezone(UTC).timetuple()[:6]),
        "look": _look(sheet),
    }


def _groups(sheet: Sheet) -> list[dict[str, object]]:
    made = tuple(groups(sheet))
    after = (*(group.lines[0] for group in made[1:]), None)
    return [_group(sheet, group, line) for group, line in zip(made, after, strict=True)]


def _group(sheet: Sheet, group: Group, after: SheetLine | None) -> dict[str, object]:
    lines = [_line(sheet, line, kept_with_next(line, after)) for line in group.lines]
    return {"list": group.is_list, "lines": lines}


def _line(sheet: Sheet, line: SheetLine, keep: bool) -> dict[str, object]:
    return {
        "text": line.text,
        "parts": _parts(sheet, parts(line)),
        "heading": line.kind is LineKind.HEADING,
        "picture": file_name(drawing(line)) if pictured(sheet, line) else None,
        "alt": line.alt,
        "keep": keep,
    }


def _parts(sheet: Sheet, made: tuple[Part, ...]) -> list[dict[str, object]]:
    longest = _longest(sheet)
    return [vars(replace(part, whole=part.whole and len(part.text) <= longest)) for part in made]


def _look(sheet: Sheet) -> dict[str, object]:
    colours, made = PAPERS[sheet.choices.colour], sizes(sheet.choices)
    return {**vars(colours), **vars(made), "pictures": _has_pictures(sheet), "longest": _longest(sheet)}


def _has_pictures(sheet: Sheet) -> bool:
    return any(pictured(sheet, line) for line in sheet.lines)


def _longest(sheet: Sheet) -> int:
    """How many letters surely fit in a line of words beside a picture."""
    made = sizes(sheet.choices)
    beside = made.picture + made.between if _has_pictures(sheet) else 0.0
    width = _PAGE_MM - 2 * made.margin - beside - made.words * _POINT_MM
    return max(8, int(width / (made.words * _POINT_MM * _WIDE_LETTER)))
