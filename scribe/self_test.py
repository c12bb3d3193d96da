"""Tries every part of an installed Fairnote for real, in at most a minute: `fairnote doctor --self-test`.

Everything happens on the practice visit's first words and in folders that are thrown away: the worker's vault and
keychain are neither read nor written, and of the settings only those on models count. What runs in a child process in
use runs in one here.
"""

from __future__ import annotations

import io
import pkgutil
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from models import catalogue, engines
from models.errors import ModelError
from models.process import stream
from models.progress import Cancellation, Cancelled
from models.second_opinion import SecondHearing, Stretch
from models.transcriber import TranscribeOptions
from models.writer import CompletionRequest
from scribe.audio_file import AudioFile
from scribe.errors import FairnoteError
from scribe.practice import read_practice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scribe.session import Session
    from scribe.settings import Settings
    from scribe.visit import Visit

LIMIT_SECONDS = 60.0
"""What has not been tried by then is told as not tried, which counts as failed."""
HEARD_SECONDS = 7.6
"""The first turn of the practice visit: 'Hello, Mrs Begum. I am Jo, …'."""
SAID = frozenset(
    ("hello", "i", "am", "jo", "the", "social", "worker", "is", "it", "all", "right", "if", "record", "our", "talk")
    + ("today",)
)
ENOUGH_HEARD = 10
"""Of the 16 words above: a recogniser that works at all hears more of this clear recording."""
IN_PROCESS = ("scribe", "easyread", "models", "resources")
LIBRARIES = (
    "apsw", "av", "docx", "HanTa", "jellyfish", "keyring", "lemminflect", "minisign", "nacl", "numpy", "odfdo",
    "platformdirs", "psutil", "pypdfium2", "pyrage", "simplemma", "sounddevice", "soxr", "spylls", "striprtf",
    "symspellpy", "textstat", "typst", "wakepy", "wordfreq",
)  # fmt: skip
"""What pyproject.toml depends on, many of them imported late; those of the window and the engines are tried there.

`pypdf` is read by tests alone.
"""
REFERENCE = "SELF-TEST"
LETTER = "Your money will change on Monday. It is anticipated that payments will commence on 3 March."
READ_AGAIN = ("docx", "pdf", "html", "txt")
"""The formats of a document that are for reading."""
PRINTED = "Your money will change on Monday"


class SelfTestFailed(FairnoteError):
    """A part ran and did not do what it should."""

    sentence = "This part did not do what it should. Install Fairnote again; if it stays so, tell IT."


@dataclass(frozen=True)
class Part:
    """One part: its key in JSON, its name for IT, and what tries it. `do` returns what it found, or raises."""

    key: str
    label: str
    do: Callable[[Cancellation], str]


@dataclass(frozen=True)
class Tried:
    """How a part did: what it found or why it failed, and the seconds that it took."""

    key: str
    label: str
    value: str
    fine: bool
    seconds: float


def self_test(window: str, settings: Settings, limit: float = LIMIT_SECONDS) -> Iterator[Tried]:
    """Try one part after the other, giving each as it is done, for `limit` seconds at most.

    `window` is 'module:function' that opens one unseen. `settings` say which models may be started, and on what.
    """
    cancel = Cancellation()
    alarm = threading.Timer(limit, cancel.ask)
    alarm.daemon = True
    alarm.start()
    try:
        for part in parts(window, settings):
            yield try_part(part, cancel)
    finally:
        alarm.cancel()


def try_part(part: Part, cancel: Cancellation) -> Tried:
    """Run one part; whatever goes wrong in it is its result, and no reason to leave out the others."""
    began = time.monotonic()
    try:
        cancel.raise_if_asked()
        value, fine = part.do(cancel), True
    except Cancelled:
        value, fine = "not tried, or not finished: the time of the self-test was over", False
    except (FairnoteError, ModelError) as error:
        value, fine = str(error), False
    except Exception as error:  # its class alone, as everywhere
        value, fine = f"failed ({type(error).__name__})", False
    return Tried(part.key, part.label, value, fine, time.monotonic() - began)


def parts(window: str, settings: Settings) -> tuple[Part, ...]:
    """Every part, in the order in which one rests on another."""
    return (
        Part("imports", "Program's parts", lambda cancel: str(stream(import_everything, cancel=cancel))),
        Part("vault", "Vault", _vault),
        Part("sound", "Sound files", lambda cancel: str(stream(play_with_sound, cancel=cancel))),
        Part("speech", "Speech recognised", lambda cancel: _speech(settings, cancel)),
        Part("second_opinion", "Second recogniser", lambda cancel: _second(settings, cancel)),
        Part("speakers", "Voices", lambda cancel: _speakers(settings, cancel)),
        Part("writer", "Language model", lambda cancel: _writer(settings, cancel)),
        Part("easy_read", "Easy Read", _easy_read),
        Part("documents", "Documents out and in", _documents),
        Part("files", "Files for sending", _files),
        Part("window", "Window", lambda cancel: str(stream(window, cancel=cancel))),
    )


