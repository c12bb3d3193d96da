"""Templates of notes: which sections a note has, which words lead there, and where only a person may write."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from scribe.errors import FileRefused, NotFound
from scribe.notes.template_check import CANT_OPEN, RESERVED, read_data
from scribe.visit import Aspect, SectionId

OUT_OF_REACH = "The folder of the council's own templates is out of reach, so they can't be used now."
AS_LAST_READ = "The folder of the council's own templates is out of reach. They are used as they were read last."


@dataclass(frozen=True)
class TemplateAspect:
    """What has to be asked under a heading, and the words that show that it was spoken of."""

    id: str
    heading: str
    strong: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()


@dataclass(frozen=True)
class TemplateSection:
    """One heading. `strong` and `hints` are words or phrases (as lemmas) that lead here; `prompt` marks what only a
    person may write.
    """

    id: SectionId
    heading: str
    source: str = ""
    strong: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Kinds of statement that belong here ('wish', 'refusal', 'view')."""
    whose: tuple[str, ...] = ()
    """Roles of the speakers for whom `kinds` holds; empty: anybody's."""
    weights: tuple[str, ...] = ()
    """Kinds of weight ('falls', 'harm' …) that belong here."""
    prompt: str = ""
    fallback: bool = False
    aspects: tuple[TemplateAspect, ...] = ()
    required: bool = False
    """Whether the worker has to write here before approval."""

    @property
    def shown_aspects(self) -> tuple[Aspect, ...]:
        """The aspects as a document has them."""
        return tuple(Aspect(each.id, each.heading) for each in self.aspects)


@dataclass(frozen=True)
class Template:
    """A note's sections in their order. `source` is the law or guidance that it follows."""

    id: str
    title: str
    sections: tuple[TemplateSection, ...]
    source: str = ""
    about: str = ""
    """When to use it, in one plain sentence."""
    checked: str = ""
    """The day on which the law was read, as text."""
    detail: str = "standard"
    """How much it holds where nothing else is asked for."""
    order: str = "topic"
    """'time' for minutes: under a heading all that was said stands where it was said, also what is said twice."""

    @property
    def fallback(self) -> TemplateSection | None:
        """Where a statement goes that fits nowhere else."""
        return next((section for section in self.sections if section.fallback), None)


@dataclass(frozen=True)
class Refused:
    """A council's own file that can't be used, and why. `id` is its id, as far as it can be read, else ''."""

    path: Path
    problems: tuple[str, ...]
    id: str = ""

    @property
    def sentence(self) -> str:
        """Which file, and what to mend."""
        return f"The template {self.path.name} can't be used. {' '.join(self.problems)}"


def templates(extra_folder: Path | None = None) -> tuple[Template, ...]:
    """Every template that comes with Fairnote, then those of a council's own folder; one of the same id takes the
    place of Fairnote's. A file that can't be used is passed over: see `refused`.
    """
    own = {each.id: each for each in (_read(path) for path in _built_in()) if isinstance(each, Template)}
    return tuple((own | _councils(extra_folder)[0]).values())


def refused(extra_folder: Path | None) -> tuple[Refused, ...]:
    """The files of a council's own folder that can't be used, each with its reasons."""
    return _councils(extra_folder)[1]


def problems_in(folder: Path | None) -> tuple[str, ...]:
    """What a person should know of a council's own folder: that it is out of reach, which files can't be used, and
    which can't be opened now and are used as they were read last.
    """
    files, in_reach = _files_in(folder)
    gone = () if in_reach else (AS_LAST_READ if files else OUT_OF_REACH,)
    old = (f"The template {path.name} can't be opened now. It is used as it was read last." for path in files
           if in_reach and isinstance(_read(path), Template) and _read_now(path) is None)  # fmt: skip
    return (*gone, *old, *(each.sentence for each in refused(folder)))


def councils_file(name: str, folder: Path) -> Path | None:
    """The file of the template of that id in a council's own folder, whether it can be used or not."""
    return next((path for path in _files_in(folder)[0] if _read(path).id == name), None)


def template(name: str, extra_folder: Path | None = None) -> Template:
    """The template of that id. Raises `NotFound`, naming those that there are, or `FileRefused` where the council's
    file of it can't be used.
    """
    found = {each.id: each for each in templates(extra_folder)}
    bad = next((each for each in refused(extra_folder) if name in (each.id, each.path.stem)), None)
    if name in found and (bad is None or bad.id not in ("", name)):
        return found[name]
    if bad is not None:
        # Not Fairnote's own in the place of the council's: they may ask for different things.
        raise FileRefused(bad.sentence)
    out_of_reach = "" if _files_in(extra_folder)[1] else f" {OUT_OF_REACH}"
    raise NotFound(f"There is no template of that name. There are: {', '.join(found)}.{out_of_reach}")


