"""Recognises text in pictures of pages: PaddleOCR's small networks by rapidocr on onnxruntime; runs only in a child.

Lines are found on the page made smaller, which is quick, and read on the page as it was. A line with a figure in it is
read at two sizes, since the networks can be sure of a figure and wrong; where the two differ, the word is not sure.
"""

from __future__ import annotations

import hashlib
import math
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.child import Send
from models.errors import EngineFailed, ModelDamaged, ModelMissing
from models.page_text import PagePicture, SeenLine, SeenPage, SeenWord
from models.progress import Cancellation

Image = NDArray[np.uint8]
Box = NDArray[np.float32]
"""The four corners of a line, clockwise from the top left, in pixels."""
Read = tuple[str, list[float]]
"""A line's text, and how sure each of its letters is."""

_MODELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Det": ("PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"),
        "Rec": ("PP-OCRv6_rec_small.onnx", "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"),
    }
)
"""The files in rapidocr's wheel, with the SHA-256 of the version that packaging/requirements.lock names."""
_LONGEST_SIDE = 1280
"""Pixels at which lines are looked for: 110 dots an inch of A4, where print of 6 points is still a line."""
_BATCH = 4
_SHARE_SIDEWAYS = 0.6
"""Share of lines that have to run down the page until it lies on its side."""
_LOOKED_AT = 3
"""How many lines are read to find out whether a page stands on its head."""
_READABLE = 0.93
"""How sure its letters are on the average, from which on it does not."""
_WIDER = 0.12
"""Share of its height by which a line is cut out larger for the second reading."""
_DOUBTED = 0.3
"""How sure a word is counted whose figures come out otherwise at another size."""


def open_ocr() -> OcrEngine:
    """Check the networks' files, then open them. Raises `ModelMissing` or `ModelDamaged`; nothing is downloaded."""
    return OcrEngine(_checked())


def _checked() -> dict[str, Path]:
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    found = {}
    for part, (name, sha256) in _MODELS.items():
        path = folder / name
        if not path.is_file():
            raise ModelMissing("The model that reads pictures is not on this laptop. Run the set-up again, or ask IT.")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise ModelDamaged
        found[part] = path
    return found


@contextmanager
def _no_downloads() -> Iterator[None]:
    """Keep rapidocr from a client of the network: it would fetch models, and its import alone opens a socket."""
    nothing = ModuleType("requests")
    vars(nothing).update(Response=object, RequestException=OSError)
    before = sys.modules.get("requests")
    sys.modules["requests"] = nothing
    try:
        yield
    finally:
        del sys.modules["requests"]
        if before is not None:
            sys.modules["requests"] = before


