"""Makes an accessible PDF (PDF/UA-1) that can be kept for ever (PDF/A-2a) of a template, its data and pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

READABLE = ("Atkinson Hyperlegible Next",)
FALLBACKS = ("Libertinus Serif", "DejaVu Sans Mono")
"""These two are inside typst, so that a PDF can be made without any other font."""
STANDARDS = ["ua-1", "a-2a"]
_PAGE = "main.typ"


class NotTypeset(Exception):
    """A letter is in none of the fonts, a picture can't be drawn, or the PDF maker refused; it says nothing of why."""


def pdf_of(
    template: bytes,
    data: Mapping[str, object],
    at: datetime,
    files: Mapping[str, bytes] | None = None,
    wanted: Sequence[str] = READABLE,
) -> bytes:
    """The bytes of a PDF made at the moment `at`, which it says. Raises `NotTypeset`.

    The template reads its data as `json(bytes(sys.inputs.shown))`, where `fonts` are the families to be used: of those
    that are `wanted` each that is really there (for a missing one typst takes another and says nothing), then those
    that always are. `files` are its pictures by name, each an SVG. Nothing is written to the disk.
    """
    shown = {**data, "fonts": _families(wanted)}
    return _compile(template, shown, files or {}, format="pdf", pdf_standards=STANDARDS, timestamp=int(at.timestamp()))


def png_of(template: bytes, data: Mapping[str, object], files: Mapping[str, bytes], dots: float) -> bytes:
    """A template of one page as a PNG of so many dots an inch. Raises `NotTypeset`."""
    return _compile(template, data, files, format="png", ppi=dots)


def _compile(template: bytes, data: Mapping[str, object], files: Mapping[str, bytes], **how: object) -> bytes:
    import typst  # slow to import, and only needed here

    inputs = {"shown": json.dumps(data)}
    compiled: Any = typst.compile  # its types don't know that files can be given by name
    try:
        made: bytes = compiled({_PAGE: template, **files}, font_paths=_fonts(), sys_inputs=inputs, **how)
    except typst.TypstError:
        # Its message quotes the text, so it goes no further.
        raise NotTypeset from None
    return made


def font_files() -> tuple[Path, ...]:
    """The fonts that come with Fairnote, where they are installed."""
    from resources import assets

    return tuple(assets.font_files())


@lru_cache(maxsize=1)
def _fonts() -> Any:  # noqa: ANN401 (typst has no types)
    """All fonts, looked through once."""
    import typst

    return typst.Fonts(font_paths=sorted({str(path.parent) for path in font_files()}))


def _families(wanted: Sequence[str]) -> list[str]:
    there = _fonts().families()
    return [*(family for family in wanted if family in there), *FALLBACKS]