def empty_session() -> Session:
    """A session on a vault that is thrown away, with one planned visit in it and no sound; it starts no child."""
    from scribe.session import InstalledEngines, Session
    from scribe.settings import Settings
    from scribe.vault import Vault

    session = Session(Vault.practice(), Settings(), InstalledEngines())
    session.vault.add_visit(_some_visit())
    return session


def _some_visit() -> Visit:
    from scribe.ids import new_id
    from scribe.visit import Visit, VisitId, VisitStage

    return Visit(VisitId(new_id("v")), REFERENCE, "case-note", VisitStage.PLANNED, datetime.now(UTC))


# --- the program itself


def import_everything(send: Callable[[object], None], should_stop: Callable[[], bool]) -> str:
    """Import every module but the window's and the engines', which are tried for themselves. Runs in a child."""
    names = tuple(name for package in IN_PROCESS for name in module_names(package) if not name.endswith("_engine"))
    return import_each(LIBRARIES + names)


def module_names(package: str) -> Iterator[str]:
    """The names of all modules of a package, in a frozen program as from source."""
    for found in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
        if not found.name.endswith("__main__"):
            yield found.name


def import_each(names: tuple[str, ...]) -> str:
    """Import all of these and say how many. Raises `SelfTestFailed` that names those that could not be."""
    failed = []
    for name in names:
        try:
            import_module(name)
        except Exception as error:
            failed.append(f"{name} ({type(error).__name__})")
    if failed or not names:
        raise SelfTestFailed(f"Parts of the program are missing or broken: {', '.join(failed) or 'all'}.")
    return f"{len(names)} modules"


def _vault(cancel: Cancellation) -> str:
    """A vault in a folder of its own: made, written, closed, opened again, read, with its audit whole."""
    from scribe.keys import MemoryHolder
    from scribe.vault import Vault

    made = _some_visit()
    with tempfile.TemporaryDirectory(prefix="fairnote-self-test-") as place:
        folder, holder = Path(place) / "vault", MemoryHolder()
        with Vault.create(folder, holder) as vault:
            vault.add_visit(made)
        plain = REFERENCE.encode() in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        with Vault.open(folder, holder) as vault:
            read, whole = vault.visit(made.id), not vault.read_only
    if read != made or not whole or plain:
        raise SelfTestFailed("What was written into a new vault did not come back as it was, or lay there unencrypted.")
    return "written, closed, opened and read"


# --- sound and models


@dataclass(frozen=True)
class FirstWords:
    """The first turn of the practice visit: an `AudioSource`, decoded where it is listened to."""

    file: AudioFile

    def seconds(self) -> float:
        """Length in seconds."""
        return HEARD_SECONDS

    def blocks(self, start: float = 0.0) -> Iterator[NDArray[np.float32]]:
        """The samples from `start` seconds on, as `models.transcriber.AudioSource` has them."""
        left = round((HEARD_SECONDS - start) * 16_000)
        for block in self.file.blocks(start):
            if left <= 0:
                return
            yield block[:left]
            left -= len(block)


def first_words() -> FirstWords:
    """What the recognisers are tried with."""
    return FirstWords(AudioFile(read_practice().audio))


def play_with_sound(send: Callable[[object], None], should_stop: Callable[[], bool]) -> str:
    """Decode the first words and play them at another tempo into memory. Runs in a child, as FFmpeg always does."""
    import numpy as np

    from scribe.tempo import Tempo

    samples = np.concatenate(list(first_words().blocks()))
    tempo = Tempo(1.5)
    faster = tempo.feed((samples * 32767).astype(np.int16).tobytes()) + tempo.end()
    seconds, shorter = len(samples) / 16_000, len(faster) / 32_000
    if abs(seconds - HEARD_SECONDS) > 0.1 or abs(shorter - HEARD_SECONDS / 1.5) > 0.1 or not samples.any():
        raise SelfTestFailed("The practice visit's sound was not decoded as it should be.")
    return f"{seconds:.1f} s decoded, {shorter:.1f} s at one and a half times the speed"


def heard_enough(text: str) -> str:
    """How many of the first words are in `text`. Raises `SelfTestFailed` for too few."""
    heard = len(SAID & set(re.findall(r"[a-z]+", text.lower())))
    if heard < ENOUGH_HEARD:
        raise SelfTestFailed(f"Only {heard} of {len(SAID)} words of the practice visit's first turn were heard.")
    return f"{heard} of {len(SAID)} words of the practice visit's first turn"


def _starter(kind: catalogue.Kind, settings: Settings) -> catalogue.InstalledModel:
    """The starter of this kind that IT's settings let be started. Raises `ModelMissing` or `ModelWithdrawn`."""
    from scribe.session import installed_engines

    return installed_engines(settings).starter(kind)


