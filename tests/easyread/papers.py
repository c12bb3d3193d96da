"""Documents of every kind for tests of reading, made by the libraries that programs make them with."""

from __future__ import annotations

import io
import zipfile

from easyread.reading_child import DocumentOpener
from easyread.source import Source
from models.progress import Cancellation

Blocks = list[tuple[str, str]]


def opened(data: bytes, ending: str = "") -> Source:
    """A document read in this process, which is quicker than in a child."""
    found = DocumentOpener().open(data, ending, send=lambda _: None, cancel=Cancellation())
    assert found.source is not None, "this document has pages that are pictures"
    return found.source


def blocks(source: Source) -> Blocks:
    """Kind and text of each block."""
    return [(block.kind.value, block.span.of(source.text)) for block in source.blocks]


def pdf(markup: str, page: str = 'paper: "a4", margin: 2.2cm', text: str = "size: 11pt") -> bytes:
    """A PDF that typst makes of this markup."""
    import typst

    made = typst.compile(f"#set page({page})\n#set text({text})\n{markup}".encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, before: str = "", **others: str) -> bytes:
    """A Word document of this XML; `others` are further parts, such as `footnotes`."""
    main = f'<?xml version="1.0"?>{before}<w:document {WORD}><w:body>{body}</w:body></w:document>'
    parts: dict[str, str | bytes] = {f"word/{name}.xml": xml for name, xml in others.items()}
    return zipped({"word/document.xml": main, **parts})


def said(text: str, properties: str = "") -> str:
    """A paragraph of Word's XML."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"
