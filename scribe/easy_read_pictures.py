"""Pictures for one Easy Read alone: photographs, and those of a council's set as they were when they were chosen."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from easyread.page import Picture
from scribe.document_text import can_be_seen, tidy
from scribe.errors import DataDamaged, FairnoteError, FileRefused
from scribe.files import WriteFailed
from scribe.review import NothingWritten
from scribe.vault import Vault
from scribe.visit import Document, OwnPicture, VisitId

if TYPE_CHECKING:
    from easyread.picture_import import Imported

PHOTOGRAPH = "photo"
"""The folder of pictures within the council's own (`easyread.pictures`)."""
KEPT = "kept"
"""The folder that `Picture.file` of a photograph in the vault names; there is no such folder on any disk."""
ADDED = "own picture added"


class PictureMissing(FairnoteError):
    """A picture is neither on this laptop nor in the vault."""

    sentence = "That picture is not here any more. Nothing was changed. Choose another one."


class NoFolderOfOwn(FairnoteError):
    """There is no folder into which a set of pictures could go."""

    sentence = (
        "There is no folder for the council's own pictures on this laptop, or it is out of reach. Nothing was added. "
        "Ask whoever set up Fairnote to name one (easy_read_folder in the settings)."
    )


def keep_photograph(vault: Vault, visit_id: VisitId, path: Path, name: str) -> Picture:
    """Keep a photograph or a drawing with a visit: written anew and smaller, so that it says nothing of where or when
    it was taken.

    `name` is what it shows, for those who can't see it. The file stays as it is. Raises `NothingWritten` without a
    name, `FileRefused`, and `VisitHidden`.
    """
    from easyread.picture_import import read_picture
    from easyread.plain_svg import NotPlain

    alt = tidy(name)
    if not can_be_seen(alt):
        raise NothingWritten("Say in a few words what the picture shows. Nothing was added.")
    try:
        kind, data = read_picture(path)
    except NotPlain as error:
        raise FileRefused(f"{error} It was not added, and the file was not changed.") from None
    made = OwnPicture(hashlib.sha256(data).hexdigest()[:32], alt, kind, base64.b64encode(data).decode())
    with vault.transaction():
        vault.add_own_picture(visit_id, made)
        vault.audit.add(ADDED, visit_id)
    return _picture(made)


def as_it_is_now(vault: Vault, visit_id: VisitId, picture: Picture | None, own: Path | None) -> Picture | None:
    """A picture that was chosen. One of the council's folder is kept as it is now: a file that takes its place there
    later would leave under an approval that nobody gave for it. Raises as `keep_photograph`, and `PictureMissing`.
    """
    if picture is None or picture.file.parts[0] != PHOTOGRAPH:
        return picture
    from easyread.pictures import picture_file
    from resources.assets import AssetMissing

    if picture.file.is_absolute() or ".." in picture.file.parts or own is None:
        raise PictureMissing
    try:
        path = picture_file(picture, own)
    except AssetMissing:
        raise PictureMissing from None
    return replace(keep_photograph(vault, visit_id, path, picture.alt), concept=picture.concept, credit=picture.credit)


def kept(vault: Vault, visit_id: VisitId, picture: Picture | None, own: Path | None) -> Picture | None:
    """A picture that was found for a line, as it is now; None where it can't be kept, as if none had been found."""
    try:
        return as_it_is_now(vault, visit_id, picture, own)
    except (FileRefused, NothingWritten, PictureMissing):
        return None


def with_kept(vault: Vault, document: Document, own: Path | None) -> Document:
    """The same document, in which no picture is one of the council's folder: each is kept as it is now.

    The visit has to be in the vault.
    """
    if document.easy is None:
        return document

    @cache
    def once(picture: Picture | None) -> Picture | None:
        return kept(vault, document.visit, picture, own)

    lines = tuple(replace(one, picture=once(one.picture)) for one in document.easy.lines)
    return replace(document, easy=replace(document.easy, lines=lines))


def import_set(folder: Path, own: Path | None) -> Imported:
    """Bring the pictures of a folder into the council's own, for every Easy Read from now on.

    Raises `NoFolderOfOwn`, `FileRefused` where there is no picture in it or it can't be read, `WriteFailed`.
    """
    from easyread.picture_import import import_pictures

    if own is None:
        raise NoFolderOfOwn
    if not folder.is_dir():
        raise FileRefused("This folder can't be read. Nothing was added.")
    try:
        made = import_pictures(folder, own)
    except OSError:
        raise WriteFailed from None
    if not made.pictures and not made.refused:
        raise FileRefused("There are no pictures in this folder (png, jpg or svg). Nothing was added.")
    return made


def own_pictures(vault: Vault, visit_id: VisitId) -> tuple[Picture, ...]:
    """The photographs that a visit has."""
    return tuple(_picture(each) for each in vault.own_pictures(visit_id))


def picture_bytes(vault: Vault, visit_id: VisitId, picture: Picture, own: Path | None = None) -> bytes:
    """A picture's SVG, PNG or JPEG. `own` is the council's folder. Raises `PictureMissing`, `NotFound`."""
    from easyread.pictures import picture_file
    from resources.assets import AssetMissing

    if picture.file.is_absolute() or ".." in picture.file.parts:
        raise PictureMissing  # no picture is outside the folders of pictures
    if picture.file.parts[0] == KEPT:
        return _content(vault.own_picture(visit_id, picture.file.stem))
    try:
        return picture_file(picture, own).read_bytes()
    except (AssetMissing, OSError):
        raise PictureMissing from None


def _content(kept: OwnPicture) -> bytes:
    data = base64.b64decode(kept.data)
    if hashlib.sha256(data).hexdigest()[:32] != kept.id:
        raise DataDamaged
    return data


def _picture(kept: OwnPicture) -> Picture:
    return Picture(f"{KEPT}:{kept.id}", Path(KEPT) / f"{kept.id}.{kept.kind}", kept.alt)