class OcrEngine:
    """Opened networks: the service behind `engines.ChildPageReader`."""

    def __init__(self, models: Mapping[str, Path]) -> None:
        with _no_downloads():
            from rapidocr import RapidOCR

        threads = min(4, os.cpu_count() or 1)
        settings = {
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **{f"{part}.model_path": str(path) for part, path in models.items()},
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST_SIDE,
            "Rec.rec_batch_num": _BATCH,
        }
        whole: Any = RapidOCR(params=settings)
        self._find, self._read = whole._load_det_model(), whole._load_rec_model()

    def read(self, picture: PagePicture, *, send: Send, cancel: Cancellation) -> SeenPage:
        """As `PageReader.read`."""
        page = _image(picture)
        page, boxes = self._upright(page, cancel)
        lines = []
        slope = _slope(boxes)
        for box, (text, sure) in zip(boxes, self._texts(page, boxes, cancel), strict=True):
            words = tuple(_words(text, sure))
            if words:
                lines.append(SeenLine(words, *_edges(box, slope, page.shape)))
        return SeenPage(tuple(lines), page.shape[1], page.shape[0])

    def _upright(self, page: Image, cancel: Cancellation) -> tuple[Image, Box]:
        """The page turned by quarters until its lines run from left to right, and the boxes of these lines."""
        boxes = self._boxes(page)
        if len(boxes) and np.mean([_height(box) > 1.5 * _width(box) for box in boxes]) > _SHARE_SIDEWAYS:
            page = np.ascontiguousarray(np.rot90(page))
            boxes = self._boxes(page)
        if len(boxes) and self._on_its_head(page, boxes, cancel):
            page = _half_turned(page)
            boxes = self._boxes(page)
        return page, boxes

    def _boxes(self, page: Image) -> Box:
        found = self._find(page).boxes
        return np.zeros((0, 4, 2), np.float32) if found is None else np.asarray(found, np.float32)

    def _on_its_head(self, page: Image, boxes: Box, cancel: Cancellation) -> bool:
        """Whether lines can be read better the other way up; it is asked of lines of middling length."""
        widths = sorted(boxes, key=_width, reverse=True)
        some = [_cut(page, box) for box in widths[len(widths) // 4 :][:_LOOKED_AT]]
        upright = self._how_sure(some, cancel)
        return upright < _READABLE and self._how_sure([_half_turned(cut) for cut in some], cancel) > upright

    def _how_sure(self, cuts: list[Image], cancel: Cancellation) -> float:
        return float(np.mean([np.mean(sure) if sure else 0.0 for _, sure in self._recognise(cuts, cancel)]))

    def _texts(self, page: Image, boxes: Box, cancel: Cancellation) -> list[Read]:
        first = self._recognise([_cut(page, box) for box in boxes], cancel)
        again = [at for at, (text, _) in enumerate(first) if any(letter.isdigit() for letter in text)]
        second = self._recognise([_cut(page, boxes[at], _WIDER) for at in again], cancel)
        for at, (other, _) in zip(again, second, strict=True):
            first[at] = _compared(first[at], other)
        return first

    def _recognise(self, cuts: list[Image], cancel: Cancellation) -> list[Read]:
        from rapidocr.ch_ppocr_rec import TextRecInput

        found: list[Read] = [("", [])] * len(cuts)
        order = sorted(range(len(cuts)), key=lambda at: cuts[at].shape[1] / cuts[at].shape[0])
        for start in range(0, len(order), _BATCH):
            cancel.raise_if_asked()
            some = order[start : start + _BATCH]
            seen = self._read(TextRecInput(img=[cuts[at] for at in some], return_word_box=True))
            for at, text, words in zip(some, seen.txts, seen.word_results, strict=True):
                found[at] = (text, list(words.confs))
        return found


def _image(picture: PagePicture) -> Image:
    """A picture as the networks take it: three colours, all the same. Raises `EngineFailed` for what is no picture: it
    comes from a program that opened a stranger's file.
    """
    if min(picture.width, picture.height) < 1 or picture.width * picture.height != len(picture.pixels):
        raise EngineFailed
    grey = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width)
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))


def _half_turned(image: Image) -> Image:
    return np.ascontiguousarray(image[::-1, ::-1])


def _width(box: Box) -> float:
    return float(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[3] - box[2])))


def _height(box: Box) -> float:
    return float(max(np.linalg.norm(box[0] - box[3]), np.linalg.norm(box[1] - box[2])))


def _cut(page: Image, box: Box, wider: float = 0.0) -> Image:
    """What is inside a box, turned straight; with `wider`, and that share of its height more above and below."""
    from rapidocr.utils.process_img import get_rotate_crop_image

    if wider:
        down = (box[3] - box[0] + box[2] - box[1]) / 2 * wider
        box = box + np.array([-down, -down, down, down], np.float32)
    cut: Image = get_rotate_crop_image(page, box)
    return cut


def _slope(boxes: Box) -> float:
    """By how many radians the lines of a page go down to the right, as most of the long ones do."""
    long = [box for box in boxes if _width(box) > 5 * _height(box)]
    if not long:
        return 0.0
    return float(np.median([math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box in long]))


def _edges(box: Box, slope: float, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line, on the page turned by its slope about its middle."""
    middle = np.array([shape[1] / 2, shape[0] / 2], np.float32)
    cos, sin = math.cos(slope), math.sin(slope)
    turned = (box - middle) @ np.array([[cos, -sin], [sin, cos]], np.float32) + middle
    left, right = (turned[0][0] + turned[3][0]) / 2, (turned[1][0] + turned[2][0]) / 2
    top, bottom = (turned[0][1] + turned[1][1]) / 2, (turned[2][1] + turned[3][1]) / 2
    return float(left), float(top), float(right), float(bottom)


def _words(text: str, sure: list[float]) -> Iterator[SeenWord]:
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield SeenWord(word, round(min(sure[at : at + len(word)], default=0.0), 3))
        at += len(word)


def _compared(first: Read, other: str) -> Read:
    """The first reading, less sure of the words with figures that the other has not."""
    text, sure = first
    ours, theirs = text.split(), other.split()
    same = SequenceMatcher(None, ours, theirs, autojunk=False)
    differ = {
        at for tag, start, end, _, _ in same.get_opcodes() if tag != "equal" for at in range(start, max(end, start))
    }
    lowered, at = list(sure), 0
    for number, word in enumerate(ours):
        at = text.index(word, at)
        if number in differ and any(letter.isdigit() for letter in word):
            lowered[at : at + len(word)] = [min(each, _DOUBTED) for each in lowered[at : at + len(word)]]
        at += len(word)
    return text, lowered


__all__ = ["OcrEngine", "open_ocr"]
