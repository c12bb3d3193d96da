"""The page of an Easy Read as it would be printed now, to be looked at while it is still being checked."""

from __future__ import annotations

from easyread.pictures import credits
from easyread.sheet import Sheet, SheetLine
from scribe.document_text import checked_by_line, goes_with_line, tidy
from scribe.easy_read import Placed, easy_part, lines
from scribe.easy_read_pictures import picture_bytes
from scribe.export_pdf import PdfNotPossible
from scribe.session import Session
from scribe.visit import Document, DocumentId, EasyPart

NOT_APPROVED = "Draft, not approved"
"""At the foot of each page: what is looked at here can't be taken for what was approved."""


def preview_page(session: Session, document_id: DocumentId, page: int, dpi: int) -> tuple[bytes, int]:
    """A page (from 1) of the very PDF as PNG, and how many pages there are. Nothing is kept, and nothing leaves.

    Raises `PdfNotPossible`, and `PictureMissing` where a picture is not here any more.
    """
    from easyread.render_pdf import preview_png
    from easyread.typesetting import NotTypeset

    document = session.vault.document(document_id)
    try:
        return preview_png(_sheet(session, document, easy_part(document)), page - 1, dpi)
    except NotTypeset:
        raise PdfNotPossible from None


def _sheet(session: Session, document: Document, easy: EasyPart) -> Sheet:
    shown = tuple(one for one in lines(document) if not one.claim.removed)
    return Sheet(
        title=tidy(document.title),
        goes_with=goes_with_line(easy),
        lines=tuple(_line(session, document, one, pictures=easy.choices.pictures) for one in shown),
        checked_by=checked_by_line(easy),
        credits=credits(one.line.picture for one in shown),
        running=NOT_APPROVED,
        choices=easy.choices,
    )


def _line(session: Session, document: Document, one: Placed, *, pictures: bool) -> SheetLine:
    picture = one.line.picture if pictures else None
    if picture is None:
        return SheetLine(tidy(one.claim.text), one.line.kind)
    data = picture_bytes(session.vault, document.visit, picture)
    return SheetLine(tidy(one.claim.text), one.line.kind, data, tidy(picture.alt))
