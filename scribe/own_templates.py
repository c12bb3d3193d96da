"""Templates that a council or a worker changed: kept in their own folder, never in the place of Fairnote's files."""

from __future__ import annotations

from pathlib import Path

from scribe.errors import FairnoteError
from scribe.files import clear_disk_errors, is_taken, write_atomically
from scribe.notes.template_check import RESERVED, problems
from scribe.notes.template_writing import to_data, to_toml
from scribe.notes.templates import Template, councils_file
from scribe.settings import Settings, data_folder

_EARLIER = ".before"
"""Put after the name of what a changed file was before: not read, and there for who wants it back."""


class TemplateRefused(FairnoteError):
    """What was written is no template that can be used."""

    sentence = "This kind of note can't be used as it is. Nothing was kept."


def folder_of(settings: Settings) -> Path:
    """Where changed templates are kept: the council's folder, else one of the worker's own."""
    return settings.templates_folder or data_folder() / "templates"


def faults(template: Template) -> tuple[str, ...]:
    """What has to be mended before a template can be used, one plain sentence each."""
    found = problems(to_data(template))
    return (*found, f"'{template.id}' can't be the id of a kind of note.") if template.id in RESERVED else found


def keep(template: Template, folder: Path) -> Path:
    """Write a template into its folder, and say where; what its file was before stays beside it under another name.

    Raises `TemplateRefused`, `WriteFailed` or `DiskFull`; then nothing is changed.
    """
    found = faults(template)
    if found:
        raise TemplateRefused(f"{TemplateRefused.sentence} {' '.join(found)}")
    with clear_disk_errors():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = councils_file(template.id, folder)
        if path is None:
            path = _free(folder, template.id)
        else:
            write_atomically(path.with_name(path.name + _EARLIER), path.read_bytes())
    write_atomically(path, to_toml(template).encode())
    return path


def _free(folder: Path, name: str) -> Path:
    """A file of that name that is not there; one that is there belongs to somebody else."""
    number = 1
    path = folder / f"{name}.toml"
    while is_taken(path):
        number += 1
        path = folder / f"{name}-{number}.toml"
    return path
