"""What kind of document a file is: by what is in it, not by its name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from easyread import refusals
from easyread.plain_text import decoded
from easyread.refusals import DocumentRefused


class DocumentKind(Enum):
    """Kinds of document that can be read; the value is what a person calls one."""

    DOCX = "a Word document"
    ODT = "an OpenDocument text"
    PDF = "a PDF"
    RTF = "an RTF document"
    HTML = "a web page"
    TEXT = "a text"
    PICTURE = "a picture"


BY_NAME = {
    ".docx": DocumentKind.DOCX,
    ".docm": DocumentKind.DOCX,
    ".dotx": DocumentKind.DOCX,
    ".odt": DocumentKind.ODT,
    ".ott": DocumentKind.ODT,
    ".pdf": DocumentKind.PDF,
    ".rtf": DocumentKind.RTF,
    ".html": DocumentKind.HTML,
    ".htm": DocumentKind.HTML,
    ".txt": DocumentKind.TEXT,
    ".md": DocumentKind.TEXT,
    ".png": DocumentKind.PICTURE,
    ".jpg": DocumentKind.PICTURE,
    ".jpeg": DocumentKind.PICTURE,
    ".tif": DocumentKind.PICTURE,
    ".tiff": DocumentKind.PICTURE,
    ".bmp": DocumentKind.PICTURE,
    ".webp": DocumentKind.PICTURE,
    ".gif": DocumentKind.PICTURE,
}
"""Endings of file names that can be read."""
_PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|II\*\0|MM\0\*|BM|GIF8[79]a|RIFF....WEBP", re.DOTALL)
_PHONE_PICTURE = re.compile(rb"....ftyp(?:heic|heix|hevc|mif1|msf1|avif)", re.DOTALL)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document with a password."""
_TEXT_MIME = b"application/vnd.oasis.opendocument.text"
_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.DOTALL)


def kind_of(data: bytes, ending: str) -> DocumentKind:
    """The kind of a document. `ending` is that of its file's name, for example '.pdf', and only chooses between texts.

    Raises `DocumentRefused` for what is empty, is none, or is not what its name says.
    """
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise DocumentRefused(refusals.EMPTY)
    if b"%PDF-" in data[:1024]:
        return DocumentKind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _of_zip(data)
    if data.startswith(_OLD_OFFICE):
        raise DocumentRefused(refusals.PASSWORD if _ENCRYPTED in data else refusals.OLD_WORD)
    if data.lstrip()[:5] == b"{\\rtf":
        return DocumentKind.RTF
    if _PHONE_PICTURE.match(data):
        raise DocumentRefused(refusals.PHONE_PICTURE)
    if _PICTURES.match(data):
        return DocumentKind.PICTURE
    return _of_text(data, BY_NAME.get(ending.lower()))


def _of_text(data: bytes, named: DocumentKind | None) -> DocumentKind:
    text = decoded(data)
    if named not in (None, DocumentKind.TEXT, DocumentKind.HTML):
        raise DocumentRefused(refusals.NOT_WHAT_IT_SAYS.format(named.value))
    if text is None:
        raise DocumentRefused(refusals.NOT_A_DOCUMENT)
    return DocumentKind.HTML if named is DocumentKind.HTML or _WEB_PAGE.match(text[:4096]) else DocumentKind.TEXT


def _of_zip(data: bytes) -> DocumentKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                is_text = archive.read("mimetype").strip().startswith(_TEXT_MIME)
                if is_text:
                    return DocumentKind.ODT
                raise DocumentRefused(refusals.NO_TEXT_DOCUMENT)
    except DocumentRefused:
        raise
    except Exception as error:  # the library raises many kinds for a damaged file
        raise DocumentRefused(refusals.DAMAGED) from error
    if any(name.startswith("word/") for name in names):
        return DocumentKind.DOCX
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise DocumentRefused(refusals.NO_TEXT_DOCUMENT)
    raise DocumentRefused(refusals.NOT_A_DOCUMENT)