def check(path: Path) -> tuple[str, ...]:
    """What is wrong with a template file, one plain sentence each; empty when it can be used."""
    data, found = read_data(path)
    return found or _reserved(data, path)


def built_in_folder() -> Path:
    """Where the templates are that come with Fairnote. Nothing is ever written there."""
    return Path(str(files("resources") / "templates"))


def _built_in() -> list[Path]:
    # The plain case note is what most visits need, so it comes first in every list; what is no kind of note, last.
    return sorted(
        built_in_folder().glob("*.toml"),
        key=lambda path: (path.stem != "case-note", path.stem in RESERVED, path.stem),
    )


def _councils(folder: Path | None) -> tuple[dict[str, Template], tuple[Refused, ...]]:
    good: dict[str, Template] = {}
    bad: list[Refused] = []
    for path in _files_in(folder)[0]:
        found = _read(path)
        if isinstance(found, Refused):
            bad.append(found)
        elif found.id in good:
            same = f"Another file in the folder has the same id: '{found.id}'."
            bad.append(Refused(path, (same,), found.id))
        else:
            good[found.id] = found
    return good, tuple(bad)


# What was read last, while the program runs: a network drive that is gone for a moment must not change which kinds of
# note there are, nor be remembered as a fault of a file.
_listed: dict[Path, tuple[Path, ...]] = {}
_good: dict[Path, tuple[tuple[int, int], Template]] = {}
"""Each with when it was changed, and its size."""


def _files_in(folder: Path | None) -> tuple[tuple[Path, ...], bool]:
    """The template files of a folder, and whether it can be read now; else those that it had when it was read last."""
    if folder is None:
        return (), True
    try:
        _listed[folder] = tuple(sorted(path for path in folder.iterdir() if path.suffix == ".toml"))
    except OSError:
        return _listed.get(folder, ()), False
    return _listed[folder], True


def _read(path: Path) -> Template | Refused:
    """A file as it is now; where it can't be opened, as it was when it was read last, if it was good then."""
    now = _read_now(path)
    if now is None:
        return _good[path][1] if path in _good else Refused(path, (CANT_OPEN,))
    return now


def _read_now(path: Path) -> Template | Refused | None:
    """None where it can't be opened. What is wrong is found anew each time: a drive that stumbles is no fault of it."""
    try:
        known = path.stat()
    except OSError:
        return None
    version = known.st_mtime_ns, known.st_size
    if path in _good and _good[path][0] == version:
        return _good[path][1]
    data, found = read_data(path)
    if found == (CANT_OPEN,):
        return None
    _good.pop(path, None)
    found, name = found or _reserved(data, path), data.get("id", "")
    if found:
        return Refused(path, found, name if isinstance(name, str) else "")
    _good[path] = version, made_of(data)
    return _good[path][1]


def _reserved(data: dict[str, Any], path: Path) -> tuple[str, ...]:
    if data["id"] not in RESERVED or path.parent == built_in_folder():
        return ()
    return (f"'{data['id']}' is the id of {_RESERVED_FOR[data['id']]}: choose another.",)


_RESERVED_FOR = dict(
    zip(RESERVED, ("transcripts", "the record after erasing", "the urgent extract", "Easy Reads"), strict=True)
)


def made_of(data: dict[str, Any]) -> Template:
    """The template of data in which nothing is wrong."""
    shared = {each["id"]: _aspect(each) for each in data.get("aspects", ())}
    return Template(
        id=data["id"],
        title=data["title"],
        sections=tuple(_section(each, shared) for each in data["sections"]),
        source=data.get("source", ""),
        about=data.get("about", ""),
        checked=data.get("checked", ""),
        detail=data.get("detail", "standard"),
        order=data.get("order", "topic"),
    )


def _section(data: dict[str, Any], shared: dict[str, TemplateAspect]) -> TemplateSection:
    return TemplateSection(
        id=SectionId(data["id"]),
        heading=data["heading"],
        source=data.get("source", ""),
        strong=tuple(data.get("strong", ())),
        hints=tuple(data.get("hints", ())),
        kinds=tuple(data.get("kinds", ())),
        whose=tuple(data.get("whose", ())),
        weights=tuple(data.get("weights", ())),
        prompt=data.get("prompt", ""),
        fallback=data.get("fallback", False),
        aspects=tuple(shared[each] if isinstance(each, str) else _aspect(each) for each in data.get("aspects", ())),
        required=data.get("required", False),
    )


def _aspect(data: dict[str, Any]) -> TemplateAspect:
    words = {key: tuple(data.get(key, ())) for key in ("strong", "hints", "weights")}
    return TemplateAspect(data["id"], data["heading"], **words)
