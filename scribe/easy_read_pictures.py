"""Photographs of a person's own for their Easy Read: kept in the vault with the document, and nowhere else."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from easyread.page import Picture
from scribe.document_text import can_be_seen, tidy
from scribe.errors import DataDamaged, FairnoteError, FileRefused
from scribe.review import NothingWritten
from scribe.vault import Vault
from scribe.visit import OwnPicture, VisitId

PHOTOGRAPH = "photo"
"""The folder of photographs within the council's own (`easyread.pictures`)."""
KEPT = "kept"
"""The folder that `Picture.file` of a photograph in the vault names; there is no such folder on any disk."""
ADDED = "own picture added"


class PictureMissing(FairnoteError):
    """A picture is neither on this laptop nor in the vault."""

    sentence = "That picture is not here any more. Nothing was changed. Choose another one."


def keep_photograph(vault: Vault, visit_id: VisitId, path: Path, name: str) -> Picture:
    """Keep a photograph with a visit: written anew and smaller, so that it says nothing of where or when it was taken.

    `name` is what it shows, for those who can't see it. The file stays as it is. Raises `NothingWritten` without a
    name, `FileRefused`, and `VisitHidden`.
    """
    from easyread.picture_import import photograph
    from easyread.plain_svg import NotPlain

    alt = tidy(name)
    if not can_be_seen(alt):
        raise NothingWritten("Say in a few words what the picture shows. Nothing was added.")
    try:
        kind, data = photograph(path)
    except NotPlain as error:
        raise FileRefused(f"{error} It was not added, and the file was not changed.") from None
    made = OwnPicture(hashlib.sha256(data).hexdigest()[:32], alt, kind, base64.b64encode(data).decode())
    with vault.transaction():
        vault.add_own_picture(visit_id, made)
        vault.audit.add(ADDED, visit_id)
    return _picture(made)


def as_it_is_now(vault: Vault, visit_id: VisitId, picture: Picture | None, own: Path | None) -> Picture | None:
    """A picture that was chosen. A photograph of the council's folder is kept as it is now: a file that takes its place
    there later would leave under an approval that nobody gave for it. Raises as `keep_photograph`.
    """
    if picture is None or own is None or picture.file.parts[0] != PHOTOGRAPH or picture.file.suffix == ".svg":
        return picture
    from easyread.pictures import picture_file

    return keep_photograph(vault, visit_id, picture_file(picture, own), picture.alt)


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
