"""A picture for each line of an Easy Read page: the same thing always gets the same one, and some lines get none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from easyread.concepts import Concept, concepts, readings
from easyread.formal_lines import formal_lines
from easyread.language.words import words
from easyread.page import Line, LineKind, Page, Picture
from easyread.picture_sense import best
from resources.assets import BUILT, AssetMissing

NONE: Mapping[str, str] = {}
NOT = "not "
"""Before a concept: that it is not so. What is denied is another thing, with a picture of its own."""
NO_PICTURE = ""
"""What is chosen for a concept that is to have no picture."""
OWN = BUILT.parent / "easyread" / "pictures"
FETCHED = BUILT / "pictures"
PHOTOGRAPH = "photo"
CREDITS = {
    "own": "",
    "openmoji": "Some pictures: OpenMoji, openmoji.org, the open-source emoji and icon project. Licence: CC BY-SA 4.0.",
    "health": "Some pictures: Health Icons, healthicons.org. Licence: MIT.",
    PHOTOGRAPH: "",
}
"""The line that stands under a page for each set; our own drawings and a council's photographs need none."""
_CHANGED = " Changed: a red cross was laid over some."


@dataclass(frozen=True)
class _Listed:
    """One picture of a set as the index has it: `words` are what it is called, `tags` what else it is found by."""

    reference: str
    title: str
    words: frozenset[str]
    tags: frozenset[str]


def picture_for(text: str, chosen: Mapping[str, str] = NONE, own: Path | None = None) -> Picture | None:
    """The picture of what a line is about, or None where there is no good one.

    `chosen` holds a worker's choices: for a concept another picture's reference, or NO_PICTURE. `own` is a council's
    folder.
    """
    found = best(text, concepts(own))
    return None if found is None else _picture(*found, chosen)


def add_pictures(page: Page, chosen: Mapping[str, str] = NONE, own: Path | None = None) -> Page:
    """The page with a picture on each line that has a good one.

    A heading has none on purpose: it names what the lines under it say, and those have theirs. Nor have the head of a
    letter, its references and its end. The meaning of a word has the picture of that word; where the word has none,
    what the word is said to be decides ('An invoice is a paper that says how much to pay').
    """
    formal = formal_lines(page.lines)
    return replace(
        page,
        lines=tuple(
            replace(line, picture=None if at in formal else _of_line(line, chosen, own))
            for at, line in enumerate(page.lines)
        ),
    )


def _of_line(line: Line, chosen: Mapping[str, str], own: Path | None) -> Picture | None:
    if line.kind is LineKind.HEADING:
        return None
    told = _MEANS.match(line.text) if line.kind is LineKind.EXPLAIN else None
    if told is None:
        return picture_for(line.text, chosen, own)
    of_word = picture_for(told["word"], chosen, own)
    return of_word if of_word or told["says"] == "means" else picture_for(_LIKE.split(line.text)[0], chosen, own)


_LIKE = re.compile(r", (?:like|such as) ")
"""What follows is only an example: 'the facts of a person's life, like money' is not about money."""
_MEANS = re.compile(r"(?:(?:An?|The|To) )?(?P<word>.+?) (?P<says>means|is|are)\b")


def _picture(concept: Concept, denied: bool, chosen: Mapping[str, str]) -> Picture | None:
    reference = chosen.get(concept.id, concept.picture)
    if denied and f"{NOT}{concept.id}" in chosen:
        reference, denied = chosen[f"{NOT}{concept.id}"], False
    if reference == NO_PICTURE:
        return None
    alt = concept.alt if reference == concept.picture else _title(reference) or concept.alt
    if not denied:
        return _of(reference, concept.id, alt)
    if concept.opposite:
        return _of(concept.opposite, NOT + concept.id, _alts().get(concept.opposite, concept.alt))
    if reference != concept.picture:
        return None  # there is no crossed form of a picture that somebody brought
    kind = reference.partition(":")[0]
    credit = CREDITS[kind] and CREDITS[kind] + _CHANGED
    return Picture(NOT + concept.id, Path("crossed") / file_of(reference), f"Crossed out: {alt}", credit)