def _speech(settings: Settings, cancel: Cancellation) -> str:
    from scribe.session import device_of

    transcriber = engines.start_transcriber(
        _starter("transcriber", settings), device=device_of(settings), idle_seconds=None
    )
    try:
        heard = transcriber.listen(
            "self-test", first_words(), TranscribeOptions(), start=0.0, whole=True, cancel=cancel
        )
    finally:
        transcriber.close()
    return heard_enough(" ".join(segment.text for segment in heard.segments))


def _second(settings: Settings, cancel: Cancellation) -> str:
    second = engines.start_second(_starter("second opinion", settings), idle_seconds=None)
    heard: list[SecondHearing] = []
    try:
        second.listen(first_words(), (Stretch(0.0, HEARD_SECONDS),), on_heard=heard.append, cancel=cancel)
    finally:
        second.close()
    return heard_enough(" ".join(word for hearing in heard for word, _ in hearing.words))


def _speakers(settings: Settings, cancel: Cancellation) -> str:
    from models.speakers import TracedSound

    finder = engines.start_speakers(_starter("speakers", settings), idle_seconds=None)
    try:
        traces = finder.listen("self-test", first_words(), start=0.0, whole=True, cancel=cancel)
        turns = finder.settle((TracedSound(0.0, (traces.traces,)),), speakers=None, cancel=cancel)
    finally:
        finder.close()
    if len({turn.speaker for turn in turns}) != 1:
        raise SelfTestFailed("One person speaks in the practice visit's first turn, and that is not what was found.")
    return "one voice found where one speaks"


def _writer(settings: Settings, cancel: Cancellation) -> str:
    from scribe.session import device_of

    writer = engines.start_writer(_starter("writer", settings), device=device_of(settings), idle_seconds=None)
    try:
        made = writer.complete(CompletionRequest("", "The days of the week: Monday, Tuesday,", 8), cancel=cancel)
    finally:
        writer.close()
    if "Wednesday" not in made.text:
        raise SelfTestFailed("The language model did not go on as it should with the days of the week.")
    return f"{made.tokens} tokens in {made.seconds:.1f} s"


# --- documents


def _easy_read(cancel: Cancellation) -> str:
    """Two sentences in easier words, by rules alone: the dictionaries, lists of words and pictures are there."""
    from easyread.apart import easy_page
    from easyread.page import Profile
    from easyread.reader import Reader
    from easyread.reading import source_from_text

    page = easy_page(source_from_text(LETTER), Profile.EASY_READ, Reader(), cancel=cancel)
    text = " ".join(line.text for line in page.lines)
    if "commence" in text or "3 March" not in text or not any(line.picture for line in page.lines):
        raise SelfTestFailed("Two sentences could not be written in easier words with a picture beside them.")
    return f"{len(page.lines)} lines with pictures"


def _documents(cancel: Cancellation) -> str:
    """A line of text made into a PDF page, that page into a picture, and the words read off the picture."""
    from easyread.page import LineKind
    from easyread.reading import read_bytes
    from easyread.render_pdf import preview_png
    from easyread.sheet import Sheet, SheetLine

    page, _ = preview_png(Sheet("Self-test", "", (SheetLine(PRINTED, LineKind.IDEA),), ""), 0, 110)
    found = read_bytes(page, ".png", cancel=cancel).text
    if PRINTED.lower() not in " ".join(found.lower().split()):
        raise SelfTestFailed("A page was made, and the words on it could not be read again.")
    return "a PDF made, and its words read off its picture"


def _files(_: Cancellation) -> str:
    """A document and an Easy Read in each format that they leave in, and the words read again."""
    from easyread import render_docx, render_pdf
    from easyread.page import LineKind
    from easyread.sheet import Sheet, SheetLine
    from scribe.document_text import Block, BlockKind
    from scribe.export import writer_of
    from scribe.export_shape import Printed

    now = datetime.now(UTC)
    document = Printed("Self-test", REFERENCE, now, (Block(BlockKind.PARAGRAPH, PRINTED),), (), "Self-test", True)
    sheet = Sheet("Self-test", "", (SheetLine(PRINTED, LineKind.IDEA),), "")
    made = [(name, writer_of(name)(document)) for name in READ_AGAIN]
    made += [("docx", render_docx.docx(sheet, now)), ("pdf", render_pdf.pdf(sheet, now))]
    for name, content in made:
        if PRINTED not in " ".join(_words_in(name, content).split()):
            raise SelfTestFailed(f"A file of the kind {name} was made, and its words could not be read again.")
    return f"{len(made)} made, and their words read again"


def _words_in(name: str, content: bytes) -> str:
    """The words of a file that was made just now; files from elsewhere are opened in a child (easyread/reading.py)."""
    if name == "docx":
        import docx

        return " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    if name == "pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(content) as pages:
            return " ".join(str(page.get_textpage().get_text_range()) for page in pages)
    return content.decode("utf-8")
