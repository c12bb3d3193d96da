"""Reads the tags of a PDF with pikepdf, to check from outside what its maker says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"}


@dataclass
class Tagged:
    """An element of the structure: its tag as the standard has it, its alt text, and what marked content it holds."""

    tag: str
    alt: str
    marked: list[tuple[Any, int]] = field(default_factory=list)


def elements(pdf: pikepdf.Pdf) -> list[Tagged]:
    """All elements, in the order in which they are read. A tag of the maker's own is given as what it stands for."""
    roles = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    found: list[Tagged] = []
    _walk(pdf.Root.StructTreeRoot.K, roles, found, None)
    return found


def _walk(kid: Any, roles: dict[str, str], found: list[Tagged], page: Any) -> None:
    if isinstance(kid, pikepdf.Array):
        for one in kid:
            _walk(one, roles, found, page)
    elif isinstance(kid, pikepdf.Dictionary):
        page = kid.get("/Pg", page)
        if kid.get("/Type") == "/MCR":
            found[-1].marked.append((page.objgen, int(kid.MCID)))
        elif "/S" in kid:
            tag = str(kid.S)
            found.append(Tagged(roles.get(tag, tag).removeprefix("/"), str(kid.get("/Alt", ""))))
            _walk(kid.get("/K", pikepdf.Array()), roles, found, page)
    else:
        found[-1].marked.append((page.objgen, int(kid)))


def painted(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, int | None]]:
    """For all that is painted on a page: the page, and the number by which it is tagged; None for an artifact.

    Raises AssertionError for what is neither.
    """
    for page in pdf.pages:
        inside: list[tuple[str, int | None]] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                properties = operands[1] if name == "BDC" else {}
                if isinstance(properties, pikepdf.Name):
                    properties = page.Resources.Properties[str(properties)]
                inside.append((str(operands[0]), int(properties["/MCID"]) if "/MCID" in properties else None))
            elif name == "EMC":
                inside.pop()
            elif name in PAINTS:
                assert inside, f"{name} is neither tagged nor an artifact"
                number = next((number for _, number in reversed(inside) if number is not None), None)
                assert number is not None or "/Artifact" in [tag for tag, _ in inside], f"{name} is not tagged"
                yield page.objgen, number


def fonts(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Each font's name without the six letters before it, and whether it is inside the file."""
    found: dict[str, bool] = {}
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.FontDescriptor
            is_in = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            found[str(font.BaseFont).partition("+")[2]] = is_in
    return found
