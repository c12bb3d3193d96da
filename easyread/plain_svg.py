"""Says whether an SVG is a drawing and nothing more: no script, no link, nothing fetched from anywhere."""

from __future__ import annotations

import re

from lxml import etree

DRAWN = frozenset(
    (
        "svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "defs", "clipPath", "mask",
        "title", "desc", "linearGradient", "radialGradient", "stop", "use", "symbol",
    )
)  # fmt: skip
_REACHES_OUT = re.compile(r"(?i)url\(\s*['\"]?(?!['\"]?#)|javascript:|data:|@import|expression\(|image-set\(")
LARGEST = 2_000_000
"""Bytes of a drawing, at most: a letter's picture is a few thousand."""


class NotPlain(Exception):
    """A file is no plain drawing; `str()` of it is a plain sentence."""


def plain_svg(data: bytes) -> bytes:
    """The drawing alone, without comments and foreign names; raises NotPlain."""
    return bytes(etree.tostring(plain_root(data)))


def plain_root(data: bytes) -> etree._Element:
    """The same as a tree; raises NotPlain."""
    root = _parsed(data)
    if etree.QName(root).localname != "svg":
        raise NotPlain("This file is not an SVG drawing.")
    for element in list(root.iter()):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name not in DRAWN:
            raise NotPlain(f"This drawing holds something other than shapes: {name or 'an unknown part'}.")
        for key, value in list(element.attrib.items()):
            _check(element, key, value)
    return root


def _check(element: etree._Element, key: str, value: str) -> None:
    bare = etree.QName(key).localname
    inside = bare == "href" and value.startswith("#")
    if bare.lower().startswith("on") or (bare == "href" and not inside) or _REACHES_OUT.search(value):
        raise NotPlain(f"This drawing reaches outside itself: {bare}.")
    if etree.QName(key).namespace not in (None, "http://www.w3.org/1999/xlink"):
        del element.attrib[key]


def _parsed(data: bytes) -> etree._Element:
    if len(data) > LARGEST:
        raise NotPlain("This drawing is too large. A picture for a letter is a few thousand characters.")
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data and b"[" in data.split(b"<!DOCTYPE", 1)[1].split(b">", 1)[0]:
        raise NotPlain("This drawing defines words of its own, which is not allowed.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotPlain("This file can't be read as an SVG drawing.") from error