def _of(reference: str, concept: str, alt: str) -> Picture:
    return Picture(concept, file_of(reference), alt, CREDITS[reference.partition(":")[0]])


def file_of(reference: str) -> Path:
    """Where a picture's file is within its folder: 'own:plan' is own/plan.svg. Raises KeyError for an unknown set."""
    kind, _, name = reference.partition(":")
    if kind not in CREDITS or not name or ".." in name or name.startswith(("/", "\\")):
        raise KeyError(reference)
    return Path(kind) / (name if kind == PHOTOGRAPH else f"{name}.svg")


def picture_file(picture: Picture, own: Path | None = None) -> Path:
    """Where a picture is on this laptop; raises AssetMissing when it is not there."""
    kind = picture.file.parts[0]
    folder = OWN if kind == "own" else own if kind == PHOTOGRAPH and own is not None else FETCHED
    path = folder / picture.file
    if not path.is_file():
        raise AssetMissing(f"The picture for '{picture.concept}' is not on this laptop. Run the set-up again.")
    return path


def credits(pictures: Iterable[Picture | None]) -> tuple[str, ...]:
    """The lines that say whose the pictures of a page are, each once. A line of a changed picture covers its set."""
    lines = {picture.credit for picture in pictures if picture is not None and picture.credit}
    return tuple(sorted(line for line in lines if line + _CHANGED not in lines))


# --- searching
def search(asked: str, own: Path | None = None, most: int = 60) -> tuple[Picture, ...]:
    """Pictures by words: first the concepts, then everything that the sets call so or are found by; the best first."""
    wanted = words(asked)
    if not wanted:
        return ()
    forms = [readings(word) for word in wanted]
    found: dict[Path, tuple[int, Picture]] = {}
    for listed in (*_concepts_listed(own), *_photographs(own), *_index(FETCHED / "index.json")):
        score = sum(3 if form & listed.words else 1 if form & listed.tags else -9 for form in forms)
        if score > 0:
            file = file_of(listed.reference)
            picture = _of(listed.reference, listed.reference, listed.title)
            found.setdefault(file, (score, picture))
    return tuple(picture for _, picture in sorted(found.values(), key=lambda pair: -pair[0])[:most])


def _concepts_listed(own: Path | None) -> tuple[_Listed, ...]:
    return tuple(
        _Listed(one.picture, one.alt, _forms(_asked_by(one)), _forms(one.alt)) for one in concepts(own) if one.picture
    )


def _asked_by(concept: Concept) -> str:
    """The words by which a concept is found: 'not happy with' is no way to ask for a complaint."""
    return " ".join(word.replace("=", "").partition(":")[0] for word in concept.words if "not " not in word)


def _photographs(own: Path | None) -> tuple[_Listed, ...]:
    folder = own / PHOTOGRAPH if own is not None else None
    if folder is None or not folder.is_dir():
        return ()
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".png", ".jpg", ".svg"))
    return tuple(_Listed(f"{PHOTOGRAPH}:{path.name}", path.stem, _forms(path.stem), frozenset()) for path in paths)


@lru_cache(maxsize=2)
def _index(path: Path) -> tuple[_Listed, ...]:
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _Listed(
            row["picture"], row["title"].capitalize(), frozenset(words(row["title"])), frozenset(words(row["tags"]))
        )
        for row in rows
    )


@lru_cache(maxsize=1024)
def _forms(text: str) -> frozenset[str]:
    return frozenset().union(*(readings(word) for word in words(text)))


@lru_cache(maxsize=1)
def _alts() -> Mapping[str, str]:
    return {concept.picture: concept.alt for concept in reversed(concepts())}


def _title(reference: str) -> str:
    if reference in _alts():
        return _alts()[reference]
    if reference.startswith(f"{PHOTOGRAPH}:"):
        return Path(reference.partition(":")[2]).stem
    return next((one.title for one in _index(FETCHED / "index.json") if one.reference == reference), "")
