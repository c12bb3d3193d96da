"""What a target of the fuzzer is, and what it may do: read its bytes, or refuse them in a sentence."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SCRATCH = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())


@dataclass(frozen=True)
class Target:
    """A parser: `read` gives it bytes, `seeds` are what it should be able to read, `longest` in bytes."""

    read: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    longest: int = 16_384


def refused(read: Callable[[bytes], object], data: bytes) -> bool:
    """Whether the parser refused the bytes, by an error of ours that has its sentence; anything else is raised."""
    from easyread.concepts import ConceptsRefused
    from easyread.plain_svg import NotPlain
    from easyread.refusals import DocumentRefused
    from easyread.word_files import WordFileWrong
    from models.errors import ModelError
    from scribe.errors import FairnoteError

    try:
        read(data)
    except (FairnoteError, ModelError, DocumentRefused, NotPlain, WordFileWrong, ConceptsRefused) as error:
        assert str(error).strip(), "a refusal without a sentence"
        return True
    return False


@contextlib.contextmanager
def file_of(data: bytes, name: str) -> Iterator[Path]:
    """A file with these bytes, alone in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=SCRATCH, prefix="fairnote-fuzz-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path
