"""An approved Easy Read as a file: laid out with its pictures as its reader wants it, as plain words, or read aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from easyread.pictures import credits
from easyread.render_pictures import PictureGone
from easyread.sheet import Sheet, SheetLine
from easyread.typesetting import NotTypeset
from scribe.approval import ApprovedDocument
from scribe.document_text import PRACTICE, BlockKind, tidy
from scribe.easy_read import easy_part
from scribe.easy_read_pictures import picture_bytes
from scribe.errors import FairnoteError
from scribe.export_pdf import PdfNotPossible
from scribe.export_shape import printed
from scribe.vault import Vault
from scribe.visit import EasyLine, Sha256

Speak = Callable[[Sequence[str]], bytes]
"""Makes a WAV file of sentences, with a pause after each; '' among them is a longer pause."""
_BODY = (BlockKind.HEADING, BlockKind.ITEM, BlockKind.PARAGRAPH)


class PictureNotDrawn(FairnoteError):
    """A picture is damaged, so that it can't be drawn."""

    sentence = "One of the pictures can't be drawn. Nothing was exported. Choose another picture for its line."


@dataclass(frozen=True)
class Means:
    """What an Easy Read is made with: the council's folder of words and pictures, and what reads aloud.

    Without `speak` a voice of the laptop's own does.
    """

    own: Path | None = None
    speak: Speak | None = None


def easy_read_file(vault: Vault, approved: ApprovedDocument, head: Sha256, name: str, means: Means) -> bytes:
    """The bytes of a file of this format; `head` is the audit's, as it is on the file.

    Raises `CannotSpeak`, `PdfNotPossible`, `PictureNotDrawn`, `PictureMissing`.
    """
    sheet = sheet_of(vault, approved, head, means.own)
    if name == "wav":
        return _spoken(sheet, means.speak)
    at = approved.approval.at
    try:
        if name == "docx":
            from easyread.render_docx import docx

            return docx(sheet, at)
        if name == "pdf":
            from easyread.render_pdf import pdf

            return pdf(sheet, at)
        return _words(sheet, name)
    except PictureGone:
        raise PictureNotDrawn from None
    except NotTypeset:
        raise (PdfNotPossible if name == "pdf" else PictureNotDrawn) from None


def sheet_of(vault: Vault, approved: ApprovedDocument, head: Sha256, own: Path | None = None) -> Sheet:
    """What stands on the finished page: the words are those of the approved blocks. `own` is the council's folder."""
    shown = printed(approved, head, second=vault.second_approval(approved.approval))
    easy = easy_part(approved.document)
    known = {line.id: line for line in easy.lines}
    claims = (claim for section in approved.document.sections for claim in section.shown if tidy(claim.text))
    body = (block.text for block in approved.blocks if block.kind in _BODY)
    placed = tuple((words, known[claim.id]) for words, claim in zip(body, claims, strict=True))
    *first, checked_by, look = (block.text for block in approved.blocks if block.kind is BlockKind.DETAIL)
    return Sheet(
        title=shown.title,
        goes_with=". ".join(first) if PRACTICE in first else " ".join(first),
        lines=tuple(_line(vault, approved, words, line, own) for words, line in placed),
        checked_by=checked_by,
        credits=credits(line.picture for _, line in placed),
        particulars=(*(block.text for block in shown.particulars[1:]), look),
        running=shown.running,
        choices=easy.choices,
    )


def _line(vault: Vault, approved: ApprovedDocument, words: str, line: EasyLine, own: Path | None) -> SheetLine:
    if line.picture is None:
        return SheetLine(words, line.kind)
    data = picture_bytes(vault, approved.visit.id, line.picture, own)
    return SheetLine(words, line.kind, data, tidy(line.picture.alt))


def _words(sheet: Sheet, name: str) -> bytes:
    if name == "html":
        from easyread.render_html import html

        return html(sheet)
    from easyread.render_text import text

    return text(sheet)


def _spoken(sheet: Sheet, speak: Speak | None) -> bytes:
    from easyread.render_text import spoken
    from scribe.spoken_file import speak as by_own_voice

    return (speak or by_own_voice)(spoken(sheet))
