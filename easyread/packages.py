"""Opens the zip files that docx and odt are, and the XML in them, so that a hostile one can do no harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from types import TracebackType
from typing import Any

from lxml import etree

from easyread import refusals
from easyread.refusals import DocumentRefused

Element = Any
"""An element of lxml, which publishes no types."""
LARGEST = 256 << 20
"""Bytes that all parts together may say that they unpack to. A zip reader stops at what was said."""
LARGEST_XML = 64 << 20
MOST_PARTS = 5_000


class Package:
    """An opened zip file. Raises `DocumentRefused` for one that is damaged, or would unpack to far too much."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # the library raises many kinds for a damaged file
            raise DocumentRefused(refusals.DAMAGED) from error
        parts = self._zip.infolist()
        self.names = frozenset(part.filename for part in parts)
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            raise DocumentRefused(refusals.UNSAFE)
        if any(part.flag_bits & 0x1 for part in parts):
            raise DocumentRefused(refusals.PASSWORD)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def xml(self, name: str) -> Element | None:
        """The root of a part; None where there is no such part. Raises `DocumentRefused`."""
        if name not in self.names:
            return None
        if self._zip.getinfo(name).file_size > LARGEST_XML:
            raise DocumentRefused(refusals.UNSAFE)
        try:
            return parsed(self._zip.read(name))
        except (
            zipfile.BadZipFile,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            zlib.error,
        ) as error:
            raise DocumentRefused(refusals.DAMAGED) from error


def parsed(data: bytes) -> Element:
    """XML as its root. No office program writes a document type, and only one can hold entities: that is refused."""
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise DocumentRefused(refusals.UNSAFE)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentRefused(refusals.DAMAGED) from error
